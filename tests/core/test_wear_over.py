"""What pairs did over time: weeks by pair, months of one; nothing is lost between them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.record import Done
from planner.core.wear_over import by_month, by_week, outside

MONDAY = date(2026, 11, 23)


def run(km: float | None, shoe: str | None = None, kind: str = "run") -> Done:
    return Done(kind=kind, km=km, shoe=shoe)


def test_weeks_by_pair() -> None:
    """The first week first; what is not a run, has no length or lies outside is left out."""
    sessions = [
        (MONDAY - timedelta(days=8), run(99.0, "a")),
        (MONDAY - timedelta(days=7), run(8.0, "a")),
        (MONDAY - timedelta(days=1), run(5.0, "b")),
        (MONDAY - timedelta(days=1), run(4.0, "a")),
        (MONDAY, run(3.0)),
        (MONDAY, run(None, "a")),
        (MONDAY, run(20.0, None, "cross")),
        (MONDAY + timedelta(days=7), run(99.0, "a")),
    ]
    weeks = by_week(sessions, MONDAY - timedelta(days=7), 2)
    assert weeks == [(MONDAY - timedelta(days=7), {"a": 12.0, "b": 5.0}), (MONDAY, {"": 3.0})]
    assert outside(weeks, ["a"]) == [5.0, 3.0] and outside(weeks, ["a", "b", ""]) == [0, 0]


def test_months_of_a_pair() -> None:
    """The latest first, those without a run between them too, none before the first."""
    runs = [(date(2026, 11, 2), run(8.0)), (date(2026, 11, 30), run(None)), (date(2026, 8, 31), run(5.0))]
    assert by_month(runs, date(2026, 12, 1), 99) == [
        (date(2026, 12, 1), 0.0, 0),
        (date(2026, 11, 1), 8.0, 2),
        (date(2026, 10, 1), 0.0, 0),
        (date(2026, 9, 1), 0.0, 0),
        (date(2026, 8, 1), 5.0, 1),
    ]
    assert by_month(runs, date(2026, 12, 1), 2)[-1] == (date(2026, 11, 1), 8.0, 2)
    assert by_month([], MONDAY, 9) == [] and by_month(runs, MONDAY, 0) == []


SESSIONS = st.lists(
    st.tuples(
        st.integers(0, 400).map(lambda n: MONDAY - timedelta(days=n)),
        st.builds(run, st.none() | st.floats(0.1, 50), st.none() | st.sampled_from("abc")),
    )
)


@settings(max_examples=60, deadline=None)
@given(SESSIONS)
def test_the_sums_are_those_of_the_runs(sessions: list[tuple[date, Done]]) -> None:
    whole = sum(done.km or 0 for _, done in sessions)
    assert abs(sum(km for _, km, _ in by_month(sessions, MONDAY, 99)) - whole) < 1e-6
    assert sum(n for _, _, n in by_month(sessions, MONDAY, 99)) == len(sessions)
    weeks = by_week(sessions, MONDAY - timedelta(days=7 * 58), 59)
    assert abs(sum(outside(weeks, ())) - whole) < 1e-6
