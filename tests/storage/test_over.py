"""A draft is written over the one before, in one write: whole for whoever is killed, and never through a link."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.storage import drafts, loose
from planner.storage.places import Places

DAY = date(2026, 11, 23)


def test_what_was_put_last_is_there(tmp_path: Path) -> None:
    """After any texts, shorter and longer, and with blanks alone behind it."""
    file = tmp_path / "a" / "b"

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.text(max_size=200), min_size=1, max_size=6))
    def tried(texts: list[str]) -> None:
        for text in texts:
            assert loose.over(file, json.dumps(text).encode())
            assert json.loads(file.read_bytes()) == text
        assert file.stat().st_mode & 0o777 == 0o600

    tried()


def test_it_is_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cut off or moved, so that there is no moment with half of it."""
    file = tmp_path / "f"
    loose.over(file, b'"a long one"')
    calls: list[str] = []
    for name in ("write", "pwrite", "ftruncate", "truncate", "rename", "replace", "unlink"):
        stock = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, stock=stock, name=name: calls.append(name) or stock(*a))
    assert loose.over(file, b'"b"')
    assert calls == ["pwrite"] and json.loads(file.read_bytes()) == "b"


def test_through_no_link(tmp_path: Path) -> None:
    """A symbolic link is left alone; a second name keeps what it has."""
    mine = tmp_path / "mine"
    mine.write_text("precious")
    (tmp_path / "soft").symlink_to(mine)
    (tmp_path / "hard").hardlink_to(mine)
    assert not loose.over(tmp_path / "soft", b"x")
    assert loose.over(tmp_path / "hard", b"x") and (tmp_path / "hard").read_bytes() == b"x"
    assert mine.read_text() == "precious"


@pytest.mark.parametrize("what", ["folder", "pipe", "no folder"])
def test_what_cannot_be_is_said(tmp_path: Path, what: str) -> None:
    """Nothing is raised, and nobody waits for a pipe."""
    file = tmp_path / "f"
    if what == "folder":
        file.mkdir()
    elif what == "pipe":
        os.mkfifo(file)
    else:
        (tmp_path / "x").write_text("")
        file = tmp_path / "x" / "f"
    assert not loose.over(file, b"x")


def test_drafts_are_written_so(tmp_path: Path) -> None:
    """A shorter draft after a longer one is the one that is loaded."""
    places = Places.at(tmp_path)
    drafts.save(places, DAY, {"day": "x" * 500})
    inode = drafts.file_of(places, DAY).stat().st_ino
    drafts.save(places, DAY, {"day": "y"})
    assert drafts.load(places, DAY) == {"day": "y"}
    assert drafts.file_of(places, DAY).stat().st_ino == inode
