"""The morning page as text in each state and size, against files that people have looked at.

After a change that is meant, write them anew and look at the difference:

    GOLDENS=write python -m pytest tests/tui/test_goldens.py && git diff tests/tui/goldens

Equality alone would keep what is wrong as it is; so the checks below ask what every picture must have.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from faces import Hand, furnish, sore

from planner.tui.commands import COMMANDS
from planner.tui.frame import Frame, cells, length
from planner.tui.screens.parts import hint_bar

FOLDER = Path(__file__).parent / "goldens"
WRITE = os.environ.get("GOLDENS") == "write"
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
KNEE = "7 2 2 2 2 3 k r 0 Enter"

STATES: dict[str, tuple[str, dict[str, Any]]] = {
    # name: keys, the home before
    "start": ("", {}),
    "first-morning": ("", {"past": 0, "shoes": (), "week": {}}),
    "halfway": ("7 2 3", {}),
    "run-saved": ("7 2 2 2 2 0 Enter", {}),
    "sore-saved": ("7 2 2 2 2 1 0 Enter", {"pain": [sore("knee_front", "left", 2)]}),
    "modified-offer": (KNEE, {}),
    "modified-taken": (f"{KNEE} m", {}),
    "kept": (f'{KNEE} k "one more before the taper" Enter', {}),
    "cross-offer": ("7 2 2 2 2 5 k r 0 Enter", {}),
    "rest-emergency": ("7 2 2 ! a Enter", {}),
    "open-matters": ("7 2 2 2 2", {"flags": ["fever"], "pain": [sore("shin_focal", "left", 3)]}),
    "site-picker": ("7 2 2 2 2 3", {}),
    "side-picker": ("7 2 2 2 2 3 k", {}),
    "signs": ("7 2 2 2 2 ! b", {}),
    "edit": ("7 2 2 2 2 0 e", {}),
    "type-run": ("7 2 2 2 2 0 E", {}),
    "why-keep": (f"{KNEE} k", {}),
    "reasons": (f"{KNEE} r", {}),
    "help": ("?", {}),
    "miles-ascii": (KNEE, {"extra": 'units = "mi"\nhours = "h:mm"\nascii = true'}),
}
IN_MODE = {"site-picker", "side-picker", "signs", "edit", "type-run", "why-keep", "reasons", "help"}
ON_PAGE = [name for name in STATES if name not in IN_MODE]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Hand]:
    """The page in a state, each made once."""

    @cache
    def make(name: str) -> Hand:
        said, home = STATES[name]
        return Hand(furnish(tmp_path_factory.mktemp("golden") / name, **home)).type(said)

    return make


ALL = [pytest.param(name, size, id=f"{name}-{size[0]}x{size[1]}") for name in STATES for size in SIZES]


@pytest.mark.parametrize(("name", "size"), ALL)
def test_golden(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """The picture is the one that was looked at."""
    path = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    text = shown(name).text(*size)
    if WRITE:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_no_golden_is_left_over() -> None:
    """Each file is of a state and a size."""
    assert {p.name for p in FOLDER.iterdir()} == {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES}


@pytest.mark.parametrize(("name", "size"), ALL)
def test_a_picture_fills_its_size(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """Every line of exactly the width; nothing of a hint is cut; from 60x20 on nothing but a name may be."""
    frame = shown(name).frame(*size)
    assert len(frame.lines) == size[1] and {length(line) for line in frame.lines} == {size[0]}
    rows = frame.text().split("\n")
    ascii = name.endswith("ascii")
    assert not ascii or frame.text().isascii()
    assert "…" not in rows[size[1] - 1] and "~" not in rows[size[1] - 1]
    if size[0] >= 60:
        assert [row for row in rows if "…" in row] == []


@pytest.mark.parametrize("name", ON_PAGE)
@pytest.mark.parametrize("width", [*range(40, 82, 3), 100, 120, 160, 200])
def test_help_and_quit_are_always_in_the_hints(shown: Callable[[str], Hand], name: str, width: int) -> None:
    """And no word of a hint is cut: what stands there is what the commands are called."""
    bar = shown(name).text(width, 24).split("\n")[23]
    assert " ? help " in f"{bar} " and " q quit" in bar
    known = {command.words for command in COMMANDS.values()} | {"take", "keep"}
    assert {words.split(" ", 1)[1] for words in re.split(r"  +", bar.strip())} <= known


@pytest.mark.parametrize("name", [n for n in STATES if n not in ON_PAGE])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_mode_always_says_how_to_leave(shown: Callable[[str], Hand], name: str, width: int) -> None:
    """By Esc or, in a list of several, by Enter."""
    bar = shown(name).text(width, 24).split("\n")[23]
    assert "Esc back" in bar or "Enter done" in bar


MUST: dict[str, list[str]] = {
    "start": ["( ) ...", "6 questions to go", "yesterday", "8 km easy"],
    "halfway": ["3 questions to go", "[7 h]", "1 2[3]4 5 6 7", ">Soreness"],
    "run-saved": ["(+) RUN", "8 km", "Warm-up", "Cool-down", "Pegasus 41", "Saved: RUN"],
    "sore-saved": ["(+) RUN", "Stop if pain goes above 4/10", "left knee", "Pegasus 41"],
    "modified-offer": ["(~) MODIFIED RUN", "5.6 km", "above 4/10", "right knee", "m take 5.6 km", "k keep 8 km"],
    "modified-taken": ["(~) MODIFIED RUN", "above 4/10", "You take it", "Pegasus 41", "Warm-up"],
    "kept": ["(~) MODIFIED RUN", "above 4/10", "You keep your plan", "one more", "Pegasus 41", "Warm-up"],
    "cross-offer": ["(x) CROSS-TRAIN", "right knee", "m take cross", "k keep 8 km", "Bike"],
    "rest-emergency": ["(-) REST", "Call the emergency number now.", "chest pain"],
    "open-matters": ["(-) REST", "Fever", "may be bone"],
    "edit": ["Distance", "Climb", "Shoes", "Esc back"],
    "type-run": ["8 km easy road", "shoe:ID"],
    "why-keep": ["Keep your plan: why?"],
    "reasons": ["Why", "strength A"],
    "help": ["as yesterday", "Digits answer"],
    "signs": ["[x] fainting", "chest pain", "Enter done"],
    "side-picker": ["your LEFT", "your RIGHT", "both"],
    "first-morning": ["MODIFIED RUN   so far", "not medical advice"],
    "miles-ascii": ["(~) MODIFIED RUN", "m take 3.5 mi", "k keep 5 mi", "[7:00 h]"],
}  # fmt: skip  # one state a line


@pytest.mark.parametrize("size", SIZES[1:], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", MUST)
def test_what_matters_is_on_the_screen(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """The verdict, its stop level, the offer and what else the state is about, from 60x20 on."""
    text = shown(name).text(*size)
    flat = re.sub(r"\s*│?\s*\n", "\n", text)
    assert [words for words in MUST[name] if words.lower() not in flat.lower()] == []


def test_the_smallest_screen_says_the_verdict(shown: Callable[[str], Hand]) -> None:
    """At 40x12 too: sign, word and the offer."""
    for name, words in (
        ("run-saved", "(+) RUN"), ("modified-offer", "(~) MODIFIED RUN"), ("modified-offer", "m take"),
        ("cross-offer", "(x) CROSS-TRAIN"), ("rest-emergency", "Call the emergency number now."),
    ):  # fmt: skip  # pairs
        assert words in shown(name).text(40, 12), name


@pytest.mark.parametrize("size", [(39, 12), (40, 11), (20, 5), (5, 1), (1, 1)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_too_small_a_window_says_so(shown: Callable[[str], Hand], size: tuple[int, int]) -> None:
    """In one line, whatever is cut of it."""
    frame: Frame = shown("start").frame(*size)
    assert len(frame.lines) == size[1]
    assert "Sleep" not in frame.text()
    assert size[0] < 30 or "Make this window larger: 40x12" in frame.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", ["start", "run-saved", "modified-offer", "cross-offer"])
def test_no_half_of_a_wide_screen_is_empty(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """Both columns are used, and at least half of the rows."""
    rows = [row for row in shown(name).text(*size).split("\n")[1:-4] if "│" in row]
    left, right = zip(*(row.split("│", 1) for row in rows), strict=True)
    assert sum(bool(part.strip()) for part in left) >= len(rows) / 2
    assert sum(bool(part.strip()) for part in right) >= len(rows) * 0.4


def test_the_hint_bar_drops_whole_hints() -> None:
    """The highest rank first, rank 0 never, at any width."""
    hints = [("?", "help", 0), ("Enter", "save", 1), ("q", "quit", 0), ("r", "reasons", 4), ("e", "edit run", 3)]
    kept = [cells("".join(t for t, _ in hint_bar(hints, width))) for width in range(10, 80)]
    assert kept == sorted(kept)
    for width in (1, 10, 20, 30):
        text = "".join(t for t, _ in hint_bar(hints, width))
        assert "help" in text and "quit" in text and "reasons" not in text
