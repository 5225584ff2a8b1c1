"""What the index answers, and the rows that it keeps."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexed import LAST, caches, opened, record, truth, write

from planner.core import summary
from planner.core.days import Morning
from planner.core.record import Day, Done
from planner.storage import index as index_module
from planner.storage import rows, year_cache
from planner.storage.places import Places


def test_the_last_run_and_the_last_hard_session(tmp_path: Path) -> None:
    places = Places.at(tmp_path)
    write(places, Day(date=date(2019, 5, 1), done=(Done(kind="run", km=5.0, session="tempo"),)))
    write(places, Day(date=date(2025, 12, 31), done=(Done(kind="strength"), Done(kind="run", km=5.0))))
    write(places, Day(date=date(2026, 1, 2), done=(Done(kind="cross", minutes=40.0),)))
    index = opened(places)
    assert index.last_run_before(date(2026, 1, 2)) == date(2025, 12, 31)
    assert index.last_run_before(date(2025, 12, 31)) == date(2019, 5, 1)
    assert index.last_run_before(date(2019, 5, 1)) is None
    assert index.last_hard_before(date(2026, 1, 2)) == date(2019, 5, 1)
    assert index.last_run_before(date.min) is None
    assert index.last_run_before(date.max) == date(2025, 12, 31)


def test_sessions_are_what_was_done(places: Places) -> None:
    expected = [(row.date, done) for row in truth(places) for done in row.done]
    assert list(opened(places).sessions()) == expected
    assert len(expected) > 20
    first = date(2026, 1, 1)
    assert list(opened(places).sessions(first=first)) == [pair for pair in expected if pair[0] >= first]


def test_search_wants_all_words_in_any_order_and_case(tmp_path: Path) -> None:
    places = Places.at(tmp_path)
    for n, note in enumerate(("Windy canal", "windy", "MÜDE am Kanal", "cancelled", None)):
        write(places, Day(date=LAST + timedelta(days=n), morning=Morning(note=note)))
    index = opened(places)
    index.refresh()

    def found(words: str) -> list[int]:
        return [(day - LAST).days for day in index.search(words)]

    assert found("windy") == [0, 1]
    assert found("CAN") == [0, 3]
    assert found("canal  Windy") == [0]
    assert found("canal canc") == []  # both in one day
    assert found("mu\u0308de") == [2]
    assert found("windymüde") == found("windy\nmüde") == found(" ") == found("zzz") == []


def test_two_words_in_one_year_must_be_in_one_day(tmp_path: Path) -> None:
    places = Places.at(tmp_path)
    write(places, Day(date=LAST, morning=Morning(note="ends one")))
    write(places, Day(date=LAST + timedelta(days=1), morning=Morning(note="begins bone")))
    index = opened(places)
    index.refresh()
    assert index.search("ends bone") == []
    assert index.search("begins ends") == []
    assert index.search("one") == [LAST, LAST + timedelta(days=1)]


def test_a_row_is_the_summary_again() -> None:
    for day in record.days(400, seed=7):
        short = summary.of(day)
        assert rows.summary(day.date, rows.line(short), short.text) == short
        assert rows.done(rows.line(short)) == short.done


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_no_row_holds_what_is_no_number(number: str) -> None:
    line = rows.line(summary.of(Day(date=LAST, morning=Morning(sleep_h=7.5))))
    assert rows.summary(LAST, line, "").sleep_h == 7.5
    with pytest.raises(ValueError, match=number):
        rows.summary(LAST, line.replace("7.5", number), "")


def test_the_version_stands_for_what_rows_and_texts_look_like() -> None:
    """When this fails, what an index keeps has changed: raise VERSION in rows.py and the number here."""
    short = [summary.of(day) for day in record.days(60, seed=3)]
    look = "\n".join(f"{rows.line(s)} {s.text}" for s in short)
    assert (rows.VERSION, year_cache.zlib.crc32(look.encode())) == (3, 3659031237)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=12,
)


@settings(max_examples=200)
@given(st.text() | JSON.map(rows.json.dumps), st.data())
def test_any_other_line_is_a_value_error(line: str, data: st.DataObject) -> None:
    good = rows.json.loads(rows.line(summary.of(next(record.days(1, seed=2)))))
    good[data.draw(st.integers(0, len(good) - 1))] = data.draw(JSON)
    for text in (line, rows.json.dumps(good), "[" * 100_000):
        try:
            found = rows.summary(LAST, text, "")
        except ValueError:
            continue
        assert rows.summary(LAST, rows.line(found), "") == found


@settings(max_examples=100)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_no_cache(tmp_path_factory: pytest.TempPathFactory, body: bytes, signed: bool) -> None:
    path = tmp_path_factory.mktemp("cache") / "days-2026"
    head = f"planner-index {rows.VERSION} {year_cache.zlib.crc32(body):08x} {(body.count(10) + 1) // 2}\n".encode()
    path.write_bytes(head + body if signed else body)
    assert all(key.startswith("2026-") for key in year_cache.load(path, 2026))


def test_other_names_are_no_days(places: Places) -> None:
    expected = truth(places)
    folder = places.days / "2026"
    text = places.day_file(LAST).read_text()
    for name in (
        "2026-01-20 (conflicted copy).toml",
        "2026-01-20.sync-conflict-20260121-101010-ABCDEFG.toml",
        ".2026-01-21.toml.XXXX.tmp",
        "2026-01-21.toml~",
        "2026-01-21.toml.mine-101010",
        "2026-W05-1.toml",
        "2025-12-31.toml",
        "2026-02-30.toml",
        "notes.toml",
    ):
        (folder / name).write_text(text)
    (places.days / "old").mkdir()
    (places.days / "٢٠٢٦").mkdir()
    index = opened(places)
    assert index.rows() == truth(places) == expected
    assert index.problems == ()


def test_a_folder_or_a_pipe_instead_of_a_day(places: Places) -> None:
    (places.days / "2026" / "2026-03-01.toml").mkdir()
    os.mkfifo(places.days / "2026" / "2026-03-02.toml")
    expected = truth(places)
    (places.days / "2026" / "2026-03-03.toml").symlink_to("nowhere")  # no day, and no problem
    index = opened(places)
    assert index.rows() == expected
    assert [problem.message for problem in index.problems] == ["is no ordinary file"] * 2


def test_a_folder_that_cannot_be_listed(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(places).refresh()
    kept = [path.read_bytes() for path in caches(places)]
    real = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "2026":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(index_module.os, "scandir", scandir)
    index = opened(places)
    assert {row.date.year for row in index.rows()} == {2025}
    assert index.refresh()
    assert [str(problem) for problem in index.problems] == ["days/2026: cannot be listed: permission denied"]
    monkeypatch.undo()
    assert [path.read_bytes() for path in caches(places)] == kept
    assert index.rows() == truth(places)
    assert index.problems == ()
