"""`planner shoes`: list, add, retire, back; what is refused and with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from daily import WELL, runner
from faces import NOW, PAIRS, TODAY, furnish

from planner.core.record import Shoe
from planner.storage import shoes as shoes_file

Run = Callable[..., Any]
WORN = Shoe(id="worn", name="Worn [b]", start_km=640.0, limit_km=700.0, terrain=("trail",), note="for mud")


@pytest.fixture
def home(tmp_path: Path, planner: Run) -> Any:
    """Runs `planner shoes` in a home with three pairs."""
    desk = furnish(tmp_path / "home", shoes=(*PAIRS, WORN))

    def run(*args: str) -> Any:
        return planner("shoes", *args, PLANNER_HOME=str(tmp_path / "home"), PLANNER_NOW=NOW)

    run.desk = desk  # type: ignore[attr-defined]  # its files beside it
    return run


def stored(home: Any) -> dict[str, Shoe]:
    """What the file says."""
    return {s.id: s for s in shoes_file.load(home.desk.places)}


def test_list_says_what_each_has_done(home: Any) -> None:
    """Without a word and with `list` the same."""
    ended = home()
    assert ended.code == 0 and ended == home("list")
    assert "pegasus-41  Pegasus 41; 366 km of 800 km; last worn 2026-11-20; road" in ended.out
    assert "640 km of 700 km in Worn [b]: does it still feel right?" in ended.out and "note: for mud" in ended.out


def test_json_has_all_keys_of_every_pair(home: Any) -> None:
    """Kilometres whatever the units; null = not said."""
    rows = json.loads(home("list", "--json").out)
    assert rows == json.loads(home("--json").out)
    assert [r["id"] for r in rows] == ["pegasus-41", "ghost-16", "worn"]
    assert len({tuple(r) for r in rows}) == 1
    assert (rows[0]["km"], rows[0]["outings"], rows[0]["last_worn"], rows[0]["retired"]) == (
        366.0,
        8,
        "2026-11-20",
        None,
    )
    assert rows[2]["warnings"] and not rows[0]["warnings"]


def test_add_retire_and_back(home: Any) -> None:
    """Each is in the file; kilometres may be told in miles."""
    ended = home("add", "Ghost", "17", "--limit", "500mi", "--start", "0", "--terrain", "trail,road")
    assert ended.code == 0 and "Ghost 17 is added: ghost-17" in ended.out
    assert stored(home)["ghost-17"] == Shoe(
        id="ghost-17", name="Ghost 17", limit_km=804.672, start_km=0.0, terrain=("road", "trail"), added=TODAY
    )
    assert home("retire", "ghost-17").code == 0
    assert stored(home)["ghost-17"].retired == TODAY
    assert "retired 2026-11-23" in home().out
    assert home("back", "ghost-17").code == 0
    assert stored(home)["ghost-17"].retired is None


def test_a_limit_below_the_start_is_kept_and_said(home: Any) -> None:
    """It is odd, not wrong; the list then names the line."""
    ended = home("add", "Odd", "--start", "400", "--limit", "300")
    assert ended.code == 0 and "The limit of 300 km is below the 400 km" in ended.out
    assert "shoes.toml" in home().err and "limit_km" in home().err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("add", "pegasus 41"), "NAME: Pegasus 41 is the name of a pair in use"),
        (("add", " "), "NAME: nothing is written"),
        (("add", "X", "--limit", "0"), "--limit: 0 km cannot be"),
        (("add", "X", "--start=-1"), "--start: '-1' is no distance"),
        (("add", "X", "--terrain", "rod"), "did you mean road?"),
        (("retire", "pegasus-14"), "did you mean pegasus-41?"),
        (("back", "worn"), "Worn [b] is in use"),
    ],
)  # fmt: skip  # a case a line
def test_what_cannot_be_is_refused_and_nothing_is_saved(home: Any, args: tuple[str, ...], words: str) -> None:
    """Exit code 1, the option named."""
    before = home.desk.places.shoes.read_bytes()
    ended = home(*args)
    assert (ended.code, ended.out) == (1, "") and words in ended.err
    assert home.desk.places.shoes.read_bytes() == before


@pytest.mark.parametrize("args", [("ad", "X"), ("add",), ("retire",), ("list", "x"), ("add", "X", "--colour", "red")])
def test_wrong_use(home: Any, args: tuple[str, ...]) -> None:
    """Exit code 2 with the usage line."""
    ended = home(*args)
    assert ended.code == 2 and "usage: planner shoes" in ended.err


def test_retired_twice(home: Any) -> None:
    """The second time says when it was."""
    home("retire", "worn")
    ended = home("retire", "worn")
    assert ended.code == 1 and "was retired on 2026-11-23" in ended.err


def test_no_file_and_a_broken_one(home: Any) -> None:
    """None: how to begin. Broken: exit code 3, and it stays as it is."""
    path = home.desk.places.shoes
    path.unlink()
    assert "planner shoes add NAME" in home().out and home("list", "--json").out == "[]\n"
    path.write_text("[[shoe]]\nid = 3\n")
    assert home("add", "X").code == 3 and home().code == 3
    assert path.read_text() == "[[shoe]]\nid = 3\n"


def test_help(home: Any) -> None:
    """Help is no list."""
    ended = home("--help")
    assert ended.code == 0 and ended.out.startswith("usage: planner shoes [list")


def test_a_second_pair_is_spoken_of_once_a_week(tmp_path: Path) -> None:
    """With one pair and three runs a week or more; with two pairs never."""
    me, words = runner(tmp_path / "one", shoes=PAIRS[:1]), "a second to take turns with"
    told = []
    for later in range(10):
        on = TODAY + timedelta(days=later)
        ended = me("check-in", *WELL, "--run", "8 km easy road", "--take", now=f"{on}T06:41:00+01:00")
        told += [later] if words in ended.out else []
        if later % 3 == 0:
            me("done", "--as-planned", now=f"{on}T18:00:00+01:00")
    assert told == [0, 7], "TODAY is a Monday, and a week begins there"
    assert words not in runner(tmp_path / "two")("check-in", *WELL).out
