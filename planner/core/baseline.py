"""The runner's own usual: sleep of two weeks, and ratings, pulse and HRV of four, with this morning against them.

It measures; it refuses to judge. Copied and late mornings, and those entered on a later day, are no baseline: they say
what was remembered or repeated, not what was. Hours, beats a minute, milliseconds, standard deviations.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import log
from statistics import fmean, stdev
from typing import Final

from planner.core.days import RATINGS, Morning
from planner.core.facts import Device
from planner.core.record import Day
from planner.core.values import dataclass

DAYS: Final = 28
FROM: Final = 10
"""Mornings of the 28 below which there is no usual."""
NIGHTS: Final = 14
NIGHTS_FROM: Final = 7
HRV_WEEK: Final = 7
HRV_WEEK_FROM: Final = 3
"""Mornings of the last seven, this one among them, that make a weekly mean: E-HRV-3."""
WELLNESS_SD: Final = 3.0
"""Points: a runner who always answers the same would otherwise be far from usual by one point."""
Z_MOST: Final = 100.0
"""A greater distance says no more, and comes from a spread of next to nothing."""
PLACES: Final = 2


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What the days before a morning say of the runner's usual; None where there are too few."""

    nights: tuple[float, ...]
    """Hours, D-13 to D-1."""
    wellness: tuple[float, float] | None
    """Mean and standard deviation of the sum of the four ratings."""
    pulse: float | None
    hrv: tuple[float, float] | None
    """Mean and standard deviation of ln rMSSD."""
    hrv_week: tuple[float, ...]
    """ln rMSSD, D-6 to D-1."""
    mornings: int
    """Mornings with all four ratings, D-28 to D-1: from 10 there is a usual to be told."""


def baseline(days: Mapping[date, Day], on: date) -> Baseline:
    """The usual of a runner before the morning of a date."""
    before: list[tuple[int, Morning]] = []
    for back in range(1, DAYS + 1):
        day = days.get(on - timedelta(days=back))
        if day is not None and day.morning is not None and _counts(day.morning):
            before.append((back, day.morning))
    sums = [float(s) for _, m in before if (s := wellness_sum(m)) is not None]
    pulses = [m.resting_pulse for _, m in before if m.resting_pulse is not None]
    hrvs = [(back, x) for back, m in before if (x := _ln(m)) is not None]
    return Baseline(
        nights=tuple(m.sleep_h for back, m in before if m.sleep_h is not None and back < NIGHTS),
        wellness=_spread(sums),
        pulse=fmean(pulses) if len(pulses) >= FROM else None,
        hrv=_spread([x for _, x in hrvs]),
        hrv_week=tuple(x for back, x in hrvs if back < HRV_WEEK),
        mornings=len(sums),
    )


def wellness_sum(morning: Morning) -> int | None:
    """The four ratings together, 4-28, or None unless all were said."""
    said = [getattr(morning, name) for name in RATINGS]
    return None if None in said else sum(said)


def sleep_mean(usual: Baseline, morning: Morning | None) -> float | None:
    """Mean hours of the last fourteen nights, this morning's among them, from seven."""
    nights = usual.nights
    if morning is not None and morning.sleep_h is not None and _counts(morning):
        nights = (*nights, morning.sleep_h)
    return round(fmean(nights), PLACES) if len(nights) >= NIGHTS_FROM else None


def device(usual: Baseline, morning: Morning | None) -> Device:
    """This morning's numbers against the usual; absent where either was not said."""
    if morning is None:
        return Device()
    return Device(
        rhr_delta=_pulse(usual, morning.resting_pulse), hrv_z=_hrv(usual, morning), wellness_z=_wellness(usual, morning)
    )


def _pulse(usual: Baseline, pulse: int | None) -> float | None:
    return None if pulse is None or usual.pulse is None else round(pulse - usual.pulse, PLACES)


def _hrv(usual: Baseline, morning: Morning) -> float | None:
    """The mean of the last seven days, not this day alone: E-HRV-1 and E-HRV-3."""
    today = _ln(morning)
    if today is None or usual.hrv is None or len(usual.hrv_week) + 1 < HRV_WEEK_FROM:
        return None
    mean, sd = usual.hrv
    return _bounded((fmean((*usual.hrv_week, today)) - mean) / sd) if sd > 0 else None


def _wellness(usual: Baseline, morning: Morning) -> float | None:
    total = wellness_sum(morning)
    if total is None or usual.wellness is None:
        return None
    mean, sd = usual.wellness
    return _bounded((total - mean) / max(sd, WELLNESS_SD))


def _counts(morning: Morning) -> bool:
    return not (morning.copied or morning.late or morning.entered_later)


def _ln(morning: Morning) -> float | None:
    """ln rMSSD: it is spread evenly about its mean, the milliseconds are not."""
    return log(morning.hrv_ms) if morning.hrv_ms else None


def _spread(values: list[float]) -> tuple[float, float] | None:
    return (fmean(values), stdev(values)) if len(values) >= FROM else None


def _bounded(z: float) -> float:
    return round(max(-Z_MOST, min(Z_MOST, z)), PLACES)
