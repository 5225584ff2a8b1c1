"""Each rule alone, over the tables in cases/*.toml: when it fires and with exactly what, when not, when not asked.

A case gives what differs from an ordinary morning (`in`; "absent" takes a key out) and what the rule says: `then` is
the whole finding, what it does not name is no ceiling, no cap, no referral and no code; `silent` or `unasked` else.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from mornings import asked, merged, scenario

from planner.core.rules import ALL, BY_ID
from planner.core.verdict import Caps, Finding, Form, Referral, Rung
from planner.core.words import because

ORDINARY = {
    "sleep_h": 7.5,
    "sleep_quality": 2,
    "fatigue": 2,
    "soreness": 2,
    "stress": 2,
    "pain": [],
    "plan": {"kind": "easy", "km": 8},
    "history": {"longest_30d_km": 10},
}
CASES: list[dict[str, Any]] = [
    case
    for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(file.read_text())["case"]
]


def finding(then: dict[str, Any]) -> Finding:
    """The whole finding that a case names."""
    rest = dict(then)
    return Finding(
        ceiling=Rung.of(rest.pop("ceiling", "run")),
        referral=Referral.of(rest.pop("referral", "none")),
        codes=tuple(rest.pop("codes", ())),
        caps=Caps(
            hard_allowed=rest.pop("hard", True),
            hills_allowed=rest.pop("hills", True),
            form=Form.of(rest.pop("form", "run")),
            **rest,
        ),
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{c['rule']}: {c['says']}" for c in CASES])
def test_rule(case: dict[str, Any]) -> None:
    """The rule says of this morning what the case says, no more and no less, and has words for it."""
    found = asked(case["rule"], scenario(merged(ORDINARY, case["in"])))
    if "then" not in case:
        assert found == ("unasked" if case.get("unasked") else None)
        return
    assert isinstance(found, Finding), f"{case['rule']} should fire and gave {found}"
    expected = finding(case["then"])
    assert (found.ceiling, found.caps, found.referral, found.codes) == (
        expected.ceiling,
        expected.caps,
        expected.referral,
        expected.codes,
    )
    assert set(found.codes) <= set(BY_ID[case["rule"]].codes), "a code that the rule does not declare"
    sentence = because(case["rule"], found)
    assert sentence and not sentence.endswith(".") and "None" not in sentence


@pytest.mark.parametrize("rule", [rule.id for rule in ALL])
def test_every_rule_is_held_from_both_sides(rule: str) -> None:
    """For each rule there is a case in which it fires and one in which it does not."""
    mine = [case for case in CASES if case["rule"] == rule]
    assert any("then" in case for case in mine), f"no case in which {rule} fires"
    assert any(case.get("silent") for case in mine), f"no case in which {rule} is silent"
    if BY_ID[rule].needs:
        assert any(case.get("unasked") for case in mine), f"no case in which {rule} could not be asked"


def test_cases_are_whole() -> None:
    """Each case names a rule that exists and says exactly one of then, silent and unasked; no case is there twice."""
    for case in CASES:
        assert case["rule"] in BY_ID, case
        assert len({"then", "silent", "unasked"} & set(case)) == 1, case
    said = [(case["rule"], case["says"]) for case in CASES]
    assert len(said) == len(set(said))
