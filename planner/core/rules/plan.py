"""The one rule that reads only the plan: a day without a planned run is never told to run."""

from __future__ import annotations

from typing import Final

from planner.core.facts import Scenario
from planner.core.rule import Numbers, rule
from planner.core.verdict import Finding, Rung

CEILINGS: Final = {"rest": Rung.REST, "cross": Rung.CROSS_TRAIN, "strength": Rung.CROSS_TRAIN}


@rule("as-planned", "As planned", family="plan", needs=("plan",), can_switch_off=False)
def as_planned(s: Scenario, n: Numbers) -> Finding | None:
    """A planned rest day stays a rest day, and planned cross-training or strength is not turned into a run."""
    kind = s.plan.kind if s.plan else None
    return Finding(ceiling=CEILINGS[kind], say=(kind,)) if kind in CEILINGS else None


RULES = (as_planned,)
