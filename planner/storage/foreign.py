"""What a file is that some other program made: of a watch, of a service, packed, a table, a web page.

It tells by the first bytes, which are looked at and never unpacked, parsed or followed, so that whoever gives such a
file is told what it is and what to do instead. It is asked only about what is no file of ours. It refuses to read any.
"""

from __future__ import annotations

import re
from typing import Final

from planner.storage.problems import Problem

HEAD: Final = 2_000
"""Bytes that tell what a file is."""
FIX: Final = "planner reads no such file: move it away, and tell the run with planner done"
_MAGIC: Final = (
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"PK\x03\x04", "a packed file (zip)"),
    (b"PK\x05\x06", "a packed file (zip)"),
    (b"BZh", "a packed file (bzip2)"),
    (b"\xfd7zXZ\0", "a packed file (xz)"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7-Zip)"),
    (b"Rar!\x1a\x07", "a packed file (RAR)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"%PDF-", "a PDF document"),
)
_ROOTS: Final = {
    "gpx": "a GPX file of a watch or phone",
    "trainingcenterdatabase": "a TCX file of a watch",
    "kml": "a KML file of a map",
    "html": "a web page (HTML), perhaps one to log in",
}
_XML: Final = re.compile(r"<[?!a-z]", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?:!doctype\s+)?(?:[a-z_][\w.-]{0,80}:)?([a-z_]\w{0,80})", re.IGNORECASE)
_COLUMN: Final = re.compile(r"[,;\t](?![\s\d])")
"""What parts the names of columns; a blank follows it in prose, a digit in a number."""
_ENDINGS: Final = (".gpx", ".tcx", ".fit", ".kml", ".csv", ".gz", ".zip")


def told(data: bytes, file: str) -> Problem | None:
    """What the beginning of a file, or all of it, says that it is; None where it may be of ours, or is anything."""
    kind = _kind(data[:HEAD])
    return None if kind is None else Problem(file=file, message=f"is {kind}", fix=FIX)


def named(name: str) -> bool:
    """Whether a name ends as files of watches and services do."""
    return name.lower().endswith(_ENDINGS)


def _kind(head: bytes) -> str | None:
    if head[8:12] == b".FIT":
        return "a FIT file of a watch"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    text = _text(head)
    if text.startswith("BEGIN:VCALENDAR"):
        return "a calendar (iCalendar)"
    if _XML.match(text):
        root = _ROOT.search(text)
        return _ROOTS.get(root[1].lower() if root else "", "an XML file")
    return "a table (CSV)" if _is_table(text) else None


def _text(head: bytes) -> str:
    """Its plain letters, whatever the encoding: those of UTF-16 and UTF-32 have zero bytes between them."""
    bare = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return bare.replace(b"\0", b"").decode("latin-1").lstrip()


def _is_table(text: str) -> bool:
    """Whether the first line names columns: in TOML only a comment or a list has so many of these and no `=`."""
    first = text.partition("\n")[0].partition("\r")[0]
    return first[:1] not in "#[{" and "=" not in first and len(_COLUMN.findall(first)) >= 2
