"""What is written to a terminal: each picture once, then what differs, and all of it where a window moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from faces import Hand, furnish
from program import Program

from planner.tui.remember import get_ready

Start = Callable[..., Program]
WHOLE = b"\x1b[1;1H"


def at_rest(p: Program) -> int:
    """How many whole pictures were written until the screen was still."""
    p.wait("Sleep")
    p.settle(0.4)
    return p.bytes().count(WHOLE)


def test_a_start_writes_one_picture(program: Start) -> None:
    """Textual by itself writes three."""
    p = program(size=(100, 30))
    assert at_rest(p) == 1
    assert p.total() <= 16_000


def test_an_answer_and_a_move_write_what_differs(program: Start) -> None:
    """No whole picture: the rows, the prompt and the status line."""
    p = program(size=(100, 30))
    whole = at_rest(p)
    for key, most in (("7", 2_000), ("2", 1_500), ("Up", 1_500), ("Down", 1_500)):
        before = p.total()
        p.type(key)
        p.until(lambda before=before: p.total() > before, f"an answer to {key}")
        p.settle(0.3)
        assert p.total() - before <= most, key
    assert p.bytes().count(WHOLE) == whole


@pytest.mark.parametrize("away", [(90, 28), (100, 31)])
def test_a_window_that_comes_back_is_painted_again(program: Start, away: tuple[int, int]) -> None:
    """Whatever the terminal made of its lines in between."""
    p = program(size=(100, 30))
    whole = at_rest(p)
    p.resize(*away)
    p.resize(100, 30)
    p.until(lambda: p.bytes().count(WHOLE) > whole, "a whole picture")


def test_getting_ready_shows_and_changes_nothing(tmp_path: Path) -> None:
    """But what the last answer needs is worked out."""
    hand = Hand(furnish(tmp_path / "planner")).type("7 2")
    page, text = hand.page, hand.text(100, 30)
    before = page.draft, page.message, page.mode, page.at, page.undo
    assert "_made" not in vars(page.context.record.worn)
    steps = sum(1 for _ in get_ready(page, (100, 30)))
    assert steps == 2 and "_made" in vars(page.context.record.worn)
    assert (page.draft, page.message, page.mode, page.at, page.undo) == before
    assert hand.text(100, 30) == text
    assert "routines" in vars(hand.desk)
