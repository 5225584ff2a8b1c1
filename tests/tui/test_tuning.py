"""What is left out at a start is still what Textual lets one leave out, and comes when it is asked for after all."""

from __future__ import annotations

import ast
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import textual
from textual import drivers
from textual.drivers import _writer_thread, linux_driver
from textual.events import Resize

from planner.tui import tuning
from planner.tui.tuning.driver import QuickDriver, Stream

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


def test_no_widgets_that_nothing_uses() -> None:
    """The screen holds the canvas and nothing else; an application of Textual's begins with two more."""
    code = """
import os, tempfile
from textual.app import App
from planner.desk import Desk
from planner.tui.app import PlannerApp

async def there(pilot):
    print("+".join(type(widget).__name__ for widget in pilot.app.screen.children) or "-")
    pilot.app.exit()

App().run(headless=True, size=(80, 24), auto_pilot=there)
with tempfile.TemporaryDirectory() as place:
    home = dict(os.environ) | {"PLANNER_HOME": place}
    PlannerApp(Desk(home), home).run(headless=True, size=(80, 24), auto_pilot=there)
"""
    assert fresh(code) == ["ToastRack+Tooltip", "Canvas"]


def test_the_search_for_garbage() -> None:
    """Off at the start, on at the first rest, and only then is what is loaded taken out of it."""
    code = """
import gc, os
from planner.tui import tuning
tuning.fast(os.environ)
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
        "signal.signal(signal.SIGWINCH, on_terminal_resize)\n        send_size_event()",
        "def process_message(self, message: Message) -> None:",
        "getincrementaldecoder",
        "self.exit_event.set()",
        "self._key_thread.join()",
        "termios.tcflush(self.fileno, termios.TCIFLUSH)",
        "self._disable_mouse_support()",
        "self._writer_thread = WriterThread(self._file)",
        "self._writer_thread.write(data)",
    ):
        assert part in source, part
    assert source.count("self._file") == 2, "nobody but the thread has the stream"
    thread = Path(_writer_thread.__file__).read_text()
    assert "write(text)\n            if qsize() == 0:\n                flush()\n        flush()\n" in thread
    assert thread.count("self._file.") == 3, "write, flush and fileno"


def test_nothing_overtakes_what_the_thread_has_not_written() -> None:
    """Past the thread only while it is idle; a terminal that is gone is no error."""
    out, terminal = pty.openpty()
    file = open(terminal, "w", encoding="utf-8")  # noqa: SIM115  # closed below, where its end refuses
    stream = Stream(file)
    assert stream.at_once("a"), "nothing was given to the thread"
    stream.given += 1
    assert not stream.at_once("c")
    stream.write("b")
    assert not stream.at_once("c"), "written, and not flushed"
    stream.flush()
    assert stream.at_once("c")
    came = b""
    while len(came) < 3:  # a terminal gives what has come so far
        came += os.read(out, 10)
    assert came == b"abc"
    os.close(out)
    assert stream.at_once("e"), "its signal ends the program"
    with suppress(OSError):
        file.close()


def test_a_change_is_sent_past_the_thread() -> None:
    """And nothing before the first picture, whatever the thread is about."""
    driver = QuickDriver.__new__(QuickDriver)
    assert not driver.send("x", in_one=False)
    sent: list[str] = []
    driver._painted, driver._writer_thread = True, _writer_thread.WriterThread(sys.stderr)
    driver._stream = Stream(sys.stderr)
    driver._stream.at_once = lambda text: bool(sent.append(text)) or True  # type: ignore[method-assign]  # spied on
    driver._picture = "seen"
    assert driver.send("x", in_one=True) and driver.send("y" * 2000, in_one=True)
    assert sent == ["x", f"\x1b[?2026h{'y' * 2000}\x1b[?2026l"] and driver._picture == ""


def test_only_a_window_that_moved_is_painted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size that is told at a start, and the first one that a terminal tells by itself, move nothing."""
    given: list[object] = []
    monkeypatch.setattr(linux_driver.LinuxDriver, "process_message", lambda _self, message: given.append(message))
    driver = QuickDriver.__new__(QuickDriver)
    driver._painted, driver._picture = True, "seen"
    told = Resize.from_dimensions((80, 24), (800, 480))
    assert not driver.forget() and driver._picture == "seen"
    driver.process_message(told)
    assert not driver.forget() and driver._picture == "seen"
    driver.process_message(told)
    assert driver.forget() and driver._picture == ""
    assert not driver.forget() and given == [told, told]
