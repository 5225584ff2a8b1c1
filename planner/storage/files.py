"""The one way to read a file and the one way to write it. Nothing else in the program opens a file for writing.

A save is whole or did not happen, is on the disk when it returns, and never takes away what another program wrote:
the new file and the old one change places in one step, and what came back is looked at. It makes the same system calls
in the same order every time. It refuses to know what is in a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from planner.storage.document import MAX_BYTES
from planner.storage.problems import CannotRead, CannotWrite, ChangedElsewhere, Problem

Keep = Callable[[str, bytes], None]
"""Is given the path of the file and the bytes that a save displaced, before they are let go."""


def read(path: Path, name: str) -> bytes | None:
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
            message = f"has {seen.st_size:,} bytes (limit {MAX_BYTES:,})"
            raise CannotRead(problems=[Problem(file=name, message=message, fix="this is no file of planner")])
        with os.fdopen(fd, "rb", closefd=False) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(name, error) from None
    finally:
        os.close(fd)


def save(path: Path, data: bytes, name: str, *, read_as: bytes | None, keep: Keep | None = None) -> None:
    """Put `data` under `path`, flushed, with the old text or the new one whole at every moment.

    `read_as` is what the caller's knowledge of the file rests on: its bytes, or None when it was not there. When the
    file is something else by now, theirs and ours are both kept and ChangedElsewhere is raised. Raises CannotWrite,
    naming file and step, when the system refuses; then the old file is as it was.
    """
    from planner.storage.swap import Swap  # ctypes, which reading never needs

    swap = Swap(path, name)
    try:
        swap.run(data, read_as, keep)
    except OSError as error:
        raise CannotWrite(problems=[Problem(file=name, message=f"{swap.step}: {why(error)}", fix=_fix(error))]) from error
    finally:
        swap.close()


def set_aside(path: Path, data: bytes, name: str) -> ChangedElsewhere:
    """Keep `data` beside a file that says something else by now, as `NAME.mine-TIME`, and give the error to raise.

    Raises CannotWrite when the system refuses.
    """
    from planner.storage.swap import Swap

    swap = Swap(path, name)
    try:
        return swap.aside(data)
    except OSError as error:
        raise CannotWrite(problems=[Problem(file=name, message=f"{swap.step}: {why(error)}", fix=_fix(error))]) from error
    finally:
        swap.close()


def make_folder(path: Path) -> None:
    """Make a folder and those above it, each 0700 whatever the umask; those that are there keep their mode.

    Raises OSError. `os.makedirs` would give the mode only to the last of them.
    """
    if not path.is_dir():
        if path.parent != path:
            make_folder(path.parent)
        try:
            os.mkdir(path, 0o700)
            os.chmod(path, 0o700)
        except FileExistsError:
            if not path.is_dir():
                raise


def why(error: OSError | ValueError) -> str:
    """A system's refusal in plain words."""
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)


def _unreadable(name: str, error: OSError | ValueError) -> CannotRead:
    return CannotRead(problems=[Problem(file=name, message=f"cannot be opened: {why(error)}", fix=_fix(error))])


def _fix(error: OSError | ValueError) -> str | None:
    import errno

    known = {
        errno.ENOSPC: "free some space on the disk, then save again",
        errno.EDQUOT: "free some of your quota, then save again",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "look at who may write there (ls -ld)",
        errno.EPERM: "look at who may write there (ls -ld, lsattr)",
        errno.EMFILE: "too many files are open",
        errno.ELOOP: "symbolic links go in a circle",
        errno.EFBIG: "a limit on file sizes is set (ulimit -f)",
    }
    return known.get(error.errno or 0) if isinstance(error, OSError) else None


def changed(name: str, kept: str) -> ChangedElsewhere:
    """The error for a file that another program wrote since it was read; `kept` names the other version."""
    message = "was changed by another program since it was read"
    return ChangedElsewhere(problems=[Problem(file=name, message=message, fix=f"both are kept, see {kept}")], kept=kept)
