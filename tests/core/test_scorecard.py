"""How advice was taken, as counts: which way a day went, the pain of the next morning, nothing shown too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from check_ins import ON, RUN, morning

from planner.core import scorecard
from planner.core.days import Pain, Planned
from planner.core.record import Done
from planner.core.scorecard import Group, Scorecard
from planner.core.summary import Summary
from planner.core.verdict import Rung

PLAN = (Planned(kind="easy", km=8.0),)


def asked(rung: Rung, by: str | None, done: tuple[Done, ...] = (), **more: object) -> Summary:
    return morning(2, rung=rung, by=by, planned=PLAN, done=done, **more)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (asked(Rung.RUN, "advice", (RUN,)), None),
        (asked(Rung.MODIFIED_RUN, "own", why="race"), "kept"),
        (asked(Rung.MODIFIED_RUN, "advice", (replace(RUN, km=5.2),), chosen_km=5.0), "followed"),
        (asked(Rung.MODIFIED_RUN, "advice", (replace(RUN, km=5.3),), chosen_km=5.0), "ignored"),
        (asked(Rung.MODIFIED_RUN, "advice", (RUN,), chosen_minutes=30.0), "ignored"),
        (asked(Rung.CROSS_TRAIN, "advice", (Done(kind="cross"),), chosen_kind="cross"), "followed"),
        (asked(Rung.CROSS_TRAIN, "advice", (RUN,), chosen_kind="cross"), "ignored"),
        (asked(Rung.REST, "advice", (Done(kind="rest"),)), "followed"),
        (asked(Rung.REST, "advice", (Done(kind="cross"),)), "ignored"),
        (asked(Rung.REST, "advice"), "untold"),
        (asked(Rung.REST, None), "untold"),
        (asked(Rung.REST, None, (Done(kind="rest"),)), "followed"),
        (asked(Rung.REST, None, (RUN,)), "ignored"),
        (asked(Rung.CROSS_TRAIN, None, (Done(kind="cross"),)), "followed"),
        (asked(Rung.CROSS_TRAIN, None, (RUN,)), "ignored"),
        (asked(Rung.MODIFIED_RUN, None, (replace(RUN, km=5.0),)), "ignored"),
        (asked(Rung.REST, "advice", (Done(kind="rest"), RUN)), "ignored"),
        (replace(asked(Rung.REST, None), planned=(Planned(kind="rest"),)), None),
        (replace(asked(Rung.REST, None), planned=(Planned(kind="strength"), *PLAN)), "untold"),
        (replace(asked(Rung.REST, None), planned=(Planned(kind="race", km=42.2),)), None),
    ],
)
def test_how_a_day_went(day: Summary, name: str | None) -> None:
    assert scorecard.group(day) == name


def test_the_next_morning_is_counted_and_only_the_next() -> None:
    kept = asked(Rung.MODIFIED_RUN, "own", why="race")
    for back, score, expected in (
        (1, 0, "none"),
        (1, 2, "mild"),
        (1, 3, "more"),
        (1, None, "unsaid"),
        (0, 3, "unsaid"),
    ):
        group = scorecard.of([kept, morning(back, score=score)]).groups["kept"]
        assert (group.days, group.reasons, getattr(group, expected)) == (1, 1, 1)
        assert group.none + group.mild + group.more + group.unsaid == 1
    late = morning(1, score=3, in_baseline=False)
    assert scorecard.of([kept, late]).groups["kept"].unsaid == 1


def test_mornings_out_of_the_baseline_stay_out() -> None:
    card = scorecard.of([asked(Rung.MODIFIED_RUN, "own", in_baseline=False)])
    assert card.days == 0 and card.groups["kept"].days == 0


def test_twenty_days_before_anything_is_shown() -> None:
    days = [morning(n, rung=Rung.RUN, planned=PLAN) for n in range(30, 10, -1)]
    assert not scorecard.of(days[:-1]).shown
    assert scorecard.lines(scorecard.of(days[:-1])) == [
        ("19 of 20 check-ins that count: the scorecard is shown from then on",)
    ]
    assert scorecard.of(days).shown and len(scorecard.lines(scorecard.of(days))) == 5


def test_the_table_of_how_advice_was_taken() -> None:
    days = [morning(n, rung=Rung.RUN, planned=PLAN) for n in range(40, 21, -1)]
    kept = replace(asked(Rung.MODIFIED_RUN, "own", why="race"), date=ON - timedelta(days=10))
    found = scorecard.lines(scorecard.of([*days, kept, morning(9, score=2), asked(Rung.REST, "advice")]))
    assert found == [
        ("advice against the plan", "days", "pain next day: 0", "1-2", "3+", "not said"),
        ("followed", "0", "0", "0", "0", "0"),
        ("kept the plan (1 with a reason)", "1", "0", "1", "0", "0"),
        ("did otherwise", "0", "0", "0", "0", "0"),
        ("not told what was done", "1", "0", "0", "0", "1"),
    ]


@pytest.mark.parametrize(
    ("chosen", "done", "name"),
    [
        ({"chosen_km": 10.0}, (replace(RUN, km=10.5),), "followed"),
        ({"chosen_km": 10.0}, (replace(RUN, km=10.6),), "ignored"),
        ({"chosen_km": 10.0}, (replace(RUN, km=5.0), replace(RUN, km=5.6)), "ignored"),
        ({"chosen_km": 10.0, "chosen_minutes": 30.0}, (replace(RUN, km=10.0, minutes=99.0),), "followed"),
        ({"chosen_minutes": 40.0}, (replace(RUN, minutes=42.0),), "followed"),
        ({"chosen_minutes": 40.0}, (replace(RUN, minutes=42.1),), "ignored"),
        ({"chosen_minutes": 40.0}, (replace(RUN, minutes=None),), "followed"),
        ({"chosen_km": 10.0}, (replace(RUN, km=None),), "followed"),
        ({"chosen_km": 5.0}, (replace(RUN, km=5.0), replace(RUN, km=None)), "followed"),
        ({"chosen_minutes": 10.0}, (replace(RUN, minutes=10.0), replace(RUN, minutes=None)), "followed"),
        ({}, (RUN,), "followed"),
        *(({"chosen_kind": kind}, (RUN,), "ignored") for kind in ("rest", "cross", "strength")),
        ({"chosen_kind": "easy"}, (RUN,), "followed"),
        ({"chosen_kind": "rest"}, (Done(kind="strength"),), "followed"),
    ],
)
def test_a_run_within_what_was_taken(chosen: dict[str, object], done: tuple[Done, ...], name: str) -> None:
    assert scorecard.group(asked(Rung.MODIFIED_RUN, "advice", done, **chosen)) == name


def test_of_two_places_the_worse_counts_the_next_morning() -> None:
    kept = asked(Rung.MODIFIED_RUN, "own", why="race")
    sore = replace(morning(1), pain=(Pain(site="calf", score=1), Pain(site="shin", score=4), Pain(site="hip", score=0)))
    assert scorecard.of([kept, sore]).groups["kept"] == Group(days=1, reasons=1, more=1)


def test_without_a_day_every_count_is_nought() -> None:
    nothing = Group(days=0, reasons=0, none=0, mild=0, more=0, unsaid=0)
    assert scorecard.of([]).groups == dict.fromkeys(("followed", "kept", "ignored", "untold"), nothing)


EASY, STRENGTH = Planned(kind="easy", km=8.0), Planned(kind="strength")
FIVE = Done(kind="run", session="easy", km=5.0, minutes=30.0)


def gentler(rung: Rung, *done: Done, **more: Any) -> Summary:
    """A day on which the advice asked for something else than the planned run, and was taken."""
    known = Summary(date=ON, checked_in=True, in_baseline=True, rung=rung, by="advice", planned=(EASY,), done=done)
    return replace(known, **more)


def test_the_worst_place_of_the_next_morning_counts() -> None:
    pains = (Pain(site="calf", score=1), Pain(site="knee_front", score=5))
    after = Summary(date=ON + timedelta(days=1), checked_in=True, in_baseline=True, pain=pains)
    found = scorecard.of([gentler(Rung.CROSS_TRAIN, Done(kind="cross")), after]).groups["followed"]
    assert (found.more, found.mild, found.none, found.unsaid) == (1, 0, 0, 0)


def test_a_run_that_was_planned_beside_strength_is_asked_about() -> None:
    assert scorecard.group(gentler(Rung.CROSS_TRAIN, Done(kind="cross"), planned=(EASY, STRENGTH))) == "followed"
    assert scorecard.group(gentler(Rung.CROSS_TRAIN, Done(kind="cross"), planned=(STRENGTH,))) is None


def test_a_rest_day_with_a_run_on_it_was_none() -> None:
    assert scorecard.group(gentler(Rung.REST, Done(kind="rest"), FIVE)) == "ignored"


def test_a_run_without_kilometres_adds_none() -> None:
    """To five of five that were taken."""
    walked = gentler(Rung.MODIFIED_RUN, FIVE, Done(kind="run", minutes=10.0), chosen_km=5.0)
    assert scorecard.group(walked) == "followed"


def test_a_way_that_no_day_went_counts_nothing() -> None:
    empty = Scorecard().groups
    assert {tuple(vars(group).values()) for group in empty.values()} == {(0, 0, 0, 0, 0, 0)}
