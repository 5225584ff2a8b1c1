"""Regular expressions as the interpreter compiled them, kept in the cache folder for the next start.

It knows the form of that file, and takes it only whole and from the very interpreter that runs. A cache that is gone,
cut, changed or another's costs time and nothing else. It refuses to know what an expression is for and how one is
compiled: whoever makes expressions of it lets the interpreter check the numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from planner.storage import loose

MOST_BYTES: Final = 1_000_000
"""Of the file; a start's seventy expressions are 90 kB."""
_FORM: Final = "planner-compiled 1"


class Compiled(NamedTuple):
    """One expression."""

    pattern: str
    asked: int
    """Its flags as they were given."""
    flags: int
    """Its flags as they are, with those that stand in the pattern."""
    groups: int
    names: tuple[tuple[str, int], ...]
    """Its named groups with their numbers."""
    code: bytes
    """The interpreter's own numbers, four bytes each."""


def load(path: Path | str) -> dict[tuple[str, int], Compiled]:
    """What is kept, by pattern and the flags given; nothing where that is not whole, or not ours. Never raises."""
    body = loose.summed(path, _mark(), MOST_BYTES) or b""
    found, at = {}, 0
    try:
        while at < len(body):
            end = body.index(b"\n", at)
            asked, flags, groups, *sizes = map(int, body[at:end].split(b" "))
            parts = []
            at = end + 1
            for size in sizes:
                parts.append(body[at : at + size])
                at += size
            pattern, names, code = parts
            row = Compiled(pattern.decode(), asked, flags, groups, _named(names.decode()), code)
            found[row.pattern, asked] = row
    except ValueError:
        return {}
    return found


def save(path: Path, rows: Iterable[Compiled]) -> bool:
    """Keep these and no others: whether it was possible."""
    body = b"".join(map(_row, rows))
    return len(body) < MOST_BYTES - 500 and loose.put_summed(path, _mark(), body)


def _row(row: Compiled) -> bytes:
    names = " ".join(f"{name}={number}" for name, number in row.names)
    parts = (row.pattern.encode(), names.encode(), row.code)
    return b" ".join(b"%d" % n for n in (*row[1:4], *map(len, parts))) + b"\n" + b"".join(parts)


def _named(names: str) -> tuple[tuple[str, int], ...]:
    pairs = (pair.partition("=") for pair in names.split())
    return tuple((name, int(number)) for name, _, number in pairs)


def _mark() -> str:
    """For which interpreter, on what machine."""
    return " ".join((_FORM, sys.byteorder, *sys.version.split()))
