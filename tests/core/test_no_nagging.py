"""No nagging: the goals of `tests/bench/twelve_weeks.py` on fewer seasons; that command has sixty of each."""

from __future__ import annotations

from functools import cache

import pytest
from mornings import BOOK
from seasons import MARATHON, NOVICE, ONCE, RECREATIONAL, RUNNERS, Runner, Seen, figures, lives

from planner.core.advise import held_by

TIMES = 4
EVERY = pytest.mark.parametrize("runner", RUNNERS, ids=[r.name for r in RUNNERS])
LIVES = pytest.mark.parametrize("kind", ["well", "ordinary"])


def lived(runner: Runner, kind: str) -> list[list[Seen]]:
    return _lived(runner.name, kind)


@cache
def _lived(name: str, kind: str) -> list[list[Seen]]:
    return list(lives(kind, next(r for r in (*RUNNERS, ONCE) if r.name == name), TIMES))


@EVERY
def test_a_well_runner_is_seldom_held_back(runner: Runner) -> None:
    assert figures(lived(runner, "well"))["held, most"] <= 4


@EVERY
def test_ordinary_life_leaves_two_thirds_of_the_runs(runner: Runner) -> None:
    found = figures(lived(runner, "ordinary"))
    assert 0.05 < found["held share"] <= 1 / 3, "and what happens in it is not overlooked"


@EVERY
def test_few_warning_lines_for_a_well_runner(runner: Runner) -> None:
    assert figures(lived(runner, "well"))["lines, most"] <= 60


@EVERY
def test_ordinary_life_is_within_sixty_lines(runner: Runner) -> None:
    """Every line counts, the strength row and the stop level too, in each season."""
    assert 10 < figures(lived(runner, "ordinary"))["lines, most"] <= 60


@EVERY
@LIVES
def test_a_planned_rest_day_is_never_told_to_run(runner: Runner, kind: str) -> None:
    assert figures(lived(runner, kind))["rest run"] == 0


def test_trails_of_who_runs_them_weekly() -> None:
    """In a quiet life all but a few; in an ordinary one nothing that is of trails holds them."""
    well = figures(lived(RECREATIONAL, "well"))
    assert well["trail held"] < 0.1
    trails = [d for days in lived(RECREATIONAL, "ordinary") for d in days if d.planned and d.planned.terrain == "trail"]
    assert len(trails) > 30
    for day in trails:
        holding = {r.rule for r in held_by(day.answer.scenario, day.answer.advice, BOOK)}
        assert not holding & {"surface", "one-change"}


def test_who_runs_once_a_week_keeps_the_distance() -> None:
    assert not any(day.held for days in lived(ONCE, "well") for day in days)


def test_the_declared_long_run_is_kept_in_the_first_month() -> None:
    month = [day for days in lived(MARATHON, "well") for day in days if day.week < 4 and day.run_day]
    long = [day for day in month if day.planned is not None and day.planned.kind == "long"]
    assert len(long) == 4 * TIMES
    assert {day.planned.km for day in long if day.planned} == {22.0, 18.0}
    assert not any(day.held for day in long)


def test_a_season_is_the_same_each_time() -> None:
    again = next(lives("ordinary", NOVICE, 1))
    assert [d.answer.advice for d in again] == [d.answer.advice for d in lived(NOVICE, "ordinary")[0]]
