"""The text behind `r` says what `planner why` says; tomorrow stands beside a saved day; a nudge answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from faces import Hand, furnish

from planner.commands.why import day_lines
from planner.core.explain import explain
from planner.core.verdict import Rung
from planner.storage import sources
from planner.tui.frame import length
from planner.tui.screens import reasons

STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "run": ("7 2 2 2 2 0 Enter", {}),
    "knee": ("7 2 2 2 2 3 k r 0 Enter", {}),
    "long": ("7 2 2 2 2 0 Enter", {"week": {"monday": "20 km long trail"}, "extra": 'units = "mi"'}),
    "ill": ("7 2 2 2 2 i f Enter 0", {}),
    "no plan": ("7 2 2 2 2 0 Enter", {"week": {}}),
}


@pytest.mark.parametrize("state", STATES)
def test_both_faces_say_the_same(tmp_path: Path, state: str) -> None:
    """Every sentence of the command stands in the text of the screen, at any width, and no line is too long."""
    keys, home = STATES[state]
    hand = Hand(furnish(tmp_path, **home)).type(keys)
    page = hand.page
    units, known = page.settings.units, sources.load()
    why = explain(page.answer, page.context.book, known, units)
    for width in (40, 78, 200):
        rows = reasons.lines(page, width)
        assert max(map(length, rows)) <= width
        screen = " ".join("".join(text for text, _ in row).strip().removeprefix("- ") for row in rows).lower()
        for line in day_lines(why, known, units, "1"):
            said = line.strip().removeprefix("- ").replace(" -> ", ": ").lower()
            title, _, rule = said.partition(" [")
            if said and not rule and said != "run (+)" and not said.startswith(("nothing about", "what", "could")):
                assert said in screen or said.startswith(("modified run", "rest (", "cross-train (")), said
            assert title in screen or not rule


def test_what_holds_it_stands_apart_from_what_would_change_it(tmp_path: Path) -> None:
    keys, home = STATES["long"]
    hand = Hand(furnish(tmp_path, **home)).type(keys)
    text = ["".join(t for t, _ in row) for row in reasons.lines(hand.page, 100)]
    held, changes = text.index("What holds it down"), text.index("What would change it")
    assert held < changes
    assert any("your longest in 30 days" in line for line in text[held:changes])
    assert text[changes + 1].startswith("  - shorten to ")
    assert hand.page.answer.advice.rung is Rung.MODIFIED_RUN


def test_tomorrow_stands_there_once_the_day_is_saved(tmp_path: Path) -> None:
    """Where there is room, and gone while anything is unsaved."""
    hand = Hand(furnish(tmp_path)).type("7 2 2 2 2 0")
    assert "Tomorrow" not in hand.text(120, 40)
    hand.type("Enter")
    assert "Tomorrow a run of up to" in hand.text(120, 40)
    words = hand.page.tomorrow
    assert words
    assert hand.page.tomorrow is words, "worked out once"
    hand.type("e d Right Esc")
    assert hand.page.tomorrow == ""
    hand.type("Enter")
    assert "Tomorrow" in hand.text(120, 40)
    assert hand.again().page.tomorrow


def test_a_nudge_answers_at_once_and_only_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each arrow changes the advice in the picture; what only `r` shows is not worked out for it."""
    hand = Hand(furnish(tmp_path, week={"monday": "13 km easy road"})).type("7 2 2 2 2 0 e d")
    assert hand.page.answer.advice.rung is Rung.RUN

    def refuse(*args: object) -> None:
        raise AssertionError("the whole why was worked out for a nudge")

    monkeypatch.setattr(reasons, "explain", refuse)
    assert "RUN" in hand.text()
    assert "MODIFIED" not in hand.text()
    hand.type("Right")
    assert hand.page.answer.advice.rung is Rung.MODIFIED_RUN
    assert "MODIFIED RUN" in hand.text()
    hand.type("Left")
    assert "MODIFIED" not in hand.text()
    hand.type("c")
    hand.type("Right " * 26)
    assert hand.page.answer.plan is not None
    assert hand.page.answer.plan.climb_m == 260
    assert "MODIFIED" not in hand.text(), "one change is allowed"
