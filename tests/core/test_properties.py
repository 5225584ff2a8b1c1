"""What must hold of any morning: M1-M20 of the evidence, the four traps, and that order means nothing.

About 5,000 examples, the same ones each time. Many more, and other ones each time:

    HYPOTHESIS_PROFILE=deep pytest tests/core/test_properties.py -n auto      about 200,000 examples

"Worse" is `order.better`: rung, km, minutes, stop level, hard, hills and form no higher, referral no lower.
M8 holds within some history: going from some to none switches to other rules (evidence.md 6, known discontinuity).
M11 holds at equal metres a kilometre: the same metres over more kilometres are a flatter run.
"""

from __future__ import annotations

import os
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from mornings import BOOK, advised, merged, scenario
from order import better
from strategies import FLAG, HRV, KM, PAIN, PULSE, WORSE, Table, mornings, own_rules

from planner.core import runtext
from planner.core.advise import advise, allowed
from planner.core.days import RUN_KINDS
from planner.core.rules import ALL
from planner.core.sites import EMERGENCY, SAME_DAY
from planner.core.units import from_km, to_km
from planner.core.verdict import Advice, Form, Referral, Rung
from planner.core.words import because, headline, save_form

QUICK = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("suite", max_examples=100, derandomize=True, deadline=None, suppress_health_check=QUICK)
settings.register_profile("deep", max_examples=4400, deadline=None, suppress_health_check=QUICK)
PROFILE = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
SENSORS: dict[str, tuple[Any, ...]] = {
    # path: best, worst
    "rhr_delta": (-10, 40),
    "hrv_z": (3.0, -5.0),
    "wellness_z": (-3.0, 5.0),
    "sleep_h": (9, 0),
    "history.sleep_avg14_h": (9, 3),
    "history.days_since_fever_free": (365, 0),
    "env.wbgt_c": (10, 40),
    "env.wind_chill_c": (10, -60),
    "env.aqi": (10, 500),
    "person.weeks_postpartum": (500, 0),
}
SYMPTOM_FREE: Table = {
    "sleep_h": 8,
    "sleep_quality": 2,
    "fatigue": 2,
    "soreness": 2,
    "stress": 2,
    "pain": [],
    "plan": {"kind": "easy", "km": 8},
    "history": {"longest_30d_km": 12, "days_since_last_run": 2},
}


def put(table: Table, path: str, value: Any) -> Table:
    """The table with one value in it."""
    over: Any = value
    for key in reversed(path.split(".")):
        over = {key: over}
    return merged(table, over)


def same(a: Advice, b: Advice) -> bool:
    """Whether neither is better."""
    return not better(a, b) and not better(b, a)


@pytest.mark.parametrize("axis", WORSE)
@PROFILE
@given(data=st.data())
def test_worse_is_no_better(axis: str, data: st.DataObject) -> None:
    """M1-M10: making one thing worse never makes the answer better."""
    pair = WORSE[axis](data.draw, data.draw(mornings()))
    good, worse = advised(pair["good"]), advised(pair["worse"])
    assert better(worse, good) == (), (pair, good.rung.word, worse.rung.word)


@pytest.mark.parametrize("axis", WORSE)
@settings(PROFILE, max_examples=max(20, PROFILE.max_examples // 10))
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_worse_is_no_better_by_own_numbers(axis: str, data: st.DataObject, seed: int) -> None:
    """The same with any numbers of one's own that the safe ranges let through."""
    book = own_rules(seed)
    pair = WORSE[axis](data.draw, data.draw(mornings()))
    good, worse = advise(scenario(pair["good"]), book), advise(scenario(pair["worse"]), book)
    assert better(worse, good) == (), pair


@PROFILE
@given(table=mornings(), flag=st.sampled_from([*EMERGENCY, *SAME_DAY]))
def test_m7_a_flag_is_never_outvoted(table: Table, flag: str) -> None:
    """M7: with an emergency or same-day flag the answer is rest, whatever else was said."""
    advice = advised({**table, "flags": [*table["flags"], flag]})
    assert advice.rung is Rung.REST
    assert advice.referral >= (Referral.EMERGENCY if flag in EMERGENCY else Referral.CLINICIAN_SAME_DAY)


@PROFILE
@given(table=mornings(), data=st.data())
def test_m11_a_longer_plan_is_no_higher(table: Table, data: st.DataObject) -> None:
    """M11: planning a longer run never yields a higher rung than a shorter one, in km and in minutes."""
    assume(table.get("plan", {}).get("kind") in RUN_KINDS)
    what, values = data.draw(st.sampled_from([("km", KM), ("minutes", st.integers(5, 300))]))
    a = data.draw(values)
    b = a * data.draw(st.sampled_from((1.01, 1.3, 2.5, 10)))
    plan = {k: v for k, v in table["plan"].items() if k not in ("km", "minutes")}
    short, long = (advised({**table, "plan": {**plan, what: x}}) for x in (a, b))
    assert long.rung <= short.rung


@PROFILE
@given(
    table=mornings(),
    strength=st.integers(0, 7),
    pairs=st.integers(1, 6),
    runs=st.sampled_from([0, 3, 7]),
    km=st.sampled_from([300, 799, 800, 5000]),
)
def test_m12_reminders_change_nothing(table: Table, strength: int, pairs: int, runs: float, km: float) -> None:
    """M12: strength count, number of pairs, runs a week and the age of a worn-in pair only ever warn."""
    base = merged(table, {"shoe": {"km": 300, "weeks": 30}})
    over = {
        "history": {"strength_sessions_7d": strength, "runs_per_week": runs},
        "shoe": {"pairs": pairs, "km": km},
    }
    a, b = advised(base), advised(merged(base, over))
    assert (a.rung, a.referral, a.caps) == (b.rung, b.referral, b.caps)


@pytest.mark.parametrize("path", SENSORS)
@PROFILE
@given(table=mornings())
def test_m13_a_missing_sensor_lies_between(path: str, table: Table) -> None:
    """M13: what an optional sensor did not say lands between its best and its worst value."""
    best, worst = SENSORS[path]
    missing = advised(put(table, path, "absent"))
    assert better(missing, advised(put(table, path, best))) == ()
    assert better(advised(put(table, path, worst)), missing) == ()


@PROFILE
@given(table=mornings())
def test_m14_missing_pain_lies_between(table: Table) -> None:
    """M14: pain not said lands between pain-free and severe pain."""
    missing = advised({k: v for k, v in table.items() if k != "pain"})
    assert missing.rung <= Rung.MODIFIED_RUN and not missing.caps.hard_allowed
    assert better(missing, advised({**table, "pain": []})) == ()
    assert better(advised({**table, "pain": [{"site": "groin", "score": 10}]}), missing) == ()
    assert advised({**table, "pain": [{"site": "knee_front", "score": 10}]}).rung <= missing.rung


@PROFILE
@given(rhr=PULSE | st.integers(-30, 80), hrv=HRV | st.floats(-9, 9), kind=st.sampled_from(RUN_KINDS))
def test_m15_devices_leave_an_easy_run(rhr: float, hrv: float, kind: str) -> None:
    """M15: device numbers alone never push a symptom-free runner below an easy run."""
    advice = advised(merged(SYMPTOM_FREE, {"rhr_delta": rhr, "hrv_z": hrv, "plan": {"kind": kind}}))
    assert advice.rung >= (Rung.RUN if kind in ("easy", "recovery") else Rung.MODIFIED_RUN)
    assert advice.caps.form is Form.RUN
    assert advice.referral is Referral.NONE


@PROFILE
@given(table=mornings(), rhr=st.integers(-30, 4), hrv=st.floats(-0.5, 9))
def test_m16_good_devices_raise_nothing(table: Table, rhr: float, hrv: float) -> None:
    """M16: good device numbers give the same answer as none."""
    none = merged(table, {"rhr_delta": "absent", "hrv_z": "absent"})
    assert same(advised({**none, "rhr_delta": rhr, "hrv_z": hrv}), advised(none))


@PROFILE
@given(table=mornings())
def test_m17_never_more_than_the_plan(table: Table) -> None:
    """M17: what the advice leaves is never more than was planned, and a day without a run never gets one."""
    s = scenario(table)
    advice = advise(s, BOOK)
    km, minutes = allowed(advice, s.plan)
    if s.plan is None:
        return
    assert km is None or s.plan.km is None or km <= s.plan.km
    assert minutes is None or s.plan.minutes is None or minutes <= s.plan.minutes
    if not s.plan.is_run:
        assert advice.rung <= (Rung.REST if s.plan.kind == "rest" else Rung.CROSS_TRAIN)
        assert (km, minutes) == (None, None)


@PROFILE
@given(table=mornings())
def test_m18_no_reminder_on_rest_or_referral(table: Table) -> None:
    """M18: rest, and a clinician today, carry nothing that invites to exercise."""
    table = merged(table, {"history": {"strength_sessions_7d": 0, "runs_per_week": 5}, "shoe": {"pairs": 1, "km": 900}})
    advice = advised(table)
    if advice.rung is Rung.REST or advice.referral >= Referral.CLINICIAN_SAME_DAY:
        assert not {"STRENGTH_DUE", "SHOE_WORN", "SHOE_ROTATE"} & set(advice.warnings)
    else:
        assert "SHOE_WORN" in advice.warnings


@PROFILE
@given(table=mornings(), pains=st.lists(PAIN, max_size=4), flags=st.lists(FLAG, max_size=4), seed=st.integers())
def test_m19_order_means_nothing(table: Table, pains: list[Table], flags: list[str], seed: int) -> None:
    """M19: the same answer again, and with rules, sites and flags in any other order."""
    first = advised({**table, "pain": pains, "flags": flags})
    rules, random = list(ALL), Random(seed)
    for some in (rules, pains, flags):
        random.shuffle(some)
    again = advised({**table, "pain": pains, "flags": flags}, rules)
    assert (again.rung, again.referral, again.caps, again.warnings) == (
        first.rung,
        first.referral,
        first.caps,
        first.warnings,
    )
    assert again.reasons == first.reasons
    assert set(again.unasked) == set(first.unasked)


@PROFILE
@given(table=mornings(), tenths=st.integers(5, 400), seed=st.sampled_from(RUN_KINDS))
def test_m20_units_change_nothing(table: Table, tenths: int, seed: str) -> None:
    """M20: a run told in miles is the same run in kilometres, and words in miles change no answer."""
    miles = tenths / 10
    told = runtext.parse(f"{miles} mi {seed}")
    assert told.km == to_km(miles, "mi")
    assert told == runtext.parse(f"{told.km} km {seed}")
    assert round(from_km(told.km or 0, "mi"), 1) == miles
    s = scenario({**table, "plan": {"kind": told.kind, "km": told.km}})
    advice = advise(s, BOOK)
    kept = [save_form(advice, units) for units in ("km", "mi")]
    assert (kept[0].rung, kept[0].caps, kept[0].warnings) == (kept[1].rung, kept[1].caps, kept[1].warnings)


@PROFILE
@given(table=mornings())
def test_every_answer_has_words(table: Table) -> None:
    """A day below run has a reason with a source; each reason has a sentence; the caps are never 0 by accident."""
    s = scenario(table)
    advice = advise(s, BOOK)
    assert advice.reasons or advice.rung is Rung.RUN
    for reason in advice.reasons:
        assert reason.sources
        for units in ("km", "mi"):
            assert because(reason.rule, reason.finding, units)
    assert headline(advice, s.plan, "km", s)
    assert advice.warnings == tuple(sorted(set(advice.warnings)))
    if advice.rung < Rung.MODIFIED_RUN:
        assert not advice.caps.hard_allowed and not advice.caps.hills_allowed
    assert advice.caps.km is None or advice.caps.km > 0
    assert not set(advice.unasked) & {reason.rule for reason in advice.reasons}


@PROFILE
@given(table=mornings(), leave=st.integers(0, len(ALL) - 1))
def test_a_rule_more_is_never_harder(table: Table, leave: int) -> None:
    """A rule can only make a day gentler: without any one of them the answer is no worse."""
    fewer = [rule for n, rule in enumerate(ALL) if n != leave]
    assert better(advised(table), advised(table, fewer)) == (), ALL[leave].id


def test_order_of_rules_by_every_permutation_of_a_few() -> None:
    """Six rules that all fire, in all 720 orders: one answer."""
    table = merged(SYMPTOM_FREE, {"pain": [{"site": "knee_front", "score": 3}], "flags": ["sore_throat"]})
    table = merged(table, {"plan": {"kind": "tempo", "km": 20}, "history": {"days_since_last_run": 15}, "fatigue": 6})
    fired = {reason.rule for reason in advised(table).reasons}
    few = [rule for rule in ALL if rule.id in fired and rule.family != "reminders"][:6]
    assert len(few) == 6
    assert len({advised(table, order).caps for order in permutations(few)}) == 1


def test_trap_1_stop_at_morning_pain_plus_2() -> None:
    """The stop level is a constant of the tissue: no score raises it."""
    for site in ("knee_front", "achilles", "calf", "shin_diffuse", "groin"):
        pains = [[{"site": site, "score": score}] for score in range(1, 11)]
        assert len({advised({**SYMPTOM_FREE, "pain": pain}).caps.pain_stop for pain in pains}) == 1, site


def test_trap_2_raw_ratios_are_no_order() -> None:
    """A longer plan never gets a milder tier, though the study's ratio falls from 1.64 to 1.52."""
    tiers = ("SPIKE_10", "SPIKE_30", "SPIKE_100")
    seen = []
    for km in range(8, 60):
        warnings = advised(merged(SYMPTOM_FREE, {"plan": {"km": km}})).warnings
        found = [n for n, tier in enumerate(tiers) if tier in warnings]
        assert len(found) <= 1, "only the highest tier"
        seen.append(found[0] if found else -1)
    assert seen == sorted(seen) and set(seen) == {-1, 0, 1, 2}


def test_trap_3_percent_of_an_oversized_plan() -> None:
    """A worse morning never allows more than a good one: 70 % of 24 km would be more than the longest 12."""
    plan = {"plan": {"kind": "long", "km": 24}}
    good = advised(merged(SYMPTOM_FREE, plan))
    assert good.caps.km == pytest.approx(13.2)
    for worse in ({"fatigue": 6}, {"soreness": 7}, {"pain": [{"site": "ankle", "score": 3}]}):
        advice = advised(merged(merged(SYMPTOM_FREE, plan), worse))
        assert advice.caps.km == pytest.approx(8.4)


def test_trap_4_the_window_hides_a_lay_off() -> None:
    """A 20-day gap is seen while the longest run is still in the window; on day 31 that is gone and the cap holds."""
    caps = {}
    for days in (2, 6, 14, 20, 28, 29, 30, 31, 45):
        longest = 12 if days <= 30 else 0
        history = {"longest_30d_km": longest, "days_since_last_run": days}
        caps[days] = advised(merged(SYMPTOM_FREE, {"history": history})).caps
    assert [caps[d].km for d in (2, 6, 14, 20, 28, 29, 30, 31, 45)] == [None, 9, 6, 6, 6, 3.96, 3.96, 5, 5]
    assert [caps[d].minutes for d in (28, 29, 30, 31, 45)] == [None, 30, 30, 30, 30]
    assert [caps[d].form for d in (28, 29, 30, 31)] == [Form.RUN, Form.WALK_RUN, Form.WALK_RUN, Form.WALK_RUN]
