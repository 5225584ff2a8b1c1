"""The plan as a calendar: each planned session an event of its whole day, as RFC 5545 has it.

An event keeps its name for ever (its date and its place among the sessions of that day), so that a second import puts
the plan right and doubles nothing. Besides the moment of writing nothing in it depends on when it was written. It
refuses to know where the text goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from planner.core.days import Planned
from planner.core.record import Day
from planner.core.values import replace
from planner.sinks import told

WIDTH: Final = 75
"""Octets in a line, its end not counted."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def text(days: Iterable[Day], now: datetime, units: str = "km", *, health: bool = False) -> str:
    """The calendar as it is at `now`, which has its offset; with `health` also what was noted beside a session."""
    stamp = f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//run-planner//planner//EN", "CALSCALE:GREGORIAN"]
    for day in told.told(days, health=health):
        for n, planned in enumerate(day.planned, 1):
            rows += ["BEGIN:VEVENT", f"UID:{day.date.isoformat()}-{n}@run-planner", stamp]
            rows += [*_whole_day(day.date), *_event(planned, units), "TRANSP:TRANSPARENT", "END:VEVENT"]
    return "".join(f"{part}\r\n" for row in [*rows, "END:VCALENDAR"] for part in folded(row))


def has(day: Day) -> bool:
    """Whether a day, as it may be told, has an event."""
    return bool(day.planned)


def escaped(said: str) -> str:
    """A text as the value of a property."""
    return told.clean(said).translate(_ESCAPED)


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, all but the first beginning with a blank; no letter is cut in two."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > WIDTH:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece


def _whole_day(on: date) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{_compact(on)}"
    if on < date.max:  # an event of no end is one of a day
        yield f"DTEND;VALUE=DATE:{_compact(on + timedelta(days=1))}"


def _compact(on: date) -> str:
    return on.isoformat().replace("-", "")


def _event(planned: Planned, units: str) -> Iterator[str]:
    words = told.words(replace(planned, shoe=None), units)
    yield f"SUMMARY:{escaped(f'Run {words}' if planned.is_run else words.capitalize())}"
    about = [f"Shoes: {planned.shoe}"] if planned.shoe else []
    about += [planned.note] if planned.note else []
    if about:
        yield "DESCRIPTION:" + escaped("\n".join(about))
