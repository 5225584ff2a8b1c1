"""The calendar, read back by a reader of its own and by a second library: the words, the days, the names of events."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given, settings
from leaving import ANY, ON, TEXTS, day_with

from planner.core.days import Planned
from planner.core.record import Day
from planner.sinks import ics_calendar, told

NOW = datetime(2026, 11, 25, 7, 0, tzinfo=timezone(timedelta(hours=1)))
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")


def events(text: str) -> list[dict[str, str]]:
    """The events of a calendar as RFC 5545 says that they are to be read: unfold, split, undo the escapes."""
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line and name not in ("BEGIN", "END"):
            assert name not in found[-1]
            assert TEXT.fullmatch(value), "a sign that ends a value, or a part of it, stands bare"
            found[-1][name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
    return found


def calendar(day: Day, now: datetime = NOW) -> str:
    return ics_calendar.text([day], now, health=True)


@settings(max_examples=300)
@given(ANY)
def test_a_text_comes_back(text: str) -> None:
    """From both readers, but for what does something and shows nothing; it makes no event and no property."""
    out = calendar(Day(date=ON, planned=(Planned(kind="easy", km=8.0, note=f"n{text}"),)))
    (event,) = events(out)
    assert list(event) == "UID DTSTAMP DTSTART;VALUE=DATE DTEND;VALUE=DATE SUMMARY DESCRIPTION TRANSP".split()
    assert event["SUMMARY"] == "Run 8 km easy"
    assert event["DESCRIPTION"] == told.clean(f"n{text}")
    (second,) = icalendar.Calendar.from_ical(out.encode()).walk("VEVENT")
    assert str(second["DESCRIPTION"]) == told.clean(f"n{text}")


@settings(max_examples=300)
@given(ANY)
def test_lines_are_folded_between_letters(text: str) -> None:
    """At most 75 octets, each line a text of its own, ended by CRLF and by nothing else."""
    out = calendar(day_with(text * 3))
    lines = out.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert "\r\n".join(line.decode() for line in lines) == out
    assert len(out.splitlines()) == out.count("\r\n") == out.count("\n") == out.count("\r")


def test_a_letter_of_four_octets_is_not_cut() -> None:
    for pad in range(8):
        text = "x" * pad + "👟" * 40
        assert [p.encode().decode() for p in ics_calendar.folded(text)] == list(ics_calendar.folded(text))
        assert "".join(p.removeprefix(" ") for p in ics_calendar.folded(text)) == text
        assert max(len(p.encode()) for p in ics_calendar.folded(text)) > 70


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_has_broken_calendars(text: str) -> None:
    """Each of them, read by a second library: the same two events, no other component, no word lost."""
    found = icalendar.Calendar.from_ical(calendar(day_with(text)).encode())
    assert [part.name for part in found.walk()] == ["VCALENDAR", "VEVENT", "VEVENT"]
    assert [str(part["DESCRIPTION"]) for part in found.walk("VEVENT")] == [told.clean(text)] * 2
    assert not found.errors and not any(part.errors for part in found.walk())


def test_a_line_is_as_full_as_it_may_be() -> None:
    """75 octets, and 74 more after the blank of each line that goes on; one of 75 is not folded."""
    assert list(ics_calendar.folded("x" * 75)) == ["x" * 75]
    assert list(ics_calendar.folded("x" * 150)) == ["x" * 75, " " + "x" * 74, " x"]


def test_all_of_a_calendar() -> None:
    """Its head, its event and their ends; without health unless it is asked for."""
    day = Day(date=ON, planned=(Planned(kind="easy", km=8.0, note="private", shoe="a, b; c"),))
    assert ics_calendar.text([day], NOW).split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//run-planner//planner//EN", "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT", "UID:2026-11-23-1@run-planner", "DTSTAMP:20261125T060000Z", "DTSTART;VALUE=DATE:20261123",
        "DTEND;VALUE=DATE:20261124", "SUMMARY:Run 8 km easy", "DESCRIPTION:Shoes: a\\, b\\; c", "TRANSP:TRANSPARENT",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip  # one line after the other
    assert "\r\nDESCRIPTION:Shoes: a\\, b\\; c\\nprivate\r\n" in calendar(day)


def test_whole_days_end_the_day_after() -> None:
    """Over the change to winter time, the end of a year and a leap day; the last day there is has no day after."""
    days = [date(2026, 10, 25), date(2026, 12, 31), date(2028, 2, 28), date(2028, 2, 29), date(9999, 12, 31)]
    out = ics_calendar.text([Day(date=on, planned=(Planned(kind="easy", km=5.0),)) for on in days], NOW)
    read = [(e["DTSTART"].dt, e["DTEND"].dt if "DTEND" in e else None) for e in _walked(out)]
    assert read == [(on, on + timedelta(days=1) if on < date.max else None) for on in days]
    assert not any(isinstance(start, datetime) for start, _ in read)


def test_a_second_export_differs_in_its_moment_alone() -> None:
    """Names of events, order and words are the same whenever it is written; the moment is in UTC."""
    first, second = calendar(day_with("x")), calendar(day_with("x"), NOW + timedelta(days=3))
    changed = [(a, b) for a, b in zip(first.splitlines(), second.splitlines(), strict=True) if a != b]
    assert changed == [("DTSTAMP:20261125T060000Z", "DTSTAMP:20261128T060000Z")] * 2
    assert _walked(first)[0]["DTSTAMP"].dt == NOW.astimezone(UTC)


def test_an_event_keeps_its_name() -> None:
    """By date and place: other words, other days around it and more sessions after it change nothing."""
    easy, more = Planned(kind="easy", km=8.0), Planned(kind="strength")
    alone = [Day(date=ON, planned=(easy,))]
    among = [Day(date=date(2026, 11, 22), planned=(easy,)), Day(date=ON, planned=(replace(easy, km=5.0), more))]
    names = [[e["UID"] for e in events(ics_calendar.text(days, NOW))] for days in (alone, among)]
    assert names == [
        ["2026-11-23-1@run-planner"],
        ["2026-11-22-1@run-planner", "2026-11-23-1@run-planner", "2026-11-23-2@run-planner"],
    ]


def test_titles() -> None:
    """In the runner's units; the pair is told below, what is no run has no such word."""
    plans = (
        Planned(km=8.0, terrain="road", shoe="ghost-17"),
        Planned(kind="rest"),
        Planned(kind="cross", minutes=40.0),
    )
    found = events(ics_calendar.text([Day(date=ON, planned=plans)], NOW, "mi"))
    assert [e["SUMMARY"] for e in found] == ["Run 4.97 mi road", "Rest", "Cross 40 min"]
    assert [e.get("DESCRIPTION") for e in found] == ["Shoes: ghost-17", None, None]


def _walked(out: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(out.encode()).walk("VEVENT"))
