"""What the application needs of a page that is shown, whichever it is.

It refuses to know any page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from planner.core.record import Day
from planner.tui.effects import Effect
from planner.tui.modes import Mode


class Page(Protocol):
    """What the application needs of a page."""

    name: str
    on: date
    mode: Mode | None
    refused: bool
    message: str

    def key(self, key: str) -> list[Effect]:
        """Take a key."""
        ...

    def paste(self, text: str) -> list[Effect]:
        """Take a pasted text."""
        ...

    def enter(self, mode: Mode | None) -> None:
        """Go into a mode, or back to the page."""
        ...

    def say(self, message: str) -> None:
        """Say something in the status line."""
        ...

    def stored(self, day: Day, warnings: Sequence[str] = ()) -> None:
        """Hear that a day was saved."""
        ...

    def failed(self, message: str) -> None:
        """Hear that it was not."""
        ...

    def removed(self, on: date, *, back: bool) -> None:
        """Hear that a day was deleted, or brought back."""
        ...

    def idle(self) -> bool:
        """Do a slice of work that a key began; True when the picture may have changed and there is more to do."""
        ...

    def clock(self, now: float) -> bool:
        """Hear the time, in seconds from any start; True while it wants to hear it again in a second."""
        ...

    def rings(self) -> bool:
        """Whether a bell is to sound now."""
        ...

    def adopt(self, before: Page) -> None:
        """Stand where the page stood that this one replaces, after the settings changed."""
        ...

    def inherit(self, before: object) -> None:
        """Take over what can be undone from the page of this kind that was left, where that still fits."""
        ...
