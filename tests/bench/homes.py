"""A runner's home with a long record, for the figures: made once, brought back to a state before each run."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from make_record import LAST, make
from watched import Watched

from planner.storage.index import Index
from planner.storage.places import Places

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR")},
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
}
SETTINGS = 'format = 1\n\n[week]\nmonday = "8 km easy road"\n'
SHOES = """format = 1

[[shoe]]
id = "pegasus-41"
name = "Pegasus 41"
start_km = 310.0

[[shoe]]
id = "ghost-16"
name = "Ghost 16"
"""


class Home:
    """One home."""

    def __init__(self, folder: Path, days: int) -> None:
        """Make a record of so many days, unless it is there."""
        self.folder, self.days = folder, days
        self.places = Places.at(folder)
        self.environ = {
            **ENVIRONMENT,
            "PLANNER_HOME": str(folder),
            "PLANNER_NOW": f"{LAST + timedelta(days=1)}T06:41:00+01:00",
        }
        if not self.places.days.exists():
            make(folder, days)
            self.places.settings.write_text(SETTINGS)
            self.places.shoes.write_text(SHOES)
            time.sleep(2.1)  # younger files are read again, on purpose
        if not (self.places.cache / "index").exists():
            sys.stdout.write(f"(the index of {days:,} days is made)\n")
            self.index().refresh()

    def index(self) -> Index:
        """Its index, opened anew."""
        return Index(self.places)

    def forget_draft(self) -> None:
        """Nothing was typed."""
        shutil.rmtree(self.places.state / "drafts", ignore_errors=True)

    def without_picture(self) -> None:
        """A start shows none, and none can be kept."""
        first = self.places.cache / "first"
        if first.is_dir():
            shutil.rmtree(first)
        first.touch()

    def with_picture(self, argv: Sequence[str]) -> None:
        """The next starts show one."""
        first = self.places.cache / "first"
        if first.is_file():
            first.unlink()
        self.forget_draft()
        with Watched(argv, env=self.environ) as run:
            run.until(lambda: first.is_dir() and any(f.name[0] != "." for f in first.iterdir()), "a picture")
            run.send("q")
            run.ended()

    def without_cache(self) -> None:
        """What `planner today` said last is forgotten, and all else that makes a start quick but the index."""
        for name in ("today", "parsed", "wear.json"):
            (self.places.cache / name).unlink(missing_ok=True)

    def without_said(self) -> None:
        """Only what `planner today` said last is forgotten."""
        (self.places.cache / "today").unlink(missing_ok=True)
