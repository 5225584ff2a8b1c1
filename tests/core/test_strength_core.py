"""When strength is due, how doses go up, and that both hold whatever was done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import strength
from planner.core.record import Done
from planner.storage import routines

BOOK = routines.shipped_routines().book
TODAY = date(2026, 11, 25)
FIVE = ("hip-thrust", "band-side-steps", "side-lying-adduction", "single-leg-squat", "side-star-plank")
near = st.integers(-20, 12).map(lambda n: TODAY + timedelta(days=n))


def session(day: int, effort: int | None = 5, ticked: tuple[str, ...] = FIVE) -> tuple[date, Done]:
    return TODAY + timedelta(days=day), Done(kind="strength", effort=effort, ticked=ticked)


@settings(max_examples=200, deadline=None)
@given(st.frozensets(near.filter(lambda d: d <= TODAY), max_size=6), st.frozensets(near, max_size=10))
def test_any_due_day(done: frozenset[date], hard: frozenset[date]) -> None:
    """Never before today, never within 48 hours of the last session, never more than a week away.

    Beside a hard run only when every day that is left is so.
    """
    due = strength.due(BOOK, [(d, Done(kind="strength")) for d in done], TODAY, hard)
    first = max([TODAY, *(d + timedelta(days=2) for d in done)])
    assert first <= due.on <= TODAY + timedelta(days=7)
    assert due.sessions == sum(TODAY - timedelta(days=7) <= d for d in done)
    if "hard run" in due.because and "away" not in due.because:
        next_to = {h + timedelta(days=n) for h in hard for n in (-1, 0, 1)}
        assert due.on in next_to and first in next_to
    ordered = sorted(done)
    if len(ordered) >= 2 and ordered[-2] + timedelta(days=7) >= first:
        assert due.on <= ordered[-2] + timedelta(days=7), "two sessions in every seven days stay possible"


def test_hard_runs_of_the_record_count() -> None:
    """A hard run is one of a hard kind, or of effort 7 or more; an easy one is not, nor hard strength."""
    record = [
        (TODAY, Done(kind="run", session="tempo")),
        (TODAY + timedelta(days=1), Done(kind="run", session="easy", effort=7)),
        (TODAY + timedelta(days=2), Done(kind="run", session="easy", effort=6)),
        (TODAY + timedelta(days=3), Done(kind="strength", effort=9)),
    ]
    assert strength.hard_days(record) == {TODAY, TODAY + timedelta(days=1)}
    yesterday = [(TODAY - timedelta(days=1), Done(kind="run", session="race"))]
    assert strength.due(BOOK, yesterday, TODAY).on == TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ([], 0),
        ([session(-8)], 0),
        ([session(-8), session(-5)], 1),
        ([session(-8), session(-5), session(-3), session(0)], 2),
        ([session(-8), session(-5, 7), session(-3)], 0),
        ([session(-8), session(-5, 6)], 1),
        ([session(-8), session(-5, None), session(-3)], 1),
        ([session(-8, None), session(-5)], 0),
        ([session(-8), session(-5, 5, ("other",))], 0),
        ([session(-40), session(-37), session(-9)], 1),
        ([session(-40), session(-37), session(-8)], 0),
        ([session(-n) for n in range(60, 0, -2)], 4),
    ],
)
def test_doses_go_up(record: list[tuple[date, Done]], expected: int) -> None:
    """Two sessions in a row with all repetitions at effort 6 or less: one dose up, to the last and no further. A harder
    one starts again, one without effort is passed over, four weeks without go back to the first dose.
    """
    assert strength.levels(BOOK, record)["hip-thrust"] == expected
    assert strength.levels(BOOK, record[::-1]) == strength.levels(BOOK, record)


def test_each_exercise_by_itself() -> None:
    """An exercise that was left out of a session stays where it is."""
    record = [session(-6), session(-3, 5, ("hip-thrust",))]
    found = strength.levels(BOOK, record)
    assert set(found) >= set(FIVE)
    assert {name for name, at in found.items() if at} == {"hip-thrust"}


@pytest.mark.parametrize(
    ("hard", "words"),
    [
        ((), "2 of 2 sessions in 7 days"),
        ((5,), "2 of 2 sessions in 7 days; away from hard runs"),
        ((-1,), "2 of 2 sessions in 7 days; the day after a hard run, since no better one is left"),
        ((1,), "2 of 2 sessions in 7 days; the day before a hard run, since no better one is left"),
        ((1, -1), "2 of 2 sessions in 7 days; the day before a hard run, since no better one is left"),
        ((0,), "2 of 2 sessions in 7 days; a hard run on each day that is left, so after the run"),
        ((0, 1, -1), "2 of 2 sessions in 7 days; a hard run on each day that is left, so after the run"),
    ],
)
def test_the_only_day_that_is_left_and_why(hard: tuple[int, ...], words: str) -> None:
    """Two sessions in seven days, the last two days ago: today is the first that may be and the last that counts."""
    lift = Done(kind="strength")
    done = [(TODAY - timedelta(days=back), lift) for back in (7, 2)]
    due = strength.due(BOOK, done, TODAY, {TODAY + timedelta(days=n) for n in hard})
    assert (due.on, due.because) == (TODAY, words)


def test_of_two_planned_sessions_the_first_is_waited_for() -> None:
    ahead = {TODAY + timedelta(days=n) for n in (1, 2)}
    assert strength.due(BOOK, [], TODAY, planned=ahead).on == TODAY + timedelta(days=1)
