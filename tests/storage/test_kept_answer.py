"""What is kept of the last answer, byte by byte, and each thing for which it is not believed."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest

from planner.storage import said
from planner.storage.places import Places

NOW = datetime(2026, 11, 23, 6, 41, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=3)
SAID = ("Run.\n", '{"rung": "run"}')


@pytest.fixture(autouse=True)
def _old(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is young, unless a test says so."""
    monkeypatch.setattr(said, "YOUNG", 0)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "cache").mkdir()
    (tmp_path / "a").write_text("a")
    return Places.at(tmp_path)


@pytest.fixture
def environ(places: Places) -> Mapping[str, str]:
    return {"PLANNER_HOME": str(places.data), "PLANNER_NOW": "x", "HOME": "/h"}


def looks(places: Places) -> dict[str, str]:
    return {str(places.data / name): said._stamp(str(places.data / name)) for name in ("a", "none")}


def kept(places: Places, environ: Mapping[str, str], **more: datetime) -> None:
    said.keep(environ, places, looks(places), SAID, more.get("now", NOW), more.get("until", UNTIL))


def test_every_byte(places: Places, environ: Mapping[str, str]) -> None:
    """The form, a length and a sum; environment and times; how each file looked; both forms of the answer."""
    kept(places, environ)
    data = (places.cache / "today").read_bytes()
    home, seen = str(places.data), os.stat(places.data / "a")
    key = f"{home}\x1fx\x1f\x1f\x1f\x1f/h\x1f"
    times = f"{int(NOW.timestamp())} {int(UNTIL.timestamp())} 0"
    stamps = [said._stamp(f"{home}/a"), said._stamp(f"{home}/none")]
    body = "\0".join(["\n".join([key, times, f"{home}/a\t{stamps[0]}", f"{home}/none\t{stamps[1]}"]), *SAID]).encode()
    head = f"planner-said 2 {len(body)} {int.from_bytes(body, 'big') % (2**30 - 35):08x}\n"
    assert data == head.encode() + body
    assert stamps[1] == "-" and str(seen.st_ino) in stamps[0] and str(seen.st_mtime_ns) in stamps[0]
    assert said.recall(environ) == SAID


def test_what_no_line_can_hold(places: Places, environ: Mapping[str, str]) -> None:
    """Bytes that are no text come back as they are; a path with a line's end or a tab is not kept."""
    odd = os.fsdecode(b"caf\xe9")
    said.keep(environ, places, {}, (odd, odd), NOW, UNTIL)
    assert said.recall(environ) == (odd, odd)
    (places.cache / "today").unlink()
    for path in ("a\nb", "a\tb"):
        said.keep(environ, places, {path: "-"}, SAID, NOW, UNTIL)
        assert said.recall(environ) is None and not (places.cache / "today").exists()
        said.keep(environ, places, {path: "-", "a": "-"}, SAID, NOW, UNTIL)
        assert not (places.cache / "today").exists()


def test_another_place_is_not_written(places: Places, environ: Mapping[str, str], tmp_path: Path) -> None:
    """Where the environment names another folder than the places do nothing is kept."""
    said.keep({**environ, "PLANNER_HOME": str(tmp_path / "b")}, places, {}, SAID, NOW, UNTIL)
    assert list(places.cache.iterdir()) == [] and not (tmp_path / "b").exists()


def test_a_young_file(places: Places, environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Within two seconds of its last change, by whichever of its two times is the later one."""
    seen = SimpleNamespace(st_mtime_ns=10**18, st_ctime_ns=10**18 + 5)
    monkeypatch.setattr(said, "YOUNG", 2_000_000_000)
    monkeypatch.setattr(said.os, "stat", lambda path: seen)
    for now, young in ((5, True), (1_999_999_999 + 5, True), (2_000_000_000 + 5, False), (-2_000_000_000 + 5, False)):
        monkeypatch.setattr(said.time, "time_ns", lambda now=now: 10**18 + now)
        assert said._young("x") == young, now
    seen.st_mtime_ns, seen.st_ctime_ns = seen.st_ctime_ns, seen.st_mtime_ns
    monkeypatch.setattr(said.time, "time_ns", lambda: 10**18 + 2_000_000_004)
    assert said._young("x")
    monkeypatch.undo()
    assert not said._young(str(places.data / "none"))
    monkeypatch.setattr(said, "YOUNG", 10**18)
    kept(places, environ)
    assert said.recall(environ) is None


def test_the_time_of_an_answer(places: Places, environ: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """From the second it was made to the one before it ends, in a zone as far from UTC; else it is not believed."""
    real = {name: value for name, value in environ.items() if name != "PLANNER_NOW"}
    made, until = int(NOW.timestamp()), int(UNTIL.timestamp())
    for hours in (0, 1):
        zone = timezone(timedelta(hours=hours))
        said.keep(real, places, looks(places), SAID, NOW.astimezone(zone), UNTIL)
        for at, offset, known in (
            (made, hours, True), (until - 1, hours, True), (made - 1, hours, False), (until, hours, False),
            (made, hours + 1, False), (made - 1, hours + 1, False),
        ):  # fmt: skip  # a table
            there = SimpleNamespace(tm_gmtoff=offset * 3600)
            monkeypatch.setattr(said.time, "time", lambda at=at: float(at))
            monkeypatch.setattr(said.time, "localtime", lambda _, there=there: there)
            assert (said.recall(real) == SAID) == known, (at - made, offset)
            monkeypatch.undo()
            monkeypatch.setattr(said, "YOUNG", 0)
    kept(places, environ, until=NOW)
    assert said.recall(environ) == SAID, "a clock that is stopped is asked for no time"
    assert time.time() > until or said.recall(real) is None


@pytest.mark.parametrize("name", ["PLANNER_HOME", "PLANNER_NOW", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME", "TZ"])
def test_another_environment(places: Places, environ: Mapping[str, str], name: str, tmp_path: Path) -> None:
    """One of these is another: not believed."""
    kept(places, environ)
    assert said.recall({**environ, name: str(tmp_path / "y")}) is None
    assert said.recall({**environ, "LANG": "y"}) == SAID


def test_a_file_that_looks_otherwise(places: Places, environ: Mapping[str, str]) -> None:
    """Changed, gone, there where there was none: each of those that it rests on."""
    kept(places, environ)
    (places.data / "none").write_text("now")
    assert said.recall(environ) is None
    (places.data / "none").unlink()
    assert said.recall(environ) == SAID
    os.utime(places.data / "a", (1, 1))
    assert said.recall(environ) is None


@pytest.mark.parametrize("size", [1_000_000, 1_000_001])
def test_no_more_than_a_megabyte(places: Places, environ: Mapping[str, str], size: int) -> None:
    """Of a longer file the end is not seen, and so it is not believed."""
    said.keep(environ, places, {}, ("", ""), NOW, UNTIL)
    less = len((places.cache / "today").read_bytes())
    for more in range(size - less, size - less - 9, -1):  # the length stands in the head too
        said.keep(environ, places, {}, ("x" * more, ""), NOW, UNTIL)
        if (places.cache / "today").stat().st_size == size:
            break
    assert (places.cache / "today").stat().st_size == size
    assert (said.recall(environ) is not None) == (size == 1_000_000)


def test_the_program_counts() -> None:
    """Every folder of it that an answer rests on, so that a new version is not given the old one's answer."""
    package = Path(said.__file__).parents[1]
    named = [str(Path(path).relative_to(package.parent)) for path in said._program()]
    parts = ("commands", "core", "core/rules", "storage", "_shipped")
    assert named == ["planner", *(f"planner/{part}" for part in parts), "config"]
    assert said._file({"PLANNER_HOME": "h"}) == os.path.join(os.getcwd(), "h", "cache", "today")
