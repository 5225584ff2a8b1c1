"""A file is changed where it still says what the caller knows; one of ours is known by its bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.core.days import Morning
from planner.core.record import Day
from planner.core.values import replace
from planner.storage import saving
from planner.storage.journal import read_day
from planner.storage.problems import ChangedElsewhere
from planner.storage.shapes import DAY

ON = date(2026, 11, 23)
FIRST = Day(date=ON, morning=Morning(sleep_h=7.0))
THEN = replace(FIRST, morning=Morning(sleep_h=8.0))
Read = Callable[[bytes], Day]


def read(data: bytes) -> Day:
    return read_day(data, "day.toml", ON)[0]


def never(data: bytes) -> Day:
    raise AssertionError(f"read anew: {data!r}")


def save(path: Path, value: Day, was: Day, how: Read) -> None:
    assert saving.save(path, "day.toml", DAY, value, was=was, empty=Day(date=ON), read=how) == ()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of ours."""
    found = tmp_path / "day.toml"
    save(found, FIRST, Day(date=ON), never)
    return found


def test_ours_is_not_read_anew(path: Path) -> None:
    """It holds, byte for byte, what the caller's knowledge is written as."""
    save(path, THEN, FIRST, never)
    assert read(path.read_bytes()) == THEN
    before = path.stat()
    save(path, THEN, THEN, never)
    assert path.stat() == before, "nothing to save, nothing is"


def test_a_touched_one_is(path: Path) -> None:
    """A comment makes it another text that says the same."""
    path.write_text(f"{path.read_text()}# mine\n")
    save(path, THEN, FIRST, read)
    assert read(path.read_bytes()) == THEN and path.read_text().endswith("# mine\n")


def test_one_that_says_something_else_stays(path: Path) -> None:
    """Also in our own layout; and a caller whose knowledge no file could hold knows nothing of one."""
    for was in (THEN, replace(FIRST, morning=Morning(note="\udc80"))):
        with pytest.raises(ChangedElsewhere):
            save(path, replace(THEN, morning=Morning(stress=2)), was, read)
        assert read(path.read_bytes()) == FIRST
