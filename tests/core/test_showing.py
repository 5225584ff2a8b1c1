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
from planner.core.rule import Entry
from planner.core.settings import Settings
from planner.core.showing import MEMORY, shown, stop_line
from planner.core.verdict import Rung
from planner.core.words import PARTS, reason_line, save_form

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


def context(before: dict[int, Answer] | None = None, **settings: str) -> Context:
    """D, with the answers of so many days before."""
    days = {
        (on := D - timedelta(days=back)): Day(date=on, advice=save_form(was.advice))
        for back, was in (before or {}).items()
    }
    return Context(record=Record(on=D, days=days, settings=Settings(**settings)), book=BOOK)


def on_screen(now: Answer, before: dict[int, Answer] | None = None, **settings: str) -> set[str]:
    """The rules on the screen of D."""
    return {r.rule for r in shown(context(before, **settings), now)}


def line(now: Answer, before: dict[int, Answer] | None = None) -> str:
    """The line of the stop level on the screen of D."""
    return stop_line(context(before), now)


def test_nothing_is_shown_of_an_ordinary_day() -> None:
    assert on_screen(answer()) == set()


def test_one_point_is_no_news_before_an_easy_run_and_one_line_before_a_hard_or_long_one() -> None:
    """The line of the points names what they are made of, each with its value: a line for each would say it twice."""
    tired = replace(FINE, fatigue=6)
    assert {r.rule for r in answer(tired).advice.reasons} == {"readiness", "fatigue-high"}
    assert on_screen(answer(tired)) == set()
    for plan in (TEMPO, LONG):
        assert on_screen(answer(tired, plan)) == {"readiness"}
    assert on_screen(answer(tired, None)) == {"readiness"}, "without a plan the limits are the answer"


@pytest.mark.parametrize("part", PARTS)
def test_the_line_of_the_points_names_every_answer_behind_it(part: str) -> None:
    said, device, words = {
        "sleep": ({"sleep_h": 4.5}, {}, "slept 4.5 h (2)"),
        "quality": ({"sleep_quality": 6}, {}, "sleep quality 6 of 7 (1)"),
        "fatigue": ({"fatigue": 7}, {}, "fatigue 7 of 7 (3)"),
        "soreness": ({"soreness": 7}, {}, "soreness 7 of 7 (2)"),
        "stress": ({"stress": 6}, {}, "stress 6 of 7 (1)"),
        "wellness": ({}, {"wellness_z": 2.25}, "answers 2.25 SD worse than usual (2)"),
        "pulse": ({}, {"rhr_delta": 11}, "resting pulse 11 up (1)"),
        "hrv": ({}, {"hrv_z": -1.2}, "HRV 1.2 SD low (0.5)"),
    }[part]
    now = answer(replace(FINE, **said), TEMPO, replace(KNOWN, device=Device(**device)))
    line = next(reason_line(r) for r in now.advice.reasons if r.rule == "readiness")
    assert line.startswith(f"{words} = "), line
    assert "readiness" in on_screen(now)


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


def test_a_rule_without_a_showing_rule_is_shown_on_each_day_with_a_run() -> None:
    """Left out in the rules file, `show` is always: what nobody thought of is rather said twice than not at all."""
    book = replace(BOOK, entries={**BOOK.entries, "sleep-debt": replace(BOOK.entries["sleep-debt"], show=Entry().show)})
    for plan, said in ((EASY, True), (REST, False)):
        now = answer(plan=plan, facts=SHORT)
        always = replace(context({1: answer(facts=SHORT)}), book=book)
        assert ("sleep-debt" in {r.rule for r in shown(always, now)}) is said


def test_a_limit_without_a_plan_is_told_as_often_as_its_rule_is() -> None:
    """The answer names the limit each day."""
    now = answer(plan=None, facts=SHORT)
    assert "sleep-debt" in on_screen(now)
    assert "sleep-debt" not in on_screen(now, {1: now})
    off = answer(plan=None, facts=replace(KNOWN, history=LONG_OFF))
    assert "layoff" in on_screen(off, {1: off})


def test_weekly_waits_for_a_day_with_a_run() -> None:
    rest = answer(plan=REST, facts=SHORT)
    assert on_screen(rest) == {"as-planned"}
    assert "sleep-debt" in on_screen(answer(facts=SHORT), {1: rest, 2: rest})


@pytest.mark.parametrize(("back", "said"), [(1, False), (MEMORY, False), (MEMORY + 1, True)])
def test_on_change_is_said_once_in_seven_days(back: int, said: bool) -> None:
    now = answer(SORE)
    assert ("pain-joint" in on_screen(now, {back: now})) is said
    assert on_screen(now, {back: answer()}) >= {"pain-joint"}


def test_on_change_waits_for_a_day_with_a_run() -> None:
    """What it limits is a run; a rest day that passed over it leaves it news."""
    rest = answer(SORE, REST)
    assert on_screen(rest) == {"as-planned"}
    assert on_screen(answer(SORE), {1: rest}) == {"pain-joint"}
    assert line(answer(SORE), {1: rest}).endswith("no worse tomorrow")


def test_on_change_is_said_when_the_words_change() -> None:
    two = answer(replace(FINE, pain=(Pain(site="knee_front", side="left", score=2),)))
    assert on_screen(two, {1: answer(SORE)}) == {"pain-joint"}, "the score is another"


@pytest.mark.parametrize(("back", "full"), [(1, False), (MEMORY, False), (MEMORY + 1, True)])
def test_the_stop_level_is_one_line_and_in_full_when_it_is_news(back: int, full: bool) -> None:
    now = answer(SORE)
    brief = "Stop if any pain goes above 4/10"
    news = "Stop if pain goes above 4/10; it should settle within 60 min and be no worse tomorrow"
    assert line(now, {back: now}) == (news if full else brief)
    assert line(now, {back: answer()}) == news
    assert "pain-stop" not in on_screen(now), "it would say it twice"


def test_the_stop_level_that_another_rule_set_is_never_the_higher_one_of_the_tissue() -> None:
    """Flags not said: stop at 2, whatever a joint allows."""
    now = answer(replace(SORE, flags=None))
    assert now.advice.caps.pain_stop == 2
    assert line(now) == "Stop if any pain goes above 2/10"
    masked = answer(replace(SORE, flags=("painkiller_6h",)))
    assert line(masked).startswith("Stop if pain goes above 2/10")


def test_no_stop_level_without_a_run_and_none_without_pain() -> None:
    assert line(answer()) == line(answer(SORE, REST)) == ""


def test_a_bone_leaves_no_pain() -> None:
    healed = replace(KNOWN, history=replace(KNOWN.history, bone_injury="cleared"))
    now = answer(facts=healed)
    assert now.advice.caps.pain_stop == 0
    assert line(now) == "Stop at any pain"


def test_a_pain_above_its_level_is_a_reason_where_no_other_rule_of_it_takes_the_run() -> None:
    masked = answer(
        replace(FINE, pain=(Pain(site="knee_front", side="left", score=3),), flags=("painkiller_6h",)),
    )
    assert masked.advice.rung is Rung.CROSS_TRAIN
    assert "pain-stop" in on_screen(masked)
    calf = answer(replace(FINE, pain=(Pain(site="calf", side="right", score=3),)))
    assert {r.rule for r in calf.advice.reasons} >= {"pain-muscle", "pain-stop"}
    assert on_screen(calf) == {"pain-muscle"}


def test_a_length_that_another_reason_goes_under_goes_without_saying() -> None:
    """Half the run after a worse morning: nobody needs to hear that it is no longer than the longest. A reason that
    takes more than length, that holds by itself or that refers stands.
    """
    worse = replace(FINE, pain=(Pain(site="knee_front", side="left", score=1, worse_next_morning=True),))
    far = replace(EASY, km=10.5)
    halved = answer(worse, far, SHORT)
    assert {r.rule for r in halved.advice.reasons} >= {"pain-next-morning", "pain-joint", "sleep-debt"}
    assert on_screen(halved) == {"pain-next-morning"}
    two = replace(FINE, pain=(Pain(site="knee_front", side="left", score=2, worse_next_morning=True),))
    assert on_screen(answer(two, far, SHORT)) == {"pain-next-morning", "pain-joint"}, "no hills, nothing hard"
    assert on_screen(answer(SORE, far, SHORT)) == {"pain-joint", "sleep-debt"}, "both hold it at 10 km"
    calf = replace(FINE, pain=(Pain(site="calf", side="left", score=1, worse_next_morning=True),))
    assert on_screen(answer(calf)) == {"pain-next-morning"}, "half of it, and not: run, and watch it"
    row = replace(FINE, pain=(replace(calf.pain[0], painful_run_streak=3),)) if calf.pain else FINE
    assert "pain-streak" in on_screen(answer(row))
    assert "sleep-debt" in on_screen(answer(facts=SHORT), {1: halved, 2: halved}), "it was not said then"
    assert "sleep-debt" not in on_screen(answer(facts=SHORT), {1: answer(facts=SHORT)})
    cold = answer(replace(FINE, flags=("runny_nose",)), far, SHORT)
    assert on_screen(cold) == {"illness-neck"}, "30 minutes are less than 10 km"


def test_points_that_another_reason_goes_below_are_not_named() -> None:
    """Exhausted is cross-training; with a fever, or on a planned rest day, it decides nothing."""
    worn_out = replace(FINE, fatigue=7)
    assert on_screen(answer(worn_out)) == {"readiness"}
    assert on_screen(answer(replace(worn_out, flags=("fever",)))) == {"illness-systemic"}
    assert on_screen(answer(worn_out, REST)) == {"as-planned"}
    assert on_screen(answer(worn_out, Planned(kind="cross"))) == {"as-planned", "readiness"}, "as low as the plan"


def test_a_limit_on_a_run_is_no_news_where_no_run_is_left() -> None:
    """Minutes hold for any sport."""
    feverish = answer(replace(FINE, sleep_h=4.5, flags=("fever", "runny_nose")), replace(EASY, km=14.0))
    assert {r.rule for r in feverish.advice.reasons} >= {"illness-neck", "spike", "readiness"}
    assert on_screen(feverish) == {"illness-systemic"}
    cold = replace(FINE, flags=("runny_nose",))
    assert on_screen(answer(cold, Planned(kind="cross", minutes=60.0))) == {"as-planned", "illness-neck"}
    assert on_screen(answer(cold, REST)) == {"as-planned"}


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
    rest = answer(sore, REST)
    assert "pain-streak" in on_screen(rest), "a referral is never without its reason"
    assert "pain-streak" not in on_screen(now, {1: rest})


def test_whom_to_see_is_said_on_a_rest_day_though_no_run_is_held_down() -> None:
    """Missed periods: why they matter leaves today's run and sends to a clinician."""
    now = answer(replace(FINE, flags=("missed_periods",)), REST)
    assert "reds" in on_screen(now)


def test_on_change_without_a_plan_is_said_once() -> None:
    now = answer(SORE, None)
    assert "pain-joint" in on_screen(now)
    assert "pain-joint" not in on_screen(now, {1: now})


def test_what_was_said_on_a_morning_that_left_a_shorter_run_was_said() -> None:
    """Yesterday's plan was cut for its length, and the pain's line stood beside it."""
    cut = answer(SORE, replace(EASY, km=14.0))
    assert cut.advice.rung is Rung.MODIFIED_RUN
    assert "pain-joint" not in on_screen(answer(SORE), {1: cut})


def test_a_line_that_limits_nothing_is_left_out_only_where_it_is_of_a_pain() -> None:
    """Whoever wants to be told of their first months each day is, on a shortened run too."""
    book = replace(BOOK, entries={**BOOK.entries, "novice": replace(BOOK.entries["novice"], show="always")})
    new = replace(KNOWN, person=Person(experience_months=2))
    now = answer(plan=replace(EASY, km=14.0), facts=new)
    assert now.advice.rung is Rung.MODIFIED_RUN
    assert "novice" in {r.rule for r in shown(replace(context(), book=book), now)}
