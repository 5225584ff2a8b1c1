"""What a command sees of the world: three streams, the environment, and from it the clock and the places.

Every string goes to a terminal through one filter, so that no note, shoe's name or file can move the cursor or crash
the output. It refuses to know what is said, and imports nothing that takes time to import.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO, Self, TextIO

    from planner.storage.clock import Clock
    from planner.storage.places import Places


def safe(line: str) -> str:
    """One line as a terminal may see it: what is not printable (controls, escapes, lone surrogates) is a `·`."""
    return line if line.isprintable() else "".join(c if c.isprintable() else "·" for c in line)


class Io:
    """The streams and the environment of one run of a command."""

    def __init__(self, *, stdin: TextIO, stdout: TextIO, stderr: TextIO, environ: Mapping[str, str]) -> None:
        """Take what a test or the process gives."""
        self.stdin, self.stdout, self.stderr = stdin, stdout, stderr
        self.environ = environ
        self._clock: Clock | None = None
        self._places: Places | None = None

    @classmethod
    def of_process(cls) -> Self:
        """The streams of this process; one that was closed before the start is the null device."""
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a terminal that cannot show a ° shows a ?
        return cls(
            stdin=sys.stdin or open(os.devnull, encoding="utf-8"),
            stdout=sys.stdout or open(os.devnull, "w", encoding="utf-8"),
            stderr=sys.stderr or open(os.devnull, "w", encoding="utf-8"),
            environ=os.environ,
        )

    @property
    def clock(self) -> Clock:
        """What says the time. Raises WrongUse when `PLANNER_NOW` is set and is no date-time with an offset."""
        if self._clock is None:
            from planner.storage.clock import SystemClock

            self._clock = SystemClock(self.environ)
        return self._clock

    @property
    def places(self) -> Places:
        """Where every file lies."""
        if self._places is None:
            from planner.storage.places import Places

            self._places = Places.of(self.environ)
        return self._places

    def under(self, more: Mapping[str, str]) -> Io:
        """The same streams with more in the environment."""
        return Io(stdin=self.stdin, stdout=self.stdout, stderr=self.stderr, environ={**self.environ, **more})

    def out(self, text: str = "") -> None:
        """Say lines of text on standard output."""
        self.stdout.write(_lines(text))

    def err(self, text: str) -> None:
        """Say lines of text on standard error."""
        self.stderr.write(_lines(text))

    def json(self, value: object, *, indent: int | None = 2) -> None:
        """Give a value as JSON on standard output, in ASCII: whole in every locale, and it moves no cursor."""
        from json import dumps

        self.stdout.write(dumps(value, indent=indent, allow_nan=False) + "\n")

    def lines(self, limit: int) -> Iterator[bytes]:
        """The lines of standard input as bytes, one as soon as it is there; see `lines_of`."""
        return lines_of(self._binary(), limit)

    def read(self, limit: int) -> bytes:
        """All of standard input as bytes, but at most one more than the limit."""
        return self._binary().read(limit + 1)

    def _binary(self) -> BinaryIO:
        buffer = getattr(self.stdin, "buffer", None)
        if buffer is not None:
            return buffer  # type: ignore[no-any-return]  # getattr says Any; beneath a text stream lie bytes
        from io import BytesIO

        return BytesIO(self.stdin.read().encode("utf-8", "surrogateescape"))


def lines_of(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of a stream, without their ends. Of a line of more bytes than the limit one more than that is given."""
    while line := stream.readline(limit + 2):
        yield line[:-1] if line.endswith(b"\n") else line[: limit + 1]
        cut = len(line) > limit + 1
        while cut and line and not line.endswith(b"\n"):
            line = stream.readline(limit)


def _lines(text: str) -> str:
    if text.isprintable():
        return text + "\n"
    return "".join(safe(line) + "\n" for line in text.split("\n"))
