"""Trends and episodes over made days: gaps stay gaps, counts are right, nothing is shown too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from check_ins import ON, RUN, morning
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import episodes, trends
from planner.core.record import Done, DonePain
from planner.core.summary import Summary
from planner.core.trends import METRICS, Trends

# Trends


def test_a_gap_is_a_gap_and_a_mean_is_of_what_was_said() -> None:
    found = Trends(ON - timedelta(days=3), ON, 4)
    for day in (morning(3, sleep_h=6.0), morning(1, sleep_h=8.0, score=4, done=(RUN,)), morning(0, score=None)):
        found.add(day)
    sleep, *_, pain, km = found.strips()
    assert sleep.values == (6.0, None, 8.0, None) and sleep.mean == 7.0 and sleep.said == 2
    assert pain.values == (0.0, None, 4.0, None)
    assert km.values == (0.0, None, 8.0, 0.0) and km.high == 8.0
    ((place, strip),) = found.sites()
    assert place == ("knee_front", "left") and strip.values == (0.0, None, 4.0, None) and strip.said == 1


def test_a_run_without_kilometres_is_no_zero() -> None:
    found = Trends(ON, ON, 1)
    found.add(morning(0, done=(Done(kind="run", minutes=40.0),)))
    assert found.strips()[-1].values == (None,)


@pytest.mark.parametrize(("told", "a_week"), [(28, 14.0), (24, 14.0), (23, None), (2, None), (0, None)])
def test_a_week_is_not_made_of_two_days(told: int, a_week: float | None) -> None:
    """Two kilometres a day: known while no more than a day a week is missing, in whatever columns."""
    for columns in (28, 4):
        found = Trends(ON - timedelta(days=27), ON, columns)
        for back in range(told):
            found.add(morning(back, done=(replace(RUN, km=2.0),)))
        strip = found.strips()[-1]
        assert trends.total(strip) == 2.0 * told
        assert trends.a_week(strip, found.days) == (None if a_week is None else pytest.approx(a_week))


@pytest.mark.parametrize(
    ("days", "columns", "size"), [(28, 28, 1), (28, 27, 2), (84, 48, 2), (364, 52, 7), (364, 51, 14)]
)
def test_columns_stand_for_as_few_days_as_fit(days: int, columns: int, size: int) -> None:
    assert Trends(ON - timedelta(days=days - 1), ON, columns).size == size


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 40_000), st.integers(1, 180), st.lists(st.integers(0, 40_000), max_size=20))
def test_every_day_of_the_range_has_its_column(days: int, columns: int, backs: list[int]) -> None:
    found = Trends(ON - timedelta(days=days - 1), ON, columns)
    assert 1 <= found.count <= columns
    dates = found.dates()
    assert dates[0][0] == found.first and dates[-1][1] == ON
    assert all(b[0] - a[1] == timedelta(days=1) for a, b in pairwise(dates))
    for back in backs:
        found.add(morning(back, sleep_h=7.0))
    inside = [back for back in backs if back < days]
    assert found.strips()[0].said == len(inside)
    for (first, last), value in zip(dates, found.strips()[0].values, strict=True):
        assert (value is not None) == any(first <= ON - timedelta(days=b) <= last for b in inside)


def test_weeks_begin_where_the_runner_says() -> None:
    days = [morning(0, done=(RUN,)), morning(1, done=(RUN,))]  # Monday and Sunday
    assert [km for _, km in trends.weeks(days, ON, "monday", 3)] == [None, 8.0, 8.0]
    assert [km for _, km in trends.weeks(days, ON, "sunday", 2)] == [None, 16.0]
    assert trends.week_start(ON, "sunday") == ON - timedelta(days=1)


def test_usual_needs_ten_mornings_that_count() -> None:
    sleep = METRICS[0]
    nine = [morning(n, sleep_h=7.0 + n % 2) for n in range(1, 10)]
    assert trends.usual(nine, ON, sleep) is None
    assert trends.usual([*nine, morning(10, sleep_h=7.0, in_baseline=False)], ON, sleep) is None
    assert trends.usual([*nine, morning(0, sleep_h=3.0)], ON, sleep) is None  # today is no part of what is usual
    low, high = trends.usual([*nine, morning(10, sleep_h=7.0)], ON, sleep) or (0, 0)
    assert 6.9 < low < 7.5 < high < 8.1


def test_changes_hold_a_week_against_four() -> None:
    before = [morning(n, done=(RUN,)) for n in range(8, 36, 2)]
    now = [morning(n, done=(replace(RUN, km=10.0, minutes=55.0, climb_m=100.0),)) for n in (1, 3, 5)]
    found = {c.name: c for c in trends.changes([*before, *now], ON)}
    assert (found["km a week"].now, found["km a week"].before, found["km a week"].percent) == (30.0, 28.0, 7)
    assert found["longest run"].percent == 25
    assert found["pace"].percent == -8 and found["climb a km"].percent == 100
    assert "sleep" not in found
    assert trends.changes(now, ON) == ()  # nothing to hold it against


# Episodes


def sore(start: int, end: int, score: int = 2) -> list[Summary]:
    return [morning(n, score=score) for n in range(start, end - 1, -1)]


def test_an_episode_has_its_days_and_its_peak() -> None:
    days = [*sore(60, 58), morning(57, score=5), morning(56, score=5), *sore(55, 55), morning(54)]
    (found,) = episodes.of(days).episodes(ON)
    assert (found.start, found.end) == (ON - timedelta(days=60), ON - timedelta(days=55))
    assert (found.peak, found.peak_on, found.days, found.open) == (5, ON - timedelta(days=57), 6, False)
    assert episodes.words(found) == "your left knee (front): 24 Sep 2026 to 29 Sep 2026, peak 5/10, 6 painful days"


@pytest.mark.parametrize(("quiet", "count"), [(14, 1), (15, 2)])
def test_fourteen_days_without_pain_end_one(quiet: int, count: int) -> None:
    log = episodes.of([morning(40, score=2), morning(40 - quiet, score=2)])
    assert len(log.episodes(ON)) == count


def test_one_day_of_one_is_none_and_open_is_open() -> None:
    assert episodes.of([morning(5, score=1)]).episodes(ON) == []
    (found,) = episodes.of(sore(13, 12, 1)).episodes(ON)
    assert found.open and "since" in episodes.words(found)
    (found,) = episodes.of(sore(15, 14, 1)).episodes(ON)
    assert not found.open


def test_what_was_changed_before_it_rose_and_before_it_fell() -> None:
    usual = [morning(n, done=(RUN,)) for n in range(47, 26, -2)]
    new = replace(RUN, km=14.0, shoe="ghost-16", terrain="trail", climb_m=400.0)
    rise = [morning(24, done=(new,)), morning(22, done=(new,))]
    days = [*usual, *rise, *sore(20, 17, 3), *(morning(n) for n in range(16, 5, -1))]
    (found,) = episodes.of(days).episodes(ON)
    assert episodes.before_rise(days, found) == (
        "first runs in ghost-16",
        "first runs on trail",
        "a run of 14 km, the longest before 8",
        "36 km in a week, usual 28",
        "a climb of 29 m a km, before at most 5",
    )
    assert episodes.before_fall(days, found) == ("no runs",)
    assert episodes.before_rise(days[8:], found) == ()  # three runs are too few to tell


def test_a_run_that_hurt_is_looked_at_itself() -> None:
    usual = [morning(n, done=(RUN,)) for n in range(40, 20, -3)]
    hurt = replace(RUN, km=16.0, pain=(DonePain(site="calf", side="left", during=4, after=2),))
    days = [*usual, morning(10, done=(hurt,)), morning(9)]
    (found,) = episodes.of(days).episodes(ON)
    assert found.after_run and found.peak == 4
    assert any("16 km" in line for line in episodes.before_rise(days, found))


def linked(count: int) -> list[Summary]:
    """So many mornings of pain, each after a run on a trail, among runs on roads that did not hurt."""
    days: list[Summary] = []
    for n in range(count, 0, -1):
        days += [
            morning(4 * n, done=(replace(RUN, terrain="trail"),)),
            morning(4 * n - 1, score=2, done=()),
            morning(4 * n - 2, done=(RUN,)),
            morning(4 * n - 3),
        ]
    return days


def test_links_are_counts_and_hidden_under_eight_cases() -> None:
    assert episodes.of(linked(7)).links(("knee_front", "left")) == []
    (link,) = episodes.of(linked(8)).links(("knee_front", "left"))
    assert link.words == "after trail 8 of 8 painful days (8 of 16 runs)"
    assert "%" not in link.words


def test_pain_on_a_day_after_rest_belongs_to_no_run() -> None:
    days = [day for n in range(12, 0, -1) for day in (morning(3 * n, done=(RUN,)), morning(3 * n - 2, score=3))]
    assert episodes.of(days).links(("knee_front", "left")) == []
