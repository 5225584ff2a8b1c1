"""A sheet of what was done: one line for each session, RFC 4180, nothing in it that a spreadsheet takes for a formula.

Numbers are kilometres, metres, minutes and minutes per kilometre, with a point, whatever the runner's units are: they
are for reckoning. It refuses to know where the text goes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from planner.core import runtext, units
from planner.core.days import Morning
from planner.core.record import Day, Done
from planner.sinks import told

COLUMNS: Final = tuple(
    "date kind session km minutes pace_min_per_km climb_m terrain shoe effort planned advised chosen_by chosen".split()
)
HEALTH: Final = tuple("sleep_h sleep_quality fatigue soreness stress resting_pulse hrv_ms pain signs why notes".split())
"""What --health adds: the same on each line of a day."""
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_BLANK: Final = r"""(?:[^\S\n]|["'])*"""
_FORMULA: Final = rf"{_BLANK}[=+\-@＝＋－＠]"
_UNSAFE: Final = re.compile(rf"^(?={_BLANK}\n)|(?:^|(?<=[;\n]))(?={_FORMULA})")
"""Where a formula could begin. Where decimals have a comma a sheet takes `;` for the end of a cell, quoted or not, and
then every line's end for one of a row.
"""
_GUARD: Final = re.compile(rf"^'(?={_BLANK}\n)|(?:^|(?<=[;\n]))'(?={_FORMULA})")


def text(days: Iterable[Day], *, health: bool = False) -> str:
    """The sheet with its header; with `health` also a line for each morning without a session."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(COLUMNS + (HEALTH if health else ()))
    for day in told.told(days, health=health):
        for done in day.done or ((None,) if has(day) else ()):
            cells = _session(day, done) + (_health(day) if health else [])
            sheet.writerow([cell(value) for value in cells])
    return out.getvalue()


def has(day: Day) -> bool:
    """Whether a day, as it may be told, has a line in the sheet."""
    return bool(day.done or day.morning)


def cell(value: float | str | None) -> str:
    """A value as a cell: numbers are numbers, texts are clean and no formula, what was not said is empty."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return units.plain(value, 3)
    said = told.clean(value)
    return said if _NUMBER.fullmatch(said) else _UNSAFE.sub("'", said)


def read(said: str) -> str:
    """The text of a cell again."""
    return _GUARD.sub("", said)


def _session(day: Day, done: Done | None) -> list[float | str | None]:
    row: list[float | str | None] = [day.date.isoformat(), *(None for _ in range(9))]
    if done is not None:
        pace = round(done.minutes / done.km, 2) if done.km and done.minutes else None
        row[1:] = [done.kind, done.session, done.km, done.minutes, pace]
        row += [done.climb_m, done.terrain, done.shoe, done.effort]
    return [
        *row,
        runtext.joined(day.planned) or None,
        day.advice.rung.word if day.advice else None,
        day.chosen.by if day.chosen else None,
        told.chosen_words(day.chosen, "km") if day.chosen else None,
    ]


def _health(day: Day) -> list[float | str | None]:
    m = day.morning or Morning()
    said: list[float | str | None] = [m.sleep_h, m.sleep_quality, m.fatigue, m.soreness, m.stress]
    said += [m.resting_pulse, m.hrv_ms]
    texts = (told.pains(day), told.signs(day), told.why(day), told.notes(day))
    return said + ["; ".join(rows) or None for rows in texts]
