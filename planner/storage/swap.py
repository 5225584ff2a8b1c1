"""One save, step by step: temp file beside the real one, flush, change places, flush the folder, look at the result.

Knows system calls and their failures. It is imported only when something is saved, since ctypes is.
"""

from __future__ import annotations

import ctypes
import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from planner.storage import files
from planner.storage.problems import CannotRead, ChangedElsewhere, Problem

_RENAME_NOREPLACE = 1
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_NOT_HERE = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)
_libc = ctypes.CDLL(None, use_errno=True)


class Swap:
    """The state of one save; `step` says what it was doing when an OSError came out of `run`."""

    def __init__(self, path: Path, name: str) -> None:
        self.step = "starting"
        self._path, self._name = path, name
        self._temp = ""
        self._mine = False
        self._fds: list[int] = []
        self._warnings: list[Problem] = []

    def run(self, data: bytes, read_as: bytes | None, keep: files.Keep | None) -> tuple[Problem, ...]:
        """The save. Raises OSError with `step` set, or ChangedElsewhere; gives warnings of a save that did happen."""
        target = self._prepare(data)
        self.step = "putting it in place"
        if read_as is None:
            self._put_new(target)
        else:
            self._exchange(target, read_as)
        try:
            files.flush(self._fds[0], folder=True)
        except OSError as error:
            self._warn(f"saved, but may not survive a power cut: {files.why(error)}")
        if keep is not None:
            try:
                keep(str(self._path), read_as, data)
            except OSError as error:
                self._warn(f"saved, but no copy could be kept: {files.why(error)}")
        return tuple(self._warnings)

    def aside(self, data: bytes, *, deleted: bool) -> ChangedElsewhere:
        """Keep `data` beside the file, under a name of its own. Raises OSError with `step` set."""
        error = self._set_aside(self._prepare(data), deleted=deleted)
        self.step = "flushing the folder"
        files.flush(self._fds[0], folder=True)
        return error

    def _prepare(self, data: bytes) -> str:
        """The real file's path, with `data` flushed in a temporary file beside it."""
        self.step = "making the folder"
        files.make_folder(self._path.parent)
        self.step = "following the link"
        target = files.resolved(self._path)
        self.step = "opening the folder"
        self._fds.append(os.open(os.path.dirname(target), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
        self.step = "looking at the file"
        try:
            old = os.stat(target)
        except FileNotFoundError:
            old = None
        if old is not None and not old.st_mode & 0o200:
            raise PermissionError(errno.EACCES, f"is write-protected (mode {old.st_mode & 0o777:04o})")
        self._write(target, data, old)
        if old is not None and old.st_nlink > 1:
            self._warn(f"had {old.st_nlink} names (hard links): the others keep the old text")
        return target

    def close(self) -> None:
        """Let go of everything; a temp file that is still ours is removed."""
        for fd in self._fds:
            os.close(fd)
        self._fds.clear()
        if self._mine:
            with suppress(OSError):
                os.unlink(self._temp)

    def _warn(self, message: str) -> None:
        self._warnings.append(Problem(file=self._name, message=message, warning=True))

    def _write(self, target: str, data: bytes, old: os.stat_result | None) -> None:
        self.step = "making a temporary file"
        head, tail = os.path.split(target)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        for _ in range(100):
            self._temp = os.path.join(head, f".{tail}.{os.urandom(4).hex()}.tmp")
            try:
                fd = os.open(self._temp, flags, 0o600)
                break
            except FileExistsError:
                continue
        else:
            raise OSError(errno.EEXIST, "every temporary name is taken")
        self._mine = True
        try:
            os.fchmod(fd, 0o600 if old is None else old.st_mode & 0o777)
            if old is not None and old.st_uid != os.geteuid():
                os.fchown(fd, old.st_uid, old.st_gid)  # root at work for somebody; others are refused, rightly
            self.step = "writing"
            left = memoryview(data)
            while left:
                left = left[os.write(fd, left) :]
            self.step = "flushing"
            files.flush(fd)
        finally:
            os.close(fd)

    def _put_new(self, target: str) -> None:
        """The first version of a file; one that has appeared meanwhile is not touched."""
        try:
            _rename(self._temp, target, _RENAME_NOREPLACE)
        except FileExistsError:
            raise self._set_aside(target) from None
        except OSError as error:
            if error.errno not in _NOT_HERE:
                raise
            try:
                os.link(self._temp, target)
            except FileExistsError:
                raise self._set_aside(target) from None
            os.unlink(self._temp)
        self._mine = False

    def _exchange(self, target: str, read_as: bytes) -> None:
        if files.read(target, self._name) != read_as:
            raise self._set_aside(target)
        # From here on the temporary name may hold what was under the real one: it is only removed when that is known.
        self._mine = False
        try:
            _rename(self._temp, target, _RENAME_EXCHANGE)
        except OSError as error:
            self._mine = True
            if error.errno == errno.ENOENT:
                raise self._set_aside(target, deleted=True) from None
            if error.errno not in _NOT_HERE:
                raise
            return self._replace(target, read_as)
        self.step = "looking at what was there before"
        try:
            same = files.read(self._temp, self._name) == read_as
        except CannotRead:
            same = False
        if not same:
            raise files.changed(self._name, Path(target), self._move_aside(target, "theirs"))
        self._mine = True  # only `close` takes it away: whoever is killed before a version is kept still has it here

    def _replace(self, target: str, read_as: bytes) -> None:
        """Where two names cannot change places (other systems, some network folders): look, then replace."""
        if files.read(target, self._name) != read_as:
            raise self._set_aside(target)
        old = f"{self._temp[:-12]}{os.urandom(4).hex()}.tmp"
        with suppress(OSError):  # some network folders have no second names; then it is only in memory for a moment
            os.link(target, old)
        try:
            os.replace(self._temp, target)
        except OSError:
            with suppress(OSError):
                os.unlink(old)
            raise
        self._temp = old

    def _set_aside(self, target: str, *, deleted: bool = False) -> ChangedElsewhere:
        """Theirs stays where it is, ours gets a name of its own."""
        return files.changed(self._name, Path(target), self._move_aside(target, "mine"), deleted=deleted)

    def _move_aside(self, target: str, whose: str) -> str:
        """Give the temporary file a name that stays and that nothing reads as TOML; that name, without its folder."""
        stem = f"{target}.{whose}-{time.strftime('%Y%m%d-%H%M%S')}"
        n = 1
        while os.path.lexists(kept := stem if n == 1 else f"{stem}-{n}"):
            n += 1
        os.rename(self._temp, kept)
        self._mine = False
        return os.path.basename(kept)


def _rename(old: str, new: str, flags: int) -> None:
    """renameat2(2). Raises OSError; ENOSYS where the system has no such call."""
    call = getattr(_libc, "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    done = call(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), ctypes.c_uint(flags))
    if done != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), new)
