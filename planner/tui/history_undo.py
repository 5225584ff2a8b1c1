"""Undo and redo of the page that looks back: days that were deleted, days that were changed there.

Each is in its file at once, so a step counts only when the file was written. It refuses to know keys and files.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.core import when
from planner.core.record import Day
from planner.tui.done_undo import Beside, turned
from planner.tui.effects import BringBack, Remove, Save
from planner.tui.undo import Undo

if TYPE_CHECKING:
    from planner.tui.history_page import HistoryPage

Step = date | Beside
"""A day that was deleted, or what was changed of one."""


class HistoryUndo:
    """What happened to days on one page."""

    def __init__(self, page: HistoryPage) -> None:
        """Days that were deleted since the program began can be brought back, on whichever page of the kind."""
        self._page = page
        self._steps: Undo[Step] = Undo()
        self._asked: tuple[str, Step, str] | None = None
        """What is to happen, `do`, `undo` or `redo`, and what is said once it has."""
        for deleted, _ in page.look.removed:
            self._steps.push(deleted)

    def inherit(self, before: HistoryUndo) -> None:
        """Go on where another page of the kind was left."""
        self._steps = before._steps

    @property
    def any(self) -> bool:
        """Whether there is anything to undo."""
        return self._steps.depth > 0

    def remove(self, on: date) -> None:
        """Delete a day."""
        self._asked = "do", on, ""
        self._page.effect(Remove(on=on))

    def change(self, before: Day, after: Day, message: str) -> None:
        """Save a changed day."""
        self._asked = "do", Beside(before=before, after=after), message
        self._page.effect(Save(day=after))

    def turn(self, *, ahead: bool) -> None:
        """Take back what happened last, or with `ahead` what was taken back."""
        page, then = self._page, self._steps.next(ahead=ahead)
        how = "redo" if ahead else "undo"
        if then is None:
            page.say("Nothing to do again" if ahead else "Nothing to undo")
        elif isinstance(then, Beside):
            known = page.look.day(then.before.date)
            day = turned(known, then, ahead=ahead) if isinstance(known, Day) else None
            if day is None:
                page.refuse(f"{when.words(then.before.date, page.look.today)} was changed since")
                return
            page.at = day.date
            self._asked = how, then, "Done again." if ahead else "As it was before."
            page.effect(Save(day=day))
        else:
            self._asked = how, then, ""
            page.effect(Remove(on=then) if ahead else BringBack())

    def happened(self) -> str:
        """Keep what brings back what has happened; gives what is to be said."""
        if self._asked is None:
            return ""
        (how, what, said), self._asked = self._asked, None
        if how == "do":
            self._steps.push(what)
        else:
            (self._steps.back if how == "undo" else self._steps.forth)(what)
        return said

    def failed(self) -> None:
        """It did not happen."""
        self._asked = None
