"""Kilometres of a pair by parts of the record are those of the whole."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planner.core.record import Done
from planner.core.worn import Worn, count, together

RUNS = st.lists(
    st.tuples(
        st.dates(date(2024, 12, 20), date(2026, 1, 10)),
        st.builds(
            Done,
            kind=st.sampled_from(["run", "cross"]),
            km=st.none() | st.integers(0, 400).map(lambda n: n / 10),
            shoe=st.sampled_from([None, "a", "b"]),
        ),
    )
)


@given(RUNS, st.none() | st.integers(0, 9000).map(lambda n: n / 10))
def test_years_add_up(runs: list[tuple[date, Done]], start: float | None) -> None:
    """Split by years, or taken at once, or worked out by hand."""
    years = [count((d, r) for d, r in runs if d.year == year) for year in (2024, 2025, 2026)]
    found = together(years, {"a": start})
    assert found == together([count(runs)], {"a": start})
    mine = [(d, r) for d, r in runs if r.kind == "run" and r.shoe == "a"]
    said = [km for km in (start, *(r.km for _, r in mine)) if km is not None]
    dates = [d for d, _ in mine]
    km = round(sum(said), 3) if said else None
    assert found == {"a": Worn(km=km, outings=len(mine), first=min(dates, default=None), last=max(dates, default=None))}


def test_kilometres_are_kept_to_a_metre() -> None:
    tenths = [(date(2026, 11, n), Done(kind="run", km=0.1, shoe="a")) for n in range(1, 4)]
    assert count(tenths)["a"].km == 0.3
    assert count([(date(2026, 11, 1), Done(kind="run", km=1.23456, shoe="a"))])["a"].km == 1.235
    odd = {"a": Worn(km=1.23456, outings=1)}
    assert together([odd], {"a": None})["a"] == Worn(km=1.235, outings=1)
    assert together([], {"a": None}) == {"a": Worn(km=None, outings=0)}
    first, last = date(2026, 1, 1), date(2026, 2, 1)
    early = {"a": Worn(outings=2, first=first, last=first), "b": Worn(outings=9)}
    two = [{"a": Worn(outings=1, first=last, last=last)}, early]
    assert together(two, {"a": 5.0}) == {"a": Worn(km=5.0, outings=3, first=first, last=last)}
