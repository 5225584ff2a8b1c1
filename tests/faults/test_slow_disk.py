"""A disk that takes its time over a flush holds up nothing but the word that something is saved.

The flushes of the real program in a terminal are slowed down by strace.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from faces import furnish
from machine import no_attaching
from program import Program

pytestmark = pytest.mark.skipif(bool(no_attaching()), reason=no_attaching())

SLOW = 0.4
"""Seconds that each flush takes longer."""


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Program]:
    """The program, up, on a disk that is slow from then on."""
    furnish(tmp_path / "planner")
    p = Program(tmp_path / "planner", (80, 24), "", ())
    p.wait("Sleep")
    p.settle()
    command = ["strace", "-f", "-qq", "-e", "trace=fsync", "-e", f"inject=fsync:delay_enter={SLOW}s", "-p", str(p.pid)]
    tracer = subprocess.Popen([*command, "-o", str(tmp_path / "log")])
    traced = Path(f"/proc/{p.pid}/status")
    p.until(lambda: f"TracerPid:\t{tracer.pid}" in traced.read_text(), "strace")
    yield p
    p.kill()
    tracer.wait(10)


def test_the_key_is_answered_before_the_disk_is(slow: Program) -> None:
    """`Saving` is there while the file is not; `Saved` only once it is, and then `Saving` is gone."""
    slow.type("7 2 2 2 2 0 Enter")
    slow.wait("Saving")
    seen = time.monotonic()
    assert not slow.file.exists()
    assert "Saved" not in slow.text()
    slow.wait("Saved")
    assert time.monotonic() - seen > SLOW
    assert slow.day()["morning"]["sleep_h"] == 7.0
    assert "Saving" not in slow.text()


def test_keys_typed_while_it_saves_come_after_it(slow: Program) -> None:
    """None is lost, and leaving waits for the save."""
    slow.type("7 2 2 2 2 0 Enter n hello Enter Enter q")
    slow.ended()
    assert slow.day()["morning"]["note"] == "hello"
