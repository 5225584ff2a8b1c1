"""Plans of several days: sums, hard days too close together, sessions moved."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import plans
from planner.core.days import KINDS, Planned
from planner.core.record import Chosen, Day, Done

MON = date(2026, 11, 23)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
SESSIONS = st.builds(Planned, kind=st.sampled_from(KINDS), km=st.sampled_from([None, 5.0, 8.0]))


def day(n: int, *kinds: str, **parts: object) -> Day:
    """A day so many after Monday, with plans of these kinds."""
    planned = tuple(Planned(kind=k, km=8.0) for k in kinds)
    return Day(date=MON + timedelta(days=n), planned=planned, **parts)  # type: ignore[arg-type]  # parts by name


def test_sums_count_runs_and_what_was_done() -> None:
    days = [
        Day(
            date=MON,
            planned=(Planned(km=8.0), Planned(kind="strength"), Planned(kind="easy", minutes=45.0)),
            done=(Done(kind="run", km=7.9, minutes=46.5), Done(kind="strength"), Done(kind="cross", minutes=40.0)),
        ),
        Day(date=MON + timedelta(days=1), planned=(Planned(kind="rest"),), done=(Done(kind="rest"),)),
    ]
    assert plans.sums(days) == plans.Sums(
        planned_km=8.0, planned_minutes=45.0, done_km=7.9, done_minutes=46.5, runs=1, cross=1, strength=1
    )
    assert plans.sums([]) == plans.Sums()


@pytest.mark.parametrize(
    ("before", "today", "apart", "expected"),
    [
        (day(0, "tempo"), day(1, "intervals"), 1, 1),
        (day(0, "easy"), day(1, "intervals"), 1, None),
        (day(0, "tempo"), day(1, "easy"), 1, None),
        (day(-1, "tempo"), day(1, "race"), 1, None),
        (day(-1, "tempo"), day(1, "race"), 2, 2),
        (day(0, "tempo", done=(Done(kind="run", session="easy"),)), day(1, "hills"), 1, None),
        (day(0, "easy", done=(Done(kind="run", session="easy", effort=7),)), day(1, "hills"), 1, 1),
        (day(0, "tempo", chosen=Chosen(by="advice", kind="easy")), day(1, "hills"), 1, None),
        (day(0, "tempo"), day(1, "tempo", done=(Done(kind="run", session="tempo"),)), 1, None),
        (day(0, "easy", "strength", "hills"), day(1, "rest", "tempo"), 1, 1),
    ],
)
def test_hard_again(before: Day, today: Day, apart: int, expected: int | None) -> None:
    days = {before.date: before, today.date: today}
    assert plans.hard_again(days, today.date, apart) == expected


@given(SESSIONS, st.lists(DAYS, min_size=2, max_size=6))
@settings(max_examples=60)
def test_a_session_keeps_the_date_it_first_stood_on(session: Planned, way: list[date]) -> None:
    """However often it is moved; back at home it is as it was."""
    moved = session
    for source, target in pairwise(way):
        moved = plans.moved(moved, source, target)
        assert moved.moved_from == (None if target == way[0] else way[0])
    home = plans.moved(moved, way[-1], way[0])
    assert home == session


@given(st.lists(SESSIONS, min_size=1, max_size=4), st.lists(SESSIONS, max_size=3))
@settings(max_examples=60)
def test_moving_neither_loses_nor_doubles_a_session(source: list[Planned], target: list[Planned]) -> None:
    """What is no rest stands on exactly one of the two days; a day left empty rests, so that no template fills it."""
    session = source[0]
    left, there = plans.without(source, session), plans.with_session(target, session)
    assert left and there
    count = [p for p in (*source, *target) if p.kind != "rest" or p is session]
    kept = [p for p in (*left, *there) if p.kind != "rest" or p is there[-1]]
    assert sorted(map(repr, count)) == sorted(map(repr, kept))


def test_where_a_session_was_moved_to() -> None:
    session = Planned(kind="easy", km=8.0)
    copy = plans.moved(session, MON, MON + timedelta(days=2))
    days = {MON: Day(date=MON, planned=(session,)), MON + timedelta(days=2): day(2)}
    assert plans.moved_to(days, MON, session) is None
    days[MON + timedelta(days=2)] = Day(date=MON + timedelta(days=2), planned=(copy,))
    assert plans.moved_to(days, MON, session) == MON + timedelta(days=2)


def test_sums_round_to_a_metre_and_know_what_was_left_out() -> None:
    planned = (
        Planned(km=0.1),
        Planned(km=0.2),
        Planned(km=5.0, minutes=30.0),
        Planned(minutes=20.0),
        Planned(kind="race"),
    )
    done = (
        Done(kind="run", km=0.1),
        Done(kind="run", km=0.2, minutes=2.0),
        Done(kind="run"),
        Done(kind="cross", minutes=9.0),
    )
    assert plans.sums([Day(date=MON, planned=planned, done=done)]) == plans.Sums(
        planned_km=5.3, planned_minutes=20.0, done_km=0.3, done_minutes=2.0, runs=3, cross=1
    )
    tenth = Planned(km=1.2345)
    assert plans.sums([Day(date=MON, planned=(tenth,), done=(Done(kind="run", km=1.2345),))]).planned_km == 1.234
    assert plans.sums([Day(date=MON, done=(Done(kind="run", km=1.2345),))]).done_km == 1.234
    assert plans.Sums() == plans.Sums(
        planned_km=0.0, planned_minutes=0.0, done_km=0.0, done_minutes=0.0, runs=0, cross=0, strength=0
    )


@pytest.mark.parametrize(
    ("parts", "hard"),
    [
        ({}, False),
        ({"planned": (Planned(kind="easy"), Planned(kind="tempo"))}, True),
        ({"planned": (Planned(kind="tempo"),), "chosen": Chosen(by="advice", kind="easy")}, False),
        ({"planned": (Planned(kind="tempo"),), "chosen": Chosen(by="own")}, True),
        ({"planned": (), "chosen": Chosen(by="own", kind="hills")}, True),
        ({"planned": (Planned(kind="tempo"),), "done": (Done(kind="run", session="easy"),)}, False),
        ({"done": (Done(kind="rest"), Done(kind="run", session="race"))}, True),
    ],
)
def test_when_a_day_is_hard(parts: dict[str, object], hard: bool) -> None:
    assert plans.hard(Day(date=MON, **parts)) is hard  # type: ignore[arg-type]  # parts by name


def test_a_day_without_a_session_is_a_rest_day() -> None:
    easy, rest = Planned(kind="easy", km=5.0), Planned(kind="rest")
    assert plans.without((easy,), easy) == (rest,)
    assert plans.without((easy, easy), easy) == (easy,)
    assert plans.with_session((rest,), easy) == (easy,)
    assert plans.with_session((easy,), rest) == (easy, rest)


def test_of_two_days_that_have_the_session_the_earlier_is_where_it_went() -> None:
    session = Planned(kind="easy", km=8.0)
    copy = plans.moved(session, MON, MON + timedelta(days=2))
    days = {on: Day(date=on, planned=(copy,)) for on in (MON + timedelta(days=4), MON + timedelta(days=2))}
    assert plans.moved_to(days, MON, session) == MON + timedelta(days=2)
