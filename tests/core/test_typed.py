"""What is typed is cleaned at one door: nothing that a terminal obeys, one form for each letter."""

from __future__ import annotations

import unicodedata

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.typed import hidden, typed


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("plain [b] \\ {} %s", "plain [b] \\ {} %s"),
        ("  ends  ", "ends"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\u009b31mb\x7f", "a31mb"),
        ("two\r\nlines\rhere\u2028and\tthere", "two\nlines\nhere\nand\tthere"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("zero\u200bwidth\ufeff\U000e0041", "zerowidth"),
        ("e\u0301", "\u00e9"),
        ("🏃‍♀️", "🏃‍♀️"),
        ("\x00", ""),
    ],
)
def test_what_is_left(said: str, kept: str) -> None:
    """Controls and marks of order go, line ends become one kind, letters have one form, emoji stay whole."""
    assert typed(said) == kept


@given(text=st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80)))
@settings(max_examples=300)
def test_of_any_text(text: str) -> None:
    """Nothing hidden is left, a second cleaning changes nothing, and the form is NFC."""
    once = typed(text)
    assert not any(hidden(c) for c in once)
    assert typed(once) == once and unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    "c", list("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c" + "\ufeff\u200b\u2060")
)
def test_each_mark_that_shows_nothing(c: str) -> None:
    assert hidden(c) and typed(f"a{c}b") == "ab"


@pytest.mark.parametrize(
    ("c", "gone"),
    [("\U000dffff", False), ("\U000e0000", True), ("\U000e0041", True), ("\U000e007f", True), ("\U000e0080", False)],
)
def test_the_ends_of_the_tags(c: str, gone: bool) -> None:
    assert hidden(c) is gone


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_end_of_a_line_is_one(end: str) -> None:
    assert typed(f" a{end}b\t\u00e9 ") == "a\nb\té"
