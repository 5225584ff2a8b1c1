"""A program that is left open while a test moves the clock."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from faces import Hand, keys

from planner.core.record import Day
from planner.desk import Desk


class Moved:
    """A clock that a test moves."""

    def __init__(self, now: str) -> None:
        self.said = now

    def now(self) -> datetime:
        """The time that was said last."""
        return datetime.fromisoformat(self.said)


class Awake(Hand):
    """A hand whose program is left open: before each key it comes to the time of the clock, as the application does."""

    def __init__(self, home: Path, now: str = "2026-11-23T06:41:00+01:00") -> None:
        self.clock = Moved(now)
        super().__init__(Desk({"PLANNER_HOME": str(home)}, self.clock))

    def at(self, now: str, said: str = "") -> Awake:
        """Let the time be, then type."""
        self.clock.said = now
        for key in keys(said):
            self.pages.wake()
            self.press([key])
        return self

    def file(self, on: date) -> Day:
        """A day as its file says."""
        return self.desk.journal.day(on)
