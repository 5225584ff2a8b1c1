"""A part of each figure of this folder in every run: the commands themselves take minutes and stand in their files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

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
    count = kill_loop.loop(tmp_path / "home", kill_loop.BAD[name], 40, 0, 20261123, ring=False)
    assert count.torn + count.lost > 0
