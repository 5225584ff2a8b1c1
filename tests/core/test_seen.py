"""What a rule saw and its limit, in one form for every rule: the rule spoke because the one stands to the other so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mornings import BOOK, scenario
from strategies import mornings, own_rules

from planner.core.advise import advise
from planner.core.facts import Scenario
from planner.core.rule import Rulebook
from planner.core.rules import ALL, BY_ID
from planner.core.seen import FROM, HOLDS, Seen, rule_ids, seen

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


def test_kilometres_are_shown_in_the_runners_units() -> None:
    found = all_seen(scenario({"plan": {"km": 16}, "history": HISTORY}))["spike"]
    assert found.words("mi") == "seen 9.9 mi, speaks above 6.8 mi"
    worn = all_seen(scenario({"plan": PLAN, "shoe": {"km": 805}}))["shoe-worn"]
    assert worn.words("mi") == "seen 500.2 mi in this pair, speaks from 497.1 mi"


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
