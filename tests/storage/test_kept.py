"""Kept versions: what was saved can be brought back, also when another program wrote in between."""

from __future__ import annotations

import errno
import io
import os
from datetime import date
from pathlib import Path

import pytest

from planner.core.days import Morning
from planner.core.record import Day, Shoe
from planner.storage import files, settings, shoes, swap
from planner.storage.journal import Journal
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import CannotRead, CannotWrite

MONDAY = date(2026, 11, 23)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


def test_every_saved_version_is_kept(places: Places) -> None:
    """Each save keeps what it wrote, numbered, private, under a name that is no TOML file's."""
    ring = Ring(places)
    journal = Journal(places, keep=ring.keep)
    for stress in (1, 2, 3):
        assert journal.save(Day(date=MONDAY, morning=Morning(stress=stress))) == ()
    versions = ring.versions(places.day_file(MONDAY))
    assert [v.number for v in versions] == [1, 2, 3]
    assert [b"stress = %d" % n in ring.read(v) for n, v in enumerate(versions, 1)] == [True, True, True]
    assert ring.read(versions[-1]) == places.day_file(MONDAY).read_bytes()
    assert all(v.path.stat().st_mode & 0o777 == 0o600 and v.path.suffix == "" for v in versions)
    assert versions[0].path.is_relative_to(places.state)


def test_what_an_editor_wrote_is_kept_too(places: Places) -> None:
    """A version that another program wrote is kept before ours takes its place."""
    ring = Ring(places)
    journal = Journal(places, keep=ring.keep)
    journal.save(Day(date=MONDAY, morning=Morning(stress=1)))
    path = places.day_file(MONDAY)
    path.write_text(path.read_text() + "# by hand\n")
    journal.day(MONDAY)
    journal.save(Day(date=MONDAY, morning=Morning(stress=2)))
    kept = [ring.read(v) for v in ring.versions(path)]
    assert [b"# by hand" in data for data in kept] == [False, True, True]
    assert [b"stress = 2" in data for data in kept] == [False, False, True]


@pytest.mark.parametrize(("said", "most"), [(None, 20), ("versions = 3", 3), ("versions = 40", 40)])
def test_the_oldest_go_first(places: Places, said: str | None, most: int) -> None:
    """No more than the settings say is kept of one file, and numbers go on counting."""
    if said:
        places.settings.write_text(f"format = 1\n{said}\n")
    ring = Ring(places)
    path = str(places.shoes)
    for n in range(most + 5):
        ring.keep(path, None, b"%d" % n)
    assert [v.number for v in ring.versions(places.shoes)] == list(range(6, most + 6))


@pytest.mark.parametrize("broken", [b"format = 1\nversions = 'all'\n", b"", b"format = 1\nversions = 1\n", b"\0" * 20])
def test_nothing_goes_while_the_settings_cannot_be_read(places: Places, broken: bytes) -> None:
    """Whoever wanted a thousand versions must not lose them to a slip in the settings."""
    places.settings.write_bytes(broken)
    ring = Ring(places)
    for n in range(25):
        ring.keep(str(places.shoes), None, b"%d" % n)
    assert [v.number for v in ring.versions(places.shoes)] == list(range(1, 26))


def test_a_full_state_folder_does_not_fail_a_save(places: Places) -> None:
    """Where nothing can be kept the day is saved all the same, and that is said."""
    places.state.write_text("")
    journal = Journal(places, keep=Ring(places).keep)
    (warning,) = journal.save(Day(date=MONDAY, morning=Morning(stress=1)))
    assert "saved, but no copy could be kept" in str(warning)
    assert journal.day(MONDAY).morning == Morning(stress=1)


def test_nothing_kept_is_no_version(places: Places) -> None:
    """A file that was never saved has no versions; one that has gone is said."""
    ring = Ring(places)
    assert ring.versions(places.shoes) == ()
    ring.keep(str(places.shoes), None, b"x")
    (version,) = ring.versions(places.shoes)
    version.path.unlink()
    with pytest.raises(CannotRead, match="is no longer kept"):
        ring.read(version)


def test_settings_and_shoes_are_kept_as_days_are(places: Places) -> None:
    """Every file that promises something has its versions, also what its owner wrote by hand before us."""
    places.settings.write_text('format = 1\nunits = "mi"\n')
    settings.change_all(places, {"theme": "dusk"})
    shoes.save(places, (Shoe(id="a", name="A"),), was=())
    ring = Ring(places)
    kept = [ring.read(v) for v in ring.versions(places.settings)]
    assert kept == [b'format = 1\nunits = "mi"\n', places.settings.read_bytes()]
    assert [ring.read(v) for v in ring.versions(places.shoes)] == [places.shoes.read_bytes()]


@pytest.mark.parametrize("step", ["write", "flush", "rename"])
def test_half_a_version_is_no_version(places: Places, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Where the disk is full in the middle nothing is left that could be taken for a version."""
    ring = Ring(places)
    ring.keep(str(places.shoes), None, b"first")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    class Full(io.FileIO):
        write = full  # type: ignore[assignment]  # it only raises

    target = {"write": (os, "fdopen", lambda fd, _: Full(fd, "wb")), "flush": (files, "flush", full)}
    monkeypatch.setattr(*target.get(step, (os, "replace", full)))
    with pytest.raises(OSError, match="No space left"):
        ring.keep(str(places.shoes), b"theirs", b"ours")
    folder = places.state / "kept" / "shoes.toml"
    assert [p.name for p in folder.iterdir()] == ["000001"]
    monkeypatch.undo()
    ring.keep(str(places.shoes), b"theirs", b"ours")
    assert [ring.read(v) for v in ring.versions(places.shoes)] == [b"first", b"theirs", b"ours"]


def test_what_somebody_else_wrote_is_flushed(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """A displaced text is nowhere else, so its copy is on the disk before the save returns."""
    flushed: list[int] = []
    real = files.flush

    def seen(fd: int, *, folder: bool = False) -> None:
        if not folder:
            flushed.append(os.fstat(fd).st_ino)
        real(fd, folder=folder)

    monkeypatch.setattr(files, "flush", seen)
    ring = Ring(places)
    ring.keep(str(places.shoes), b"theirs", b"ours")
    theirs = [v.path.stat().st_ino for v in ring.versions(places.shoes) if ring.read(v) == b"theirs"]
    assert flushed == theirs != []


def test_a_folder_that_cannot_be_listed_is_not_empty(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk must not make the count begin again and write over the first version."""
    ring = Ring(places)
    ring.keep(str(places.shoes), None, b"first")

    def fails(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "scandir", fails)
    with pytest.raises(OSError, match="Input/output"):
        ring.keep(str(places.shoes), None, b"second")
    assert ring.versions(places.shoes) == ()
    monkeypatch.undo()
    assert [ring.read(v) for v in ring.versions(places.shoes)] == [b"first"]


@pytest.mark.parametrize("exchange", [True, False])
def test_what_is_displaced_is_there_until_it_is_kept(
    places: Places, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    """Whoever is killed between the change of places and the keeping has the old text in the temporary file."""
    path = places.shoes
    files.save(path, b"old", "shoes.toml", read_as=None)
    if not exchange:

        def unknown(*_: object) -> None:
            raise OSError(errno.ENOSYS, "no such call")

        monkeypatch.setattr(swap, "_rename", unknown)
    seen: list[list[bytes]] = []

    def keep(*_: object) -> None:
        seen.append(sorted(p.read_bytes() for p in path.parent.iterdir()))

    files.save(path, b"new", "shoes.toml", read_as=b"old", keep=keep)
    assert seen == [[b"new", b"old"]] and [p.name for p in path.parent.iterdir()] == ["shoes.toml"]


def test_an_interruption_takes_nothing_away(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C between the change of places and the look at what came back: what was displaced still lies beside it."""
    path = places.shoes
    files.save(path, b"old", "shoes.toml", read_as=None)
    real = files.read

    def interrupted(where: str, name: str) -> bytes | None:
        if str(where) != str(path):
            raise KeyboardInterrupt
        return real(where, name)

    monkeypatch.setattr(files, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.save(path, b"new", "shoes.toml", read_as=b"old")
    assert sorted(p.read_bytes() for p in path.parent.iterdir()) == [b"new", b"old"]


def test_a_refused_replace_leaves_nothing(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two names cannot change places, and the one cannot replace the other either: the old file, and no other."""
    path = places.shoes
    files.save(path, b"old", "shoes.toml", read_as=None)

    def refused(*_: object) -> None:
        raise OSError(errno.ENOSYS, "no such call")

    monkeypatch.setattr(swap, "_rename", refused)
    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(CannotWrite, match="putting it in place"):
        files.save(path, b"new", "shoes.toml", read_as=b"old")
    assert [p.read_bytes() for p in path.parent.iterdir()] == [b"old"]


def test_what_goes_elsewhere_is_flushed_first(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """`hold` flushes the version and every folder above it that may be new."""
    flushed: list[str] = []
    monkeypatch.setattr(files, "flush", lambda fd, **_: flushed.append(os.readlink(f"/proc/self/fd/{fd}")))
    ring = Ring(places)
    ring.hold(places.day_file(MONDAY), b"a")
    (version,) = ring.versions(places.day_file(MONDAY))
    above = [str(p) for p in version.path.parents[:4]]
    assert flushed[-5:] == [str(version.path), *above] and above[-1] == str(places.state / "kept")
    assert ring.read(version) == b"a"


def test_what_was_kept_is_read_again(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that does not say what was given is none: whoever wanted to take the file away must not."""
    ring = Ring(places)
    monkeypatch.setattr(Ring, "keep", lambda *_: None)
    with pytest.raises(OSError, match="what was kept is not what was read"):
        ring.hold(places.shoes, b"a")
    monkeypatch.undo()
    ring.hold(places.shoes, b"b")
    monkeypatch.setattr(Ring, "keep", lambda *_: None)
    with pytest.raises(OSError, match="what was kept is not what was read"):
        ring.hold(places.shoes, b"a")
