"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import when

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026-3-5", date(2026, 3, 5)),
        ("2026-03", date(2026, 3, 1)),
        ("2026", date(2026, 1, 1)),
        ("03-05", date(2026, 3, 5)),
        ("12-24", date(2025, 12, 24)),
        ("5 mar", date(2026, 3, 5)),
        ("Mar 5", date(2026, 3, 5)),
        ("5. March 2025", date(2025, 3, 5)),
        ("mar 2025", date(2025, 3, 1)),
        ("24 dec", date(2025, 12, 24)),
        ("29 feb", date(2024, 2, 29)),
        ("thu", date(2026, 11, 19)),
        ("mo", TODAY),
        ("yesterday", date(2026, 11, 22)),
        (" today ", TODAY),
        ("-10", date(2026, 11, 13)),
    ],
)
def test_it_means(text: str, means: date) -> None:
    assert when.parse(text, TODAY) == means


@pytest.mark.parametrize(
    "text", ["", "soon", "5", "30 feb", "2026-02-30", "5 5 mar", "mar apr", "t5", "-9999999", "0000"]
)
def test_what_is_no_date_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write 2026-03-05"):
        when.parse(text, TODAY)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=12) | st.from_regex(r"-?\d{1,8}( [a-z]{2,4})?", fullmatch=True), st.dates())
def test_nothing_else_comes_out(text: str, today: date) -> None:
    try:
        found = when.parse(text, today)
    except ValueError as error:
        said = str(error)
    else:
        assert isinstance(found, date)
        said = "write"
    assert "write" in said and said.isprintable()


@given(st.dates(min_value=date(1900, 1, 1)))
def test_words_lead_back(day: date) -> None:
    assert when.parse(when.words(day, TODAY).partition(" ")[2] + f" {day.year}" * (day.year == 2026), TODAY) == day
