"""The runner's own rules as they were when they could last be used, kept in the state folder.

While `rules.toml` has a mistake these stay in use. Keeping them is no promise: whatever the system refuses, the shipped
rules are still there. It refuses to know what is in the file.
"""

from __future__ import annotations

from pathlib import Path

from planner.storage import files, loose
from planner.storage.places import Places
from planner.storage.problems import CannotRead


def keep(places: Places, data: bytes) -> None:
    """Keep the bytes of a file that could be used; nothing is written where they are kept already. Never raises."""
    if load(places) == data:
        return
    loose.put(_path(places), data)


def load(places: Places) -> bytes | None:
    """The bytes that were kept; None when there are none, or none that can be read."""
    try:
        return files.read(_path(places), "rules-last-valid")
    except CannotRead:
        return None


def drop(places: Places) -> None:
    """Let go of them: the runner has no file of their own any more, so that the shipped rules were the last valid."""
    loose.drop(_path(places))


def _path(places: Places) -> Path:
    return places.state / "rules-last-valid"
