"""One year of the index as a file in the cache folder: read only when it is whole, written when it can be.

First a line with version, checksum and count; then a line for each day with its date, the stamp of its file and its
row; then a line for each with the words that search looks through. JSON lines and not marshal: split into lines a year
is there in the same time, a row costs 2 microseconds more, and no garbage can bring the interpreter down.
It refuses to know what a row says, and it never raises for what the system or the file does.
"""

from __future__ import annotations

import os
import zlib
from array import array
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planner.storage import loose
from planner.storage.rows import VERSION

_MAGIC: Final = f"planner-index {VERSION}"
_MAX_BYTES: Final = 50_000_000
_READ: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK


class Entry(NamedTuple):
    """What is known of one day's file."""

    stamp: str
    """What the file looked like when it was read; empty = to be read again."""
    row: str
    text: str


class Texts(NamedTuple):
    """Where a file has its texts, so that they are read again without the rest; no texts are kept."""

    look: tuple[int, int, int]
    """What the file looked like when it was found to be whole."""
    start: int
    """Bytes before the texts."""
    days: array[int]
    """The ordinal of each text's day, in order."""


def texts(path: Path, year: int, known: Texts | None = None) -> tuple[Texts, str] | None:
    """The texts of a year, a line for each day; None when there is no file, or not one that this version wrote whole.

    `known` = what this gave the last time: while the file looks the same only the texts are read, in 30 microseconds.
    """
    try:
        fd = os.open(path, _READ)
    except (OSError, ValueError):
        return None
    try:
        look = _look(os.fstat(fd))
        if known is not None and known.look == look:
            again = os.pread(fd, look[1] - known.start, known.start).decode()
            return (known, again) if again.count("\n") + 1 == len(known.days) else None
        with os.fdopen(fd, "rb", closefd=False) as file:
            body = _whole(file.read(_MAX_BYTES))
    except (OSError, ValueError):
        return None
    finally:
        os.close(fd)
    if body is None:
        return None
    lines = body.split("\n")
    half = len(lines) // 2
    keys = [line[:10] for line in lines[:half]]
    if not all(_is_day(key, year) for key in keys):
        return None
    found = "\n".join(lines[half:])
    days = array("i", (date.fromisoformat(key).toordinal() for key in keys))
    return Texts(look, look[1] - len(found.encode()), days), found


def load(path: Path, year: int) -> dict[str, Entry]:
    """The entries of a year by ISO date; none when there is no file, or not one that this version wrote whole."""
    body = _body(path)
    if body is None:
        return {}
    lines = body.split("\n")
    half = len(lines) // 2
    found: dict[str, Entry] = {}
    for line, text in zip(lines[:half], lines[half:], strict=False):
        day, _, rest = line.partition("\t")
        stamp, tab, row = rest.partition("\t")
        if not tab or not _is_day(day, year):
            return {}
        found[day] = Entry(stamp, row, text)
    return found if len(found) == half else {}


def save(path: Path, entries: Mapping[str, Entry]) -> bool:
    """Put a year in place, in one step: whether it was possible. Where not, the days will be read again."""
    days = sorted(entries)
    lines = [f"{day}\t{entries[day].stamp}\t{entries[day].row}" for day in days]
    body = "\n".join([*lines, *(entries[day].text for day in days)]).encode("utf-8", "replace")
    data = f"{_MAGIC} {zlib.crc32(body):08x} {len(days)}\n".encode() + body
    return loose.put(path, data)


def drop(path: Path) -> None:
    """Let go of a year that lied."""
    loose.drop(path)


def _is_day(key: str, year: int) -> bool:
    try:
        day = date.fromisoformat(key)
    except ValueError:
        return False
    return day.year == year and day.isoformat() == key


def _look(seen: os.stat_result) -> tuple[int, int, int]:
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def _body(path: Path) -> str | None:
    try:
        with os.fdopen(os.open(path, _READ), "rb") as file:
            return _whole(file.read(_MAX_BYTES))
    except (OSError, ValueError):
        return None


def _whole(data: bytes) -> str | None:
    """What stands under the first line, when that line says that it is all there."""
    head, _, body = data.partition(b"\n")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    count = (text.count("\n") + 1) // 2
    return text if head.decode("latin-1") == f"{_MAGIC} {zlib.crc32(body):08x} {count}" else None
