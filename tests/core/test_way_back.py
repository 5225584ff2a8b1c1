"""The way back on a morning: what is proposed when, how outings move a stage, and what being away plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.core import way_back
from planner.core.answer import Context
from planner.core.days import Morning, Pain
from planner.core.facts import History
from planner.core.history import Record
from planner.core.record import Day, Done, DonePain
from planner.core.settings import Away, Back, Profile, Settings
from planner.storage import routines, rulebook
from planner.storage.places import Places

BOOK = routines.load(Places.of({"PLANNER_HOME": "/nonexistent"}))[0]
RULES = rulebook.shipped_rules().book
TODAY = date(2026, 11, 23)
LAYOFF = History(days_since_last_run=12)


def ran(back: int, km: float = 6.0, **more: object) -> Day:
    """A day with a run, so many days ago."""
    on = TODAY - timedelta(days=back)
    return Day(date=on, morning=Morning(pain=(), flags=()), done=(Done(kind="run", km=km, **more),))  # type: ignore[arg-type]  # fields by name


def context(*days: Day, settings: Settings | None = None) -> Context:
    """A record of these days."""
    return Context(record=Record(on=TODAY, days={d.date: d for d in days}, settings=settings or Settings()), book=RULES)


def stand(*days: Day, history: History = LAYOFF, **said: object) -> way_back.WayBack | None:
    """How it stands this morning."""
    settings = replace(Settings(), **said)  # type: ignore[arg-type]  # fields by name
    return way_back.stand(context(*days, settings=settings), BOOK, settings, history)


@pytest.mark.parametrize(
    ("history", "ladder"),
    [
        (History(), None),
        (History(days_since_last_run=5), None),
        (History(days_since_last_run=6), "layoff"),
        (History(days_since_last_run=28), "layoff"),
        (History(days_since_last_run=29), "long_layoff"),
        (History(days_since_last_run=3, days_since_fever_free=2.0), "illness"),
        (History(days_since_last_run=3, days_since_fever_free=7.0), None),
        (History(days_since_last_run=3, bone_injury="cleared"), "bone"),
        (History(days_since_last_run=30, bone_injury="cleared"), "bone"),
        (History(days_since_last_run=5, bone_injury="not_cleared"), None),
    ],
)
def test_what_is_proposed(history: History, ladder: str | None) -> None:
    """The most careful that applies; nothing without a break."""
    found = stand(history=history)
    assert (found.ladder.after if found else None) == ladder
    assert found is None or (not found.taken and "is proposed" in found.words(TODAY) and found.days)


def test_a_share_of_the_longest_run_before_the_break() -> None:
    """In kilometres, dated from today; the declared one where the record says nothing."""
    found = stand(ran(14, 12.0), ran(16, 20.0), ran(60, 42.0))
    assert found is not None and found.days[0].on == TODAY and found.days[0].plan.km == 10.0
    assert {d.stage for d in found.days} == {0, 1}


def test_the_first_day_after_a_fever() -> None:
    """Not on the first day without one."""
    found = stand(history=History(days_since_last_run=4, days_since_fever_free=0.0))
    assert found is not None and found.days[0].on == TODAY + timedelta(days=1)
    assert found.stage(TODAY) is None and "no outing today, the next on 2026-11-24" in found.words(TODAY)


TAKEN = Back(ladder="after-layoff", since=TODAY - timedelta(days=8))


def test_taken_up_it_counts_outings() -> None:
    """Three good ones on the first stage lead to the second; the next is two days after the last."""
    found = stand(ran(20, 12.0), ran(7), ran(5), ran(3), history=History(days_since_last_run=3), back=TAKEN)
    assert found is not None and found.taken and found.standing.stage == 1
    assert found.days[0].on == TODAY and found.days[0].plan.km == 9.0
    found = stand(ran(20, 12.0), ran(1), history=History(days_since_last_run=1), back=TAKEN)
    assert found is not None and found.days[0].on == TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("worse", "state"),
    [
        ({"pain": (DonePain(site="calf", side="left", during=2),)}, "hold"),
        ({"pain": (DonePain(site="calf", side="left", during=0, after=0),)}, "go"),
        ({"flags": ("rapid_swelling",)}, "hold"),
        ({"flags": ("limp_walking",)}, "hold"),
    ],
)
def test_pain_swelling_or_a_limp_hold_the_stage(worse: dict[str, object], state: str) -> None:
    """Said of the run itself."""
    found = stand(ran(3), ran(1, **worse), back=TAKEN)
    assert found is not None and found.standing.state == state


def test_the_next_morning_counts() -> None:
    """Worse than before the run holds it; as bad as before does not; a fever does."""
    for scores, flags, state in (((2, 3), (), "hold"), ((3, 3), (), "go"), ((0, 0), ("fever",), "hold")):
        before, after = ((Pain(site="calf", side="left", score=s),) for s in scores)
        run = replace(ran(2), morning=Morning(pain=before, flags=()))
        later = Day(date=TODAY - timedelta(days=1), morning=Morning(pain=after, flags=flags))
        found = stand(run, later, back=TAKEN)
        assert found is not None and found.standing.state == state, (scores, flags)
    worse = Morning(pain=(Pain(site="calf", score=0, worse_next_morning=True),), flags=())
    found = stand(ran(2), Day(date=TODAY - timedelta(days=1), morning=worse), back=TAKEN)
    assert found is not None and found.standing.state == "hold", "the runner's own word for it"


def test_two_holds_after_a_bone_injury_stop_it() -> None:
    """Then a clinician has to look; nothing is dated."""
    sore = {"pain": (DonePain(site="shin_focal", side="left", after=3),)}
    back = Back(ladder="after-bone", since=TODAY - timedelta(days=8))
    found = stand(ran(5, **sore), ran(3, **sore), back=back, history=History(bone_injury="cleared"))
    assert found is not None and found.standing.state == "stop" and found.days == ()
    assert "see your clinician" in found.words(TODAY)


def test_slower_gives_more_outings_further_apart() -> None:
    """One more on each stage, a day more between."""
    quick = stand(ran(20, 12.0), ran(1), back=TAKEN)
    slow = stand(ran(20, 12.0), ran(1), back=replace(TAKEN, slow=1))
    assert quick is not None and slow is not None
    assert len(slow.days) == len(quick.days) + 2
    assert slow.days[0].on == quick.days[0].on + timedelta(days=1)


def test_stopped_it_is_quiet_for_a_while() -> None:
    """And then a new break is proposed for again; another ladder at once."""
    stopped = replace(TAKEN, stopped=TODAY - timedelta(days=59))
    assert stand(back=stopped) is None
    assert stand(back=replace(stopped, stopped=TODAY - timedelta(days=60))) is not None
    assert stand(back=stopped, history=History(days_since_last_run=40)) is not None


def test_an_unknown_ladder_is_as_none() -> None:
    """A book that lost it; then what is due is proposed."""
    found = stand(back=Back(ladder="gone", since=TODAY))
    assert found is not None and not found.taken


@pytest.mark.parametrize(
    ("since", "until", "away"),
    [(0, None, True), (-3, -1, False), (-3, 0, True), (1, None, False), (0, -1, False)],
)
def test_being_away(since: int, until: int | None, away: bool) -> None:
    """From the first day to the last, both included; nothing is proposed meanwhile."""
    said = Away(
        kind="travel",
        since=TODAY + timedelta(days=since),
        until=None if until is None else TODAY + timedelta(days=until),
    )
    assert way_back.is_away(Settings(away=said), TODAY) is away
    assert (stand(away=said) is None) is away
    assert "rest is planned" in way_back.away_words(said)


def test_after_an_illness_that_was_said_as_one() -> None:
    """The ladder of a fever, for a week after its end."""
    for back, after in ((1, "illness"), (7, "illness"), (8, None)):
        said = Away(kind="illness", since=TODAY - timedelta(days=20), until=TODAY - timedelta(days=back))
        found = stand(history=History(days_since_last_run=4), away=said)
        assert (found.ladder.after if found else None) == after


def test_a_usual_gap_is_no_break() -> None:
    """Whoever runs once a week comes back from nothing each week; from two weeks off everybody does."""
    weekly = History(days_since_last_run=7, usual_gap_days=7.0)
    assert stand(history=weekly) is None
    assert stand(history=replace(weekly, usual_gap_days=6.0)) is not None
    found = stand(history=History(days_since_last_run=14, usual_gap_days=14.0))
    assert found is not None and found.ladder.after == "layoff"


def test_no_outing_on_a_day_without_a_run() -> None:
    """What is proposed or taken waits for the next day; it says so, and loses no outing."""
    settings = replace(Settings(), back=TAKEN)
    days = [ran(8), ran(6)]
    for said in (Settings(), settings):
        with_run = way_back.stand(context(*days, settings=said), BOOK, said, LAYOFF)
        without = way_back.stand(context(*days, settings=said), BOOK, said, LAYOFF, able=False)
        assert with_run is not None and without is not None
        assert with_run.stage(TODAY) is not None and without.stage(TODAY) is None
        assert "no outing today" in without.words(TODAY)
        assert len(without.days) == len(with_run.days) and without.standing == with_run.standing


BREAK = (ran(26, 12.0), ran(24, 8.0), ran(2))
"""A break of 22 days that ended with a run two days ago."""
RAN_TWO_DAYS_AGO = History(days_since_last_run=2)


def test_the_first_run_after_two_weeks_off_is_not_the_end_of_it() -> None:
    """What nobody took up stays proposed, with the runs since then as its outings, until it was run through."""
    found = stand(*BREAK, history=RAN_TWO_DAYS_AGO)
    assert found is not None and not found.taken
    assert (found.ladder.after, found.since) == ("layoff", TODAY - timedelta(days=2))
    assert "is proposed: stage 1 of 2, 1 of 3 outings done: 50% of your longest" in found.words(TODAY)
    stage = found.stage(TODAY)
    assert stage is not None and stage.plan.km == 6.0, "half of the longest before the break"
    through = [ran(26), *(ran(n) for n in (11, 9, 7, 5, 3, 1))]
    assert stand(*through[:-1], history=RAN_TWO_DAYS_AGO) is not None
    assert stand(*through, history=History(days_since_last_run=1)) is None


@pytest.mark.parametrize(
    ("first", "usual", "ladder"),
    [(15, None, None), (16, None, "layoff"), (16, 14.0, None), (16, 13.9, "layoff"), (31, 20.0, "long_layoff")],
)
def test_which_break_goes_on(first: int, usual: float | None, ladder: str | None) -> None:
    """One of 14 days or more, and none that is usual for the runner."""
    found = stand(ran(first), ran(2), history=History(days_since_last_run=2, usual_gap_days=usual))
    assert (found.ladder.after if found else None) == ladder


def test_the_latest_break_counts_and_one_that_was_declined_is_not_said_again() -> None:
    """As any other proposal; and nothing is proposed while the runner is away."""
    found = stand(ran(60), ran(40), ran(20), ran(2), history=RAN_TWO_DAYS_AGO)
    assert found is not None and found.since == TODAY - timedelta(days=2)
    no = Back(ladder=found.ladder.id, since=found.since, stopped=TODAY)
    assert stand(*BREAK, history=RAN_TWO_DAYS_AGO, back=no) is None
    assert stand(*BREAK, history=RAN_TWO_DAYS_AGO, away=Away(kind="travel", since=TODAY)) is None


@pytest.mark.parametrize(
    ("morning", "state"),
    [
        (Morning(pain=(), flags=()), "go"),
        (Morning(pain=(Pain(site="calf", side="left", score=1),), flags=()), "hold"),
        (Morning(pain=(), flags=("recurrent_swelling",)), "hold"),
        (Morning(pain=(), flags=("calf_swelling",)), "hold"),
        (Morning(pain=None, flags=None), "go"),
    ],
)
def test_this_morning_holds_yesterdays_outing(morning: Morning, state: str) -> None:
    """As soon as it is said, and not only on the morning after."""
    settings = replace(Settings(), back=TAKEN)
    found = way_back.stand(context(ran(1), settings=settings), BOOK, settings, LAYOFF, morning=morning)
    assert found is not None and found.standing.state == state


def test_what_was_gone_through_is_said_for_a_week() -> None:
    """Then it is behind the runner, and a new break is a new way back; of a bone the settings are named."""
    went = [ran(n) for n in (27, 25, 23, 21, 19, 17)]
    back = replace(TAKEN, since=TODAY - timedelta(days=28))
    for later, shown in ((0, False), (9, False), (10, True), (16, True)):
        days = [replace(d, date=d.date + timedelta(days=later)) for d in went]
        found = stand(*days, back=replace(back, since=back.since + timedelta(days=later)), history=History())
        assert (found is not None and found.standing.state == "done") is shown
    found = stand(*went, back=back, history=History(days_since_last_run=17))
    assert found is not None and not found.taken and found.since == TODAY
    bone = [ran(60 - 2 * n) for n in range(30)]
    for injury, words in (("cleared", "take Stress fracture out of the settings"), (None, "every stage is done")):
        settings = Settings(
            back=Back(ladder="after-bone", since=TODAY - timedelta(days=61)), person=Profile(bone_injury=injury)
        )
        found = way_back.stand(context(*bone, settings=settings), BOOK, settings, History(bone_injury="cleared"))
        assert found is not None and found.words(TODAY).endswith(words + (" for runs as before" if injury else ""))


def test_a_ladder_that_was_left_is_another_break() -> None:
    """After more than two weeks without an outing it begins anew, by what the break is by now; a stopped one stays."""
    went = [ran(n) for n in (40, 38)]
    back = replace(TAKEN, since=TODAY - timedelta(days=41))
    found = stand(*went, back=back, history=History(days_since_last_run=38))
    assert found is not None and not found.taken and found.ladder.after == "long_layoff"
    found = stand(ran(14), back=replace(TAKEN, since=TODAY - timedelta(days=14)))
    assert found is not None and found.taken, "two weeks to the day are none yet"
    sore = {"pain": (DonePain(site="shin_focal", side="left", after=3),)}
    back = Back(ladder="after-bone", since=TODAY - timedelta(days=40))
    found = stand(ran(38, **sore), ran(36, **sore), back=back, history=History(bone_injury="cleared"))
    assert found is not None and found.standing.state == "stop"


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (Away(kind="illness", since=TODAY), "Illness since 2026-11-23: rest is planned unless you type a run"),
        (Away(kind="travel", since=TODAY), "Travel since 2026-11-23: rest is planned unless you type a run"),
        (
            Away(kind="break", since=TODAY, until=TODAY + timedelta(days=3)),
            "Break since 2026-11-23 until 2026-11-26: rest is planned unless you type a run",
        ),
    ],
)
def test_being_away_in_words(away: Away, words: str) -> None:
    assert way_back.away_words(away) == words


def test_back_again_ends_it_the_day_before() -> None:
    since = TODAY - timedelta(days=1)
    assert way_back.back_again(Away(kind="travel", since=TODAY), TODAY) is None
    assert way_back.back_again(Away(kind="travel", since=TODAY + timedelta(days=1)), TODAY) is None
    ended = way_back.back_again(Away(kind="travel", since=since, until=TODAY + timedelta(days=9)), TODAY)
    assert ended == Away(kind="travel", since=since, until=since)


def test_the_longest_run_of_thirty_days_before_a_break() -> None:
    days = {d.date: d for d in (ran(60, 20.0), ran(59, 9.0), ran(31, 7.0), ran(30, 8.0), ran(2, 30.0))}
    since = TODAY - timedelta(days=10)
    assert way_back.longest_before(days, since) == 9.0, "of the thirty days up to the last run: 59 to 30 days ago"
    assert way_back.longest_before(days, TODAY - timedelta(days=60)) is None
    unsaid = {d.date: d for d in (replace(ran(30), done=(Done(kind="run"), Done(kind="cross", km=50.0))), ran(33, 4.0))}
    assert way_back.longest_before(unsaid, since) == 4.0


@pytest.mark.parametrize(
    ("until", "fever_free", "ladder"),
    [
        (1, None, "after-illness"),
        (7, None, "after-illness"),
        (8, None, None),
        (1, 6.0, "after-illness"),
        (9, 2.0, "after-illness"),
    ],
)
def test_an_illness_said_as_being_away_is_one_for_a_week(
    until: int, fever_free: float | None, ladder: str | None
) -> None:
    away = Away(kind="illness", since=TODAY - timedelta(days=12), until=TODAY - timedelta(days=until))
    found = stand(history=History(days_since_last_run=3, days_since_fever_free=fever_free), away=away)
    assert (found.ladder.id if found else None) == ladder
    travel = replace(away, kind="travel")
    assert (stand(history=History(days_since_last_run=3), away=travel)) is None


def test_what_is_proposed_is_of_no_outing_and_not_slowed_down() -> None:
    found = stand()
    assert found is not None
    assert (found.slow, found.taken, found.said, found.since) == (0, False, False, TODAY)
    assert (found.standing.stage, found.standing.good, found.standing.state) == (0, 0, "go")
    ill = stand(history=History(days_since_last_run=3, days_since_fever_free=0.0))
    assert ill is not None and ill.since == ill.days[0].on == TODAY + timedelta(days=1), "a day without fever first"
    later = stand(history=History(days_since_last_run=3, days_since_fever_free=3.0))
    assert later is not None and later.since == TODAY


@pytest.mark.parametrize(("back", "quiet"), [(364, True), (365, False)])
def test_the_way_back_from_a_bone_is_quiet_for_a_year(back: int, quiet: bool) -> None:
    stopped = Back(ladder="after-bone", since=TODAY - timedelta(days=400), stopped=TODAY - timedelta(days=back))
    assert (stand(history=History(bone_injury="cleared"), back=stopped) is None) is quiet


def test_a_stopped_ladder_says_why_and_dates_nothing() -> None:
    sore = {"pain": (DonePain(site="shin_focal", side="left", after=3),)}
    back = Back(ladder="after-bone", since=TODAY - timedelta(days=8))
    found = stand(ran(5, **sore), ran(3, **sore), back=back, history=History(bone_injury="cleared"))
    assert found is not None
    assert found.words(TODAY) == f"{found.ladder.name}: stopped, more pain twice: see your clinician"


def test_an_old_fever_does_not_shorten_the_wait_after_days_off() -> None:
    """A ladder of one's own that waits three days waits them from this morning on, whenever the last fever was."""
    waits = replace(BOOK.ladders["after-layoff"], first_day=3)
    book = replace(BOOK, ladders={**BOOK.ladders, "after-layoff": waits})
    history = replace(LAYOFF, days_since_fever_free=9.0)
    found = way_back.stand(context(), book, Settings(), history)
    assert found is not None and found.since == TODAY + timedelta(days=3)


def test_a_way_back_is_slowed_down_by_three_outings_at_most() -> None:
    assert way_back.SLOWEST == 3
