"""What may be loaded before the first picture of the screens is painted, and by each command: nothing that waits.

The lists are whole: a new module is added here by whoever has seen what it costs (0.2 ms and what it brings).
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from faces import NOW, TODAY, desk_of, furnish

from planner.cli import COMMANDS
from planner.core.record import Done

ROOT = Path(__file__).parents[1]
CORE = """
    advise answer assemble baseline closing days facts fields history known left_open measure open_matters painlog
    readiness record returning routines rule rules rules.bone rules.change rules.environment rules.flags
    rules.illness rules.load rules.pain rules.person rules.plan rules.readiness rules.reminders runtext settings
    shoe_life shoes showing sites steps strength strength_day tomorrow training typed units values verdict walk way_back
    when words worn
""".split()
STORAGE = """
    checks clock compiled document drafts files journal kept last_valid lines loose own_layout parsed places problems
    reading rulebook settings shapes shipped shoes wear
""".split()
FACE = """
    actions answering app commands controller draft editor effects finder following frame guard half_lines
    keeping modes page pages pains questions screens screens.lately screens.morning screens.parts
    screens.verdict shown themes trail tuning tuning.driver tuning.patch
    tuning.patterns undo widgets widgets.canvas
""".split()
FIRST = {
    *("planner", "planner.core", "planner.storage", "planner.tui", "planner.desk", "planner.instant"),
    *(f"planner.core.{name}" for name in CORE),
    *(f"planner.storage.{name}" for name in STORAGE),
    *(f"planner.tui.{name}" for name in FACE),
}
NEVER = {"tomlkit", "tomli_w", "platformdirs.macos", "unittest", "ctypes", "textual.widgets._input", "ssl"}
PAINT = """
from planner.tui import tuning
tuning.lean()
import planner.tui.app, os, sys
from planner.desk import Desk
from planner.tui.pages import Pages
Pages(Desk(os.environ)).frame(100, 30)
print(*sys.modules)
"""
COMMAND = """
import io, sys
out, sys.stdout = sys.stdout, io.StringIO()
from planner.cli import main
try:
    main({args!r})
except SystemExit:
    pass
sys.stdout = out
print(*sys.modules)
"""
FEW = {
    *("planner", "planner.cli", "planner.commands", "planner.commands.io", "planner.commands.today"),
    *("planner.storage", "planner.storage.said"),
}
"""What `planner today` may load while what it said last holds."""

ASKS_PAGES = {"plain", "doctor", "steps"}
"""Commands that use pure parts of the face: the questions and the steps themselves, and the check of own keys."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a month behind it, a hard run in it, whose texts were parsed before.

    Without a hard run in ten weeks the index is asked for the last one.
    """
    home = tmp_path_factory.mktemp("first") / "planner"
    desk = furnish(home)
    was = desk.journal.day(TODAY - timedelta(days=8))
    desk.journal.save(replace(was, done=(Done(kind="run", session="tempo", km=7.0),)), was=was)
    desk = desk_of(home)
    desk.context(desk.today())
    desk.parsed.save()
    return home


def loaded(code: str, home: Path) -> set[str]:
    """The modules that a fresh interpreter holds after some code."""
    environ = {**os.environ, "PLANNER_HOME": str(home), "PLANNER_NOW": NOW, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_first_picture(home: Path) -> None:
    """Only what it shows: no other page, no mode, no index, no parser, nothing of a save."""
    found = loaded(PAINT, home)
    assert {m for m in found if m.startswith("planner")} == FIRST
    assert not found & NEVER and "tomllib" not in found


def test_the_lists_can_fail(home: Path) -> None:
    """A page and a parser that are loaded are seen."""
    found = loaded(
        PAINT.replace("import planner.tui.app,", "import planner.tui.app, planner.tui.steps_host, tomllib,"), home
    )
    assert "planner.tui.steps_host" in found - FIRST and "tomllib" in found


@pytest.fixture(scope="module")
def stock(home: Path) -> set[str]:
    """What the library's own reader of options brings: from Python 3.14 on also `dataclasses`, for colours."""
    return loaded("import argparse, sys\nargparse.ArgumentParser().format_help()\nprint(*sys.modules)", home)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_loads_no_face_and_no_dataclasses(home: Path, stock: set[str], name: str) -> None:
    """Whatever it does: it is asked for what it does without more words."""
    found = loaded(COMMAND.format(args=[name]), home)
    if "argparse" in found:
        found -= stock
    assert not found & {"dataclasses", "inspect", "textual", "rich", "tomlkit", "asyncio"}
    face = {m.removeprefix("planner.tui.") for m in found if m.startswith("planner.tui.")}
    assert not {part for part in face if part.startswith(("app", "tuning", "screens", "widgets"))}
    assert not face or name in ASKS_PAGES


def test_today_while_it_holds(home: Path) -> None:
    """The second time, with files that are old enough, hardly anything."""
    for path in sorted(home.rglob("*")):
        os.utime(path, (1, 1))
    code = "from planner.storage import said; said._young = lambda path: False\n" + COMMAND.format(args=["today"])
    loaded(code, home)
    found = loaded(code, home)
    assert {m for m in found if m.startswith("planner")} <= FEW
    assert not found & {"json", "datetime", "pathlib", "typing", "argparse", "dataclasses", "tomllib"}
    assert not found & {"re", "zlib", "enum", "importlib.machinery", "functools"}
