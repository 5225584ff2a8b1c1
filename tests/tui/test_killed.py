"""The program killed with SIGKILL after every single key, in a new process each time: nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from faces import TODAY, Hand, desk_of, furnish
from program import Program

Keys = tuple[tuple[str, str], ...]
"""Single keys, and what the screen says once it took each."""

MORNING: Keys = (
    ("7", "5 questions to go"),
    ("2", "4 questions to go"),
    ("3", "3 questions to go"),
    ("2", "2 questions to go"),
    ("4", "1 question to go"),
    ("3", "Pain 3/10: where?"),
    ("k", "which side?"),
    ("r", "Right knee (front) [3]"),
    ("n", "> Note"),
    ("t", "> t"),
    ("i", "> ti"),
    ("Enter", "Note kept"),
    ("e", "> Distance: type"),
    ("6", "6_"),
    ("Enter", "Distance    6 km"),
    ("0", "m take"),
)
DONE: Keys = (
    ("y", "Next: Effort"),
    ("4", "Effort 4 of 10"),
    ("2", "running. Next: Right knee"),
    ("1", "afterwards. Next: anything else?"),
    ("5", "Pain 5/10: where?"),
    ("a", "which side?"),
    ("l", "running. Next: Left Achilles"),
    ("3", "3/10 afterwards. Next: anything"),
    ("N", "> Note"),
    ("w", "> w"),
    ("Enter", "Note kept"),
    ("0", "Nothing else"),
)


ONCE = ("Next", "kept", "else", " of 10")
"""Words of the status line, which the next start does not say again."""


def one_by_one(program: Callable[..., Program], typed: Keys, draft: Path) -> None:
    """Each key in a program of its own, which shows what the one before did, and is killed once its draft is kept."""
    shown = ""
    for n, (key, shows) in enumerate(typed):
        p = program()
        p.wait("As you left it" if n else "Sleep")
        p.wait(shown)
        before = draft.read_bytes() if draft.exists() else b""
        p.type(f"D {key}" if draft.name.endswith("done.json") and not n else key)
        p.wait(shows)
        p.until(lambda before=before: draft.exists() and draft.read_bytes() != before, f"a draft after {key}")
        p.kill()
        shown = "" if any(word in shows for word in ONCE) else shows


def test_kill_9_after_each_key_of_a_day(program: Callable[..., Program], tmp_path: Path) -> None:
    """A pain with its place and side, a note letter by letter, a new distance; the run told, with a new pain: the file
    is that of a day typed in one program.
    """
    drafts = tmp_path / "planner" / "state" / "drafts"
    one_by_one(program, MORNING, drafts / f"{TODAY}.json")
    p = program()
    p.wait("m take")
    p.type("Enter")
    p.wait("Saved:")
    p.type("m")
    p.day_where(lambda day: "chosen" in day)
    p.kill()
    one_by_one(program, DONE, drafts / f"{TODAY}.done.json")
    p = program()
    p.wait("Enter saves")
    p.type("Enter")
    p.day_where(lambda day: "done" in day)
    p.kill()
    furnish(tmp_path / "other")
    hand = Hand(desk_of(tmp_path / "other")).type('7 2 3 2 4 3 k r n "ti" Enter e 6 Enter 0 Enter m D')
    hand.type('y 4 2 1 5 a l 3 N "w" Enter 0 Enter')
    assert hand.page.day.done[0].note == "w"
    assert hand.desk.places.day_file(TODAY).read_bytes() == p.file.read_bytes()
    again = program()
    again.wait("Right knee (front) [3]")
    assert "As you left it" not in again.text() and list(drafts.glob("*.json")) == []
