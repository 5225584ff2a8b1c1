"""Small things of the index and its caches that one state of the folders alone tells apart."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from indexed import COUNT, LAST, later, opened, record, write

from planner.core.record import Day, Done
from planner.core.worn import Worn
from planner.storage import index as index_module
from planner.storage import rows, said, wear, year_cache
from planner.storage.index import HELD, YOUNG, Index
from planner.storage.parsed import Parsed
from planner.storage.places import Places
from planner.storage.year_cache import Entry


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A month of days in two years."""
    places = Places.at(tmp_path)
    for day in record.days(COUNT, last=LAST, seed=1):
        write(places, day)
    return places


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The days that are read from now on."""
    read: list[str] = []
    real = index_module.read_day

    def counted(data: bytes, name: str, day: date) -> object:
        read.append(name)
        return real(data, name, day)

    monkeypatch.setattr(index_module, "read_day", counted)
    return read


def test_problems_of_other_years_stay(places: Places) -> None:
    """A year that is looked at takes away its own problems only, and only those of the days that were looked at."""
    first, last = LAST - timedelta(days=COUNT - 1), LAST
    assert first.year == 2025 and last.year == 2026
    for day in (first, last - timedelta(days=1), last):
        places.day_file(day).write_text("[")
    index = opened(places)
    index.refresh()
    names = [f"days/{d.year}/{d}.toml" for d in (first, last - timedelta(days=1), last)]
    assert [p.file for p in index.problems] == names
    places.day_file(last).unlink()
    list(index.rows(last, last))
    assert [p.file for p in index.problems] == names[:2]
    places.day_file(first).unlink()
    list(index.rows(date(2026, 1, 1), date(2026, 12, 31)))
    assert [p.file for p in index.problems] == names[:2], "2025 was not looked at"
    index.refresh()
    assert [p.file for p in index.problems] == names[1:2]


@pytest.mark.parametrize("backwards", [False, True])
def test_copies_beside_a_day_are_not_it(
    places: Places, reads: list[str], monkeypatch: pytest.MonkeyPatch, backwards: bool
) -> None:
    """What begins with a date that is known: its look is not taken for that of the day, before it or after."""
    real = os.scandir

    @contextmanager
    def listed(path: str) -> Iterator[list[os.DirEntry[str]]]:
        with real(path) as entries:
            yield sorted(entries, key=lambda entry: entry.name, reverse=backwards)

    monkeypatch.setattr(os, "scandir", listed)
    opened(places).refresh()
    assert len(reads) == COUNT
    for n in range(2, 30):
        places.day_file(LAST).with_name(f"{LAST} {n}.toml").write_text("[")
        places.day_file(LAST).with_name(f"{LAST}.tom{n}").write_text("[")
    index = opened(places)
    index.refresh()
    index.refresh()
    assert len(reads) == COUNT and index.problems == ()


@pytest.mark.parametrize(("age", "old"), [(YOUNG - 1, False), (YOUNG, True), (YOUNG + 1, True), (-YOUNG, True)])
def test_from_when_a_file_is_old(age: int, old: bool) -> None:
    """Two seconds to the nanosecond, forwards and backwards: clocks may be set."""
    seen = SimpleNamespace(st_mtime_ns=5, st_ctime_ns=7, st_size=11, st_ino=13)
    entry = SimpleNamespace(stat=lambda: seen)
    stamp = index_module._stamp(entry, 7 + age)  # type: ignore[arg-type]  # all that is asked of it
    assert stamp == ("5 7 11 13" if old else "")


def test_how_far_it_is(places: Places) -> None:
    """Nothing of nothing, then years of years."""
    index = opened(places)
    assert index.progress == (0, 0) and not index.looked_at
    seen = []
    while not index.refresh(0):
        seen.append(index.progress)
    assert sorted(set(seen)) == [(0, 2), (1, 2)] and index.progress == (2, 2) and index.looked_at


def test_the_look_of_a_year_asks_its_files(places: Places) -> None:
    """Unless it is told not to: then a day that changed is not seen."""
    index = opened(places)
    index.refresh()
    before = index.look(2026)
    path = places.day_file(LAST)
    path.write_text(path.read_text().replace("stress = ", "stress = 1 # "))
    assert index.look(2026, check=False) == before != ""
    assert index.look(2026) != before


def test_only_the_last_years_are_held(tmp_path: Path) -> None:
    """Three; a fourth sends away the one that was asked for longest ago."""
    places = Places.at(tmp_path)
    for year in range(2020, 2026):
        for day in record.days(3, last=date(year, 6, 30), seed=year):
            write(places, day)
    index = opened(places)
    index.refresh()
    for year in (2020, 2021, 2022, 2020, 2023):
        index.dates(year)
        assert len(index._years) <= HELD
    assert list(index._years) == [2022, 2020, 2023] and HELD == 3


def test_a_row_that_lies_is_read_anew_with_all_of_its_year(places: Places, reads: list[str]) -> None:
    """One that makes no sense: the file says what is so, and no other row of that year is believed either."""
    index = opened(places)
    index.refresh()
    entries = index._entries(2026)
    key = LAST.isoformat()
    entries[key] = entries[key]._replace(row="[]")
    reads.clear()
    assert next(iter(index.rows(LAST, LAST))) is not None
    assert reads == [f"days/2026/{key}.toml"]
    index.refresh()
    assert len(set(reads)) == sum(d.year == 2026 for d in (LAST - timedelta(days=n) for n in range(COUNT)))


def test_forms_of_caches(tmp_path: Path) -> None:
    """Each begins with its name and the number of its form: who changes a form counts on, so that none is misread."""
    places = Places.at(tmp_path)
    assert year_cache.save(tmp_path / "year", {"2026-01-20": Entry("s", "[]", "words")})
    assert (tmp_path / "year").read_bytes().startswith(f"planner-index {rows.VERSION} ".encode())
    parsed = Parsed(tmp_path / "parsed")
    parsed.learn(b"a = 1", {"a": 1})
    parsed.save()
    assert (tmp_path / "parsed").read_bytes().startswith(b"planner-parsed 2 ")
    assert said.VERSION == "planner-said 2" and rows.VERSION
    (tmp_path / "cache").mkdir()
    counts = {"2025": ["look", {"a": [5.0, 1, "2025-03-01", "2025-03-01"]}]}
    known = {2025: ("look", {"a": Worn(km=5.0, outings=1, first=date(2025, 3, 1), last=date(2025, 3, 1))})}
    for number, found in ((1, known), (2, {}), (0, {})):
        (places.cache / "wear.json").write_text(json.dumps({"format": number, "years": counts}))
        assert wear._load(places.cache / "wear.json") == found


def test_a_cache_of_too_many_bytes(tmp_path: Path) -> None:
    """No more than so much of it is read: what is longer is cut there, and so not believed."""
    path = tmp_path / "wear.json"
    text = json.dumps({"format": 1, "years": {}}).encode()
    whole = {"format": 1, "years": {"2025": ["look", {}]}}
    text = json.dumps(whole).encode()
    path.write_bytes(text[:-1] + b" " * (2_000_000 - len(text)) + b"}")
    assert wear._load(path) == {2025: ("look", {})}
    path.write_bytes(text[:-1] + b" " * (2_000_001 - len(text)) + b"}")
    assert wear._load(path) == {}


@pytest.mark.parametrize(
    ("first", "last", "agreed"),
    [
        ((1, 1), (12, 31), True), ((1, 2), (12, 31), False), ((1, 1), (12, 30), False), (None, None, True),
    ],
)  # fmt: skip  # a table
def test_when_a_year_is_found_right(
    places: Places, first: tuple[int, int] | None, last: tuple[int, int] | None, agreed: bool
) -> None:
    """When all of its days were looked at, from its first to its last: then its rows need not be there."""
    opened(places).refresh()
    index = opened(places)
    index.rows(first and date(2026, *first), last and date(2026, *last))
    assert (2026 in index._agreed) == agreed


def test_no_folder_is_no_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that cannot be listed is a problem with its name, until it can be."""
    places = Places.at(tmp_path)
    index = Index(places, now=later)
    assert index.years() == [] and index.problems == ()
    for name in ("2026", "0001", "99", "12345", "２０２６", "abcd", "202x"):
        (tmp_path / "days" / name).mkdir(parents=True)
    assert index.years() == [1, 2026]
    real = os.listdir

    def refuse(path: object) -> list[str]:
        if str(path) == str(places.days):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload,no-any-return]  # as it was called

    monkeypatch.setattr(os, "listdir", refuse)
    assert index.years() == [] and [str(p) for p in index.problems] == ["days: cannot be listed: permission denied"]
    monkeypatch.undo()
    assert index.years() == [1, 2026] and index.problems == ()


def test_a_year_that_cannot_be_kept_looks_like_nothing(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that whoever counts by its look counts anew each time."""
    with monkeypatch.context() as patch:
        patch.setattr(year_cache, "save", lambda path, entries: False)
        index = opened(places)
        index.refresh()
        assert index.look(2026) == index.look(2026, check=False) == ""
    assert index.look(2026) != "" and index.look(1999) == ""


def test_new_years_day_counts(tmp_path: Path) -> None:
    """The first day of a year and its last are of it."""
    places = Places.at(tmp_path)
    for on, km in ((date(2025, 1, 1), 3.0), (date(2025, 12, 31), 5.0), (date(2026, 1, 1), 7.0)):
        write(places, Day(date=on, done=(Done(kind="run", km=km, shoe="a"),)))
    index = opened(places)
    index.refresh()
    years = list(wear.Wear(places, lambda: index).before(date(2026, 1, 2)))
    assert [(year["a"].km, year["a"].outings) for year in years] == [(8.0, 2), (7.0, 1)]
