"""Yesterday closed by one key on the morning page is a change like any other: undone and done again in its turn."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from faces import TODAY, Hand, desk_of, furnish

from planner.core.days import Morning, Planned
from planner.core.record import Day, Done

YESTERDAY = TODAY - timedelta(days=1)
OPEN = Day(
    date=YESTERDAY,
    morning=Morning(sleep_h=7.0, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=()),
    planned=(Planned(kind="easy", km=8.0, terrain="road"),),
)


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """A runner who did not tell of yesterday's run."""
    desk = furnish(tmp_path / "home", past=0)
    desk.save(OPEN)
    return Hand(desk_of(tmp_path / "home"))


def done(hand: Hand) -> tuple[Done, ...]:
    """What yesterday's file says was done."""
    return desk_of(hand.desk.places.state.parent).day(YESTERDAY).done


@pytest.mark.parametrize("key", ["y", "n"])
def test_undone_and_done_again(hand: Hand, key: str) -> None:
    """The file is as it was, then as it was closed; the row is there, then gone."""
    hand.type("7 Up Up")
    assert hand.page.at.kind == "yesterday"
    hand.type(key)
    assert "Yesterday is closed" in hand.page.message and hand.page.yesterday is None
    (closed,) = done(hand)
    assert (closed.kind == "run") is (key == "y")
    hand.type("u")
    assert "open again" in hand.page.message and done(hand) == () and hand.page.yesterday is not None
    assert hand.page.draft.morning.sleep_h == 7
    hand.type("U")
    assert "is closed" in hand.page.message and done(hand) == (closed,)
    hand.type("u u")
    assert done(hand) == () and hand.page.draft.morning.sleep_h is None
    hand.type("U U")
    assert done(hand) == (closed,) and hand.page.draft.morning.sleep_h == 7


def test_in_its_turn(hand: Hand) -> None:
    """What was answered after it is undone first; what was answered before it can still be undone after it."""
    hand.type("7 2 Up Up Up y 3 2")
    assert (hand.page.draft.morning.fatigue, hand.page.draft.morning.soreness) == (3, 2)
    hand.type("u u")
    assert hand.page.draft.morning.fatigue is None and done(hand) != ()
    hand.type("u")
    assert done(hand) == () and hand.page.draft.morning.sleep_quality == 2
    hand.type("u u u")
    assert hand.page.draft.morning.sleep_h is None and "Nothing to undo" in hand.page.message


def test_a_change_after_it_was_undone_lets_go_of_what_was_ahead(hand: Hand) -> None:
    hand.type("7 Up Up y u 5 u U U")
    assert done(hand) == ()
