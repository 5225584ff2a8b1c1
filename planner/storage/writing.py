"""Values to the text of a file that is ours: fixed order, fixed layout, the same value always the same bytes.

tomli_w spells every single value; the layout around them is ours, since a pain or a done entry must be one short diff.
It knows shapes. It refuses to know files, and files that people have touched (`merging`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from planner.storage.problems import BadInput
from planner.storage.reading import FORMAT, Shape

Plain = dict[str, object]


def text(shape: Shape, value: object) -> str:
    """The whole text of a value's file."""
    return lay_out(shape, plain(shape, value))


def plain(shape: Shape, value: object) -> Plain:
    """A value as TOML's own tables, lists and scalars, in writing order, without what was not said."""
    parts = shape.parts(value)
    table: Plain = {}
    for key in shape.keys:
        part: Any = parts[key.name]
        if part is None or (part == key.default and key.default is not None):
            continue
        if key.shape is None:
            table[key.name] = _scalar(part if key.plain is None else key.plain(part))
        elif key.many:
            table[key.name] = [plain(key.shape, row) for row in part]
        else:
            table[key.name] = plain(key.shape, part)
    return table


def lay_out(shape: Shape, table: Mapping[str, object]) -> str:
    """The text of a plain table, with the `format` line first."""
    lines = [f"format = {FORMAT}"]
    _table(shape, table, "", lines)
    return "\n".join(lines) + "\n"


def spell(value: object) -> str:
    """One scalar or inline value as TOML writes it.

    What needs no escape is written here, as tomli_w would: half of what a save takes beside its waits was that.
    """
    if type(value) is str and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    if type(value) in (int, float, date):
        return str(value)
    import tomli_w

    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{k} = {spell(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(spell, value)) + "]"
    if isinstance(value, str):
        _encodable(value)
    if isinstance(value, datetime):
        return value.isoformat()  # tomli_w would put a blank where the T is
    return tomli_w.dumps({"v": value})[4:-1]


def spell_key(key: str) -> str:
    """A key as TOML writes it."""
    import tomli_w

    return tomli_w.dumps({key: 1}).rpartition(" = ")[0]


def _table(shape: Shape, table: Mapping[str, object], name: str, lines: list[str]) -> None:
    later = []
    if shape.free is not None:
        lines += [f"{spell_key(key)} = {spell(value)}" for key, value in table.items()]
    for key in shape.keys:
        if key.name not in table:
            continue
        value = table[key.name]
        if key.shape is None:
            lines.append(f"{key.name} = {spell(value)}")
        elif key.inline and isinstance(value, list):
            rows = "".join(f"    {spell(row)},\n" for row in value)
            lines.append(f"{key.name} = [\n{rows}]" if rows else f"{key.name} = []")
        else:
            later.append((key, value))
    for key, value in later:
        assert key.shape is not None
        path = f"{name}.{key.name}" if name else key.name
        tight = [] if key.shape.tight else [""]
        if isinstance(value, list):
            for row in value:
                lines += [*tight, f"[[{path}]]"]
                _table(key.shape, row, path, lines)
        elif isinstance(value, Mapping):
            if not value or key.shape.free or any(inner.shape is None or inner.inline for inner in key.shape.keys):
                lines += [*tight, f"[{path}]"]
            _table(key.shape, value, path, lines)


def _scalar(value: object) -> object:
    """What TOML can hold: tuples as lists, offsets in whole minutes."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, datetime):
        offset = value.utcoffset()
        if offset is not None and offset % timedelta(minutes=1):
            return value.astimezone(timezone(timedelta(minutes=offset // timedelta(minutes=1))))
    return value


def _encodable(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        byte = ord(value[error.start]) & 0xFF
        message = f"a text holds a byte that is no letter (0x{byte:02X}): {value[: error.start][-40:]}… ; type it again"
        raise BadInput(message) from None
