"""`planner doctor`: each thing that can be wrong is found with its words, and only what is certain is put right."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from daily import runner

from planner.storage import settings
from planner.storage.kept import Ring
from planner.storage.places import Places

Planner = Callable[..., Any]
NOW = "2026-11-23T06:41:00+01:00"
DAY = "days/2026/2026-11-20.toml"
TEXT = "format = 1\ndate = 2026-11-20\n\n[morning]\nstress = 2\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with settings and one day, all of it private."""
    home = tmp_path / "home"
    put(home / "settings.toml", "format = 1\n")
    put(home / DAY, TEXT)
    for path in (home, *home.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return home


@pytest.fixture
def doctor(planner: Planner, home: Path) -> Planner:
    """The doctor of that home."""
    return lambda *args: planner("doctor", *args, PLANNER_HOME=str(home), PLANNER_NOW=NOW)


def put(path: Path, text: str | bytes = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o600)
    return path


def test_nothing_wrong(doctor: Planner, home: Path) -> None:
    """One line, exit code 0, and nothing is made."""
    before = sorted(home.rglob("*"))
    assert doctor() == (0, "2 files looked at: nothing wrong.\n", "")
    assert doctor("--json").out == "[]\n"
    assert sorted(home.rglob("*")) == before


def test_a_home_that_is_not_there(planner: Planner, tmp_path: Path) -> None:
    """Is no problem, and stays away."""
    ended = planner("doctor", PLANNER_HOME=str(tmp_path / "none"), PLANNER_NOW=NOW)
    assert (ended.code, ended.out) == (0, "0 files looked at: nothing wrong.\n")
    assert not (tmp_path / "none").exists()


CASES: dict[str, tuple[str, str | bytes, int, str]] = {
    # what: file, text, exit code, words
    "a wrong value": (
        "days/2026/2026-11-21.toml", "format = 1\ndate = 2026-11-21\n[morning]\nstress = 9\n", 3,
        "days/2026/2026-11-21.toml:4: morning.stress: 9 is out of range; write 1 to 7 (7 worst)",
    ),
    "a wiped day": (
        "days/2026/2026-11-21.toml", b"\0" * 4096, 3, "days/2026/2026-11-21.toml: was wiped: it holds 4,096 zero bytes",
    ),
    "a newer format": (
        "days/2026/2026-11-21.toml", "format = 7\ndate = 2026-11-21\n", 3, "was made by a newer planner",
    ),
    "git marks": (
        "days/2026/2026-11-21.toml", "<<<<<<< a\nformat = 1\n=======\nformat = 1\n>>>>>>> b\n", 3,
        "an unresolved merge of a and b, lines 1 to 5",
    ),
    "an unknown key": (
        "days/2026/2026-11-21.toml", "format = 1\ndate = 2026-11-21\n[morning]\nstres = 2\n", 0,
        "note: days/2026/2026-11-21.toml:4: morning.stres: is not a key of this table; it is kept; did you mean",
    ),
    "a day of tomorrow week": (
        "days/2026/2026-11-30.toml", "format = 1\ndate = 2026-11-30\n[[done]]\nkind = 'run'\n", 1,
        "days/2026/2026-11-30.toml: has a morning or something done, and that day has not come yet",
    ),
    "a plan of next week": ("days/2026/2026-11-30.toml", "format = 1\ndate = 2026-11-30\n[[planned]]\nkm = 8\n", 0, ""),
    "the wrong folder": (
        "days/2025/2026-11-21.toml", TEXT, 1,
        "days/2025/2026-11-21.toml: is never read: it lies in the wrong folder; move it to days/2026/2026-11-21.toml",
    ),
    "a conflict copy": (
        "days/2026/2026-11-20.sync-conflict-20261123-070102-ABCDEFG.toml", TEXT, 1,
        "is a conflict copy (Syncthing); it is never read as a day; planner settle '2026-11-20.sync-conflict-",
    ),
    "a copy of settings": (
        "settings (Anna's conflicted copy 2026-11-20).toml", "", 1,
        "(Dropbox); it is never read as a day; planner settle 'settings (Anna'\\''s conflicted copy 2026-11-20).toml'",
    ),
    "set aside": ("days/2026/2026-11-20.toml.mine-20261123-070102", TEXT, 1, "is what planner was to save when"),
    "not fetched": ("days/2026/.2026-11-21.toml.icloud", "", 3, "is in iCloud and not on this machine"),
    "another name": ("days/2026/monday.toml", "", 0, "note: days/2026/monday.toml: is no day: its name is no date"),
    "an editor's file": ("days/2026/.2026-11-20.toml.swp", "", 0, ""),
    "notes": ("days/2026/README.md", "", 0, ""),
    "broken settings": ("settings.toml", "format = 1\nunits = 'miles'\n", 3, "settings.toml:2: units: "),
    "keys that clash": (
        "settings.toml", 'format = 1\n[keys]\n"app.quit" = "x"\n"app.undo" = "x"\n', 0, "note: settings.toml:",
    ),
    "words in the week": (
        "settings.toml", 'format = 1\n[week]\nmonday = "8 km fast"\n', 1, "settings.toml: week.monday: ",
    ),
    "own rules": ("rules.toml", "format = 1\n[no-such-rule]\nx = 1\n", 3, "rules.toml"),
    "own routines": ("routines.toml", "format = 1\n[[step]]\n", 3, "routines.toml"),
    "shoes with one id": (
        "shoes.toml", 'format = 1\n[[shoe]]\nid = "a"\nname = "A"\n[[shoe]]\nid = "a"\nname = "B"\n', 3,
        'shoes.toml:6: shoe[2].id: "a" stands on line 3 already',
    ),
    "shoes with one name": (
        "shoes.toml", 'format = 1\n[[shoe]]\nid = "a"\nname = "A"\n[[shoe]]\nid = "b"\nname = "a"\n', 0,
        'note: shoes.toml:7: shoe[2].name: "a" is the name on line 4 too',
    ),
}  # fmt: skip  # one case after the other


@pytest.mark.parametrize("case", CASES)
def test_what_is_found(doctor: Planner, home: Path, case: str) -> None:
    """With file, line, key and what to do; the same in JSON; nothing is written."""
    name, text, code, words = CASES[case]
    put(home / name, text)
    (home / name).parent.chmod(0o700)
    before = {p: p.read_bytes() for p in (home / "days").rglob("*") if p.is_file()}
    ended = doctor()
    assert words in ended.out and ended.code == code, ended.out
    if not words:
        assert "nothing wrong" in ended.out, ended.out
    rows = json.loads(doctor("--json").out)
    assert any(row["message"] in ended.out for row in rows) or not words
    assert all(list(row) == "file line key message fix warning can_fix fixed".split() for row in rows)
    assert {p: p.read_bytes() for p in (home / "days").rglob("*") if p.is_file()} == before


def test_modes_are_put_right_when_asked(doctor: Planner, home: Path) -> None:
    """Named first, mended with --fix, then nothing is left to say."""
    (home / DAY).chmod(0o644)
    (home / "days").chmod(0o755)
    said = doctor()
    assert said.code == 0 and f"note: {DAY}: others on this machine may look into it (mode 0644)" in said.out
    assert "planner doctor --fix puts 2 right" in said.out and (home / DAY).stat().st_mode & 0o777 == 0o644
    mended = doctor("--fix")
    assert f"{DAY}: mode 0644 is 0600 now" in mended.out and mended.code == 0
    assert (home / DAY).stat().st_mode & 0o777 == 0o600 and (home / "days").stat().st_mode & 0o777 == 0o700
    assert doctor().out == "2 files looked at: nothing wrong.\n"


def test_leftovers_become_versions(doctor: Planner, home: Path) -> None:
    """A temporary file of a killed save: left alone while it is young, then kept as a version and taken away."""
    temp = put((home / DAY).with_name(".2026-11-20.toml.0123abcd.tmp"), TEXT + "# the only copy\n")
    assert "nothing wrong" in doctor().out
    os.utime(temp, (time.time() - 7200, time.time() - 7200))
    assert "was left by a save that was broken off" in doctor().out and temp.exists()
    assert doctor("--fix").code == 0
    assert not temp.exists() and (home / DAY).read_text() == TEXT
    ring = Ring(Places.at(home))
    assert [ring.read(v).decode() for v in ring.versions(home / DAY)] == [TEXT + "# the only copy\n", TEXT]


@pytest.mark.parametrize("name", ["settings.toml", "rules.toml", "routines.toml", "shoes.toml"])
def test_leftovers_of_every_file_become_versions(doctor: Planner, home: Path, name: str) -> None:
    """Also of the files that only restoring writes: the temporary file may hold what it displaced."""
    temp = put(home / f".{name}.0123abcd.tmp", "# what stood there\n")
    os.utime(temp, (time.time() - 7200, time.time() - 7200))
    assert f"what it held is a kept version of {name}" in doctor("--fix").out and not temp.exists()
    ring = Ring(Places.at(home))
    assert ring.read(ring.versions(home / name)[0]) == b"# what stood there\n"


@pytest.mark.parametrize("name", ["state/kept/days/2026/2026-11-20.toml/.000002.4711.tmp", "cache/.parsed.4711.tmp"])
def test_leftovers_of_the_state_are_thrown_away(doctor: Planner, home: Path, name: str) -> None:
    """A write of a version or a cache that was killed: half of something that is whole elsewhere."""
    temp = put(home / name, "half")
    assert "broken off" not in doctor().out
    os.utime(temp, (time.time() - 7200, time.time() - 7200))
    assert f"note: {name}: was left by a save that was broken off; planner doctor --fix" in doctor().out
    assert f"{name}: taken away\n" in doctor("--fix").out and not temp.exists()


def test_nothing_uncertain_is_fixed(doctor: Planner, home: Path) -> None:
    """--fix touches no broken file, no copy and no name."""
    put(home / "days/2026/2026-11-21.toml", "[")
    put(home / "days/2026/2026-11-20-LAPTOP.toml", TEXT)
    before = {p: p.read_bytes() for p in (home / "days").rglob("*") if p.is_file()}
    assert doctor("--fix").code == 3
    assert {p: p.read_bytes() for p in (home / "days").rglob("*") if p.is_file()} == before


def test_a_file_that_ends_early(doctor: Planner, home: Path) -> None:
    """The beginning of its last kept version: it reads as a day, and is told all the same."""
    settings.change(Places.at(home), "theme", "dusk")
    whole = (home / "settings.toml").read_bytes()
    (home / "settings.toml").write_bytes(whole[: whole.index(b"theme")])
    assert f"settings.toml: seems cut short: 11 of the {len(whole)} bytes of version 2" in doctor().out


def test_a_broken_file_names_its_versions(doctor: Planner, home: Path) -> None:
    """Where there are kept versions they are named."""
    Ring(Places.at(home)).keep(str(home / DAY), None, TEXT.encode())
    (home / DAY).write_bytes(b"")
    said = doctor()
    assert f"{DAY}: has 1 kept version; planner restore 2026-11-20 lists them" in said.out and said.code == 3


def test_folders_and_links(doctor: Planner, home: Path) -> None:
    """A file in the place of a folder, a link to nothing, a file under two names."""
    (home / "cache").write_text("")
    (home / "state").symlink_to(home / "nowhere")
    os.link(home / DAY, home / "days/2026/other.bak")
    (home / "days/2026/2026-11-19.toml").symlink_to(home / "gone.toml")
    said = doctor()
    assert f"{home}/cache: is no folder; move it away" in said.out
    assert f"{home}/state: is a link to nothing: a disk that is not mounted?" in said.out
    assert "days/2026/2026-11-19.toml: is a link to nothing" in said.out
    assert f"{DAY}: has 2 names (hard links)" in said.out and said.code == 3


def test_a_clock_that_was_set_back(doctor: Planner, home: Path) -> None:
    """A file from a day ahead of the machine's clock."""
    ahead = time.time() + 3 * 86_400
    os.utime(home / DAY, (ahead, ahead))
    said = doctor()
    assert "clock: stands before " in said.out and said.code == 1


def test_another_planner_is_named(doctor: Planner, home: Path) -> None:
    """Who has the folder open is said, and is no problem."""
    from datetime import datetime

    from planner.storage.lock import Lock

    lock = Lock(Places.at(home))
    assert lock.take(datetime.fromisoformat(NOW)) is None
    assert f"planner is open: process {os.getpid()}" in doctor().out
    lock.let_go()
    assert "planner is open" not in doctor().out


def test_ways_back_and_absences_that_cannot_be(tmp_path: Path) -> None:
    """Each with its line and what to write; one that is fine, or still open, is not spoken of."""
    me = runner(tmp_path / "home")
    settings = me.home / "settings.toml"
    before = settings.read_text()
    fine = '[back]\nladder = "after-layoff"\nsince = 2026-11-20\nstopped = 2026-11-20\n'
    fine += '[away]\nkind = "travel"\nsince = 2026-11-20\n'
    settings.write_text(before + fine)
    assert "back." not in me("doctor").out and "away." not in me("doctor").out
    wrong = (
        fine.replace("layoff", "layof").replace("stopped = 2026-11-20", "stopped = 2026-11-19") + "until = 2026-11-01\n"
    )
    settings.write_text(before + wrong)
    at = len(before.splitlines())
    said = me("doctor").out
    for line, words in (
        (2, 'back.ladder: "after-layof" is no ladder of routines.toml; did you mean "after-layoff"?'),
        (4, "back.stopped: 2026-11-19 is before it began, 2026-11-20; write the right one of the two days"),
        (8, "away.until: 2026-11-01 is before it began, 2026-11-20; write the right one of the two days"),
    ):
        assert f"settings.toml:{at + line}: {words}" in said
