"""What other programs' files are told to be, by their first bytes; nothing of ours is ever taken for one of them."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.storage import document, foreign
from planner.storage.problems import CannotRead

FIX = "planner reads no such file: move it away, and tell the run with planner done"
GPX, TCX, KML = "a GPX file of a watch or phone", "a TCX file of a watch", "a KML file of a map"
HTML, XML, CSV = "a web page (HTML), perhaps one to log in", "an XML file", "a table (CSV)"
FIT = "a FIT file of a watch"

TOLD = {
    b"\x0e\x10\xd9\x07\x0f\0\0\0.FIT\x91\x33": FIT,
    b"\x0c\x10\xd9\x07\x0f\0\0\0.FIT": FIT,
    b"\x1f\x8b\x08\0": "a packed file (gzip)",
    b"PK\x03\x04\x14\0": "a packed file (zip)",
    b"PK\x05\x06" + b"\0" * 18: "a packed file (zip)",
    b"BZh91AY": "a packed file (bzip2)",
    b"\xfd7zXZ\0": "a packed file (xz)",
    b"7z\xbc\xaf\x27\x1c\0": "a packed file (7-Zip)",
    b"Rar!\x1a\x07\x00": "a packed file (RAR)",
    b"SQLite format 3\0": "a database (SQLite)",
    b"%PDF-1.7": "a PDF document",
    b"BEGIN:VCALENDAR\r\n": "a calendar (iCalendar)",
    b'<?xml version="1.0"?>\n<gpx version="1.1">': GPX,
    b"<gpx>": GPX,
    b"\n  <GPX>": GPX,
    b'<a:gpx xmlns:a="x">': GPX,
    b"<!DOCTYPE gpx SYSTEM 'x'>": GPX,
    b"<!-- of mine --><TrainingCenterDatabase xmlns=''>": TCX,
    b'<kml xmlns="x">': KML,
    b"<!doctype html>\n<head>": HTML,
    b"<html lang='de'>": HTML,
    b"<?xml": XML,
    b"<osm>": XML,
    b"<gpxdata>": XML,
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>': XML,
    b"Activity Type,Date,Distance\nRunning,2026-11-23,8": CSV,
    b'"Activity ID","Activity Date","Name"\r\n': CSV,
    b"date;km;min": CSV,
    b"date\tkm\tmin\r1\t2\t3": CSV,
    b"a,b;c": CSV,
    b"x,y,z": CSV,
}
IN_OTHER_WORDS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize("head", TOLD)
def test_what_it_is(head: bytes) -> None:
    """Told by its beginning, with what to do; from a whole file and from one of which there is no more."""
    for data in (head, head + b"\xff" * 5_000):
        problem = foreign.told(data, "x")
        assert problem is not None and str(problem) == f"x: is {TOLD[head]}; {FIX}"
        with pytest.raises(CannotRead) as found:
            document.parse(data, "x")
        assert found.value.problems == (problem,)


@pytest.mark.parametrize("encoding", IN_OTHER_WORDS)
@pytest.mark.parametrize(
    ("text", "kind"), [('<?xml version="1.0" encoding="x"?>\n<gpx>', GPX), ("date;km;min\n", CSV), ("<html>", HTML)]
)
def test_in_any_encoding(text: str, kind: str, encoding: str) -> None:
    """A byte-order mark or none, one, two or four bytes a letter."""
    problem = foreign.told(text.encode(encoding), "x")
    assert problem is not None and problem.message == f"is {kind}"


NOT_TOLD = (
    b"", b" \n", b"\0" * 4_000, b"\0" * 20, b"<", b"<<<<<<< HEAD\nformat = 1\n=======\n", b"< gpx>", b"<1>",
    b"format = 1\ndate = 2026-11-23\n", b"# a,b,c,d\n", b"#a,b,c\nx", b"[a,b,c]", b"{a,b,c}", b"\xff\xfe\0\0",
    b"Ran easy, fine, no pain, slept well.", b"8,2 km in 45,5 min, at 5,4", b"stress,fatigue", b"note = a,b,c",
    b"stress = 2\na,b,c,d", b"PK", b"\x1f", b"BEGIN:VCARD", b"x.FIT", b"12345678.FI", b"1234567.FIT ", b"123456789.FIT",
    b"note\na,b,c,d", b"note\ra,b,c,d", b"x" * 1_999 + b",a,b,c", b"\xe9t\xe9, caf\xe9",
)  # fmt: skip  # one after the other


@pytest.mark.parametrize("data", NOT_TOLD)
def test_what_may_be_ours(data: bytes) -> None:
    """A broken file of ours keeps the words that name its line and what to write there."""
    assert foreign.told(data, "x") is None


def test_only_the_beginning_is_looked_at() -> None:
    """What stands behind the first 2,000 bytes tells nothing, and takes no time."""
    assert foreign.told(b"<?xml ?>" + b" " * 1_989 + b"<gpx>", "x").message == f"is {XML}"  # type: ignore[union-attr]  # it is told
    assert foreign.told(b"<?xml ?>" + b" " * 1_988 + b"<gpx>", "x").message == f"is {GPX}"  # type: ignore[union-attr]  # it is told


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet="<>gpx!?[]{},;\t\"' =#\n\rab1\0", max_size=40).map(str.encode))
def test_what_can_be_read_is_never_told(data: bytes) -> None:
    """Whatever its beginning, a text of TOML is read as one."""
    try:
        table = tomllib.loads(data.decode().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        with pytest.raises(CannotRead):
            document.parse(data, "x")
        return
    if data.strip() and b"\0" not in data:
        assert document.parse(data, "x").table == table


@pytest.mark.parametrize("name", ["a.gpx", "A.FIT", "x.tcx", "x.kml", "activities.CSV", "a.fit.gz", "export.zip"])
def test_names_of_other_programs(name: str) -> None:
    """By their endings, in capitals too."""
    assert foreign.named(name) and not foreign.named(name + "x") and not foreign.named(name.replace(".", "-"))


@pytest.mark.parametrize("name", ["2026-11-23.toml", "notes.md", "gpx", "history", ""])
def test_other_names(name: str) -> None:
    """All else is no such file."""
    assert not foreign.named(name)
