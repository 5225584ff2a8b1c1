"""What the history page reads and looks for: the rows of the days that are seen, and the search while it is typed.

It holds what was read until somebody says that it changed. It refuses to know keys of the page and pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from planner.core.filter import Filter, FilterError, parse
from planner.core.summary import Summary
from planner.core.values import dataclass
from planner.tui.lookback import SLICE, Lookback, Search
from planner.tui.modes import TextLine

WEEK: Final = 7
MOST: Final = 3_000
"""Days that are held at a time; a picture has a few hundred at most."""


class Rows:
    """The summaries of days, read in stretches as they come into sight."""

    def __init__(self, look: Lookback) -> None:
        self._look = look
        self._known: dict[date, Summary | None] = {}

    def row(self, day: date) -> Summary | None:
        """The summary of a day; None without one. Three weeks around it are read with it."""
        if day not in self._known:
            self.read(day - timedelta(days=WEEK * 3), day + timedelta(days=WEEK * 3))
        return self._known[day]

    def read(self, first: date, last: date) -> None:
        """Read the days that will be shown, in one go."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if all(day in self._known for day in days):
            return
        self._make_room()
        self._known |= dict.fromkeys(days)
        self._known |= {row.date: row for row in self._look.rows(first, last)}

    def read_all(self, days: Sequence[date]) -> None:
        """Read single days that will be shown: days far apart are not read across."""
        missing = [day for day in days if day not in self._known]
        if missing:
            self._make_room()
            missing = [day for day in days if day not in self._known]
        self._known |= dict.fromkeys(missing)
        self._known |= {row.date: row for row in self._look.chosen(missing)}

    def _make_room(self) -> None:
        """Whoever walks through a hundred years does not gather them."""
        if len(self._known) > MOST:
            self._known.clear()

    def km(self, start: date) -> float | None:
        """Kilometres run in the seven days from a date on; None when nothing was entered."""
        rows = [self.row(start + timedelta(days=n)) for n in range(WEEK)]
        there = [row for row in rows if row is not None]
        return sum(row.km for row in there) if there else None

    def clear(self) -> None:
        """Know nothing any more: something changed."""
        self._known.clear()


class Finding:
    """The filter that is in force and the days that it chose so far."""

    def __init__(self, look: Lookback) -> None:
        self._look = look
        self._chosen = Filter()
        self.query = ""
        self.wrong = ""
        """Why what was typed is no filter; the last good one stays in force meanwhile."""
        self.search: Search | None = None

    @property
    def dates(self) -> list[date] | None:
        """The days that are chosen, latest first, as far as they were found; None without a filter."""
        return None if self.search is None else self.search.found

    def listed(self, at: date, room: int) -> list[date]:
        """The days of a list that fit, latest first: those that are chosen, else those with an entry around a day."""
        found = self.dates
        if found is None:
            found = self._look.around(at, room // 2, room)
            found = found if at in found else sorted({*found, at}, reverse=True)
        place = found.index(at) if at in found else 0
        start = max(0, min(place - room // 2, len(found) - room))
        return found[start : start + room]

    def type(self, text: str) -> None:
        """Take what was typed; a text that is no filter leaves the last one in force."""
        self.query, self.wrong = text, ""
        try:
            chosen = parse(text)
        except FilterError as error:
            self.wrong = error.message
            return
        self._chosen = chosen
        self.search = None if chosen.empty else self._look.search(chosen)

    def let_go(self) -> None:
        """All days again."""
        self.search, self.query, self.wrong = None, "", ""

    def again(self) -> None:
        """Search anew: files changed."""
        if self.search is not None:
            self.search = self._look.search(self._chosen)

    def go_on(self) -> bool:
        """Look on for a slice of time; False when there is nothing left to look through."""
        if self.search is None or self.search.done:
            return False
        self.search.go_on(SLICE)
        return True


@dataclass(kw_only=True)
class SearchLine(TextLine):
    """A line whose text is looked for while it is typed; up and down choose among what is found."""

    changed: Callable[[str], None]
    choose: Callable[[bool], None]
    """Goes to the next day found, later or earlier."""
    leave: Callable[[], None]

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What the keys do here."""
        return (("Enter", "keep"), ("Esc", "all days"), ("up down", "choose"), ("ctrl+u", "clear"))

    def key(self, key: str) -> bool:
        """As any line, and tell of each change; Esc lets go of the filter."""
        if key == "escape":
            self.leave()
            return False
        if key in ("up", "down"):
            self.choose(key == "up")
            return True
        before = self.text
        on = super().key(key)
        if self.text != before:
            self.changed(self.text)
        return on
