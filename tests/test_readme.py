"""What the README tells people to type is what works, and what .ci/run runs; what it names is there.

It knows the README as text. It does not install anything: .ci/run does, and test_packaging.py in its way.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from planner.cli import COMMANDS
from planner.storage.rulebook import own_rules, shipped_rules

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
START = "python3 -m venv --upgrade-deps .venv && .venv/bin/pip install -q -e . && .venv/bin/planner"
PYTEST = ".venv/bin/python -m pytest -q -n 3 --dist worksteal"
TEST = f"python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && {PYTEST}"


def blocks(text: str, kind: str = "sh") -> list[str]:
    """The bodies of the blocks fenced as one kind, in order."""
    return re.findall(rf"^```{kind}\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)


def test_the_first_two_blocks_are_the_two_commands() -> None:
    """Start, then test; no other sh block stands before them."""
    assert blocks(README)[:2] == [START, TEST]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with our README and .ci/run, and stand-ins on the path that write down what they are asked to do."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/run").write_bytes((ROOT / ".ci/run").read_bytes())
    (tmp_path / "README.md").write_text(README)
    for name in (".venv/bin/pip", ".venv/bin/python", ".venv/bin/ruff", ".venv/bin/mypy", "bin/python3", "bin/strace"):
        tool = tmp_path / name
        tool.parent.mkdir(parents=True, exist_ok=True)
        tool.write_text(f'#!/bin/sh\necho "{name} $@"\ntest "$BROKEN" != "{tool.name} $1"\n')
        tool.chmod(0o755)
    return tmp_path


def ci(clone: Path, broken: str = "") -> tuple[int, list[str]]:
    """The exit code of .ci/run and what it did, in order; one of the tools may be broken."""
    env = {**os.environ, "PATH": f"{clone / 'bin'}:{os.environ['PATH']}", "BROKEN": broken}
    done = subprocess.run(
        ["bash", ".ci/run"], cwd=clone, env=env, capture_output=True, text=True, timeout=30, check=False
    )
    return done.returncode, done.stdout.splitlines()


def test_ci_runs_the_second_command_as_it_stands(clone: Path) -> None:
    """It installs, lints and types, and ends with the whole second command; the tests run once and come last."""
    code, steps = ci(clone)
    whole = [
        "bin/python3 -m venv .venv",
        ".venv/bin/pip install -q -e .[test]",
        ".venv/bin/python -m pytest -q -n 3 --dist worksteal",
    ]
    lint = [".venv/bin/ruff check", ".venv/bin/ruff format --check", ".venv/bin/mypy --strict"]
    assert (code, steps) == (0, [*whole[:2], *lint, *whole])


@pytest.mark.parametrize(
    "broken", ["python3 -m", "pip install", "ruff check", "ruff format", "mypy --strict", "python -m"]
)
def test_ci_fails_with_the_first_step_that_fails(clone: Path, broken: str) -> None:
    """No step's failure is lost, and none after it runs."""
    code, steps = ci(clone, broken)
    assert code == 1
    assert steps[-1].split("/")[-1].startswith(broken)


def test_ci_follows_the_readme(clone: Path) -> None:
    """Another command in the README is another command in .ci/run; one that cannot be split is refused."""
    (clone / "README.md").write_text(README.replace("pytest -q -n 3 --dist worksteal", "pytest --fast"))
    assert ci(clone)[1][-1] == ".venv/bin/python -m pytest --fast"
    (clone / "README.md").write_text(README.replace(TEST, "make"))
    assert ci(clone) == (1, [])


@pytest.mark.parametrize("installs", [True, False, None], ids=["can be installed", "is refused", "no apt-get"])
def test_ci_gets_strace_or_says_so(clone: Path, installs: bool | None) -> None:
    """Without strace the tests of faults are skipped: it is installed where root may, and what became of it is said."""
    bin_ = clone / "bin"
    (bin_ / "strace").unlink()
    for tool in ("awk", "bash", "sh", "dirname", "timeout", "chmod", "cp"):
        (bin_ / tool).symlink_to(str(shutil.which(tool)))
    if installs is not None:
        install = 'cp bin/python3 bin/strace; echo "$@" >> asked' if installs else "exit 100"
        (bin_ / "apt-get").write_text(f"#!/bin/sh\n{install}\n")
        (bin_ / "apt-get").chmod(0o755)
    env = {**os.environ, "PATH": str(bin_)}
    done = subprocess.run(["bash", ".ci/run"], cwd=clone, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and PYTEST in done.stdout, done.stderr
    if installs and os.geteuid() == 0:
        asked = ["-qq update", "-qq install -y --no-install-recommends strace"]
        assert (clone / "asked").read_text().splitlines() == asked
        assert ".ci/run: strace is there: the tests of faults run" in done.stderr
    else:
        assert "strace is missing and could not be installed: the tests of faults are SKIPPED" in done.stderr


def test_ci_can_be_run() -> None:
    """The file is executable, and so git keeps it."""
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_every_command_that_the_readme_names_exists() -> None:
    """A `planner word` in code is a command of the command line."""
    named = set(re.findall(r"^\$ planner ([a-z][\w-]*)|`planner ([a-z][\w-]*)", README, re.MULTILINE))
    assert {first or second for first, second in named} <= COMMANDS.keys()


def test_every_file_that_the_readme_names_exists() -> None:
    """A path of the checkout in code is there."""
    for name in re.findall(r"`((?:planner|config|tests|\.ci)/[\w./-]*)`", README):
        assert (ROOT / name).exists(), name


def test_its_own_rules_are_taken() -> None:
    """The example of a number of one's own is a whole file that is accepted, and it changes that number."""
    base = shipped_rules()
    own = own_rules(base, blocks(README, "toml")[1].encode(), "rules.toml")
    assert own.entries["sleep-debt"].numbers["mean_h"] == 7.5 != base.book.entries["sleep-debt"].numbers["mean_h"]


def test_its_scenario_is_answered(tmp_path: Path) -> None:
    """The example of a morning gets an answer."""
    (tmp_path / "mornings.toml").write_text(blocks(README, "toml")[0])
    command = [sys.executable, "-m", "planner", "advise", tmp_path / "mornings.toml", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert [a["suggestion"] for a in json.loads(done.stdout)] == ["modified_run"]


def test_the_version_is_in_the_changelog() -> None:
    """What pyproject.toml calls this version has its part in the changelog, after what is not released yet."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[:2] == ["Unreleased", version]
