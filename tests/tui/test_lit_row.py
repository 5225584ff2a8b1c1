"""The row that the keys are about is in every picture, at the smallest size too; a limp of yesterday beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from daily import runner
from faces import TODAY, Hand, desk_of, furnish, sore
from hypothesis import given, settings
from hypothesis import strategies as st

SIZES = [(40, 12), (60, 14), (60, 20), (80, 24)]
NEXT = "2026-11-24T06:41:00+01:00"


def lit(text: str) -> bool:
    """Whether a row of the form is lit, above the prompt."""
    return any(line.startswith(">") for line in text.splitlines()[1:-3])


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_the_lit_row_is_in_the_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    """Through all questions, with sore places, yesterday and matters as rows of their own."""
    home = tmp_path / "home"
    pains = (sore("knee_front", "left", 3), sore("calf", "right", 2), sore("groin", "left", 1))
    Hand(furnish(home, pain=pains)).type("7 2 2 2 2 3 y 2 1 ! i Enter 0 Enter")
    hand = Hand(desk_of(home, NEXT))
    hand.press(["up"] * 20)
    for _ in range(len(hand.page.rows)):
        assert lit(hand.text(*size)), hand.text(*size)
        hand.press(["down"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["up", "down", "7", "2", "0", "u", "!", "enter", "escape", "l", "k"]), max_size=25))
def test_the_lit_row_is_there_after_any_keys(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> None:
    hand = Hand(desk_of(_home(tmp_path_factory)))
    for key in said:
        hand.press([key])
    if hand.page.name == "morning" and hand.page.mode is None:
        assert all(lit(hand.text(*size)) for size in SIZES)


_made: list[Path] = []


def _home(factory: pytest.TempPathFactory) -> Path:
    if not _made:
        _made.append(factory.mktemp("lit") / "home")
        furnish(_made[0], past=3, pain=(sore("knee_front", "left", 3), sore("calf", "right", 2)))
    return _made[0]


@pytest.mark.parametrize("when", ["morning", "evening"])
def test_a_limp_of_yesterday_stands_by_the_question(tmp_path: Path, when: str) -> None:
    """Said of the morning or after the run; once it is answered it is gone, and the day after nothing says it."""
    hand = Hand(furnish(tmp_path)).type("7 2 2 2 2 l l Enter 0 Enter" if when == "morning" else "7 2 2 2 2 0 Enter m")
    if when == "evening":
        hand.type("D y 4 l l Enter 0 Enter")
    said = "Yesterday: limping when walking. l if it is still so"
    tomorrow = Hand(desk_of(tmp_path, NEXT))
    for size in ((60, 20), (80, 24)):
        assert said in " ".join(" ".join(line.partition("│")[0] for line in tomorrow.text(*size).splitlines()).split())
    tomorrow.type("7 2 2 2 2 l l Enter")
    assert said not in tomorrow.text(60, 20) and "said: limping when walking" in tomorrow.text(60, 20)
    later = Hand(desk_of(tmp_path, f"{TODAY.replace(day=26)}T06:41:00+01:00"))
    assert "limping" not in later.text(60, 20)


def test_a_limp_of_yesterday_is_said_line_by_line(tmp_path: Path) -> None:
    me = runner(tmp_path / "home")
    me("done", "--run", "8 km easy", "--flag", "limp_walking")
    said = me("plain", stdin="7\n2\n2\n2\n2\nlimp_walking\n0\n", now=NEXT)
    assert "Yesterday: limping when walking. Say limp if it is still so." in said.out
    assert me.table(TODAY.replace(day=24))["morning"]["flags"] == ["limp_walking"]
    assert "Yesterday: limping" not in me("plain", stdin="8\n2\n2\n2\n2\n0\n", now="2026-11-26T06:41:00+01:00").out
