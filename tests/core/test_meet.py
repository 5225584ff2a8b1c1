"""How findings meet in one answer: the caps of several rules, what a plan breaks, what reminders wait for, order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest
from mornings import BOOK, advised, merged, scenario

from planner.core.advise import advise, allowed, lowers, minutes_named
from planner.core.days import Planned
from planner.core.facts import Scenario
from planner.core.measure import climb, plan_km, plan_minutes
from planner.core.rule import Numbers, rule
from planner.core.rules import ALL
from planner.core.verdict import Caps, Finding, Form, Referral, Rung

WELL: Final = {
    "sleep_h": 8,
    "sleep_quality": 2,
    "fatigue": 2,
    "soreness": 2,
    "stress": 2,
    "pain": [],
    "plan": {"kind": "easy", "km": 8},
    "history": {"longest_30d_km": 10, "days_since_last_run": 2},
}
KNEE_1: Final = {"pain": [{"site": "knee_front", "score": 1}]}
"""No longer than the longest run, and nothing else."""


def day(*over: dict[str, Any]) -> dict[str, Any]:
    """A well morning with something else in it."""
    made: dict[str, Any] = WELL
    for table in over:
        made = merged(made, table)
    return made


def test_a_day_of_which_no_rule_says_anything_is_a_run_without_limits() -> None:
    advice = advised(WELL)
    assert (advice.rung, advice.referral, advice.caps, advice.reasons) == (Rung.RUN, Referral.NONE, Caps(), ())


@pytest.mark.parametrize(("km", "rung"), [(10, Rung.RUN), (10.005, Rung.RUN), (10.006, Rung.MODIFIED_RUN)])
def test_a_plan_keeps_a_cap_in_km_to_the_nearest_10_m(km: float, rung: Rung) -> None:
    advice = advised(day(KNEE_1, {"plan": {"km": km}}))
    assert (advice.caps.km, advice.rung) == (10, rung)


@pytest.mark.parametrize(("minutes", "rung"), [(30, Rung.RUN), (30.005, Rung.RUN), (30.006, Rung.MODIFIED_RUN)])
def test_a_plan_keeps_a_cap_in_minutes_as_well(minutes: float, rung: Rung) -> None:
    advice = advised(day({"plan": {"km": 4, "minutes": minutes}, "history": {"days_since_fever_free": 4}}))
    assert (advice.caps.minutes, advice.rung) == (30, rung)


def test_a_plan_in_minutes_has_its_cap_in_minutes_to_the_hundredth() -> None:
    """11 km at 6.067 min/km are 66.737 minutes."""
    plan = {"plan": {"km": "absent", "minutes": 90}, "history": {"pace_min_per_km": 6.067}}
    assert advised(day(plan)).caps.minutes == 66.74


def test_one_rule_that_sends_indoors_is_enough() -> None:
    """The knee has no say in where to run, and does not send outdoors again."""
    hot = {"env": {"wbgt_c": 25, "indoor_available": True}}
    advice = advised(day(KNEE_1, hot))
    assert advice.caps == Caps(km=10, pain_stop=4, indoor=True)


def test_one_rule_that_wants_walking_in_turn_is_enough() -> None:
    """29 days off: the knee that is a little sore does not turn it into running through."""
    advice = advised(day(KNEE_1, {"history": {"days_since_last_run": 29}}))
    assert (advice.caps.form, advice.caps.minutes, advice.caps.km) == (Form.WALK_RUN, 30, 3.3)


def test_a_cap_on_hills_alone_lowers_a_hill_session() -> None:
    """Also for who runs hills every week, though nothing is said against hard running."""
    flat = Finding(caps=Caps(hills_allowed=False))
    history = {"history": {"steepest_28d_m_per_km": 40}}
    assert lowers(scenario(day(history, {"plan": {"kind": "hills"}})), flat, BOOK)
    assert not lowers(scenario(day(history, {"plan": {"kind": "tempo"}})), flat, BOOK)


@pytest.mark.parametrize("ceiling", [Rung.REST, Rung.CROSS_TRAIN, Rung.MODIFIED_RUN])
def test_any_ceiling_lowers_a_run_and_a_reminder_lowers_nothing(ceiling: Rung) -> None:
    s = scenario(day())
    assert lowers(s, Finding(ceiling=ceiling), BOOK)
    assert not lowers(s, Finding(codes=("MASTERS",)), BOOK)


@rule("seen-today", "To be seen today, and free to move", family="flags")
def seen_today(s: Scenario, n: Numbers) -> Finding | None:
    """A made-up rule: whoever is sent to a doctor today, even where moving about would do no harm."""
    return Finding(ceiling=Rung.CROSS_TRAIN, referral=Referral.CLINICIAN_SAME_DAY)


@rule("seen-soon", "To be seen within days", family="flags")
def seen_soon(s: Scenario, n: Numbers) -> Finding | None:
    """A made-up rule of the next lower urgency."""
    return Finding(ceiling=Rung.CROSS_TRAIN, referral=Referral.CLINICIAN_SOON)


def test_whom_a_doctor_sees_today_is_not_reminded_of_strength() -> None:
    s = scenario(day({"history": {"strength_sessions_7d": 0}}))
    assert "STRENGTH_DUE" in advise(s, BOOK, (*ALL, seen_soon)).warnings
    assert "STRENGTH_DUE" not in advise(s, BOOK, (*ALL, seen_today)).warnings


def test_reasons_that_cap_something_come_before_those_that_only_tell() -> None:
    """Among reasons of the same weight: the new surface shortens runs, the first months of running are context."""
    new = {"plan": {"terrain": "trail", "km": 5}, "history": {"terrains_28d": ["road"]}}
    advice = advised(day(new, {"person": {"experience_months": 3}}))
    assert [r.rule for r in advice.reasons] == ["surface", "novice"]


def test_the_least_minutes_that_a_rule_names_hold() -> None:
    """A sore throat leaves 30 minutes, two days after a fever 20: 20 for any sport."""
    ill = {"flags": ["sore_throat"], "history": {"days_since_fever_free": 2}}
    assert minutes_named(advised(day(ill))) == 20
    assert minutes_named(advised(day())) is None


def test_a_day_without_a_run_leaves_no_kilometres() -> None:
    """The caps of a sore knee at 4 are 5.6 km for whoever runs all the same; of the plan the advice leaves none."""
    advice = advised(day({"pain": [{"site": "knee_front", "score": 4}]}))
    assert (advice.rung, advice.caps.km) == (Rung.CROSS_TRAIN, 5.6)
    assert allowed(advice, Planned(kind="easy", km=8.0)) == (None, None)
    well = advised(day())
    assert allowed(well, Planned(kind="easy", km=8.0)) == (8.0, None)
    assert allowed(well, Planned(kind="strength", minutes=30.0)) == (None, None)


@pytest.mark.parametrize(
    ("plan", "left"),
    [
        ({"km": 16}, (11, 30)),
        ({"km": 5}, (5, 30)),
        ({"km": "absent", "minutes": 90}, (11, 30)),
        ({"km": "absent", "minutes": 20}, (None, 20)),
    ],
)
def test_the_smaller_of_plan_and_cap_is_left(plan: dict[str, Any], left: tuple[float | None, float]) -> None:
    """Four days after a fever 30 minutes at most, and never more than 1.10 times the longest run."""
    s = scenario(day({"plan": plan, "history": {"days_since_fever_free": 4}}))
    assert allowed(advise(s, BOOK), s.plan) == left


@pytest.mark.parametrize("plan", [None, Planned(kind="rest", km=8.0, minutes=40.0, climb_m_per_km=30.0)])
def test_without_a_run_there_is_nothing_to_measure(plan: Planned | None) -> None:
    s = replace(scenario(day()), plan=plan)
    assert (plan_km(s), plan_minutes(s), climb(s)) == (None, None, None)
