"""What wide screens show around a morning: its week, the last weeks' distances, what was sore, the pairs in use.

It shows what is in the record, and a dot where nothing was said; only who has the room loads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from planner.core.record import Day
from planner.core.settings import WEEKDAYS as NAMES
from planner.core.sites import place
from planner.core.units import distance, from_km
from planner.core.words import sign
from planner.tui.frame import Line, Span, cells, cut, sentence, wrap
from planner.tui.screens.lately import LEAD, Dated, told
from planner.tui.screens.parts import MONTHS, WEEKDAYS, session_words, whole_words

PLAN: Final = 24
"""Cells of what was planned in a line of the week."""
WEEKS: Final = 10
BESIDE_BAR: Final = 24
"""Cells of a week's line beside its bar."""
SORE: Final = 28
"""Days in which a sore place is looked for."""


def week(page: Dated, today: Day, coming: Sequence[Day], width: int) -> list[Line]:
    """The seven days around today, a line each: planned, advised by its sign, done; `coming` are the days after it."""
    units = page.settings.units
    first = _first(page)
    known = {**page.context.record.days, page.on: today, **{day.date: day for day in coming}}
    plan = min(max((width - LEAD - 5) // 2, 8), PLAN)
    rows: list[Line] = [(("This week", "head bold"),)]
    for on in (first + timedelta(days=n) for n in range(7)):
        day = known.get(on, Day(date=on))
        here = "bold" if on == page.on else ""
        planned = whole_words(" + ".join(session_words(p, units) for p in day.planned), plan - 1)
        advised: Span = (sign(day.advice.rung) if day.advice else "   ", here)
        done = whole_words(" + ".join(told(day, units)), width - LEAD - plan - 5) if day.done else ""
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
    start = _first(page)
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
    for back in range(SORE, 0, -1):
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


def _first(page: Dated) -> date:
    """The first day of the page's week."""
    return page.on - timedelta(days=(page.on.weekday() - NAMES.index(page.settings.first_day)) % 7)
