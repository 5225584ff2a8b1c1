"""Puts a file in place for which the save protocol would be too much: drafts, caches, kept versions, a report.

Each is whole or not there, and private. Nobody else writes them, and a lost one costs a wait, a keystroke or an old
version, never the record. It refuses to know what is in them.
"""

from __future__ import annotations

import os
import stat
import zlib
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


def summed(path: Path | str, mark: str, most: int) -> bytes | None:
    """What `put_summed` put under a path with the same mark, at most so many bytes with the mark; None where it is not
    whole, or another's. Never raises.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            head, _, body = file.read(most).partition(b"\n")
    except (OSError, ValueError):
        return None
    return body if head == _head(mark, body) else None


def put_summed(path: Path, mark: str, body: bytes) -> bool:
    """`put`, below a line with a mark and a sum that shows when the rest was changed. For caches that are not read line
    by line; a mark says whose and of which form it is.
    """
    return put(path, _head(mark, body) + b"\n" + body)


def _head(mark: str, body: bytes) -> bytes:
    return f"{mark} {zlib.crc32(body):08x}".encode()


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
