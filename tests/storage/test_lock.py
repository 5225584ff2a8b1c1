"""The lock of a folder: one holder, named to the others, gone with its process however that ended."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from planner.storage.lock import Holder, Lock
from planner.storage.places import Places

NOW = datetime.fromisoformat("2026-11-23T06:41:00+01:00")
HOLD = """
import sys, time
from datetime import datetime
from pathlib import Path
from planner.storage.lock import Lock
from planner.storage.places import Places
lock = Lock(Places.at(Path(sys.argv[1])))
print(lock.take(datetime.fromisoformat(sys.argv[2])), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path / "home")


def holding(places: Places) -> subprocess.Popen[str]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLD, str(places.data), NOW.isoformat()]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "None\n"
    return child


def test_the_second_is_told_who_has_it(places: Places) -> None:
    """Process and time of start; once that one has ended the lock is free."""
    child = holding(places)
    lock = Lock(places)
    holder = lock.take(NOW)
    assert str(holder) == f"process {child.pid}, since 2026-11-23 06:41" and not lock.held
    child.communicate("")
    assert lock.take(NOW) is None and lock.held


def test_a_killed_holder_holds_nothing(places: Places) -> None:
    """After kill -9 the next one has it at once, whatever the file still says."""
    child = holding(places)
    child.kill()
    child.communicate()
    assert (places.state / "lock").read_text().startswith(str(child.pid))
    assert Lock(places).take(NOW) is None


@pytest.mark.parametrize("text", ["", "4711", "1\nelsewhere\n2020-01-01T00:00:00+00:00\n", "\xff\x00" * 2000])
def test_an_old_file_is_no_lock(places: Places, text: str) -> None:
    """Left by another boot, another host or nobody: only a living process holds."""
    places.state.mkdir(parents=True)
    (places.state / "lock").write_text(text)
    lock = Lock(places)
    assert lock.take(NOW) is None
    assert (places.state / "lock").read_text().split("\n")[0] == str(os.getpid())
    lock.let_go()
    assert (places.state / "lock").read_text() == ""


def test_where_no_lock_can_be(places: Places) -> None:
    """A state folder that cannot be written, a link planted in its place: the program goes on without one."""
    places.data.mkdir(parents=True)
    places.state.write_text("")
    assert Lock(places).take(NOW) is None
    places.state.unlink()
    places.state.mkdir()
    victim = places.data / "victim"
    victim.write_text("safe")
    (places.state / "lock").symlink_to(victim)
    assert Lock(places).take(NOW) is None and victim.read_text() == "safe"


def test_it_is_private_and_names_strangers() -> None:
    """Another host is named, an empty file too."""
    assert str(Holder(pid="7", host="elsewhere")) == "process 7 on elsewhere"
    assert str(Holder()) == "another process"
