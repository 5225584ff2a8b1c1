"""The screens break in the middle of a key: a short message, a report, the terminal as it was, no plan data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from faces import NOW, furnish
from terminal import Terminal

REPORTS = {1049, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 2004, 2031, 2048}
"""The alternate screen, and reports of mouse, focus, paste, colours and size."""
SECRET = "secret-knee-note"
PLANT = f"""
import sys
from planner.tui import pages, app
def breaks(*args, **more):
    note = {SECRET!r} + "-of-mine"
    raise KeyError(note)
real = pages.Pages.frame
WHERE = sys.argv.pop(1)
def plant(self):
    if WHERE == "key":
        type(self.pages.page).key = breaks
    elif WHERE == "draw":
        pages.Pages.frame = breaks
    elif WHERE == "timer":
        self.set_timer(0.05, breaks)
    elif WHERE == "later":
        self.call_later(breaks)
    elif WHERE == "input":
        from planner.tui.tuning import driver
        self.call_later(self.panic, "a picture of " + {SECRET!r})
mount = app.PlannerApp.on_mount
app.PlannerApp.on_mount = lambda self: (mount(self), self.set_timer(0.3, lambda: plant(self)))
from planner.cli import main
code = main([])
sys.exit(code)
"""


@pytest.mark.parametrize("where", ["key", "draw", "timer", "later", "input"])
def test_a_break_shows_no_plan_data(tmp_path: Path, where: str) -> None:
    """Wherever it breaks: exit code 1, two lines, a report with places only, the alternate screen left."""
    home = tmp_path / "planner"
    furnish(home)
    environ = {**os.environ, "PLANNER_HOME": str(home), "PLANNER_NOW": NOW, "COLUMNS": "100"}
    with Terminal([sys.executable, "-c", PLANT, where], env=environ, size=(100, 30)) as terminal:
        terminal.wait("Sleep")
        terminal.settle(0.6)
        if where in ("key", "draw"):
            terminal.send("7")
        terminal.ended()
        assert terminal.code == 1
        written = terminal.bytes().decode("utf-8", "replace")
        assert "planner broke: " in terminal.text()
        assert 25 in terminal.modes() and not terminal.modes() & REPORTS
    assert SECRET not in written and "Traceback" not in written
    (kept,) = (home / "state" / "reports").iterdir()
    text = kept.read_text()
    assert SECRET not in text and ("breaks" in text or where == "input")
