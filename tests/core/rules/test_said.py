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
