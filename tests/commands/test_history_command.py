"""`planner history`: what is chosen, how it reads, what JSON holds, and what a wrong word is told."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from faces import TODAY, furnish, sore

from planner.cli import main
from planner.commands.io import Io

NOW = "2026-11-23T20:00:00+01:00"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("history") / "home"
    furnish(place, past=40, pain=(sore("knee_front", "left", 3),), flags=("fever",))
    return place


def said(home: Path, *args: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    world = Io(stdin=io.StringIO(), stdout=out, stderr=err, environ={"PLANNER_HOME": str(home), "PLANNER_NOW": NOW})
    return main(["history", *args], world), out.getvalue(), err.getvalue()


def test_the_table(home: Path) -> None:
    code, out, err = said(home, "--last", "3")
    rows = out.splitlines()
    assert (code, err, len(rows)) == (0, "", 5)
    assert rows[1].startswith("Fri 2026-11-20") and " 6 " in rows[1] and "easy" in rows[1]
    assert "left knee (front) 3" in rows[3] and "fever" in rows[3]
    assert rows[4] == "3 days, 18 km run"


@pytest.mark.parametrize(
    ("args", "days"),
    [
        (["pain:knee>2"], ["2026-11-22"]),
        (["kind:easy", "--last", "2"], ["2026-11-20", "2026-11-21"]),
        (["--from", "2026-11-19", "--to", "2026-11-20"], ["2026-11-19", "2026-11-20"]),
        (["2026-11-20.. flag:fever"], ["2026-11-22"]),
        (["km>10", "--last", "1"], ["2026-11-21"]),
        (["..2026-10-14"], ["2026-10-14"]),
        (["zebra"], []),
        (["2025"], []),
    ],
)
def test_what_is_chosen(home: Path, args: list[str], days: list[str]) -> None:
    code, out, _ = said(home, *args, "--json")
    assert code == 0 and [day["date"] for day in json.loads(out)] == days


def test_json_has_the_file_and_what_is_derived(home: Path) -> None:
    ((run,), (hurt,)) = (
        json.loads(said(home, text, "--json", "--last", "1")[1]) for text in ("2026-11-21", "pain:knee")
    )
    assert run["done"][0]["km"] == 12.0 and run["done"][0]["at"].startswith("2026-11-21T18:00:00")
    assert run["morning"]["sleep_quality"] in (2, 3)
    assert run["derived"] == {"km": 12.0, "runs": 1, "verdict": None, "pain": 0, "km_7d": 34.0, "longest_30d": 12.0}
    assert hurt["derived"] == {"km": None, "runs": 0, "verdict": None, "pain": 3, "km_7d": 34.0, "longest_30d": 12.0}


def test_longest_looks_thirty_days_back_and_not_at_the_day(home: Path) -> None:
    for text in ("2026-10-17", "2026-10-18"):  # the first 12 km, and the day after
        (day,) = json.loads(said(home, text, "--json")[1])
        assert day["derived"]["longest_30d"] == (8.0 if text.endswith("17") else 12.0)


def test_all_that_is_wrong_is_told_at_once(home: Path) -> None:
    code, out, err = said(home, "pain:knew", "--from", "2026-02-30", "--last", "none")
    assert (code, out) == (1, "")
    assert "FILTER: 'pain:knew' names no site" in err and "write knee" in err
    assert "--from: 2026-02-30 does not exist" in err and "--last:" in err
    code, _, err = said(home, "--from", "2026-03-02", "--to", "2026-03-01")
    assert code == 1 and "nothing lies between" in err


def test_nothing_found_and_no_record(home: Path, tmp_path: Path) -> None:
    assert said(home, "zebra")[:2] == (0, "No day is found.\n")
    assert said(tmp_path, "--json")[:2] == (0, "[]\n")


def test_a_broken_day_is_told_and_the_rest_is_there(tmp_path: Path) -> None:
    furnish(tmp_path, past=5)
    broken = tmp_path / "days" / "2026" / f"{TODAY - timedelta(days=2)}.toml"
    broken.write_text("format = 1\ndate = \n")
    for form in ([], ["--json"]):
        code, out, err = said(tmp_path, *form)
        assert code == 3 and "2026-11-21.toml:2" in err and err.count("2026-11-21.toml") == 1
        assert "2026-11-22" in out and "2026-11-21" not in out


def test_the_scorecard_waits_for_twenty_days(home: Path) -> None:
    assert said(home, "--scorecard")[:2] == (0, "0 of 20 check-ins that count: the scorecard is shown from then on\n")


def test_it_needs_no_screen(home: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from planner.cli import main; main(['history', 'kind:easy']);"
        "sys.exit(any(m.partition('.')[0] in ('textual', 'rich') for m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PLANNER_HOME": str(home), "PLANNER_NOW": NOW},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0 and b"easy" in done.stdout


def test_dates_are_of_the_file(home: Path) -> None:
    assert date.fromisoformat(json.loads(said(home, "--last", "1", "--json")[1])[0]["date"]) == TODAY - timedelta(
        days=1
    )
