"""What a fresh interpreter has really loaded, which no reading of the sources can tell.

The static half is test_architecture.py. Here a copy of the interpreter imports the package or runs a command, and says
which modules it then holds. Textual and asyncio bring sockets of their own, so bare `planner` is not asked.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli import COMMANDS

ROOT = Path(__file__).parents[1]
HEAVY = {"textual", "rich", "asyncio", "tomlkit", "platformdirs", "logging", "unittest"}
NETWORK = {"socket", "_socket", "ssl", "_ssl", "http", "urllib.request", "ftplib", "smtplib"}
WRITES = {"ctypes", "tomli_w", "tempfile"}
"""What only a save needs; argparse brings shutil."""
PROBE = """
import sys, io
before = set(sys.modules)
out, sys.stdout = sys.stdout, io.StringIO()
try:
    {body}
except SystemExit as end:
    assert not end.code, end.code
said, sys.stdout = sys.stdout, out
after = set(sys.modules)
import json
print(json.dumps([sorted(after - before), said.getvalue()]))
"""


def loaded(body: str, sources: Path = ROOT) -> tuple[set[str], str]:
    """The modules that the body loads in a fresh interpreter with these sources, and what it printed."""
    env = {**os.environ, "PYTHONPATH": str(sources)}
    command = [sys.executable, "-c", PROBE.format(body=body)]
    done = subprocess.run(command, env=env, cwd=sources, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    modules, said = json.loads(done.stdout)
    return set(modules), said


def names(folder: str) -> str:
    """A statement that imports every module of one part."""
    files = sorted((ROOT / "planner" / folder).rglob("*.py"))
    dotted = (".".join(f.relative_to(ROOT).with_suffix("").parts) for f in files)
    return "import " + ", ".join(name.removesuffix(".__init__") for name in dotted)


def command(*args: str) -> str:
    """A statement that runs one command line."""
    return f"from planner.cli import main; raise SystemExit(main({list(args)!r}))"


def test_importing_the_package_costs_nothing() -> None:
    """The package itself is a docstring."""
    assert loaded("import planner")[0] == {"planner"}


def test_importing_the_command_line_loads_a_handful() -> None:
    """Until a command is known, there is only what tells which one."""
    assert loaded("import planner.cli")[0] <= {"planner", "planner.cli", "__future__"}


def test_core_brings_only_itself_and_what_is_pure() -> None:
    """All of core loads no shell, no face, no way to a file, no parser and no network, however far it reaches."""
    modules, _ = loaded(names("core"))
    assert {m for m in modules if m.startswith("planner.") and not m.startswith("planner.core")} == set()
    assert modules.isdisjoint({*HEAVY, *NETWORK, *WRITES, "pathlib", "tomllib", "subprocess", "json", "argparse"})


def test_storage_brings_no_face_and_no_network() -> None:
    """All of storage, with what it imports at the top, loads no screen and no network."""
    modules, _ = loaded(names("storage"))
    assert {m for m in modules if m.startswith(("planner.tui", "planner.cli", "planner.commands"))} == set()
    assert modules.isdisjoint(HEAVY | NETWORK)


def test_sinks_bring_only_core_and_themselves() -> None:
    """What makes texts of days loads no shell, no face, no way to a file and no network."""
    modules, _ = loaded(names("sinks"))
    ours = {m for m in modules if m.startswith("planner.")}
    assert {m for m in ours if not m.startswith(("planner.core", "planner.sinks"))} == set()
    assert modules.isdisjoint({*HEAVY, *NETWORK, *WRITES, "pathlib", "tomllib", "subprocess", "json", "argparse"})


MORNING = '[[scenario]]\nid = "A"\nsleep_h = 8\nplan = { kind = "easy", km = 5 }\nhistory = { longest_30d_km = 8 }\n'
LINES = {
    "nothing": (["--help"], "usage"),
    **{name: ([name, "--help"], name) for name in COMMANDS},
    "where it is": (["where"], "settings.toml"),
    "a morning": (["advise", "FILE"], "A"),
}


@pytest.mark.parametrize(("line", "printed"), LINES.values(), ids=LINES)
def test_a_command_starts_without_the_screens(tmp_path: Path, line: list[str], printed: str) -> None:
    """No command but bare `planner` loads Textual, and none loads the network or what only a save needs."""
    file = tmp_path / "morning.toml"
    file.write_text(MORNING)
    modules, said = loaded(command(*(str(file) if part == "FILE" else part for part in line)))
    assert printed in said
    assert modules.isdisjoint((HEAVY | NETWORK | WRITES) - {"logging"})


@pytest.mark.parametrize(
    ("file", "added", "body", "module"),
    [
        ("planner/__init__.py", "import json", "import planner", "json"),
        ("planner/cli.py", "import textual", "import planner.cli", "textual"),
        ("planner/core/days.py", "import planner.storage.places", names("core"), "planner.storage.places"),
        ("planner/sinks/told.py", "import planner.storage.places", names("sinks"), "planner.storage.places"),
        ("planner/storage/places.py", "import platformdirs", names("storage"), "platformdirs"),
        ("planner/commands/where.py", "import http.client", command("where"), "socket"),
    ],
)
def test_a_planted_import_is_seen(tmp_path: Path, file: str, added: str, body: str, module: str) -> None:
    """In a copy of the sources each of these tests has something to find."""
    for part in ("planner", "config"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    assert module not in loaded(body, tmp_path)[0]
    with (tmp_path / file).open("a", encoding="utf-8") as opened:
        opened.write(f"\n{added}\n")
    assert module in loaded(body, tmp_path)[0]
