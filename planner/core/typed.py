"""What somebody typed, pasted or gave as an option, as it goes into the record: the one place that cleans it.

Characters that a terminal obeys, or that turn the order of a line around, are left out, and each letter has its usual
form. It refuses to touch what already stands in a file: that is shown with marks and kept as it is.
"""

from __future__ import annotations

from unicodedata import category, normalize

ORDER = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
"""Marks that turn the order of a line around."""


def typed(said: str) -> str:
    """A text without control characters but line ends and tabs, without marks of order, in NFC, its ends trimmed."""
    if said.isascii() and said.isprintable():
        return said.strip()
    one = said.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return normalize("NFC", "".join(c for c in one if not hidden(c))).strip()


def hidden(c: str) -> bool:
    """Whether a character does something and shows nothing: controls but line ends and tabs, marks of order, spaces of
    no width, tags. What joins emoji, and letters of some scripts, is none.
    """
    control = category(c) == "Cc" and c not in "\n\t"
    return control or c in ORDER or c in "\ufeff\u200b\u2060" or "\U000e0000" <= c <= "\U000e007f"
