"""A program in a pseudo-terminal, met as a person meets it: typed at, looked at, timed, ended from outside.

Chunks are stamped when they are read; the emulator is fed only when somebody looks, so that it slows nothing down.
Knows terminals; refuses to know what the program is. Every wait is for a condition and has an end.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import pyte

_QUERIES = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)
"""What a common terminal answers, so that no program waits in vain."""
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]*u|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
"""Sequences that the emulator would print as text."""
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
SECONDS = 20.0
"""How long a wait may take before it fails; a busy machine needs most of it now and then."""


class Terminal:
    """One program, one terminal. Use as a context manager: the program is ended on the way out."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        size: tuple[int, int] = (100, 30),
        early: bytes = b"",
        streams: Mapping[int, Path] | None = None,
    ) -> None:
        """Start `argv`; `size` is columns, rows; `early` is typed before the program is even loaded; `streams` are
        files in place of its standard input (0), output (1) or error (2).
        """
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.chunks: list[tuple[float, bytes]] = []
        self._fed = 0
        self.code: int | None = None
        """The exit code once it has ended; a signal's number below 0."""
        gate, go = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads: the child only execs
            self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                for number, path in (streams or {}).items():
                    os.dup2(os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT, 0o600), number)
                os.read(gate, 1)
                os.execvpe(argv[0], list(argv), dict(env))
            finally:
                os._exit(127)
        os.close(gate)
        if early:
            os.write(self.fd, early)
        self.started = time.monotonic()
        os.write(go, b"1")
        os.close(go)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End the program, if it is still there, and let go of the terminal."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; the kernel tells the program."""
        self._feed()
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> bool:
        """Read what comes within some seconds; False when nothing did or the program has ended."""
        ready, _, _ = select.select([self.fd], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.chunks.append((time.monotonic(), data))
        for query, answer in _QUERIES:
            if query.search(data):
                os.write(self.fd, answer)
        return True

    def _feed(self) -> None:
        while self._fed < len(self.chunks):
            self._stream.feed(_UNKNOWN.sub(b"", self.chunks[self._fed][1]))
            self._fed += 1

    def text(self) -> str:
        """The screen as text."""
        self._feed()
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, marker: str, seconds: float = SECONDS) -> float:
        """The moment (monotonic seconds) of the chunk with which the marker was on the screen. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while True:
            while self._fed < len(self.chunks):
                at, data = self.chunks[self._fed]
                self._stream.feed(_UNKNOWN.sub(b"", data))
                self._fed += 1
                if any(marker in line for line in self.screen.display):
                    return at
            if any(marker in line for line in self.screen.display):
                return self.chunks[-1][0]
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{marker!r} never came; the screen is:\n{self.text()}")
            if not self.read(min(left, 0.5)) and not self.alive():
                raise TimeoutError(f"the program ended before {marker!r}; the screen is:\n{self.text()}")

    def until(self, true: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
        """Read on until something is true, e.g. a file is there. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while not true():
            if time.monotonic() > until:
                raise TimeoutError(f"never {what}; the screen is:\n{self.text()}")
            if not self.read(0.02) and not self.alive() and not true():
                raise TimeoutError(f"the program ended before {what}; the screen is:\n{self.text()}")

    def settle(self, quiet: float = 0.15, most: float = 5.0) -> int:
        """Read until nothing has come for `quiet` seconds; the number of bytes that came."""
        before = self.total()
        until = time.monotonic() + most
        while time.monotonic() < until and self.read(quiet):
            pass
        return self.total() - before

    def total(self) -> int:
        """Bytes written so far."""
        return sum(len(data) for _, data in self.chunks)

    def bytes(self) -> bytes:
        """All that was written so far."""
        return b"".join(data for _, data in self.chunks)

    def modes(self) -> set[int]:
        """The private modes (DECSET numbers) that are on after all that was written, e.g. 1049 and 25."""
        on: set[int] = {25}
        for numbers, how in _MODE.findall(self.bytes()):
            for number in numbers.split(b";"):
                (on.add if how == b"h" else on.discard)(int(number))
        return on

    def send(self, keys: str | bytes) -> float:
        """Type; gives the moment."""
        at = time.monotonic()
        os.write(self.fd, keys.encode() if isinstance(keys, str) else keys)
        return at

    def answer(self, keys: str, seconds: float = 5.0) -> tuple[float, int]:
        """Type, and give the seconds until the first chunk came, and the bytes until rest."""
        self.settle()
        n, before = len(self.chunks), self.total()
        at = self.send(keys)
        until = at + seconds
        while len(self.chunks) == n and time.monotonic() < until:
            self.read(0.5)
        if len(self.chunks) == n:
            raise TimeoutError(f"nothing came of {keys!r}; the screen is:\n{self.text()}")
        first = self.chunks[n][0]
        self.settle()
        return first - at, self.total() - before

    def alive(self) -> bool:
        """Whether the program still runs."""
        if not self.pid:
            return False
        done, status = os.waitpid(self.pid, os.WNOHANG)
        if done:
            self.pid, self.code = 0, os.waitstatus_to_exitcode(status)
        return not done

    def ended(self, seconds: float = SECONDS) -> float:
        """Wait for the end of the program and read its last words; gives the moment. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.002)
            if not self.alive():
                at = time.monotonic()
                while self.read(0.0):
                    pass
                return at
        raise TimeoutError(f"the program did not end; the screen is:\n{self.text()}")

    def memory_mb(self) -> float:
        """Resident memory of the program, in MB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0

    def cpu_s(self) -> float:
        """CPU seconds that the program has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
