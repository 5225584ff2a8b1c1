"""What is so of a step and of a ladder where a file does not say it."""

from __future__ import annotations

from planner.core.routines import Book, Ladder, Stage, Step
from planner.core.values import replace

STEP = Step(id="a", name="A", dose="10")


def test_a_step_of_which_only_the_dose_is_said_is_for_everybody_and_takes_a_minute() -> None:
    assert (STEP.takes, STEP.optional, STEP.impact, STEP.per_side, STEP.outdoors) == (60, False, False, False, False)
    assert [replace(STEP, reps=10, per_side=both).takes for both in (False, True)] == [30, 60]
    assert replace(STEP, reps=10, per_side=True, seconds=45).takes == 45


def test_a_ladder_has_one_outing_on_each_stage_day_by_day_from_the_first_day_on() -> None:
    ladder = Ladder(id="l", name="L", after="layoff", entry="", hold="", stages=(Stage(minutes=20.0),))
    assert (ladder.times, ladder.days_between, ladder.first_day) == (1, 1, 0)


def test_a_step_that_strikes_the_ground_is_left_out_only_where_nothing_may() -> None:
    hop = replace(STEP, id="hop", impact=True)
    book = Book(steps={"hop": hop})
    assert book.stand_in(hop, ()) is hop
    assert book.stand_in(hop, (), bone=True) is None
