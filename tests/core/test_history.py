"""The facts of a record: what comes from settings, shoes, matters and this morning; and that they stay cheap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.core import training
from planner.core.days import Closed, Morning, Pain, Planned
from planner.core.facts import Device, Env, Facts, Person, ShoeFacts
from planner.core.history import Record, facts, person
from planner.core.record import Day, Done, Shoe
from planner.core.settings import Profile, Settings, Usual
from planner.core.worn import Worn

D = date(2026, 11, 23)
ZERO = Morning(pain=(), flags=())
RUN = Done(kind="run", km=8.0)


def ago(back: int) -> date:
    return D - timedelta(days=back)


def record(mornings: dict[int, Morning] | None = None, done: dict[int, Done] | None = None, **more: object) -> Record:
    mornings, done = mornings or {}, done or {}
    found = {
        ago(back): Day(date=ago(back), morning=mornings.get(back), done=(done[back],) if back in done else ())
        for back in {*mornings, *done}
    }
    return Record(on=D, days=found, **more)


def seen(r: Record, morning: Morning | None = ZERO, *planned: Planned) -> Facts:
    return facts(r, morning, planned)


def test_an_empty_record_says_nothing() -> None:
    assert seen(Record(on=D, days={}), None) == Facts()


@pytest.mark.parametrize(("back", "declared"), [(0, 14.0), (30, 14.0), (31, None), (-1, None), (None, None)])
def test_a_declared_long_run_counts_for_thirty_days(back: int | None, declared: float | None) -> None:
    usual = Usual(long_km=14.0, long_km_said=None if back is None else ago(back))
    assert seen(record(settings=Settings(usual=usual))).history.declared_long_km == declared


def test_weeks_and_months_of_running_are_only_what_was_said() -> None:
    def of(since: date | None) -> tuple[float | None, float | None]:
        found = seen(record({}, {60: RUN}, settings=Settings(person=Profile(running_since=since))))
        return found.history.weeks_running, found.person.experience_months

    assert of(None) == (None, None)
    assert of(ago(6)) == (0.86, 0.0)
    assert of(ago(7)) == (1.0, 0.0)
    assert of(date(2026, 10, 23)) == (4.43, 1.0)
    assert of(date(2026, 10, 24)) == (4.29, 0.0)
    assert of(D) == (0.0, 0.0)
    assert of(D + timedelta(days=1)) == (None, None)


def test_a_person_is_never_guessed() -> None:
    assert person(Profile(), D) == Person()
    assert person(Profile(height_cm=180), D).bmi is None
    assert person(Profile(height_cm=180, weight_kg=81), D).bmi == 25.0
    assert person(Profile(height_cm=100, weight_kg=300), D).bmi is None  # a slip, not a runner
    assert person(Profile(born=1966, pregnant=False, asthma=True), D) == Person(age=60.0, pregnant=False, asthma=True)
    assert person(Profile(born=2100), D).age is None
    assert person(Profile(gave_birth=ago(83)), D).weeks_postpartum == 11.86
    assert person(Profile(gave_birth=ago(84)), D).weeks_postpartum == 12.0
    assert person(Profile(gave_birth=ago(-1)), D).weeks_postpartum is None


def test_what_no_runner_can_be_is_a_slip() -> None:
    """The bounds themselves are still somebody."""
    assert [person(Profile(born=D.year - years), D).age for years in (-1, 0, 130, 131)] == [None, 0.0, 130.0, None]
    since = [
        person(Profile(running_since=when), D).experience_months for when in (date(1901, 11, 1), date(1901, 10, 1))
    ]
    assert since == [1500.0, None]
    thin, stout = ([Profile(height_cm=200, weight_kg=kg) for kg in pair] for pair in ((19.9, 20), (400, 400.1)))
    assert [person(p, D).bmi for p in (*thin, *stout)] == [None, 5.0, 100.0, None]
    assert person(Profile(height_cm=181, weight_kg=70), D).bmi == 21.37
    assert [person(Profile(gave_birth=ago(n)), D).weeks_postpartum for n in (0, 35_000, 35_001)] == [0.0, 5000.0, None]


@pytest.mark.parametrize("indoor", [None, False, True])
def test_indoors_is_as_said(indoor: bool | None) -> None:
    assert seen(record(settings=Settings(indoor_available=indoor))).env == Env(indoor_available=indoor)


PAIR = Shoe(id="pegasus-41", name="Pegasus", start_km=0.0, added=ago(14), very_different=True)
OTHER = Shoe(id="old", name="Old", added=ago(900))


def test_the_pair_is_the_one_that_the_plan_names() -> None:
    r = record(
        shoes=(PAIR, OTHER), worn={"pegasus-41": Worn(km=12.0, outings=2, first=ago(7)), "old": Worn(outings=80)}
    )
    named = Planned(kind="easy", km=8.0, shoe="pegasus-41")
    assert seen(r, ZERO, named).shoe == ShoeFacts(km=12.0, outings=2, weeks=2.0, pairs=2, very_different=True)
    assert seen(r, ZERO, Planned(kind="easy", km=8.0)).shoe == ShoeFacts(pairs=2)
    assert seen(r, ZERO, replace(named, shoe="no-such")).shoe == ShoeFacts(pairs=2)
    assert seen(r, ZERO).shoe == ShoeFacts(pairs=2)
    two = (Planned(kind="easy", km=5.0, shoe="old"), replace(named, km=9.0))
    assert seen(r, ZERO, *two).shoe.km == 12.0


def test_a_pair_whose_km_was_never_said_has_none() -> None:
    r = record(shoes=(PAIR, OTHER), worn={"old": Worn(km=None, outings=1)})
    assert seen(r, ZERO, Planned(km=8.0, shoe="old")).shoe.km is None


def test_pairs_in_use_are_those_neither_retired_nor_still_to_come() -> None:
    def pairs(*shoes: Shoe) -> int | None:
        return seen(record(shoes=shoes)).shoe.pairs

    assert pairs() is None
    assert pairs(PAIR) == 1
    assert pairs(PAIR, replace(OTHER, retired=ago(1))) == 1
    assert pairs(PAIR, replace(OTHER, retired=D)) == 1
    assert pairs(PAIR, replace(OTHER, added=D)) == pairs(PAIR, replace(OTHER, added=None)) == 2
    assert pairs(PAIR, replace(OTHER, retired=ago(-1))) == 2
    assert pairs(PAIR, replace(OTHER, added=ago(-1))) == 1


def test_a_pair_that_was_added_after_the_date_has_no_weeks() -> None:
    def weeks(back: int) -> float | None:
        return seen(record(shoes=(replace(PAIR, added=ago(back)),)), ZERO, Planned(km=8.0, shoe=PAIR.id)).shoe.weeks

    assert [weeks(back) for back in (-10, 0, 35_000, 35_001)] == [None, 0.0, 5000.0, None]


@pytest.mark.parametrize(("today", "km"), [(None, None), (D, None), (ago(-2), 12.0)])
def test_a_pair_is_looked_at_from_its_day_and_from_now(today: date | None, km: float | None) -> None:
    """One retired on the day may have been worn that day, but is not put on once it is."""
    r = record(shoes=(replace(PAIR, retired=D),), worn={PAIR.id: Worn(km=12.0, outings=2)}, today=today)
    assert seen(r, ZERO, Planned(km=8.0, shoe=PAIR.id)).shoe.km == km


FEVER = Morning(pain=(), flags=("fever",))


def _closed(how: str = "gone", on: date | None = None, matter: str = "fever") -> Morning:
    return Morning(pain=(), flags=(), closed=(Closed(matter=matter, how=how, on=on),))


@pytest.mark.parametrize(
    ("mornings", "today", "days"),
    [
        ({}, ZERO, None),
        ({3: FEVER}, ZERO, None),  # still open
        ({3: FEVER}, _closed(), 0.0),
        ({3: FEVER}, _closed(on=ago(1)), 1.0),
        ({3: FEVER}, _closed("cleared", on=ago(2)), 2.0),
        ({3: FEVER}, _closed(on=ago(9)), 3.0),  # not before it was last said
        ({3: FEVER, 2: _closed(on=ago(2))}, ZERO, 2.0),
        ({3: FEVER, 2: _closed(on=ago(2))}, None, 2.0),
        ({5: FEVER, 4: _closed(), 2: FEVER}, ZERO, None),
        ({5: FEVER, 4: _closed(), 3: FEVER, 1: _closed()}, ZERO, 1.0),
        ({30: FEVER, 28: _closed()}, ZERO, 28.0),
        ({30: FEVER, 29: _closed()}, ZERO, None),
        ({3: Morning(pain=(), flags=("myalgia",)), 2: _closed(matter="myalgia")}, ZERO, None),
        (
            {5: FEVER},
            replace(ZERO, closed=tuple(Closed(matter="fever", how="gone", on=ago(n)) for n in (4, 1, 3))),
            1.0,
        ),
    ],
)
def test_fever_free_days_count_from_its_closing(
    mornings: dict[int, Morning], today: Morning | None, days: float | None
) -> None:
    assert seen(record(mornings), today).history.days_since_fever_free == days


SHIN = Morning(pain=(Pain(site="shin_focal", side="left", score=2),), flags=())


def test_the_way_back_from_a_cleared_bone_is_twelve_runs() -> None:
    def bone(runs: int, **more: object) -> str | None:
        done = dict.fromkeys(range(30, 30 - runs, -1), RUN)
        return seen(record({32: SHIN, 30: _closed("cleared", matter="bone")}, done, **more)).history.bone_injury

    assert bone(0) == "cleared"
    assert bone(11) == "cleared"
    assert bone(12) is None
    twice = {40: SHIN, 38: _closed("cleared", matter="bone"), 32: SHIN, 30: _closed("cleared", matter="bone")}
    runs = dict.fromkeys([*range(37, 33, -1), *range(29, 20, -1)], RUN)
    assert seen(record(twice, runs)).history.bone_injury == "cleared", "since it was cleared last"
    not_yet = Settings(person=Profile(bone_injury="not_cleared"))
    assert bone(12, settings=not_yet) == bone(0, settings=not_yet) == "not_cleared"
    assert seen(record({32: SHIN, 30: _closed("gone", matter="bone")})).history.bone_injury is None
    assert [m.name for m in seen(record({32: SHIN, 30: _closed("gone", matter="bone")})).open] == ["bone"]


@pytest.mark.parametrize("back", [27, 28, 30, 31, 32])
def test_a_lay_off_is_seen_from_both_sides_of_day_31(back: int) -> None:
    history = seen(record({}, {back: Done(kind="run", km=16.0)})).history
    assert history.days_since_last_run == back
    assert history.longest_30d_km == (16.0 if back <= 30 else None)


def test_mornings_of_the_day_itself_are_only_the_one_given() -> None:
    tired = Morning(sleep_h=3.0, fatigue=7, pain=(Pain(site="groin", score=9),), flags=("chest_pain",))
    with_own = record({0: tired, 1: ZERO})
    assert seen(with_own, ZERO) == seen(record({1: ZERO}), ZERO)


def test_this_morning_is_held_against_the_usual() -> None:
    usual = Morning(sleep_h=7.0, sleep_quality=2, fatigue=2, soreness=2, stress=2, resting_pulse=50, pain=(), flags=())
    r = record(dict.fromkeys(range(1, 11), usual))
    found = seen(r, replace(usual, sleep_h=4.0, fatigue=5, resting_pulse=56))
    assert found.device == Device(rhr_delta=6.0, wellness_z=1.0)
    assert found.history.sleep_avg14_h == 6.73


def test_a_record_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = training.training
    monkeypatch.setattr(training, "training", lambda *a, **k: calls.append(1) or real(*a, **k))
    r = record({1: SHIN}, {2: RUN})
    for score in range(10):
        seen(r, Morning(pain=(Pain(site="calf", score=score),), flags=()), Planned(km=8.0))
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("week", "gap"),
    [
        ({"sunday": "8 km easy road"}, 7.0),
        ({"saturday": "5 km", "sunday": "8 km"}, 6.0),
        ({"monday": "5 km", "sunday": "8 km"}, 6.0),
        ({"wednesday": "5 km", "sunday": "8 km"}, None),
        ({"sunday": "8 km", "tuesday": "strength"}, 7.0),
        ({"sunday": "strength"}, None),
        ({"sunday": "8 parsecs"}, None),
        ({}, None),
    ],
)
def test_a_planned_week_of_one_run_tells_the_usual_gap(week: dict[str, str], gap: float | None) -> None:
    """D-GAP: until three gaps are on record; of a week with more runs a missing usual gap stays missing."""
    assert seen(record({}, {7: RUN}, settings=Settings(week=week))).history.usual_gap_days == gap
    known = dict.fromkeys((3, 6, 9, 12, 15), RUN)
    assert seen(record({}, known, settings=Settings(week=week))).history.usual_gap_days == 3.0


def test_mornings_that_tell_the_usual() -> None:
    rated = Morning(sleep_quality=2, fatigue=2, soreness=2, stress=2)
    mornings = {1: rated, 2: rated, 3: Morning(sleep_quality=2), 4: replace(rated, copied=True), 28: rated, 29: rated}
    assert record(mornings).mornings == 3
