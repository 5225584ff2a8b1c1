"""An index over a record made for tests: what the tests of it share."""

from __future__ import annotations

import importlib.util
import sys
import time
from datetime import date
from pathlib import Path
from types import ModuleType

from in_place import put

from planner.core import summary
from planner.core.record import Day
from planner.storage import shapes, writing
from planner.storage.index import YOUNG, Index
from planner.storage.journal import Journal
from planner.storage.places import Places

COUNT = 30
LAST = date(2026, 1, 20)
"""So that the days lie in two years."""


def _record() -> ModuleType:
    """The maker of plausible records, which the benches use as a program."""
    path = Path(__file__).parents[1] / "bench" / "make_record.py"
    spec = importlib.util.spec_from_file_location("make_record", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_record"] = module
    spec.loader.exec_module(module)
    return module


record = _record()


def later() -> int:
    """A time by which every file of a test is old."""
    return time.time_ns() + 10 * YOUNG


def opened(places: Places) -> Index:
    """An index for which no file is young."""
    return Index(places, now=later)


def truth(places: Places) -> list[summary.Summary]:
    """What the files say, read without an index."""
    return [summary.of(day) for day in Journal(places).window(date.min, date.max).values()]


def write(places: Places, day: Day) -> Path:
    """A day put into its file by hand."""
    path = places.day_file(day.date)
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, writing.text(shapes.DAY, day))
    return path


def caches(places: Places) -> list[Path]:
    """The cache files of an index."""
    return sorted((places.cache / "index").iterdir())
