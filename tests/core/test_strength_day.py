"""When strength is due by a record: a planned session is waited for, no hard run beside it, twice asked is enough."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from mornings import BOOK

from planner.core import strength_day
from planner.core.answer import Context
from planner.core.days import Planned
from planner.core.history import Record
from planner.core.record import Day, Done
from planner.core.settings import Settings
from planner.core.verdict import Caps, Referral, Rung, SavedAdvice
from planner.storage import routines

ROUTINES = routines.shipped_routines().book
WEDNESDAY = date(2026, 11, 25)
SAID = SavedAdvice(rung=Rung.RUN, referral=Referral.NONE, caps=Caps(), warnings=("STRENGTH_DUE",))
LIFTED = (Done(kind="strength"),)


def record(on: date = WEDNESDAY, week: dict[str, str] | None = None, **days: Day) -> Context:
    """A date with days before it: `d1` is the day before, `d0` itself."""
    kept = {day.date: day for day in days.values()}
    return Context(record=Record(on=on, days=kept, settings=Settings(week=week or {})), book=BOOK)


def back(
    days: int,
    *,
    advice: SavedAdvice | None = None,
    planned: tuple[Planned, ...] = (),
    done: tuple[Done, ...] = (),
) -> Day:
    return Day(date=WEDNESDAY - timedelta(days=days), advice=advice, planned=planned, done=done)


def asked(context: Context) -> bool:
    return strength_day.today(context, ROUTINES)


def test_it_is_due_where_nothing_was_done_and_not_where_twice_was() -> None:
    assert asked(record())
    assert not asked(record(a=back(3, done=LIFTED), b=back(5, done=LIFTED)))
    assert asked(record(a=back(3, done=LIFTED)))


@pytest.mark.parametrize("week", [{"thursday": "8 km tempo"}, {"wednesday": "8 km tempo"}])
def test_a_hard_run_ahead_is_kept_clear_of(week: dict[str, str]) -> None:
    """Not the day before a hard run of the week's plan nor on it, while better days are left."""
    context = record(week=week)
    assert not asked(context)
    assert strength_day.due(context, ROUTINES).on > WEDNESDAY


def test_the_plan_of_the_day_itself_counts_and_not_the_week_that_it_replaced() -> None:
    week = {"wednesday": "8 km tempo"}
    assert asked(record(week=week, d0=back(0, planned=(Planned(kind="easy", km=5.0),))))


def test_a_planned_session_is_waited_for() -> None:
    context = record(week={"thursday": "strength"}, a=back(4, done=LIFTED))
    assert not asked(context)
    found = strength_day.due(context, ROUTINES)
    assert (found.on, found.because) == (WEDNESDAY + timedelta(days=1), "1 of 2 sessions in 7 days; planned")


def test_a_session_that_is_planned_for_today_is_today_whatever_was_done() -> None:
    assert asked(record(week={"wednesday": "strength"}, a=back(3, done=LIFTED), b=back(5, done=LIFTED)))


def test_whoever_passed_it_over_twice_in_a_week_has_answered() -> None:
    once = record(a=back(1, advice=SAID))
    twice = record(a=back(1, advice=SAID), b=back(2, advice=SAID))
    assert asked(once)
    assert not asked(twice)
    assert not asked(record(a=back(1, advice=SAID), b=back(3, done=LIFTED))), "one done and one passed over are two"


def test_a_morning_whose_plan_left_no_room_for_it_was_not_passed_over() -> None:
    """It was not due on Tuesday, on which a hard run stood: Monday alone was."""
    tempo = (Planned(kind="tempo", km=8.0),)
    assert asked(record(a=back(1, advice=SAID, planned=tempo), b=back(2, advice=SAID)))
    assert not asked(record(a=back(1, advice=SAID, planned=(Planned(kind="easy"),)), b=back(2, advice=SAID)))


def test_a_new_week_asks_again() -> None:
    """The settings say on which day it begins."""
    monday = WEDNESDAY - timedelta(days=2)
    days = {f"d{n}": Day(date=monday - timedelta(days=n), advice=SAID) for n in (1, 2)}
    assert asked(record(monday, **days))
    sunday_first = Settings(first_day="sunday")
    context = record(monday, **days)
    kept = Record(on=monday, days=context.record.days, settings=sunday_first)
    assert asked(Context(record=kept, book=BOOK)), "Sunday alone"
    more = {**days, "d0": Day(date=monday, advice=SAID)}
    tuesday = Record(on=monday + timedelta(days=1), days=record(monday, **more).record.days, settings=sunday_first)
    assert not asked(Context(record=tuesday, book=BOOK)), "Sunday and Monday"


def test_a_day_that_did_not_say_it_or_on_which_it_was_done_was_not_passed_over() -> None:
    silent = SavedAdvice(rung=Rung.RUN, referral=Referral.NONE, caps=Caps())
    assert asked(record(a=back(1, advice=silent), b=back(2, advice=silent)))
    assert asked(record(a=back(1), b=back(2)))
    assert asked(record(a=back(2, advice=SAID, done=LIFTED))), "one of two, and nothing passed over"


def test_words_of_a_week_that_are_not_understood_are_no_plan() -> None:
    assert strength_day.week_plan(Settings(week={"wednesday": "8 km sprinting"}), WEDNESDAY) == ()
    assert asked(record(week={"wednesday": "8 km sprinting"}))


def test_what_was_done_today_counts_and_what_a_later_day_holds_does_not() -> None:
    later = Day(date=WEDNESDAY + timedelta(days=1), done=LIFTED)
    found = strength_day.done_sessions(record(a=back(0, done=LIFTED), b=later, c=back(2, done=LIFTED)).record)
    assert [on for on, _ in found] == [WEDNESDAY - timedelta(days=2), WEDNESDAY]
    assert strength_day.due(record(a=back(0, done=LIFTED)), ROUTINES).on == WEDNESDAY + timedelta(days=2)


def test_hard_runs_are_looked_for_as_far_ahead_as_a_session_may_wait() -> None:
    """Two sessions on Tuesday and Wednesday: the next on Friday to Tuesday, here kept clear of two tempo runs."""
    week = {"saturday": "8 km tempo", "tuesday": "8 km tempo"}
    context = record(week=week, a=back(0, done=LIFTED), b=back(1, done=LIFTED))
    assert strength_day.due(context, ROUTINES).on == WEDNESDAY + timedelta(days=4)
    monday = record(week={"saturday": "8 km tempo", "monday": "8 km tempo", "wednesday": "8 km tempo"},
                    a=back(0, done=LIFTED, planned=(Planned(kind="easy"),)), b=back(1, done=LIFTED))  # fmt: skip
    assert strength_day.due(monday, ROUTINES).on == WEDNESDAY + timedelta(days=2), "Tuesday is before a hard Wednesday"
