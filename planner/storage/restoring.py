"""Brings back what a file said before: lists its kept versions, shows what differs, puts one in place.

Putting one in place is a save like any other, so what it replaces is kept too, and a file that cannot be read is no
hindrance. It refuses to know what a version means; whether it reads is looked at before it is put in place.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from planner.storage import files, reading
from planner.storage.document import BOM, parse
from planner.storage.journal import date_of, read_day
from planner.storage.kept import Ring, Version
from planner.storage.places import Places
from planner.storage.problems import BadInput, CannotRead, Problem


def place(places: Places, said: str, today: date | None = None) -> Path:
    """The file that somebody means: a date, `settings`, `shoes.toml`, or a path. Raises BadInput for none of ours."""
    day = date_of(f"{said}.toml") or date_of(os.path.basename(said))
    known = {"settings": places.settings, "shoes": places.shoes, "rules": places.rules, "routines": places.routines}
    if day is not None:
        return places.day_file(day)
    if said == "today" and today is not None:
        return places.day_file(today)
    found = known.get(os.path.basename(said).removesuffix(".toml"))
    if found is None:
        raise BadInput(f"'{said}' is no file of planner: write a date, settings, shoes, rules or routines")
    return found


def all_kept(places: Places) -> list[Path]:
    """Every file that has kept versions, those of days last, in the order of their names; deleted ones too."""
    root = places.state / "kept"
    named = [p for p in (places.settings, places.rules, places.routines, places.shoes) if Ring(places).versions(p)]
    days: list[Path] = []
    for year in _names(root / "days"):
        for name in _names(root / "days" / year):
            day = date_of(name)
            if day is not None and Ring(places).versions(places.day_file(day)):
                days.append(places.day_file(day))
    return named + sorted(days)


def difference(old: bytes | None, new: bytes | None, from_: str, to: str) -> list[str]:
    """What differs between two texts, as `diff -u` says it; empty when nothing does. None = there is no file."""
    from difflib import unified_diff

    a, b = (_lines(data) for data in (old, new))
    return [line.rstrip("\n") for line in unified_diff(a, b, from_, to, n=2)]


def problem(places: Places, path: Path, data: bytes) -> str | None:
    """Why a text would not be read as this file; None when it would."""
    name = places.short(path)
    try:
        if (day := date_of(path.name)) is not None:
            read_day(data, name, day)
        else:
            doc = parse(data, name)
            said = doc.table.get("format")
            if isinstance(said, int) and said > reading.FORMAT:
                return f"{name}: was made by a newer planner"
    except CannotRead as error:
        return str(error).splitlines()[0]
    return None


def take(places: Places, path: Path, version: Version) -> tuple[Problem, ...]:
    """Put a kept version in place of what stands there, which is kept first; gives warnings.

    Raises CannotRead when the version is gone, CannotWrite and ChangedElsewhere as `files.save`; CannotWrite too when
    what stands there cannot be kept.
    """
    name, ring = places.short(path), Ring(places)
    data, there = ring.read(version), files.read(path, places.short(path))
    if data == there:
        return ()
    ring.hold_first(path, there)
    return files.save(path, data, name, read_as=there, keep=ring.keep)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _lines(data: bytes | None) -> list[str]:
    text = "" if data is None else data.decode("utf-8", "replace").removeprefix(BOM)
    return list(_ended(text.splitlines(keepends=True)))


def _ended(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n"
