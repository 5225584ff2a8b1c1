"""What `planner today` said last, kept in the cache folder with the look of every file that it rests on.

It is believed only while the time, the environment, the program and each of those files are as they were; a cache that
is gone, broken or stale costs time and nothing else. A day of more than ten weeks ago that is changed in place, under
the same name, is seen from the next day on. It imports nothing that takes time, and refuses to know what was said.
"""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from planner.storage.places import Places

VERSION = "planner-said 2"
YOUNG = 2_000_000_000
"""Nanoseconds in which a file may change twice and look the same: the coarsest clock of a file system (FAT)."""
DAYS = 72
"""Days back whose files count one by one."""
_SAYS = ("PLANNER_HOME", "PLANNER_NOW", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME", "TZ")
_MOST = 1_000_000
_PRIME = 1_073_741_789
"""The greatest below 2 to the 30th: what Python divides by in one step."""


def recall(environ: Mapping[str, str]) -> tuple[str, str] | None:
    """Both forms of what was said, where all that it rests on is as it was; else None. It never raises for a file."""
    try:
        fd = os.open(_file(environ), os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            data = file.read(_MOST)
        head, _, body = data.partition(b"\n")
        if head.decode("latin-1") != _head(body):
            return None
        rests, text, json = body.decode("utf-8", "surrogateescape").split("\0")
        key, times, *rows = rests.split("\n")
        made, until, offset = map(int, times.split())
    except (OSError, ValueError):
        return None
    now = time.time()
    at_its_time = made <= now < until and time.localtime(now).tm_gmtoff == offset
    if key != _key(environ) or not (environ.get("PLANNER_NOW") or at_its_time):
        return None
    for row in rows:
        path, _, stamp = row.partition("\t")
        if stamp != _stamp(path):
            return None
    return text, json


def look(places: Places, on: date) -> dict[str, str]:
    """How everything looks that an answer for about a date rests on. To be asked before any of it is read."""
    from datetime import timedelta

    days = str(places.days)
    paths = [str(p) for p in (places.settings, places.rules, places.routines, places.shoes)]
    paths += [str(places.day_file(on + timedelta(days=n))) for n in range(-DAYS, 2)]
    try:
        paths += [days, *(os.path.join(days, year) for year in sorted(os.listdir(days)))]
    except OSError:
        paths.append(days)
    return {path: _stamp(path) for path in paths + _program()}


def keep(
    environ: Mapping[str, str],
    places: Places,
    looks: Mapping[str, str],
    said: tuple[str, str],
    now: datetime,
    until: datetime,
) -> None:
    """Keep both forms until a time, unless a file is so young that a change could go unseen. It never raises."""
    from planner.storage import loose

    path = places.cache / "today"
    if str(path) != _file(environ) or any(_young(p) for p in looks) or any("\n" in p or "\t" in p for p in looks):
        return
    offset = now.utcoffset()
    times = f"{int(now.timestamp())} {int(until.timestamp())} {int(offset.total_seconds()) if offset else 0}"
    rests = "\n".join([_key(environ), times, *(f"{p}\t{stamp}" for p, stamp in looks.items())])
    body = "\0".join((rests, *said)).encode("utf-8", "surrogateescape")
    loose.put(path, _head(body).encode() + b"\n" + body)


def _head(body: bytes) -> str:
    """The line before a body, with a sum that shows when it was cut or changed; loading zlib would be 2 % of all."""
    return f"{VERSION} {len(body)} {int.from_bytes(body) % _PRIME:08x}"


def _file(environ: Mapping[str, str]) -> str:
    """Where it lies by the environment alone; a system whose places platformdirs must be asked for has none."""
    home, cache = environ.get("PLANNER_HOME", ""), environ.get("XDG_CACHE_HOME", "")
    if home:
        return os.path.join(os.path.abspath(home), "cache", "today")
    folder = cache if os.path.isabs(cache) else os.path.join(environ.get("HOME", ""), ".cache")
    return os.path.join(folder, "planner", "today")


def _key(environ: Mapping[str, str]) -> str:
    """All of the environment that places and times rest on, in one line."""
    said = "\x1f".join(environ.get(name, "") for name in _SAYS)
    return said.replace("\n", " ").replace("\0", " ")


def _stamp(path: str) -> str:
    """What a file or folder looks like; its ctime cannot be set back, as `touch` and `rsync` set the mtime."""
    try:
        seen = os.stat(path)
    except (OSError, ValueError):
        return "-"
    return f"{seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_size} {seen.st_ino}"


def _young(path: str) -> bool:
    try:
        seen = os.stat(path)
    except (OSError, ValueError):
        return False
    return abs(time.time_ns() - max(seen.st_mtime_ns, seen.st_ctime_ns)) < YOUNG


def _program() -> list[str]:
    """The folders of the program and of what is shipped with it: another version has others, or younger ones."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parts = ("commands", "core", os.path.join("core", "rules"), "storage", "_shipped")
    return [package, *(os.path.join(package, part) for part in parts), os.path.join(os.path.dirname(package), "config")]
