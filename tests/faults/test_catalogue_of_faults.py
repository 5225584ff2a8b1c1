"""Every row of the catalogue of faults has its tests, which are there, or a reason."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS: dict[str, list[str] | str] = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text())
BY_A_REASON = {"F1", "F2", "F3", "F4", "F7"}
"""While nothing is exported."""
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
    """Its tests exist under these names; where there are none a sentence says why."""
    held = ROWS[row]
    if isinstance(held, str):
        assert len(held.split()) >= 5
        return
    assert held
    for test in held:
        file, _, name = test.partition("::")
        assert (ROOT / file).is_file() and name in named_in(file), test


def test_what_a_reason_holds() -> None:
    """A reason is for what the program does not do, and no row comes to have one unseen."""
    assert {row for row, held in ROWS.items() if isinstance(held, str)} <= BY_A_REASON


def test_no_test_is_named_twice_in_a_row() -> None:
    """A row of one name written twice is no row of two."""
    assert all(len(set(held)) == len(held) for held in ROWS.values() if isinstance(held, list))
