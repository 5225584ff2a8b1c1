"""What today's choice does to tomorrow: each limit from both sides, by the rules themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from mornings import BOOK

from planner.core import answer as answers
from planner.core.answer import Context
from planner.core.days import Morning, Pain, Planned
from planner.core.history import Record
from planner.core.record import Chosen, Day, Done, DonePain, Shoe
from planner.core.settings import Profile, Settings
from planner.core.tomorrow import after, chosen_session, done_of, ending, sessions, tomorrow
from planner.core.verdict import Rung
from planner.core.worn import Worn
from planner.storage import routines
from planner.storage.places import Places

D = date(2026, 11, 23)
WELL = Morning(sleep_h=8, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=())
RUNS = {2: 8.0, 4: 10.0, 6: 8.0, 9: 8.0, 11: 8.0, 13: 8.0}
"""Days before D -> km."""


def context(runs: dict[int, float] | None = None, **settings: object) -> Context:
    runs = RUNS if runs is None else runs
    days = {
        (on := D - timedelta(days=back)): Day(date=on, done=(Done(kind="run", session="easy", km=km, minutes=km * 6),))
        for back, km in runs.items()
    }
    return Context(record=Record(on=D, days=days, settings=Settings(**settings)), book=BOOK)  # type: ignore[arg-type]  # fields by name


def checked(ctx: Context, *planned: Planned, morning: Morning = WELL, chosen: Chosen | None = None) -> Day:
    """Today with its check-in."""
    return answers.fill(Day(date=D), morning, ctx.answer(morning, planned), chosen)


def test_the_longest_run_of_today_lifts_tomorrow() -> None:
    ctx = context()
    longer = tomorrow(ctx, checked(ctx, Planned(kind="long", km=11)))
    assert longer.km == pytest.approx(12.1)
    assert longer.words == "a run of up to 12.1 km, since 11 km is your longest then"
    shorter = tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5)))
    assert shorter.km == pytest.approx(11)
    assert shorter.words == "a run of up to 11 km"


def test_a_long_run_that_falls_out_of_the_month_is_gone_tomorrow() -> None:
    """The thirty days are tomorrow's own: a run of D-30 counts today and not then."""
    ctx = context({**RUNS, 30: 20.0})
    assert ctx.answer(WELL, ()).scenario.history.longest_30d_km == 20
    assert tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5))).km == pytest.approx(11)


def test_hard_today_is_not_hard_tomorrow() -> None:
    ctx = context({**RUNS, 3: 8.0})
    days = dict(ctx.record.days)
    day = days[D - timedelta(days=4)]
    days[day.date] = replace(day, done=(replace(day.done[0], session="tempo"),))
    ctx = Context(record=replace(ctx.record, days=days), book=BOOK)
    hard = tomorrow(ctx, checked(ctx, Planned(kind="tempo", km=8)))
    assert not hard.hard_allowed
    assert "nothing hard, the day after a hard run" in hard.words
    assert tomorrow(ctx, checked(ctx, Planned(kind="easy", km=8))).hard_allowed


def test_one_more_day_off_may_be_the_lay_off() -> None:
    """Five days off today, six tomorrow: unless something is run today."""
    ctx = context({5: 10.0})
    rest = tomorrow(ctx, checked(ctx, Planned(kind="rest")))
    assert rest.rung is Rung.MODIFIED_RUN
    assert not rest.hard_allowed
    assert rest.words.startswith("modified run at most (6 days since your last run: 7.5 km at most")
    assert tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5))).rung is Rung.RUN


def test_after_a_pain_the_length_holds_if_nothing_hurts() -> None:
    """A rest day over a knee at 7 of 10 does not name tomorrow's kilometres as if they were free."""
    ctx, said = context(), "if nothing hurts by then, a run of up to"
    knee = replace(WELL, pain=(Pain(site="knee_front", side="left", score=7),))
    assert tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5), morning=knee)).words.startswith(said)
    fine = checked(ctx, Planned(kind="easy", km=5))
    assert said not in tomorrow(ctx, fine).words
    told = DonePain(site="knee_front", side="left", during=2, after=0)
    ran = replace(fine, done=(Done(kind="run", session="easy", km=5.0, pain=(told,)),))
    assert tomorrow(ctx, ran).words.startswith(said)


def test_what_is_raised_today_is_open_tomorrow() -> None:
    ctx = context()
    ill = tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5), morning=replace(WELL, flags=("fever",))))
    assert (ill.rung, ill.km, ill.hard_allowed) == (Rung.REST, None, False)
    assert ill.words.startswith("rest (fever")


def test_a_third_day_for_a_new_runner() -> None:
    person = Profile(running_since=D - timedelta(days=60))
    ctx = context({1: 5.0, 8: 5.0}, person=person)
    assert tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5))).rung is Rung.CROSS_TRAIN
    assert tomorrow(ctx, checked(ctx, Planned(kind="rest"))).rung is Rung.RUN


def test_the_plan_of_tomorrow_is_held_against_it() -> None:
    week = {"tuesday": "14 km long"}
    ctx = context(week=week)
    then = tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5)))
    assert then.planned == (Planned(kind="long", km=14.0),)
    assert "14 km long planned, which would become 11 km long" in then.words
    ctx = context(week={"tuesday": "8 km easy"})
    assert "8 km easy planned, and fits" in tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5))).words
    ctx = context(week={"tuesday": "a words salad"})
    assert tomorrow(ctx, checked(ctx, Planned(kind="easy", km=5))).planned == ()


def test_strength_is_due_when_it_is() -> None:
    book, problems = routines.load(Places.at(Path("/nowhere")))
    assert not problems
    ctx = context()
    easy = checked(ctx, Planned(kind="easy", km=5))
    assert tomorrow(ctx, easy, book).strength_due
    assert tomorrow(ctx, easy, book).words == "a run of up to 11 km; strength is due"
    assert not tomorrow(ctx, replace(easy, done=(Done(kind="strength"),)), book).strength_due, "48 hours apart"
    assert not tomorrow(ctx, easy).strength_due, "it is not said without routines"


def test_the_way_back_goes_on_tomorrow() -> None:
    """The first run after three weeks off lifts the limit of the rule: then it says what the ladder has, day by day."""
    book, _ = routines.load(Places.at(Path("/nowhere")))
    first = context({30: 8.0, 28: 10.0, 25: 12.0})
    rest = tomorrow(first, checked(first, Planned(kind="easy", km=5)), book).words
    assert "a run of up to 13.2 km; on the way back no run" in rest
    second = context({32: 8.0, 30: 10.0, 27: 12.0, 1: 5.0})
    day = Day(date=D, done=(Done(kind="rest"),))
    assert "; on the way back 6 km easy" in tomorrow(second, day, book).words
    assert "way back" not in tomorrow(context(), checked(context(), Planned(kind="easy", km=5)), book).words


def test_the_pair_of_today_rests() -> None:
    shoes = (Shoe(id="a", name="Anna"), Shoe(id="b", name="Bert"), Shoe(id="c", name="Carl", retired=D))
    ctx = context()
    ctx = Context(record=replace(ctx.record, shoes=shoes, worn={"a": Worn(km=100.0, outings=3)}), book=BOOK)
    day = checked(ctx, Planned(kind="easy", km=5, shoe="a"))
    assert "another pair than Anna" in tomorrow(ctx, day).words
    worn = after(ctx, ending(day, BOOK)).record.worn["a"]
    assert (worn.km, worn.outings, worn.last) == (105.0, 4, D)
    alone = Context(record=replace(ctx.record, shoes=(shoes[0], shoes[2])), book=BOOK)
    assert "another pair" not in tomorrow(alone, day).words


def test_what_was_done_stands_before_what_was_chosen() -> None:
    ctx = context()
    day = checked(ctx, Planned(kind="easy", km=5))
    assert tomorrow(ctx, replace(day, done=(Done(kind="run", km=11.0),))).km == pytest.approx(12.1)


SORE = replace(WELL, pain=(Pain(site="knee_front", score=3),))


def test_a_day_goes_as_chosen_else_as_advised_else_as_planned() -> None:
    ctx = context()
    run, strength = Planned(kind="easy", km=8.0, climb_m=60, terrain="road", shoe="a"), Planned(kind="strength")
    offered = checked(ctx, run, strength, morning=SORE)
    assert offered.chosen is None
    cut = sessions(offered, BOOK)
    assert (cut[0].km, cut[1]) == (5.6, strength)
    kept = replace(offered, chosen=Chosen(by="own", kind="easy", km=8.0))
    assert sessions(kept, BOOK) == (run, strength), "the plan itself, with all that it said"
    shorter = replace(offered, chosen=Chosen(by="own", kind="easy", km=6.0))
    assert sessions(shorter, BOOK)[0] == Planned(kind="easy", km=6.0, terrain="road", shoe="a"), "no climb is known"
    other = replace(offered, chosen=Chosen(by="own", kind="cross", minutes=40.0))
    assert sessions(other, BOOK) == (Planned(kind="cross", minutes=40.0),)
    assert sessions(Day(date=D, planned=(run, strength)), BOOK) == (run, strength)
    assert sessions(Day(date=D, planned=(run,), chosen=Chosen(by="own", kind="rest")), BOOK) == (Planned(kind="rest"),)


def test_done_of_a_plan_fills_in_what_its_pace_tells() -> None:
    assert done_of(Planned(km=8, pace=5.5)) == Done(kind="run", session="easy", km=8, minutes=44.0)
    assert done_of(Planned(kind="tempo", minutes=44, pace=5.5)) == Done(kind="run", session="tempo", km=8.0, minutes=44)
    assert done_of(Planned(kind="tempo", minutes=44)).km is None
    assert done_of(Planned(kind="cross", minutes=40)) == Done(kind="cross", minutes=40)
    assert done_of(Planned(kind="rest")) == Done(kind="rest")


def test_a_choice_without_a_plan_is_itself() -> None:
    assert chosen_session(Chosen(by="own", kind="easy", km=5.0), None) == Planned(kind="easy", km=5.0)
    assert chosen_session(Chosen(by="own"), Planned(kind="rest")) == Planned(kind="easy")
    unnamed = Planned(km=8.0, climb_m=60.0, shoe="a")
    assert chosen_session(Chosen(by="own", kind="easy", km=8.0), unnamed) is unnamed, "easy, as it counts"


def test_after_a_fever_cross_training_is_as_short_as_a_run() -> None:
    """Minutes that a rule itself names hold for any sport; those made of kilometres are of running."""
    ctx = context()
    ill = replace(WELL, flags=("runny_nose",), pain=(Pain(site="calf", score=4),))
    left = answers.left(ctx.answer(ill, (Planned(kind="easy", km=8),)))
    assert left == Planned(kind="cross", minutes=30.0)
    sore = replace(WELL, pain=(Pain(site="knee_front", score=4),))
    for plan in (Planned(kind="easy", km=8), Planned(kind="easy", minutes=48)):
        assert answers.left(ctx.answer(sore, (plan,))) == Planned(kind="cross", minutes=48.0)


def done_day(*done: Done, morning: Morning | None = WELL) -> Day:
    return Day(date=D, morning=morning, done=done)


FIVE = Done(kind="run", session="easy", km=5.0)
HARD = replace(FIVE, session="tempo")
AGAIN = "a run of up to 11 km; nothing hard, the day after a hard run"
HURT = DonePain(site="calf", during=1)


@pytest.mark.parametrize(
    ("runs", "settings", "day", "words"),
    [
        (RUNS, {}, done_day(FIVE), "a run of up to 11 km"),
        (RUNS, {"units": "mi"}, done_day(FIVE), "a run of up to 6.8 mi"),
        (RUNS, {}, done_day(replace(FIVE, km=10.0)), "a run of up to 11 km"),
        (RUNS, {}, done_day(replace(FIVE, km=12.0)), "a run of up to 13.2 km, since 12 km is your longest then"),
        ({}, {}, done_day(FIVE), "a run of up to 5.5 km, since 5 km is your longest then"),
        (RUNS, {}, done_day(replace(FIVE, session="tempo")),
         "a run of up to 11 km; nothing hard, the day after a hard run"),
        (RUNS, {}, done_day(replace(FIVE, pain=(HURT,))), "if nothing hurts by then, a run of up to 11 km"),
        (
            RUNS, {}, done_day(replace(FIVE, pain=(DonePain(site="calf", during=0, after=1),))),
            "if nothing hurts by then, a run of up to 11 km",
        ),
        (RUNS, {}, done_day(replace(FIVE, pain=(DonePain(site="calf", during=0, after=0),))), "a run of up to 11 km"),
        (RUNS, {}, done_day(FIVE, morning=replace(WELL, pain=(Pain(site="calf", score=0),))), "a run of up to 11 km"),
        (RUNS, {}, done_day(FIVE, morning=None), "a run of up to 11 km"),
        (RUNS, {"week": {"tuesday": "rest"}}, done_day(FIVE), "a run of up to 11 km; rest planned, and fits"),
        (RUNS, {"week": {"tuesday": "10 km race"}}, done_day(FIVE),
         "a run of up to 11 km; 10 km race planned, and fits"),
        (
            RUNS, {"week": {"tuesday": "5 km tempo"}}, done_day(HARD),
            f"{AGAIN}; 5 km tempo planned, which would become 5 km easy",
        ),
        (RUNS, {}, done_day(FIVE, morning=replace(WELL, flags=("runny_nose",))),
         "modified run at most (runny nose: 30 easy minutes at most)"),
        (RUNS, {}, done_day(FIVE, morning=replace(WELL, flags=("giving_way",))),
         "cross-train at most (knee gives way: no run until it has been looked at)"),
        (RUNS, {}, done_day(FIVE, morning=replace(WELL, flags=("chest_pain",))),
         "rest (chest pain or pressure: this is an emergency)"),
    ],
)  # fmt: skip  # a table
def test_tomorrow_in_one_line(runs: dict[int, float], settings: dict[str, Any], day: Day, words: str) -> None:
    assert tomorrow(context(runs, **settings), day).words == words


def test_pairs_take_turns_only_where_a_run_was_run_in_one() -> None:
    pair = (Shoe(id="a", name="Anna"), Shoe(id="b", name="Bert", retired=D + timedelta(days=2)))
    ctx = context()
    ctx = Context(record=replace(ctx.record, shoes=pair, worn={"a": Worn(km=None, outings=3, first=D)}), book=BOOK)
    ran = replace(FIVE, shoe="a")
    assert tomorrow(ctx, done_day(ran)).words == "a run of up to 11 km; another pair than Anna"
    assert tomorrow(ctx, done_day(FIVE)).words == "a run of up to 11 km"
    assert tomorrow(ctx, done_day(replace(ran, kind="cross"))).words == "a run of up to 11 km"
    gone = replace(ctx.record, shoes=(pair[0], replace(pair[1], retired=D + timedelta(days=1))))
    assert tomorrow(Context(record=gone, book=BOOK), done_day(ran)).words == "a run of up to 11 km"
    ill = done_day(ran, morning=replace(WELL, flags=("fever",)))
    assert "another pair" not in tomorrow(ctx, ill).words
    worn = after(
        ctx, done_day(ran, replace(ran, km=None), replace(ran, shoe="zebra"), Done(kind="cross", shoe="a"))
    ).record.worn
    assert worn == {"a": Worn(km=5.0, outings=5, first=D, last=D)}


def test_sessions_that_are_no_runs_keep_their_kind_and_time() -> None:
    assert done_of(Planned(kind="strength", minutes=30.0)) == Done(kind="strength", minutes=30.0)
    assert done_of(Planned(minutes=44.0, pace=6.0)).km == 7.33
    assert done_of(Planned(km=7.0, pace=5.55)).minutes == 38.9
    assert done_of(Planned(km=7.0, minutes=30.0, pace=5.0)) == Done(kind="run", session="easy", km=7.0, minutes=30.0)
