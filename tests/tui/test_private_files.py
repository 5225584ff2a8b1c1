"""What the program makes is its owner's alone, whatever the umask says; nothing of the record lies anywhere else."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from program import Program

NOW = "2026-11-23T06:41:00+01:00"
CHECK_IN = (
    "check-in --sleep 7 --quality 2 --fatigue 3 --soreness 2 --stress 2 --none --note secret-of-mine --run".split()
)
COMMANDS = (
    ["shoes", "add", "Pegasus 41"],
    [*CHECK_IN, "8 km easy road"],
    ["done", "--as-planned"],
    ["today"],
    ["history"],
    ["why"],
    ["week"],
    ["restore", "today", "--take", "1"],
    ["doctor", "--fix"],
)


def modes(home: Path) -> dict[str, int]:
    """Everything below a home whose mode lets others in."""
    every = [home, *home.rglob("*")]
    wanted = {True: 0o700, False: 0o600}
    return {str(p): p.stat().st_mode & 0o777 for p in every if p.stat().st_mode & 0o777 != wanted[p.is_dir()]}


@pytest.fixture
def open_umask() -> Any:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_commands_make_private_files(tmp_path: Path) -> None:
    """Days, shoes, versions, caches: 0600 in folders of 0700 under umask 000, and no word of it in the temp folder."""
    home = tmp_path / "home"
    environ = {**os.environ, "PLANNER_HOME": str(home), "PLANNER_NOW": NOW}
    for command in COMMANDS:
        ended = subprocess.run(
            [sys.executable, "-m", "planner", *command], env=environ, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, (command, ended)
    assert (home / "state/kept").is_dir() and (home / "shoes.toml").exists() and len(list(home.rglob("*"))) > 10
    assert modes(home) == {}
    strays = [
        p for p in Path(tempfile.gettempdir()).glob("*planner*") if p.is_file() and b"secret-of-mine" in p.read_bytes()
    ]
    assert strays == []


@pytest.mark.usefixtures("open_umask")
def test_screens_make_private_files(program: Callable[..., Program], tmp_path: Path) -> None:
    """Drafts, lock, first picture and days too; the window's title says nothing."""
    p = program()
    p.wait("Sleep")
    (tmp_path / "planner").chmod(0o700)
    for path in (tmp_path / "planner").rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)  # what the test itself laid out
    p.type('7 2 2 2 2 0 Enter n "secret-of-mine"')
    p.until(lambda: bool(list((p.home / "state").rglob("*.json"))) or p.file.exists(), "something written")
    p.type("Enter")
    p.day_where(lambda day: day["morning"].get("note") == "secret-of-mine")
    p.type("q")
    p.ended()
    assert (p.home / "state" / "lock").exists()
    assert modes(p.home) == {}
    assert b"\x1b]0;" not in p.bytes() and b"\x1b]2;" not in p.bytes()
