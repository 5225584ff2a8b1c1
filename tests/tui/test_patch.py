"""What is sent for a change makes a terminal show the new frame, cell for cell and colour for colour, and is short."""

from __future__ import annotations

import os
from collections.abc import Callable

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from program import Program

from planner.tui.frame import Frame, Line, fit, frame
from planner.tui.themes import THEMES, palette
from planner.tui.tuning.patch import END, PLAIN, Pen, patch
from planner.tui.widgets.canvas import pens

Start = Callable[..., Program]
WIDTH, HEIGHT = 24, 4
LOOKS = {
    "dawn": pens(palette("dawn", {}), "truecolor"),
    "ansi": pens(palette("ansi-dark", {}), "standard"),
    "none": pens(palette("dawn", {"NO_COLOR": "1"}), "truecolor"),
}
STYLES = ("", "dim", "bold", "answer", "here", "row", "bold row", "bar", "verdict run", "caret", "dim row", "on")
TEXTS = ("", "a", "abc", "  ", "a  b ", "          ", "│ ", "日本", "e\u0301", "é", "─")
LINES = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(STYLES)), max_size=6).map(tuple)
FRAMES = st.builds(
    lambda rows, cursor: frame(WIDTH, HEIGHT, rows, cursor=cursor),
    st.lists(LINES, max_size=HEIGHT),
    st.none() | st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1)),
)
NOTHING = Frame(width=WIDTH, height=HEIGHT, lines=tuple((("?" * WIDTH, "warn"),) for _ in range(HEIGHT)))


def terminal() -> pyte.Screen:
    return pyte.Screen(WIDTH, HEIGHT)


def fed(screen: pyte.Screen, *sequences: str) -> pyte.Screen:
    for sequence in sequences:
        pyte.Stream(screen).feed(sequence)
    return screen


def cells(screen: pyte.Screen) -> list[list[object]]:
    """Every cell as it is seen: on a blank the colour of letters and their weight are not."""
    return [[_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def _seen(cell: pyte.screens.Char) -> object:
    bare = cell.data == " " and not cell.reverse and not cell.underscore
    return cell._replace(fg="default", bold=False) if bare else cell


@given(before=FRAMES, after=FRAMES, look=st.sampled_from(sorted(LOOKS)))
@settings(max_examples=300, deadline=None)
def test_it_turns_one_frame_into_the_other(before: Frame, after: Frame, look: str) -> None:
    """As painting the second alone does; the cursor is where it belongs, and no look is left on."""
    pen = LOOKS[look]
    one = fed(terminal(), patch(NOTHING, before, pen), patch(before, after, pen))
    two = fed(terminal(), patch(NOTHING, after, pen))
    assert cells(one) == cells(two)
    assert one.cursor.attrs == pyte.Screen(1, 1).cursor.attrs
    if after.cursor is not None:
        assert (one.cursor.x, one.cursor.y) == after.cursor


@given(line=LINES, look=st.sampled_from(sorted(LOOKS)))
@settings(max_examples=200, deadline=None)
def test_a_whole_picture_is_what_the_looks_say(line: Line, look: str) -> None:
    """Each cell by itself: its sign, its colours, its attributes."""
    pen = LOOKS[look]
    shown = frame(WIDTH, HEIGHT, [line])
    screen = fed(terminal(), patch(NOTHING, shown, pen))
    alone = terminal()
    for text, style in shown.lines[0]:
        _, ground, attributes = look_of(pen(style))
        fed(alone, f"\x1b[0;{';'.join((*attributes, *ground))}m{text}")
    assert cells(screen)[0] == cells(alone)[0]


def look_of(pen: Pen) -> tuple[str, tuple[str, str], list[str]]:
    numbers = {"bold": "1", "dim": "2", "underline": "4", "reverse": "7"}
    return "", (pen.text, pen.ground), [numbers[name] for name in pen.attributes]


def rows(*texts: str) -> Frame:
    return frame(WIDTH, HEIGHT, [((text, ""),) for text in texts], cursor=(0, 0))


def test_what_is_sent() -> None:
    """Nothing for what is the same, also in other spans; one cell for one cell; a cursor for a cursor."""
    pen = LOOKS["none"]
    a = rows("Sleep [7]", "same")
    assert patch(a, a, pen) == ""
    cut = frame(WIDTH, HEIGHT, [(("Sleep", ""), (" [7]", "")), (("same", ""),)], cursor=(0, 0))
    assert patch(a, cut, pen) == ""
    assert patch(a, rows("Sleep [8]", "same"), pen) == f"\x1b[1;8H8{END}\x1b[1H"
    assert patch(a, rows("sleep [7]", "Same"), pen) == f"\x1b[1Hs\x1b[2HS{END}\x1b[1H"
    assert patch(a, rows("Sleep [7]  on", "same"), pen) == f"\x1b[1;12Hon{END}\x1b[1H"
    moved = Frame(width=WIDTH, height=HEIGHT, lines=a.lines, cursor=(3, 2))
    assert patch(a, moved, pen) == "\x1b[3;4H"


def test_one_look_for_cells_that_lie_apart() -> None:
    """A look is changed to once; blanks go with whatever has their ground; what lies near is not gone round."""
    pen = LOOKS["dawn"]

    def shown(*lines: Line) -> Frame:
        return frame(WIDTH, HEIGHT, list(lines))

    a = shown((("a", "answer"), (" b", "")), (("c", "answer"), (" d", "")))
    b = shown((("x", "answer"), (" y", "")), (("z", "answer"), ("  ", "")))
    sent = patch(a, b, pen)
    text, answer = "\x1b[38;2;230;225;220;48;2;22;22;30m", "\x1b[1;38;2;183;224;143m"
    assert sent == f"{text}\x1b[1;3Hy{answer}\x1b[1Hx\x1b[2Hz  {END}"
    assert "x..y\x1b[4Cz" in patch(rows("a..b....c"), rows("x..y....z"), pen)


def test_every_theme_has_its_pens() -> None:
    """Also one whose colours are the terminal's own."""
    for name in THEMES:
        for system in ("truecolor", "256", "standard"):
            pen = pens(palette(name, {}), system)("verdict run row")
            assert pen.text and pen.ground and pen != PLAIN
            assert all(part.isdigit() for part in f"{pen.text};{pen.ground}".split(";"))


TERMINALS = {
    "truecolor": {"COLORTERM": "truecolor", "TERM": "xterm-256color"},
    "sixteen": {"COLORTERM": "", "TERM": "xterm"},
    "256": {"COLORTERM": "", "TERM": "xterm-256color"},
    "no colour": {"NO_COLOR": "1", "TERM": "xterm-256color"},
}


@pytest.mark.parametrize("environ", TERMINALS.values(), ids=TERMINALS)
def test_after_many_changes_the_screen_is_what_textual_paints(program: Start, environ: dict[str, str]) -> None:
    """Answers, a verdict, pages and back, in every kind of terminal: then the window is made another size and back, so
    that Textual paints all of it, and no cell is another.
    """
    p = program(size=(90, 28), environ=environ)
    p.wait("Sleep")
    p.settle(0.4)
    whole = p.bytes().count(b"\x1b[1;1H")
    for key in ("7", "2", "3", "u", "2", "2", "3", "k", "r", "Down", "Up", "?", "Esc", "S", "M", ":", "Esc"):
        p.type(key)
        p.settle(0.25)
    assert p.bytes().count(b"\x1b[1;1H") == whole, "so that nothing else has painted"
    p.text()
    before = cells(p.screen)
    p.resize(91, 28)
    p.settle(0.3)
    p.resize(90, 28)
    p.until(lambda: p.bytes().count(b"\x1b[1;1H") > whole, "a whole picture")
    p.settle(0.4)
    p.text()
    assert cells(p.screen) == before


def test_an_answer_takes_few_bytes(program: Start) -> None:
    """Those of a rating and of its undoing, in full colour."""
    p = program(size=(100, 30), environ=TERMINALS["truecolor"])
    p.wait("Sleep")
    p.settle(0.4)
    p.type("7")
    p.settle(0.3)
    sizes = []
    for key in ("2", "3", "2", "u", "u"):
        before = p.total()
        p.type(key)
        p.until(lambda before=before: p.total() > before, f"an answer to {key}")
        p.settle(0.3)
        sizes.append(p.total() - before)
    assert max(sizes) <= 300, sizes


def test_the_environment_of_these_tests_has_colours() -> None:
    """Else the terminals above would all be the same."""
    assert not os.environ.get("NO_COLOR")
    assert fit((("a", "dim"),), 2) == (("a", "dim"), (" ", ""))
