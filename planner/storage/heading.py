"""The `format` line of a file that was typed by hand without one: what the file would be with it, and putting it there.

Only when somebody asks, never because anything else was changed or saved; what stood there is a kept version first. It
refuses to touch a file that says any format, or that would not be read with the line either.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.storage import document, files, reading, routines, rulebook, settings, shoes
from planner.storage.document import BOM
from planner.storage.journal import date_of, read_day
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import CannotRead

LINE = f"format = {reading.FORMAT}"


def lacking(places: Places, path: Path) -> Callable[[], str] | None:
    """What puts the line into a file that lacks it and nothing else, and says so; None for any other file.

    It raises CannotWrite and ChangedElsewhere as `files.save`.
    """
    name = places.short(path)
    try:
        data = files.read(path, name)
        if data is None or "format" in document.parse(data, name).table:
            return None
        _read(places, path, new := headed(data), name)
    except CannotRead:
        return None

    def put() -> str:
        ring = Ring(places)
        ring.hold_first(path, data)
        kept = ring.versions(path)  # none where they cannot be listed just now
        files.save(path, new, name, read_as=data, keep=ring.keep)
        which = f"version {kept[-1].number}" if kept else "a kept version"
        return f"{name}: {LINE} is its first line now; what it said before is {which}"

    return put


def headed(data: bytes) -> bytes:
    """A text with the line before all others: behind a byte-order mark, and with the line ends of the rest."""
    mark = BOM.encode()
    bare = data.removeprefix(mark)
    end = b"\r\n" if bare.partition(b"\n")[0].endswith(b"\r") else b"\n"
    return (mark if bare != data else b"") + LINE.encode() + end + bare


def _read(places: Places, path: Path, data: bytes, name: str) -> None:
    """Raises CannotRead where a text would not be read as this file without a mistake."""
    day = date_of(path.name)
    if day is not None:
        read_day(data, name, day)
    elif path == places.shoes:
        shoes.read(data, name)
    elif path == places.rules:
        rulebook.own_rules(rulebook.shipped_rules(), data, name)
    elif path == places.routines:
        routines.own_routines(routines.shipped_routines(), data, name)
    else:
        _, problems = reading.read(settings.SETTINGS, document.parse(data, name), strict=True)
        if problems:
            raise CannotRead(problems=problems)
