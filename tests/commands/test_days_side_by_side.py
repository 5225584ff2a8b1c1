"""Sessions of one day, days that do not fit together, and whole folders of them: all are shown, none is dropped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

Planner = Callable[..., Any]
NOW = "2026-11-23T06:41:00+01:00"
MERGE = "planner done --date 2026-11-20"
TWICE = (
    "entries 1 and 2 look like one session entered twice, and both count; "
    f"{MERGE} --merge makes them one, {MERGE} --keep-both says that they are two"
)


@pytest.fixture
def run(planner: Planner, tmp_path: Path) -> Planner:
    """A command in a private home."""
    (tmp_path / "days").mkdir(mode=0o700)
    tmp_path.chmod(0o700)
    return lambda *args: planner(*args, PLANNER_HOME=str(tmp_path), PLANNER_NOW=NOW)


def put(home: Path, name: str, text: str) -> Path:
    path = home / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
    return path


def day(home: Path, on: str, body: str = "", said: str | None = None) -> Path:
    return put(home, f"days/{on[:4]}/{on}.toml", f"format = 1\ndate = {said or on}\n{body}")


def ran(km: float, at: str | None = None) -> str:
    when = f"at = {at}\n" if at else ""
    return f'\n[[done]]\n{when}kind = "run"\nkm = {km}\n'


def listed(run: Planner, *args: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("history", "--json", *args).out)
    return rows


def test_sessions_of_one_day_out_of_order(run: Planner, tmp_path: Path) -> None:
    """The evening's before the morning's, a third without a time, two plans: all there, as the file has them."""
    plans = '\n[[planned]]\nkind = "easy"\nkm = 8.0\n\n[[planned]]\nkind = "strength"\n'
    evening, early = "2026-11-20T18:00:00+01:00", "2026-11-20T07:00:00+01:00"
    day(tmp_path, "2026-11-20", plans + ran(8.0, evening) + ran(4.0, early) + ran(1.5))
    (row,) = listed(run)
    assert [done.get("at") for done in row["done"]] == [evening, early, None]
    assert [done["km"] for done in row["done"]] == [8.0, 4.0, 1.5] and len(row["planned"]) == 2
    assert "Fri 2026-11-20         13.5          run, run, run" in run("history").out
    assert run("doctor") == (0, "1 file looked at: nothing wrong.\n", "")


def test_one_session_that_stands_twice(run: Planner, tmp_path: Path) -> None:
    """Exported twice, or typed twice: both count, and it is said which lines, and how to make them one or two."""
    path = day(tmp_path, "2026-11-20", ran(8.0) + ran(8.02))
    before = path.read_bytes()
    ended = run("doctor")
    assert (
        f"note: days/2026/2026-11-20.toml:8: done: {TWICE}\n" in ended.out
        and ended.code == 0
        and path.read_bytes() == before
    )
    assert "run, run, entered twice?" in run("history").out
    assert run("done", "--date", "2026-11-20", "--merge").code == 0
    assert [len(row["done"]) for row in listed(run)] == [1]
    assert run("doctor").out == "1 file looked at: nothing wrong.\n"


def test_the_same_session_told_again(run: Planner, tmp_path: Path) -> None:
    """A re-run of the command is seen at once; nothing is taken away unasked."""
    tell = ("done", "--date", "2026-11-20", "--run", "8 km easy road", "--minutes", "46")
    assert run(*tell).code == 0
    again = run(*tell)
    assert "look like one session entered twice" in again.out + again.err
    assert [len(row["done"]) for row in listed(run)] == [2]
    assert run("done", "--date", "2026-11-20", "--keep-both").code == 0
    assert [len(row["done"]) for row in listed(run)] == [2] and "twice" not in run("doctor").out


def test_days_that_do_not_fit(run: Planner, tmp_path: Path) -> None:
    """A date that is not the name's, a folder that is not the year's: each with file and line; the others are shown."""
    day(tmp_path, "2026-11-19", ran(5.0))
    day(tmp_path, "2026-11-21", ran(3.0), said="2026-11-22")
    put(tmp_path, "days/2025/2026-11-18.toml", f"format = 1\ndate = 2026-11-18\n{ran(7.0)}")
    day(tmp_path, "2026-11-01", ran(6.0))
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.toml")}
    wrong = "days/2026/2026-11-21.toml:2: date: says 2026-11-22, the file's name says 2026-11-21; make them the same\n"
    ended = run("history", "--json")
    assert [row["date"] for row in json.loads(ended.out)] == ["2026-11-01", "2026-11-19"]
    assert (ended.code, ended.err) == (3, wrong)
    told = run("doctor")
    lies = "is never read: it lies in the wrong folder; move it to days/2026/2026-11-18.toml\n"
    assert f"days/2025/2026-11-18.toml: {lies}" in told.out and wrong in told.out and told.code == 3
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.toml")} == before


def test_days_entered_in_any_order_with_gaps(run: Planner, tmp_path: Path) -> None:
    """Typed backwards, a month apart, one in the middle last: shown in their order, each once, the gaps as gaps."""
    days = ["2026-11-22", "2026-03-01", "2026-11-02", "2024-02-29", "2025-12-31", "2026-11-12"]
    for km, on in enumerate(days, 3):
        assert run("done", "--date", on, "--run", f"{km} km").code == 0
    assert [row["date"] for row in listed(run)] == sorted(days)
    assert sum(row["done"][0]["km"] for row in listed(run)) == 3 + 4 + 5 + 6 + 7 + 8
    assert [row["date"] for row in listed(run, "--from", "2026-11-03", "--to", "2026-11-21")] == ["2026-11-12"]
    assert run("doctor").out == f"{len(days)} files looked at: nothing wrong.\n"


def test_ends_before_beginnings(run: Planner, tmp_path: Path) -> None:
    """Of being away, of a way back, of a pair, of what is asked for: the line and both dates, and all still read."""
    put(
        tmp_path,
        "settings.toml",
        'format = 1\n[away]\nkind = "travel"\nsince = 2026-11-20\nuntil = 2026-11-10\n'
        '[back]\nladder = "after-illness"\nsince = 2026-11-20\nstopped = 2026-11-10\n',
    )
    put(
        tmp_path,
        "shoes.toml",
        'format = 1\n[[shoe]]\nid = "a"\nname = "A"\nadded = 2026-11-10\nretired = 2026-11-01\n',
    )
    ended = run("doctor")
    began = "2026-11-10 is before it began, 2026-11-20; write the right one of the two days\n"
    assert f"note: settings.toml:5: away.until: {began}" in ended.out
    assert f"note: settings.toml:9: back.stopped: {began}" in ended.out
    pair = "was retired on 2026-11-01, before it was added on 2026-11-10; write the right one of the two dates\n"
    assert f"note: shoes.toml:6: shoe[1].retired: {pair}" in ended.out and ended.code == 0
    assert [pair["id"] for pair in json.loads(run("shoes", "--json").out)] == ["a"]
    span = ("--from", "2026-11-20", "--to", "2026-11-01")
    assert run("history", *span).err == "--from 2026-11-20 is after --to 2026-11-01; nothing lies between them\n"
    assert run("replay", *span).err == "--from: 2026-11-20 is after 2026-11-01; write the earlier date there\n"


def test_two_thousand_days_of_which_three_are_bad(run: Planner, tmp_path: Path) -> None:
    """A record that was copied in from somewhere: 1,997 are there, and three are named with what is wrong with each."""
    first = date(2021, 6, 1)
    bad = {
        100: ("date = 2021-13-01\n", ":2: date: 2021-13-01 does not exist: there is no month 13; write 01 to 12"),
        900: ("km = 5,2\n", ":2: km: 5,2 is no number: a decimal point is wanted; write 5.2"),
        1900: ("", None),
    }
    words = []
    for n in range(2_000):
        on = first + timedelta(days=n)
        path = day(tmp_path, on.isoformat(), ran(5.0))
        if n in bad:
            text, wrong = bad[n]
            path.write_text(f"format = 1\n{text}" if text else "")
            empty = ": is empty; bring back a kept copy with planner restore, or delete the file"
            words.append(f"days/{on.year}/{on}.toml{wrong or empty}\n")
    ended = run("history", "--json")
    rows = json.loads(ended.out)
    assert len(rows) == 1_997 and sum(row["done"][0]["km"] for row in rows) == 1_997 * 5
    assert (ended.code, ended.err) == (3, "".join(words))
    told = run("doctor")
    assert all(line in told.out for line in words) and told.code == 3
    assert told.out.endswith("2000 files looked at: 3 problems.\n"), told.out[-300:]


def test_scenarios_of_which_three_are_bad(planner: Planner) -> None:
    """2,000 lines for other programs: each has its answer in its place, three of them what is wrong."""
    lines = [json.dumps({"id": n, "sleep_h": 7.5}) for n in range(2_000)]
    lines[5], lines[700], lines[1_999] = '{"id": 5, "sleep": 7}', "<gpx>", '{"id": 1999, "sleep_h": "7"}'
    ended = planner("advise", "--jsonl", "-", stdin="\n".join(lines))
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert len(rows) == 2_000 and ended.code == 1
    assert {n: row["error"] for n, row in enumerate(rows) if "error" in row} == {
        5: "sleep: is not a key of this table (did you mean 'sleep_h'?)",
        700: "is no JSON: expecting value (column 1)",
        1999: 'sleep_h: expected a number, found "7" (write 7, without quotation marks)',
    }
    assert all(row["id"] == n for n, row in enumerate(rows) if n != 700)


def test_a_record_that_was_copied_halfway(run: Planner, tmp_path: Path) -> None:
    """The copying was killed: what is whole is read, what is cut is told, what is no day yet is left alone; the next
    run of it makes all well.
    """
    texts = {f"2026-11-{n:02}": f"format = 1\ndate = 2026-11-{n:02}\n{ran(5.0)}" for n in range(1, 11)}
    for on in list(texts)[:6]:
        put(tmp_path, f"days/2026/{on}.toml", texts[on])
    half = put(tmp_path, "days/2026/2026-11-07.toml", texts["2026-11-07"][:-12])
    temp = put(tmp_path, "days/2026/.2026-11-08.toml.Xy3kQ9", texts["2026-11-08"][:20])
    ended = run("history", "--json")
    assert [row["date"] for row in json.loads(ended.out)] == list(texts)[:6]
    assert ended.err.startswith("days/2026/2026-11-07.toml:") and ended.code == 3
    assert (half.read_text(), temp.read_text()) == (texts["2026-11-07"][:-12], texts["2026-11-08"][:20])
    for _ in range(2):  # again, and once more: harmless
        if temp.exists():
            os.replace(temp, tmp_path / "days/2026/2026-11-08.toml")
        for on, text in texts.items():
            put(tmp_path, f"days/2026/{on}.toml", text)
        assert [row["date"] for row in listed(run)] == list(texts)
        assert run("doctor") == (0, "10 files looked at: nothing wrong.\n", "")
