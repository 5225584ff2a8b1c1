"""Reads the TOML that this program writes, a line at a time: in a sixth of tomllib's time, and without loading it.

It knows the layout of `writing` and of the shipped files and nothing more of TOML: for any text that has something else
in it, be it right or wrong, it gives nothing, and tomllib reads that. Whatever it does give is what tomllib would.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

Table = dict[str, object]
_STRANGE: Final = bytes((*range(10), *range(11, 32), 127, ord("\\")))
"""Control characters, and the sign that begins an escape."""
_DIGITS: Final = str.maketrans("123456789", "000000000")
_DAY: Final = "0000-00-00"
_MOMENT: Final = ("0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00-00:00")
_MOST: Final = 18
"""Digits of a number."""
_LONGEST: Final = 100_000
"""Bytes of a text; ours are of 1 to 60 kB, and what is longer may be meant to keep a reader busy."""
_DEEP: Final = 4
"""Dots in a header; ours have two."""
_SPLIT: Final = 60
"""Commas in one text between quotation marks or in one table between braces."""
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
"""What a key may be of, without quotation marks."""
_keys: set[str] = set()
"""Keys that were looked at letter by letter before."""
_values: dict[str, object] = {}
"""Short values that were read before: most numbers and words of a day are those of other days, 30 % of the time."""
_MANY: Final = 1_000
"""Keys and values to be remembered; our keys are about 150."""
_SHORT: Final = 24
"""Characters of a value that may come again."""


class _Other(ValueError):
    """Something that stands in no file of ours."""


def table(data: bytes, text: str) -> Table | None:
    """The table of a text whose bytes are given as well; None when tomllib has to read it."""
    if len(data) > _LONGEST or len(data.translate(None, _STRANGE)) != len(data):
        return None
    try:
        return _read(iter(text.split("\n")))
    except (ValueError, RecursionError):  # also a date that does not exist
        return None


def _read(lines: Iterator[str]) -> Table:
    root: Table = {}
    here = root
    ours = {id(root)}
    """Tables and lists that headers have made, and may go on with."""
    for line in lines:
        key, equals, said = line.partition(" = ")
        if equals and key[:1] not in ("#", "["):
            if key in here:
                raise _Other
            if key not in _keys:
                _learn(key)
            if said in _values:
                here[key] = _values[said]
            elif said[:1] == "[" and said[-1] != "]":
                here[key] = _list(said, lines)
            else:
                value = here[key] = _commented(said)
                if len(said) < _SHORT and len(_values) < _MANY and not isinstance(value, (list, dict)):
                    _values[said] = value
        elif line and line[0] == "[":
            here = _header(root, line, ours)
        elif line and line[0] != "#":
            raise _Other
    return root


def _header(root: Table, line: str, ours: set[int]) -> Table:
    """The table that a line `[a.b]` or `[[a.b]]` begins."""
    many = line.startswith("[[")
    if not line.endswith("]]" if many else "]"):
        raise _Other
    *above, last = line[2:-2].split(".") if many else line[1:-1].split(".")
    if len(above) > _DEEP:
        raise _Other
    here = root
    for part in above:
        if part not in _keys:
            _learn(part)
        inner = here.get(part)
        if inner is None:
            inner = here[part] = {}
            ours.add(id(inner))
        elif id(inner) not in ours:
            raise _Other
        elif isinstance(inner, list):
            inner = inner[-1]
        assert isinstance(inner, dict)
        here = inner
    if last not in _keys:
        _learn(last)
    made: Table = {}
    ours.add(id(made))
    if not many:
        if last in here:
            raise _Other
        here[last] = made
        return made
    rows = here.get(last)
    if rows is None:
        rows = here[last] = []
        ours.add(id(rows))
    if not isinstance(rows, list) or id(rows) not in ours:
        raise _Other
    rows.append(made)
    return made


def _learn(key: str) -> None:
    """Remember a key that may stand without quotation marks, if it may."""
    if not key or not _LETTERS.issuperset(key):
        raise _Other
    if len(_keys) < _MANY:
        _keys.add(key)


def _list(said: str, lines: Iterator[str]) -> object:
    """A list of several lines: whole values on each, a comma at its end."""
    rows = [said]
    while rows[-1][-1] != "]":
        line = next(lines, "").strip(" ")
        if not line or line.count('"') % 2 or line.count("{") != line.count("}"):
            raise _Other
        rows.append(line)
    said = " ".join(rows)
    inner = said[1:-1].strip(" ")
    return _value(f"[{inner[:-1] if inner[-1:] == ',' and len(inner) > 1 else inner}]")


def _commented(said: str) -> object:
    """A value with a comment behind it, or without one."""
    value, sign, _ = said.partition(" #")
    return _value(value.rstrip(" ") if sign and value.count('"') % 2 == 0 else said)


def _value(said: str) -> object:
    """A value that is all on one line."""
    first = said[:1]
    if first == '"':
        if said[-1] != '"' or said.count('"') != 2:
            raise _Other
        return said[1:-1]
    if first == "[":
        if said[-1] != "]":
            raise _Other
        return [_value(part) for part in _parts(said[1:-1])]
    if first == "{":
        return {} if said == "{}" else _inline(said)
    if said == "true":
        return True
    if said == "false":
        return False
    return _number(said)


def _inline(said: str) -> Table:
    """A table on one line."""
    if said[:2] != "{ " or said[-2:] != " }":
        raise _Other
    found: Table = {}
    for part in _parts(said[2:-2]):
        key, equals, value = part.partition(" = ")
        if not equals or key in found:
            raise _Other
        if key not in _keys:
            _learn(key)
        found[key] = _value(value)
    return found


def _parts(said: str) -> Iterator[str]:
    """What stands between commas; one inside of quotation marks or braces is none."""
    if not said:
        return
    parts = iter(said.split(", "))
    for first in parts:
        whole = first
        left = _SPLIT
        while whole.count('"') % 2 or whole.count("{") != whole.count("}"):  # no escapes: the second mark ends a text
            more = next(parts, None)
            left -= 1
            if more is None or not left:
                raise _Other
            whole = f"{whole}, {more}"
        yield whole


def _number(said: str) -> object:
    """A number, a date, or a date with a time and its offset."""
    bare = said.removeprefix("-")
    if not bare.isascii():
        raise _Other
    whole, point, rest = bare.partition(".")
    if whole.isdigit():
        if (len(whole) > 1 and whole[0] == "0") or len(bare) > _MOST:
            raise _Other
        if not point:
            return int(said)
        if rest.isdigit():
            return float(said)
        raise _Other
    form = said.translate(_DIGITS)
    if form == _DAY:
        return date.fromisoformat(said)
    if form in _MOMENT and said[11:13] < "24" and said[20:22] < "24" and said[23:25] < "60":
        return datetime.fromisoformat(said)
    raise _Other
