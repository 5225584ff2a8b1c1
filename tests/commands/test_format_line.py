"""The format line: a file without one is told and, when asked, given it; no other act ever writes it or changes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faces import furnish

from planner.storage import heading, settings
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import CannotRead, ChangedElsewhere

Planner = Callable[..., Any]
NOW = "2026-11-23T06:41:00+01:00"
DAY = "days/2026/2026-11-20.toml"
BODIES = {
    "settings.toml": 'units = "mi"  # as I run\n',
    "shoes.toml": '[[shoe]]\nid = "a"\nname = "A"\n',
    "rules.toml": "[sleep-debt]\non = false\n",
    "routines.toml": "[step.walk-5]\non = true\n",
    DAY: 'date = 2026-11-20\nmood = 3\n\n[[done]]\nkind = "run"\nkm = 8.0\n',
}
"""Each kind of file as somebody types it who does not know of formats."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A private home with nothing in it."""
    (tmp_path / "days/2026").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "days", tmp_path / "days/2026"):
        folder.chmod(0o700)
    return tmp_path


def put(home: Path, name: str, text: str | bytes) -> Path:
    path = home / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o600)
    return path


def whole(home: Path) -> dict[str, bytes]:
    """Every file of a home with its bytes."""
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


@pytest.fixture
def run(planner: Planner, home: Path) -> Planner:
    """A command in that home."""
    return lambda *args: planner(*args, PLANNER_HOME=str(home), PLANNER_NOW=NOW)


MISSING = "{}:1: format: is missing; write format = 1 as the first line, or planner doctor --fix\n"


@pytest.mark.parametrize("name", BODIES)
def test_said_first_and_put_when_asked(run: Planner, home: Path, name: str) -> None:
    """Without --fix nothing changes; with it the line is there, and what stood there is a kept version."""
    path, before = put(home, name, BODIES[name]), BODIES[name].encode()
    ended = run("doctor")
    assert (ended.code, ended.err) == (3, "") and MISSING.format(name) in ended.out
    assert ended.out.endswith("planner doctor --fix puts 1 right.\n")
    (row,) = (row for row in json.loads(run("doctor", "--json").out) if not row["warning"])
    assert (row["key"], row["can_fix"], row["fixed"]) == ("format", True, None)
    assert whole(home) == {name: before}
    fixed = run("doctor", "--fix")
    said = f"{name}: format = 1 is its first line now; what it said before is version 1\n"
    assert said in fixed.out and fixed.code == 0, fixed.out
    assert path.read_bytes() == b"format = 1\n" + before
    ring = Ring(Places.at(home))
    assert [ring.read(v) for v in ring.versions(path)] == [before, path.read_bytes()]
    assert "format" not in run("doctor").out and run("doctor").code == 0


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(
    ("line", "words", "fix"),
    [
        ("format = 0", "0 is no format", "write format = 1"),
        ("format = -1", "-1 is no format", "write format = 1"),
        ("format = true", "true is no format", "write format = 1"),
        ("format = 1.0", "1.0 is no format", "write format = 1"),
        ('format = "1"', '"1" is no format', "write format = 1"),
        (
            "format = 2",
            "was made by a newer planner (this one knows format 1)",
            "update planner; this file is left as it is",
        ),
    ],
)
def test_any_other_format_is_left_alone(run: Planner, home: Path, name: str, line: str, words: str, fix: str) -> None:
    """In each kind of file it is named with its line; nothing reads the file as ours, --fix does not touch it."""
    put(home, name, f"{line}\n{BODIES[name]}")
    before = whole(home)
    for args in (("doctor",), ("doctor", "--fix")):
        ended = run(*args)
        assert f"{name}:1: format: {words}; {fix}\n" in ended.out and ended.code == 3, ended.out
    assert whole(home) == before


def test_a_file_with_another_mistake_is_not_given_the_line(run: Planner, home: Path) -> None:
    """Both are told; what would not be read with the line either is the runner's to put right."""
    put(home, DAY, "date = 2026-11-20\n[morning]\nstress = 9\n")
    before = whole(home)
    ended = run("doctor", "--fix")
    assert f"{DAY}:1: format: is missing; write format = 1 as the first line\n" in ended.out
    assert f"{DAY}:3: morning.stress: 9 is out of range; write 1 to 7 (7 worst)\n" in ended.out
    assert (ended.code, whole(home)) == (3, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a = 1\n", b"format = 1\na = 1\n"),
        (b"a = 1\r\nb = 2\r\n", b"format = 1\r\na = 1\r\nb = 2\r\n"),
        (b"a = 1\nb = 2\r\n", b"format = 1\na = 1\nb = 2\r\n"),
        (b"\xef\xbb\xbfa = 1", b"\xef\xbb\xbfformat = 1\na = 1"),
        (b"# mine\n\n[t]\n", b"format = 1\n# mine\n\n[t]\n"),
    ],
)
def test_the_line_goes_first(before: bytes, after: bytes) -> None:
    """Behind a byte-order mark, before comments and tables, with the line ends of the file."""
    assert heading.headed(before) == after


def test_what_changed_meanwhile_is_not_given_the_line(home: Path) -> None:
    """Somebody saves the file between the look and the act: theirs stands, ours is beside it."""
    path = put(home, DAY, BODIES[DAY])
    act = heading.lacking(Places.at(home), path)
    assert act is not None
    path.write_text(BODIES[DAY] + "# theirs\n")
    with pytest.raises(ChangedElsewhere, match="was changed by another program since it was read"):
        act()
    assert path.read_text() == BODIES[DAY] + "# theirs\n"


def test_versions_that_cannot_be_listed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the words are less exact."""
    path = put(home, DAY, BODIES[DAY])
    act = heading.lacking(Places.at(home), path)
    assert act is not None
    monkeypatch.setattr(Ring, "versions", lambda self, path: ())
    monkeypatch.setattr(Ring, "hold_first", lambda self, path, data: None)
    assert act() == f"{DAY}: format = 1 is its first line now; what it said before is a kept version"
    assert path.read_text() == f"format = 1\n{BODIES[DAY]}"


@pytest.mark.parametrize("text", [None, "", "[", "format = 1\ndate = 2026-11-20\n", "format = 9\ndate = 2026-11-20\n"])
def test_nothing_to_do(home: Path, text: str | None) -> None:
    """Of a file that is not there, is no TOML, or says a format."""
    path = home / DAY
    if text is not None:
        put(home, DAY, text)
    assert heading.lacking(Places.at(home), path) is None


def test_a_changed_setting_migrates_nothing(run: Planner, home: Path) -> None:
    """Files without the line, or of a newer planner, stay byte for byte while all else is changed and saved."""
    for name, text in BODIES.items():
        put(home, name, text)
    put(home, "days/2026/2026-11-21.toml", "format = 7\ndate = 2026-11-21\n")
    before = whole(home)
    with pytest.raises(CannotRead, match="settings.toml:1: format: is missing; write format = 1 as the first line"):
        settings.change(Places.at(home), "units", "km")
    shoes = run("shoes", "add", "B")
    assert shoes.code == 3 and "shoes.toml:1: format: is missing; write format = 1 as the first line" in shoes.err
    for date, words in (("2026-11-20", "is missing"), ("2026-11-21", "was made by a newer planner")):
        ended = run("done", "--date", date, "--run", "5 km")
        assert ended.code == 3 and f"{date}.toml:1: format: {words}" in ended.err
    assert whole(home) == before
    put(home, "settings.toml", 'format = 1\nunits = "mi"\n')
    settings.change(Places.at(home), "units", "km")
    settings.change(Places.at(home), "day_starts", "05:00")
    assert run("done", "--run", "5 km easy road").code == 0
    run("today"), run("history"), run("week"), run("doctor"), run("restore")
    now = whole(home)
    for name in (*BODIES, "days/2026/2026-11-21.toml"):
        if name != "settings.toml":
            assert now[name] == before[name], name
    assert now["settings.toml"].startswith(b'format = 1\nunits = "km"\n')


def test_a_save_leaves_the_line_where_it_stands(run: Planner, home: Path) -> None:
    """Far down, with a comment, with blanks around: it is no part of any change."""
    line = "  format  =  1  # the first there is\n"
    path = put(home, DAY, f"# mine\ndate = 2026-11-20\n{line}\n[[done]]\nkind = 'run'\nkm = 8.0\n")
    assert run("done", "--date", "2026-11-20", "--strength").code == 0
    text = path.read_text()
    assert line in text and text.count("format") == 1 and "strength" in text


def test_the_whole_record_of_a_runner_keeps_its_formats(run: Planner, home: Path) -> None:
    """A season of files as the program writes them: each has the line first, and a new setting rewrites none."""
    furnish(home)
    before = whole(home)
    days = {name: data for name, data in before.items() if name.startswith("days/")}
    assert days and all(data.startswith(b"format = 1\n") for data in days.values())
    settings.change(Places.at(home), "first_day", "sunday")
    assert {name: data for name, data in whole(home).items() if name.startswith("days/")} == days
