"""A day made short: what is kept, what is left out, and the words that search looks through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core import summary
from planner.core.days import Closed, Morning, Pain, Planned
from planner.core.record import Chosen, Day, Done, DonePain
from planner.core.summary import Summary, is_hard, searchable
from planner.core.verdict import Caps, Referral, Rung, SavedAdvice, SavedReason

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 18, 2, tzinfo=UTC)
RUN = Done(
    at=AT,
    kind="run",
    session="easy",
    km=7.9,
    minutes=46.5,
    climb_m=55.0,
    terrain="trail",
    shoe="ghost-16",
    effort=3,
    pain=(DonePain(site="calf", side="both", during=2, after=1),),
    flags=("gait_altered",),
    ticked=("walk-5",),
    note="Windy  along\nthe CANAL",
)
MORNING = Morning(
    at=AT,
    sleep_h=7.5,
    sleep_quality=2,
    fatigue=3,
    soreness=4,
    stress=1,
    resting_pulse=48,
    hrv_ms=61.5,
    pain=(Pain(site="knee_front", side="left", score=2, night=True, worse_next_morning=False, yesterday=3),),
    flags=("sore_throat",),
    closed=(Closed(matter="bone", site="femur", side="left", how="cleared", on=ON),),
    note="Müde",
)
FULL = Day(
    date=ON,
    morning=MORNING,
    advice=SavedAdvice(
        rung=Rung.MODIFIED_RUN,
        referral=Referral.PHYSIO,
        caps=Caps(km=8.0),
        reasons=(SavedReason(rule="pain-joint", because="because of it"),),
    ),
    chosen=Chosen(by="own", why="Club evening", kind="easy", km=8.0),
    planned=(Planned(kind="tempo", km=8.0, minutes=44.0, terrain="road", shoe="adios-9", pace=5.5, note="with Ana"),),
    done=(RUN, Done(kind="strength")),
)


def test_what_is_kept_of_a_day() -> None:
    assert summary.of(FULL) == Summary(
        date=ON,
        checked_in=True,
        in_baseline=True,
        rung=Rung.MODIFIED_RUN,
        referral=Referral.PHYSIO,
        by="own",
        why="Club evening",
        chosen_kind="easy",
        chosen_km=8.0,
        sleep_h=7.5,
        sleep_quality=2,
        fatigue=3,
        soreness=4,
        stress=1,
        resting_pulse=48,
        hrv_ms=61.5,
        pain=(Pain(site="knee_front", side="left", score=2, worse_next_morning=False),),
        flags=("sore_throat",),
        closed=MORNING.closed,
        planned=(Planned(kind="tempo", km=8.0, minutes=44.0, terrain="road", shoe="adios-9"),),
        done=(replace(RUN, at=None, ticked=(), note=None), Done(kind="strength")),
        text="knee_front left knee (front) sore_throat sore throat müde modified_run modified run easy club evening"
        " tempo road adios-9 with ana run trail ghost-16 calf both calf gait_altered changed stride"
        " windy along the canal strength",
    )


def test_what_was_not_said_stays_unsaid() -> None:
    assert summary.of(Day(date=ON)) == Summary(date=ON)
    unsaid = summary.of(Day(date=ON, morning=Morning()))
    assert unsaid == Summary(date=ON, checked_in=True, in_baseline=True)
    assert (unsaid.pain, unsaid.flags, unsaid.rung) == (None, None, None)
    none = summary.of(Day(date=ON, morning=Morning(pain=(), flags=())))
    assert (none.pain, none.flags) == ((), ())
    rest = SavedAdvice(rung=Rung.REST, referral=Referral.NONE, caps=Caps())
    advised = summary.of(Day(date=ON, advice=rest))
    assert (advised.rung, advised.referral) == (Rung.REST, Referral.NONE)  # both are 0, neither is "not said"


@pytest.mark.parametrize(
    ("morning", "counts", "late"),
    [
        (Morning(), True, False),
        (Morning(entered_later=True), False, False),
        (Morning(copied=True), False, False),
        (Morning(late=True), False, True),
    ],
)
def test_copied_and_late_mornings_stay_out_of_baselines(morning: Morning, counts: bool, late: bool) -> None:
    short = summary.of(Day(date=ON, morning=morning))
    assert (short.in_baseline, short.late) == (counts, late)


def test_runs_their_kilometres_and_hard_days() -> None:
    day = Day(date=ON, done=(RUN, Done(kind="run", km=0.1), Done(kind="run"), Done(kind="cross", km=20.0)))
    short = summary.of(day)
    assert (len(short.runs), short.km, short.hard) == (3, 8.0, False)
    assert summary.of(replace(day, done=(*day.done, Done(kind="run", session="hills")))).hard


@pytest.mark.parametrize(
    ("done", "hard"),
    [
        (Done(kind="run", session="long", effort=6), False),
        (Done(kind="run", session="easy", effort=7), True),
        (Done(kind="run", session="tempo", effort=2), True),
        (Done(kind="run", session="race"), True),
        (Done(kind="run"), False),
    ],
)
def test_hard_is_by_session_or_effort(done: Done, hard: bool) -> None:
    assert is_hard(done) == hard


def test_a_site_of_ones_own_is_found_by_its_name() -> None:
    day = Day(date=ON, morning=Morning(pain=(Pain(site="other:jaw", score=1),)))
    assert summary.of(day).text == "other:jaw jaw"


def test_search_makes_no_difference_of_case_and_spelling() -> None:
    composed, apart = "MÜDE", "mu\u0308de"
    assert searchable(composed) == searchable(apart) == "müde"
    assert searchable(["Straße", " A\tb\n"]) == "strasse a b"
    assert searchable("ﬁt") == "fit"


@given(st.text())
def test_text_is_one_line_and_normal(words: str) -> None:
    once = searchable(words)
    assert once == " ".join(once.split())
    assert "\n" not in once and "\t" not in once
    assert searchable(words.upper()) == searchable(words.upper().lower()) or not words.isascii()


def test_kilometres_of_a_day_are_kept_to_a_metre() -> None:
    two = Summary(date=ON, done=(Done(kind="run", km=4.1234), Done(kind="run", km=4.0), Done(kind="cross", km=9.0)))
    assert two.km == 8.123


def test_a_sign_that_nobody_knows_any_more_is_searched_by_its_name_alone() -> None:
    assert summary.of(Day(date=ON, morning=Morning(flags=("old_sign",)))).text == "old_sign"
