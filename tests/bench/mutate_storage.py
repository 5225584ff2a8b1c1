"""Plants one small fault after another in planner/storage and says which ones no test notices.

    python tests/bench/mutate_storage.py                      all, an hour and more
    python tests/bench/mutate_storage.py --sample 500         so many, by chance but always the same
    python tests/bench/mutate_storage.py --state FILE         goes on where the run with that file was ended

The faults are those of mutate.py. First every test of the shell and the commands is traced once; then each fault meets
the tests that run its line, the quickest first, in a process that was forked with everything but the planner loaded. A
fault in a line that runs only at import meets the tests of its file. A test that hangs has noticed as well.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from mutate import ROOT, Mutant, copy, mutants
from traced import Traces

HERE: Final = Path(__file__).resolve().parent
FILES: Final = tuple(sorted(str(f.relative_to(ROOT)) for f in (ROOT / "planner/storage").glob("*.py")))
COMMANDS: Final = "doctor restore settle rules day_files crash advise shoes_command today why".split()
TESTS: Final = (
    "tests/storage",
    *(f"tests/commands/test_{name}.py" for name in COMMANDS),
    "tests/faults/test_rows.py",
    "tests/tui/test_following.py",
)
ALWAYS: Final = (
    "tests/storage/test_every_key.py",
    "tests/storage/test_limits.py",
    "tests/storage/test_slips_by_the_hundred.py",
    "tests/commands/test_doctor_whole.py",
)
"""Met by every fault: they look at what modules hold once they are imported, and take little time."""
LEFT_OUT: Final = "huge in_time any_change gives_its_advice_again whatever memory_stays any_other_line".split()
"""In the names of tests of time, which tracing spoils, and of tests that take long."""
WHOLE: Final = {
    "back_checks": "commands/test_doctor", "checks": "storage/test_bad_files storage/test_settings",
    "checkup": "commands/test_doctor", "conflicts": "storage/test_conflicts commands/test_settle",
    "crash": "commands/test_crash", "document": "storage/test_bad_files", "drafts": "storage/test_small_parts",
    "files": "storage/test_files storage/test_kept faults/test_rows", "kept": "storage/test_kept",
    "index": "storage/test_index storage/test_index_answers storage/test_index_memory", "lines": "storage/test_lines",
    "merging": "storage/test_merging storage/test_round_trip", "own_layout": "storage/test_own_layout",
    "parsed": "storage/test_parsed storage/test_own_layout", "places": "storage/test_small_parts",
    "plan_pairs": "storage/test_plan_pairs", "reading": "storage/test_bad_files storage/test_round_trip",
    "removing": "storage/test_removing", "restoring": "commands/test_restore", "rows": "storage/test_index_answers",
    "routine_shapes": "storage/test_routines_storage", "routines": "storage/test_routines_storage",
    "rulebook": "storage/test_rulebook", "said": "commands/test_today", "scenarios": "storage/test_scenario_files",
    "settings": "storage/test_settings", "shapes": "storage/test_round_trip storage/test_bad_files",
    "shipped": "storage/test_small_parts", "shoes": "storage/test_shoes", "slips": "storage/test_bad_files",
    "sources": "storage/test_small_parts", "swap": "storage/test_files storage/test_kept", "wear": "storage/test_wear",
    "writing": "storage/test_round_trip storage/test_merging", "year_cache": "storage/test_index",
}  # fmt: skip  # a table
"""Test files that a fault in a module meets whole when the tests of its line have not noticed it."""
LOADED: Final = (
    "pytest hypothesis hypothesis.strategies tomllib tomlkit tomli_w platformdirs ctypes difflib sqlite3".split()
)
SECONDS: Final = 8.0
"""Of tests that a fault meets at most, as long as they took when they were traced."""
TIMEOUT: Final = 60.0


def traces(tree: Path, out: Path) -> Traces:
    """Run all tests once in the tree and note who runs which line. Raises RuntimeError when one of them fails."""
    environment = {**os.environ, "PYTHONPATH": f"{tree}:{HERE}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "traced", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["--traced", str(out), "--traced-under", "planner/storage"]
    command += ["-k", " and ".join(f"not {name}" for name in LEFT_OUT), *TESTS]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the tests fail without any fault: nothing can be said\n{done.stdout[-3000:]}")
    return Traces.read(out)


def noticed(tree: Path, mutant: Mutant, tests: list[str], timeout: float = TIMEOUT) -> bool:
    """Whether some of the tests fails in the tree with this fault in it."""
    path = tree / mutant.file
    whole = path.read_text()
    path.write_text(mutant.text)
    for stale in path.parent.glob(f"__pycache__/{path.stem}.*"):
        stale.unlink()
    child = os.fork()
    if child == 0:
        _tested(tree, tests)
    try:
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status != 0
            time.sleep(0.01)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True
    finally:
        path.write_text(whole)


def _tested(tree: Path, tests: list[str]) -> None:
    """In the child: run the tests and end with their exit code."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.chdir(tree)
    os.environ |= {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[:] = [str(tree), *(p for p in sys.path if p != str(HERE))]
    code = 1
    try:
        import pytest

        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={tree.parent / 'temp'}"]
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is loaded before the fork
        code = int(pytest.main([*options, *tests]))
    finally:
        os._exit(code)


def main() -> int:
    """Run, print, and say by the exit code whether fewer than 85 % were noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=FILES)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--traces", type=Path, help="a file to keep who runs which line in, and to read it from")
    parser.add_argument("--minutes", type=float, default=1e9, help="end after so long, with what is done")
    wish = parser.parse_args()
    sys.dont_write_bytecode = True  # else a fault that was compiled outlives its text: within a second they look alike
    for name in LOADED:
        import_module(name)
    found = list(named(wish.files))
    random.Random(1).shuffle(found)
    found = found[: wish.sample] if wish.sample else found
    known: dict[str, bool] = json.loads(wish.state.read_text()) if wish.state and wish.state.exists() else {}
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    end = time.monotonic() + 60 * wish.minutes
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=base) as folder:
        tree = copy(Path(folder) / "tree", wish.files)
        kept = wish.traces or Path(folder) / "traces.json"
        seen = Traces.read(kept) if kept.exists() else traces(tree, kept)
        none = Mutant(file=FILES[0], line=0, what="nothing", text=(tree / FILES[0]).read_text())
        if noticed(tree, none, list(seen.tests), 1_200):
            print("the tests fail without any fault: nothing can be said")
            return 2
        for name, mutant in found:
            if name not in known and time.monotonic() < end:
                tests = seen.of(mutant.file, line_in(mutant, tree), SECONDS)
                known[name] = noticed(tree, mutant, [*ALWAYS, *tests])
                more = [f"tests/{test}.py" for test in WHOLE.get(Path(mutant.file).stem, "").split()]
                known[name] = known[name] or (bool(more) and noticed(tree, mutant, more, 2 * TIMEOUT))
                if not known[name]:
                    print(f"survived {name}{'' if tests else ' (no other test runs it)'}", flush=True)
                if wish.state:
                    wish.state.write_text(json.dumps(known))
    asked = [(mutant.file, known[name]) for name, mutant in found if name in known]
    of = Counter(file for file, _ in asked)
    killed = Counter(file for file, dead in asked if dead)
    for file, count in sorted(of.items()):
        print(f"{file:40} {killed[file]:4} of {count:4} killed ({killed[file] / count:.0%})")
    print(f"{killed.total()} of {of.total()} killed ({killed.total() / max(1, of.total()):.1%}), {len(found)} in all")
    return 0 if killed.total() >= 0.85 * of.total() else 1


def named(files: Iterable[str]) -> Iterator[tuple[str, Mutant]]:
    """Every fault with a name of its own."""
    times: Counter[str] = Counter()
    for mutant in (m for file in files for m in mutants(file)):
        name = f"{mutant.file}:{mutant.line}: {mutant.what}"
        times[name] += 1
        yield (name if times[name] == 1 else f"{name} ({times[name]})"), mutant


def line_in(mutant: Mutant, tree: Path) -> int:
    """The line of a fault in the tree, whose files are laid out anew: the first that differs."""
    whole = (tree / mutant.file).read_text().splitlines()
    for n, (was, now) in enumerate(zip(whole, mutant.text.splitlines(), strict=False), 1):
        if was != now:
            return n
    return 0


if __name__ == "__main__":
    sys.exit(main())
