"""Versions of files that were saved, kept in the state folder: what a mistake, or a wiped file, is brought back from.

Each file has a folder of its own there, its versions are numbered, and none ends in `.toml`. It refuses to know what is
in a file, and it never touches the file itself: bringing one back is a save like any other.
"""

from __future__ import annotations

import os
import sys
from errno import EIO
from pathlib import Path

from planner.core.values import dataclass
from planner.storage import files, loose
from planner.storage.places import Places
from planner.storage.problems import CannotRead, CannotWrite, Problem


@dataclass(frozen=True, kw_only=True)
class Version:
    """One kept version of a file."""

    number: int
    """Counts up for each file; clocks may jump, numbers do not."""
    path: Path
    saved: float
    """When it was kept, in seconds since 1970, by the clock of then."""
    size: int
    """Bytes."""


class Ring:
    """Keeps versions. Its `keep` is what a journal takes, and what `files.save` calls once a file is in place."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def keep(self, target: str, old: bytes | None, new: bytes) -> None:
        """Keep what was saved, and what it displaced where that came from somebody else. Raises OSError."""
        path = Path(target)
        folder = self._folder(path)
        there = _listed(folder)  # that cannot be listed is no sign that nothing is there
        last = there[-1].path.read_bytes() if there else None
        number = there[-1].number if there else 0
        for data in (old, new):
            if data is not None and data != last:
                number += 1
                # What somebody else wrote is nowhere else by now; ours was flushed under its own name a moment ago.
                loose.write(folder / f"{number:06}", data, flush=data is old)
                last = data
        for version in _listed(folder)[: -self._most()]:
            os.unlink(version.path)

    def _most(self) -> int:
        """How many versions the settings want of each file. While they cannot be read nothing may go for it."""
        from planner.storage import settings  # which keeps versions of its own file

        found, problems = settings.load(self._places)
        return sys.maxsize if any(not p.warning for p in problems) else found.versions

    def hold(self, path: Path, data: bytes) -> None:
        """Keep the bytes as the latest version, flushed with every folder that may be new, before they go elsewhere.

        Raises OSError.
        """
        self.keep(str(path), None, data)
        versions = self.versions(path)
        if not versions or (version := versions[-1].path).read_bytes() != data:
            raise OSError(EIO, "what was kept is not what was read")
        files.flush_at(version)
        folder = version.parent
        for _ in range(4):  # kept/days/YYYY/NAME: folders that were there cost little
            files.flush_at(folder, folder=True)
            folder = folder.parent

    def versions(self, path: Path) -> tuple[Version, ...]:
        """Every kept version of a file, oldest first; none when nothing was ever kept."""
        try:
            return _listed(self._folder(path))
        except OSError:
            return ()

    def read(self, version: Version) -> bytes:
        """The bytes of a kept version. Raises CannotRead when it is gone."""
        data = files.read(version.path, str(version.path))
        if data is None:
            raise CannotRead(problems=[Problem(file=str(version.path), message="is no longer kept")])
        return data

    def hold_first(self, path: Path, data: bytes | None) -> None:
        """`hold` of what stands in a file, where there is one, before something else goes there. Raises CannotWrite."""
        if data is None:
            return
        try:
            self.hold(path, data)
        except OSError as error:
            message = f"keeping what stands there: {files.why(error)}"
            raise CannotWrite(problems=[Problem(file=self._places.short(path), message=message)]) from error

    def cut(self, path: Path) -> Problem | None:
        """A warning where a file is only the beginning of its last kept version: it was most likely cut. Never raises.

        TOML cannot tell a whole file from half of one, so this is the one sign that there is.
        """
        versions, name = self.versions(path), self._places.short(path)
        try:
            if not versions or not 0 < os.stat(path).st_size < versions[-1].size:
                return None
            data, last = files.read(path, name), self.read(versions[-1])
        except (OSError, CannotRead):
            return None
        if not data or len(data) == len(last) or not last.startswith(data):
            return None
        message = f"seems cut short: {len(data)} of the {len(last)} bytes of version {versions[-1].number}"
        fix = f"planner restore {path.stem} --show {versions[-1].number}"
        return Problem(file=name, message=message, fix=fix, warning=True)

    def _folder(self, path: Path) -> Path:
        """The folder of a file's versions: its place among the data, or its whole path."""
        short = self._places.short(path)
        return self._places.state / "kept" / short.strip("/")


def _listed(folder: Path) -> tuple[Version, ...]:
    """The versions in a folder, oldest first; none where there is no folder. Raises OSError."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.path, entry.stat()) for entry in entries if entry.name.isdecimal()]
    except FileNotFoundError:
        return ()
    rows = (
        Version(number=int(name), path=Path(where), saved=stat.st_mtime, size=stat.st_size)
        for name, where, stat in found
    )
    return tuple(sorted(rows, key=lambda version: version.number))
