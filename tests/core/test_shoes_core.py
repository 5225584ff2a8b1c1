"""Kilometres by pair, who is offered when, the limit of a pair and its week, breaking in, turns of two."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import shoe_life, shoes
from planner.core.days import RUN_KINDS, TERRAINS, Planned
from planner.core.record import Done, Shoe
from planner.core.worn import Worn
from planner.storage import rulebook, sources

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


@pytest.mark.parametrize(("km", "share"), [(None, None), (719.9, None), (720.0, 0.9), (800.0, 1.0), (900.0, 1.125)])
def test_the_limit(km: float | None, share: float | None) -> None:
    """From 90 % of its own limit a pair is asked about, always as a question."""
    found = shoe_life.wear(Shoe(id="x", name="X"), km, None, TODAY)
    assert [w.share for w in found] == ([] if share is None else [share])
    assert all(w.code == "SHOE_WORN" and w.words.endswith("does it still feel right?") for w in found)
    assert all("past your limit" in w.words for w in found if (share or 0) >= 1)


def test_the_week_of_the_limit() -> None:
    """40 km left at 10 km a week: four weeks on, as the Monday of that week; nothing where nothing tells."""
    pair = Shoe(id="x", name="X", limit_km=600.0)
    there = shoe_life.forecast(pair, 560.0, 40.0, TODAY)
    assert there == date(2026, 12, 21) and there.weekday() == 0
    assert shoe_life.forecast(pair, 560.0, None, TODAY) is None
    assert shoe_life.forecast(pair, 560.0, 0.0, TODAY) is None
    assert shoe_life.forecast(pair, None, 40.0, TODAY) is None
    assert shoe_life.forecast(pair, 600.0, 40.0, TODAY) is None
    assert shoe_life.forecast(pair, 0.0, 0.1, TODAY) is None, "beyond ten years"


def test_in_miles() -> None:
    """Words are in the runner's units."""
    (warning,) = shoe_life.wear(Shoe(id="x", name="X"), 804.672, None, TODAY, "mi")
    assert warning.words == "500 mi in X, past your limit of 497.1 mi: does it still feel right?"


def test_where_it_comes_from() -> None:
    """The sources of breaking in are among the shipped ones."""
    assert set(shoe_life.SOURCES) <= set(sources.load())


def test_breaking_in() -> None:
    """A usual pair: three outings at 60 %. A very different one: 20 weeks, rising, never above a fifth."""
    usual = shoe_life.break_in(Shoe(id="x", name="X"), TODAY, NUMBERS, 15.0)
    assert [(o.share, o.km, o.outings, o.first) for o in usual] == [(0.6, 9.0, 3, None)]
    assert usual[0].words == "3 easy outings, 9 km at most, in turn with your old pair"
    slow = shoe_life.break_in(Shoe(id="x", name="X", very_different=True), TODAY, NUMBERS, 15.0)
    assert [(o.share, o.km, o.outings) for o in slow] == [(0.1, 1.5, 1), (0.15, 2.25, 2), (0.2, 3.0, 3)]
    assert slow[0].first == TODAY
    for one, following in pairwise(slow):
        assert one.last is not None and following.first == one.last + timedelta(days=1)
    assert slow[-1].last == TODAY + timedelta(weeks=20) - timedelta(days=1)
    unknown = shoe_life.break_in(Shoe(id="x", name="X", very_different=True), TODAY, NUMBERS)
    assert unknown[0].words == "weeks 1-4: one outing a week, easy, 10% of your longest at most"
