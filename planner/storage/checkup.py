"""Looks at every folder and file of the record, and says what is wrong with each and what to do about it.

What is certain can be put right by `mend`: modes that let others in, a format line that a file lacks, and temporary
files that a killed save left; what stood there is a kept version first. It refuses to touch anything else, and to judge
what a day says.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from planner.core.duplicates import duplicates
from planner.core.record import Shoe
from planner.core.typed import hidden
from planner.core.values import dataclass, replace
from planner.storage import (
    back_checks,
    conflicts,
    document,
    files,
    foreign,
    heading,
    plan_pairs,
    routines,
    rulebook,
    settings,
    shoes,
)
from planner.storage.journal import date_of, read_day
from planner.storage.kept import Ring
from planner.storage.lines import line_of
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem
from planner.storage.reading import name_of

AN_HOUR: Final = 3600
_TEMP: Final = re.compile(r"\.(?P<of>.+)\.(?:[0-9a-f]{8}|\d+)\.tmp")
_IGNORED: Final = re.compile(r"\..*|.*~|#.*#|.*\.(?:swp|swo|bak|md|txt)|Thumbs\.db|Icon\r?", re.IGNORECASE)
_NAMED: Final = ("settings.toml", "shoes.toml", "rules.toml", "routines.toml")
Mend = Callable[[], str]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that is wrong, or odd, and whether it can be put right without asking."""

    problem: Problem
    code: int = 1
    """The exit code that it stands for."""
    mend: Mend | None = None
    """Puts it right and says what it did. Raises OSError and PlannerError."""


class Checkup:
    """One look at everything; `files` counts what was read."""

    def __init__(self, places: Places, today: date) -> None:
        """`today` is the planner's day, after which no day has happened yet."""
        self._places, self._today = places, today
        self.files = 0

    def run(self) -> Iterator[Finding]:
        """All findings: folders, then the runner's own files, then the days in order, then what lies beside them."""
        yield from self._clock()
        yield from self._folders()
        yield from self._own()
        for folder, name in sorted(conflicts.listed(self._places), key=lambda found: (str(found[0]), found[1])):
            yield from self._entry(folder, name)
        yield from self._scratch()

    def _clock(self) -> Iterator[Finding]:
        newest = 0.0
        for folder, name in conflicts.listed(self._places):
            try:
                newest = max(newest, os.stat(folder / name).st_mtime)
            except OSError:
                continue
        if newest > time.time() + 86_400:
            ahead = time.strftime("%Y-%m-%d", time.localtime(newest))
            message = f"stands before {ahead}, when a file was written"
            yield _finding("clock", message, "set the machine's date: planner takes today from it")

    def _folders(self) -> Iterator[Finding]:
        p = self._places
        for path in dict.fromkeys((p.config, p.data, p.state, p.cache, p.days)):
            name = str(path)
            try:
                seen = os.stat(path)
            except FileNotFoundError:
                if os.path.lexists(path):
                    yield _finding(
                        name, "is a link to nothing: a disk that is not mounted?", "mount it, or make the folder", 3
                    )
                continue
            except OSError as error:
                yield _finding(name, f"cannot be looked at: {files.why(error)}", None, 3)
                continue
            if not stat.S_ISDIR(seen.st_mode):
                yield _finding(name, "is no folder", "move it away", 3)
                continue
            if not os.access(path, os.R_OK | os.X_OK):
                yield _finding(name, "cannot be read", "look at who may read there (ls -ld)", 3)
            elif not os.access(path, os.W_OK):
                yield _finding(
                    name,
                    "cannot be written",
                    "look at who may write there (ls -ld), or whether the disk is read-only",
                    4,
                )
            yield from _open_to_others(path, name, seen)

    def _own(self) -> Iterator[Finding]:
        p = self._places
        own: tuple[tuple[Path, Callable[[Places], tuple[Problem, ...]]], ...] = (
            (p.settings, lambda places: settings.load(places)[1]),
            (p.rules, lambda places: rulebook.load(places)[1]),
            (p.routines, lambda places: routines.load(places)[1]),
            (p.shoes, _shoes),
        )
        for path, problems in own:
            if os.path.lexists(path):
                self.files += 1
                yield from self._unread(path, problems(p))
                yield from self._cut(path)
        yield from self._week()

    def _unread(self, path: Path, problems: tuple[Problem, ...]) -> Iterator[Finding]:
        """What is wrong with a file; of one that lacks nothing but its format line that alone, and what adds it."""
        missing = next((p for p in problems if (p.key, p.message) == ("format", "is missing")), None)
        if missing is not None and (put := heading.lacking(self._places, path)):
            fix = f"{missing.fix}, or planner doctor --fix"
            yield Finding(problem=replace(missing, fix=fix), code=3, mend=put)
            return
        yield from (Finding(problem=problem, code=3) for problem in problems)

    def _week(self) -> Iterator[Finding]:
        """The week's pairs, being away, the way back; a file that cannot be read was told of already."""
        path = self._places.settings
        try:
            data = files.read(path, name := self._places.short(path))
            said = settings.load(self._places)[0]
            found = [
                *plan_pairs.of_week(data or b"", name, said.week, self._pairs, self._today),
                *back_checks.notices(data or b"", name, said, routines.load(self._places)[0].ladders),
            ]
        except CannotRead:
            return
        yield from (Finding(problem=problem) for problem in found)

    @cached_property
    def _pairs(self) -> tuple[Shoe, ...] | None:
        try:
            return shoes.load(self._places)
        except CannotRead:
            return None

    def _entry(self, folder: Path, name: str) -> Iterator[Finding]:
        path, day = folder / name, date_of(name)
        short = self._places.short(path)
        try:
            seen = os.lstat(path)
        except OSError:
            return
        if day is not None and folder == self._places.day_file(day).parent:
            yield from self._day(path, day)
        elif day is not None:
            right = self._places.short(self._places.day_file(day))
            yield _finding(short, "is never read: it lies in the wrong folder", f"move it to {right}")
        elif temp := _TEMP.fullmatch(name):
            yield from self._temp(path, folder / temp["of"], seen)
        elif copy := conflicts.of_name(folder, name):
            yield _finding(short, f"is {copy.words}; it is never read as a day", f"planner settle {_quoted(name)}")
        elif conflicts.is_absent(name):
            yield _finding(short, "is in iCloud and not on this machine", "fetch it (brctl download)", 3)
        elif stat.S_ISREG(seen.st_mode) and folder != self._places.data and folder != self._places.config:
            if not _IGNORED.fullmatch(name):
                fix = foreign.FIX if foreign.named(name) else "name it like 2026-11-23.toml, or move it away"
                yield _finding(short, "is no day: its name is no date", fix, warning=True)
            return
        if stat.S_ISREG(seen.st_mode) and (day or name in _NAMED):
            yield from _open_to_others(path, short, seen)
            if seen.st_nlink > 1:
                message = f"has {seen.st_nlink} names (hard links); a save leaves the others with the old text"
                yield _finding(short, message, "use a symbolic link instead", warning=True)

    def _day(self, path: Path, day: date) -> Iterator[Finding]:
        name = self._places.short(path)
        self.files += 1
        try:
            data = files.read(path, name)
            if data is None:
                yield _finding(name, "is a link to nothing", "mount the disk that it points to, or delete it", 3)
                return
            value, problems = read_day(data, name, day)
        except CannotRead as error:
            yield from self._unread(path, error.problems)
            yield from self._last_good(path, name)
            return
        yield from self._unread(path, problems)
        if day > self._today + timedelta(days=1) and (value.morning or value.done):
            yield _finding(
                name,
                "has a morning or something done, and that day has not come yet",
                "was the clock wrong? rename it and its date",
            )
        if pair := duplicates(value.done):
            message = f"entries {pair[0] + 1} and {pair[1] + 1} look like one session entered twice, and both count"
            command = f"planner done --date {day}"
            fix = f"{command} --merge makes them one, {command} --keep-both says that they are two"
            line = line_of(document.parse(data, name).text, ("done", pair[1]))
            yield Finding(problem=Problem(file=name, line=line, key="done", message=message, fix=fix, warning=True))
        yield from (Finding(problem=p) for p in plan_pairs.of_day(data, name, value, self._pairs, self._today))
        yield from _hidden(data, name)
        yield from self._cut(path)

    def _last_good(self, path: Path, name: str) -> Iterator[Finding]:
        versions = Ring(self._places).versions(path)
        if versions:
            fix = f"planner restore {path.stem} lists them"
            yield _finding(name, f"has {len(versions)} kept version{'s' * (len(versions) > 1)}", fix, warning=True)

    def _cut(self, path: Path) -> Iterator[Finding]:
        if problem := Ring(self._places).cut(path):
            yield Finding(problem=problem)

    def _temp(self, path: Path, of: Path, seen: os.stat_result) -> Iterator[Finding]:
        """What a save left that was killed; it may hold the only copy of something, so it becomes a version first."""
        name = self._places.short(path)
        if abs(time.time() - seen.st_mtime) < AN_HOUR:
            return  # somebody may be saving just now

        def mend() -> str:
            data = files.read(path, name)
            if data and (date_of(of.name) or of.name in _NAMED):
                there, ring = files.read(of, self._places.short(of)), Ring(self._places)
                ring.hold(of, data)
                ring.keep(str(of), None, data if there is None else there)
            os.unlink(path)
            return f"{name}: taken away; what it held is a kept version of {of.name}"

        yield _left(name, mend)

    def _scratch(self) -> Iterator[Finding]:
        """What writes of caches, drafts and kept versions left that were killed: each is of something that is whole."""
        for root in dict.fromkeys((self._places.state, self._places.cache)):
            for folder, _, names in os.walk(root):
                for path in (Path(folder, name) for name in sorted(names) if _TEMP.fullmatch(name)):
                    with suppress(OSError):
                        if abs(time.time() - os.lstat(path).st_mtime) >= AN_HOUR:
                            name = self._places.short(path)
                            yield _left(name, partial(_thrown_away, path, name))


def _quoted(name: str) -> str:
    """A name as a shell takes it."""
    return "'" + name.replace("'", "'\\''") + "'"


def _left(name: str, mend: Mend) -> Finding:
    message, fix = "was left by a save that was broken off", "planner doctor --fix"
    return Finding(problem=Problem(file=name, message=message, fix=fix, warning=True), mend=mend)


def _thrown_away(path: Path, name: str) -> str:
    os.unlink(path)
    return f"{name}: taken away"


def _hidden(data: bytes, name: str) -> Iterator[Finding]:
    """Characters in texts that show nothing, e.g. of another program's export: shown as dots, kept as they are."""
    if data.isascii() and b"\\" not in data:
        return
    doc = document.parse(data, name)
    for path, text in _texts(doc.table):
        if found := [c for c in text if hidden(c)]:
            said = ", ".join(dict.fromkeys(f"U+{ord(c):04X}" for c in found))
            yield Finding(
                problem=Problem(
                    file=name,
                    line=line_of(doc.text, path),
                    key=name_of(path),
                    message=f"holds hidden characters ({said}); they are shown as dots",
                    fix="delete them if you did not mean them",
                    warning=True,
                )
            )


def _texts(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _texts(inner, (*path, n))


def _finding(file: str, message: str, fix: str | None, code: int = 1, *, warning: bool = False) -> Finding:
    return Finding(problem=Problem(file=file, message=message, fix=fix, warning=warning), code=code)


def _shoes(places: Places) -> tuple[Problem, ...]:
    name = places.short(places.shoes)
    try:
        return shoes.notices(files.read(places.shoes, name) or b"", name)
    except CannotRead as error:
        return error.problems


def _open_to_others(path: Path, name: str, seen: os.stat_result) -> Iterator[Finding]:
    mode = stat.S_IMODE(seen.st_mode)
    if seen.st_uid not in (os.geteuid(), 0):
        yield _finding(name, "belongs to somebody else", "look at who owns it (ls -ld)", warning=True)
    if not mode & 0o077 or stat.S_ISLNK(seen.st_mode):
        return
    new = 0o700 if stat.S_ISDIR(seen.st_mode) else 0o600

    def mend() -> str:
        os.chmod(path, new)
        return f"{name}: mode {mode:04o} is {new:04o} now"

    message = f"others on this machine may look into it (mode {mode:04o})"
    problem = Problem(file=name, message=message, fix=f"chmod {new:o}, or planner doctor --fix", warning=True)
    yield Finding(problem=problem, mend=mend)
