"""Puts an export where somebody asked for it: looks at what is there first, then saves as every other file is saved.

It refuses a folder, a file that is there already and was not to be replaced, and the planner's own files. It refuses to
know what an export says.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from planner.core.values import dataclass
from planner.storage import files
from planner.storage.places import Places
from planner.storage.problems import BadInput, CannotWrite, Problem


@dataclass(frozen=True, kw_only=True)
class Target:
    """A place that was looked at and can take an export."""

    path: Path
    name: str
    """As it was written, for messages."""
    there: bytes | None
    """What is to be replaced; None when there is nothing."""


def look(places: Places, said: str, *, force: bool) -> Target:
    """The place that somebody wrote; `force` allows what is there to be replaced.

    Raises BadInput for a place that no export may have, CannotRead or CannotWrite for one that cannot be looked at.
    """
    path = Path(os.path.abspath(said))
    try:
        folder = path.parent.is_dir()
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        mode = None
    except (OSError, ValueError) as error:
        raise CannotWrite(problems=[Problem(file=said, message=f"cannot be looked at: {files.why(error)}")]) from None
    if not folder:
        raise BadInput(problems=[Problem(file=said, message="its folder is not there", fix="make the folder first")])
    if mode is not None and stat.S_ISDIR(mode):
        raise BadInput(problems=[Problem(file=said, message="is a folder", fix="write the name of a file in it")])
    if mode is not None and not stat.S_ISREG(mode):
        fix = "leave FILE out for standard output"
        raise BadInput(problems=[Problem(file=said, message="is no ordinary file", fix=fix)])
    if _is_ours(places, path):
        fix = "write another name"
        raise BadInput(problems=[Problem(file=said, message="is where planner keeps its own files", fix=fix)])
    if mode is not None and not force:
        fix = "write another name, or --force to replace it"
        raise BadInput(problems=[Problem(file=said, message="is there already", fix=fix)])
    return Target(path=path, name=said, there=None if mode is None else files.read(path, said))


def put(target: Target, data: bytes) -> tuple[Problem, ...]:
    """Save an export, whole and flushed; gives warnings.

    Raises what `files.save` raises: where something else stands there since it was looked at, both are kept.
    """
    return () if data == target.there else files.save(target.path, data, target.name, read_as=target.there)


def _is_ours(places: Places, path: Path) -> bool:
    """Whether a save there would write over the record, or into a folder whose files the planner takes for its own."""
    real = Path(os.path.realpath(path))
    named = (places.settings, places.rules, places.routines, places.shoes)
    folders = (places.days, places.state, places.cache)
    return any(real == Path(os.path.realpath(file)) for file in named) or any(
        real.is_relative_to(os.path.realpath(folder)) for folder in folders
    )
