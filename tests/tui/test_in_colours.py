"""What reaches a real terminal: the week and the settings used there, no colours, sixteen colours, other keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

import pytest
from program import Program

Start = Callable[..., Program]
COLOURS = re.compile(rb"\x1b\[([0-9;:]*)m")
KNEE = "7 2 2 2 2 3 k r 0 Enter"


def codes(p: Program) -> set[int]:
    """The colour and attribute numbers that were sent; the parts of 38;2;… stand for themselves as 38 or 48."""
    found: set[int] = set()
    for numbers in COLOURS.findall(p.bytes()):
        parts = [int(n or 0) for n in re.split(rb"[;:]", numbers)]
        while parts:
            code = parts.pop(0)
            found.add(code)
            if code in (38, 48):
                del parts[: 4 if parts[:1] == [2] else 2]
    return found


def tour(p: Program) -> None:
    """A morning with a verdict, then the week, the settings and the help."""
    p.wait("Sleep")
    p.type(KNEE)
    p.wait("(~) MODIFIED RUN")
    p.slowly("m")
    p.slowly("W")
    p.wait("Mon 23 Nov to Sun 29 Nov")
    p.slowly(",")
    p.wait("Usual long run")
    p.slowly("?")
    p.wait("find a command")
    p.settle()


GROUNDS = {38, 48, *range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108)}


def test_a_rich_terminal_gets_24_bits(program: Start) -> None:
    """So that the tests below can fail."""
    p = program()
    tour(p)
    assert {38, 48} <= codes(p)


@pytest.mark.parametrize("theme", ["dawn", "ansi-dark"])
def test_no_color_sends_no_colour(program: Start, theme: str) -> None:
    """Not one, of any kind; what is lit stays apart by reverse, and the text is all there."""
    p = program(home={"extra": f'theme = "{theme}"'}, environ={"NO_COLOR": "1"})
    tour(p)
    assert codes(p) & GROUNDS == set()
    assert 7 in codes(p)
    assert "move a session" in p.text() or "change" in p.text()


@pytest.mark.parametrize("theme", ["dawn", "day"])
def test_sixteen_colours(program: Start, theme: str) -> None:
    """The console of Linux gets its own sixteen and nothing else."""
    p = program(home={"extra": f'theme = "{theme}"'}, environ={"TERM": "linux", "COLORTERM": ""})
    tour(p)
    assert codes(p) & {38, 48} == set()
    assert codes(p) & {*range(30, 38), *range(90, 98)}


def test_the_week_in_a_terminal(program: Start) -> None:
    """A session moved and brought back, a plan typed, the template changed, all in one burst of keys each."""
    p = program(size=(80, 24))
    p.wait("Sleep")
    p.type("W Down Down m 2")
    p.wait("Moved from Wed 25 to Tue 24")
    day = p.home / "days" / "2026" / "2026-11-24.toml"
    assert str(tomllib.loads(day.read_text())["planned"][0]["moved_from"]) == "2026-11-25"
    p.type("u")
    p.wait("Undone")
    assert "planned" not in tomllib.loads(day.read_text())
    p.type('e "5k trail" Enter')
    p.wait("5 km trail")
    p.type('t "rest" Enter')
    p.wait("Every Tue: rest")
    assert tomllib.loads((p.home / "settings.toml").read_text())["week"]["tuesday"] == "rest"
    p.type("q")
    p.ended()
    assert p.code == 0


def test_settings_in_a_terminal(program: Start) -> None:
    """A theme is seen at once and is still there the next time; units too."""
    p = program(size=(100, 30))
    p.wait("Sleep")
    p.type(",")
    p.wait("Usual long run")
    before = p.total()
    p.type("Down Down Down Down Down Down Down Down Down Down Down Down Right")
    p.wait("Colours: day.")
    p.settle()
    assert b"48;2;251;249;244" in p.bytes()[before:]  # day's ground, #fbf9f4
    p.type("Left Left")
    p.wait("Colours: ansi-light.")
    p.settle()
    p.type("Right")
    p.wait("Colours: dawn.")
    p.type("u")
    p.wait("Undone: Colours.")
    p.type("Up Up Up Up Up Up Up Up Up Up Up Up Right M")
    p.wait("5 mi")
    p.type("q")
    p.ended()
    said = tomllib.loads((p.home / "settings.toml").read_text())
    assert (said["theme"], said["units"]) == ("ansi-light", "mi")
    again = program()
    again.wait("5 mi")
    assert 38 not in codes(again)


def test_a_file_of_keys_with_mistakes(program: Start) -> None:
    """The first is said on the first screen with its line; what is sound works, quit among it."""
    p = program(home={"extra": '\n[keys]\n"app.quit" = "Q"\n"app.undoo" = "z"\n'})
    p.wait("keys.app.undoo: is no command")
    p.type("q")
    p.settle()
    assert p.alive()
    p.type("Q")
    p.ended()
    assert p.code == 0
