"""Tomorrow where something holds it down or nothing does: what is said of its plan, of strength, pairs and the way
back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from mornings import BOOK

from planner.core.answer import Context
from planner.core.days import Morning, Planned
from planner.core.history import Record
from planner.core.record import Chosen, Day, Done, DonePain, Shoe
from planner.core.settings import Back, Profile, Settings, Usual
from planner.core.tomorrow import Tomorrow, after, sessions, tomorrow
from planner.core.verdict import Rung
from planner.core.worn import Worn
from planner.storage import routines

ROUTINES = routines.shipped_routines().book
D = date(2026, 11, 23)
"""A Monday."""
WELL = Morning(sleep_h=8, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=())
RUNS = {2: 8.0, 4: 10.0, 6: 8.0, 9: 8.0}
"""Days before D -> km."""
OFF = {5: 10.0}
WEEK = {"thursday": "5 km easy", "saturday": "5 km easy"}
FIVE = Done(kind="run", session="easy", km=5.0)
RESTED = Done(kind="rest")
HELD = "modified run at most (6 days since your last run: 7.5 km at most, nothing hard)"


def context(runs: dict[int, float], **settings: Any) -> Context:
    days = {
        (on := D - timedelta(days=back)): Day(date=on, done=(Done(kind="run", session="easy", km=km, minutes=km * 6),))
        for back, km in runs.items()
    }
    return Context(record=Record(on=D, days=days, settings=Settings(**settings)), book=BOOK)


def then(runs: dict[int, float], *done: Done, morning: Morning = WELL, **settings: Any) -> Tomorrow:
    """The day after a D on which that was done."""
    return tomorrow(context(runs, **settings), Day(date=D, morning=morning, done=done), ROUTINES)


@pytest.mark.parametrize(
    ("tuesday", "words"),
    [
        ("9 km easy", f"{HELD}; 9 km easy planned, which would become 7.5 km easy"),
        ("5 km easy", f"{HELD}; 5 km easy planned, and fits"),
    ],
)
def test_a_plan_is_held_against_a_day_that_is_held_down(tuesday: str, words: str) -> None:
    """One that is within its limits fits: it would not become what it is."""
    found = tomorrow(context(OFF, week={**WEEK, "tuesday": tuesday}), Day(date=D, morning=WELL, done=(RESTED,)))
    assert found.words == words
    assert (found.rung, found.km, found.hard_allowed) == (Rung.MODIFIED_RUN, 7.5, False)


def test_a_plan_that_would_be_walked_and_run_does_not_fit() -> None:
    """A month without a run: the length alone is within the limits."""
    words = tomorrow(
        context({}, week={**WEEK, "tuesday": "4 km easy"}), Day(date=D, morning=WELL, done=(RESTED,))
    ).words
    assert words.endswith("; 4 km easy planned, which would become 4 km easy, walk and run in turn")


def test_a_race_on_a_day_that_is_held_down_is_not_started() -> None:
    """It is not said to become a shorter one."""
    cold = Day(date=D, morning=replace(WELL, flags=("runny_nose",)), done=(FIVE,))
    words = tomorrow(context(RUNS, week={"tuesday": "8 km race"}), cold).words
    assert words.endswith("; 8 km race planned: do not start")


def test_a_way_back_goes_on_on_a_day_that_is_held_down() -> None:
    found = then(OFF, RESTED)
    assert found.outing == "on the way back 5 km easy"
    assert found.words == f"{HELD}; on the way back 5 km easy; strength is due"


def test_a_way_back_that_is_held_is_said_and_a_day_between_is_one_without_a_run() -> None:
    taken = Back(ladder="after-layoff", since=D)
    sore = replace(FIVE, pain=(DonePain(site="calf", side="left", during=2),))
    for done in (FIVE, sore):
        assert then({30: 8.0, 28: 10.0, 25: 12.0}, done, back=taken).outing == "on the way back no run"
    stopped = replace(taken, stopped=D)
    assert then({30: 8.0, 28: 10.0, 25: 12.0}, sore, back=stopped).outing == ""


@pytest.mark.parametrize(
    ("flags", "rung", "due"),
    [
        ((), Rung.RUN, True),
        (("fever",), Rung.REST, False),
        (("runny_nose",), Rung.MODIFIED_RUN, False),
        (("giving_way",), Rung.CROSS_TRAIN, False),
    ],
)
def test_strength_is_not_said_to_be_due_on_a_day_that_will_not_have_it(
    flags: tuple[str, ...], rung: Rung, due: bool
) -> None:
    """An illness or a sign that is still open tomorrow keeps the session away then, as it does today."""
    found = then(RUNS, FIVE, morning=replace(WELL, flags=flags))
    assert (found.rung, found.strength_due, "strength is due" in found.words) == (rung, due, due)


def test_strength_is_due_on_a_day_without_a_run_too() -> None:
    """A third day in a row of a new runner: another sport, and strength."""
    found = then({1: 5.0, 8: 5.0}, FIVE, person=Profile(running_since=D - timedelta(days=60)))
    assert (found.rung, found.km, found.hard_allowed, found.strength_due) == (Rung.CROSS_TRAIN, None, False, True)


def test_nothing_hard_without_a_hard_run_before_it_gives_no_cause() -> None:
    """A month without a run, and a usual long run that was told."""
    found = tomorrow(context({}, usual=Usual(long_km=12.0, long_km_said=D)), Day(date=D, morning=WELL, done=(RESTED,)))
    assert found.words == "a run of up to 13.2 km; nothing hard"


def test_nothing_new_where_no_rule_limits_anything() -> None:
    """The rule of the length switched off."""
    book = replace(BOOK, entries={**BOOK.entries, "spike": replace(BOOK.entries["spike"], on=False)})
    ctx = replace(context(RUNS), book=book)
    found = tomorrow(ctx, Day(date=D, morning=WELL, done=(FIVE,)))
    assert (found.km, found.words) == (None, "nothing new")


def test_another_pair_on_a_day_that_is_held_down() -> None:
    ctx = context({6: 10.0, 8: 10.0})
    pairs = (Shoe(id="a", name="Anna"), Shoe(id="b", name="Bert"))
    worn = {"a": Worn(km=100.0, outings=3, first=D - timedelta(days=90))}
    ctx = Context(record=replace(ctx.record, shoes=pairs, worn=worn), book=BOOK)
    cold = Day(date=D, morning=replace(WELL, flags=("runny_nose",)), done=(replace(FIVE, shoe="a"),))
    assert tomorrow(ctx, cold).words.endswith("30 easy minutes at most); another pair than Anna")
    assert after(ctx, cold).record.worn["a"].first == D - timedelta(days=90), "the first run in it stays the first"


def test_both_runs_of_a_plan_that_is_kept_are_run() -> None:
    """The rules look at one of several runs; the day has them all."""
    both = (Planned(kind="easy", km=8.0), Planned(kind="easy", km=4.0))
    kept = Day(date=D, planned=both, chosen=Chosen(by="own", kind="easy", km=8.0))
    assert sessions(kept, BOOK) == both
