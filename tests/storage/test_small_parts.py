"""Problems in a line, the clock, the places, the shipped files, sources and drafts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.source import Source
from planner.storage import drafts, said, shipped, sources, writing
from planner.storage.clock import SystemClock, planner_day
from planner.storage.places import Places
from planner.storage.problems import (
    BadInput,
    CannotRead,
    CannotWrite,
    ChangedElsewhere,
    HeldByAnother,
    PlannerError,
    Problem,
    WrongUse,
)

MONDAY = date(2026, 11, 23)


def test_a_problem_in_a_line() -> None:
    """A problem reads file:line: key: message; fix, without the parts that are not known."""
    assert (
        str(Problem(file="a.toml", line=3, key="km", message="wrong", fix="write 5")) == "a.toml:3: km: wrong; write 5"
    )
    assert str(Problem(file="a.toml", message="is empty")) == "a.toml: is empty"
    assert str(Problem(file="a\x1b[2J", message="b")) == "a·[2J: b"


def test_exit_codes() -> None:
    """Every error has the exit code of its kind."""
    kinds = (PlannerError, BadInput, WrongUse, CannotRead, CannotWrite, ChangedElsewhere, HeldByAnother)
    assert [kind.exit_code for kind in kinds] == [1, 1, 2, 3, 4, 5, 5]


def test_an_error_says_all_its_problems() -> None:
    """An error without words of its own says its problems, one a line."""
    error = CannotRead(problems=[Problem(file="a", message="x"), Problem(file="b", message="y")])
    assert str(error) == "a: x\nb: y"
    assert str(BadInput("in words")) == "in words"


@pytest.mark.parametrize(
    ("now", "starts", "day"),
    [
        ("2026-11-23T06:41:00+01:00", time(4), "2026-11-23"),
        ("2026-11-23T03:59:59+01:00", time(4), "2026-11-22"),
        ("2026-11-23T04:00:00+01:00", time(4), "2026-11-23"),
        ("2026-11-23T00:00:00-11:00", time(0), "2026-11-23"),
        ("2026-01-01T01:00:00+14:00", time(4, 30), "2025-12-31"),
    ],
)
def test_the_planners_day(now: str, starts: time, day: str) -> None:
    """The day is the local date at the time's own offset, and begins when the setting says."""
    assert planner_day(datetime.fromisoformat(now), starts) == date.fromisoformat(day)


def test_the_clock_has_an_offset() -> None:
    """The machine's time has an offset and whole seconds."""
    now = SystemClock({}).now()
    assert now.utcoffset() is not None
    assert now.microsecond == 0
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_stopped_clock() -> None:
    """PLANNER_NOW stops the clock for tests in a terminal; without an offset it is refused."""
    said = "2026-11-23T06:41:00+01:00"
    assert SystemClock({"PLANNER_NOW": said}).now() == datetime(
        2026, 11, 23, 6, 41, tzinfo=timezone(timedelta(hours=1))
    )
    for bad in ("2026-11-23T06:41:00", "yesterday"):
        with pytest.raises(WrongUse, match="is no date-time with an offset; write 2026-11-23T06:41:00"):
            SystemClock({"PLANNER_NOW": bad})


def test_everything_in_one_home() -> None:
    """With PLANNER_HOME everything lies there, and the XDG names are not looked at."""
    places = Places.of({"PLANNER_HOME": "/run/me", "XDG_CONFIG_HOME": "/elsewhere"})
    assert [str(p) for p in (places.settings, places.rules, places.routines, places.shoes)] == [
        "/run/me/settings.toml",
        "/run/me/rules.toml",
        "/run/me/routines.toml",
        "/run/me/shoes.toml",
    ]
    assert str(places.day_file(MONDAY)) == "/run/me/days/2026/2026-11-23.toml"
    assert [str(places.days), str(places.state), str(places.cache)] == [
        "/run/me/days",
        "/run/me/state",
        "/run/me/cache",
    ]


def test_a_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative PLANNER_HOME is taken from the working folder, once."""
    monkeypatch.chdir(tmp_path)
    assert Places.of({"PLANNER_HOME": "here"}).days == tmp_path / "here" / "days"


def test_the_xdg_names() -> None:
    """Without a home the four XDG names are used, each with a folder of its own."""
    names = {f"XDG_{kind}_HOME": f"/x/{kind.lower()}" for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    places = Places.of({**names, "PLANNER_HOME": ""})
    assert str(places.settings) == "/x/config/planner/settings.toml"
    assert str(places.shoes) == "/x/data/planner/shoes.toml"
    assert [str(places.state), str(places.cache)] == ["/x/state/planner", "/x/cache/planner"]


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
def test_relative_xdg_names_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative XDG name is ignored, as the XDG rule says; then the usual folders below the home hold."""
    names = {f"XDG_{kind}_HOME": "relative" for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", "/home/me")
    assert Places.of({}) == Places.of(names)
    places = Places.of(names)
    assert str(places.settings) == "/home/me/.config/planner/settings.toml"
    assert str(places.days) == "/home/me/.local/share/planner/days"
    assert str(places.state) == "/home/me/.local/state/planner"


def test_a_system_that_names_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no absolute path there either is made up below the home, by the usual names."""
    import platformdirs

    class Dirs:
        user_config_dir = user_data_dir = user_state_dir = user_cache_dir = "relative"

        def __init__(self, name: str, *, appauthor: bool) -> None:
            assert (name, appauthor) == ("planner", False)

    monkeypatch.setattr(platformdirs, "PlatformDirs", Dirs)
    monkeypatch.setenv("HOME", "/home/me")
    places = Places.of({})
    assert [str(p) for p in (places.config, places.data, places.state, places.cache)] == [
        f"/home/me/{name}/planner" for name in (".config", ".local/share", ".local/state", ".cache")
    ]
    assert [str(p) for p in (places.settings, places.rules, places.routines)] == [
        f"/home/me/.config/planner/{name}.toml" for name in ("settings", "rules", "routines")
    ]
    assert places.short(places.settings) == "settings.toml" and places.short(places.shoes) == "shoes.toml"
    assert places.short(places.state / "lock") == "/home/me/.local/state/planner/lock"
    assert str(places.day_file(date(7, 1, 2))) == "/home/me/.local/share/planner/days/0007/0007-01-02.toml"


def test_messages_name_files_shortly() -> None:
    """A file is named from the folder that it belongs to; one elsewhere in full."""
    places = Places.at(Path("/run/me"))
    assert places.short(places.day_file(MONDAY)) == "days/2026/2026-11-23.toml"
    assert places.short(Path("/etc/x.toml")) == "/etc/x.toml"


def test_the_shipped_files_are_there() -> None:
    """The files of config/ are found from this copy of the program; others are not made up."""
    assert b"format = 1" in shipped.data("rules.toml")
    with pytest.raises(FileNotFoundError):
        shipped.data("nothing.toml")


def test_sources() -> None:
    """A source is read with everything that stands about it; D-… is a choice of ours."""
    text = """format = 1
[E-LOAD-1]
title = "Spikes"
year = 2025
strength = "B"
status = "checked"
[D-POINTS]
title = "Points"
status = "design choice"
"""
    found = sources.read(text.encode())
    assert found["E-LOAD-1"] == Source(id="E-LOAD-1", title="Spikes", year=2025, strength="B", status="checked")
    assert [s.is_design for s in found.values()] == [False, True]


def test_a_bad_source_is_named() -> None:
    """A source without a title, or with a grade that is none, is named with its line."""
    with pytest.raises(CannotRead) as caught:
        sources.read(b"format = 1\n[E-1]\nstrength = 'E'\n")
    assert str(caught.value).splitlines() == [
        "sources.toml:2: E-1.title: is missing; write title = …",
        'sources.toml:3: E-1.strength: "E" is none of A, B, C, D',
    ]


def test_a_draft_is_kept_until_it_is_dropped(tmp_path: Path) -> None:
    """A draft comes back as it was, for its own date only, private, until it is dropped."""
    places = Places.at(tmp_path)
    draft = {"sleep_h": 7.5, "pain": [{"site": "calf", "score": 2}], "flags": None}
    drafts.save(places, MONDAY, draft)
    assert drafts.load(places, MONDAY) == draft
    assert drafts.load(places, date(2026, 11, 24)) is None
    file = tmp_path / "state" / "drafts" / "2026-11-23.json"
    assert [p.stat().st_mode & 0o777 for p in (file, file.parent, tmp_path / "state")] == [0o600, 0o700, 0o700]
    assert [p.name for p in file.parent.iterdir()] == [file.name]
    assert json.loads(file.read_bytes()) == {"format": 1, "date": "2026-11-23", "draft": draft}
    drafts.drop(places, MONDAY)
    drafts.drop(places, MONDAY)
    assert drafts.load(places, MONDAY) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"draft": 1}', "[" * 100_000, '{"date": "2026-11-24", "draft": {}}'])
def test_a_broken_draft_is_none(tmp_path: Path, text: str) -> None:
    """A draft that cannot be read, or is another day's, is no draft and no error."""
    places = Places.at(tmp_path)
    drafts.save(places, MONDAY, {})
    (tmp_path / "state" / "drafts" / "2026-11-23.json").write_text(text)
    assert drafts.load(places, MONDAY) is None


def test_a_draft_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """A draft is no promise: where the state folder cannot be, saving one does nothing."""
    (tmp_path / "state").write_text("")
    drafts.save(Places.at(tmp_path), MONDAY, {"a": 1})
    assert drafts.load(Places.at(tmp_path), MONDAY) is None


def test_a_planted_link_is_not_written_through(tmp_path: Path) -> None:
    """A link planted under a draft's temporary name is not followed."""
    places = Places.at(tmp_path)
    victim = tmp_path / "victim"
    victim.write_text("safe")
    folder = tmp_path / "state" / "drafts"
    folder.mkdir(parents=True)
    (folder / f".2026-11-23.json.{os.getpid()}.tmp").symlink_to(victim)
    drafts.save(places, MONDAY, {"a": 1})
    assert victim.read_text() == "safe"


LATE = ["tomlkit", "tomli_w", "ctypes", "platformdirs", "hashlib", "tempfile", "json", "textual", "rich", "socket"]


def test_reading_imports_nothing_that_only_saving_needs(tmp_path: Path) -> None:
    """Reading a day, the settings and the rules imports no module that only a save, or another system, needs."""
    script = """
import sys
from datetime import date
from pathlib import Path
from planner.storage import rulebook, settings, shoes
from planner.storage.clock import SystemClock
from planner.storage.journal import Journal
from planner.storage.places import Places
places = Places.of({"PLANNER_HOME": sys.argv[1]})
Journal(places).window(date(2026, 1, 1), date(2026, 12, 31))
settings.load(places), shoes.load(places), rulebook.load(places), SystemClock({}).now()
print(" ".join(sorted(sys.modules)))
"""
    (tmp_path / "days" / "2026").mkdir(parents=True)
    (tmp_path / "days" / "2026" / "2026-11-23.toml").write_text("format = 1\ndate = 2026-11-23\n")
    (tmp_path / "settings.toml").write_text("format = 1\n")
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(LATE) == set()


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=20)
    | st.sampled_from(['"', "\\", "\t", "\x7f", "é", "\u200b", "\u2028", "a\nb", " "])
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.booleans()
    | st.dates()
)
def test_a_value_is_spelled_as_tomli_w_does(value: object) -> None:
    """Also where it is done here, since most need no escape."""
    try:
        spelled = writing.spell(value)
    except BadInput:
        assert isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value)
        return
    assert spelled == tomli_w.dumps({"v": value})[4:-1]


@pytest.mark.parametrize(
    ("offset", "spelled"),
    [
        (timedelta(hours=5, minutes=45), "2026-11-23T06:41:00+05:45"),
        (timedelta(hours=-3, minutes=-31), "2026-11-23T06:41:00-03:31"),
        (timedelta(minutes=19, seconds=32), "2026-11-23T06:40:28+00:19"),
        (timedelta(0), "2026-11-23T06:41:00+00:00"),
    ],
)
def test_offsets_are_whole_minutes(offset: timedelta, spelled: str) -> None:
    """As TOML wants them; a zone of long ago that had seconds keeps the moment."""
    moment = datetime(2026, 11, 23, 6, 41, tzinfo=timezone(offset))
    assert writing.spell(writing._scalar(moment)) == spelled
    assert datetime.fromisoformat(spelled) == moment


@pytest.mark.parametrize(
    "name", "PLANNER_HOME PLANNER_NOW XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME HOME TZ".split()
)
def test_what_a_kept_answer_rests_on(name: str) -> None:
    """Whoever changes one of these is answered anew; what would break the line is no part of it."""
    assert said._key({name: "x"}) != said._key({}) and said._key({"OTHER": "x"}) == said._key({})
    assert said._key({name: "a\nb\0c"}) == said._key({name: "a b c"})
