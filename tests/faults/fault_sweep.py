"""Makes every system call of every writing operation fail in turn, or kills it there, and looks at what is left.

    python tests/faults/fault_sweep.py                         all: some 3,000 points, minutes
    python tests/faults/fault_sweep.py day-over remove         these operations
    python tests/faults/fault_sweep.py --sample 100            so many points, drawn at random
    python tests/faults/fault_sweep.py --others                another writer at every call, five kinds

It knows strace and files as bytes, and no more of the planner than `operations.py` tells. It fails when a point was not
reached, and when one of the writers that are known to be wrong (in place, without a flush, blind) is not caught.
"""

from __future__ import annotations

import argparse
import atexit
import compileall
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Final, NamedTuple

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[n] / part) for n, part in ((2, ""), (0, ""), (1, "shared"))]

import operations
from machine import no_tracing
from operations import OPERATIONS, files_of, target_of

HERE: Final = Path(operations.__file__).parent
PROGRAM: Final = HERE / "operations.py"
CALLS: Final = (
    "open openat write fsync rename renameat renameat2 link linkat unlink unlinkat chmod fchmod fchown mkdir close "
    "read stat newfstatat fstat lstat readlink getdents64 lseek"
).split()
"""What a save asks of the system. A mark of the window is an `access`, which is never made to fail."""
ERRORS: Final = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EMFILE")
LINE: Final = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)$")


class Point(NamedTuple):
    """One fault: in which operation, at which call of a kind, what happens there, and whether from then on."""

    operation: str
    call: str
    nth: int
    fault: str
    onwards: bool = False

    def __str__(self) -> str:
        """As a report names it."""
        return f"{self.operation}: {self.call} {self.nth} {self.fault}{' and all after it' if self.onwards else ''}"


@dataclass
class Ended:
    """How one run ended."""

    code: int
    said: str
    errors: str
    trace: str
    hit: bool
    home: Path
    wrong: list[str] = field(default_factory=list)


@cache
def sources() -> Path:
    """A compiled copy of the program: whatever happens to the checkout meanwhile, all runs make the same calls."""
    folder = Path(tempfile.mkdtemp(prefix="faults-program-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(HERE.parents[1] / "planner", folder / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE.parents[1] / "config", folder / "config")
    compileall.compile_dir(folder, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return folder


def furnish(name: str, home: Path) -> None:
    """Lay out the files that an operation starts from."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for short, text in files_of(name).items():
        (home / short).parent.mkdir(parents=True, exist_ok=True)
        (home / short).write_text(text)


def run(name: str, home: Path, inject: str = "", *, during: object = None) -> Ended:
    """Run an operation under strace, in a home that is laid anew; `during` is called while it is stopped."""
    furnish(name, home)
    log = home.with_name(f"{home.name}.log")
    log.unlink(missing_ok=True)
    fast = [] if ":signal=" in inject else ["--seccomp-bpf"]  # with it an injected signal is never delivered
    traced = ",".join(f"?{call}" for call in (*CALLS, "access", "faccessat2"))
    argv = ["strace", "-f", *fast, "-s", "40", "-o", str(log), "-e", f"trace={traced}", "-e", "signal=STOP,KILL"]
    argv += ["-e", f"inject={inject}"] if inject else []
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "PYTHONPATH": str(sources())}
    child = subprocess.Popen(
        [*argv, sys.executable, str(PROGRAM), name, str(home)],
        env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
    )  # fmt: skip  # one call
    if callable(during):
        _while_stopped(child, log, home, during)
    said, errors = child.communicate(timeout=60)
    trace = log.read_text(errors="replace")
    hit = "(INJECTED)" in trace or "killed by SIGKILL" in trace or "stopped by SIGSTOP" in trace
    return Ended(child.returncode, said, errors, trace, hit, home)


def _while_stopped(child: subprocess.Popen[str], log: Path, home: Path, during: object) -> None:
    end = time.monotonic() + 30
    while child.poll() is None and time.monotonic() < end:
        found = re.search(
            r"^(\d+)\s+--- stopped by SIGSTOP", log.read_text(errors="replace") if log.exists() else "", re.MULTILINE
        )
        if found:
            assert callable(during)
            during(home)
            os.kill(int(found[1]), signal.SIGCONT)
            return
        time.sleep(0.004)


def window(trace: str) -> list[tuple[str, int, str]]:
    """The calls of the operation alone: name, which of its kind in the whole run, and the line."""
    seen: Counter[str] = Counter()
    inside, found = False, []
    for line in trace.splitlines():
        match = LINE.match(line)
        if match is None:
            continue
        inside = (inside or "FAULT-WINDOW-OPEN" in line) and "FAULT-WINDOW-SHUT" not in line
        if match[1] in CALLS:
            seen[match[1]] += 1
            if inside:
                found.append((match[1], seen[match[1]], line))
    return found


def points(name: str, root: Path, faults: Iterable[str]) -> list[Point]:
    """Every point of an operation; two clean runs must make the same calls."""
    first, again = (run(name, root / f"clean-{name}-{n}") for n in (1, 2))
    calls = window(first.trace)
    assert [c[:2] for c in calls] == [c[:2] for c in window(again.trace)], f"{name}: two runs made different calls"
    assert calls and (first.code == 0 or name == "stale"), (name, first.code, first.said, first.errors)
    found = [Point(name, call, n, fault) for call, n, _ in calls for fault in faults]
    # Python tries EINTR again for ever, and a killed program makes no later call.
    return found + [p._replace(onwards=True) for p in found if p.fault in ERRORS]


def swept(point: Point, home: Path) -> Ended:
    """One point, with what was wrong about it."""
    what = f"signal={point.fault}" if point.fault in ("KILL", "STOP") else f"error={point.fault}"
    ended = run(point.operation, home, f"{point.call}:{what}:when={point.nth}{'+' if point.onwards else ''}")
    ended.wrong = judged(point.operation, ended)
    if not ended.hit:
        ended.wrong.append("was never reached")
    return ended


def judged(name: str, ended: Ended) -> list[str]:
    """What is wrong with what an operation left: a torn or lost file, a false word, a traceback."""
    path = ended.home / target_of(name)
    before = files_of(name).get(target_of(name))
    now = path.read_text() if path.exists() else None
    new = wanted(name)
    wrong = []
    if now not in (before, new) and name != "stale":
        wrong.append(f"the file is neither the old nor the new one: {now!r:.60}")
    if ended.said == "saved" and now != new:
        wrong.append("it said saved, and the file is not the new one")
    if name == "day-link" and not path.is_symlink():
        wrong.append("the link is no link any more")
    if name in operations.KEEP_ALL:
        there = {p.read_text() for p in ended.home.rglob("*") if p.is_file()}
        wrong += [f"what lay in {short} is nowhere" for short, text in files_of(name).items() if text not in there]
    if name == "stale":
        wrong += stale_judged(ended, now)
    if "Traceback" in ended.errors:
        wrong.append(f"a traceback: {ended.errors.strip().splitlines()[-1]}")
    return wrong


def stale_judged(ended: Ended, now: str | None) -> list[str]:
    """A save over what somebody else wrote: theirs must stand, and it must not say saved."""
    theirs = operations.THEIRS.replace("old", "theirs")
    wrong = [] if now == theirs else ["what somebody else wrote is gone"]
    return [*wrong, "it said saved"] if ended.code == 0 else wrong


_wanted: dict[str, str | None] = {}


def wanted(name: str) -> str | None:
    """What a file says after a clean run."""
    if name not in _wanted:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder, "home")
            furnish(name, home)
            subprocess.run(
                [sys.executable, PROGRAM, name, home], check=False, capture_output=True,
                env={**os.environ, "PYTHONPATH": str(sources())},
            )  # fmt: skip  # one call
            path = home / target_of(name)
            _wanted[name] = path.read_text() if path.exists() else None
    return _wanted[name]


def unflushed(trace: str) -> list[str]:
    """What a save put in place without a flush: a file renamed whose bytes, or whose folder, a power cut may lose."""
    wrong, fresh, folders = [], False, False
    for call, _, line in window(trace):
        if "/state/" in line:  # kept versions: of what was flushed under its own name a moment ago
            continue
        if call == "write" and "(INJECTED)" not in line:
            fresh = True
        if call == "fsync":
            fresh = folders = False
        if call.startswith("rename"):
            wrong += [f"renamed before its bytes were flushed: {line[:100]}"] if fresh else []
            folders = True
    return [*wrong, "the folder was never flushed after the rename"] if folders else wrong


def sweep(chosen: Sequence[Point], root: Path, jobs: int) -> list[tuple[Point, list[str]]]:
    """All points, so many at a time; what was wrong."""

    def one(numbered: tuple[int, Point]) -> tuple[Point, list[str]]:
        n, point = numbered
        home = root / f"p{n}"
        try:
            return point, swept(point, home).wrong
        finally:
            shutil.rmtree(home, ignore_errors=True)
            home.with_name(f"{home.name}.log").unlink(missing_ok=True)

    with ThreadPoolExecutor(jobs) as pool:
        return [(point, wrong) for point, wrong in pool.map(one, enumerate(chosen)) if wrong]


def caught(root: Path) -> dict[str, int]:
    """The writers that are known to be wrong: how often this sweep caught each of them."""
    import others

    torn = sweep(points("bad-in-place", root, ["KILL", "ENOSPC"]), root, 2)
    order = unflushed(run("bad-unflushed", root / "unflushed").trace)
    seen = others.sweep(root, ["bad-blind"], ["rename"])[1]
    return {"bad-in-place": len(torn), "bad-unflushed": len(order), "bad-blind": len(seen)}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("operations", nargs="*", default=OPERATIONS)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--faults", default="ENOSPC,EIO,EINTR,KILL")
    parser.add_argument("--others", action="store_true", help="another writer at every call, five kinds")
    wish = parser.parse_args()
    if reason := no_tracing():
        print(reason)
        return 2
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        root = Path(folder)
        if wish.others:
            import others

            count, bad = others.sweep(root, wish.operations if wish.operations != OPERATIONS else others.OPERATIONS)
            controls = others.caught(root)
        else:
            every = [p for name in wish.operations for p in points(name, root, wish.faults.split(","))]
            chosen = random.Random(wish.seed).sample(every, wish.sample) if wish.sample else every
            for (name, fault), n in sorted(Counter((p.operation, p.fault) for p in chosen).items()):
                print(f"{name:16} {fault:7} {n:5} points")
            count, bad = len(chosen), [(str(p), w) for p, w in sweep(chosen, root, wish.jobs)]
            for name in wish.operations:
                bad += [(name, wrong)] if (wrong := unflushed(run(name, root / "flushed").trace)) else []
            controls = caught(root)
    for what, wrong in bad:
        print(f"{what}: {'; '.join(wrong)}")
    for name, times in controls.items():
        print(f"known-bad writer {name}: {f'caught {times} times' if times else 'NOT CAUGHT'}")
    print(f"{count} points, {len(bad)} wrong, {time.monotonic() - started:.0f} s")
    return 0 if not bad and all(controls.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
