"""Every key that a file may have: whether it must be there, what it may be, to the last digit, and what a slip says.

`GOLDENS=write` writes the lists in goldens-keys anew, to be looked at with `git diff`: a limit that moves, a word that
is taken in or thrown out, and a message that changes is one changed line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

import pytest

from planner.storage import routine_shapes, rulebook, scenarios, settings, shapes, shoes, sources
from planner.storage.reading import Check, Key, Shape, Wrong, show

FOLDER: Final = Path(__file__).with_name("goldens-keys")
SHAPES: Final = {
    "day": shapes.DAY,
    "shoes": shoes.SHOES,
    "settings": settings.SETTINGS,
    "step": routine_shapes.PARTS["step"],
    "routine": routine_shapes.PARTS["routine"],
    "ladder": routine_shapes.PARTS["ladder"],
    "number-of-routines": routine_shapes.NUMBER,
    "rule": rulebook._RULE,
    "number-of-a-rule": rulebook._NUMBER,
    "scenario": scenarios.SCENARIO,
    "source": sources.SOURCE,
}
SOME: Final = (0, 1, 2, 5, 1900, 2000, 0.5)
"""One of these is accepted by every key that takes numbers."""
KINDS: Final = {
    "true": True,
    "a date": date(2026, 11, 23),
    "a time": time(4, 30, 15),
    "a moment": datetime(2026, 11, 23, 6, 41, tzinfo=UTC),
    "a text 04:30": "04:30",
    "a list of none": [],
    "two numbers": [1.0, 1.5],
    "a list of sites": ["calf", "other:jaw"],
    "a table": {},
}
SLIPS: Final = (
    10**9,
    -(10**9),
    "7,5",
    time(4, 30, 15, 7),
    "12:99",
    "4:60",
    "2026-00002-3",
    "02026-2-3",
    "1:59",
    "30:00",
    "123:00",
    "4:5",
    "24:00",
    "0:30",
    "31:00",
    "-3 of it",
    "2026-2-3",
    "2026-2-30",
    ["?"],
    [2.0, 1.0],
)


def accepts(check: Check, value: object) -> bool:
    try:
        check(value)
    except Wrong:
        return False
    return True


def edge(good: Callable[[int], bool], inside: int, outside: int) -> int:
    """The last number from the inside on that is still good."""
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if good(middle) else (inside, middle)
    return inside


def numbers(check: Check) -> str:
    """The numbers that a check accepts, to hundredths where it takes them."""
    inside = next((n for n in SOME if accepts(check, n)), None)
    if inside is None:
        return ""
    parts = 100 if accepts(check, float(inside) + 1e-9) or accepts(check, float(inside) - 1e-9) else 1

    def good(n: int) -> bool:
        return accepts(check, n / parts if parts > 1 else n)

    far = 10**19 if parts == 1 else 10**12
    low, high = (edge(good, round(inside * parts), far_off) for far_off in (-far, far))
    return f"{'numbers' if parts > 1 else 'whole numbers'} {low / parts:,.10g} to {high / parts:,.10g}"


def texts(check: Check) -> str:
    """How long a text may be that a check accepts."""
    start = next((text for text in ("x", "other:x") if accepts(check, text)), None)
    if start is None:
        return ""
    return f"texts to {edge(lambda n: accepts(check, start.ljust(n, 'x')), len(start), 100_000):,}"


def said(check: Check, value: object) -> str:
    try:
        got = check(value)
    except Wrong as wrong:
        return f"{wrong.message}; {wrong.fix}"
    return f"is taken as {got!r}"


def lines(shape: Shape, path: str = "") -> Iterator[str]:
    """A line for each key, with those of its messages that are its own below it."""
    marks = [word for word, there in (("free", shape.free), ("tight", shape.tight)) if there]
    if marks:
        yield f"{path or 'the file'}: {', '.join(marks)}"
    for key in shape.keys:
        yield from of_key(key, f"{path}.{key.name}" if path else key.name)
    if shape.free is not None:
        yield from of_key(Key(name="any", check=shape.free), f"{path}.(any)" if path else "(any)")


def of_key(key: Key, path: str) -> Iterator[str]:
    marks = [name for name in ("required", "many", "inline") if getattr(key, name)]
    marks += [f"{key.default!r} is left out"] if key.default is not None and key.shape is None else []
    if key.shape is not None:
        yield f"{path}: {', '.join(['a table', *marks])}"
        yield from lines(key.shape, path)
        return
    assert key.check is not None
    kinds = [name for name, value in KINDS.items() if accepts(key.check, value)]
    yield f"{path}: {', '.join(part for part in (numbers(key.check), texts(key.check), *kinds, *marks) if part)}"
    told: set[str] = set()
    for slip in SLIPS:
        words = said(key.check, slip)
        if (alike := words.replace(show(slip), "...")) not in told and words != f"is taken as {slip!r}":
            told.add(alike)
            yield f"    {slip!r:.30} {words}"


@pytest.mark.parametrize("name", SHAPES)
def test_keys(name: str) -> None:
    """As somebody has read them."""
    text = "\n".join(lines(SHAPES[name])) + "\n"
    path = FOLDER / f"{name}.txt"
    if os.environ.get("GOLDENS") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_no_list_is_left_over() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == SHAPES.keys()
