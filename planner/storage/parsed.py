"""What texts in TOML parsed to, kept in the cache folder: those that people have touched, which tomllib has to read.

What is in our own layout is read faster than from here, see `own_layout`; ten weeks of touched days cost a start 18 ms.
A table is found by the very bytes that it was parsed from, so that it cannot be out of date. A cache that is missing,
broken or another's costs time and nothing else. It refuses to know files and what a table means, and never raises for
what the system or the cache does.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Final

from planner.storage import loose

_MAGIC: Final = "planner-parsed 2"
_MAX_BYTES: Final = 10_000_000
LONGEST: Final = 100_000
"""Bytes of a text that is worth keeping; ours are of 1 to 60 kB."""
MOST: Final = 150
"""Texts kept: those of this run, then the latest of others; a start reads 75."""
MANY: Final = 8
"""New texts from which it is worth to write them at once; fewer wait for a rest."""


class Parsed:
    """Tables by the bytes of their text. For one thread."""

    def __init__(self, path: Path) -> None:
        """`path` is the file in the cache folder; nothing is read yet."""
        self._path = path
        self._known: dict[bytes, bytes] | None = None
        self._used: dict[bytes, bytes] = {}
        self._new = 0

    def table(self, data: bytes) -> dict[str, object] | None:
        """What a text parsed to, made anew; None when that is not known."""
        row = self._rows().get(data)
        if row is None:
            return None
        try:
            found = _decode(row)
        except (ValueError, TypeError, RecursionError):
            return None
        self._used[data] = row
        return found if isinstance(found, dict) else None

    def learn(self, data: bytes, table: dict[str, object]) -> None:
        """Keep what a text parsed to; not what JSON would change, and no more than a start can want."""
        if len(data) > LONGEST or len(self._used) >= MOST:
            return
        import json

        try:
            row = json.dumps(table, default=_plain, separators=(",", ":"), allow_nan=False).encode("ascii")
            if _decode(row) != table:
                return
        except (ValueError, TypeError, RecursionError):
            return
        self._rows()[data] = self._used[data] = row
        self._new += 1

    def save(self, least: int = 1) -> None:
        """Put the latest texts into the cache, where at least so many of them are new."""
        if self._new < least:
            return
        self._new = 0
        rest = {data: row for data, row in self._rows().items() if data not in self._used}
        rows = ({**rest, **self._used}).items()
        body = b"".join(b"%d %d\n%b%b" % (len(d), len(r), d, r) for d, r in list(rows)[-MOST:])
        loose.put_summed(self._path, _MAGIC, body)

    def _rows(self) -> dict[bytes, bytes]:
        if self._known is None:
            self._known = _load(self._path)
        return self._known


def _load(path: Path) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    body = loose.summed(path, _MAGIC, _MAX_BYTES) or b""
    at = 0
    try:
        while at < len(body):
            end = body.index(b"\n", at)
            text, row = map(int, body[at:end].split())
            at = end + 1 + text + row
            found[body[end + 1 : end + 1 + text]] = body[end + 1 + text : at]
    except ValueError:
        return {}
    return found


def _plain(value: object) -> object:
    if isinstance(value, datetime) or type(value) is date:
        return {"$": value.isoformat()}
    raise TypeError


def _dates(row: dict[str, object]) -> object:
    said = row.get("$")
    if not isinstance(said, str):
        return row
    return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)


def _decode(row: bytes) -> object:
    import json  # a record without a cache needs none

    return json.loads(row, object_hook=_dates)
