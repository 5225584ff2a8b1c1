"""What is so of facts of which nothing was said, and which of two longest runs counts."""

from __future__ import annotations

import pytest
from mornings import BOOK

from planner.core.advise import advise
from planner.core.facts import Facts, History, Scenario


@pytest.mark.parametrize(
    ("ran", "declared", "longest"),
    [
        (None, None, None),
        (0.0, None, None),
        (None, 0.0, None),
        (0.0, 0.0, None),
        (0.4, None, 0.4),
        (None, 0.4, 0.4),
        (0.3, 0.4, 0.4),
        (12.0, 10.0, 12.0),
        (10.0, 12.0, 12.0),
    ],
)
def test_the_longest_run_is_the_greater_of_run_and_declared(
    ran: float | None, declared: float | None, longest: float | None
) -> None:
    """design.md 3: both absent or 0 = no history; the first few hundred metres are one."""
    assert History(longest_30d_km=ran, declared_long_km=declared).longest_km == longest


def test_in_a_scenario_unsaid_flags_are_none_raised_and_unsaid_pain_is_not_said() -> None:
    """design.md 3: so that only the pain is missing there."""
    s = Scenario()
    assert (s.flags, s.flags_said, s.pain, s.plan) == (frozenset(), True, None, None)
    assert "MISSING_PAIN" in advise(s, BOOK).warnings
    assert "MISSING_PAIN" not in advise(Scenario(pain=()), BOOK).warnings


def test_facts_of_nothing_are_nothing() -> None:
    assert (Facts().pain, Facts().open) == ((), ())
