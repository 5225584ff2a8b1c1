"""Ladders back: that they never jump, hold on pain, slow down, stop, and pass the rules' own limits."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import advise, returning
from planner.core.facts import History, Scenario
from planner.core.returning import Outing
from planner.core.routines import Ladder, Stage
from planner.core.values import replace
from planner.core.verdict import Form, Rung
from planner.storage import routines, rulebook

BOOK = routines.shipped_routines().book
RULES = rulebook.shipped_rules().book
TODAY = date(2026, 11, 25)
LADDERS = list(BOOK.ladders.values())
went = st.lists(
    st.builds(Outing, on=st.just(TODAY), painful=st.booleans(), swollen=st.booleans(), limped=st.booleans()),
    max_size=30,
).map(lambda rows: [Outing(**{**vars(o), "on": TODAY + timedelta(days=2 * n)}) for n, o in enumerate(rows)])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LADDERS), went, st.integers(0, 3))
def test_no_jump(ladder: Ladder, outings: list[Outing], slow: int) -> None:
    """One more outing moves a stage at most one up; one that holds never moves up; slower is never further on."""
    before = returning.standing(ladder, outings[:-1], slow=slow)
    after = returning.standing(ladder, outings, slow=slow)
    if outings and before.state != "stop":
        assert after.stage <= before.stage + 1
        if outings[-1].holds and before.state != "done":
            assert after.stage <= before.stage
            assert after.state in ("hold", "stop")
    slower = returning.standing(ladder, outings, slow=slow + 1)
    assert slower.stage <= after.stage or "stop" in (after.state, slower.state)
    assert returning.standing(ladder, outings[::-1], slow=slow) == after, "dates decide, not the order of telling"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LADDERS), went, st.integers(0, 3), st.none() | st.floats(3, 40))
def test_dated_plans(ladder: Ladder, outings: list[Outing], slow: int, longest: float | None) -> None:
    """Plans begin on the day asked for, with a day between, never go back a stage, are easy, end with the ladder."""
    at = returning.standing(ladder, outings, slow=slow)
    days = returning.dated(ladder, TODAY, longest_km=longest, at=at, slow=slow)
    if at.state in ("stop", "done"):
        assert days == ()
        return
    assert days[0].on == TODAY and days[0].stage == at.stage
    assert days[-1].stage == len(ladder.stages) - 1
    assert sum(d.stage == at.stage for d in days) == ladder.times + slow - at.good
    gaps = {(b.on - a.on).days for a, b in pairwise(days)}
    assert gaps <= {ladder.days_between + (1 if slow else 0)}
    assert [d.stage for d in days] == sorted(d.stage for d in days)
    for d in days:
        assert d.plan.kind == "easy" and d.plan.note == d.words
        assert d.plan.km or d.plan.minutes or ladder.id == "after-long-layoff" or longest is None


def test_the_ten_levels() -> None:
    """Walk 9 and run 1 three times, up to 30 min of running, each three times with a day between: E-RTR-3."""
    ladder = BOOK.ladders["after-bone"]
    days = returning.dated(ladder, TODAY)
    assert len(days) == 30
    assert days[0].words == "walk 9 min, run 1 min, 3 times"
    assert days[-1].words == "run 30 min"
    assert {d.plan.minutes for d in days} == {30.0}
    assert (days[-1].on - TODAY).days == 58


def test_the_army_table() -> None:
    """The six phases of E-RTR-2, in miles as it was printed, each twice."""
    days = returning.dated(BOOK.ladders["after-long-layoff"], TODAY, units="mi")
    assert [d.words for d in days[::2]] == [
        "walk 2 min, run 3 min, in turn, 1 mi in all, effort 3 at most",
        "walk 2 min, run 3 min, in turn, 1.5 mi in all, effort 3 at most",
        "walk 2 min, run 4 min, in turn, 1.5 mi in all, effort 4 at most",
        "walk 2 min, run 4 min, in turn, 2 mi in all, effort 4 at most",
        "walk 1 min, run 4 min, in turn, 2 mi in all, effort 5 at most",
        "run 20 min, 2 mi in all, effort 5 at most",
    ]


@pytest.mark.parametrize("days", range(8))
def test_after_a_fever_the_plans_keep_the_rules_minutes(days: int) -> None:
    """On each day after a fever the ladder's outing is within what the rule on illness allows that day."""
    ladder = BOOK.ladders["after-illness"]
    start = returning.earliest(ladder, TODAY)
    assert start == TODAY + timedelta(days=1)
    for d in returning.dated(ladder, start):
        if d.on != TODAY + timedelta(days=days):
            continue
        h = History(longest_30d_km=12, days_since_last_run=2, days_since_fever_free=float(days))
        advice = advise.advise(Scenario(plan=d.plan, history=h, pain=()), RULES)
        assert advice.rung is Rung.RUN
        cap = advice.caps.minutes
        assert cap is None or (d.plan.minutes or 0) <= cap


@pytest.mark.parametrize(("off", "longest"), [(10, 16.0), (20, 16.0)])
def test_after_days_off_the_first_plan_keeps_the_rules_distance(off: int, longest: float) -> None:
    """The first plan after one to four weeks is within the share that the rule on days off allows."""
    ladder = returning.propose(BOOK, days_off=off)
    assert ladder is not None
    plan = returning.dated(ladder, TODAY, longest_km=longest)[0].plan
    history = History(longest_30d_km=longest, days_since_last_run=off)
    caps = advise.advise(Scenario(plan=plan, history=history, pain=()), RULES).caps
    assert plan.km is not None and caps.km is not None and plan.km <= caps.km


def test_back_from_bone_is_walked_and_run() -> None:
    """The rules ask for walking and running in turn after a cleared bone injury; the ladder begins so."""
    plan = returning.dated(BOOK.ladders["after-bone"], TODAY)[0].plan
    history = History(longest_30d_km=12, bone_injury="cleared")
    advice = advise.advise(Scenario(plan=plan, history=history, pain=()), RULES)
    assert advice.caps.form is Form.WALK_RUN
    assert (plan.note or "").startswith("walk")


@pytest.mark.parametrize(
    ("off", "wanted"), [(5, None), (6, "after-layoff"), (28, "after-layoff"), (29, "after-long-layoff"), (None, None)]
)
def test_which_ladder(off: int | None, wanted: str | None) -> None:
    """Six days off to four weeks, then more; a fever a week ago is over."""
    found = returning.propose(BOOK, days_off=off, fever_free_days=7)
    assert (found.id if found else None) == wanted


def went_(*how: str) -> list[Outing]:
    """Outings a day apart: `-` went well, else what held."""
    rows = enumerate(how)
    return [Outing(on=TODAY + timedelta(days=n), **({} if what == "-" else {what: True})) for n, what in rows]


@pytest.mark.parametrize(
    ("ladder", "how", "stage", "good", "state", "because"),
    [  # `..` = outings done, the stage again
        ("after-layoff", "", 0, 0, "go", "stage 1 of 2, 0 of 3 outings done"),
        ("after-layoff", "- -", 0, 2, "go", "stage 1 of 2, 2 of 3 outings done"),
        ("after-layoff", "- - -", 1, 0, "go", "stage 2 of 2, 0 of 3 outings done"),
        ("after-layoff", "painful", 0, 0, "hold", "more pain: stage 1 of 2, 0 of 3.."),
        ("after-layoff", "- limped -", 0, 1, "go", "stage 1 of 2, 1 of 3 outings done"),
        ("after-layoff", "- - - - swollen", 1, 0, "hold", "swelling: stage 2 of 2, 0 of 3.."),
        ("after-layoff", "- - - ill ill", 0, 0, "hold", "not well yet: stage 1 of 2, 0 of 3.."),
        ("after-layoff", "ill limped", 0, 0, "hold", "a limp: stage 1 of 2, 0 of 3.."),
        ("after-layoff", "- - - ill - ill", 1, 0, "hold", "not well yet: stage 2 of 2, 0 of 3.."),
        ("after-layoff", "- - - ill ill - - - ill", 1, 0, "hold", "not well yet: stage 2 of 2, 0 of 3.."),
        ("after-layoff", "- - - - - -", 2, 0, "done", "every stage is done"),
        ("after-layoff", "- - - - - - painful", 2, 0, "done", "every stage is done"),
        ("after-bone", "- - - painful swollen", 1, 0, "stop", "more pain, then swelling: see your clinician"),
        ("after-bone", "- - - swollen swollen", 1, 0, "stop", "swelling twice: see your clinician"),
        ("after-bone", "painful - painful", 0, 0, "hold", "more pain: stage 1 of 10, 0 of 3.."),
    ],
)  # fmt: skip  # a table
def test_where_it_stands(ladder: str, how: str, stage: int, good: int, state: str, because: str) -> None:
    """One that holds starts its stage again, a second in a row goes a stage back, or stops after a bone injury."""
    at = returning.standing(BOOK.ladders[ladder], went_(*how.split()))
    assert (at.stage, at.good, at.state, at.because) == (
        stage,
        good,
        state,
        because.replace("..", " outings done, the stage again"),
    )


def test_slower_is_more_outings_on_each_stage_and_a_day_more_between() -> None:
    ladder = BOOK.ladders["after-layoff"]
    at = returning.standing(ladder, went_("-", "-"), slow=2)
    assert (at.stage, at.good, at.because) == (0, 2, "stage 1 of 2, 2 of 5 outings done")
    days = returning.dated(ladder, TODAY, longest_km=10.0, at=at, slow=2)
    assert [d.stage for d in days] == [0, 0, 0, 1, 1, 1, 1, 1]
    assert [(d.on - TODAY).days for d in days[:3]] == [0, 3, 6]


def test_each_stage_in_words_and_as_a_plan() -> None:
    """A share has a distance once the longest run is known, and minutes only where no distance stands."""
    layoff = returning.dated(BOOK.ladders["after-layoff"], TODAY, longest_km=10.04)[::3]
    assert [(d.plan.km, d.plan.minutes) for d in layoff] == [(5.0, None), (7.5, None)]
    assert layoff[0].words == "50% of your longest run before the break, easy, effort 4 at most"
    assert returning.dated(BOOK.ladders["after-layoff"], TODAY)[0].plan.km is None
    ill = returning.dated(BOOK.ladders["after-illness"], TODAY, longest_km=10.0)
    assert [(d.words, d.plan.km, d.plan.minutes) for d in ill] == [
        ("20 min easy, effort 3 at most", None, 20.0),
        ("30 min easy, effort 3 at most", None, 30.0),
        ("30 min easy, effort 4 at most", None, 30.0),
    ]
    army = returning.dated(BOOK.ladders["after-long-layoff"], TODAY)
    assert (army[0].words, army[0].plan.km, army[0].plan.minutes) == (
        "walk 2 min, run 3 min, in turn, 1.6 km in all, effort 3 at most",
        1.6,
        None,
    )
    assert returning.words(Stage(run_min=10.0, walk_min=2.0, repeats=1)) == "walk 2 min, run 10 min, in turn"
    assert returning.words(Stage(run_min=10.0, walk_min=2.0, repeats=2)) == "walk 2 min, run 10 min, 2 times"
    assert returning.words(Stage(run_min=10.0, repeats=1)) == "run 10 min"
    running = replace(BOOK.ladders["after-bone"], stages=(Stage(run_min=10.0, repeats=3),))
    assert returning.dated(running, TODAY)[0].plan.minutes == 30.0


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"bone_cleared": True, "days_off": 40, "fever_free_days": 1.0}, "after-bone"),
        ({"days_off": 29, "fever_free_days": 1.0}, "after-long-layoff"),
        ({"days_off": 28, "fever_free_days": 6.9}, "after-illness"),
        ({"fever_free_days": 6.9}, "after-illness"),
        ({"fever_free_days": 7.0}, None),
        ({}, None),
    ],
)
def test_the_most_careful_ladder_comes_first(facts: dict[str, Any], wanted: str | None) -> None:
    found = returning.propose(BOOK, **facts)
    assert (found.id if found else None) == wanted


def test_any_of_four_signs_holds() -> None:
    assert not Outing(on=TODAY).holds
    assert all(outing.holds for outing in went_("painful", "swollen", "limped", "ill"))


@pytest.mark.parametrize(
    ("ladder", "how", "stage", "state"),
    [
        ("after-layoff", "- - - - - - - - -", 2, "done"),
        ("after-layoff", "- - - - - - ill ill", 2, "done"),
        ("after-long-layoff", "- - - - painful painful", 1, "hold"),
        ("after-long-layoff", "- - - - painful painful painful", 1, "hold"),
        ("after-long-layoff", "- - - - painful painful painful painful", 0, "hold"),
    ],
)
def test_a_ladder_that_is_done_stays_so_and_each_two_holds_are_one_stage_back(
    ladder: str, how: str, stage: int, state: str
) -> None:
    at = returning.standing(BOOK.ladders[ladder], went_(*how.split()))
    assert (at.stage, at.state) == (stage, state)
