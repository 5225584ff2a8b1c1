"""Follows what other programs do to the files that a screen rests on, a look a second, without a key.

It knows how files look (times, size, inode) and no more; whether one says something else now is found by reading it. It
never takes away what was typed: a page with something unsaved is only told.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from planner.core.values import dataclass
from planner.storage.places import Places

EVERY: Final = 0.7
"""Seconds between two looks."""
DAYS_BACK: Final = 14
"""Days before the shown one that are looked at one by one; a file that comes or goes is seen however old it is."""
Looks = Mapping[Path, object]


@dataclass(kw_only=True)
class Follower:
    """What the files looked like when they were last read or written here."""

    places: Places
    changed: Callable[[frozenset[Path]], bool]
    """Is told which files look different; whether it could do something about it now, else it is told again."""
    _looks: Looks | None = None
    _on: date | None = None

    def seen(self, on: date) -> None:
        """Take the files as they are now for known: they were just read, or written here."""
        self._looks, self._on = _look(self.places, on), on

    def look(self, on: date) -> bool:
        """Look again; True when something was different and was taken care of."""
        if self._looks is None or self._on != on:
            self.seen(on)
            return False
        now = _look(self.places, on)
        if now == self._looks:
            return False
        before = self._looks
        if not self.changed(
            frozenset(path for path in now.keys() | before.keys() if now.get(path) != before.get(path))
        ):
            return False
        self._looks = now
        return True


def unwritable(places: Places) -> str:
    """Why nothing can be saved here, to be said at the start; empty where it can."""
    folder = next((f for f in (places.days, *places.days.parents) if f.exists()), places.days)
    return "" if os.access(folder, os.W_OK | os.X_OK) else f"{folder} cannot be written"


def _look(places: Places, on: date) -> Looks:
    """How every file looks that a page of this date rests on."""
    return {path: _stamp(path) for path in _paths(places, on)}


@lru_cache(maxsize=1)
def _paths(places: Places, on: date) -> tuple[Path, ...]:
    """The files; joining their paths anew each time was half of what a look costs."""
    days = [places.day_file(on - timedelta(days=n)) for n in range(DAYS_BACK + 1)]
    return (
        places.settings,
        places.rules,
        places.routines,
        places.shoes,
        *dict.fromkeys(d.parent for d in days),
        *days,
    )


def _stamp(path: Path) -> object:
    try:
        seen = os.stat(path)
    except (OSError, ValueError):
        return None
    return seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino
