"""A screen as plain text with named styles: what every screen draws and what the one canvas paints.

A frame is lines of spans, each a text and a style name such as `dim` or `head bold`. It knows widths in cells, wrapping
and padding. It refuses to know colours, terminals and Textual, so that a frame can be tested, compared and printed
before any of them is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final
from unicodedata import category, east_asian_width

from planner.core.values import dataclass

Span = tuple[str, str]
Line = tuple[Span, ...]
EMPTY: Final[Line] = ()
_ASCII: Final = str.maketrans(
    {
        "│": "|",
        "─": "-",
        "·": ".",
        "…": "~",
        "°": " ",
        "–": "-",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "▁": "1",
        "▂": "2",
        "▃": "3",
        "▄": "4",
        "▅": "5",
        "▆": "6",
        "▇": "7",
        "█": "8",
        "■": "#",
        "½": "+",
        "×": "x",
    }
)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One picture of a screen: exactly `height` lines of exactly `width` cells."""

    width: int
    height: int
    lines: tuple[Line, ...]
    cursor: tuple[int, int] | None = None
    """Column and row of the real cursor, from 0; it stands on the current question for magnifiers and braille."""

    def text(self) -> str:
        """The frame as text, blanks at line ends taken off."""
        return "\n".join("".join(t for t, _ in line).rstrip() for line in self.lines) + "\n"


def frame(
    width: int, height: int, lines: Sequence[Line], *, cursor: tuple[int, int] | None = None, ascii: bool = False
) -> Frame:
    """A frame from lines of any length: cut or padded to width and height."""
    rows = [fit(line, width) for line in lines[:height]]
    rows += [((" " * width, ""),)] * (height - len(rows))
    if ascii:
        rows = [tuple((to_ascii(t), s) for t, s in row) for row in rows]
    return Frame(width=width, height=height, lines=tuple(rows), cursor=cursor)


def clean(text: str) -> str:
    """A user's text without anything that a terminal would obey; each such character becomes `·`."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "·" for c in text)


def sentence(text: str) -> str:
    """A text with its first letter large and all others as they are."""
    return text[:1].upper() + text[1:]


def to_ascii(text: str) -> str:
    """A text with every character outside ASCII replaced, cell for cell."""
    if text.isascii():
        return text
    known = text.translate(_ASCII)
    return "".join(c if c.isascii() else "?" * cells(c) for c in known)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return len(text) if text.isascii() else _cells(text)


@lru_cache(maxsize=512)
def _cells(text: str) -> int:
    return sum(0 if _joins(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _joins(c: str) -> bool:
    """Whether a character is drawn into the cell before it: accents, vowel signs, emoji selectors and skin tones."""
    return category(c) in ("Mn", "Me", "Mc") or "\u1160" <= c <= "\u11ff" or "\U0001f3fb" <= c <= "\U0001f3ff"


def cut(text: str, width: int) -> str:
    """A text that takes at most `width` cells, with `…` where something is left out."""
    if cells(text) <= width:
        return text
    kept, used = "", 0
    for c in text:
        used += cells(c)
        if used > width - 1:
            break
        kept += c
    return kept + "…" if width > 0 else ""


def length(line: Line) -> int:
    """Cells of a line."""
    return sum(cells(t) for t, _ in line)


@lru_cache(maxsize=512)
def fit(line: Line, width: int, style: str | None = None) -> Line:
    """A line cut or padded to exactly `width` cells; `style` is added to every span, padding included.

    Remembered: from one key to the next most lines of a page are the same, and each is fitted twice.
    """
    out: list[Span] = []
    left = width
    for text, own in line:
        if left <= 0:
            break
        shown = cut(clean(text), left)
        if shown:
            out.append((shown, own if style is None else f"{own} {style}".strip()))
            left -= cells(shown)
    if left > 0:
        out.append((" " * left, style or ""))
    return tuple(out)


def line(*spans: Span | str) -> Line:
    """A line of spans; a bare text has no style."""
    return tuple((s, "") if isinstance(s, str) else s for s in spans)


def wrap(text: str, width: int, *, first: str = "", then: str | None = None, style: str = "") -> list[Line]:
    """A text broken between words, the first line after `first` and the others after `then` (as many blanks).

    A word that is longer than a line is broken where the line ends.
    """
    rest, width = " " * cells(first) if then is None else then, max(width, 8)
    rows: list[str] = []
    row, bare = first, True
    for whole in clean(text).split():
        word = whole
        if not bare and cells(row) + 1 + cells(word) > width:
            rows.append(row)
            row, bare = rest, True
        while bare and len(word) > 1 and cells(row) + cells(word) > width:
            piece = _fitting(word, width - cells(row))
            rows.append(row + piece)
            row, word = rest, word[len(piece) :]
        row, bare = f"{row}{'' if bare else ' '}{word}", False
    return [((row, style),) for row in (*rows, row)]


def _fitting(word: str, room: int) -> str:
    """The beginning of a word that takes at most so many cells, one character at least."""
    used = 0
    for n, c in enumerate(word):
        used += cells(c)
        if used > room and n:
            return word[:n]
    return word


def flow(phrases: Sequence[str], width: int, *, first: str = "", style: str = "") -> list[Line]:
    """Phrases two blanks apart on as few lines as hold them whole, each line after `first`."""
    rows: list[str] = []
    for phrase in phrases:
        if rows and cells(rows[-1]) + 2 + cells(phrase) <= width:
            rows[-1] += f"  {phrase}"
        else:
            rows.append(f"{first}{phrase}")
    return [((row, style),) for row in rows]


def beside(left: Iterable[Line], right: Iterable[Line], *, width: int, at: int, height: int) -> list[Line]:
    """Two columns with a rule between them; the right one starts in cell `at` + 2."""
    ls, rs = list(left), list(right)
    rows = []
    for n in range(height):
        a = fit(ls[n] if n < len(ls) else EMPTY, at)
        b = rs[n] if n < len(rs) else EMPTY
        rows.append((*a, ("│ ", "rule"), *fit(b, width - at - 2)))
    return rows
