"""Files that cannot be read, met on the screens: said with file, line and key; nothing breaks or is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from faces import TODAY, Hand, desk_of, furnish
from program import Program

HEAD = "format = 1\ndate = 2026-11-23\n"
PAIN = '[morning]\npain = [ { site = "groin", score = 11 } ]\n'
DAYS = {
    "no TOML": ("hello there\n", "2026-11-23.toml:1: no = in: hello there"),
    "half a file": (f"{HEAD}[morning]\nsleep_h = ", "2026-11-23.toml:4: sleep_h: nothing after the ="),
    "wrong type": (
        f'{HEAD}[morning]\nsleep_h = "7"\n', '2026-11-23.toml:4: morning.sleep_h: expected a number, found "7"',
    ),
    "pain 11": (HEAD + PAIN, "2026-11-23.toml:4: morning.pain[1].score: 11 is out of range"),
    "sleep 25": (f"{HEAD}[morning]\nsleep_h = 25\n", "2026-11-23.toml:4: morning.sleep_h: 25 is out of range"),
    "30 February": ("format = 1\ndate = 2026-02-30\n", "2026-11-23.toml:2: date: 2026-02-30 does not exist"),
    "empty": ("", "2026-11-23.toml: is empty"),
}  # fmt: skip  # a file and what is said of it


def home_with(home: Path, text: str) -> Path:
    """A runner whose file of today holds a text; gives the file."""
    furnish(home, past=2)
    file = desk_of(home).places.day_file(TODAY)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


@pytest.mark.parametrize(("text", "said"), DAYS.values(), ids=DAYS)
def test_a_day_that_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    """It is told, answers can be given and are kept as a draft, saving is refused, every page says it or opens."""
    file = home_with(tmp_path / "planner", text)
    hand = Hand(desk_of(tmp_path / "planner"))
    assert said in hand.text(200, 60)
    hand.type("7 2 2 2 2 0 Enter")
    assert f"Not saved: days/2026/{said}" in hand.text(200, 60)
    for page in "DHTSW,":
        hand.type(page)
        assert hand.text().strip()
        hand.type("Esc M")
    assert hand.again().page.draft.morning.sleep_h == 7.0, "what was typed is kept"
    assert file.read_text() == text


def test_a_key_that_is_not_known_is_told_and_kept(tmp_path: Path) -> None:
    file = home_with(tmp_path / "planner", HEAD + "[morning]\nsleep_hh = 7.0\n")
    hand = Hand(desk_of(tmp_path / "planner"))
    assert "morning.sleep_hh: is not a key of this table; it is kept; did you mean 'sleep_h'?" in hand.text(200, 60)
    hand.type("7 2 2 2 2 0 Enter")
    assert "sleep_hh = 7.0" in file.read_text() and "sleep_h = 7.0" in file.read_text()


@pytest.mark.parametrize("days", [0, -1, 1])
def test_left_alone_it_goes_on(program: Callable[..., Program], tmp_path: Path, days: int) -> None:
    """What the program does at rest, e.g. for its next start, meets the broken file of today or beside it, too."""
    home_with(tmp_path / "planner", HEAD)
    file = desk_of(tmp_path / "planner").places.day_file(TODAY + timedelta(days=days))
    file.write_text("hello there\n")
    p = program()
    p.wait("Sleep")
    p.settle(0.7)
    assert p.alive()
    p.type("7 2 2 2 2 0 Enter")
    p.wait("Not saved" if days == 0 else "Saved")
    p.settle(0.7)
    p.type("q")
    p.ended()
    assert p.code == 0 and file.read_text() == "hello there\n"


FILES = {
    "shoes.toml": '[[shoe]]\nid = "a"\nname = "Ghost"\nlimit_km = -1\n',
    "settings.toml": 'format = 1\nday_starts = "25:00"\n',
    "rules.toml": "format = 1\n[rule.load-spike]\nshare = -1\n",
    "routines.toml": "format = 1\n[step.walk-5]\nseconds = -5\n",
}


@pytest.mark.parametrize("name", FILES)
def test_other_files_that_cannot_be_read(program: Callable[..., Program], tmp_path: Path, name: str) -> None:
    """The morning opens, says what is wrong and goes on with the rest."""
    furnish(tmp_path / "planner")
    file = tmp_path / "planner" / name
    file.write_text(FILES[name])
    p = program(size=(120, 30))
    p.wait("Sleep")
    p.settle(0.7)
    if name != "routines.toml":  # steps are read when they are first shown
        p.wait(f"{name}:")
    p.type("7 2 2 2 2 0 Enter")
    p.wait("Saved")
    p.settle(0.7)
    p.type("q")
    p.ended()
    assert p.code == 0 and file.read_text() == FILES[name]
