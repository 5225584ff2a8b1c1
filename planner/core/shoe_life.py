"""The life of a pair: how near its limit it is, when it gets there, how a new one is broken in.

A pair over its limit is asked about, never condemned: no study shows injuries rising at a distance. Kilometres, dates.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from planner.core.record import Shoe
from planner.core.rule import Numbers
from planner.core.units import distance
from planner.core.values import dataclass

NEAR: Final = 0.9
"""Share of a pair's own limit from which it is said (D-SHOE)."""
WEEKS_OF_RECORD: Final = 4
"""Weeks that the kilometres of 28 days are."""
SOURCES: Final = ("E-SHOE-3", "E-SHOE-4", "D-SHOE", "D-BREAKIN")
"""Where the way into a new pair comes from."""
FORECAST_WEEKS: Final = 520
"""Ten years: a forecast beyond that is none."""
_STEPS: Final = ((4, 0.5, 1), (10, 0.75, 2), (None, 1.0, 3))
"""The slow way into a very different pair: until which week, which part of the share, outings a week. The ten weeks of
E-SHOE-4, one run more each week, were too fast; this takes longer for less, and the numbers are ours."""


@dataclass(frozen=True, kw_only=True)
class ShoeWarning:
    """Something to notice about a pair."""

    code: str
    """SHOE_WORN."""
    shoe: str
    share: float | None = None
    """Of its own limit."""
    words: str


@dataclass(frozen=True, kw_only=True)
class Outing:
    """One stage of breaking a pair in."""

    share: float
    """Of the longest run, at most, in one outing."""
    km: float | None
    """The same in kilometres; None without a longest run."""
    outings: int
    """How many on this stage: in all for a pair of the usual kind, a week for a very different one."""
    first: date | None = None
    """The dates of a stage of a very different pair; a pair of the usual kind counts outings, not days."""
    last: date | None = None
    words: str


def wear(shoe: Shoe, km: float | None, recent: float | None, on: date, units: str = "km") -> tuple[ShoeWarning, ...]:
    """What to notice at 90 % and 100 % of a pair's own limit; nothing below, or when its kilometres were never said."""
    if km is None or km < NEAR * shoe.limit_km - 1e-9:
        return ()
    share, limit = km / shoe.limit_km, distance(shoe.limit_km, units)
    if km >= shoe.limit_km:
        words = f"{distance(km, units)} in {shoe.name}, past your limit of {limit}: does it still feel right?"
    else:
        words = f"{distance(km, units)} of {limit} in {shoe.name}"
        week = forecast(shoe, km, recent, on)
        words += f", there in the week of {week} as you run now" if week else ""
        words += ": does it still feel right?"
    return (ShoeWarning(code="SHOE_WORN", shoe=shoe.id, share=round(share, 3), words=words),)


def forecast(shoe: Shoe, km: float | None, recent: float | None, on: date) -> date | None:
    """The Monday of the week in which a pair reaches its limit, going on as in the last 28 days.

    None when nothing tells, or when it is past its limit already.
    """
    if km is None or not recent or km >= shoe.limit_km:
        return None
    weeks = (shoe.limit_km - km) / (recent / WEEKS_OF_RECORD)
    if weeks > FORECAST_WEEKS:
        return None
    there = on + timedelta(days=int(weeks * 7))
    return there - timedelta(days=there.weekday())


def break_in(
    shoe: Shoe, start: date, numbers: Numbers, longest_km: float | None = None, units: str = "km"
) -> tuple[Outing, ...]:
    """How to break a pair in, from the day it is first worn: one stage of easy outings for a pair of the usual kind,
    stages of weeks for a very different one. The rule's own numbers; kilometres where the longest run is known.
    """
    if not shoe.very_different:
        share, times = numbers["new_share"], int(numbers["new_outings"])
        words = f"{times} easy outings, {_most(share, longest_km, units)}, in turn with your old pair"
        return (Outing(share=share, km=_km(share, longest_km), outings=times, words=words),)
    weeks = int(numbers["different_weeks"])
    found: list[Outing] = []
    before = 0
    for until, part, times in _STEPS:
        last_week = min(until, weeks) if until is not None else weeks
        if last_week <= before:
            continue
        share = round(numbers["different_share"] * part, 4)
        count = "one outing" if times == 1 else f"{times} outings"
        words = f"weeks {before + 1}-{last_week}: {count} a week, easy, {_most(share, longest_km, units)}"
        found.append(
            Outing(
                share=share,
                km=_km(share, longest_km),
                outings=times,
                first=start + timedelta(weeks=before),
                last=start + timedelta(weeks=last_week) - timedelta(days=1),
                words=words,
            )
        )
        before = last_week
    return tuple(found)


def _km(share: float, longest_km: float | None) -> float | None:
    return None if longest_km is None else round(share * longest_km, 2)


def _most(share: float, longest_km: float | None, units: str) -> str:
    km = _km(share, longest_km)
    return f"{distance(km, units)} at most" if km is not None else f"{share:.0%} of your longest at most"
