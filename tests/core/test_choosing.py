"""When there is something to choose between the advice and the plan, and how the two are told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from mornings import BOOK

from planner.core import answer as answers
from planner.core.answer import Answer, Context
from planner.core.days import Morning, Planned
from planner.core.history import Record
from planner.core.record import Day, Done
from planner.core.settings import Settings
from planner.core.verdict import Rung

TODAY = date(2026, 11, 23)
WELL = Morning(sleep_h=8, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=())


def answered(off: int, plan: Planned, morning: Morning = WELL) -> Answer:
    """The answer so many days after a run of 10 km."""
    ran = TODAY - timedelta(days=off)
    record = Record(on=TODAY, days={ran: Day(date=ran, done=(Done(kind="run", km=10.0),))}, settings=Settings())
    return Context(record=record, book=BOOK).answer(morning, (plan,))


@pytest.mark.parametrize(
    ("off", "plan", "offered"),
    [
        (15, Planned(kind="easy", km=5.0), False),
        (15, Planned(kind="easy", km=5.1), True),
        (15, Planned(kind="easy", km=4.0, terrain="road", shoe="a", faster_than_usual=False), False),
        (15, Planned(kind="tempo", km=4.0), True),
        (15, Planned(kind="easy", km=4.0, climb_m=200.0), True),
        (15, Planned(kind="long", km=4.0), False),
        (30, Planned(kind="easy", km=3.0), True),
        (2, Planned(kind="easy", km=8.0), False),
    ],
)
def test_what_is_within_all_limits_is_no_choice(off: int, plan: Planned, offered: bool) -> None:
    """Taking and keeping would be the same: the advice is chosen by itself, and its limits are said all the same."""
    answer = answered(off, plan)
    assert answer.offered is offered is not answer.settled
    assert (answer.advice.rung is Rung.MODIFIED_RUN) is (off > 2)
    chosen = answers.fill(Day(date=TODAY), WELL, answer, None).chosen
    assert (chosen is None) is offered
    assert chosen is None or (chosen.by, chosen.kind, chosen.km) == ("advice", plan.kind, plan.km)


def test_nothing_is_chosen_for_whoever_was_not_asked_about_pain() -> None:
    """However little the plan is."""
    answer = answered(2, Planned(kind="easy", km=3.0), replace(WELL, pain=None))
    assert answer.advice.rung is Rung.MODIFIED_RUN and answer.offered
    assert answers.fill(Day(date=TODAY), WELL, answer, None).chosen is None


@pytest.mark.parametrize(("off", "said"), [(30, ", walk and run in turn"), (15, ""), (2, "")])
def test_walking_in_turn_is_said_with_the_offer(off: int, said: str) -> None:
    """It is no part of a session, so that both sides of the offer would read alike."""
    assert answers.how(answered(off, Planned(kind="easy", km=3.0))) == said
