"""What is asked about by name: places that hurt last week, a limp, a run that hurt, a tendon once a week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from planner.core import known
from planner.core.days import Morning, Pain
from planner.core.history import Record
from planner.core.record import Day, Done, DonePain

D = date(2026, 11, 23)
CALF = ("calf", "left")


def said(*pains: tuple[str, str | None, int], **more: Any) -> Morning:
    return Morning(pain=tuple(Pain(site=site, side=side, score=score) for site, side, score in pains), **more)


def ran(*pains: DonePain, kind: str = "run", flags: tuple[str, ...] | None = None) -> Done:
    return Done(kind=kind, pain=pains, flags=flags)


def days(**by_back: tuple[Morning | None, tuple[Done, ...]]) -> dict[date, Day]:
    found = {}
    for name, (morning, done) in by_back.items():
        on = D - timedelta(days=int(name[1:]))
        found[on] = Day(date=on, morning=morning, done=done)
    return found


@pytest.mark.parametrize(
    ("record", "sites"),
    [
        ({"d7": (said((*CALF, 1)), ())}, (CALF,)),
        ({"d8": (said((*CALF, 9)), ())}, ()),
        ({"d0": (said((*CALF, 9)), ())}, ()),
        ({"d3": (said((*CALF, 4)), ()), "d1": (said((*CALF, 0)), ())}, ()),
        ({"d3": (said((*CALF, 0)), ()), "d1": (said((*CALF, 2)), ())}, (CALF,)),
        ({"d1": (said((*CALF, 0)), (ran(DonePain(site="calf", side="left", after=1)),))}, (CALF,)),
        ({"d1": (said((*CALF, 3)), (ran(DonePain(site="calf", side="left", during=0, after=0)),))}, (CALF,)),
        ({"d1": (None, (ran(DonePain(site="calf", side="left")),))}, ()),
        (
            {
                "d2": (said(("ankle", None, 1)), ()),
                "d1": (said(("quad", None, 1), ("calf", "right", 1), ("calf", None, 1)), ()),
            },
            (("calf", None), ("calf", "right"), ("quad", None), ("ankle", None)),
        ),
    ],
)
def test_places_that_hurt_when_they_were_last_spoken_of(record: dict[str, Any], sites: tuple[known.Where, ...]) -> None:
    assert known.known_sites(days(**record), D) == sites


@pytest.mark.parametrize(
    ("record", "flags"),
    [
        ({"d1": (said(flags=("limp_walking", "fever")), ())}, ("limp_walking",)),
        ({"d1": (said(), (ran(flags=("gait_altered",)), ran()))}, ("gait_altered",)),
        ({"d1": (said(flags=("limp_walking",)), (ran(flags=("gait_altered",)),))}, ("gait_altered", "limp_walking")),
        ({"d1": (None, ())}, ()),
        ({"d2": (said(flags=("limp_walking",)), ())}, ()),
        ({"d0": (said(flags=("limp_walking",)), ())}, ()),
        ({}, ()),
    ],
)
def test_a_limp_of_yesterday(record: dict[str, Any], flags: tuple[str, ...]) -> None:
    assert known.limped(days(**record), D) == flags


def test_where_it_hurt_in_ten_weeks() -> None:
    record = {"d70": (said((*CALF, 1)), ()), "d71": (said(("quad", None, 5)), ()), "d0": (said(("ankle", None, 2)), ())}
    record |= {"d5": (said(("glute", None, 0)), (ran(DonePain(site="hamstring", during=2)),))}
    assert known.hurt_before(days(**record), D) == {"calf", "ankle", "hamstring"}
    later = {D + timedelta(days=1): Day(date=D + timedelta(days=1), morning=said(("quad", None, 3)))}
    assert known.hurt_before(later, D) == frozenset()


@pytest.mark.parametrize(
    ("pain", "sore"),
    [
        (DonePain(site="calf", side="left", during=1), True),
        (DonePain(site="calf", side="left", after=1), True),
        (DonePain(site="calf", side=None, during=3), True),
        (DonePain(site="calf", side="both", during=3), True),
        (DonePain(site="calf", side="right", during=3), False),
        (DonePain(site="quad", side="left", during=3), False),
        (DonePain(site="calf", side="left", during=0, after=0), False),
        (DonePain(site="calf", side="left"), False),
    ],
)
def test_a_run_of_yesterday_that_hurt_here(pain: DonePain, sore: bool) -> None:
    assert known.ran_sore(Record(on=D, days=days(d1=(None, (ran(pain),)))), CALF) is sore
    assert known.ran_sore(Record(on=D, days=days(d2=(None, (ran(pain),)))), CALF) is False
    assert known.ran_sore(Record(on=D, days=days(d1=(None, (ran(pain, kind="cross"),)))), CALF) is False
    assert known.ran_sore(Record(on=D, days={}), CALF) is False


@pytest.mark.parametrize(
    ("back", "pain", "asked"),
    [
        (1, Pain(site="calf", side="left", score=2, stable=True), True),
        (6, Pain(site="calf", side="left", score=2, stable=False), True),
        (7, Pain(site="calf", side="left", score=2, stable=True), False),
        (0, Pain(site="calf", side="left", score=2, stable=True), False),
        (1, Pain(site="calf", side="left", score=2), False),
        (1, Pain(site="calf", side="right", score=2, stable=True), False),
        (1, Pain(site="quad", side="left", score=2, stable=True), False),
    ],
)
def test_a_tendon_is_asked_once_a_week(back: int, pain: Pain, asked: bool) -> None:
    on = D - timedelta(days=back)
    found = {on: Day(date=on, morning=Morning(pain=(Pain(site="ankle", score=1), pain)))}
    assert known.asked_stable(Record(on=D, days=found), CALF) is asked
