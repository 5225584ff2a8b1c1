"""A run over the small faults of some files: which tests each meets, what is kept between runs, what is said then.

Every test is traced once. A fault then meets the tests that run its line, the quickest first, and, if it lives on, the
test files of its module whole; see forked.py for how. What differs between parts of the planner stands in a `Part`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from forked import HERE, Cold, Verdict, Warm, allowed, in_functions, planted
from mutants import ROOT, Mutant, copy, line_in, named
from traced import Traces

Answers = dict[str, bool | str]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the planner: its files, its tests, and how many of its faults are to be noticed."""

    under: str
    files: Sequence[str]
    tests: Sequence[str]
    goal: float
    first: float = 8.0
    """Seconds of tests, as long as they took when they were traced, that a fault meets at most at first."""
    more: float = 16.0
    """The same with what one meets after that if it lives on."""
    left_out: Sequence[str] = ()
    """In the names of tests of time, which tracing spoils, and of tests that take long."""
    always: Sequence[str] = ()
    """Test files met whole by every fault that lives on."""
    whole: Mapping[str, str] = field(default_factory=dict)
    """By module: the test files, without `tests/` and `.py`, met whole by a fault of it that lives on."""
    why: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """By place: why a fault changes nothing that anybody can see. It is counted as alive."""

    @property
    def options(self) -> list[str]:
        """For pytest: which tests there are."""
        return [*(["-k", " and ".join(f"not {name}" for name in self.left_out)] if self.left_out else ()), *self.tests]


def traces(part: Part, tree: Path, kept: Path) -> Traces:
    """Who runs which line: as kept, but for tests that have changed since. Raises RuntimeError when a test fails.

    Of a file of the planner that has changed since, it is no longer known who runs which line, only who runs any.
    """
    since = kept.stat().st_mtime if kept.exists() else 0.0
    files = [
        f for t in part.tests for f in ([ROOT / t] if t.endswith(".py") else sorted((ROOT / t).rglob("test_*.py")))
    ]
    changed = [str(f.relative_to(ROOT)) for f in files if f.stat().st_mtime > since]
    known = json.loads(kept.read_text()) if since else {}
    for file in (file for file in part.files if since and (ROOT / file).stat().st_mtime > since):
        for test in known.values():
            if file in test["lines"]:
                test["lines"][file] = []
    if changed:
        known = {name: test for name, test in known.items() if name.split("::")[0] not in changed}
        found = _traced(part, tree, changed)
        known |= found if not since else {name: test for name, test in found.items() if name}
    kept.write_text(json.dumps(known))
    return Traces.read(kept)


def _traced(part: Part, tree: Path, files: Sequence[str]) -> Mapping[str, object]:
    out = tree.parent / "traced.json"
    environment = {**os.environ, "PYTHONPATH": f"{tree}:{HERE}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "traced", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["--traced", str(out), "--traced-under", part.under, *part.options[: -len(part.tests)], *files]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 5):
        raise RuntimeError(f"the tests fail without any fault: nothing can be said\n{done.stdout[-3000:]}")
    found: Mapping[str, object] = json.loads(out.read_text())
    return found


class Meeting:
    """One tree with its two servers."""

    def __init__(self, part: Part, tree: Path, seen: Traces) -> None:
        self._part, self._tree, self._seen = part, tree, seen
        self._cold = Cold(tree)
        self._warm = Warm(tree, part.options, part.files)
        self._there = frozenset(self._warm.tests)
        """A test that is only in kept traces is none any more: pytest would refuse it, which is no failing test."""

    def close(self) -> None:
        """End the server."""
        self._warm.close()

    def fails_without(self) -> bool:
        """Whether a test fails with no fault at all. The slow ones have run when they were traced."""
        quick = [test for test in self._warm.tests if self._seen.seconds(test) < QUICK]
        return self._warm.noticed(None, quick, 3_600) is not Verdict.ALIVE

    def noticed(self, mutant: Mutant) -> bool | str:
        """Whether a test fails.

        What runs at import runs once, in whichever test needs the module first; so that says nothing.
        """
        line = line_in(mutant, self._tree)
        inside = in_functions((self._tree / mutant.file).read_text(), mutant.text)
        early = self._seen.at_import(mutant.file, line)
        line = line if inside and not early else OUTSIDE
        first = [t for t in self._seen.of(mutant.file, line, self._part.first) if t in self._there]
        stem = Path(mutant.file).stem
        whole = (*self._part.always, *(f"tests/{name}.py" for name in self._part.whole.get(stem, "").split()))
        rest = [t for t in self._seen.of(mutant.file, line, self._part.more) if t not in first and t in self._there]
        rest += [t for t in self._warm.tests if t.split("::")[0] in whole and t not in rest and t not in first]
        with planted(self._tree, mutant):
            verdict = self._in_memory(mutant, first, rest) if inside else None
            if verdict is None or (not verdict and early):
                verdict = self._at_import(first, rest)
            return verdict

    def _in_memory(self, mutant: Mutant, first: Sequence[str], rest: Sequence[str]) -> bool | str | None:
        verdict = self._warm.noticed(mutant, first, self._seconds(first))
        if verdict is Verdict.ALIVE and rest:
            verdict = self._warm.noticed(mutant, rest, self._seconds(rest))
        return verdict

    def _at_import(self, first: Sequence[str], rest: Sequence[str]) -> bool | str:
        """The tests in few files first: to collect a file takes longer than most of its tests."""
        files = Counter(test.split("::")[0] for test in first).most_common(NEAR)
        near = [test for test in first if test.split("::")[0] in dict(files)]
        far = [test for test in (*first, *rest) if test not in set(near)]
        verdict = self._cold.noticed(near, self._seconds(near)) if near else Verdict.ALIVE
        return verdict or (self._cold.noticed(far, self._seconds(far)) if far else Verdict.ALIVE)

    def _seconds(self, tests: Sequence[str]) -> float:
        return allowed(sum(self._seen.seconds(test) for test in tests))


OUTSIDE: Final = -1
"""In place of a line: it is not known who rests on it, so that any test may."""
QUICK: Final = 0.05
"""Seconds, traced, of a test that is run without a fault in every run."""
NEAR: Final = 4
"""Test files that a fault in a line that runs at import meets at first."""


def run(part: Part, says: str) -> int:
    """Run, print, and say by the exit code whether fewer than the goal were noticed."""
    parser = argparse.ArgumentParser(description=says, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=part.files)
    parser.add_argument("--sample", type=int, help="only so many, by chance but always the same")
    parser.add_argument("--seed", type=int, default=1, help="for another choice of so many")
    parser.add_argument("--state", type=Path, help="a file to go on from and to keep in how each fault ended")
    parser.add_argument("--again", action="store_true", help="meet again what was alive in that file")
    parser.add_argument("--traces", type=Path, help="a file to keep who runs which line in, and to read it from")
    parser.add_argument("--minutes", type=float, default=1e9, help="end after so long, with what is done")
    wish = parser.parse_args()
    found = list(named(wish.files))
    if wish.sample:
        random.Random(wish.seed).shuffle(found)
        found = found[: wish.sample]
    _tell_old([m for _, m in found], part.why, wish.files if not wish.sample else ())
    known: Answers = json.loads(wish.state.read_text()) if wish.state and wish.state.exists() else {}
    asked = [one for one in found if one[0] not in known or (wish.again and not known[one[0]])]
    if asked:
        base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        with tempfile.TemporaryDirectory(prefix="mutants-", dir=base) as folder:
            tree = copy(Path(folder) / "tree", part.files)
            meeting = Meeting(part, tree, traces(part, tree, wish.traces or Path(folder) / "traces.json"))
            if meeting.fails_without():
                print("the tests fail without any fault: nothing can be said")
                return 2
            _meet(meeting, asked, known, wish.state, time.monotonic() + 60 * wish.minutes, part.why.get)
            meeting.close()
    return _tell([(mutant, known[name]) for name, mutant in found if name in known], len(found), part)


def _meet(
    meeting: Meeting,
    asked: Sequence[tuple[str, Mutant]],
    known: Answers,
    state: Path | None,
    end: float,
    why: Callable[[tuple[str, str, str]], str | None],
) -> None:
    """Each fault in turn, until the time is over."""
    for n, (name, mutant) in enumerate(asked):
        if time.monotonic() > end:
            break
        known[name] = meeting.noticed(mutant)
        print(f"\r{len(asked) - n - 1} left  ", end="", file=sys.stderr)
        if not known[name]:
            print(f"survived {name}\n    {mutant.becomes}\n    {why(mutant.place) or 'NO REASON'}", flush=True)
        if state and (n % 20 == 0 or n == len(asked) - 1):
            state.write_text(json.dumps(known))
    if state:
        state.write_text(json.dumps(known))


def _tell_old(found: Sequence[Mutant], why: Mapping[tuple[str, str, str], str], files: Sequence[str]) -> None:
    """Says which reasons are of faults that can no longer be planted: the code has changed under them."""
    there = {m.place for m in found}
    for file, where, line in why:
        if file in files and (file, where, line) not in there:
            print(f"no such fault any more in {file}, {where or 'outside of functions'}: {line}")


def _tell(ended: Sequence[tuple[Mutant, bool | str]], whole: int, part: Part) -> int:
    """The table at the end."""
    of = Counter(mutant.file for mutant, _ in ended)
    killed = Counter(mutant.file for mutant, verdict in ended if verdict)
    excused = Counter(mutant.file for mutant, verdict in ended if not verdict and mutant.place in part.why)
    for file, count in sorted(of.items()):
        print(f"{file:40} {killed[file]:4} of {count:4} killed ({killed[file] / count:.0%})", end="")
        print(f", {excused[file]} alive with a reason, {count - killed[file] - excused[file]} without")
    slow = sum(verdict == Verdict.TIME for _, verdict in ended)
    bare = of.total() - killed.total() - excused.total()
    share = killed.total() / max(1, of.total())
    print(f"{killed.total()} of {of.total()} killed ({share:.1%}), {slow} of them by their time; alive: ", end="")
    print(f"{excused.total()} with a reason, {bare} without; {whole} in all")
    return 0 if share >= part.goal else 1
