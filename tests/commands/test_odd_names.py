"""Names that some system cannot have, wherever a runner may give one: none ever becomes a file's, each is answered."""

from __future__ import annotations

import json
import ntpath
import re
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.storage.shoes import new_id

Planner = Callable[..., Any]
NOW = "2026-11-23T06:41:00+01:00"
RESERVED = (
    "CON", "con", "PRN", "AUX", "NUL", "nul.toml", "Nul.tar.gz", "COM1", "com9", "LPT1", "COM¹", "LPT²", "CONIN$",
    "CONOUT$", "aux.", "con ", "con .toml", "2026-11-20.toml.", "2026-11-20.toml ", "2026-11-20.toml:stream",
)  # fmt: skip  # one after the other
STRANGE = (
    '<>:"|?*', "a<b", "a:b", "a|b", "a\\b", "../../x", "/etc/x", "..", ".", "~", "~root", "a/b", "--", "a\tb", "two\nl",
    ".hidden", "$HOME", "`id`", "a;b", "%PATH%", "\\\\host\\share", "C:\\x", "file:///x", "\u202egpj.exe",
    "\xe9", "e\u0301", "\u017fhoe", "\u212a", "\u65e5\u672c",
)  # fmt: skip  # one after the other
LONG = ("x" * 81, "x" * 300, "ü" * 128, "日" * 86, "a" * 255 + ".toml", "x" * 5_000, "x/" * 2_000)
"""More than 80 letters, more than 255 bytes, more than a path may have."""
ALLOWED = re.compile(
    r"(?:settings|shoes)\.toml|days/2026/2026-11-2\d\.toml|cache/.*|state/(?:kept|said|undo|drafts)[\w./-]*|state/[\w.-]+"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with nothing beside it."""
    return tmp_path / "home"


@pytest.fixture
def run(planner: Planner, home: Path) -> Planner:
    """A command in that home."""
    return lambda *args: planner(*args, PLANNER_HOME=str(home), PLANNER_NOW=NOW)


def names(home: Path) -> list[str]:
    """Every file in it, below it."""
    return sorted(str(p.relative_to(home)) for p in home.rglob("*") if p.is_file())


def reserved(name: str) -> bool:
    """Whether Windows keeps a name for a device; Python 3.13 has another function for that."""
    asks = getattr(ntpath, "isreserved", None)
    return bool(asks(name)) if asks else PureWindowsPath(name).is_reserved()


def only_ours(home: Path) -> None:
    """Each name is one of the program's own, and one that every system can have."""
    for name in names(home):
        assert ALLOWED.fullmatch(name), name
        for part in Path(name).parts:
            assert part.isascii() and len(part) <= 60 and not reserved(part), name
            assert not set(part) & set('<>:"|?*\\') and part == part.strip().rstrip("."), name
    assert not [p for p in home.parent.iterdir() if p.name != home.name]


@pytest.mark.parametrize("name", [*RESERVED[::2], *STRANGE])
def test_as_the_name_of_shoes(run: Planner, home: Path, name: str) -> None:
    """The name stands in the file; the id is letters, digits and `-`, and another for the next that would have it."""
    for said, number in ((name, ""), (f"{name}.", "-2")):
        ended = run("shoes", "add", "--", said)
        (row,) = json.loads(run("shoes", "--json").out)[-1:]
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["id"]) and len(row["id"]) <= 63, row
        assert row["id"].endswith(number) and ended.out.splitlines()[0] == f"{row['name']} is added: {row['id']}"
        assert run("done", "--date", "2026-11-20", "--run", "5 km", "--shoe", row["id"]).code == 0
    again = run("shoes", "add", "--", name.upper())
    assert again.code in (0, 1) and (again.code == 0 or " is the name of a pair in use: write what tells" in again.err)
    assert names(home)
    only_ours(home)


@pytest.mark.parametrize("name", LONG)
def test_a_name_that_is_too_long(run: Planner, home: Path, name: str) -> None:
    """Refused with how long it is and may be; nothing is written."""
    ended = run("shoes", "add", name)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"NAME: that name has {len(name)} letters: write at most 80\n"
    assert names(home) == []


@pytest.mark.parametrize("name", [*RESERVED[::3], *STRANGE[::3], "--", "-x", *LONG[1::2]])
def test_as_anything_else(run: Planner, home: Path, name: str) -> None:
    """A note, a file to restore or settle, a rule, a date, a pair: kept as text, or refused by its name."""
    assert run("shoes", "add", "Pegasus 41").code == 0
    assert run("done", "--date", "2026-11-20", "--run", "5 km", f"--note={name}").code == 0
    before = names(home)
    for args, code, words in (
        (("restore", "--", name), 1, "is no file of planner: write a date, settings, shoes, rules or routines"),
        (("restore", "--take", "1", "--", name), 1, "is no file of planner: write a date, settings, shoes, rules or"),
        (("rules", "--", name), 1, "is no rule"),
        (("why", "--", name), 1, " no date"),
        (("settle", "--take", "--", name), 1, "; planner settle lists what there is"),
        (("check-in", f"--date={name}", "--sleep", "7", "--none"), 1, " is no date; write year-month-day, e.g. "),
        (("done", f"--date={name}", "--run", "5 km"), 1, " is no date; write year-month-day, e.g. 2026-11-23"),
        (("done", "--run", f"5 km shoe:{name}"), 1, "--run: "),
        (("shoes", "retire", "--", name), 1, ""),
        (("history", f"--from={name}"), 1, ""),
        (("replay", f"--to={name}"), 1, " is no date"),
    ):
        ended = run(*args)
        assert ended.code == code and words in ended.err and not ended.out, (args[0], ended)
        assert "Traceback" not in ended.err and all(c.isprintable() or c == "\n" for c in ended.err)
    assert names(home) == before
    only_ours(home)


@pytest.mark.parametrize(
    "name", [*RESERVED, "../days/2026/2026-11-20.toml/..", "a" * 300, "/etc/passwd/x", "\0", "x\0y"]
)
def test_as_a_file_to_read(run: Planner, home: Path, name: str) -> None:
    """Looked for under that name and no other, never made."""
    for args in (("advise", "--", name), ("advise", "--jsonl", "--", name), ("replay", "--rules", name)):
        ended = run(*args)
        assert ended.code == 3 and ended.err.count("\n") == 1, (args, ended)
        assert "is not there" in ended.err or "cannot be opened: " in ended.err or "cannot be read: " in ended.err
    assert names(home) == []


@pytest.mark.parametrize("name", [n for n in (*RESERVED, *STRANGE) if "/" not in n and n not in ("..", ".")])
def test_a_file_of_such_a_name_is_never_a_day(run: Planner, home: Path, name: str) -> None:
    """Laid there by another system: not read, not renamed, not deleted."""
    folder = home / "days/2026"
    folder.mkdir(parents=True)
    text = "format = 1\ndate = 2026-11-20\n[[done]]\nkind = 'run'\nkm = 5.0\n"
    (folder / name).write_text(text)
    (folder / f"{name}.toml").write_text(text)
    assert json.loads(run("history", "--json").out) == []
    run("doctor", "--fix")
    assert (folder / name).read_text() == (folder / f"{name}.toml").read_text() == text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400), st.sets(st.sampled_from(["shoes", "con", "x", "x-2", "x-3"])))
def test_any_name_has_an_id(name: str, taken: set[str]) -> None:
    """Bounded, plain, not one of those that are taken."""
    made = new_id(name, taken)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", made) and len(made) <= 63 and made not in taken
    assert new_id(made, ()) == made
