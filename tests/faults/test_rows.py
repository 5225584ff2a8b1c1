"""Rows of the catalogue of faults that no other test holds: what a disk, a clock or a folder does to it."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from faces import NOW, furnish

from planner import cli
from planner.commands.io import Io
from planner.core.days import Morning
from planner.core.record import Day
from planner.storage import files
from planner.storage.clock import SystemClock
from planner.storage.journal import Journal
from planner.storage.places import Places
from planner.storage.problems import CannotRead, CannotWrite, ChangedElsewhere, PlannerError, WrongUse
from planner.tui.following import unwritable

MONDAY = date(2026, 11, 23)
DAY = Day(date=MONDAY, morning=Morning(stress=2))
CHANGED = Day(date=MONDAY, morning=Morning(stress=5))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path / "home")


@pytest.fixture
def journal(places: Places) -> Journal:
    """A journal with one day that it has read."""
    journal = Journal(places)
    journal.save(DAY)
    return journal


def test_no_more_files_is_not_no_more_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without inodes and one without room have the same error; the remedy is told apart."""
    real = os.open

    def full(path: object, flags: int, *rest: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, flags, *rest)  # type: ignore[call-overload]  # as it was called

    class Disk:
        f_files, f_favail = 1000, 0

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(CannotWrite, match="free some space on the disk"):
        files.save(tmp_path / "x.toml", b"a", "x.toml", read_as=None)
    monkeypatch.setattr(os, "statvfs", lambda _: Disk)
    with pytest.raises(CannotWrite, match="the disk holds no more files, whatever space it has"):
        files.save(tmp_path / "x.toml", b"a", "x.toml", read_as=None)


SAVE = """
import resource, sys
from pathlib import Path
from planner.storage import files, swap
from planner.storage.problems import PlannerError
kind, much = sys.argv[2].split("=")
resource.setrlimit(getattr(resource, kind), (int(much), int(much)))
try:
    files.save(Path(sys.argv[1]), b"b" * 10_000, "x.toml", read_as=b"a")
except PlannerError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize(
    ("limit", "words"),
    [("RLIMIT_NOFILE=3", "too many files are open"), ("RLIMIT_FSIZE=100", "a limit on file sizes is set (ulimit -f)")],
)
def test_limits_of_the_process(tmp_path: Path, limit: str, words: str) -> None:
    """No file can be opened, none can grow: said in words, the old file whole, nothing left beside it."""
    path = tmp_path / "x.toml"
    path.write_bytes(b"a")
    done = subprocess.run([sys.executable, "-c", SAVE, path, limit], capture_output=True, text=True, check=False)
    assert done.returncode in (3, 4) and words in done.stdout and "Traceback" not in done.stderr, done
    assert path.read_bytes() == b"a" and [p.name for p in tmp_path.iterdir()] == ["x.toml"]


def test_a_folder_that_cannot_be_written_is_said_at_the_start(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read-only disk or folder: before anything is typed, not at the first save."""
    assert unwritable(places) == ""
    places.days.mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != places.days)
    assert unwritable(places) == f"{places.days} cannot be written"


def test_a_folder_that_went_while_it_was_open(journal: Journal, places: Places) -> None:
    """The next save says that the day was deleted, and keeps ours."""
    shutil.rmtree(places.days)
    with pytest.raises(ChangedElsewhere, match="was deleted by another program"):
        journal.save(CHANGED)
    (mine,) = places.day_file(MONDAY).parent.iterdir()
    assert b"stress = 5" in mine.read_bytes()


def test_a_disk_that_is_not_mounted(places: Places, tmp_path: Path) -> None:
    """Where the folder is a link to nothing no empty one is made in its place."""
    places.data.mkdir()
    places.days.symlink_to(tmp_path / "not-mounted")
    with pytest.raises(CannotWrite, match="making the folder: a file stands where a folder should be"):
        Journal(places).save(DAY)
    assert not (tmp_path / "not-mounted").exists()


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_what_took_the_place_of_a_day(journal: Journal, places: Places, tmp_path: Path, kind: str) -> None:
    """A folder, a pipe, a link to another file: refused, and what stands there is not touched."""
    path = places.day_file(MONDAY)
    path.unlink()
    other = tmp_path / "other.toml"
    other.write_text("format = 1\ndate = 2026-11-23\n[morning]\nstress = 7\n")
    make: dict[str, Callable[[], object]] = {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to(other),
    }
    make[kind]()
    with pytest.raises((CannotRead, ChangedElsewhere)) as found:
        journal.save(CHANGED)
    assert isinstance(found.value, PlannerError) and path.is_symlink() == (kind == "link")
    assert "stress = 7" in other.read_text()


@pytest.mark.parametrize("zone", ["garbage", "", ":/no/such/file", "Pacific/Apia"])
def test_any_zone_gives_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Whatever TZ says the program finds a date and goes on."""
    import io

    furnish(tmp_path / "home", past=0)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    out, err = io.StringIO(), io.StringIO()
    world = Io(
        stdin=io.StringIO(), stdout=out, stderr=err, environ={"PLANNER_HOME": str(tmp_path / "home"), "TZ": zone}
    )
    assert cli.main(["today"], world) == 0 and err.getvalue() == ""
    monkeypatch.undo()
    time.tzset()


def test_a_zone_that_no_day_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day or more from UTC: said in words."""
    monkeypatch.setenv("TZ", "UTC+25")
    time.tzset()
    with pytest.raises(WrongUse, match="TZ: 'UTC.25' is a day or more from UTC"):
        SystemClock({}).now()
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "now", ["1970-01-01T00:00:00+00:00", "2000-02-29T03:59:59+01:00", "2038-01-20T06:00:00+01:00", NOW]
)
def test_any_clock_gives_a_day(tmp_path: Path, now: str) -> None:
    """A dead battery, a leap day before the day begins, after 2038."""
    import io

    furnish(tmp_path / "home", past=0)
    out, err = io.StringIO(), io.StringIO()
    environ = {"PLANNER_HOME": str(tmp_path / "home"), "PLANNER_NOW": now}
    assert cli.main(["today"], Io(stdin=io.StringIO(), stdout=out, stderr=err, environ=environ)) == 0
    assert "Traceback" not in err.getvalue()


@pytest.mark.parametrize("said", ["٣", "²", "１２", "७"])
def test_digits_of_other_scripts_are_no_numbers(tmp_path: Path, said: str) -> None:
    """`int` and `float` would take them; a form and an option do not."""
    import io

    from planner.tui.controller import MorningPage

    desk = furnish(tmp_path / "home", past=0)
    out, err = io.StringIO(), io.StringIO()
    environ = {"PLANNER_HOME": str(tmp_path / "home"), "PLANNER_NOW": NOW}
    args = ["check-in", "--sleep", said, "--none"]
    assert cli.main(args, Io(stdin=io.StringIO(), stdout=out, stderr=err, environ=environ)) == 1
    from planner.tui.commands import Keymap

    page = MorningPage(desk.context(desk.today()), desk.day(desk.today()), keymap=Keymap(), now=desk.now())
    for c in said:
        page.key(c)
    assert not page.draft.anything


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("serve", "did you mean 'planner where'?"),
        ("web", "planner --help lists them"),
        ("http", "planner --help lists them"),
        ("--host", "planner --help lists them"),
        ("--public-url", "planner --help lists them"),
    ],
)
def test_there_is_no_web_mode(name: str, hint: str) -> None:
    """No command and no option of the screens serves anything; what forbids the modules is in test_architecture."""
    import io

    for rest in ([], ["--port", "8000"], ["--host", "0.0.0.0"], ["http://127.0.0.1:8000/?width=99999999"]):
        out, err = io.StringIO(), io.StringIO()
        world = Io(stdin=io.StringIO(), stdout=out, stderr=err, environ={"PLANNER_HOME": "/nonexistent"})
        assert cli.main([name, *rest], world) == 2 and out.getvalue() == ""
        kind = "option" if name.startswith("-") else "command"
        assert err.getvalue() == f"'{name}' is no {kind} of planner; {hint}\n"
    from planner.cli import COMMANDS

    assert not {"serve", "web", "http", "sync", "export-web"} & set(COMMANDS)
