"""The seals of conftest.py hold: each is broken here on purpose, and the break is seen."""

from __future__ import annotations

import asyncio
import locale
import os
import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from planner.storage.clock import SystemClock
from planner.storage.places import Places

CONFTEST = Path(__file__).with_name("conftest.py")


def run(tmp_path: Path, body: str, **environ: str) -> str:
    """What pytest says of a file with this body, beside a copy of our conftest, on a machine with this environment."""
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text())
    (tmp_path / "test_it.py").write_text(body)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:hypothesispytest",
    ]
    env = {**os.environ, **environ}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


def test_home_is_empty_and_in_tmp(sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Home, every place of the planner and its own variable lie in the test's own new folder."""
    assert sealed.is_relative_to(tmp_path_factory.getbasetemp())
    assert Path.home() == sealed == Path("~").expanduser()
    assert list(sealed.iterdir()) == []
    with pytest.MonkeyPatch.context() as patch:
        for places in (Places.of(os.environ), patch.delenv("PLANNER_HOME") or Places.of(os.environ)):
            for folder in (places.config, places.data, places.state, places.cache):
                assert folder.is_relative_to(sealed)


@pytest.mark.parametrize("turn", [1, 2])
def test_a_home_belongs_to_one_test(sealed: Path, turn: int) -> None:
    """What one test leaves behind no other sees, and so no order of tests matters."""
    assert not (sealed / "left").exists()
    (sealed / "left").write_text(str(turn))


def test_zone_and_locale_are_fixed() -> None:
    """A summer morning is two hours from UTC and a winter one is one, in every country; numbers have points."""
    assert os.environ["TZ"] and time.tzname == ("CET", "CEST")
    assert [datetime(2026, m, 1).astimezone().utcoffset().seconds for m in (1, 7)] == [3600, 7200]  # type: ignore[union-attr]  # set
    assert locale.localeconv()["decimal_point"] == "."
    assert f"{datetime(2026, 5, 1):%B %A}" == "May Friday"


def test_the_clock_is_not_stopped_from_outside() -> None:
    """PLANNER_NOW is not set, so that a test which forgets its own time does not pass by luck of the shell."""
    assert "PLANNER_NOW" not in os.environ
    assert SystemClock().now().tzinfo is not None


def test_settings_of_the_shell_do_not_reach_a_test(tmp_path: Path) -> None:
    """A shell with other values for all of it: a module sees none at import, and neither does a test."""
    body = """
import os
NAMES = [n for n in os.environ if n.startswith(("PLANNER_", "XDG_", "NO_COLOR", "COLUMNS"))]
ZONE = os.environ["TZ"]
def test_it(sealed):
    assert NAMES == [] and ZONE.startswith("CET")
    assert "NO_COLOR" not in os.environ and "PLANNER_NOW" not in os.environ
    assert os.environ["PLANNER_HOME"] == str(sealed / "planner")
"""
    shell = {"PLANNER_NOW": "2020-01-01T00:00:00+00:00", "NO_COLOR": "1", "TZ": "Asia/Tokyo", "COLUMNS": "20"}
    assert "1 passed" in run(tmp_path, body, **shell)


@pytest.mark.parametrize(
    "reach",
    [
        "open(HOME + '/.config/planner/settings.toml', 'a')",
        "os.makedirs(HOME + '/.local/share/planner/days/2026')",
        "list(os.scandir(HOME + '/.local/state/planner'))",
        "pathlib.Path(HOME, '.cache/planner/x').write_bytes(b'')",
        "os.replace(__file__, HOME + '/.config/planner/rules.toml')",
        "open(OWN + '/days/2026/2026-11-23.toml')",
    ],
)
def test_the_real_home_is_refused(tmp_path: Path, reach: str) -> None:
    """A test that finds the person's own files, by whatever way, fails; even when the code under test swallows it."""
    home, own = tmp_path / "person", tmp_path / "own"
    for folder in (
        home / ".config/planner",
        home / ".local/state/planner",
        home / ".cache/planner",
        home / ".local/share",
    ):
        folder.mkdir(parents=True)
    (home / ".local/share/planner").mkdir()
    (own / "days/2026").mkdir(parents=True)
    (own / "days/2026/2026-11-23.toml").write_text("")
    (tmp_path / "work").mkdir()
    body = f"""
import os, pathlib
HOME, OWN = {str(home)!r}, {str(own)!r}
def test_it():
    try:
        {reach}
    except BaseException:
        pass
"""
    said = run(tmp_path / "work", body, HOME=str(home), PLANNER_HOME=str(own))
    assert "1 passed, 1 error" in said and "in the real home" in said, said


@pytest.mark.parametrize(
    "reach", ["connect(('127.0.0.1', 9))", "connect_ex(('127.0.0.1', 9))", "sendto(b'', ('127.0.0.1', 9))"]
)
def test_the_network_is_refused(tmp_path: Path, reach: str) -> None:
    """Not even this machine's own ports are reached, and the error is no ordinary one."""
    body = f"""
import socket
def test_it():
    kind = socket.SOCK_DGRAM if 'sendto' in {reach!r} else socket.SOCK_STREAM
    with socket.socket(socket.AF_INET, kind) as way:
        try:
            way.{reach}
        except Exception:
            pass
"""
    assert "Leak: socket." in (said := run(tmp_path, body)) and "1 failed" in said, said


def test_no_name_is_looked_up(tmp_path: Path) -> None:
    """Asking for an address is asking the network."""
    body = "import socket\ndef test_it():\n    socket.getaddrinfo('localhost', 80)\n"
    assert "Leak: socket.getaddrinfo" in run(tmp_path, body)


async def test_what_a_screen_needs_is_left() -> None:
    """An event loop wakes itself over a pair of local sockets; those are no network."""
    await asyncio.sleep(0)
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"x")
        assert right.recv(1) == b"x"
