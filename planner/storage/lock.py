"""Who works in this folder: a lock in the state folder, held as long as the process lives.

The system lets go of it when the process ends, however it ends, so that no stale one can be met; what is written in it
only tells the others who. It never blocks, and hinders nobody from reading. It refuses to decide what a second one may.
"""

from __future__ import annotations

import os
import platform
from datetime import datetime

from planner.core.values import dataclass
from planner.storage import files
from planner.storage.places import Places


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Another planner that works in the same folder; what could not be read is empty."""

    pid: str = ""
    host: str = ""
    since: str = ""
    """Date and time at which it started, as ISO."""

    def __str__(self) -> str:
        """As messages name it."""
        where = f" on {self.host}" if self.host and self.host != platform.node() else ""
        since = f", since {self.since[:16].replace('T', ' ')}" if self.since else ""
        return f"process {self.pid}{where}{since}" if self.pid else "another process"


class Lock:
    """The lock of one folder, for one process."""

    def __init__(self, places: Places) -> None:
        self._path = places.state / "lock"
        self._fd = -1

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._fd >= 0

    def take(self, now: datetime) -> Holder | None:
        """Take it; gives who has it when somebody else does. Where the system knows no locks there is nobody."""
        import fcntl

        if self.held:
            return None
        try:
            files.make_folder(self._path.parent)
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            fd = os.open(self._path, flags, 0o600)
        except OSError:
            return None
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _said(fd)
            os.close(fd)
            return holder
        except OSError:
            os.close(fd)
            return None
        self._fd = fd
        _say(fd, f"{os.getpid()}\n{platform.node()}\n{now.isoformat()}\n")
        return None

    def who(self) -> Holder | None:
        """Who else has it now; it is neither taken nor made."""
        import fcntl

        try:
            fd = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _said(fd)
        except OSError:
            return None
        finally:
            os.close(fd)
        return None

    def let_go(self) -> None:
        """Give it back; the file stays, empty."""
        if self.held:
            _say(self._fd, "")
            os.close(self._fd)
            self._fd = -1


def _say(fd: int, text: str) -> None:
    try:
        os.ftruncate(fd, 0)
        os.pwrite(fd, text.encode("utf-8", "replace"), 0)
    except OSError:
        return  # the lock is what counts


def _said(fd: int) -> Holder:
    try:
        rows = os.pread(fd, 1000, 0).decode("utf-8", "replace").split("\n")
    except OSError:
        return Holder()
    return Holder(pid=rows[0], host=rows[1], since=rows[2]) if len(rows) == 4 else Holder()
