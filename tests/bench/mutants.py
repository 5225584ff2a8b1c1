"""Which small faults can be planted in a file of the planner, and a tree to plant them in.

Faults: a comparison moved by one side or turned round, and/or, not, min/max, any/all, + - * /, a number plus one,
true/false, a rung or a referral one further, a word changed, the two sides of `a if b else c` changed round.
Docstrings, titles and type notes are left alone. It knows nothing of tests: see forked.py.
"""

from __future__ import annotations

import ast
import compileall
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
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
    whole = ast.unparse(tree)
    lines, alone, at = whole.splitlines(), _left_alone(tree), 0
    for statement in tree.body:
        if isinstance(statement, ast.Expr):
            continue
        part = ast.Module(body=[statement], type_ignores=[])  # to write out the whole for each fault takes long
        was = ast.unparse(part)
        start = whole.index(was, at)
        at = start + len(was)
        for line, what, now in _faults(part, alone):
            text = f"{whole[:start]}{now}{whole[at:]}"
            where, becomes = _changed(lines, text.splitlines())
            yield Mutant(file=file, line=line, what=what, text=text, where=where, becomes=becomes)


def _faults(part: ast.Module, alone: set[int]) -> Iterator[tuple[int, str, str]]:
    """The line, what is made of what, and the text with it."""
    for parent in ast.walk(part):
        for name, value in ast.iter_fields(parent):
            items = value if isinstance(value, list) else [value]
            for n, node in enumerate(items):
                if not isinstance(node, ast.AST) or id(node) in alone or isinstance(parent, ast.ImportFrom):
                    continue
                for other in _swaps(node):
                    before, after = ast.unparse(node), ast.unparse(ast.fix_missing_locations(other))
                    _put(parent, name, n, value, other)
                    text = ast.unparse(part)
                    _put(parent, name, n, value, node)
                    yield getattr(node, "lineno", 0), f"{before} -> {after}", text


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
