"""What goes with an answer: an early start, the steps of the rung, the pair of a run, and what a choice keeps of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from mornings import BOOK

from planner.core.answer import Context
from planner.core.days import Morning, Pain, Planned
from planner.core.history import Record
from planner.core.prepare import Prepared, prepare, with_steps
from planner.core.record import Chosen, Day, Done, Shoe
from planner.core.values import replace
from planner.core.worn import Worn
from planner.storage import routines

ROUTINES = routines.shipped_routines().book
D = date(2026, 11, 23)
WELL = Morning(sleep_h=8.0, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=())
EASY = Planned(kind="easy", km=8.0)
PAIRS = (Shoe(id="a", name="Anna", start_km=300.0), Shoe(id="b", name="Bert", start_km=300.0))


def context(*shoes: Shoe) -> Context:
    days = {
        (on := D - timedelta(days=back)): Day(date=on, done=(Done(kind="run", km=10.0, minutes=60.0, shoe="a"),))
        for back in (1, 3, 5)
    }
    worn = {s.id: Worn(km=330.0, outings=30, first=D - timedelta(days=300)) for s in shoes}
    return Context(record=Record(on=D, days=days, shoes=shoes, worn=worn), book=BOOK)


def prepared(
    morning: Morning = WELL, *planned: Planned, hour: int | None = None, shoes: tuple[Shoe, ...] = PAIRS
) -> Prepared:
    now = None if hour is None else datetime(2026, 11, 23, hour, 59, tzinfo=UTC)
    ctx = context(*shoes)
    return prepare(ctx, ctx.answer(morning, planned or (EASY,)), ROUTINES, now=now)


@pytest.mark.parametrize(("hour", "early"), [(None, False), (0, True), (6, True), (7, False), (23, False)])
def test_an_early_start_is_before_seven(hour: int | None, early: bool) -> None:
    assert ("soon after getting up" in prepared(hour=hour).warm_up[0].because) is early


def test_another_sport_is_only_offered_where_no_run_is_left() -> None:
    assert prepared().cross_train == ()
    sore = replace(WELL, pain=(Pain(site="calf", score=4),))
    found = prepared(sore)
    assert found.cross_train and found.shoe is None
    assert {left.step.id for left in found.left_out} >= {"brisk-walk", "rowing"}


def test_the_pair_of_a_run() -> None:
    """Not the one of yesterday; none without a pair or a run."""
    found = prepared().shoe
    assert found is not None and found.shoe == "b"
    assert prepared(shoes=()).shoe is None
    assert prepared(WELL, Planned(kind="cross", minutes=40.0)).shoe is None
    assert prepared(replace(WELL, flags=("fever",))).shoe is None


def test_a_choice_keeps_the_steps_that_were_shown() -> None:
    found = prepared()
    chosen = with_steps(Chosen(by="advice", km=8.0), found)
    assert chosen == Chosen(
        by="advice",
        km=8.0,
        warm_up=tuple(p.step.id for p in found.warm_up),
        cool_down=tuple(p.step.id for p in found.cool_down),
    )
    assert chosen.warm_up[0] == "walk-5" and chosen.cool_down[0] == "walk-down-5"


def test_strength_goes_with_a_day_on_which_it_is_due() -> None:
    """And not with the one after a session."""
    assert prepared().strength
    ctx = context()
    on = D - timedelta(days=1)
    lifted = replace(ctx.record.days[on], done=(Done(kind="strength"),))
    after = replace(ctx, record=replace(ctx.record, days={**ctx.record.days, on: lifted}))
    assert prepare(after, after.answer(WELL, (EASY,)), ROUTINES).strength == ()


def test_a_pair_of_three_days_ago_is_none_of_yesterday() -> None:
    """Anna was worn yesterday, Bert three days ago."""
    ctx = context(*PAIRS)
    days = dict(ctx.record.days)
    on = D - timedelta(days=3)
    days[on] = replace(days[on], done=(replace(days[on].done[0], shoe="b"),))
    worn = {"a": Worn(km=330.0, outings=30, last=D - timedelta(days=1)), "b": Worn(km=330.0, outings=30, last=on)}
    ctx = replace(ctx, record=replace(ctx.record, days=days, worn=worn))
    found = prepare(ctx, ctx.answer(WELL, (EASY,)), ROUTINES).shoe
    assert found is not None
    assert (found.shoe, found.reasons[0]) == ("b", "not worn for 3 days")
    assert [(other.shoe, other.why) for other in found.others] == [("a", "worn yesterday")]
