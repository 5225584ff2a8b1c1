"""Rules over illness today and the days after a fever. They are told how many days; nothing is counted here."""

from __future__ import annotations

from planner.core.facts import Scenario
from planner.core.rule import Numbers, rule
from planner.core.sites import ABOVE_NECK, BELOW_NECK
from planner.core.verdict import Caps, Finding, Rung


@rule(
    "illness-systemic",
    "Fever or illness below the neck",
    family="illness",
    codes=("ILLNESS_SYSTEMIC",),
    can_switch_off=False,
)
def systemic(s: Scenario, n: Numbers) -> Finding | None:
    """Fever, a chesty cough, aching all over, vomiting or diarrhoea: rest, even with a race near.

    Fever lowers strength and heat tolerance; chest pain, palpitations or breathlessness with it are an emergency.
    """
    raised = tuple(words for flag, words in BELOW_NECK.items() if flag in s.flags)
    return Finding(ceiling=Rung.REST, codes=("ILLNESS_SYSTEMIC",), say=(raised,)) if raised else None


@rule("illness-neck", "Illness above the neck", family="illness", codes=("ILLNESS_NECK",), can_switch_off=False)
def neck(s: Scenario, n: Numbers) -> Finding | None:
    """A runny nose or sore throat alone: a short, easy run at most. With a resting pulse far above your usual: rest,
    since more may be on its way. The neck check is a custom that nobody has tested.
    """
    raised = tuple(words for flag, words in ABOVE_NECK.items() if flag in s.flags)
    if not raised:
        return None
    rhr = s.device.rhr_delta
    rest = rhr is not None and rhr >= n["pulse_up_bpm"]
    return Finding(
        ceiling=Rung.REST if rest else Rung.MODIFIED_RUN,
        caps=Caps(minutes=n["easy_min"], hard_allowed=False),
        codes=("ILLNESS_NECK",),
        say=(raised, n["easy_min"], rhr if rest else None),
    )


@rule(
    "illness-return",
    "Back from a fever",
    family="illness",
    needs=("history.days_since_fever_free",),
    codes=("ILLNESS_RETURN",),
    can_switch_off=False,
)
def back(s: Scenario, n: Numbers) -> Finding | None:
    """After a fever: no run on the first day without it, 20 easy minutes until the third, 30 until the seventh.

    Chest pain, palpitations or breathlessness on the way back: see a clinician.
    """
    days = s.history.days_since_fever_free
    if days is None or days >= n["normal_days"]:
        return None
    minutes = min(n["short_min"], n["easy_min"]) if days < n["short_days"] else n["easy_min"]
    return Finding(
        ceiling=Rung.REST if days < n["rest_days"] else Rung.RUN,
        caps=Caps(minutes=minutes, hard_allowed=False),
        codes=("ILLNESS_RETURN",),
        say=(days, minutes, days < n["rest_days"]),
    )


RULES = (systemic, neck, back)
