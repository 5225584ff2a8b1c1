"""What of a day may leave the planner: no health unasked, in no format, and no character that does something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hostile import CONTROL
from hypothesis import given, settings
from hypothesis import strategies as st
from leaving import ANY, ON, day_with

from planner.core.days import Morning, Pain
from planner.core.record import Chosen, Day, Done, DonePain
from planner.core.settings import Settings
from planner.core.values import fields
from planner.core.verdict import Caps, Referral, Rung, SavedAdvice
from planner.sinks import csv_sheet, html_log, ics_calendar, md_log, told

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
Make = Callable[[list[Day], bool], str]
FORMATS: dict[str, Make] = {
    "csv": lambda days, health: csv_sheet.text(days, health=health),
    "ics": lambda days, health: ics_calendar.text(days, NOW, health=health),
    "md": lambda days, health: md_log.text(days, Settings(), health=health),
    "html": lambda days, health: html_log.text(days, Settings(), health=health),
}
HARMLESS = {
    "day": {"date", "advice", "chosen", "planned", "done"},
    "advice": {"rung", "referral", "caps", "rules"},
    "chosen": {"by", "kind", "km", "minutes", "terrain"},
    "planned": {"kind", "km", "minutes", "pace", "climb_m", "terrain", "shoe"},
    "done": {"kind", "session", "km", "minutes", "climb_m", "terrain", "shoe", "effort"},
}
"""What may be told of each part, written down a second time."""


@pytest.mark.parametrize("name", FORMATS)
def test_health_stays_at_home_unless_asked_for(name: str) -> None:
    """Neither a word of the runner's, nor a place, nor a number of the morning is in any format; asked for, it is."""
    day = day_with("my secret")
    secrets = ("secret", "3.25", "177", "88.5", "/10 in the morning", "fever", "stride", "bone", "doctor", "9/10")
    without, withal = (FORMATS[name]([day], health) for health in (False, True))
    assert "12 km long" in without or name == "csv"
    assert [word for word in secrets if word in without] == []
    assert "my secret" in withal
    assert name == "ics" or all(word in withal for word in ("3.25", "177", "88.5", "fever", "stride", "9/10"))


def test_what_is_not_listed_is_not_told() -> None:
    """Whatever a part of a day holds besides is as if it had never been said."""
    day = told.shareable(day_with("x"))
    parts = {
        "day": (day, Day(date=ON)),
        "advice": (day.advice, None),
        "chosen": (day.chosen, None),
        "planned": (day.planned[0], None),
        "done": (day.done[0], None),
    }
    for name, (part, _) in parts.items():
        assert part is not None
        kept = {field.name for field in fields(part) if getattr(part, field.name) not in (None, (), False)}
        assert kept <= HARMLESS[name], name
    assert day.advice is not None and not day.advice.referral and day.advice.caps.pain_stop is None
    assert told.shareable(day) == day


def test_nothing_harmless_is_lost() -> None:
    """All that is listed comes through as it was."""
    was = day_with("x")
    was = replace(was, done=(replace(was.done[0], climb_m=60.0, terrain="trail", shoe="a"),))
    day = told.shareable(was)
    for name in HARMLESS["done"]:
        assert getattr(day.done[0], name) == getattr(was.done[0], name) is not None, name
    for name in HARMLESS["planned"]:
        assert getattr(day.planned[0], name) == getattr(was.planned[0], name), name
    assert day.advice is not None and was.advice is not None and day.advice.rung == was.advice.rung


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60)
@given(text=ANY, health=st.booleans())
def test_no_character_that_does_something_comes_out(name: str, text: str, health: bool) -> None:
    """Whatever was written: no escape, no bell, no C1, no mark of order; lines end in one way."""
    day = replace(day_with(text), done=(replace(day_with(text).done[0], shoe=text),))
    out = FORMATS[name]([day], health)
    out.encode()
    out = out.replace("\r\n", "\n") if name in ("csv", "ics") else out
    assert not set(out) & (CONTROL - {"\n", "\xad"})
    assert out.splitlines() == out.split("\n")[:-1]


@settings(max_examples=200)
@given(ANY)
def test_what_does_nothing_stays(text: str) -> None:
    """Cleaning touches nothing else, and once is enough."""
    cleaned = told.clean(text)
    assert told.clean(cleaned) == cleaned
    if text.isprintable():
        assert cleaned == text


def test_the_lines_of_a_day() -> None:
    """In their order, with what was taken where it is not the plan."""
    lines = told.lines(day_with("note"), Settings(units="mi", hours="h:mm"))
    assert tuple(lines) == told.LABELS
    assert lines["Planned"] == ["7.46 mi long", "strength"]
    assert lines["Advised"] == ["rest, own choice: 3.11 mi easy"]
    assert lines["Done"] == ["4.97 mi easy, 46:00 (9:15/mi), effort 3/10"]
    assert lines["Morning"] == ["slept 3:15 h, sleep quality 7 (7 worst), pulse 177, HRV 88.5 ms"]
    assert lines["Pain"] == ["left note 9/10 in the morning", "note 8/10 on the run, 9/10 after it"]
    assert lines["Why"] == ["note", "See a doctor or physiotherapist within days."]
    assert told.lines(Day(date=ON), Settings()) == {}


@pytest.mark.parametrize(
    ("by", "kind", "km", "words"),
    [
        ("advice", "long", 12.0, "modified run, taken"),
        ("advice", None, 12.0, "modified run, taken"),
        ("own", None, None, "modified run, own choice"),
        ("advice", "easy", 12.0, "modified run, taken: 12 km easy"),
        ("own", None, 5.0, "modified run, own choice: 5 km"),
    ],
)
def test_what_was_taken_is_told_if_it_is_not_the_plan(by: str, kind: str | None, km: float | None, words: str) -> None:
    """What was not said of it is as planned."""
    advice = SavedAdvice(rung=Rung.MODIFIED_RUN, referral=Referral.NONE, caps=Caps())
    day = replace(day_with("x"), advice=advice, chosen=Chosen(by=by, kind=kind, km=km))
    assert told.lines(day, Settings())["Advised"] == [words]


def test_what_was_taken_in_minutes() -> None:
    """Minutes where there are no kilometres; nothing where nothing was said."""
    both = Chosen(by="own", kind="easy", km=5.0, minutes=40.0)
    assert told.chosen_words(both, "km") == "5 km easy"
    assert told.chosen_words(replace(both, km=None), "km") == "40 min easy"
    assert told.chosen_words(Chosen(by="own", minutes=40.0), "km") == "40 min"
    assert told.chosen_words(Chosen(by="own", terrain="road"), "km") == ""


def test_what_was_done_as_far_as_it_was_said() -> None:
    """A run without a session is easy; kilometres, minutes and a pace as there are some."""
    rows = (
        (Done(kind="run", km=5.0), "5 km easy"),
        (Done(kind="run", minutes=30.0, session="tempo"), "30 min tempo"),
        (Done(kind="run", km=0.0, minutes=30.0), "0 km easy"),
        (Done(kind="run", km=7.943, minutes=46.0, shoe="a"), "7.94 km easy, 46:00 (5:47/km), a"),
        (Done(kind="cross", minutes=40.0), "cross 40 min"),
    )
    for done, words in rows:
        assert told.lines(Day(date=ON, done=(done,)), Settings())["Done"] == [words]


def test_pain_of_which_one_number_was_said() -> None:
    """It is told; none at all is not."""
    hurt = (DonePain(site="calf", during=2), DonePain(site="groin", after=1), DonePain(site="ankle", during=0, after=0))
    day = Day(date=ON, done=(Done(kind="run", pain=hurt),), morning=Morning(pain=(Pain(site="ankle", score=0),)))
    assert told.pains(day) == ["calf 2/10 on the run", "groin 1/10 after it"]


def test_tabs_and_halves_of_letters() -> None:
    assert told.clean("a\tb\ud800c\udfffd\ue000") == "a bcd\ue000"


def test_rest_is_told_once() -> None:
    day = replace(day_with("x"), chosen=Chosen(by="advice", kind="rest"))
    assert told.lines(day, Settings())["Advised"] == ["rest, taken"]
