"""A part of each figure of this folder in every run: the commands themselves take minutes and stand in their files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from machine import no_images, no_tracing

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def tool() -> Iterator[object]:
    """Gives a program of this folder by its name; they are no package, so they are found by their folder."""
    sys.path.insert(0, str(HERE))
    try:
        yield import_module
    finally:
        sys.path.remove(str(HERE))


def loaded(tool: object, name: str) -> ModuleType:
    assert callable(tool)
    module = tool(name)
    assert isinstance(module, ModuleType)
    return module


def test_files_in_many_hands_are_saved_unedited(tool: object, tmp_path: Path) -> None:
    """Byte for byte; one edit is one line; a writer that parses and dumps is caught."""
    unedited = loaded(tool, "unedited")
    seen, wrong = unedited.run(range(250), tmp_path)
    assert wrong == [] and len(seen) == 5 and seen.total() == 250
    assert len(unedited.run(range(50), tmp_path / "bad", save=unedited.naive)[1]) > 40


def test_kills_at_random_moments(tool: object, tmp_path: Path) -> None:
    """What was acknowledged is there and whole after each kill."""
    kill_loop = loaded(tool, "kill_loop")
    count = kill_loop.loop(tmp_path / "home", kill_loop.well, 25, 50, 20261123)
    assert count.wrong == [] and count.kills >= 25 and count.saves >= 50


@pytest.mark.parametrize("name", ["in place", "says saved too early"])
def test_a_bad_writer_does_not_outlive_the_kills(tool: object, tmp_path: Path, name: str) -> None:
    """A writer that is known to be wrong is caught by the same loop."""
    kill_loop = loaded(tool, "kill_loop")
    count = kill_loop.loop(tmp_path / "home", kill_loop.BAD[name], kill_loop.TRIES, 0, 20261123, ring=False)
    assert count.torn + count.lost > 0


def test_mangled_files_are_read_or_refused(tool: object, tmp_path: Path) -> None:
    """Nothing but a named problem, in time and within memory; a bare parser is caught by the same files.

    By the command, in a process of its own: this one holds all other tests, more than the memory allowed.
    """
    command = [
        sys.executable,
        HERE / "mangled.py",
        "--files",
        "4000",
        "--seed",
        "20261123",
        "--state",
        tmp_path / "state",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "known-bad reader (bare tomllib): caught at" in done.stdout, done.stdout
    run = json.loads((tmp_path / "state").read_text())
    assert run["bad"] == [] and run["done"] == 4_000 and run["worst"] < 2
    assert not any(run["counts"].get(name) for name in ("slow", "foreign", "big"))
    for kind in loaded(tool, "mangled").KINDS:
        assert run["counts"][f"{kind} read"] > 20 and run["counts"][f"{kind} refused"] > 300, kind


def test_a_run_of_mangled_files_is_taken_up_again(tool: object, tmp_path: Path) -> None:
    """Ended in the middle and taken up from its state it has met the same files with the same outcome."""
    mangled = loaded(tool, "mangled")
    whole = mangled.Run(7, None)
    whole.on(300)
    mangled.Run(7, tmp_path / "state").on(110, every=50)
    second = mangled.Run(7, tmp_path / "state")
    assert second.done == 110
    second.on(300)
    assert (second.done, second.counts) == (300, whole.counts)


@pytest.mark.parametrize(("name", "lost"), [("day-over", False), ("bad-unflushed", True), ("bad-in-place", True)])
def test_power_cuts(tool: object, tmp_path: Path, name: str, lost: bool) -> None:
    """At every call of a save on ext4; two writers that are known to be wrong are caught by the same cuts."""
    if reason := no_tracing() or no_images("ext4"):
        pytest.skip(f"{reason}; python tests/faults/power_cuts.py elsewhere, as root")
    power_cuts = loaded(tool, "power_cuts")
    with power_cuts.room() as root:
        found = power_cuts.cuts("ext4", name, power_cuts.made("ext4", root), root, pushed=False)
        bad = power_cuts.judged("ext4", name, found, root)
    assert len(found) > (5 if lost else 40)
    assert bool(bad) == lost, bad
