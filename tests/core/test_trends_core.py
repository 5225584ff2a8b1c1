"""Strips, sites and changes of weeks, number by number, from both sides of each edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planner.core import trends
from planner.core.days import Pain
from planner.core.record import Done
from planner.core.summary import Summary
from planner.core.trends import METRICS, RANGES, SIZES, Change, Trends

ON = date(2026, 11, 23)
RUN = Done(kind="run", session="easy", km=8.0, minutes=48.0, climb_m=40.0, terrain="road")


def day(back: int, *done: Done, pain: tuple[Pain, ...] | None = (), **more: Any) -> Summary:
    return Summary(date=ON - timedelta(days=back), checked_in=True, in_baseline=True, pain=pain, done=done, **more)


def over(days: list[Summary], length: int, columns: int) -> Trends:
    found = Trends(ON - timedelta(days=length - 1), ON, columns)
    for d in days:
        found.add(d)
    return found


def test_what_is_shown_and_over_how_long() -> None:
    assert [(m.name, m.how, m.low, m.high) for m in METRICS] == [
        ("Sleep h", "mean", 4.0, 10.0),
        ("Quality", "mean", 1.0, 7.0),
        ("Fatigue", "mean", 1.0, 7.0),
        ("Soreness", "mean", 1.0, 7.0),
        ("Stress", "mean", 1.0, 7.0),
        ("Worst pain", "max", 0.0, 10.0),
        ("Run km", "sum", 0.0, None),
    ]
    assert METRICS[trends.PAIN].name == "Worst pain"
    assert RANGES == (("4w", 28), ("12w", 84), ("1y", 364), ("all", None))
    assert SIZES == (1, 2, 7, 14, 28, 91, 182, 364, 728, 1820, 3640, 7280, 36400)


def test_each_metric_over_several_days_of_a_column() -> None:
    """A mean, the worst pain, the sum; the mean of a sum is that of its columns."""
    two = [
        day(3, replace(RUN, km=4.0), sleep_h=6.0, sleep_quality=2, fatigue=3, soreness=4, stress=5),
        day(2, sleep_h=7.0, sleep_quality=4, fatigue=5, soreness=6, stress=7, pain=(Pain(site="calf", score=4),)),
        day(1, RUN, sleep_h=8.0, pain=(Pain(site="calf", score=3),)),
        day(0, RUN, sleep_h=7.5, pain=None),
    ]
    found = over(two, 4, 2).strips()
    assert [s.values for s in found] == [
        (6.5, 7.75), (3.0, None), (4.0, None), (5.0, None), (6.0, None), (4.0, 3.0), (4.0, 16.0),
    ]  # fmt: skip  # a table
    assert [s.mean for s in found] == [7.125, 3.0, 4.0, 5.0, 6.0, 3.5, 10.0]
    assert [s.said for s in found] == [4, 2, 2, 2, 2, 3, 4]
    assert [(s.low, s.high) for s in found] == [
        (4.0, 10.0), (1.0, 7.0), (1.0, 7.0), (1.0, 7.0), (1.0, 7.0), (0.0, 10.0), (0.0, 16.0),
    ]  # fmt: skip  # a table
    assert trends.total(found[-1]) == 20.0


def test_a_mean_is_of_the_days_and_the_worst_pain_of_a_column_is_no_sum() -> None:
    """Columns of two days, of which one was not told whole."""
    sore = {n: (Pain(site="calf", score=n),) for n in (2, 3)}
    found = over([day(3, sleep_h=6.0), *(day(n, sleep_h=5.0 + n, pain=sore[n]) for n in (2, 3))], 4, 2).strips()
    assert found[5].values == (3.0, None)
    slept = over([day(3, sleep_h=6.0), day(2, sleep_h=7.0), day(1, sleep_h=8.0)], 4, 2).strips()[0]
    assert (slept.values, slept.mean) == ((6.5, 8.0), 7.0)


def test_a_run_without_kilometres_counts_nothing_beside_one_that_has_them() -> None:
    assert over([day(0, RUN, Done(kind="run", minutes=30.0))], 1, 1).strips()[-1].values == (8.0,)


def test_a_range_of_nothing_has_no_mean() -> None:
    for strip in over([], 3, 3).strips():
        assert (strip.values, strip.mean, strip.said) == ((None,) * 3, None, 0)
        assert strip.high > strip.low >= 0.0
    assert over([], 3, 3).strips()[-1].high == 1.0
    assert over([day(0)], 1, 1).strips()[-1].high == 1.0, "no kilometres at all still have a scale"


def test_days_outside_the_range_are_left_out() -> None:
    days = [day(n, sleep_h=7.0) for n in (-1, 0, 2, 3)]
    assert over(days, 3, 3).strips()[0].values == (7.0, None, 7.0)


def test_sites_stand_by_days_then_by_name_and_side() -> None:
    def sore(back: int, *where: tuple[str, str | None, int]) -> Summary:
        return day(back, pain=tuple(Pain(site=site, side=side, score=score) for site, side, score in where))

    days = [
        sore(4, ("quad", None, 2), ("calf", "right", 1), ("calf", None, 1), ("calf", "left", 3)),
        sore(3, ("quad", None, 5), ("ankle", None, 0)),
        day(1),
        replace(day(0), pain=None),
    ]
    found = over(days, 5, 5).sites()
    assert [(place, strip.said, strip.mean) for place, strip in found] == [
        (("quad", None), 2, 5),
        (("calf", None), 1, 1),
        (("calf", "left"), 1, 3),
        (("calf", "right"), 1, 1),
    ]
    assert found[0][1].values == (2.0, 5.0, None, 0.0, None)
    assert {(s.low, s.high, s.name) for _, s in found} == {(0.0, 10.0, "quad"), (0.0, 10.0, "calf")}
    assert over(days, 5, 1).sites()[0][1].values == (5.0,)


def test_columns_end_on_the_last_day() -> None:
    found = over([], 10, 5)
    assert (found.size, found.count, found.days) == (2, 5, 10)
    assert found.dates()[0] == (ON - timedelta(days=9), ON - timedelta(days=8))
    short = over([], 9, 5)
    assert short.dates()[0] == (ON - timedelta(days=8), ON - timedelta(days=8))
    assert Trends(ON - timedelta(days=99_999), ON, 1).size == 100_000
    assert Trends(ON - timedelta(days=9), ON, 0).size == 10


def test_weeks_keep_to_their_number_and_add_up() -> None:
    days = [day(0, RUN), day(0 + 7, RUN), day(8, RUN, RUN), day(14, Done(kind="run", minutes=30.0)), day(29, RUN)]
    assert trends.weeks(days, ON, "monday", 3) == [
        (ON - timedelta(days=14), 16.0), (ON - timedelta(days=7), 8.0), (ON, 8.0),
    ]  # fmt: skip  # a table
    assert trends.weeks([day(0)], ON, "monday", 1) == [(ON, 0.0)]
    tenths = [day(n, replace(RUN, km=1.234)) for n in range(3)] + [day(n, replace(RUN, km=0.1)) for n in range(3)]
    assert trends.weeks(tenths, ON, "tuesday", 1) == [(ON - timedelta(days=6), 4.002)]
    assert trends.week_start(date(1, 1, 2), "sunday") == date(1, 1, 1)


BEFORE = [day(n, RUN, sleep_h=7.0) for n in (8, 15, 22, 35)]


def told(*now: Summary, before: list[Summary] = BEFORE) -> dict[str, Change]:
    return {c.name: c for c in trends.changes([*before, *now], ON)}


def test_a_week_is_seven_days_and_the_four_before_it_twenty_eight() -> None:
    found = told(day(1, RUN, sleep_h=8.0), day(7, RUN, sleep_h=8.0))
    assert [(c.name, c.now, c.before) for c in found.values()][:2] == [
        ("km a week", 16.0, 8.0),
        ("longest run", 8.0, 8.0),
    ]
    assert told(day(0, RUN)) == {}
    two = told(day(1, RUN), day(2, replace(RUN, km=5.0)), before=[*BEFORE, day(9, replace(RUN, km=0.11))])
    assert (two["longest run"].now, two["longest run"].before) == (8.0, 8.0)
    assert two["km a week"].before == 8.03, "32.11 km in four weeks"
    earlier = [*BEFORE[:-1], day(36, RUN)]
    assert told(day(1, RUN), before=earlier)["km a week"].before == 6.0


def test_changes_need_three_runs_before() -> None:
    """However few days were entered: two runs in four weeks are no usual pace, as they are no usual week."""
    assert {"km a week", "pace", "climb a km"} < set(told(day(1, RUN), before=BEFORE[1:]))
    assert set(told(day(1, RUN), before=BEFORE[2:])) == {"longest run"}
    assert [told(day(1, RUN), day(2))["km a week"].percent, Change(name="x", now=9.0, before=8.0).percent] == [0, 12]


@pytest.mark.parametrize(("now", "before", "there"), [(3, 10, True), (2, 10, False), (3, 9, False)])
def test_sleep_needs_three_nights_against_ten(now: int, before: int, there: bool) -> None:
    nights = [day(n, sleep_h=6.0) for n in range(1, 1 + now)] + [day(n, sleep_h=7.5) for n in range(8, 8 + before)]
    found = {c.name: (c.now, c.before) for c in trends.changes(nights, ON)}
    assert found == ({"sleep": (6.0, 7.5)} if there else {})
    late = [replace(nights[0], in_baseline=False), *nights[1:]]
    assert (trends.changes(late, ON) == ()) or now > 3


def test_pace_and_climb_are_of_the_runs_that_say_both() -> None:
    odd = [replace(RUN, minutes=None), replace(RUN, climb_m=None), Done(kind="run", minutes=50.0)]
    now = [day(1, replace(RUN, minutes=40.0, climb_m=80.0)), *(day(n, run) for n, run in enumerate(odd, 2))]
    now += [day(n, replace(RUN, minutes=40.0, climb_m=80.0)) for n in (5, 6)]
    found = told(*now)
    assert found["pace"].before == 6.0 and found["pace"].now == pytest.approx(5.0, abs=0.01)
    assert found["climb a km"].before == 5.0 and found["climb a km"].now == pytest.approx(10.0, abs=0.01)


def test_the_usual_is_a_spread_about_the_mean() -> None:
    sleep = METRICS[0]
    ten = [day(n, sleep_h=7.0 if n % 2 else 8.0) for n in range(19, 29)]
    assert trends.usual(ten, ON, sleep) == (6.97, 8.03)
    assert trends.usual([*ten[:-1], day(29, sleep_h=8.0)], ON, sleep) is None
    assert trends.usual([*ten[:-1], day(1, sleep_h=7.0)], ON, sleep) is not None


def test_a_day_with_one_run_that_says_its_kilometres_has_those() -> None:
    two = day(0, RUN, Done(kind="run", minutes=20.0))
    assert over([two], 1, 1).strips()[-1].values == (8.0,)


def test_a_mean_is_of_the_days_and_not_of_the_columns() -> None:
    """One night in the first two days, two in the last two."""
    nights = [day(3, sleep_h=4.0), day(1, sleep_h=8.0), day(0, sleep_h=9.0)]
    sleep = over(nights, 4, 2).strips()[0]
    assert (sleep.values, sleep.mean) == ((4.0, 8.5), 7.0)


def test_the_worst_pain_of_a_column_is_no_sum() -> None:
    sore = [day(n, pain=(Pain(site="calf", score=3),)) for n in (0, 1)]
    assert over(sore, 2, 1).strips()[trends.PAIN].values == (3.0,)


def test_kilometres_that_nobody_entered_have_a_scale_to_one() -> None:
    assert over([], 3, 3).strips()[-1].high == 1.0


def test_weeks_are_kept_to_a_metre_and_changes_to_ten() -> None:
    run = replace(RUN, km=3.33333)
    assert trends.weeks([day(0, run)], ON, "monday", 1) == [(ON, 3.333)]
    assert told(day(1, run), day(2, run))["km a week"].now == 6.67


def test_the_longest_of_several_runs_is_held_against_the_longest_before() -> None:
    found = told(day(1, replace(RUN, km=12.0)), day(2, replace(RUN, km=5.0)))
    assert (found["longest run"].now, found["longest run"].before) == (12.0, 8.0)
