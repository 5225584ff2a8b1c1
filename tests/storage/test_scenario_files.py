"""Scenarios as they are written: the closed list of keys, what a mistake says and where, JSON of other programs."""

from __future__ import annotations

import json
import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.days import Pain, Planned
from planner.core.facts import Device, History, Scenario
from planner.storage import scenarios
from planner.storage.problems import CannotRead
from planner.storage.scenarios import SCENARIO, Asked, read, read_line

DESIGN = """
id sleep_h sleep_quality fatigue soreness stress rhr_delta hrv_z wellness_z flags pain plan history person env shoe
pain: site score side stable night rest_pain hop_pain focal walk_pain weeks_rising worse_next_morning not_settled_60min
 painful_run_streak yesterday
plan: kind km minutes climb_m climb_m_per_km terrain faster_than_usual shoe
history: longest_30d_km declared_long_km days_since_last_run days_since_hard usual_gap_days consecutive_run_days
 runs_per_week weeks_running usual_climb_m_per_km steepest_28d_m_per_km usual_terrain terrains_28d pace_min_per_km
 strength_sessions_7d sleep_avg14_h days_since_fever_free bone_injury week_change_pct acwr
person: age experience_months bmi pregnant weeks_postpartum asthma
env: wbgt_c wind_chill_c aqi indoor_available
shoe: km outings weeks pairs very_different
"""
"""The keys as design.md 7 lists them."""


def line(text: str | bytes, number: int = 2) -> Asked:
    asked = read_line(text.encode() if isinstance(text, str) else text, number, "in")
    assert asked is not None
    return asked


def test_the_list_of_keys_is_the_one_of_the_design() -> None:
    top, *parts = re.sub(r"\n ", " ", DESIGN.strip()).split("\n")
    assert set(SCENARIO.known) == set(top.split())
    for part in parts:
        name, _, keys = part.partition(":")
        shape = SCENARIO.known[name].shape
        assert shape is not None
        assert set(shape.known) == set(keys.split()), name


def test_a_whole_scenario() -> None:
    given = {
        "id": "V1",
        "sleep_h": 7,
        "rhr_delta": -1,
        "hrv_z": 0.4,
        "flags": ["fever", "fever"],
        "pain": [{"site": "other:jaw", "score": 2, "side": "left"}],
        "plan": {"kind": "long", "km": 18},
        "history": {"terrains_28d": ["road", "trail"], "acwr": 1.2},
    }
    asked = line(json.dumps(given))
    assert asked.problems == ()
    assert asked.scenario == Scenario(
        id="V1",
        sleep_h=7.0,
        device=Device(rhr_delta=-1.0, hrv_z=0.4),
        flags=frozenset({"fever"}),
        pain=(Pain(site="other:jaw", score=2, side="left"),),
        plan=Planned(kind="long", km=18.0),
        history=History(terrains_28d=("road", "trail"), acwr=1.2),
    )


def test_absent_is_not_said() -> None:
    """Flags that were not named are not raised, pain that was not named is not said; null is absent."""
    assert line("{}").scenario == Scenario()
    nothing = json.dumps(dict.fromkeys(SCENARIO.known))
    assert line(nothing) == Asked(scenario=Scenario(), line=2)
    assert line('{"pain": []}').scenario == Scenario(pain=())
    assert line('{"plan": {}}').scenario == Scenario(plan=Planned())
    assert "site: is missing" not in line('{"pain": [{"site": null, "score": 1}]}').error
    assert line('{"pain": [{"site": null, "score": 1}]}').error.startswith("pain[1].site: expected a text, found null")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('{"fatige": 3}', "fatige: is not a key of this table (did you mean 'fatigue'?)"),
        ('{"fatige": null}', "fatige: is not a key"),
        ('{"plan": {"pace": 5}}', "plan.pace: is not a key"),
        ('{"plan": {"note": "x"}}', "plan.note: is not a key"),
        ('{"device": {}}', "device: is not a key"),
        ('{"pain": [{"site": "knee_frnt", "score": 2}]}', "'knee_frnt' is not a site. Did you mean 'knee_front'"),
        ('{"pain": [{"site": "other:knee_frnt", "score": 2}]}', "looks like the listed site 'knee_front'"),
        ('{"pain": [{"score": 2}]}', 'pain[1].site: is missing (write "site": …)'),
        ('{"pain": [{"site": "calf", "score": 11}]}', "pain[1].score: 11 is out of range (write 0 to 10"),
        ('{"pain": {"site": "calf", "score": 1}}', "pain: expected a list of tables, found a table (write [{ … }])"),
        ('{"pain": [3]}', "pain[1]: expected an object, found 3 (write { … })"),
        ('{"flags": ["feverr"]}', "flags: \"feverr\" is not known (did you mean \"fever\"?)"),
        ('{"flags": "fever"}', "flags: expected a list of words"),
        ('{"plan": {"km": "5,2"}}', 'plan.km: expected a number, found "5,2" (write 5.2)'),
        ('{"plan": {"km": -1}}', "plan.km: -1 is out of range (write 0 to 500 km)"),
        ('{"plan": 5}', "plan: expected an object, found 5"),
        ('{"stress": true}', "stress: expected a whole number, found true"),
        ('{"stress": 2.5}', "stress: expected a whole number, found 2.5"),
        ('{"sleep_h": true}', "sleep_h: expected a number, found true"),
        ('{"plan": {"faster_than_usual": 1}}', "plan.faster_than_usual: expected true or false, found 1"),
        ('{"sleep_h": NaN}', "NaN is no number of JSON"),
        ('{"sleep_h": -Infinity}', "-Infinity is no number of JSON"),
        ('{"sleep_h": 1e999}', "sleep_h: inf is out of range"),
        ('{"sleep_h": 1e300}', "sleep_h: a number of more than 18 digits is out of range"),
        ('{"sleep_h": ' + "9" * 5000 + "}", "too many digits"),
        ('{"sleep_h": 7, "sleep_h": 8}', 'the key "sleep_h" stands twice'),
        ('{"plan": {"km": 7, "km": 7}}', 'the key "km" stands twice'),
        ('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deep"),
        ('{"x": ' + "[" * 200 + "]" * 200 + "}", "x: is not a key"),
        ("[1]", "expected a scenario, found a list (write an object: { … })"),
        ("7", "expected a scenario, found 7"),
        ("{'a': 1}", "is no JSON: expecting property name enclosed in double quotes (column 2) (write double"),
        ('{"a": True}', "(write true, false or null)"),
        ('{"sleep_h": 7,}', "(delete the comma before it)"),
        ('{"id": 7} {"id": 8}', "is no JSON: extra data (column 11)"),
        ('{"id": 7', "is no JSON"),
        ('{"id": "a\tb"}', "is no JSON: invalid control character"),
        ("planner", "is no JSON: expecting value (column 1)"),
        (b'{"id": "\xff"}', "is not UTF-8: byte 0xFF at 9"),
        (b'{"id": "\x00"}', "is no JSON: invalid control character"),
        ('{"id": [1]}', "id: a list is no id"),
        ('{"id": true}', "id: true is no id"),
        ('{"pain": [{"site": "other:' + "x" * 5000 + '", "score": 1}]}', "site: has 5,006 characters (limit 80)"),
        ('{"id": "' + "x" * scenarios.MAX_LINE + '"}', "the line has more than 1,000,000 bytes"),
    ],
)  # fmt: skip
def test_what_a_mistake_says(text: str | bytes, error: str) -> None:
    asked = line(text)
    assert asked.scenario is None or asked.problems
    assert error in asked.error
    assert asked.line == 2
    assert "\n" not in asked.error


def test_every_mistake_of_a_scenario_is_said_at_once() -> None:
    error = line('{"id": "x", "fatigue": 9, "plan": {"kms": 3}}').error
    assert "fatigue: 9 is out of range" in error
    assert "plan.kms: is not a key of this table (did you mean 'km'?)" in error


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ('{"id": "V1", "fatige": 3}', "V1"),
        ('{"id": 12, "fatige": 3}', 12),
        ('{"id": "V1", "sleep_h": NaN}', "V1"),
        ('{"id": "V1", "a": 1, "a": 2}', "V1"),
        ('{"id": "V1", "a": }', None),
        ('{"id": [3]}', None),
        ('{"id": 1e5}', 100_000),
        ('{"id": "\\ud800"}', "\ud800"),
    ],
)
def test_the_id_is_given_back_as_it_was(text: str, id: object) -> None:
    assert line(text).id == id


def test_json_of_other_programs() -> None:
    """2.0 is 2 (tables of numbers come so), line ends of Windows, a byte-order mark, blank lines."""
    assert line('{"fatigue": 3.0, "pain": [{"site": "calf", "score": 2.0}]}\r').scenario == Scenario(
        fatigue=3, pain=(Pain(site="calf", score=2),)
    )
    assert read_line(b'\xef\xbb\xbf{"id": "a"}', 1, "in") == Asked(id="a", scenario=Scenario(id="a"), line=1)
    assert "is no JSON" in line(b'\xef\xbb\xbf{"id": "a"}').error, "a mark in the middle is none"
    assert read_line(b" \t\r", 3, "in") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(sorted(SCENARIO.known)) | st.sampled_from(("km", "site", "score")), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(JSON | st.dictionaries(st.sampled_from(sorted(SCENARIO.known)), JSON))
def test_whatever_the_json_is_there_is_an_answer_or_an_error(value: object) -> None:
    asked = line(json.dumps(value))
    assert (asked.scenario is None) == bool(asked.error) or asked.problems
    assert "\n" not in asked.error


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet='{}[]":, \t01ea.-truefalsn\\u', max_size=30).map(str.encode))
def test_whatever_the_bytes_are_there_is_no_traceback(data: bytes) -> None:
    asked = read_line(data, 1, "in")
    assert asked is None or asked.scenario is not None or asked.error
    with suppress(CannotRead):
        read(data, "in")


def test_one_bare_table_is_one_scenario() -> None:
    (asked,), many = read(b"sleep_h = 7.5\npain = []\n[plan]\nkm = 8\n", "s.toml")
    assert not many
    assert asked.scenario == Scenario(sleep_h=7.5, pain=(), plan=Planned(km=8.0))
    (with_format,), _ = read(b"format = 1\nsleep_h = 7.5\n", "s.toml")
    assert with_format.scenario == Scenario(sleep_h=7.5)


def test_a_list_keeps_its_order_and_the_lines_of_its_mistakes() -> None:
    text = b'[[scenario]]\nid = "a"\nfatige = 3\n\n[[scenario]]\nid = "b"\n[[scenario]]\n[scenario.plan]\nkm = "x"\n'
    (a, b, c), many = read(text, "s.toml")
    assert many
    assert (a.id, a.line, a.error) == ("a", 3, "fatige: is not a key of this table (did you mean 'fatigue'?)")
    assert [str(p) for p in a.problems] == [
        "s.toml:3: scenario[1].fatige: is not a key of this table; did you mean 'fatigue'?"
    ]
    assert b == Asked(id="b", scenario=Scenario(id="b"))
    assert (c.id, c.line) == (None, 9)
    assert c.error.startswith('plan.km: expected a number, found "x"')


def test_json_texts() -> None:
    (one,), many = read(b'\xef\xbb\xbf {"id": "a",\n "sleep_h": 7}', "s.json")
    assert (one.id, many) == ("a", False)
    (a, b), many = read(b'[ {"id": "a"}, 5 ]', "s.json")
    assert (a.id, many) == ("a", True)
    assert b.error == "expected a scenario, found 5 (write an object: { … })"
    assert read(b"[]", "s.json") == ((), True)
    (c,), many = read(b'{"scenario": [{"id": "c", "x": 1}]}', "s.json")
    assert many
    assert c.error.startswith("x: is not a key")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "s: is empty; write a scenario"),
        (b"\xef\xbb\xbf \n", "s: is empty"),
        (b"sleep_h = 7,5\n", "s:1: sleep_h: 7,5 is no number: a decimal point is wanted; write 7.5"),
        (b"[scenario]\nsleep_h = 7\n", "s: scenario: expected a list, found a table; write [[scenario]] over each one"),
        (b"sleep_h = 7\n[[scenario]]\n", "s: sleep_h: stands beside a list of scenarios"),
        (b"format = 2\n", "s: format: 2 is no format of scenarios"),
        (b'{"id": 1,\n "x": }', "s: is no JSON: expecting value (line 2 column 7)"),
        (b'{"id": "\xff"}', "is not UTF-8"),
    ],
)
def test_a_text_that_is_none(data: bytes, message: str) -> None:
    with pytest.raises(CannotRead, match=re.escape(message)):
        read(data, "s")


def test_rows_of_a_list_that_are_no_tables() -> None:
    (one,), many = read(b"scenario = [1]\n", "s.toml")
    assert many
    assert one.error == "expected a scenario, found 1 (write [[scenario]] over each one)"
