"""A report of something that broke inside the program, as a file in the state folder: where, and nothing of whose.

It holds the kinds of the errors and the places in the sources, never a message, a value or an argument, since those may
quote what the runner wrote. It refuses to know what the program was doing.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from planner.storage import loose
from planner.storage.places import Places
from planner.storage.shipped import version

MOST_FRAMES = 60


def told(error: BaseException, places: Places | None) -> str:
    """Keep a report; gives what to tell the runner, two lines that quote nothing of theirs."""
    text = report(error)
    kept = _keep(places, text) if places is not None else None
    where = f"A report without any of your data is in {kept}" if kept else f"No report could be kept.\n{text.rstrip()}"
    return f"planner broke: {type(error).__name__}. What was saved is safe.\n{where}"


def report(error: BaseException) -> str:
    """The report as text."""
    rows = [
        f"planner {version()}, Python {platform.python_version()}, {sys.platform}",
        "",
        *_chain(error),
        "",
        "No values, messages or file names of yours are in here.",
    ]
    return "\n".join(rows) + "\n"


def _chain(error: BaseException) -> Iterator[str]:
    seen: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in seen and len(seen) < 10:
        yield f"{'' if not seen else 'caused by '}{type(one).__module__}.{type(one).__qualname__}"
        yield from _frames(one.__traceback__)
        seen.append(one)
        one = one.__cause__ or one.__context__


def _frames(trace: TracebackType | None) -> list[str]:
    rows = []
    while trace is not None:
        code = trace.tb_frame.f_code
        rows.append(f"  {_place(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return rows if len(rows) <= MOST_FRAMES else [*rows[:20], "  …", *rows[20 - MOST_FRAMES :]]


def _place(file: str) -> str:
    """A source's place from its package on: a home folder's name is the runner's own."""
    parts = file.replace("\\", "/").split("/")
    for root in ("site-packages", "planner"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at + (root == "site-packages") :])
    return parts[-1]


def _keep(places: Places, text: str) -> Path | None:
    stem = places.state / "reports" / f"broke-{time.strftime('%Y%m%d-%H%M%S')}"
    path = next(p for n in range(1, 10_000) if not os.path.lexists(p := stem.with_name(f"{stem.name}-{n}.txt")))
    return path if loose.put(path, text.encode("utf-8", "replace")) else None
