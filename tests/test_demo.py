"""The invented record of --demo: a year answered by the real rules, in the folder that it is given and in no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.core import answer as answers
from planner.core.record import Day
from planner.core.values import replace
from planner.demo import AWAY, DAYS, ILL, SKIPPED, fill
from planner.desk import Desk
from planner.storage.clock import SystemClock

NOW = "2026-11-25T07:00:00+01:00"


def filled(home: Path, now: str = NOW) -> Desk:
    environ = {"PLANNER_HOME": str(home), "PLANNER_NOW": now}
    fill(environ, SystemClock(environ))
    return Desk(environ, SystemClock(environ))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A year that ends the day before a Wednesday."""
    return filled(tmp_path_factory.mktemp("year") / "demo")


@pytest.fixture(scope="module")
def days(desk: Desk) -> dict[date, Day]:
    return dict(desk.journal.window(date.min, date.max))


def test_a_year_up_to_yesterday_without_a_mistake(desk: Desk, days: dict[date, Day]) -> None:
    today = desk.today()
    assert sorted(days) == [today - timedelta(days=n) for n in range(DAYS, 0, -1) if n not in AWAY]
    assert desk.problems == [] and desk.journal.problems == () and desk.settings.week and not desk.first_time
    assert [p.name for p in desk.places.days.parent.parent.iterdir()] == ["demo"]


def test_every_morning_is_answered_again_as_it_was(desk: Desk, days: dict[date, Day]) -> None:
    for day in days.values():
        if (desk.today() - day.date).days in SKIPPED:
            assert day.morning is None and day.done
            continue
        assert day.morning is not None and day.facts is not None and day.advice is not None
        again = answers.again(day.morning, day.planned, day.facts, desk.book)
        assert again.advice.rung is day.advice.rung, day.date


@pytest.mark.parametrize("ago", [1, 30, 100, 127, 160, 250])
def test_the_facts_are_those_that_the_program_would_have_found(desk: Desk, days: dict[date, Day], ago: int) -> None:
    """By the record as the desk reads it for that date, pairs in use now aside."""
    on = desk.today() - timedelta(days=ago)
    day = days[on]
    record = desk.record(on)
    before = replace(record, days={d: then for d, then in record.days.items() if d < on})
    facts = answers.Context(record=before, book=desk.book).answer(day.morning, day.planned).facts
    assert day.facts is not None
    assert (facts.history, facts.pain, facts.open) == (day.facts.history, day.facts.pain, day.facts.open)


def test_there_is_something_of_everything(desk: Desk, days: dict[date, Day]) -> None:
    done = [d for day in days.values() for d in day.done]
    assert {d.session or d.kind for d in done} >= {"easy", "long", "tempo", "intervals", "hills", "race", "strength"}
    assert {d.terrain for d in done} >= {"road", "trail"} and len({d.shoe for d in done}) == 5
    assert {day.advice.rung.word for day in days.values() if day.advice} == {
        "run", "modified_run", "cross_train", "rest",
    }  # fmt: skip  # all four
    rules = {r.rule for day in days.values() if day.advice for r in day.advice.reasons}
    assert rules >= {"layoff", "spike", "illness-systemic", "illness-neck", "illness-return", "pain-joint", "readiness"}
    assert {day.chosen.by for day in days.values() if day.chosen} == {"advice", "own"}
    assert sum(bool(day.morning and day.morning.note) for day in days.values()) >= 8
    assert sum(s.retired is not None for s in desk.shoes) == 1
    ill = desk.today() - timedelta(days=max(ILL))
    assert days[ill].morning.flags and not days[ill + timedelta(days=9)].morning.flags  # type: ignore[union-attr]  # said


def test_a_well_runner_is_left_alone_most_days(days: dict[date, Day]) -> None:
    """Illness, pain and the journey aside it holds back a run in twelve at most."""
    planned = [d for d in days.values() if d.advice and d.planned and d.planned[0].is_run and not d.morning.flags]  # type: ignore[union-attr]  # said
    well = [d for d in planned if d.morning is not None and not d.morning.pain]
    held = [d for d in well if d.advice is not None and d.advice.rung.word != "run"]
    assert 0 < len(held) <= len(well) / 12


@pytest.mark.parametrize("now", [f"2026-11-{day}T07:00:00+01:00" for day in (23, 28, 29)])
def test_on_other_days_of_the_week(tmp_path: Path, now: str) -> None:
    """Whatever day it is: two races, both started, and no day that the program itself would refuse."""
    found = filled(tmp_path / "demo", now)
    days = found.journal.window(date.min, date.max)
    races = [d for day in days.values() for d in day.done if d.session == "race"]
    assert len(races) == 2 and found.journal.problems == ()


def test_the_same_year_each_time(tmp_path: Path, days: dict[date, Day]) -> None:
    again = filled(tmp_path / "demo")
    assert again.journal.window(date.min, date.max) == days


def test_few_days_are_held_against_each_morning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No morning is answered from more than ten weeks: a year costs no more a day than a month does."""
    from planner import demo

    seen: list[int] = []
    real: Callable[..., object] = demo.Record

    def counting(**given: object) -> object:
        held = given["days"]
        assert isinstance(held, dict)
        seen.append(len(held))
        return real(**given)

    monkeypatch.setattr(demo, "Record", counting)
    filled(tmp_path / "demo")
    assert len(seen) == DAYS - len(AWAY) - len(SKIPPED) and max(seen) <= demo.WINDOW
