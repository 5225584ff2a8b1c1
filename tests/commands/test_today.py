"""`planner today`: every state of a day as text and as JSON, and the memory that makes it fast and must never lie."""

from __future__ import annotations

import json
import os
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from daily import RATED, WELL, Runner, runner
from faces import NOW, TODAY

from planner.commands.io import safe
from planner.storage import said

KEYS = (
    "date rung referral km minutes pain_stop reasons warnings warm_up cool_down strength cross_train shoe tomorrow "
    "chosen"
).split()


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    return runner(tmp_path / "home")


def as_json(me: Runner, **more: str) -> dict[str, Any]:
    ended = me("today", "--json", **more)
    assert (ended.code, ended.err) == (0, "")
    value = json.loads(ended.out)
    assert list(value) == KEYS
    assert isinstance(value, dict)
    return value


def test_before_the_check_in_it_is_the_plan(me: Runner) -> None:
    value = as_json(me)
    assert (value["date"], value["rung"], value["referral"], value["chosen"]) == ("2026-11-23", None, None, None)
    assert (value["km"], value["minutes"]) == (8.0, None)
    ended = me("today")
    assert ended.code == 0
    assert "Plan: 8 km easy road\n" in ended.out
    assert "Not checked in yet" in ended.out
    assert not me.file().exists(), "it writes no day"


def test_nobody_at_all(tmp_path: Path) -> None:
    """No home: nothing is made but the cache, and nothing is said wrong."""
    home = Runner(tmp_path / "none")
    assert as_json(home)["km"] is None
    assert "no run is planned" in home("today").out


def test_a_run_as_planned(me: Runner) -> None:
    me("check-in", *WELL)
    value = as_json(me)
    assert (value["rung"], value["referral"], value["km"], value["pain_stop"]) == ("run", "none", 8.0, None)
    assert value["chosen"]["by"] == "advice"
    assert [step["id"] for step in value["warm_up"]] == value["chosen"]["warm_up"]
    assert value["shoe"]["id"] == "pegasus-41"
    assert value["cross_train"] == []
    assert value["tomorrow"].startswith("a run of up to 13.2 km")


def test_an_offer_then_what_was_chosen(me: Runner) -> None:
    knee = [*RATED, "--pain", "knee_front:3:left"]
    me("check-in", *knee)
    value = as_json(me)
    assert (value["rung"], value["km"], value["pain_stop"], value["chosen"]) == ("modified_run", 5.6, 4, None)
    assert [r["rule"] for r in value["reasons"]][:2] == ["pain-joint", "pain-stop"]
    assert value["warnings"] == sorted(value["warnings"])
    assert "To choose: " in me("today").out
    me("check-in", *knee, "--keep", "stiff")
    value = as_json(me)
    assert (value["km"], value["chosen"]["by"], value["chosen"]["why"]) == (8.0, "own", "stiff")
    assert "Chosen: 8 km easy, your own plan: stiff\n" in me("today").out


def test_cross_training_and_rest(me: Runner) -> None:
    me("check-in", *RATED, "--pain", "knee_front:4:left")
    value = as_json(me)
    assert (value["rung"], value["km"], value["shoe"]) == ("cross_train", None, None)
    assert len(value["cross_train"]) >= 3
    me("check-in", *WELL, "--flag", "fever")
    value = as_json(me)
    assert (value["rung"], value["km"], value["warm_up"], value["strength"]) == ("rest", None, [], [])


def test_what_was_done_is_shown(me: Runner) -> None:
    me("check-in", *WELL)
    me("done", "--as-planned", "--effort", "3")
    assert "Done: 8 km easy road, effort 3\n" in me("today").out


def test_a_stored_verdict_does_not_change_with_the_rules(me: Runner) -> None:
    me("check-in", *RATED, "--pain", "knee_front:3:left")
    (me.home / "rules.toml").write_text("format = 1\n[pain-joint]\ncross_at = 3\n")
    assert as_json(me)["rung"] == "modified_run"


def test_wrong_use(me: Runner) -> None:
    assert me("today", "--jsn").code == 2
    assert me("today", "now").code == 2


def test_broken_settings_are_told_each_time(me: Runner) -> None:
    (me.home / "settings.toml").write_text("format = 1\nunits = 3\n")
    for _ in range(2):
        assert "settings.toml:2: units" in me("today").err
    assert not (me.home / "cache" / "today").exists()


# What is kept for the next time.


@pytest.fixture(autouse=True)
def _trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are made and looked at within two seconds here; that these are not trusted has its own test."""
    monkeypatch.setattr(said, "YOUNG", 0)


def kept(me: Runner) -> bool:
    return said.recall({"PLANNER_HOME": str(me.home), "PLANNER_NOW": NOW}) is not None


def test_the_second_time_it_is_remembered_and_the_same(me: Runner) -> None:
    me("check-in", *WELL)
    first = [me("today").out, me("today", "--json").out]
    assert kept(me)
    assert [me("today").out, me("today", "--json").out] == first
    assert (me.home / "cache" / "today").stat().st_mode & 0o777 == 0o600


CHANGES = {
    "the day": lambda me: me("done", "--rest"),
    "settings": lambda me: (me.home / "settings.toml").write_text("format = 1\n"),
    "shoes": lambda me: (me.home / "shoes.toml").unlink(),
    "rules": lambda me: (me.home / "rules.toml").write_text("format = 1\n"),
    "routines": lambda me: (me.home / "routines.toml").write_text("format = 1\n"),
    "yesterday": lambda me: me("done", "--rest", "--date", "2026-11-22"),
    "seventy days ago": lambda me: me("done", "--rest", "--date", str(TODAY - timedelta(days=70))),
    "another year": lambda me: me("done", "--rest", "--date", "2020-01-01"),
    "a day taken away": lambda me: me.file(TODAY - timedelta(days=3)).unlink(),
    "an old mtime": lambda me: os.utime(me.file(TODAY - timedelta(days=3)), ns=(1, 1)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen(me: Runner, change: Any) -> None:
    me("check-in", *WELL)
    me("today")
    assert kept(me)
    change(me)
    assert not kept(me)


def test_another_time_or_place_is_seen(me: Runner) -> None:
    me("today")
    assert kept(me)
    for more in ({"PLANNER_NOW": "2026-11-23T06:42:00+01:00"}, {"TZ": "Asia/Tokyo"}, {"HOME": "/elsewhere"}):
        assert said.recall({"PLANNER_HOME": str(me.home), "PLANNER_NOW": NOW, **more}) is None


def test_by_the_real_clock_it_ends_with_the_day(me: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PLANNER_NOW the memory holds from when it was made until the day ends, at the offset it was made in."""
    from planner.desk import Desk
    from planner.storage.clock import SystemClock

    offset = timezone(timedelta(seconds=time.localtime(1_795_400_000).tm_gmtoff))
    clock = SystemClock({"PLANNER_NOW": datetime(2026, 11, 23, 6, 41, tzinfo=offset).isoformat()})
    desk = Desk({"PLANNER_HOME": str(me.home)}, clock)
    now, ends = desk.now(), desk.now().replace(day=24, hour=4, minute=0)
    environ = {"PLANNER_HOME": str(me.home)}
    said.keep(environ, desk.places, said.look(desk.places, TODAY), ("a", "b"), now, ends)
    for at, there in ((-1, False), (0, True), (21 * 3600, True), (int((ends - now).total_seconds()), False)):
        monkeypatch.setattr(time, "time", lambda at=at: now.timestamp() + at)
        assert (said.recall(environ) == ("a", "b")) is there, at


@pytest.mark.parametrize("damage", ["cut", "turned", "empty", "folder", "nonsense"])
def test_a_broken_memory_costs_time_and_nothing_else(me: Runner, damage: str) -> None:
    first = me("today").out
    file = me.home / "cache" / "today"
    data = file.read_bytes()
    file.unlink()
    if damage == "folder":
        file.mkdir()
    else:
        broken = {"cut": data[:-9], "turned": data[::-1], "empty": b"", "nonsense": b"\xff" * 300}
        file.write_bytes(broken[damage])
    assert me("today").out == first


def test_a_young_file_is_not_trusted(me: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said, "YOUNG", 10**15)
    me("today")
    assert not kept(me)


def test_a_memory_that_somebody_wrote_moves_no_cursor(me: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said, "recall", lambda environ: ("\x1b[2Jgone\nmore", "{}"))
    assert me("today").out == safe("\x1b[2Jgone") + "\nmore\n"


def test_a_home_that_cannot_be_written_to(me: Runner) -> None:
    (me.home / "cache").write_text("in the way")
    assert me("today").code == 0
