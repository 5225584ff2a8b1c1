"""Days that are awkward, each on a moved clock: where a day begins, zones, summer time, the date line, a wrong clock.

Told through the commands and the pages, as a runner meets them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from awake import Awake
from daily import RATED, WELL, Runner, runner
from faces import TODAY, furnish

from planner.core.days import Morning, Planned
from planner.core.record import Day, Done
from planner.core.settings import WEEKDAYS
from planner.core.week import dates

TOMORROW = TODAY + timedelta(days=1)
ALL = "7 2 2 2 2 0 Enter"


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    return runner(tmp_path / "home")


@pytest.fixture
def awake(tmp_path: Path) -> Awake:
    furnish(tmp_path / "planner")
    return Awake(tmp_path / "planner")


# Where a day begins.


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-24T03:59:59+01:00", TODAY),
        ("2026-11-24T04:00:00+01:00", TOMORROW),
        ("2026-11-24T00:30:00+01:00", TODAY),
        ("2026-11-23T23:59:59-10:00", TODAY),
    ],
)
def test_a_day_begins_at_four(me: Runner, now: str, day: date) -> None:
    assert me("check-in", *WELL, now=now).code == 0
    assert me.file(day).exists()
    assert json.loads(me("today", "--json", now=now).out)["date"] == str(day)


@pytest.mark.parametrize(("starts", "day"), [("00:00", TOMORROW), ("05:30", TODAY), ("04:59", TOMORROW)])
def test_a_day_begins_when_the_setting_says(tmp_path: Path, starts: str, day: date) -> None:
    """And a changed setting moves no day that was saved."""
    me = runner(tmp_path / "home", extra=f'day_starts = "{starts}"')
    now = "2026-11-24T05:00:00+01:00"
    assert me("check-in", *WELL, now=now).code == 0
    saved = me.file(day).read_bytes()
    (me.home / "settings.toml").write_text('format = 1\nday_starts = "12:00"\n')
    assert me("today", now=now).code == 0
    assert me.file(day).read_bytes() == saved


@pytest.mark.parametrize("now", ["2026-11-23T23:00:00+01:00", "2026-11-24T02:00:00+01:00", "2026-11-23T18:00:00+01:00"])
def test_a_morning_entered_at_night_is_late_and_no_baseline(me: Runner, now: str) -> None:
    """Also past midnight, while it is the same planner's day: an hour of sleep said then is in no mean."""
    night = ("--sleep", "1", *WELL[2:])
    me("check-in", *night, now=now)
    assert me.table()["morning"]["late"] is True and "entered_later" not in me.table()["morning"]
    me("check-in", *WELL, now="2026-11-24T07:00:00+01:00")
    assert me.table(TOMORROW)["facts"]["history"]["sleep_avg14_h"] > 7.4


def test_just_before_is_not_late(me: Runner) -> None:
    me("check-in", *WELL, now="2026-11-23T17:59:59+01:00")
    assert "late" not in me.table()["morning"]


def test_after_the_run_is_late(me: Runner) -> None:
    me("done", "--run", "8 km easy", "--none")
    me("check-in", *WELL)
    assert me.table()["morning"]["late"] is True


# Zones and summer time.


def test_travelling_the_day_is_the_one_on_the_wall(me: Runner) -> None:
    """From Berlin to Honolulu and on to Auckland: each morning is of the date that the place had, with its offset."""
    mornings = {
        date(2026, 11, 23): "2026-11-23T06:40:00+01:00",
        date(2026, 11, 24): "2026-11-24T06:40:00-10:00",
        date(2026, 11, 26): "2026-11-26T06:40:00+13:00",
    }
    for on, now in mornings.items():
        assert me("check-in", *WELL, now=now).code == 0
        assert me("done", "--as-planned" if on == TODAY else "--rest", "--none", now=now).code == 0
        assert me.table(on)["morning"]["at"] == datetime.fromisoformat(now)
        assert str(me.table(on)["morning"]["at"].utcoffset()) == str(datetime.fromisoformat(now).utcoffset())
    assert me.table(date(2026, 11, 24))["facts"]["history"]["days_since_last_run"] == 1
    assert me.table(date(2026, 11, 26))["facts"]["history"]["days_since_last_run"] == 3
    assert me("history", "--last", "3", now=mornings[date(2026, 11, 26)]).code == 0


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-03-29T01:59:00+01:00", "2026-03-28"),
        ("2026-03-29T03:00:00+02:00", "2026-03-28"),
        ("2026-03-29T04:00:00+02:00", "2026-03-29"),
        ("2026-10-25T02:30:00+02:00", "2026-10-24"),
        ("2026-10-25T02:30:00+01:00", "2026-10-24"),
        ("2026-10-25T03:59:00+01:00", "2026-10-24"),
        ("2026-10-25T04:00:00+01:00", "2026-10-25"),
    ],
)
def test_nights_on_which_the_clock_changes(tmp_path: Path, now: str, day: str) -> None:
    """A night of 23 or 25 hours still ends at four o'clock on the wall."""
    me = runner(tmp_path / "home", past=0)
    assert me("check-in", *WELL, now=now).code == 0
    assert me.file(date.fromisoformat(day)).exists()


def test_an_hour_is_an_hour_when_the_clock_changes(tmp_path: Path) -> None:
    """Checked in at 2:50 summer time, it is 2:20 winter time half an hour later: the Done page does not open yet."""
    home = tmp_path / "planner"
    furnish(home, week={"sunday": "8 km easy"}, past=0, extra='day_starts = "02:00"')
    Awake(home, "2026-10-25T02:50:00+02:00").type("8 2 2 2 2 0 Enter m")
    assert Awake(home, "2026-10-25T02:20:00+01:00").page.name == "morning"
    assert Awake(home, "2026-10-25T02:51:00+01:00").page.name == "done"


# Odd dates.


def test_a_leap_day(tmp_path: Path) -> None:
    """It is a day like any: checked in, looked back on, one day from both its neighbours."""
    me = runner(tmp_path / "home", past=0)
    for on in (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)):
        now = f"{on}T06:40:00+01:00"
        assert me("check-in", *WELL, now=now).code == 0
        assert me("done", "--run", f"{on.day + 1} km easy", "--none", now=now).code == 0
    assert me.table(date(2028, 3, 1))["facts"]["history"]["consecutive_run_days"] == 2
    assert "2028-02-29" in me("history", "2028-02", now="2028-03-02T07:00:00+01:00").out
    assert me("check-in", *WELL, "--date", "2026-02-29").code == 1
    assert me("check-in", *WELL, "--date", "2028-02-30", now="2028-03-02T07:00:00+01:00").code == 1


@pytest.mark.parametrize("first", WEEKDAYS)
def test_a_week_over_new_year_on_any_first_day(tmp_path: Path, first: str) -> None:
    """2026-12-31 is in ISO week 53, which reaches into 2027: seven days in a row, and their kilometres together."""
    me = runner(tmp_path / "home", past=0, week={}, extra=f'first_day = "{first}"')
    new_year, days = date(2026, 12, 31), me.home / "days"
    for on in (new_year + timedelta(days=n) for n in range(-7, 8)):
        (days / f"{on.year}").mkdir(parents=True, exist_ok=True)
        me.file(on).write_text(f'format = 1\ndate = {on}\n[[done]]\nkind = "run"\nkm = 1.0\n')
    week = dates(new_year, first)
    assert week[0].weekday() == WEEKDAYS.index(first) and len(week) == 7
    said = json.loads(me("week", "--json", now="2026-12-31T12:00:00+01:00").out)
    assert str(week[0]) in json.dumps(said) and str(week[-1]) in json.dumps(said)
    hand = Awake(me.home, "2026-12-31T12:00:00+01:00").type("W")
    assert "7 km" in hand.text(120, 40)


# The date line.


def test_a_missing_date_is_a_gap_and_no_more(me: Runner) -> None:
    """Westward over the line the 24th never was: the morning of the 25th stands two days from the 23rd."""
    me("check-in", *WELL, now="2026-11-23T06:41:00-11:00")
    me("done", "--run", "8 km easy", "--none", now="2026-11-23T10:00:00-11:00")
    assert me("check-in", *WELL, now="2026-11-25T06:41:00+13:00").code == 0
    history = me.table(date(2026, 11, 25))["facts"]["history"]
    assert history["days_since_last_run"] == 2 and not me.file(TOMORROW).exists()
    assert "2026-11-24" not in me("history", "--last", "3", now="2026-11-25T07:00:00+13:00").out


def test_two_mornings_of_one_date(me: Runner) -> None:
    """Eastward over the line a date is lived twice: the second replaces the first and keeps what was run on it."""
    me("check-in", *WELL, now="2026-11-23T06:41:00+13:00")
    me("done", "--run", "8 km easy", "--none", now="2026-11-23T10:00:00+13:00")
    second = me("check-in", *RATED, "--pain", "calf:2:left", now="2026-11-23T07:00:00-11:00")
    assert second.code == 0
    day = me.day()
    assert day.morning is not None and day.morning.pain is not None and len(day.done) == 1
    assert str(day.morning.at) == "2026-11-23 06:41:00+13:00", "a date has one morning, which began then"
    assert day.facts is not None and day.facts.history.days_since_last_run == 0, "it was run today already"


def test_on_the_screen_the_first_of_two_mornings_is_there(tmp_path: Path) -> None:
    home = tmp_path / "planner"
    furnish(home)
    Awake(home, "2026-11-23T06:41:00+13:00").type(ALL)
    again = Awake(home, "2026-11-23T06:00:00-11:00").type("M")
    assert again.page.name == "morning" and again.page.saved and "[7 h]" in again.text()
    again.type("Up Up Up Up Up 8 Enter")
    assert again.file(TODAY).morning.sleep_h == 8.0


# A clock set back.


@pytest.fixture
def set_back(me: Runner) -> Callable[..., object]:
    """A check-in and a run of a week from now, then the clock is put right."""
    ahead = "2026-11-30T06:41:00+01:00"
    me("check-in", "--sleep", "3", "--quality", "7", "--fatigue", "7", "--soreness", "7", "--stress", "7",
       "--flag", "fever", now=ahead)  # fmt: skip  # one option after the other
    me("done", "--run", "30 km easy", "--pain", "calf:5:5:left", now=ahead)
    return me


def test_after_a_clock_was_set_back_the_future_is_not_the_past(set_back: Runner) -> None:
    """Nothing of a later day counts today; the record shows it where it stands, and it stays as it was."""
    me, later = set_back, date(2026, 11, 30)
    before = me.file(later).read_bytes()
    assert me("check-in", *WELL).code == 0
    history = me.table()["facts"]["history"]
    assert history["longest_30d_km"] == 12.0 and history["days_since_last_run"] == 2
    assert not me.table()["facts"].get("open")
    assert json.loads(me("today", "--json").out)["rung"] == "run"
    for command in (["history"], ["history", "--json"], ["week"], ["why"], ["shoes"], ["doctor"], ["replay"]):
        assert "planner broke" not in me(*command).err, command
    assert str(later) in me("history").out and str(later) not in me("history", "--to", str(TODAY)).out
    assert me("check-in", *WELL, "--date", str(later)).code == 1
    assert me("done", "--rest", "--date", str(later)).code == 1
    assert me.file(later).read_bytes() == before


def test_doctor_tells_of_days_to_come(set_back: Runner) -> None:
    """A morning or a run of a day that was not yet is named: the clock, or the day, is wrong."""
    said = set_back("doctor").out
    assert "2026-11-30.toml" in said and "clock wrong?" in said


def test_screens_after_a_clock_was_set_back(set_back: Runner) -> None:
    """Each page opens; a day to come can be looked at and deleted, not edited."""
    hand = Awake(set_back.home)
    assert hand.page.on == TODAY and not hand.page.saved
    for page in "DHTSW,":
        hand.type(f"{page}")
        assert hand.text().strip() and hand.page.message.count("to come") == 0
    hand.type("H").page.go(date(2026, 11, 30))
    hand.type("e")
    assert hand.page.name == "history" and "still to come" in hand.text()
    hand.type("Enter")
    assert "30 km" in hand.text(100, 60)


def test_a_clock_set_back_while_it_is_open(awake: Awake) -> None:
    """The morning of the wrong day gives way to the right one; what was saved on the wrong one stays."""
    awake.at("2026-11-26T06:00:00+01:00", ALL)
    assert awake.file(date(2026, 11, 26)).morning is not None
    awake.at("2026-11-23T06:50:00+01:00")
    assert awake.pages.wake()
    assert awake.page.on == TODAY and "Mon 23 Nov now" in awake.text()
    awake.at("2026-11-23T06:50:00+01:00", "7 2 2 2 2 0 Enter")
    assert awake.file(TODAY).morning is not None


# One run told twice.


def test_two_entries_for_one_run_are_told_and_hold_nobody_back(me: Runner) -> None:
    """The second stands beside the first and is said to; the longest run is a single one; --replace makes it one."""
    for n in range(2):
        said = me("done", "--run", "8 km easy", "--none")
        assert ("(2 in all)" in said.out) == bool(n)
    assert len(me.day().done) == 2
    me("check-in", *WELL, now="2026-11-24T06:41:00+01:00")
    history = me.table(TOMORROW)["facts"]["history"]
    assert history["longest_30d_km"] == 12.0 and history["days_since_last_run"] == 1
    assert me("done", "--date", str(TODAY), "--run", "8 km easy", "--none", "--replace",
              now="2026-11-24T06:41:00+01:00").code == 0  # fmt: skip  # one call
    assert len(me.day().done) == 1


def test_on_the_screen_a_run_that_was_told_is_opened_and_not_doubled(awake: Awake) -> None:
    awake.at("2026-11-23T12:00:00+01:00", "D y 3 0 Enter M D Enter")
    assert len(awake.file(TODAY).done) == 1


# A race.

RACE = {"monday": "42.2 km race"}


@pytest.mark.parametrize(
    ("options", "keys_", "lines", "word"),
    [
        (WELL, ALL, "0", "Start"),
        ((*RATED, "--pain", "calf:4:left"), "7 2 2 2 2 4 c l 0 Enter", "4 calf left\n0", "Do not start"),
        ((*RATED, "--flag", "fever", "--none"), "7 2 2 2 2 i a Enter 0 Enter", "fever\n0", "Do not start"),
    ],
    ids=["well", "pain", "fever"],
)
def test_a_race_day_says_start_or_do_not_start(
    tmp_path: Path, options: tuple[str, ...], keys_: str, lines: str, word: str
) -> None:
    """On the screen, line by line, as options and the day after it: the same two words, never a part of the race."""
    said = []
    me = runner(tmp_path / "options", week=RACE)
    said += [me("check-in", *options).out, me("today").out]
    said.append(runner(tmp_path / "lines", week=RACE)("plain", stdin=f"7\n2\n2\n2\n2\n{lines}\n").out)
    furnish(tmp_path / "screen", week=RACE)
    said.append(Awake(tmp_path / "screen").type(keys_).text(100, 40))
    for text in said:
        head = [line for line in text.splitlines() if word.upper() in line.upper()]
        assert head, text
        assert ("DO NOT START" in text.upper()) == (word == "Do not start"), text
        assert "run 1" not in text.lower() and "of 42.2" not in text


def test_the_record_is_made_of_days_and_not_of_times() -> None:
    """A run stored at 00:30 belongs to the file that it stands in, whatever its time says."""
    late = Done(kind="run", km=5.0, at=datetime.fromisoformat("2026-11-24T00:30:00+01:00"))
    day = Day(date=TODAY, morning=Morning(), planned=(Planned(kind="easy", km=5.0),), done=(late,))
    assert day.date == TODAY and day.done[0].at.date() == TOMORROW
