"""The lists to walk through: as picked, as changed by the runner, never with a step that loads a sore site."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import walk
from planner.core.days import Planned
from planner.core.left_open import left_open
from planner.core.record import Chosen, Day, Done
from planner.core.sites import SITES
from planner.core.steps import Today
from planner.core.values import replace
from planner.core.verdict import Referral, Rung
from planner.core.walk import COOL_DOWN, STRENGTH, WARM_UP
from planner.storage import routines, rulebook
from planner.storage.places import Places

BOOK = routines.load(Places.of({"PLANNER_HOME": "/nonexistent"}))[0]
RUN = Today(rung=Rung.RUN)


def part(found: tuple[walk.Part, ...], use: str) -> walk.Part:
    """The list of a use."""
    return next(p for p in found if p.use == use)


def test_all_lists_of_a_run_day() -> None:
    """Before, after, and strength by choice."""
    found = walk.parts(BOOK, RUN)
    assert [p.use for p in found] == [WARM_UP, COOL_DOWN, STRENGTH] == ["warm_up", "cool_down", "strength"]
    assert [p.name for p in found] == ["Warm-up", "Cool-down", "Strength"]
    assert len(part(found, STRENGTH).items) == 5


@pytest.mark.parametrize("t", [Today(rung=Rung.REST), Today(rung=Rung.RUN, referral=Referral.CLINICIAN_SAME_DAY)])
def test_nothing_on_a_rest_day_or_before_a_doctor(t: Today) -> None:
    """Not even what was chosen earlier that day."""
    assert walk.parts(BOOK, t, chosen=Chosen(by="advice", warm_up=("walk-5",))) == ()


@pytest.mark.parametrize(
    "t", [Today(rung=Rung.RUN, flags=frozenset({"fever"})), Today(rung=Rung.CROSS_TRAIN, bone=True)]
)
def test_no_strength_with_a_fever_or_a_bone_suspicion(t: Today) -> None:
    """It waits."""
    assert STRENGTH not in [p.use for p in walk.parts(BOOK, t)]


def test_what_counts_down() -> None:
    """The whole step where it has seconds, one set of an exercise in seconds, nothing for repetitions."""
    found = walk.parts(BOOK, RUN)
    counts = {i.id: (i.count, i.sets) for p in found for i in p.items}
    assert counts["walk-5"] == (300, 1) and counts["leg-swings"] == (None, 1)
    assert counts["side-star-plank"] == (15, 4), "two sets on each side"
    assert counts["single-leg-squat"][0] is None
    early = walk.parts(BOOK, Today(rung=Rung.RUN, early=True))
    assert {i.id: i.count for p in early for i in p.items}["walk-5"] == 600


@pytest.mark.parametrize(
    ("level", "plank", "thrust"), [(1, (20, 4), 2), (2, (30, 6), 3), (4, (30, 6), 3), (9, (30, 6), 3)]
)
def test_sets_are_of_the_level_that_was_reached(level: int, plank: tuple[int, int], thrust: int) -> None:
    """The last level where there is none so high. Seconds are counted on each side, repetitions are not counted."""
    found = walk.parts(BOOK, RUN, levels={"side-star-plank": level, "hip-thrust": level, "band-side-steps": level})
    rows = {i.id: (i.count, i.sets) for i in part(found, STRENGTH).items}
    assert rows["side-star-plank"] == plank
    assert rows["hip-thrust"] == rows["band-side-steps"] == (None, thrust)
    both = replace(
        BOOK, steps={**BOOK.steps, "side-star-plank": replace(BOOK.steps["side-star-plank"], per_side=False)}
    )
    rows = {i.id: (i.count, i.sets) for i in part(walk.parts(both, RUN), STRENGTH).items}
    assert rows["side-star-plank"] == (15, 2)


@pytest.mark.parametrize(("indoors", "fits"), [(False, True), (True, False)])
def test_what_is_done_outside_does_not_fit_indoors(indoors: bool, fits: bool) -> None:
    """And what is not, fits both."""
    t = Today(rung=Rung.RUN, indoors=indoors)
    assert walk.fits(BOOK.steps["brisk-walk"], t) is fits
    assert walk.fits(BOOK.steps["leg-swings"], t)


def test_a_changed_list_stays() -> None:
    """The order and the steps that the runner chose, with those of the book as they are there."""
    chosen = Chosen(by="advice", warm_up=("ankle-rocks", "strides", "walk-5"), cool_down=())
    found = walk.parts(BOOK, RUN, chosen=chosen)
    assert part(found, WARM_UP).ids == ("ankle-rocks", "strides", "walk-5")
    assert COOL_DOWN not in [p.use for p in found]
    because = {i.id: i.picked.because for i in part(found, WARM_UP).items}
    assert because["strides"] == "added by you" and because["walk-5"] != "added by you"
    assert part(walk.parts(BOOK, RUN, chosen=Chosen(by="advice")), WARM_UP).ids, "a choice without steps says nothing"


def test_unknown_ids_are_left_out() -> None:
    """A step that the book no longer has."""
    found = walk.parts(BOOK, RUN, chosen=Chosen(by="advice", warm_up=("gone", "walk-5")))
    assert part(found, WARM_UP).ids == ("walk-5",)


IDS = st.lists(st.sampled_from(sorted(BOOK.steps)), max_size=6, unique=True).map(tuple)


@settings(max_examples=120, deadline=None)
@given(st.sets(st.sampled_from(sorted(SITES)), max_size=3), IDS, IDS, st.booleans())
def test_no_sore_site_is_ever_loaded(sore: set[str], warm: tuple[str, ...], cool: tuple[str, ...], bone: bool) -> None:
    """Neither by what was chosen before it hurt, nor by what may be added."""
    t = Today(rung=Rung.MODIFIED_RUN, sore=frozenset(sore), bone=bone)
    found = walk.parts(BOOK, t, chosen=Chosen(by="advice", warm_up=warm, cool_down=cool))
    for p in found:
        steps = [i.picked.step for i in p.items] + list(walk.addable(BOOK, t, p))
        assert not [s.id for s in steps if set(s.loads) & sore]
        assert not bone or not [s.id for s in steps if s.impact]
        assert len(set(p.ids)) == len(p.ids)
        assert not {s.id for s in walk.addable(BOOK, t, p)} & set(p.ids)


@given(st.permutations(["a", "b", "c", "d"]), st.sampled_from("abcd"), st.integers(-5, 5))
def test_moving_keeps_every_step(ids: list[str], id: str, by: int) -> None:
    """It moves one, within the ends."""
    after = walk.moved(ids, id, by)
    assert sorted(after) == sorted(ids)
    assert after.index(id) == min(max(ids.index(id) + by, 0), 3)
    assert [x for x in after if x != id] == [x for x in ids if x != id]


def test_where_it_begins() -> None:
    """Before the run at the warm-up, after it at the cool-down, then at what is still open."""
    found = walk.parts(BOOK, RUN)
    warm, cool, strong = (part(found, use).ids for use in (WARM_UP, COOL_DOWN, STRENGTH))
    assert walk.first_part(found, (), ran=False) == WARM_UP
    assert walk.first_part(found, (), ran=True) == COOL_DOWN
    assert walk.first_part(found, warm, ran=False) == COOL_DOWN
    assert walk.first_part(found, cool, ran=True) == STRENGTH
    assert walk.first_part(found, (*warm, *cool, *strong), ran=False) == WARM_UP
    assert walk.first_part((), (), ran=False) is None


def test_the_strength_session_of_a_day() -> None:
    """Added, replaced in its place, taken out; nothing else moves."""
    run, strong, harder = Done(kind="run"), Done(kind="strength"), Done(kind="strength", effort=6)
    assert walk.session((run,)) is None and walk.session((strong, run)) == strong
    assert walk.with_session((run,), None, strong) == (run, strong)
    assert walk.with_session((strong, run), strong, harder) == (harder, run)
    assert walk.with_session((strong, run), strong, None) == (run,)
    assert walk.with_session((run,), None, None) == (run,)
    assert walk.with_session((strong, run, strong, run), strong, harder) == (strong, run, harder, run), "the last"


def test_strength_alone_leaves_the_run_of_a_day_open() -> None:
    """It is still asked what became of the run, and the strength session stays."""
    book = rulebook.shipped_rules().book
    strong = Done(kind="strength")
    day = Day(date=date(2026, 11, 22), planned=(Planned(kind="easy", km=8.0),), done=(strong,))
    left = left_open(day, book)
    assert left is not None
    assert [d.kind for d in left.done().done] == ["strength", "run"]
    assert [d.kind for d in left.not_run().done] == ["strength", "rest"]
    assert left_open(Day(date=day.date, planned=day.planned, done=(strong, Done(kind="run"))), book) is None
