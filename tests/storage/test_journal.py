"""The record of days in files: what is read, what is saved, what is left alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from planner.core.days import Morning, Planned
from planner.core.record import Day, Done
from planner.storage.journal import Journal
from planner.storage.places import Places
from planner.storage.problems import BadInput, CannotRead, ChangedElsewhere

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)

SAMPLE = """\
format = 1
date = 2026-11-23

[morning]
at = 2026-11-23T06:41:00+01:00
sleep_h = 7.5
sleep_quality = 2
fatigue = 3
soreness = 2
stress = 2
pain = [
    { site = "knee_front", side = "left", score = 2 },
]
flags = []
closed = [
    { matter = "fever", how = "gone", on = 2026-11-20 },
    { matter = "bone", site = "femur", side = "left", how = "cleared" },
]

[facts.history]
longest_30d_km = 12.4
days_since_last_run = 2

[facts.person]
age = 38.0

[[facts.pain]]
site = "knee_front"
side = "left"
yesterday = 2

[[facts.open]]
name = "giving_way"
since = 2026-11-01

[advice]
rung = "modified_run"
referral = "none"
km = 8.0
pain_stop = 4
hard_allowed = false
hills_allowed = false
form = "run"
warnings = ["PAIN_STOP_RULE"]
rules = "1"
[[advice.reasons]]
rule = "pain-joint"
because = "your left knee 2/10: no hard running, no hills"

[chosen]
by = "advice"
km = 8.0
warm_up = ["walk-5", "leg-swings"]

[[planned]]
kind = "easy"
km = 8.0
climb_m = 60
terrain = "road"
shoe = "pegasus-41"

[[done]]
at = 2026-11-23T18:02:00+01:00
kind = "run"
session = "easy"
km = 7.9
minutes = 46.5
climb_m = 55
terrain = "road"
shoe = "pegasus-41"
effort = 3
pain = [
    { site = "knee_front", side = "left", during = 2, after = 1 },
]
flags = []
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


def put(places: Places, day: date, text: str) -> Path:
    path = places.day_file(day)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_the_layout_of_a_day(places: Places) -> None:
    """A whole day is written in the fixed order and layout, byte for byte."""
    put(places, MONDAY, SAMPLE)
    journal = Journal(places)
    day = journal.day(MONDAY)
    journal.save(replace(day, date=TUESDAY))
    assert places.day_file(TUESDAY).read_text() == re.sub(
        "^date = .*$", "date = 2026-11-24", SAMPLE, flags=re.MULTILINE
    )


def test_a_day_without_a_file_is_empty(places: Places) -> None:
    """A date that has no file is a day without parts, and reading it makes nothing."""
    assert Journal(places).day(MONDAY) == Day(date=MONDAY)
    assert Journal(places).dates() == []
    assert not places.days.exists()


def test_a_file_may_hold_done_alone(places: Places) -> None:
    """A day with only what was done is a day."""
    put(places, MONDAY, 'format = 1\ndate = 2026-11-23\n[[done]]\nkind = "run"\nkm = 8\n')
    assert Journal(places).day(MONDAY) == Day(date=MONDAY, done=(Done(kind="run", km=8.0),))


def test_only_days_are_days(places: Places) -> None:
    """Conflict copies, temps, backups and files in the wrong year are never read as days."""
    put(places, MONDAY, "format = 1\ndate = 2026-11-23\n")
    folder = places.day_file(MONDAY).parent
    for name in (
        "2026-11-23.sync-conflict-20261123-070000-ABC.toml",
        "2026-11-23 (copy).toml",
        ".2026-11-24.toml.0000.tmp",
        "2026-11-24.toml.mine-20261124-070000",
        "2026-11-24.toml~",
        "2026-02-30.toml",
        "2025-11-24.toml",
        "notes.toml",
    ):
        (folder / name).write_text("rubbish")
    (places.days / "old").mkdir()
    assert Journal(places).dates() == [MONDAY]


def test_a_window_leaves_out_what_it_cannot_read(places: Places) -> None:
    """One broken day does not hide the others: it is left out and named with its line."""
    put(places, MONDAY, "format = 1\ndate = 2026-11-23\n")
    put(places, TUESDAY, "format = 1\ndate = 2026-11-24\n[morning]\nstress = 9\n")
    put(places, date(2026, 1, 1), "far away")
    journal = Journal(places)
    assert journal.window(date(2026, 11, 1), date(2026, 11, 30)) == {MONDAY: Day(date=MONDAY)}
    assert [str(p) for p in journal.problems] == [
        "days/2026/2026-11-24.toml:4: morning.stress: 9 is out of range; write 1 to 7 (7 worst)"
    ]


def test_a_broken_day_is_never_written(places: Places) -> None:
    """A file that cannot be understood is refused with exit code 3 and keeps every byte."""
    path = put(places, MONDAY, "format = 1\ndate = 2026-11-23\n[morning]\nstress = 9\n")
    before = path.read_bytes()
    journal = Journal(places)
    with pytest.raises(CannotRead) as caught:
        journal.day(MONDAY)
    assert caught.value.exit_code == 3
    with pytest.raises(CannotRead):
        journal.save(Day(date=MONDAY, morning=Morning(stress=3)))
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 1


def test_a_day_that_was_never_read_is_not_written_over(places: Places) -> None:
    """Saving a date that has a file which this journal never read is a conflict."""
    path = put(places, MONDAY, "format = 1\ndate = 2026-11-23\n[[planned]]\nkm = 8\n")
    with pytest.raises(ChangedElsewhere):
        Journal(places).save(Day(date=MONDAY, morning=Morning(stress=3)))
    assert "km = 8" in path.read_text()


def test_an_edit_from_elsewhere_is_kept(places: Places) -> None:
    """When an editor changed a day since it was read, both versions stay and the save says so."""
    journal = Journal(places)
    journal.save(Day(date=MONDAY, morning=Morning(stress=3)))
    path = places.day_file(MONDAY)
    path.write_text(path.read_text().replace("stress = 3", "stress = 6"))
    with pytest.raises(ChangedElsewhere) as caught:
        journal.save(Day(date=MONDAY, morning=Morning(stress=4)))
    assert caught.value.exit_code == 5
    assert "stress = 6" in path.read_text()
    assert caught.value.kept is not None
    assert "stress = 4" in path.with_name(caught.value.kept).read_text()


def test_a_comment_from_elsewhere_is_no_conflict(places: Places) -> None:
    """A comment or a key of their own, written by hand since the day was read, is kept by the next save."""
    journal = Journal(places)
    journal.save(Day(date=MONDAY, morning=Morning(stress=3)))
    path = places.day_file(MONDAY)
    path.write_text(path.read_text() + "\n[weather] # wet\nsky = 'grey'\n")
    journal.save(Day(date=MONDAY, morning=Morning(stress=4)))
    assert path.read_text() == (
        "format = 1\ndate = 2026-11-23\n\n[morning]\nstress = 4\n\n[weather] # wet\nsky = 'grey'\n"
    )


def test_a_stale_day_is_not_saved(places: Places) -> None:
    """A caller that says what it started from is stopped when the file was read anew since, and says another thing."""
    journal = Journal(places)
    started = Day(date=MONDAY, planned=(Planned(km=8.0),))
    journal.save(started)
    Journal(places).day(MONDAY)
    other = Journal(places)
    other.save(replace(other.day(MONDAY), planned=(Planned(km=9.0),)))
    journal.day(MONDAY)
    with pytest.raises(ChangedElsewhere):
        journal.save(replace(started, morning=Morning(stress=2)), was=started)


def test_a_deleted_day_is_said(places: Places) -> None:
    """A day that another program deleted is not made again in silence."""
    journal = Journal(places)
    journal.save(Day(date=MONDAY, morning=Morning(stress=3)))
    places.day_file(MONDAY).unlink()
    with pytest.raises(ChangedElsewhere, match="was deleted by another program since it was read"):
        journal.save(Day(date=MONDAY, morning=Morning(stress=4)))


def test_an_offset_with_seconds_is_kept_as_an_instant(places: Places) -> None:
    """TOML knows offsets in whole minutes: a time of another offset is written as the same instant."""
    old_zone = timezone(timedelta(minutes=19, seconds=32))
    day = Day(date=MONDAY, morning=Morning(at=datetime(2026, 11, 23, 6, 41, tzinfo=old_zone)))
    Journal(places).save(day)
    assert Journal(places).day(MONDAY) == day
    assert "at = 2026-11-23T06:40:28+00:19" in places.day_file(MONDAY).read_text()


def test_saving_what_is_there_writes_nothing(places: Places) -> None:
    """A save without a change touches no file."""
    journal = Journal(places)
    day = Day(date=MONDAY, morning=Morning(stress=3))
    journal.save(day)
    before = places.day_file(MONDAY).stat()
    journal.save(day)
    assert places.day_file(MONDAY).stat() == before


def test_a_byte_that_is_no_text_is_refused(places: Places) -> None:
    """A note with a byte that no file can hold is refused in words, and nothing is written."""
    with pytest.raises(BadInput, match=r"holds a byte that is no letter \(0xE9\)"):
        Journal(places).save(Day(date=MONDAY, morning=Morning(note="caf\udce9")))
    assert not places.days.exists()


def test_every_version_is_handed_over(places: Places) -> None:
    """A journal hands what it replaced and what it wrote to whoever keeps versions."""
    kept: list[list[bool]] = []
    journal = Journal(places, keep=lambda _, old, new: kept.append([b"stress = 3" in (old or b""), b"= 4" in new]))
    journal.save(Day(date=MONDAY, morning=Morning(stress=3)))
    journal.save(Day(date=MONDAY, morning=Morning(stress=4)))
    assert kept == [[False, False], [True, True]]
