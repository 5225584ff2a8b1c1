"""What the first questions' answers mean: every way of writing one, what is refused and with which words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import first_run
from planner.core.first_run import QUESTIONS, Answers, NotUnderstood, understood
from planner.core.history import person
from planner.core.record import Shoe
from planner.core.settings import WEEKDAYS, Profile

ON = date(2026, 11, 23)
SINCE = {
    "3 months": date(2026, 8, 23),
    "3m": date(2026, 8, 23),
    "2 years": date(2024, 11, 23),
    "2y": date(2024, 11, 23),
    "2.5 years": date(2024, 5, 23),
    "a year": date(2025, 11, 23),
    "half a year": date(2026, 5, 23),
    "11 months": date(2025, 12, 23),
    "23 months": date(2024, 12, 23),
    "6 weeks": date(2026, 10, 12),
    "10 days": date(2026, 11, 13),
    "0 months": ON,
    "2019": date(2019, 1, 1),
    "since 2019": date(2019, 1, 1),
    "2019-04": date(2019, 4, 1),
    "since 2019-4-2": date(2019, 4, 2),
}
DAYS = {
    "mon wed sat": ("monday", "wednesday", "saturday"),
    "m, w, f": ("monday", "wednesday", "friday"),
    "Saturdays and tuesdays": ("tuesday", "saturday"),
    "tu/th/su": ("tuesday", "thursday", "sunday"),
    "weds thurs": ("wednesday", "thursday"),
    "every day": WEEKDAYS,
    "daily": WEEKDAYS,
    "sun sun": ("sunday",),
}
WRONG = (
    ("units", "furlongs", "write km or miles"),
    ("long", "far", "not understood"),
    ("long", "45 min", "write a distance, e.g. 12 km"),
    ("long", "900 km", "500"),
    ("since", "3", "write 3 months or 3 years"),
    ("since", "ages", "e.g. 3 months or 2 years"),
    ("since", "2030", "still to come"),
    ("since", "2019-02-30", "e.g. 3 months"),
    ("since", "300 years", "more than 100 years"),
    ("since", "9999 years", "more than 100 years"),
    ("days", "t", "'t': Tuesday or Thursday? Write tu"),
    ("days", "s", "'s': Saturday or Sunday? Write sa"),
    ("days", "3", "'3' is no weekday; write the days"),
    ("days", "mon blursday", "'blursday' is no weekday"),
    ("days", "and", "write the days"),
    ("pair", "x" * 81, "at most 80"),
)


@pytest.mark.parametrize(("said", "found"), SINCE.items(), ids=SINCE)
def test_how_long_a_runner(said: str, found: date) -> None:
    assert understood(Answers(), "since", said, ON).since == found


def test_the_last_day_of_a_shorter_month() -> None:
    assert first_run.since("1 month", date(2026, 3, 31)) == date(2026, 2, 28)
    assert first_run.since("2 months", date(2026, 7, 31)) == date(2026, 5, 31)
    assert first_run.since("1 month", date(2026, 10, 31)) == date(2026, 9, 30)
    assert first_run.since("12 months", date(2024, 2, 29)) == date(2023, 2, 28)


@given(months=st.integers(0, 1199), on=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_the_rules_hear_as_many_months_as_were_said(months: int, on: date) -> None:
    """But for days that a shorter month does not have, where the month is counted as full a few days later."""
    found = first_run.since(f"{months} months", on)
    heard = person(Profile(running_since=found), on).experience_months
    assert heard == months


@pytest.mark.parametrize(("said", "found"), DAYS.items(), ids=DAYS)
def test_days(said: str, found: tuple[str, ...]) -> None:
    assert understood(Answers(), "days", said, ON).days == found


@pytest.mark.parametrize(("key", "said", "words"), WRONG, ids=lambda v: str(v)[:16])
def test_what_is_not_understood(key: str, said: str, words: str) -> None:
    with pytest.raises(NotUnderstood, match=re.escape(words)):
        understood(Answers(), key, said, ON)


@given(key=st.sampled_from([q.key for q in QUESTIONS]), said=st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_understood_or_refused_in_words(key: str, said: str) -> None:
    try:
        found = understood(Answers(), key, said, ON)
    except NotUnderstood as error:
        found, key = Answers(), str(error)
    assert key and isinstance(first_run.values(found, ON), dict)


def test_the_long_run_is_in_the_units_that_were_said_before() -> None:
    miles = understood(Answers(), "units", "Miles", ON)
    assert understood(miles, "long", "10", ON).long_km == 16.093
    assert understood(miles, "long", "10 km", ON).long_km == 10
    assert understood(Answers(), "long", "10,5", ON).long_km == 10.5


def test_a_bare_number_is_a_distance_however_long() -> None:
    """Elsewhere 60 may be minutes; here a distance was asked for."""
    miles = understood(Answers(), "units", "mi", ON)
    for said, km, of_miles in (("60", 60.0, 96.561), ("42.2", 42.2, 67.914), ("100 km", 100.0, 100.0)):
        assert understood(Answers(), "long", said, ON).long_km == km
        assert understood(miles, "long", said, ON).long_km == of_miles


def test_what_was_not_said_is_not_said() -> None:
    assert first_run.values(Answers(), ON) == {} and first_run.shoe(Answers(), "x", ON) is None
    assert first_run.values(Answers(units="km"), ON) == {"units": "km"}


def test_all_answers_as_settings() -> None:
    said = Answers(units="mi", long_km=12.0, since=date(2020, 1, 1), days=("monday",), pair="Ghost")
    assert first_run.values(said, ON) == {
        "units": "mi",
        "usual.long_km": 12.0,
        "usual.long_km_said": ON,
        "person.running_since": date(2020, 1, 1),
        **{f"week.{day}": "easy" if day == "monday" else "rest" for day in WEEKDAYS},
    }
    assert first_run.shoe(said, "ghost", ON) == Shoe(id="ghost", name="Ghost", added=ON)


def test_at_most_five_and_the_first_names_miles() -> None:
    assert len(first_run.still_asked((), None)) == 5 and "miles" in QUESTIONS[0].ask
    assert [q.key for q in first_run.still_asked((Shoe(id="a", name="A"),), 10.0)] == ["units", "since", "days"]


def test_the_questions_as_they_are_asked() -> None:
    assert [(q.key, q.ask, q.sample, q.why) for q in QUESTIONS] == [
        (
            "units",
            "Do you run in km or miles?",
            "k or km, m or miles",
            "What screens show; files always hold kilometres.",
        ),
        (
            "long",
            "Longest run of the last month?",
            "12 km or 7.5 mi; 0 for none",
            "Today's run is held against it until 30 days are on record here.",
        ),
        (
            "since",
            "How long have you been a runner?",
            "3 months, 2 years, or since 2019",
            "The first months need more rest between runs. Left out, that rule is not asked.",
        ),
        (
            "days",
            "On which days do you run?",
            "mon wed sat, or every day",
            "Those days get an easy run on the plan, the others rest; W changes each, distances too.",
        ),
        (
            "pair",
            "The pair of shoes you wear most?",
            "Pegasus 41",
            "Its kilometres are counted from today; S takes what it has already, and more pairs.",
        ),
    ]
    assert first_run.SHOWN == {"km": "km", "mi": "miles"}


@pytest.mark.parametrize(
    ("units", "words"),
    [("km", "k km kilometre kilometres kilometer kilometers KM"), ("mi", "m mi mile miles MILES")],
)
def test_each_way_to_name_the_units(units: str, words: str) -> None:
    assert {understood(Answers(), "units", f" {word} ", ON).units for word in words.split()} == {units}


@pytest.mark.parametrize(
    ("key", "said", "words"),
    [
        ("units", "furlongs", "write km or miles"),
        ("long", "45 min", "write a distance, e.g. 12 km"),
        ("since", "ages", "write how long, e.g. 3 months or 2 years, or since when: 2019 or 2019-04"),
        ("since", "2019-13", "write how long, e.g. 3 months or 2 years, or since when: 2019 or 2019-04"),
        ("since", "7", "write 7 months or 7 years"),
        ("since", "2026-11-24", "2026-11-24 is still to come"),
        ("days", " , ", "write the days, e.g. mon wed sat"),
        ("days", "blursday", "'blursday' is no weekday; write the days, e.g. mon wed sat"),
        ("days", "abcdefghijklmnopqrst", "'abcdefghijklmnopqrst' is no weekday; write the days, e.g. mon wed sat"),
        ("days", "abcdefghijklmnopqrstu", "'abcdefghijklmnopqrst…' is no weekday; write the days, e.g. mon wed sat"),
        ("days", "t", "'t': Tuesday or Thursday? Write tu"),
    ],
)
def test_what_is_refused_in_full(key: str, said: str, words: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        understood(Answers(), key, said, ON)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("1 day", date(2026, 11, 22)), ("2 d", date(2026, 11, 21)), ("1 week", date(2026, 11, 16)),
        ("2w", date(2026, 11, 9)), ("1 month", date(2026, 10, 23)), ("2 mo", date(2026, 9, 23)),
        ("an year", date(2025, 11, 23)), ("1 yr", date(2025, 11, 23)), ("2 yrs", date(2024, 11, 23)),
        ("half a month", date(2026, 11, 23)), ("1.5 weeks", date(2026, 11, 13)), ("2,5 y", date(2024, 5, 23)),
        ("10 months", date(2026, 1, 23)), ("22 months", date(2025, 1, 23)), ("9999 days", date(1999, 7, 9)),
        ("100 years", date(1926, 11, 23)), ("1926", date(1926, 1, 1)), ("2026-11-23", ON),
    ],
)  # fmt: skip  # a table
def test_every_unit_of_time(said: str, found: date) -> None:
    """And the bounds: a hundred years, and today."""
    assert first_run.since(said, ON) == found


@pytest.mark.parametrize("said", ["101 years", "1925", "9999 weeks", "9999 months"])
def test_nobody_has_run_for_more_than_a_hundred_years(said: str) -> None:
    with pytest.raises(NotUnderstood, match=r"^that is more than 100 years; write how long"):
        first_run.since(said, ON)


def test_before_the_calendar_began_is_its_first_day() -> None:
    assert first_run.since("99 years", date(50, 6, 1)) == date(1, 1, 1)
    assert first_run.since("49 years", date(50, 6, 1)) == date(1, 6, 1)
    assert first_run.since("49 years", date(50, 12, 31)) == date(1, 12, 31)


@pytest.mark.parametrize("said", ["all", "daily", "every day", "everyday", "each day"])
def test_every_day(said: str) -> None:
    assert first_run.weekdays(said) == WEEKDAYS


def test_days_between_any_marks() -> None:
    assert first_run.weekdays("mo;we/fr&sa+su.tue and th") == WEEKDAYS
    assert first_run.weekdays("mons") == first_run.weekdays("mos") == ("monday",)
    for slip in ("ms", "monx", "monxs", "xmon"):
        with pytest.raises(NotUnderstood):
            first_run.weekdays(slip)
