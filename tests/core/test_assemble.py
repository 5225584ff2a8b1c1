"""From a day file's parts to the scenario: what was said, what the record adds, what is open, and the advice of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.core.advise import advise
from planner.core.assemble import scenario, the_plan
from planner.core.days import Closed, Morning, Pain, Planned
from planner.core.facts import Facts, History, Matter, PainFacts, Person, Scenario
from planner.core.history import Record, facts
from planner.core.record import Day, Done, DonePain
from planner.core.verdict import Advice, Form, Referral, Rung
from planner.storage.rulebook import shipped_rules

D = date(2026, 11, 23)
BOOK = shipped_rules().book
ZERO = Morning(sleep_h=7.5, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=())
EASY = (Planned(kind="easy", km=8.0, terrain="road"),)
KNEE = Pain(site="knee_front", side="left", score=2)


def ago(back: int) -> date:
    return D - timedelta(days=back)


def steady(mornings: dict[int, Morning], done: dict[int, Done] | None = None) -> Record:
    """A runner of every second day for ten weeks, with these mornings; `done` stands in place of the run of a day."""
    days = {}
    for back in range(70, 0, -1):
        run = (Done(kind="run", session="easy", km=8.0, minutes=48.0, terrain="road"),) if back % 2 == 0 else ()
        what = (done[back],) if done and back in done else run
        days[ago(back)] = Day(date=ago(back), morning=mornings.get(back), done=what)
    return Record(on=D, days=days)


def answer(record: Record, morning: Morning | None = ZERO, planned: tuple[Planned, ...] = EASY) -> Advice:
    return advise(scenario(morning, planned, facts(record, morning, planned)), BOOK)


def codes(advice: Advice) -> set[str]:
    return set(advice.warnings)


def flag(*flags: str) -> Morning:
    return replace(ZERO, flags=flags)


def closing(matter: str, how: str, **more: object) -> Morning:
    return replace(ZERO, closed=(Closed(matter=matter, how=how, **more),))


def test_a_steady_runner_without_a_care_runs() -> None:
    assert answer(steady({1: ZERO})).rung is Rung.RUN


def test_a_scenario_and_a_real_morning_reach_the_same_rules() -> None:
    before = replace(ZERO, pain=(replace(KNEE, score=1),))
    sore = replace(ZERO, sleep_h=5.5, pain=(KNEE,))
    run = Done(kind="run", session="tempo", km=12.0, minutes=60.0, climb_m=120, terrain="trail")
    hurt = replace(run, pain=(DonePain(site="knee_front", side="left", during=3, after=1),))
    record = steady({1: before}, {1: hurt, 3: hurt, 5: hurt, 7: Done(kind="strength"), 2: run, 4: run, 6: run})
    planned = (Planned(kind="easy", km=14.0, climb_m=400, terrain="grass"),)
    written = Scenario(
        sleep_h=5.5,
        sleep_quality=2,
        fatigue=2,
        soreness=2,
        stress=2,
        pain=(replace(KNEE, worse_next_morning=True, yesterday=3, painful_run_streak=3),),
        plan=planned[0],
        history=History(
            longest_30d_km=12.0,
            days_since_last_run=1,
            days_since_hard=1,
            usual_gap_days=2.0,
            consecutive_run_days=6,
            runs_per_week=4.25,
            usual_climb_m_per_km=10.0,
            steepest_28d_m_per_km=10.0,
            usual_terrain="road",
            terrains_28d=("road", "trail"),
            pace_min_per_km=6.0,
            strength_sessions_7d=1,
        ),
    )
    assert advise(written, BOOK) == answer(record, sore, planned)
    assert {"PAIN_NEXT_MORNING", "PERSISTENT_PAIN_PHYSIO", "SURFACE_SWITCH", "SPIKE_10", "STRENGTH_DUE"} <= codes(
        advise(written, BOOK)
    )


@pytest.mark.parametrize(
    "yesterday",
    [
        flag("fever"),
        flag("chest_pain"),
        flag("locked_knee"),
        flag("giving_way"),
        replace(ZERO, pain=(Pain(site="shin_focal", side="left", score=2),)),
        replace(ZERO, pain=(Pain(site="groin", side="left", score=1),)),
    ],
)
@pytest.mark.parametrize("zeros", [0, 1, 20])
def test_something_open_yesterday_and_a_zero_today_is_never_a_run(yesterday: Morning, zeros: int) -> None:
    record = steady({zeros + 1: yesterday} | dict.fromkeys(range(1, zeros + 1), ZERO))
    for planned in (EASY, ()):
        for today in (ZERO, None, Morning()):
            assert answer(record, today, planned).rung < Rung.MODIFIED_RUN


def test_open_matters_keep_their_referral() -> None:
    assert answer(steady({3: flag("chest_pain")})).referral is Referral.EMERGENCY
    assert answer(steady({3: flag("locked_knee")})).referral is Referral.CLINICIAN_SAME_DAY
    assert answer(steady({3: flag("missed_periods")})).referral is Referral.CLINICIAN_SOON
    shin = replace(ZERO, pain=(Pain(site="shin_focal", side="left", score=2),))
    assert answer(steady({3: shin})).referral is Referral.CLINICIAN_SOON
    assert answer(steady({3: flag("runny_nose")})).rung is Rung.MODIFIED_RUN


@pytest.mark.parametrize("how", ["gone", "cleared"])
@pytest.mark.parametrize("name", ["chest_pain", "locked_knee", "giving_way", "chest_cough", "sore_throat"])
def test_a_closed_flag_no_longer_counts(name: str, how: str) -> None:
    assert answer(steady({2: flag(name)}), closing(name, how)).rung is Rung.RUN
    assert answer(steady({2: flag(name), 1: closing(name, how)})).rung is Rung.RUN
    assert answer(steady({2: flag(name)}), closing("fever", how)).rung < Rung.RUN


@pytest.mark.parametrize(
    ("back", "rung", "minutes"),
    [
        (0, Rung.REST, None),
        (1, Rung.MODIFIED_RUN, 20.0),
        (2, Rung.MODIFIED_RUN, 20.0),
        (3, Rung.MODIFIED_RUN, 30.0),
        (6, Rung.MODIFIED_RUN, 30.0),
        (7, Rung.RUN, None),
    ],
)
@pytest.mark.parametrize("how", ["gone", "cleared"])
def test_a_fever_that_is_gone_counts_its_days(back: int, rung: Rung, minutes: float | None, how: str) -> None:
    for record, today in (
        (steady({8: flag("fever")}), closing("fever", how, on=ago(back))),
        (steady({8: flag("fever"), 1: closing("fever", how, on=ago(back))}), ZERO),
    ):
        if back == 0 and today is ZERO:
            continue  # yesterday cannot know today
        found = answer(record, today)
        assert found.rung is rung
        if minutes is not None:
            assert found.caps.minutes == minutes


def test_a_bone_is_lifted_only_by_being_cleared_and_then_walks_and_runs() -> None:
    record = steady({2: replace(ZERO, pain=(Pain(site="shin_focal", side="left", score=2),))})
    place = {"site": "shin_focal", "side": "left"}
    assert answer(record, closing("bone", "gone", **place)).rung is Rung.CROSS_TRAIN
    cleared = answer(record, closing("bone", "cleared", **place))
    assert (cleared.rung, cleared.caps.form, cleared.caps.pain_stop) == (Rung.MODIFIED_RUN, Form.WALK_RUN, 0)
    still_sore = replace(closing("bone", "cleared", **place), pain=(Pain(**place, score=1),))
    assert answer(record, still_sore).rung is Rung.CROSS_TRAIN


def test_the_runners_own_word_of_a_bone_injury_stands() -> None:
    known = Facts(history=History(longest_30d_km=10.0, bone_injury="not_cleared"))
    assert scenario(closing("bone", "cleared"), EASY, known).history.bone_injury == "not_cleared"


def test_a_painkiller_lets_yesterdays_score_count() -> None:
    hurt = replace(ZERO, pain=(replace(KNEE, score=4),))
    masked = flag("painkiller_6h")
    for today in (masked, replace(masked, pain=(replace(KNEE, score=1),))):
        for back in (1, 2):
            found = answer(steady({back: hurt}), today)
            assert found.rung is Rung.CROSS_TRAIN
            assert "PAINKILLER_MASK" in codes(found)
        assert answer(steady({3: hurt}), today).rung is Rung.MODIFIED_RUN
    assert answer(steady({1: hurt})).rung is Rung.RUN


def test_a_painkiller_takes_the_greater_of_the_last_two_days() -> None:
    known = Facts(pain=(PainFacts(site="knee_front", side="left", yesterday=1, day_before=5),))
    said = scenario(replace(flag("painkiller_6h"), pain=(KNEE,)), EASY, known).pain
    assert said is not None
    assert (said[0].score, said[0].yesterday) == (2, 5)
    without = scenario(replace(ZERO, pain=(KNEE,)), EASY, known).pain
    assert without is not None
    assert without[0].yesterday == 1


def test_a_painkiller_without_an_answer_on_pain_is_still_not_said() -> None:
    hurt = replace(ZERO, pain=(replace(KNEE, score=4),))
    found = answer(steady({1: hurt}), replace(flag("painkiller_6h"), pain=None))
    assert found.rung is Rung.CROSS_TRAIN
    assert "MISSING_PAIN" in codes(found)


def test_what_the_runner_said_stands_before_the_record() -> None:
    known = Facts(
        pain=(
            PainFacts(
                site="knee_front",
                side="left",
                yesterday=5,
                weeks_rising=2,
                worse_next_morning=False,
                painful_run_streak=4,
            ),
        )
    )
    own = replace(KNEE, yesterday=1, weeks_rising=0, worse_next_morning=True, painful_run_streak=0)
    assert scenario(replace(ZERO, pain=(own,)), EASY, known).pain == (own,)
    found = scenario(replace(ZERO, pain=(KNEE,)), EASY, known).pain
    assert found == (replace(KNEE, yesterday=5, weeks_rising=2, worse_next_morning=False, painful_run_streak=4),)


def test_worse_by_the_scores_or_by_the_answer() -> None:
    def worse(said: bool | None, seen: bool | None) -> bool | None:
        known = Facts(pain=(PainFacts(site="knee_front", side="left", worse_next_morning=seen),))
        found = scenario(replace(ZERO, pain=(replace(KNEE, worse_next_morning=said),)), EASY, known).pain
        assert found is not None
        return found[0].worse_next_morning

    assert [worse(s, k) for s, k in ((None, True), (False, True), (True, False))] == [True, True, True]
    assert [worse(s, k) for s, k in ((None, False), (False, None), (None, None))] == [False, False, None]


def test_a_side_that_was_not_said_may_be_the_sore_one() -> None:
    known = Facts(pain=(PainFacts(site="knee_front", side="left", painful_run_streak=3),))

    def streak(side: str | None) -> int | None:
        found = scenario(replace(ZERO, pain=(replace(KNEE, side=side),)), EASY, known).pain
        assert found is not None
        return found[0].painful_run_streak

    assert [streak(side) for side in ("left", None, "both", "right")] == [3, 3, 3, None]


def test_a_place_that_hurts_on_run_after_run_counts_without_hurting_in_the_morning() -> None:
    hurt = Done(kind="run", km=8.0, pain=(DonePain(site="knee_front", side="left", during=3),))
    found = answer(steady(dict.fromkeys(range(1, 8), ZERO), {2: hurt, 4: hurt, 6: hurt}))
    assert found.referral is Referral.PHYSIO
    assert (found.rung, codes(found) & {"PERSISTENT_PAIN_PHYSIO"}) == (Rung.RUN, {"PERSISTENT_PAIN_PHYSIO"})
    assert answer(steady(dict.fromkeys(range(1, 8), ZERO), {4: hurt, 6: hurt})).referral is Referral.NONE
    clean = Done(kind="run", km=8.0, pain=())
    assert answer(steady({}, {2: clean, 4: hurt, 6: hurt, 8: hurt})).referral is Referral.NONE


def test_nothing_said_is_asked_and_not_assumed() -> None:
    found = scenario(None, EASY, Facts())
    assert (found.pain, found.flags, found.flags_said) == (None, frozenset(), False)
    assert "MISSING_PAIN" in codes(answer(steady({}), None))
    assert scenario(Morning(pain=()), EASY, Facts()).flags_said is False
    assert scenario(Morning(flags=()), EASY, Facts()).flags_said is False
    assert scenario(ZERO, EASY, Facts()).flags_said is True


def test_the_id_and_the_other_facts_go_through() -> None:
    known = Facts(person=Person(age=40.0), open=(Matter(name="fever", since=ago(1)),))
    found = scenario(ZERO, EASY, known, id="V01")
    assert (found.id, found.person.age, found.flags, found.plan) == ("V01", 40.0, frozenset({"fever"}), EASY[0])


def test_a_fever_closed_now_is_at_least_its_first_day_without() -> None:
    known = Facts(open=(Matter(name="fever", since=ago(1)),))
    assert scenario(closing("fever", "gone"), EASY, known).history.days_since_fever_free == 0.0


REST, CROSS = Planned(kind="rest"), Planned(kind="cross", minutes=40)


def test_the_plan_is_the_longest_run_else_the_first_session() -> None:
    short, long = Planned(kind="easy", km=5.0, terrain="road"), Planned(kind="easy", km=9.0, shoe="a")
    assert the_plan(()) is None
    assert the_plan((CROSS, REST)) is CROSS
    assert the_plan((CROSS, short)) is short
    assert the_plan((Planned(km=5.0), CROSS)) == Planned(km=5.0)
    assert the_plan((short, long)) == replace(long, terrain="road")
    assert the_plan((long, short)) == replace(long, terrain="road")
    hour = Planned(kind="easy", minutes=60.0)
    assert the_plan((long, hour)) == replace(hour, shoe="a")  # 10 km at 6:00
    assert the_plan((long, hour), pace=7.0) == long


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (("easy", "intervals"), "intervals"),
        (("tempo", "easy"), "tempo"),
        (("tempo", "hills"), "hills"),
        (("race", "hills"), "race"),
        (("long", "easy"), "long"),
        ((None, "easy"), None),
    ],
)
def test_hard_if_any_run_is_hard(kinds: tuple[str | None, str], kind: str | None) -> None:
    first, second = kinds
    plan = the_plan((Planned(kind=first, km=9.0), Planned(kind=second, km=5.0)))
    assert plan is not None
    assert (plan.kind, plan.km) == (kind, 9.0)


def test_the_steepest_and_fastest_of_several_runs_counts() -> None:
    flat, steep = Planned(km=10.0, climb_m=50), Planned(km=4.0, climb_m=100, faster_than_usual=True)
    plan = the_plan((flat, steep))
    assert plan is not None
    assert (plan.km, plan.climb_m_per_km, plan.faster_than_usual) == (10.0, 25.0, True)
    plan = the_plan((Planned(km=10.0, climb_m=500), steep))
    assert plan is not None
    assert (plan.climb_m, plan.climb_m_per_km) == (500, None)


def test_a_little_climb_counts_too_and_a_run_of_no_said_length_tells_no_steepness() -> None:
    """The flattest run decides nothing; 50 m over nobody knows how far are no metres per kilometre."""
    plan = the_plan((Planned(km=10.0), Planned(km=4.0, climb_m=2)))
    assert plan is not None and plan.climb_m_per_km == 0.5
    plan = the_plan((Planned(km=10.0, climb_m=50), Planned(kind="easy", climb_m=50)))
    assert plan is not None and (plan.climb_m, plan.climb_m_per_km) == (50, None)


def test_the_shortest_run_that_was_said_is_longer_than_one_of_no_said_length() -> None:
    plan = the_plan((Planned(kind="tempo"), Planned(kind="easy", km=0.1)))
    assert plan is not None and (plan.kind, plan.km) == ("tempo", 0.1)


@pytest.mark.parametrize(
    ("known", "clear", "masked"),
    [
        ({}, [], []),
        ({"yesterday": 0, "day_before": 0}, [], []),
        ({"yesterday": 4}, [], [(0, 4)]),
        ({"day_before": 3}, [], [(0, 3)]),
        ({"painful_run_streak": 2}, [(0, None)], [(0, None)]),
        ({"weeks_rising": 1, "yesterday": 2}, [(0, 2)], [(0, 2)]),
    ],
)
def test_a_place_that_was_not_said_comes_back_for_what_lasts_or_under_a_painkiller(
    known: dict[str, int], clear: list[tuple[int, int | None]], masked: list[tuple[int, int | None]]
) -> None:
    """Yesterday's score alone is no pain of this morning: only a painkiller may have hidden it."""
    record = Facts(pain=(PainFacts(site="calf", side="left", **known),))
    for flags, places in (((), clear), (("painkiller_6h",), masked)):
        found = scenario(replace(ZERO, flags=flags), EASY, record).pain or ()
        assert [(p.score, p.yesterday) for p in found] == places, flags


@pytest.mark.parametrize(
    ("left", "right", "worse"),
    [(True, None, True), (True, False, True), (False, None, False), (None, None, None), (False, False, False)],
)
def test_a_pain_of_no_said_side_is_worse_if_it_is_on_either(
    left: bool | None, right: bool | None, worse: bool | None
) -> None:
    """And no worse if one side is known to be; a side of which nothing is known takes nothing away."""
    sides = ("left", left), ("right", right)
    known = Facts(pain=tuple(PainFacts(site="knee_front", side=side, worse_next_morning=w) for side, w in sides))
    (found,) = scenario(replace(ZERO, pain=(replace(KNEE, side=None),)), EASY, known).pain or ()
    assert found.worse_next_morning is worse
