"""The house keeps its shape, and no check of it can rot into one that never fails.

The checks are in shared/house.py. `FAULTS` plants at least one fault for each of them in a copy of the checkout, and
expects that the check names the place.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import pytest
from house import (
    CHECKS,
    ROOT,
    TOP,
    Check,
    anys,
    by_name,
    clocks,
    directions,
    excuses,
    frozen,
    layout,
    mirrored,
    modules_said,
    network,
    purity,
    said,
    sizes,
    writing,
)

FAULTS: tuple[tuple[Check, str, str, str], ...] = (
    # the check, the file that is changed or made, what is added to its end, and what the check then names
    (layout, "setup.py", "", "setup.py: is not part"),
    (layout, "docs/index.md", "x", "docs: is not part"),
    (layout, "config/more.toml", "", "config/more.toml"),
    (directions, "planner/core/days.py", "import os", "core may not import os"),
    (directions, "planner/core/days.py", "from pathlib import Path", "core may not import pathlib.Path"),
    (directions, "planner/core/rules/bone.py", "from ...storage import files", "core may not import planner.storage"),
    (directions, "planner/core/rules/bone.py", "def f():\n    import random", "core may not import random"),
    (directions, "planner/storage/files.py", "from planner.tui import app", "storage may not import planner.tui.app"),
    (directions, "planner/storage/files.py", "import planner.cli", "storage may not import planner.cli"),
    (directions, "planner/storage/files.py", "import textual", "storage may not import textual"),
    (directions, "planner/sinks/told.py", "import planner.storage.files", "sinks may not import planner.storage.files"),
    (directions, "planner/sinks/told.py", "import shutil", "sinks may not import shutil"),
    (directions, "planner/tui/late.py", "import planner.commands.io", "tui may not import planner.commands"),
    (directions, "planner/tui/late.py", "import tomllib", "tui may not import tomllib"),
    (directions, "planner/cli.py", "from planner import tui", "cli may not import planner.tui"),
    (directions, "planner/cli.py", "if 1:\n    import planner.tui.app", "cli may not import planner.tui.app"),
    (directions, "planner/commands/io.py", "def f():\n    import rich", "commands may not import rich"),
    (directions, "planner/commands/io.py", "import planner.tui.draft", "commands may not import planner.tui.draft"),
    (directions, "planner/utils.py", '"""Things."""', "utils is no known layer"),
    (
        directions,
        "planner/core/days.py",
        "if TYPE_CHECKING:\n    import planner.desk",
        "core may not import planner.desk",
    ),
    (directions, "planner/tui/late.py", "if TYPE_CHECKING:\n    import planner.cli", "tui may not import planner.cli"),
    (network, "planner/storage/files.py", "import socket", "planner/storage/files.py"),
    (network, "planner/cli.py", "def f():\n    from urllib import request", "urllib.request"),
    (network, "planner/tui/late.py", "import http.client as h, ssl", "ssl"),
    (by_name, "planner/storage/files.py", "from importlib import import_module as i", "planner/storage/files.py"),
    (by_name, "planner/desk.py", "import importlib\ndef f():\n    importlib.import_module('x')", "planner/desk.py"),
    (by_name, "planner/core/days.py", "__import__('os')", "planner/core/days.py"),
    (by_name, "planner/cli.py", "import importlib\nimportlib.import_module('planner.tui.app')", "planner/cli.py"),
    (purity, "planner/core/days.py", "x = open", "core may not use open"),
    (purity, "planner/storage/files.py", "print(1)", "storage may not use print"),
    (purity, "planner/tui/late.py", "open('x')", "tui may not use open"),
    (purity, "planner/sinks/told.py", "open('x')", "sinks may not use open"),
    (purity, "planner/tui/late.py", "def f(input): ...\nx = input()", "tui may not use input"),
    (clocks, "planner/core/days.py", "import datetime as dt\ndt.date.today()", "asks date.today"),
    (clocks, "planner/core/days.py", "def f(clock):\n    return clock.now()", "asks clock.now"),
    (clocks, "planner/core/days.py", "datetime.fromtimestamp(0)", "fromtimestamp"),
    (clocks, "planner/tui/late.py", "from datetime import date as d\nx = d.today()", "asks d.today"),
    (clocks, "planner/commands/io.py", "now = datetime.now", "asks datetime.now"),
    (sizes, "planner/storage/files.py", "\n" * 400, "planner/storage/files.py"),
    (sizes, "tests/test_long.py", "\n" * 401, "tests/test_long.py: 401 lines"),
    (sizes, "planner/tui/late.py", "class Big:\n" + "    def f(self): ...\n" * 26, "class Big has 26 methods"),
    (sizes, "planner/core/{}.py", "\n" * 399, "the middle file has"),
    (said, "planner/core/days.py", "def quiet(): ...", "quiet has no docstring"),
    (said, "planner/tui/late.py", 'class A:\n    """A."""\n    def quiet(self): ...', "quiet has no docstring"),
    (modules_said, "planner/storage/late.py", '"""Helpers."""', "planner/storage/late.py"),
    (modules_said, "tests/test_late.py", "x = 1", "tests/test_late.py"),
    (anys, "planner/core/days.py", "from typing import Any\nx: Any = 1", "planner/core/days.py: uses Any"),
    (anys, "planner/tui/late.py", "import typing\nx: typing.Any = 1", "planner/tui/late.py: uses Any"),
    (excuses, "planner/core/days.py", "x = 1  # type: ignore[misc]", "planner/core/days.py"),
    (excuses, "tests/test_late.py", "x = 1  # noqa", "tests/test_late.py"),
    (frozen, "planner/core/days.py", "@dataclass(frozen=True)\nclass Loose: ...", "Loose must be frozen"),
    (writing, "planner/desk.py", "def f(p):\n    p.write_text('x')", "planner/desk.py"),
    (writing, "planner/storage/journal.py", "open('x', 'w')", "journal.py:"),
    (writing, "planner/storage/journal.py", "open('x', mode='ab')", "journal.py:"),
    (writing, "planner/storage/journal.py", "os.open('x', os.O_RDWR)", "journal.py:"),
    (writing, "planner/commands/where.py", "os.replace('a', 'b')", "where.py:"),
    (writing, "planner/desk.py", "def f(p):\n    p.open('w')", "planner/desk.py"),
    (writing, "planner/desk.py", "def f(p):\n    p.open(mode='r+b')", "planner/desk.py"),
    (writing, "planner/tui/late.py", "def f(p):\n    p.touch()", "late.py:"),
    (writing, "planner/tui/late.py", "def f(p, q):\n    p.rename(q)", "late.py:"),
    (writing, "planner/storage/journal.py", "os.unlink('a')", "journal.py:"),
    (writing, "planner/desk.py", "def f(p):\n    p.unlink()", "planner/desk.py"),
    (writing, "planner/desk.py", "import shutil\nshutil.rmtree('x')", "planner/desk.py"),
    (writing, "planner/storage/journal.py", "os.ftruncate(3, 0)", "journal.py:"),
    (mirrored, "planner/sources/watch.py", "", "planner/sources: has no tests/sources"),
    (mirrored, "tests/misc/test_late.py", "", "tests/misc: stands for no package"),
    (mirrored, "tests/core/test_files.py", "", "two files are called test_files.py"),
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_the_house(check: Check) -> None:
    """Nothing is wrong in this checkout."""
    assert check(ROOT) == []


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout that faults are planted in, one at a time."""
    return copied(tmp_path_factory.mktemp("pristine"))


@cache
def before(check: Check, copy: Path) -> list[str]:
    """What a check says of the copy without a fault, which is all that it says of this checkout."""
    return check(copy)


@pytest.mark.parametrize(("check", "file", "added", "named"), FAULTS, ids=lambda v: getattr(v, "__name__", None))
def test_a_planted_fault_is_named(pristine: Path, check: Check, file: str, added: str, named: str) -> None:
    """In a copy of the checkout a check names the fault once it is planted, and not before."""
    known = before(check, pristine)
    with ExitStack() as undo:
        for place in [file.format(n) for n in range(400 if "{}" in file else 1)]:
            plant(pristine / place, added, undo)
        found = [complaint for complaint in check(pristine) if complaint not in known]
    assert any(named in complaint for complaint in found), found
    assert check(pristine) == known


def plant(path: Path, added: str, undo: ExitStack) -> None:
    """Add text to the end of a file, which is made with its folders where it is not there."""
    for folder in [f for f in reversed(path.parents) if not f.exists()]:
        folder.mkdir()
        undo.callback(folder.rmdir)
    was = path.read_bytes() if path.exists() else None
    undo.callback(path.unlink if was is None else partial(path.write_bytes, was))
    path.write_text(added if was is None else f"{was.decode()}\n{added}", encoding="utf-8")


def test_every_check_has_a_planted_fault() -> None:
    """No check is without the proof that it can fail."""
    assert set(CHECKS) == {check for check, *_ in FAULTS}


def test_layout_asks_git_where_there_is_one(tmp_path: Path) -> None:
    """A file that is not tracked does no harm, one that is tracked does, and so does one that is missing."""
    copy = copied(tmp_path)
    git = ["git", "-C", copy]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    (copy / "notes.txt").write_text("mine")
    assert layout(copy) == []
    subprocess.run([*git, "add", "notes.txt"], check=True)
    subprocess.run([*git, "rm", "-q", "--cached", "LICENSE"], check=True)
    assert layout(copy) == ["notes.txt: is not part of the layout", "LICENSE: is missing"]


def test_an_allowance_that_nobody_needs_is_named(tmp_path: Path) -> None:
    """The list of places with Any cannot outlive its reasons."""
    copy = copied(tmp_path)
    (copy / "planner/core/rule.py").write_text("")
    assert "planner/core/rule.py: no longer uses Any; take it out of ANY_MAY" in anys(copy)


def copied(tmp_path: Path) -> Path:
    """A copy of what the checks read."""
    copy = tmp_path / "copy"
    for name in (*TOP, ".gitignore"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=_data)
        else:
            shutil.copy(ROOT / name, copy / name)
    return copy


def _data(folder: str, names: list[str]) -> list[str]:
    """What no check reads: everything in planner and tests that is neither a folder nor Python."""
    kept = (".py", ".toml") if Path(folder).name == "config" else (".py",)
    return [n for n in names if n == "__pycache__" or (Path(folder, n).is_file() and not n.endswith(kept))]
