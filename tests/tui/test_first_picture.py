"""The first picture in a terminal: cell for cell what the screens then draw, gone without a trace when they fail."""

from __future__ import annotations

import os
import termios
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest
from faces import NOW
from program import Program

from planner import instant

Start = Callable[..., Program]
SIZE = (100, 30)
TOMORROW = "2026-11-24T05:10:00+01:00"
LOOKS = {
    "true colours": {},
    "256 colours": {"COLORTERM": ""},
    "the terminal's own": {"TERM": "xterm", "COLORTERM": ""},
    "none": {"NO_COLOR": "1"},
}


def remembered(program: Start, **more: object) -> None:
    """A run of the program that kept a picture and was left."""
    p = program(size=SIZE, **more)
    p.wait("Sleep")
    folder = p.home / "cache" / "first"
    p.until(lambda: folder.is_dir() and any(f.name[0] != "." for f in folder.iterdir()), "a picture")
    p.type("q")
    p.ended()


def kept(p: Program, **more: str) -> bytes:
    """The picture that the program begins with."""
    environ = {"PLANNER_HOME": str(p.home), "PLANNER_NOW": NOW, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return instant.read({**os.environ, **environ, **more}, *SIZE) or b""


def cells(screen: pyte.Screen) -> list[list[object]]:
    """Every cell with its colours and attributes."""
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def drawn(picture: bytes) -> pyte.Screen:
    """A terminal that has taken nothing but the picture."""
    screen = pyte.Screen(*SIZE)
    pyte.ByteStream(screen).feed(picture)
    return screen


@pytest.mark.parametrize("theme", ["dawn", "day"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_cell_for_cell_what_the_screens_draw(program: Start, look: dict[str, str], theme: str) -> None:
    """The whole picture comes first, and the screens then change no cell of it, nor its colours; the next morning."""
    remembered(program, environ=look, home={"extra": f'theme = "{theme}"'})
    p = program(size=SIZE, environ={**look, "PLANNER_NOW": TOMORROW})
    picture = kept(p, **{**look, "PLANNER_NOW": TOMORROW})
    p.until(lambda: b"\x1b[?2004h" in p.bytes(), "the screens")
    p.settle(0.3)
    assert picture and p.bytes().startswith(instant.ENTER + picture)
    assert b"\x1b[?1049h" not in p.bytes()[len(instant.ENTER) :], "entering again would wipe it"
    p.text()
    assert cells(p.screen) == cells(drawn(picture))
    assert "Tue 24 Nov" in p.text()


def flags(p: Program) -> list[object]:
    """The terminal's flags."""
    return termios.tcgetattr(p.fd)


def is_as_found(p: Program, before: list[object]) -> bool:
    """Flags, cursor and screen as they were."""
    return flags(p) == before and 1049 not in p.modes() and 25 in p.modes()


def test_ctrl_c_while_the_screens_are_on_their_way(program: Start) -> None:
    """It ends at once, and the terminal is as it was."""
    remembered(program)
    p = program(size=SIZE)
    before = flags(p)
    p.until(lambda: instant.ENTER in p.bytes(), "the picture")
    p.send("\x03")
    p.ended()
    assert p.code == 130 and is_as_found(p, before)
    assert "Traceback" not in p.text()


def test_an_import_that_fails(program: Start, tmp_path: Path) -> None:
    """The picture goes away, the message can be read."""
    remembered(program)
    broken = tmp_path / "broken" / "textual"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('half an upgrade')")
    p = program(size=SIZE, environ={"PYTHONPATH": str(broken.parent)})
    before = flags(p)
    p.ended()
    assert p.bytes().startswith(instant.ENTER), "so that there was something to undo"
    assert p.code == 1 and is_as_found(p, before)
    assert p.bytes().index(instant.LEAVE) < p.bytes().index(b"planner broke"), "said on the screen that stays"


def test_a_window_that_changes_at_once(program: Start) -> None:
    """The screens draw for the window as it then is, and nothing of the picture is left."""
    remembered(program)
    p = program(size=SIZE)
    p.until(lambda: instant.ENTER in p.bytes(), "the picture")
    p.resize(80, 24)
    p.until(lambda: b"\x1b[?2004h" in p.bytes(), "the screens")
    p.settle(0.3)
    found = p.text()
    p.type("q")
    p.ended()
    fresh = program(size=(80, 24))
    fresh.wait("Sleep")
    fresh.settle(0.3)
    assert found == fresh.text()


def test_keys_on_the_picture_count_and_are_not_echoed(program: Start) -> None:
    """Typed before the program was there, and while it was on its way."""
    remembered(program)
    p = program(size=SIZE, early="7")
    p.until(lambda: instant.ENTER in p.bytes(), "the picture")
    p.type("2 2")
    p.wait("3 questions to go")
    assert p.text().splitlines()[0].count("7") == 0


@pytest.mark.parametrize("how", ["dumb", "pipe"])
def test_without_a_terminal_for_it_there_is_none(program: Start, tmp_path: Path, how: str) -> None:
    """A poor terminal, or output to a file: no escape sequence at all."""
    remembered(program)
    out = tmp_path / "out"
    more = {"environ": {"TERM": "dumb"}} if how == "dumb" else {"streams": {1: out}}
    p = program(size=SIZE, **more)
    p.until(lambda: b"leep" in p.bytes() + (out.read_bytes() if out.exists() else b""), "the first question")
    assert b"\x1b[" not in p.bytes()
