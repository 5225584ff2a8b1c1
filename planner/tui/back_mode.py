"""The way back as a list of dated stages, to be taken up, slowed down or stopped; and being away, to be said and ended.

Modes and commands of the morning page. What they keep lies in the settings. They refuse to judge: the rules stand over
every plan that comes from here.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from planner.core import runtext, way_back
from planner.core.days import Planned
from planner.core.settings import WEEKDAYS, Away, Back, Settings
from planner.core.values import dataclass, replace
from planner.core.verdict import Rung
from planner.core.way_back import SLOWEST, WayBack
from planner.tui.effects import SaveSettings
from planner.tui.frame import EMPTY, Line, wrap
from planner.tui.modes import Item, Menu, TextLine

if TYPE_CHECKING:
    from planner.tui.controller import Apart, MorningPage
    from planner.tui.draft import Draft

_DAYS: Final = re.compile(r"\d{1,3}", re.ASCII)
_KEPT: Final = {"away": ("kind", "since", "until"), "back": ("ladder", "since", "slow", "stopped")}
"""The keys of the settings file."""


@dataclass(kw_only=True)
class BackMode:
    """The stages, and what may be done with them."""

    page: MorningPage
    ends: tuple[str, ...] = ()
    top: int = 0
    title: str = "The way back"

    @property
    def found(self) -> WayBack | None:
        """As it stands now."""
        return self.page.way_back

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What the keys do."""
        found = self.found
        if found is None:
            return (("Esc", "back"),)
        hints = [("Esc", "back")]
        if found.standing.state not in ("done", "stop"):
            hints.append(("Enter", "take today's stage" if found.stage(self.page.on) else "take it up"))
        hints += [("s", "slower")] if found.slow < SLOWEST else []
        hints += [("f", "as before")] if found.slow else []
        return (*hints, ("x", "end it" if found.taken else "not now"))

    def owns(self, key: str) -> bool:
        """Its letters are its own."""
        return len(key) == 1 and key in "sfxjk"

    def key(self, key: str) -> bool:
        """Take a key; False when the mode is over."""
        found = self.found
        if key in ("escape", *self.ends) or found is None:
            return False
        if key in ("down", "j", "up", "k"):
            self.top = max(0, self.top + (1 if key in ("down", "j") else -1))
        elif key == "enter" and found.standing.state not in ("done", "stop"):
            take_up(self.page, found)
            return False
        elif key == "s" and found.slow < SLOWEST:
            words = "Slower: one outing more on each stage, a day more between"
            keep(self.page, found, slow=found.slow + 1, message=words)
        elif key == "f" and found.slow:
            keep(self.page, found, slow=0, message="As the ladder says")
        elif key in (undo := self.page.keymap.keys("app.undo")) or key in self.page.keymap.keys("app.redo"):
            (self.page.actions.undo if key in undo else self.page.actions.redo)()
        elif key == "x":
            keep(self.page, found, slow=found.slow, stopped=self.page.on, message=f"{found.ladder.name}: ended")
            return False
        else:
            self.page.say(f"{key} does nothing here; Esc goes back")
        return True

    def lines(self, width: int, height: int) -> list[Line]:
        """Where it stands, what must be true first, what holds it, the dated outings."""
        found, on = self.found, self.page.on
        if found is None:
            return wrap("Nothing to come back from.", width)
        rows = wrap(found.words(on), width, style="bold")
        rows += wrap(f"First: {found.ladder.entry}", width) + wrap(f"Held by: {found.ladder.hold}", width)
        rows += wrap("The answer of the day stands over every stage.", width, style="dim")
        days: list[Line] = []
        last = -1
        for d in found.days:
            said = runtext.words(replace(d.plan, note=None), self.page.settings.units)
            words = f"{WEEKDAYS[d.on.weekday()][:3].capitalize()} {d.on}  stage {d.stage + 1}: {said}"
            words += f"; {d.words}" if d.stage != last else ""
            last = d.stage
            days += wrap(words, width, first="> " if d.on == on else "  ", style="bold" if d.on == on else "")
        room = max(height - len(rows) - 2, 1)
        self.top = min(self.top, max(0, len(days) - room))
        below = len(days) - self.top - room
        shown = days[self.top : self.top + room]
        more = [((f"{below} more lines: down", "dim"),)] if below > 0 else []
        return [*rows, EMPTY, *shown, *more][:height]


def open_way_back(page: MorningPage) -> None:
    """Show the way back, or say that there is none."""
    if page.way_back is None:
        page.refuse("Nothing to come back from: no long break, fever or cleared bone injury")
        return
    page.enter(BackMode(page=page, ends=page.keymap.keys("morning.way_back")))


def take_up(page: MorningPage, found: WayBack) -> None:
    """Take the ladder up, and put today's stage on the plan where there is one."""
    page.enter(None)
    message, settings, stage = f"{found.ladder.name}: taken up", page.settings, found.stage(page.on)
    if not found.taken:
        settings = replace(settings, back=Back(ladder=found.ladder.id, since=found.since, slow=found.slow))
    if stage is None and page.answer.advice.rung is Rung.CROSS_TRAIN:  # the day has its own way to go on
        _change(page, page.draft, settings, message)
        return
    plan = stage.plan if stage is not None else Planned(kind="rest")
    words = runtext.words(plan, page.settings.units) if stage is not None else "no outing today"
    _change(page, page.draft.plan((plan,)), settings, f"{message}. Plan: {words}.")
    page.save_if_complete()


def keep(page: MorningPage, found: WayBack, *, slow: int, message: str, stopped: date | None = None) -> None:
    """Keep the ladder in the settings."""
    back = Back(ladder=found.ladder.id, since=found.since, slow=slow, stopped=stopped)
    _change(page, page.draft, replace(page.settings, back=back), message)


def bring_back(page: MorningPage, apart: Apart, word: str) -> None:
    """Put back what the settings said of being away before the last change or, done again, after it."""
    away, back = apart
    was, page.settings = page.settings, replace(page.settings, away=away, back=back)
    said = f"{word}: {way_back.away_words(away) if away else 'not away'}" if away != was.away else f"{word}: way back."
    page.effect(SaveSettings(values=_differing(was, page.settings), message=said))
    if page.complete and page.mode is None:
        page.save(said)


def _change(page: MorningPage, draft: Draft, settings: Settings, message: str) -> None:
    """Change the plan and the settings in one: undo brings back both."""
    was = page.settings
    page.change(draft, message, settings=settings)
    if values := _differing(was, settings):
        page.effect(SaveSettings(values=values, message=message))


def _differing(was: Settings, now: Settings) -> dict[str, object]:
    """The keys of the file for what is not as it was; those of what is gone are taken out."""
    said: dict[str, object] = {}
    for name, before, after in (("away", was.away, now.away), ("back", was.back, now.back)):
        if before != after:
            said |= {f"{name}.{field}": getattr(after, field) if after else None for field in _KEPT[name]}
    return said


def open_away(page: MorningPage) -> None:
    """Say an illness, a journey or a break, or end the one that is on."""
    on = way_back.is_away(page.settings, page.on)
    items = [Item(letter="o", words="it is over: today counts again", value="over")] if on else []
    items += [
        Item(letter="i", words="ill: rest until it is over", value="illness"),
        Item(letter="t", words="travelling", value="travel"),
        Item(letter="b", words="a break from running", value="break"),
    ]

    def pick(value: str) -> None:
        if value == "over" and page.settings.away is not None:
            _away(page, way_back.back_again(page.settings.away, page.on), "Over. Welcome back.")
            page.enter(None)
        else:
            page.enter(_until(page, value))

    page.enter(Menu(title="Away from running", items=items, pick=pick, say=page.say))


def _until(page: MorningPage, kind: str) -> TextLine:
    def done(text: str) -> str | None:
        until = None
        if _DAYS.fullmatch(text):
            until = page.on + timedelta(days=max(int(text), 1) - 1)
        elif text:
            try:
                until = date.fromisoformat(text)
            except ValueError:
                return f"'{text}' is neither a number of days nor a date: write 5 or {page.on + timedelta(days=4)}"
        if until is not None and until < page.on:
            return f"{until} is over already: write {page.on} or a day after it"
        away = Away(kind=kind, since=page.on, until=until)
        _away(page, away, way_back.away_words(away))
        return None

    help = "A number of days, today included, or the last day as a date; empty: until you say so"
    return TextLine(title="Until when?", done=done, help=help, limit=20)


def _away(page: MorningPage, away: Away | None, message: str) -> None:
    settings = replace(page.settings, away=away)
    plan = (Planned(kind="rest"),) if way_back.is_away(settings, page.on) else _of_week(page)
    _change(page, page.draft.plan(plan), settings, message)
    page.save_if_complete()


def _of_week(page: MorningPage) -> tuple[Planned, ...]:
    text = page.settings.week.get(WEEKDAYS[page.on.weekday()], "")
    try:
        return runtext.several(text, units=page.settings.units) if text.strip() else ()
    except runtext.RunTextError:
        return ()
