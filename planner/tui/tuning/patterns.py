"""Regular expressions are not compiled at every start anew: Textual and what it brings need seventy of them at import.

It knows how the standard library compiles one, and puts itself before that until the first rest. What it gives is what
the standard library would: the interpreter's own numbers, kept from an earlier start. It refuses to know what an
expression is for. Where the library is built otherwise nothing is done.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]  # typeshed leaves it out
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.storage import compiled
from planner.storage.compiled import Compiled

if TYPE_CHECKING:
    from re import Pattern

MOST: Final = 300
"""Expressions kept."""
NUMBER: Final = 4
"""Bytes of one of the interpreter's numbers; where it has others nothing is kept."""
Stock = Callable[..., "Pattern[str]"]


class Patterns:
    """What stands between `re` and its compiler from the start to the first rest."""

    def __init__(self, path: str) -> None:
        """`path` is the file in the cache folder."""
        self._path = path
        self._known = compiled.load(path)
        self._used: list[tuple[str, int]] = []
        self._new = False
        self._module = getattr(re, "_compiler", None)
        self._stock: Stock | None = getattr(self._module, "compile", None)

    def begin(self) -> None:
        """Answer from what is kept; does nothing where the library is not as it was read."""
        if self._stock is not None and _sre.CODESIZE == NUMBER and hasattr(self._module, "_code"):
            self._module.compile = self._compile  # type: ignore[union-attr]  # it has a `_code`, so it is there

    def end(self) -> None:
        """Leave it as it was."""
        if self._stock is not None and getattr(self._module, "compile", None) == self._compile:
            self._module.compile = self._stock  # type: ignore[union-attr]  # it has a `compile`

    def keep(self) -> Iterator[None]:
        """For the next start, what this one needed, a slice at a time; nothing when all of that was known."""
        if not self._new or self._stock is None:
            return
        rows = []
        for key in self._used[:MOST]:
            row = self._known.get(key) or taken_apart(*key)
            if row is not None and _same(row, self._stock):
                rows.append(row)
            yield
        compiled.save(Path(self._path), rows)

    def _compile(self, pattern: object, flags: int = 0) -> Pattern[str]:
        assert self._stock is not None
        if type(pattern) is not str or type(flags) is not int:
            return self._stock(pattern, flags)
        key = pattern, flags
        self._used.append(key)
        row = self._known.get(key)
        if row is not None:
            try:
                return put_together(row)
            except (ValueError, TypeError, OverflowError, RuntimeError):
                del self._known[key]
        self._new = True
        return self._stock(pattern, flags)


def taken_apart(pattern: str, asked: int) -> Compiled | None:
    """An expression as it is kept; None where it is none, or the library is not as it was read."""
    try:
        parsed = re._parser.parse(pattern, asked)  # type: ignore[attr-defined]  # no public name
        code: list[int] = re._compiler._code(parsed, asked)  # type: ignore[attr-defined]  # no public name
        names: dict[str, int] = parsed.state.groupdict
        flags, groups = int(asked | parsed.state.flags), parsed.state.groups - 1
        numbers = b"".join(int(number).to_bytes(NUMBER, sys.byteorder) for number in code)
    except (AttributeError, re.error, TypeError, OverflowError, RecursionError):
        return None
    return Compiled(pattern, int(asked), flags, groups, tuple(names.items()), numbers)


def put_together(row: Compiled) -> Pattern[str]:
    """The expression of a row. Raises ValueError, TypeError, OverflowError or RuntimeError for one that is broken, as
    far as the interpreter can see that.
    """
    if not 0 <= row.groups <= len(row.pattern):
        raise ValueError(f"{row.groups} groups")
    names = dict(row.names)
    by_number: list[str | None] = [None] * (row.groups + 1)
    for name, number in names.items():
        if not 0 < number <= row.groups:
            raise ValueError(f"group {number} of {row.groups}")
        by_number[number] = name
    code = memoryview(row.code).cast("I").tolist()
    made: Pattern[str] = _sre.compile(row.pattern, row.flags, code, row.groups, names, tuple(by_number))
    return made


def _same(row: Compiled, stock: Stock) -> bool:
    """Whether an expression is what the library makes of it."""
    try:
        return put_together(row) == stock(row.pattern, row.asked)
    except (ValueError, TypeError, OverflowError, RuntimeError, re.error):
        return False
