"""Everything that the doctor can find, in one home, word for word: `GOLDENS=write` writes the file anew, to be read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.storage.kept import Ring
from planner.storage.places import Places

GOLDEN = Path(__file__).with_name("goldens-doctor")
HEAD = "format = 1\ndate = {}\n"
FILES: dict[str, str | bytes] = {
    "settings.toml": (
        'format = 1\nunits = "miles"\ntheme = 7\n[week]\nmonday = "8 km easy shoe:gone"\n[keys]\n"app.quit" = "x"\n'
    ),
    "rules.toml": "format = 1\n[pain-joint]\nrest_at = 99\n[no-such-rule]\non = true\n",
    "routines.toml": "format = 1\n[step.mine]\nname = 'Mine'\n",
    "shoes.toml": (
        'format = 1\n[[shoe]]\nid = "a"\nname = "A"\nlimit_km = 100\nstart_km = 200\n[[shoe]]\nid = "b"\nname = "a"\n'
        'added = 2026-02-01\nretired = 2026-01-01\n[[shoe]]\nid = "c"\nname = "C"\nadded = 2026-02-01\n[[shoe]]\n'
        'id = "d"\nname = "c"\n'
    ),
    "settings (Anna's conflicted copy 2026-11-20).toml": "format = 1\n",
    ".shoes.toml.0123abcd.tmp": "what was there\n",
    "days/2026-11-11.toml": HEAD.format("2026-11-11"),
    "days/2026/2026-11-01.toml": b"",
    "days/2026/2026-11-02.toml": b"\0" * 4_096,
    "days/2026/2026-11-03.toml": HEAD.format("2026-11-03").replace("1\n", "9\n", 1),
    "days/2026/2026-11-04.toml": "<<<<<<< HEAD\nformat = 1\n=======\nformat = 1\n>>>>>>> phone\n",
    "days/2026/2026-11-05.toml": (HEAD.format("2026-11-05") + '[morning]\nnote = "é"\n').encode("latin-1"),
    "days/2026/2026-11-06.toml": HEAD.format("2026-11-06") + "x = " + "[" * 600 + "\n",
    "days/2026/2026-11-07.toml": HEAD.format("2026-11-08"),
    "days/2026/2026-11-08.toml": HEAD.format("2026-11-08") + "[morning]\nstress = 9\nfatigue = 'low'\nmood = 1\n",
    "days/2026/2026-11-09.toml": HEAD.format("2026-11-09") + '[morning]\nnote = "a\\u200bb\\u202ec\\u001b"\n',
    "days/2026/2026-11-10.toml": HEAD.format("2026-11-10") + '[[planned]]\nkm = 8\nshoe = "gone"\n[[done]]\nkm = 8\n',
    "days/2026/2026-11-12.toml": HEAD.format("2026-11-12"),
    "days/2026/2026-11-19.toml": HEAD.format("2026-11-19") + "[[done]]\nkind = 'run'\nkm = 8\n" * 2,
    "days/2026/2026-11-24.toml": HEAD.format("2026-11-24") + "[morning]\nstress = 2\n",
    "days/2026/2026-11-25.toml": HEAD.format("2026-11-25") + "[morning]\nstress = 2\n",
    "days/2026/2026-11-30.toml": HEAD.format("2026-11-30") + "[morning]\nstress = 2\n",
    "days/2026/2026-11-13.toml.mine-20261113-070102": HEAD.format("2026-11-13"),
    "days/2026/2026-11-13.toml.theirs-20261113-070102": HEAD.format("2026-11-13"),
    "days/2026/2026-11-13.sync-conflict-20261113-070102-ABCDEFG.toml": HEAD.format("2026-11-13"),
    "days/2026/2026-11-13-LAPTOP.toml": HEAD.format("2026-11-13"),
    "days/2026/2026-11-13 2.toml": HEAD.format("2026-11-13"),
    "days/2026/2026-11-13_conflict-20261113-070102.toml": HEAD.format("2026-11-13"),
    "days/2026/2026-11-13.toml.orig": HEAD.format("2026-11-13"),
    "days/2026/.2026-11-13.toml.icloud": b"",
    "days/2026/.2026-11-14.toml.4711.tmp": HEAD.format("2026-11-14"),
    "days/2026/monday.toml": "",
    "days/2026/notes.md": "",
    "days/2026/.hidden": "",
    "state/kept/shoes.toml/.000002.4711.tmp": "half",
}  # fmt: skip  # one file after the other


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with something of everything; every file is of the year 2026."""
    home = tmp_path / "home"
    for name, data in FILES.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    year = home / "days" / "2026"
    (year / "2026-11-15.toml").mkdir()
    (year / "2026-11-16.toml").symlink_to("/nowhere/at/all")
    (year / "2026-11-17.toml").symlink_to("2026-11-17.toml")
    os.mkfifo(year / "2026-11-18.toml")
    os.link(year / "2026-11-12.toml", home / "another-name")
    ring = Ring(Places.at(home))
    whole = (HEAD.format("2026-11-12") + "[morning]\nstress = 2\n").encode()
    ring.keep(str(year / "2026-11-12.toml"), None, whole)
    ring.keep(str(year / "2026-11-01.toml"), None, whole)
    for path in sorted(home.rglob("*"), reverse=True):
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1_790_000_000,) * 2, follow_symlinks=False)
    (year / "2026-11-09.toml").chmod(0o644)
    (home / "cache").mkdir(mode=0o700)
    home.chmod(0o750)
    os.utime(year / "notes.md", (4_102_488_000,) * 2)  # 2100-01-01
    return home


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("GOLDENS") == "write":
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_everything_at_once(planner: Callable[..., Any], home: Path) -> None:
    """What is said of each, in order, with the sum and the exit code; as JSON; and what --fix does of it."""

    def doctor(*args: str) -> str:
        ended = planner("doctor", *args, PLANNER_HOME=str(home), PLANNER_NOW="2026-11-23T06:41:00+01:00")
        assert ended.err == ""
        return f"{ended.out.replace(str(home), 'HOME')}exit {ended.code}\n"

    golden("said.txt", doctor())
    rows = json.loads(doctor("--json").rpartition("exit")[0])
    golden("rows.txt", "".join(f"{list(row.values())}\n" for row in rows))
    before = {p: p.read_bytes() for p in home.rglob("2*.toml") if p.is_file() and "state" not in p.parts}
    golden("fixed.txt", doctor("--fix"))
    golden("after.txt", doctor())
    assert all(p.read_bytes() == data for p, data in before.items())
