"""Two entries of one day that look like one session, on the page that looks back: said, settled with a key.

It refuses to decide which it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.core import duplicates
from planner.core.record import Day
from planner.core.values import replace

if TYPE_CHECKING:
    from planner.tui.history_page import HistoryPage


class Twice:
    """What the page does about them."""

    def __init__(self, page: HistoryPage) -> None:
        self._page = page

    @property
    def words(self) -> str:
        """What is said of the day under the cursor; empty when nothing of it looks entered twice."""
        found, keymap = self._found(), self._page.keymap
        return (
            "" if found is None else duplicates.words(found[1], keymap.key("history.merge"), keymap.key("history.both"))
        )

    def acts(self) -> dict[str, Callable[[], None]]:
        """The commands by verb."""
        return {"merge": lambda: self._settle(one=True), "both": lambda: self._settle(one=False)}

    def _found(self) -> tuple[Day, duplicates.Pair] | None:
        day = self._page.day
        pair = duplicates.duplicates(day.done) if isinstance(day, Day) else None
        return (day, pair) if isinstance(day, Day) and pair is not None else None

    def _settle(self, *, one: bool) -> None:
        found = self._found()
        if found is None:
            self._page.refuse("No two entries of that day look like one session")
            return
        day, pair = found
        done = (duplicates.as_one if one else duplicates.as_two)(day.done, pair)
        said = f"{'One entry now' if one else 'Two sessions, then'}. {self._page.keymap.key('app.undo')} undoes it."
        self._page.undo.change(day, replace(day, done=done), said)
