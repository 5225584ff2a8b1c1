"""`planner replay`: a year of mornings answered again gives the same answers; other rules and late facts are named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from faces import ZONE, furnish

from planner.core import answer as answers
from planner.core.answer import Context
from planner.core.days import RUN_KINDS, TERRAINS, Closed, Morning, Pain, Planned
from planner.core.history import Record
from planner.core.record import Day, Done
from planner.core.shoes import worn
from planner.core.sites import FLAGS, SITES
from planner.desk import WINDOW
from planner.storage import writing
from planner.storage.shapes import DAY

LAST = date(2026, 11, 22)
Ended = Any


def lived(home: Path, count: int, seed: int = 1) -> None:
    """So many days up to LAST, each answered as the program does it, then done, with every kind of morning.

    They are written without the save protocol, and without reading ten weeks of files for each.
    """
    desk = furnish(home, past=0)
    chance = Random(seed)
    days: dict[date, Day] = {}
    runs: list[date] = []
    for back in range(count - 1, -1, -1):
        on = LAST - timedelta(days=back)
        first = on - timedelta(days=WINDOW)
        sessions = [(d, done) for d, day in days.items() for done in day.done]
        record = Record(
            on=on,
            days={d: day for d, day in days.items() if d >= first},
            last_run_before=max((d for d in runs if d < first), default=None),
            settings=desk.settings,
            worn=worn(sessions, desk.shoes),
            shoes=desk.shoes,
        )
        day = days[on] = _day(Context(record=record, book=desk.book), chance)
        runs += [on] if day.done else []
        path = desk.places.day_file(on)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(writing.text(DAY, day))


def _day(context: Context, chance: Random) -> Day:
    on = context.record.on
    sore = chance.random() < 0.3
    pain = (Pain(site=chance.choice(list(SITES)), side="left", score=chance.randint(1, 6)),) if sore else ()
    flags = (chance.choice(list(FLAGS)),) if chance.random() < 0.05 else ()
    said = chance.random() > 0.05
    open_ = context.answer(None, ()).facts.open
    morning = Morning(
        at=datetime.combine(on, time(6, 30), ZONE),
        sleep_h=chance.choice((4.5, 6.0, 7.25, 8.0)),
        sleep_quality=chance.choice((1, 2, 3, 4, 5, 6)),
        fatigue=chance.randint(1, 6),
        soreness=chance.randint(1, 6),
        stress=chance.randint(1, 6),
        pain=pain if said else None,
        flags=flags if said else None,
        closed=tuple(
            Closed(matter=m.name, site=m.site, side=m.side, how="cleared", on=on)
            for m in open_
            if chance.random() < 0.4
        ),
    )
    km = round(chance.uniform(3, 22), 2)
    run = Planned(
        kind=chance.choice(RUN_KINDS),
        km=km if chance.random() < 0.8 else None,
        minutes=45.0,
        terrain=chance.choice(TERRAINS),
        climb_m=float(chance.randint(0, 300)),
        shoe=chance.choice(("pegasus-41", "ghost-16", None)),
    )
    planned = (run,) if chance.random() < 0.7 else (Planned(kind="rest"),) if chance.random() < 0.8 else ()
    answer = context.answer(morning, planned)
    day = answers.fill(Day(date=on), morning, answer, answers.take(answer))
    at = datetime.combine(on, time(18), ZONE)
    done = Done(kind="run", session="easy", km=km, minutes=km * 6, shoe="ghost-16", terrain="road", pain=(), at=at)
    return replace(day, done=(done,) if chance.random() < 0.6 else ())


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a year of days."""
    home = tmp_path_factory.mktemp("year")
    lived(home, 365)
    return home


@pytest.fixture
def replay(planner: Callable[..., Ended], year: Path) -> Callable[..., Ended]:
    """`planner replay` over the year."""
    return lambda *args, home=year: planner(
        "replay", *args, PLANNER_HOME=str(home), PLANNER_NOW="2026-11-23T07:00:00+01:00"
    )


def test_a_year_answers_itself_again(replay: Callable[..., Ended]) -> None:
    """Every saved day is worked out again from its file alone and gets the same answer."""
    ended = replay()
    assert ended.out == "0 days would be answered otherwise by rules 1, 365 days the same.\n"
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(replay("--json").out) == []


def test_a_year_answers_itself_again_from_the_record(replay: Callable[..., Ended]) -> None:
    """The facts that the record tells today are those that each morning knew then: nothing was entered later."""
    assert replay("--recompute").out == "0 days would be answered otherwise by rules 1, 365 days the same.\n"


def test_other_rules(replay: Callable[..., Ended], tmp_path: Path) -> None:
    """Which days, from what to what, and by which rule; as table and as JSON, with dates cut off on both sides."""
    other = tmp_path / "stricter.toml"
    other.write_text("format = 1\n[spike]\nratio = 1.0\n[readiness]\nquality_at = 4\n")
    since = ("--rules", str(other), "--from", "2026-08-01")
    rows = json.loads(replay(*since, "--json").out)
    assert rows
    assert all(set(row) == {"date", "was", "now", "rules"} for row in rows)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    order = ["rest", "cross_train", "modified_run", "run"]
    assert all(order.index(row["now"]) <= order.index(row["was"]) for row in rows), "stricter is never harder"
    assert any(row["now"] != row["was"] for row in rows)
    assert {rule for row in rows for rule in row["rules"]} >= {"spike", "readiness"}
    table = replay(*since).out.splitlines()
    assert len(table) == len(rows) + 1
    assert all(line.startswith(row["date"]) for line, row in zip(table, rows, strict=False))
    changed = next(row for row in rows if row["was"] != row["now"])
    line = next(line for line in table if line.startswith(changed["date"]))
    assert f"{changed['was']} -> {changed['now']}" in line
    assert table[-1].startswith(f"{len(rows)} days would be answered otherwise by rules 1+")
    first, last = rows[3]["date"], rows[-3]["date"]
    assert json.loads(replay("--rules", str(other), "--from", first, "--to", last, "--json").out) == rows[3:-2]
    again = json.loads(replay("--rules", str(other), "--recompute", "--from", first, "--to", last, "--json").out)
    assert again == rows[3:-2]


def test_the_runners_own_rules_are_those_of_now(planner: Callable[..., Ended], tmp_path: Path) -> None:
    """Without --rules it is the own file that is asked; a stored day never changes by itself."""
    lived(tmp_path, 40)
    files = {path: path.read_bytes() for path in tmp_path.glob("days/*/*.toml")}
    (tmp_path / "rules.toml").write_text("format = 1\n[readiness]\nquality_at = 4\n")
    ended = planner("replay", "--json", PLANNER_HOME=str(tmp_path))
    assert json.loads(ended.out)
    assert {path: path.read_bytes() for path in tmp_path.glob("days/*/*.toml")} == files


def test_what_was_entered_later_counts_with_recompute(planner: Callable[..., Ended], tmp_path: Path) -> None:
    """A long run that is told weeks later lifts the caps of then, only where it is asked for."""
    desk = furnish(tmp_path, past=0)
    on = date(2026, 11, 20)
    morning = Morning(at=datetime.combine(on, time(6, 30), ZONE), pain=(), flags=())
    desk.journal.save(Day(date=on - timedelta(days=2), done=(Done(kind="run", km=8.0),)))
    answer = desk.context(on).answer(morning, (Planned(kind="long", km=12.0),))
    desk.journal.save(answers.fill(Day(date=on), morning, answer, None))
    later = on - timedelta(days=5)
    desk.journal.save(Day(date=later, done=(Done(kind="run", km=15.0, minutes=90.0, terrain="road"),)))
    home = {"PLANNER_HOME": str(tmp_path)}
    assert planner("replay", **home).out == (
        "0 days would be answered otherwise by rules 1, 1 day the same; 2 without a check-in.\n"
    )
    ended = planner("replay", "--recompute", **home)
    assert ended.out.splitlines() == [
        "2026-11-20  modified_run -> run, km: 8.8 -> no limit, -SPIKE_30  [spike]",
        "1 day would be answered otherwise by rules 1, 0 days the same.",
    ]


def test_broken_days_are_told_and_the_rest_is_answered(planner: Callable[..., Ended], tmp_path: Path) -> None:
    """Exit code 3, with file and line."""
    lived(tmp_path, 5)
    (tmp_path / "days/2026/2026-11-20.toml").write_text("format = 1\ndate = 2026-11-20\n[morning]\nfatigue = 9\n")
    ended = planner("replay", PLANNER_HOME=str(tmp_path))
    assert ended.code == 3
    assert ended.out.startswith("0 days would be answered otherwise by rules 1, 4 days the same")
    assert "2026-11-20.toml:4: morning.fatigue" in ended.err


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--from", "2026-02-30"), 1, "--from: 2026-02-30 does not exist: February 2026 has 28 days"),
        (("--from", "2026-05-02", "--to", "2026-05-01"), 1, "--from: 2026-05-02 is after 2026-05-01"),
        (("--rules", "/nowhere.toml"), 3, "/nowhere.toml: is not there"),
        (("extra",), 2, "unrecognized arguments: extra"),
    ],
)
def test_slips(replay: Callable[..., Ended], args: tuple[str, ...], code: int, words: str) -> None:
    ended = replay(*args)
    assert ended.code == code
    assert words in ended.err
    assert ended.out == ""


def test_a_rule_file_with_mistakes(replay: Callable[..., Ended], tmp_path: Path) -> None:
    """Every mistake of it is told with its line, and no day is answered by half of it; exit code 3."""
    other = tmp_path / "other.toml"
    other.write_text("format = 1\n[spike]\nratio = 9\n[spkie]\n")
    ended = replay("--rules", str(other))
    assert ended.code == 3
    assert f"{other}:3: spike.ratio: 9 is out of range" in ended.err
    assert f"{other}:4: spkie: is no rule; did you mean [spike]?" in ended.err
    assert ended.out == ""


def test_nothing_stored(planner: Callable[..., Ended], tmp_path: Path) -> None:
    assert planner("replay", PLANNER_HOME=str(tmp_path)).out == (
        "0 days would be answered otherwise by rules 1, 0 days the same.\n"
    )
    assert planner("replay", "--recompute", "--json", PLANNER_HOME=str(tmp_path)).out == "[]\n"
