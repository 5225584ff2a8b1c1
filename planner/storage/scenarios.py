"""Scenarios as people and programs write them: TOML files, JSON texts, and JSON lines, one object each.

It knows the closed list of keys and says what is wrong in one scenario without losing the others. It refuses to know
what any of it means for a run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from planner.core.days import Planned
from planner.core.facts import Device, Scenario, ShoeFacts
from planner.core.sites import FLAGS
from planner.core.values import dataclass, replace
from planner.storage import document, foreign
from planner.storage.checks import number, words
from planner.storage.problems import CannotRead, Problem
from planner.storage.reading import FORMAT, Key, Reader, Shape, Wrong, show
from planner.storage.shapes import DEVICE, ENV, HISTORY, PAIN, PERSON, PLANNED, RATING, SHOE_FACTS

MAX_LINE: Final = 1_000_000
"""Bytes of one JSON line."""
LIST: Final = "scenario"
_BOM: Final = b"\xef\xbb\xbf"
_DEVICE: Final = tuple(DEVICE.known)
_SHOE: Final = ("km", "outings", "weeks", "pairs", "very_different")
_PLAN: Final = ("kind", "km", "minutes", "climb_m", "climb_m_per_km", "terrain", "faster_than_usual", "shoe")
_NUMBER: Final = "write a number, e.g. 7.5, or leave the key out: what was not said is absent"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One scenario that was given, or what is wrong with it."""

    id: str | int | None = None
    """As it was given."""
    scenario: Scenario | None = None
    problems: tuple[Problem, ...] = ()
    line: int | None = None
    """Where it stands, from 1; with problems, where the first of them is. None when no line can be named."""

    @property
    def error(self) -> str:
        """All that is wrong, in one line: `plan.kms: is not a key of this table (did you mean 'km'?)`."""
        return "; ".join(_in_one_line(p) for p in self.problems)


def _in_one_line(p: Problem) -> str:
    key = p.key or ""
    if key.startswith((f"{LIST}[", "[")):
        key = key.partition("]")[2].removeprefix(".")
    key = f"{key[:80]}: " if key else ""
    return key + p.message + (f" ({p.fix})" if p.fix else "")


def _id(value: object) -> str | int:
    """A text or a whole number, given back as it is; nothing reads it."""
    if isinstance(value, str) and len(value) <= 200:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return value
    raise Wrong(f"{show(value)} is no id", "write a text of at most 200 characters, or a whole number")


def _make(**values: Any) -> Scenario:
    device = {name: values.pop(name) for name in _DEVICE if name in values}
    if "id" in values:
        values["id"] = str(values["id"])
    if "flags" in values:
        values["flags"] = frozenset(values["flags"])
    if device:
        values["device"] = Device(**device)
    return Scenario(**values)


SCENARIO: Final = Shape(
    make=_make,
    keys=(
        Key(name="id", check=_id),
        Key(name="sleep_h", check=number(0, 24, "hours")),
        Key(name="sleep_quality", check=RATING),
        Key(name="fatigue", check=RATING),
        Key(name="soreness", check=RATING),
        Key(name="stress", check=RATING),
        *DEVICE.keys,
        Key(name="flags", check=words(FLAGS)),
        Key(name="pain", shape=PAIN, many=True, inline=True),
        Key(name="plan", shape=Shape(make=Planned, keys=tuple(PLANNED.known[name] for name in _PLAN))),
        Key(name="history", shape=HISTORY),
        Key(name="person", shape=PERSON),
        Key(name="env", shape=ENV),
        Key(name="shoe", shape=Shape(make=ShoeFacts, keys=tuple(SHOE_FACTS.known[name] for name in _SHOE))),
    ),
)


def read(data: bytes, file: str) -> tuple[tuple[Asked, ...], bool]:
    """The scenarios of a TOML or JSON text, and whether it is a list of them. Raises CannotRead when it is neither.

    `[[scenario]]` tables, or a JSON list, are a list; a bare table or object is one scenario; nothing may stand beside
    a list. A text that begins with `{`, or with `[` and then `{` or `]`, is JSON, since no TOML does.
    """
    bare = data.removeprefix(_BOM)
    if not bare.strip():
        raise _refuse(file, None, "is empty", "write a scenario, e.g. sleep_h = 7.5")
    doc = None if _looks_like_json(bare) else document.parse(data, file)
    given = _json_text(bare, file) if doc is None else doc.table
    if isinstance(given, list):
        return tuple(_asked(row, (n,), None, file) for n, row in enumerate(given)), True
    assert isinstance(given, dict)
    table = _without_format(given, file)
    if LIST not in table:
        return (_asked(table, (), doc, file),), False
    rows = table[LIST]
    if not isinstance(rows, list):
        raise _refuse(file, LIST, f"expected a list, found {show(rows)}", "write [[scenario]] over each one")
    if beside := next((key for key in table if key != LIST), None):
        raise _refuse(file, beside, "stands beside a list of scenarios", "move it into one of them")
    return tuple(_asked(row, (LIST, n), doc, file) for n, row in enumerate(rows)), True


def read_line(line: bytes, number: int, file: str) -> Asked | None:
    """The scenario of one JSON line, None for a blank one. `number` counts lines from 1."""
    if number == 1:
        line = line.removeprefix(_BOM)
    if not line.strip():
        return None
    try:
        given = _json(_text(line))
    except Wrong as wrong:
        problem = Problem(file=file, line=number, message=wrong.message, fix=wrong.fix)
        if number == 1 and (kind := foreign.told(line, file)):
            problem = replace(kind, line=number)
        return Asked(id=_id_if_any(line), line=number, problems=(problem,))
    asked = _asked(given, (), None, file)
    return replace(asked, line=number, problems=tuple(replace(p, line=number) for p in asked.problems))


def _asked(given: object, path: tuple[str | int, ...], doc: document.Document | None, file: str) -> Asked:
    """One scenario of its own reader, so that its problems are its own."""
    if not isinstance(given, dict):
        fix = "write an object: { … }" if doc is None else "write [[scenario]] over each one"
        key = f"[{path[-1] + 1}]" if path and isinstance(path[-1], int) else None
        problem = Problem(file=file, key=key, message=f"expected a scenario, found {show(given)}", fix=fix)
        return Asked(problems=(problem,))
    reader = Reader(strict=True)
    scenario = reader.table(SCENARIO, given, path)
    problems = reader.problems(doc, file)
    if not problems:
        return Asked(id=given.get("id"), scenario=scenario)
    if doc is None:
        problems = tuple(map(_for_json, problems))
    return Asked(id=_id_or_none(given), problems=problems, line=problems[0].line)


def _id_or_none(given: Mapping[str, Any]) -> str | int | None:
    """The id of a scenario that has some mistake, where the id is none of them."""
    try:
        return _id(given.get("id"))
    except Wrong:
        return None


def _id_if_any(line: bytes) -> str | int | None:
    """The id of a line that only our own strictness refused."""
    try:
        given = json.loads(line) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError):
        return None
    return _id_or_none(given) if isinstance(given, dict) else None


def _for_json(p: Problem) -> Problem:
    """A problem whose words were written for TOML, in those of JSON."""
    name = (p.key or "").rpartition(".")[2]
    if p.message == "is missing":
        return replace(p, fix=f'write "{name}": …')
    if p.message.startswith("expected a table"):
        return replace(p, message=p.message.replace("a table", "an object", 1), fix="write { … }")
    return p


def _without_format(table: Mapping[str, object], file: str) -> Mapping[str, object]:
    """A scenario needs no format line; where there is one it must be one that this version knows."""
    said = table.get("format")
    if said is None:
        return table
    if type(said) is not int or said != FORMAT:
        raise _refuse(file, "format", f"{show(said)} is no format of scenarios", "write format = 1, or delete the line")
    return {key: value for key, value in table.items() if key != "format"}


def _refuse(file: str, key: str | None, message: str, fix: str) -> CannotRead:
    return CannotRead(problems=[Problem(file=file, key=key, message=message, fix=fix)])


def _looks_like_json(data: bytes) -> bool:
    start = data.lstrip()
    return start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"]", b""))


def _json_text(data: bytes, file: str) -> object:
    text = document.decode(data, file)
    try:
        return _json(text)
    except Wrong as wrong:
        raise CannotRead(problems=[Problem(file=file, message=wrong.message, fix=wrong.fix)]) from None


def _text(line: bytes) -> str:
    if len(line) > MAX_LINE:
        raise Wrong(f"the line has more than {MAX_LINE:,} bytes", "write one scenario a line")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Wrong(f"is not UTF-8: byte 0x{line[error.start]:02X} at {error.start + 1}", "save it as UTF-8") from None


def _json(text: str) -> object:
    """The value of a JSON text. Raises Wrong; it is stricter than the module: a key once, and only JSON's numbers."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        words = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
        place = f"line {error.lineno} column {error.colno}" if "\n" in text.strip() else f"column {error.colno}"
        raise Wrong(f"is no JSON: {words} ({place})", _slip(text, error.pos, words)) from None
    except RecursionError:
        raise Wrong("is nested too deep (limit 20)", "write it flatter") from None
    except ValueError:
        raise Wrong("holds a number with too many digits", "write a number of at most 18 digits") from None


def _slip(text: str, at: int, words: str) -> str | None:
    """What to write where people's JSON breaks most often."""
    rest = text[at : at + 5]
    if rest.startswith("'"):
        return "write double quotation marks"
    if rest.startswith(("True", "False", "None")):
        return "write true, false or null"
    if text[at - 1 : at] == "," or (rest[:1] in "}]" and text[:at].rstrip()[-1:] == ","):
        return "delete the comma before it"
    if "trailing comma" in words:  # Python 3.13 and later point at the comma itself
        return "delete the comma before it"
    return None


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        twin = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # its None is the point
        raise Wrong(f"the key {show(twin)} stands twice in one object", "keep one of the two")
    return table


def _whole(digits: str) -> float | int:
    """2.0 is 2: JSON has one kind of number, and other programs write whole ones with a decimal point."""
    value = float(digits)
    return int(value) if value.is_integer() else value


def _no_number(name: str) -> object:
    raise Wrong(f"{name} is no number of JSON", _NUMBER)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once, parse_float=_whole, parse_constant=_no_number)
