"""Every row of the catalogue of faults has its tests, which are there."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text())
COUNTS = {"A": 30, "B": 21, "C": 25, "D": 12, "E": 6, "F": 7, "G": 9}


@cache
def named_in(file: str) -> frozenset[str]:
    """The names of the test functions in a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds) and node.name.startswith("test_"))


def test_all_rows_are_there() -> None:
    """All 110, in their order, and no other."""
    assert list(ROWS) == [f"{letter}{n}" for letter, count in COUNTS.items() for n in range(1, count + 1)]
    assert len(ROWS) == 110


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_held(row: str) -> None:
    """By tests that exist under these names, and no longer by a reason why there are none."""
    held = ROWS[row]
    assert isinstance(held, list) and held
    for test in held:
        file, _, name = test.partition("::")
        assert (ROOT / file).is_file() and name in named_in(file), test


def test_no_test_is_named_twice_in_a_row() -> None:
    """A row of one name written twice is no row of two."""
    assert all(len(set(held)) == len(held) for held in ROWS.values())
