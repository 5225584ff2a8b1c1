"""What a command sees of the world: three streams, the environment, and from it the clock and the places.

Every string goes to a terminal through one filter, so that no note, shoe's name or file can move the cursor or crash
the output. It refuses to know what is said, and imports nothing that takes time to import.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
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

    def whole(self, text: str) -> None:
        """Give the text of a file on standard output: in UTF-8, to a terminal as much as it may see."""
        if self.stdout.isatty():
            self.out(text.replace("\r\n", "\n").removesuffix("\n"))
            return
        buffer = getattr(self.stdout, "buffer", None)
        if buffer is None:  # a stream in memory
            self.stdout.write(text)
        else:
            self.stdout.flush()
            left = memoryview(text.encode())
            while left:  # with PYTHONUNBUFFERED a stream may take a part and say no more
                left = left[buffer.write(left) or 0 :]

    def lines(self, limit: int) -> Lines:
        """The lines of standard input as bytes, one as soon as it is there."""
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


class Lines:
    """The lines of a stream, without their ends, one as soon as it is there. For one thread.

    Of a line of more bytes than the limit one more than that is given.
    """

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        """Nothing is read yet; nobody else may read from the stream."""
        self._stream, self._limit = stream, limit
        self._held = b""
        try:
            self._file: int | None = stream.fileno()
        except OSError:  # a stream in memory
            self._file = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        line, ended = b"", False
        while not ended:
            self._held = self._held or self._more()
            if not self._held:
                break
            part, end, self._held = self._held.partition(b"\n")
            line = (line + part)[: self._limit + 1]
            ended = bool(end)
        if not ended and not line:
            raise StopIteration
        return line

    def within(self, seconds: float) -> bool:
        """Whether a line, or the end of them, is there within so many seconds; True where nothing can be waited for."""
        if self._held or self._file is None:
            return True
        from select import select

        try:
            return bool(select([self._file], [], [], seconds)[0])
        except (OSError, ValueError):
            return True

    def _more(self) -> bytes:
        if self._file is None:
            return self._stream.readline(self._limit + 2)
        return os.read(self._file, 65536)


def lines_of(stream: BinaryIO, limit: int) -> Lines:
    """The lines of a stream; see `Lines`."""
    return Lines(stream, limit)


def _lines(text: str) -> str:
    if text.isprintable():
        return text + "\n"
    return "".join(safe(line) + "\n" for line in text.split("\n"))
