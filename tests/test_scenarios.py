"""Mornings that a coach can read: scenarios/*.toml in the scenario language, and what sound advice says of each.

Each has a title, a why, and what is expected: of `expect` every key must hold. `accept` is the rung or rungs,
`most_km` and `most_minutes` bound what the advice leaves of the plan, `warns` must be among the warnings, `quiet` not.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from mornings import BOOK

from planner.core import words
from planner.core.advise import advise, allowed
from planner.core.facts import Scenario
from planner.core.verdict import Advice, Rung
from planner.storage import scenarios

FOLDER: Final = Path(__file__).parent / "scenarios"
ROWS: list[dict[str, Any]] = [
    row for file in sorted(FOLDER.glob("*.toml")) for row in tomllib.loads(file.read_text())["scenario"]
]
OURS: Final = ("title", "why", "expect")


def read(row: dict[str, Any]) -> Scenario:
    """A scenario as the program reads it."""
    given = {key: value for key, value in row.items() if key not in OURS}
    (asked,), _ = scenarios.read(json.dumps(given).encode(), f"{row['id']}.json")
    assert asked.scenario is not None, asked.error
    return asked.scenario


def wrong(advice: Advice, s: Scenario, expect: dict[str, Any]) -> list[str]:
    """What is not as expected."""
    km, minutes = allowed(advice, s.plan)
    caps = advice.caps
    codes = set(advice.warnings)
    seen = {
        "accept": advice.rung.word in expect.get("accept", ()),
        "referral": advice.referral.word == expect.get("referral"),
        "most_km": km is not None and km <= expect.get("most_km", 0) + 1e-9,
        "most_minutes": minutes is not None and minutes <= expect.get("most_minutes", 0) + 1e-9,
        "pain_stop": caps.pain_stop == expect.get("pain_stop"),
        "hard": caps.hard_allowed is expect.get("hard"),
        "hills": caps.hills_allowed is expect.get("hills"),
        "form": caps.form.word == expect.get("form"),
        "indoor": caps.indoor is expect.get("indoor"),
        "warns": codes >= set(expect.get("warns", ())),
        "quiet": not codes & set(expect.get("quiet", ())),
        "says": words.headline(advice, s.plan, "km", s) == expect.get("says"),
    }
    assert set(expect) <= set(seen), set(expect) - set(seen)
    return [key for key in expect if not seen[key]]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['id']}: {row['title']}" for row in ROWS])
def test_scenario(row: dict[str, Any]) -> None:
    """The advice is as the coach expects, and a day below run says why with a source."""
    s = read(row)
    advice = advise(s, BOOK)
    assert wrong(advice, s, row["expect"]) == [], (advice.rung.word, advice.caps, advice.referral, advice.warnings)
    if advice.rung < Rung.RUN:
        assert advice.reasons
        assert all(reason.sources for reason in advice.reasons)


def test_they_are_whole() -> None:
    """At least thirty, each with its own id and title, a why, and at least rung and referral expected."""
    assert len(ROWS) >= 30
    assert len({row["id"] for row in ROWS}) == len({row["title"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert len(row["title"]) <= 80 and len(row["why"]) >= 20, row["id"]
        assert {"accept", "referral"} <= set(row["expect"]), row["id"]


def test_they_can_fail() -> None:
    """An expectation that does not hold is named."""
    s = read({"id": "x", "pain": [], "plan": {"kind": "easy", "km": 8}, "history": {"longest_30d_km": 10}})
    expect = {"accept": ["rest"], "referral": "physio", "hard": False, "most_km": 7, "warns": ["HEAT"], "says": "Start"}
    assert wrong(advise(s, BOOK), s, expect) == list(expect)
