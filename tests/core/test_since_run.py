"""No step loads a painful site: over every site, score, moment of the day and routine, the runner's own among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import steps, strength, walk
from planner.core.answer import Context
from planner.core.days import KINDS, Morning, Pain, Planned
from planner.core.history import Record
from planner.core.prepare import prepare
from planner.core.record import Chosen, Day, Done, DonePain
from planner.core.routines import Book
from planner.core.since_run import since_run
from planner.core.sites import EMERGENCY, FLAGS, GAIT, ILLNESS, SAME_DAY, SITES
from planner.core.steps import Today
from planner.core.verdict import Referral, Rung
from planner.storage import routines, rulebook

ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 6, 41, tzinfo=timezone(timedelta(hours=1)))
BASE = routines.shipped_routines()
RULES = rulebook.shipped_rules().book
RUN = Today(rung=Rung.RUN, kind="easy")
PLACES = [*SITES, "other:shoulder", "other:jaw"]
IDS = sorted(BASE.book.steps)


def ran(*pain: DonePain, flags: tuple[str, ...] = ()) -> Done:
    return Done(kind="run", session="easy", km=8.0, pain=pain, flags=flags)


# The runner's own book: any shipped step off, moved, loading more, standing in for another; own steps beside them.

texts = st.sampled_from(
    ["warm-up-easy", "warm-up-quality", "warm-up-other", "cool-down-run", "strength-five", "mobility"]
)


@st.composite
def own_books(draw: st.DrawFn) -> str:
    """A routines.toml of a runner that may or may not hold together."""
    rows = ["format = 1"]
    for n in range(draw(st.integers(0, 3))):
        loads = draw(st.lists(st.sampled_from(PLACES), max_size=3, unique=True))
        rows += [f"[step.own-{n}]", f'name = "Own {n}"', 'dose = "10"', f"reps = {n + 1}", f"loads = {loads}"]
        if draw(st.booleans()):
            rows.append(f'instead = "{draw(st.sampled_from(IDS))}"')
    for name in draw(st.lists(st.sampled_from(IDS), max_size=4, unique=True)):
        rows.append(f"[step.{name}]")
        if draw(st.booleans()):
            more = draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))
            rows.append(f"loads = {[*dict.fromkeys((*BASE.book.steps[name].loads, *more))]}")
        if draw(st.booleans()):
            rows.append(f'instead = "{draw(st.sampled_from(IDS))}"')
        if draw(st.integers(0, 4)) == 0:
            rows.append("on = false")
    for name in draw(st.lists(texts, max_size=2, unique=True)):
        own = [f"own-{n}" for n in range(3)]
        rows += [
            f"[routine.{name}]",
            f"steps = {draw(st.lists(st.sampled_from([*IDS, *own]), max_size=6, unique=True))}",
        ]
    return "\n".join(rows).replace("'", '"') + "\n"


@cache
def read(text: str) -> Book:
    """The book in use with an own file: a mistake in it, and the shipped one is."""
    try:
        return routines.own_routines(BASE, text.encode(), "routines.toml")[0]
    except routines.CannotRead:
        return BASE.book


pains = st.builds(
    Pain,
    site=st.sampled_from(PLACES),
    side=st.sampled_from([None, "left", "right", "both"]),
    score=st.integers(0, 10),
    night=st.none() | st.booleans(),
)
after = st.builds(
    DonePain,
    site=st.sampled_from(PLACES),
    side=st.just("left"),
    during=st.none() | st.integers(0, 10),
    after=st.none() | st.integers(0, 10),
)
mornings = st.builds(
    Morning,
    sleep_h=st.just(7.5),
    sleep_quality=st.just(2),
    fatigue=st.just(2),
    soreness=st.just(2),
    stress=st.just(2),
    pain=st.lists(pains, max_size=3, unique_by=lambda p: (p.site, p.side)).map(tuple),
    flags=st.lists(st.sampled_from(list(FLAGS)), max_size=1).map(tuple),
)
plans = st.builds(Planned, kind=st.sampled_from(KINDS), km=st.sampled_from([4.0, 8.0]))
lists = st.lists(st.sampled_from([*IDS, "own-0", "own-1"]), max_size=5, unique=True).map(tuple)


@settings(max_examples=150, deadline=None)
@given(own_books(), mornings, plans, st.lists(after, max_size=2).map(tuple), st.none() | lists)
def test_no_step_loads_a_painful_site(
    text: str, morning: Morning, plan: Planned, told: tuple[DonePain, ...], own: tuple[str, ...] | None
) -> None:
    """What the morning shows and step mode walks through, before a run and after it, whoever chose the list."""
    book = read(text)
    done = (ran(*told),) if told else ()
    context = Context(record=Record(on=ON, days={ON: Day(date=ON, done=done)}), book=RULES)
    answer = context.answer(morning, (plan,))
    chosen = Chosen(by="own", warm_up=own, cool_down=own[::-1]) if own is not None else None
    sore = {p.site for p in morning.pain or () if p.score}
    sore |= {p.site for p in told if max(p.during or 0, p.after or 0)}
    shown = prepare(context, answer, book, now=NOW)
    picked = [*shown.warm_up, *shown.cool_down, *shown.cross_train, *shown.strength]
    today = since_run(steps.today(answer.scenario, answer.advice), done, RULES)
    parts = walk.parts(book, today, chosen=chosen, levels=strength.levels(book, [(ON, d) for d in done]))
    picked += [item.picked for part in parts for item in part.items]
    assert not [p.step.id for p in picked if set(p.step.loads) & sore]
    assert not [s.id for part in parts for s in walk.addable(book, today, part) if set(s.loads) & sore]
    if answer.advice.rung is Rung.REST or answer.advice.referral >= Referral.CLINICIAN_SAME_DAY:
        assert not picked and not parts


@pytest.mark.parametrize("site", PLACES)
@pytest.mark.parametrize("score", range(1, 11))
def test_every_site_and_score(site: str, score: int) -> None:
    """One pain in the morning, or the same after a run: nothing that loads it, by any list."""
    for plan in (Planned(kind="easy", km=8.0), Planned(kind="intervals", km=8.0)):
        context = Context(record=Record(on=ON, days={}), book=RULES)
        answer = context.answer(Morning(pain=(Pain(site=site, score=score),), flags=()), (plan,))
        shown = prepare(context, answer, BASE.book)
        assert not [p for ps in (shown.warm_up, shown.cool_down, shown.cross_train) for p in ps if site in p.step.loads]
        for done in (DonePain(site=site, during=score), DonePain(site=site, during=0, after=score)):
            t = since_run(RUN, (ran(done),), RULES)
            for part in walk.parts(BASE.book, t):
                assert not [i.id for i in part.items if site in i.picked.step.loads]


def test_nothing_told_changes_nothing() -> None:
    """A run that went well, and a strength session, leave the day as it was."""
    done = (ran(), Done(kind="strength"), Done(kind="run", pain=(DonePain(site="calf", during=0, after=0),), flags=()))
    assert since_run(RUN, done, RULES) == RUN


@pytest.mark.parametrize("flag", [*EMERGENCY, *SAME_DAY, *GAIT, *ILLNESS])
def test_a_sign_on_the_run_ends_the_day(flag: str) -> None:
    """No cool-down, no strength, nothing."""
    t = since_run(RUN, (ran(flags=(flag,)),), RULES)
    assert t.nothing and walk.parts(BASE.book, t) == ()


def test_a_bone_on_the_run_spares_it() -> None:
    """A shin that hurts at one spot: no strength, and no step that carries the body."""
    t = since_run(RUN, (ran(DonePain(site="shin_focal", side="left", during=3, after=2)),), RULES)
    assert t.bone
    for part in walk.parts(BASE.book, t):
        assert part.use != "strength" and not [i for i in part.items if i.picked.step.impact]


@settings(max_examples=100, deadline=None)
@given(st.lists(after, max_size=3), st.lists(st.sampled_from(list(FLAGS)), max_size=2))
def test_a_run_never_makes_the_day_harder(told: list[DonePain], flags: list[str]) -> None:
    """Rung, referral, sore places and signs only get worse."""
    before = replace(RUN, sore=frozenset({"calf"}), flags=frozenset({"runny_nose"}))
    now = since_run(before, (ran(*told, flags=tuple(flags)),), RULES)
    assert now.rung <= before.rung and now.referral >= before.referral
    assert now.sore >= before.sore and now.flags >= before.flags


@pytest.mark.parametrize(
    ("score", "rung", "referral"),
    [
        (4, Rung.RUN, Referral.NONE),  # no more running, and what spares it is left
        (6, Rung.REST, Referral.PHYSIO),
        (8, Rung.REST, Referral.CLINICIAN_SOON),
    ],
)
def test_a_pain_that_says_rest_ends_the_day_and_says_whom_to_see(score: int, rung: Rung, referral: Referral) -> None:
    t = since_run(RUN, (ran(DonePain(site="knee_front", side="left", during=score)),), RULES)
    assert (t.rung, t.referral, t.nothing) == (rung, referral, rung is Rung.REST)


def test_whom_to_see_this_morning_is_not_forgotten_over_a_run_that_went_better() -> None:
    """The morning's referral stands beside a smaller one of the run."""
    sent = replace(RUN, rung=Rung.CROSS_TRAIN, referral=Referral.CLINICIAN_SOON)
    assert since_run(sent, (ran(DonePain(site="calf", during=1)),), RULES).referral is Referral.CLINICIAN_SOON
