"""The invented record of --demo: answered by the real rules, in the folder that it is given and in no other."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from planner.core import answer as answers
from planner.demo import DAYS, fill
from planner.desk import Desk
from planner.storage.clock import SystemClock


def test_six_weeks_up_to_yesterday_that_replay(tmp_path: Path) -> None:
    environ = {"PLANNER_HOME": str(tmp_path / "demo"), "PLANNER_NOW": "2026-11-25T07:00:00+01:00"}
    fill(environ, SystemClock(environ))
    desk = Desk(environ, SystemClock(environ))
    today = desk.today()
    days = desk.journal.window(date.min, date.max)
    assert sorted(days) == [today - timedelta(days=n) for n in range(DAYS, 0, -1)]
    assert desk.problems == []
    for day in days.values():
        assert day.morning is not None and day.facts is not None and day.advice is not None
        again = answers.again(day.morning, day.planned, day.facts, desk.book)
        assert again.advice.rung is day.advice.rung, day.date
    assert {day.advice.rung.word for day in days.values() if day.advice} >= {"run", "modified_run", "rest"}
    assert [p.name for p in tmp_path.iterdir()] == ["demo"]
