"""Bytes of a TOML file to a plain table, or to problems with file, line and what to write instead.

It knows sizes, encodings and the slips that people make in TOML. It refuses to know what the keys mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.core.values import dataclass
from planner.storage import own_layout
from planner.storage.problems import CannotRead, Problem

if TYPE_CHECKING:
    from planner.storage.parsed import Parsed

MAX_BYTES = 5_000_000
MAX_LINES = 20_000
MAX_DEPTH = 20
MAX_PARTS = 40
BOM = "\ufeff"
Table = Mapping[str, object]
parsed: Parsed | None = None
"""What texts parsed to before, for whoever reads many of them at each start."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A text that parsed, with what it parsed to."""

    file: str
    """As messages name it."""
    text: str
    table: Table


def parse(data: bytes, file: str) -> Document:
    """The table of a file's bytes. Raises CannotRead with every problem found; nothing else."""
    try:
        return _parsed(data, file)
    except CannotRead:
        from planner.storage import foreign  # only what cannot be read pays for it

        if kind := foreign.told(data, file):
            raise CannotRead(problems=[kind]) from None
        raise


def _parsed(data: bytes, file: str) -> Document:
    text = decode(data, file)
    table = own_layout.table(data, text)
    if table is None and parsed is not None:
        table = parsed.table(data)
    if table is not None:
        return Document(file=file, text=text, table=table)
    if len(text) > 2_000 and text.count(".") >= MAX_PARTS and (at := _long_key(text)):
        message = f"a key has too many parts (limit {MAX_PARTS})"
        raise CannotRead(problems=[Problem(file=file, line=at, message=message, fix="write it shorter")])
    import tomllib  # 15 ms with what it brings, and files that are ours need none

    try:
        table = tomllib.loads(text.removeprefix(BOM))
    except tomllib.TOMLDecodeError as error:
        from planner.storage.slips import explain  # only broken files pay for it

        raise CannotRead(problems=explain(text.removeprefix(BOM), file, str(error))) from None
    except RecursionError:
        message, fix = f"lists or tables are nested too deep (limit {MAX_DEPTH})", "write them side by side"
    except ValueError:
        message, fix = "holds a number with too many digits", "write a number of at most 18 digits"
    else:
        if parsed is not None:
            parsed.learn(data, table)
        return Document(file=file, text=text, table=table)
    raise CannotRead(problems=[Problem(file=file, message=message, fix=fix)])


def decode(data: bytes, file: str) -> str:
    """The text of a file's bytes, a byte-order mark kept. Raises CannotRead when it is none, or too big to be ours."""

    def refuse(message: str, fix: str, line: int | None = None) -> CannotRead:
        return CannotRead(problems=[Problem(file=file, line=line, message=message, fix=fix)])

    if len(data) > MAX_BYTES:
        raise refuse(f"has {len(data):,} bytes (limit {MAX_BYTES:,})", "this is no file of planner: move it away")
    if not data.strip():
        raise refuse("is empty", "bring back a kept copy with planner restore, or delete the file")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refuse("is in UTF-16", "save it again as UTF-8")
    if not data.strip(b"\0"):
        wiped = f"was wiped: it holds {len(data):,} zero bytes and nothing else"
        raise refuse(wiped, "bring back a kept copy with planner restore, or delete the file")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise refuse("holds zero bytes: this is no text", "bring back a kept copy with planner restore", line)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise refuse(f"is not UTF-8: byte 0x{byte:02X}", "save it again as UTF-8 (it may be Latin-1)", line) from None
    if text.count("\n") > MAX_LINES:
        raise refuse(f"has {text.count(chr(10)):,} lines (limit {MAX_LINES:,})", "this is no file of planner")
    return text


def _long_key(text: str) -> int | None:
    """The line of a dotted key of many parts: tomllib takes squared time over one, minutes for a file of 1 MB."""
    import re

    part = r"(?:\"[^\"\n]*+\"|'[^'\n]*+'|(?<![\w-])[\w-]++)[ \t]*+"
    found = re.search(rf"{part}(?:\.[ \t]*+{part}){{{MAX_PARTS},}}", text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def too_deep(value: object, left: int = MAX_DEPTH) -> bool:
    """Whether tables and lists are nested deeper than `left`."""
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return left <= 0 or any(too_deep(v, left - 1) for v in inner)
