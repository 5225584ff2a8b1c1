"""`planner week`: seven days from any first weekday, with what was planned, advised and done, kilometres and pain."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from faces import NOW, TODAY, Hand, furnish
from hypothesis import given
from hypothesis import strategies as st

from planner.core import week
from planner.core.days import Morning, Pain, Planned
from planner.core.record import Day, Done, DonePain
from planner.core.settings import WEEKDAYS

Ended = Any


@given(st.dates(), st.sampled_from(WEEKDAYS))
def test_the_dates_of_a_week(on: date, first: str) -> None:
    """Seven in a row from the first weekday, with the date among them; fewer only at either end of the calendar."""
    found = week.dates(on, first)
    assert on in found
    assert all(b - a == timedelta(days=1) for a, b in pairwise(found))
    assert len(found) == 7 or date.min in found or date.max in found
    if date.min not in found:
        assert WEEKDAYS[found[0].weekday()] == first


def test_the_worst_pain_of_a_day() -> None:
    """Of morning, run and after; none said is 0, not said is None."""
    on = TODAY
    assert week.worst(Day(date=on)) is None
    assert week.worst(Day(date=on, morning=Morning())) is None
    assert week.worst(Day(date=on, morning=Morning(pain=()))) == 0
    ran = Done(kind="run", pain=(DonePain(site="calf", during=2, after=4),))
    sore = Morning(pain=(Pain(site="calf", score=3),))
    assert week.worst(Day(date=on, morning=sore, done=(ran,))) == 4
    assert week.worst(Day(date=on, done=(Done(kind="run", pain=()),))) == 0


def test_kilometres() -> None:
    """Runs count, other sport does not; of a plan only what is a run."""
    done = (Done(kind="run", km=5.2), Done(kind="cross", km=20.0), Done(kind="run"))
    day = week.of(
        Day(date=TODAY, done=done, planned=(Planned(km=8.0), Planned(minutes=45.0), Planned(kind="cross", km=3.0)))
    )
    assert day.km == 5.2
    assert week.total([day, day]) == 10.4
    assert week.planned_km([day]) == 8.0


@pytest.fixture
def shown(planner: Callable[..., Ended], tmp_path: Path) -> Callable[..., Ended]:
    """`planner week` at the home of the test."""
    return lambda *args: planner("week", *args, PLANNER_HOME=str(tmp_path), PLANNER_NOW=NOW)


def test_this_week(shown: Callable[..., Ended], tmp_path: Path) -> None:
    """Today is marked, days to come show the plan, what was not said is a -."""
    Hand(furnish(tmp_path)).type("7 2 2 2 2 3 k r 0 Enter m")
    lines = shown().out.splitlines()
    assert lines[0].split() == ["planned", "advised", "done", "km", "pain"]
    assert lines[1].split("  ")[0] == ">Mon 23 Nov"
    assert "8 km easy road" in lines[1]
    assert "modified, 5.6 km at most" in lines[1]
    assert lines[1].endswith("3")
    assert lines[3].startswith(" Wed 25 Nov  8 km easy road  -")
    assert lines[-1] == "Run this week: 0 km of 28 km planned."
    assert len(lines) == 9


def test_another_week_with_another_first_day(shown: Callable[..., Ended], tmp_path: Path) -> None:
    """From Sunday on, in miles; what was done counts."""
    furnish(tmp_path, extra='first_day = "sunday"\nunits = "mi"')
    lines = shown("2026-11-18").out.splitlines()
    assert [line[1:4] for line in lines[1:8]] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert not any(line.startswith(">") for line in lines)
    assert lines[-1] == "Run this week: 21.1 mi of 21.1 mi planned."


def test_as_json(shown: Callable[..., Ended], tmp_path: Path) -> None:
    """Seven days, kilometres whatever is shown, null for what was not said."""
    Hand(furnish(tmp_path, extra='units = "mi"')).type("7 2 2 2 2 3 k r 0 Enter m")
    rows = json.loads(shown("--json").out)
    assert [row["date"] for row in rows] == [(TODAY + timedelta(days=n)).isoformat() for n in range(7)]
    assert all(set(row) == {"date", "planned", "advised", "done", "km", "pain"} for row in rows)
    assert rows[0] == {
        "date": "2026-11-23",
        "planned": "8 km easy road",
        "advised": "modified_run",
        "done": [],
        "km": 0,
        "pain": 3,
    }
    assert rows[1]["planned"] is None
    assert rows[1]["pain"] is None
    before = json.loads(shown("2026-11-22", "--json").out)
    assert [row["km"] for row in before] == [8, 0, 8, 0, 6, 12, 0]


def test_a_broken_day(shown: Callable[..., Ended], tmp_path: Path) -> None:
    """It is told with file and line and shown as empty; the other six are there; exit code 3."""
    furnish(tmp_path)
    (tmp_path / "days/2026/2026-11-18.toml").write_text("format = 1\ndate = 2026-11-18\n[morning]\nfatigue = 9\n")
    ended = shown("2026-11-18")
    assert ended.code == 3
    assert "2026-11-18.toml:4: morning.fatigue" in ended.err
    assert len(ended.out.splitlines()) == 9


@pytest.mark.parametrize("text", ["2026-02-30", "monday", ""])
def test_slips(shown: Callable[..., Ended], text: str) -> None:
    ended = shown(text)
    assert ended.code == 1
    assert ended.out == ""
    assert "; write" in ended.err
