"""The house keeps its shape: what lies where, who imports whom, how big things may grow, that they say what they are.

Each check is a function from a checkout to what is wrong in it. `FAULTS` plants at least one fault for each check in a
copy and expects that check to name the place; so no check can rot into one that never fails.
"""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
Check = Callable[[Path], list[str]]

TOP = "planner config tests pyproject.toml README.md LICENSE CHANGELOG.md".split()
CONFIG = "settings.toml rules.toml routines.toml sources.toml".split()
CORE_MAY = set(
    "__future__ abc bisect calendar collections dataclasses datetime decimal difflib enum fractions functools "
    "itertools math operator re statistics string textwrap types typing unicodedata".split()
)
NETWORK = set(
    "socket ssl http urllib socketserver ftplib smtplib poplib imaplib nntplib telnetlib xmlrpc webbrowser wsgiref cgi "
    "requests httpx aiohttp urllib3 websockets".split()
)
LAYERS = {
    # layer: (parts of planner that it may import, distributions that it may import)
    "core": ({"core"}, set()),
    "storage": ({"core", "storage"}, {"tomli_w", "tomlkit", "platformdirs"}),
    "sources": ({"core", "storage", "sources"}, set()),
    "sinks": ({"core", "storage", "sinks"}, set()),
    "commands": ({"core", "storage", "sources", "sinks", "commands", "desk"}, set()),
    "tui": ({"core", "storage", "tui", "desk"}, {"textual", "rich"}),
    "desk": ({"core", "storage", "desk"}, set()),
    "cli": ({"core", "storage", "commands", "desk", "cli"}, set()),
    "__main__": ({"cli"}, set()),
    "__init__": (set(), set()),
}
MAY_PRINT = {"cli", "commands"}
SHELL_ONLY = {"tomllib", "tempfile", "shutil", "subprocess"}
"""Ways to files that only storage, sources and sinks take."""
ANY_MAY = {
    "planner/storage/reading.py": "a shape's `make` takes whatever its keys were checked to be",
    "planner/storage/shapes.py": "the same, for the makers that regroup keys",
    "planner/storage/scenarios.py": "the same",
    "planner/storage/settings.py": "the same, and setting one key by its path",
    "planner/storage/writing.py": "the way back: the parts of any value",
    "planner/core/rule.py": "what a rule looked at is of any type and only shown",
}
NOT_MIRRORED = {"scenarios", "bench", "faults", "samples", "shared", "__pycache__"}
"""Folders of tests that stand for no package: data, timings, fault sweeps, what tests share."""
MAX_LINES, MAX_METHODS, MEDIAN_LINES = 400, 25, 150


def sources(root: Path, *folders: str) -> Iterator[tuple[str, ast.Module, str]]:
    """Every Python file below the folders: its name in the checkout, its tree and its text."""
    for folder in folders or ("planner",):
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield path.relative_to(root).as_posix(), ast.parse(text), text


def layer(name: str) -> str:
    """The part of planner that a file belongs to: its package, or itself when it lies at the top."""
    return Path(name).parts[1].removesuffix(".py")


def imported(name: str, tree: ast.AST) -> Iterator[tuple[int, str, bool]]:
    """Each import: its line, the module in full, and whether it stands inside a function."""
    package = list(Path(name).parts[:-1])

    def walk(node: ast.AST, inside: bool) -> Iterator[tuple[int, str, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from ((child.lineno, alias.name, inside) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                base = package[: len(package) + 1 - child.level] if child.level else []
                module = ".".join([*base, *([child.module] if child.module else [])])
                yield from ((child.lineno, f"{module}.{alias.name}", inside) for alias in child.names)
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from walk(child, inside or function)

    return walk(tree, inside=False)


def layout(root: Path) -> list[str]:
    """Only what design allows lies at the top and in config/: what git tracks, or in an sdist all that it would."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", root, "ls-files", "-z"], capture_output=True, text=True, check=True
        ).stdout
        files = [f for f in listed.split("\0") if f]
    else:
        ignored = [*(root / ".gitignore").read_text().split(), "PKG-INFO"]
        names = [p for p in root.iterdir() if not any(fnmatch(p.name, i.rstrip("/")) for i in ignored)]
        files = [f"{p.name}/" if p.is_dir() else p.name for p in names]
        files += [p.relative_to(root).as_posix() for p in (root / "config").iterdir()]
    top = {f.split("/")[0] for f in files}
    found = [f"{t}: is not part of the layout" for t in sorted(top) if t not in TOP and not t.startswith(".")]
    found += [f"{t}: is missing" for t in TOP if t not in top]
    return found + [
        f"{f}: config holds {CONFIG}" for f in files if re.fullmatch("config/.+", f) and f[7:] not in CONFIG
    ]


def directions(root: Path) -> list[str]:
    """Core imports core and pure modules, storage no face, the face core and storage, cli the face only when asked."""
    found = []
    for name, tree, _ in sources(root):
        mine = layer(name)
        if mine not in LAYERS:
            found.append(f"{name}: {mine} is no known layer; add to LAYERS what it may import")
            continue
        ours, others = LAYERS[mine]
        for line, module, inside in imported(name, tree):
            first, _, rest = module.partition(".")
            part = rest.split(".")[0]
            if first == "planner":
                good = part in ours or (part == "tui" and mine == "cli" and inside)
            elif mine == "core":
                good = first in CORE_MAY
            elif first in SHELL_ONLY:
                good = mine in {"storage", "sources", "sinks"}
            else:
                good = first in others or first in sys.stdlib_module_names
            if not good:
                found.append(f"{name}:{line}: {mine} may not import {module}")
    return found


def network(root: Path) -> list[str]:
    """Nothing of ours imports a way to the network, at the top or inside a function, here or in the tests."""
    return [
        f"{name}:{line}: {module}"
        for name, tree, _ in sources(root, "planner")
        for line, module, _ in imported(name, tree)
        if module.split(".")[0] in NETWORK
    ]


def by_name(root: Path) -> list[str]:
    """No import by a string, which none of these checks could see; cli may, in a function, for what it starts."""
    found = []
    for name, tree, _ in sources(root):
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)] if name == "planner/cli.py" else []
        allowed = {id(n) for f in functions for n in ast.walk(f)}
        for node in ast.walk(tree):
            called = getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
            if called in {"__import__", "import_module", "exec", "eval", "runpy"} and id(node) not in allowed:
                found.append(f"{name}:{node.lineno}: imports by a string")
    return found


def purity(root: Path) -> list[str]:
    """Core opens nothing, prints nothing, asks nobody; only the plain face prints; the screens open no file."""
    found = []
    for name, tree, _ in sources(root):
        no = set() if layer(name) in MAY_PRINT else {"print", "input", "breakpoint"}
        no |= {"open"} if layer(name) in {"core", "tui"} else set()
        no |= {"compile", "globals", "vars"} if layer(name) == "core" else set()
        read = (n for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
        found += [f"{name}:{n.lineno}: {layer(name)} may not use {n.id}" for n in read if n.id in no]
    return found


def clocks(root: Path) -> list[str]:
    """Only storage/clock.py asks what time or day it is; core is not even given a clock."""
    asks = {"today", "now", "utcnow"}
    found = []
    for name, tree, _ in sources(root):
        if name == "planner/storage/clock.py":
            continue
        core = layer(name) == "core"
        called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in asks:
                owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
                if owner in {"date", "datetime", "dt"} or (core and id(node) in called):
                    found.append(f"{name}:{node.lineno}: asks {owner}.{node.attr}; be told instead")
            elif core and isinstance(node, ast.Attribute) and node.attr in {"fromtimestamp", "utcfromtimestamp"}:
                found.append(f"{name}:{node.lineno}: {node.attr} asks for the machine's zone")
    return found


def sizes(root: Path) -> list[str]:
    """No file over 400 lines, no class over 25 methods, and the middle file of planner stays small."""
    found, lengths = [], []
    for name, tree, text in sources(root, "planner", "tests"):
        lines = len(text.splitlines())
        lengths += [lines] if name.startswith("planner/") and not name.endswith("__init__.py") else []
        if lines > MAX_LINES:
            found.append(f"{name}: {lines} lines, over {MAX_LINES}")
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) for n in node.body)
                if methods > MAX_METHODS:
                    found.append(f"{name}:{node.lineno}: class {node.name} has {methods} methods, over {MAX_METHODS}")
    if (middle := statistics.median(lengths)) > MEDIAN_LINES:
        found.append(f"planner: the middle file has {middle} lines, over {MEDIAN_LINES}")
    return found


def said(root: Path) -> list[str]:
    """Every public function, method and class of planner has a docstring."""
    found = []

    def walk(name: str, node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not child.name.startswith(
                "_"
            ):
                if not ast.get_docstring(child):
                    found.append(f"{name}:{child.lineno}: {child.name} has no docstring")
                if isinstance(child, ast.ClassDef):
                    walk(name, child)

    for name, tree, _ in sources(root):
        walk(name, tree)
    return found


def modules_said(root: Path) -> list[str]:
    """Every module says what it is; one of core or storage in two sentences, or in what it refuses."""
    found = []
    for name, tree, _ in sources(root, "planner", "tests"):
        doc = ast.get_docstring(tree) or ""
        deep = layer(name) in {"core", "storage"} and name.startswith("planner/") and not name.endswith("__init__.py")
        sentences = len(re.findall(r"[.:;?](?:\s|$)", doc))
        if not doc or (deep and sentences < 2 and "refuses" not in doc):
            found.append(f"{name}: its docstring must say what it knows and what it refuses to know")
    return found


def anys(root: Path) -> list[str]:
    """`Any` only where a reason is written down, and no reason is kept for a file that no longer needs it."""
    used = {
        name
        for name, tree, _ in sources(root)
        if any(
            (isinstance(n, ast.Name) and n.id == "Any") or (isinstance(n, ast.Attribute) and n.attr == "Any")
            for n in ast.walk(tree)
        )
    }
    found = [f"{name}: uses Any" for name in sorted(used - ANY_MAY.keys())]
    return found + [f"{name}: no longer uses Any; take it out of ANY_MAY" for name in sorted(ANY_MAY.keys() - used)]


def excuses(root: Path) -> list[str]:
    """Whoever silences mypy or ruff says which rule, and why."""
    quiet = re.compile(r"#\s*(type:\s*ignore|noqa|ruff:|mypy:|pragma:|fmt:)")
    good = re.compile(r"#\s*(type:\s*ignore\[[\w, -]+\]|noqa: [A-Z]+\d+)\s+#\s*\w\w+|# fmt: skip\s+#\s*\w\w+")
    return [
        f"{name}:{number}: says no reason: {line.strip()}"
        for name, _, text in sources(root, "planner", "tests")
        for number, line in enumerate(text.splitlines(), 1)
        if quiet.search(line) and not good.search(line) and not name.endswith("test_architecture.py")
    ]


def frozen(root: Path) -> list[str]:
    """The values of core are frozen and made by keyword."""
    found = []
    for name, tree, _ in sources(root, "planner/core"):
        for node in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
            for mark in node.decorator_list:
                text = ast.unparse(mark)
                if "dataclass" in text and not ("frozen=True" in text and "kw_only=True" in text):
                    found.append(f"{name}:{node.lineno}: {node.name} must be frozen and keyword-only")
    return found


def mirrored(root: Path) -> list[str]:
    """Every package of planner has its folder of tests, no such folder is without one, no two tests share a name."""
    packages = {p.name for p in (root / "planner").iterdir() if [m for m in p.glob("*.py") if m.name != "__init__.py"]}
    folders = {p.name for p in (root / "tests").iterdir() if p.is_dir()} - NOT_MIRRORED
    found = [f"planner/{p}: has no tests/{p}" for p in sorted(packages - folders)]
    found += [f"tests/{f}: stands for no package" for f in sorted(folders - packages)]
    names = [p.name for p in (root / "tests").rglob("test_*.py")]
    return found + [f"tests: two files are called {n}" for n in sorted(set(names)) if names.count(n) > 1]


CHECKS: tuple[Check, ...] = (
    layout, directions, network, by_name, purity, clocks, sizes, said, modules_said, anys, excuses, frozen, mirrored,
)  # fmt: skip


FAULTS: tuple[tuple[Check, str, str, str], ...] = (
    # the check, the file that is changed or made, what is added to its end, and what the check then names
    (layout, "setup.py", "", "setup.py: is not part"),
    (layout, "docs/index.md", "x", "docs: is not part"),
    (layout, "config/more.toml", "", "config/more.toml"),
    (directions, "planner/core/days.py", "import os", "core may not import os"),
    (directions, "planner/core/days.py", "from pathlib import Path", "core may not import pathlib.Path"),
    (directions, "planner/core/rules/bone.py", "from ...storage import files", "core may not import planner.storage"),
    (directions, "planner/core/rules/bone.py", "def f():\n    import random", "core may not import random"),
    (directions, "planner/storage/files.py", "from planner.tui import app", "storage may not import planner.tui.app"),
    (directions, "planner/storage/files.py", "import planner.cli", "storage may not import planner.cli"),
    (directions, "planner/storage/files.py", "import textual", "storage may not import textual"),
    (directions, "planner/tui/late.py", "import planner.commands.io", "tui may not import planner.commands"),
    (directions, "planner/tui/late.py", "import tomllib", "tui may not import tomllib"),
    (directions, "planner/cli.py", "from planner import tui", "cli may not import planner.tui"),
    (directions, "planner/cli.py", "if 1:\n    import planner.tui.app", "cli may not import planner.tui.app"),
    (directions, "planner/commands/io.py", "def f():\n    import rich", "commands may not import rich"),
    (directions, "planner/utils.py", '"""Things."""', "utils is no known layer"),
    (network, "planner/storage/files.py", "import socket", "planner/storage/files.py"),
    (network, "planner/cli.py", "def f():\n    from urllib import request", "urllib.request"),
    (network, "planner/tui/late.py", "import http.client as h, ssl", "ssl"),
    (by_name, "planner/storage/files.py", "from importlib import import_module as i", "planner/storage/files.py"),
    (by_name, "planner/core/days.py", "__import__('os')", "planner/core/days.py"),
    (by_name, "planner/cli.py", "import importlib\nimportlib.import_module('planner.tui.app')", "planner/cli.py"),
    (purity, "planner/core/days.py", "x = open", "core may not use open"),
    (purity, "planner/storage/files.py", "print(1)", "storage may not use print"),
    (purity, "planner/tui/late.py", "open('x')", "tui may not use open"),
    (clocks, "planner/core/days.py", "import datetime as dt\ndt.date.today()", "asks date.today"),
    (clocks, "planner/core/days.py", "def f(clock):\n    return clock.now()", "asks clock.now"),
    (clocks, "planner/core/days.py", "datetime.fromtimestamp(0)", "fromtimestamp"),
    (clocks, "planner/commands/io.py", "now = datetime.now", "asks datetime.now"),
    (sizes, "planner/storage/files.py", "\n" * 400, "planner/storage/files.py"),
    (sizes, "tests/test_long.py", "\n" * 401, "tests/test_long.py: 401 lines"),
    (sizes, "planner/tui/late.py", "class Big:\n" + "    def f(self): ...\n" * 26, "class Big has 26 methods"),
    (sizes, "planner/core/{}.py", "\n" * 399, "the middle file has"),
    (said, "planner/core/days.py", "def quiet(): ...", "quiet has no docstring"),
    (said, "planner/tui/late.py", 'class A:\n    """A."""\n    def quiet(self): ...', "quiet has no docstring"),
    (modules_said, "planner/storage/late.py", '"""Helpers."""', "planner/storage/late.py"),
    (modules_said, "tests/test_late.py", "x = 1", "tests/test_late.py"),
    (anys, "planner/core/days.py", "from typing import Any\nx: Any = 1", "planner/core/days.py: uses Any"),
    (anys, "planner/tui/late.py", "import typing\nx: typing.Any = 1", "planner/tui/late.py: uses Any"),
    (excuses, "planner/core/days.py", "x = 1  # type: ignore[misc]", "planner/core/days.py"),
    (excuses, "tests/test_late.py", "x = 1  # noqa", "tests/test_late.py"),
    (frozen, "planner/core/days.py", "@dataclass(frozen=True)\nclass Loose: ...", "Loose must be frozen"),
    (mirrored, "planner/sinks/calendar.py", "", "planner/sinks: has no tests/sinks"),
    (mirrored, "tests/misc/test_late.py", "", "tests/misc: stands for no package"),
    (mirrored, "tests/core/test_files.py", "", "two files are called test_files.py"),
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_the_house(check: Check) -> None:
    """Nothing is wrong in this checkout."""
    assert check(ROOT) == []


@pytest.mark.parametrize(("check", "file", "added", "named"), FAULTS, ids=lambda v: getattr(v, "__name__", None))
def test_a_planted_fault_is_named(tmp_path: Path, check: Check, file: str, added: str, named: str) -> None:
    """In a copy of the checkout a check names the fault once it is planted, and not before."""
    copy = copied(tmp_path)
    before = check(copy)
    for place in [file.format(n) for n in range(200 if "{}" in file else 1)]:
        (copy / place).parent.mkdir(parents=True, exist_ok=True)
        with (copy / place).open("a", encoding="utf-8") as opened:
            opened.write(f"\n{added}" if opened.tell() else added)
    after = [complaint for complaint in check(copy) if complaint not in before]
    assert any(named in complaint for complaint in after), after


def test_every_check_has_a_planted_fault() -> None:
    """No check is without the proof that it can fail."""
    assert set(CHECKS) == {check for check, *_ in FAULTS}


def test_layout_asks_git_where_there_is_one(tmp_path: Path) -> None:
    """A file that is not tracked does no harm, one that is tracked does, and so does one that is missing."""
    copy = copied(tmp_path)
    git = ["git", "-C", copy]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    (copy / "notes.txt").write_text("mine")
    assert layout(copy) == []
    subprocess.run([*git, "add", "notes.txt"], check=True)
    subprocess.run([*git, "rm", "-q", "--cached", "LICENSE"], check=True)
    assert layout(copy) == ["notes.txt: is not part of the layout", "LICENSE: is missing"]


def test_an_allowance_that_nobody_needs_is_named(tmp_path: Path) -> None:
    """The list of places with Any cannot outlive its reasons."""
    copy = copied(tmp_path)
    (copy / "planner/core/rule.py").write_text("")
    assert "planner/core/rule.py: no longer uses Any; take it out of ANY_MAY" in anys(copy)


def copied(tmp_path: Path) -> Path:
    """A copy of what the checks read."""
    copy, skip = tmp_path / "copy", shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in TOP:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=skip)
        else:
            shutil.copy(ROOT / name, copy / name)
    shutil.copy(ROOT / ".gitignore", copy / ".gitignore")
    return copy
