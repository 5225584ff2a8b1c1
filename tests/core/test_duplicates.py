"""Two entries for one session: found by what both say, made one by hand only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.duplicates import as_one, as_two, duplicates, words
from planner.core.record import Done, DonePain


def run(**said: object) -> Done:
    return Done(kind="run", **said)  # type: ignore[arg-type]  # fields of Done


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (run(km=8.0), run(km=8.0)),
        (run(km=8.0), run(km=7.94, minutes=46.2)),
        (run(km=8.0, session="easy"), run(km=8.3, terrain="road")),
        (run(km=1.0), run(km=1.3)),
        (run(km=20.0), run(km=21.0)),
        (run(minutes=45.0), run(minutes=46.5, km=8.0)),
        (run(), run()),
        (run(session="easy"), run()),
        (Done(kind="strength"), Done(kind="strength")),
        (Done(kind="cross", minutes=40.0), Done(kind="cross", minutes=41.0)),
        (run(km=8.0, effort=3), run(km=8.0, effort=5)),
    ],
)
def test_what_looks_like_one_session(first: Done, second: Done) -> None:
    assert duplicates((first, second)) == duplicates((second, first)) == (0, 1)
    assert duplicates((first, Done(kind="rest"), second)) == (0, 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (run(km=8.0), run(km=5.0)),
        (run(km=8.0), run(km=8.6)),
        (run(km=8.0), run()),
        (run(km=8.0), run(minutes=45.0)),
        (run(km=8.0, minutes=40.0), run(km=8.0, minutes=48.0)),
        (run(km=8.0, session="easy"), run(km=8.0, session="tempo")),
        (run(km=8.0, terrain="road"), run(km=8.0, terrain="trail")),
        (run(km=8.0, shoe="a"), run(km=8.0, shoe="b")),
        (run(km=8.0, climb_m=40.0), run(km=8.0, climb_m=300.0)),
        (run(minutes=40.0), Done(kind="cross", minutes=40.0)),
        (Done(kind="rest"), Done(kind="rest")),
    ],
)
def test_what_are_two(first: Done, second: Done) -> None:
    assert duplicates((first, second)) is None
    assert duplicates((second, first)) is None


def test_what_was_said_to_be_two_is_not_asked_again() -> None:
    there, back = run(km=5.0, minutes=29.0), run(km=5.0, minutes=30.0)
    done = (there, back)
    pair = duplicates(done)
    assert pair == (0, 1)
    kept = as_two(done, pair)
    assert duplicates(kept) is None
    assert kept[0] == there and kept[1].apart
    assert duplicates((*kept, run(km=5.1))) == (0, 2), "a third is asked about on its own"


def test_one_keeps_what_either_says() -> None:
    first = run(km=8.0, pain=(DonePain(site="calf", side="left", during=2),), flags=(), ticked=("walk-5",), note="wet")
    second = run(
        km=7.94,
        minutes=46.2,
        shoe="ghost",
        effort=4,
        pain=(DonePain(site="calf", side="left", during=1, after=3), DonePain(site="groin", during=1)),
        flags=("fever",),
        ticked=("walk-5", "strides"),
        note="canal",
    )
    done = (Done(kind="strength"), first, Done(kind="cross", minutes=20.0), second)
    pair = duplicates(done)
    assert pair == (1, 3)
    one = as_one(done, pair)
    assert [d.kind for d in one] == ["strength", "run", "cross"]
    both = one[1]
    assert (both.km, both.minutes, both.shoe, both.effort) == (8.0, 46.2, "ghost", 4)
    assert both.pain == (DonePain(site="calf", side="left", during=2, after=3), DonePain(site="groin", during=1))
    assert (both.flags, both.ticked, both.note) == (("fever",), ("walk-5", "strides"), "wet; canal")


def test_unsaid_stays_unsaid_and_none_stays_none() -> None:
    one = as_one((run(km=8.0), run(km=8.0)), (0, 1))[0]
    assert (one.pain, one.flags, one.note, one.minutes) == (None, None, None, None)
    one = as_one((run(km=8.0), run(km=8.0, pain=(), flags=())), (0, 1))[0]
    assert (one.pain, one.flags) == ((), ())


def test_words_name_both_ways_out() -> None:
    said = words((0, 2), "m", "b")
    assert said == "Entries 1 and 3 look like one session entered twice: m makes them one, b keeps both."


AMOUNT = st.none() | st.floats(0.5, 40).map(lambda x: round(x, 2))
RUNS = st.builds(
    Done,
    kind=st.sampled_from(("run", "cross", "strength", "rest")),
    km=AMOUNT,
    minutes=AMOUNT,
    shoe=st.none() | st.sampled_from(("a", "b")),
    note=st.none() | st.sampled_from(("x", "y")),
    apart=st.booleans(),
)


@settings(max_examples=200)
@given(st.lists(RUNS, max_size=5).map(tuple))
def test_either_way_comes_to_an_end_and_loses_nothing(done: tuple[Done, ...]) -> None:
    """Each key settles one pair; the other entries stay as they are and where they are."""
    for settle in (as_one, as_two):
        now = done
        for _ in range(len(done)):
            pair = duplicates(now)
            if pair is None:
                break
            after = settle(now, pair)
            untouched = [d for n, d in enumerate(now) if n not in pair]
            kept = list(after)
            assert [d for d in untouched if d in kept] == untouched
            assert len(after) == len(now) - (settle is as_one)
            assert {d.note for d in now if d.note} <= {n for d in after for n in (d.note or "").split("; ")}
            now = after
        assert duplicates(now) is None


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (run(km=5.0), run(km=5.3), True), (run(km=5.0), run(km=5.301), False),
        (run(km=19.0), run(km=20.0), True), (run(km=18.99), run(km=20.0), False),
        (run(minutes=30.0), run(minutes=32.0), True), (run(minutes=29.9), run(minutes=32.0), False),
        (run(minutes=95.0), run(minutes=100.0), True), (run(minutes=94.9), run(minutes=100.0), False),
        (run(km=8.0, climb_m=570.0), run(km=8.0, climb_m=600.0), True),
        (run(km=8.0, climb_m=569.0), run(km=8.0, climb_m=600.0), False),
        (run(km=8.0, climb_m=760.0), run(km=8.0, climb_m=800.0), True),
        (run(climb_m=40.0), run(climb_m=40.0), True), (run(km=8.0, climb_m=40.0), run(climb_m=40.0), False),
    ],
)  # fmt: skip  # a table
def test_how_far_two_measures_may_lie_apart(first: Done, second: Done, one: bool) -> None:
    """A twentieth of the greater, or 300 m, 2 min and 30 m of climb."""
    assert (duplicates((first, second)) is not None) is one
    assert (duplicates((second, first)) is not None) is one


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", datetime(2026, 11, 23, 18, tzinfo=UTC)), ("session", "easy"), ("km", 8.0), ("minutes", 48.0),
        ("climb_m", 40.0), ("terrain", "road"), ("shoe", "a"), ("effort", 3),
    ],
)  # fmt: skip  # a table
def test_each_thing_that_was_left_out_is_taken_from_the_later(name: str, value: object) -> None:
    (both,) = as_one((run(), run(**{name: value})), (0, 1))
    assert getattr(both, name) == value


def test_the_first_two_alike_are_named() -> None:
    three = (run(km=5.0), run(km=8.0), run(km=8.0), run(km=5.0))
    assert duplicates(three) == (1, 2)
    assert duplicates((run(km=8.0), run(km=8.0), run(km=8.0))) == (0, 1)
    assert as_two(three, (1, 2))[2].apart and not as_two(three, (1, 2))[1].apart
