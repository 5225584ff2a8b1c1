"""A day taken away and brought back: byte for byte, never over another's text, and whole wherever the power goes."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from planner.storage import removing
from planner.storage.journal import Journal
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import BadInput, CannotWrite, ChangedElsewhere

ON = date(2026, 3, 5)
TEXT = b'# mine\r\nformat = 1\ndate = 2026-03-05\n\n[morning]\nnote = "kept"\n'


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = Places.at(tmp_path)
    path = found.day_file(ON)
    path.parent.mkdir(parents=True)
    path.write_bytes(TEXT)
    return found


def test_a_day_goes_and_comes_back_byte_for_byte(places: Places) -> None:
    path = places.day_file(ON)
    assert removing.remove(places, ON, read_as=TEXT) == TEXT
    assert os.listdir(path.parent) == []
    assert Journal(places).dates() == []
    ring = Ring(places)
    assert ring.read(ring.versions(path)[-1]) == TEXT
    assert removing.bring_back(places, ON, TEXT) == ()
    assert path.read_bytes() == TEXT
    assert os.listdir(path.parent) == [path.name]


def test_what_was_changed_since_stays(places: Places) -> None:
    with pytest.raises(ChangedElsewhere, match="look at it again"):
        removing.remove(places, ON, read_as=b"something else")
    assert places.day_file(ON).read_bytes() == TEXT


def test_nothing_there_is_said(places: Places) -> None:
    with pytest.raises(BadInput, match="2026-03-06"):
        removing.remove(places, date(2026, 3, 6))


def test_a_new_file_is_not_written_over(places: Places) -> None:
    removing.remove(places, ON)
    places.day_file(ON).write_bytes(b"new")
    with pytest.raises(ChangedElsewhere):
        removing.bring_back(places, ON, TEXT)
    assert places.day_file(ON).read_bytes() == b"new"


def test_a_change_at_the_last_moment_stays(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program writes between the look and the rename."""
    path = places.day_file(ON)
    real = os.rename

    def rename(old: object, new: object) -> None:
        if str(old) == str(path):
            path.write_bytes(b"theirs")
        real(old, new)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(ChangedElsewhere, match="at this moment"):
        removing.remove(places, ON)
    assert path.read_bytes() == b"theirs"
    assert os.listdir(path.parent) == [path.name]


def test_no_copy_no_removal(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Ring, "keep", full)
    with pytest.raises(CannotWrite, match="keeping a copy: "):
        removing.remove(places, ON)
    assert places.day_file(ON).read_bytes() == TEXT


def test_the_copy_is_flushed_before_the_file_goes(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real_flush, real_rename, real_unlink = removing.files.flush, os.rename, os.unlink

    def flush(fd: int, *, folder: bool = False) -> None:
        calls.append(f"flush {'folder' if folder else 'file'}")
        real_flush(fd, folder=folder)

    def rename(old: object, new: object) -> None:
        calls.append("rename")
        real_rename(old, new)  # type: ignore[arg-type]  # passed on as it came

    def unlink(path: object) -> None:
        calls.append("unlink")
        real_unlink(path)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(removing.files, "flush", flush)
    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(os, "unlink", unlink)
    removing.remove(places, ON)
    end = calls.index("rename")
    assert calls[:end].count("flush file") == 1 and "flush folder" in calls[calls.index("flush file") : end]
    assert calls[end:] == ["rename", "unlink", "flush folder"]


def test_a_linked_day_leaves_no_link_to_nothing(places: Places, tmp_path: Path) -> None:
    other = date(2026, 3, 6)
    real = tmp_path / "elsewhere.toml"
    real.write_bytes(b"format = 1\ndate = 2026-03-06\n")
    places.day_file(other).symlink_to(real)
    removing.remove(places, other)
    assert not real.exists() and not os.path.lexists(places.day_file(other))
