"""What the program does to a terminal, and what a terminal, a signal or a redirected stream does to the program.

The modes are read from the bytes that it wrote, so that nothing is left on that only an emulator would hide.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from program import Program

Start = Callable[..., Program]
MOUSE = {1000, 1002, 1003, 1005, 1006, 1015}
ALTERNATE, CURSOR, PASTE, FOCUS = 1049, 25, 2004, 1004


def is_restored(p: Program) -> bool:
    """Alternate screen off, cursor on, no reports of mouse, focus or paste."""
    on = p.modes()
    return CURSOR in on and not on & (MOUSE | {ALTERNATE, PASTE, FOCUS})


def test_while_it_runs_it_has_the_alternate_screen(program: Start) -> None:
    """So that the check of what is restored can fail."""
    p = program()
    p.wait("Sleep")
    assert ALTERNATE in p.modes() and not is_restored(p)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda s: s.name)
def test_a_signal_ends_it_and_leaves_the_terminal_as_it_was(program: Start, number: signal.Signals) -> None:
    """And what was typed is there the next time."""
    p = program()
    p.wait("Sleep")
    p.type("7 2 3")
    p.wait("3 questions to go")
    p.settle()
    p.signal(number)
    p.ended()
    assert is_restored(p), p.modes()
    assert not p.file.exists()
    assert "Traceback" not in p.text()
    again = program()
    again.wait("3 questions to go")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda s: s.name)
def test_a_signal_in_the_middle_of_a_word_keeps_it(program: Start, number: signal.Signals) -> None:
    """A window that is closed over a half typed note: the note stands there again, the caret in it."""
    p = program()
    p.wait("Sleep")
    p.type('7 n "slept b')
    p.wait("> slept b")
    p.signal(number)
    p.ended()
    assert is_restored(p), p.modes()
    again = program()
    again.wait("> slept b")
    again.type('"adly" Enter')
    again.wait("slept badly")


def test_ctrl_c_says_how_to_quit(program: Start) -> None:
    """It neither ends the program nor loses anything; q then leaves the terminal as it was."""
    p = program()
    p.wait("Sleep")
    p.type("7 2")
    p.wait("4 questions to go")
    p.send("\x03")
    p.wait("q quits; what you typed is kept")
    p.type("q")
    p.ended()
    assert p.code == 0 and is_restored(p)
    again = program()
    again.wait("4 questions to go")


@pytest.mark.parametrize(
    "bad", [b"\x1b[M\x20\x80\x21", b"\xff", b"\xc3\x28", b"\xed\xa0\x80"], ids=["mouse", "ff", "latin", "surrogate"]
)
def test_bad_bytes_are_survived(program: Start, bad: bytes) -> None:
    """An old mouse report past column 95, a lone byte: the next keys count as ever."""
    p = program()
    p.wait("Sleep")
    p.type("7")
    p.wait("5 questions to go")
    p.send(bad)
    p.settle()
    p.type("2 2 2 2 0 Enter")
    p.settle()
    if not p.file.exists():  # the bad bytes may count as keys of no meaning, which drop their burst
        p.slowly("Enter")
    assert p.day()["morning"]["sleep_h"] == 7.0


@pytest.mark.parametrize("draft", ["7", "7 2 2 2 2 3", "7 2 2 2 2 3 k r", "7 2 2 2 2 ! a Enter", '7 n "hello" Enter'])
def test_kill_9_loses_no_answer(program: Start, draft: str) -> None:
    """What was typed and shown is there after the power of the window is gone."""
    p = program()
    p.wait("Sleep")
    p.type(draft)
    p.until(lambda: bool(list((p.home / "state" / "drafts").glob("*.json"))), "a draft")
    p.settle()
    p.kill()
    again = program()
    again.wait("As you left it")
    if draft.endswith("2 3"):
        again.wait("Pain 3/10: where?")
        again.type("Esc")
    again.wait("[7 h]")
    if "k r" in draft:
        again.wait("Right knee (front) [3]")
    if "! a" in draft:
        again.wait("Call the emergency number now.")
    if "hello" in draft:
        again.wait("hello")


def test_standard_input_from_a_file_is_refused(program: Start) -> None:
    """At once, with a message and exit code 2, and no screen."""
    p = program(streams={0: Path("/dev/null")})
    p.ended()
    assert p.code == 2 and "standard input is no terminal" in p.text().replace("\n", " ")
    assert ALTERNATE not in p.modes() and b"\x1b[" not in p.bytes()


def test_a_window_made_larger_and_smaller(program: Start) -> None:
    """The form follows at once; too small is said in one line; nothing is lost."""
    p = program(size=(80, 24))
    p.wait("Sleep")
    p.type("7 2")
    p.wait("4 questions to go")
    p.resize(38, 11)
    p.wait("Make this window larger")
    p.type("3")
    p.resize(120, 40)
    p.wait("3 questions to go")
    p.wait("[W]eek")


@pytest.mark.parametrize("how", ["dumb", "error", "output"])
def test_without_a_terminal_to_draw_on_it_asks_line_by_line(program: Start, tmp_path: Path, how: str) -> None:
    """TERM=dumb, `2>file`, `>file`: the plain face, without one escape."""
    log = tmp_path / "log"
    more = {"environ": {"TERM": "dumb"}} if how == "dumb" else {"streams": {2 if how == "error" else 1: log}}
    p = program(**more)

    def said() -> bytes:
        return p.bytes() + (log.read_bytes() if how == "output" and log.exists() else b"")

    p.until(lambda: b"Sleep" in said(), "a question")
    assert b"\x1b" not in said() and b"Traceback" not in said()
    p.send("\x04")
    p.ended()
    assert p.code == 2 and not p.file.exists()
