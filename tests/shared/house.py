"""The shape of the house as checks: what lies where, who imports whom, how big things may grow, what they must say.

Each check is a function from a checkout to what is wrong in it. It knows sources as text and trees and runs none of
them; what an interpreter really loads is in test_import_hygiene.py. test_architecture.py plants a fault for each.
"""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
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
    "sinks": ({"core", "sinks"}, set()),
    "commands": ({"core", "storage", "sources", "sinks", "commands", "desk"}, set()),
    "tui": ({"core", "storage", "tui", "desk", "instant"}, {"textual", "rich"}),
    "desk": ({"core", "storage", "desk"}, set()),
    "demo": ({"core", "storage", "desk"}, set()),
    "instant": (set(), set()),
    "cli": ({"core", "storage", "commands", "desk", "cli", "demo", "instant"}, set()),
    "__main__": ({"cli", "instant"}, set()),
    "__init__": (set(), set()),
}
TYPES_FROM = {"tui": {"commands"}, "cli": {"tui"}}
"""What a part may name as a type, under TYPE_CHECKING, and never import: screens are handed the process's streams."""
PLAIN = {f"planner/commands/{name}.py" for name in ("plain", "asking", "understood", "doctor", "steps", "walking")}
"""The face of plain lines: the pages of the screen without the screen; a fresh interpreter must load no Textual."""
BY_NAME = {"planner/cli.py", "planner/tui/pages.py"}
"""Import what they start by a string, and only when it is asked for."""
MAY_PRINT = {"cli", "commands"}
SHELL_ONLY = {"tomllib", "tempfile", "shutil", "subprocess"}
"""Ways to files that only storage and sources take."""
ANY_MAY = {
    "planner/storage/reading.py": "a shape's `make` takes whatever its keys were checked to be",
    "planner/storage/shapes.py": "the same, for the makers that regroup keys",
    "planner/storage/scenarios.py": "the same",
    "planner/storage/rows.py": "a row of JSON is of anything until it is checked",
    "planner/storage/settings.py": "the same, and setting one key by its path",
    "planner/storage/writing.py": "the way back: the parts of any value",
    "planner/core/values.py": "a field's value is of any type; type checkers see the standard decorator instead",
    "planner/core/rule.py": "what a rule looked at is of any type and only shown",
}
WRITE_CALLS = set(
    "os.O_WRONLY os.O_RDWR os.O_CREAT os.O_TRUNC os.O_APPEND os.replace os.rename os.link os.symlink os.truncate "
    "os.mkfifo os.ftruncate os.pwrite os.unlink os.remove os.rmdir write_text write_bytes mkstemp NamedTemporaryFile "
    "symlink_to hardlink_to rename touch unlink rmdir rmtree copyfile copytree copy2 FileIO".split()
)
WRITES_MAY = {
    "planner/storage/swap.py": "the save itself: every file that promises something goes through it",
    "planner/storage/loose.py": "drafts, caches, kept versions, reports: whole and private, but nobody waits for them",
    "planner/storage/kept.py": "the oldest versions go",
    "planner/storage/conflicts.py": "a copy goes once it is settled and a kept version",
    "planner/storage/checkup.py": "what a killed save left goes once it is a kept version",
    "planner/storage/removing.py": "a day's file goes under a name that nothing reads, once its copy is flushed",
    "planner/storage/lock.py": "says who holds the lock, in the lock itself",
    "planner/commands/io.py": "the null device for a stream that was closed",
    "planner/cli.py": "the null device for an output that broke",
}
NOT_MIRRORED = {"scenarios", "bench", "faults", "samples", "seed", "shared", "__pycache__"}
"""Folders of tests that stand for no package: data, timings, fault sweeps, what tests share."""
MAX_LINES, MAX_METHODS, MEDIAN_LINES = 400, 25, 150


def sources(root: Path, *folders: str) -> Iterator[tuple[str, ast.Module, str]]:
    """Every Python file below the folders: its name in the checkout, its tree and its text."""
    for folder in folders or ("planner",):
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield path.relative_to(root).as_posix(), parsed(text), text


@cache
def parsed(text: str) -> ast.Module:
    """The tree of a source; the same text, in whatever copy of the checkout, is parsed once."""
    return ast.parse(text)


def layer(name: str) -> str:
    """The part of planner that a file belongs to: its package, or itself when it lies at the top."""
    return Path(name).parts[1].removesuffix(".py")


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """All of a tree."""
    return tuple(ast.walk(tree))


@cache
def imported(name: str, tree: ast.Module) -> tuple[tuple[int, str, str], ...]:
    """Each import: its line, the module in full, and whether it is at the "top", "inside" a function or for "types"."""
    package = list(Path(name).parts[:-1])

    def walk(node: ast.AST, where: str) -> Iterator[tuple[int, str, str]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from ((child.lineno, alias.name, where) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                base = package[: len(package) + 1 - child.level] if child.level else []
                module = ".".join([*base, *([child.module] if child.module else [])])
                yield from ((child.lineno, f"{module}.{alias.name}", where) for alias in child.names)
            if isinstance(child, ast.If) and ast.unparse(child.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
                yield from walk(ast.Module(body=child.body, type_ignores=[]), "types")
                yield from walk(ast.Module(body=child.orelse, type_ignores=[]), where)
            else:
                function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from walk(child, "inside" if function and where == "top" else where)

    return tuple(walk(tree, "top"))


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
        for line, module, where in imported(name, tree):
            first, _, rest = module.partition(".")
            part = rest.split(".")[0]
            if first == "planner":
                face = (mine == "cli" and where == "inside") or name in PLAIN
                good = part in ours or (part == "tui" and face)
                good = good or (where == "types" and part in TYPES_FROM.get(mine, ()))
            elif mine == "core":
                good = first in CORE_MAY
            elif first in SHELL_ONLY:
                good = mine in {"storage", "sources"} or (mine, first) == ("demo", "tempfile")
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
    """No import by a string, which none of these checks could see; but for those that start things, in a function."""
    found = []
    for name, tree, _ in sources(root):
        may = name in BY_NAME
        functions = [n for n in nodes(tree) if isinstance(n, ast.FunctionDef)] if may else []
        allowed = {id(n) for f in functions for n in ast.walk(f)}
        for node in nodes(tree):
            if isinstance(node, ast.alias):
                bad = node.name in {"import_module", "runpy"} and not may
            else:
                called = getattr(node, "id", getattr(node, "attr", ""))
                bad = called in {"__import__", "import_module", "exec", "eval"} and id(node) not in allowed
            if bad:
                found.append(f"{name}:{node.lineno}: imports by a string")
    return found


def purity(root: Path) -> list[str]:
    """Core opens nothing, prints nothing, asks nobody; only the plain face prints; screens and sinks open no file."""
    found = []
    for name, tree, _ in sources(root):
        no = set() if layer(name) in MAY_PRINT else {"print", "input", "breakpoint"}
        no |= {"open"} if layer(name) in {"core", "sinks", "tui"} else set()
        no |= {"compile", "globals", "vars"} if layer(name) == "core" else set()
        read = [n for n in nodes(tree) if isinstance(n, ast.Name) and n.id in no and isinstance(n.ctx, ast.Load)]
        own = _parameters(tree, no) if read else set()
        found += [
            f"{name}:{n.lineno}: {layer(name)} may not use {n.id}" for n in read if n.id in no and id(n) not in own
        ]
    return found


def _parameters(tree: ast.Module, names: set[str]) -> set[int]:
    """The uses of these names that mean a parameter of the function around them."""
    own = set()
    for function in (n for n in nodes(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)):
        called = {a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)} & names
        own |= {id(n) for n in ast.walk(function) if isinstance(n, ast.Name) and n.id in called}
    return own


def clocks(root: Path) -> list[str]:
    """Only storage/clock.py asks what time or day it is; core is not even given a clock."""
    found = []
    for name, tree, _ in sources(root):
        if name == "planner/storage/clock.py":
            continue
        core, every = layer(name) == "core", nodes(tree)
        imports = (n for n in every if isinstance(n, ast.ImportFrom) and n.module == "datetime")
        owners = {"date", "datetime"} | {a.asname for n in imports for a in n.names if a.asname}
        called = {id(n.func) for n in every if isinstance(n, ast.Call)}
        for node in (n for n in every if isinstance(n, ast.Attribute)):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            machine = owner in owners and node.attr in {"today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp"}
            if machine or (core and id(node) in called and node.attr in {"now", "utcnow"}):
                found.append(f"{name}:{node.lineno}: asks {owner}.{node.attr}; be told instead")
    return found


def sizes(root: Path) -> list[str]:
    """No file over 400 lines, no class over 25 methods, and the middle file of planner stays small."""
    found, lengths = [], []
    for name, tree, text in sources(root, "planner", "tests"):
        lines = len(text.splitlines())
        lengths += [lines] if name.startswith("planner/") and not name.endswith("__init__.py") else []
        if lines > MAX_LINES:
            found.append(f"{name}: {lines} lines, over {MAX_LINES}")
        for node in nodes(tree):
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
            for n in nodes(tree)
        )
    }
    found = [f"{name}: uses Any" for name in sorted(used - ANY_MAY.keys())]
    return found + [f"{name}: no longer uses Any; take it out of ANY_MAY" for name in sorted(ANY_MAY.keys() - used)]


def excuses(root: Path) -> list[str]:
    """Whoever silences mypy or ruff says which rule, and why; a layout kept by hand explains itself."""
    quiet = re.compile(r"#\s*(type:\s*ignore|noqa|ruff:|mypy:|pragma:)")
    good = re.compile(r"#\s*(type:\s*ignore\[[\w, -]+\]|noqa: [A-Z]+\d+)\s+#\s*\w\w+")
    return [
        f"{name}:{number}: says no reason: {line.strip()}"
        for name, _, text in sources(root, "planner", "tests")
        for number, line in enumerate(text.splitlines(), 1)
        if quiet.search(line) and not good.search(line) and Path(name).name not in {"house.py", "test_architecture.py"}
    ]


def frozen(root: Path) -> list[str]:
    """The values of core are frozen and made by keyword."""
    found = []
    for name, tree, _ in sources(root, "planner/core"):
        for node in (n for n in nodes(tree) if isinstance(n, ast.ClassDef)):
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


def writing(root: Path) -> list[str]:
    """Nothing writes, renames, links or deletes a file but the one way to save, and what has a written reason."""
    found, used = [], set()
    for name, tree, _ in sources(root):
        for node in (n for n in nodes(tree) if isinstance(n, ast.Attribute | ast.Call)):
            if isinstance(node, ast.Attribute):
                what = f"os.{node.attr}" if getattr(node.value, "id", "") == "os" else node.attr
                writes = what in WRITE_CALLS
            else:
                what = getattr(node.func, "id", getattr(node.func, "attr", ""))
                values = (
                    a.value for a in [*node.args[:2], *node.keywords] if isinstance(a, ast.keyword | ast.Constant)
                )
                modes = [v.value if isinstance(v, ast.Constant) else v for v in values]
                writes = what == "open" and any(
                    isinstance(m, str) and re.fullmatch("[rbt]*[wax+][rbt+]*", m) for m in modes
                )
            if writes:
                used.add(name)
                found += [f"{name}:{node.lineno}: {what}: files are written by storage.files.save"]
    found = [f for f in found if f.split(":")[0] not in WRITES_MAY]
    return found + [f"{name}: no longer writes; take it out of WRITES_MAY" for name in sorted(WRITES_MAY.keys() - used)]


CHECKS: tuple[Check, ...] = (
    layout, directions, network, by_name, purity, clocks, sizes, said, modules_said, anys, excuses, frozen, mirrored,
    writing,
)  # fmt: skip
