"""Which test runs which line of some files: a plugin for pytest that writes it down, and the way to read it again.

    python -m pytest -p traced --traced OUT --traced-under planner/storage tests/storage

Lines that run before the first test, while modules are imported and tests collected, stand under the name "". A test
that runs the program in another process shows nothing of it here. Seconds are of the processor, children included.
"""

from __future__ import annotations

import json
import resource
import sys
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
        self._left: dict[CodeType, set[int]] = {}
        self.lines: set[Line] = set()

    def call(self, frame: FrameType, event: str, arg: object) -> Any:
        """The trace function for calls: only functions of our files are looked into, and until all of one has run."""
        code = frame.f_code
        name = self._files.get(code)
        if name is None:
            name = self._files[code] = code.co_filename if code.co_filename.startswith(self._under) else ""
            self._left[code] = {n for *_, n in code.co_lines() if n} if name else set()
        left = self._left[code]
        if not left:
            return None
        self.lines.add((name, frame.f_lineno))
        left.discard(frame.f_lineno)
        return self.line

    def line(self, frame: FrameType, event: str, arg: object) -> Any:
        """The trace function for lines."""
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        self._left[frame.f_code].discard(frame.f_lineno)
        return self.line


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where to write, and what to look at."""
    parser.addoption("--traced")
    parser.addoption("--traced-under")


_tests: dict[str, Mapping[str, object]] = {}
_importing: list[Tracer] = []


def _seconds() -> float:
    """Of the processor, so far, of this process and its children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _keep(name: str, tracer: Tracer, seconds: float, root: Path) -> None:
    seen: dict[str, list[int]] = defaultdict(list)
    for file, line in sorted(tracer.lines):
        seen[str(Path(file).relative_to(root))].append(line)
    _tests[name] = {"seconds": seconds, "lines": seen}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Trace what is imported and asked before the tests."""
    _importing.append(Tracer(early_config.rootpath / str(early_config.known_args_namespace.traced_under)))
    sys.settrace(_importing[0].call)


def pytest_collection_finish(session: pytest.Session) -> None:
    """End with that."""
    sys.settrace(None)
    _keep("", _importing[0], 0.0, session.config.rootpath)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Trace one test with its fixtures."""
    root = item.config.rootpath
    tracer = Tracer(root / str(item.config.getoption("--traced-under")))
    started = _seconds()
    sys.settrace(tracer.call)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        _keep(item.nodeid, tracer, _seconds() - started, root)


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

    def at_import(self, file: str, line: int) -> bool:
        """Whether a line runs before the first test, or may."""
        lines = self.tests.get("", {"lines": {}})["lines"].get(file)
        return lines == [] or line in (lines or ())

    def seconds(self, test: str) -> float:
        """Of the processor, while it was traced; 0 where it runs nothing of what was traced."""
        return float(self.tests.get(test, {"seconds": 0.0})["seconds"])

    def of(self, file: str, line: int, seconds: float) -> list[str]:
        """The tests that run a line, for so many seconds: those of files named as its module first, then those of its
        folder, then of its part of the program, the quickest first. Where none runs it, those that run any of the file;
        for a line below 0, which is none, all there are.
        """
        tests = {name: test for name, test in self.tests.items() if name}
        known = self.tests.get("", {"lines": {}})["lines"].get(file) != []
        exact = [name for name, test in tests.items() if known and line in test["lines"].get(file, ())]
        rest = exact or [name for name, test in tests.items() if line < 0 or file in test["lines"]]
        own, folder = f"test_{Path(file).stem.rstrip('s')}", Path("tests", *Path(file).parts[1:-1])

        def order(name: str) -> tuple[bool, bool, bool, bool, float]:
            where, test = Path(name.split("::")[0]), tests[name]
            near, part = where.parent == folder, where.parts[:2] == folder.parts[:2]
            return own not in where.name, not near, file not in test["lines"], not part, float(test["seconds"])

        found, left = [], seconds
        for name in sorted(rest, key=order):
            left -= float(tests[name]["seconds"])
            if left < 0 and found:
                break
            found.append(name)
        return found
