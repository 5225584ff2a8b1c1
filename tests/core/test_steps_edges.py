"""Steps at the edges: what strikes nothing, what is done inside, what stands in, and what there is time for."""

from __future__ import annotations

import pytest

from planner.core import advise, steps
from planner.core.days import Pain, Planned
from planner.core.facts import Env, History, Scenario
from planner.core.routines import Routine, Step
from planner.core.sites import GAIT
from planner.core.steps import Picked, Today
from planner.core.values import replace
from planner.core.verdict import Rung
from planner.storage import routines, rulebook

BOOK = routines.shipped_routines().book
RULES = rulebook.shipped_rules().book


@pytest.mark.parametrize("flag", [*GAIT, "giving_way", "recurrent_swelling", "pop_with_pain"])
def test_a_leg_that_does_not_carry_strikes_nothing(flag: str) -> None:
    assert Today(rung=Rung.CROSS_TRAIN, flags=frozenset({flag})).no_impact


def morning(pain: tuple[Pain, ...] = (), **env: float) -> Today:
    s = Scenario(pain=pain, plan=Planned(kind="easy", km=8.0), env=Env(**env), history=History(longest_30d_km=12))
    return steps.today(s, advise.advise(s, RULES))


@pytest.mark.parametrize(
    ("env", "inside"),
    [
        ({"wbgt_c": 24.0}, False),  # easy only, and outside
        ({"wbgt_c": 29.0}, True),
        ({"wind_chill_c": -20.0}, False),
        ({"wind_chill_c": -28.0}, True),
        ({"aqi": 160.0}, False),
        ({"aqi": 210.0}, True),
        ({}, False),
    ],
)
def test_what_is_left_of_a_day_is_done_inside_where_no_run_may_be_outside(env: dict[str, float], inside: bool) -> None:
    assert morning(**env).indoors is inside


def test_one_bone_among_other_pains_is_one() -> None:
    assert morning((Pain(site="shin_focal", score=1), Pain(site="calf", score=1))).bone
    assert not morning(()).bone


def test_a_stand_in_where_nothing_hurts_names_what_it_stands_in_for_and_no_place() -> None:
    found = [p for p in steps.warm_up(BOOK, Today(rung=Rung.RUN, kind="tempo", bone=True)) if p.instead_of]
    assert found
    for p in found:
        name = BOOK.steps[str(p.instead_of)].name
        assert p.because == f"in place of {name[:1].lower()}{name[1:]}"


def test_the_words_of_a_routine_stand_as_they_were_written() -> None:
    """Its note with a small letter and without its stop."""
    easy = replace(BOOK.routines["warm-up-easy"], note="Relax.")
    book = replace(BOOK, routines={**BOOK.routines, "warm-up-easy": easy})
    assert {p.because for p in steps.warm_up(book, Today(rung=Rung.RUN))} <= {"relax", "relax; optional"}


def test_a_sore_place_is_moved_without_weight_on_a_day_without_impact_too() -> None:
    """A step that strikes nothing is left while a bone is suspected, and one that does is on any other day."""
    sore = Today(rung=Rung.CROSS_TRAIN, sore=frozenset({"knee_front"}))
    kind = Step(id="kind", name="Kind", dose="10", helps=("knee_front",))
    for impact, bone, there in ((False, True, True), (True, False, True), (True, True, False), (False, False, True)):
        step = replace(kind, impact=impact)
        routine = Routine(id="warm-up-sore", name="Sore", use="warm_up", steps=("kind",))
        book = replace(BOOK, steps={**BOOK.steps, "kind": step}, routines={**BOOK.routines, routine.id: routine})
        found = {p.step.id for p in steps.warm_up(book, replace(sore, bone=bone))}
        assert ("kind" in found) is there, (impact, bone)


def picked(seconds: int, *, optional: bool = False, id: str = "a") -> Picked:
    return Picked(step=Step(id=id, name="A", dose="1", optional=optional), because="", dose="all", seconds=seconds)


def test_a_step_that_fits_to_the_second_is_not_cut() -> None:
    assert [(p.dose, p.seconds) for p in steps.in_time([picked(300)], 5.0)] == [("all", 300)]
    assert [(p.dose, p.seconds) for p in steps.in_time([picked(301)], 5.0)] == [("5 min of it", 300)]


def test_what_is_optional_goes_first_wherever_it_stands() -> None:
    """But for the first step, which stays."""
    rows = [picked(60, id="a"), picked(60, optional=True, id="b"), picked(60, id="c")]
    assert [p.step.id for p in steps.in_time(rows, 2.0)] == ["a", "c"]
    rows = [picked(60, optional=True, id="a"), picked(60, id="b"), picked(60, id="c")]
    assert [p.step.id for p in steps.in_time(rows, 2.0)] == ["a", "b"]
