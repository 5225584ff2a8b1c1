"""What time it is, and which day that is for the planner.

The only place that asks the machine for the time; everything else is told. It refuses to know what a day holds.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Protocol

from planner.storage.problems import WrongUse


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """The time now, with its offset from UTC."""
        ...


class SystemClock:
    """The machine's clock and zone. For tests in a terminal, `PLANNER_NOW` (ISO, with an offset) stops it."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        """Raises WrongUse when `PLANNER_NOW` is set and is no date-time with an offset."""
        said = environ.get("PLANNER_NOW", "")
        self._stopped = _moment(said) if said else None

    def now(self) -> datetime:
        """The time now, to the second, with its offset from UTC. Raises WrongUse for a zone that no day can have."""
        if self._stopped:
            return self._stopped
        try:
            return datetime.now().astimezone().replace(microsecond=0)
        except (ValueError, OverflowError):
            zone = os.environ.get("TZ", "")
            raise WrongUse(f"TZ: '{zone}' is a day or more from UTC; write a zone such as Europe/Berlin") from None


def planner_day(now: datetime, day_starts: time) -> date:
    """The planner's day: the local date at `now`'s own offset, where a day begins at `day_starts`, not at midnight."""
    return (now - timedelta(hours=day_starts.hour, minutes=day_starts.minute)).date()


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise WrongUse(f"PLANNER_NOW: '{said}' is no date-time with an offset; write 2026-11-23T06:41:00+01:00")
    return moment
