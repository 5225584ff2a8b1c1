"""What is said of an answer that would be another one, and what a day was when it was checked in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from mornings import BOOK

from planner.core import replay
from planner.core.days import Morning
from planner.core.facts import Facts
from planner.core.history import Record
from planner.core.record import Day, Done, Shoe
from planner.core.replay import Difference, how
from planner.core.settings import Settings
from planner.core.values import replace
from planner.core.verdict import Caps, Form, Referral, Rung, SavedAdvice

D = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 7, tzinfo=UTC)


def saved(
    rung: Rung = Rung.RUN, referral: Referral = Referral.NONE, warnings: tuple[str, ...] = (), **caps: Any
) -> SavedAdvice:
    return SavedAdvice(rung=rung, referral=referral, caps=Caps(**caps), warnings=warnings)


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        (saved(), ()),
        (saved(Rung.REST), ("run -> rest",)),
        (saved(referral=Referral.PHYSIO), ("to see: nobody -> physio",)),
        (saved(km=5.25), ("km: no limit -> 5.25",)),
        (saved(minutes=30.0), ("minutes: no limit -> 30",)),
        (saved(pain_stop=0), ("stop above: no limit -> 0",)),
        (saved(hard_allowed=False), ("hard: yes -> no",)),
        (saved(hills_allowed=False), ("hills: yes -> no",)),
        (saved(form=Form.WALK_RUN), ("form: run -> walk_run",)),
        (saved(indoor=True), ("indoors: false -> true",)),
        (saved(warnings=("B", "A")), ("+B", "+A")),
        (
            saved(Rung.MODIFIED_RUN, Referral.EMERGENCY, ("A",), km=5.0, hard_allowed=False),
            ("run -> modified_run", "to see: nobody -> emergency", "km: no limit -> 5", "hard: yes -> no", "+A"),
        ),
    ],
)
def test_what_differs(now: SavedAdvice, lines: tuple[str, ...]) -> None:
    assert how(Difference(date=D, was=saved(), now=now, rules=())) == lines
    back = how(Difference(date=D, was=now, now=saved(), rules=()))
    assert len(back) == len(lines)
    assert [line for line in back if line[:1] in "+-"] == [f"-{line[1:]}" for line in lines if line.startswith("+")]


@pytest.mark.parametrize(
    ("done_at", "at", "late", "there"),
    [
        (AT, AT, None, True),
        (AT + timedelta(seconds=1), AT, None, False),
        (AT - timedelta(seconds=1), AT, None, True),
        (None, AT, None, False),
        (None, AT, True, True),
        (AT, None, True, True),
        (AT, None, None, False),
    ],
)
def test_a_day_as_it_was_in_the_morning(
    done_at: datetime | None, at: datetime | None, late: bool | None, there: bool
) -> None:
    day = Day(date=D, morning=Morning(at=at, late=bool(late)), done=(Done(kind="run", at=done_at),))
    assert bool(replay.as_of_morning(day).done) is there
    assert replay.as_of_morning(Day(date=D, done=(Done(kind="run", at=AT),))).done == ()


def test_only_answered_days_of_the_range_are_worked_out_again() -> None:
    days = {}
    for back in (71, 70, 5, 4, 3, 2, 1, 0):
        on = D - timedelta(days=back)
        run = (Done(kind="run", session="tempo", km=5.0),)
        days[on] = Day(date=on, morning=Morning(pain=()), facts=Facts(), advice=saved(), done=run)
    days[D - timedelta(days=3)] = Day(date=D - timedelta(days=3))
    found = list(replay.records(days, D - timedelta(days=4), D, settings=Settings(), shoes=()))
    assert [(D - day.date).days for day, _ in found] == [4, 2, 1, 0]
    record = found[-1][1]
    assert record.on == D
    assert min(record.days) == D - timedelta(days=70) and max(record.days) == D
    assert record.days[D].done == ()
    assert record.last_run_before == record.last_hard_before == D - timedelta(days=71)
    assert list(replay.records(days, D - timedelta(days=4), D - timedelta(days=2), settings=Settings(), shoes=()))[-1][
        0
    ].date == D - timedelta(days=2)


def test_the_last_answered_day_before_counts_only_where_the_ten_weeks_have_none() -> None:
    def day(back: int, *, answered: bool) -> Day:
        on = D - timedelta(days=back)
        return Day(date=on, morning=Morning(pain=()), facts=Facts(), advice=saved()) if answered else Day(date=on)

    for rest, there in (((3, True), False), ((3, False), True)):
        days = [day(90, answered=True), day(80, answered=True), day(2, answered=False), day(0, answered=True)]
        days.append(day(rest[0], answered=rest[1]))
        ((_, record),) = replay.records({d.date: d for d in days}, D, D, settings=Settings(), shoes=())
        assert (D - timedelta(days=80) in record.days) is there
        assert D - timedelta(days=90) not in record.days


def test_the_day_right_before_however_long_ago_counts_and_none_that_comes_later() -> None:
    def found(*backs: int) -> Record:
        days = {on: replace(WHOLE, date=on, done=DONE) for on in (D - timedelta(days=back) for back in backs)}
        ((_, record),) = replay.records(days, D, D, settings=Settings(), shoes=())
        return record

    assert found(90, 0, -1).days.keys() == {D - timedelta(days=90), D}
    first = found(0, -1).days
    assert first.keys() == {D} and first[D].done == (), "on the first day of all, what is done after the check-in"
    assert found(0).days[D].done == ()


DONE = (Done(kind="run", km=5.0),)
WHOLE = Day(date=D, morning=Morning(pain=()), facts=Facts(), advice=saved(Rung.REST))


@pytest.mark.parametrize(
    "less",
    [replace(WHOLE, morning=None), replace(WHOLE, facts=None), replace(WHOLE, advice=None)],
    ids=["no check-in", "no facts", "no advice"],
)
def test_a_day_that_lacks_a_part_of_its_answer_has_none_to_compare(less: Day) -> None:
    assert replay.answered(WHOLE) and replay.difference(WHOLE, BOOK) is not None
    assert not replay.answered(less)
    assert replay.difference(less, BOOK) is None


def test_pairs_have_what_they_ran_before_the_day() -> None:
    """Their own start and every earlier run; not that day's, and nothing where there are no pairs."""
    days = {}
    for back in (90, 1, 0):
        on = D - timedelta(days=back)
        run = Done(kind="run", km=5.0, shoe="a")
        days[on] = Day(date=on, morning=Morning(pain=()), facts=Facts(), advice=saved(), done=(run,))
    for shoes, worn in (
        ((Shoe(id="a", name="A", start_km=100.0), Shoe(id="b", name="B")), {"a": (110.0, 2), "b": (None, 0)}),
        ((), {}),
    ):
        ((_, record),) = replay.records(days, D, D, settings=Settings(), shoes=shoes)
        assert {id: (w.km, w.outings) for id, w in record.worn.items()} == worn
