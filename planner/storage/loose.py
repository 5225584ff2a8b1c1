"""Puts a file in place for which the save protocol would be too much: drafts, caches, kept versions, a report.

Each is whole or not there, and private. Nobody else writes them, and a lost one costs a wait, a keystroke or an old
version, never the record. It refuses to know what is in them.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path


def write(path: Path, data: bytes, *, flush: bool = False) -> None:
    """Put `data` under `path` in one step, its folder made where it is missing. Raises OSError and leaves nothing."""
    from planner.storage import files

    files.make_folder(path.parent)
    temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            os.fchmod(fd, 0o600)
            file.write(data)
            file.flush()
            if flush:
                files.flush(fd)
        os.replace(temp, path)
    except OSError:
        os.unlink(temp)
        raise


def put(path: Path, data: bytes) -> bool:
    """The same without a flush, for what promises nothing: whether it was possible."""
    try:
        write(path, data)
    except (OSError, ValueError):
        return False
    return True


def over(path: Path, data: bytes) -> bool:
    """Put `data` over what the file holds, in one write, blanks behind it up to the old end: whether it was possible.

    For what is written at every key: a rename over a file makes some file systems write it to the disk at once, 1.3 ms
    here. Whoever is killed leaves the old data or the new; a power cut may leave neither.
    """
    from planner.storage import files

    try:
        files.make_folder(path.parent)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        try:
            seen = os.fstat(fd)
            if not stat.S_ISREG(seen.st_mode) or seen.st_nlink != 1:
                return put(path, data)
            return os.pwrite(fd, data.ljust(seen.st_size), 0) >= len(data)
        finally:
            os.close(fd)
    except (OSError, ValueError):
        return False


def drop(path: Path) -> None:
    """Let go of such a file, where there is one."""
    try:
        os.unlink(path)
    except (OSError, ValueError):
        return
