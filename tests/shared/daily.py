"""A runner at the command line: a furnished home, command lines in it at a time, and the day files that come out."""

from __future__ import annotations

import atexit
import io
import os
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, NamedTuple

from faces import NOW, TODAY, desk_of, furnish

from planner import cli
from planner.commands.io import Io
from planner.core.record import Day

WELL: Final = tuple("--sleep 7.5 --quality 2 --fatigue 2 --soreness 2 --stress 2 --none".split())
RATED: Final = WELL[:-1]
"""The same without a word on pain."""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Runner:
    """Somebody with four weeks of runs, two pairs and a plan for Mondays."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *args: str, stdin: str | bytes = "", now: str = NOW) -> Ended:
        """Run `planner *args` in this process, without a terminal."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.StringIO(), io.StringIO()
        given = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors="replace")
        environ = {"PLANNER_HOME": str(self.home), "PLANNER_NOW": now}
        return Ended(
            cli.main(args, Io(stdin=given, stdout=out, stderr=err, environ=environ)), out.getvalue(), err.getvalue()
        )

    def file(self, on: date = TODAY) -> Path:
        """Where a day lies."""
        return self.home / "days" / f"{on.year}" / f"{on}.toml"

    def table(self, on: date = TODAY) -> dict[str, Any]:
        """A day's file as TOML has it."""
        return tomllib.loads(self.file(on).read_text())

    def day(self, on: date = TODAY) -> Day:
        """A day as the program reads it."""
        return desk_of(self.home).journal.day(on)


def runner(home: Path, **furniture: Any) -> Runner:
    """A runner in a new home. What the ordinary one has is made once and copied."""
    if furniture:
        furnish(home, **furniture)
    else:
        shutil.copytree(_ordinary(), home)
    return Runner(home)


@cache
def _ordinary() -> Path:
    home = own_place() / "home"
    furnish(home)
    return home


def own_place() -> Path:
    """A new folder for all tests of this process, that goes with it, and not with a child that it forked."""
    place, mine = mkdtemp(prefix="planner-tests-"), os.getpid()
    atexit.register(lambda: os.getpid() == mine and shutil.rmtree(place, ignore_errors=True))
    return Path(place)


Make = Callable[..., Runner]
