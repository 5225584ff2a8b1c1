"""A planner to run inside a test: a command line in, its exit code and what it said out."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

import pytest

from planner import cli
from planner.commands.io import Io


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def planner() -> Callable[..., Ended]:
    """Runs `planner(*args, stdin=text or bytes, **environ)` in this process, without a terminal."""

    def run(*args: str, stdin: str | bytes = "", **environ: str) -> Ended:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.StringIO(), io.StringIO()
        given = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors="replace")
        world = Io(stdin=given, stdout=out, stderr=err, environ={"PLANNER_HOME": "/nonexistent", **environ})
        return Ended(cli.main(args, world), out.getvalue(), err.getvalue())

    return run
