"""Weeks, blocks of seven days, months and ages on every day from 2024 to 2040, against a calendar of these tests' own.

Seventeen years hold three of 53 ISO weeks (2026, 2032, 2037) and five leap days. What is reckoned here never asks the
library's calendar: days are counted one after the other, from a Monday that is known.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.core import history, trends, week, when
from planner.core.days import Morning, Pain
from planner.core.painlog import PainLog
from planner.core.record import Day, Done, Shoe
from planner.core.settings import WEEKDAYS, Profile
from planner.core.shoes import facts as shoe_facts
from planner.core.summary import of as summary
from planner.core.worn import Worn

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YMD = tuple[int, int, int]


def calendar(first: int, last: int) -> list[YMD]:
    """Every day of these years; the first of 2024 was a Monday, and so is the first of this list."""
    assert first == 2024
    found = []
    for year in range(first, last + 1):
        for month, length in enumerate(LENGTHS, 1):
            leap = month == 2 and year % 4 == 0  # no century among them
            found += [(year, month, day) for day in range(1, length + leap + 1)]
    return found


DAYS = calendar(2024, 2040)
SPECIAL = [
    n
    for n, (year, month, day) in enumerate(DAYS)
    if (month, day) in ((1, 1), (2, 28), (2, 29), (3, 1), (12, 31)) or (month in (1, 12) and (day <= 7 or day >= 25))
]
"""The ends of years, where the numbers of weeks change, and the days around 29 February."""


def test_the_calendar_of_these_tests() -> None:
    """6,210 days; the weekday of each is its place in the row, and three of the years have a week 53."""
    assert len(DAYS) == 6210 and DAYS[0] == (2024, 1, 1) and DAYS[-1] == (2040, 12, 31)
    assert [d for d in DAYS if d[1:] == (2, 29)] == [(y, 2, 29) for y in (2024, 2028, 2032, 2036, 2040)]
    thursdays = [DAYS[n][0] for n in range(3, len(DAYS), 7)]
    assert [year for year in range(2024, 2041) if thursdays.count(year) == 53] == [2026, 2032, 2037]


@pytest.mark.parametrize("first", range(7))
def test_weeks_from_any_first_day(first: int) -> None:
    """The seven dates of each day's week, and the day that a week of the trends begins on."""
    for n, ymd in enumerate(DAYS):
        start = n - (n - first) % 7
        if not 0 <= start <= len(DAYS) - 7:
            continue
        on = date(*ymd)
        assert [(d.year, d.month, d.day) for d in week.dates(on, WEEKDAYS[first])] == DAYS[start : start + 7], on
        begins = trends.week_start(on, WEEKDAYS[first])
        assert (begins.year, begins.month, begins.day) == DAYS[start], on


@pytest.mark.parametrize("first", range(7))
def test_kilometres_of_weeks_over_new_year(first: int) -> None:
    """A kilometre on each day: every whole week has seven of them, across week 53 and 29 February too, and none two."""
    whole = [summary(Day(date=date(*d), done=(Done(kind="run", km=1.0),))) for d in DAYS]
    for n in (len(DAYS) - 1, DAYS.index((2027, 1, 3)), DAYS.index((2033, 1, 5)), DAYS.index((2028, 3, 2))):
        count = 60
        found = trends.weeks(whole[: n + 1], date(*DAYS[n]), WEEKDAYS[first], count)
        start = n - (n - first) % 7
        assert [(d.year, d.month, d.day) for d, _ in found] == [DAYS[start - 7 * b] for b in range(count - 1, -1, -1)]
        assert [km for _, km in found] == [7.0] * (count - 1) + [float((n - first) % 7 + 1)]


@pytest.mark.parametrize("columns", [7, 60, 120])
def test_columns_of_trends_are_blocks_of_days(columns: int) -> None:
    """The last ends on the last day; all are of one length, but for the first, which ends where the second begins."""
    for n in SPECIAL:
        if n < 400:
            continue
        first, last = date(*DAYS[n - 400]), date(*DAYS[n])
        look = trends.Trends(first, last, columns)
        at = n
        for begin, end in reversed(look.dates()):
            assert (end.year, end.month, end.day) == DAYS[at]
            at = max(at - look.size, n - 401)
            assert (begin.year, begin.month, begin.day) == DAYS[at + 1]
        assert at == n - 401


def test_months_of_running() -> None:
    """A month is full on its day, or where it has no such day on the first after it: since 29, 30, 31 as well."""
    for since in (DAYS.index(d) for d in ((2024, 1, 31), (2024, 2, 29), (2024, 2, 1), (2025, 12, 30), (2027, 2, 28))):
        months = 0
        for n in range(since, len(DAYS)):
            year, month, day = DAYS[n]
            if n > since:
                left = LENGTHS[month - 2] + (month == 3 and year % 4 == 0)
                months += (day == DAYS[since][2]) + (day == 1 and left < DAYS[since][2])
            person = history.person(Profile(running_since=date(*DAYS[since])), date(*DAYS[n]))
            assert person.experience_months == months, (DAYS[since], DAYS[n])


def test_no_month_before_the_first() -> None:
    """On the day before it began nothing is known, on the first it is no month."""
    profile = Profile(running_since=date(2028, 2, 29), gave_birth=date(2028, 2, 29))
    assert history.person(profile, date(2028, 2, 28)).experience_months is None
    assert history.person(profile, date(2028, 2, 28)).weeks_postpartum is None
    first = history.person(profile, date(2028, 2, 29))
    assert (first.experience_months, first.weeks_postpartum) == (0.0, 0.0)


def test_weeks_since_a_birth() -> None:
    """Sevenths of a count of days, whatever lies between; of a pair of shoes likewise."""
    for since in (DAYS.index(d) for d in ((2024, 2, 29), (2026, 12, 28), (2027, 12, 31))):
        day = date(*DAYS[since])
        profile, pair = Profile(gave_birth=day), Shoe(id="a", name="A", added=day)
        for n in range(since, len(DAYS)):
            on = date(*DAYS[n])
            assert history.person(profile, on).weeks_postpartum == round((n - since) / 7, 2), on
            assert shoe_facts(pair, Worn(), on).weeks == round((n - since) / 7, 1), on


@pytest.mark.parametrize("born", [1936, 1988, 2000, 2024])
def test_ages(born: int) -> None:
    """The years between: a year of birth is all that is known, so no 29 February can be missing."""
    for ymd in DAYS:
        assert history.person(Profile(born=born), date(*ymd)).age == ymd[0] - born


def test_weeks_of_rising_pain() -> None:
    """Blocks of seven days back from each day, no weeks of a calendar."""
    for n in SPECIAL:
        if n < 40:
            continue
        on = date(*DAYS[n])
        days = {}
        for back in range(1, 28):
            score = (6, 5, 4, 3)[back // 7] if back != 14 else 5
            pain = (Pain(site="calf", side="left", score=score),)
            days[date(*DAYS[n - back])] = Day(date=date(*DAYS[n - back]), morning=Morning(pain=pain))
        (facts,) = PainLog(days, on).facts(Morning(pain=(Pain(site="calf", side="left", score=6),)))
        assert facts.weeks_rising == 1, on  # day 14 is of the third block
        del days[date(*DAYS[n - 14])]
        (facts,) = PainLog(days, on).facts(Morning(pain=(Pain(site="calf", side="left", score=6),)))
        assert facts.weeks_rising == 3, on


def test_dates_in_words() -> None:
    """A weekday is the last one up to each day; 29 February is that of the last leap year."""
    leaps = [n for n, d in enumerate(DAYS) if d[1:] == (2, 29)]
    for n in range(7, len(DAYS)):
        today = date(*DAYS[n])
        for weekday in range(7):
            found = when.parse(WEEKDAYS[weekday][:3], today)
            assert (found.year, found.month, found.day) == DAYS[n - (n - weekday) % 7], today
        last = max((m for m in leaps if m <= n), default=None)
        if last is not None:
            found = when.parse("29 feb", today)
            assert (found.year, found.month, found.day) == DAYS[last], today


def test_days_ago() -> None:
    """Over new year and the leap day, one by one."""
    for n in SPECIAL:
        for back in range(0, min(n, 400), 13):
            found = when.parse(f"-{back}", date(*DAYS[n]))
            assert (found.year, found.month, found.day) == DAYS[n - back]
    assert date(2028, 3, 1) - timedelta(days=1) == date(2028, 2, 29)
