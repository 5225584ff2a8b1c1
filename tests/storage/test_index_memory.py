"""What an index holds does not grow with the record, and a year that left its memory says what it said before."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from indexed import LAST, caches, opened, record, truth, write

from planner.core.days import Morning
from planner.core.record import Day
from planner.storage import index as index_module
from planner.storage import loose, year_cache
from planner.storage.index import HELD, Index
from planner.storage.places import Places

YEARS, FEW, COUNT = 16, 4, 20


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Some weeks in each of many years, in the cache."""
    places = Places.at(tmp_path_factory.mktemp("years"))
    for n in range(YEARS):
        for day in record.days(COUNT, last=date(2026 - n, 6, 30), seed=n):
            write(places, day)
    opened(places).refresh()
    return places


def looked_back(places: Places, first: date) -> int:
    """Bytes that an index holds when all years from a date on were looked at, searched and read."""
    tracemalloc.start()
    index = opened(places)
    before = tracemalloc.get_traced_memory()[0]
    index.refresh()
    for words in ("easy", "zzzz"):
        index.search(words)
    for year in index.years():
        if year >= first.year:
            assert sum(day is not None for day in index.find(year, lambda text: True, lambda day: True)) == COUNT
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return held


def test_memory_stays_flat(many: Places, tmp_path: Path) -> None:
    """Twelve years more cost less than one that is held: 60 bytes a day, where its row and text are over 600."""
    few = Places.at(tmp_path)
    for day in truth(many):
        if day.date.year > 2026 - FEW:
            few.day_file(day.date).parent.mkdir(parents=True, exist_ok=True)
            few.day_file(day.date).write_bytes(many.day_file(day.date).read_bytes())
    opened(few).refresh()
    looked_back(few, date.min)
    assert looked_back(many, date.min) - looked_back(few, date.min) < (YEARS - FEW) * COUNT * 60


def test_all_that_is_asked_of_years_that_left(many: Places) -> None:
    index, expected = opened(many), truth(many)
    for _ in range(2):
        assert index.rows() == index.rows(check=False) == expected
        assert index.search("easy") == [row.date for row in expected if "easy" in row.text]
        found = [
            day
            for year in reversed(index.years())
            for day in index.find(year, lambda text: "easy" in text, lambda day: day.km > 9)
            if day is not None
        ]
        assert found == [row.date for row in reversed(expected) if "easy" in row.text and row.km > 9]
        found = [day for year in index.years() for day in index.find(year, lambda text: "easy" in text, None) if day]
        assert sorted(found) == [row.date for row in expected if "easy" in row.text]
        assert index.refresh()
        assert len(index.dates(2015)) == COUNT
    assert len(index._years) <= HELD, "all the rest is in the cache"


def test_a_year_that_cannot_be_saved_stays(many: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache folder cannot be written every day is still read once, and found."""
    monkeypatch.setattr(loose, "put", lambda path, data: False)
    for path in caches(many):
        path.rename(tmp_path / path.name)
    try:
        index, expected = opened(many), truth(many)
        index.refresh()
        monkeypatch.setattr(index_module, "read_day", None)  # whoever reads a day again breaks
        assert index.rows() == expected
        assert len(index.search("easy")) == sum("easy" in row.text for row in expected)
        assert index.refresh()
    finally:
        for path in tmp_path.iterdir():
            path.rename(many.cache / "index" / path.name)


def _changed(places: Places, index: Index) -> None:
    write(places, Day(date=LAST, morning=Morning(note="a comet")))


def _gone(places: Places, index: Index) -> None:
    places.day_file(LAST).unlink()


def _cache_gone(places: Places, index: Index) -> None:
    for path in caches(places):
        path.unlink()


def _cache_of_another(places: Places, index: Index) -> None:
    for path in caches(places):
        year = int(path.name[-4:])
        year_cache.save(path, {f"{year}-02-03": year_cache.Entry("x", "[]", "a comet")})


@pytest.mark.parametrize("change", [_changed, _gone, _cache_gone, _cache_of_another], ids=lambda c: c.__name__[1:])
def test_what_changed_after_a_year_was_found_right(
    places: Places, monkeypatch: pytest.MonkeyPatch, change: Callable[[Places, Index], None]
) -> None:
    """Files that agreed with the cache are not compared again, until one of both looks otherwise."""
    monkeypatch.setattr(index_module, "HELD", 1)
    index = opened(places)
    for _ in range(2):
        assert index.refresh() and index.rows() == truth(places)
    change(places, index)
    index.refresh()
    expected = truth(places)
    assert index.rows() == index.rows(check=False) == opened(places).rows() == expected
    assert index.search("comet") == [row.date for row in expected if "comet" in row.text]
    assert index.search("easy") == [row.date for row in expected if "easy" in row.text]


def test_a_year_that_was_found_right_is_not_read_again(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "HELD", 1)
    index = opened(places)
    index.refresh()
    index.refresh()
    monkeypatch.setattr(year_cache, "load", None)
    monkeypatch.setattr(year_cache, "save", None)
    assert index.refresh()
    assert index.search("easy")


def test_what_did_not_change_is_not_written_again(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(places).refresh()
    monkeypatch.setattr(year_cache, "save", None)
    assert opened(places).refresh()
    assert opened(places).rows() == truth(places)


def test_a_young_file_is_never_found_right(places: Places) -> None:
    """It may change twice and look the same: what stat says is held still by the clock, as a coarse one does."""
    write(places, Day(date=LAST, morning=Morning(note="aaaa")))
    held = places.day_file(LAST).stat().st_ctime_ns
    index = Index(places, now=lambda: held)
    for note in ("aaaa", "bbbb", "cccc"):
        write(places, Day(date=LAST, morning=Morning(note=note)))
        index.refresh()
        assert index.search(note) == [LAST]


def test_texts_are_those_of_the_file_that_is_there(tmp_path: Path) -> None:
    """Texts are read again alone while the file looks the same; another file is looked at whole."""
    path = tmp_path / "days-2026"
    days = {f"2026-01-{n:02}": year_cache.Entry("s", "[]", f"{'ü' * n} day {n}") for n in range(1, 9)}
    assert year_cache.texts(path, 2026) is None
    year_cache.save(path, days)
    first = year_cache.texts(path, 2026)
    assert first is not None
    again = year_cache.texts(path, 2026, first[0])
    assert again == first
    assert first[1].split("\n") == [entry.text for entry in days.values()]
    assert [date.fromordinal(n) for n in first[0].days] == [LAST.replace(day=1) + timedelta(days=n) for n in range(8)]
    del days["2026-01-03"]
    year_cache.save(path, days)
    other = year_cache.texts(path, 2026, first[0])
    assert other is not None and other[1].split("\n") == [entry.text for entry in days.values()]
    data = path.read_bytes()
    path.write_bytes(data[:-1] + b"\n")
    assert year_cache.texts(path, 2026, other[0]) is None
    path.write_bytes(data)
    assert year_cache.texts(path, 2025) is None
