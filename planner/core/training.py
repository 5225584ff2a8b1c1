"""What was run and lifted before a day, as the numbers that the rules ask for: design.md 3, "History, exactly".

Only what was done counts, never what was planned. It measures; it refuses to judge. Kilometres, days, minutes per
kilometre, metres per kilometre; None = not computable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from statistics import median, quantiles
from typing import Final

from planner.core.days import HARD_KINDS, TERRAINS
from planner.core.facts import History
from planner.core.measure import PACE
from planner.core.record import Day, Done

WINDOW: Final = 70
"""Days before D that are looked at; only what is asked over all history looks further."""
LONGEST_DAYS: Final = 30
GAP_DAYS: Final = 60
GAPS_FROM: Final = 3
"""Gaps below which a runner has no usual one: a single long gap must not excuse the next."""
USUAL_DAYS: Final = 28
USUAL_FROM: Final = 3
"""Runs that tell a usual climb or ground."""
STRENGTH_DAYS: Final = 7
HARD_EFFORT: Final = 7
"""Of 10."""
SLOWEST: Final = 60.0
FASTEST: Final = 1.0
"""Minutes per kilometre outside which distance and time cannot be of the same run."""
STEEPEST: Final = 1000.0
"""Metres per kilometre above which a climb cannot be of that distance."""
MOST_KM: Final = 500.0
MOST_DAYS: Final = 50_000
MOST: Final = 100
"""Sessions: the most that a day file's facts hold."""


def is_run(done: Done) -> bool:
    """Whether a run took place: one of 0 km in no time did not."""
    return done.kind == "run" and (done.km != 0 or bool(done.minutes))


def is_hard(done: Done) -> bool:
    """Whether it was a hard run, by its kind or by how it felt."""
    return is_run(done) and (done.session in HARD_KINDS or (done.effort or 0) >= HARD_EFFORT)


def training(
    days: Mapping[date, Day],
    on: date,
    *,
    last_run_before: date | None = None,
    last_hard_before: date | None = None,
    easy_pace: float | None = None,
) -> History:
    """The part of History that training says, for the morning of a date; days after it are ignored.

    `last_run_before` and `last_hard_before` are of the time before the days given; `easy_pace` is the runner's own.
    """
    all_done = [(when, done) for when in sorted(d for d in days if d <= on) for done in days[when].done]
    ran = [(when, done) for when, done in all_done if is_run(done)]
    before = [(when, done) for when, done in ran if 1 <= (on - when).days <= WINDOW]
    recent = [done for when, done in before if (on - when).days <= USUAL_DAYS]
    pace = _pace(recent) or easy_pace
    climbs = list(_climbs(recent))
    grounds = [done.terrain for done in recent if done.terrain is not None]
    known = bool(ran) or last_run_before is not None
    return History(
        longest_30d_km=_longest((done for when, done in before if (on - when).days <= LONGEST_DAYS), pace or PACE),
        days_since_last_run=_since(on, [when for when, _ in ran], last_run_before),
        days_since_hard=_since(on, [when for when, done in ran if is_hard(done)], last_hard_before),
        usual_gap_days=_usual_gap(sorted({when for when, _ in before if (on - when).days <= GAP_DAYS})),
        consecutive_run_days=_row({when for when, _ in before}, on) if known else None,
        runs_per_week=min(MOST, round(len(recent) / (USUAL_DAYS / 7), 2)) if known else None,
        usual_climb_m_per_km=round(median(climbs), 1) if len(climbs) >= USUAL_FROM else None,
        steepest_28d_m_per_km=round(max(climbs), 1) if len(climbs) >= USUAL_FROM else None,
        usual_terrain=_mode(grounds) if len(grounds) >= USUAL_FROM else None,
        terrains_28d=tuple(t for t in TERRAINS if t in grounds) if len(grounds) >= USUAL_FROM else None,
        pace_min_per_km=pace,
        strength_sessions_7d=_strength(all_done, on),
    )


def _longest(ran: Iterable[Done], pace: float) -> float | None:
    """The greatest single run. One told in minutes alone becomes kilometres by the pace that a plan in minutes does."""
    found = [done.km or (done.minutes or 0.0) / pace for done in ran if done.km or done.minutes]
    return round(min(MOST_KM, max(found)), 2) if found else None


def _since(on: date, dates: list[date], before: date | None) -> int | None:
    last = max((d for d in (*dates, before) if d is not None and d <= on), default=None)
    return None if last is None else min(MOST_DAYS, (on - last).days)


def _usual_gap(dates: list[date]) -> float | None:
    """The 90th percentile of the days from one run day to the next."""
    gaps = [(b - a).days for a, b in pairwise(dates)]
    return round(quantiles(gaps, n=10, method="inclusive")[-1], 1) if len(gaps) >= GAPS_FROM else None


def _row(dates: set[date], on: date) -> int:
    days = 0
    while on - timedelta(days=days + 1) in dates:
        days += 1
    return days


def _pace(ran: Iterable[Done]) -> float | None:
    paces = [done.minutes / done.km for done in ran if done.km and done.minutes]
    possible = [p for p in paces if FASTEST <= p <= SLOWEST]
    return round(median(possible), 3) if possible else None


def _climbs(ran: Iterable[Done]) -> Iterator[float]:
    for done in ran:
        if done.climb_m is not None and done.km and done.climb_m <= STEEPEST * done.km:
            yield done.climb_m / done.km


def _mode(grounds: list[str]) -> str:
    """The most frequent; of several the one run on last."""
    counts = Counter(grounds)
    most = max(counts.values())
    return next(g for g in reversed(grounds) if counts[g] == most)


def _strength(all_done: list[tuple[date, Done]], on: date) -> int | None:
    """Strength sessions of D-7 to D-1; None while nothing at all was recorded as done."""
    back = [((on - when).days, done.kind) for when, done in all_done]
    if not any(1 <= days <= WINDOW for days, _ in back):
        return None
    return min(MOST, sum(kind == "strength" and 1 <= days <= STRENGTH_DAYS for days, kind in back))
