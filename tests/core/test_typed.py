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
