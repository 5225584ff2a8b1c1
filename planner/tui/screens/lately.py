"""What the last days looked like, as strips of numbers and as a line each; the week around today; the pairs in use.

It shows what is in the record, and a dot where nothing was said; it draws no line through what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final, Protocol

from planner.core.answer import Context
from planner.core.days import Planned
from planner.core.record import Day
from planner.core.runtext import words as run_words
from planner.core.settings import WEEKDAYS as NAMES
from planner.core.settings import Settings
from planner.core.sites import place
from planner.core.units import distance, from_km
from planner.core.words import sign
from planner.tui.frame import Line, Span, cells, cut, sentence, wrap
from planner.tui.screens.parts import MONTHS, WEEKDAYS, session_words, whole_words

DAYS: Final = 14
CELL: Final = 3
"""Cells of a day in a strip."""
LABEL: Final = 10
LEAD: Final = 9
"""Cells of a date before its words."""
STRIP: Final = LABEL + DAYS * CELL + 1
"""Cells that the strips take."""
MOST: Final = 28
"""Days that are listed where there is room."""
PLAN: Final = 24
"""Cells of what was planned in a line of the week."""
WEEKS: Final = 10
BESIDE_BAR: Final = 24
"""Cells of a week's line beside its bar."""
Cell = Callable[[Day], str]


class Dated(Protocol):
    """A page of one date."""

    on: date
    settings: Settings
    context: Context


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
    lines: list[Line] = [(("The last 14 days", "head bold"),), ((" " * LABEL + names, "dim"),)]
    for label, cell in rows:
        said = [cell(day) if day is not None else "" for day in days]
        if any(said):
            row = ((f"{text or '·':>{CELL}}", "" if text else "dim") for text in said)
            lines.append(((f"{label:{LABEL}}", "dim"), *row))
    return lines


def week(page: Dated, today: Day, coming: Sequence[Day], width: int) -> list[Line]:
    """The seven days around today, a line each: planned, advised by its sign, done; `coming` are the days after it."""
    units = page.settings.units
    back = (page.on.weekday() - NAMES.index(page.settings.first_day)) % 7
    first = page.on - timedelta(days=back)
    known = {**page.context.record.days, page.on: today, **{day.date: day for day in coming}}
    plan = min(max((width - LEAD - 5) // 2, 8), PLAN)
    rows: list[Line] = [(("This week", "head bold"),)]
    for on in (first + timedelta(days=n) for n in range(7)):
        day = known.get(on, Day(date=on))
        here = "bold" if on == page.on else ""
        planned = whole_words(" + ".join(session_words(p, units) for p in day.planned), plan - 1)
        advised: Span = (sign(day.advice.rung) if day.advice else "   ", here)
        done = whole_words(" + ".join(_done(day, units)), width - LEAD - plan - 5) if day.done else ""
        date_style = "answer" if here else "dim"
        rows.append(
            (
                (f" {WEEKDAYS[on.weekday()]} {on.day:2}  ", date_style),
                (planned + " " * (plan - cells(planned)), here or ("" if on >= page.on else "dim")),
                advised,
                (f"  {done}", here),
            )
        )
    return rows


def weeks(page: Dated, width: int) -> list[Line]:
    """The kilometres of the last ten weeks, a bar each, the week of today first; empty where nothing was run."""
    units, record = page.settings.units, page.context.record.days
    start = page.on - timedelta(days=(page.on.weekday() - NAMES.index(page.settings.first_day)) % 7)
    firsts = [start - timedelta(days=7 * n) for n in range(WEEKS)]
    known = [[record[on] for i in range(7) if (on := first + timedelta(days=i)) in record] for first in firsts]
    runs = [[done for day in days for done in day.done if done.kind == "run"] for days in known]
    sums = [sum(done.km or 0.0 for done in found) for found in runs]
    if not any(sums):
        return []
    bar = max(width - BESIDE_BAR, 4)
    rows: list[Line] = [(("Kilometres a week" if units == "km" else "Miles a week", "head bold"),)]
    for first, days, found, km in zip(firsts, known, runs, sums, strict=True):
        count = f"{len(found)} run{'s' if len(found) > 1 else ''}" if found else ""
        said = f"{from_km(km, units):.0f}" if days else "·"
        name = f" {first.day:2} {MONTHS[first.month - 1]}"
        drawn = "█" * round(km / max(sums) * bar)
        rows.append(((name, "dim"), (f"{said:>5}  {count:8}", "" if days else "dim"), (drawn, "answer")))
    return rows


def sore(page: Dated, width: int) -> list[Line]:
    """The places that hurt in the last four weeks: on how many mornings, and how much at worst and last."""
    scores: dict[tuple[str, str | None], list[int]] = {}
    for back in range(MOST, 0, -1):
        day = page.context.record.days.get(page.on - timedelta(days=back))
        for pain in (day.morning.pain or ()) if day is not None and day.morning is not None else ():
            if pain.score:
                scores.setdefault((pain.site, pain.side), []).append(pain.score)
    rows: list[Line] = [(("Sore in four weeks", "head bold"),)]
    for where, said in sorted(scores.items(), key=lambda item: -len(item[1])):
        words = f"{len(said)} day{'s' if len(said) > 1 else ''}, worst {max(said)}, last {said[-1]}"
        rows += wrap(f"{sentence(place(*where).removeprefix('your '))}: {words}", width, first=" ", then="   ")
    return rows if scores else []


def pairs(page: Dated, width: int) -> list[Line]:
    """The pairs in use, with what each has done of what it is for; those whose distance was never said by name only."""
    record, units = page.context.record, page.settings.units
    rows: list[Line] = []
    for shoe in record.shoes:
        worn = record.worn.get(shoe.id)
        if shoe.retired is not None:
            continue
        km = f"{distance(worn.km, units)} of {distance(shoe.limit_km, units)}" if worn and worn.km is not None else ""
        name = cut(shoe.name, max(width - cells(km) - 3, 8))
        rows.append(((f" {name}", ""), (" " * max(width - cells(name) - cells(km) - 1, 1), ""), (km, "dim")))
    return [(("Shoes", "head bold"),), *rows] if rows else []


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
    found = _done(day, units)
    if not found:
        found.append("rest" if day.planned and all(p.kind == "rest" for p in day.planned) else "no run entered")
    pains = (day.morning.pain or ()) if day.morning else ()
    found += [f"{place(p.site, p.side).removeprefix('your ')} {p.score}" for p in pains if p.score]
    if day.morning and day.morning.note:
        found.append(day.morning.note)
    return found


def _done(day: Day, units: str) -> list[str]:
    found = []
    for done in day.done:
        kind = done.session if done.kind == "run" else done.kind
        session = Planned(kind=kind, km=done.km, minutes=done.minutes if done.km is None else None)
        found.append(run_words(session, units))
    return found


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
