"""The offer when several things are new at once: which, what goes back, one key; on the screen and line by line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from daily import Runner
from faces import PAIRS, TODAY, Hand, desk_of, furnish
from golden import golden, left_over
from program import Program

from planner.core.record import Shoe
from planner.tui.frame import length

FOLDER = Path(__file__).parent / "goldens-one-change"
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
NEW = Shoe(id="new", name="New", start_km=0.0, added=TODAY)
ANSWERED = "7 2 2 2 2 0 Enter"
STATES = {
    "two": {"monday": "14 km easy trail"},
    "all": {"monday": "14 km tempo trail +400m shoe:new"},
}


def furniture(week: dict[str, str]) -> dict[str, Any]:
    return {"week": week, "shoes": (*PAIRS, NEW)}


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_golden(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    h = Hand(furnish(tmp_path / "home", **furniture(STATES[name]))).type(ANSWERED)
    frame = h.frame(*size)
    golden(FOLDER, name, size, frame.text())
    assert {length(line) for line in frame.lines} == {size[0]}


def test_no_golden_is_left_over() -> None:
    assert not left_over(FOLDER, {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES})


def test_the_screen_shows_which_and_one_key_puts_all_but_one_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    h = Hand(furnish(home, **furniture(STATES["all"]))).type(ANSWERED)
    text = " ".join(h.text(74, 60).split())
    assert "new at once: shoes, surface, climb and distance; keep the shoes, put the rest back" in text
    assert "m put back surface, climb and distance: " in h.text(200, 60)
    h.type("m")
    chosen = h.desk.journal.day(TODAY).chosen
    assert chosen is not None and (chosen.by, chosen.kind, chosen.terrain) == ("advice", "easy", "road")
    assert chosen.km is not None and chosen.km <= 12
    assert h.again().page.draft.chosen == chosen


def test_undone_it_stands_again(tmp_path: Path) -> None:
    h = Hand(furnish(tmp_path / "home", **furniture(STATES["two"]))).type(ANSWERED + " m u")
    assert "m put back distance" in h.text(200, 60)


def test_line_by_line(tmp_path: Path) -> None:
    furnish(tmp_path / "home", **furniture(STATES["two"]))
    me = Runner(tmp_path / "home")
    ended = me("plain", stdin="7\n2\n2\n2\n2\n0\n\nm\n")
    assert ended.code == 0 and "easy trail, with distance put back; k keeps 14 km easy trail" in ended.out
    assert "Chosen: 8.4 km easy" in ended.out


def test_a_retired_pair_on_todays_plan_is_named(tmp_path: Path) -> None:
    """On the screen with its date, in a check with its line."""
    old = Shoe(id="old", name="Old pair", start_km=0.0, retired=TODAY, added=PAIRS[0].added)
    furnish(tmp_path / "home", week={"monday": "8 km easy road shoe:old"}, shoes=(*PAIRS, old))
    h = Hand(desk_of(tmp_path / "home")).type(ANSWERED)
    assert "the plan's Old pair was retired on 2026-11-23" in " ".join(h.text(74, 60).split())
    found = Runner(tmp_path / "home")("doctor").out
    assert "settings.toml:4: week.monday: Old pair was retired on 2026-11-23; name another pair" in found
    assert "/2026-11-23.toml:" in found and "planned[1].shoe: Old pair was retired on 2026-11-23" in found


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_in_a_terminal(program: Callable[..., Program], size: tuple[int, int]) -> None:
    """The real program: which are new, how many go back by which key, and what is in the file after it."""
    p = program(size=size, home=furniture(STATES["all"]))
    p.wait("Sleep")
    p.type(ANSWERED)
    p.wait("new at once: shoes, surface,")
    p.wait("m put back surface, climb and distance: 7.2 km" if size[0] > 60 else "m put 3 back: 7.2 km   k keep 14 km")
    p.type("m")
    p.wait("You take it")
    chosen = p.day_where(lambda day: "chosen" in day)["chosen"]
    assert (chosen["by"], chosen["km"], chosen["terrain"]) == ("advice", 7.2, "road")
