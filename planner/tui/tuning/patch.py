"""What to send to a terminal so that it shows one frame in place of another: the cells that differ, and no more.

It knows frames, cells and the sequences for colours, attributes and the cursor, which every terminal of the last thirty
years has. Cells are painted a look at a time and not from the top: most bytes are colours, not letters. It refuses to
know themes, Textual and what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import repeat
from typing import Final, NamedTuple

from planner.tui.frame import Frame, Line, cells, length

GAP: Final = 4
"""Cells between two that differ, up to which it is as short to paint them again as to go round them."""
END: Final = "\x1b[m"
ON: Final = {"bold": "1", "dim": "2", "reverse": "7", "underline": "4"}
"""How attributes are switched on."""
_OFF: Final = {"bold": "22", "dim": "22", "reverse": "27", "underline": "24"}
_WEIGHT: Final = frozenset({"bold", "dim"})
_ON_BLANKS: Final = frozenset({"reverse", "underline"})
"""Attributes that are seen where no letter is."""


class Pen(NamedTuple):
    """A look as a terminal takes it."""

    text: str
    """Numbers of its colour, e.g. `38;2;230;225;220`; empty where it does not matter."""
    ground: str
    attributes: frozenset[str]


Pens = Callable[[str], Pen]
Cell = tuple[str, Pen]
Run = tuple[int, int, list[str]]
"""Row, column, and what is in each cell from there on; nothing in the second cell of a wide character."""
PLAIN: Final = Pen("39", "49", frozenset())
"""What `END` leaves."""


def patch(before: Frame, after: Frame, pens: Pens) -> str:
    """The sequences that turn a terminal from one frame into another of the same size; empty when nothing differs.

    They start without a look, leave none, and leave the cursor where the frame has it.
    """
    runs: dict[Pen, list[Run]] = {}
    for y, (a, b) in enumerate(zip(before.lines, after.lines, strict=True)):
        if a != b:
            left, old, new = _apart(a, b)
            for x, pen, texts in _differing(_cells(old, pens), _cells(new, pens)):
                runs.setdefault(pen, []).append((y, left + x, texts))
    out: list[str] = []
    pen = PLAIN
    y = x = -1
    for group in _in_order(runs):
        change, pen = _change(pen, group)
        out.append(change)
        for row, column, texts in runs[group]:
            out.append(f"\x1b[{column - x}C" if row == y and column > x else _place(row, column))
            out += texts
            y, x = row, column + len(texts)
    if runs:
        out.append(END)
    if after.cursor is not None and (runs or after.cursor != before.cursor):
        out.append(_place(after.cursor[1], after.cursor[0]))
    return "".join(out)


def _apart(a: Line, b: Line) -> tuple[int, Line, Line]:
    """Two lines without the spans in which they begin and end alike, and the column where what is left begins."""
    most = min(len(a), len(b))
    same = end = 0
    while same < most and a[same] == b[same]:
        same += 1
    while same and any(cells(line[same][0][:1]) == 0 for line in (a, b) if len(line) > same):
        same -= 1  # what is drawn into the cell before it
    while end < most - same and a[-1 - end] == b[-1 - end]:
        end += 1
    return length(a[:same]), a[same : len(a) - end], b[same : len(b) - end]


def _cells(line: Line, pens: Pens) -> list[Cell]:
    """A line cell by cell."""
    out: list[Cell] = []
    for text, style in line:
        pen = pens(style)
        blank = (" ", _on_blanks(pen))
        if text.isascii():
            out += [blank if c == " " else (c, pen) for c in text]
            continue
        for c in text:
            taken = cells(c)
            if taken:
                out.append(blank if c == " " else (c, pen))
                out += repeat(("", pen), taken - 1)
            elif out:  # drawn into the cell before it
                out[-1] = (out[-1][0] + c, out[-1][1])
    return out


def _differing(old: list[Cell], new: list[Cell]) -> Iterator[tuple[int, Pen, list[str]]]:
    """Where a line differs: the column, the look and the cells of each run that has one look.

    Where there are signs of no or two cells all is painted, for terminals may count those otherwise.
    """
    if len(old) == len(new) and all(len(text) == 1 for line in (old, new) for text, _ in line):
        changed = [x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    else:
        changed = list(range(len(new)))
    start = end = -1
    pen = PLAIN
    for x in changed:
        joined: Pen | None = None
        if start >= 0 and x - end <= GAP:
            joined = pen
            for _, between in new[end + 1 : x + 1]:
                if between is not joined:
                    joined = joined and _joined(joined, between)
        if joined is None:
            if start >= 0:
                yield start, pen, [text for text, _ in new[start : end + 1]]
            start, joined = x, new[x][1]
        end, pen = x, joined
    if start >= 0:
        yield start, pen, [text for text, _ in new[start : end + 1]]


@lru_cache(maxsize=256)
def _on_blanks(pen: Pen) -> Pen:
    """What is seen of a look where no letter is."""
    return pen if pen.attributes & _ON_BLANKS else Pen("", pen.ground, frozenset())


@lru_cache(maxsize=1024)
def _joined(a: Pen, b: Pen) -> Pen | None:
    """One look for the cells of both, None when there is none; blanks go with any on their ground."""
    if a == b:
        return a
    blank, other = (b, a) if a.text else (a, b)
    fits = not blank.text and blank.ground == other.ground and not other.attributes & _ON_BLANKS
    return other if fits else None


def _in_order(runs: dict[Pen, list[Run]]) -> Iterator[Pen]:
    """The looks, each followed by that which takes the fewest bytes to change to; blanks are given to one of others."""
    for pen in [pen for pen in runs if not pen.text]:
        for other in runs:
            if other != pen and _joined(other, pen) == other:
                runs[other] += runs.pop(pen)
                break
    left = set(runs)
    pen = PLAIN
    while left:
        found = min(left, key=partial(_far, pen))
        left.remove(found)
        pen = _change(pen, found)[1]
        yield found


def _far(a: Pen, b: Pen) -> tuple[int, str, str]:
    """How far one look is from another; never the same for two."""
    return len(_change(a, b)[0]), b.text, b.ground


@lru_cache(maxsize=1024)
def _change(a: Pen, b: Pen) -> tuple[str, Pen]:
    """The shortest sequence from a look to another, and the look that it leaves."""
    off = {_OFF[name] for name in a.attributes - b.attributes}
    on = b.attributes if off & {"22"} else b.attributes - a.attributes
    text = [b.text] if b.text and b.text != a.text else []
    ground = [b.ground] if b.ground != a.ground else []
    step = [*sorted(off), *(ON[name] for name in sorted(on - a.attributes | on & _WEIGHT)), *text, *ground]
    colours = [colour for colour in (b.text, b.ground) if colour not in ("", PLAIN.text, PLAIN.ground)]
    anew = ["0", *(ON[name] for name in sorted(b.attributes)), *colours]
    found, left = (step, a.text) if len(";".join(step)) <= len(";".join(anew)) else (anew, PLAIN.text)
    return f"\x1b[{';'.join(found)}m" if found else "", Pen(b.text or left, b.ground, b.attributes)


def _place(row: int, column: int) -> str:
    return f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H"
