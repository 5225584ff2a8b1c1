"""What a text parsed to is used only for that very text, whatever lies in the cache's place.

It is for texts that people have touched; here every text counts as one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexed import LAST

from planner.core.record import Day
from planner.storage import document, own_layout, parsed
from planner.storage.journal import Journal
from planner.storage.parsed import Parsed
from planner.storage.places import Places
from planner.storage.problems import CannotRead

FIRST = LAST - timedelta(days=20)


@pytest.fixture(autouse=True)
def none_before_or_after(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No cache but that of the test, and no text in our own layout."""
    monkeypatch.setattr(own_layout, "table", lambda *_: None)
    before, document.parsed = document.parsed, None
    yield
    document.parsed = before


def cache(places: Places) -> Parsed:
    """What a run of the program has."""
    return Parsed(places.cache / "parsed")


def window(places: Places) -> dict[date, Day]:
    """The days as a run of the program reads them, and keeps what it parsed."""
    document.parsed = cache(places)
    days = Journal(places).window(FIRST, LAST)
    document.parsed.save()
    document.parsed = None
    return days


def truth(places: Places) -> dict[date, Day]:
    """The days, each parsed."""
    return Journal(places).window(FIRST, LAST)


@pytest.fixture
def parsing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are parsed from now on."""
    import tomllib

    found: list[str] = []
    stock = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda text: found.append(text) or stock(text))
    return found


def test_the_second_time_nothing_is_parsed(places: Places, parsing: list[str]) -> None:
    """And the days are the same."""
    first = window(places)
    assert len(parsing) == 21
    parsing.clear()
    assert window(places) == first and parsing == []
    assert truth(places) == first and len(parsing) == 21


def test_a_changed_file_is_parsed(places: Places, parsing: list[str]) -> None:
    """Also one of the same size whose times say nothing."""
    window(places)
    path = places.day_file(LAST)
    path.write_bytes(path.read_bytes().replace(b"fatigue = ", b"fatigue=  "))
    parsing.clear()
    assert window(places) == truth(places)
    assert len(parsing) == 1 + 21


def test_a_mistake_has_its_line(places: Places) -> None:
    """Of a text that parsed, from the cache or not; and one that did not parse is not kept."""
    path = places.day_file(LAST)
    path.write_text(path.read_text() + "\n[mine]\nx = 1\n")
    for _ in range(2):
        document.parsed = cache(places)
        journal = Journal(places)
        journal.window(FIRST, LAST)
        document.parsed.save()
        assert [p.line for p in journal.problems] == [len(path.read_text().splitlines()) - 1]
    for _ in range(2):
        with pytest.raises(CannotRead, match="x"):
            document.parse(b"x = \n", "x")


def test_what_is_kept(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this run used stays before what others did; few new texts wait; none is not written."""
    monkeypatch.setattr(parsed, "MOST", 3)

    def used(*texts: bytes, least: int = 1) -> None:
        known = cache(places)
        for text in texts:
            if known.table(text) is None:
                known.learn(text, {"a": len(text)})
        known.save(least)

    def there() -> set[bytes]:
        return {t for t in (b"1", b"22", b"333", b"4444", b"55555") if cache(places).table(t) == {"a": len(t)}}

    used(b"1", b"22", least=3)
    assert not there()
    used(b"1", b"22", b"333", least=3)
    assert there() == {b"1", b"22", b"333"}
    used(b"1", b"4444")
    assert there() == {b"1", b"333", b"4444"}
    file = places.cache / "parsed"
    file.unlink()
    used()
    assert not file.exists()


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
        document.parsed = cache(places)
        two = Journal(places).window(LAST - timedelta(days=1), LAST)
        assert two == {on: days[on] for on in two} and len(two) == 2

    tried()


@pytest.mark.parametrize("body", [b"3 2\nabc{}", b"3 9\nabc{}", b"x", b"3\nabc", b"-1 2\n{}", b"1 1\n"])
def test_a_body_of_another_form(places: Places, body: bytes) -> None:
    """With the right sum: whatever cannot be taken apart is not there."""
    import zlib

    places.cache.mkdir()
    (places.cache / "parsed").write_bytes(b"planner-parsed 2 %08x\n" % zlib.crc32(body) + body)
    assert cache(places).table(b"abc") in (None, {})


@pytest.mark.parametrize("row", [b'{"a":{"$":"soon"}}', b"[]", b"{", b"[" * 100_000, b"\xff"])
def test_a_row_that_makes_no_sense(places: Places, row: bytes) -> None:
    """Is as good as none."""
    known = cache(places)
    known._rows()[b"text"] = row
    assert known.table(b"text") is None


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
        ({"a": MOMENT.replace(tzinfo=None)}, True),
        ({"$": "2026-11-23"}, False),
        ({"a": {"$": "x"}}, False),
        ({"a": float("nan")}, False),
        ({"a": MOMENT.time()}, False),
    ],
)
def test_only_what_comes_back_the_same_is_kept(tmp_path: Path, table: dict[str, object], kept: bool) -> None:
    """Dates and times do; what JSON would change is parsed each time."""
    known = Parsed(tmp_path / "parsed")
    known.learn(b"text", table)
    assert known.table(b"text") == (table if kept else None)
    assert known.table(b"other") is None


def test_each_table_is_made_anew(tmp_path: Path) -> None:
    """Whoever changes one changes no other."""
    known = Parsed(tmp_path / "parsed")
    known.learn(b"text", {"a": [1]})
    first = known.table(b"text")
    assert first == {"a": [1]}
    first["a"] = 2
    assert known.table(b"text") == {"a": [1]}


def test_a_run_that_reads_years_keeps_no_more_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read first stays, as a start reads what it needs first; memory stays small."""
    monkeypatch.setattr(parsed, "MOST", 3)
    known = Parsed(tmp_path / "parsed")
    for n in range(9):
        known.learn(b"%d" % n, {"n": n})
    assert [n for n in range(9) if known.table(b"%d" % n)] == [0, 1, 2]


def test_a_long_text_is_not_kept(tmp_path: Path) -> None:
    """The cache stays small."""
    known = Parsed(tmp_path / "parsed")
    known.learn(b"#" * 100_001, {})
    assert known.table(b"#" * 100_001) is None
