"""The one way to read a file and the one way to write it. Nothing else in the program opens a file for writing.

A save is whole or did not happen, is on the disk when it returns, and never takes away what another program wrote:
the new file and the old one change places in one step, and what came back is looked at. It makes the same system calls
in the same order every time. It refuses to know what is in a file.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from errno import EACCES, EDQUOT, EFBIG, EINVAL, ELOOP, EMFILE, ENOSPC, ENOTDIR, EOPNOTSUPP, EPERM, EROFS
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planner.storage.document import MAX_BYTES
from planner.storage.problems import CannotRead, CannotWrite, ChangedElsewhere, Problem

if TYPE_CHECKING:
    from planner.storage.swap import Swap

T = TypeVar("T")
_NO_MORE_FILES = "the disk holds no more files, whatever space it has: delete some, then save again"
Keep = Callable[[str, bytes | None, bytes], None]
"""Is given the path of a file, what a save displaced (None for a new file) and what it put there, once it is there."""


def read(path: Path | str, name: str) -> bytes | None:
    """The bytes of a file, None when there is none. `name` is how messages call it.

    Raises CannotRead for a folder, a pipe, a device, a file of more than 5 MB, and for what the system refuses.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    try:
        seen = os.fstat(fd)
        if not stat.S_ISREG(seen.st_mode):
            raise CannotRead(problems=[Problem(file=name, message="is no ordinary file", fix="move it away")])
        if seen.st_size > MAX_BYTES:
            raise CannotRead(problems=[_too_big(fd, name, seen.st_size)])
        data = _read(fd, seen.st_size + 1)  # a buffer of the limit's size would cost more than the parsing
        return data if len(data) <= seen.st_size else data + _read(fd, MAX_BYTES)
    except OSError as error:
        raise _unreadable(name, error) from None
    finally:
        os.close(fd)


def _too_big(fd: int, name: str, size: int) -> Problem:
    """What a file of too many bytes is, as far as its beginning tells."""
    from planner.storage import foreign

    message = f"has {size:,} bytes (limit {MAX_BYTES:,})"
    return foreign.told(_read(fd, foreign.HEAD), name) or Problem(
        file=name, message=message, fix="this is no file of planner"
    )


def _read(fd: int, most: int) -> bytes:
    """So many bytes, or all there are; a file object would ask the system three questions more."""
    data = os.read(fd, most)
    while 0 < len(data) < most and (more := os.read(fd, most - len(data))):
        data += more
    return data


def save(path: Path, data: bytes, name: str, *, read_as: bytes | None, keep: Keep | None = None) -> tuple[Problem, ...]:
    """Put `data` under `path`, flushed, with the old text or the new one whole at every moment.

    `read_as` is what the caller's knowledge of the file rests on: its bytes, or None when it was not there. When the
    file is something else by now, theirs and ours are both kept and ChangedElsewhere is raised. Raises CannotWrite,
    naming file and step, when the system refuses; then the old file is as it was. What is given back are warnings of a
    save that did happen.
    """
    return _swapped(path, name, lambda swap: swap.run(data, read_as, keep))


def set_aside(path: Path, data: bytes, name: str, *, deleted: bool = False) -> ChangedElsewhere:
    """Keep `data` beside a file that says something else by now, as `NAME.mine-TIME`, and give the error to raise.

    Raises CannotWrite when the system refuses.
    """
    return _swapped(path, name, lambda swap: swap.aside(data, deleted=deleted))


def _swapped(path: Path, name: str, work: Callable[[Swap], T]) -> T:
    from planner.storage.swap import Swap  # ctypes, which reading never needs

    swap = Swap(path, name)
    try:
        return work(swap)
    except OSError as error:
        fix = _NO_MORE_FILES if _is_out_of_files(path, error) else _fix(error)
        raise CannotWrite(problems=[Problem(file=name, message=f"{swap.step}: {why(error)}", fix=fix)]) from error
    finally:
        swap.close()


def make_folder(path: Path) -> None:
    """Make a folder and those above it, each 0700 whatever the umask and flushed; those there already stay as they are.

    Raises OSError. `os.makedirs` would give the mode only to the last of them, and an unflushed new folder takes its
    files with it in a power cut.
    """
    if path.is_dir():
        return
    if path.parent != path:
        make_folder(path.parent)
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        if not path.is_dir():
            raise NotADirectoryError(ENOTDIR, "a file stands where a folder should be", str(path)) from None
        return
    os.chmod(path, 0o700)
    flush_at(path.parent, folder=True)


def resolved(path: Path) -> str:
    """The path of the real file behind a link; of any other file the path itself, whether it is there or not.

    Raises OSError where it cannot be told: what could not be looked at must not be replaced as if it were no link, as
    `os.path.islink` and `realpath` would have it.
    """
    try:
        if not stat.S_ISLNK(os.lstat(path).st_mode):
            return str(path)
    except FileNotFoundError:
        return str(path)
    try:
        return os.path.realpath(path, strict=True)
    except FileNotFoundError:  # a link to what is not there yet
        return os.path.realpath(path)


def flush(fd: int, *, folder: bool = False) -> None:
    """Flush a file or folder to the disk. Raises OSError, and is never called twice for one file: see fsyncgate."""
    try:
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # fsync alone leaves it in the drive there
        else:
            os.fsync(fd)
    except OSError as error:
        if not folder or error.errno not in (EINVAL, EOPNOTSUPP):  # network folders may not know it
            raise


def flush_at(path: Path, *, folder: bool = False) -> None:
    """Flush a file or folder that is not open. Raises OSError."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | (os.O_DIRECTORY if folder else 0))
    try:
        flush(fd, folder=folder)
    finally:
        os.close(fd)


def why(error: OSError | ValueError) -> str:
    """A system's refusal in plain words."""
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)


def _is_out_of_files(path: Path, error: OSError) -> bool:
    """Whether the disk has room and takes no more files, which the system calls by the same name."""
    if error.errno != ENOSPC:
        return False
    try:
        disk = os.statvfs(next(folder for folder in path.parents if folder.is_dir()))
    except (OSError, StopIteration):
        return False
    return disk.f_files > 0 and disk.f_favail == 0


def _unreadable(name: str, error: OSError | ValueError) -> CannotRead:
    return CannotRead(problems=[Problem(file=name, message=f"cannot be opened: {why(error)}", fix=_fix(error))])


def _fix(error: OSError | ValueError) -> str | None:
    known = {
        ENOSPC: "free some space on the disk, then save again",
        EDQUOT: "free some of your quota, then save again",
        EROFS: "the disk is read-only",
        EACCES: "look at who may write there (ls -ld)",
        EPERM: "look at who may write there (ls -ld, lsattr)",
        EMFILE: "too many files are open",
        ELOOP: "symbolic links go in a circle",
        EFBIG: "a limit on file sizes is set (ulimit -f)",
    }
    return known.get(error.errno or 0) if isinstance(error, OSError) else None


def changed(name: str, path: Path, kept: str, *, deleted: bool = False) -> ChangedElsewhere:
    """The error for the file at `path` that another program wrote or deleted since it was read; `kept` names the other
    version beside it.
    """
    message = f"was {'deleted' if deleted else 'changed'} by another program since it was read"
    fix = f"what was to be saved is in {kept}" if ".mine-" in kept else f"what stood there is in {kept}"
    return ChangedElsewhere(problems=[Problem(file=name, message=message, fix=fix)], kept=kept, path=path)
