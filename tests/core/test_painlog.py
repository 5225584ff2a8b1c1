"""Pain of the days before by site and side, from both sides of each edge."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.core.days import Morning, Pain
from planner.core.facts import PainFacts
from planner.core.painlog import PainLog, touches
from planner.core.record import Day, Done, DonePain

D = date(2026, 11, 23)
KNEE = "knee_front"


def said(score: int | None, side: str | None = "left", site: str = KNEE) -> Morning:
    """A morning with this pain; None = the question was answered, and nothing hurt."""
    return Morning(pain=() if score is None else (Pain(site=site, side=side, score=score),), flags=())


def ran(during: int | None = None, after: int | None = None, side: str | None = "left", site: str = KNEE) -> Done:
    return Done(kind="run", km=8.0, pain=(DonePain(site=site, side=side, during=during, after=after),))


CLEAN = Done(kind="run", km=8.0, pain=())
UNSAID = Done(kind="run", km=8.0)


def log(mornings: dict[int, Morning] | None = None, done: dict[int, Done | tuple[Done, ...]] | None = None) -> PainLog:
    mornings, done = mornings or {}, done or {}
    days = {}
    for back in {*mornings, *done}:
        when, what = D - timedelta(days=back), done.get(back, ())
        days[when] = Day(date=when, morning=mornings.get(back), done=what if isinstance(what, tuple) else (what,))
    return PainLog(days, D)


def left_knee(found: PainLog, morning: Morning | None) -> PainFacts | None:
    return next((f for f in found.facts(morning) if (f.site, f.side) == (KNEE, "left")), None)


@pytest.mark.parametrize(
    ("morning", "done", "yesterday"),
    [(said(3), (), 3), (said(1), (ran(4, 2),), 4), (said(1), (ran(2, 5), ran(1, 1)), 5), (None, (ran(after=2),), 2)],
)
def test_yesterday_is_the_greatest_of_morning_during_and_after(
    morning: Morning | None, done: tuple[Done, ...], yesterday: int
) -> None:
    found = left_knee(log({1: morning} if morning else {}, {1: done}), said(1))
    assert found is not None
    assert (found.yesterday, found.day_before) == (yesterday, None)
    found = left_knee(log({2: morning} if morning else {}, {2: done}), said(1))
    assert found is not None
    assert (found.yesterday, found.day_before) == (None, yesterday)


def test_a_day_without_an_answer_is_not_one_without_pain() -> None:
    before = {2: said(3)}
    assert left_knee(log(before), None) == PainFacts(site=KNEE, side="left", day_before=3)
    assert left_knee(log({**before, 1: Morning()}), None) == PainFacts(site=KNEE, side="left", day_before=3)
    assert left_knee(log({**before, 1: said(None)}), None) == PainFacts(
        site=KNEE, side="left", yesterday=0, day_before=3
    )


def test_sides_are_apart_unless_one_was_not_said() -> None:
    right = log({1: said(4, "right")})
    assert left_knee(right, said(1)) is None
    for side in (None, "both"):
        found = left_knee(log({1: said(4, side)}), said(1))
        assert found is not None
        assert found.yesterday == 4
    assert touches("left", "left")
    assert touches("left", "both")
    assert touches(None, "right")
    assert not touches("left", "right")


def test_worse_next_morning_is_above_the_morning_before_the_run() -> None:
    before = log({1: said(2)}, {1: ran(4, 3)})
    for score, worse in ((1, False), (2, False), (3, True)):
        found = left_knee(before, said(score))
        assert found is not None
        assert found.worse_next_morning is worse
    for score in (1, 2):
        new = left_knee(log({1: said(None)}, {1: CLEAN}), said(score))
        assert new is not None
        assert new.worse_next_morning is True


@pytest.mark.parametrize(
    ("morning", "done"),
    [
        (said(2), ()),  # no run
        (None, (ran(4),)),  # no morning before it
        (Morning(), (ran(4),)),  # the question was not answered
        (Morning(pain=(Pain(site=KNEE, side="left", score=2),), late=True), (ran(4),)),  # told after the run
        (said(2), (Done(kind="cross", minutes=40),)),
    ],
)
def test_worse_next_morning_needs_a_run_yesterday_and_a_morning_before_it(
    morning: Morning | None, done: tuple[Done, ...]
) -> None:
    found = left_knee(log({1: morning, 2: said(1)} if morning else {2: said(1)}, {1: done}), said(3))
    assert found is not None
    assert found.worse_next_morning is None


def weeks(*scores: tuple[int, int], days: int = 2) -> dict[int, Morning]:
    """Mornings by week before D: (week, greatest score), with so many entries in each."""
    found = {}
    for week, worst in scores:
        for i in range(days):
            found[week * 7 + 1 + i] = said(worst if i == 0 else 1)
    return found


@pytest.mark.parametrize(
    ("mornings", "rising"),
    [
        (weeks((0, 3), (1, 2)), 1),
        (weeks((0, 3), (1, 3)), 0),
        (weeks((0, 2), (1, 1)), 0),  # below 3
        (weeks((0, 5), (1, 4), (2, 2)), 2),
        (weeks((0, 5), (1, 4), (2, 3), (3, 2)), 3),
        (weeks((0, 5), (1, 4)) | weeks((2, 2), days=1), 1),  # one entry says nothing
        (weeks((0, 5)) | weeks((1, 2), days=1), None),
        (weeks((0, 5), days=1) | weeks((1, 2)), None),
    ],
)
def test_weeks_rising(mornings: dict[int, Morning], rising: int | None) -> None:
    found = left_knee(log(mornings), None)
    assert found is not None
    assert found.weeks_rising == rising


def test_this_morning_is_an_entry_of_the_first_week() -> None:
    before = log(weeks((0, 1), days=1) | weeks((1, 2)))
    for score, rising in ((2, 0), (3, 1)):
        found = left_knee(before, said(score))
        assert found is not None
        assert found.weeks_rising == rising


def test_the_first_week_is_this_day_and_six_before() -> None:
    last = weeks((1, 2))
    inside, outside = log({6: said(3), 2: said(1)} | last), log({7: said(3), 2: said(1), 3: said(1)} | last)
    assert (found := left_knee(inside, None)) is not None
    assert found.weeks_rising == 1
    assert (found := left_knee(outside, None)) is not None
    assert found.weeks_rising == 0


@pytest.mark.parametrize(
    ("done", "streak"),
    [
        ({1: ran(2), 3: ran(after=1), 5: ran(3, 3)}, 3),
        ({1: CLEAN, 3: ran(2)}, 0),
        ({1: ran(2), 3: CLEAN, 5: ran(2)}, 1),
        ({1: ran(2), 3: UNSAID, 5: ran(2)}, 2),  # not said: neither counts nor ends
        ({1: ran(2), 3: ran(), 5: ran(2)}, 2),
        ({1: ran(2), 3: ran(0, 0), 5: ran(2)}, 1),
        ({0: ran(2), 1: (ran(2), ran(1))}, 3),
        ({1: ran(2), 3: ran(2, side="right"), 5: ran(2)}, 1),
        ({1: ran(2), 3: ran(2, side=None)}, 2),
        ({1: ran(2), 2: Done(kind="cross", pain=()), 3: ran(2)}, 2),
    ],
)
def test_streak_is_of_the_last_runs_in_a_row(done: dict[int, Done], streak: int) -> None:
    found = left_knee(log({1: said(1)}, done), None)
    assert found is not None
    assert found.painful_run_streak == streak


def test_no_run_told_of_pain_is_no_streak() -> None:
    found = left_knee(log({1: said(1)}, {1: UNSAID}), None)
    assert found is not None
    assert found.painful_run_streak is None


def test_what_no_longer_hurts_is_let_go() -> None:
    assert left_knee(log({7: said(1)}), None) is not None
    assert left_knee(log({8: said(1)}), None) is None
    three = {back: ran(2) for back in (24, 26, 28)}
    assert left_knee(log({}, three), None) is not None
    assert left_knee(log({}, {back + 5: done for back, done in three.items()}), None) is None
    named = left_knee(log({}, {back + 5: done for back, done in three.items()}), said(1))
    assert named is not None
    assert named.painful_run_streak == 3


def test_places_come_in_one_order() -> None:
    a = {1: Morning(pain=(Pain(site=KNEE, side="left", score=2), Pain(site="calf", score=2)))}
    b = {1: Morning(pain=(Pain(site="calf", score=2), Pain(site=KNEE, side="left", score=2)))}
    assert [f.site for f in log(a).facts(None)] == ["calf", KNEE]
    assert log(a).facts(None) == log(b).facts(None)


def test_later_days_and_days_beyond_seventy_say_nothing() -> None:
    """The seventieth is the last that is looked at."""
    assert left_knee(log({1: said(1)}, {-1: ran(9), 1: CLEAN}), None) == left_knee(log({1: said(1)}, {1: CLEAN}), None)
    assert left_knee(log({70: said(5), 1: said(1)}), None) == left_knee(log({71: said(5), 1: said(1)}), None)
    found = left_knee(log({1: said(1)}, {70: ran(3)}), None), left_knee(log({1: said(1)}, {71: ran(3)}), None)
    assert [f and f.painful_run_streak for f in found] == [1, None]


def test_a_place_of_one_run_is_let_go_after_twenty_eight_days() -> None:
    assert left_knee(log({}, {28: ran(1)}), None) is not None
    assert left_knee(log({}, {29: ran(1)}), None) is None


def test_of_two_scores_that_may_be_of_one_side_the_greater_counts() -> None:
    """On this morning, and on the morning before the run; a score at another site never does."""

    def both(left: int, either: int, calf: int = 0) -> Morning:
        pains = ((KNEE, "left", left), (KNEE, None, either), ("calf", "left", calf))
        return Morning(pain=tuple(Pain(site=site, side=side, score=score) for site, side, score in pains), flags=())

    for before, now, worse in (((1, 3), (1, 4), True), ((1, 3), (3, 2), False), ((1, 3), (2, 2, 9), False)):
        found = left_knee(log({1: both(*before)}, {1: CLEAN}), both(*now))
        assert found is not None
        assert found.worse_next_morning is worse


def test_no_pain_this_morning_is_not_worse_and_no_answer_is_nothing() -> None:
    found = log({2: said(3), 1: said(None)}, {1: CLEAN})
    for morning, worse in ((said(None), False), (Morning(), None), (None, None)):
        knee = left_knee(found, morning)
        assert knee is not None
        assert knee.worse_next_morning is worse


def test_a_zero_that_was_said_stays_a_zero() -> None:
    found = left_knee(log({3: said(3), 2: said(None), 1: said(0)}), None)
    assert found is not None
    assert (found.yesterday, found.day_before) == (0, 0)
    found = left_knee(log({3: said(3), 1: said(2)}), None)
    assert found is not None
    assert (found.yesterday, found.day_before) == (2, None)


def test_one_entry_without_a_score_does_not_hide_another() -> None:
    entries = (DonePain(site=KNEE, side="left"), DonePain(site=KNEE, side="both", during=0))
    run = Done(kind="run", km=8.0, pain=entries)
    found = left_knee(log({1: said(1)}, {1: ran(2), 3: run, 5: ran(2)}), None)
    assert found is not None
    assert found.painful_run_streak == 1


def test_a_place_without_a_side_stands_before_its_sides() -> None:
    sides = ("right", "left", None)
    morning = Morning(pain=tuple(Pain(site=KNEE, side=side, score=2) for side in sides))
    assert [f.side for f in log({1: morning}).facts(None)] == [None, "left", "right"]
