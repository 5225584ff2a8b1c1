"""Files of watches, services and packers, and what puts them to every door of the program that takes a file."""

from __future__ import annotations

import io
import struct
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Planner = Callable[..., Any]
Doors = Callable[..., None]
NOW = "2026-11-23T06:41:00+01:00"
FIX = "planner reads no such file: move it away, and tell the run with planner done"
GPX, TCX, XML = "a GPX file of a watch or phone", "a TCX file of a watch", "an XML file"
FIT, CSV, HTML = "a FIT file of a watch", "a table (CSV)", "a web page (HTML), perhaps one to log in"
GZIP, ZIP = "a packed file (gzip)", "a packed file (zip)"
DAY = "days/2026/2026-11-20.toml"
SECONDS, MEGABYTES = 1.0, 60
_looking: list[list[str]] = []
"""Who looks at what is opened, the last of them first in line."""


def _hook(event: str, args: tuple[object, ...]) -> None:
    if event == "open" and _looking and not isinstance(args[0], int):  # a number was opened by its name before
        _looking[-1].append(str(args[0]))


sys.addaudithook(_hook)


@contextmanager
def looked_at() -> Iterator[list[str]]:
    """What is opened meanwhile; that nothing is asked of a network is what the seal of all tests sees to."""
    _looking.append([])
    try:
        yield _looking[-1]
    finally:
        _looking.pop()


def whole(folder: Path) -> dict[str, bytes | None]:
    """Every name under a folder, and what a file holds; but for the cache, which holds nothing of its own."""
    found = (p for p in folder.rglob("*") if "cache" not in p.relative_to(folder).parts)
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in found}


def doors_of(planner: Planner, tmp_path: Path) -> Doors:
    """Puts bytes to every door and looks that each says the same."""
    home, outside = tmp_path / "home", tmp_path / "given"

    def put(path: Path, data: bytes) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(data)
        path.chmod(0o600)
        return path

    def run(*args: str, stdin: bytes = b"") -> Any:
        return planner(*args, stdin=stdin, PLANNER_HOME=str(home), PLANNER_NOW=NOW)

    def knock(data: bytes, kind: str, name: str = "run.gpx", *, few: bool = False) -> None:
        words = f"is {kind}; {FIX}\n"
        file = str(put(outside / name, data))
        day, settings = put(home / DAY, data), put(home / "settings.toml", b"format = 1\n")
        tries: list[tuple[tuple[str, ...], int, str, str]] = [
            (("advise", file), 3, "", f"{file}: {words}"),
            (("why", "2026-11-20"), 3, "", f"{DAY}: {words}"),
        ]
        if not few:
            put(home / "state/kept" / DAY / "000001", data)
            tries += [
                (("advise", "--json", file), 3, "", f"{file}: {words}"),
                (("advise", "-"), 1, "", f"standard input: {words}"),
                (("replay", "--rules", file), 3, "", f"{file}: {words}"),
                (("check-in", "--date", "2026-11-20", "--sleep", "7", "--none"), 3, "", f"{DAY}: {words}"),
                (("done", "--date", "2026-11-20", "--run", "8 km"), 3, "", f"{DAY}: {words}"),
                (("doctor",), 3, f"{DAY}: {words}", ""),
                (("restore", "2026-11-20"), 0, "(as it is now, cannot be read as this file)\n", ""),
                (("history",), 3, "No day is found.\n", f"{DAY}: {words}"),
            ]
        before = whole(tmp_path)
        for args, code, out, err in tries:
            started = time.process_time()
            with looked_at() as seen:
                ended = run(*args, stdin=data)
            assert (ended.code, ended.err) == (code, err), args
            assert out in ended.out and (out or not ended.out), args
            assert time.process_time() - started < SECONDS, args
            program = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[2]))
            strange = [p for p in seen if not p.startswith((str(home), file, *program)) and "/cache/" not in p]
            assert not strange, strange
        assert whole(tmp_path) == before
        if not few:
            put(settings, data)
            assert f"\nsettings.toml: {words}" in run("doctor").out
            assert run("today").err.startswith(f"settings.toml: {words}")
            rules = put(home / "rules.toml", data)
            assert f"rules.toml: {words}" in run("rules", "--check").out + run("rules", "--check").err
            rules.unlink()
        assert day.read_bytes() == data

    return knock


def gpx(body: str = "", head: str = '<?xml version="1.0" encoding="UTF-8"?>', **of: str) -> bytes:
    """A GPX file of a run."""
    version, space = of.get("version", "1.1"), of.get("of", "http://www.topografix.com/GPX/1/1")
    root = f'<gpx version="{version}" creator="w" xmlns="{space}">'
    return f"{head}\n{root}\n<trk><name>{of.get('name', 'Run')}</name><trkseg>{body}</trkseg></trk></gpx>\n".encode()


def fit(records: bytes = b"", *, head: int = 14, size: int | None = None, crc: bytes = b"\0\0") -> bytes:
    """A FIT file: its head, records, a sum of them."""
    length = len(records) if size is None else size
    start = struct.pack("<BBHI4s", head, 0x10, 2137, length, b".FIT")
    return start + (b"\0\0" if head == 14 else b"") + records + crc


DEFINITION = struct.pack("<BBBHBBBB", 0x40, 0, 0, 20, 1, 253, 4, 0x86)
"""A message of kind 20 with one field, its time."""


def packed(members: dict[str, bytes], *, mode: int = 0) -> bytes:
    """A zip file with these members, links if `mode` says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, data)
    return out.getvalue()


def peak(work: Callable[[], object]) -> float:
    """Megabytes that are in use at once meanwhile."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
