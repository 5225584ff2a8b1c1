"""A date as people type it, and a date in words; English whatever the locale.

It is told what today is. It refuses to know clocks.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from planner.core.settings import WEEKDAYS

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ISO: Final = re.compile(r"(\d{4})-(\d\d?)(?:-(\d\d?))?", re.ASCII)
_SHORT: Final = re.compile(r"(\d\d?)-(\d\d?)", re.ASCII)
_DAYS: Final = re.compile(r"-(\d{1,6})", re.ASCII)
_NUMBER: Final = re.compile(r"(\d{1,4})\.?", re.ASCII)


def parse(text: str, today: date) -> date:
    """The date that a text means: `2026-03-05`, `03-05`, `2026-03`, `5 mar`, `mar 2025`, `2025`, `thu`, `-10`.

    A day and month without a year, and a day of the week, are the last ones up to today. Raises ValueError whose text
    says what to write.
    """
    said = " ".join(text.lower().replace(",", " ").split())
    try:
        found = _parse(said, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        shown = "".join(c if c.isprintable() else "·" for c in text[:30])
        raise ValueError(f"'{shown}' is no date; write 2026-03-05, 5 mar, mar 2025, thu or -10")
    return found


def _parse(said: str, today: date) -> date | None:
    if said in ("today", ".", "t"):
        return today
    if said == "yesterday":
        return today - timedelta(days=1)
    if match := _DAYS.fullmatch(said):
        return today - timedelta(days=int(match[1]))
    if match := _ISO.fullmatch(said):
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _SHORT.fullmatch(said):
        return _last(int(match[1]), int(match[2]), today)
    words = said.split()
    if len(words) == 1 and len(said) >= 2:
        weekday = next((n for n, name in enumerate(WEEKDAYS) if name.startswith(said)), None)
        if weekday is not None:
            return today - timedelta(days=(today.weekday() - weekday) % 7)
    return _by_name(words, today)


def _by_name(words: list[str], today: date) -> date | None:
    """Day, month by name and year, in any order, the month at least or a year alone."""
    month = day = year = None
    for word in words:
        number = _NUMBER.fullmatch(word)
        if number is None:
            named = [n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
            if month is not None or not named:
                return None
            month = named[0]
        elif len(number[1]) == 4 and year is None:
            year = int(number[1])
        elif len(number[1]) <= 2 and day is None:
            day = int(number[1])
        else:
            return None
    if month is None:
        return date(year, 1, 1) if year is not None and day is None else None
    return date(year, month, day or 1) if year is not None else _last(month, day or 1, today)


def _last(month: int, day: int, today: date) -> date:
    """The last such day up to today; 29 February in the last year that had one."""
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError


def words(on: date, today: date) -> str:
    """A date in words: `Thu 5 Mar`, with its year unless that is today's."""
    shown = f"{WEEKDAYS[on.weekday()][:3].capitalize()} {on.day} {MONTHS[on.month - 1][:3].capitalize()}"
    return shown if on.year == today.year else f"{shown} {on.year}"


def month(on: date) -> str:
    """A date's month in words: `March 2026`."""
    return f"{MONTHS[on.month - 1].capitalize()} {on.year}"
