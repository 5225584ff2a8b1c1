"""Rules over who is running: pregnancy, the months after a birth, age. Nothing here is ever guessed."""

from __future__ import annotations

from planner.core.facts import Scenario
from planner.core.rule import Numbers, rule
from planner.core.verdict import Caps, Finding, Referral, Rung


@rule("pregnancy", "Pregnancy", family="person", needs=("person.pregnant",), codes=("PREGNANCY",), can_switch_off=False)
def pregnancy(s: Scenario, n: Numbers) -> Finding | None:
    """Who ran before may go on in an uncomplicated pregnancy: easy, as your own clinician says. Stop for bleeding,
    fluid, contractions, dizziness, headache, chest pain, weakness or a swollen calf.
    """
    return Finding(caps=Caps(hard_allowed=False), codes=("PREGNANCY",)) if s.person.pregnant else None


@rule(
    "postpartum",
    "First weeks after birth",
    family="person",
    needs=("person.weeks_postpartum",),
    codes=("POSTPARTUM",),
    can_switch_off=False,
)
def postpartum(s: Scenario, n: Numbers) -> Finding | None:
    """No running in the first twelve weeks after a birth, nor later with pelvic-floor symptoms; have the pelvic floor
    looked at before the first run.
    """
    weeks = s.person.weeks_postpartum
    if weeks is None or weeks >= n["weeks"]:
        return None
    return Finding(
        ceiling=Rung.CROSS_TRAIN, referral=Referral.CLINICIAN_SOON, codes=("POSTPARTUM",), say=(weeks, n["weeks"])
    )


@rule("masters", "Sixty and over", family="person", needs=("person.age",), codes=("MASTERS",))
def masters(s: Scenario, n: Numbers) -> Finding | None:
    """From 60 the warm-up is longer and hard days want more room between them. Age alone is no reason to run less."""
    age = s.person.age
    return Finding(codes=("MASTERS",), say=(age,)) if age is not None and age >= n["age"] else None


RULES = (pregnancy, postpartum, masters)
