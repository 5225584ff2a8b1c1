"""Plants one small fault after another in the code of the advice and says which ones no test notices.

    python tests/bench/mutate.py [FILE ...] [--tests tests/core ...] [--processes 2] [--sample 200]

Each mutant lives in a copy of the tree; the tests run there until the first one fails. Prints how many of how many
were killed and every survivor with its line; below it why it changes no answer, where equivalent_mutants.toml says so.
Such a one is still counted as alive. Without files: the rules and what they stand on. Faults: a comparison moved by one
side or turned round, and/or, not, min/max, any/all, + - * /, a number plus one, true/false, a rung or a referral one
further, a word changed. Docstrings, titles and type notes are left alone.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
REASONS: Final = Path(__file__).with_name("equivalent_mutants.toml")
"""Survivors that no test can tell from the code, each with why: by file, function and the line as it then reads."""
FILES: Final = (
    *sorted(str(f.relative_to(ROOT)) for f in (ROOT / "planner/core/rules").glob("*.py")),
    "planner/core/advise.py",
    "planner/core/measure.py",
    "planner/core/readiness.py",
    "planner/core/rule.py",
    "planner/core/facts.py",
    "planner/core/days.py",
    "planner/core/verdict.py",
    "planner/core/sites.py",
)
TESTS: Final = ("tests/core/rules/test_cases.py", "tests/test_scenarios.py", "tests/core")
"""The quickest first: nearly every fault ends there."""
COMPARED: Final = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
RECKONED: Final = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
NAMES: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
ENUMS: Final = {
    "Rung": ("REST", "CROSS_TRAIN", "MODIFIED_RUN", "RUN"),
    "Referral": ("NONE", "PHYSIO", "CLINICIAN_SOON", "CLINICIAN_SAME_DAY", "EMERGENCY"),
    "Form": ("WALK_RUN", "RUN"),
}
TIMEOUT: Final = 300
"""Seconds: a mutant that hangs is noticed as well."""


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One fault: the file, the line, what was made of what, and the whole text with it."""

    file: str
    line: int
    what: str
    text: str
    where: str = ""
    """The function or class that it is in, `""` outside of all."""
    becomes: str = ""
    """The line as it reads with the fault, in the form of `ast.unparse`."""

    @property
    def place(self) -> tuple[str, str, str]:
        """What says which fault it is, wherever the lines have moved since."""
        return self.file, self.where, self.becomes


def _swaps(node: ast.AST) -> Iterator[ast.AST]:
    """The faults of one node, each as another node."""
    match node:
        case ast.Compare(ops=[op], left=left, comparators=right) if type(op) in COMPARED:
            yield ast.Compare(left=left, ops=[COMPARED[type(op)]()], comparators=right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(op=ast.Or() if isinstance(op, ast.And) else ast.And(), values=values)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield inner
        case ast.BinOp(left=left, op=op, right=right) if type(op) in RECKONED:
            yield ast.BinOp(left=left, op=RECKONED[type(op)](), right=right)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(value=not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value=value + 1)
        case ast.Constant(value=str() as value):
            yield ast.Constant(value=value + "x")
        case ast.Name(id=name) if name in NAMES:
            yield ast.Name(id=NAMES[name], ctx=ast.Load())
        case ast.Attribute(value=ast.Name(id=kind), attr=attr) if attr in ENUMS.get(kind, ()):
            row = ENUMS[kind]
            other = row[(row.index(attr) + 1) % len(row)]
            yield ast.Attribute(value=ast.Name(id=kind, ctx=ast.Load()), attr=other, ctx=ast.Load())
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test=test, body=orelse, orelse=body)


def _left_alone(tree: ast.AST) -> set[int]:
    """Nodes that are no behaviour: docstrings, type notes, titles and explanations of rules, `__future__`."""
    alone: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()) as text):
                alone.add(id(text))
            case ast.AnnAssign(annotation=note) | ast.arg(annotation=ast.expr() as note):
                alone |= {id(n) for n in ast.walk(note)}
            case ast.FunctionDef(returns=ast.expr() as note):
                alone |= {id(n) for n in ast.walk(note)}
            case ast.Call(func=ast.Name(id="rule"), args=[_, title]):
                alone.add(id(title))
            case ast.Call(func=ast.Name(id="_input"), args=args):
                alone |= {id(args[1]), id(args[-1])}
            case ast.JoinedStr() | ast.Raise():
                alone |= {id(n) for n in ast.walk(node)}
            case ast.Call(func=ast.Name(id="dataclass" | "TypeVar")):
                alone |= {id(n) for n in ast.walk(node)}
        if isinstance(node, ast.keyword) and node.arg in {"repr", "compare", "say"}:
            alone |= {id(n) for n in ast.walk(node)}
    return alone


def mutants(file: str) -> Iterator[Mutant]:
    """Every fault of one file."""
    tree = ast.parse((ROOT / file).read_text())
    whole = ast.unparse(tree).splitlines()
    alone = _left_alone(tree)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            items = value if isinstance(value, list) else [value]
            for n, node in enumerate(items):
                if not isinstance(node, ast.AST) or id(node) in alone or isinstance(parent, ast.ImportFrom):
                    continue
                for other in _swaps(node):
                    before, after = ast.unparse(node), ast.unparse(ast.fix_missing_locations(other))
                    _put(parent, name, n, value, other)
                    text = ast.unparse(ast.fix_missing_locations(tree))
                    _put(parent, name, n, value, node)
                    where, becomes = _changed(whole, text.splitlines())
                    what = f"{before} -> {after}"
                    line = getattr(node, "lineno", 0)
                    yield Mutant(file=file, line=line, what=what, text=text, where=where, becomes=becomes)


def _changed(before: list[str], after: list[str]) -> tuple[str, str]:
    """The function or class around the first line that differs, and that line."""
    n = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    if n is None:
        return "", ""
    depth = len(after[n]) - len(after[n].lstrip())
    heads = (re.match(r"( *)(?:def|class) (\w+)", line) for line in reversed(after[: n + 1]))
    around = (head[2] for head in heads if head and len(head[1]) <= max(0, depth - 4))
    return next(around, "") if depth else "", after[n].strip()


def _put(parent: ast.AST, name: str, n: int, value: object, node: ast.AST) -> None:
    if isinstance(value, list):
        value[n] = node
    else:
        setattr(parent, name, node)


def copy(to: Path, files: Iterable[str]) -> Path:
    """The tree as the tests need it, every file to be mutated already in the form in which mutants are written."""
    for name in ("planner", "config", "tests"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", to)
    for file in files:
        (to / file).write_text(ast.unparse(ast.parse((ROOT / file).read_text())))
    compileall.compile_dir(to, quiet=2)
    return to


def noticed(tree: Path, mutant: Mutant | None, tests: tuple[str, ...]) -> bool:
    """Whether some test fails in the tree with this fault in it."""
    path = tree / (mutant.file if mutant else FILES[0])
    whole = path.read_text()
    if mutant:
        path.write_text(mutant.text)
        for stale in path.parent.glob(f"__pycache__/{path.stem}.*"):  # only of this file: the rest is not compiled anew
            stale.unlink()
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1" if mutant else ""}
    try:
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, timeout=TIMEOUT, check=False)
        return done.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(whole)


def reasons() -> dict[tuple[str, str, str], str]:
    """Why a fault changes no answer, by its place. Raises KeyError for an entry that lacks a part."""
    rows = tomllib.loads(REASONS.read_text())["harmless"]
    return {(row["file"], row["in"], line): row["why"] for row in rows for line in row["becomes"]}


def _tell_old(found: list[Mutant], known: Iterable[tuple[str, str, str]]) -> None:
    """Says which reasons are of faults that can no longer be planted: the code has changed under them."""
    there, files = {m.place for m in found}, {m.file for m in found}
    for file, where, line in known:
        if file in files and (file, where, line) not in there:
            print(f"no such fault any more in {file}, {where or 'outside of functions'}: {line}")


def main() -> int:
    """Run and print; the exit code says whether fewer than nine in ten were noticed, or one lives without a reason."""
    parser = argparse.ArgumentParser(description="Which small faults in the advice does no test notice?")
    parser.add_argument("files", nargs="*", default=FILES)
    parser.add_argument("--tests", nargs="+", default=TESTS)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sample", type=int, help="only so many, picked by chance but always the same")
    args = parser.parse_args()
    found = [m for file in args.files for m in mutants(file)]
    why = reasons()
    _tell_old(found, why)
    if args.sample and args.sample < len(found):
        found = random.Random(1).sample(found, args.sample)
    with tempfile.TemporaryDirectory() as folder:
        trees: SimpleQueue[Path] = SimpleQueue()
        for n in range(args.processes):
            trees.put(copy(Path(folder) / str(n), args.files))
        if any(noticed(Path(folder) / str(n), None, tuple(args.tests)) for n in range(args.processes)):
            print("the tests fail without any fault: nothing can be said")
            return 2
        left = count(len(found), -1)

        def one(mutant: Mutant) -> bool:
            tree = trees.get()
            try:
                dead = noticed(tree, mutant, tuple(args.tests))
            finally:
                trees.put(tree)
            print(f"\r{next(left)} left  ", end="", file=sys.stderr)
            if not dead:
                print(f"survived {mutant.file}:{mutant.line}: {mutant.what}")
                print(f"    {mutant.becomes}", f"    {why.get(mutant.place, 'NO REASON')}", sep="\n", flush=True)
            return dead

        with ThreadPoolExecutor(args.processes) as pool:
            killed = list(pool.map(one, found))
    alive = [m for m, dead in zip(found, killed, strict=True) if not dead]
    bare = [m for m in alive if m.place not in why]
    print(f"\n{sum(killed)} of {len(found)} killed ({sum(killed) / max(1, len(found)):.1%}); alive: ", end="")
    print(f"{len(alive) - len(bare)} with a reason why they change no answer, {len(bare)} without one")
    return 0 if sum(killed) >= 0.9 * len(found) and not bare else 1


if __name__ == "__main__":
    raise SystemExit(main())
