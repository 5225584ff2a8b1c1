"""Rules over bone: a suspicion this morning, and a bone injury that is not cleared or only just."""

from __future__ import annotations

from planner.core.facts import Scenario
from planner.core.measure import HIGH_RISK, bone_suspect, score
from planner.core.rule import Numbers, rule
from planner.core.rules.pain import said
from planner.core.verdict import Caps, Finding, Form, Referral, Rung


@rule(
    "bone-stress",
    "Pain that may come from a bone",
    family="pain",
    codes=("BONE_STRESS", "PAIN_HIGH"),
    can_switch_off=False,
)
def suspicion(s: Scenario, n: Numbers) -> Finding | None:
    """One sore spot on shin or foot, the groin, the thigh bone, the base of the spine, a hop that hurts, or one spot
    with night pain: no impact at any score, and a clinician within days. At the groin, thigh bone or base of the spine,
    with pain when walking, or from 6: rest.

    Running on delays the diagnosis and makes it worse.
    """
    suspects = [p for p in s.pain or () if bone_suspect(p, s)]
    if not suspects:
        return None
    worst = max(score(p, s) for p in suspects)
    rest = worst >= n["rest_at"] or any(p.walk_pain or p.site in HIGH_RISK for p in suspects)
    return Finding(
        ceiling=Rung.REST if rest else Rung.CROSS_TRAIN,
        caps=Caps(pain_stop=0, hard_allowed=False, hills_allowed=False),
        referral=Referral.CLINICIAN_SOON,
        codes=("BONE_STRESS", "PAIN_HIGH") if worst >= n["rest_at"] else ("BONE_STRESS",),
        say=(said(suspects, s), rest),
    )


@rule("bone-injury", "Back from a bone injury", family="pain", codes=("BONE_STRESS",), can_switch_off=False)
def injury(s: Scenario, n: Numbers) -> Finding | None:
    """A bone injury or suspicion that no clinician has cleared: no run. A cleared one: walk and run in turn, flat, on
    every other day, and stop at any pain.
    """
    state = s.history.bone_injury
    if state == "not_cleared":
        return Finding(
            ceiling=Rung.CROSS_TRAIN,
            caps=Caps(pain_stop=0, hard_allowed=False, hills_allowed=False),
            referral=Referral.CLINICIAN_SOON,
            codes=("BONE_STRESS",),
            say=(state, False),
        )
    if state != "cleared":
        return None
    ran_yesterday = (s.history.consecutive_run_days or 0) >= n["run_days"]
    return Finding(
        ceiling=Rung.CROSS_TRAIN if ran_yesterday else Rung.MODIFIED_RUN,
        caps=Caps(pain_stop=0, hard_allowed=False, hills_allowed=False, form=Form.WALK_RUN),
        codes=("BONE_STRESS",),
        say=(state, ran_yesterday),
    )


RULES = (suspicion, injury)
