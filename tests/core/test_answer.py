"""What is left of a plan, what is taken and kept, and the marks of a check-in: each case by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from mornings import BOOK

from planner.core import answer as answers
from planner.core.advise import advise
from planner.core.answer import Answer, Context
from planner.core.days import Morning, Pain, Planned
from planner.core.facts import Facts, History, Scenario
from planner.core.history import Record
from planner.core.record import Chosen, Day, Done
from planner.core.values import replace
from planner.core.verdict import Advice, Caps, Finding, Form, Reason, Referral, Rung

D = date(2026, 11, 23)
USUAL = History(usual_terrain="road", pace_min_per_km=6.0)


def made(plan: Planned | None, rung: Rung = Rung.MODIFIED_RUN, *reasons: Reason, **caps: Any) -> Answer:
    """An answer to a plan, with the limits that it would leave."""
    s = Scenario(plan=plan, history=USUAL, pain=())
    advice = Advice(
        rung=rung, referral=Referral.NONE, caps=Caps(**caps), warnings=(), reasons=reasons, unasked=(), rules="1"
    )
    return Answer(planned=(plan,) if plan else (), facts=Facts(history=USUAL), scenario=s, advice=advice)


EASY = Planned(kind="easy", km=10.0)
TEMPO = Planned(kind="tempo", km=10.0, pace=5.0, climb_m=80.0, climb_m_per_km=8.0, terrain="trail")
HILLS = Planned(kind="hills", km=10.0, pace=6.5, climb_m=80.0)


@pytest.mark.parametrize(
    ("plan", "caps", "left"),
    [
        (EASY, {"km": 5.6}, replace(EASY, km=5.6)),
        (EASY, {"km": 12.0}, EASY),
        (replace(EASY, minutes=70.0), {"km": 5.6}, replace(EASY, km=5.6, minutes=70.0)),
        (replace(EASY, km=None, minutes=70.0), {"minutes": 40.9}, replace(EASY, km=None, minutes=40.0)),
        (replace(EASY, km=None, minutes=40.5), {"minutes": 70.0}, replace(EASY, km=None, minutes=40.0)),
        (EASY, {"minutes": 60.0}, EASY),  # at six minutes a kilometre it takes just so long
        (EASY, {"minutes": 59.0}, replace(EASY, km=None, minutes=59.0)),
        (EASY, {"minutes": 59.0, "km": 9.0}, replace(EASY, km=9.0, minutes=59.0)),
        (EASY, {"minutes": 70.0, "km": 9.0}, replace(EASY, km=9.0)),
        (TEMPO, {"hard_allowed": False}, replace(TEMPO, kind="easy", pace=None)),
        (TEMPO, {"hills_allowed": False}, replace(TEMPO, climb_m=0.0, climb_m_per_km=0.0)),
        (replace(EASY, terrain="trail"), {"hills_allowed": False}, replace(EASY, terrain="trail")),
        (HILLS, {"hills_allowed": False}, replace(HILLS, kind="easy", climb_m=0.0)),
        (HILLS, {"hard_allowed": False}, replace(HILLS, kind="easy", pace=None)),
        (replace(EASY, pace=5.5, faster_than_usual=True), {"hard_allowed": False}, replace(EASY, pace=5.5)),
    ],
)  # fmt: skip  # a table
def test_what_is_left_of_a_run(plan: Planned, caps: dict[str, Any], left: Planned) -> None:
    """Shorter, by the time where only that limits; easy and without its pace where nothing hard may be; flat."""
    assert answers.left(made(plan, **caps)) == left


def cap(minutes: float | None) -> Reason:
    return Reason(rule="illness-neck", finding=Finding(caps=Caps(minutes=minutes)), sources=())


@pytest.mark.parametrize(
    ("plan", "reasons", "minutes"),
    [
        (EASY, (), 60.0),
        (replace(EASY, km=8.15), (), 48.0),  # 48.9 minutes, never more than planned
        (Planned(kind="easy"), (), 40.0),
        (EASY, (cap(30.0),), 30.0),
        (EASY, (cap(90.0), cap(None), cap(45.5)), 45.0),
        (replace(EASY, km=None, minutes=20.0), (cap(30.0),), 20.0),
    ],
)
def test_another_sport_takes_as_long_as_the_run(plan: Planned, reasons: tuple[Reason, ...], minutes: float) -> None:
    assert answers.left(made(plan, Rung.CROSS_TRAIN, *reasons)) == Planned(kind="cross", minutes=minutes)


def test_rest_and_races_and_no_plan() -> None:
    assert answers.left(made(EASY, Rung.REST)) == Planned(kind="rest")
    race = Planned(kind="race", km=10.0)
    assert answers.left(made(race, form=Form.WALK_RUN)) == Planned(kind="rest"), "do not start"
    assert answers.left(made(race)) == race
    assert answers.left(made(None, Rung.REST)) is None
    assert answers.left(made(EASY, Rung.RUN)) == EASY
    rest, cross = Planned(kind="rest"), Planned(kind="cross", minutes=30.0)
    assert (answers.left(made(rest, Rung.REST)), answers.left(made(cross, Rung.CROSS_TRAIN))) == (rest, cross)


def test_what_the_advice_leaves_is_taken_with_its_ground() -> None:
    assert answers.take(made(replace(EASY, terrain="road"), km=5.6)) == Chosen(by="advice", kind="easy", km=5.6)
    assert answers.take(made(None, Rung.RUN)) == Chosen(by="advice", kind="easy")
    assert answers.take(made(Planned(km=10.0), km=5.0)) == Chosen(by="advice", kind="easy", km=5.0)
    back = Reason(rule="one-change", finding=Finding(say=(("surface", "speed", "climb"), "climb")), sources=())
    moved = made(TEMPO, Rung.MODIFIED_RUN, back)
    assert answers.put_back(moved) == ("surface", "speed")
    assert answers.left(moved) == replace(TEMPO, pace=None, terrain="road")
    assert answers.take(moved).terrain == "road"


@pytest.mark.parametrize(
    "answer",
    [
        made(None, Rung.MODIFIED_RUN),
        made(TEMPO, Rung.RUN),
        made(TEMPO, Rung.CROSS_TRAIN),
        made(replace(TEMPO, kind="race")),
        made(replace(TEMPO, kind="race"), form=Form.WALK_RUN),  # not started
        made(TEMPO),
    ],
)
def test_nothing_is_put_back_but_of_a_run_that_is_changed(answer: Answer) -> None:
    back = Reason(rule="one-change", finding=Finding(say=(("surface", "climb"), "climb")), sources=())
    reasons = (back,) if answer.plan != TEMPO or answer.advice.rung is not Rung.MODIFIED_RUN else ()
    assert answers.put_back(replace(answer, advice=replace(answer.advice, reasons=reasons))) == ()


def test_what_is_kept_against_the_advice() -> None:
    assert answers.keep(made(replace(EASY, minutes=60.0)), "a club run") == Chosen(
        by="own", why="a club run", kind="easy", km=10.0, minutes=60.0
    )
    assert answers.keep(made(None), "") == Chosen(by="own", kind="easy")


@pytest.mark.parametrize(
    ("changes", "referral", "reason", "may"),
    [
        ({}, Referral.NONE, False, True),
        ({}, Referral.PHYSIO, True, True),
        ({}, Referral.CLINICIAN_SAME_DAY, True, True),
        ({}, Referral.EMERGENCY, True, False),
        ({"flags": frozenset({"fever"})}, Referral.NONE, True, True),
        ({"pain": (Pain(site="calf", score=0),)}, Referral.NONE, False, True),
        ({"pain": (Pain(site="calf", score=0), Pain(site="quad", score=1))}, Referral.NONE, True, True),
        ({"pain": None}, Referral.NONE, False, True),
    ],
)
def test_who_keeps_a_plan_says_why(changes: dict[str, Any], referral: Referral, reason: bool, may: bool) -> None:
    found = made(EASY, km=5.0)
    found = replace(found, scenario=replace(found.scenario, **changes), advice=replace(found.advice, referral=referral))
    assert (found.needs_reason, found.can_keep) == (reason, may)


def test_there_is_nothing_to_choose_where_the_advice_leaves_the_plan() -> None:
    race = Planned(kind="race", km=10.0)
    for plan, rung, as_planned, offered in (
        (None, Rung.RUN, False, False),
        (EASY, Rung.RUN, True, False),
        (EASY, Rung.MODIFIED_RUN, False, True),
        (race, Rung.MODIFIED_RUN, True, False),
        (race, Rung.CROSS_TRAIN, False, True),
        (Planned(kind="rest"), Rung.REST, True, False),
        (Planned(kind="rest"), Rung.CROSS_TRAIN, False, True),
        (Planned(kind="cross"), Rung.CROSS_TRAIN, True, False),
        (Planned(kind="strength"), Rung.REST, False, True),
    ):
        found = made(plan, rung, km=5.0)
        assert (found.as_planned, found.offered) == (as_planned, offered), (plan, rung)
        assert found.starts == (plan == race and as_planned)


def test_a_plan_within_all_limits_is_no_choice() -> None:
    """Unless it is to be walked and run in turn, or pain was not asked about."""
    assert (made(EASY).settled, made(EASY).offered) == (True, False)
    assert made(replace(EASY, faster_than_usual=True)).settled
    assert not made(EASY, form=Form.WALK_RUN).settled
    assert not made(EASY, km=5.0).settled
    assert not made(None).settled
    unasked = made(EASY)
    assert not replace(unasked, scenario=replace(unasked.scenario, pain=None)).settled
    running = made(EASY, Rung.RUN)
    assert replace(running, scenario=replace(running.scenario, pain=None)).settled


WELL = Morning(sleep_h=8.0, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=())
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "done", "late"),
    [
        (NOON, (), None),
        (NOON.replace(hour=17, minute=59, second=59), (), None),
        (NOON.replace(hour=18), (), True),
        (NOON.replace(day=24, hour=1), (), True),
        (NOON, (Done(kind="strength"),), None),
        (NOON, (Done(kind="strength"), Done(kind="run")), True),
    ],
)
def test_a_check_in_after_a_run_or_in_the_evening_is_late(
    now: datetime, done: tuple[Done, ...], late: bool | None
) -> None:
    found = answers.stamped(WELL, now, Day(date=D, done=done), D)
    assert (found.at, bool(found.late), bool(found.entered_later)) == (now, bool(late), False)


def test_a_check_in_of_an_earlier_day_was_entered_later() -> None:
    found = answers.stamped(WELL, NOON, Day(date=D - timedelta(days=1)), D)
    assert (found.at, bool(found.late), bool(found.entered_later)) == (NOON, False, True)


@pytest.mark.parametrize(
    ("change", "later"),
    [
        ({}, False),
        ({"note": "x"}, False),
        *(({name: 3}, True) for name in ("sleep_h", "sleep_quality", "fatigue", "soreness", "stress")),
        ({"resting_pulse": 50}, True),
        ({"hrv_ms": 60.0}, True),
        ({"pain": (Pain(site="calf", score=1),)}, True),
        ({"flags": ("fever",)}, True),
    ],
)
def test_answers_that_are_changed_on_a_later_day_are_no_morning(change: dict[str, Any], later: bool) -> None:
    """A note may be put right at any time; the time at which it was first said stays."""
    stored = Day(date=D, morning=replace(WELL, at=NOON, late=True))
    for today, expected in ((D, False), (D + timedelta(days=1), later)):
        found = answers.stamped(replace(WELL, **change), NOON + timedelta(days=1), stored, today)
        assert (found.at, found.late, bool(found.entered_later)) == (NOON, True, expected)
    before = Day(date=D, morning=replace(WELL, at=NOON, entered_later=True))
    assert answers.stamped(WELL, NOON, before, D).entered_later


def test_what_is_so_far_takes_open_questions_as_nothing_to_report() -> None:
    context = Context(record=Record(on=D, days={}), book=BOOK)
    assert answers.so_far(context, Morning(fatigue=7), (EASY,)).scenario.pain == ()
    said = answers.so_far(context, Morning(pain=(Pain(site="calf", score=3),), flags=("fever",)), (EASY,))
    assert said.scenario.flags == {"fever"} and [p.site for p in said.scenario.pain or ()] == ["calf"]
    assert said == context.answer(Morning(pain=(Pain(site="calf", score=3),), flags=("fever",)), (EASY,))


def test_a_day_is_filled_with_the_choice_only_where_there_is_nothing_to_choose() -> None:
    offered, same = made(EASY, km=5.0), made(EASY, Rung.RUN)
    assert answers.fill(Day(date=D), WELL, offered, None).chosen is None
    assert answers.fill(Day(date=D), WELL, same, None).chosen == Chosen(by="advice", kind="easy", km=10.0)
    own = Chosen(by="own", kind="easy", km=10.0)
    found = answers.fill(Day(date=D, done=(Done(kind="rest"),)), WELL, same, own)
    assert (found.chosen, found.morning, found.planned, found.facts) == (own, WELL, same.planned, same.facts)
    assert (found.advice and found.advice.rung, found.done) == (Rung.RUN, (Done(kind="rest"),))


def test_answers_are_kept_while_the_screen_draws() -> None:
    context = Context(record=Record(on=D, days={}), book=BOOK)
    first = context.answer(WELL, (EASY,))
    assert context.answer(WELL, (EASY,)) is first
    for n in range(64):
        context.answer(replace(WELL, sleep_h=n / 10), (EASY,))
    assert context.answer(WELL, (EASY,)) is first
    context.answer(replace(WELL, sleep_h=11.5), (EASY,))
    assert context.answer(WELL, (EASY,)) is not first
    assert context.answer(WELL, (EASY,)).advice == advise(first.scenario, BOOK)
