"""`planner done` with real files: what is saved, what the evening says, what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from daily import RATED, WELL, Runner, runner
from faces import TODAY

from planner.core.record import Done, DonePain

EVENING = "2026-11-23T18:02:00+01:00"


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    return runner(tmp_path / "home")


def done(me: Runner, on: date = TODAY) -> list[dict[str, Any]]:
    """What the file holds as done, without its time."""
    return [{k: v for k, v in row.items() if k != "at"} for row in me.table(on)["done"]]


def test_as_planned_is_the_plan_of_the_week(me: Runner) -> None:
    ended = me("done", "--as-planned", "--effort", "3", "--none", now=EVENING)
    assert (ended.code, ended.err) == (0, "")
    assert "Done: 8 km easy road, effort 3\n" in ended.out
    row = {"kind": "run", "session": "easy", "km": 8.0, "terrain": "road", "effort": 3, "pain": [], "flags": []}
    assert done(me) == [row]
    assert str(me.table()["done"][0]["at"]) == "2026-11-23 18:02:00+01:00"
    assert me.table()["planned"] == [{"kind": "easy", "km": 8.0, "terrain": "road"}]


def test_as_planned_is_what_was_chosen(me: Runner) -> None:
    me("check-in", *RATED, "--pain", "knee_front:3:left", "--take")
    me("done", "--as-planned")
    assert done(me) == [{"kind": "run", "session": "easy", "km": 5.6, "terrain": "road"}]
    me("check-in", *RATED, "--pain", "knee_front:6:left", "--take")
    me("done", "--as-planned", "--replace")
    assert done(me) == [{"kind": "rest"}]


def test_as_planned_with_two_sessions(me: Runner) -> None:
    me("check-in", *WELL, "--run", "8 km easy 5:30/km + strength")
    me("done", "--as-planned", "--effort", "4", "--shoe", "ghost-16")
    run, strength = done(me)
    assert run == {"kind": "run", "session": "easy", "km": 8.0, "minutes": 44.0, "shoe": "ghost-16", "effort": 4}
    assert strength == {"kind": "strength"}


def test_as_planned_without_a_plan(me: Runner) -> None:
    ended = me("done", "--as-planned", "--date", "2026-10-01")
    assert ended.code == 1
    assert "nothing was planned for 2026-10-01; write --run TEXT" in ended.err
    assert not me.file(date(2026, 10, 1)).exists()


@pytest.mark.parametrize(
    ("options", "row"),
    [
        (["--run", "7.9 km 46:30 min easy road +55m"],
         {"kind": "run", "session": "easy", "km": 7.9, "minutes": 46.5, "climb_m": 55, "terrain": "road"}),
        (["--run", "7.9 km", "--minutes", "46.5"], {"kind": "run", "session": "easy", "km": 7.9, "minutes": 46.5}),
        (["--run", "10 km tempo", "--minutes", "1:00h"],
         {"kind": "run", "session": "tempo", "km": 10.0, "minutes": 60.0}),
        (["--run", "5 mi"], {"kind": "run", "session": "easy", "km": 8.047}),
        (["--run", "cross 40 min"], {"kind": "cross", "minutes": 40.0}),
        (["--cross", "40"], {"kind": "cross", "minutes": 40.0}),
        (["--strength", "--minutes", "25", "--effort", "6"], {"kind": "strength", "minutes": 25.0, "effort": 6}),
        (["--rest", "--note", "tired"], {"kind": "rest", "note": "tired"}),
        (["--run", "5 km", "--pain", "knee_front:2:1:left", "--pain", "calf::1"],
         {"kind": "run", "session": "easy", "km": 5.0, "flags": [],
          "pain": [{"site": "knee_front", "side": "left", "during": 2, "after": 1}, {"site": "calf", "after": 1}]}),
        (["--run", "5 km", "--flag", "painkiller_6h"],
         {"kind": "run", "session": "easy", "km": 5.0, "flags": ["painkiller_6h"]}),
        (["--run", "5 km", "--shoe", "pegasus-41"],
         {"kind": "run", "session": "easy", "km": 5.0, "shoe": "pegasus-41"}),
        (["--run", "5 km shoe:pegasus-41"], {"kind": "run", "session": "easy", "km": 5.0, "shoe": "pegasus-41"}),
    ],
)  # fmt: skip  # one command line and its row
def test_what_is_told_is_what_is_saved(me: Runner, options: list[str], row: dict[str, Any]) -> None:
    ended = me("done", *options)
    assert ended.code == 0, ended.err
    assert done(me) == [row]


def test_it_is_added_and_with_replace_put_in_place(me: Runner) -> None:
    me("done", "--run", "5 km")
    ended = me("done", "--strength")
    assert "It stands beside what was done before (2 in all)" in ended.out
    assert [row["kind"] for row in done(me)] == ["run", "strength"]
    me("done", "--rest", "--replace")
    assert [row["kind"] for row in done(me)] == ["rest"]


def test_the_check_in_stays_byte_for_byte(me: Runner) -> None:
    me("check-in", *WELL)
    before = me.file().read_text()
    me("done", "--run", "5 km")
    assert me.file().read_text().startswith(before)


def test_a_past_day_has_no_time(me: Runner) -> None:
    on = date(2026, 10, 1)
    me("done", "--run", "5 km", "--date", str(on))
    assert "at" not in me.table(on)["done"][0]


BAD = {
    "effort": ("--rest --effort 11", "--effort: 11 is out of range; write 0 to 10 (10 hardest)"),
    "pain": ("--rest --pain calf:3", "write SITE:DURING:AFTER or SITE:DURING:AFTER:SIDE"),
    "pain 11": ("--rest --pain calf:11:0", "--pain: 11 is out of range"),
    "no score": ("--rest --pain calf::", "is no pain of a run"),
    "site": ("--rest --pain clf:1:0", "Did you mean 'calf'?"),
    "twice": ("--rest --pain calf:1:0 --pain calf:2:0", "given twice with different scores"),
    "flag": ("--rest --flag limp_waking", "did you mean limp_walking?"),
    "shoe": ("--rest --shoe pegasus", "is not one of your shoes; did you mean pegasus-41?"),
    "minutes": ("--strength --minutes soon", "is not understood"),
    "cross": ("--cross 9999", "--cross: 9999 is out of range; write 0 to 2880 minutes"),
    "time twice": ("--run 45min --minutes 40", "the time stands in --run already"),
    "pair twice": ("--run 5km~shoe:ghost-16 --shoe pegasus-41", "the pair stands in --run already"),
    "run": ("--run 5kmm", "has a unit that is not known"),
    "future": ("--rest --date 2026-11-24", "is in the future"),
    "30 February": ("--rest --date 2026-02-30", "does not exist"),
}


@pytest.mark.parametrize(("options", "said"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_named_and_nothing_is_saved(me: Runner, options: str, said: str) -> None:
    ended = me("done", *(word.replace("~", " ") for word in options.split()))
    assert ended.code == 1
    assert said in ended.err
    assert ended.out == ""
    assert not me.file().exists()


@pytest.mark.parametrize(
    "options",
    [
        "",
        "--rest --strength",
        "--as-planned --run 5km",
        "--none --rest --pain calf:1:1",
        "--rest --minutes 5",
        "--cross",
    ],
)
def test_wrong_use(me: Runner, options: str) -> None:
    ended = me("done", *options.split())
    assert (ended.code, ended.out) == (2, "")
    assert not me.file().exists()


def test_any_pair_may_be_named_without_a_file_of_them(tmp_path: Path) -> None:
    me = runner(tmp_path / "home", shoes=(), past=0)
    assert me("done", "--run", "5 km", "--shoe", "anything").code == 0
    assert me("done", "--run", "5 km shoe:anything").code == 0


def test_a_pain_above_its_stop_level_is_answered(me: Runner) -> None:
    ended = me("done", "--as-planned", "--pain", "knee_front:5:2:left")
    assert ended.code == 0
    assert "Your left knee (front) 5/10 during: a run there stops above 4." in ended.out
    assert "Tomorrow: cross-train at most if it is as it was today, run if nothing hurts by then." in ended.out
    assert "not medical advice" in ended.out
    assert "stops above" not in me("done", "--as-planned", "--replace", "--pain", "knee_front:4:2:left").out


def test_a_red_flag_is_answered_and_stays_open(me: Runner) -> None:
    ended = me("done", "--as-planned", "--flag", "chest_pain")
    assert "\nCall the emergency number now.\n" in ended.out
    assert "Tomorrow: rest." in ended.out
    tomorrow = TODAY + timedelta(days=1)
    ended = me("check-in", *WELL, now=f"{tomorrow}T06:41:00+01:00")
    assert ended.out.splitlines()[1].startswith("REST")
    assert f"Open since {TODAY}: chest pain or pressure" in ended.out


def test_a_limp_is_answered(me: Runner) -> None:
    ended = me("done", "--rest", "--flag", "limp_walking")
    assert "No more running or jumping today" in ended.out
    assert "See a doctor or physiotherapist within days." in ended.out


def test_an_ordinary_evening_says_what_tomorrow_allows(me: Runner) -> None:
    ended = me("done", "--run", "13 km", "--shoe", "pegasus-41")
    assert "Tomorrow: a run of up to 14.3 km, since 13 km is your longest then" in ended.out
    assert "another pair than Pegasus 41" in ended.out


def test_done_is_read_back_as_it_was_told(me: Runner) -> None:
    me("done", "--run", "7.9 km 46.5 min easy", "--effort", "3", "--pain", "knee_front:2:1:left")
    pain = (DonePain(site="knee_front", side="left", during=2, after=1),)
    found = me.day().done[0]
    assert found == Done(at=found.at, kind="run", session="easy", km=7.9, minutes=46.5, effort=3, pain=pain, flags=())
