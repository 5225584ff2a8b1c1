"""What day files parsed to is used only while it is what they say, whatever lies in its place."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexed import LAST, later

from planner.core.record import Day
from planner.storage import document, parsed
from planner.storage.journal import Journal
from planner.storage.parsed import Parsed
from planner.storage.places import Places

FIRST = LAST - timedelta(days=20)


def opened(places: Places) -> Journal:
    """A journal for which no file is young."""
    return Journal(places, parsed=Parsed(places.cache / "parsed", now=later))


def window(places: Places) -> dict[date, Day]:
    """The days, by way of the cache."""
    return opened(places).window(FIRST, LAST)


def truth(places: Places) -> dict[date, Day]:
    """The days, from their files."""
    return Journal(places).window(FIRST, LAST)


@pytest.fixture
def parsing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed from now on."""
    found: list[str] = []
    stock = document.parse
    monkeypatch.setattr(document, "parse", lambda data, file: found.append(file) or stock(data, file))
    return found


def test_the_second_time_nothing_is_parsed(places: Places, parsing: list[str]) -> None:
    """And the days are the same."""
    first = window(places)
    assert len(parsing) == 21
    parsing.clear()
    assert window(places) == first == truth(places)
    assert len(parsing) == 21, "all of them by the last one, which has no cache"


def test_a_changed_file_is_read(places: Places, parsing: list[str]) -> None:
    """Also one of the same size whose time was set back; and one that is gone is gone."""
    window(places)
    path = places.day_file(LAST)
    found = path.stat()
    path.write_bytes(path.read_bytes().replace(b"sleep_h = 7", b"sleep_h = 4").replace(b"sleep_h = 8", b"sleep_h = 4"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    places.day_file(FIRST).unlink()
    parsing.clear()
    days = window(places)
    assert parsing == [f"days/{LAST.year}/{LAST}.toml"]
    assert days == truth(places) and FIRST not in days


def test_what_makes_a_warning_is_read_each_time(places: Places) -> None:
    """So that the message has its line."""
    path = places.day_file(LAST)
    path.write_text(path.read_text() + "\n[mine]\nx = 1\n")
    for _ in range(2):
        journal = opened(places)
        journal.window(FIRST, LAST)
        assert [p.line for p in journal.problems] == [len(path.read_text().splitlines()) - 1]


def test_a_young_file_is_not_kept(places: Places, parsing: list[str]) -> None:
    """It may change again without a trace."""
    Journal(places, parsed=Parsed(places.cache / "parsed")).window(FIRST, LAST)
    assert not (places.cache / "parsed").exists()


def test_few_new_days_wait_for_a_rest(places: Places) -> None:
    """A start does not write; a cold one does."""
    kept = Parsed(places.cache / "parsed", now=later)
    Journal(places, parsed=kept).window(LAST, LAST)
    assert not (places.cache / "parsed").exists()
    kept.save()
    assert (places.cache / "parsed").exists()


def test_only_the_latest_are_kept(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many were read."""
    monkeypatch.setattr(parsed, "MOST", 10)
    window(places)
    kept = (places.cache / "parsed").read_text().splitlines()[1:]
    assert [line[:10] for line in kept] == [f"{LAST - timedelta(days=back)}" for back in range(9, -1, -1)]


def test_garbage_is_as_good_as_nothing(places: Places) -> None:
    """Any bytes, a cut, a byte changed: what is read is what the files say."""
    days = window(places)
    file = places.cache / "parsed"
    whole = file.read_bytes()
    change = st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255))

    @settings(max_examples=40, deadline=None)
    @given(st.one_of(st.binary(max_size=300), st.integers(0, len(whole)), change))
    def tried(how: bytes | int | tuple[int, int]) -> None:
        if isinstance(how, bytes):
            file.write_bytes(how)
        elif isinstance(how, int):
            file.write_bytes(whole[:how])
        else:
            file.write_bytes(whole[: how[0]] + bytes([how[1]]) + whole[how[0] + 1 :])
        assert opened(places).window(LAST - timedelta(days=2), LAST) == {
            d: v for d, v in days.items() if d > LAST - timedelta(days=3)
        }

    tried()


@pytest.mark.parametrize(
    "row", ['{"format":1,"date":{"$":"soon"}}', "[]", "{", "[" * 10_000, '{"format":1,"x":1}', '{"format":2}']
)
def test_a_row_that_lies_is_not_believed(places: Places, row: str) -> None:
    """Whole, with the right sum, and not what a day is: the file is read."""
    kept = Parsed(places.cache / "parsed", now=later)
    look = kept.look(places.day_file(LAST))
    kept._tables()[LAST.isoformat()] = look, row
    assert Journal(places, parsed=kept).day(LAST) == Journal(places).day(LAST)


@pytest.mark.parametrize("what", ["folder", "pipe", "read-only"])
def test_the_system_refuses(places: Places, what: str) -> None:
    """Nothing is raised and nothing is missing."""
    places.cache.mkdir()
    if what == "folder":
        (places.cache / "parsed").mkdir()
    elif what == "pipe":
        os.mkfifo(places.cache / "parsed")
    else:
        places.cache.chmod(0o500)
    assert window(places) == window(places) == truth(places)


MOMENT = datetime(2026, 11, 23, 6, 41, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("table", "kept"),
    [
        ({"a": MOMENT, "b": MOMENT.date(), "c": [{"d": 1.5, "e": "T"}]}, True),
        ({"$": "2026-11-23"}, False),
        ({"a": {"$": "x"}}, False),
        ({"a": float("nan")}, False),
        ({"a": MOMENT.time()}, False),
    ],
)
def test_only_what_comes_back_the_same_is_kept(tmp_path: Path, table: dict[str, object], kept: bool) -> None:
    """Dates and times do; what JSON would change is left to the file."""
    cache = Parsed(tmp_path / "parsed")
    cache.learn(LAST, "look", table)
    assert cache.table(LAST, "look") == (table if kept else None)
    assert cache.table(LAST, "other") is None and cache.table(LAST, "") is None
