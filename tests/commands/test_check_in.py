"""`planner check-in` with real files: what is said, what is saved, what stays open, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from daily import RATED, WELL, Runner, runner
from faces import TODAY

from planner.core.days import Closed, Pain, Planned
from planner.core.record import Chosen
from planner.core.sites import FLAGS
from planner.core.verdict import Rung

YESTERDAY = TODAY - timedelta(days=1)
EVE = f"{YESTERDAY}T06:41:00+01:00"


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    return runner(tmp_path / "home")


def test_an_ordinary_morning(me: Runner) -> None:
    ended = me("check-in", *WELL)
    assert (ended.code, ended.err) == (0, "")
    assert "RUN (+)  8 km, easy\n" in ended.out
    assert ended.out.rstrip().endswith(f"Saved in {me.file()}")
    day = me.day()
    assert day.morning is not None
    assert (day.morning.sleep_h, day.morning.fatigue, day.morning.pain, day.morning.flags) == (7.5, 2, (), ())
    assert str(day.morning.at) == "2026-11-23 06:41:00+01:00"
    assert day.planned == (Planned(kind="easy", km=8.0, terrain="road"),)
    assert day.advice is not None
    assert day.advice.rung is Rung.RUN
    assert day.chosen is not None
    assert (day.chosen.by, day.chosen.km) == ("advice", 8.0), "the advice is the plan: nothing is to be chosen"
    assert day.chosen.warm_up


def test_what_is_not_given_is_not_said(me: Runner) -> None:
    assert me("check-in", "--sleep", "6").code == 0
    assert set(me.table()["morning"]) == {"at", "sleep_h"}
    day = me.day()
    assert day.advice is not None
    assert day.advice.rung is Rung.MODIFIED_RUN
    assert "MISSING_PAIN" in day.advice.warnings


@pytest.mark.parametrize(
    ("options", "pain", "flags"),
    [
        ("--none", (), ()),
        ("--none --flag runny_nose", (), ("runny_nose",)),
        ("--flag runny_nose", None, ("runny_nose",)),
        ("--pain calf:1", (Pain(site="calf", score=1),), ()),
        ("--pain calf:1:l --flag runny_nose", (Pain(site="calf", score=1, side="left"),), ("runny_nose",)),
        ("--pain other:jaw:2:both", (Pain(site="other:jaw", score=2, side="both"),), ()),
        ("--note hello", None, None),
    ],
)
def test_what_each_of_the_three_leaves_unsaid(me: Runner, options: str, pain: object, flags: object) -> None:
    assert me("check-in", *options.split()).code == 0
    morning = me.day().morning
    assert morning is not None
    assert (morning.pain, morning.flags) == (pain, flags)


@pytest.mark.parametrize(("said", "hours"), [("7.5", 7.5), ("7,5", 7.5), ("7:30", 7.5), ("7h15", 7.25), ("0", 0.0)])
def test_hours_of_sleep(me: Runner, said: str, hours: float) -> None:
    assert me("check-in", "--sleep", said).code == 0
    assert me.table()["morning"]["sleep_h"] == hours


BAD = {
    "sleep": ("--sleep 25", "--sleep: 25 is out of range; write 0 to 24 hours"),
    "no number": ("--sleep nan", "is no number"),
    "rating 8": ("--fatigue 8", "--fatigue: 8 is out of range; write 1 to 7 (7 worst)"),
    "rating 2.5": ("--stress 2.5", "is no whole number"),
    "pain 11": ("--pain calf:11", "--pain: 11 is out of range; write 0 to 10 (0 none, 10 worst)"),
    "site": ("--pain knee_fornt:3", "Did you mean 'knee_front'?"),
    "a site that looks like one": ("--pain other:groins:3", "write groin"),
    "side": ("--pain calf:3:up", "write left, right, both"),
    "no score": ("--pain calf", "write SITE:SCORE or SITE:SCORE:SIDE"),
    "twice": ("--pain calf:3 --pain calf:2", "is given twice with different scores"),
    "flag": ("--flag feever", "did you mean fever?"),
    "flag twice": ("--flag fever --flag fever", "is given twice"),
    "30 February": ("--date 2026-02-30 --none", "2026-02-30 does not exist: February 2026 has 28 days"),
    "month 13": ("--date 2026-13-01 --none", "there is no month 13"),
    "a local date": ("--date 23.11.2026 --none", "write year-month-day"),
    "an odd ISO date": ("--date 2026-W48-1 --none", "write year-month-day"),
    "tomorrow": ("--date 2026-11-24 --none", "is in the future"),
    "year 1": ("--date 0001-01-01 --none", "is before 1900"),
    "run": ("--run esy --none", "'esy' is not understood; write easy"),
    "shoe": ("--run 5km\u00a0shoe:pegasus --none", "write shoe:pegasus-41"),
    "not open": ("--gone fever", '--gone: "fever" is not open; nothing is open: leave it out'),
}


@pytest.mark.parametrize(("options", "said"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_named_and_nothing_is_saved(me: Runner, options: str, said: str) -> None:
    ended = me("check-in", *(word.replace("\u00a0", " ") for word in options.split(" ")))
    assert ended.code == 1
    assert said in ended.err
    assert ended.out == ""
    assert not me.file().exists()


def test_every_mistake_is_told_at_once(me: Runner) -> None:
    ended = me("check-in", "--sleep", "25", "--fatigue", "9", "--pain", "calf:11", "--flag", "x", "--date", "1")
    assert [line.split(":")[0] for line in ended.err.splitlines()] == [
        "--date",
        "--pain",
        "--flag",
        "--sleep",
        "--fatigue",
    ]


@pytest.mark.parametrize("options", ["--none --pain calf:2", "--take --keep x --none", "", "--run 5km", "--none extra"])
def test_wrong_use(me: Runner, options: str) -> None:
    ended = me("check-in", *options.split())
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("planner check-in: ")
    assert not me.file().exists()


# What is open stays open: issue 2, point 9.


@pytest.mark.parametrize("raised", [["fever"], ["chest_pain"], ["locked_knee"], ["fever", "chest_pain", "locked_knee"]])
def test_a_flag_of_yesterday_and_none_today_is_never_a_run(me: Runner, raised: list[str]) -> None:
    flags = [word for flag in raised for word in ("--flag", flag)]
    assert me("check-in", *WELL, *flags, now=EVE).code == 0
    ended = me("check-in", *WELL)
    day = me.day()
    assert day.advice is not None
    assert day.advice.rung is Rung.REST
    assert day.chosen is None
    for flag in raised:
        assert f"Open since {YESTERDAY}: {FLAGS[flag]}. It stays open until a check-in says --gone {flag}" in ended.out


def test_one_spot_on_the_shin_yesterday_and_none_today_is_never_a_run(me: Runner) -> None:
    assert me("check-in", *RATED, "--pain", "shin_focal:3:left", now=EVE).code == 0
    ended = me("check-in", *WELL)
    day = me.day()
    assert day.advice is not None
    assert day.advice.rung is Rung.CROSS_TRAIN
    assert "--cleared bone:shin_focal:left" in ended.out


def test_a_painkiller_today_and_four_yesterday_counts_as_four(me: Runner) -> None:
    assert me("check-in", *RATED, "--pain", "knee_front:4:left", now=EVE).code == 0
    ended = me("check-in", *WELL, "--flag", "painkiller_6h")
    day = me.day()
    assert day.advice is not None
    assert day.advice.rung is Rung.CROSS_TRAIN
    assert "your left knee (front) 4/10" in ended.out
    assert me("check-in", *WELL).code == 0
    advice = me.day().advice
    assert advice is not None
    assert advice.rung is Rung.RUN, "without the painkiller a 0 is a 0"


def test_what_was_said_after_a_run_is_open_too(me: Runner) -> None:
    assert me("done", "--as-planned", "--flag", "dark_urine", "--date", str(YESTERDAY)).code == 0
    me("check-in", *WELL)
    advice = me.day().advice
    assert advice is not None
    assert advice.rung is Rung.REST


def test_closing_what_is_open(me: Runner) -> None:
    me("check-in", *RATED, "--flag", "fever", "--pain", "shin_focal:3:left", "--pain", "groin:1", now=EVE)
    ended = me("check-in", *WELL, "--gone", "bone:groin")
    assert ended.code == 1
    assert "is not gone by itself; write --cleared bone:groin" in ended.err
    ended = me("check-in", *WELL, "--cleared", "bone")
    assert "may be any of bone:groin, bone:shin_focal:left" in ended.err
    ended = me("check-in", *WELL, "--gone", "chest_pain")
    assert "open are" in ended.err
    assert "--gone: 2026-11-24 is in the future" in me("check-in", *WELL, "--gone", "fever:2026-11-24").err
    assert not me.file().exists()
    said = ["--gone", f"fever:{YESTERDAY}", "--cleared", "bone:shin_focal:left", "--cleared", "bone:groin"]
    ended = me("check-in", *WELL, *said)
    assert ended.code == 0
    assert "Open since" not in ended.out
    day = me.day()
    assert day.morning is not None
    assert day.advice is not None
    assert day.morning.closed == (
        Closed(matter="fever", how="gone", on=YESTERDAY),
        Closed(matter="bone", site="shin_focal", side="left", how="cleared", on=TODAY),
        Closed(matter="bone", site="groin", how="cleared", on=TODAY),
    )
    assert day.advice.rung is Rung.MODIFIED_RUN, "a day without fever, and back from a bone suspicion"


# Choosing.

KNEE = (*RATED, "--pain", "knee_front:3:left")


def test_an_offer_stands_until_it_is_chosen(me: Runner) -> None:
    ended = me("check-in", *KNEE)
    assert "To choose: check in again with --take for 5.6 km easy road, or --keep WHY for 8 km easy road." in ended.out
    assert me.day().chosen is None
    assert me("check-in", *KNEE, "--take").code == 0
    chosen = me.day().chosen
    assert chosen is not None
    assert (chosen.by, chosen.km, chosen.why) == ("advice", 5.6, None)
    assert "heel-slides" in chosen.warm_up, "the steps that were shown"
    assert me("check-in", *KNEE, "--keep", "only stiff").code == 0
    chosen = me.day().chosen
    assert chosen is not None
    assert (chosen.by, chosen.km, chosen.why) == ("own", 8.0, "only stiff")


def test_keeping_with_pain_wants_a_reason_and_loses_no_answer(me: Runner) -> None:
    ended = me("check-in", *KNEE, "--keep")
    assert ended.code == 1
    assert "wants a reason" in ended.err
    assert me.day().morning is not None
    assert me.day().chosen is None


def test_keeping_a_plan_that_is_only_too_long_wants_none(me: Runner) -> None:
    assert me("check-in", *WELL, "--run", "14 km", "--keep").code == 0
    assert me.day().chosen == Chosen(
        by="own",
        kind="easy",
        km=14.0,
        warm_up=me.day().chosen.warm_up,
        cool_down=me.day().chosen.cool_down,  # type: ignore[union-attr]  # it is there
    )


def test_taking_without_a_plan_is_told_and_the_morning_saved(tmp_path: Path) -> None:
    me = runner(tmp_path / "home", week={}, past=2)
    ended = me("check-in", *WELL, "--take")
    assert ended.code == 1
    assert "no run is planned" in ended.err
    assert me.day().morning is not None
    assert me.day().chosen is None


def test_where_the_advice_is_the_plan_keeping_it_is_the_advice(me: Runner) -> None:
    assert me("check-in", *WELL, "--keep", "I say so").code == 0
    chosen = me.day().chosen
    assert chosen is not None
    assert (chosen.by, chosen.why) == ("advice", None)


# A second check-in, another date.


def test_a_second_check_in_replaces_the_morning_and_keeps_the_rest(me: Runner) -> None:
    me("check-in", *KNEE, "--run", "6 km easy trail", "--take", "--note", "stiff")
    me("done", "--run", "5 km")
    before = me.day()
    assert me("check-in", "--sleep", "8", "--none", now="2026-11-23T09:00:00+01:00").code == 0
    day = me.day()
    assert day.morning is not None
    assert before.morning is not None
    assert (day.morning.sleep_h, day.morning.fatigue, day.morning.note) == (8.0, None, None)
    assert day.morning.at == before.morning.at, "when it was first said"
    assert (day.planned, day.done) == (before.planned, before.done)
    assert day.chosen is not None
    assert day.chosen.km == 6.0
    me("check-in", "--sleep", "8", "--none", "--run", "rest")
    assert me.day().planned == (Planned(kind="rest"),)


def test_comments_and_keys_of_ones_own_stay(me: Runner) -> None:
    me("check-in", *WELL)
    text = me.file().read_text().replace("[morning]", "# mine\n[morning]\nmood = 3", 1)
    me.file().write_text(text)
    assert me("check-in", "--sleep", "6", "--none").code == 0
    assert "# mine" in me.file().read_text()
    assert "mood = 3" in me.file().read_text()


def test_a_past_date_is_marked_as_entered_later(me: Runner) -> None:
    on = date(2026, 10, 1)
    assert me("check-in", *WELL, "--date", str(on)).code == 0
    assert me.table(on)["morning"]["entered_later"] is True
    assert me("check-in", *WELL).code == 0
    assert "entered_later" not in me.table()["morning"]


def test_an_evening_is_late(me: Runner) -> None:
    me("check-in", *WELL, now="2026-11-23T18:30:00+01:00")
    assert me.table()["morning"]["late"] is True


def test_before_the_day_starts_it_is_still_yesterday(me: Runner) -> None:
    assert me("check-in", *WELL, now="2026-11-24T03:59:00+01:00").code == 0
    assert me.file(TODAY).exists()


def test_the_first_day_says_that_this_is_education(tmp_path: Path) -> None:
    new = runner(tmp_path / "home", past=0)
    assert "not medical advice" in new("check-in", *WELL).out
    me = runner(tmp_path / "other")
    assert "not medical advice" not in me("check-in", *WELL).out


def test_no_plan_is_kept_with_an_emergency_sign(me: Runner) -> None:
    ended = me("check-in", "--sleep", "7", "--flag", "chest_pain", "--run", "8 km", "--keep", "feels fine")
    assert ended.code == 1
    assert "not with an emergency sign" in ended.err
    assert me.day().chosen is None
