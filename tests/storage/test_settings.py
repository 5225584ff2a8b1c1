"""Settings: every key, what a mistake says, and changes that keep the file as its owner wrote it."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, time
from pathlib import Path

import pytest

from planner.core.settings import Profile, Settings, Usual
from planner.storage import settings, shipped
from planner.storage.places import Places
from planner.storage.problems import BadInput, CannotRead, CannotWrite

FULL = """\
format = 1
units = "mi"
temperature = "F"
hours = "h:mm"
first_day = "sunday"
day_starts = "03:30"
theme = "dusk"
ascii = true
[person]
born = 1988
running_since = 2015-04-01
[usual]
long_km = 12.0
long_km_said = 2026-11-20
easy_pace = "6:30"
[week]
monday = "rest"
tuesday = "8 km easy road"
[env]
indoor_available = false
[keys]
take = "m,enter"
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


def problems(places: Places, text: str) -> list[str]:
    places.settings.write_text(text)
    return [str(p) for p in settings.load(places)[1]]


def test_no_file_is_all_defaults(places: Places) -> None:
    """Without a file every setting has its default, and the first run can tell."""
    assert settings.load(places) == (Settings(), ())
    assert not settings.exists(places)


def test_every_key_is_read(places: Places) -> None:
    """A file with every kind of key gives all of them."""
    assert problems(places, FULL) == []
    assert settings.exists(places)
    assert settings.load(places)[0] == Settings(
        units="mi",
        temperature="F",
        hours="h:mm",
        first_day="sunday",
        day_starts=time(3, 30),
        theme="dusk",
        ascii=True,
        person=Profile(born=1988, running_since=date(2015, 4, 1)),
        usual=Usual(long_km=12.0, long_km_said=date(2026, 11, 20), easy_pace=6.5),
        week={"monday": "rest", "tuesday": "8 km easy road"},
        indoor_available=False,
        keys={"take": "m,enter"},
    )


WRONG = {
    "unit = 'km'": "settings.toml:2: unit: is not a key of this table; did you mean 'units'?",
    "units = 'miles'": 'settings.toml:2: units: "miles" is none of km, mi',
    "hours = 'h.hh'": 'settings.toml:2: hours: "h.hh" is none of h.h, h:mm; write "h.h"',
    "day_starts = '4'": 'settings.toml:2: day_starts: expected a time, found "4"; write it as "04:00"',
    "day_starts = '24:00'": 'settings.toml:2: day_starts: the time 24:00 does not exist; write "00:00" to "23:59"',
    "day_starts = 04:00": 'settings.toml:2: day_starts: 04:00 needs quotation marks; write "04:00"',
    "ascii = 'no'": (
        'settings.toml:2: ascii: expected true or false, found "no"; write true or false, without quotation marks'
    ),
    "usual.easy_pace = '5'": (
        'settings.toml:2: usual.easy_pace: expected minutes and seconds per kilometre, found "5"; write it as "5:40"'
    ),
    "usual.easy_pace = '1:10'": (
        'settings.toml:2: usual.easy_pace: "1:10" is out of range; write "2:00" to "30:00" (per kilometre)'
    ),
    "usual.easy_pace = '٥:٤٠'": (
        'settings.toml:2: usual.easy_pace: expected minutes and seconds per kilometre, found "٥:٤٠"; write it as "5:40"'
    ),
    "person.born = 88": "settings.toml:2: person.born: 88 is out of range; write 1900 to 2100 (year)",
    "week.mon = 'rest'": "settings.toml:2: week.mon: is not a key of this table; did you mean 'monday'?",
    "week.monday = 8": "settings.toml:2: week.monday: expected a text, found 8; write it between quotation marks",
    "keys.take = 5": "settings.toml:2: keys.take: expected a text, found 5; write it between quotation marks",
    "env = true": "settings.toml:2: env: expected a table, found true; write [env] on its own line",
}


@pytest.mark.parametrize("line", WRONG)
def test_each_mistake_in_its_words(places: Places, line: str) -> None:
    """Each mistake is named with file, line, key and what to write; unknown keys are errors here."""
    assert problems(places, f"format = 1\n{line}\n") == [WRONG[line]]


def test_a_bad_key_does_not_spoil_the_good_ones(places: Places) -> None:
    """Beside a bad key, which has its default, the good keys hold."""
    assert len(problems(places, "format = 1\nunits = 'mi'\ntheme = 5\nhours = 6\n")) == 2
    assert settings.load(places)[0] == Settings(units="mi")


def test_a_longest_run_without_its_day_is_said_to_count_for_nothing(places: Places) -> None:
    """It is used for 30 days from the day it was said on. A warning alone: the file is used and may be written."""
    line = "settings.toml: usual.long_km: not used; write long_km_said = 2026-11-23, the day you say it"
    assert problems(places, "format = 1\n[usual]\nlong_km = 10\n") == [line]
    found, told = settings.load(places)
    assert (found.usual.long_km, [p.warning for p in told]) == (10.0, [True])
    settings.change_all(places, {"usual.long_km_said": date(2026, 11, 25)})
    assert settings.load(places)[1] == ()


def test_a_broken_file_is_all_defaults_in_memory(places: Places) -> None:
    """A file that cannot be understood leaves the defaults in use, and no change is written to it."""
    assert problems(places, "format = 1\nunits = \n") == [
        "settings.toml:2: units: nothing after the =; write a value, or delete the line: what was not said is left out"
    ]
    assert settings.load(places)[0] == Settings()
    with pytest.raises(CannotRead):
        settings.change(places, "units", "mi")
    assert places.settings.read_text() == "format = 1\nunits = \n"


def test_a_file_with_a_mistake_is_not_written(places: Places) -> None:
    """While one key is wrong no other is changed: its owner has to look first, even when the change would mend it."""
    assert len(problems(places, "format = 1\nunits = 'miles'\n")) == 1
    for key, value in (("theme", "dusk"), ("units", "mi")):
        with pytest.raises(CannotRead, match="settings.toml:2: units"):
            settings.change(places, key, value)
    assert places.settings.read_text() == "format = 1\nunits = 'miles'\n"


def test_the_first_change_makes_the_file(places: Places) -> None:
    """The first change makes a file with the format line and that key alone."""
    settings.change(places, "usual.easy_pace", "5:40")
    assert places.settings.read_text() == 'format = 1\n\n[usual]\neasy_pace = "5:40"\n'
    assert places.settings.stat().st_mode & 0o777 == 0o600


def test_a_change_is_one_line(places: Places) -> None:
    """Changing a key in the shipped file changes that line and keeps every comment."""
    before = shipped.data("settings.toml").decode()
    places.settings.write_text(before)
    settings.change(places, "units", "mi")
    settings.change_all(places, {"week.monday": "rest", "usual.long_km": 14.0})
    now = places.settings.read_text().splitlines()
    gone = [line for line in before.splitlines() if line not in now]
    added = [line for line in now if line not in before.splitlines()]
    assert [line.partition("#")[0].strip() for line in gone] == ['units = "km"']
    assert [line.partition("#")[0].strip() for line in added] == ['units = "mi"', "long_km = 14.0", 'monday = "rest"']
    assert settings.load(places)[0].usual.long_km == 14.0


def test_none_takes_a_key_out(places: Places) -> None:
    """A change to None takes the key out; taking out what is not there changes nothing."""
    places.settings.write_text(FULL)
    settings.change_all(places, {"units": None, "env.indoor_available": None, "person.asthma": None})
    assert places.settings.read_text() == FULL.replace('units = "mi"\n', "").replace("indoor_available = false\n", "")


@pytest.mark.parametrize(("key", "value"), [("units", "mile"), ("unit", "km"), ("usual.easy_pace", "6")])
def test_a_bad_change_is_refused(places: Places, key: str, value: str) -> None:
    """A value that a key may not have, and an unknown key, are refused before anything is written."""
    with pytest.raises(BadInput, match=key):
        settings.change(places, key, value)
    assert not places.settings.exists()


def test_the_shipped_file_says_every_setting() -> None:
    """The shipped file has every key of Settings, with its default, or in a comment where there is none."""
    text = shipped.data("settings.toml").decode()
    uncommented = re.sub(r"^# (\w+ = |\[\w+\])", r"\1", text, flags=re.MULTILINE)
    for part in (Settings, Profile, Usual):
        for field in fields(part):
            assert re.search(rf"^(\[{field.name}\]|{field.name} = )", uncommented, re.MULTILINE), field.name
    value, wrong = settings._read(text.encode(), "settings.toml")
    assert (value, wrong) == (Settings(), ())
    assert settings._read(uncommented.encode(), "settings.toml")[1] == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('\ufeffformat = 1\nunits = "km"\n', '\ufeffformat = 1\nunits = "mi"\n'),
        ('format = 1\r\nunits = "km"  # mine\r\n', 'format = 1\r\nunits = "mi"  # mine\r\n'),
        ("format = 1\r\n", 'format = 1\r\nunits = "mi"\r\n'),
        ("format = 1\nenv = {indoor_available=true}\n", 'format = 1\nenv = {indoor_available=true}\nunits = "mi"\n'),
    ],
    ids=["byte-order mark", "Windows", "Windows, a new key", "braces"],
)
def test_other_spellings_are_kept(places: Places, old: str, new: str) -> None:
    """A mark in front, line ends of Windows and tables in braces are no hindrance, and stay."""
    places.settings.write_bytes(old.encode())
    settings.change(places, "units", "mi")
    assert places.settings.read_bytes() == new.encode()


@pytest.mark.parametrize("line", ["units = 'km'", 'units = """km"""', '"units" = "km"'])
def test_what_is_there_is_not_written_anew(places: Places, line: str) -> None:
    """Setting what stands there already changes no byte, whatever its quotation marks."""
    places.settings.write_text(f"format = 1\n{line}\n[usual]\nlong_km = 12\n")
    before = places.settings.read_bytes()
    settings.change_all(places, {"units": "km", "usual.long_km": 12.0, "theme": None, "person.born": None})
    assert places.settings.read_bytes() == before and not (places.state / "kept").exists()


def test_truth_and_one_are_two(places: Places) -> None:
    """1 is no true in TOML: a file that says one where the other is meant is a mistake, and not taken for it."""
    places.settings.write_text("format = 1\nascii = false\n")
    with pytest.raises(BadInput, match="ascii: expected true or false"):
        settings.change(places, "ascii", 0)


def test_a_change_that_would_change_more_is_refused(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the writer of touched files does wrong: nothing is written that is not what was there and the change."""
    import tomlkit

    places.settings.write_text('format = 1\nunits = "km"\ntheme = "dusk"\n')
    before = places.settings.read_bytes()
    monkeypatch.setattr(tomlkit, "dumps", lambda _: 'format = 1\nunits = "mi"\n')
    with pytest.raises(CannotWrite, match=r"settings.toml: cannot be changed without losing what stands in it"):
        settings.change(places, "units", "mi")
    monkeypatch.setattr(tomlkit, "dumps", lambda _: "format = ")
    with pytest.raises(CannotWrite, match=r"settings.toml:1: format: nothing after the ="):
        settings.change(places, "units", "mi")

    def broken(_: str) -> None:
        raise KeyError("an error of the library")

    monkeypatch.setattr(tomlkit, "parse", broken)
    with pytest.raises(CannotWrite, match=r"settings.toml: cannot be changed without losing what stands in it"):
        settings.change(places, "units", "mi")
    assert places.settings.read_bytes() == before
