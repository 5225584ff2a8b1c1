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
