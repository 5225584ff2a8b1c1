"""Files of watches, services and packers at every door that takes a file: told what they are, never read or unpacked.

The rows B1 to B17 of the catalogue. Whatever is inside, the answer is one line with what it is and what to do instead,
within a second of computing; nothing is written beside it, no other file is opened, no name is looked up in a network.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from doors import (
    CSV,
    DAY,
    DEFINITION,
    FIT,
    FIX,
    GPX,
    GZIP,
    HTML,
    MEGABYTES,
    NOW,
    SECONDS,
    TCX,
    XML,
    ZIP,
    Doors,
    Planner,
    doors_of,
    fit,
    gpx,
    looked_at,
    packed,
    peak,
)


@pytest.fixture
def doors(planner: Planner, tmp_path: Path) -> Doors:
    """Puts bytes to every door and looks that each says the same."""
    return doors_of(planner, tmp_path)


POINT = '<trkpt lat="{}" lon="{}"><time>{}</time></trkpt>'


def test_every_kind_at_every_door(doors: Doors) -> None:
    """B12 too: a name that says something else is not believed, and a page to log in is no track."""
    doors(gpx(), GPX)
    doors(fit(), FIT, "run.fit")
    doors(gpx(), GPX, "run.fit")
    doors(fit(), FIT, "run.gpx")
    doors(b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>", HTML, "activity_1234.gpx")
    doors(b'<?xml version="1.0"?><TrainingCenterDatabase xmlns="x"/>', TCX, "run.tcx")
    doors(gzip.compress(gpx()), GZIP, "run.gpx.gz")
    doors(packed({"run.gpx": gpx()}), ZIP, "export.zip")
    doors(b"Activity Type,Date,Distance\nRunning,2026-11-20,8.0\n", CSV, "Activities.csv")


def test_entity_bombs(doors: Doors) -> None:
    """B1. A name that stands for a billion letters, and a long one a hundred thousand times, stand for nothing."""
    ten = [f"&l{n};" * 10 for n in range(9)]
    names = "".join(f"<!ENTITY l{n} '{of}'>" for n, of in enumerate(ten, 1))
    bomb = f'<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY l0 "lol">{names}]>\n<lolz>&l9;</lolz>'
    doors(bomb.encode(), XML)
    tracked = f'<?xml version="1.0"?>\n<!DOCTYPE gpx [<!ENTITY l0 "lol">{names}]>\n<gpx>&l9;</gpx>'
    doors(tracked.encode(), GPX, few=True)
    long, often, more = "a" * 50_000, "&a;" * 100_000, "%q;" * 999
    doors(f"<!DOCTYPE gpx [<!ENTITY a '{long}'>]><gpx>{often}</gpx>".encode(), GPX, few=True)
    doors(f"<!DOCTYPE gpx [<!ENTITY % p '{more}'><!ENTITY % q 'x'>%p;]><gpx/>".encode(), GPX, few=True)


def test_external_entities(doors: Doors, tmp_path: Path) -> None:
    """B2. No file that it names is opened, and no address looked up."""
    secret = tmp_path / "secret.txt"
    secret.write_text("of mine")
    for where in (secret.as_uri(), "http://127.0.0.1:9/x.dtd", "ftp://127.0.0.1/x", "/dev/random", "//host/share/x"):
        doors(f'<!DOCTYPE gpx SYSTEM "{where}"><gpx/>'.encode(), GPX, few=True)
        doors(f'<!DOCTYPE gpx [<!ENTITY x SYSTEM "{where}">]><gpx>&x;</gpx>'.encode(), GPX, few=True)
        doors(f'<?xml version="1.0"?><gpx xmlns:xi="x"><xi:include href="{where}"/></gpx>'.encode(), GPX, few=True)


def test_the_watch_of_these_tests_sees(tmp_path: Path) -> None:
    """A file that is opened would have been seen, by whatever way."""
    with looked_at() as seen:
        (tmp_path / "x").write_text("")
        os.close(os.open(tmp_path / "x", os.O_RDONLY))
    assert seen == [str(tmp_path / "x")] * 2


def test_deep_wide_and_long(doors: Doors) -> None:
    """B3. 300,000 tags in one another, 200,000 attributes, and 50 MB of text, of which 2,000 bytes are looked at."""
    deep = gpx("<a>" * 300_000 + "</a>" * 300_000)
    attributes = " ".join(f"a{n}='1'" for n in range(200_000))
    wide = gpx(f"<trkpt {attributes}/>")
    for data in (deep, wide):
        assert peak(lambda data=data: doors(data, GPX, few=True)) < MEGABYTES  # type: ignore[misc]  # bound at once
    assert peak(lambda: doors(gpx(), GPX)) < MEGABYTES


def test_fifty_megabytes(planner: Planner, tmp_path: Path) -> None:
    """B3, B11. A file of more than 5 MB is told by its beginning, or by its size where that says nothing."""
    for head, words in (
        (gpx(), f"is {GPX}; {FIX}"),
        (fit(size=150_000_000), f"is {FIT}; {FIX}"),
        (gzip.compress(b""), f"is {GZIP}; {FIX}"),
        (b"format = 1\n", "has 150,000,000 bytes (limit 5,000,000); this is no file of planner"),
    ):
        for place in ("given/x", f"home/{DAY}"):
            path = tmp_path / place
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.write(head)
                file.truncate(150_000_000)
        file_words, home = f"{tmp_path}/given/x: {words}\n", str(tmp_path / "home")

        def answer(words: str = words, file_words: str = file_words, home: str = home) -> None:
            started = time.process_time()
            assert planner("advise", f"{tmp_path}/given/x", PLANNER_HOME=home, PLANNER_NOW=NOW).err == file_words
            assert planner("why", "2026-11-20", PLANNER_HOME=home, PLANNER_NOW=NOW).err == f"{DAY}: {words}\n"
            assert time.process_time() - started < SECONDS

        assert peak(answer) < 10


def test_a_stream_without_end(planner: Planner) -> None:
    """B3, B13. Of standard input 5 MB are taken, whatever would come; a packed one is told and not unpacked."""

    class Endless(io.RawIOBase):
        def __init__(self, head: bytes) -> None:
            self.head, self.given = head, 0

        def readable(self) -> bool:
            return True

        def readinto(self, into: Any) -> int:
            data, self.head = self.head[: len(into)], self.head[len(into) :]
            into[: len(data)] = data
            into[len(data) :] = bytes(len(into) - len(data))
            self.given += len(into)
            return len(into)

    from planner import cli
    from planner.commands.io import Io

    most = max(100_000, 3 * io.DEFAULT_BUFFER_SIZE)  # what one reading takes at once: 128 kB from Python 3.14 on
    too_big = "has 5,000,001 bytes (limit 5,000,000); this is no file of planner: move it away"
    for head, words in ((gpx(), f"is {GPX}; {FIX}"), (gzip.compress(b"x"), f"is {GZIP}; {FIX}"), (b"# a\n", too_big)):
        raw, err = Endless(head), io.StringIO()
        given = io.TextIOWrapper(io.BufferedReader(raw))
        world = Io(stdin=given, stdout=io.StringIO(), stderr=err, environ={"PLANNER_HOME": "/nonexistent"})
        assert cli.main(["advise", "-"], world) == 1
        assert err.getvalue() == f"standard input: {words}\n" and raw.given < 5_000_000 + most


@pytest.mark.parametrize(
    "encoding", ["foo", "idna", "utf-7", "punycode", "rot13", "zlib", "x" * 500, "", "utf-16", "☃"]
)
def test_encodings_that_it_names(doors: Doors, encoding: str) -> None:
    """B4. What a file says of its encoding is not believed, nor looked up."""
    doors(gpx(head=f'<?xml version="1.0" encoding="{encoding}"?>'), GPX, few=True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
def test_encodings_that_it_has(doors: Doors, encoding: str) -> None:
    """B4. It is known as what it is in each."""
    doors(gpx(name="Über").decode().encode(encoding), GPX)


def test_tracks_that_end_too_early(doors: Doors) -> None:
    """B5. The cable was pulled: known from the first tag on, as XML before it; no half of it is taken."""
    data = gpx(POINT.format(52, 13, "2026-11-20T06:00:00Z") * 3)
    root = data.index(b"<gpx") + 4
    for at in (2, 5, 20, root - 4, root, root + 1, root + 60, len(data) // 2, len(data) - 1):
        doors(data[:at], GPX if at >= root else XML, few=True)


ODD = {
    "no points": "",
    "one point": POINT.format(52, 13, "2026-11-20T06:00:00Z"),
    "no time": '<trkpt lat="52" lon="13"/>' * 2,
    "backwards": POINT.format(52, 13, "2026-11-20T07:00:00Z") + POINT.format(52, 13, "2026-11-20T06:00:00Z"),
    "twice": POINT.format(52, 13, "2026-11-20T06:00:00Z") * 2,
    "1970": POINT.format(52, 13, "1970-01-01T00:00:00Z"),
    "2106": POINT.format(52, 13, "2106-02-07T06:28:16Z"),
    "no such place": POINT.format(91, 181, "2026-11-20T06:00:00Z"),
    "no number": POINT.format("NaN", "inf", "2026-11-20T06:00:00Z"),
    "null island": POINT.format(0, 0, "2026-11-20T06:00:00Z"),
    "a jump": POINT.format(52, 13, "2026-11-20T06:00:00Z") + POINT.format(42, 3, "2026-11-20T06:00:01Z"),
}


@pytest.mark.parametrize("case", ODD)
def test_tracks_of_odd_points(doors: Doors, case: str) -> None:
    """B6, B7. No kilometre of theirs gets into the record: nothing of a track is read."""
    doors(gpx(ODD[case]), GPX, few=True)


@pytest.mark.parametrize(
    "of",
    [
        {"version": "1.0", "of": "http://www.topografix.com/GPX/1/0"},
        {"of": "urn:somebody:else"},
        {"of": "x", "body": f"<extensions><v:d xmlns:v='y'>{'<v:e/>' * 100_000}</v:d></extensions>"},
    ],
)
def test_tracks_of_other_versions(doors: Doors, of: dict[str, str]) -> None:
    """B8. Older ones, other namespaces, a maker's own additions of any size: all the same."""
    doors(gpx(**of), GPX, few=True)
    doors(b'<?xml version="1.0"?><g:gpx xmlns:g="x" version="1.0"/>', GPX, few=True)


@pytest.mark.parametrize(
    "name", ["[@click=app.quit]x[/]", "\u009b31m", "two\nlines", "x" * 100_000, "</name></trk>", "\x1b]0;t\x07"]
)
def test_names_in_them(doors: Doors, name: str) -> None:
    """B9. Nothing that stands in the file is shown: not its name either."""
    doors(gpx(name=name), GPX, few=True)


@pytest.mark.parametrize("name", ["[@click=app.quit].gpx", "a\x1b[2J.fit", "\u009b31m.gpx", "two\nlines.gpx"])
def test_names_of_them(planner: Planner, tmp_path: Path, name: str) -> None:
    """B9. A file's own name is shown as text: without control characters, in one line."""
    (tmp_path / name).write_bytes(gpx())
    ended = planner("advise", str(tmp_path / name))
    shown = "".join(c if c.isprintable() else "·" for c in f"{tmp_path / name}: is {GPX}; {FIX}")
    assert (ended.code, ended.out, ended.err) == (3, "", shown + "\n")


def test_lines_of_json_are_wanted(planner: Planner, tmp_path: Path) -> None:
    """Where each line is to be a scenario the first one tells what the file is; every line has its answer."""
    for name, data, kind in (("a.gpx", b"<gpx>\n<trk>\n", GPX), ("a.csv", b"a,b,c\n1,2,3\n", CSV)):
        (tmp_path / name).write_bytes(data)
        ended = planner("advise", "--jsonl", str(tmp_path / name))
        first, second = map(json.loads, ended.out.splitlines())
        assert first == {"id": None, "error": f"is {kind} ({FIX})", "line": 1}
        assert second["line"] == 2 and second["error"].startswith("is no JSON: ") and ended.code == 1
        assert planner("advise", "--jsonl", "-", stdin=b"\n" + data).out.count(kind) == 0


@pytest.mark.parametrize("name", ["run.gpx", "RUN.FIT", "/tmp/Activities.csv", "export.zip", "a.tcx", "import"])
def test_a_file_is_no_command(planner: Planner, name: str) -> None:
    """Dropped on the terminal behind the program's name: said what to do instead."""
    ended = planner(name)
    hint = "planner reads no files of watches and services; planner done tells a run"
    assert (ended.code, ended.out, ended.err) == (2, "", f"'{name}' is no command of planner; {hint}\n")


def test_answers_from_a_file(planner: Planner, tmp_path: Path) -> None:
    """The questions, asked of a track on standard input: no line of it is an answer, and nothing is written."""
    for data in (gpx(ODD["a jump"]), fit(DEFINITION * 50), gzip.compress(gpx()), b"<gpx>\n" * 20_000):
        ended = planner("plain", stdin=data, PLANNER_HOME=str(tmp_path), PLANNER_NOW=NOW)
        assert ended.code == 2 and ended.err.endswith("Nothing was answered, so nothing is written.\n")
        assert list(tmp_path.iterdir()) == []


def test_a_track_among_the_days(planner: Planner, tmp_path: Path) -> None:
    """Beside the day files its name is none of a day: told where it should go, not to be named like one."""
    (tmp_path / "days/2026").mkdir(parents=True, mode=0o700)
    for name, fix in (("run.gpx", FIX), ("b.toml", "name it like 2026-11-23.toml, or move it away")):
        (tmp_path / "days/2026" / name).write_bytes(gpx())
        ended = planner("doctor", PLANNER_HOME=str(tmp_path), PLANNER_NOW=NOW)
        assert f"note: days/2026/{name}: is no day: its name is no date; {fix}\n" in ended.out
