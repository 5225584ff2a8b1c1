"""What a rule saw and its limit, in one form for every rule: the rule spoke because the one stands to the other so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mornings import BOOK, scenario, with_numbers
from strategies import mornings, own_rules

from planner.core.advise import advise
from planner.core.facts import Scenario
from planner.core.rule import Rulebook
from planner.core.rules import ALL, BY_ID
from planner.core.seen import FROM, HOLDS, Seen, rule_ids, seen
from planner.core.values import replace
from planner.core.words import because

NO_VALUE = {"missing-pain"}
NO_LIMIT = {
    "red-flag-emergency", "red-flag-same-day", "red-flag-soon", "reds", "gait", "pain-walking", "night-pain",
    "pain-next-morning", "painkiller", "missing-pain", "bone-injury", "illness-systemic", "no-history", "conflict",
    "surface", "pregnancy", "as-planned",
}  # fmt: skip  # signs and words: there is no number that they could be held against
SOMETIMES = {"illness-neck", "bone-stress", "pain-stop"}
"""Rules that speak with a number against a limit, or of a sign alone."""
ROUNDED = 0.006
"""Caps are kept to 10 m, so that the limit of a sentence may lie half of that off."""


def all_seen(s: Scenario, book: Rulebook = BOOK) -> dict[str, Seen]:
    """What each rule that spoke saw."""
    return {r.rule: seen(r, s, book.entries[BY_ID[r.rule].reads].numbers) for r in advise(s, book).reasons}


def test_every_rule_has_a_line() -> None:
    """No rule is without one, and none is left over."""
    assert rule_ids() == {rule.id for rule in ALL}


PLAN = {"km": 8.0, "kind": "easy"}
HISTORY = {"longest_30d_km": 10.0}
EXAMPLES: tuple[tuple[str, Mapping[str, Any], Seen, str], ...] = (
    (
        "spike",
        {"plan": {"km": 16}, "history": HISTORY},
        Seen(value=16.0, how="above", limit=11.0, unit="km"),
        "seen 16 km, speaks above 11 km",
    ),
    (
        "pain-joint",
        {"pain": [{"site": "ankle", "score": 5}]},
        Seen(value=5.0, how="from", limit=4.0, unit="of 10"),
        "seen 5 of 10, speaks from 4",
    ),
    (
        "pain-stop",
        {"pain": [{"site": "ankle", "score": 2}]},
        Seen(limit=4.0, unit="of 10"),
        "limit 4 of 10",
    ),
    (
        "red-flag-soon",
        {"flags": ["giving_way"]},
        Seen(value="knee gives way"),
        "seen: knee gives way",
    ),
    (
        "sleep-short",
        {"sleep_h": 4.5},
        Seen(value=4.5, how="below", limit=5.0, unit="h"),
        "seen 4.5 h, speaks below 5",
    ),
    (
        "readiness",
        {"sleep_h": 4.5, "fatigue": 6},
        Seen(value=3.0, how="from", limit=3.0, unit="points"),
        "seen 3 points, speaks from 3",
    ),
    (
        "layoff",
        {"history": {**HISTORY, "days_since_last_run": 29}},
        Seen(value=29.0, how="above", limit=28.0, unit="days since the last run"),
        "seen 29 days since the last run, speaks above 28",
    ),
    (
        "cold",
        {"env": {"wind_chill_c": -20}},
        Seen(value=-20.0, how="down to", limit=-18.0, unit="°C wind chill"),
        "seen -20 °C wind chill, speaks down to -18",
    ),
    (
        "air",
        {"env": {"aqi": 160}, "person": {"asthma": True}},
        Seen(value=160.0, how="above", limit=150.0, unit="US AQI"),
        "seen 160 US AQI, speaks above 150",
    ),
    (
        "new-shoes",
        {"shoe": {"km": 5, "outings": 1}},
        Seen(value=5.0, how="below", limit=20.0, unit="km in this pair"),
        "seen 5 km in this pair, speaks below 20 km",
    ),
    (
        "new-shoes",
        {"shoe": {"km": 310, "weeks": 4, "very_different": True}},
        Seen(value=4, how="below", limit=20.0, unit="weeks with this pair"),
        "seen 4 weeks with this pair, speaks below 20",
    ),
    (
        "bone-injury",
        {"history": {"bone_injury": "not_cleared"}},
        Seen(value="not cleared"),
        "seen: not cleared",
    ),
    ("missing-pain", {}, Seen(), ""),
)


@pytest.mark.parametrize(("rule", "table", "expected", "words"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_examples(rule: str, table: Mapping[str, Any], expected: Seen, words: str) -> None:
    """Value, how the two stand, limit and unit, and the same in words."""
    found = all_seen(scenario(table))[rule]
    assert found == expected
    assert found.words() == words


ONE = {
    (1, "days since the last run", 6): "seen 1 day since the last run, speaks from 6",
    (1.0, "run days in a row", 1): "seen 1 run day in a row, speaks from 1",
    (1, "sessions in 7 days", 2): "seen 1 session in 7 days, speaks from 2",
    (1.5, "weeks rising", 1): "seen 1.5 weeks rising, speaks from 1",
    (1, "h a day over two weeks", 6): "seen 1 h a day over two weeks, speaks from 6",
    (1, "runs a week", 2): "seen 1 run a week, speaks from 2",
    (1, "points", 2): "seen 1 point, speaks from 2",
    (0, "points", 2): "seen 0 points, speaks from 2",
    (1, "months of running", 6): "seen 1 month of running, speaks from 6",
    (1, "years", 60): "seen 1 year, speaks from 60",
    (1, "beats a minute above your usual", 5): "seen 1 beat a minute above your usual, speaks from 5",
    (26.1251, "°C WBGT", 23): "seen 26.13 °C WBGT, speaks from 23",
}


@pytest.mark.parametrize(("said", "words"), ONE.items(), ids=lambda v: v if isinstance(v, str) else "")
def test_one_of_something(said: tuple[float, str, float], words: str) -> None:
    """What is counted stands in the singular beside a one, and only there."""
    value, unit, limit = said
    assert Seen(value=value, how="from", limit=limit, unit=unit).words() == words
    assert Seen(how="from", limit=1, unit="days").words() == "speaks from 1 day"
    assert Seen(value=1, how="from", limit=2).words() == "seen 1, speaks from 2"


def test_kilometres_are_shown_in_the_runners_units() -> None:
    found = all_seen(scenario({"plan": {"km": 16}, "history": HISTORY}))["spike"]
    assert found.words("mi") == "seen 9.9 mi, speaks above 6.8 mi"
    worn = all_seen(scenario({"plan": PLAN, "shoe": {"km": 805}}))["shoe-worn"]
    assert worn.words("mi") == "seen 500.2 mi in this pair, speaks from 497.1 mi"


ROWS = (
    """
pain-joint | {"pain": [{"site": "ankle", "score": 1}]} | seen 1 of 10, speaks from 1
pain-joint | {"pain": [{"site": "ankle", "score": 2}]} | seen 2 of 10, speaks from 2
pain-joint | {"pain": [{"site": "ankle", "score": 3}]} | seen 3 of 10, speaks from 3
pain-joint | {"pain": [{"site": "ankle", "score": 5}]} | seen 5 of 10, speaks from 4
pain-joint | {"pain": [{"site": "ankle", "score": 7}]} | seen 7 of 10, speaks from 6
pain-joint | {"pain": [{"site": "ankle", "score": 8}]} | seen 8 of 10, speaks from 8
pain-tendon | {"pain": [{"site": "achilles", "score": 1}]} | seen 1 of 10, speaks from 1
pain-tendon | {"pain": [{"site": "achilles", "score": 2}]} | seen 2 of 10, speaks from 2
pain-tendon | {"pain": [{"site": "achilles", "score": 5}]} | seen 5 of 10, speaks from 3
pain-tendon | {"pain": [{"site": "achilles", "score": 6}]} | seen 6 of 10, speaks from 6
pain-tendon | {"pain": [{"site": "achilles", "score": 9}]} | seen 9 of 10, speaks from 8
pain-muscle | {"pain": [{"site": "calf", "score": 1}]} | seen 1 of 10, speaks from 1
pain-muscle | {"pain": [{"site": "calf", "score": 2}]} | seen 2 of 10, speaks from 2
pain-muscle | {"pain": [{"site": "calf", "score": 5}]} | seen 5 of 10, speaks from 3
pain-muscle | {"pain": [{"site": "calf", "score": 7}]} | seen 7 of 10, speaks from 6
pain-muscle | {"pain": [{"site": "calf", "score": 8}]} | seen 8 of 10, speaks from 8
pain-stop | {"pain": [{"site": "calf", "score": 3}]} | seen 3 of 10, speaks above 2
pain-walking | {"pain": [{"site": "ankle", "score": 2, "walk_pain": true}]} | seen: it hurts when walking
night-pain | {"pain": [{"site": "ankle", "score": 2, "night": true}]} | seen: it hurts at night or at rest
pain-next-morning | {"pain": [{"site": "ankle", "score": 2, "worse_next_morning": true}]}
    seen: worse after the last run, or not settled an hour after it
pain-trend | {"pain": [{"site": "ankle", "score": 3, "weeks_rising": 1}]} | seen 1 week rising, speaks from 1
pain-trend | {"pain": [{"site": "ankle", "score": 3, "weeks_rising": 3}]} | seen 3 weeks rising, speaks from 2
pain-streak | {"pain": [{"site": "ankle", "score": 3, "painful_run_streak": 4}]} | seen 4 runs in a row, speaks from 3
painkiller | {"flags": ["painkiller_6h"], "pain": []} | seen: a painkiller in the last 6 hours
bone-stress | {"pain": [{"site": "femur", "score": 5}]} | seen 5 of 10
bone-stress | {"pain": [{"site": "femur", "score": 6}]} | seen 6 of 10, speaks from 6
reds | {"flags": ["missed_periods"]} | seen: missed periods
gait | {"flags": ["limp_walking"]} | seen: you limp when walking
illness-systemic | {"flags": ["fever"]} | seen: fever (38.0 °C or more)
illness-neck | {"flags": ["runny_nose"]} | seen: runny nose
illness-systemic | {"flags": ["fever", "vomiting_diarrhoea"]}
    seen: fever (38.0 °C or more), vomiting or diarrhoea
illness-neck | {"flags": ["runny_nose"], "rhr_delta": 12} | seen 12 beats a minute above your usual, speaks from 10
illness-return | {"history": {"days_since_fever_free": 0}} | seen 0 days without fever, speaks below 1
illness-return | {"history": {"days_since_fever_free": 2}} | seen 2 days without fever, speaks below 3
illness-return | {"history": {"days_since_fever_free": 6}} | seen 6 days without fever, speaks below 7
sleep-short | {"sleep_h": 5.9} | seen 5.9 h, speaks below 6
sleep-short | {"sleep_h": 4.9} | seen 4.9 h, speaks below 5
sleep-short | {"sleep_h": 3.5} | seen 3.5 h, speaks below 4
sleep-poor | {"sleep_quality": 7} | seen 7 of 7, speaks from 6
fatigue-high | {"fatigue": 6} | seen 6 of 7, speaks from 6
fatigue-high | {"fatigue": 7} | seen 7 of 7, speaks from 7
soreness-high | {"soreness": 6} | seen 6 of 7, speaks from 6
soreness-high | {"soreness": 7} | seen 7 of 7, speaks from 7
stress-high | {"stress": 7} | seen 7 of 7, speaks from 6
rhr-up | {"rhr_delta": 8} | seen 8 beats a minute above your usual, speaks from 5
rhr-up | {"rhr_delta": 11} | seen 11 beats a minute above your usual, speaks from 10
hrv-low | {"hrv_z": -1.5} | seen -1.5 own standard deviations, speaks below -0.5
sleep-debt | {"history": {"sleep_avg14_h": 6.0}} | seen 6 h a day over two weeks, speaks below 7
no-history | {"plan": {"km": 8}} | seen: no run recorded
no-history | {"plan": {"km": 8}, "history": {"declared_long_km": 12}} | seen 12 km as told
layoff | {"history": {"longest_30d_km": 10, "days_since_last_run": 13}} | seen 13 days since the last run, speaks from 6
layoff | {"history": {"longest_30d_km": 10, "days_since_last_run": 28}}
    seen 28 days since the last run, speaks from 14
novice | {"person": {"experience_months": 2}} | seen 2 months of running, speaks below 6
masters | {"person": {"age": 66}} | seen 66 years, speaks from 60
hard-again | {"plan": {"kind": "tempo", "km": 5}, "history": {"days_since_hard": 1}}
    seen 1 day since the last hard session, speaks down to 1
surface | {"plan": {"km": 5, "terrain": "trail"}, "history": {"usual_terrain": "road"}} | seen: trail
new-shoes | {"plan": {"km": 8}, "shoe": {"km": 100, "weeks": 4, "outings": 9, "very_different": true}}
    seen 100 km in this pair, speaks below 300 km
heat | {"env": {"wbgt_c": 26}} | seen 26 °C WBGT, speaks above 23
heat | {"env": {"wbgt_c": 31}} | seen 31 °C WBGT, speaks above 28
heat | {"env": {"wbgt_c": 33}} | seen 33 °C WBGT, speaks above 32.2
cold | {"env": {"wind_chill_c": -27}} | seen -27 °C wind chill, speaks down to -27
air | {"env": {"aqi": 160}} | seen 160 US AQI, speaks above 150
air | {"env": {"aqi": 301}} | seen 301 US AQI, speaks above 300
air | {"env": {"aqi": 101}, "person": {"pregnant": true}} | seen 101 US AQI, speaks above 100
air | {"env": {"aqi": 101}, "person": {"age": 65}} | seen 101 US AQI, speaks above 100
pregnancy | {"person": {"pregnant": true}} | seen: pregnant
postpartum | {"person": {"weeks_postpartum": 8}} | seen 8 weeks since birth, speaks below 12
as-planned | {"plan": {"kind": "rest"}} | seen: rest
strength-due | {"history": {"strength_sessions_7d": 0}} | seen 0 sessions in 7 days, speaks below 2
shoe-rotate | {"plan": {"km": 8}, "shoe": {"pairs": 1}, "history": {"longest_30d_km": 10, "runs_per_week": 5}}
    seen 5 runs a week, speaks from 3
""".strip()
    .replace("\n    ", " | ")
    .splitlines()
)
"""A rule, a morning that it speaks of, and what it saw: each step of each rule, and every unit."""


@pytest.mark.parametrize("row", ROWS)
def test_each_step_of_each_rule(row: str) -> None:
    rule, table, words = row.split(" | ")
    assert all_seen(scenario(json.loads(table)))[rule].words() == words


def test_what_was_seen_over_several_facts() -> None:
    """Points, the signs that disagree, changes at once, and days of a week of running."""
    well = {"sleep_h": 8, "sleep_quality": 2, "fatigue": 2, "soreness": 2, "stress": 2}
    long = {"longest_30d_km": 10.0}
    new = {"km": 12, "kind": "easy", "terrain": "trail", "climb_m": 400}
    beginner = {"experience_months": 2, "bmi": 31}
    for rule, table, words in (
        ("readiness", {**well, "sleep_h": 4.5, "fatigue": 7, "soreness": 6}, "seen 6 points, speaks from 4"),
        ("conflict", {**well, "rhr_delta": 9}, "seen: pulse or HRV off, every answer fine"),
        (
            "one-change",
            {"plan": new, "history": {**long, "usual_terrain": "road", "usual_climb_m_per_km": 3}},
            "seen 3 new at once, speaks above 1",
        ),
        (
            "novice-third-day",
            {"person": beginner, "history": {**long, "consecutive_run_days": 3}, "plan": {"km": 3}},
            "seen 4 run days in a row, speaks above 2",
        ),
        (
            "bmi-first-week",
            {"person": beginner, "history": {**long, "weeks_running": 0.5}, "plan": {"km": 3}},
            "seen 31 kg per square metre, speaks above 30",
        ),
    ):
        assert all_seen(scenario(table))[rule].words() == words


def test_points_just_below_a_step_have_not_reached_it() -> None:
    """With a runner's own points: the step that is named is the one that the rule took."""
    entry = BOOK.entries["readiness"]
    own = replace(entry, numbers={**entry.numbers, "fatigue_worst_points": 2.996})
    book = replace(BOOK, entries={**BOOK.entries, "readiness": own})
    found = advise(scenario({"fatigue": 7}), book)
    (reason,) = (r for r in found.reasons if r.rule == "readiness")
    assert because("readiness", reason.finding).endswith("shorter and easy"), "below 3 points it is no day off"
    assert all_seen(scenario({"fatigue": 7}), book)["readiness"] == Seen(
        value=2.996, how="from", limit=2.0, unit="points"
    )


@settings(max_examples=200, deadline=None)
@given(table=mornings(), book=st.integers(0, 50))
def test_the_value_stands_to_the_limit_as_said(table: Mapping[str, Any], book: int) -> None:
    """For every rule that spoke, with shipped or own numbers: the value is above, below or at the limit as it says."""
    s = scenario(table)
    for rule, found in all_seen(s, own_rules(book) if book else BOOK).items():
        assert found.value is not None or rule in NO_VALUE or rule in ("pain-stop", "new-shoes"), rule
        assert found.limit is None or rule not in NO_LIMIT, rule
        if found.how and not isinstance(found.value, str) and found.value is not None:
            assert found.limit is not None
            near = ROUNDED if rule == "spike" else 0.0
            value = found.value + (near if found.how in (FROM, "above") else -near)
            assert HOLDS[found.how](value, found.limit), f"{rule}: {found}"
        assert found.words() or rule in NO_VALUE, rule


def test_every_rule_that_has_a_limit_gives_one() -> None:
    """Over many random mornings each rule speaks at least once, and shows a limit where there is one."""
    limits: dict[str, bool] = {}

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(table=mornings())
    def collect(table: Mapping[str, Any]) -> None:
        for rule, found in all_seen(scenario(table)).items():
            limits[rule] = limits.get(rule, False) or found.limit is not None

    collect()
    assert {rule for rule, some in limits.items() if not some} <= NO_LIMIT | SOMETIMES
    assert not {rule for rule, some in limits.items() if some} & NO_LIMIT
    assert len(limits) > len(ALL) * 3 / 4


def test_several_signs_are_named_with_a_comma_and_without_a_unit() -> None:
    found = all_seen(scenario({"flags": ["fever", "chest_cough"]}))["illness-systemic"]
    assert (found.words(), found.unit) == ("seen: fever (38.0 °C or more), chesty cough", "")


def test_points_are_told_to_a_hundredth_and_given_without_the_noise_of_floats() -> None:
    """With a cap of one's own on what devices add."""
    morning = scenario({"stress": 6, "rhr_delta": 20, "plan": {"km": 8, "kind": "tempo"}})
    for most, value, words in ((0.333, 1.333, "1.33"), (0.1000000001, 1.1, "1.1")):
        found = all_seen(morning, with_numbers("readiness", objective_most=most))["readiness"]
        assert found.value == value and found.words().startswith(f"seen {words} points"), most


def test_a_very_different_pair_with_its_kilometres_still_lacks_its_weeks() -> None:
    shoe = {"km": 300.0, "outings": 60, "weeks": 10.0, "very_different": True}
    found = all_seen(scenario({"plan": {"km": 8, "kind": "easy"}, "shoe": shoe}))["new-shoes"]
    assert (found.value, found.unit) == (10.0, "weeks with this pair")
