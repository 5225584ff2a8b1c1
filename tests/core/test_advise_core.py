"""How caps of several rules meet, what a day of rest is not reminded of, and which ceilings another plan could lift."""

from __future__ import annotations

from typing import Any, Final

import pytest
from mornings import BOOK, advised, merged, scenario

from planner.core.advise import advise, would_change
from planner.core.verdict import Referral, Rung

WELL: Final = {
    "sleep_h": 8,
    "fatigue": 2,
    "soreness": 2,
    "stress": 2,
    "pain": [],
    "plan": {"kind": "easy", "km": 8, "terrain": "road"},
    "history": {"longest_30d_km": 10, "days_since_last_run": 2, "usual_terrain": "road"},
}


def changes(**over: Any) -> list[str]:
    """What would change the answer to a well morning with something else in it."""
    s = scenario(merged(WELL, over))
    return [c.change for c in would_change(s, advise(s, BOOK), BOOK)]


@pytest.mark.parametrize(
    ("over", "offered"),
    [
        ({"plan": {"climb_m_per_km": 30, "faster_than_usual": True}}, "keep it flat"),
        ({"plan": {"km": 16}}, "shorten to 11 km"),
        ({"env": {"wbgt_c": 33}}, "run indoors"),
        ({"env": {"wind_chill_c": -30}}, "run indoors"),
        ({"env": {"aqi": 301}}, "run indoors"),
        ({"shoe": {"km": 0, "pairs": 2, "very_different": True}}, "wear a pair you are used to"),
    ],
)
def test_a_ceiling_of_plan_pair_or_place_can_be_lifted(over: dict[str, Any], offered: str) -> None:
    assert offered in changes(**over)


def test_of_two_caps_in_minutes_the_lower_holds() -> None:
    """A sore throat leaves 30 minutes, two days after a fever 20: 20, in whichever order they speak."""
    cold, fever = {"flags": ["sore_throat"]}, {"history": {"days_since_fever_free": 2}}
    assert advised(merged(WELL, cold)).caps.minutes == 30
    assert advised(merged(WELL, fever)).caps.minutes == 20
    assert advised(merged(merged(WELL, cold), fever)).caps.minutes == 20


def test_one_rule_against_hard_running_or_hills_is_enough() -> None:
    """A knee at 1 forbids neither, an Achilles at 2 hard running, a knee at 2 both: nothing is given back."""
    knee, achilles = {"site": "knee_front", "score": 1}, {"site": "achilles", "score": 2}
    for pains, hard, hills in (
        ([knee], True, True),
        ([achilles], False, True),
        ([knee, achilles], False, True),
        ([{**knee, "score": 2}, {"site": "ankle", "score": 1}], False, False),
        ([{**knee, "score": 2}, achilles], False, False),
    ):
        caps = advised({**WELL, "pain": pains}).caps
        assert (caps.hard_allowed, caps.hills_allowed) == (hard, hills), pains


@pytest.mark.parametrize(("score", "rung", "reminded"), [(5, Rung.CROSS_TRAIN, True), (6, Rung.REST, False)])
def test_a_day_of_rest_is_not_reminded_of_strength(score: int, rung: Rung, reminded: bool) -> None:
    """Also where nobody has to be seen today: a knee at 6 is rest and a physiotherapist."""
    pain = [{"site": "knee_front", "score": score}]
    advice = advised(merged(WELL, {"pain": pain, "history": {"strength_sessions_7d": 0}}))
    assert advice.rung is rung and advice.referral <= Referral.PHYSIO
    assert ("STRENGTH_DUE" in advice.warnings) is reminded
