"""Kilometres by pair, who is offered when, the limit of a pair and its week, breaking in, turns of two."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import shoes
from planner.core.days import RUN_KINDS, TERRAINS, Planned
from planner.core.record import Done, Shoe
from planner.core.worn import Worn
from planner.storage import rulebook

NUMBERS = rulebook.shipped_rules().book.entries["one-change"].numbers
TODAY = date(2026, 11, 25)
PAIRS = (
    Shoe(id="a", name="A", start_km=100.0),
    Shoe(id="b", name="B"),
    Shoe(id="c", name="C", start_km=0.0, retired=date(2026, 6, 1)),
)
dates = st.dates(date(2025, 1, 1), date(2026, 11, 25))
km = st.none() | st.integers(0, 4000).map(lambda n: n / 100)
runs = st.lists(
    st.tuples(
        dates,
        st.builds(
            Done,
            kind=st.sampled_from(["run", "run", "cross"]),
            km=km,
            shoe=st.none() | st.sampled_from(["a", "b", "c", "gone"]),
        ),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(runs)
def test_km_by_pair_is_the_sum(sessions: list[tuple[date, Done]]) -> None:
    """The kilometres of all pairs are those of all runs in a known pair, and the start; only runs are outings."""
    found = shoes.worn(sessions, PAIRS)
    ours = [(d, r) for d, r in sessions if r.kind == "run" and r.shoe in {"a", "b", "c"}]
    total = sum(w.km or 0.0 for w in found.values())
    assert total == pytest.approx(100.0 + sum(r.km or 0.0 for _, r in ours))
    assert {pair: w.outings for pair, w in found.items()} == {x: Counter(r.shoe for _, r in ours)[x] for x in "abc"}
    for pair, w in found.items():
        days = [d for d, r in ours if r.shoe == pair]
        assert (w.first, w.last) == (min(days, default=None), max(days, default=None))
    known = any(r.shoe == "b" and r.km is not None for _, r in ours)
    assert (found["b"].km is None) is not known, "None only when nothing is known"
    assert found == shoes.worn(sessions[::-1], PAIRS), "the order in which runs are told does not matter"


def test_a_corrected_run_corrects_the_pair() -> None:
    """One run less or shorter in the record is as much less in the pair."""
    record = [(TODAY - timedelta(days=n), Done(kind="run", km=10.0, shoe="a")) for n in range(5)]
    assert shoes.worn(record, PAIRS)["a"].km == 150.0
    record[2] = (record[2][0], Done(kind="run", km=4.5, shoe="a"))
    assert shoes.worn(record, PAIRS)["a"].km == 144.5
    assert shoes.worn(record[1:], PAIRS)["a"] == Worn(
        km=134.5, outings=4, first=TODAY - timedelta(days=4), last=TODAY - timedelta(days=1)
    )


def test_the_last_28_days() -> None:
    """D-28 to D-1 count, today and D-29 do not."""
    record = [(TODAY - timedelta(days=n), Done(kind="run", km=1.0, shoe="a")) for n in (0, 1, 28, 29)]
    record.append((TODAY - timedelta(days=3), Done(kind="cross", minutes=30.0)))
    assert shoes.recent_km(record, TODAY) == {"a": 2.0}


@pytest.mark.parametrize(
    ("retired", "on", "today", "expected"),
    [
        (None, TODAY, TODAY, True),
        (date(2026, 11, 1), TODAY, TODAY, False),
        (TODAY, TODAY, TODAY, False),
        (TODAY, TODAY - timedelta(days=1), TODAY, True),
        (date(2026, 11, 20), date(2026, 11, 20), TODAY, True),
        (date(2026, 11, 20), date(2026, 11, 21), TODAY, False),
    ],
)
def test_retired_pairs(retired: date | None, on: date, today: date, expected: bool) -> None:
    """A retired pair is never there for today; for past dates up to its last day it is."""
    assert shoes.offered(Shoe(id="x", name="X", retired=retired), on, today) is expected


shoe = st.builds(
    Shoe,
    id=st.sampled_from("pqrs"),
    name=st.just("X"),
    limit_km=st.sampled_from([50.0, 600.0, 800.0]),
    start_km=st.none() | st.sampled_from([0.0, 10.0, 790.0]),
    terrain=st.lists(st.sampled_from(TERRAINS), max_size=2).map(tuple),
    role=st.none() | st.sampled_from(["daily", "race", "long runs", "whatever"]),
    retired=st.none() | st.sampled_from([TODAY, date(2026, 1, 1), date(2027, 1, 1)]),
    very_different=st.booleans(),
)
plans = st.none() | st.builds(
    Planned,
    kind=st.none() | st.sampled_from([*RUN_KINDS, "rest"]),
    km=st.none() | st.floats(1, 42),
    minutes=st.none() | st.floats(10, 240),
    terrain=st.none() | st.sampled_from(TERRAINS),
    shoe=st.none() | st.sampled_from("pqrsz"),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(shoe, max_size=4, unique_by=lambda s: s.id),
    plans,
    st.frozensets(st.sampled_from("pqrs")),
    st.lists(st.tuples(dates, st.builds(Done, kind=st.just("run"), km=km, shoe=st.sampled_from("pqrs"))), max_size=12),
    st.none() | st.floats(1, 40),
)
def test_any_choice(
    pairs: list[Shoe],
    plan: Planned | None,
    yesterday: frozenset[str],
    record: list[tuple[date, Done]],
    longest: float | None,
) -> None:
    """Never a retired pair, always one while there is one, the plan's own where it can be worn; all others said."""
    had = shoes.worn(record, pairs)
    choice = shoes.choose(pairs, had, TODAY, plan, yesterday, numbers=NUMBERS, longest_km=longest)
    free = [p.id for p in pairs if p.retired is None or p.retired > TODAY]
    if plan is not None and not plan.is_run:
        assert choice.shoe is None
        return
    assert (choice.shoe in free) if free else (choice.shoe is None)
    assert choice.reasons
    if plan is not None and plan.shoe in free:
        assert choice.shoe == plan.shoe
    elif plan is not None and plan.shoe is not None:
        assert not choice.fits and choice.against
    assert {choice.shoe, *(o.shoe for o in choice.others)} - {None} == set(free)
    assert all(o.why for o in choice.others)
    assert choice.better is None or (choice.better in free and choice.better != choice.shoe)
    again = shoes.choose(pairs, had, TODAY, plan, yesterday, numbers=NUMBERS, longest_km=longest)
    assert again == choice


def test_what_is_new_is_what_the_rule_says() -> None:
    """20 km or 3 outings end it for a usual pair; 300 km and 20 weeks, both, for a very different one."""
    usual = Shoe(id="x", name="X", start_km=0.0, added=date(2026, 11, 1))
    different = Shoe(id="x", name="X", start_km=0.0, added=date(2026, 1, 1), very_different=True)

    def state(pair: Shoe, km: float | None, outings: int, on: date = TODAY) -> str | None:
        return shoes.newness(pair, Worn(km=km, outings=outings), on, NUMBERS)

    assert [state(usual, 19.9, 2), state(usual, 20.0, 2), state(usual, 19.9, 3)] == ["new", None, None]
    assert [state(different, 299.0, 90), state(different, 300.0, 90)] == ["different", None]
    assert state(different, 400.0, 90, date(2026, 5, 20)) == "different", "19.9 weeks"
    assert state(different, 400.0, 90, date(2026, 5, 21)) is None, "20 weeks"
    assert state(Shoe(id="x", name="X"), 5.0, 1) is None, "a pair whose start was never said is not new"
