"""`planner why`: a day from the facts saved in it, a rule with all about it; what it says of nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from faces import NOW, TODAY, Hand, furnish

from planner.core.answer import fill
from planner.core.record import Done
from planner.core.rules import ALL

KEYS = {"date", "rung", "reasons", "unasked", "would_change"}
REASON = {"rule", "title", "because", "value", "limit", "sources", "strength"}
Ended = Any


@pytest.fixture
def why(planner: Callable[..., Ended], tmp_path: Path) -> Callable[..., Ended]:
    """`planner why` at the home of the test."""

    def run(*args: str, command: str = "why") -> Ended:
        return planner(command, *args, PLANNER_HOME=str(tmp_path), PLANNER_NOW=NOW)

    return run


def checked_in(home: Path, keys: str = "7 2 2 2 2 3 k r 0 Enter", **more: Any) -> Hand:
    """A home with a check-in of today."""
    return Hand(furnish(home, **more)).type(keys)


def test_a_day(why: Callable[..., Ended], tmp_path: Path) -> None:
    """Every rule that spoke, with value, limit, source, strength and population; what holds it; what is not known."""
    checked_in(tmp_path)
    ended = why()
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[:2] == ["Mon 23 Nov 2026", "MODIFIED RUN (~)"]
    at = lines.index("Joint pain [pain-joint]")
    assert lines[at + 1] == "  your right knee (front) 3/10: shorter, flat, nothing hard"
    assert lines[at + 2] == "  seen 3 of 10, speaks from 3"
    assert "strength A" in lines[at + 4]
    assert lines[at + 5].startswith("    population: 69 runners")
    assert any("D-PAIN, a design choice, not a finding" in line for line in lines)
    assert "Nothing about plan, pair or place would change it." in lines
    assert any(line.startswith("- Say your resting pulse") and "one more rule can speak" in line for line in lines)
    assert "not medical advice" in lines[-1]
    assert ended.err == ""


def test_a_day_as_json(why: Callable[..., Ended], tmp_path: Path) -> None:
    """The keys are exactly those of design.md 7, values and limits are numbers."""
    checked_in(tmp_path)
    value = json.loads(why("--json").out)
    assert set(value) == KEYS
    assert (value["date"], value["rung"]) == ("2026-11-23", "modified_run")
    assert all(set(reason) == REASON for reason in value["reasons"])
    joint = next(r for r in value["reasons"] if r["rule"] == "pain-joint")
    assert (joint["value"], joint["limit"], joint["strength"]) == (3, 3, "A")
    assert "rhr-up" in value["unasked"]
    assert value["would_change"] == []


def test_what_would_change_it(why: Callable[..., Ended], tmp_path: Path) -> None:
    """A plan that is too long: the change, in the runner's units, and as JSON in kilometres."""
    checked_in(tmp_path, "7 2 2 2 2 0 Enter", week={"monday": "20 km long"}, extra='units = "mi"')
    assert "- shorten to 8.2 mi -> RUN\n" in why().out
    (change,) = json.loads(why("--json").out)["would_change"]
    assert change == {"change": "shorten to 13.2 km", "suggestion": "run", "max_km": None}


def test_before_the_check_in(why: Callable[..., Ended], tmp_path: Path) -> None:
    """Nothing was answered yet: it says so, and the exit code is 0 as that of `planner today`."""
    furnish(tmp_path)
    ended = why()
    assert ended.code == 0
    assert "Not checked in: there is no answer yet" in ended.out
    value = json.loads(why("--json").out)
    assert value == {"date": "2026-11-23", "rung": None, "reasons": [], "unasked": [], "would_change": []}
    assert "no answer was given" in why("2020-01-01").out


def test_a_stored_day_rests_on_the_facts_saved_in_it(why: Callable[..., Ended], tmp_path: Path) -> None:
    """A run that is entered later changes no stored answer; it is named as changed since, and not counted."""
    hand = checked_in(tmp_path, "7 2 2 2 2 0 Enter", week={"monday": "20 km long"})
    before = json.loads(why("--json").out)
    desk = hand.desk
    earlier = TODAY - timedelta(days=4)
    day = desk.day(earlier)
    desk.journal.save(replace(day, done=(Done(kind="run", session="long", km=19.0),)))
    assert json.loads(why("--json").out) == before
    assert "Changed since, and not counted:" in why().out
    assert "- longest run of 30 days: 12 km then, 19 km now" in why().out


def test_an_evening_changes_nothing(why: Callable[..., Ended], tmp_path: Path) -> None:
    """Today's own run, told in the evening, is no fact of the morning that has changed."""
    hand = checked_in(tmp_path, "7 2 2 2 2 0 Enter")
    day = hand.desk.day(TODAY)
    hand.desk.journal.save(replace(day, done=(Done(kind="run", session="easy", km=8.0),)))
    assert "Changed since" not in why().out


def test_rules_that_changed_leave_a_stored_day_alone(why: Callable[..., Ended], tmp_path: Path) -> None:
    checked_in(tmp_path, "7 2 2 2 2 0 Enter", week={"monday": "20 km long"})
    before = json.loads(why("--json").out)
    (tmp_path / "rules.toml").write_text("format = 1\n[spike]\non = false\n")
    ended = why()
    assert "It was answered with other rules (1; now 1+" in ended.out
    assert "20 km planned; your longest in 30 days is 12 km: 13.2 km at most" in ended.out
    after = json.loads(why("--json").out)
    assert after["rung"] == before["rung"]
    assert [r["because"] for r in after["reasons"]] == [r["because"] for r in before["reasons"]]


def test_a_rule(why: Callable[..., Ended], tmp_path: Path) -> None:
    """Its explanation, numbers with unit, range and one's own value, sources, and on which days it spoke."""
    hand = checked_in(tmp_path, "7 2 2 2 2 0 Enter", week={"monday": "20 km long"})
    noted = hand.desk.day(TODAY - timedelta(days=3))
    assert noted.morning is not None
    answer = hand.desk.context(noted.date).answer(noted.morning, noted.planned)
    spoken = replace(noted.morning, note="no spike and no heat today")
    hand.desk.journal.save(fill(noted, spoken, answer, None))
    (tmp_path / "rules.toml").write_text("format = 1\n[spike]\nratio = 1.05\n")
    out = why("spike").out
    assert out.startswith("Longer than you are used to [spike], of the family load\n")
    assert (
        "ratio     1.05 x longest run of 30 days (1 to 1.1): the study's reference band ends here; yours, shipped"
        in out
    )
    assert "E-LOAD-1" in out
    assert "D-SPIKE, a design choice" in out
    assert out.endswith("It spoke on 1 stored day: 2026-11-23.\n")
    value = json.loads(why("spike", "--json").out)
    assert value["fired"] == ["2026-11-23"]
    assert value["numbers"]["ratio"]["value"] == 1.05
    assert value["numbers"]["ratio"]["shipped"] == 1.1
    assert why("heat").out.endswith("It has not spoken on any stored day.\n")


@pytest.mark.parametrize("rule", ALL, ids=lambda r: r.id)
def test_every_rule_explains_itself(why: Callable[..., Ended], rule: Any) -> None:
    ended = why(rule.id)
    assert ended.code == 0
    assert rule.explanation.split("\n\n")[0] in ended.out
    assert "Its sources:" in ended.out


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("spik", "'spik' is no rule and no date; did you mean spike?"),
        ("zzzz", "'zzzz' is no rule and no date; see planner rules"),
        ("2026-13-01", "2026-13-01 does not exist: there is no month 13; write 01 to 12"),
        ("23.11.2026", '"23.11.2026" is no date; write year-month-day, e.g. 2026-11-23'),
        ("\x1b[31m", "is no rule and no date"),
    ],
)
def test_what_is_neither(why: Callable[..., Ended], what: str, words: str) -> None:
    """A slip is named with the nearest rule, or with how a date is written; exit code 1."""
    ended = why(what)
    assert ended.code == 1
    assert words in ended.err
    assert "\x1b" not in ended.err
    assert ended.out == ""


def test_broken_files(why: Callable[..., Ended], tmp_path: Path) -> None:
    """A broken day is told with file and line, exit code 3; looking for a rule goes on past it."""
    checked_in(tmp_path, "7 2 2 2 2 0 Enter", week={"monday": "20 km long"})
    broken = tmp_path / "days/2026/2026-11-10.toml"
    broken.write_text('format = 1\ndate = 2026-11-10\n[morning]\nfatigue = 9\nnote = "spike"\n')
    ended = why("2026-11-10")
    assert ended.code == 3
    assert "2026-11-10.toml:4: morning.fatigue: 9 is out of range" in ended.err
    ended = why("spike")
    assert ended.code == 0
    assert "It spoke on 1 stored day" in ended.out
    assert "2026-11-10.toml:4" in ended.err


def test_the_steps_and_the_pair_have_their_reasons(why: Callable[..., Ended], tmp_path: Path) -> None:
    """The same on the command line and behind r; nothing of it before everything is answered."""
    hand = checked_in(tmp_path, "7 2 2 2 2 2 k r")
    assert "before an easy run" not in hand.type("r").text(120, 200)
    hand.type("Esc 0 Enter")
    rows = why().out.splitlines()
    text = hand.type("r").text(200, 200)
    for row in (
        "- Walking knee bends: in place of walking lunges, to spare your knee (front)",
        "- Walking lunges: it loads your knee (front)",
        "- Pegasus 41: not worn for 3 days; made for road; 434 km left of 800 km",
        "- not Ghost 16: worn more recently",
    ):
        assert row in rows and row in text
