"""The seven dates of a week at either end of the calendar, and kilometres to a metre."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.core import week
from planner.core.days import Planned
from planner.core.record import Day, Done
from planner.core.week import WeekDay

ON = date(2026, 11, 25)
"""A Wednesday."""
FIRST, LAST = date.min, date.max
"""A Monday, and a Friday."""


@pytest.mark.parametrize(
    ("on", "first_day", "begins", "ends"),
    [
        (ON, "monday", date(2026, 11, 23), date(2026, 11, 29)),
        (ON, "thursday", date(2026, 11, 19), ON),
        (ON, "wednesday", ON, date(2026, 12, 1)),
        (date(1, 1, 3), "monday", FIRST, date(1, 1, 7)),
        (date(1, 1, 2), "sunday", FIRST, date(1, 1, 6)),
        (FIRST, "tuesday", FIRST, FIRST),
        (LAST, "monday", date(9999, 12, 27), LAST),
        (date(9999, 12, 29), "saturday", date(9999, 12, 25), LAST),
        (LAST, "friday", LAST, LAST),
    ],
)
def test_a_week_has_all_its_dates_that_there_are(on: date, first_day: str, begins: date, ends: date) -> None:
    found = week.dates(on, first_day)
    assert found == tuple(begins + timedelta(days=n) for n in range((ends - begins).days + 1))


def test_a_week_begins_on_monday_until_the_runner_says_otherwise() -> None:
    assert week.dates(ON) == week.dates(ON, "monday")


def test_kilometres_are_kept_to_a_metre() -> None:
    day = week.of(
        Day(date=ON, planned=(Planned(km=7.12345),), done=(Done(kind="run", km=1.23456), Done(kind="run", km=2.0)))
    )
    assert day.km == 3.235
    assert week.planned_km([day]) == 7.123
    assert week.total([WeekDay(date=ON, km=1.23456), WeekDay(date=ON)]) == 1.235
