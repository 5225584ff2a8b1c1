"""`planner advise`: what comes in, what goes out, how it ends. The advice itself is tested with the rules."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

KEYS = (
    "id suggestion referral warnings max_km max_minutes pain_stop hard_allowed hills_allowed form indoor reasons "
    "unasked would_change"
).split()
Planner = Callable[..., Any]


def rows(ended: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        '{"flags": ["chest_pain"]}',
        '{"plan": {"kind": "rest"}}',
        '{"pain": [], "plan": {"km": 20}, "env": {"aqi": 250}}',
    ],
)
def test_all_keys_are_always_there(planner: Planner, line: str) -> None:
    (answer,) = rows(planner("advise", "-", "--jsonl", stdin=line))
    assert list(answer) == KEYS
    assert all(list(r) == ["rule", "because", "sources"] and r["sources"] for r in answer["reasons"])
    assert all(list(c) == ["change", "suggestion", "max_km"] for c in answer["would_change"])
    assert answer["warnings"] == sorted(set(answer["warnings"]))
    assert answer["max_km"] is None or answer["max_km"] > 0, "null is no cap, and never 0"


def test_one_answer(planner: Planner) -> None:
    """The whole answer of one scenario, by hand: 16 km where 10 is the longest."""
    line = (
        '{"id": "V28", "pain": [], "sleep_h": 8, "plan": {"kind": "long", "km": 16}, "history": {"longest_30d_km": 10}}'
    )
    (answer,) = rows(planner("advise", "-", "--jsonl", stdin=line))
    unasked = answer.pop("unasked")
    (reason,) = answer.pop("reasons")
    assert answer == {
        "id": "V28",
        "suggestion": "modified_run",
        "referral": "none",
        "warnings": ["SPIKE_30"],
        "max_km": 11.0,
        "max_minutes": None,
        "pain_stop": None,
        "hard_allowed": True,
        "hills_allowed": True,
        "form": "run",
        "indoor": False,
        "would_change": [{"change": "shorten to 11 km", "suggestion": "run", "max_km": None}],
    }
    assert reason["rule"] == "spike"
    assert reason["because"] == "16 km planned; your longest in 30 days is 10 km: 11 km at most"
    assert {"hrv-low", "layoff", "strength-due"} <= set(unasked)


def test_a_bad_line_has_its_error_in_its_place(planner: Planner) -> None:
    text = '{"id": "a"}\n\n{"id": "b", "fatige": 1}\r\nnonsense\n{"id": "c"}'
    ended = planner("advise", "-", "--jsonl", stdin="\ufeff" + text)
    assert ended.code == 1
    assert ended.err == ""
    a, b, bad, c = rows(ended)
    assert (a["id"], c["id"]) == ("a", "c")
    assert list(a) == list(c) == KEYS
    assert b == {"id": "b", "error": "fatige: is not a key of this table (did you mean 'fatigue'?)", "line": 3}
    assert bad == {"id": None, "error": "is no JSON: expecting value (column 1)", "line": 4}


def test_bytes_that_are_no_text(planner: Planner) -> None:
    ended = planner("advise", "-", "--jsonl", stdin=b'{"id": "\xff"}\n{"id": "\\u001b[2J"}\n')
    assert ended.code == 1
    assert rows(ended)[1]["id"] == "\x1b[2J"
    assert ended.out.isascii()
    assert "\x1b" not in ended.out, "what is said goes out escaped"


def test_nothing_in_nothing_out(planner: Planner) -> None:
    assert planner("advise", "-", "--jsonl") == (0, "", "")
    ended = planner("advise", "-", "--json")
    assert (ended.code, ended.out) == (1, "")
    assert "standard input: is empty" in ended.err


def test_a_list_or_one_object(planner: Planner, tmp_path: Path) -> None:
    """A bare table gives one object, [[scenario]] a list, with its errors in place."""
    one, many = tmp_path / "one.toml", tmp_path / "many.toml"
    one.write_text("sleep_h = 8\npain = []\n[plan]\nkm = 8\n")
    many.write_text('[[scenario]]\nid = "a"\n[[scenario]]\nid = "b"\nsleep = 3\n')
    ended = planner("advise", str(one), "--json")
    assert ended.code == 0
    assert list(json.loads(ended.out)) == KEYS
    ended = planner("advise", str(many), "--json")
    assert ended.code == 1
    a, b = json.loads(ended.out)
    assert list(a) == KEYS
    assert (b["id"], b["line"]) == ("b", 5)
    assert "did you mean" in b["error"]
    assert [r["id"] for r in rows(planner("advise", str(many), "--jsonl"))] == ["a", "b"]
    piped = planner("advise", "-", "--json", stdin=many.read_bytes())
    assert json.loads(piped.out) == [a, b]


def test_one_bad_table_is_one_error(planner: Planner) -> None:
    ended = planner("advise", "-", "--json", stdin="sleep_h = 99\n")
    assert ended.code == 1
    assert json.loads(ended.out) == {
        "id": None,
        "error": "sleep_h: 99 is out of range (write 0 to 24 hours)",
        "line": 1,
    }


def test_json_lines_in_a_file(planner: Planner, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1}\n{"id": 2}\n')
    assert [r["id"] for r in rows(planner("advise", str(path), "--jsonl"))] == [1, 2]


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_files_that_cannot_be_read(planner: Planner, tmp_path: Path, form: str) -> None:
    for name in ("none.toml", "none", ".", "a\0b"):
        ended = planner("advise", str(tmp_path / name), form)
        assert (ended.code, ended.out) == (3, ""), name
        assert ended.err.count("\n") == 1
    (tmp_path / "bad.toml").write_text("sleep_h = 7,5\n")
    ended = planner("advise", str(tmp_path / "bad.toml"), form)
    assert ended.code == 3
    assert "bad.toml:1: sleep_h: 7,5 is no number" in ended.err


@pytest.mark.parametrize("args", [(), ("-", "--json", "--jsonl"), ("-", "x"), ("-", "--jso")])
def test_wrong_use(planner: Planner, args: tuple[str, ...]) -> None:
    ended = planner("advise", *args)
    assert (ended.code, ended.out) == (2, "")
    assert "usage: planner advise" in ended.err


def test_for_people(planner: Planner, tmp_path: Path) -> None:
    text = """
[[scenario]]
id = "long\\u001b[2J"
pain = []
plan = { kind = "long", km = 16 }
history = { longest_30d_km = 10 }
[[scenario]]
flags = ["locked_knee"]
[[scenario]]
kms = 3
"""
    ended = planner("advise", "-", stdin=text, PLANNER_HOME=str(tmp_path))
    assert ended.code == 1
    first, second, third = ended.out.split("\n\n")
    assert first.startswith("long·[2J  MODIFIED RUN (~)  11 km")
    assert "  - 16 km planned; your longest in 30 days is 10 km: 11 km at most  [spike: E-LOAD-1" in first
    assert "  would change it: shorten to 11 km -> RUN" in first
    assert second.startswith(
        "REST (-)  No run today, no load\n  Be seen by a doctor today.\n  - knee locked: be seen today"
    )
    assert third.startswith("no answer: kms: is not a key")
    assert ended.err.startswith("standard input:10: scenario[3].kms: is not a key")
    (tmp_path / "settings.toml").write_text('format = 1\nunits = "mi"\n')
    ended = planner("advise", "-", stdin=text, PLANNER_HOME=str(tmp_path))
    assert "9.9 mi planned" in ended.out
    assert "shorten to 6.83 mi" in ended.out


def test_own_numbers_of_rules_count(planner: Planner, tmp_path: Path) -> None:
    """The runner's own rules.toml is in use; with a mistake in it the last valid ones stay, and it is said."""
    line = '{"pain": [], "plan": {"km": 10.9}, "history": {"longest_30d_km": 10}}'
    own = tmp_path / "rules.toml"
    own.write_text("format = 1\n[spike]\nratio = 1.05\n")
    ended = planner("advise", "-", "--jsonl", stdin=line, PLANNER_HOME=str(tmp_path))
    assert rows(ended)[0]["max_km"] == 10.5
    own.write_text("format = 1\n[spike]\nration = 1.05\n")
    ended = planner("advise", "-", "--jsonl", stdin=line, PLANNER_HOME=str(tmp_path))
    assert rows(ended)[0]["max_km"] == 10.5
    assert "your last valid rules stay in use" in ended.err
    (tmp_path / "state" / "rules-last-valid").unlink()
    ended = planner("advise", "-", "--jsonl", stdin=line, PLANNER_HOME=str(tmp_path))
    assert rows(ended)[0]["max_km"] is None
    assert "the shipped rules are in use" in ended.err
    assert "rules.toml:3: spike.ration: is not a number of this rule" in ended.err


def test_an_answer_comes_as_soon_as_its_line() -> None:
    """Another program may write a line and wait for the answer before it writes the next."""
    command = [sys.executable, "-m", "planner", "advise", "-", "--jsonl"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=buffered) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            for n in (1, 2):
                child.stdin.write(b'{"id": %d}\n' % n)
                child.stdin.flush()
                assert select.select([child.stdout], [], [], 30)[0], "no answer until the input ends"
                assert json.loads(child.stdout.readline())["id"] == n
            child.stdin.close()
            assert child.wait(timeout=60) == 0
        finally:
            child.kill()


def test_it_starts_without_the_screens() -> None:
    code = (
        "import sys; from planner.cli import main; main(['advise', '-', '--json']);"
        "print(*sorted(m for m in ('textual', 'tomlkit', 'platformdirs', 'rich') if m in sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], input="{}", capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.splitlines()[-1] == ""


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        min_size=1,
        max_size=12,
        elements=st.fixed_dictionaries(
            {},
            optional={
                "sleep_h": st.sampled_from((3.9, 5, 8)),
                "fatigue": st.integers(1, 7),
                "rhr_delta": st.sampled_from((0, 7.333333, 12)),
                "hrv_z": st.sampled_from((-1.23456, 0.2)),
                "flags": st.lists(
                    st.sampled_from(("fever", "sore_throat", "gait_altered", "painkiller_6h", "locked_knee"))
                ),
                "pain": st.lists(
                    st.fixed_dictionaries(
                        {"site": st.sampled_from(("calf", "groin", "other:jaw")), "score": st.integers(0, 10)}
                    )
                ),
                "plan": st.fixed_dictionaries(
                    {}, optional={"kind": st.sampled_from(("long", "race", "hills", "rest")), "km": st.just(16.0)}
                ),
                "history": st.fixed_dictionaries(
                    {},
                    optional={
                        "longest_30d_km": st.sampled_from((0, 10, 12.3456)),
                        "days_since_last_run": st.integers(0, 40),
                        "days_since_hard": st.integers(0, 3),
                        "sleep_avg14_h": st.sampled_from((6.96, 6.9999, 7.2)),
                        "days_since_fever_free": st.sampled_from((0.5, 1, 1.5, 5)),
                    },
                ),
                "person": st.fixed_dictionaries(
                    {},
                    optional={
                        "experience_months": st.integers(0, 3),
                        "weeks_postpartum": st.sampled_from((1, 11.9, 20)),
                    },
                ),
                "env": st.fixed_dictionaries({}, optional={"wbgt_c": st.sampled_from((23.456789, 30))}),
            },
        ),
    )
)
def test_every_sentence_is_fit_to_read(planner: Planner, scenarios: list[dict[str, object]]) -> None:
    """Whatever was said: no long decimals, one of a thing is one, and an answer below run has a reason."""
    ended = planner("advise", "-", "--jsonl", stdin="\n".join(map(json.dumps, scenarios)))
    assert len(rows(ended)) == len(scenarios)
    for answer in rows(ended):
        assert list(answer) == KEYS
        for reason in answer["reasons"]:
            words = reason["because"]
            assert not any(len(w.partition(".")[2].rstrip(":,;")) > 3 for w in words.split()), words
            assert not re.search(r"None|Rung\.|(?<![\d.])1 \w+s (without|since|of|=)|(?<![\d.])1 points", words), words
            assert not re.match(r"(\d+) \w+.* under \1(?![\d.])", words), words
        assert answer["reasons"] or answer["suggestion"] == "run"
        if answer["suggestion"] not in ("run", "modified_run"):
            assert not answer["hard_allowed"]
            assert not answer["hills_allowed"]
