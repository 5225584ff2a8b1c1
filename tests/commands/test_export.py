"""`planner export`: which days, where to, and that no file is lost, half or open to others."""

from __future__ import annotations

import csv
import errno
import io as streams
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from faces import NOW, TODAY, furnish
from hostile import CONTROL, HOSTILE
from leaving import day_with

from planner import cli
from planner.commands.io import Io
from planner.core.days import Morning, Planned
from planner.core.record import Day, Done
from planner.desk import Desk
from planner.storage import exporting
from planner.storage.places import Places
from planner.storage.problems import ChangedElsewhere

Planner = Callable[..., Any]
FORMATS = ("csv", "ics", "md", "html")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Four weeks of days."""
    furnish(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def export(planner: Planner, home: Path) -> Planner:
    """Runs `planner export …` at home."""
    return lambda *args: planner("export", *args, PLANNER_HOME=str(home), PLANNER_NOW=NOW)


def desk_of(home: Path) -> Desk:
    return Desk({"PLANNER_HOME": str(home), "PLANNER_NOW": NOW})


def told(out: str) -> list[str]:
    """The dates of the lines of a sheet."""
    return [row[0] for row in csv.reader(streams.StringIO(out, newline=""))][1:]


def events(out: str) -> dict[date, str]:
    """The titles in a calendar by their days."""
    found = icalendar.Calendar.from_ical(out.encode()).walk("VEVENT")
    return {event["DTSTART"].dt: str(event["SUMMARY"]) for event in found}


def left(folder: Path) -> list[str]:
    """What lies in a folder, temporary files too."""
    return sorted(os.listdir(folder))


# Which days


def test_a_line_for_each_session(export: Planner, home: Path) -> None:
    """All that was done up to today, the latest last; a day without a session has none."""
    dates = told(export("csv").out)
    desk = desk_of(home)
    done = [on for on in desk.journal.dates() for _ in desk.journal.day(on).done]
    assert dates == [on.isoformat() for on in done] and len(dates) > 10
    assert told(export("csv", "--from", dates[3], "--to", dates[5]).out) == dates[3:6]
    assert told(export("csv", "--from", dates[3], "--to", dates[3]).out) == [dates[3]]
    assert told(export("csv", "--last", "2").out) == dates[-2:]
    assert told(export("csv", "--last", "2", "--to", dates[5]).out) == dates[4:6]


def test_the_last_days_are_those_that_have_something(export: Planner, home: Path) -> None:
    """A morning without a session is none of the last days of a sheet, unless health is asked for."""
    desk_of(home).save(Day(date=TODAY, morning=Morning(stress=2)))
    latest = told(export("csv").out)[-1]
    assert told(export("csv", "--last", "1").out) == [latest] != [TODAY.isoformat()]
    assert told(export("csv", "--last", "1", "--health").out) == [TODAY.isoformat()]


def test_a_calendar_looks_four_weeks_ahead(export: Planner, home: Path) -> None:
    """The week's plan, a stored plan in its place where there is one, and nothing invented for days that were."""
    friday = TODAY + timedelta(days=4)
    desk_of(home).save(Day(date=friday, planned=(Planned(kind="race", km=10.0),)))
    found = events(export("ics").out)
    assert min(found) == TODAY and max(found) == TODAY + timedelta(days=26)
    assert found[TODAY] == "Run 8 km easy road" and found[friday] == "Run 10 km race" and len(found) == 13
    stored = {on for on in desk_of(home).journal.dates() if desk_of(home).journal.day(on).planned}
    past = events(export("ics", "--from", "2026-09-01", "--to", "2026-11-22").out)
    assert set(past) == {on for on in stored if on < TODAY}
    assert set(events(export("ics", "--to", "2026-11-22").out)) == set(past)
    assert set(events(export("ics", "--from", "2026-09-01").out)) == set(past) | set(found)
    assert set(events(export("ics", "--from", "2026-12-25", "--to", "2026-12-31").out)) == {
        date(2026, 12, 26),
        date(2026, 12, 28),
        date(2026, 12, 30),
    }


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["pdf"], 2, "invalid choice: 'pdf'"),
        ([], 2, "required: format"),
        (["ics", "--last", "7"], 2, "--last counts back from today, and a calendar looks ahead: write --from and --to"),
        (["csv", "--last", "0"], 1, "--last: 0 is out of range; write 1 to 999999 days"),
        (["csv", "--from", "23.11.2026"], 1, "--from: '23.11.2026' is no date; write year-month-day, e.g."),
        (["csv", "--to", "2026-02-30"], 1, "--to: 2026-02-30 does not exist: February 2026 has 28 days"),
        (["md", "--from", "2026-11-23", "--to", "2026-11-22"], 1, "--from 2026-11-23 is after --to 2026-11-22"),
        (["ics", "--to", "2027-11-25"], 1, "a plan is told a year ahead at most; write 2027-11-24 or a day before it"),
        (["ics", "--from", "9999-12-31"], 1, "a plan is told a year ahead at most"),
    ],
)  # fmt: skip  # one refusal after the other
def test_what_is_refused(export: Planner, args: list[str], code: int, said: str) -> None:
    ended = export(*args)
    assert (ended.code, ended.out) == (code, "")
    assert said.replace('"', "'") in ended.err.replace('"', "'")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_tell(planner: Planner, tmp_path: Path, form: str) -> None:
    """Of an empty home: a whole file with nothing in it, which is said."""
    ended = planner("export", form, PLANNER_HOME=str(tmp_path / "none"), PLANNER_NOW=NOW)
    assert (ended.code, ended.err) == (0, "There is nothing to tell of these days.\n")
    assert ended.out and not (tmp_path / "none").exists()


def test_a_day_that_cannot_be_read_is_left_out_and_told(export: Planner, home: Path) -> None:
    """The others are there; the exit code says that not all are."""
    dates = told(export("csv").out)
    (home / f"days/2026/{dates[4]}.toml").write_text("format = 1\nkm = 5,2\n")
    ended = export("csv")
    assert ended.code == 3 and told(ended.out) == dates[:4] + dates[5:]
    assert f"days/2026/{dates[4]}.toml:2" in ended.err
    (home / f"days/2026/{TODAY + timedelta(days=2)}.toml").write_text("")
    ahead = export("ics")
    assert ahead.code == 3 and TODAY + timedelta(days=2) not in events(ahead.out) and len(events(ahead.out)) == 11


def test_the_runners_units_are_for_people(export: Planner, home: Path) -> None:
    """Miles in the logs and the calendar; kilometres in the sheet."""
    with (home / "settings.toml").open("r+") as file:
        text = file.read()
        file.seek(0)
        file.write(text.replace("format = 1\n", 'format = 1\nunits = "mi"\n'))
    assert "/mi)" in export("md").out and " mi in " in export("html").out
    assert export("csv", "--last", "1").out.splitlines()[-1].split(",")[3] == "12"


# Health


@pytest.mark.parametrize("form", FORMATS)
def test_health_is_out_only_when_asked_for(export: Planner, home: Path, tmp_path: Path, form: str) -> None:
    """And the file's message says that it is not in it."""
    desk_of(home).save(day_with("my secret", TODAY))
    assert not {"secret", "sleep"} & set(re.findall("secret|sleep", export(form).out))
    assert "my secret" in export(form, "--health").out
    ended = export(form, str(tmp_path / "log"))
    assert ended.out.endswith("; pain, health and notes are left out (--health lets them out too).\n")
    assert "left out" not in export(form, str(tmp_path / "more"), "--health").out


def test_the_help_says_so(export: Planner) -> None:
    said = export("--help").out
    assert "stay at home; --health lets them out too" in " ".join(said.split())


# Where to


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_standard_output_says(export: Planner, tmp_path: Path, form: str) -> None:
    """Byte for byte; only its owner may read it, and nothing else is left beside it."""
    folder = tmp_path / "out"
    folder.mkdir()
    before = os.umask(0o000)
    try:
        ended = export(form, str(folder / "log"))
    finally:
        os.umask(before)
    assert (ended.code, ended.err) == (0, "")
    assert (folder / "log").read_bytes().decode() == export(form).out == export(form, "-").out
    assert (folder / "log").stat().st_mode & 0o777 == 0o600
    assert left(folder) == ["log"]
    assert ended.out.startswith(f"{folder / 'log'}: ") and f"{TODAY.year}-" in ended.out


def test_a_file_that_is_there_is_replaced_only_when_asked_for(export: Planner, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("mine\n")
    path.chmod(0o640)
    ended = export("csv", str(path))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"{path}: is there already; write another name, or --force to replace it\n"
    assert path.read_text() == "mine\n"
    assert export("csv", str(path), "--force").code == 0
    assert path.read_bytes().decode() == export("csv").out
    assert path.stat().st_mode & 0o777 == 0o640, "a mode of its own stays"
    assert export("csv", str(path), "--force").code == 0, "again, with nothing to change"
    assert left(tmp_path) == ["home", "log.csv"]


def test_options_stand_anywhere(export: Planner, tmp_path: Path) -> None:
    """Before, between and after what to make and where to put it."""
    for n, order in enumerate((("--last", "2", "csv", "?"), ("csv", "--last", "2", "?"), ("csv", "?", "--last", "2"))):
        ended = export(*(str(tmp_path / f"log-{n}") if part == "?" else part for part in order))
        assert (ended.code, ended.err) == (0, "")
    assert len({(tmp_path / f"log-{n}").read_bytes() for n in range(3)}) == 1


def test_a_link_stays_a_link(export: Planner, tmp_path: Path) -> None:
    (tmp_path / "real").write_text("")
    (tmp_path / "log.csv").symlink_to("real")
    assert export("csv", str(tmp_path / "log.csv"), "--force").code == 0
    assert (tmp_path / "log.csv").is_symlink() and (tmp_path / "real").read_bytes().decode() == export("csv").out


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("folder", "is a folder; write the name of a file in it"),
        ("nowhere/log.csv", "its folder is not there; make the folder first"),
        ("pipe", "is no ordinary file; leave FILE out for standard output"),
        ("home/settings.toml", "is where planner keeps its own files; write another name"),
        ("home/shoes.toml", "is where planner keeps its own files; write another name"),
        ("home/rules.toml", "is where planner keeps its own files; write another name"),
        ("home/days/2026/2026-11-22.toml", "is where planner keeps its own files; write another name"),
        ("home/days/2026/2026-12-24.toml", "is where planner keeps its own files; write another name"),
        ("home/days/log.csv", "is where planner keeps its own files; write another name"),
        ("link", "is where planner keeps its own files; write another name"),
        ("home/../elsewhere/days/log.csv", "is where planner keeps its own files; write another name"),
    ],
)
def test_places_that_no_export_may_have(
    export: Planner, home: Path, tmp_path: Path, place: str, said: str, force: tuple[str, ...]
) -> None:
    """With and without --force: told, exit code 1, and every file is as it was."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("home/days/2026/2026-11-22.toml")
    (tmp_path / "elsewhere").symlink_to("home")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    ended = export("csv", str(tmp_path / place), *force)
    assert (ended.code, ended.out, ended.err) == (1, "", f"{tmp_path / place}: {said}\n")
    assert before == {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert left(tmp_path / "folder") == [] and not (tmp_path / "nowhere").exists()


def test_a_place_that_cannot_be_looked_at(export: Planner, tmp_path: Path) -> None:
    """A name that is too long, one that is no name, links in a circle: words and an exit code."""
    (tmp_path / "round").symlink_to("round")
    for name, said in (("x" * 300, "file name too long"), ("a\0b", "embedded null"), ("round", "too many levels")):
        ended = export("csv", str(tmp_path / name), "--force")
        assert ended.code == 4 and "cannot be looked at" in ended.err and said in ended.err.lower()
    assert left(tmp_path) == ["home", "round"]


def test_what_was_written_there_meanwhile_is_kept(tmp_path: Path) -> None:
    """Between the look and the save another program writes: nothing of it is lost, and ours lies beside it."""
    places, path = Places.at(tmp_path / "home"), tmp_path / "log.csv"
    for there in (None, "old"):
        path.unlink(missing_ok=True)
        if there:
            path.write_text(there)
        target = exporting.look(places, str(path), force=True)
        path.write_text("theirs")
        with pytest.raises(ChangedElsewhere) as told:
            exporting.put(target, b"ours")
        assert path.read_text() == "theirs"
        assert told.value.kept and (tmp_path / told.value.kept).read_text() == "ours"


@pytest.mark.parametrize("there", [None, "old\n"])
def test_a_full_disk_leaves_no_half_file(
    export: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str | None
) -> None:
    """After some bytes there is no room: told, exit code 4, the old file or none, no temporary one."""
    folder = tmp_path / "out"
    folder.mkdir()
    if there is not None:
        (folder / "log.html").write_text(there)
    real, times = os.write, iter((True, False))

    def write(fd: int, data: memoryview) -> int:
        if next(times, False):
            return real(fd, data[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        ended = export("html", str(folder / "log.html"), "--force")
    assert (ended.code, ended.out) == (4, "")
    assert ended.err.startswith(f"{folder / 'log.html'}: writing: no space left on device; free some space")
    assert left(folder) == ([] if there is None else ["log.html"])
    assert there is None or (folder / "log.html").read_text() == there


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_went_away(home: Path, unbuffered: str) -> None:
    """`planner export md | head -1` of a long log: quiet, with the code of a broken pipe."""
    desk = desk_of(home)
    desk.save(replace(desk.day(TODAY), done=(Done(kind="run", km=5.0, note="x" * 19_000),) * 20))
    environ = {**os.environ, "PLANNER_HOME": str(home), "PLANNER_NOW": NOW, "PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-m", "planner", "export", "md", "--health"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stderr is not None
        assert child.stdout.readline() == b"# Running log\n"
        child.stdout.close()
        assert (child.wait(30), child.stderr.read()) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that only Linux has")
def test_a_full_disk_under_standard_output(home: Path) -> None:
    environ = {**os.environ, "PLANNER_HOME": str(home), "PLANNER_NOW": NOW, "LC_ALL": "C"}
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "planner", "export", "html"]
        ended = subprocess.run(command, env=environ, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert ended.returncode == 4
    assert ended.stderr == b"standard output: No space left on device\n"


# Text is text


@pytest.mark.parametrize("form", FORMATS)
def test_in_utf8_whatever_the_terminal_speaks(home: Path, form: str) -> None:
    """Standard output that is no terminal gets the bytes of the file."""
    desk_of(home).save(day_with("été 日本 👟", TODAY))
    command = [sys.executable, "-m", "planner", "export", form, "--health"]
    environ = {**os.environ, "PLANNER_HOME": str(home), "PLANNER_NOW": NOW, "PYTHONIOENCODING": "latin-1"}
    ended = subprocess.run(command, env=environ, capture_output=True, timeout=60, check=True)
    assert "été 日本 👟" in ended.stdout.decode().replace("\r\n ", "")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_written_in_a_day(planner: Planner, tmp_path: Path, text: str) -> None:
    """In every format, into a file and on a terminal: nothing breaks, and nothing comes out that does something."""
    desk = furnish(tmp_path / "home", past=1)
    desk.save(day_with(text, TODAY))
    environ = {"PLANNER_HOME": str(tmp_path / "home"), "PLANNER_NOW": NOW}
    for form in FORMATS:
        ended = planner("export", form, "--health", str(tmp_path / form), **environ)
        assert (ended.code, ended.err) == (0, ""), ended
        assert not set((tmp_path / form).read_text()) & (CONTROL - {"\n", "\xad"})
        out, err = Screen(), streams.StringIO()
        assert cli.main(["export", form, "--health"], Io(stdin=Screen(), stdout=out, stderr=err, environ=environ)) == 0
        assert all(line.isprintable() for line in out.getvalue().split("\n")) and not err.getvalue()


class Screen(streams.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True
