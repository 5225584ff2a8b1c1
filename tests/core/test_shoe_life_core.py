"""The life of a pair: its limit and the week of it, and the way into a new one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from planner.core import shoe_life
from planner.core.record import Shoe
from planner.storage import rulebook, sources

NUMBERS = rulebook.shipped_rules().book.entries["one-change"].numbers
TODAY = date(2026, 11, 25)


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


X = Shoe(id="x", name="X", limit_km=600.0)
DIFFERENT = Shoe(id="x", name="X", very_different=True)


def test_a_forecast_is_of_ten_years_at_most() -> None:
    """A kilometre a week: 520 weeks are told, 521 not."""
    assert shoe_life.forecast(X, 80.0, 4.0, TODAY) == date(2036, 11, 10)
    assert shoe_life.forecast(X, 79.0, 4.0, TODAY) is None


def test_the_limit_in_kilometres_and_its_share_to_a_thousandth() -> None:
    (near,) = shoe_life.wear(X, 543.75, 40.0, TODAY)
    assert (near.share, near.words) == (
        0.906,
        "543.8 km of 600 km in X, there in the week of 2026-12-28 as you run now: does it still feel right?",
    )


def test_the_weeks_of_a_very_different_pair() -> None:
    """Four weeks, then to the tenth, then to the twentieth."""
    found = shoe_life.break_in(DIFFERENT, TODAY, NUMBERS, 12.345)
    ends = [(o.last - TODAY).days + 1 for o in found if o.last is not None]
    assert ends == [4 * 7, 10 * 7, 20 * 7]
    assert [o.km for o in found] == [1.23, 1.85, 2.47], "to ten metres"
    assert found[1].words == "weeks 5-10: 2 outings a week, easy, 1.9 km at most"
    own = shoe_life.break_in(DIFFERENT, TODAY, {**NUMBERS, "different_share": 0.175})
    assert [o.share for o in own] == [0.0875, 0.1312, 0.175]
