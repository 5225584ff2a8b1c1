"""The command line itself: what is listed, what a wrong name says, how it ends when something breaks off."""

from __future__ import annotations

import io as streams
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import cli
from planner.commands.io import Io, lines_of, safe
from planner.storage.problems import CannotWrite


class Screen(streams.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def world(*, stdin: str = "", terminal: bool = False, **environ: str) -> Io:
    made = Screen if terminal else streams.StringIO
    return Io(stdin=made(stdin), stdout=made(), stderr=made(), environ=environ)


def said(stream: object) -> str:
    assert isinstance(stream, streams.StringIO)
    return stream.getvalue()


def process(*args: str | bytes, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "planner", *args]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, env=env)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_row_is_a_command(name: str) -> None:
    """A row without a module would be listed and then crash; each command has help, and refuses what it has not."""
    module = import_module(f"planner.commands.{name.replace('-', '_')}")
    assert callable(module.run)
    io = world()
    assert cli.main([name, "--help"], io) == 0
    assert said(io.stdout).startswith(f"usage: planner {name}")
    io = world()
    assert cli.main([name, "--no-such-option"], io) == 2
    assert said(io.stderr).startswith(f"planner {name}: ")
    assert said(io.stdout) == ""


def test_help_lists_every_row_on_a_line_of_its_own() -> None:
    io = world()
    assert cli.main(["--help"], io) == 0
    lines = said(io.stdout).splitlines()
    assert all(len(line) <= 100 for line in lines)
    for name, about in cli.COMMANDS.items():
        assert any(line.split(maxsplit=1) == [name, about] for line in lines)


def test_version() -> None:
    io = world()
    assert cli.main(["--version"], io) == 0
    assert said(io.stdout).startswith("planner 0.")


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("wher", "planner where"),
        ("qqq", "planner --help"),
        ("--jsn", "option"),
        ("", "--help"),
    ],
)
def test_a_wrong_name_names_the_nearest(wrong: str, hint: str) -> None:
    io = world()
    assert cli.main([wrong], io) == 2
    assert hint in said(io.stderr)
    assert said(io.stdout) == ""


def test_bare_without_a_terminal_says_so() -> None:
    io = world()
    assert cli.main([], io) == 2
    assert "no terminal" in said(io.stderr)


@pytest.mark.parametrize("args", [[], ["--demo"], ["--ascii"], ["--ascii", "--demo"]])
def test_bare_in_a_terminal_opens_the_screens(args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo has a folder of its own, filled, which is gone afterwards."""
    homes: list[Path] = []

    def start(io: Io) -> int:
        homes.append(Path(io.environ["PLANNER_HOME"]))
        assert (io.environ.get("PLANNER_ASCII") == "1") is ("--ascii" in args)
        assert ((homes[0] / "settings.toml").exists()) is ("--demo" in args)
        return 0

    monkeypatch.setitem(sys.modules, "planner.tui.app", SimpleNamespace(start=start))
    io = world(terminal=True, PLANNER_HOME=str(tmp_path), PLANNER_NOW="2026-11-25T07:00:00+01:00")
    assert cli.main(args, io) == 0
    mine = Path(io.environ["PLANNER_HOME"])
    assert len(homes) == 1 and (homes[0] == mine) is ("--demo" not in args)
    assert "--demo" not in args or not homes[0].exists()


@pytest.mark.parametrize("poor", ["dumb", "stdout", "stderr"])
def test_a_poor_terminal_gets_questions_a_line_each(poor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "planner.commands.plain", SimpleNamespace(run=lambda args, io: 7))
    monkeypatch.setitem(sys.modules, "planner.tui.app", ModuleType("no start in it"))
    io = world(terminal=True, TERM="dumb" if poor == "dumb" else "xterm")
    if poor != "dumb":
        setattr(io, poor, streams.StringIO())
    assert cli.main([], io) == 7


def test_demo_takes_nothing() -> None:
    assert cli.main(["--demo", "now"], world(terminal=True)) == 2


def run_of(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    monkeypatch.setitem(sys.modules, "planner.commands.where", SimpleNamespace(run=run))


def test_what_the_runner_must_know_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours is its words and its exit code; a fault of ours is said in two lines (see test_crash)."""

    def refuse(args: object, io: Io) -> int:
        raise CannotWrite("days/\x1b[2Jx: no\nsecond \udcff line")

    run_of(monkeypatch, refuse)
    io = world()
    assert cli.main(["where"], io) == 4
    assert said(io.stderr) == "days/·[2Jx: no\nsecond · line\n"

    def crash(args: object, io: Io) -> int:
        raise ZeroDivisionError

    run_of(monkeypatch, crash)
    io = world(PLANNER_HOME=str(tmp_path))
    assert cli.main(["where"], io) == 1
    assert "ZeroDivisionError" in said(io.stderr)
    assert len(said(io.stderr).splitlines()) == 2


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(args: object, io: Io) -> int:
        raise KeyboardInterrupt

    run_of(monkeypatch, interrupted)
    io = world()
    assert cli.main(["where"], io) == 130
    assert said(io.stderr) == ""


def test_a_reader_that_went_away_is_no_error() -> None:
    """`planner … | head -1`: no message, no traceback, the code of a broken pipe."""
    read, write = os.pipe()
    os.close(read)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "planner", "--help"], stdout=write, stderr=subprocess.PIPE, timeout=60, check=False
        )
    finally:
        os.close(write)
    assert (ended.returncode, ended.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that only Linux has")
def test_a_full_disk_under_the_output_is_said() -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "planner", "--help"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert ended.returncode == 4
    assert b"standard output: No space left" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_closed_streams_and_a_terminal_of_another_alphabet() -> None:
    code = (
        "import os, sys; os.close(0); os.close(1)\n"
        "os.execv(sys.executable, [sys.executable, '-m', 'planner', '--help'])"
    )
    ended = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    ended = process("--help", env={**os.environ, "PYTHONIOENCODING": "ascii:strict"})
    assert ended.returncode == 0
    assert b"COMMAND ?" in ended.stdout


def test_bytes_that_are_no_text_in_an_argument() -> None:
    ended = process(b"wh\xff\x1b[31mere")
    assert ended.returncode == 2
    assert "wh··[31mere" in ended.stderr.decode()


def test_nothing_is_imported_before_the_command_is_known() -> None:
    """The list of commands costs nothing: neither the rules, nor the screens, nor argparse."""
    code = "import sys; before = set(sys.modules); import planner.cli; print(*sorted(set(sys.modules) - before))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout.split() == ["__future__", "planner", "planner.cli"]


@settings(max_examples=200)
@given(st.text(st.characters(), max_size=40))
def test_one_filter_for_what_a_terminal_sees(text: str) -> None:
    """Nothing unprintable but the ends of lines comes out, the number of lines stays, what is printable stays."""
    io = world()
    io.out(text)
    shown = said(io.stdout)
    assert shown.endswith("\n")
    assert shown.count("\n") == text.count("\n") + 1
    assert shown.replace("\n", "").isprintable()
    assert safe(shown[:-1].replace("\n", "")) == shown[:-1].replace("\n", "")
    if text.isprintable():
        assert shown == text + "\n"
    shown.encode()


@settings(max_examples=200)
@given(st.lists(st.binary(max_size=30).filter(lambda b: b"\n" not in b), max_size=8), st.booleans())
def test_lines_of_input_are_cut_at_the_limit(rows: list[bytes], ended: bool) -> None:
    data = b"\n".join(rows) + (b"\n" if ended and rows else b"")
    got = list(lines_of(streams.BytesIO(data), 10))
    wanted = data.split(b"\n")
    if wanted[-1] == b"":
        wanted.pop()
    assert got == [row[:11] for row in wanted]


def test_where_says_what_is_there(tmp_path: object) -> None:
    home = str(tmp_path)
    with open(f"{home}/settings.toml", "w") as file:
        file.write("format = 1\n")
    os.mkdir(f"{home}/rules.toml")
    os.symlink(f"{home}/nothing", f"{home}/shoes.toml")
    os.mkdir(f"{home}/days")
    io = world(PLANNER_HOME=home)
    assert cli.main(["where"], io) == 0
    rows = {line.split()[0]: line for line in said(io.stdout).splitlines()}
    assert rows["settings"].endswith(f"{home}/settings.toml  (there)")
    assert "no ordinary file" in rows["rules"]
    assert "a link to nothing" in rows["shoes"]
    assert rows["days"].endswith("(there)")
    assert "not there" in rows["state"]
    assert sorted(os.listdir(home)) == ["days", "rules.toml", "settings.toml", "shoes.toml"], "it makes nothing"
