"""What the latest day files parsed to, kept in the cache folder: parsing ten weeks of TOML is most of a start.

A table is used while its file looks as it did when it was read, and is then checked as if it came from the file. The
files are always right: a cache that is missing, broken or old costs time and nothing else. It refuses to know what a
table means, and never raises for what the system or the cache does.
"""

from __future__ import annotations

import os
import stat
import time
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from planner.storage import loose
from planner.storage.document import Table

_MAGIC: Final = "planner-parsed 1"
_MAX_BYTES: Final = 5_000_000
_YOUNG: Final = 2_000_000_000
"""Nanoseconds in which a file may change twice and look the same, as in `index`."""
MOST: Final = 120
"""Days kept, the latest: more than a start asks for."""
MANY: Final = 8
"""Days parsed anew from which it is worth to write them at once; fewer wait for a rest."""


class Parsed:
    """Tables by the date of their file. For one thread."""

    def __init__(self, path: Path, *, now: Callable[[], int] = time.time_ns) -> None:
        """`path` is the file in the cache folder; nothing is read yet. `now` gives nanoseconds as file times do."""
        self._path, self._now = path, now
        self._known: dict[str, tuple[str, str]] | None = None
        self._new: set[str] = set()

    def look(self, path: Path) -> str:
        """What a file looks like; empty where a change could go unseen, and for what is no ordinary file."""
        try:
            seen = os.stat(path)
        except (OSError, ValueError):
            return ""
        if not stat.S_ISREG(seen.st_mode) or abs(self._now() - seen.st_ctime_ns) < _YOUNG:
            return ""
        return f"{seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_size} {seen.st_ino}"

    def table(self, day: date, look: str) -> Table | None:
        """The table of a day whose file looks like that; None when it is not known."""
        known = self._tables().get(day.isoformat()) if look else None
        if known is None or known[0] != look:
            return None
        try:
            found = _decode(known[1])
        except (ValueError, TypeError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def learn(self, day: date, look: str, table: Table) -> None:
        """Keep the table of a day, read after its file looked like that; not what JSON would change."""
        if not look:
            return
        import json

        try:
            row = json.dumps(table, default=_plain, separators=(",", ":"), allow_nan=False)
            if _decode(row) != table:
                return
        except (ValueError, TypeError, RecursionError):
            return
        self._tables()[day.isoformat()] = look, row
        self._new.add(day.isoformat())

    def save(self, least: int = 1) -> None:
        """Put the latest days into the cache, where at least so many of them are new."""
        latest = sorted(self._tables())[-MOST:]
        if len(self._new.intersection(latest)) < least:
            return
        body = "\n".join("\t".join((day, *self._tables()[day])) for day in latest).encode("utf-8", "replace")
        self._new.clear()
        loose.put(self._path, f"{_MAGIC} {zlib.crc32(body):08x}\n".encode() + body)

    def _tables(self) -> dict[str, tuple[str, str]]:
        if self._known is None:
            self._known = _load(self._path)
        return self._known


def _load(path: Path) -> dict[str, tuple[str, str]]:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            head, _, body = file.read(_MAX_BYTES).partition(b"\n")
        if head.decode("latin-1") != f"{_MAGIC} {zlib.crc32(body):08x}":
            return {}
        rows = [line.split("\t", 2) for line in body.decode().split("\n")]
        return {day: (look, row) for day, look, row in rows}
    except (OSError, ValueError):
        return {}


def _plain(value: object) -> object:
    if isinstance(value, datetime) or type(value) is date:
        return {"$": value.isoformat()}
    raise TypeError


def _dates(row: dict[str, object]) -> object:
    said = row.get("$")
    if not isinstance(said, str):
        return row
    return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)


def _decode(row: str) -> object:
    import json  # a record without a cache needs none

    return json.loads(row, object_hook=_dates)
