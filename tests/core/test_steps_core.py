"""What holds for every day: no step for a sore site, nothing on rest, ways around any sore site, honest words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import advise, steps
from planner.core.days import KINDS, Pain, Planned
from planner.core.facts import Env, History, Person, Scenario
from planner.core.routines import Book, Level, Routine, Step, loop, places, unlisted
from planner.core.sites import BELOW_NECK, FLAGS, GAIT, RED_FLAGS, SITES
from planner.core.steps import Today
from planner.core.verdict import Referral, Rung
from planner.storage import routines, rulebook, sources

BOOK = routines.shipped_routines().book
RULES = rulebook.shipped_rules().book
ALL = (steps.warm_up, steps.cool_down, steps.cross_train, steps.strength)
NAMED = ("other:shoulder", "other:jaw")

days = st.builds(
    Today,
    rung=st.sampled_from(Rung),
    referral=st.sampled_from(Referral),
    kind=st.none() | st.sampled_from(KINDS),
    hard_allowed=st.booleans(),
    sore=st.frozensets(st.sampled_from([*SITES, *NAMED]), max_size=4),
    bone=st.booleans(),
    flags=st.frozensets(st.sampled_from(list(FLAGS)), max_size=2),
    temperature_c=st.none() | st.floats(-30, 40),
    age=st.none() | st.floats(18, 95),
    early=st.booleans(),
    minutes=st.none() | st.floats(1, 90),
    indoors=st.booleans(),
    plan_minutes=st.none() | st.floats(5, 240),
)


@settings(max_examples=150, deadline=None)
@given(days)
def test_no_step_loads_a_sore_site(t: Today) -> None:
    """Whatever the day, no chosen step loads a site that hurts, or carries the body with a bone suspicion."""
    for choose in ALL:
        for picked in choose(BOOK, t):
            assert not set(picked.step.loads) & t.sore
            assert not (t.bone and picked.step.impact)
            assert not (t.flags & {"gait_altered", "giving_way", "limp_walking"} and picked.step.impact)
            assert not (t.indoors and picked.step.outdoors)
            assert picked.because and picked.dose and picked.seconds > 0


@settings(max_examples=100, deadline=None)
@given(days)
def test_rest_gives_nothing(t: Today) -> None:
    """On a rest day, on a planned rest day, or when a doctor is to be seen today, nothing invites exercise."""
    quiet = t.rung is Rung.REST or t.referral >= Referral.CLINICIAN_SAME_DAY or t.kind == "rest"
    for choose in ALL:
        assert not quiet or choose(BOOK, t) == ()
    if t.rung is Rung.REST:
        assert steps.left_out(BOOK, t) == ()


@settings(max_examples=100, deadline=None)
@given(days, st.sampled_from(list(SITES)))
def test_one_more_sore_site(t: Today, site: str) -> None:
    """One more sore site never brings a step that loads it, nor one more way to cross-train or to load anything."""
    worse = replace(t, sore=t.sore | {site}, minutes=None)
    before = {p.step.id for p in steps.cross_train(BOOK, replace(t, minutes=None))}
    after = {p.step.id for p in steps.cross_train(BOOK, worse)}
    assert after <= before
    for choose in ALL:
        assert all(site not in p.step.loads for p in choose(BOOK, worse))


@settings(max_examples=60, deadline=None)
@given(days)
def test_time_at_hand_is_kept(t: Today) -> None:
    """Before, after and for strength no more time is taken than there is; the first step always stays."""
    for choose in (steps.warm_up, steps.cool_down, steps.strength):
        all_steps = choose(BOOK, replace(t, minutes=None))
        picked = choose(BOOK, t)
        assert {p.step.id for p in picked} <= {p.step.id for p in all_steps}
        assert bool(picked) == bool(all_steps)
        if picked and t.minutes is not None:
            assert picked[0].step is all_steps[0].step
            assert sum(p.seconds for p in picked) <= t.minutes * 60 + 0.5


@pytest.mark.parametrize("site", SITES)
def test_three_ways_around_every_sore_site(site: str) -> None:
    """For every site alone, and every second one beside it, at least three ways to cross-train spare both."""
    for other in SITES:
        t = Today(rung=Rung.CROSS_TRAIN, sore=frozenset({site, other}), bone=True, plan_minutes=40)
        assert len(steps.cross_train(BOOK, t)) >= 3
    assert len({p.because for p in steps.cross_train(BOOK, replace(t, sore=frozenset({site})))}) == 1


def test_every_step_is_used_sourced_and_said() -> None:
    """Each shipped step stands in a routine or for another step, has sources that exist, and says how long it takes."""
    known = set(sources.load())
    used = {s.id for name in BOOK.routines for s in BOOK.of(name)} | {s.instead for s in BOOK.steps.values()}
    for step in BOOK.steps.values():
        assert step.id in used
        assert step.sources and set(step.sources) <= known, step.id
        assert step.seconds or step.reps or step.factor, step.id
        assert len(step.name) <= 40 and len(step.dose) <= 60, step.id
    for ladder in BOOK.ladders.values():
        assert ladder.sources and set(ladder.sources) <= known


def test_the_card_of_strength() -> None:
    """The five exercises with the first doses of evidence 4.4, and the doses that come next."""
    five = {step.id: step for step in BOOK.of("strength-five")}
    first = {name: steps.dose_of(step.levels[0], step.per_side) for name, step in five.items()}
    assert first == {
        "hip-thrust": "2 x 10",
        "band-side-steps": "2 x 10 per side",
        "side-lying-adduction": "2 x 10 per side",
        "single-leg-squat": "2 x 6 per side",
        "side-star-plank": "2 x 15 s per side",
    }
    goal = {
        "hip-thrust": Level(sets=3, reps=12),
        "band-side-steps": Level(sets=3, reps=15),
        "side-lying-adduction": Level(sets=3, reps=15),
        "single-leg-squat": Level(sets=3, reps=10),
        "side-star-plank": Level(sets=3, seconds=30),
    }
    assert all(level in five[name].levels for name, level in goal.items())
    t = Today(rung=Rung.RUN)
    at = {p.step.id: p.dose for p in steps.strength(BOOK, t, {"hip-thrust": 2, "single-leg-squat": 99})}
    assert at["hip-thrust"] == "3 x 12"
    assert at["single-leg-squat"] == "3 x 10 per side, a lower box"
    whole = sum(p.seconds for p in steps.strength(BOOK, t))
    assert 10 * 60 <= whole <= 25 * 60


def test_no_promise() -> None:
    """No step, routine or reason says that it prevents or heals, unless in the same breath that this was not shown."""
    texts = [f"{s.name}. {s.dose}. {s.how}. {s.note}" for s in BOOK.steps.values()]
    texts += [f"{r.name}. {r.note}" for r in BOOK.routines.values()]
    for text in texts:
        for word in ("prevent", "protect", "heal", "cure", "flush", "lower risk", "safe"):
            assert word not in text or "not " in text, text
    assert all("does not prevent" in (BOOK.steps[s].note or "") for s in BOOK.steps if s.endswith("-stretch"))


def test_today_from_a_morning() -> None:
    """A morning's scenario and advice give all that steps need: sore sites, bone, air, minutes of the plan."""
    s = Scenario(
        pain=(Pain(site="knee_front", score=4, side="left"), Pain(site="calf", score=0)),
        plan=Planned(kind="tempo", km=8, pace=5.0),
        person=Person(age=61),
        env=Env(aqi=220),
        history=History(longest_30d_km=12),
        flags=frozenset({"runny_nose"}),
    )
    t = steps.today(s, advise.advise(s, RULES), temperature_c=3, early=True, minutes=20)
    assert t == Today(
        rung=Rung.CROSS_TRAIN,
        referral=Referral.NONE,
        kind="tempo",
        hard_allowed=False,
        sore=frozenset({"knee_front"}),
        bone=False,
        ill=True,
        flags=frozenset({"runny_nose"}),
        temperature_c=3,
        age=61,
        early=True,
        minutes=20,
        indoors=True,
        plan_minutes=40,
        most_minutes=30,
    )


@pytest.mark.parametrize(
    ("pain", "bone"),
    [
        (Pain(site="shin_focal", score=1), True),
        (Pain(site="knee_front", score=2, hop_pain=True), True),
        (Pain(site="knee_front", score=2), False),
    ],
)
def test_bone_from_a_morning(pain: Pain, bone: bool) -> None:
    """A bone suspicion by site or by hopping takes strength and everything that carries the body away."""
    s = Scenario(pain=(pain,), history=History(longest_30d_km=12))
    t = steps.today(s, advise.advise(s, RULES))
    assert t.bone is bone
    assert bool(steps.strength(BOOK, t)) is not bone
    s = Scenario(pain=(), history=History(longest_30d_km=12, bone_injury="not_cleared"))
    assert steps.today(s, advise.advise(s, RULES)).bone


def test_yesterdays_pain_under_a_painkiller() -> None:
    """With a painkiller in the last hours a site that hurt yesterday is sore today."""
    s = Scenario(
        pain=(Pain(site="calf", score=0, yesterday=3),),
        flags=frozenset({"painkiller_6h"}),
        history=History(longest_30d_km=12),
    )
    assert steps.today(s, advise.advise(s, RULES)).sore == {"calf"}


def test_pain_not_said() -> None:
    """While pain was not said, each step says to leave out what hurts; once said, none does."""
    s = Scenario(history=History(longest_30d_km=12))
    for pain, wanted in ((None, {"pain was not said: leave out what hurts"}), ((), {None})):
        morning = replace(s, pain=pain)
        t = steps.today(morning, advise.advise(morning, RULES))
        assert {p.caution for choose in ALL for p in choose(BOOK, t)} == wanted


def test_a_stand_in_that_loads_the_site_too() -> None:
    """The chain of stand-ins is followed to the first that spares the site; a loop in it ends it."""
    one = Step(id="one", name="One", dose="1", loads=("calf",), instead="two")
    two = Step(id="two", name="Two", dose="1", loads=("calf", "quad"), instead="three")
    three = Step(id="three", name="Three", dose="1", loads=("quad",), instead="one")
    book = Book(steps={s.id: s for s in (one, two, three)})
    assert book.stand_in(one, {"calf"}) is three
    assert book.stand_in(one, {"quad"}) is one
    assert book.stand_in(one, {"calf", "quad"}) is None


def test_routines_within_routines() -> None:
    """Each step once, in the order of the lists; a routine that names itself ends there."""
    a = Step(id="a", name="A", dose="1")
    b = Step(id="b", name="B", dose="1")
    rows = {
        "in": Routine(id="in", name="In", use="warm_up", steps=("b", "out", "a")),
        "out": Routine(id="out", name="Out", use="warm_up", steps=("a", "in", "b", "gone")),
    }
    assert Book(steps={"a": a, "b": b}, routines=rows).of("out") == (a, b)
    assert loop({"out": ("a", "in"), "in": ("out",)}, "out") == ("out", "in", "out")
    assert loop({"out": ("a", "in"), "in": ("a",)}, "out") is None
    assert places(["calf", "quad", "knee_front"]) == "your calf, your front thigh and your knee (front)"


@pytest.mark.parametrize("flag", [*RED_FLAGS, *GAIT, *BELOW_NECK])
def test_strength_waits_with_a_sign(flag: str) -> None:
    """Also where the day itself is left to cross-training: somebody is to look at it first."""
    t = Today(rung=Rung.CROSS_TRAIN, flags=frozenset({flag}))
    assert steps.strength(BOOK, t) == () and steps.strength(BOOK, replace(t, flags=frozenset())) != ()


def test_a_felt_temperature_that_is_known() -> None:
    """Where the weather was said, the cold makes the warm-up longer, and the reason says it."""
    for felt, longer in ((-3.0, True), (4.9, True), (12.0, False), (None, False)):
        s = Scenario(pain=(), env=Env(wind_chill_c=felt), history=History(longest_30d_km=12))
        first = steps.warm_up(BOOK, steps.today(s, advise.advise(s, RULES)))[0]
        assert (first.seconds == 600, "longer for" in first.because) == (longer, longer)


def test_only_sites_of_ones_own_naming_are_not_known() -> None:
    book = replace(BOOK, steps={"x": Step(id="x", name="X", dose="1", loads=("calf", "other:jaw"))})
    assert unlisted({"quad", "other:jaw", "other:zeh", "other:arm"}, book) == ("other:arm", "other:zeh")
