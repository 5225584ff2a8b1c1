"""Which reasons a screen puts up: what lowers the day always, the rest by each rule's showing rule and its memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from mornings import BOOK

from planner.core import answer as answers
from planner.core.answer import Answer, Context
from planner.core.days import Morning, Pain, Planned
from planner.core.facts import Device, Facts, History, Person, ShoeFacts
from planner.core.history import Record
from planner.core.record import Day
from planner.core.settings import Settings
from planner.core.showing import MEMORY, shown
from planner.core.words import save_form

D = date(2026, 11, 25)
"""A Wednesday."""
FINE = Morning(sleep_h=8.0, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=())
EASY = Planned(kind="easy", km=8.0, terrain="road")
TEMPO = replace(EASY, kind="tempo")
LONG = replace(EASY, kind="long")
REST = Planned(kind="rest")
KNOWN = Facts(history=History(longest_30d_km=10.0, days_since_last_run=2, terrains_28d=("road",)))
SHORT = replace(KNOWN, history=replace(KNOWN.history, sleep_avg14_h=6.5))
LONG_OFF = replace(KNOWN.history, days_since_last_run=9)
SORE = replace(FINE, pain=(Pain(site="knee_front", side="left", score=1),))


def answer(morning: Morning = FINE, plan: Planned | None = EASY, facts: Facts = KNOWN) -> Answer:
    return answers.again(morning, (plan,) if plan else (), facts, BOOK)


def on_screen(now: Answer, before: dict[int, Answer] | None = None, **settings: str) -> set[str]:
    """The rules on the screen of D, with the answers of so many days before."""
    days = {
        (on := D - timedelta(days=back)): Day(date=on, advice=save_form(was.advice))
        for back, was in (before or {}).items()
    }
    context = Context(record=Record(on=D, days=days, settings=Settings(**settings)), book=BOOK)
    return {r.rule for r in shown(context, now)}


def test_nothing_is_shown_of_an_ordinary_day() -> None:
    assert on_screen(answer()) == set()


def test_one_point_is_no_news_before_an_easy_run_and_all_of_it_before_a_hard_or_long_one() -> None:
    tired = replace(FINE, fatigue=6)
    assert {r.rule for r in answer(tired).advice.reasons} == {"readiness", "fatigue-high"}
    assert on_screen(answer(tired)) == set()
    for plan in (TEMPO, LONG):
        assert on_screen(answer(tired, plan)) == {"readiness", "fatigue-high"}
    assert on_screen(answer(tired, None)) == {"readiness", "fatigue-high"}, "without a plan the limits are the answer"


def test_an_input_that_changes_nothing_is_not_named() -> None:
    """Exhausted is cross-training; the stress beside it makes it rest; the poor night on top changes nothing more."""
    worn_out = replace(FINE, fatigue=7, stress=6)
    assert on_screen(answer(worn_out)) >= {"readiness", "fatigue-high", "stress-high"}
    more = on_screen(answer(replace(worn_out, soreness=7, sleep_quality=6)))
    assert "readiness" in more
    assert "sleep-poor" not in more


def test_what_lowers_the_day_is_always_shown() -> None:
    far = replace(EASY, km=14.0)
    now = answer(plan=far)
    assert on_screen(now, dict.fromkeys(range(1, 8), now)) == {"spike"}
    debt = answer(plan=replace(EASY, km=10.5), facts=SHORT)
    assert "sleep-debt" in on_screen(debt, dict.fromkeys(range(1, 8), debt)), "10.5 km is over the longest run"


@pytest.mark.parametrize(
    ("before", "first_day", "said"),
    [
        ((), "monday", True),
        ((1,), "monday", False),
        ((2,), "monday", False),  # Monday of the same week
        ((3,), "monday", True),  # Sunday of the week before
        ((3,), "sunday", False),
        ((1,), "wednesday", True),  # the first day of a week that begins today
        ((7,), "monday", True),
    ],
)
def test_weekly_is_the_first_morning_of_the_week(before: tuple[int, ...], first_day: str, said: bool) -> None:
    now = answer(facts=SHORT)
    assert ("sleep-debt" in on_screen(now, dict.fromkeys(before, now), first_day=first_day)) is said


def test_a_limit_without_a_plan_is_told_as_often_as_its_rule_is() -> None:
    """The answer names the limit each day."""
    now = answer(plan=None, facts=SHORT)
    assert "sleep-debt" in on_screen(now)
    assert "sleep-debt" not in on_screen(now, {1: now})
    off = answer(plan=None, facts=replace(KNOWN, history=LONG_OFF))
    assert "layoff" in on_screen(off, {1: off})


def test_weekly_speaks_on_a_planned_rest_day_too() -> None:
    """Its one morning of the week may be one."""
    assert "sleep-debt" in on_screen(answer(plan=REST, facts=SHORT))


@pytest.mark.parametrize(("back", "said"), [(1, False), (MEMORY, False), (MEMORY + 1, True)])
def test_on_change_is_said_once_in_seven_days(back: int, said: bool) -> None:
    now = answer(SORE)
    assert ({"pain-joint", "pain-stop"} <= on_screen(now, {back: now})) is said
    assert on_screen(now, {back: answer()}) >= {"pain-joint", "pain-stop"}


def test_on_change_is_said_when_the_words_change() -> None:
    two = answer(replace(FINE, pain=(Pain(site="knee_front", side="left", score=2),)))
    assert on_screen(two, {1: answer(SORE)}) == {"pain-joint"}, "the score is another, the stop level is not"


def test_hard_days() -> None:
    low = replace(KNOWN, device=Device(hrv_z=-1.0))
    assert "hrv-low" not in on_screen(answer(facts=low))
    assert "hrv-low" in on_screen(answer(plan=TEMPO, facts=low))


def test_context_and_what_is_due_are_no_reasons() -> None:
    person = replace(KNOWN, person=Person(age=70, experience_months=2, pregnant=True))
    due = replace(person, history=replace(person.history, strength_sessions_7d=0))
    assert {"novice", "masters", "pregnancy", "strength-due"} <= {r.rule for r in answer(facts=due).advice.reasons}
    assert on_screen(answer(facts=due)) == set()
    assert on_screen(answer(plan=TEMPO, facts=due)) == {"pregnancy"}, "it takes the tempo away"


def test_a_limit_on_a_run_is_no_news_on_a_day_without_one() -> None:
    new = replace(KNOWN, shoe=ShoeFacts(km=5.0, outings=1), history=replace(KNOWN.history, days_since_last_run=9))
    assert on_screen(answer(facts=new)) == {"new-shoes", "layoff"}
    assert on_screen(answer(plan=REST, facts=new)) == {"as-planned"}


def test_what_is_not_for_a_run_only_is_said_on_a_rest_day() -> None:
    """No run at all, whom to see, and that a question is open."""
    bad = replace(FINE, pain=(Pain(site="knee_front", side="left", score=5),))
    assert "pain-joint" in on_screen(answer(bad, REST), {1: answer(bad, REST)})
    assert "missing-pain" in on_screen(answer(replace(FINE, pain=None, flags=None), REST))
    assert "red-flag-soon" in on_screen(answer(replace(FINE, flags=("giving_way",)), REST))


def test_a_painful_row_refers_every_day_and_is_told_weekly() -> None:
    sore = replace(FINE, pain=(Pain(site="knee_front", side="left", score=1, painful_run_streak=3),))
    now = answer(sore)
    assert now.advice.referral.word == "physio"
    assert "pain-streak" in on_screen(now)
    assert "pain-streak" not in on_screen(now, {1: now})
