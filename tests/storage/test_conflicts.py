"""Conflict copies: every client's names are known, none is read as a day, each is settled without a loss."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.storage import conflicts
from planner.storage.index import Index
from planner.storage.journal import Journal, date_of
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import CannotRead, CannotWrite

MONDAY = date(2026, 11, 23)
TEXT = "format = 1\ndate = 2026-11-23\n"
NAMES = {
    "2026-11-23.sync-conflict-20261123-070102-7QWERTY.toml": "Syncthing",
    "2026-11-23.sync-conflict-20261123-070102.toml": "Syncthing",
    "2026-11-23 (Anna's conflicted copy 2026-11-23).toml": "Dropbox",
    "2026-11-23 (Case Conflict).toml": "Dropbox",
    "2026-11-23 (In Konflikt stehende Kopie von Anna 2026-11-23).toml": "Dropbox",
    "2026-11-23 (conflicted copy 2026-11-23 070102).toml": "Nextcloud",
    "2026-11-23_conflict-20261123-070102.toml": "Nextcloud",
    "2026-11-23-LAPTOP.toml": "OneDrive",
    "2026-11-23-ANNAS-PC-2.toml": "OneDrive",
    "2026-11-23 2.toml": "iCloud",
    "2026-11-23.toml.orig": "a git merge",
    "2026-11-23_LOCAL_4711.toml": "a git merge",
    "2026-11-23 (1).toml": "a copy by hand",
    "2026-11-23 (copy).toml": "a copy by hand",
    "2026-11-23 - Copy.toml": "a copy by hand",
    "2026-11-23.toml.mine-20261123-070102": "a save of planner",
    "2026-11-23.toml.theirs-20261123-070102-2": "a save of planner",
    "settings.sync-conflict-20261123-070102-ABCDEFG.toml": "Syncthing",
    "shoes (Anna's conflicted copy 2026-11-23).toml": "Dropbox",
    "2026-11-23.toml": None,
    ".2026-11-23.toml.0123abcd.tmp": None,
    "2026-13-23 2.toml": None,
    "2026-11-23.toml~": None,
    "2026-11-23-2.toml": None,
    "notes 2.toml": None,
    "README.md": None,
}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_copies(name: str) -> None:
    """Who makes a name like this, and which file it is a version of."""
    copy = conflicts.of_name(Path("/x"), name)
    assert (copy.kind if copy else None) == NAMES[name]
    if copy:
        first = name[:10] if name[0].isdigit() else name.partition(".")[0].partition(" ")[0]
        assert copy.of == Path(f"/x/{first}.toml")


def test_none_is_read_as_a_day(places: Places) -> None:
    """Neither the journal nor the index takes a copy for a day, whatever is in it."""
    folder = places.day_file(MONDAY).parent
    folder.mkdir(parents=True)
    for name in NAMES:
        if name != "2026-11-23.toml":
            assert date_of(name) is None
            (folder / name).write_text("[broken")
    assert Journal(places).dates() == []
    assert Index(places).rows() == []
    assert {c.path.name for c in conflicts.find(places)} == {n for n, kind in NAMES.items() if kind}


def test_taking_a_copy_keeps_what_it_replaces(places: Places) -> None:
    """The file says what the copy said, what it said before is a version, the copy is gone."""
    path = places.day_file(MONDAY)
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    other = path.with_name("2026-11-23-LAPTOP.toml")
    other.write_text(TEXT + "# theirs\n")
    (copy,) = conflicts.find(places)
    assert conflicts.take(places, copy) == ()
    assert path.read_text() == TEXT + "# theirs\n" and not other.exists()
    ring = Ring(places)
    assert TEXT.encode() in [ring.read(v) for v in ring.versions(path)]


@pytest.mark.parametrize("there", [True, False])
def test_dropping_a_copy_keeps_its_text(places: Places, there: bool) -> None:
    """The file stays as it is, or away; the copy's text is a version; the latest version is the file."""
    path = places.day_file(MONDAY)
    path.parent.mkdir(parents=True)
    if there:
        path.write_text(TEXT)
    path.with_name("2026-11-23 2.toml").write_text(TEXT + "# other\n")
    (copy,) = conflicts.find(places)
    conflicts.drop(places, copy)
    assert path.exists() == there and conflicts.find(places) == []
    ring = Ring(places)
    kept = [ring.read(v).decode() for v in ring.versions(path)]
    assert kept == ([TEXT + "# other\n", TEXT] if there else [TEXT + "# other\n"])


def test_a_copy_stays_when_the_file_that_was_seen_is_gone(places: Places) -> None:
    """Somebody deletes the file while the runner says that it is to stand: the copy is all that there is."""
    path = places.day_file(MONDAY)
    path.parent.mkdir(parents=True)
    path.with_name("2026-11-23 2.toml").write_text(TEXT)
    (copy,) = conflicts.find(places)
    with pytest.raises(CannotRead) as found:
        conflicts.drop(places, copy, seen=True)
    assert str(found.value) == "days/2026/2026-11-23.toml: was deleted by another program: look again"
    assert copy.path.read_text() == TEXT and Ring(places).versions(path) == ()
    path.write_text(TEXT)
    conflicts.drop(places, copy, seen=True)
    assert path.read_text() == TEXT and not copy.path.exists()


@pytest.mark.parametrize("text", ["", "[", "format = 1\ndate = 2026-11-24\n", "format = 9\n"])
def test_a_copy_that_is_no_such_file_takes_no_place(places: Places, text: str) -> None:
    """What would not be read as the day is refused, and both stay as they are."""
    path = places.day_file(MONDAY)
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    other = path.with_name("2026-11-23 2.toml")
    other.write_text(text)
    (copy,) = conflicts.find(places)
    with pytest.raises(CannotRead, match="cannot take the place of days/2026/2026-11-23.toml: "):
        conflicts.take(places, copy)
    assert (path.read_text(), other.read_text()) == (TEXT, text)


def test_a_copy_that_changes_meanwhile_stays(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync client that writes it anew at this moment loses nothing."""
    path = places.day_file(MONDAY)
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    other = path.with_name("2026-11-23 2.toml")
    other.write_text(TEXT + "# one\n")
    (copy,) = conflicts.find(places)
    real = Ring.keep

    def slow(self: Ring, *what: object) -> None:
        real(self, *what)  # type: ignore[arg-type]  # as it was called
        other.write_text(TEXT + "# two\n")

    monkeypatch.setattr(Ring, "keep", slow)
    with pytest.raises(CannotRead, match="has changed meanwhile: look again"):
        conflicts.drop(places, copy)
    assert other.read_text() == TEXT + "# two\n"


def test_what_icloud_has_not_fetched() -> None:
    """A placeholder is told apart from a file."""
    assert conflicts.is_absent(".2026-11-23.toml.icloud")
    assert not conflicts.is_absent("2026-11-23.toml") and not conflicts.is_absent(".notes.icloud")


@pytest.mark.parametrize("settle", [conflicts.take, conflicts.drop])
def test_what_cannot_be_kept_does_not_go(
    places: Places, monkeypatch: pytest.MonkeyPatch, settle: Callable[..., object]
) -> None:
    """No version can be written: file and copy stay as they were, and it is said."""
    path = places.day_file(MONDAY)
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    copy = path.with_name("2026-11-23-LAPTOP.toml")
    copy.write_text(TEXT + "# theirs\n")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Ring, "hold", full)
    with pytest.raises(CannotWrite, match="no space left on device"):
        settle(places, conflicts.find(places)[0])
    assert path.read_text() == TEXT and copy.read_text() == TEXT + "# theirs\n"


def test_whose_copy_it_is(tmp_path: Path) -> None:
    """What a save of planner set aside is told from what others laid there."""
    for name, words in (
        ("2026-11-23.toml.mine-20261123-070102", "what planner was to save when another program had changed the file"),
        ("2026-11-23.toml.theirs-20261123-070102-2", "what another program wrote while planner saved"),
        ("2026-11-23 2.toml", "a conflict copy (iCloud)"),
        ("settings.sync-conflict-20261123-070102-ABCDEFG.toml", "a conflict copy (Syncthing)"),
    ):
        copy = conflicts.of_name(tmp_path, name)
        assert copy is not None and copy.words == words
