"""Rules over red flags and gait. A flag is never outvoted by a good score elsewhere."""

from __future__ import annotations

from planner.core.facts import Scenario
from planner.core.rule import Numbers, rule
from planner.core.sites import EMERGENCY, SAME_DAY, SOON
from planner.core.verdict import Finding, Referral, Rung


def _raised(s: Scenario, among: dict[str, str]) -> tuple[str, ...]:
    """The flags of a kind that are raised, in the order of the list, so that the order of saying them cannot matter."""
    return tuple(words for flag, words in among.items() if flag in s.flags)


@rule(
    "red-flag-emergency",
    "Emergency sign",
    family="flags",
    codes=("RED_FLAG_EMERGENCY",),
    can_switch_off=False,
)
def emergency(s: Scenario, n: Numbers) -> Finding | None:
    """Chest pain, fainting, breathlessness at rest, palpitations with dizziness, heat-stroke signs, a swollen calf with
    breathlessness, a hot joint with fever or a pregnancy warning sign: rest, and get help now.

    No other answer can outvote one of these.
    """
    raised = _raised(s, EMERGENCY)
    if not raised:
        return None
    return Finding(ceiling=Rung.REST, referral=Referral.EMERGENCY, codes=("RED_FLAG_EMERGENCY",), say=(raised,))


@rule("red-flag-same-day", "Sign to be seen today", family="flags", codes=("RED_FLAG_SAME_DAY",), can_switch_off=False)
def same_day(s: Scenario, n: Numbers) -> Finding | None:
    """A leg that cannot bear weight, a locked knee or one that cannot bend to a right angle, a changed shape, fast
    swelling, one swollen calf, dark urine, a numb or weak leg, or a positive Ottawa sign: rest, and be seen today.

    A low pain score does not outvote a mechanical sign.
    """
    raised = _raised(s, SAME_DAY)
    if not raised:
        return None
    return Finding(ceiling=Rung.REST, referral=Referral.CLINICIAN_SAME_DAY, codes=("RED_FLAG_SAME_DAY",), say=(raised,))


@rule("red-flag-soon", "Sign to be seen soon", family="flags", codes=("RED_FLAG_SOON",), can_switch_off=False)
def soon(s: Scenario, n: Numbers) -> Finding | None:
    """A knee that gives way, swelling that comes back, a pop with pain, weight loss without a cause, missed periods or
    pelvic-floor symptoms: no run until a clinician has looked, within days.
    """
    raised = _raised(s, SOON)
    if not raised:
        return None
    return Finding(ceiling=Rung.CROSS_TRAIN, referral=Referral.CLINICIAN_SOON, codes=("RED_FLAG_SOON",), say=(raised,))


@rule("reds", "Energy shortage", family="flags", codes=("REDS",), can_switch_off=False)
def reds(s: Scenario, n: Numbers) -> Finding | None:
    """Missed periods may mean too little energy for the training, which weakens bone: talk to a clinician.

    The sign itself already holds the day to cross-training; this rule names why it matters.
    """
    if "missed_periods" not in s.flags:
        return None
    return Finding(referral=Referral.CLINICIAN_SOON, codes=("REDS",))


@rule("gait", "Changed stride or limp", family="flags", codes=("GAIT_ALTERED",), can_switch_off=False)
def gait(s: Scenario, n: Numbers) -> Finding | None:
    """Running is only sound while the stride is unchanged, whatever the pain score. A changed stride: no run today, and
    a physiotherapist if it stays. A limp when walking: rest, and a clinician within days.
    """
    if "limp_walking" in s.flags:
        return Finding(
            ceiling=Rung.REST, referral=Referral.CLINICIAN_SOON, codes=("GAIT_ALTERED",), say=("you limp when walking",)
        )
    if "gait_altered" in s.flags:
        return Finding(
            ceiling=Rung.CROSS_TRAIN, referral=Referral.PHYSIO, codes=("GAIT_ALTERED",), say=("your stride is changed",)
        )
    return None


RULES = (emergency, same_day, soon, reds, gait)
