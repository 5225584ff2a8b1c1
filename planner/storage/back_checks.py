"""What is odd in the settings about being away and the way back: a ladder that is none, days in the wrong order.

Each with its line. The settings can be used all the same; what is odd is as if it were not said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planner.core.settings import Settings
from planner.core.sites import nearest
from planner.storage import document
from planner.storage.lines import line_of
from planner.storage.problems import Problem
from planner.storage.reading import show


def notices(data: bytes, name: str, settings: Settings, ladders: Collection[str]) -> Iterator[Problem]:
    """`ladders` are the ids of the ladders in use. Raises CannotRead for a file that cannot be read."""
    away, back = settings.away, settings.back
    found: list[tuple[str, str, str, str]] = []
    if back is not None and back.ladder not in ladders:
        near = nearest(back.ladder[:80], ladders)
        fix = f'did you mean "{near}"?' if near else f"known are {', '.join(ladders)}; or take [back] out"
        found.append(("back", "ladder", f"{show(back.ladder)} is no ladder of routines.toml", fix))
    rows = (
        ("back", "stopped", back.since if back else None, back.stopped if back else None),
        ("away", "until", away.since if away else None, away.until if away else None),
    )
    for table, key, since, end in rows:
        if since is not None and end is not None and end < since:
            found.append((table, key, f"{end} is before it began, {since}", "write the right one of the two days"))
    text = document.parse(data, name).text if found else ""
    for table, key, message, fix in found:
        line = line_of(text, (table, key))
        yield Problem(file=name, line=line, key=f"{table}.{key}", message=message, fix=fix, warning=True)
