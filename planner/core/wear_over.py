"""What pairs did over time: the distance of each week in every pair, of each month in one.

Pure: it is told what was done. It refuses to know files, screens and limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from planner.core.record import Done

Session = tuple[date, Done]


def by_week(sessions: Iterable[Session], first: date, count: int) -> list[tuple[date, dict[str, float]]]:
    """Kilometres by the id of the pair in each of so many weeks from the week that begins on `first`, the first first;
    a run that names no pair is under an empty id.
    """
    found: list[tuple[date, dict[str, float]]] = [(first + timedelta(days=7 * n), {}) for n in range(count)]
    for on, done in sessions:
        week = (on - first).days // 7
        if done.kind == "run" and done.km and 0 <= week < count:
            sums = found[week][1]
            sums[done.shoe or ""] = sums.get(done.shoe or "", 0.0) + done.km
    return found


def by_month(runs: Iterable[Session], last: date, most: int) -> list[tuple[date, float, int]]:
    """The first day, kilometres and runs of each month from that of the first run to that of `last`, the latest first;
    at most so many. A run of unknown length counts as a run.
    """
    sums: dict[date, tuple[float, int]] = {}
    for on, done in runs:
        month = on.replace(day=1)
        km, count = sums.get(month, (0.0, 0))
        sums[month] = km + (done.km or 0.0), count + 1
    months: list[tuple[date, float, int]] = []
    month, first = last.replace(day=1), min(sums, default=last)
    while month >= first and len(months) < most and sums:
        months.append((month, *sums.get(month, (0.0, 0))))
        month = (month - timedelta(days=1)).replace(day=1)
    return months


def outside(weeks: Sequence[tuple[date, dict[str, float]]], ids: Iterable[str]) -> list[float]:
    """Of each of these weeks what was not run in one of some pairs."""
    known = set(ids)
    return [sum(km for id, km in sums.items() if id not in known) for _, sums in weeks]
