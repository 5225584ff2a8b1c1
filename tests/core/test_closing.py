"""Closing a day: what as planned means, and what the evening asks for, from both sides of each stop level."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mornings import BOOK

from planner.core.answer import Context
from planner.core.closing import ASKS, as_planned, close, told, tonight
from planner.core.days import Planned
from planner.core.history import Record
from planner.core.record import Chosen, Day, Done, DonePain, Shoe
from planner.core.sites import EMERGENCY, FLAGS, PAINKILLER, SAME_DAY, SIDES, SITES, SOON
from planner.core.verdict import Referral, Rung

D = date(2026, 11, 23)
STOPS = {"joint": 4, "tendon": 5, "muscle": 2, "shin": 2, "bone": 0}
CONTEXT = Context(
    record=Record(
        on=D,
        days={
            (on := D - timedelta(days=back)): Day(date=on, done=(Done(kind="run", km=8.0, minutes=48.0),))
            for back in (2, 4, 7)
        },
    ),
    book=BOOK,
)


def ran(*pains: DonePain, flags: tuple[str, ...] = ()) -> Day:
    return Day(date=D, done=(Done(kind="run", km=8.0, minutes=48.0, pain=pains, flags=flags),))


@pytest.mark.parametrize("site", [s for s, x in SITES.items() if x.tissue != "bone"])
@pytest.mark.parametrize("when", ["during", "after"])
def test_the_stop_level_of_each_site(site: str, when: str) -> None:
    level = STOPS[SITES[site].tissue]
    assert tonight(CONTEXT, ran(DonePain(site=site, **{when: level}))) is None
    found = tonight(CONTEXT, ran(DonePain(site=site, **{when: level + 1})))
    assert found is not None
    assert [(a.score, a.level) for a in found.above] == [(level + 1, level)]
    assert found.same <= Rung.CROSS_TRAIN
    assert found.well is Rung.RUN
    assert any(f"{level + 1}/10 {when}" in w for w in found.words)


@pytest.mark.parametrize("site", [s for s, x in SITES.items() if x.tissue == "bone"])
def test_any_pain_at_a_bone(site: str) -> None:
    assert tonight(CONTEXT, ran(DonePain(site=site, during=0, after=0))) is None
    found = tonight(CONTEXT, ran(DonePain(site=site, during=1)))
    assert found is not None
    assert found.well <= Rung.CROSS_TRAIN, "a bone suspicion stays open"
    assert found.referral >= Referral.CLINICIAN_SOON


def test_a_painkiller_lowers_every_level() -> None:
    assert tonight(CONTEXT, ran(DonePain(site="knee_front", during=3))) is None
    found = tonight(CONTEXT, ran(DonePain(site="knee_front", during=3), flags=tuple(PAINKILLER)))
    assert found is not None
    assert found.above[0].level == 2


@pytest.mark.parametrize(
    ("flags", "referral"),
    [
        (EMERGENCY, Referral.EMERGENCY),
        (SAME_DAY, Referral.CLINICIAN_SAME_DAY),
        (SOON, Referral.CLINICIAN_SOON),
        (("limp_walking",), Referral.CLINICIAN_SOON),
        (("gait_altered",), Referral.PHYSIO),
        (("fever",), Referral.NONE),
    ],
)
def test_each_sign_is_answered(flags: tuple[str, ...], referral: Referral) -> None:
    for flag in flags:
        found = tonight(CONTEXT, ran(flags=(flag,)))
        assert found is not None, flag
        assert found.referral == referral, flag
        assert found.same <= Rung.CROSS_TRAIN, flag
        assert found.words[-1].startswith("Tomorrow: "), flag


def test_red_flags_and_illness_hold_tomorrow_and_a_limp_is_asked_anew() -> None:
    assert (found := tonight(CONTEXT, ran(flags=("locked_knee",)))) and (found.same, found.well) == (
        Rung.REST,
        Rung.REST,
    )
    assert "stays open" in found.words[-1]
    assert (found := tonight(CONTEXT, ran(flags=("limp_walking",)))) and (found.same, found.well) == (
        Rung.REST,
        Rung.RUN,
    )
    assert found.words[-1] == "Tomorrow: rest if it is as it was today, run if nothing hurts by then."


def test_whom_to_see_comes_first() -> None:
    found = tonight(CONTEXT, ran(DonePain(site="calf", during=6), flags=("chest_pain",)))
    assert found is not None
    assert found.words[0] == "Call the emergency number now."
    assert found.words[1].startswith("Do not stay alone")


BACK = "It should be back to usual within 60 min and no worse tomorrow morning; say it in the check-in if not."
LOAD = "No more load on it today."


@pytest.mark.parametrize(
    ("pains", "flags", "words"),
    [
        (
            (DonePain(site="calf", side="left", during=1, after=6), DonePain(site="achilles", side="right", during=6)),
            (),
            (
                "If it stays, see a physiotherapist.",
                f"Your right Achilles 6/10 during: a run there stops above 5. {LOAD}",
                f"Your left calf 6/10 after: a run there stops above 2. {LOAD}",
                BACK,
                "Tomorrow: rest if it is as it was today, run if nothing hurts by then.",
            ),
        ),
        (
            (DonePain(site="femur", side="left", during=1),),
            (),
            (
                "See a doctor or physiotherapist within days.",
                f"Your left thigh bone 1/10 during: any pain there stops a run. {LOAD}",
                BACK,
                "Your left thigh bone 1/10: may be bone, no impact until it has been looked at.",
                "Tomorrow: rest if it is as it was today, cross-train at most if nothing hurts by then.",
            ),
        ),
        (
            (),
            ("chest_pain", "gait_altered", "fever"),
            (
                "Call the emergency number now.",
                "Do not stay alone, do not drive yourself, no more load today.",
                "No more running or jumping today; walk no farther than you can without a limp.",
                "No more training today.",
                "Chest pain or pressure: this is an emergency.",
                "Fever (38.0 °C or more): rest.",
                "Tomorrow: rest. What you said stays open until you close it.",
            ),
        ),
        (
            (),
            ("limp_walking", "locked_knee"),
            (
                "Be seen by a doctor today.",
                "No more running or jumping today; walk no farther than you can without a limp.",
                "Knee locked: be seen today.",
                "Tomorrow: rest. What you said stays open until you close it.",
            ),
        ),
        (
            (DonePain(site="hip_side", during=3),),
            ("giving_way", "fever"),
            (
                "See a doctor or physiotherapist within days.",
                "No more training today.",
                "Fever (38.0 °C or more): rest.",
                "Knee gives way: no run until it has been looked at.",
                "Your outer hip 3/10: shorter, flat, nothing hard.",
                "Tomorrow: rest. What you said stays open until you close it.",
            ),
        ),
    ],
)
def test_the_words_of_an_evening(pains: tuple[DonePain, ...], flags: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Whom to see, then each pain with its own level, the worst first, then what to leave, then the next day."""
    found = tonight(CONTEXT, ran(*pains, flags=flags))
    assert found is not None
    assert found.words == words


def test_a_sign_asks_though_another_is_not_of_its_kind() -> None:
    """And nothing but signs speaks of an evening: neither a long run nor what the load of the week was."""
    found = tonight(CONTEXT, ran(flags=("gait_altered", "runny_nose", "locked_knee")))
    assert found is not None
    assert [r.rule for r in found.reasons] == ["red-flag-same-day", "gait", "illness-neck"]
    assert found.flags == ("locked_knee", "gait_altered", "runny_nose")


def test_a_pain_that_lowers_nothing_is_no_reason_of_an_evening() -> None:
    """A knee at 1 only caps a run; beside chest pain there is nothing to say of it."""
    found = tonight(CONTEXT, ran(DonePain(site="knee_front", during=1), flags=("chest_pain",)))
    assert found is not None
    assert [r.rule for r in found.reasons] == ["red-flag-emergency"]
    assert not any("knee" in line for line in found.words)


def test_pains_alike_stand_by_site_and_side() -> None:
    pains = [DonePain(site="calf", side=s, during=5) for s in ("right", None, "left")]
    found = tonight(CONTEXT, ran(DonePain(site="quad", during=5), *pains, DonePain(site="shin_diffuse", during=6)))
    assert found is not None
    assert [(a.pain.site, a.pain.side) for a in found.above] == [
        ("shin_diffuse", None),
        ("calf", None),
        ("calf", "left"),
        ("calf", "right"),
        ("quad", None),
    ]


def test_no_pain_beside_a_sign_is_none() -> None:
    """A place rated 0, or not at all, is not a pain of 1: at a bone that would be a suspicion."""
    for none in (DonePain(site="groin", during=0, after=0), DonePain(site="groin")):
        found = tonight(CONTEXT, ran(none, flags=("gait_altered",)))
        assert found is not None
        assert [r.rule for r in found.reasons] == ["gait"]
        assert (found.same, found.well) == (Rung.CROSS_TRAIN, Rung.RUN)


def test_when_it_hurt_is_said() -> None:
    """After only; and during where it was the same after."""
    for pain, when in (
        (DonePain(site="groin", after=1), "1/10 after"),
        (DonePain(site="groin", during=0, after=1), "1/10 after"),
        (DonePain(site="groin", during=3, after=3), "3/10 during"),
    ):
        found = tonight(CONTEXT, ran(pain))
        assert found is not None
        assert when in found.words[1]


def test_of_two_pains_alike_the_first_is_named() -> None:
    first, second = DonePain(site="calf", during=5, after=1), DonePain(site="calf", during=1, after=5)
    day = Day(date=D, done=(Done(kind="run", km=4.0, pain=(first,)), Done(kind="run", km=4.0, pain=(second,))))
    found = tonight(CONTEXT, day)
    assert found is not None
    assert [a.pain for a in found.above] == [first]


def test_of_two_runs_the_worse_pain_counts() -> None:
    mild, bad = DonePain(site="calf", during=4), DonePain(site="calf", after=6)
    for first, second in ((mild, bad), (bad, mild)):
        day = Day(date=D, done=(Done(kind="run", km=4.0, pain=(first,)), Done(kind="run", km=4.0, pain=(second,))))
        found = tonight(CONTEXT, day)
        assert found is not None
        assert [(a.score, a.pain) for a in found.above] == [(6, bad)]


def test_nothing_told_asks_for_nothing() -> None:
    assert tonight(CONTEXT, Day(date=D, done=(Done(kind="run", km=8.0),))) is None
    assert tonight(CONTEXT, Day(date=D)) is None
    assert tonight(CONTEXT, ran(DonePain(site="knee_front", during=2, after=1, side="left"))) is None


PAINS = st.lists(
    st.builds(
        DonePain,
        site=st.sampled_from([*SITES, "other:jaw"]),
        side=st.sampled_from([None, *SIDES]),
        during=st.none() | st.integers(0, 10),
        after=st.none() | st.integers(0, 10),
    ),
    max_size=4,
).map(tuple)
SIGNS = st.lists(st.sampled_from(sorted(FLAGS)), max_size=3, unique=True).map(tuple)


@settings(max_examples=200)
@given(PAINS, SIGNS, st.sampled_from(sorted(ASKS)))
def test_one_sign_more_never_makes_an_evening_better(
    pains: tuple[DonePain, ...], flags: tuple[str, ...], more: str
) -> None:
    before, worse = tonight(CONTEXT, ran(*pains, flags=flags)), tonight(CONTEXT, ran(*pains, flags=(*flags, more)))
    assert worse is not None
    assert worse.same <= worse.well
    if before is not None:
        assert (worse.same, worse.well) <= (before.same, before.well)
        assert worse.referral >= before.referral
        assert {(a.pain.site, a.score) for a in before.above} <= {(a.pain.site, a.score) for a in worse.above}


def test_as_planned_means_what_was_chosen() -> None:
    plan = Planned(kind="easy", km=8.0, climb_m=60, terrain="road", shoe="a")
    planned = Day(date=D, planned=(plan, Planned(kind="strength")))
    run = Done(kind="run", session="easy", km=8.0, climb_m=60, terrain="road", shoe="a")
    assert as_planned(planned, BOOK) == (run, Done(kind="strength"))
    chosen = Day(date=D, planned=planned.planned, chosen=Chosen(by="advice", kind="easy", km=5.6))
    assert as_planned(chosen, BOOK)[0] == Done(kind="run", session="easy", km=5.6, terrain="road", shoe="a")
    assert as_planned(Day(date=D, planned=(plan,), chosen=Chosen(by="advice", kind="rest")), BOOK) == (
        Done(kind="rest"),
    )
    assert as_planned(Day(date=D), BOOK) == ()


def test_a_pair_that_was_retired_by_then_was_not_worn() -> None:
    """On its last day it may have been, once that day is over."""
    day = Day(date=D, planned=(Planned(kind="easy", km=8.0, shoe="a"),))
    for retired, today, shoe in (
        (None, None, "a"),
        (D + timedelta(days=1), D, "a"),
        (D, None, None),
        (D, D, None),
        (D, D + timedelta(days=1), "a"),
        (D - timedelta(days=1), D + timedelta(days=1), None),
    ):
        (done,) = as_planned(day, BOOK, (Shoe(id="b", name="B"), Shoe(id="a", name="A", retired=retired)), today)
        assert done.shoe == shoe, (retired, today)


def test_what_is_told_is_of_the_run() -> None:
    at = datetime(2026, 11, 23, 18, tzinfo=UTC)
    strength, run = told((Done(kind="strength"), Done(kind="run", km=8.0)), at, effort=3, shoe="a", note=None)
    assert strength == Done(kind="strength", at=at)
    assert run == Done(kind="run", km=8.0, at=at, effort=3, shoe="a")
    assert told((), at, effort=3) == ()
    sessions = (Done(kind="run", km=8.0), Done(kind="strength"), Done(kind="cross", minutes=30.0))
    first, *others = told(sessions, at, effort=3)
    assert first == replace(sessions[0], at=at, effort=3)
    assert others == [replace(done, at=at) for done in sessions[1:]], "what else was done stays"


def test_done_is_added_or_put_in_place() -> None:
    day, more = Day(date=D, done=(Done(kind="rest"),)), (Done(kind="cross"),)
    assert [d.kind for d in close(day, more).done] == ["rest", "cross"]
    assert [d.kind for d in close(day, more, replace_all=True).done] == ["cross"]
