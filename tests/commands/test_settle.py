"""Changed elsewhere on the command line: both versions stay, what differs is shown, and either can be made to stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.storage import files

Planner = Callable[..., Any]
DAY = "days/2026/2026-11-23.toml"
NOW = "2026-11-23T06:41:00+01:00"
CHECK_IN = "check-in --sleep 7 --quality 2 --fatigue 3 --soreness 2 --none --stress".split()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def say(planner: Planner, home: Path) -> Planner:
    """A planner in one home, on one morning."""
    return lambda *args: planner(*args, PLANNER_HOME=str(home), PLANNER_NOW=NOW)


@pytest.fixture
def met(say: Planner, home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, bytes]:
    """A check-in that another program was quicker than: how it ended, and what the other one wrote."""
    assert say(*CHECK_IN, "2").code == 0
    path = home / DAY
    theirs = path.read_bytes() + b"# theirs\n"
    real = files.save

    def late(target: Path, *args: Any, **more: Any) -> Any:
        path.write_bytes(theirs)
        return real(target, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(files, "save", late)
        return say(*CHECK_IN, "5"), theirs


def aside(home: Path) -> Path:
    (found,) = (home / DAY).parent.glob("*.mine-*")
    return found


def test_it_says_what_differs_and_where_each_is(met: tuple[Any, bytes], home: Path) -> None:
    """Exit code 5; the difference, both places, and how to settle it; theirs stands."""
    ended, theirs = met
    mine = aside(home)
    assert ended.code == 5 and "Saved" not in ended.out
    rows = ended.err.splitlines()
    assert rows[0].startswith(f"{DAY}: was changed by another program since it was read; what was to be saved is in ")
    assert "-stress = 2" in rows and "+stress = 5" in rows and "-# theirs" in rows
    assert rows[-3:] == [
        f"Yours is in   {mine}",
        f"Theirs is in  {home / DAY}",
        f"planner settle {mine.name} --take keeps yours, --drop keeps theirs; both are kept until then.",
    ]
    assert (home / DAY).read_bytes() == theirs


@pytest.mark.parametrize("how", ["--take", "--drop"])
def test_settled_either_way(met: tuple[Any, bytes], say: Planner, home: Path, how: str) -> None:
    """One of the two stands, the other is a kept version, the copy is gone."""
    mine, theirs = aside(home).read_bytes(), met[1]
    shown = say("settle", aside(home).name).out
    assert "+stress = 5" in shown
    ended = say("settle", aside(home).name, how)
    assert ended.code == 0 and "planner restore has what" in ended.out
    assert (home / DAY).read_bytes() == (mine if how == "--take" else theirs)
    kept = [p.read_bytes() for p in (home / "state/kept" / DAY).iterdir()]
    assert mine in kept and theirs in kept
    assert say("settle").out == "Nothing to settle: no file has a second version beside it.\n"


def test_a_list_of_what_there_is(met: tuple[Any, bytes], say: Planner, home: Path) -> None:
    """Every copy with what it is; an unknown one is refused."""
    (home / DAY).with_name("2026-11-23-LAPTOP.toml").write_text("")
    assert say("settle").out.splitlines() == [
        f"days/2026/2026-11-23-LAPTOP.toml: a conflict copy (OneDrive) of {DAY}",
        f"days/2026/{aside(home).name}: what planner was to save when another program had changed the file of {DAY}",
    ]
    assert say("settle", "nothing", "--take").code == 1
    assert say("settle", "--take").code == 2


@pytest.mark.parametrize("command", [[*CHECK_IN, "5"], ["done", "--rest"]], ids=["check-in", "done"])
def test_an_edit_between_reading_and_looking_back_is_seen(
    say: Planner, home: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """A command reads its day, then all days for the answer: what was written in between is no less somebody's."""
    from planner.desk import Desk

    assert say(*CHECK_IN, "2").code == 0
    path = home / DAY
    theirs = path.read_text().replace("fatigue = 3", "fatigue = 6")
    real = Desk.context

    def late(self: Desk, on: Any) -> Any:
        path.write_text(theirs)
        return real(self, on)

    monkeypatch.setattr(Desk, "context", late)
    assert say(*command).code == 5
    assert path.read_text() == theirs
