"""Puts a file in place for which the save protocol would be too much: drafts, caches, kept versions, a report.

Each is whole or not there, and private. Nobody else writes them, and a lost one costs a wait, a keystroke or an old
version, never the record. It refuses to know what is in them.
"""

from __future__ import annotations

import os
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


def drop(path: Path) -> None:
    """Let go of such a file, where there is one."""
    try:
        os.unlink(path)
    except (OSError, ValueError):
        return
