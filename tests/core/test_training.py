"""Numbers of design.md 3, "History, exactly", that come from runs: each from both sides of its edge."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.core.facts import History
from planner.core.record import Day, Done
from planner.core.training import training

D = date(2026, 11, 23)


def run(km: float | None = 8.0, minutes: float | None = None, **more: object) -> Done:
    return Done(kind="run", km=km, minutes=minutes, **more)


def seen(done: dict[int, Done | tuple[Done, ...]], **told: object) -> History:
    """The history of D from what was done so many days before it."""
    days = {}
    for back, what in done.items():
        when = D - timedelta(days=back)
        days[when] = Day(date=when, done=what if isinstance(what, tuple) else (what,))
    return training(days, D, **told)


@pytest.mark.parametrize(("back", "km"), [(0, None), (1, 12.0), (30, 12.0), (31, None)])
def test_longest_is_of_the_thirty_days_before(back: int, km: float | None) -> None:
    assert seen({back: run(12.0)}).longest_30d_km == km


def test_longest_is_a_single_run_and_a_treadmill_counts() -> None:
    two = (run(6.0), run(5.0))
    assert seen({3: two, 5: run(7.5, terrain="treadmill")}).longest_30d_km == 7.5
    assert seen({3: two}).longest_30d_km == 6.0


def test_other_sports_are_no_runs() -> None:
    history = seen({1: Done(kind="cross", km=30.0, minutes=90, effort=9), 2: Done(kind="rest")})
    assert history.longest_30d_km is None
    assert history.days_since_last_run is None
    assert history.days_since_hard is None


def test_a_run_in_minutes_is_measured_by_the_pace_of_a_plan_in_minutes() -> None:
    assert seen({3: run(None, 60.0)}).longest_30d_km == 10.0
    assert seen({3: run(None, 60.0)}, easy_pace=7.5).longest_30d_km == 8.0
    assert seen({3: run(None, 60.0), 4: run(4.0, 20.0)}, easy_pace=7.5).longest_30d_km == 12.0
    assert seen({3: run(None)}).longest_30d_km is None
    assert seen({3: run(None, 2880.0)}, easy_pace=2.0).longest_30d_km == 500.0  # the most that a file holds


@pytest.mark.parametrize(("back", "since"), [(0, 0), (1, 1), (65, 65), (400, 400), (-1, None)])
def test_days_since_the_last_run_look_at_all_history_and_today(back: int, since: int | None) -> None:
    assert seen({back: run()}).days_since_last_run == since


def test_days_since_the_last_run_know_what_was_before_the_days_given() -> None:
    assert seen({}, last_run_before=D - timedelta(days=99)).days_since_last_run == 99
    assert seen({40: run()}, last_run_before=D - timedelta(days=99)).days_since_last_run == 40
    assert seen({}).days_since_last_run is None


def test_a_run_of_nothing_is_no_run_and_one_without_numbers_is() -> None:
    assert seen({1: run(0.0)}).days_since_last_run is None
    assert seen({1: run(None)}).days_since_last_run == 1


@pytest.mark.parametrize(
    ("done", "hard"),
    [
        (run(session="tempo"), True),
        (run(session="intervals"), True),
        (run(session="hills"), True),
        (run(session="race"), True),
        (run(session="long"), False),
        (run(session="easy", effort=6), False),
        (run(session="easy", effort=7), True),
        (Done(kind="cross", effort=9), False),
    ],
)
def test_hard_is_by_kind_or_by_effort_from_seven(done: Done, hard: bool) -> None:
    assert seen({4: done}).days_since_hard == (4 if hard else None)


def test_days_since_hard_look_at_all_history() -> None:
    before = D - timedelta(days=90)
    assert seen({1: run()}, last_hard_before=before).days_since_hard == 90
    assert seen({0: run(effort=7)}, last_hard_before=before).days_since_hard == 0


def test_usual_gap_is_the_ninetieth_percentile_of_sixty_days() -> None:
    every_third = {back: run() for back in range(3, 61, 3)}
    assert seen(every_third).usual_gap_days == 3.0
    assert seen({60: run(), 51: run(), 50: run(), 48: run()}).usual_gap_days == pytest.approx(7.6)
    assert seen({61: run(), 51: run(), 50: run(), 48: run()}).usual_gap_days is None  # two gaps: none is usual
    assert seen({61: run(), **every_third}).usual_gap_days == 3.0


def test_today_and_a_second_run_of_a_day_are_no_gap() -> None:
    assert seen({9: run(), 6: (run(), run()), 3: run(), 0: run()}).usual_gap_days is None


def test_run_days_in_a_row_end_yesterday() -> None:
    assert seen({1: run(), 2: run(), 3: run(), 5: run()}).consecutive_run_days == 3
    assert seen({0: run(), 2: run()}).consecutive_run_days == 0
    assert seen({}).consecutive_run_days is None


def test_runs_a_week_are_those_of_four_weeks_over_four() -> None:
    assert seen({1: (run(), run()), 28: run(), 29: run(), 0: run()}).runs_per_week == 0.75
    assert seen({40: run()}).runs_per_week == 0.0
    assert seen({}).runs_per_week is None


def test_climb_needs_three_runs_of_four_weeks_that_say_it() -> None:
    flat, hilly, steep = run(10.0, climb_m=20), run(10.0, climb_m=100), run(5.0, climb_m=200)
    history = seen({1: flat, 2: hilly, 28: steep})
    assert (history.usual_climb_m_per_km, history.steepest_28d_m_per_km) == (10.0, 40.0)
    for too_few in ({1: flat, 2: hilly, 29: steep}, {1: flat, 2: hilly, 0: steep}, {1: flat, 2: hilly, 3: run()}):
        history = seen(too_few)
        assert (history.usual_climb_m_per_km, history.steepest_28d_m_per_km) == (None, None)


def test_a_climb_that_cannot_be_of_its_distance_is_left_out() -> None:
    flat = run(10.0, climb_m=20)
    assert seen({1: flat, 2: flat, 3: flat, 4: run(0.01, climb_m=200)}).steepest_28d_m_per_km == 2.0


def test_usual_ground_is_the_most_frequent_and_of_a_tie_the_latest() -> None:
    road, trail = run(terrain="road"), run(terrain="trail")
    assert seen({1: trail, 2: road, 3: road}).usual_terrain == "road"
    assert seen({1: trail, 2: trail, 3: road, 4: road}).usual_terrain == "trail"
    history = seen({1: trail, 2: road, 28: run(terrain="track"), 29: run(terrain="grass")})
    assert history.terrains_28d == ("road", "trail", "track")
    history = seen({1: trail, 2: road, 3: run(), 29: road})
    assert (history.usual_terrain, history.terrains_28d) == (None, None)


def test_pace_is_the_median_of_four_weeks_or_the_runners_own() -> None:
    paced = {1: run(10.0, 50.0), 2: run(10.0, 60.0), 3: run(10.0, 61.0)}
    assert seen(paced, easy_pace=7.0).pace_min_per_km == 6.0
    assert seen({29: run(10.0, 50.0)}, easy_pace=7.0).pace_min_per_km == 7.0
    assert seen({28: run(10.0, 50.0)}, easy_pace=7.0).pace_min_per_km == 5.0
    assert seen({1: run(10.0)}).pace_min_per_km is None
    assert seen({1: run(0.1, 60.0), 2: run(100.0, 1.0)}).pace_min_per_km is None  # no such run


def test_strength_sessions_are_those_of_seven_days() -> None:
    lift = Done(kind="strength")
    assert seen({0: lift, 1: (lift, run()), 7: lift, 8: lift}).strength_sessions_7d == 2
    assert seen({1: run()}).strength_sessions_7d == 0
    assert seen({0: run()}).strength_sessions_7d is None  # nothing was recorded yet
    assert seen({}).strength_sessions_7d is None


def test_the_edges_of_what_can_be() -> None:
    """A minute and an hour a kilometre, a thousand metres a kilometre, a hundred sessions."""
    assert [seen({1: run(1.0, m)}).pace_min_per_km for m in (0.9, 1.0, 60.0, 60.1)] == [None, 1.0, 60.0, None]
    steep = {n: run(1.0, climb_m=1000.0) for n in (1, 2, 3)}
    assert seen(steep).steepest_28d_m_per_km == 1000.0
    lift = Done(kind="strength")
    assert [seen({1: (lift,) * n}).strength_sessions_7d for n in (100, 101)] == [100, 100]


def test_a_climb_steeper_than_straight_up_is_none() -> None:
    steep = {1: run(1.0, climb_m=1000.5), 2: run(10.0, climb_m=20), 3: run(10.0, climb_m=20)}
    assert seen(steep).steepest_28d_m_per_km is None


def test_more_days_than_a_file_holds_are_as_many_as_it_holds() -> None:
    assert seen({}, last_run_before=D - timedelta(days=50_000)).days_since_last_run == 50_000
    assert seen({}, last_run_before=D - timedelta(days=50_001)).days_since_last_run == 50_000


def test_numbers_of_the_history_are_rounded_as_files_keep_them() -> None:
    """A climb to a tenth of a metre, a distance to ten metres, a pace to a thousandth of a minute."""
    climbs = {n: run(7.0, climb_m=30.0) for n in (1, 2, 3)}
    history = seen(climbs)
    assert (history.usual_climb_m_per_km, history.steepest_28d_m_per_km) == (4.3, 4.3)
    assert seen({1: run(8.1234)}).longest_30d_km == 8.12
    assert seen({1: run(7.0, 50.0)}).pace_min_per_km == 7.143
