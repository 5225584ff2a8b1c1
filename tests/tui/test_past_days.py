"""Days that are over, filled in and put right from the history page: what is marked as entered later, what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from daily import Runner, runner
from faces import TODAY, Hand, desk_of, furnish, keys

from planner.core.verdict import Caps, Form, Rung
from planner.tui.screens import day_detail

PAST = TODAY - timedelta(days=8)
EMPTY = date(2026, 9, 14)


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    return runner(tmp_path / "home")


def at(me: Runner, on: date, now: str = "2026-11-23T06:41:00+01:00") -> Hand:
    """History with the cursor on a day."""
    hand = Hand(desk_of(me.home, now)).type("H")
    hand.page.go(on)  # type: ignore[attr-defined]  # the page of history
    return hand


@pytest.mark.parametrize(
    ("keys_", "marked"),
    [
        ("Up Up 5 Enter", True),
        ("Up Up Up Up Up 6 Enter", True),
        ("2 c l 0 Enter", True),
        ('n "remembered" Enter Enter', False),
        ("Enter", False),
    ],
    ids=["rating", "sleep", "pain", "note", "nothing"],
)
def test_answers_that_are_changed_afterwards_are_marked(me: Runner, keys_: str, marked: bool) -> None:
    """They are out of baselines then; the time at which the morning was entered stays, and so does a note put right."""
    before = me.day(PAST).morning
    at(me, PAST).type(f"e {keys_}")
    after = me.day(PAST).morning
    assert before is not None and after is not None
    assert (after.entered_later, after.at) == (marked, before.at)
    assert (me.day(PAST) == desk_of(me.home).journal.day(PAST)) and (after.note == "remembered") == ("remem" in keys_)


def test_the_same_day_is_not_later(me: Runner) -> None:
    hand = Hand(desk_of(me.home)).type("7 2 2 2 2 0 Enter Up Up 5 Enter")
    kept = me.day().morning
    assert kept is not None and kept.soreness == 5 and not kept.entered_later, hand.text()


def test_at_the_command_line_too(me: Runner) -> None:
    args = "--sleep 8 --quality 2 --fatigue 2 --soreness 6 --stress 2 --none".split()
    assert me("check-in", "--date", str(PAST), *args).code == 0
    assert me.table(PAST)["morning"]["entered_later"] is True


def test_history_comes_back_to_the_day_that_was_left(me: Runner) -> None:
    for key, name in (("e", "morning"), ("d", "done")):
        hand = at(me, PAST).type(key)
        assert (hand.page.name, hand.page.on) == (name, PAST)
        hand.type("H")
        assert hand.page.at == PAST  # type: ignore[attr-defined]  # as above
        hand.type("M")
        assert hand.page.on == TODAY


def test_a_day_without_anything_is_filled_in_from_end_to_end(me: Runner) -> None:
    """Morning, what was done, a look at it, deleted and brought back, with nothing of today in it but the time."""
    hand = at(me, EMPTY).type("e 7 2 2 2 2 0 Enter H d")
    hand.type("E").press(["ctrl+u", *keys('"5 km easy" Enter 3 0 Enter H')])
    text = hand.text(120, 40)
    assert "entered later" in text and "5 km easy" in text and "[14]" in text
    day = me.day(EMPTY)
    assert day.morning is not None and day.morning.entered_later and day.done[0].at is None
    before = me.file(EMPTY).read_bytes()
    hand.type("x")
    assert not me.file(EMPTY).exists() and "u brings it back" in hand.text()
    hand.type("u")
    assert me.file(EMPTY).read_bytes() == before


def test_a_day_to_come_is_not_filled_in(me: Runner) -> None:
    hand = at(me, TODAY + timedelta(days=1))
    for key in "ed":
        assert "still to come" in hand.type(key).text() and hand.page.name == "history"


@pytest.mark.parametrize(
    ("rung", "limits"),
    [
        (Rung.REST, ""),
        (Rung.CROSS_TRAIN, "at most 40 min"),
        (
            Rung.MODIFIED_RUN,
            "at most 4 km, at most 40 min, stop above pain 3, nothing hard, flat, walk and run, indoors",
        ),
    ],
)
def test_a_limit_on_a_run_is_not_said_where_no_run_was_left(tmp_path: Path, rung: Rung, limits: str) -> None:
    """On a day of rest or of another sport; minutes hold for any sport, and the file keeps all of it."""
    desk = furnish(tmp_path)
    Hand(desk).type("7 2 2 2 2 3 k r 0 Enter")
    day = desk_of(tmp_path).journal.day(TODAY)
    assert day.advice is not None
    caps = Caps(
        km=4.0, minutes=40.0, pain_stop=3, hard_allowed=False, hills_allowed=False, form=Form.WALK_RUN, indoor=True
    )
    day = replace(day, advice=replace(day.advice, rung=rung, caps=caps))
    rows = ["".join(text for text, _ in line) for line in day_detail.lines(day, desk.settings, 200)]
    assert [row.removeprefix("limits").strip() for row in rows if row.startswith("limits")] == [limits] * bool(limits)
