"""What the last days looked like: as strips of numbers, and as a line each.

It shows what is in the record, and a dot where nothing was said; it draws no line through what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import Concatenate, Final, ParamSpec, Protocol

from planner.core.answer import Context
from planner.core.days import Planned
from planner.core.history import Record
from planner.core.record import Day
from planner.core.runtext import words as run_words
from planner.core.settings import Settings
from planner.core.sites import place
from planner.core.units import from_km
from planner.core.words import sign
from planner.tui.frame import Line, cut, wrap
from planner.tui.screens.parts import WEEKDAYS

DAYS: Final = 14
CELL: Final = 3
"""Cells of a day in a strip."""
LABEL: Final = 10
LEAD: Final = 9
"""Cells of a date before its words."""
STRIP: Final = LABEL + DAYS * CELL + 2
"""Cells that the strips take."""
MOST: Final = 28
"""Days that are listed where there is room."""
RATED: Final = ("Quality", "Fatigue", "Soreness", "Stress")
Cell = Callable[[Day], str]
Where = ParamSpec("Where")


class Dated(Protocol):
    """A page of one date."""

    on: date
    settings: Settings
    context: Context


def _once(make: Callable[Concatenate[Dated, Where], list[Line]]) -> Callable[Concatenate[Dated, Where], list[Line]]:
    """The lines of before while the record is the same one: what is behind is half of what a picture takes to draw, and
    no answer changes it.
    """
    known: list[tuple[Record, tuple[object, ...], list[Line]]] = []

    @wraps(make)
    def lines(page: Dated, /, *where: Where.args, **more: Where.kwargs) -> list[Line]:
        asked = (page.on, page.settings.units, *where, *more.values())
        if not known or known[0][0] is not page.context.record or known[0][1] != asked:
            known[:] = [(page.context.record, asked, make(page, *where, **more))]
        return list(known[0][2])

    return lines


@_once
def strips(page: Dated) -> list[Line]:
    """Sleep, ratings, pain, kilometres and advice of the 14 days before, a column a day; empty without a record."""
    days = [page.context.record.days.get(page.on - timedelta(days=back)) for back in range(DAYS, 0, -1)]
    if not any(days):
        return []
    units = page.settings.units
    first = page.on - timedelta(days=DAYS)
    names = "".join(f"{(first + timedelta(days=n)).day:>{CELL}}" for n in range(DAYS))
    rows: tuple[tuple[str, Cell], ...] = (
        ("Sleep h", _sleep),
        ("Quality", lambda d: _number(d.morning.sleep_quality if d.morning else None)),
        ("Fatigue", lambda d: _number(d.morning.fatigue if d.morning else None)),
        ("Soreness", lambda d: _number(d.morning.soreness if d.morning else None)),
        ("Stress", lambda d: _number(d.morning.stress if d.morning else None)),
        ("Worst pain", _pain),
        (f"Run {units}", lambda d: _run(d, units)),
        ("Advice", lambda d: sign(d.advice.rung)[1] if d.advice else ""),
    )
    lines: list[Line] = [(("The last 14 days", "head bold"),), ((" " * (LABEL + 1) + names, "dim"),)]
    for label, cell in rows:
        said = [cell(day) if day is not None else "" for day in days]
        if any(said):
            row = ((f"{text or '·':>{CELL}}", _style(label, text)) for text in said)
            lines.append(((f" {label:{LABEL}}", "dim"), *row))
    return lines


@_once
def days(page: Dated, width: int, room: int) -> list[Line]:
    """The last days, the latest first: what was done, what hurt, what was noted; empty without a record."""
    rows: list[Line] = []
    for back in range(1, MOST + 1):
        on = page.on - timedelta(days=back)
        day = page.context.record.days.get(on)
        if day is not None:
            first, *more = wrap("; ".join(_day(day, page.settings.units)), max(width - LEAD, 8))
            if len(more) > 1:
                more = [((cut(f"{more[0][0][0]} {more[1][0][0]}", width - LEAD), ""),)]
            rows += [
                ((f" {WEEKDAYS[on.weekday()]} {on.day:2}  ", "dim"), *first),
                *(((" " * LEAD, ""), *row) for row in more),
            ]
    if not rows or room < 3:
        return []
    return [(("Lately", "head bold"),), *rows][:room]


def _day(day: Day, units: str) -> list[str]:
    found = told(day, units)
    if not found:
        found.append("rest" if day.planned and all(p.kind == "rest" for p in day.planned) else "no run entered")
    pains = (day.morning.pain or ()) if day.morning else ()
    found += [f"{place(p.site, p.side).removeprefix('your ')} {p.score}" for p in pains if p.score]
    if day.morning and day.morning.note:
        found.append(day.morning.note)
    return found


def told(day: Day, units: str) -> list[str]:
    """What was done on a day, a session each."""
    found = []
    for done in day.done:
        kind = done.session if done.kind == "run" else done.kind
        session = Planned(kind=kind, km=done.km, minutes=done.minutes if done.km is None else None)
        found.append(run_words(session, units))
    return found


def _style(label: str, text: str) -> str:
    """Any pain and the two worst ratings stand out, what is missing stands back."""
    stands_out = text not in ("", "0") if label == "Worst pain" else label in RATED and text in ("6", "7")
    return "warn" if stands_out else "" if text else "dim"


def _number(said: float | None) -> str:
    return "" if said is None else f"{said:g}"


def _sleep(day: Day) -> str:
    hours = day.morning.sleep_h if day.morning else None
    if hours is None:
        return ""
    halves = round(hours * 2)
    return f"{halves // 2}" + ("½" if halves % 2 else "")


def _pain(day: Day) -> str:
    if day.morning is None or day.morning.pain is None:
        return ""
    return f"{max((p.score for p in day.morning.pain), default=0)}"


def _run(day: Day, units: str) -> str:
    runs = [d for d in day.done if d.kind == "run"]
    km = sum(d.km or 0.0 for d in runs)
    if not runs:
        return ""
    return f"{from_km(km, units):.0f}" if km else "?"
