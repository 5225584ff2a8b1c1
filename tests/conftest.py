"""Seals every test from the machine: no real home, no network, one zone, one locale, no setting of the person at it.

A test may set what it likes over this; what it does not set is the same everywhere. Each seal has its proof in
test_seals.py. What it refuses to hide: the file system below TMPDIR, and the time, which the code under test is told.
"""

from __future__ import annotations

import gc
import locale
import os
import pwd
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")
"""The same examples in every run, however slow the machine: a red run is one that somebody can repeat."""

TAKEN_OUT = (
    "PLANNER_",
    "XDG_",
    "LC_",
    "LANG",
    "TEXTUAL",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
    "PIP_",
    "GIT_",
)
"""Beginnings of the names of environment variables that could change what the planner, or a child, does."""
ZONE = "CET-1CEST,M3.5.0,M10.5.0/3"
"""Middle Europe with its two changes a year, in the form that needs no zone files."""
FIXED = {
    "TZ": ZONE,
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm-256color",
    "TEXTUAL_ANIMATIONS": "none",  # an animation is a sleep
}

_FILE_EVENTS = frozenset(
    "open os.mkdir os.rename os.remove os.rmdir os.listdir os.scandir os.chmod os.link os.symlink os.truncate".split()
)
_NET_EVENTS = frozenset("socket.connect socket.sendto socket.sendmsg".split())
_NAME_EVENTS = frozenset("socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr".split())


MASK = 0o022
"""What files and folders of tests may not be for others; the same wherever they run."""
MEMORY = "/dev/shm"
ROOM = 2_000_000_000
"""Bytes that have to be free there."""


def work_in_memory() -> None:
    """Let tests keep their files in memory where there is room and nobody said another place by TMPDIR: a flush that
    takes milliseconds on a disk takes none there, a fifth of the whole run. What only a disk can show the power cuts of
    tests/faults ask of file systems of their own.
    """
    try:
        seen = os.statvfs(MEMORY)
    except OSError:
        return
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and seen.f_bavail * seen.f_frsize > ROOM:
        os.environ["TMPDIR"] = MEMORY
        tempfile.tempdir = None


class Leak(BaseException):
    """A test reached for the machine. No `except Exception` of the code under test can swallow it."""


def real_places() -> tuple[str, ...]:
    """Where the planner would keep the files of the person at this machine; found before anything is sealed."""
    homes = {os.path.expanduser("~"), pwd.getpwuid(os.getuid()).pw_dir}
    inside = (".config", ".local/share", ".local/state", ".cache", "Library/Application Support", "Library/Caches")
    named = [
        os.environ[n]
        for n in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
        if n in os.environ
    ]
    found = [os.path.join(base, "planner") for base in (*named, *(os.path.join(h, i) for h in homes for i in inside))]
    if own := os.environ.get("PLANNER_HOME"):
        found += [
            os.path.join(os.path.abspath(own), n)
            for n in ("settings.toml", "rules.toml", "routines.toml", "shoes.toml")
        ]
        found += [os.path.join(os.path.abspath(own), n) for n in ("days", "state", "cache")]
    return tuple(found)


WATCHED = list(real_places())
leaks: list[str] = []
"""What tests reached for. Also kept here, so that not even a bare `except` hides it."""


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if event in _FILE_EVENTS:
        for arg in args[:2]:
            if isinstance(arg, str | bytes | os.PathLike) and os.fsdecode(arg).startswith(tuple(WATCHED)):
                _leak(f"{event} in the real home: {os.fsdecode(arg)}")
    elif event in _NAME_EVENTS or (event in _NET_EVENTS and args[0].family != socket.AF_UNIX):
        _leak(f"{event} to {args[-1] if event in _NET_EVENTS else args[0]}")


def _leak(what: str) -> None:
    leaks.append(what)
    raise Leak(what)


def _unset() -> list[str]:
    return [name for name in os.environ if name.startswith(TAKEN_OUT)]


for _name in _unset():  # so that modules are imported sealed, too; Textual reads its environment only then
    del os.environ[_name]
os.environ.update(FIXED)
os.umask(MASK)
work_in_memory()
sys.addaudithook(_audit)
_homes = count(1)


@settings(max_examples=1)
@given(st.none())
def _asked(_: None) -> None:
    """Hypothesis has run: later it would look for what holds its generator of chance, and not see what is frozen."""


def pytest_collection_finish() -> None:
    """Search for garbage in what tests make, and not each time in all that was collected."""
    _asked()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _all_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def sealed(_all_homes: Path) -> Iterator[Path]:
    """The test's own empty home: HOME, and in it the XDG places and PLANNER_HOME, which is not made yet."""
    home = _all_homes / str(next(_homes))
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in _unset():
            patch.delenv(name)
        for name, value in FIXED.items():
            patch.setenv(name, value)
        patch.setenv("HOME", str(home))
        patch.setenv("PLANNER_HOME", str(home / "planner"))
        for name, folder in (
            ("CONFIG", ".config"),
            ("DATA", ".local/share"),
            ("STATE", ".local/state"),
            ("CACHE", ".cache"),
        ):
            patch.setenv(f"XDG_{name}_HOME", str(home / folder))
        time.tzset()
        for category in (locale.LC_TIME, locale.LC_NUMERIC, locale.LC_COLLATE, locale.LC_MONETARY):
            locale.setlocale(category, "C")
        with suppress(locale.Error):  # not on every system; its own is UTF-8 there
            locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
        yield home
    mask = os.umask(MASK)
    found = leaks.copy() + ([f"umask {mask:03o} left behind"] if mask != MASK else [])
    leaks.clear()
    assert not found, f"the test reached for the machine: {found}"
