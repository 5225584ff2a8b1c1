"""A program in a terminal with its times and its CPU: what the figures of a start and of keys are made of.

Times are of the chunk in which something was on the screen; CPU is the kernel's own count for the process, which a busy
machine changes little. It refuses to know what the program is.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))

from terminal import Terminal

_SEQUENCE = re.compile(
    rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]|\x1b[PX^_].*?\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)", re.DOTALL
)


class Watched(Terminal):
    """One run."""

    def cpu_ms(self) -> float:
        """CPU milliseconds of all its threads up to now."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6

    def sees(self, marker: str, seconds: float = 20.0, *, after: int = 0) -> float:
        """Milliseconds from the start to the chunk with which the text was written, by the raw bytes.

        `after` = only what comes after so many bytes.
        """
        wanted = marker.encode()
        until = time.monotonic() + seconds
        done = 0
        tail = b""
        seen = 0
        while time.monotonic() < until:
            while done < len(self.chunks):
                at, data = self.chunks[done]
                done += 1
                seen += len(data)
                if seen <= after:
                    continue
                tail = (tail + data[-(seen - after) :])[-65536:]
                if wanted in _SEQUENCE.sub(b"", tail):
                    return (at - self.started) * 1000
            if not self.read(0.05) and not self.alive():
                break
        raise TimeoutError(f"{marker!r} never came; the screen is:\n{self.text()}")


@dataclass(kw_only=True)
class Start:
    """What one start took, in milliseconds."""

    paint: float
    cpu: float
    """Up to the first paint."""
    ready: float
    """Up to the effect of a key that was sent at the first paint."""
    ready_cpu: float
    memory: float
    """MB at rest."""
    quit: float
    keys: list[float] = field(default_factory=list)
    key_cpu: float = 0.0
    sizes: list[int] = field(default_factory=list)
    chunks: list[int] = field(default_factory=list)


def start(
    argv: Sequence[str],
    env: Mapping[str, str],
    *,
    marker: str,
    live: bytes = b"",
    key: str,
    effect: str,
    keys: Sequence[str] = (),
    quit: str = "q",
    size: tuple[int, int] = (100, 30),
) -> Start:
    """Start, press `key` at once and see its `effect`; then, at rest, press `keys` one by one; then quit.

    `live`: the marker counts only after these bytes, e.g. those that follow a kept picture.
    """
    with Watched(argv, env=env, size=size) as run:
        after = 0
        if live:
            run.until(lambda: live in run.bytes(), "the screens")
            after = run.bytes().index(live)
        paint = run.sees(marker, after=after)
        cpu = run.cpu_ms()
        before = run.total()
        run.send(key)
        ready = run.sees(effect, after=before)
        ready_cpu = run.cpu_ms()
        run.settle(0.3)
        run.until(lambda: not run.read(1.2), "rest")
        found = Start(paint=paint, cpu=cpu, ready=ready, ready_cpu=ready_cpu, memory=run.memory_mb(), quit=0)
        started = run.cpu_ms()
        for one in keys:
            n, size_before = len(run.chunks), run.total()
            sent = run.send(one)
            run.until(lambda n=n: len(run.chunks) > n, f"an answer to {one!r}")
            while run.read(0.05):
                pass
            found.keys.append((run.chunks[-1][0] - sent) * 1000)
            found.sizes.append(run.total() - size_before)
            found.chunks.append(len(run.chunks) - n)
        if keys:
            found.key_cpu = (run.cpu_ms() - started) / len(keys)
        time.sleep(0.1)  # a burst would be dropped after a refused key
        sent = run.send(quit)
        found.quit = (run.ended() - sent) * 1000
        return found


def written(argv: Sequence[str], env: Mapping[str, str], marker: str) -> float:
    """Bytes from the start of a program until it is at rest."""
    with Watched(argv, env=env) as run:
        run.sees(marker)
        run.until(lambda: not run.read(1.2), "rest")
        return float(run.total())


def printed(argv: Sequence[str], env: Mapping[str, str], marker: str) -> float:
    """Milliseconds from the start of a program to its text in a terminal."""
    with Watched(argv, env=env) as run:
        return run.sees(marker)
