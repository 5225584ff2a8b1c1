"""Seven days side by side: what was planned, advised and done, the kilometres and the worst pain of each.

A week begins on the weekday that the runner says. It counts and refuses to judge: no weekly total is a limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from planner.core.days import Planned
from planner.core.record import Day, Done
from planner.core.settings import WEEKDAYS
from planner.core.values import dataclass
from planner.core.verdict import Rung


@dataclass(frozen=True, kw_only=True)
class WeekDay:
    """One day of a week."""

    date: date
    planned: tuple[Planned, ...] = ()
    advised: Rung | None = None
    """None without a check-in."""
    km_advised: float | None = None
    """The distance cap of the advice; None = no cap."""
    done: tuple[Done, ...] = ()
    km: float = 0.0
    """Kilometres run; a run without a distance counts nothing."""
    pain: int | None = None
    """The worst of the day, 0-10, in the morning, while running or after; None = not said."""


def dates(on: date, first_day: str = "monday") -> tuple[date, ...]:
    """The seven dates of the week that `on` lies in; fewer at either end of the calendar."""
    back = (on.weekday() - WEEKDAYS.index(first_day)) % 7
    return tuple(
        on + timedelta(days=n) for n in range(-back, 7 - back) if 0 < on.toordinal() + n <= date.max.toordinal()
    )


def of(day: Day) -> WeekDay:
    """A stored day, or a date with only its plan, as a day of a week."""
    return WeekDay(
        date=day.date,
        planned=day.planned,
        advised=day.advice.rung if day.advice else None,
        km_advised=day.advice.caps.km if day.advice else None,
        done=day.done,
        km=round(sum(done.km or 0.0 for done in day.done if done.kind == "run"), 3),
        pain=worst(day),
    )


def worst(day: Day) -> int | None:
    """The worst pain that was said on a day; 0 where it was said that there is none."""
    scores = [p.score for p in (day.morning.pain if day.morning else None) or ()]
    said = day.morning is not None and day.morning.pain is not None
    for done in day.done:
        said = said or done.pain is not None
        scores += [n for p in done.pain or () for n in (p.during, p.after) if n is not None]
    return max(scores) if scores else 0 if said else None


def total(days: Iterable[WeekDay]) -> float:
    """Kilometres run in all."""
    return round(sum(day.km for day in days), 3)


def planned_km(days: Sequence[WeekDay]) -> float:
    """Kilometres of the planned runs; those in minutes alone count nothing."""
    return round(sum(p.km or 0.0 for day in days for p in day.planned if p.is_run), 3)
