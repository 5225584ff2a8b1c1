"""`planner restore` from the command line: lists, shows what differs, puts back, keeps what it replaces."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faces import Hand, desk_of

from planner.storage.restoring import difference

Planner = Callable[..., Any]
DAY = "days/2026/2026-11-23.toml"
NOW = "2026-11-23T06:41:00+01:00"
CHECK_IN = "check-in --quality 2 --fatigue 3 --soreness 2 --none".split()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def say(planner: Planner, home: Path) -> Planner:
    """A planner in one home, on one morning."""
    return lambda *args: planner(*args, PLANNER_HOME=str(home), PLANNER_NOW=NOW)


@pytest.fixture
def twice(say: Planner) -> Planner:
    """A day that was saved twice."""
    for stress in ("2", "5"):
        assert say(*CHECK_IN, "--sleep", "7", "--stress", stress).code == 0
    return say


def test_nothing_is_kept_yet(say: Planner) -> None:
    """Said in words, exit code 0; of a file that was never saved exit code 1."""
    assert say("restore").out == "Nothing is kept yet: a version is kept each time planner saves a file.\n"
    ended = say("restore", "2026-11-22")
    assert ended.code == 1 and ended.err.startswith("nothing is kept of days/2026/2026-11-22.toml")


def test_it_lists_files_and_versions(twice: Planner) -> None:
    """Every file with how many versions; a file's versions with number, time, size, and which one stands there."""
    assert twice("restore").out.startswith(f"{DAY:32}   2 kept, the last ")
    rows = twice("restore", "2026-11-23").out.splitlines()
    assert [row.split()[0] for row in rows] == ["1", "2"]
    assert ["as it is now" in row for row in rows] == [False, True]
    assert twice("restore", "2026-11-23", "--list").out.splitlines() == rows


@pytest.mark.parametrize("said", ["2026-11-23", "today", DAY, "2026-11-23.toml"])
def test_it_shows_the_difference(twice: Planner, said: str) -> None:
    """As a unified difference from what stands there now."""
    rows = twice("restore", said, "--show", "1").out.splitlines()
    assert rows[:2] == [f"--- {DAY} (now)", f"+++ {DAY} (version 1)"]
    assert "-stress = 5" in rows and "+stress = 2" in rows
    assert twice("restore", said, "--show", "2").out == f"{DAY} is as in version 2.\n"


def test_taking_one_back_keeps_what_it_replaces(twice: Planner, home: Path) -> None:
    """Both ways, byte for byte; also what an editor wrote in between."""
    first = (home / "state/kept" / DAY / "000001").read_bytes()
    edited = (home / DAY).read_bytes() + b"# by hand\n"
    (home / DAY).write_bytes(edited)
    ended = twice("restore", "2026-11-23", "--take", "1")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{DAY} is as in version 1 again.\nWhat stood there is version 3.\n"
    assert (home / DAY).read_bytes() == first
    assert twice("restore", "2026-11-23", "--take", "3").code == 0
    assert (home / DAY).read_bytes() == edited


def test_a_file_that_was_cut_is_said(twice: Planner, home: Path) -> None:
    """It reads as a whole day: only the version that was kept last tells. Said until it is settled, and left alone."""
    whole = (home / DAY).read_bytes()
    head = whole[: whole.index(b"[advice]")]
    (home / DAY).write_bytes(head)
    words = f"{DAY}: seems cut short: {len(head)} of the {len(whole)} bytes of version 2; "
    words += "planner restore 2026-11-23 --show 2\n"
    for args in (["today"], ["why"], ["week"]):  # a week reads other days after it
        assert words in twice(*args).err and (home / DAY).read_bytes() == head, args
    hand = Hand(desk_of(home))
    assert f"{DAY}: seems cut short" in hand.text()
    assert twice("restore", "2026-11-23", "--take", "2").code == 0
    assert "cut short" not in twice("today").err and (home / DAY).read_bytes() == whole
    (home / DAY).write_bytes(head + b"# mine\n")  # no beginning of it: somebody has edited the file
    assert "cut short" not in twice("today").err


def test_what_cannot_be_kept_is_not_replaced(twice: Planner, home: Path) -> None:
    """No version of what stands there can be written: nothing is put in its place, and it says so."""
    folder = home / "state" / "kept" / DAY
    aside = folder.with_name("aside")
    by_hand = (home / DAY).read_text() + "# by hand\n"
    (home / DAY).write_text(by_hand)
    folder.rename(aside)
    folder.mkdir()
    (folder / "000001").symlink_to(aside / "000001")
    (folder / f".000002.{os.getpid()}.tmp").mkdir()
    ended = twice("restore", "2026-11-23", "--take", "1")
    assert ended.code == 4 and ended.err == f"{DAY}: keeping what stands there: is a directory\n", ended
    assert (home / DAY).read_text() == by_hand


def test_a_deleted_day_comes_back(twice: Planner, home: Path) -> None:
    """Its file is not there: the list says so, and a version puts it there again."""
    whole = (home / DAY).read_bytes()
    (home / DAY).unlink()
    assert "(not there now)" in twice("restore").out
    assert twice("restore", "2026-11-23").out.endswith(f"{DAY} is not there now.\n")
    assert twice("restore", "2026-11-23", "--take", "2").code == 0
    assert (home / DAY).read_bytes() == whole


@pytest.mark.parametrize("broken", [b"", b"\0" * 100, b"format = 7\n", b"[", b"\xff\xfe"])
def test_a_broken_file_is_replaced_and_kept(twice: Planner, home: Path, broken: bytes) -> None:
    """Emptied, wiped, of a newer version, no TOML: what is brought back is whole, what was broken is kept as it was."""
    whole = (home / DAY).read_bytes()
    (home / DAY).write_bytes(broken)
    assert twice("restore", "2026-11-23", "--take", "2").code == 0
    assert (home / DAY).read_bytes() == whole
    assert "cannot be read as this file" in twice("restore", "2026-11-23").out
    back = twice("restore", "2026-11-23", "--take", "3")
    assert back.code == 0 and back.err.startswith(DAY) and (home / DAY).read_bytes() == broken


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["2026-11-23", "--take", "9"], 1, f"version 9 of {DAY} is not kept; there are 1 to 2"),
        (["notes.txt"], 1, "'notes.txt' is no file of planner: write a date, settings, shoes, rules or routines"),
        (["../../etc/passwd", "--take", "1"], 1, "'../../etc/passwd' is no file of planner"),
        (["--take", "1"], 2, "--show and --take need to know which file"),
        (["2026-11-23", "--take", "1", "--show", "1"], 2, "not allowed with"),
        (["2026-11-23", "--take", "one"], 2, "invalid int value"),
    ],
)
def test_what_cannot_be(twice: Planner, home: Path, args: list[str], code: int, words: str) -> None:
    """Is said, and nothing is written."""
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    ended = twice("restore", *args)
    assert ended.code == code and words in ended.err
    assert {p: p.read_bytes() for p in home.rglob("*") if p.is_file()} == before


def test_settings_come_back_too(say: Planner, home: Path) -> None:
    """By name; each restore is a save of its own and kept."""
    home.mkdir()
    (home / "settings.toml").write_text("# mine\nformat = 1\n")
    from planner.storage import settings
    from planner.storage.places import Places

    settings.change(Places.at(home), "theme", "dusk")
    assert say("restore", "settings", "--take", "1").code == 0
    assert (home / "settings.toml").read_text() == "# mine\nformat = 1\n"
    assert len(say("restore", "settings.toml").out.splitlines()) == 3


def test_line_ends_are_a_difference() -> None:
    """A file that an editor of Windows has saved differs in each line; one that lacks its last line end in none."""
    assert difference(b"a\r\nb\r\n", b"a\nb\n", "x", "y")[2:] == ["@@ -1,2 +1,2 @@", "-a\r", "-b\r", "+a", "+b"]
    assert difference(b"a\nb", b"a\nb\n", "x", "y") == difference(None, b"", "x", "y") == []
