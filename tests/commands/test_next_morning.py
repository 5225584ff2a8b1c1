"""The morning after a run that hurt: one key, one line or one option says how the place is, and the rules use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from daily import RATED, Runner, runner
from faces import TODAY, Hand, desk_of, furnish

from planner.core.days import Pain
from planner.core.record import Day, Done, DonePain

YESTERDAY = TODAY - timedelta(days=1)
HOW = {
    "better": ("b", False, None),
    "same": ("s", False, None),
    "worse": ("w", True, None),
    "not_settled": ("n", None, True),
    "": ("k", None, None),
}


def ran(home: Path, pain: DonePain, before: int = 2) -> None:
    """Yesterday: a morning with a pain of so much at the knee, then a run in which a place hurt."""
    desk = desk_of(home)
    day = desk.journal.day(YESTERDAY)
    assert day.morning is not None
    knee = Pain(site="knee_front", side="left", score=before)
    run = Done(kind="run", session="easy", km=6.0, pain=(pain,), flags=())
    desk.journal.save(replace(day, morning=replace(day.morning, pain=(knee,)), done=(run,)))


KNEE = DonePain(site="knee_front", side="left", during=2, after=1)


@pytest.fixture
def screen(tmp_path: Path) -> Callable[..., Hand]:
    """A screen on the morning after a run in which the knee hurt, or what else is given."""

    def make(pain: DonePain = KNEE, before: int = 2) -> Hand:
        home = tmp_path / "screen"
        furnish(home)
        ran(home, pain, before)
        return Hand(desk_of(home))

    return make


def knee(day: Day) -> Pain:
    assert day.morning is not None and day.morning.pain is not None
    return day.morning.pain[0]


@pytest.mark.parametrize("how", HOW)
def test_one_key_one_line_one_option(screen: Callable[..., Hand], tmp_path: Path, how: str) -> None:
    """The three faces save the same pain; worse, or not settled within the hour, halves the run and says why."""
    key, worse, late = HOW[how]
    me = [runner(tmp_path / name) for name in ("lines", "options")]
    for one in me:
        ran(one.home, KNEE)
    hand = screen().type("7 2 2 2 2 2")
    assert "after yesterday's run?" in hand.text() and hand.page.mode is not None
    hand.type(f"{key} 0 Enter")
    said = me[0]("plain", stdin=f"7\n2\n2\n2\n2\n2\n{how.replace('_', ' ')}\n0\n")
    assert "Your left knee (front) after yesterday's run: b better than before the run, s the same" in said.out
    more = ("--after-run", f"knee_front:{how}:left") if how else ()
    assert me[1]("check-in", *RATED, "--pain", "knee_front:2:left", *more).code == 0
    for day in (hand.desk.journal.day(TODAY), me[0].day(), me[1].day()):
        assert (knee(day).worse_next_morning, knee(day).not_settled_60min) == (worse, late)
        assert day.advice is not None
        assert ("PAIN_NEXT_MORNING" in day.advice.warnings) == bool(worse or late)
        assert day.advice.caps.km == (4.0 if worse or late else None) or not (worse or late)


def test_a_greater_score_than_before_the_run_is_worse_whatever_is_said(screen: Callable[..., Hand]) -> None:
    """The record is not talked out of it."""
    day = screen(before=1).type("7 2 2 2 2 3 b 0 Enter").desk.journal.day(TODAY)
    assert day.advice is not None and "PAIN_NEXT_MORNING" in day.advice.warnings


@pytest.mark.parametrize(
    ("pain", "asked"),
    [
        (KNEE, True),
        (replace(KNEE, side=None), True),
        (replace(KNEE, side="both"), True),
        (replace(KNEE, side="right"), False),
        (replace(KNEE, during=0, after=0), False),
        (replace(KNEE, during=None, after=1), True),
        (replace(KNEE, site="calf"), False),
    ],
)
def test_only_of_a_place_that_the_run_hurt(screen: Callable[..., Hand], pain: DonePain, asked: bool) -> None:
    """A side that was not said, or both, may be this one."""
    hand = screen(pain)
    hand.page.stay(next(q for q in hand.page.rows if q.where == ("knee_front", "left")))
    hand.type("2")
    assert (hand.page.mode is not None and "yesterday's run" in hand.page.mode.title) == asked


def test_no_pain_this_morning_is_not_asked_about(screen: Callable[..., Hand]) -> None:
    hand = screen().type("7 2 2 2 2 0")
    assert hand.page.mode is None


def test_nobody_is_asked_twice(screen: Callable[..., Hand]) -> None:
    """Undone, the answer is gone; the pain stays."""
    hand = screen().type("7 2 2 2 2 2 w")
    assert knee(Day(date=TODAY, morning=hand.page.draft.morning)).worse_next_morning is True
    hand.type("u")
    assert knee(Day(date=TODAY, morning=hand.page.draft.morning)).worse_next_morning is None


BAD = {
    "no how": ("knee_front", "is no place after a run; write SITE:HOW, e.g. knee_front:worse:left"),
    "another word": ("knee_front:bad", '"bad" is not known; write better, same, worse, not_settled'),
    "no pain": ("calf:worse", "no --pain is given for calf; write --pain calf:SCORE too"),
    "another side": ("knee_front:worse:right", "knee_front is given for another side"),
    "no site": ("knea:worse", "knea"),
}


@pytest.mark.parametrize(("said", "told"), BAD.values(), ids=BAD)
def test_slips(tmp_path: Path, said: str, told: str) -> None:
    me: Runner = runner(tmp_path / "home")
    ended = me("check-in", *RATED, "--pain", "knee_front:2:left", "--after-run", said)
    assert ended.code == 1 and told in ended.err and "--after-run" in ended.err
    assert not me.file().exists()
