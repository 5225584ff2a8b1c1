"""One ceiling over the readiness points, and a warning for each input; all of them read the same points function."""

from __future__ import annotations

from typing import Final

from planner.core.facts import Scenario
from planner.core.measure import share
from planner.core.readiness import points
from planner.core.rule import Check, Numbers, Rule, rule
from planner.core.verdict import Caps, Finding, Rung


@rule("readiness", "Readiness points", family="readiness")
def readiness(s: Scenario, n: Numbers) -> Finding | None:
    """Short sleep, tiredness, soreness, stress and, with little weight, pulse and HRV give points that are added up.
    From 1: nothing hard, a long run cut short unless only your usual is against it. From 2: cut short. From 3:
    cross-train. From 4: rest.

    Answers track load better than devices do, so devices together count 1 point at most. The points are our choice: no
    combined score has been tested on recreational runners.
    """
    p = points(s, n)
    hrv_low = "hrv" in p.parts
    if p.total < n["easy_points"] and not hrv_low:
        return None
    is_long = s.plan is not None and s.plan.kind == "long"
    # The own z adds the same answers up: where none of them is bad by itself it shortens no long run (D-POINTS).
    by_answers = p.total - p.parts.get("wellness", 0.0)
    cut = p.total >= n["shorten_points"] or (is_long and by_answers >= n["easy_points"])
    ceiling = Rung.MODIFIED_RUN if cut else Rung.RUN
    if p.total >= n["cross_points"]:
        ceiling = Rung.REST if p.total >= n["rest_points"] else Rung.CROSS_TRAIN
    return Finding(
        ceiling=ceiling,
        caps=Caps(km=share(s, n["share"]) if cut else None, hard_allowed=False),
        say=(p, ceiling, cut),
    )


LIMITS: Final = {"sleep": ("sleep_short_h", "sleep_shorter_h", "sleep_shortest_h")}
"""Inputs with steps of one point each -> the numbers of the steps."""


def _input(id: str, title: str, needs: str, code: str, part: str, doc: str) -> Rule:
    """A rule that only warns when one input has points."""

    def check(s: Scenario, n: Numbers) -> Finding | None:
        found = points(s, n).parts.get(part)
        limits = LIMITS.get(part, ())
        limit = n[limits[int(found) - 1]] if found and limits else None
        return Finding(codes=(code,), say=(_value(s, needs), limit)) if found else None

    check.__doc__ = doc
    declared: Check = check
    return rule(id, title, family="readiness", needs=(needs,), codes=(code,), reads="readiness")(declared)


def _value(s: Scenario, path: str) -> object:
    device, _, name = path.rpartition(".")
    return getattr(s.device if device else s, name)


@rule(
    "sleep-debt",
    "Two weeks of short sleep",
    family="readiness",
    needs=("history.sleep_avg14_h",),
    codes=("SLEEP_DEBT",),
)
def sleep_debt(s: Scenario, n: Numbers) -> Finding | None:
    """Endurance athletes who slept under 7 hours a day were injured more often two weeks later: no run longer than your
    longest until the average is back.
    """
    mean = s.history.sleep_avg14_h
    if mean is None or mean >= n["mean_h"]:
        return None
    return Finding(caps=Caps(km=s.history.longest_km), codes=("SLEEP_DEBT",), say=(mean, n["mean_h"]))


@rule(
    "conflict",
    "Devices and answers disagree",
    family="readiness",
    needs=("fatigue",),
    codes=("CONFLICT_SUBJ_OBJ",),
    reads="readiness",
)
def conflict(s: Scenario, n: Numbers) -> Finding | None:
    """The pulse or HRV is off while every answer is fine. Answers count more; keep an eye on how the run feels."""
    p = points(s, n)
    return Finding(codes=("CONFLICT_SUBJ_OBJ",)) if p.objective > 0 and p.subjective == 0 else None


RULES = (
    readiness,
    _input(
        "sleep-short",
        "Short night",
        "sleep_h",
        "SLEEP_SHORT",
        "sleep",
        "One short night costs performance and makes effort feel harder; it is the hard session that suffers.",
    ),
    _input(
        "sleep-poor",
        "Poor sleep",
        "sleep_quality",
        "SLEEP_POOR",
        "quality",
        "A poor night counts beside a short one. Poor sleepers report more injuries; which comes first is not known.",
    ),
    _input(
        "fatigue-high",
        "Very tired",
        "fatigue",
        "FATIGUE_HIGH",
        "fatigue",
        "How tired you feel follows training load better than most devices do.",
    ),
    _input(
        "soreness-high",
        "Very sore",
        "soreness",
        "SORENESS_HIGH",
        "soreness",
        "Even soreness two days after a hard day is not injury pain; it is a reason to lighten the day.",
    ),
    _input(
        "stress-high",
        "High stress",
        "stress",
        "STRESS_HIGH",
        "stress",
        "Stress went with new complaints a week later in endurance athletes. It never counts more than one point.",
    ),
    _input(
        "rhr-up",
        "Resting pulse up",
        "device.rhr_delta",
        "RHR_UP",
        "pulse",
        "A raised resting pulse lies close to day-to-day noise, so it counts little: alone it takes no easy run away.",
    ),
    _input(
        "hrv-low",
        "HRV low",
        "device.hrv_z",
        "HRV_LOW",
        "hrv",
        "Runners who did hard sessions only on days of usual HRV got as fast with fewer of them: nothing hard today.",
    ),
    sleep_debt,
    conflict,
)
