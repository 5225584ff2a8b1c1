"""What a plan amounts to and what a pain counts as, from both sides of each edge, in the numbers that are shipped."""

from __future__ import annotations

from typing import Any

import pytest
from mornings import BOOK, advised, scenario

from planner.core import measure
from planner.core.days import KINDS, RUN_KINDS, TERRAINS, Pain
from planner.core.facts import Scenario
from planner.core.sites import SITES
from planner.core.verdict import Rung

N = BOOK.entries["one-change"].numbers


def at(plan: dict[str, Any] | None = None, **more: Any) -> Scenario:
    """A scenario with an easy run, or another plan."""
    return scenario({"plan": {"kind": "easy"} if plan is None else plan, **more})


@pytest.mark.parametrize(
    ("history", "limit"),
    [
        ({}, 10.0),
        ({"steepest_28d_m_per_km": 20.0}, 24.0),
        ({"steepest_28d_m_per_km": 8.0}, 10.0),
        ({"steepest_28d_m_per_km": 9.0}, 10.8),
        ({"usual_climb_m_per_km": 20.0}, 30.0),
        ({"usual_climb_m_per_km": 6.0}, 10.0),
        ({"usual_climb_m_per_km": 7.0}, 10.5),
        ({"steepest_28d_m_per_km": 10.0, "usual_climb_m_per_km": 20.0}, 12.0),  # what was climbed, not what is usual
    ],
)
def test_a_climb_is_new_above_its_limit_and_not_at_it(history: dict[str, float], limit: float) -> None:
    """design.md 3: above max(10, 1.2 x steepest of 28 days), else max(10, 1.5 x usual); nothing said: above 10."""
    assert measure.climb_limit(at(history=history), N) == pytest.approx(limit)
    for over, new in ((-0.1, False), (0.0, False), (0.01, True), (0.9, True)):
        plan = {"kind": "easy", "climb_m_per_km": limit + over}
        assert measure.new_climb(at(plan, history=history), N) is new, over


def test_a_climb_in_metres_is_held_against_the_kilometres_of_the_run() -> None:
    """100 m in 10 km are 10 m per km; one metre more is above it."""
    for metres, new in ((100.0, False), (101.0, True)):
        assert measure.new_climb(at({"kind": "easy", "km": 10.0, "climb_m": metres}), N) is new


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("steepest", "flat"), [(None, True), (5.0, True), (8.0, True), (9.0, False), (30.0, False)])
def test_hills_without_a_number_are_new_where_nothing_steep_is_known(
    kind: str, steepest: float | None, flat: bool
) -> None:
    history = {"steepest_28d_m_per_km": steepest}
    assert measure.new_climb(at({"kind": kind}, history=history), N) is (kind == "hills" and flat)


def test_without_a_plan_nothing_is_new() -> None:
    s = scenario({"history": {"usual_terrain": "road", "longest_30d_km": 10.0, "days_since_hard": 60}})
    assert measure.new_climb(s, N) is False
    assert measure.new_surface(s) is None
    assert measure.changes(s, N) == ()


@pytest.mark.parametrize("terrain", TERRAINS)
def test_a_surface_is_new_if_not_of_the_last_four_weeks_else_if_not_the_usual_and_a_treadmill_never_is(
    terrain: str,
) -> None:
    plan = {"kind": "easy", "terrain": terrain}
    never = terrain == "treadmill"
    assert measure.new_surface(at(plan)) is (False if never else None)
    assert measure.new_surface(at(plan, history={"usual_terrain": "road"})) is (terrain not in ("road", "treadmill"))
    several = {"usual_terrain": "grass", "terrains_28d": ["road", "trail"]}
    assert measure.new_surface(at(plan, history=several)) is (terrain not in ("road", "trail", "treadmill"))
    assert measure.new_surface(at({"kind": "cross", "terrain": terrain}, history=several)) is None


NEW: dict[str, dict[str, Any]] = {
    "shoes": {"shoe": {"km": 5.0, "outings": 1}},
    "surface": {"plan": {"terrain": "trail"}},
    "climb": {"plan": {"climb_m_per_km": 40.0}},
    "distance": {"plan": {"km": 12.0}},
    "speed": {"plan": {"faster_than_usual": True}},
}
"""In the order in which they are kept: what cannot be taken out of a run comes first."""
KNOWN = {"longest_30d_km": 10.0, "usual_terrain": "road", "days_since_hard": 14, "usual_climb_m_per_km": 5.0}


@pytest.mark.parametrize("left_out", [None, *NEW])
@pytest.mark.parametrize("kind", RUN_KINDS)
def test_each_change_is_told_by_its_name_in_the_order_of_which_is_kept(left_out: str | None, kind: str) -> None:
    plan: dict[str, Any] = {"kind": kind, "km": 8.0, "terrain": "road", "climb_m_per_km": 5.0}
    shoe = {"km": 200.0, "outings": 30}
    for name, change in NEW.items():
        if name != left_out:
            plan |= change.get("plan", {})
            shoe |= change.get("shoe", {})
    expected = tuple(name for name in NEW if name != left_out)
    assert measure.changes(scenario({"plan": plan, "shoe": shoe, "history": KNOWN}), N) == expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in RUN_KINDS])
def test_what_is_no_run_has_no_changes(kind: str) -> None:
    plan = {"kind": kind, "km": 12.0, "terrain": "trail", "climb_m_per_km": 40.0, "faster_than_usual": True}
    assert measure.changes(scenario({"plan": plan, "shoe": {"km": 5.0}, "history": KNOWN}), N) == ()


def test_a_distance_is_new_above_eleven_tenths_of_the_longest_run_as_the_cap_is_shown() -> None:
    """11 km of a longest run of 10 is the cap that the screen shows: neither it nor 4 m more is new, 6 m more is."""
    for km, new in ((10.996, ()), (11.0, ()), (11.004, ()), (11.006, ("distance",))):
        assert measure.changes(at({"kind": "easy", "km": km}, history={"longest_30d_km": 10.0}), N) == new
    exactly = measure.most_km(10.0, N["distance_ratio"]) + measure.TOLERANCE
    assert measure.changes(at({"kind": "easy", "km": exactly}, history={"longest_30d_km": 10.0}), N) == ()


@pytest.mark.parametrize("kind", RUN_KINDS)
def test_a_hard_session_is_new_speed_when_the_last_was_more_than_two_weeks_ago(kind: str) -> None:
    hard = kind in ("tempo", "intervals", "hills", "race")
    for days, new in ((None, False), (13, False), (14, False), (15, True)):
        found = measure.changes(at({"kind": kind, "climb_m_per_km": 0.0}, history={"days_since_hard": days}), N)
        assert found == (("speed",) if new and hard else ()), days


def test_a_painkiller_counts_the_pain_of_yesterday_where_it_was_more() -> None:
    masked, clear = scenario({"flags": ["painkiller_6h"]}), scenario({"flags": ["fever"]})
    for now, yesterday, counts in ((0, None, 0), (0, 0, 0), (0, 4, 4), (2, 4, 4), (5, 4, 5)):
        p = Pain(site="calf", score=now, yesterday=yesterday)
        assert measure.score(p, masked) == counts
        assert measure.score(p, clear) == now
        assert measure.hurts(p, masked) is (counts > 0)


@pytest.mark.parametrize("site", SITES)
def test_which_pains_may_come_from_a_bone(site: str) -> None:
    """evidence.md 5.2: a focal shin or foot, groin, femur, sacrum; anywhere a hop that hurts, or a focal pain at night.

    A pain that is said to spread out at shin or foot becomes one with a single fingertip spot.
    """
    bone = site in ("shin_focal", "foot_focal", "groin", "femur", "sacrum")
    spread = site in ("shin_diffuse", "foot_diffuse")
    cases: tuple[tuple[dict[str, Any], bool], ...] = (
        ({}, bone),
        ({"night": True}, bone),
        ({"rest_pain": True}, bone),
        ({"focal": True}, bone or spread),
        ({"focal": True, "night": True}, True),
        ({"hop_pain": True}, True),
    )
    for said, suspect in cases:
        assert measure.bone_suspect(Pain(site=site, score=2, **said), Scenario()) is suspect, said
    assert not measure.bone_suspect(Pain(site=site, score=0, focal=True), Scenario())


def test_the_sites_of_high_risk_are_rest_at_any_score() -> None:
    """evidence.md 5.2: `groin/femur/sacrum or pain walking: rest`; the focal spots of shin and foot not at 1."""
    rests = {
        site
        for site, its in SITES.items()
        if its.tissue == "bone" and advised({"pain": [{"site": site, "score": 1}]}).rung is Rung.REST
    }
    assert rests == measure.HIGH_RISK == {"groin", "femur", "sacrum"}
