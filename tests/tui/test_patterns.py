"""Regular expressions of an earlier start are those that the standard library would make, or else it makes them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.storage import compiled
from planner.storage.compiled import Compiled
from planner.tui.tuning.patterns import Patterns, put_together, taken_apart

START = """
import os, re, sys
stock = re._compiler.compile
asked, own = [], []
def counted(pattern, flags=0):
    made = stock(pattern, flags)
    if type(pattern) is str:
        own.append(pattern)
    return made
re._compiler.compile = counted
from planner.tui import tuning
tuning.fast(os.environ)
own.clear()  # what its own imports need
front = re._compiler.compile
def between(pattern, flags=0):
    made = front(pattern, flags)
    if type(pattern) is str:
        asked.append(pattern)
        assert made == stock(pattern, flags) and made.groupindex == stock(pattern, flags).groupindex
    return made
re._compiler.compile = between
tuning.lean()
import planner.tui.app
re._compiler.compile = front
list(tuning.steady())
print(len(asked), len(own), re._compiler.compile is counted)
"""


def begun(home: Path) -> tuple[int, int, bool]:
    """A start in an interpreter of its own: expressions needed, those that had to be compiled, all as it was after."""
    env = {**os.environ, "PLANNER_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", START], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    needed, own, after = done.stdout.split()
    return int(needed), int(own), after == "True"


def test_the_second_start_compiles_nothing(tmp_path: Path) -> None:
    """The first one does, and every expression is the library's own in both."""
    needed, own, after = begun(tmp_path)
    assert needed > 40 and own >= needed and after
    assert oct((tmp_path / "cache/patterns").stat().st_mode & 0o777) == "0o600"
    again, own, after = begun(tmp_path)
    assert (again, own, after) == (needed, 0, True)


def test_a_broken_one_costs_time_only(tmp_path: Path) -> None:
    """What was kept is changed in one place: all is compiled, and kept anew."""
    begun(tmp_path)
    kept = tmp_path / "cache/patterns"
    whole = kept.read_bytes()
    kept.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    assert begun(tmp_path)[1] > 40
    assert kept.read_bytes() == whole


ROWS = [row for row in (taken_apart("a(?P<x>b)+", 0), taken_apart("(?i)[^é-ž]|$", re.MULTILINE)) if row is not None]


def test_it_is_known_how_the_library_compiles() -> None:
    """Its inner names are there; when they move, nothing is kept and this fails."""
    assert [(row.pattern, row.asked, row.groups) for row in ROWS] == [("a(?P<x>b)+", 0, 1), ("(?i)[^é-ž]|$", 8, 0)]
    assert [put_together(row) for row in ROWS] == [re.compile("a(?P<x>b)+"), re.compile("(?i)[^é-ž]|$", re.MULTILINE)]


PIECES = st.sampled_from(
    ["a", "é", r"\d", r"\w+?", "[^x-z]", "(b)", "(?P<n>c|d)", "(?:e){2,3}", "^", "$", "|", "(?=f)", "(?<!g)", "(?i:h)"]
)
FLAGS = st.sampled_from([0, 2, 8, 16, 64, 256])


@given(st.lists(PIECES, max_size=8, unique=True).map("".join), FLAGS, st.text("abé1cdex"))
def test_what_is_kept_is_the_same(pattern: str, flags: int, text: str) -> None:
    """Of any expression: equal to the library's, with the same groups, and finds the same."""
    row = taken_apart(pattern, flags)
    assert row is not None
    made, stock = put_together(row), re.compile(pattern, flags)
    assert made == stock and made.groups == stock.groups and dict(made.groupindex) == dict(stock.groupindex)
    assert [m.groupdict() for m in made.finditer(text)] == [m.groupdict() for m in stock.finditer(text)]


def test_what_is_no_expression_is_not_kept() -> None:
    """The library refuses it then as ever."""
    assert taken_apart("(", 0) is None


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a file with two expressions."""
    path = tmp_path_factory.mktemp("kept") / "patterns"
    assert compiled.save(path, ROWS)
    assert compiled.load(path) == {(row.pattern, row.asked): row for row in ROWS}
    return path.read_bytes()


@given(data=st.data())
def test_nothing_is_taken_from_what_was_changed(
    kept: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut, one byte another, or something behind it: nothing, and no error."""
    path = tmp_path_factory.getbasetemp() / "changed"
    at = data.draw(st.integers(0, len(kept) - 1))
    other = bytes([data.draw(st.integers(0, 255).filter(lambda b: b != kept[at]))])
    for changed in (kept[:at], kept[:at] + other + kept[at + 1 :], kept + other):
        path.write_bytes(changed)
        assert compiled.load(path) == {}


def test_another_interpreter_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its numbers may mean something else."""
    compiled.save(tmp_path / "patterns", ROWS)
    monkeypatch.setattr(sys, "version", sys.version + " another build")
    assert compiled.load(tmp_path / "patterns") == {}


def test_no_file_no_error(tmp_path: Path) -> None:
    """A folder in its place, and none at all; and nowhere to write."""
    (tmp_path / "patterns").mkdir()
    assert compiled.load(tmp_path / "patterns") == {} == compiled.load(tmp_path / "none")
    assert not compiled.save(tmp_path / "patterns", ROWS)


@pytest.fixture
def between(tmp_path: Path) -> Iterator[Patterns]:
    """Two expressions kept, and answered from."""
    compiled.save(tmp_path / "patterns", ROWS)
    found = Patterns(str(tmp_path / "patterns"))
    yield found
    found.end()


BROKEN = [
    Compiled("q1", 0, 32, 0, (), b""),
    Compiled("q2", 0, 32, 0, (), b"abc"),
    Compiled("q3", 0, 32, 0, (), bytes(range(64))),
    Compiled("q4", 0, 32, 10**12, (), ROWS[0].code),
    Compiled("q5", 0, 10**12, 0, (), ROWS[0].code),
    Compiled("q6", 0, 32, 1, (("x", 7),), ROWS[0].code),
    Compiled("q7", 0, 32, -1, (), ROWS[0].code),
]


@pytest.mark.parametrize("row", BROKEN, ids=lambda row: row.pattern)
def test_numbers_that_make_no_expression(tmp_path: Path, row: Compiled) -> None:
    """Whole by its sum and wrong all the same: the library compiles, and what it needed is kept right."""
    path = tmp_path / "patterns"
    assert compiled.save(path, [row])
    found = Patterns(str(path))
    re.purge()
    found.begin()
    try:
        assert re.compile(row.pattern).fullmatch(row.pattern)
    finally:
        found.end()
    assert list(found.keep()) == [None]
    assert put_together(compiled.load(path)[row.pattern, 0]) == re.compile(row.pattern)


def test_only_while_it_is_asked(between: Patterns) -> None:
    """Before and after, the library's own compiler stands in its place; bytes go to it at once."""
    module = sys.modules["re._compiler"]
    stock = vars(module)["compile"]
    between.begin()
    assert vars(module)["compile"] != stock
    assert re.compile(b"bytes are not kept").match(b"bytes are not kept")
    assert list(between.keep()) == [], "nothing was new"
    between.end()
    assert vars(module)["compile"] is stock


def test_another_library_is_left_alone(between: Patterns, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is built otherwise, nothing is put before it, nothing taken apart."""
    module = sys.modules["re._compiler"]
    monkeypatch.delattr(module, "_code")
    stock = vars(module)["compile"]
    between.begin()
    assert vars(module)["compile"] is stock
    assert taken_apart("a", 0) is None
