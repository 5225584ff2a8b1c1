"""What the last days looked like is drawn anew when the record, the date, the units or the room are others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from faces import TODAY, Hand, desk_of, furnish

from planner.core.record import Done
from planner.tui.screens import lately


def test_it_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through many answers; whoever changes the lines changes those of nobody else."""
    hand = Hand(furnish(tmp_path / "p")).type("7")
    before = hand.text(100, 30)
    monkeypatch.setattr(lately, "told", lambda *_: pytest.fail("a day was told again"))
    monkeypatch.setattr(lately, "_number", lambda *_: pytest.fail("a number was written again"))
    assert "The last 14 days" in before and "Lately" in before
    assert "The last 14 days" in hand.type("2 3 u").text(100, 30)
    drawn = lately.strips(hand.page)
    drawn.clear()
    assert lately.strips(hand.page)


def test_what_changes_it(tmp_path: Path) -> None:
    """A day of the record, another date, miles, less width, less room."""
    desk = furnish(tmp_path / "p")
    page = Hand(desk).page
    first = lately.days(page, 40, 20), lately.strips(page)
    was = desk.journal.day(TODAY - timedelta(days=2))
    desk.journal.save(replace(was, done=(Done(kind="run", km=33.3, note="far"),)), was=was)
    other = Hand(desk_of(tmp_path / "p")).page
    changed = lately.days(other, 40, 20), lately.strips(other)
    assert "33.3 km" in str(changed[0]) and "33" in str(changed[1])
    assert (lately.days(page, 40, 20), lately.strips(page)) == first
    assert lately.days(page, 18, 20) != first[0] and len(lately.days(page, 40, 5)) == 5
    page.settings = replace(page.settings, units="mi")
    assert lately.days(page, 40, 20) != first[0] and "Run mi" in str(lately.strips(page))
    page.on -= timedelta(days=1)
    assert lately.days(page, 40, 20) != lately.days(other, 40, 20)
