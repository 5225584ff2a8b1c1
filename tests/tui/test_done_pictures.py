"""The page after the run as pictures, held against files that people have looked at:

GOLDENS=write python -m pytest tests/tui/test_done_pictures.py && git diff tests/tui/goldens-done
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from faces import Hand, desk_of, furnish
from golden import golden, left_over

from planner.tui.frame import cells

FOLDER = Path(__file__).parent / "goldens-done"
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
EVENING = "2026-11-23T18:45:00+01:00"

STATES = {
    "start": "",
    "told": "y",
    "edit": "y e m 4 6",
    "where": "y 4 6",
    "above": "y 4 6 k r",
    "limp": "y 4 l l Enter",
    "signs-first": "! a Enter",
    "emergency": "y 4 ! a Enter",
    "saved": "y p 4 0 Enter",
    "second": 'y p 4 0 Enter a E "strength" Enter 5 0 Enter',
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Hand]:
    """The page in a state, each made once."""

    @cache
    def make(name: str) -> Hand:
        home = tmp_path_factory.mktemp("done") / name
        Hand(furnish(home)).type("7 2 2 2 2 0 Enter")
        return Hand(desk_of(home, EVENING)).type(STATES[name])

    return make


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", STATES)
def test_golden(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    frame = shown(name).frame(*size)
    golden(FOLDER, name, size, frame.text())
    assert all(cells(line) <= size[0] for line in frame.text().splitlines())


def test_no_golden_is_left_over() -> None:
    assert left_over(FOLDER, {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES}) == set()
