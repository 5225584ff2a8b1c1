"""Reminders: the second stage. They see the facts after the rung was met, never change it, and are silent on rest days
and when a clinician is to be seen today.
"""

from __future__ import annotations

from planner.core.facts import Scenario
from planner.core.measure import bone_suspect
from planner.core.rule import Numbers, rule
from planner.core.verdict import Finding


@rule(
    "strength-due",
    "Strength is due",
    family="reminders",
    needs=("history.strength_sessions_7d",),
    codes=("STRENGTH_DUE",),
)
def strength(s: Scenario, n: Numbers) -> Finding | None:
    """Strength twice a week made runners more economical in 24 studies; with a supervisor it also lowered injuries in
    novices, from videos alone it did not. Not on a day with a bone suspicion.
    """
    done = s.history.strength_sessions_7d
    if done is None or done >= n["sessions"] or s.history.bone_injury or any(bone_suspect(p, s) for p in s.pain or ()):
        return None
    return Finding(codes=("STRENGTH_DUE",), say=(done, int(n["sessions"])))


@rule("shoe-worn", "Shoes with many kilometres", family="reminders", needs=("shoe.km",), codes=("SHOE_WORN",))
def worn(s: Scenario, n: Numbers) -> Finding | None:
    """500 to 800 km is a custom, not a finding: no study shows injuries rising at a distance. How the pair feels is a
    better guide; look at it. A limit that you set for the pair counts instead of the number here.
    """
    km, limit = s.shoe.km, s.shoe.limit_km or n["km"]
    return Finding(codes=("SHOE_WORN",), say=(km, limit)) if km is not None and km >= limit else None


@rule(
    "shoe-rotate",
    "One pair only",
    family="reminders",
    needs=("shoe.pairs", "history.runs_per_week"),
    codes=("SHOE_ROTATE",),
)
def rotate(s: Scenario, n: Numbers) -> Finding | None:
    """264 runners who used more than one pair side by side were injured less often. One cohort, not repeated."""
    pairs, runs = s.shoe.pairs, s.history.runs_per_week
    if pairs is None or runs is None or pairs != 1 or runs < n["runs"]:
        return None
    return Finding(codes=("SHOE_ROTATE",), say=(runs,))


RULES = (strength, worn, rotate)
