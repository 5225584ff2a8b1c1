"""The first frame, on the screen before anything else is imported: the picture that the last run knew this begins with.

It is shown only when it is true: same program, day, size, colours, and every file that it rests on as it was. Otherwise
nothing is shown. It imports nothing but what the interpreter has loaded anyway; and refuses to know what it shows.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = "1"
"""Raised when the form of the kept file changes."""
LOOKS = ("TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG")
"""What the picture's bytes depend on beside the files."""
PARTS = ("", *"core core/rules storage tui tui/screens tui/tuning tui/widgets _shipped ../config".split())
"""Folders of the program; another version has put other files into them."""
ENTER = b"\x1b[?1049h\x1b[?25l"
LEAVE = b"\x1b[?25h\x1b[?1049l"
MOST = 200_000


class Instant:
    """A picture that is on the screen, and the terminal's flags as they were before."""

    def __init__(self, out: int, tty: int, flags: list[object]) -> None:
        self._out, self._tty, self._flags = out, tty, flags
        self.taken = False
        """The screens have the terminal now, and leave it as they should."""

    def restore(self) -> None:
        """Give the terminal its flags back, after the program."""
        import termios

        try:
            termios.tcsetattr(self._tty, termios.TCSANOW, self._flags)  # type: ignore[arg-type]  # as tcgetattr gave it
        except termios.error:
            return

    def undo(self) -> None:
        """Take the picture away again when the program could not start; once, and not when the screens took over."""
        if not self.taken:
            self.taken = True
            os.write(self._out, LEAVE)
        self.restore()


current: Instant | None = None
"""The picture that this process put on the screen."""


def show(environ: Mapping[str, str]) -> Instant | None:
    """Put the kept picture on the screen, if there is one and it is true. Never raises."""
    try:
        size = os.get_terminal_size(2)
        kept = read(environ, size.columns, size.lines)
        return None if kept is None else _draw(kept)
    except (OSError, ValueError, OverflowError):
        return None


def read(environ: Mapping[str, str], columns: int, rows: int) -> bytes | None:
    """The kept picture for now and a size; None when there is none or it is not true any more."""
    folder = cache_folder(environ)
    if folder is None:
        return None
    path = os.path.join(folder, "first", f"{columns}x{rows}")
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # a pipe in its place holds nobody up
        head, _, pictures = file.read(MOST).partition(b"\n\n")
    lines = head.decode("utf-8").split("\n")
    if lines[0] != stamp(environ):
        return None
    for line in lines[1:]:
        kind, _, rest = line.partition(" ")
        if kind == "file":
            seen, _, path = rest.partition(" ")
            if seen != seen_of(path):
                return None
        elif kind == "day":
            day, starts, at, size, check = rest.split(" ")
            if day == today(environ, int(starts)):
                picture = pictures[int(at) : int(at) + int(size)]
                return picture if len(picture) == int(size) and check == str(sum(picture)) else None
    return None


def stamp(environ: Mapping[str, str]) -> str:
    """What must be the same for a kept picture to be of use: the program and how it looks."""
    here = os.path.dirname(__file__)
    parts = [seen_of(os.path.join(here, part)) for part in PARTS]
    return repr((VERSION, sys.version_info[:3], here, *parts, *(environ.get(name, "") for name in LOOKS)))


def seen_of(path: str) -> str:
    """A file or folder as it was seen: both its times and its size, or that it is not there.

    The second time cannot be set back, as programs that copy and sync set the first.
    """
    try:
        found = os.stat(path)
    except OSError:
        return "-"
    return f"{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_size}"


def cache_folder(environ: Mapping[str, str]) -> str | None:
    """The cache folder as `storage.places` has it, without platformdirs; None where only that could tell."""
    home = environ.get("PLANNER_HOME", "")
    if home:
        return os.path.join(os.path.abspath(home), "cache")
    cache = environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(cache):
        return os.path.join(cache, "planner")
    user = environ.get("HOME", "")
    return os.path.join(user, ".cache", "planner") if os.path.isabs(user) and sys.platform == "linux" else None


def today(environ: Mapping[str, str], starts: int) -> str:
    """The planner's day now in ISO form; `starts` is the minute at which it begins."""
    said = environ.get("PLANNER_NOW", "")  # e.g. 2026-11-23T06:41:00+01:00
    stopped = [int(said[at : at + 2]) for at in (2, 5, 8, 11, 14)] if said else []
    year, month, day, hour, minute = (2000 + stopped[0], *stopped[1:]) if stopped else time.localtime()[:5]
    if hour * 60 + minute < starts:
        year, month, day = time.localtime(time.mktime((year, month, day - 1, 12, 0, 0, 0, 0, -1)))[:3]
    return f"{year:04}-{month:02}-{day:02}"


def _draw(picture: bytes) -> Instant | None:
    """Write a picture to the terminal on standard error, keys no longer echoed from then on."""
    global current  # noqa: PLW0603  # one terminal, one picture
    import termios

    try:
        flags = termios.tcgetattr(0)
    except termios.error:
        return None
    quiet = [*flags]
    quiet[3] = flags[3] & ~(termios.ECHO | termios.ICANON)
    quiet[0] = flags[0] & ~termios.ICRNL
    current = Instant(2, 0, flags)  # first, so that whatever interrupts us can undo it
    termios.tcsetattr(0, termios.TCSANOW, quiet)
    os.write(2, ENTER + picture)
    return current
