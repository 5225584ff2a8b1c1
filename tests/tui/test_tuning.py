"""What is left out at a start is still what Textual lets one leave out, and comes when it is asked for after all."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import textual
from textual import drivers
from textual.drivers import linux_driver

from planner.tui import tuning

TEXTUAL = Path(textual.__file__).parent


def fresh(code: str) -> list[str]:
    """The words that some code prints in an interpreter of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def taken(path: Path) -> set[str]:
    """The names that a module takes from the palette's when it is imported, type hints left out."""
    return {
        alias.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ImportFrom) and node.module == tuning.PALETTE
        for alias in node.names
    }


def test_textual_takes_nothing_else_from_there() -> None:
    """At its import, only names that stand for themselves are taken, and only by the modules looked at."""
    by_module = {p.name: names for p in TEXTUAL.rglob("*.py") if (names := taken(p))}
    assert set().union(*by_module.values()) <= set(tuning.NAMES)
    assert set(by_module) == {"app.py", "theme.py", "system_commands.py"}


def test_what_it_takes_it_uses_only_for_the_palette() -> None:
    """In its application: opening one, and a question that stands behind the switch which ours has off."""
    lines = (TEXTUAL / "app.py").read_text().splitlines()
    used = [line.strip() for line in lines if "CommandPalette" in line and "import" not in line and "[" not in line]
    assert used == [
        "CommandPalette(",
        "CommandPalette(",
        "if self.use_command_palette and not CommandPalette.is_open(self):",
        'self.push_screen(CommandPalette(id="--command-palette"))',
    ]


def test_it_leaves_out_what_it_says() -> None:
    """The palette, its widgets and TLS are not loaded; everything that the screens need is."""
    unwanted = ("textual.widgets._input", "textual.widgets._option_list", "textual.fuzzy", "_ssl")
    code = f"""
from planner.tui import tuning
tuning.lean()
import planner.tui.app, sys
print(*[m for m in {unwanted!r} if m in sys.modules])
"""
    assert fresh(code) == []
    assert fresh(code.replace("tuning.lean()", "")) == list(unwanted), "so that there is something to leave out"


def test_who_asks_gets_the_real_thing() -> None:
    """A name that is not known here, and TLS afterwards."""
    code = """
from planner.tui import tuning
tuning.lean()
from textual.command import Command
import ssl, textual.command, sys
print(Command.__name__, ssl.SSLContext.__name__, textual.command.CommandPalette.__mro__[1].__name__)
"""
    assert fresh(code) == ["Command", "SSLContext", "SystemModalScreen"]


def test_too_late_it_does_nothing() -> None:
    """When Textual is there already."""
    code = """
import textual.app, textual.command
from planner.tui import tuning
before = textual.command
tuning.lean()
import sys
print(sys.modules["textual.command"] is before, "ssl" in sys.modules)
"""
    assert fresh(code) == ["True", "True"]


def test_the_search_for_garbage() -> None:
    """Off at the start, on at the first rest, and only then is what is loaded taken out of it."""
    code = """
import gc
from planner.tui import tuning
tuning.fast()
print(gc.isenabled(), gc.get_freeze_count() > 1000)
tuning.steady()
print(gc.isenabled(), gc.get_freeze_count() > 1000)
"""
    assert fresh(code) == ["False", "False", "True", "True"]


def test_the_driver_is_the_one_that_was_read() -> None:
    """The places of Textual's driver that ours overrides or reaches into are there, and do what ours relies on."""
    source = Path(linux_driver.__file__).read_text()
    assert drivers.__name__ == "textual.drivers"
    for part in (
        'self.write("\\x1b[?1049h")',
        "getincrementaldecoder",
        "self.exit_event.set()",
        "self._key_thread.join()",
        "termios.tcflush(self.fileno, termios.TCIFLUSH)",
        "self._disable_mouse_support()",
    ):
        assert part in source, part
