"""What holds for every record: the past alone counts, files keep it whole, and worse never comes out better."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.core.advise import advise
from planner.core.assemble import scenario
from planner.core.days import RUN_KINDS, TERRAINS, Closed, Morning, Pain, Planned
from planner.core.facts import Facts
from planner.core.history import Record, facts
from planner.core.open_matters import open_matters
from planner.core.record import Day, Done, DonePain, Shoe
from planner.core.rule import Rulebook
from planner.core.settings import Profile, Settings, Usual
from planner.core.sites import FLAGS, SIDES
from planner.core.verdict import Advice
from planner.core.worn import Worn
from planner.storage import shapes, writing
from planner.storage.journal import read_day
from planner.storage.rulebook import shipped_rules

D = date(2026, 11, 23)
SITES = ("knee_front", "calf", "shin_focal", "achilles")
ALL_HISTORY = {"days_since_last_run", "days_since_hard", "days_since_fever_free", "bone_injury"}
"""Fields of History that look at all that is given."""


def maybe(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | inner


def some(inner: st.SearchStrategy, most: int = 2) -> st.SearchStrategy:
    return st.lists(inner, max_size=most).map(tuple)


SIDE = maybe(st.sampled_from(SIDES))
SCORE = st.integers(0, 10)
RATING = maybe(st.integers(1, 7))
BOOL = maybe(st.booleans())
SITE = st.sampled_from(SITES)
FLAG = st.sampled_from([*FLAGS])
PAIN = st.builds(Pain, site=SITE, side=SIDE, score=SCORE, focal=BOOL, night=BOOL, stable=BOOL)
MORNING = st.builds(
    Morning,
    sleep_h=maybe(st.floats(0, 24)),
    sleep_quality=RATING,
    fatigue=RATING,
    soreness=RATING,
    stress=RATING,
    resting_pulse=maybe(st.integers(20, 250)),
    hrv_ms=maybe(st.floats(0, 500)),
    pain=maybe(some(PAIN)),
    flags=maybe(some(FLAG, 1)),
    closed=some(
        st.builds(
            Closed,
            matter=st.sampled_from(["fever", "chest_pain", "bone"]),
            how=st.sampled_from(["gone", "cleared"]),
            on=maybe(st.dates(D - timedelta(days=90), D + timedelta(days=9))),
        ),
        1,
    ),
    copied=st.booleans(),
    late=st.booleans(),
    entered_later=st.booleans(),
)
DONE = st.builds(
    Done,
    kind=st.sampled_from(["run", "run", "run", "cross", "strength", "rest"]),
    session=maybe(st.sampled_from(RUN_KINDS)),
    km=maybe(st.floats(0, 500) | st.floats(1, 20)),
    minutes=maybe(st.floats(0, 2880) | st.floats(5, 120)),
    climb_m=maybe(st.floats(0, 20_000)),
    terrain=maybe(st.sampled_from(TERRAINS)),
    effort=maybe(SCORE),
    pain=maybe(some(st.builds(DonePain, site=SITE, side=SIDE, during=maybe(SCORE), after=maybe(SCORE)))),
    flags=maybe(some(FLAG, 1)),
)
PLANNED = st.builds(
    Planned,
    kind=maybe(st.sampled_from([*RUN_KINDS, "rest", "cross"])),
    km=maybe(st.floats(0, 60)),
    minutes=maybe(st.floats(0, 300)),
    climb_m=maybe(st.floats(0, 3000)),
    terrain=maybe(st.sampled_from(TERRAINS)),
    shoe=maybe(st.sampled_from(["a", "b"])),
)
AGES = st.integers(0, 36)
PROFILE = st.builds(
    Profile,
    born=maybe(st.integers(1900, 2100)),
    running_since=maybe(st.dates()),
    gave_birth=maybe(st.dates()),
    height_cm=maybe(st.floats(100, 250)),
    weight_kg=maybe(st.floats(25, 300)),
)
SETTINGS = st.builds(
    Settings,
    person=PROFILE,
    usual=st.builds(
        Usual,
        long_km=maybe(st.floats(0, 100)),
        long_km_said=maybe(st.dates(date(2026, 10, 1), date(2026, 12, 1))),
        easy_pace=maybe(st.floats(2, 15)),
    ),
)
WORN = st.fixed_dictionaries(
    {"a": st.builds(Worn, km=maybe(st.floats(0, 2000)), outings=st.integers(0, 400), first=maybe(st.dates()))}
)
SHOES = (Shoe(id="a", name="A", start_km=0.0), Shoe(id="b", name="B", added=D + timedelta(days=3)))


@st.composite
def stored(draw: st.DrawFn, first: int, last: int, most: int = 14) -> dict[date, Day]:
    """Days of so many to so many days before D."""
    found = {}
    for back in draw(st.lists(st.integers(last, first), max_size=most, unique=True)):
        when = D - timedelta(days=back)
        found[when] = Day(date=when, morning=draw(maybe(MORNING)), done=draw(some(DONE)))
    return found


@cache
def book() -> Rulebook:
    return shipped_rules().book


def answer(morning: Morning | None, planned: tuple[Planned, ...], seen: Facts) -> Advice:
    return advise(scenario(morning, planned, seen), book())


@settings(max_examples=40, deadline=None)
@given(stored(70, 0), MORNING, some(PLANNED), SETTINGS, WORN)
def test_a_saved_day_gives_its_advice_again(
    days: dict[date, Day], morning: Morning, planned: tuple[Planned, ...], told: Settings, worn: dict[str, Worn]
) -> None:
    seen = facts(Record(on=D, days=days, settings=told, worn=worn, shoes=SHOES), morning, planned)
    day = Day(date=D, morning=morning, planned=planned, facts=seen)
    back, problems = read_day(writing.text(shapes.DAY, day).encode(), "day.toml")
    assert (back, problems) == (day, ())
    assert back.facts is not None
    assert answer(back.morning, back.planned, back.facts) == answer(morning, planned, seen)


@settings(max_examples=40, deadline=None)
@given(stored(70, -20), MORNING, some(PLANNED), MORNING)
def test_later_days_and_the_days_own_morning_are_never_seen(
    days: dict[date, Day], morning: Morning, planned: tuple[Planned, ...], stale: Morning
) -> None:
    past = {when: day for when, day in days.items() if when <= D}
    assert facts(Record(on=D, days=days), morning, planned) == facts(Record(on=D, days=past), morning, planned)
    today = replace(days.get(D, Day(date=D)), morning=stale, facts=Facts(), planned=planned)
    assert facts(Record(on=D, days={**past, D: today}), None, planned) == facts(
        Record(on=D, days={**past, D: replace(today, morning=None, facts=None)}), None, planned
    )


@settings(max_examples=40, deadline=None)
@given(stored(70, 0), st.randoms(use_true_random=False), MORNING)
def test_the_order_of_days_means_nothing(days: dict[date, Day], random: object, morning: Morning) -> None:
    shuffled = list(days.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    assert facts(Record(on=D, days=dict(shuffled)), morning, ()) == facts(Record(on=D, days=days), morning, ())


@settings(max_examples=40, deadline=None)
@given(stored(70, 1), stored(400, 71, most=3), MORNING)
def test_days_older_than_any_window_change_only_what_looks_at_all_history(
    days: dict[date, Day], older: dict[date, Day], morning: Morning
) -> None:
    assume(any(done.kind == "run" and done.km for day in days.values() for done in day.done))
    short, long = (facts(Record(on=D, days=d), morning, ()) for d in (days, {**older, **days}))
    for field in fields(short.history):
        if field.name not in ALL_HISTORY:
            assert getattr(short.history, field.name) == getattr(long.history, field.name), field.name
    assert replace(short, history=long.history, open=long.open) == long


@settings(max_examples=40, deadline=None)
@given(stored(70, 2), st.integers(1, 20))
def test_a_zero_never_closes(days: dict[date, Day], back: int) -> None:
    when = D - timedelta(days=back)
    assume(when not in days)
    zero = Day(date=when, morning=Morning(pain=(), flags=()))
    assert open_matters({**days, when: zero}, D) == open_matters(days, D)


@settings(max_examples=40, deadline=None)
@given(stored(70, 1), st.lists(MORNING, min_size=3, max_size=6))
def test_a_chain_of_short_looks_carries_all_that_one_long_look_finds(
    days: dict[date, Day], mornings: list[Morning]
) -> None:
    kept = dict(days)
    for i, morning in enumerate(mornings):
        when = D + timedelta(days=30 * i)
        window = {d: day for d, day in kept.items() if d >= when - timedelta(days=70)}
        found = open_matters(window, when)
        assert {(m.name, m.site, m.side) for m in found} == {(m.name, m.site, m.side) for m in open_matters(kept, when)}
        kept[when] = Day(date=when, morning=morning, facts=Facts(open=found))


@settings(max_examples=40, deadline=None)
@given(stored(20, 1, most=10), MORNING, some(PLANNED), SITE, SIDE, SCORE, SCORE)
def test_more_pain_this_morning_is_never_better(
    days: dict[date, Day],
    morning: Morning,
    planned: tuple[Planned, ...],
    site: str,
    side: str | None,
    one: int,
    other: int,
) -> None:
    record = Record(on=D, days=days)
    low, high = (
        answer(m, planned, facts(record, m, planned))
        for m in (
            replace(morning, pain=(*(morning.pain or ()), Pain(site=site, side=side, score=score)))
            for score in sorted((one, other))
        )
    )
    assert high.rung <= low.rung
    assert high.referral >= low.referral
    assert high.caps.km is None or low.caps.km is None or high.caps.km <= low.caps.km
    assert low.caps.km is None or high.caps.km is not None


@settings(max_examples=40, deadline=None)
@given(stored(20, 1, most=10), MORNING, SCORE)
def test_more_pain_yesterday_is_never_better(days: dict[date, Day], morning: Morning, score: int) -> None:
    """On a run: it may raise a streak, a week and, under a painkiller, the score that counts."""
    when = D - timedelta(days=1)
    runs = [
        {**days, when: Day(date=when, done=(Done(kind="run", km=8.0, pain=(DonePain(site="calf", during=during),)),))}
        for during in (0, score)
    ]
    low, high = (answer(morning, (), facts(Record(on=D, days=r), morning, ())) for r in runs)
    assert high.rung <= low.rung
    assert high.referral >= low.referral
