"""The day files: one TOML file for each date, read into a Day and saved from one.

It knows where days lie and what it has read, so that nothing is written over unseen. It decides nothing about
what a day holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from planner.core.record import Day
from planner.storage import document, files, reading
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem
from planner.storage.shapes import DAY


class Journal:
    """The record of all days, in files."""

    def __init__(self, places: Places, keep: files.Keep | None = None) -> None:
        """`keep` is given what each save displaces."""
        self._places = places
        self._folder_name = places.short(places.days)  # joining paths anew costs as much as reading a day
        self._keep = keep
        self._read: dict[date, Day] = {}
        self.problems: tuple[Problem, ...] = ()
        """What the last `window` could not read, and its warnings."""

    def day(self, day: date) -> Day:
        """The day of a date, read anew; an empty one when there is no file.

        Raises CannotRead with all problems of a file that cannot be understood; such a file is never written.
        """
        return self._load(day)[0]

    def save(self, day: Day, *, was: Day | None = None) -> tuple[Problem, ...]:
        """Put a day into its file, flushed. Gives warnings, of a save that did happen.

        The file must still say what this journal last read in it, or `was`, where the caller says what it started
        from; one never read must not be there. Otherwise ChangedElsewhere is raised, and ours is kept beside it. Raises
        CannotRead for a broken file, CannotWrite when the system refuses, BadInput when the day holds a text that no
        file can. A file that people have touched keeps its comments, its order and keys of its own.
        """
        from planner.storage import saving  # a read-only start never needs it

        name = self.name(day.date)
        empty = Day(date=day.date)
        warnings = saving.save(
            self._places.day_file(day.date),
            name,
            DAY,
            day,
            was=was or self._read.get(day.date, empty),
            empty=empty,
            read=lambda data: read_day(data, name, day.date)[0],
            keep=self._keep,
        )
        self._read[day.date] = day
        return warnings

    def forget(self, day: date) -> None:
        """Know nothing of a date any more: its file was deleted or brought back."""
        self._read.pop(day, None)

    def dates(self) -> list[date]:
        """Every date that has a file, in order. Conflict copies, temps and other names are not days.

        Raises CannotRead when a folder of days cannot be listed.
        """
        problems: list[Problem] = []
        found = sorted(self._dates(date.min, date.max, problems))
        if problems:
            raise CannotRead(problems=problems)
        return found

    def window(self, first: date, last: date) -> dict[date, Day]:
        """The days from first to last that have a file. What cannot be read is left out: see `problems`."""
        found: dict[date, Day] = {}
        problems: list[Problem] = []
        for day in sorted(self._dates(first, last, problems)):
            try:
                found[day], warnings = self._load(day)
                problems += warnings
            except CannotRead as error:
                problems += error.problems
        self.problems = tuple(problems)
        return found

    def name(self, day: date) -> str:
        """How messages call a day's file."""
        return f"{self._folder_name}/{day.year:04}/{day.isoformat()}.toml"

    def _load(self, day: date) -> tuple[Day, tuple[Problem, ...]]:
        name = self.name(day)
        data = files.read(self._places.day_file(day), name)
        self._read.pop(day, None)
        value, problems = (Day(date=day), ()) if data is None else read_day(data, name, day)
        self._read[day] = value
        return value, problems

    def _dates(self, first: date, last: date, problems: list[Problem]) -> Iterator[date]:
        for year in _names(self._places.days, problems):
            if len(year) == 4 and year.isascii() and year.isdigit() and first.year <= int(year) <= last.year:
                for name in _names(self._places.days / year, problems):
                    day = date_of(name)
                    if day is not None and f"{day.year:04}" == year and first <= day <= last:
                        yield day


def _names(folder: Path, problems: list[Problem]) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(Problem(file=str(folder), message=f"cannot be listed: {files.why(error)}"))
        return []


def read_day(data: bytes, name: str, day: date | None = None) -> tuple[Day, tuple[Problem, ...]]:
    """A day from a file's bytes, with warnings. Raises CannotRead with every problem.

    `day` is the date that the file's name says.
    """
    doc = document.parse(data, name)
    value, problems = reading.read(DAY, doc, strict=False)
    wrong = [p for p in problems if not p.warning]
    if isinstance(value, Day) and day is not None and value.date != day and not wrong:
        from planner.storage.lines import line_of

        message = f"says {value.date.isoformat()}, the file's name says {day.isoformat()}"
        line = line_of(doc.text, ("date",))
        wrong.append(Problem(file=name, line=line, key="date", message=message, fix="make them the same"))
    if wrong or not isinstance(value, Day):
        raise CannotRead(problems=(*wrong, *(p for p in problems if p.warning)))
    return value, problems


def date_of(name: str) -> date | None:
    """The date of a file's name, None for any other (`2026-11-23 (copy).toml`, `.2026-…tmp`, `2026-W48-1.toml`)."""
    if len(name) != 15 or not name.endswith(".toml") or not name.isascii():
        return None
    try:
        day = date.fromisoformat(name[:10])
    except ValueError:
        return None
    return day if day.isoformat() == name[:10] else None
