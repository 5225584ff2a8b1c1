"""Second versions of our files that lie beside them: of sync clients, of merges, and those that a save set aside.

It knows the names that others give them, never reads one as a day, and settles one by a save like any other: whatever
goes away is a kept version then. It refuses to choose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from planner.core.values import dataclass
from planner.storage import files
from planner.storage.journal import date_of
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import CannotRead, CannotWrite, Problem

_OWN: Final = r"(?P<of>\d{4}-\d\d-\d\d|settings|shoes|rules|routines)"
_DAY: Final = r"\d{4}-?\d\d-?\d\d"
KINDS: Final = (
    # who makes it, how the rest of the name looks; the first that fits is taken
    ("a save of planner", r"\.toml\.(?:mine|theirs)-\d{8}-\d{6}(?:-\d+)?"),
    ("Syncthing", r"\.sync-conflict-\d{8}-\d{6}(?:-\w{1,16})?\.toml"),
    ("Nextcloud", rf"(?:_conflict-{_DAY}-\d+| \(conflicted copy {_DAY} \d+\))\.toml"),
    ("Dropbox", r" \([^()]*(?:conflicted copy|case conflict|in conflict|konflikt|conflit)[^()]*\)\.toml"),
    ("a git merge", r"(?:\.toml\.(?:orig|rej)|_(?:BASE|LOCAL|REMOTE|BACKUP)_\d+\.toml)"),
    ("iCloud", r" \d{1,3}\.toml"),
    ("a copy by hand", r"(?: ?\((?:\d{1,3}|copy[^()]*|Kopie[^()]*)\)| ?- ?copy.*| ?- ?Kopie.*)\.toml"),
    ("OneDrive", r"-(?=[\w-]*[A-Za-z])[\w-]{1,64}\.toml"),
)
_PATTERNS: Final = tuple((kind, re.compile(f"{_OWN}{rest}", re.IGNORECASE)) for kind, rest in KINDS)
_ABSENT: Final = re.compile(rf"\.{_OWN}\.toml\.icloud", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A second version of one of our files."""

    path: Path
    of: Path
    """The file that it is a version of; it need not be there."""
    kind: str
    """Who makes names like this one."""

    @property
    def words(self) -> str:
        """What it is, in a few words."""
        if ".toml.mine-" in self.path.name:
            return "what planner was to save when another program had changed the file"
        if ".toml.theirs-" in self.path.name:
            return "what another program wrote while planner saved"
        return f"a conflict copy ({self.kind})"


def of_name(folder: Path, name: str) -> Copy | None:
    """The copy that a name stands for; None for a file of ours and for anything else."""
    if date_of(name) is not None or name.startswith("."):
        return None
    for kind, pattern in _PATTERNS:
        found = pattern.fullmatch(name)
        if found is None:
            continue
        stem = found["of"].lower()
        if stem[0].isdigit() and date_of(f"{stem}.toml") is None:
            return None
        return Copy(path=folder / name, of=folder / f"{stem}.toml", kind=kind)
    return None


def is_absent(name: str) -> bool:
    """Whether a name stands for a file of ours that iCloud has not fetched."""
    return _ABSENT.fullmatch(name) is not None


def find(places: Places) -> list[Copy]:
    """Every second version, in the order of the files. A folder that cannot be listed has none."""
    found = [copy for folder, name in listed(places) if (copy := of_name(folder, name)) is not None]
    return sorted(found, key=lambda copy: (str(copy.of), copy.path.name))


def listed(places: Places) -> Iterator[tuple[Path, str]]:
    """Every name in the folders of our files."""
    years = [places.days / name for name in _names(places.days)]
    for folder in dict.fromkeys((places.config, places.data, places.days, *(y for y in years if y.is_dir()))):
        for name in _names(folder):
            yield folder, name


def named(places: Places, said: str) -> Copy | None:
    """The copy of a name or path, as messages write it; None where there is none."""
    for copy in find(places):
        if said in (copy.path.name, places.short(copy.path), str(copy.path)):
            return copy
    return None


def take(places: Places, copy: Copy) -> tuple[Problem, ...]:
    """Put the copy's text in place of the file's, which is a kept version then; the copy goes. Gives warnings.

    Raises CannotRead when the copy is no text of such a file, CannotWrite and ChangedElsewhere as `files.save`.
    """
    from planner.storage.restoring import problem

    data, name = _read(places, copy), places.short(copy.of)
    if wrong := problem(places, copy.of, data):
        raise CannotRead(f"{places.short(copy.path)} cannot take the place of {name}: {wrong}")
    there, ring = files.read(copy.of, name), Ring(places)
    warnings: tuple[Problem, ...] = ()
    if there != data:
        ring.hold_first(copy.of, there)
        warnings = files.save(copy.of, data, name, read_as=there, keep=ring.keep)
    _remove(places, copy, data)
    return warnings


def drop(places: Places, copy: Copy, *, seen: bool = False) -> None:
    """Leave the file as it is; the copy's text is a kept version of it then, and the copy goes.

    `seen`: the caller saw a file there. When somebody has deleted it since, nothing is done: with the copy gone too the
    record would have neither. Raises CannotRead for that and for what is no file, CannotWrite when the system refuses:
    then the copy is still there.
    """
    data, name, ring = _read(places, copy), places.short(copy.of), Ring(places)
    there = files.read(copy.of, name)
    if seen and there is None:
        raise CannotRead(problems=[Problem(file=name, message="was deleted by another program: look again")])
    try:
        ring.hold(copy.of, data)
        ring.keep(str(copy.of), None, there or data)
    except OSError as error:
        raise CannotWrite(f"{places.short(copy.path)}: keeping a version: {files.why(error)}") from error
    _remove(places, copy, data)


def _read(places: Places, copy: Copy) -> bytes:
    name = places.short(copy.path)
    data = files.read(copy.path, name)
    if data is None:
        raise CannotRead(problems=[Problem(file=name, message="is no longer there")])
    return data


def _remove(places: Places, copy: Copy, data: bytes) -> None:
    """Take the copy away, when it still says what was settled."""
    if _read(places, copy) != data:
        raise CannotRead(problems=[Problem(file=places.short(copy.path), message="has changed meanwhile: look again")])
    try:
        os.unlink(copy.path)
    except OSError as error:
        raise CannotWrite(f"{places.short(copy.path)}: taking it away: {files.why(error)}") from error


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
