"""What can be wrong with a file or a wish, as values and errors: where, what, and what to write instead.

It knows exit codes and how a problem reads in one line. It refuses to know files, TOML and screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from planner.core.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong in one place of one file."""

    file: str
    line: int | None = None
    """Counted from 1; None when no line can be named."""
    key: str | None = None
    """Dotted, list places counted from 1, e.g. `morning.pain[2].score`."""
    message: str
    fix: str | None = None
    """What to write or do instead, as an order: `write 5.2`."""
    warning: bool = False
    """A warning is said and the file is used all the same."""

    def __str__(self) -> str:
        """`file:line: key: message; fix`, without the parts that are not known and without control characters."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f"{self.key}: " if self.key else ""
        fix = f"; {self.fix}" if self.fix else ""
        words = f"{place}: {key}{self.message}{fix}"
        return words if words.isprintable() else "".join(c if c.isprintable() else "·" for c in words)


class PlannerError(Exception):
    """Something that the runner must be told of, in words that need no traceback."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str = "", problems: Iterable[Problem] = ()) -> None:
        """Say `message`, or the problems one a line when there is no message."""
        self.problems = tuple(problems)
        self.message = message or "\n".join(map(str, self.problems))
        super().__init__(self.message)


class BadInput(PlannerError):
    """What was given cannot be used."""

    exit_code = 1


class WrongUse(PlannerError):
    """The command was used in a way that it does not have."""

    exit_code = 2


class CannotRead(PlannerError):
    """A file is there and cannot be read, or not be understood; it is never written over."""

    exit_code = 3


class CannotWrite(PlannerError):
    """A file could not be written. What was to be saved is still in memory, the old file is whole."""

    exit_code = 4


class ChangedElsewhere(PlannerError):
    """A file is not as it was when it was read: another program wrote it. Both versions are kept."""

    exit_code = 5

    def __init__(
        self,
        message: str = "",
        problems: Iterable[Problem] = (),
        *,
        kept: str | None = None,
        path: Path | None = None,
    ) -> None:
        """`kept` is the name, beside the file at `path`, of the version that is not under the file's own name now."""
        super().__init__(message, problems)
        self.kept, self.path = kept, path


class HeldByAnother(PlannerError):
    """Another planner works in the same folder."""

    exit_code = 5
