"""The index is a cache: whatever happens to it or to the files, what it says is what the files say."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from indexed import COUNT, LAST, caches, opened, truth, write

from planner.core.days import Morning
from planner.core.record import Day, Done
from planner.storage import index as index_module
from planner.storage import year_cache
from planner.storage.index import YOUNG, Index
from planner.storage.places import Places


@pytest.fixture(autouse=True)
def one_year_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """The days of these tests lie in two years: each makes the other leave."""
    monkeypatch.setattr(index_module, "HELD", 1)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the day files that an index reads."""
    names: list[str] = []
    real = index_module.read_day

    def read_day(data: bytes, name: str, day: date) -> object:
        names.append(Path(name).name)
        return real(data, name, day)

    monkeypatch.setattr(index_module, "read_day", read_day)
    return names


def test_rows_are_what_the_files_say_and_are_read_once(places: Places, reads: list[str]) -> None:
    assert opened(places).rows() == truth(places)
    reads.clear()
    again = opened(places)
    assert again.rows() == truth(places)
    assert again.rows(check=False) == truth(places)
    assert len(again.rows()) == COUNT
    assert reads == []
    assert again.problems == ()


def test_rows_of_a_few_days_look_at_those_days_only(places: Places, reads: list[str]) -> None:
    first, last = date(2025, 12, 30), date(2026, 1, 2)
    assert [row.date for row in opened(places).rows(first, last)] == [first + timedelta(days=n) for n in range(4)]
    assert len(reads) == 4
    assert opened(places).rows(LAST, LAST) == truth(places)[-1:]
    assert opened(places).rows(last, first) == []
    assert len(opened(places).rows(check=False)) == 5
    assert opened(places).rows() == truth(places)


def test_no_days_at_all(tmp_path: Path) -> None:
    index = opened(Places.at(tmp_path))
    assert (index.rows(), index.search("knee"), index.years(), index.refresh()) == ([], [], [], True)
    assert index.last_run_before(LAST) is None
    assert list(index.sessions()) == []
    assert not (tmp_path / "cache").exists()


def test_the_cache_is_for_its_owner_only_and_leaves_no_temps(places: Places) -> None:
    old = os.umask(0)
    try:
        opened(places).refresh()
    finally:
        os.umask(old)
    assert [path.name for path in caches(places)] == ["days-2025", "days-2026"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in caches(places)} == {0o600}
    assert stat.S_IMODE((places.cache / "index").stat().st_mode) == 0o700


def _delete(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 50)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _one_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _other_version(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"planner-index 1 ", b"planner-index 2 ", 1))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _other_shape(path: Path) -> None:
    """Whole and of this version, but its rows are not: as a slip of ours would write it."""
    _resave(path, lambda entry: entry._replace(row='[1,"two",{}]'))


def _other_types(path: Path) -> None:
    _resave(path, lambda entry: entry._replace(row=entry.row.replace('"run"', "true")))


def _other_dates(path: Path) -> None:
    entries = year_cache.load(path, int(path.name[-4:]))
    year_cache.save(path, {f"x{key[1:]}": entry for key, entry in entries.items()})


def _other_year(path: Path) -> None:
    year = int(path.name[-4:])
    year_cache.save(path, {f"1999{key[4:]}": entry for key, entry in year_cache.load(path, year).items()})


def _resave(path: Path, change: Callable[[year_cache.Entry], year_cache.Entry]) -> None:
    entries = year_cache.load(path, int(path.name[-4:]))
    assert entries
    year_cache.save(path, {key: change(entry) for key, entry in entries.items()})


HARMS = (
    *(_delete, _empty, _garbage, _truncate, _half, _one_bit, _other_version, _folder, _pipe, _to_nowhere),
    *(_other_shape, _other_types, _other_dates, _other_year),
)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__[1:])
def test_a_cache_that_is_harmed_costs_time_only(places: Places, harm: Callable[[Path], None]) -> None:
    opened(places).refresh()
    for path in caches(places):
        harm(path)
    first = opened(places)
    assert first.search("easy") == [] or harm.__name__.startswith("_other")
    assert {row.date for row in first.rows(check=False)} <= {row.date for row in truth(places)}
    assert first.rows() == truth(places)
    assert opened(places).rows() == truth(places)
    assert first.last_run_before(LAST) == opened(places).last_run_before(LAST) == date(2026, 1, 18)


@pytest.mark.parametrize("harm", [_delete, _garbage, _other_shape])
def test_a_harmed_cache_is_made_whole(places: Places, harm: Callable[[Path], None], reads: list[str]) -> None:
    opened(places).refresh()
    whole = [path.read_bytes() for path in caches(places)]
    for path in caches(places):
        harm(path)
    opened(places).rows()
    opened(places).rows()
    reads.clear()
    assert opened(places).rows() == truth(places)
    assert [len(path.read_bytes()) for path in caches(places)] == [len(data) for data in whole]
    assert reads == []


def test_a_folder_that_cannot_be_written_costs_time_only(places: Places) -> None:
    (places.data / "cache").write_text("a file where the folder would be")
    assert opened(places).rows() == truth(places)
    assert opened(places).refresh()


def test_a_full_disk_costs_time_only(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(places).refresh()
    before = [path.read_bytes() for path in caches(places)]
    write(places, Day(date=LAST, morning=Morning(note="changed")))

    def replace(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(year_cache.os, "replace", replace)
    assert opened(places).rows() == truth(places)
    assert [path.read_bytes() for path in caches(places)] == before  # and no temps beside them


def test_a_changed_a_new_and_a_removed_day(places: Places, reads: list[str]) -> None:
    index = opened(places)
    index.refresh()
    assert index.search("easy")  # whose texts must not be those of later
    reads.clear()
    write(places, Day(date=LAST, morning=Morning(note="a comet")))
    new = write(places, Day(date=LAST + timedelta(days=1), done=(Done(kind="run", km=3.0),)))
    gone = places.day_file(date(2025, 12, 31))
    gone.unlink()
    for seen in (index, opened(places)):
        assert seen.rows() == truth(places)
        assert seen.search("comet") == [LAST]
        assert seen.search("easy") == [row.date for row in truth(places) if "easy" in row.text]
        assert date(2025, 12, 31) not in {row.date for row in seen.rows(check=False)}
        assert seen.last_run_before(date(2030, 1, 1)) == LAST + timedelta(days=1)
    assert sorted(reads) == [f"{LAST}.toml", new.name]


def test_a_removed_day_leaves_the_cache_and_the_search(places: Places) -> None:
    index = opened(places)
    index.refresh()
    day = index.search("easy")[-1]
    places.day_file(day).unlink()
    index.refresh()
    for seen in (index, opened(places)):
        assert seen.rows(day, day, check=False) == []
        assert day not in seen.search("easy")


def test_a_year_that_is_removed(places: Places) -> None:
    index = opened(places)
    index.refresh()
    for path in (places.days / "2025").iterdir():
        path.unlink()
    (places.days / "2025").rmdir()
    assert index.rows() == opened(places).rows() == opened(places).rows(check=False) == truth(places)
    assert index.search("easy") == opened(places).search("easy")


def test_an_edit_of_the_same_size_and_time_is_seen(places: Places) -> None:
    day = Day(date=LAST, morning=Morning(note="aaaa"))
    path = write(places, day)
    index = opened(places)
    index.refresh()
    before = path.stat()
    with path.open("r+") as file:  # in place, as some editors do: the inode stays
        text = file.read()
        file.seek(0)
        file.write(text.replace("aaaa", "bbbb"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    assert index.rows(LAST, LAST)[0].text == opened(places).rows(LAST, LAST)[0].text == "bbbb"


def test_a_file_that_was_just_written_is_read_again(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two edits within one tick of the clock look the same; what stat says is held still here, as such a tick does."""
    stamps = index_module._stamp
    path = write(places, Day(date=LAST, morning=Morning(note="aaaa")))
    held = path.stat().st_ctime_ns
    monkeypatch.setattr(
        index_module, "_stamp", lambda entry, now: stamps(entry, now) and ("held" if entry.name == path.name else "x")
    )
    index = Index(places, now=lambda: held + YOUNG - 1)
    assert index.rows(LAST, LAST)[0].text == "aaaa"
    write(places, Day(date=LAST, morning=Morning(note="bbbb")))
    for clock in (held + YOUNG - 1, held + 10 * YOUNG):
        assert Index(places, now=lambda clock=clock: clock).rows(LAST, LAST)[0].text == "bbbb"
        assert index.rows(LAST, LAST)[0].text == "bbbb"


@pytest.mark.parametrize("years", [-30, -1, 1, 30])
def test_a_clock_that_was_set_elsewhere(places: Places, reads: list[str], years: int) -> None:
    def elsewhere() -> int:
        return time.time_ns() + years * 365 * 86_400 * 10**9

    Index(places, now=elsewhere).refresh()
    reads.clear()
    assert Index(places, now=elsewhere).rows() == truth(places)
    assert reads == []  # and it does not read everything again for ever
    path = write(places, Day(date=LAST, morning=Morning(note="later")))
    os.utime(path, (1, 1))
    assert Index(places, now=elsewhere).search("later") == []
    assert Index(places, now=elsewhere).rows() == truth(places)


def test_two_writers(places: Places) -> None:
    one, two = opened(places), opened(places)
    one.refresh()
    two.refresh()
    write(places, Day(date=LAST, morning=Morning(note="first")))
    one.refresh()
    write(places, Day(date=LAST - timedelta(days=1), morning=Morning(note="second")))
    two.refresh()
    write(places, Day(date=LAST, morning=Morning(note="third")))
    one.refresh()  # each puts its own whole year over the other's
    for index in (one, two, opened(places)):
        assert index.rows() == truth(places)
        assert index.search("third") == [LAST]
        assert index.search("first") == []
        assert index.search("second") == [LAST - timedelta(days=1)]


def test_a_change_between_two_slices(places: Places) -> None:
    index = opened(places)
    assert not index.refresh(0)
    new = LAST + timedelta(days=3)
    for n, day in enumerate((LAST, date(2025, 12, 20), new)):
        write(places, Day(date=day, morning=Morning(note=f"note-{n}")))
        index.rows(day, day)
    places.day_file(date(2026, 1, 2)).unlink()
    while not index.refresh(0):
        pass
    assert index.rows() == truth(places)
    assert [index.search(f"note-{n}") for n in range(3)] == [[LAST], [date(2025, 12, 20)], [new]]


def test_slices_say_how_far_they_are(places: Places, reads: list[str]) -> None:
    index = opened(places)
    seen = []
    while not index.refresh(0):
        seen.append((len(reads), index.progress))
    assert [count for count, _ in seen[:3]] == [1, 2, 3]
    assert len(seen) >= COUNT
    assert seen[0][1] == (0, 2)
    assert index.progress == (2, 2)
    assert reads[0].startswith("2026")  # the latest year first
    assert len(reads) == COUNT
    assert index.refresh(60)


def test_an_unreadable_day_is_left_out_and_named(places: Places, reads: list[str]) -> None:
    index = opened(places)
    index.refresh()
    path = places.day_file(LAST)
    whole = path.read_text()
    path.write_text(whole.replace("sleep_h = ", "sleep_h = x"))
    for seen in (index, opened(places)):
        assert [row.date for row in seen.rows()] == [row.date for row in truth(places)]
        assert LAST not in {row.date for row in seen.rows()}
        assert [problem.file for problem in seen.problems] == [f"days/2026/{LAST}.toml"]
        assert seen.problems[0].line == 6
        assert LAST not in seen.search("")
    reads.clear()
    index.rows()
    assert reads == []  # not read again while it stays as it is
    path.write_text(whole)
    for seen in (index, opened(places)):
        assert seen.rows() == truth(places)
        assert seen.problems == ()
    path.write_text("mine = 1\n" + whole.replace("sleep_h = ", "sleep_h = 99"))
    index.rows()
    assert [problem.key for problem in index.problems] == ["morning.sleep_h"]  # not the warning beside it
    path.unlink()
    index.rows()
    assert index.problems == ()


def test_warnings_are_no_reason_to_leave_a_day_out(places: Places) -> None:
    path = places.day_file(LAST)
    path.write_text(path.read_text() + "\n[mine]\nkey = 1\n")
    index = opened(places)
    assert index.rows() == truth(places)
    assert index.problems == ()
