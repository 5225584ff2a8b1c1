"""Packed files, files of watches in their own form, and tables, at every door that takes a file.

The rows B10, B11 and B13 to B17 of the catalogue; what is XML is in `test_files_of_watches.py`.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest
from doors import CSV, DEFINITION, FIT, GZIP, MEGABYTES, ZIP, Doors, Planner, doors_of, fit, gpx, packed, peak


@pytest.fixture
def doors(planner: Planner, tmp_path: Path) -> Doors:
    """Puts bytes to every door and looks that each says the same."""
    return doors_of(planner, tmp_path)


FITS = {
    "a wrong sum": fit(DEFINITION + b"\0\x01\x02\x03\x04", crc=b"\xde\xad"),
    "a head of no length": fit(head=0),
    "a head of 12 bytes": fit(head=12),
    "a head of 255 bytes": fit(head=255),
    "bytes behind its end": fit(DEFINITION) + b"\xff" * 400,
    "two in one": fit(DEFINITION) + fit(DEFINITION),
    "a field of the wrong size": fit(struct.pack("<BBBHBBBB", 0x40, 0, 0, 20, 1, 253, 3, 0x86) + b"\0\1\2\3"),
    "a message that was never defined": fit(b"\x07\x01\x02"),
    "fields of an app": fit(struct.pack("<BBBHBBBBB", 0x60, 0, 0, 20, 0, 1, 9, 4, 7)),
    "cut behind its head": fit(DEFINITION)[:14],
    "4 GB by its own word": fit(DEFINITION, size=0xFFFFFFFF),
    "no record": fit(),
    "five megabytes of records": fit(b"\0\x01\x02\x03\x04" * 999_990),
}


@pytest.mark.parametrize("case", FITS)
def test_files_of_watches_that_are_damaged(doors: Doors, case: str) -> None:
    """B10, B11. Whatever is wrong in it, or claimed: it is told, and no record of it is counted."""
    doors(FITS[case], FIT, "run.fit", few=True)


def test_a_fit_file_that_is_no_more_than_a_piece(planner: Planner, tmp_path: Path) -> None:
    """B10. Of too few bytes to be known: no text, which is said with the line."""
    (tmp_path / "x.fit").write_bytes(fit()[:11])
    words = "1: holds zero bytes: this is no text; bring back a kept copy with planner restore"
    assert planner("advise", str(tmp_path / "x.fit")).err == f"{tmp_path}/x.fit:{words}\n"


def test_packed_bombs(doors: Doors) -> None:
    """B13. 100 MB in 100 kB, one cut in the middle, one in another, one of many parts: none is unpacked."""
    bomb = gzip.compress(bytes(100_000_000), 9)
    assert len(bomb) < 100_000
    assert peak(lambda: doors(bomb, GZIP, "run.gpx.gz")) < MEGABYTES
    for data in (bomb[:3], bomb[: len(bomb) // 2], gzip.compress(bomb), bomb * 20, bomb[:10] + b"\xff" * 9_999):
        doors(data, GZIP, "run.gpx.gz", few=True)


def test_packed_folders(doors: Doors, tmp_path: Path) -> None:
    """B14. No member comes to lie anywhere: not above, not by an absolute name, not as a link, not by its number."""
    evil = f"{tmp_path}/evil.toml"
    names = (
        "../evil.toml",
        "../../home/days/2026/2026-11-22.toml",
        evil,
        "C:\\evil.toml",
        "..\\evil.toml",
        "a/../../b",
    )
    for name in names:
        doors(packed({name: b"format = 1\n"}), ZIP, "export.zip", few=True)
    doors(packed({"days": evil.encode()}, mode=0o120777), ZIP, "export.zip")
    encrypted = bytearray(packed({"run.gpx": gpx()}))
    encrypted[6] |= 1
    doors(bytes(encrypted), ZIP, "export.zip", few=True)
    doors(packed({f"{n}.gpx": b"" for n in range(20_000)}), ZIP, "export.zip", few=True)
    doors(packed({"bomb.gpx": b""}) + bytes(1_000_000), ZIP, "export.zip", few=True)
    doors(packed({"a.gpx": b"1", "b.gpx": b"2"}).replace(b"b.gpx", b"a.gpx"), ZIP, "export.zip", few=True)
    assert not Path(evil).exists() and not (tmp_path.parent / "evil.toml").exists()


ROWS = "Activity Type,Date,Distance,Time\nRunning,2026-11-20 06:41:00,8.02,0:46:30\n"
TABLES = {
    "a mark in front": ROWS.encode("utf-8-sig"),
    "semicolons and decimal commas": b"Typ;Datum;Strecke\nLaufen;20.11.2026;8,02\n",
    "tabs": b"Type\tDate\tKm\nRun\t2026-11-20\t8.0\n",
    "UTF-16": ROWS.encode("utf-16"),
    "UTF-16 without a mark": ROWS.encode("utf-16-le"),
    "lone carriage returns": ROWS.replace("\n", "\r").encode(),
    "Windows": ROWS.replace("\n", "\r\n").encode("cp1252"),
    "a field of 200,000 letters": f'a,b,c\n"{"x" * 200_000}",2,3\n'.encode(),
    "a quotation mark that is never closed": b'a,b,c\n"1,2,3\n' + b"4,5,6\n" * 5_000,
    "zero bytes": b"a,b,c\n1,\0,3\n",
    "short and long rows": b"a,b,c\n1\n1,2,3,4,5,6\n\n,\n",
    "a name twice": b"Date,Distance,Distance\n2026-11-20,8,5\n",
    "miles": b"Date,Distance (mi),Time\n11/20/2026,5.0,46:30\n",
    "two readings of a time": b"Date,Time,Pace\n12/01/2026,5:30,5:30\n01/12/2026,1:05,5:40\n",
    "formulas": b"Date,Title,Distance\n=1+1,=cmd|'/c calc'!A1,@SUM(1)\n",
}


@pytest.mark.parametrize("case", TABLES)
def test_tables(doors: Doors, case: str) -> None:
    """B15, B16, B17. Whatever parts its columns and ends its lines: told, and no number or date of it is guessed at."""
    doors(TABLES[case], CSV, "Activities.csv", few=True)
