"""`planner rules`: the list, one rule, a family, and the check of the runner's own file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.core.rules import ALL, BY_ID

KEYS = {"id", "title", "family", "explanation", "needs", "codes", "numbers", "sources", "can_switch_off"}
Ended = Any


@pytest.fixture
def rules(planner: Callable[..., Ended], tmp_path: Path) -> Callable[..., Ended]:
    """`planner rules` at the home of the test."""
    return lambda *args: planner("rules", *args, PLANNER_HOME=str(tmp_path))


def test_all_of_them(rules: Callable[..., Ended]) -> None:
    """A line a rule under its family, every rule once."""
    ended = rules()
    assert ended.code == 0
    for rule in ALL:
        assert f"  {rule.id} " in ended.out
        assert rule.title in ended.out
    assert len(ended.out.splitlines()) == len(ALL) + len({rule.family for rule in ALL})


def test_as_json(rules: Callable[..., Ended]) -> None:
    """The keys are exactly those of design.md 7."""
    rows = json.loads(rules("--json").out)
    assert [row["id"] for row in rows] == [rule.id for rule in ALL]
    assert all(set(row) == KEYS for row in rows)
    assert all(row["explanation"] and row["sources"] for row in rows)
    spike = next(row for row in rows if row["id"] == "spike")
    ratio = {"value": 1.1, "shipped": 1.1, "unit": "x longest run of 30 days", "low": 1.0, "high": 1.1}
    assert {k: v for k, v in spike["numbers"]["ratio"].items() if k != "why"} == ratio


def test_a_family_and_one_rule(rules: Callable[..., Ended]) -> None:
    rows = json.loads(rules("--family", "environment", "--json").out)
    assert [row["id"] for row in rows] == ["heat", "cold", "air"]
    assert [row["id"] for row in json.loads(rules("heat", "--json").out)] == ["heat"]
    out = rules("sleep-short").out
    assert "It reads the numbers of readiness." in out
    assert "It needs to know: how long you slept." in out
    assert "It cannot be switched off: it guards against harm." in rules("pain-joint").out


def test_own_numbers_are_marked(rules: Callable[..., Ended], tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text("format = 1\n[spike]\nratio = 1.05\n[shoe-rotate]\non = false\n")
    out = rules().out
    assert "Longer than you are used to  your own numbers" in out
    assert "One pair only  switched off" in out
    assert "switched off by you" in rules("shoe-rotate").out


def test_a_file_that_is_right(rules: Callable[..., Ended], tmp_path: Path) -> None:
    """What it changes is said, with what is shipped; exit code 0."""
    assert "is not there: the shipped rules are in use" in rules("--check").out
    own = tmp_path / "rules.toml"
    own.write_text("format = 1\n[spike]\nratio = 1.05\n[shoe-rotate]\non = false\n")
    ended = rules("--check")
    assert ended.code == 0
    spike, rotate, right = ended.out.splitlines()
    assert spike == "spike.ratio: 1.05 x longest run of 30 days (shipped 1.1)"
    assert rotate == "shoe-rotate: switched off"
    assert right.startswith("rules.toml is right; version 1+")
    own.write_text("format = 1\n[spike]\nratio = 1.1\n")
    assert rules("--check").out == "rules.toml is right; it changes nothing that is shipped.\n"


def test_every_mistake_is_said(rules: Callable[..., Ended], tmp_path: Path) -> None:
    """Line and nearest spelling, the reason of a safe range, what cannot be switched off; what is in use meanwhile."""
    own = tmp_path / "rules.toml"
    own.write_text("format = 1\n[spike]\nratio = 1.05\n")
    assert rules().code == 0
    own.write_text(
        "format = 1\n[spike]\nratoi = 1.05\nratio = 1.5\n[pain-jiont]\nrest_at = 5\n[red-flag-soon]\non = false\n"
    )
    ended = rules("--check")
    assert ended.code == 1
    assert ended.out.splitlines() == [
        "rules.toml:3: spike.ratoi: is not a number of this rule; did you mean 'ratio'?",
        (
            "rules.toml:4: spike.ratio: 1.5 is out of range;"
            " write 1 to 1.1 x longest run of 30 days (the study's reference band ends here)"
        ),
        "rules.toml:5: pain-jiont: is no rule; did you mean [pain-joint]?",
        "rules.toml:8: red-flag-soon.on: this rule cannot be switched off: it guards against harm; delete the line",
        "rules.toml: 4 mistakes: your last valid rules stay in use.",
    ]
    listed = rules()
    assert "Longer than you are used to  your own numbers" in listed.out
    assert listed.err.startswith("rules.toml: 4 mistakes: your last valid rules stay in use; planner rules --check")


@pytest.mark.parametrize("rule", [r for r in ALL if not r.can_switch_off], ids=lambda r: r.id)
def test_a_rule_that_guards_is_never_off(rules: Callable[..., Ended], tmp_path: Path, rule: Any) -> None:
    """Red flags, pain and the like: each refuses to be switched off."""
    (tmp_path / "rules.toml").write_text(f"format = 1\n[{rule.id}]\non = false\n")
    assert rules("--check").code == 1


def test_red_flags_guard() -> None:
    """No rule of flags, pain or illness may be switched off."""
    assert not [r.id for r in ALL if r.family in ("flags", "pain", "illness") and r.can_switch_off]
    assert not BY_ID["missing-pain"].can_switch_off


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("spik",), 1, "'spik' is no rule; did you mean spike?"),
        (("zzzz",), 1, "'zzzz' is no rule; planner rules lists them"),
        (("--family", "chnage"), 1, "--family: 'chnage' is none; did you mean change?"),
        (("--check", "spike"), 2, "--check looks at the whole file"),
        (("--check", "--json"), 2, "not allowed with"),
    ],
)
def test_slips(rules: Callable[..., Ended], args: tuple[str, ...], code: int, words: str) -> None:
    ended = rules(*args)
    assert ended.code == code
    assert words in ended.err
    assert ended.out == ""


def test_a_file_that_cannot_be_read(rules: Callable[..., Ended], tmp_path: Path) -> None:
    """A folder in its place: exit code 3, and the list is still told with the shipped rules."""
    (tmp_path / "rules.toml").mkdir()
    assert rules("--check").code == 3
    ended = rules()
    assert ended.code == 0
    assert "the shipped rules are in use" in ended.err
