"""A day whose plan was never closed: when it is asked about, in which words, and what each answer makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from mornings import BOOK

from planner.core.days import Planned
from planner.core.left_open import LeftOpen, left_open
from planner.core.record import Chosen, Day, Done, Shoe

YESTERDAY = date(2026, 11, 22)
TODAY = YESTERDAY + timedelta(days=1)
PLAN = Planned(kind="easy", km=8.0, terrain="road", pace=6.0, climb_m=60.0, shoe="ghost")
DAY = Day(date=YESTERDAY, planned=(PLAN, Planned(kind="strength")))
STRONG = Done(kind="strength", minutes=20.0)


def asked(day: Day, *shoes: Shoe, told: str = "") -> LeftOpen:
    found = left_open(day, BOOK, shoes, TODAY, told=told)
    assert found is not None
    return found


def test_the_run_is_named_by_what_tells_it_from_another_in_the_units_that_are_asked_for() -> None:
    """Not by its pace, its climb and its pair; in kilometres where nothing else is said."""
    found = asked(DAY)
    assert found.words() == found.words("km") == "Yesterday: 8 km easy road planned"
    assert found.words("mi") == "Yesterday: 4.971 mi easy road planned"
    assert found.told == ""


def test_what_was_half_told_is_named_whatever_stood_on_the_plan() -> None:
    for day in (DAY, Day(date=YESTERDAY), replace(DAY, done=(Done(kind="run", km=8.0),))):
        found = asked(day, told="7.9 km, knee 2")
        assert found.words() == found.words("mi") == "Yesterday half told: 7.9 km, knee 2"
        assert (found.session, found.told) == (None, "7.9 km, knee 2")


@pytest.mark.parametrize(
    ("day", "session"),
    [
        (DAY, PLAN),
        (replace(DAY, done=(STRONG,)), PLAN),
        (replace(DAY, planned=(Planned(kind="strength"), PLAN)), PLAN),
        (replace(DAY, chosen=Chosen(by="advice", kind="easy", km=5.6)), replace(PLAN, km=5.6)),
        (replace(DAY, chosen=Chosen(by="advice", kind="rest")), None),
        (replace(DAY, done=(STRONG, Done(kind="rest"))), None),
        (replace(DAY, done=(Done(kind="run", km=8.0),)), None),
        (replace(DAY, planned=(Planned(kind="cross", minutes=40.0),)), None),
        (Day(date=YESTERDAY), None),
    ],
)
def test_a_day_is_open_with_a_run_on_its_plan_and_nothing_said_but_strength(day: Day, session: Planned | None) -> None:
    found = left_open(day, BOOK)
    if session is None:
        assert found is None
    else:
        assert found is not None and found.session is not None
        assert (found.session.kind, found.session.km) == (session.kind, session.km)


def test_done_keeps_what_was_said_and_not_run_is_a_rest_beside_it() -> None:
    found = asked(replace(DAY, planned=(PLAN,), done=(STRONG,)))
    run: dict[str, Any] = {"session": "easy", "km": 8.0, "terrain": "road", "climb_m": 60.0, "shoe": "ghost"}
    said, ran = found.done().done
    assert said == STRONG
    assert {name: getattr(ran, name) for name in run} == run
    assert found.not_run().done == (STRONG, Done(kind="rest"))


def test_a_pair_that_was_retired_by_then_was_not_worn() -> None:
    found = asked(replace(DAY, planned=(PLAN,)), Shoe(id="ghost", name="Ghost", retired=YESTERDAY - timedelta(days=1)))
    assert found.session == replace(PLAN, shoe=None)
    assert [done.shoe for done in found.done().done] == [None]
