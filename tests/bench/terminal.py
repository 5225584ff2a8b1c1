"""A program in a pseudo-terminal, timed as a person meets it.

Chunks are stamped when they are read; the emulator is fed only when somebody looks, so that it slows nothing down.
Knows terminals; refuses to know what the program is.
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
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

_QUERIES = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)
"""What a common terminal answers, so that no program waits in vain."""
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]*u|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""Sequences that the emulator would print as text."""


class Terminal:
    """One program, one terminal. Use as a context manager: the program is ended on the way out."""

    def __init__(
        self, argv: Sequence[str], *, env: Mapping[str, str], size: tuple[int, int] = (100, 30), early: bytes = b""
    ) -> None:
        """Start `argv`; `size` is columns, rows; `early` is typed before the program runs."""
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.chunks: list[tuple[float, bytes]] = []
        self._fed = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(argv[0], list(argv), dict(env))
            finally:
                os._exit(127)
        self.started = time.monotonic()
        if early:
            os.write(self.fd, early)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End the program, if it is still there, and let go of the terminal."""
        if self.pid:
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            os.waitpid(self.pid, 0)
            self.pid = 0
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

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

    def text(self) -> str:
        """The screen as text."""
        while self._fed < len(self.chunks):
            self._stream.feed(_UNKNOWN.sub(b"", self.chunks[self._fed][1]))
            self._fed += 1
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, marker: str, seconds: float = 20.0) -> float:
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

    def send(self, keys: str) -> float:
        """Type; gives the moment."""
        at = time.monotonic()
        os.write(self.fd, keys.encode())
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
        done, _ = os.waitpid(self.pid, os.WNOHANG)
        if done:
            self.pid = 0
        return not done

    def ended(self, seconds: float = 10.0) -> float:
        """Wait for the end of the program; gives the moment. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.002)
            if not self.alive():
                return time.monotonic()
        raise TimeoutError("the program did not end")

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
