"""Quitting waits for nothing and loses nothing: whatever was typed before it is in its file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from program import Program

Start = Callable[..., Program]


@pytest.mark.parametrize("early", [True, False], ids=["typed before it runs", "typed on its screen"])
def test_the_last_key_before_q_is_kept(program: Start, early: bool) -> None:
    """In one burst, also before anything is imported: the next start has it."""
    p = program(early="7 2 3 q" if early else "")
    if not early:
        p.wait("Sleep")
        p.type("7 2 3 q")
    p.ended()
    assert p.code == 0 and not p.file.exists()
    again = program()
    again.wait("As you left it")
    again.wait("3 questions to go")


@pytest.mark.parametrize("early", [True, False], ids=["typed before it runs", "typed on its screen"])
def test_a_day_saved_and_left_in_one_burst(program: Start, early: bool) -> None:
    """It is on the disk, and no draft of it is left."""
    keys = "7 2 3 2 2 0 Enter q"
    p = program(early=keys if early else "")
    if not early:
        p.wait("Sleep")
        p.type(keys)
    p.ended()
    assert p.code == 0
    assert p.day()["morning"]["fatigue"] == 3
    assert list((p.home / "state" / "drafts").glob("*.json")) == []
