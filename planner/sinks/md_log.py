"""The days as a log in Markdown: months, days, a line for what was planned, advised and done.

What others wrote stays text: it makes no table, no code, no link, no image and no tag. It refuses to know where the
text goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from planner.core.record import Day
from planner.core.settings import Settings
from planner.sinks import told

_SPECIAL: Final = re.compile(r"[\\`*_\[\]{}<>|~&#!$@]|:(?=//)|\.(?=[^\W\d_])")
"""The signs of Markdown, and those of an address, which many a reader makes a link of; a point in a number is none."""


def text(days: Iterable[Day], settings: Settings, *, health: bool = False) -> str:
    """The log, in the runner's units."""
    return "\n".join(_lines([day for day in told.told(days, health=health) if has(day)], settings)) + "\n"


def has(day: Day) -> bool:
    """Whether a day, as it may be told, says anything."""
    return bool(told.lines(day, Settings()))


def escaped(said: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    lines = (" ".join(line.split()) for line in told.clean(said).split("\n"))
    return _SPECIAL.sub(r"\\\g<0>", " / ".join(line for line in lines if line))


def _lines(days: list[Day], settings: Settings) -> Iterator[str]:
    yield from ("# Running log", "", f"{told.period(days)}")
    for month, run, those in told.months(days, settings.units):
        yield from ("", f"## {month}: {run}")
        for day in those:
            yield from ("", f"### {told.date_words(day)}", "")
            for label, texts in told.lines(day, settings).items():
                yield from (f"- {label}: {escaped(said)}" for said in texts)
