"""Readiness points by input: what the own z adds to the four ratings it is made of, and where a low HRV begins."""

from __future__ import annotations

from typing import Any

import pytest
from mornings import BOOK, scenario

from planner.core.readiness import Points, points

NUMBERS = BOOK.entries["readiness"].numbers


def of(**table: Any) -> Points:
    return points(scenario(table), NUMBERS)


@pytest.mark.parametrize(
    ("said", "own", "more"),
    [
        ({"sleep_quality": 6}, 1.0, 1.0),
        ({"fatigue": 6}, 1.0, 1.0),
        ({"soreness": 6}, 1.0, 1.0),
        ({"stress": 6}, 1.0, 1.0),
        ({"soreness": 7}, 2.0, 0.0),
        ({"fatigue": 7}, 3.0, 0.0),
        ({"sleep_h": 5.9}, 1.0, 2.0),  # hours are no part of the z
    ],
)
def test_of_the_ratings_and_their_own_z_only_the_greater_counts(said: dict[str, Any], own: float, more: float) -> None:
    """D-POINTS: two standard deviations worse than usual are two points, and what a rating has of them is not twice."""
    assert of(**said).total == own
    found = of(**said, wellness_z=2.0)
    assert (found.total, found.parts.get("wellness", 0.0)) == (own + more, more)


@pytest.mark.parametrize(("hrv", "half"), [(-0.5, 0.0), (-0.51, 0.5)])
def test_a_low_hrv_is_one_below_the_limit(hrv: float, half: float) -> None:
    found = of(hrv_z=hrv)
    assert (found.objective, found.parts) == (half, {"hrv": half} if half else {})
