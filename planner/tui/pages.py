"""The pages by name: which one is shown, how each is made from the desk, what is kept of an unfinished one.

It joins pages with the desk, so that the application need not know any page. It refuses to know pictures and keys.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.core import when
from planner.core.answer import Context
from planner.core.days import RUN_KINDS
from planner.core.record import Day
from planner.desk import Desk, with_own_steps
from planner.storage import drafts
from planner.storage.problems import CannotRead, ChangedElsewhere, PlannerError
from planner.tui import half_lines, keeping
from planner.tui.commands import Keymap
from planner.tui.controller import MorningPage
from planner.tui.draft import Draft, Where
from planner.tui.effects import BringBack, Remove, Save, SaveDays, SaveSettings, SaveShoes
from planner.tui.frame import Frame
from planner.tui.shown import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.tui.lookback import Past

DRAWN_BY: Final = {
    "morning": "planner.tui.screens.morning",
    "done": "planner.tui.screens.done",
    "history": "planner.tui.screens.history",
    "trends": "planner.tui.screens.trends",
    "shoes": "planner.tui.screens.shoes",
    "week": "planner.tui.screens.week",
    "settings": "planner.tui.screens.settings",
}
"""Page -> the module whose `draw(page, width, height)` pictures it; imported when it is first shown."""
MADE_BY: Final = {
    "done": "planner.tui.done_page",
    "history": "planner.tui.history_page",
    "trends": "planner.tui.trends_page",
    "shoes": "planner.tui.shoes_page",
    "week": "planner.tui.week_page",
    "settings": "planner.tui.settings_page",
}
"""Page -> the module whose `make(desk, keymap, on)` makes it, anew from the files each time it is opened."""
AN_HOUR: Final = timedelta(hours=1)
"""A check-in older than this, with a run chosen, opens on the Done page."""


STAND: Final = ("history", "trends")
"""Pages that are not made anew under the runner's eyes: what they show of a day is looked up when it is opened."""


class Pages:
    """The pages of one run of the program."""

    def __init__(self, desk: Desk) -> None:
        """Open the morning of today."""
        self._desk = desk
        self._keymap = _keymap(desk)
        self._keeper = keeping.Keeper(desk)
        self._half_lines = half_lines.HalfLines(desk)
        self._left: dict[str, Page] = {}
        """The page of each name that was shown last, for what can be undone on it."""
        self._today = desk.today()
        """The planner's day that the pages are of."""
        self._morning = self._make_morning(self._today)
        self.page: Page = self._morning
        if desk.first_time:
            _ask_first(desk, self._morning)
        keeping.resume(desk, self._morning)
        self._keeper.knows(self._morning)
        if page := half_lines.left_on(desk, self._today):
            self.open(page)
        elif keeping.in_front(desk, self._today) or self._run_is_over():
            self.open("done")

    def frame(self, width: int, height: int) -> Frame:
        """The picture of the page that is shown."""
        return _draw(self.page, width, height)

    def wake(self) -> bool:
        """Come to the time of now; True when there is something to show of it.

        A page of the day that was gives way to the day that is. It stays while a list or a text line is open, and when
        something was typed on it and not saved: that is of the day on which it was typed.
        """
        morning, page, today = self._morning, self.page, self._desk.today()
        morning.now = morning.now if morning.saved else self._desk.now()
        if today == self._today or page.mode is not None:
            return False
        was, self._today = self._today, today
        morning.today = today
        said = f"It is {when.words(today, today)} now"
        if _typed(page):
            own = when.words(page.on, today)
            page.say(f"{said}; this is of {own}. {self._keymap.key('app.morning')} opens today")
        elif page.on == was and page.name in ("morning", "done"):
            self.open("morning")
            self.page.say(f"{said}: a new day")
        elif page is not morning:
            at = getattr(page, "at", None)
            self.open(page.name, at if isinstance(at, date) and at != was else None)
            self.page.say(said)
        return True

    def open(self, name: str, on: date | None = None) -> None:
        """Show another page on a date; the morning as it was left, or anew when it is another date."""
        self.keep_draft()
        try:
            if name == "morning":
                on = on or self._desk.today()
                if self.page is not self._morning or self._morning.on != on:
                    before, self._morning = self._morning, self._make_morning(on)
                    keeping.same_undo(before, self._morning)
                    keeping.resume(self._desk, self._morning)
                self._show(self._morning)
            elif name in MADE_BY:
                self._show(self._made(name, on))
            else:
                self.page.say(f"{name.capitalize()} is not there yet")
        except PlannerError as error:
            self.page.say(str(error).splitlines()[0])

    def perform(self, effect: Save | SaveDays | SaveShoes | SaveSettings | Remove | BringBack) -> None:
        """Save what a page asks for, and let it hear how that went."""
        page = self.page
        try:
            if isinstance(effect, Save):
                known = getattr(page, "day", None)
                was = known if isinstance(known, Day) and known.date == effect.day.date else None
                settles = keeping.settled(page, effect.day.date)
                warnings = self._desk.save(effect.day, was=was, settles=settles)
                page.stored(effect.day, warnings)
                self.saved(effect.day)
            elif isinstance(effect, SaveDays):
                for day in effect.days:
                    page.stored(day, self._desk.save(day, settles=""))
                page.say(effect.message)
            elif isinstance(effect, Remove):
                self._desk.remove(effect.on)
                page.removed(effect.on, back=False)
            elif isinstance(effect, BringBack):
                on = self._desk.bring_back()
                if on is not None:
                    page.removed(on, back=True)
            elif isinstance(effect, SaveShoes):
                self._desk.save_shoes(effect.shoes)
                page.say(effect.message)
            else:
                self._desk.save_settings(effect.values)
                self._set_up_anew(effect.message)
        except ChangedElsewhere as error:
            page.failed(str(error))
            self._ask(error)
        except PlannerError as error:
            page.failed(str(error))

    def _ask(self, error: ChangedElsewhere) -> None:
        """Ask what is to stand of a file that another program wrote, and make the page anew once it does."""
        from planner.tui.conflict import ask

        page = self.page

        def settled(message: str) -> None:
            drafts.drop(self._desk.places, page.on, page.name)
            self._desk.anew()
            self._make_anew(None)
            self.page.say(message)

        ask(self._desk.places, error, enter=page.enter, say=page.say, settled=settled)

    def follow(self, changed: frozenset[Path]) -> bool:
        """Hear which files another program wrote; False when that has to wait until a mode is over.

        What was typed and not saved stays: when its own file changed, saving will ask.
        """
        if self.page.mode is not None:
            return False
        desk, page = self._desk, self._morning
        own, typed = desk.places.day_file(page.on), page.draft.anything and not page.saved
        same = _stored(desk, page.on) == page.day
        if same and changed <= {own, own.parent}:
            return True
        told = self.page is not page and _typed(self.page)  # a morning's draft is carried over instead
        if self.page.name in STAND or told or (own in changed and typed and not same):
            self.page.say("Another program changed the files" + ("; saving will ask what is to stand" if typed else ""))
            return True
        desk.anew()
        self._keymap = _keymap(desk)
        self._make_anew(page.draft if typed else None)
        if desk.problems:
            self.page.say(str(desk.problems[0]))
        elif own in changed or desk.places.settings in changed:
            self.page.say("Changed by another program: read again")
        return True

    def _make_anew(self, draft: Draft | None) -> None:
        """Make the page that is shown anew from the files, with a draft that is not saved yet."""
        before, morning = self.page, self._morning
        self._morning = self._make_morning(morning.on)
        if draft is not None:
            self._morning.draft, self._morning.undo = draft, morning.undo
        if before is morning:
            self._morning.stay(morning.at)
            self.page = self._morning
        else:
            after = self._made(before.name, before.on)
            after.adopt(before)
            self.page = after

    def _set_up_anew(self, message: str) -> None:
        """Put changed settings in force: keys, and the page that is shown with all that it rests on."""
        before, self._keymap = self.page, _keymap(self._desk)
        if before is not self._morning:
            after = self._made(before.name, None)
            after.adopt(before)
            self.page = after
        else:
            self._morning = self._make_morning(before.on)
            self._morning.undo, self._morning.turned = before.undo, before.turned
            if not keeping.untouched(before):
                self._morning.draft = before.draft
            self._morning.stay(before.at)
            self._morning.adopt(before)
            self.page = self._morning
        self.page.say(message)

    def saved(self, day: Day) -> None:
        """Hear that a day was saved: its draft is gone, and a morning that rests on it is made anew as it stood."""
        if self.page is not self._morning:
            return
        if day.date == self._morning.on:
            return
        from planner.tui.yesterday import take_over

        before, self._morning = self._morning, self._make_morning(self._morning.on)
        self._morning.say(take_over(self._morning, before, day))
        self.page = self._morning

    def keep_draft(self) -> None:
        """Keep what was typed and not saved, when there is anything new."""
        self._keeper.keep(self._morning, front=self.page is self._morning)
        if self.page is not self._morning:
            self._keeper.keep(self.page)
        self._half_lines.keep(self.page)

    def _show(self, page: Page) -> None:
        """Put another page in place of the one that is shown, whose draft then says so."""
        before, self.page = self.page, page
        if before is page:
            return
        if hasattr(before, "undo"):
            self._left[before.name] = before
        self._keeper.keep(before, front=False)
        if page is not self._morning:
            left = self._left.get(page.name)
            keeping.same_undo(left, page)
            page.inherit(left)

    def _made(self, name: str, on: date | None) -> Page:
        """A page made from the files, as it was left."""
        self._half_lines.keep(self.page)
        made: Page = import_module(MADE_BY[name]).make(self._desk, self._keymap, on)
        keeping.restore(self._desk, made)
        keeping.resume(self._desk, made)
        self._half_lines.resume(made)
        self._keeper.knows(made)
        return made

    def _make_morning(self, on: date) -> MorningPage:
        page = morning_of(self._desk, self._keymap, on, self._desk.today())
        self._keeper.knows(page)
        return page

    def _run_is_over(self) -> bool:
        """Whether a run was chosen over an hour ago and nothing was told of it yet."""
        day, now = self._morning.day, self._desk.now()
        told = any(d.kind != "strength" for d in day.done)
        if told or day.chosen is None or day.morning is None or day.morning.at is None:
            return False
        return day.chosen.kind in RUN_KINDS and now - day.morning.at > AN_HOUR and self._morning.saved


def morning_of(desk: Desk, keymap: Keymap, on: date, today: date) -> MorningPage:
    """The morning of a date as it is found, with what was typed and not saved; `today` is the planner's day of now."""
    problem = ""
    try:
        day = desk.day(on)
    except CannotRead as error:
        day, problem = Day(date=on, planned=desk.week_plan(on)), str(error)
    context, before = desk.context(on), on - timedelta(days=1)
    told = keeping.half_told(desk, before)
    page = MorningPage(
        context,
        day,
        keymap=keymap,
        now=desk.now(),
        today=today,
        routines=lambda: desk.routines,
        yesterday=_yesterday(context) or (Day(date=before) if told else None),
        told=told,
    )
    page.past = cache(partial(_past, desk, on))
    page.coming = cache(partial(_coming, desk, on))
    if desk.first_time:
        page.first = partial(_ask_first, desk, page, wanted=True)
    keeping.restore(desk, page)
    if problem:
        page.failed(problem)
    elif wrong := [*map(str, with_own_steps(desk).problems), *_unworn(desk, day)]:
        page.say(wrong[0])
    return page


def _unworn(desk: Desk, day: Day) -> Iterator[str]:
    """What is wrong with the pairs that a day's plan names; nothing when all of them can be worn."""
    if any(planned.shoe for planned in day.planned):
        from planner.storage.plan_pairs import of_plan

        yield from map(str, of_plan(desk.places, day, desk.settings.week, desk.shoes, desk.today()))


def _stored(desk: Desk, on: date) -> Day | None:
    """What stands in a day's file now; None when it cannot be read."""
    try:
        return desk.day(on)
    except CannotRead:
        return None


def _typed(page: Page) -> bool:
    """Whether something was typed on a page of answers and not saved."""
    if isinstance(page, MorningPage):
        return not page.saved and page.draft != Draft.of(page.day)
    if page.name != "done" or getattr(page, "saved", True):
        return False
    draft: object = getattr(page, "draft", None)
    return draft is not None and draft != type(draft)()


def _past(desk: Desk, on: date, where: Where) -> Past | None:
    """The last time that it hurt at a place, before a date."""
    from planner.tui.lookback import Lookback  # only for whoever asks for reasons with a pain

    return Lookback(desk).before(where, on)


def _coming(desk: Desk, on: date) -> tuple[Day, ...]:
    """The next six days, each with the week's plan where it has none of its own."""
    return tuple(day for n in range(1, 7) if (day := _stored(desk, on + timedelta(days=n))) is not None)


def _yesterday(context: Context) -> Day | None:
    """The day before, to ask what became of its plan; None on the first days, and when it cannot be read."""
    before = context.record.days.get(context.record.on - timedelta(days=1))
    return before if before is not None and (before.planned or before.morning) else None


def first_frame(desk: Desk, on: date, width: int, height: int) -> Frame:
    """The picture that a start on a day begins with, as far as can be known now.

    `desk` must be one that nothing else uses: looking at files anew changes what a later save takes for known.
    """
    page = morning_of(desk, _keymap(desk), on, on)
    if desk.first_time:
        _ask_first(desk, page)
    keeping.resume(desk, page)
    return _draw(page, width, height)


def _ask_first(desk: Desk, page: MorningPage, *, wanted: bool = False) -> None:
    """Ask the first questions on a morning."""
    from planner.tui.first_mode import open_on  # once in a runner's life

    open_on(page, desk, wanted=wanted)


def _draw(page: Page, width: int, height: int) -> Frame:
    drawn: Frame = import_module(DRAWN_BY[page.name]).draw(page, width, height)
    return drawn


def _keymap(desk: Desk) -> Keymap:
    """The shipped keys, or the runner's own checked and put over them; the check is only loaded when there are any."""
    if not desk.settings.keys:
        return Keymap()
    from planner.tui.keys import keymap

    return keymap(desk)
