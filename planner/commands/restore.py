"""`planner restore`: the kept versions of a file, what differs, and one of them put back.

It lists and asks nothing; putting one back keeps what it replaces. It refuses to know how versions are kept.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from planner.commands.day import desk_of
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.storage import files, restoring
from planner.storage.kept import Ring, Version
from planner.storage.places import Places
from planner.storage.problems import BadInput, CannotRead

ABOUT = """Versions that planner kept of its files, each time it saved one; also of days that were deleted.

  planner restore                        every file that has kept versions
  planner restore 2026-11-23             the versions of a day; settings and shoes go by their names
  planner restore 2026-11-23 --show 3    what would change in the file as it stands now
  planner restore 2026-11-23 --take 3    put it in place; what stands there now is kept as a version too"""


def run(args: Sequence[str], io: Io) -> int:
    """List, show or put back."""
    parser = Parser("restore", io, ABOUT)
    parser.add_argument("file", nargs="?", metavar="FILE|DATE", help="a date, today, settings or shoes")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="the versions, which is also what happens without an option")
    what.add_argument("--show", type=int, metavar="N", help="what differs between the file now and version N")
    what.add_argument("--take", type=int, metavar="N", help="put version N in place of what stands there")
    wish = parser.parse_args(args)
    desk = desk_of(io)
    places = desk.places
    if wish.file is None:
        if wish.show is not None or wish.take is not None:
            parser.error("--show and --take need to know which file: write a date, settings or shoes before them")
        return _files(places, io)
    path = restoring.place(places, wish.file, desk.today() if wish.file == "today" else None)
    number = wish.show if wish.show is not None else wish.take
    if number is None:
        return _versions(places, path, io)
    version = _version(places, path, number)
    return _show(places, path, version, io) if wish.take is None else _take(places, path, version, io)


def _files(places: Places, io: Io) -> int:
    found = restoring.all_kept(places)
    if not found:
        io.out("Nothing is kept yet: a version is kept each time planner saves a file.")
    for path in found:
        versions = Ring(places).versions(path)
        gone = "" if path.exists() else "  (not there now)"
        io.out(f"{places.short(path):32}  {len(versions):2} kept, the last {_when(versions[-1])}{gone}")
    return 0


def _versions(places: Places, path: Path, io: Io) -> int:
    name, ring = places.short(path), Ring(places)
    now = _now(places, path)
    for version in _some(places, path):
        data = ring.read(version)
        notes = ["as it is now"] if data == now else []
        notes += ["cannot be read as this file"] if restoring.problem(places, path, data) else []
        mark = f"  ({', '.join(notes)})" if notes else ""
        io.out(f"{version.number:4}  {_when(version)}  {version.size:6} bytes{mark}")
    if now is None:
        io.out(f"{name} is not there now.")
    return 0


def _show(places: Places, path: Path, version: Version, io: Io) -> int:
    name = places.short(path)
    rows = restoring.difference(
        _now(places, path), Ring(places).read(version), f"{name} (now)", f"{name} (version {version.number})"
    )
    io.out("\n".join(rows) if rows else f"{name} is as in version {version.number}.")
    return 0


def _take(places: Places, path: Path, version: Version, io: Io) -> int:
    name, ring = places.short(path), Ring(places)
    data, was = ring.read(version), _now(places, path)
    warnings = restoring.take(places, path, version)
    io.out(f"{name} is as in version {version.number} again.")
    kept = [v.number for v in ring.versions(path) if was is not None and was != data and ring.read(v) == was]
    if kept:
        io.out(f"What stood there is version {kept[-1]}.")
    broken = restoring.problem(places, path, data)
    for line in (*([broken] if broken else []), *map(str, warnings)):
        io.err(line)
    return 0


def _some(places: Places, path: Path) -> tuple[Version, ...]:
    found = Ring(places).versions(path)
    if not found:
        raise BadInput(f"nothing is kept of {places.short(path)}; planner restore lists what is")
    return found


def _version(places: Places, path: Path, number: int) -> Version:
    found = _some(places, path)
    known = {version.number: version for version in found}
    if number not in known:
        first, last = found[0].number, found[-1].number
        raise BadInput(f"version {number} of {places.short(path)} is not kept; there are {first} to {last}")
    return known[number]


def _now(places: Places, path: Path) -> bytes | None:
    """What stands there; for the pictures of a difference what cannot be read is not there."""
    try:
        return files.read(path, places.short(path))
    except CannotRead:
        return None


def _when(version: Version) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(version.saved))
