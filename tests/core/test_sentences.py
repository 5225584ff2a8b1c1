"""Every sentence of every rule, over the rule cases and over drawn mornings: short, plain, no diagnosis, no promise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import strategies
from hypothesis import given, settings
from mornings import BOOK, asked, merged, scenario

from planner.core.advise import advise
from planner.core.days import Planned
from planner.core.facts import Scenario
from planner.core.rules import BY_ID
from planner.core.verdict import Finding, Reason, Referral
from planner.core.words import EDUCATION, REFERRALS, because, headline, learning, reason_line, sentence_ids

CASES: list[dict[str, Any]] = [
    case
    for file in sorted((Path(__file__).parent / "rules" / "cases").glob("*.toml"))
    for case in tomllib.loads(file.read_text())["case"]
]
ANSWERED = dict.fromkeys(("sleep_quality", "fatigue", "soreness", "stress"), 2)
ORDINARY = ANSWERED | {"sleep_h": 7.5, "pain": [], "plan": {"kind": "easy", "km": 8}, "history": {"longest_30d_km": 10}}
DIAGNOSES = (
    "tendinitis tendinopathy tendinosis fracture arthritis osteo syndrome sprain strain tear inflam bursitis fasciitis"
    " patellofemoral splints meniscus ligament anaemi anemi myocarditis thrombosis overtrain patholog diagnos disease"
).split()
PROMISES = "will prevent guarantee heal cure protect safe ensure always never proven fix certain".split()
ODDS = (
    r"\brisks?\b|\blikely\b|\bchances?\b|\bprobab|\bodds\b|\btimes (more|as)\b"
    r"|% (of (runners|people)|more|less|higher|lower)"
)
LONGEST = 120
"""Characters, of a sentence about one place or one sign."""


def faults(words: str) -> list[str]:
    """What is wrong with a sentence."""
    low = words.lower()
    found = [w for w in DIAGNOSES if w in low]
    found += [w for w in PROMISES if re.search(rf"\b{w}\b", low)]
    found += [m.group() for m in re.finditer(ODDS, low)]
    found += [w for w in ("\u2014", "!", "None", "  ", "_") if w in words]
    found += ["percent"] if "%" in words and "50% of it" not in words and "% of it, easy" not in words else []
    found += ["nan"] * bool(re.search(r"\bnan\b", low))
    if words.endswith(".") or words != words.strip():
        found.append("end")
    return found


def sentence(case: dict[str, Any], units: str = "km") -> str | None:
    """What the rule of a case says of its morning."""
    found = asked(case["rule"], scenario(merged(ORDINARY, case["in"])))
    return because(case["rule"], found, units) if isinstance(found, Finding) else None


def test_every_rule_is_heard() -> None:
    """The cases make each rule speak, so that no sentence is left out below."""
    heard = {case["rule"] for case in CASES if sentence(case) is not None}
    assert heard == set(BY_ID) == sentence_ids()


@pytest.mark.parametrize("units", ["km", "mi"])
def test_the_sentences_of_the_cases(units: str) -> None:
    spoken = {(case["rule"], said) for case in CASES if (said := sentence(case, units)) is not None}
    assert len(spoken) > 100
    wrong = [(rule, said, f) for rule, said in sorted(spoken) if (f := faults(said))]
    long = [said for _, said in spoken if len(said) > LONGEST and said.count(" and ") < 2]
    assert (wrong, long) == ([], [])


@given(strategies.mornings())
@settings(max_examples=150)
def test_the_sentences_of_any_morning(table: dict[str, Any]) -> None:
    for reason in advise(scenario(table), BOOK).reasons:
        said = because(reason.rule, reason.finding)
        assert faults(said) == [], said


@pytest.mark.parametrize(
    "words", ["this will heal", "30% more likely", "looks like tendinitis", "your odds", "run on!"]
)
def test_the_walk_sees(words: str) -> None:
    """A sentence that says what none may is found."""
    assert faults(words)


NUMBERED = {
    "spike": ("14 km", "11 km"),
    "sleep-debt": ("6.5", "7"),
    "layoff": ("9 days", "7.5 km"),
    "sleep-short": ("5.5 h", "6"),
    "sleep-poor": ("6 of 7",),
    "shoe-worn": ("900 km", "800 km"),
    "strength-due": ("0 of 2",),
    "pain-joint": ("your left knee", "2/10"),
}


def test_number_and_limit_are_named() -> None:
    """The value seen and, where there is one, the limit."""
    table = {
        "sleep_h": 5.5,
        "sleep_quality": 6,
        "pain": [{"site": "knee_front", "side": "left", "score": 2}],
        "plan": {"kind": "easy", "km": 14},
        "history": {
            "longest_30d_km": 10,
            "days_since_last_run": 9,
            "sleep_avg14_h": 6.5,
            "strength_sessions_7d": 0,
        },
        "shoe": {"km": 900},
    }
    told = {r.rule: because(r.rule, r.finding) for r in advise(scenario(table), BOOK).reasons}
    for rule, words in NUMBERED.items():
        assert all(w in told[rule] for w in words), told[rule]


def test_one_plain_line_of_education() -> None:
    assert EDUCATION.startswith("This is education, not medical advice.")
    assert "\n" not in EDUCATION and len(EDUCATION) <= 80


def test_referral_lines_say_whom_and_how_soon() -> None:
    whom, soon = r"doctor|physiotherapist|emergency", r"now|today|within days|if it stays"
    for referral, line in REFERRALS.items():
        if referral is not Referral.NONE:
            assert re.search(whom, line) and re.search(soon, line, re.IGNORECASE), line
            assert len(line) <= 60


@pytest.mark.parametrize(
    ("mornings", "words"),
    [(0, "Learning your usual: 0 of 10 days"), (9, "Learning your usual: 9 of 10 days"), (10, "")],
)
def test_learning(mornings: int, words: str) -> None:
    assert learning(mornings, 10) == words


SORE_BONE = {"pain": [{"site": "groin", "score": 0, "night": True}]}
SAID: list[tuple[str, dict[str, Any], str]] = [
    ("pain-stop", SORE_BONE, "any pain there stops a run"),
    ("readiness", {"sleep_h": 4.567}, "slept 4.57 h (2) = 2 points: shorter and easy"),
    ("sleep-debt", {"history": {"sleep_avg14_h": 6.92}}, "6.9 h sleep"),
    ("sleep-debt", {"history": {"sleep_avg14_h": 6.9712}}, "6.97 h sleep"),
    ("sleep-debt", {"history": {"sleep_avg14_h": 6.99624}}, "6.996 h sleep"),
    ("sleep-debt", {"history": {"sleep_avg14_h": 6.99962}}, "just under 7 h sleep"),
    ("layoff", {"history": {"days_since_last_run": 9}}, "9 days since your last run: nothing hard"),
    ("new-shoes", {"plan": {"km": 8}, "shoe": {"km": 5}}, "a new pair with 5 km in it: nothing hard"),
    ("bmi-first-week", {"person": {"bmi": 31}, "history": {"weeks_running": 0}}, "first week: 3 km at most"),
]


@pytest.mark.parametrize(("rule", "table", "words"), SAID)
def test_a_sentence_says_what_is_known_and_no_more(rule: str, table: dict[str, Any], words: str) -> None:
    """No limit where no longest run is known; as many decimals as it takes to look below the limit; kilometres."""
    found = asked(rule, scenario(table))
    assert isinstance(found, Finding)
    assert because(rule, found).removesuffix(" a day over two weeks, under 7: no longer than your longest") == words
    assert reason_line(Reason(rule=rule, finding=found, sources=())) == because(rule, found)


def test_the_line_under_a_verdict_is_in_kilometres_where_nothing_else_was_said() -> None:
    plan = Planned(km=8.0, kind="easy")
    assert headline(advise(Scenario(plan=plan), BOOK), plan) == "5 km, at most 30 min, walk and run in turn, easy, flat"
