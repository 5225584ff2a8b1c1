"""Turns what a parser gives (`object`) into typed values by a declared shape, and collects every problem on the way.

It knows shapes: which keys a table may hold, in which order they are written, and what each value must be. The same
shapes serve reading, writing, day files, settings and scenarios. It refuses to know what a value means for a run.
The only module with `Any`: a shape's `make` takes whatever its keys were checked to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.core.sites import nearest
from planner.core.values import dataclass, field
from planner.storage.document import BOM, Document, too_deep
from planner.storage.lines import Path, find
from planner.storage.problems import Problem

FORMAT: Final = 1
MAX_PROBLEMS: Final = 100
Table = Mapping[str, object]


class Wrong(Exception):
    """A value that cannot be used: what is wrong, and what to write instead."""

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


Check = Callable[[object], object]
"""Gives the value to keep, or raises Wrong."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key of a table: either a value that a check accepts, or a table or list of tables of its own shape."""

    name: str
    check: Check | None = None
    shape: Shape | None = None
    many: bool = False
    """A list of tables."""
    inline: bool = False
    """Written as `{ … }`, one a line in a list."""
    required: bool = False
    default: object = None
    """What is left out when written. None is always left out."""
    plain: Callable[[Any], object] | None = None
    """Turns the value into what TOML can hold, where it is not that already."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A table: its keys in the order in which they are written, and how to make the value from them."""

    make: Callable[..., Any]
    keys: tuple[Key, ...]
    free: Check | None = None
    """For a table whose keys are the runner's own: what each of their values must be."""
    may_be_empty: bool = False
    """Whether an empty table of it is as if it were not there: what a change in place leaves, with its comments."""
    tight: bool = False
    """Its header follows the table around it without an empty line."""
    parts: Callable[[Any], Mapping[str, object]] = vars
    """The inverse of `make`: the values by key name."""
    known: Mapping[str, Key] = field(init=False, repr=False)
    required: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", {key.name: key for key in self.keys})
        object.__setattr__(self, "required", tuple(key.name for key in self.keys if key.required))


class Reader:
    """Reads one document and keeps all its problems; lines are looked up only when somebody asks for them."""

    def __init__(self, *, strict: bool) -> None:
        """`strict`: an unknown key is an error; otherwise a warning, and the writer keeps it."""
        self._strict = strict
        self._found: list[tuple[Path, str, str | None, bool]] = []
        self._more = 0
        self._worse = False

    def table(self, shape: Shape, value: object, path: Path = ()) -> Any | None:
        """The value of a table, from its good keys; None when a required one is missing or it is no table."""
        if not isinstance(value, dict):
            self.problem(path, f"expected a table, found {show(value)}", f"write [{name_of(path)}] on its own line")
            return None
        if shape.may_be_empty and not value:
            return None
        values: dict[str, Any] = {}
        for name, given in value.items():
            key = shape.known.get(name)
            if key is None and shape.free is not None:
                key = Key(name=name, check=shape.free)
            if key is None:
                self._unknown(shape, name, given, path)
            elif given is None and not key.required:
                continue  # JSON's null is not said; TOML has none
            elif key.check is not None:
                try:
                    values[name] = key.check(given)
                except Wrong as wrong:
                    self.problem((*path, name), wrong.message, wrong.fix)
            else:
                self._inner(key, given, (*path, name), values)
        lost = [name for name in shape.required if name not in values]
        for name in lost:
            if name not in value:
                self.problem((*path, name), "is missing", f"write {name} = …")
        return None if lost else shape.make(**values)

    def _inner(self, key: Key, given: object, path: Path, values: dict[str, Any]) -> None:
        assert key.shape is not None
        if not key.many:
            made = self.table(key.shape, given, path)
            if made is not None:
                values[key.name] = made
        elif isinstance(given, list):
            rows = (self.table(key.shape, row, (*path, n)) for n, row in enumerate(given))
            values[key.name] = tuple(row for row in rows if row is not None)
        else:
            wanted = "[{ … }]" if key.inline else f"[[{name_of(path)}]]"
            self.problem(path, f"expected a list of tables, found {show(given)}", f"write {wanted}")

    def _unknown(self, shape: Shape, name: str, given: object, path: Path) -> None:
        near = nearest(name, shape.known) if len(self._found) < MAX_PROBLEMS and len(name) < 80 else None
        kept = "" if self._strict else "; it is kept"
        fix = f"did you mean '{near}'?" if near else None
        self.problem((*path, name), f"is not a key of this table{kept}", fix, warning=not self._strict)
        if too_deep(given):
            self.problem((*path, name), "is nested too deep (limit 20)", "write it flatter")

    def problem(self, path: Path, message: str, fix: str | None = None, *, warning: bool = False) -> None:
        """Keep a problem of a key path; beyond the first hundred they are only counted."""
        if len(self._found) < MAX_PROBLEMS:
            self._found.append((path, message, fix, warning))
        else:
            self._more += 1
            self._worse = self._worse or not warning

    def problems(self, document: Document | None, file: str) -> tuple[Problem, ...]:
        """All problems in the order of the lines; without a document, no lines."""
        if not self._found:
            return ()
        lines = _lines(document.text) if document else {}
        rows = [
            Problem(
                file=file,
                line=_line(lines, path),
                key=name_of(path) or None,
                message=message,
                fix=fix,
                warning=warning,
            )
            for path, message, fix, warning in self._found
        ]
        rows.sort(key=lambda p: p.line or 0)
        if self._more:
            rows.append(Problem(file=file, message=f"and {self._more:,} problems more", warning=not self._worse))
        return tuple(rows)


def _lines(text: str) -> Mapping[Path, int]:
    return find(text.removeprefix(BOM))


def _line(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line of a key; of the table around it when the key is missing; the first when the file lacks it."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return 1 if lines else None


def read(shape: Shape, document: Document, *, strict: bool) -> tuple[Any | None, tuple[Problem, ...]]:
    """The value of a whole document (None when it cannot be made) and everything that is wrong with it.

    The `format` line is checked here: it must be there, and be one that this version knows.
    """
    reader = Reader(strict=strict)
    table = document.table
    said = table.get("format")
    if isinstance(said, int) and not isinstance(said, bool) and said > FORMAT:
        newer = f"was made by a newer planner (this one knows format {FORMAT})"
        reader.problem(("format",), newer, "update planner; this file is left as it is")
        return None, reader.problems(document, document.file)
    if said is None:
        reader.problem(("format",), "is missing", "write format = 1 as the first line")
    elif type(said) is not int or said != FORMAT:
        reader.problem(("format",), f"{show(said)} is no format", "write format = 1")
    value = reader.table(shape, {k: v for k, v in table.items() if k != "format"})
    return value, reader.problems(document, document.file)


def name_of(path: Path) -> str:
    """A path as messages write it: dotted, list places counted from 1."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def show(value: object) -> str:
    """A found value as messages write it: as TOML would, cut short, without control characters."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = "".join(c if c.isprintable() else "·" for c in value[:41])
        return f'"{plain[:40]}…"' if len(value) > 40 else f'"{plain}"'
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else "a number of more than 18 digits"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return str(value)
