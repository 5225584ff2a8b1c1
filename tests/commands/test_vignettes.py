"""The clinical vignettes through the real command: what any sound advice must say of each."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VIGNETTES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "samples" / "vignettes.toml").read_text(encoding="utf-8")
)["vignette"]
LINES = "".join(json.dumps({"id": v["id"], **v["input"]}) + "\n" for v in VIGNETTES)
RUNS = ("run", "modified_run")


def faults(expect: dict[str, Any], answer: dict[str, Any], plan: dict[str, Any]) -> list[str]:
    """What of an answer is not as the vignette wants it; the keys are explained at the head of the file."""
    warned = set(answer["warnings"])
    checks = {
        "accept": answer["suggestion"] in expect["accept"],
        "referral": answer["referral"] in expect["referral"],
        "must_warn": warned >= set(expect.get("must_warn", ())),
        "must_not_warn": not warned & set(expect.get("must_not_warn", ())),
        "hard_allowed": expect.get("hard_allowed", True) or not answer["hard_allowed"],
    }
    if answer["suggestion"] in RUNS:
        checks["form"] = answer["form"] == expect.get("form", answer["form"])
        for key, cap, planned in (("max_km", "max_km", "km"), ("max_minutes", "max_minutes", "minutes")):
            left = min((x for x in (answer[cap], plan.get(planned)) if x is not None), default=float("inf"))
            checks[key] = left <= expect.get(key, float("inf"))
        stop = answer["pain_stop"]
        checks["max_pain_stop"] = "max_pain_stop" not in expect or (
            stop is not None and stop <= expect["max_pain_stop"]
        )
    return [f"{name}: {expect.get(name)}, not {answer}" for name, good in checks.items() if not good]


@pytest.fixture(scope="module")
def answers(planner: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    ended = planner("advise", "-", "--jsonl", stdin=LINES)
    assert (ended.code, ended.err) == (0, "")
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert [row["id"] for row in rows] == [v["id"] for v in VIGNETTES], "one answer a line, in order"
    return {row["id"]: row for row in rows}


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda v: v["id"])
def test_vignette(vignette: dict[str, Any], answers: dict[str, dict[str, Any]]) -> None:
    answer = answers[vignette["id"]]
    assert faults(vignette["expect"], answer, vignette["input"].get("plan", {})) == [], vignette["title"]
    if answer["suggestion"] != "run":
        assert answer["reasons"], "an answer below run has a reason"
    if answer["suggestion"] not in RUNS:
        assert not answer["hard_allowed"]
        assert not answer["hills_allowed"]


def test_they_are_all_there() -> None:
    assert len(VIGNETTES) == 33
    assert len({v["id"] for v in VIGNETTES}) == 33


def test_as_a_process(answers: dict[str, dict[str, Any]]) -> None:
    """The same through a pipe, in a process of its own."""
    command = [sys.executable, "-m", "planner", "advise", "-", "--jsonl"]
    ended = subprocess.run(command, input=LINES, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [json.loads(line) for line in ended.stdout.splitlines()] == list(answers.values())


def test_as_a_list_of_toml(planner: Callable[..., Any], answers: dict[str, Any], tmp_path: Path) -> None:
    """The same scenarios under [[scenario]] have the same answers."""
    import tomli_w

    rows = [{"id": v["id"], **v["input"]} for v in VIGNETTES]
    path = tmp_path / "all.toml"
    path.write_text(tomli_w.dumps({"scenario": rows}))
    assert json.loads(planner("advise", str(path), "--json").out) == list(answers.values())
    by_line = planner("advise", str(path), "--jsonl")
    assert [json.loads(line) for line in by_line.out.splitlines()] == list(answers.values())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("accept", ["rest"]),
        ("referral", ["emergency"]),
        ("must_warn", ["HEAT"]),
        ("must_not_warn", ["SPIKE_30"]),
        ("max_km", 10.9),
        ("max_minutes", 10),
        ("max_pain_stop", 1),
        ("form", "walk_run"),
    ],
)
def test_the_walk_can_fail(key: str, value: object, answers: dict[str, dict[str, Any]]) -> None:
    """Each expectation, set to what the answer is not, is seen as a fault."""
    vignette = next(v for v in VIGNETTES if v["id"] == "V28")
    plan = {**vignette["input"]["plan"], "minutes": 90}
    found = faults({**vignette["expect"], key: value}, answers["V28"], plan)
    assert [f.split(":")[0] for f in found] == [key]
