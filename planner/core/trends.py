"""How sleep, ratings, pain and kilometres went over weeks, years or all years: numbers for strips and tables.

A day or a stretch of days about which nothing was said is a gap (`None`), never a zero and never a value in between.
Days are added one by one, so that a hundred years need no more memory than one. It refuses to know files and pictures.
Kilometres, hours, ratings 1-7, pain 0-10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean, median, stdev
from typing import Final

from planner.core.filter import pain_of, pains
from planner.core.settings import WEEKDAYS
from planner.core.summary import Summary
from planner.core.training import is_run
from planner.core.values import dataclass

RANGES: Final = (("4w", 28), ("12w", 84), ("1y", 364), ("all", None))
"""What can be chosen, with its days; None = everything there is."""
SIZES: Final = (1, 2, 7, 14, 28, 91, 182, 364, 728, 1820, 3640, 7280, 36_400)
"""Days that one column may stand for."""
WEEK: Final = 7
USUAL_DAYS: Final = 28
USUAL_FROM: Final = 10
"""Mornings of 28 days below which nothing is called usual."""
RUNS_FROM: Final = 3
"""Runs of four weeks below which a change of pace or climb means nothing."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """Something that is shown over time."""

    name: str
    how: str
    """What several days come to: mean, max or sum."""
    low: float
    high: float | None
    """The ends of its scale; None = the highest value."""
    read: Callable[[Summary], float | None]


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A metric over time, a value for each column."""

    name: str
    values: tuple[float | None, ...]
    low: float
    high: float
    mean: float | None
    """Of the days that said it; of a sum, of the columns."""
    said: int
    """Days that said it; of a site, days with pain there."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """Seven days against the four weeks before them."""

    name: str
    now: float
    before: float

    @property
    def percent(self) -> int:
        """By how much it is more or less."""
        return round((self.now / self.before - 1) * 100)


def _km(day: Summary) -> float | None:
    ran = [done for done in day.done if is_run(done)]
    if ran and all(done.km is None for done in ran):
        return None
    return day.km if day.done or day.checked_in else None


METRICS: Final = (
    Metric(name="Sleep h", how="mean", low=4.0, high=10.0, read=lambda d: d.sleep_h),
    Metric(name="Quality", how="mean", low=1.0, high=7.0, read=lambda d: d.sleep_quality),
    Metric(name="Fatigue", how="mean", low=1.0, high=7.0, read=lambda d: d.fatigue),
    Metric(name="Soreness", how="mean", low=1.0, high=7.0, read=lambda d: d.soreness),
    Metric(name="Stress", how="mean", low=1.0, high=7.0, read=lambda d: d.stress),
    Metric(name="Worst pain", how="max", low=0.0, high=10.0, read=pain_of),
    Metric(name="Run km", how="sum", low=0.0, high=None, read=_km),
)
PAIN: Final = 5
"""The place of pain among the metrics."""


class Trends:
    """The columns of one range of dates, filled day by day."""

    def __init__(self, first: date, last: date, columns: int) -> None:
        """At most so many columns; the last one ends on `last`."""
        days = (last - first).days + 1
        self.size = next((s for s in SIZES if -(-days // s) <= columns), -(-days // max(columns, 1)))
        self.count = -(-days // self.size)
        self.first, self.last = first, last
        self._sums = [[0.0] * self.count for _ in METRICS]
        self._said = [[0] * self.count for _ in METRICS]
        self._sites: dict[tuple[str, str | None], dict[int, int]] = {}
        self._site_days: dict[tuple[str, str | None], int] = {}

    @property
    def days(self) -> int:
        """Days of the range."""
        return (self.last - self.first).days + 1

    def add(self, day: Summary) -> None:
        """Count a day; one outside the range is left out."""
        if not self.first <= day.date <= self.last:
            return
        at = self.count - 1 - (self.last - day.date).days // self.size
        for n, metric in enumerate(METRICS):
            value = metric.read(day)
            if value is None:
                continue
            sums = self._sums[n]
            sums[at] = max(sums[at], value) if metric.how == "max" else sums[at] + value
            self._said[n][at] += 1
        worst: dict[tuple[str, str | None], int] = {}
        for site, side, score in pains(day):
            worst[site, side] = max(score, worst.get((site, side), 0))
        for place, score in worst.items():
            if score:
                cells = self._sites.setdefault(place, {})
                cells[at] = max(score, cells.get(at, 0))
                self._site_days[place] = self._site_days.get(place, 0) + 1

    def dates(self) -> list[tuple[date, date]]:
        """First and last day of each column; the first column may begin before the range."""
        ends = [self.last - timedelta(days=self.size * back) for back in range(self.count - 1, -1, -1)]
        return [(max(self.first, end - timedelta(days=self.size - 1)), end) for end in ends]

    def strips(self) -> list[Strip]:
        """Each metric's values."""
        found = []
        for n, metric in enumerate(METRICS):
            pairs = list(zip(self._sums[n], self._said[n], strict=True))
            values = tuple(None if not c else s / c if metric.how == "mean" else s for s, c in pairs)
            there = [v for v in values if v is not None]
            days = sum(self._said[n])
            mean = fmean(there) if there and metric.how != "mean" else sum(self._sums[n]) / days if days else None
            high = max(there, default=1.0) if metric.high is None else metric.high
            found.append(Strip(name=metric.name, values=values, low=metric.low, high=high or 1.0, mean=mean, said=days))
        return found

    def sites(self) -> list[tuple[tuple[str, str | None], Strip]]:
        """Pain by site and side, the one with the most days first; a column in which no pain was said is a gap."""
        asked = self._said[PAIN]
        found = []
        for place, cells in self._sites.items():
            values = tuple(float(cells.get(n, 0)) if asked[n] else None for n in range(self.count))
            strip = Strip(
                name=place[0], values=values, low=0.0, high=10.0, mean=max(cells.values()), said=self._site_days[place]
            )
            found.append((place, strip))
        return sorted(found, key=lambda f: (-f[1].said, f[0][0], f[0][1] or ""))


def total(strip: Strip) -> float:
    """What a sum comes to over its whole range."""
    return sum(value for value in strip.values if value is not None)


def a_week(strip: Strip, days: int) -> float | None:
    """Of a sum over so many days what a week comes to; None where more than a day a week is not on record: who tells
    of runs alone runs no more for that.
    """
    if strip.said * WEEK < days * (WEEK - 1) or not strip.said:
        return None
    return total(strip) / strip.said * WEEK


def weeks(days: Iterable[Summary], last: date, first_day: str, count: int) -> list[tuple[date, float | None]]:
    """Kilometres of the last so many weeks up to that of `last`, by their first day; None = nothing was entered."""
    start = week_start(last, first_day)
    found: dict[date, float | None] = {}
    for n in range(count - 1, -1, -1):
        found[start - timedelta(days=WEEK * n)] = None
    for day in days:
        week = week_start(day.date, first_day)
        if week in found and (km := _km(day)) is not None:
            found[week] = round((found[week] or 0.0) + km, 3)
    return list(found.items())


def week_start(day: date, first_day: str) -> date:
    """The first day of a date's week; at the beginning of the calendar the first there is."""
    back = (day.weekday() - WEEKDAYS.index(first_day)) % WEEK
    return date.fromordinal(max(day.toordinal() - back, 1))


def usual(days: Iterable[Summary], on: date, metric: Metric) -> tuple[float, float] | None:
    """Mean less and plus one SD of the 28 days before a date, from 10 mornings that count; None with fewer."""
    values = [
        value
        for day in days
        if 1 <= (on - day.date).days <= USUAL_DAYS and day.in_baseline and (value := metric.read(day)) is not None
    ]
    if len(values) < USUAL_FROM:
        return None
    mean, spread = fmean(values), stdev(values)
    return round(mean - spread, 2), round(mean + spread, 2)


def changes(days: Sequence[Summary], on: date) -> tuple[Change, ...]:
    """The seven days before a date against the usual of the four weeks before those, as far as there are enough runs.

    Kilometres a week, longest run, minutes a kilometre, metres of climb a kilometre, hours of sleep.
    """
    now = [d for d in days if 1 <= (on - d.date).days <= WEEK]
    before = [d for d in days if WEEK < (on - d.date).days <= WEEK + USUAL_DAYS]
    pairs = (
        ("km a week", _week_km(now, 1), _week_km(before, USUAL_DAYS // WEEK)),
        ("longest run", _longest(now), _longest(before)),
        ("pace", _pace(now, 1), _pace(before, RUNS_FROM)),
        ("climb a km", _climb(now, 1), _climb(before, RUNS_FROM)),
        ("sleep", _sleep(now, RUNS_FROM), _sleep(before, USUAL_FROM)),
    )
    return tuple(Change(name=name, now=a, before=b) for name, a, b in pairs if a is not None and b)


def _runs_km(days: Sequence[Summary]) -> list[float]:
    return [run.km for day in days for run in day.runs if run.km]


def _week_km(days: Sequence[Summary], count: int) -> float | None:
    km = _runs_km(days)
    return round(sum(km) / count, 2) if days and (count == 1 or len(km) >= RUNS_FROM) else None


def _longest(days: Sequence[Summary]) -> float | None:
    return max(_runs_km(days), default=None)


def _pace(days: Sequence[Summary], least: int) -> float | None:
    paces = [run.minutes / run.km for day in days for run in day.runs if run.km and run.minutes]
    return median(paces) if len(paces) >= least else None


def _climb(days: Sequence[Summary], least: int) -> float | None:
    climbs = [run.climb_m / run.km for day in days for run in day.runs if run.km and run.climb_m is not None]
    return median(climbs) if len(climbs) >= least else None


def _sleep(days: Sequence[Summary], least: int) -> float | None:
    slept = [d.sleep_h for d in days if d.sleep_h is not None and d.in_baseline]
    return fmean(slept) if len(slept) >= least else None
