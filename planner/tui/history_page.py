"""The page that looks back day by day: a calendar or a list, the day under the cursor, a search, deletion with undo.

Pure and synchronous like every page: what it shows of the record it asks of a `Lookback`, only the days that are seen.
It refuses to know files and pictures.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from planner.core import when
from planner.core.filter import SAMPLE
from planner.core.record import Day
from planner.core.values import dataclass
from planner.desk import Desk
from planner.tui.commands import Keymap
from planner.tui.effects import Open
from planner.tui.finding import WEEK, Finding, Rows, SearchLine
from planner.tui.frame import Line
from planner.tui.history_undo import HistoryUndo
from planner.tui.lookback import Lookback
from planner.tui.modes import Scroll, TextLine
from planner.tui.page import BasePage
from planner.tui.twice import Twice

DATE_HELP: Final = "2026-03-05, 5 mar, 3 mar 2025, mar 2025, thu, yesterday or -10"
SEARCH_HELP: Final = 'Words, or pain:knee>2 shoe:ghost 2026-03.. kind:long rung:rest km>10 …, "two words"'
ABOUT: Final = (
    f"{{history.search}} takes words and filters, e.g. {SAMPLE}. All must hold; Esc shows all days. "
    f"{{history.date}} takes {DATE_HELP}."
)
FIRST: Final = date(1900, 1, 1)
LAST: Final = date(9998, 12, 31)
"""Where the calendar ends: far enough for every record, and some weeks from where dates do."""


@dataclass(kw_only=True)
class DayView(Scroll):
    """All of one day; the page's own letters work in it."""

    act: Callable[[str], bool]
    """Is given every key first; True when it took it."""
    keymap: Keymap

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """How to move, to change the day and to leave."""
        key = self.keymap.key
        edits = (key("history.edit"), "edit morning"), (key("history.done"), "done")
        return (("up down", "move"), ("Esc", "back"), ("left right", "day"), *edits)

    def key(self, key: str) -> bool:
        """The page's letters, else scroll or leave."""
        return self.act(key) or super().key(key)


class HistoryPage(BasePage):
    """The record by days."""

    name = "history"
    about = (ABOUT,)

    def __init__(self, look: Lookback, *, keymap: Keymap, on: date | None = None) -> None:
        """Opens on a date, today when none is given."""
        super().__init__(on=look.today, settings=look.settings, keymap=keymap)
        self.look = look
        self.at = min(max(on or look.today, FIRST), LAST)
        """The day under the cursor."""
        self.view = "calendar"
        self.rows, self.find = Rows(look), Finding(look)
        self.twice = Twice(self)
        self.undo = HistoryUndo(self)

    # What there is to see.

    @property
    def day(self) -> Day | str:
        """All of the day under the cursor, or why it cannot be read."""
        return self.look.day(self.at)

    # Keys.

    def take(self, key: str) -> bool:
        """Esc lets go of a filter."""
        if key == "escape" and self.find.search is not None:
            self._let_go()
            return True
        return False

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """The page's commands by verb."""
        return {
            "open": self._open,
            "search": self._search,
            "edit": lambda: self._there("morning"),
            "done": lambda: self._there("done"),
            "remove": self._remove,
            **self.twice.acts(),
            "list": self._list,
            "today": lambda: self.go(self.look.today),
            "date": self._date,
            "next": lambda: self._entry(forward=True),
            "previous": lambda: self._entry(forward=False),
            "before": lambda: self._months(-1),
            "after": lambda: self._months(1),
            "year_before": lambda: self._months(-12),
            "year_after": lambda: self._months(12),
            "up": lambda: self._vertical(-1),
            "down": lambda: self._vertical(1),
            "left": lambda: self.go(self.at - timedelta(days=1)),
            "right": lambda: self.go(self.at + timedelta(days=1)),
            "undo": lambda: self.undo.turn(ahead=False),
            "redo": lambda: self.undo.turn(ahead=True),
        }

    def inherit(self, before: object) -> None:
        """What happened to days can be undone on whichever page of this kind."""
        if isinstance(before, HistoryPage):
            self.undo.inherit(before.undo)

    def explain(self) -> str:
        """What the signs mean."""
        return (
            "Each day has the sign of its advice and what was done: + run, ~ modified run, x cross-train, - rest, "
            "? no advice, ! a file that cannot be read, . nothing. Numbers are run kilometres or miles, ' minutes, "
            "s strength. On the right of each week its distance."
        )

    def go(self, day: date, message: str = "") -> None:
        """Put the cursor on a day."""
        self.at = min(max(day, FIRST), LAST)
        self.say(message or when.words(self.at, self.look.today))

    def _vertical(self, by: int) -> None:
        if self.view == "calendar":
            self.go(self.at + timedelta(days=by * WEEK))
        else:
            self._entry(forward=by < 0)

    def _months(self, by: int) -> None:
        months = self.at.year * 12 + self.at.month - 1 + by
        year, month = min(max(months // 12, FIRST.year), LAST.year), months % 12 + 1
        self.go(date(year, month, min(self.at.day, monthrange(year, month)[1])))

    def _entry(self, *, forward: bool) -> None:
        chosen = self.find.dates
        if chosen is None:
            found = self.look.neighbour(self.at, forward)
        elif forward:
            found = min((d for d in chosen if d > self.at), default=None)
        else:
            found = max((d for d in chosen if d < self.at), default=None)
        if found is None:
            what = "entry" if chosen is None else "day that is found"
            self.refuse(f"No {'later' if forward else 'earlier'} {what}")
        else:
            self.go(found)

    def _list(self) -> None:
        self.view = "list" if self.view == "calendar" else "calendar"
        self.go(self.at)

    def _date(self) -> None:
        def done(text: str) -> str | None:
            try:
                day = when.parse(text, self.look.today)
            except ValueError as error:
                return str(error)
            self.go(day)
            return None

        self.enter(TextLine(title="Go to which date?", done=done, help=DATE_HELP))

    # The day.

    def _open(self) -> None:
        from planner.tui.screens import day_detail

        def lines(width: int) -> list[Line]:
            return day_detail.lines(self.day, self.settings, width, self.twice.words)

        self.enter(
            DayView(title=when.words(self.at, self.look.today), make=lines, act=self._in_day, keymap=self.keymap)
        )

    def _in_day(self, key: str) -> bool:
        """The page's commands that count while a day is open."""
        command = self.keymap.command(self.name, key)
        verb = command.partition(".")[2] if command else ""
        if verb in ("merge", "both", "undo", "redo"):
            self.acts()[verb]()
            return True
        if verb not in ("edit", "done", "remove", "next", "previous", "left", "right"):
            return False
        self.mode = None
        self.acts()[verb]()
        if verb in ("next", "previous", "left", "right"):
            self._open()
        return True

    def _there(self, page: str) -> None:
        """Go to another page of the day under the cursor."""
        if self.at > self.look.today:
            self.refuse("That day is still to come")
        else:
            self.effect(Open(page=page, on=self.at))

    def _remove(self) -> None:
        if self.rows.row(self.at) is None and self.at not in self.look.broken():
            self.refuse("Nothing is stored of that day")
        else:
            self.undo.remove(self.at)

    def stored(self, day: Day, warnings: Sequence[str] = ()) -> None:
        """Hear that a day was saved."""
        self._forget()
        said = self.undo.happened()
        self.say(warnings[0] if warnings else said)

    def removed(self, on: date, *, back: bool) -> None:
        """Hear that a day was deleted, or brought back."""
        self.undo.happened()
        self._forget()
        named = when.words(on, self.look.today)
        self.go(on, f"{named} is back." if back else f"Deleted: {named}. {self.keymap.key('app.undo')} brings it back.")
        self.find.again()

    def failed(self, message: str) -> None:
        """Hear that a day could not be changed, deleted or brought back."""
        self.undo.failed()
        self.message = "Not done: " + (message.splitlines() or ["no reason was given"])[0]

    def _forget(self) -> None:
        self.rows.clear()
        self.look.forget()

    # Search.

    def _search(self) -> None:
        def done(text: str) -> str | None:
            if self.find.wrong:
                return self.find.wrong
            if text:
                self.go(self.at)
            else:
                self._let_go()
            return None

        def choose(later: bool) -> None:
            self._entry(forward=later)
            self.refused = False

        self.enter(
            SearchLine(
                title="Search",
                text=self.find.query,
                done=done,
                changed=self._typed,
                choose=choose,
                leave=self._let_go,
                help=SEARCH_HELP,
                limit=200,
            )
        )

    def _typed(self, text: str) -> None:
        self.say("")
        self.find.type(text)
        self._to_match()

    def _to_match(self) -> None:
        """The cursor stands on a day that is found: where it was, else on the latest."""
        found = self.find.dates
        if found and self.at not in found:
            self.at = found[0]

    def _let_go(self) -> None:
        self.find.let_go()
        self.say("All days.")

    def idle(self) -> bool:
        """Go on with the files that were not looked at yet, then with the search."""
        if not self.look.fresh:
            if self.look.refresh():
                self._forget()
                self.find.again()
                self._to_match()
            return True
        first = not self.find.dates
        more = self.find.go_on()
        if first:
            self._to_match()
        return more


def make(desk: Desk, keymap: Keymap, on: date | None = None) -> HistoryPage:
    """The page from the files."""
    return HistoryPage(Lookback(desk), keymap=keymap, on=on)
