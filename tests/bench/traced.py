"""Which test runs which line of some files: a plugin for pytest that writes it down, and the way to read it again.

    python -m pytest -p traced --traced OUT --traced-under planner/storage tests/storage

Lines that run while a module is imported belong to no test. A test that runs the program in another process shows
nothing of it here.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

Line = tuple[str, int]


class Tracer:
    """Notes the lines of a test while it runs."""

    def __init__(self, under: Path) -> None:
        self._under = str(under.resolve())
        self._files: dict[CodeType, str] = {}
        self.lines: set[Line] = set()

    def call(self, frame: FrameType, event: str, arg: object) -> Any:
        """The trace function for calls: only functions of our files are looked into."""
        code = frame.f_code
        name = self._files.get(code)
        if name is None:
            name = self._files[code] = code.co_filename if code.co_filename.startswith(self._under) else ""
        if not name:
            return None
        self.lines.add((name, frame.f_lineno))
        return self.line

    def line(self, frame: FrameType, event: str, arg: object) -> Any:
        """The trace function for lines."""
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self.line


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where to write, and what to look at."""
    parser.addoption("--traced")
    parser.addoption("--traced-under")


_tests: dict[str, Mapping[str, object]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Trace one test with its fixtures."""
    root = item.config.rootpath
    tracer = Tracer(root / str(item.config.getoption("--traced-under")))
    started = time.perf_counter()
    sys.settrace(tracer.call)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        seen: dict[str, list[int]] = defaultdict(list)
        for file, line in sorted(tracer.lines):
            seen[str(Path(file).relative_to(root))].append(line)
        if seen:
            _tests[item.nodeid] = {"seconds": time.perf_counter() - started, "lines": seen}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write it down."""
    if out := session.config.getoption("--traced"):
        Path(str(out)).write_text(json.dumps(_tests))


@dataclass(frozen=True)
class Traces:
    """What was written down."""

    tests: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(cls, path: Path) -> Traces:
        """From a file of the plugin."""
        return cls(json.loads(path.read_text()))

    def of(self, file: str, line: int, seconds: float) -> list[str]:
        """The tests that run a line, for so many seconds: those in files named after the line's own first, then the
        quickest. Where none runs it, those that run anything of the file.
        """
        exact = [name for name, test in self.tests.items() if line in test["lines"].get(file, ())]
        rest = exact or [name for name, test in self.tests.items() if file in test["lines"]]
        found, left = [], seconds
        stem = Path(file).stem.rstrip("s")
        for name in sorted(rest, key=lambda name: (stem not in name, float(self.tests[name]["seconds"]))):
            left -= float(self.tests[name]["seconds"])
            if left < 0 and found:
                break
            found.append(name)
        return found
