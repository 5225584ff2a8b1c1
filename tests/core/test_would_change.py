"""What would change the answer: single changes, each answered by the same rules, none that another cap would spoil."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.advise import advise, would_change
from planner.core.days import KINDS, TERRAINS, Pain, Planned
from planner.core.facts import Device, Env, History, Person, Scenario, ShoeFacts
from planner.core.rules import ALL
from planner.core.verdict import Rung
from planner.storage.rulebook import shipped_rules

BOOK = shipped_rules().book
HISTORY = History(longest_30d_km=10.0, days_since_last_run=2, usual_climb_m_per_km=8.0, usual_terrain="road")
WELL = Scenario(sleep_h=8.0, fatigue=2, soreness=2, stress=2, pain=(), history=HISTORY)


def changes(s: Scenario, units: str = "km") -> list[str]:
    advice = advise(s, BOOK)
    return [f"{c.change} -> {c.rung.word}" for c in would_change(s, advice, BOOK, units)]


def planned(s: Scenario = WELL, **plan: object) -> Scenario:
    return replace(s, plan=Planned(**plan))  # type: ignore[arg-type]  # each test writes its own keys


def test_a_long_plan_is_cut_to_its_cap() -> None:
    assert changes(planned(km=16.0)) == ["shorten to 11 km -> run"]
    assert changes(planned(km=16.0), "mi") == ["shorten to 6.83 mi -> run"]
    assert changes(planned(minutes=90.0)) == ["shorten to 66 min -> run"]


def test_whole_minutes_stay_under_the_cap() -> None:
    """66.66 minutes are 66: a plan of the 67 that rounding gives would be over the cap again."""
    s = planned(replace(WELL, history=replace(HISTORY, pace_min_per_km=6.06)), minutes=90.0)
    assert changes(s) == ["shorten to 66 min -> run"]


def test_a_shorter_run_is_as_steep() -> None:
    """150 m over 16 km are nothing new here; all of them in the 7 km that are left would be, beside the new surface."""
    s = replace(WELL, history=replace(HISTORY, usual_climb_m_per_km=4.0))
    assert changes(planned(s, km=16.0, climb_m=150.0, terrain="trail")) == ["shorten to 7 km -> run"]
    steep = planned(s, km=16.0, climb_m=480.0, terrain="trail")
    assert changes(steep) == [], "the climb would be left as a second change"


def test_the_lower_of_two_caps_counts() -> None:
    """Days after a fever cap the minutes, the longest run the distance: the shorter of both is offered."""
    s = replace(WELL, history=replace(HISTORY, days_since_fever_free=4.0))
    assert changes(planned(s, km=16.0)) == ["shorten to 30 min -> run"]
    assert changes(planned(s, km=16.0, minutes=20.0)) == ["shorten to 11 km -> run"]


def test_hills_become_easy_and_flat() -> None:
    s = replace(WELL, pain=(Pain(site="knee_front", score=2),))
    assert changes(planned(s, kind="hills", km=8.0, climb_m_per_km=40.0)) == ["run it easy and flat -> run"]
    assert changes(planned(s, kind="easy", km=8.0, climb_m_per_km=40.0)) == ["keep it flat -> run"]
    assert changes(planned(s, kind="tempo", km=8.0)) == ["run it easy -> run"]


def test_a_race_has_no_shorter_form() -> None:
    """Start or do not start: a race is never cut to its cap."""
    assert changes(planned(kind="race", km=42.2)) == []
    assert changes(planned(kind="long", km=42.2)) == ["shorten to 11 km -> run"]


def test_pair_place_and_surface() -> None:
    new = planned(replace(WELL, shoe=ShoeFacts(km=0.0, pairs=2, very_different=True)), km=8.0)
    assert changes(new) == ["wear a pair you are used to -> run"]
    assert changes(replace(new, shoe=replace(new.shoe, pairs=1))) == [], "there is no other pair"
    hot = planned(replace(WELL, env=Env(wbgt_c=30.0)), km=8.0)
    assert changes(hot) == ["run indoors -> run"]
    trail = planned(km=9.0, terrain="trail")
    assert changes(trail) == ["shorten to 7 km -> run", "run on road -> run"]
    moved = replace(HISTORY, terrains_28d=("track", "grass"))
    assert changes(planned(replace(WELL, history=moved), km=9.0, terrain="trail"))[1:] == ["run on track -> run"]


@pytest.mark.parametrize("longest", [3.33, 5.27, 7.77, 10.0, 12.345, 21.1])
def test_the_cap_that_is_named_is_short_enough(longest: float) -> None:
    """Whichever way 1.10 times the longest run rounds: what is offered is a run, and so is a plan of it."""
    s = planned(replace(WELL, history=replace(HISTORY, longest_30d_km=longest)), km=60.0)
    cap = advise(s, BOOK).caps.km
    assert cap is not None and changes(s) == [f"shorten to {cap:g} km -> run"]
    assert advise(planned(s, km=cap), BOOK).rung is Rung.RUN
    assert advise(planned(s, km=cap + 0.01), BOOK).rung is Rung.MODIFIED_RUN


def test_kilometres_are_named_where_both_caps_cut_alike() -> None:
    """Half the minutes after a fever, half the distance on a new surface."""
    s = replace(WELL, history=replace(HISTORY, days_since_fever_free=4.0))
    assert changes(planned(s, km=14.0, minutes=60.0, terrain="trail")) == ["shorten to 7 km -> run"]


def test_a_very_short_outing_is_shortened_in_its_minutes_too() -> None:
    """1.2 km in 40 minutes, at most 0.88 km and 30 minutes: 0.88 km are 29 minutes."""
    s = replace(WELL, history=replace(HISTORY, longest_30d_km=0.8, days_since_fever_free=4.0))
    assert changes(planned(s, km=1.2, minutes=40.0)) == ["shorten to 0.88 km -> run"]


def test_a_plan_of_no_minutes_has_no_shorter_form() -> None:
    assert changes(planned(km=16.0, minutes=0.0)) == []


@pytest.mark.parametrize(
    "outside", [Env(wbgt_c=25.0), Env(wbgt_c=30.0), Env(wbgt_c=33.0), Env(wind_chill_c=-20.0), Env(wind_chill_c=-30.0)]
)
def test_heat_and_cold_stay_outdoors(outside: Env) -> None:
    """At every step, rest included: indoors the run is free. Who runs indoors already is offered nothing."""
    assert changes(planned(replace(WELL, env=outside), km=8.0)) == ["run indoors -> run"]
    assert changes(planned(replace(WELL, env=replace(outside, indoor_available=True)), km=8.0)) == []


@pytest.mark.parametrize("aqi", [151.0, 201.0, 301.0])
def test_dirty_air_stays_outdoors(aqi: float) -> None:
    assert changes(planned(replace(WELL, env=Env(aqi=aqi)), km=8.0)) == ["run indoors -> run"]


def test_a_new_climb_that_stays_can_be_taken_out_all_the_same() -> None:
    """Climb and speed are new: the advice keeps the climb, but without it the speed would be one change alone."""
    s = planned(km=8.0, climb_m_per_km=20.0, faster_than_usual=True)
    assert changes(s) == ["run it easy -> run", "keep it flat -> run"]


def test_hills_are_not_run_flat() -> None:
    """A hill session after weeks without a hard one, in new hills: it becomes an easy run, never flat hills."""
    s = replace(WELL, history=replace(HISTORY, days_since_hard=60))
    assert changes(planned(s, kind="hills", km=8.0, climb_m_per_km=40.0)) == ["run it easy and flat -> run"]


def test_a_new_surface_counts_among_changes_where_its_own_rule_is_off() -> None:
    entry = replace(BOOK.entries["surface"], on=False)
    own = replace(BOOK, entries={**BOOK.entries, "surface": entry})
    s = planned(km=8.0, climb_m_per_km=20.0, terrain="trail")
    offered = would_change(s, advise(s, own), own)
    assert [c.change for c in offered] == ["keep it flat", "run on road"]


def test_a_long_run_is_not_made_shorter_by_calling_it_easy() -> None:
    """After a short night a long run is cut to 70 %: the same distance under another name is no change."""
    assert changes(planned(replace(WELL, sleep_h=5.5), kind="long", km=10.0, faster_than_usual=True)) == []


def test_nothing_is_offered_where_the_body_holds_the_day() -> None:
    """No other plan lifts a ceiling of pain, and nobody is told to feel differently."""
    sore = replace(WELL, pain=(Pain(site="knee_front", score=3),))
    assert changes(planned(sore, km=16.0)) == []
    assert changes(WELL) == [], "no plan was said"
    assert changes(planned(kind="rest")) == []
    assert changes(planned(km=8.0)) == [], "there is nothing to change"


def test_two_changes_are_not_one() -> None:
    s = replace(WELL, env=Env(wbgt_c=30.0))
    assert changes(planned(s, km=16.0)) == ["run indoors -> modified_run"]
    tired = replace(WELL, fatigue=6)
    assert changes(planned(tired, kind="tempo", km=8.0)) == ["run it easy -> run"]
    assert changes(planned(tired, kind="tempo", km=16.0)) == [], "easy it is still too long, shorter still too hard"


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


KM = st.sampled_from((0.0, 0.4, 5.0, 9.99, 10.0, 12.345, 21.1))
SCENARIOS = st.builds(
    Scenario,
    sleep_h=maybe(st.sampled_from((4.0, 6.4, 8.0))),
    fatigue=maybe(st.integers(1, 7)),
    pain=maybe(
        st.just(()) | st.tuples(st.builds(Pain, site=st.sampled_from(("calf", "knee_front")), score=st.integers(0, 4)))
    ),
    flags=st.sampled_from((frozenset(), frozenset({"sore_throat"}), frozenset({"painkiller_6h"}))),
    plan=maybe(
        st.builds(
            Planned,
            kind=maybe(st.sampled_from(KINDS)),
            km=maybe(KM),
            minutes=maybe(st.sampled_from((0.0, 0.5, 20.0, 66.6, 90.0))),
            climb_m=maybe(st.sampled_from((0.0, 80.0, 400.0))),
            terrain=maybe(st.sampled_from(TERRAINS)),
            faster_than_usual=maybe(st.booleans()),
        )
    ),
    history=st.builds(
        History,
        longest_30d_km=maybe(KM),
        declared_long_km=maybe(KM),
        days_since_last_run=maybe(st.sampled_from((0, 1, 8, 20))),
        days_since_hard=maybe(st.sampled_from((0, 1, 5, 60))),
        usual_terrain=maybe(st.sampled_from(TERRAINS)),
        pace_min_per_km=maybe(st.sampled_from((4.7, 7.77))),
        days_since_fever_free=maybe(st.sampled_from((0.5, 2.0, 9.0))),
    ),
    env=st.builds(Env, wbgt_c=maybe(st.sampled_from((10.0, 25.0, 30.0))), indoor_available=maybe(st.booleans())),
    shoe=st.builds(ShoeFacts, km=maybe(st.sampled_from((0.0, 500.0))), pairs=maybe(st.just(1) | st.just(2))),
    device=st.builds(Device, rhr_delta=maybe(st.sampled_from((0.0, 8.0, 12.0)))),
    person=st.builds(Person, age=maybe(st.just(65.0))),
)


@settings(max_examples=400, deadline=None)
@given(SCENARIOS)
def test_what_is_offered_raises_the_answer(s: Scenario) -> None:
    """Every offer gives a higher rung, no offer is made on a day that is a run already, and none asks for the body."""
    advice = advise(s, BOOK)
    offered = would_change(s, advice, BOOK)
    assert all(c.rung > advice.rung for c in offered)
    assert not (offered and advice.rung is Rung.RUN)
    assert len({c.change for c in offered}) == len(offered)
    starts = ("shorten to ", "run it easy", "keep it flat", "run on ", "wear a pair", "run indoors")
    assert all(c.change.startswith(starts) for c in offered)


@settings(max_examples=200, deadline=None)
@given(SCENARIOS)
def test_no_rule_is_asked_what_was_not_said(s: Scenario) -> None:
    """A scenario with parts missing is answered, a plan rule is unasked without a plan."""
    advice = advise(s, BOOK)
    if s.plan is None:
        assert {r.id for r in ALL if any(n.startswith("plan") for n in r.needs)} <= set(advice.unasked)
    assert advice.reasons or advice.rung is Rung.RUN


@pytest.mark.parametrize("plan", [{"km": 0.0}, {"minutes": 0.0}])
def test_a_plan_of_nothing_is_no_cap_of_nothing(plan: dict[str, float]) -> None:
    s = planned(replace(WELL, pain=(Pain(site="knee_front", score=3),)), **plan)
    assert advise(s, BOOK).caps.km == 7.0
