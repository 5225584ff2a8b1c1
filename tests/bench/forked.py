"""Meets each small fault of mutants.py with the tests that run its line, quickly: two servers to fork from.

`Warm` has collected every test once, with the planner in memory; a fault inside a function is put into that function in
a child. `Cold` has everything loaded but the planner; its child imports the planner with the fault in it, for faults in
lines that run at import. Both also find the fault on disk, for tests that start the program anew.

A child may use the processor for some times as long as its tests took when they were traced; one that needs more, or
that waits without end, has noticed the fault, and is counted apart. What other work the machine has does not matter.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from inspect import CO_NEWLOCALS
from pathlib import Path
from types import CodeType, FunctionType
from typing import Final, NoReturn

import pytest
from mutants import Mutant

HERE: Final = Path(__file__).resolve().parent
LOADED: Final = (
    "pytest hypothesis hypothesis.strategies tomllib tomlkit tomli_w platformdirs ctypes difflib sqlite3".split()
)
OPTIONS: Final = (
    *("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("--tb=no", "--assert=plain"),  # nobody reads why a test failed
)
LEAST: Final = 15
"""Seconds of the processor that a child has at least."""
TIMES: Final = 4
"""So much more than the traced tests took, which is itself more than they take untraced."""
WAIT: Final = 12
"""How many times longer a child may take by the clock than on the processor."""
MEMORY: Final = 4 << 30
LOOPS: Final = frozenset({"<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>"})
"""Code that has locals of its own and runs where it stands."""
LOG: Final = "collected.log"


class Verdict:
    """How a child ended, as it stands in the file of a run."""

    ALIVE: Final = False
    KILLED: Final = True
    TIME: Final = "time"


def _waited(child: int, seconds: float) -> bool | str:
    """How a child ended; one that took too long is ended."""
    end = time.monotonic() + seconds * WAIT
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return Verdict.TIME if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU else status != 0
        time.sleep(0.004)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return Verdict.TIME


def _bounded(seconds: float) -> None:
    """What every child does first: a group of its own, and bounds."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _in(tree: Path) -> None:
    """Make a process one of the tree."""
    os.chdir(tree)
    sys.dont_write_bytecode = True  # a fault that was compiled outlives its text: within a second they look alike
    os.environ |= {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[:] = [str(tree), *(p for p in sys.path if p != str(HERE))]


@contextmanager
def planted(tree: Path, mutant: Mutant) -> Iterator[None]:
    """The fault stands in its file."""
    path = tree / mutant.file
    whole = path.read_text()
    path.write_text(mutant.text)
    for stale in path.parent.glob(f"__pycache__/{path.stem}.*"):
        stale.unlink()
    try:
        yield
    finally:
        path.write_text(whole)


def allowed(traced: float) -> float:
    """Seconds of the processor for tests that took so long when they were traced."""
    return LEAST + TIMES * traced


def _first_failure_ends() -> None:
    """A property that fails is not made smaller: that takes a hundred times longer. The house profile inherits this."""
    from hypothesis import Phase, settings

    settings.register_profile("first", phases=[Phase.explicit, Phase.generate], report_multiple_bugs=False)
    settings.load_profile("first")


class Cold:
    """Everything loaded but the planner."""

    def __init__(self, tree: Path) -> None:
        for name in LOADED:
            import_module(name)
        _first_failure_ends()
        self._tree = tree

    def noticed(self, tests: Sequence[str], seconds: float) -> bool | str:
        """Whether some of the tests fails in the tree as it stands."""
        child = os.fork()
        if child == 0:
            self._tested(tests, seconds)
        return _waited(child, seconds)

    def _tested(self, tests: Sequence[str], seconds: float) -> NoReturn:
        code = 1
        try:
            _bounded(seconds)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            _in(self._tree)
            code = int(pytest.main([*OPTIONS, f"--basetemp={self._tree.parent / 'cold'}", *tests]))
        finally:
            os._exit(code)


class Warm:
    """Everything collected. Raises RuntimeError when it cannot be."""

    def __init__(self, tree: Path, options: Sequence[str], files: Sequence[str]) -> None:
        self._log = tree.parent / LOG
        asks, theirs = os.pipe()
        mine, answers = os.pipe()
        self._server = os.fork()
        if self._server == 0:
            os.close(theirs)
            os.close(mine)
            _serve(tree, options, files, asks, answers)
        os.close(asks)
        os.close(answers)
        self._to = os.fdopen(theirs, "w")
        self._from = os.fdopen(mine)
        self.tests = tuple(self._heard())

    def _heard(self) -> list[str]:
        if not (line := self._from.readline()):
            raise RuntimeError(f"the tests cannot be collected\n{self._log.read_text()[-3000:]}")
        answer: list[str] = json.loads(line)
        return answer

    def noticed(self, mutant: Mutant | None, tests: Sequence[str], seconds: float) -> bool | str | None:
        """Whether some of the tests fails; None when the fault is in no function that could be found."""
        fault = [mutant.file, mutant.text] if mutant else None
        print(json.dumps([fault, list(tests), seconds]), file=self._to, flush=True)
        answer: list[bool | str | None] = json.loads(self._from.readline())
        return answer[0]

    def close(self) -> None:
        """End the server."""
        self._to.close()
        os.waitpid(self._server, 0)


def _serve(tree: Path, options: Sequence[str], files: Sequence[str], asks: int, answers: int) -> NoReturn:
    try:
        _in(tree)
        log = os.open(tree.parent / LOG, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(log, stream)
        with open(asks) as come, open(answers, "w") as go:
            serving = _Serving(tree, files, come.readline, lambda text: print(text, file=go, flush=True))
            pytest.main([*OPTIONS, f"--basetemp={tree.parent / 'warm'}", *options], plugins=[serving])
    finally:
        os._exit(1)


class _Serving:
    """A plugin: instead of running what was collected, wait for what is asked."""

    def __init__(self, tree: Path, files: Sequence[str], come: Callable[[], str], go: Callable[[str], None]) -> None:
        self._tree, self._files, self._come, self._go = tree, files, come, go
        self._whole = {tree / file: (tree / file).read_text() for file in files}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serve until nothing more is asked."""
        from hypothesis import given, strategies

        for file in self._files:  # else some are imported late, with the fault in them
            import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        given(strategies.integers())(lambda n: None)()  # it reads the constants of all that is loaded, once
        items = {item.nodeid: item for item in session.items}
        functions = _functions(self._tree)
        gc.collect()
        gc.freeze()
        self._go(json.dumps(list(items)))
        while line := self._come():
            fault, tests, seconds = json.loads(line)
            anew: list[tuple[FunctionType, CodeType]] | None = []
            if fault:
                path = self._tree / fault[0]
                anew = replaced(*(compile(t, str(path), "exec") for t in (self._whole[path], fault[1])), functions)
            if anew is None:
                self._go("[null]")
                continue
            child = os.fork()
            if child == 0:
                for function, code in anew:
                    function.__code__ = code
                _run(session, [items[name] for name in tests if name in items], seconds)
            self._go(json.dumps([_waited(child, seconds)]))
        return True


def _run(session: pytest.Session, items: Sequence[pytest.Item], seconds: float) -> NoReturn:
    try:
        _bounded(seconds)
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.testsfailed:
                os._exit(1)
        os._exit(0)
    finally:
        os._exit(1)


Functions = dict[tuple[str, str, int], list[FunctionType]]
"""By file, qualified name and first line."""


def _functions(tree: Path) -> Functions:
    """Every function of the tree that is in memory, wherever it hangs."""
    found: Functions = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(str(tree)):
            found.setdefault(_place(thing.__code__), []).append(thing)
    return found


def _place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def replaced(was: CodeType, now: CodeType, functions: Functions) -> list[tuple[FunctionType, CodeType]] | None:
    """The functions in memory that a change of a module changes, each with its new code.

    None when it changes anything that runs at import, or a function that cannot be found.
    """
    if was == now:
        return []
    if was.co_code != now.co_code or len(was.co_consts) != len(now.co_consts) or was.co_names != now.co_names:
        return None
    anew: list[tuple[FunctionType, CodeType]] = []
    for a, b in zip(was.co_consts, now.co_consts, strict=True):
        if not (isinstance(a, CodeType) and isinstance(b, CodeType)):
            if a != b or repr(a) != repr(b):
                return None
        elif a != b:
            own = a.co_flags & CO_NEWLOCALS  # a function; the body of a class has none
            more = _function(a, b, functions, outermost=True) if own else replaced(a, b, functions)
            if more is None:
                return None
            anew += more
    return anew


def in_functions(was: str, now: str) -> bool:
    """Whether two texts of a module differ only inside functions."""
    pairs = [(compile(was, "", "exec"), compile(now, "", "exec"))]
    for a, b in pairs:
        if a.co_code != b.co_code or len(a.co_consts) != len(b.co_consts) or a.co_names != b.co_names:
            return False
        for x, y in zip(a.co_consts, b.co_consts, strict=True):
            if not (isinstance(x, CodeType) and isinstance(y, CodeType)):
                if x != y or repr(x) != repr(y):
                    return False
            elif x != y and x.co_name in LOOPS:
                return False
            elif x != y and not x.co_flags & CO_NEWLOCALS:
                pairs.append((x, y))
    return True


def _function(
    was: CodeType, now: CodeType, functions: Functions, *, outermost: bool
) -> list[tuple[FunctionType, CodeType]] | None:
    """The same of one function and of those inside it that have been made already."""
    there = [f for f in functions.get(_place(was), ()) if f.__code__ == was]
    if (outermost and not there) or (there and was.co_freevars != now.co_freevars):
        return None
    anew = [(f, now) for f in there]
    inner = [[c for c in code.co_consts if isinstance(c, CodeType)] for code in (was, now)]
    for a, b in zip(*inner, strict=False):
        if a != b:
            more = _function(a, b, functions, outermost=False)
            if more is None:
                return None
            anew += more
    return anew
