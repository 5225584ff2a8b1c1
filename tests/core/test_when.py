"""Dates as people type them."""

from __future__ import annotations

import re
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


MONTHS = "january february march april may june july august september october november december".split()


@pytest.mark.parametrize("n", range(1, 13))
def test_each_month_by_its_name_and_its_first_letters(n: int) -> None:
    name = MONTHS[n - 1]
    for text in (f"5 {name} 2025", f"{name[:3]} 5 2025", f"2025 5. {name.upper()}"):
        assert when.parse(text, TODAY) == date(2025, n, 5)
    assert when.month(date(2025, n, 5)) == f"{name.capitalize()} 2025"
    assert when.words(date(2026, n, 5), TODAY).endswith(f" 5 {name[:3].capitalize()}")
    assert when.words(date(2025, n, 5), TODAY).endswith(f" 5 {name[:3].capitalize()} 2025")


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("t", TODAY), (".", TODAY), ("today", TODAY), ("-0", TODAY), ("-1", date(2026, 11, 22)),
        ("-99999", date(1753, 2, 8)), ("11-23", TODAY), ("11-24", date(2025, 11, 24)), ("1-2", date(2026, 1, 2)),
        ("23 nov", TODAY), ("24 nov", date(2025, 11, 24)), ("nov", date(2026, 11, 1)), ("dec", date(2025, 12, 1)),
        ("tuesday", date(2026, 11, 17)), ("sun", date(2026, 11, 22)),
        ("tu", date(2026, 11, 17)), ("1 mar", date(2026, 3, 1)),
        ("5, mar, 2025", date(2025, 3, 5)), ("2025 mar", date(2025, 3, 1)), ("31 dec 2025", date(2025, 12, 31)),
    ],
)  # fmt: skip  # a table
def test_each_way_to_say_a_date(text: str, means: date) -> None:
    assert when.parse(text, TODAY) == means


@pytest.mark.parametrize("today", [date(2028, 2, 28), date(2032, 2, 28), date(2104, 2, 28)])
def test_the_last_29_february(today: date) -> None:
    assert when.parse("29 feb", today) == date(today.year - (8 if today.year == 2104 else 4), 2, 29)


@pytest.mark.parametrize(
    "text",
    "5|005 mar|5 6 mar|mar apr|2025 2026 mar|5 2025|5 ma|123 mar|m|32 mar|2026-13|13-01|x 5 mar".split("|"),
)
def test_what_says_no_date_in_full(text: str) -> None:
    words = f"'{text}' is no date; write 2026-03-05, 5 mar, mar 2025, thu or -10"
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        when.parse(text, TODAY)


def test_a_long_text_is_cut_and_shown_plainly() -> None:
    with pytest.raises(ValueError, match="^'a·b{28}' is no date"):
        when.parse("a\x01" + "b" * 40, TODAY)
