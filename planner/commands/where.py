"""`planner where`: the folders and files in use, and which of them exist. It looks, and touches nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from planner.commands.io import Io
from planner.commands.parser import Parser


def run(args: Sequence[str], io: Io) -> int:
    """Say where everything lies."""
    Parser("where", io, "The folders and files in use, and which of them exist.").parse_args(args)
    places = io.places
    rows = (
        ("settings", places.settings, False, "not there, the defaults are in use"),
        ("rules", places.rules, False, "not there, the shipped numbers are in use"),
        ("routines", places.routines, False, "not there, the shipped routines are in use"),
        ("shoes", places.shoes, False, "not there yet"),
        ("days", places.days, True, "not there yet"),
        ("state", places.state, True, "not there yet"),
        ("cache", places.cache, True, "not there yet"),
    )
    if io.environ.get("PLANNER_HOME"):
        io.out("PLANNER_HOME is set: everything lies there.")
    for name, path, folder, absent in rows:
        io.out(f"{name:8}  {path}  ({_seen(path, folder, absent)})")
    return 0


def _seen(path: Path, folder: bool, absent: str) -> str:
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "a link to nothing" if os.path.lexists(path) else absent
    except (OSError, ValueError) as error:
        return f"cannot be looked at: {error.strerror if isinstance(error, OSError) else error}"
    if folder:
        return "there" if stat.S_ISDIR(mode) else "no folder"
    return "there" if stat.S_ISREG(mode) else "no ordinary file"
