"""The week: seven days with what was planned, advised, taken and done; plans changed, sessions moved.

Pure and synchronous like every page; it is given a function that says what is known of a date. A day that has its
advice keeps its plan as it stood, because the advice rests on it: it is changed on its own morning page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from planner.core import plans, runtext, week
from planner.core.days import Planned
from planner.core.record import Day
from planner.core.settings import WEEKDAYS, Settings
from planner.core.values import dataclass, replace
from planner.desk import Desk
from planner.storage.problems import CannotRead, PlannerError
from planner.tui.commands import Keymap
from planner.tui.effects import Open, SaveDays, SaveSettings
from planner.tui.modes import Item, Menu, TextLine
from planner.tui.page import BasePage
from planner.tui.setting_rows import NotUnderstood, weekday_words
from planner.tui.undo import Undo

ABOUT: Final = (
    "up and down go through the days, left and right through the weeks. {week.edit} types a day's plan, {week.move} "
    "moves a session to another day, {week.template} is what stands on that weekday every week."
)
HELP: Final = (
    "In any order: 8 km or 45 min, a pace, a kind, a terrain, +200m; rest, cross 40 min, strength; two sessions with + "
    "between them. Empty = as every week."
)
LETTERS: Final = "1234567abcdefg"
AROUND: Final = 15
"""Days before and after that are looked at for hard days and moved sessions."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a date."""

    day: Day
    """With the week's plan where the file holds none."""
    stored: Day
    """As its file says, an empty day when there is none."""
    draft: bool = False
    """A check-in of that day was begun and not saved."""
    problem: str = ""
    """Why its file cannot be read."""

    @property
    def fixed(self) -> str:
        """Why its plan is not changed here; empty when it may be."""
        if self.problem:
            return self.problem
        if self.stored.morning is not None:
            return "has its advice already: change its run on its own morning page"
        return "has a check-in that was begun: change its run there" if self.draft else ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change that can be brought back: the days as their files were before, or a weekday's template."""

    days: tuple[Day, ...] = ()
    template: tuple[str, str] | None = None
    """Weekday and its words, empty = none."""


class WeekPage(BasePage):
    """Days around a cursor."""

    name = "week"
    about = (ABOUT,)

    def __init__(
        self,
        *,
        on: date,
        today: date,
        settings: Settings,
        keymap: Keymap,
        look: Callable[[date], Known],
        apart: int = 1,
    ) -> None:
        """`on` is where the cursor stands; `look` says what is known of a date; `apart` is the number of hard-again."""
        super().__init__(on=today, settings=settings, keymap=keymap)
        self.at, self.today = on, today
        self._look, self._apart = look, apart
        self._known: dict[date, Known] = {}
        self.undo: Undo[Change] = Undo()
        self._pending: tuple[str, Change] | None = None
        """What is being saved, `do`, `undo` or `redo`, and what brings it back."""

    # What there is to see.

    def known(self, on: date) -> Known:
        """What is known of a date."""
        if on not in self._known:
            self._known[on] = self._look(on)
        return self._known[on]

    def days(self, first: date, count: int) -> dict[date, Day]:
        """So many days from the first."""
        return {on: self.known(on).day for on in (first + timedelta(days=n) for n in range(count))}

    def week_of(self, on: date) -> date:
        """The first day of the week that a date is in."""
        return week.dates(on, self.settings.first_day)[0]

    def too_soon(self, on: date) -> int | None:
        """Days since the last hard day, when a hard one is planned too soon after it."""
        return plans.hard_again(self.days(on - timedelta(days=self._apart), self._apart + 1), on, self._apart)

    def template(self, on: date) -> str:
        """What the settings say of that weekday, empty for nothing."""
        return self.settings.week.get(WEEKDAYS[on.weekday()], "")

    def explain(self) -> str:
        """The columns in plain words."""
        return (
            "Planned is what stands on the day, a dot behind it when it comes from every week's plan. Advised is what "
            "the morning said, own when you kept your plan all the same. A session that was moved names the day it "
            "first stood on. An exclamation mark is a hard day too soon after a hard one: that morning will say so."
        )

    # Keys.

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """The page's commands by verb."""
        return {
            "edit": self._edit,
            "move": self._move,
            "template": self._template,
            "open": self._open,
            "today": lambda: self._go(self.today),
            "before": lambda: self._step(-7),
            "after": lambda: self._step(7),
            "up": lambda: self._step(-1),
            "down": lambda: self._step(1),
            "left": lambda: self._step(-7),
            "right": lambda: self._step(7),
            "undo": lambda: self._restore("undo"),
            "redo": lambda: self._restore("redo"),
        }

    def adopt(self, before: object) -> None:
        """Stand on the same day; the template that was in force before can be brought back."""
        if isinstance(before, WeekPage):
            self.at, self.undo, self._pending = before.at, before.undo, before._pending
            self._happened()

    def inherit(self, before: object) -> None:
        """What was changed can be undone while the week's plan is as it was left."""
        if isinstance(before, WeekPage) and before.settings.week == self.settings.week:
            self.undo = before.undo

    def stored(self, day: Day, warnings: Sequence[str] = ()) -> None:
        """Hear that a day was saved."""
        self._known.pop(day.date, None)
        if self._pending is not None and self._pending[1].days and day.date == self._pending[1].days[-1].date:
            self._happened()

    def failed(self, message: str) -> None:
        """Hear that it was not: what was saved before it is looked at anew."""
        super().failed(message)
        self._known.clear()
        self._pending = None

    def _happened(self) -> None:
        """Keep what brings the saved change back."""
        if self._pending is None:
            return
        (how, back), self._pending = self._pending, None
        if how == "do":
            self.undo.push(back)
        elif how == "undo":
            self.undo.back(back)
        else:
            self.undo.forth(back)

    def _step(self, days: int) -> None:
        self._go(self.at + timedelta(days=days))

    def _go(self, on: date) -> None:
        self.at, self.message = on, ""

    def _save(self, days: Mapping[date, tuple[Planned, ...]], message: str) -> None:
        """Put other plans on some days, the first first."""
        before = tuple(self.known(on).stored for on in days)
        self._pending = "do", Change(days=before)
        new = tuple(replace(self.known(on).stored, planned=planned) for on, planned in days.items())
        self.effect(SaveDays(days=new, message=message))

    def _restore(self, how: str) -> None:
        change = self.undo.next(ahead=how == "redo")
        word = "Undone" if how == "undo" else "Done again"
        if change is None:
            self.say(f"Nothing to {'undo' if how == 'undo' else 'do again'}")
        elif change.template is not None:
            name, words = change.template
            self._pending = how, Change(template=(name, self.settings.week.get(name, "")))
            self.effect(SaveSettings(values={f"week.{name}": words or None}, message=f"{word}."))
        elif fixed := next((day.date for day in change.days if self.known(day.date).fixed), None):
            self._fixed(fixed, self.known(fixed))
        else:  # of the plan alone: what was told of a day since then stays
            now = tuple(self.known(day.date).stored for day in change.days)
            then = tuple(replace(was, planned=day.planned) for was, day in zip(now, change.days, strict=True))
            self._pending = how, Change(days=now[::-1])
            self.effect(SaveDays(days=then[::-1], message=f"{word}."))

    def _open(self) -> None:
        if self.at > self.today:
            self.refuse(f"The morning of {named(self.at)} is still to come")
        else:
            self.effect(Open(page="morning", on=self.at))

    def _edit(self) -> None:
        on, known, units = self.at, self.known(self.at), self.settings.units
        if known.fixed:
            self._fixed(on, known)
            return
        before = known.day.planned

        def done(text: str) -> str | None:
            try:
                planned = runtext.several(text, units=units) if text else ()
            except runtext.RunTextError as error:
                return error.message
            self._save({on: kept(before, planned, units)}, f"{named(on)}: {text or 'as every week'}.")
            return None

        now = runtext.joined(before, units) if before else ""
        self.enter(TextLine(title=f"Plan of {named(on)}", text=now, done=done, help=HELP))

    def _fixed(self, on: date, known: Known) -> None:
        if known.problem:
            self.refuse(known.problem)
        else:
            self.refuse(f"{named(on)} {known.fixed} ({self.keymap.key('week.open')} opens it)")

    def _template(self) -> None:
        name, units = WEEKDAYS[self.at.weekday()], self.settings.units

        def done(text: str) -> str | None:
            try:
                words = weekday_words(text, units)
            except NotUnderstood as error:
                return str(error)
            self._pending = "do", Change(template=(name, self.settings.week.get(name, "")))
            message = f"Every {name.capitalize()}: {words or 'nothing'}."
            self.effect(SaveSettings(values={f"week.{name}": words}, message=message))
            return None

        title = f"Every {name.capitalize()}"
        help = f"For every {name.capitalize()} that has no plan of its own. " + HELP.replace("as every week", "nothing")
        self.enter(TextLine(title=title, text=self.template(self.at), done=done, help=help))

    def _move(self) -> None:
        source, known = self.at, self.known(self.at)
        sessions = [p for p in known.day.planned if p.kind != "rest"]
        if known.problem or known.draft:
            self._fixed(source, known)
        elif not sessions:
            self.refuse(f"Nothing stands on {named(source)} that could be moved")
        elif len(sessions) == 1:
            self._ask_where(source, sessions[0])
        else:
            units = self.settings.units
            items = [
                Item(letter=str(n), words=runtext.words(p, units), value=str(n)) for n, p in enumerate(sessions[:9], 1)
            ]

            def pick(number: str) -> None:
                self._ask_where(source, sessions[int(number) - 1])

            self.enter(Menu(title="Which session?", items=items, pick=pick, say=self.say))

    def _ask_where(self, source: date, session: Planned) -> None:
        first = self.week_of(source)
        around = self.days(source - timedelta(days=AROUND), 2 * AROUND + 1)
        fixed = bool(self.known(source).fixed)
        before = plans.moved_to(around, source, session) if fixed else None
        if before is not None:
            self.enter(None)
            self.refuse(f"It was moved to {named(before)} already")
            return
        items = []
        for n, letter in enumerate(LETTERS):
            on = first + timedelta(days=n)
            if on == source or self.known(on).fixed:
                continue
            there = runtext.joined(self.known(on).day.planned, self.settings.units)
            words = f"{named(on)}: {there}" if there else named(on)
            group = "This week" if n < 7 else "The week after"
            items.append(Item(letter=letter, words=words, value=on.isoformat(), group=group))
        words = runtext.words(session, self.settings.units)

        def pick(said: str) -> None:
            self._moved(source, session, date.fromisoformat(said))

        self.enter(Menu(title=f"Move {words} to", items=items, pick=pick, say=self.say))

    def _moved(self, source: date, session: Planned, target: date) -> None:
        """Put a session on another day first, then take it off its own: a failure between the two loses nothing."""
        known = self.known(source)
        days = {target: plans.with_session(self.known(target).day.planned, plans.moved(session, source, target))}
        if not known.fixed:
            days[source] = plans.without(known.day.planned, session)
        self.enter(None)
        self._save(
            days, f"Moved from {named(source)} to {named(target)}; {self.keymap.key('app.undo')} brings it back."
        )
        self.at = target


def kept(before: Sequence[Planned], after: Sequence[Planned], units: str) -> tuple[Planned, ...]:
    """The sessions that were typed, with what the run language has no words for kept where a session is still there."""
    left = list(before)
    out = []
    for session in after:
        same = next((p for p in left if runtext.words(p, units) == runtext.words(session, units)), None)
        if same is not None:
            left.remove(same)
        elif len(before) == len(after) == 1 and session.kind != "rest":
            same = replace(session, note=before[0].note, moved_from=before[0].moved_from)
        out.append(same or session)
    return tuple(out)


def named(on: date) -> str:
    """A date in a message: `Tue 24`."""
    return f"{WEEKDAYS[on.weekday()][:3].capitalize()} {on.day}"


def make(desk: Desk, keymap: Keymap, on: date | None = None) -> WeekPage:
    """The page of the week that a date is in, today's when none is given."""
    today = desk.today()

    def look(on: date) -> Known:
        try:
            return Known(stored=desk.journal.day(on), day=desk.day(on), draft=desk.draft(on) is not None)
        except CannotRead as error:
            return Known(stored=Day(date=on), day=Day(date=on), problem=_first(error))

    apart = desk.book.entries["hard-again"].numbers["days"] if "hard-again" in desk.book.entries else 1
    return WeekPage(on=on or today, today=today, settings=desk.settings, keymap=keymap, look=look, apart=int(apart))


def _first(error: PlannerError) -> str:
    return (str(error).splitlines() or ["cannot be read"])[0]
