"""A morning typed with a new process for every key, each killed with SIGKILL once it showed what the key did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from faces import Hand, desk_of, furnish
from program import Program

KEYS = (
    ("7", "5 questions to go", True),
    ("2", "4 questions to go", True),
    ("3", "3 questions to go", True),
    ("2", "2 questions to go", True),
    ("4", "1 question to go", True),
    ("3", "Pain 3/10: where?", False),
    ("3 k", "which side?", False),
    ("3 k r", "Right knee (front) [3]", True),
    ("0", "m take", True),
)
"""Keys, what the screen says of them, and whether they answer something: a pain does once its place is known."""


def test_kill_9_after_each_key_of_a_morning(program: Callable[..., Program], tmp_path: Path) -> None:
    """Whatever was answered in the processes before is there, and the file is that of a morning typed in one."""
    draft = tmp_path / "planner" / "state" / "drafts" / "2026-11-23.json"
    for n, (keys, shows, answers) in enumerate(KEYS):
        p = program()
        p.wait("As you left it" if n else "Sleep")
        if n:
            p.wait(next(shown for _, shown, answered in reversed(KEYS[:n]) if answered))
        before = draft.read_bytes() if draft.exists() else b""
        p.type(keys)
        p.wait(shows)
        if answers:
            p.until(lambda before=before: draft.exists() and draft.read_bytes() != before, "a draft")
        p.kill()
    p = program()
    p.wait("m take")
    p.type("Enter")
    p.wait("Saved:")
    p.day()
    p.kill()
    furnish(tmp_path / "other")
    hand = Hand(desk_of(tmp_path / "other")).type("7 2 3 2 4 3 k r 0 Enter")
    assert hand.desk.places.day_file(hand.page.on).read_bytes() == p.file.read_bytes()
    again = program()
    again.wait("Right knee (front) [3]")
    assert "As you left it" not in again.text() and not draft.exists()
