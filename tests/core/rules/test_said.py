"""What a finding says beside its caps: the values that its sentence is made of, where a slip would mislead."""

from __future__ import annotations

from typing import Any

import pytest
from mornings import asked, scenario

from planner.core.verdict import Finding
from planner.core.words import because

HISTORY = {"longest_30d_km": 10, "pace_min_per_km": 5}


def said(rule: str, **table: Any) -> str:
    """The sentence of one rule."""
    found = asked(rule, scenario(table))
    assert isinstance(found, Finding)
    return because(rule, found)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({"km": 12}, "12 km planned; your longest in 30 days is 10 km: 11 km at most"),
        ({"minutes": 60}, "12 km planned (at 5:00/km); your longest in 30 days is 10 km: 11 km at most"),
        ({"kind": "race", "km": 42.2}, "42.2 km planned; your longest in 30 days is 10 km"),
    ],
)
def test_spike(plan: dict[str, Any], words: str) -> None:
    """A plan in minutes says its pace; a race is never told how many of its kilometres to run."""
    assert said("spike", plan=plan, history=HISTORY) == words


def test_the_worst_pain_is_named_first() -> None:
    """Two joints: the worse one first, side spelt out."""
    pain = [{"site": "ankle", "side": "left", "score": 1}, {"site": "knee_front", "side": "right", "score": 3}]
    assert said("pain-joint", pain=pain).startswith("your right knee (front) 3/10 and your left ankle 1/10: ")


def test_one_change_names_what_stays() -> None:
    """What is new at once, and which of it stays."""
    plan = {"kind": "easy", "km": 12, "faster_than_usual": True}
    words = "new at once: distance and speed; keep the distance, put the rest back"
    assert said("one-change", plan=plan, history=HISTORY) == words


def test_places_of_one_score_are_named_in_one_order() -> None:
    """Without a side first, then left, then right, whichever was said first."""
    knees = [{"site": "knee_front", "side": side, "score": 2} for side in ("right", "left", None)]
    words = "your knee (front) 2/10, your left knee (front) 2/10 and your right knee (front) 2/10: "
    for pains in (knees, knees[::-1]):
        assert said("pain-joint", pain=pains).startswith(words)


def test_the_longest_row_of_painful_runs_is_said() -> None:
    """Three runs in a row at the knee and five at the calf: five."""
    rows = (("knee_front", 3), ("calf", 5))
    pain = [{"site": site, "score": 1, "painful_run_streak": runs} for site, runs in rows]
    assert "5 runs" in said("pain-streak", pain=pain)


def test_points_are_made_of_what_has_some() -> None:
    """A good night and no stress are no part of the sentence."""
    words = said("readiness", sleep_h=8, fatigue=6, soreness=2, stress=2, rhr_delta=0)
    assert words.startswith("fatigue 6 of 7 (1) = "), words


@pytest.mark.parametrize(("hours", "limit"), [(5.9, 6), (4.9, 5), (3.9, 4)])
def test_a_short_night_is_measured_against_the_step_it_is_under(hours: float, limit: int) -> None:
    assert said("sleep-short", sleep_h=hours) == f"slept {hours:g} h, under {limit}"
