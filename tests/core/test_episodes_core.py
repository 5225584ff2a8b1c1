"""What was new before a pain and left out after its peak: each line alone, from both sides of its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planner.core import episodes
from planner.core.days import Pain
from planner.core.episodes import Episode
from planner.core.record import Done, DonePain
from planner.core.summary import Summary

ON = date(2026, 11, 23)
START = 10
"""Days before ON on which it began; the seven days before are 17 to 11, the four weeks before those 45 to 18."""
RUN = Done(kind="run", session="easy", km=8.0, minutes=48.0, climb_m=40.0, terrain="road", shoe="pegasus-41")
EPISODE = Episode(
    site="calf",
    side="left",
    start=ON - timedelta(days=START),
    end=ON - timedelta(days=8),
    peak=3,
    peak_on=ON - timedelta(days=9),
    days=3,
    after_run=False,
    open=True,
)


def day(back: int, *done: Done, sleep: float | None = None, **more: Any) -> Summary:
    return Summary(
        date=ON - timedelta(days=back), checked_in=True, in_baseline=True, pain=(), done=done, sleep_h=sleep, **more
    )


def runs(*backs: int, **changes: Any) -> list[Summary]:
    return [day(back, replace(RUN, **changes)) for back in backs]


USUAL = runs(*range(45, 17, -3))
"""Ten runs of 8 km in four weeks: 20 km a week."""
HARD = runs(45, 38, 31, 24, session="tempo")


def rise(*now: Summary, before: list[Summary] = USUAL, units: str = "km") -> tuple[str, ...]:
    return episodes.before_rise([*before, *now], EPISODE, units)


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        (runs(17, 11), ()),
        (runs(18, 17, 15, 13, 10), ()),  # 18 is of the weeks before, 10 of the day itself: 24 km are 1.2 times 20
        (runs(17, 15) + runs(13, km=8.8), ("24.8 km in a week, usual 20",)),
        (runs(17, 15) + runs(13, km=8.1), ("24.1 km in a week, usual 20",)),
        (runs(13, km=8.8), ()),
        (runs(13, km=8.9), ("a run of 8.9 km, the longest before 8",)),
        (runs(13, climb_m=80.0), ()),
        (runs(13, climb_m=88.0), ("a climb of 11 m a km, before at most 5",)),
        (runs(13, shoe="ghost"), ("first runs in ghost",)),
        (runs(13, shoe="b") + runs(12, shoe="a"), ("first runs in a", "first runs in b")),
        (runs(13, shoe=None, terrain=None), ()),
        (runs(13, terrain="trail"), ("first runs on trail",)),
        (runs(13, terrain="mixed"), ("first runs on mixed ground",)),
        (runs(17, 11, session="tempo"), ("2 hard sessions, usual 0",)),
        (runs(17, session="tempo"), ()),
    ],
)
def test_each_line_before_it_rose(now: list[Summary], lines: tuple[str, ...]) -> None:
    days = sorted([*USUAL, *now], key=lambda d: d.date)
    assert episodes.before_rise([d for n, d in enumerate(days) if d not in days[:n]], EPISODE) == lines


def test_a_climb_is_held_against_the_steepest_before() -> None:
    hilly = [*USUAL[1:], *runs(45, climb_m=80.0)]
    assert rise(*runs(13, climb_m=96.0), before=hilly) == ()
    assert rise(*runs(13, climb_m=104.0), before=hilly) == ("a climb of 13 m a km, before at most 10",)


def test_hard_sessions_are_held_against_a_week() -> None:
    usual = [d for d in USUAL if (ON - d.date).days not in (45, 24)] + HARD
    assert rise(*runs(17, 15, km=4.0, session="tempo"), before=usual) == ()
    now = runs(17, 15, 13, km=4.0, session="tempo")
    assert rise(*now, before=usual) == ("3 hard sessions, usual 1",)


def test_sleep_needs_three_nights_and_half_an_hour() -> None:
    usual = [replace(d, sleep_h=7.5) for d in USUAL]
    assert rise(*(day(n, sleep=7.0) for n in (11, 12, 13)), before=usual) == ()
    assert rise(*(day(n, sleep=6.9) for n in (11, 12)), before=usual) == ()
    assert rise(*(day(n, sleep=6.9) for n in (11, 12, 13)), before=usual) == ("6.9 h of sleep, usual 7.5",)
    copied = [replace(day(n, sleep=6.9), in_baseline=False) for n in (11, 12, 13)]
    assert rise(*copied, before=usual) == ()


def test_three_runs_and_two_weeks_tell_what_is_usual() -> None:
    new = runs(13, shoe="ghost")
    assert rise(*new, before=runs(31, 25, 19)) == ("first runs in ghost",)  # 31 - 11 is the 21st day: two weeks
    assert rise(*new, before=runs(30, 25, 19)) == ()
    assert rise(*new, before=runs(31, 25)) == ()
    assert rise(*new, before=[]) == ()
    assert rise(*runs(13, km=9.0), before=runs(31, 25, 19), units="mi") == ("a run of 5.6 mi, the longest before 5",)


def test_what_was_not_said_of_the_runs_before_is_no_zero() -> None:
    """No run of 8 km is told to be longer than the 0 km of runs in minutes; no first climb to be above 0 m a km."""
    steep = runs(13, climb_m=88.0)
    assert rise(*steep, before=runs(*range(45, 17, -3), km=None)) == ()
    assert rise(*steep, before=runs(*range(45, 17, -3), climb_m=None)) == ()
    one_said = [*runs(*range(45, 18, -3), km=None), *runs(18, km=5.0, climb_m=20.0)]
    assert rise(*steep, before=one_said) == (
        "a run of 8 km, the longest before 5",
        "a climb of 11 m a km, before at most 4",
    )


def test_a_week_is_held_against_others_only_where_every_run_says_its_distance() -> None:
    """Else a run in minutes would make the week before, or the week after the peak, look easy."""
    three = runs(17, 15, 13, km=8.5)
    assert rise(*three) == ("25.5 km in a week, usual 20",)
    assert rise(*three, *runs(11, km=None)) == ()
    assert rise(*three, before=[*USUAL[1:], *runs(45, km=None)]) == ()
    assert episodes.before_fall([*WEEK, *runs(9, 7)], EPISODE) == ("16 km in a week, before 32",)
    assert episodes.before_fall([*WEEK, *runs(9, 7), *runs(5, km=None)], EPISODE) == ()
    assert episodes.before_fall([*WEEK, *runs(9, 7, km=None)], EPISODE) == ()
    assert episodes.before_fall([*WEEK, *runs(12, km=None), *runs(9, 7)], EPISODE) == ()


def test_no_run_at_all_before_the_pain_tells_nothing_longer() -> None:
    assert rise() == ()


def test_pain_of_a_run_looks_at_that_run_too() -> None:
    of_run = replace(EPISODE, after_run=True)
    assert episodes.before_rise([*USUAL, *runs(10, shoe="ghost")], of_run) == ("first runs in ghost",)
    assert episodes.before_rise([*USUAL, *runs(10, shoe="ghost")], EPISODE) == ()


WEEK = runs(17, 15, 13, 11)
"""32 km in the week before it began; the seven days from its peak on are 9 to 3."""


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        ([day(9), day(8)], ("no runs",)),
        ([day(9)], ()),
        (runs(9, 7, 5, 3), ()),
        (runs(9, 7, 5) + runs(3, km=1.6), ()),  # 25.6 km are four fifths of 32
        (runs(9, 7, 5) + runs(3, km=1.5), ("25.5 km in a week, before 32",)),
        (runs(9, 7, 5) + runs(2), ("24 km in a week, before 32",)),
        (runs(9, 7, 5, 3, shoe="ghost"), ("none in pegasus-41",)),
        (runs(9, 7, 5, 3, terrain="track"), ("none on road",)),
        (runs(9, 7, 5, 3, shoe=None, terrain=None), ()),  # it may have been in those and there
        (runs(9, 7, 5, shoe="ghost") + runs(3, shoe=None, terrain="trail"), ()),
    ],
)
def test_each_line_after_its_peak(now: list[Summary], lines: tuple[str, ...]) -> None:
    assert episodes.before_fall([*WEEK, *now], EPISODE) == lines


def test_nothing_is_new_where_a_run_before_does_not_say_its_own() -> None:
    """One of the runs before may have been in that pair, or on that ground."""
    before = [*USUAL[:-1], *runs(18, shoe=None)]
    assert rise(*runs(13, shoe="ghost", terrain="trail"), before=before) == ("first runs on trail",)
    assert rise(*runs(13, shoe="ghost", terrain="trail")) == ("first runs in ghost", "first runs on trail")


def test_what_was_done_once_is_not_left_out_and_hard_runs_are() -> None:
    before = [*runs(17, 15), *runs(13, shoe="ghost", terrain="trail"), *runs(11, session="tempo")]
    assert episodes.before_fall([*before, *runs(9, 7, 5, 3)], EPISODE) == ("nothing hard",)
    assert episodes.before_fall([*before, *runs(9, 7, 5), *runs(3, session="tempo")], EPISODE) == ()
    twice = [*runs(17, 15), *runs(13, 11, shoe="ghost")]
    assert episodes.before_fall([*twice, *runs(9, 7, 5, 3)], EPISODE) == ("none in ghost",)
    assert episodes.before_fall([*WEEK, *runs(9, 7, 5)], EPISODE, "mi") == ("14.9 mi in a week, before 19.9",)


def test_without_runs_before_or_a_fall_nothing_is_told() -> None:
    assert episodes.before_fall(runs(18, 9, 7), EPISODE) == ()  # the week before is 17 to 11
    still = replace(EPISODE, peak_on=EPISODE.end)
    assert episodes.before_fall([*WEEK, day(8), day(7)], still) == ()
    assert episodes.before_fall([*WEEK, day(8), day(7)], replace(still, open=False)) == ("no runs",)


def test_the_days_that_both_look_at() -> None:
    assert episodes.span(EPISODE) == (ON - timedelta(days=45), EPISODE.end)
    first = replace(EPISODE, start=date(1, 1, 20))
    assert episodes.span(first)[0] == date(1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "your left calf: since 13 Nov 2026, peak 3/10, 3 painful days"),
        ({"open": False}, "your left calf: 13 Nov 2026 to 15 Nov 2026, peak 3/10, 3 painful days"),
        ({"days": 1}, "your left calf: since 13 Nov 2026, peak 3/10, 1 day"),
    ],
)
def test_an_episode_in_words(changes: dict[str, Any], words: str) -> None:
    assert episodes.words(replace(EPISODE, **changes)) == words


@pytest.mark.parametrize("month", range(1, 13))
def test_months_in_words(month: int) -> None:
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    told = episodes.words(replace(EPISODE, start=date(2026, month, 3)))
    assert f"since 3 {names[month - 1]} 2026" in told


def hurt(back: int, score: int, *done: Done, site: str = "calf", side: str | None = "left") -> Summary:
    pain = (Pain(site=site, side=side, score=score),) if score else ()
    return replace(day(back, *done), pain=pain)


def test_a_link_is_told_where_it_is_more_often_so_than_of_all_runs() -> None:
    """Climbing, four days without a run, pair and ground; each on the eight painful mornings after a run."""
    days: list[Summary] = []
    for n in range(8, 0, -1):
        steep = replace(RUN, climb_m=80.8, shoe="ghost", terrain="trail")
        days += [day(9 * n, steep), hurt(9 * n - 1, 2), day(9 * n - 3, RUN), day(9 * n - 5, replace(RUN, climb_m=80.0))]
    found = episodes.of(days).links(("calf", "left"))
    assert [link.words for link in found] == [
        "after climbing 8 of 8 painful days (8 of 24 runs)",
        "after trail 8 of 8 painful days (8 of 24 runs)",
        "in ghost 8 of 8 painful days (8 of 24 runs)",
        "after 4 days without a run 7 of 8 painful days (7 of 24 runs)",
    ]
    assert episodes.of(days[4:]).links(("calf", "left")) == []
    assert episodes.of(days).links(("quad", None)) == []


def test_what_is_so_of_every_run_is_no_link() -> None:
    days = [d for n in range(8, 0, -1) for d in (day(3 * n, RUN), hurt(3 * n - 1, 2))]
    assert episodes.of(days).links(("calf", "left")) == []


def test_pain_of_a_run_is_linked_to_that_run() -> None:
    trail = replace(RUN, terrain="trail", pain=(DonePain(site="calf", side="left", during=2),))
    days = [d for n in range(8, 0, -1) for d in (day(4 * n, RUN), day(4 * n - 1, trail))]
    (link,) = episodes.of(days).links(("calf", "left"))
    assert link.words == "after trail 8 of 8 painful days (8 of 16 runs)"


def test_episodes_stand_latest_first_and_places_as_they_came() -> None:
    quad, calf = hurt(60, 2, site="quad", side=None), hurt(38, 2, side=None)
    days = episodes.of([quad, hurt(40, 2), calf, hurt(20, 2), hurt(14, 1), hurt(13, 4)])
    assert days.places() == [("quad", None), ("calf", "left"), ("calf", None)]
    assert [(e.site, e.side, (ON - e.start).days, e.days, e.peak) for e in days.episodes(ON)] == [
        ("calf", "left", 20, 3, 4),
        ("calf", None, 38, 1, 2),
        ("calf", "left", 40, 1, 2),
        ("quad", None, 60, 1, 2),
    ]
    assert [e.side for e in days.episodes(ON, ("calf", "right"))] == [None]
    assert [e.site for e in days.episodes(ON - timedelta(days=39))] == ["calf", "quad"]
    assert [e.after_run for e in days.episodes(ON)] == [False] * 4


def test_what_was_not_said_of_a_run_is_no_link() -> None:
    """Neither an unnamed pair nor an unnamed ground is one."""
    bare = replace(RUN, terrain=None, shoe=None, climb_m=None)
    days = [d for n in range(8, 0, -1) for d in (day(3 * n, bare), hurt(3 * n - 1, 2))]
    days = [day(30 - n, RUN) for n in range(4)] + days
    assert episodes.of(days).links(("calf", "left")) == []


def test_no_pain_is_no_episode_and_the_day_itself_counts() -> None:
    """A place that is rated 0 on two days hurt on neither; what hurts today is told today."""
    zeros = [replace(day(n), pain=(Pain(site="calf", side="left", score=0),)) for n in (3, 2)]
    assert episodes.of(zeros).episodes(ON) == []
    (found,) = episodes.of([hurt(0, 3)]).episodes(ON)
    assert (found.start, found.end, found.peak, found.open) == (ON, ON, 3, True)


def test_episodes_of_one_place_are_of_its_site_and_a_side_that_fits() -> None:
    """Of the same days they stand by side, the one without a side last."""
    sides = ("right", None, "left")
    days = [
        replace(day(n), pain=tuple(Pain(site=site, side=side, score=3) for side in sides for site in ("quad", "calf")))
        for n in (3, 2)
    ]
    found = episodes.of(days)
    assert [(e.site, e.side) for e in found.episodes(ON, ("calf", "left"))] == [("calf", "left"), ("calf", None)]
    assert [(e.site, e.side) for e in found.episodes(ON)] == [
        *(("quad", "right"), ("quad", "left"), ("quad", None)),
        *(("calf", "right"), ("calf", "left"), ("calf", None)),
    ]


@pytest.mark.parametrize(("back", "counts"), [(18, False), (17, True), (11, True), (10, False)])
def test_the_week_before_it_began_ends_on_the_day_before(back: int, counts: bool) -> None:
    """It began 10 days ago: what was left out afterwards is held against days 17 to 11."""
    fell = episodes.before_fall([*runs(back, km=30.0), *runs(9, 7)], EPISODE)
    assert fell == (("16 km in a week, before 30",) if counts else ())


def test_a_very_short_run_of_no_said_climb_is_not_steep() -> None:
    assert rise(*runs(13, km=0.05, climb_m=None)) == ()
