"""What each finding of a checkup stands for, and from which day, second and mode on it is one."""

from __future__ import annotations

import os
import stat
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from planner.storage import checkup
from planner.storage.checkup import Checkup, Finding
from planner.storage.kept import Ring
from planner.storage.places import Places

TODAY = date(2026, 11, 23)
HEAD = "format = 1\ndate = {}\n"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = Places.at(tmp_path / "home")
    (places.days / "2026").mkdir(parents=True)
    for folder in (places.data, places.days, places.days / "2026"):
        folder.chmod(0o700)
    return places


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(text)
    path.chmod(0o600)
    return path


def found(places: Places) -> list[Finding]:
    return list(Checkup(places, TODAY).run())


def told(places: Places) -> list[tuple[str, int, bool]]:
    return [(f.problem.message, f.code, f.problem.warning) for f in found(places)]


def day(places: Places, on: date, body: str = "") -> Path:
    return put(places.day_file(on), HEAD.format(on) + body)


@pytest.mark.parametrize("body", ["[morning]\nstress = 2\n", "[[done]]\nkind = 'rest'\n", "[[planned]]\nkm = 8\n", ""])
def test_days_that_have_not_come(places: Places, body: str) -> None:
    """From the day after tomorrow on what happened cannot have; a plan may stand anywhere."""
    for n in (0, 1, 2):
        day(places, TODAY + timedelta(days=n), body)
    rows = [f for f in found(places) if "not come yet" in f.problem.message]
    later = TODAY + timedelta(days=2)
    files = [f"days/2026/{later}.toml"] if "morning" in body or "done" in body else []
    assert [f.problem.file for f in rows] == files and all(f.code == 1 for f in rows)


def test_a_clock_behind_the_files(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """By more than a day, of the file that was written last."""
    for n, at in enumerate((1_700_000_000, 1_600_000_000)):
        os.utime(day(places, TODAY - timedelta(days=n)), (at, at))
    for path in (places.days, places.days / "2026"):
        os.utime(path, (1_500_000_000, 1_500_000_000))
    for ahead, wrong in ((86_400, False), (86_401, True), (0, False), (-5, False)):
        monkeypatch.setattr(checkup.time, "time", lambda ahead=ahead: 1_700_000_000.0 - ahead)
        rows = [str(f.problem) for f in found(places) if f.problem.file == "clock"]
        words = "clock: stands before 2023-11-14, when a file was written; set the machine's date: planner takes today"
        assert len(rows) == wrong and all(row.startswith(words) for row in rows)


@pytest.mark.parametrize(
    ("mode", "words", "new"),
    [
        (stat.S_IFREG | 0o644, "chmod 600, or planner doctor --fix", 0o600),
        (stat.S_IFREG | 0o640, "chmod 600, or planner doctor --fix", 0o600),
        (stat.S_IFREG | 0o602, "chmod 600, or planner doctor --fix", 0o600),
        (stat.S_IFREG | 0o601, "chmod 600, or planner doctor --fix", 0o600),
        (stat.S_IFDIR | 0o755, "chmod 700, or planner doctor --fix", 0o700),
        (stat.S_IFDIR | 0o701, "chmod 700, or planner doctor --fix", 0o700),
        (stat.S_IFREG | 0o600, None, 0),
        (stat.S_IFREG | 0o700, None, 0),
        (stat.S_IFDIR | 0o700, None, 0),
        (stat.S_IFLNK | 0o777, None, 0),
    ],
)
def test_modes(tmp_path: Path, mode: int, words: str | None, new: int) -> None:
    """Whoever else may look into it; of a link it says nothing."""
    path = put(tmp_path / "x", "")
    seen = SimpleNamespace(st_mode=mode, st_uid=os.geteuid())
    rows = list(checkup._open_to_others(path, "x", seen))  # type: ignore[arg-type]  # all that is asked of it
    if words is None:
        assert rows == []
        return
    (row,) = rows
    shown = f"{stat.S_IMODE(mode):04o}"
    assert str(row.problem) == f"x: others on this machine may look into it (mode {shown}); {words}"
    assert row.problem.warning and row.mend is not None
    assert row.mend() == f"x: mode {shown} is {new:04o} now" and stat.S_IMODE(path.stat().st_mode) == new


@pytest.mark.parametrize(("uid", "theirs"), [(0, False), (1, True), (4321, True)])
def test_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, uid: int, theirs: bool) -> None:
    """Somebody else's, unless it is the machine's own; ours is ours."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for owner, wrong in ((uid, theirs), (1000, False)):
        seen = SimpleNamespace(st_mode=stat.S_IFREG | 0o600, st_uid=owner)
        rows = list(checkup._open_to_others(tmp_path, "x", seen))  # type: ignore[arg-type]  # all that is asked of it
        words = ["x: belongs to somebody else; look at who owns it (ls -ld)"]
        assert [str(r.problem) for r in rows] == words * wrong and all(r.problem.warning for r in rows)


def test_what_each_finding_stands_for(places: Places) -> None:
    """Exit codes: 3 for what cannot be read, 1 for what is to be settled; warnings are none."""
    folder = places.days / "2026"
    put(folder / "2026-11-01.toml", "")
    put(folder / "2026-11-02.toml", HEAD.format("2026-11-02") + "mood = 1\n")
    put(places.days / "2025/2026-11-03.toml", "")
    put(folder / "2026-11-04 2.toml", "")
    put(folder / ".2026-11-05.toml.icloud", "")
    put(folder / "x.toml", "")
    (folder / "2026-11-06.toml").symlink_to("nowhere")
    (folder / "2026-11-07.toml").mkdir()
    put(places.settings, "format = 1\nunits = 3\n")
    put(places.shoes, "format = 1\n[[shoe]]\nid = 'a'\nname = 'A'\n[[shoe]]\nid = 'b'\nname = 'a'\n")
    ring = Ring(places)
    ring.keep(str(folder / "2026-11-01.toml"), None, b"x")
    (places.days / "2025").chmod(0o700)
    assert told(places) == [
        ("expected a text, found 3", 3, False),
        ('"a" is the name on line 4 too', 3, True),
        ("is never read: it lies in the wrong folder", 1, False),
        ("is in iCloud and not on this machine", 3, False),
        ("is empty", 3, False),
        ("has 1 kept version", 1, True),
        ("is not a key of this table; it is kept", 3, True),
        ("is a conflict copy (iCloud); it is never read as a day", 1, False),
        ("is a link to nothing", 3, False),
        ("is no ordinary file", 3, False),
        ("is no day: its name is no date", 1, True),
    ]


def test_how_many_files_were_looked_at(places: Places) -> None:
    """The runner's own and the days, whether they can be read or not; nothing else."""
    put(places.settings, "format = 1\n")
    put(places.rules, "[")
    day(places, TODAY)
    put(places.day_file(TODAY - timedelta(days=1)), "[")
    put(places.days / "2026/x.toml", "")
    look = Checkup(places, TODAY)
    list(look.run())
    assert look.files == 4


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('[morning]\nnote = "a\\u200bb\\u202e"\n', "(U+200B, U+202E)"),
        ('[morning]\nnote = "a\u200bb\u200b"\n', "(U+200B)"),
        ('[[planned]]\nnote = "x"\n[[planned]]\nnote = "\\u0007"\n', "(U+0007)"),
        ('[morning]\nnote = "a\\\\u200b \\"q\\""\n', None),
        ('[morning]\nnote = "schön 🏃"\n', None),
    ],
)
def test_hidden_characters(places: Places, body: str, words: str | None) -> None:
    """As they are or as an escape, each named once, with the line and the whole key."""
    day(places, TODAY, body)
    rows = [f.problem for f in found(places)]
    if words is None:
        assert rows == []
        return
    (row,) = rows
    assert row.message == f"holds hidden characters {words}; they are shown as dots" and row.warning
    assert (row.key, row.line) == (("planned[2].note", 6) if "planned" in body else ("morning.note", 4))


@pytest.mark.parametrize(("name", "shown"), [("a b", "'a b'"), ("it's", "'it'\\''s'"), ("''", "''\\'''\\'''")])
def test_a_name_as_a_shell_takes_it(name: str, shown: str) -> None:
    """Between quotation marks, whatever is in it."""
    assert checkup._quoted(name) == shown
