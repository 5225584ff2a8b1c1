"""Takes a day's file away, and brings it back byte for byte.

The bytes are kept and flushed before the file goes, so that at every moment the day is whole in one of two
places. A file that says something else than was read is not touched. It refuses to know what is in a file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from planner.storage import files
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import BadInput, CannotWrite, ChangedElsewhere, Problem


def remove(places: Places, day: date, *, read_as: bytes | None = None) -> bytes:
    """Take the file of a date away, durably; gives its bytes, which are kept among its versions too.

    `read_as` is what the caller knows of the file; when it says something else, ChangedElsewhere is raised and nothing
    is done. Raises BadInput when there is no file, CannotRead for one that is no ordinary file, CannotWrite when the
    system refuses: then it is there as it was.
    """
    path, name = places.day_file(day), places.short(places.day_file(day))
    data = files.read(path, name)
    if data is None:
        raise BadInput(f"{name} is not there: nothing is stored of {day.isoformat()}")
    if read_as is not None and data != read_as:
        message = "was changed by another program since it was read"
        raise ChangedElsewhere(problems=[Problem(file=name, message=message, fix="look at it again first")])
    step = "keeping a copy"
    try:
        Ring(places).hold(path, data)
        step = "taking it away"
        _take_away(path, name, data)
    except OSError as error:
        raise CannotWrite(problems=[Problem(file=name, message=f"{step}: {files.why(error)}")]) from error
    return data


def bring_back(places: Places, day: date, data: bytes) -> tuple[Problem, ...]:
    """Put the file of a date back as it was. Raises ChangedElsewhere when there is one again; gives warnings."""
    path = places.day_file(day)
    return files.save(path, data, places.short(path), read_as=None, keep=Ring(places).keep)


def _take_away(path: Path, name: str, data: bytes) -> None:
    """Under a name that nothing reads first, where it is looked at once more: another program may have been quicker."""
    target = Path(files.resolved(path))
    aside = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
    os.rename(target, aside)
    if aside.read_bytes() != data:
        os.link(aside, target)  # raises where there is a new one by now: then both stay
        os.unlink(aside)
        message = "was changed by another program at this moment"
        raise ChangedElsewhere(problems=[Problem(file=name, message=message, fix="look at it again first")])
    os.unlink(aside)
    if target != path:
        with suppress(FileNotFoundError):
            os.unlink(path)  # a link to nothing would be read as a broken day
    files.flush_at(target.parent, folder=True)
