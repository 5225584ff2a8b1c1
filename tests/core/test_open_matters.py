"""What is open stays open: what is carried, what closes it, and that a `0` never does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.core.days import Closed, Morning, Pain
from planner.core.facts import Facts, Matter
from planner.core.open_matters import account, open_matters, still_open
from planner.core.record import Day, Done, DonePain
from planner.core.sites import FLAGS, GAIT, ILLNESS, PAINKILLER, RED_FLAGS

D = date(2026, 11, 23)
ZERO = Morning(pain=(), flags=())


def ago(back: int) -> date:
    return D - timedelta(days=back)


def days(mornings: dict[int, Morning], done: dict[int, Done] | None = None) -> dict[date, Day]:
    done = done or {}
    return {
        ago(back): Day(date=ago(back), morning=mornings.get(back), done=(done[back],) if back in done else ())
        for back in {*mornings, *done}
    }


def names(mornings: dict[int, Morning], done: dict[int, Done] | None = None) -> list[str]:
    return [m.name for m in open_matters(days(mornings, done), D)]


def flag(*flags: str) -> Morning:
    return Morning(pain=(), flags=flags)


def close(matter: str, how: str = "gone", **more: object) -> Morning:
    return Morning(pain=(), flags=(), closed=(Closed(matter=matter, how=how, **more),))


@pytest.mark.parametrize("name", [*RED_FLAGS, *ILLNESS])
def test_a_flag_is_carried_over_days_and_zeros(name: str) -> None:
    assert open_matters(days({9: flag(name), 8: ZERO, 1: ZERO}), D) == (Matter(name=name, since=ago(9)),)


@pytest.mark.parametrize("name", [*GAIT, *PAINKILLER])
def test_gait_and_painkiller_are_asked_anew(name: str) -> None:
    assert names({1: flag(name)}) == []


def test_every_flag_is_either_carried_or_asked_anew() -> None:
    assert {*RED_FLAGS, *ILLNESS, *GAIT, *PAINKILLER} == set(FLAGS)


@pytest.mark.parametrize("how", ["gone", "cleared"])
def test_a_closing_ends_a_flag_and_only_that_one(how: str) -> None:
    assert names({3: flag("chest_pain", "fever"), 2: close("chest_pain", how)}) == ["fever"]


def test_what_is_said_again_is_open_again() -> None:
    again = days({5: flag("fever"), 3: close("fever"), 2: flag("fever")})
    assert open_matters(again, D) == (Matter(name="fever", since=ago(2)),)
    both = Morning(pain=(), flags=("fever",), closed=(Closed(matter="fever", how="gone"),))
    assert open_matters(days({5: flag("fever"), 3: both}), D) == (Matter(name="fever", since=ago(3)),)


def test_the_morning_itself_neither_raises_nor_closes_but_a_run_of_the_day_does() -> None:
    assert names({1: flag("chest_pain"), 0: close("chest_pain")}) == ["chest_pain"]
    assert names({0: flag("chest_pain")}) == []
    assert names({}, {0: Done(kind="run", flags=("dark_urine",))}) == ["dark_urine"]
    assert names({-1: flag("chest_pain")}, {-1: Done(kind="run", flags=("dark_urine",))}) == []


def test_flags_after_a_run_count() -> None:
    assert names({1: ZERO}, {1: Done(kind="run", flags=("calf_swelling", "limp_walking"))}) == ["calf_swelling"]


@pytest.mark.parametrize(
    ("pain", "suspect"),
    [
        (Pain(site="shin_focal", side="left", score=1), True),
        (Pain(site="shin_focal", side="left", score=0), False),
        (Pain(site="groin", side="left", score=2), True),
        (Pain(site="sacrum", score=1), True),
        (Pain(site="shin_diffuse", side="left", score=2), False),
        (Pain(site="shin_diffuse", side="left", score=2, focal=True), True),
        (Pain(site="calf", side="left", score=2, hop_pain=True), True),
        (Pain(site="calf", side="left", score=2, focal=True, night=True), True),
        (Pain(site="knee_front", side="left", score=5), False),
    ],
)
def test_bone_suspicions_are_carried_with_their_place(pain: Pain, suspect: bool) -> None:
    found = open_matters(days({4: Morning(pain=(pain,), flags=()), 1: ZERO}), D)
    assert found == ((Matter(name="bone", since=ago(4), site=pain.site, side=pain.side),) if suspect else ())


@pytest.mark.parametrize(("during", "after", "suspect"), [(0, 1, True), (2, None, True), (0, 0, False)])
def test_a_bone_that_hurts_on_a_run_is_a_suspicion(during: int | None, after: int | None, suspect: bool) -> None:
    done = Done(kind="run", pain=(DonePain(site="foot_focal", side="right", during=during, after=after),))
    assert bool(names({}, {2: done})) is suspect


def _shin(side: str) -> Morning:
    return Morning(pain=(Pain(site="shin_focal", side=side, score=2),), flags=())


def test_a_bone_is_closed_only_by_being_cleared_and_by_its_place() -> None:
    assert names({3: _shin("left"), 2: close("bone", "gone", on=ago(2))}) == ["bone"]
    assert names({3: _shin("left"), 2: close("bone", "cleared", site="shin_focal", side="right")}) == ["bone"]
    assert names({3: _shin("left"), 2: close("bone", "cleared", site="groin", side="left")}) == ["bone"]
    assert names({3: _shin("left"), 2: close("bone", "cleared", site="shin_focal", side="left")}) == []
    two = {4: _shin("right"), 3: _shin("left")}
    assert len(names({**two, 2: close("bone", "cleared", site="shin_focal", side="left")})) == 1
    assert names({**two, 2: close("bone", "cleared")}) == []


def test_two_places_are_two_matters_oldest_first() -> None:
    found = open_matters(days({4: _shin("right"), 3: _shin("left"), 2: _shin("right")}), D)
    assert [(m.side, m.since) for m in found] == [("right", ago(4)), ("left", ago(3))]


def carrying(back: int, *matters: Matter, morning: Morning = ZERO) -> dict[date, Day]:
    return {ago(back): Day(date=ago(back), morning=morning, facts=Facts(open=matters))}


OLD = Matter(name="chest_pain", since=ago(400))


def test_what_the_oldest_facts_carry_lives_on() -> None:
    assert open_matters(carrying(60, OLD), D) == (OLD,)
    assert open_matters(carrying(60, OLD) | days({2: close("chest_pain")}), D) == ()
    assert open_matters(carrying(60, OLD, morning=close("chest_pain")), D) == ()


def test_matters_chain_on_for_ever_through_saved_facts() -> None:
    kept = days({400: flag("chest_pain")})
    for back in range(399, -1, -7):
        window = {d: day for d, day in kept.items() if ago(back + 70) <= d}
        found = open_matters(window, ago(back))
        assert found == (Matter(name="chest_pain", since=ago(400)),)
        kept |= {ago(back): Day(date=ago(back), morning=ZERO, facts=Facts(open=found))}


def test_a_correction_of_a_day_we_have_ends_what_later_facts_still_carry() -> None:
    slip = Matter(name="chest_pain", since=ago(5))
    assert open_matters(days({5: ZERO}) | carrying(3, slip), D) == ()
    assert open_matters(carrying(3, slip), D) == (slip,)  # that day cannot be read: safe


def test_a_closing_that_was_entered_later_ends_what_later_facts_still_carry() -> None:
    assert open_matters(days({9: close("chest_pain")}) | carrying(3, OLD), D) == ()


def test_a_closing_of_something_else_or_of_before_takes_nothing_away() -> None:
    """Facts carry chest pain of a day that we do not have: the end of a fever is none of it, nor is an older end."""
    pain = Matter(name="chest_pain", since=ago(6))
    fever = {9: flag("fever"), 5: close("fever")}
    assert open_matters(days(fever) | carrying(3, pain), D) == (pain,)
    before = {9: flag("chest_pain"), 7: close("chest_pain")}
    assert open_matters(days(before) | carrying(3, pain), D) == (pain,)
    after = {9: flag("chest_pain"), 5: close("chest_pain")}
    assert open_matters(days(after) | carrying(3, pain), D) == ()


def test_gone_is_not_before_it_was_last_said_nor_after_the_morning_that_says_so() -> None:
    def gone(on: date | None) -> date:
        told = {5: flag("fever"), 4: flag("fever"), 2: close("fever", on=on)}
        (shut,) = account(days(told), D).shut
        return shut.gone

    assert gone(None) == ago(2)
    assert gone(ago(3)) == ago(3)
    assert gone(ago(30)) == ago(4)
    assert gone(ago(-3)) == ago(2)


def test_a_closing_of_nothing_known_still_tells_when_it_was_gone() -> None:
    (shut,) = account(days({2: close("fever", on=ago(3))}), D).shut
    assert shut.gone == ago(3)
    assert account(days({2: close("bone", "gone")}), D).shut == ()


def test_matters_of_one_day_stand_by_name_site_and_side() -> None:
    """However they were said; one without a side before those with one."""
    pains = tuple(
        Pain(site=site, side=side, score=3) for site, side in (("sacrum", "left"), ("femur", "right"), ("femur", None))
    )
    found = open_matters(days({2: Morning(pain=pains, flags=("fever",)), 1: ZERO}), D)
    assert [(m.name, m.site, m.side) for m in found] == [
        ("bone", "femur", None),
        ("bone", "femur", "right"),
        ("bone", "sacrum", "left"),
        ("fever", None, None),
    ]


def test_a_bone_suspicion_of_no_said_place_stands_before_those_with_one() -> None:
    """As a hand may write it into a day file."""
    saved = [Matter(name="bone", since=ago(9), site=site) for site in ("sacrum", None, "femur")]
    assert [m.site for m in open_matters(carrying(3, *saved), D)] == [None, "femur", "sacrum"]


def test_each_closing_takes_out_its_own() -> None:
    fever, cough = Matter(name="fever", since=ago(2)), Matter(name="chest_cough", since=ago(1))
    both = (Closed(matter="fever", how="gone"), Closed(matter="myalgia", how="gone"))
    assert still_open((fever, cough), both) == (cough,)
    assert still_open((fever, cough), ()) == (fever, cough)
