"""How a day is told to have gone, and by what the next morning is counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planner.core import scorecard
from planner.core.days import Pain, Planned
from planner.core.record import Done
from planner.core.scorecard import Scorecard
from planner.core.summary import Summary
from planner.core.values import replace
from planner.core.verdict import Rung

ON = date(2026, 11, 23)
RUN = Done(kind="run", session="easy", km=5.0, minutes=30.0)
EASY, STRENGTH = Planned(kind="easy", km=8.0), Planned(kind="strength")


def asked(rung: Rung, *done: Done, **more: Any) -> Summary:
    """A day on which the advice asked for something else than the planned run, and was taken."""
    known = Summary(date=ON, checked_in=True, in_baseline=True, rung=rung, by="advice", planned=(EASY,), done=done)
    return replace(known, **more)


def test_the_worst_place_of_the_next_morning_counts() -> None:
    pains = (Pain(site="calf", score=1), Pain(site="knee_front", score=5))
    after = Summary(date=ON + timedelta(days=1), checked_in=True, in_baseline=True, pain=pains)
    found = scorecard.of([asked(Rung.CROSS_TRAIN, Done(kind="cross")), after]).groups["followed"]
    assert (found.more, found.mild, found.none, found.unsaid) == (1, 0, 0, 0)


def test_a_run_that_was_planned_beside_strength_is_asked_about() -> None:
    assert scorecard.group(asked(Rung.CROSS_TRAIN, Done(kind="cross"), planned=(EASY, STRENGTH))) == "followed"
    assert scorecard.group(asked(Rung.CROSS_TRAIN, Done(kind="cross"), planned=(STRENGTH,))) is None


def test_a_rest_day_with_a_run_on_it_was_none() -> None:
    assert scorecard.group(asked(Rung.REST, Done(kind="rest"), RUN)) == "ignored"


def test_a_run_without_kilometres_adds_none() -> None:
    """To five of five that were taken."""
    walked = asked(Rung.MODIFIED_RUN, RUN, Done(kind="run", minutes=10.0), chosen_km=5.0)
    assert scorecard.group(walked) == "followed"


def test_a_way_that_no_day_went_counts_nothing() -> None:
    empty = Scorecard().groups
    assert {tuple(vars(group).values()) for group in empty.values()} == {(0, 0, 0, 0, 0, 0)}
