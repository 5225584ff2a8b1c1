"""Rules over pain by tissue. The worst site rules; stop levels are constant per tissue and never rise with the pain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from planner.core.days import Pain
from planner.core.facts import Scenario
from planner.core.measure import hurts, masked, score, share
from planner.core.rule import Numbers, rule
from planner.core.sites import tissue
from planner.core.verdict import Caps, Finding, Referral, Rung

Said = tuple[tuple[str, str | None, int], ...]
STOPS: Final = {
    "joint": "joint_stop",
    "tendon": "tendon_stop",
    "muscle": "muscle_stop",
    "shin": "shin_stop",
    "bone": "bone_stop",
}


def said(pains: Iterable[Pain], s: Scenario) -> Said:
    """Pains as a sentence names them: (site, side, score that counts), worst first, then by name."""
    return tuple(sorted(((p.site, p.side, score(p, s)) for p in pains), key=lambda x: (-x[2], x[0], x[1] or "")))


def _sore(s: Scenario, *tissues: str) -> list[Pain]:
    return [p for p in s.pain or () if tissue(p.site) in tissues and score(p, s) >= 1]


def _high(worst: int, n: Numbers) -> tuple[Rung, Referral, tuple[str, ...]]:
    """Rung, referral and codes of the two upper bands, which all tissues but bone share."""
    if worst >= n["clinician_at"]:
        return Rung.REST, Referral.CLINICIAN_SOON, ("PAIN_HIGH",)
    if worst >= n["rest_at"]:
        return Rung.REST, Referral.PHYSIO, ("PAIN_HIGH",)
    return Rung.RUN, Referral.NONE, ()


@rule("pain-joint", "Joint pain", family="pain", codes=("PAIN_HIGH",), can_switch_off=False)
def joint(s: Scenario, n: Numbers) -> Finding | None:
    """A knee, outer hip, ankle, back or spread-out foot pain. At 1: no longer than your longest run. At 2: also no hard
    running and no hills. At 3: also cut short. At 4 and 5: cross-train. From 6: rest and a physiotherapist; from 8 a
    clinician.

    The trial in runners with pain at the front of the knee kept pain at 2 or less and had it back to usual in an hour.
    """
    sore = _sore(s, "joint")
    if not sore:
        return None
    worst = max(score(p, s) for p in sore)
    rung, referral, codes = _high(worst, n)
    if worst >= n["cross_at"]:
        rung = min(rung, Rung.CROSS_TRAIN)
    elif worst >= n["shorten_at"]:
        rung = min(rung, Rung.MODIFIED_RUN)
    km = share(s, n["share"]) if worst >= n["shorten_at"] else s.history.longest_km
    flat = worst < n["flat_at"]
    return Finding(
        ceiling=rung,
        caps=Caps(km=km, hard_allowed=flat, hills_allowed=flat),
        referral=referral,
        codes=codes,
        say=(said(sore, s), rung, flat, worst >= n["shorten_at"]),
    )


@rule("pain-tendon", "Tendon pain", family="pain", codes=("PAIN_HIGH",), can_switch_off=False)
def tendon(s: Scenario, n: Numbers) -> Finding | None:
    """An Achilles, kneecap tendon, heel or upper hamstring. From 2: no hard running, no longer than your longest run.
    From 3: cut short while the tendon is known to be stable and settles after runs, else cross-train. From 6: rest and
    a physiotherapist; from 8 a clinician.

    People who kept running under a pain limit of 5 with an Achilles tendon did no worse than people who rested.
    """
    sore = _sore(s, "tendon")
    if not sore:
        return None
    worst = max(score(p, s) for p in sore)
    rung, referral, codes = _high(worst, n)
    shorten = worst >= n["shorten_at"]
    unstable = [p for p in sore if score(p, s) >= n["shorten_at"] and not _settles(p)]
    if unstable:
        rung = min(rung, Rung.CROSS_TRAIN)
    elif shorten:
        rung = min(rung, Rung.MODIFIED_RUN)
    easy = worst < n["easy_at"]
    return Finding(
        ceiling=rung,
        caps=Caps(km=_most_km(s, n, shorten, easy), hard_allowed=easy),
        referral=referral,
        codes=codes,
        say=(said(sore, s), rung, easy, shorten),
    )


def _most_km(s: Scenario, n: Numbers, shorten: bool, easy: bool) -> float | None:
    """A part of the run, else no longer than the longest, else no cap."""
    return share(s, n["share"]) if shorten else None if easy else s.history.longest_km


def _settles(p: Pain) -> bool:
    """Known stable, and nothing says that the last run was too much."""
    return bool(p.stable) and not (p.worse_next_morning or p.not_settled_60min or p.weeks_rising)


@rule("pain-muscle", "Muscle or shin pain", family="pain", codes=("PAIN_HIGH",), can_switch_off=False)
def muscle(s: Scenario, n: Numbers) -> Finding | None:
    """A calf, hamstring, thigh, buttock or spread-out shin. From 2: no hard running, no longer than your longest run.
    From 3: cross-train. From 6: rest and a physiotherapist; from 8 a clinician.

    Even soreness on both sides after a hard day is soreness, not pain: say it there.
    """
    sore = _sore(s, "muscle", "shin")
    if not sore:
        return None
    worst = max(score(p, s) for p in sore)
    rung, referral, codes = _high(worst, n)
    shorten = worst >= n["cross_at"]
    if shorten:
        rung = min(rung, Rung.CROSS_TRAIN)
    easy = worst < n["easy_at"]
    return Finding(
        ceiling=rung,
        caps=Caps(km=_most_km(s, n, shorten, easy), hard_allowed=easy),
        referral=referral,
        codes=codes,
        say=(said(sore, s), rung, easy, shorten),
    )


@rule("pain-stop", "Stop level", family="pain", codes=("PAIN_STOP_RULE",), can_switch_off=False)
def stop(s: Scenario, n: Numbers) -> Finding | None:
    """With any pain there is a level at which a run ends: 4 for joints, 5 for tendons, 2 for muscle and shin, 0 for
    bone, and never above 2 with a painkiller. A pain already above its level is at most cross-training.

    Stop as well when pain has risen 2 points since the start, and expect it back to usual within 60 minutes and no
    worse the next morning. The level is the same however sore the morning: "morning pain plus 2" would allow more to
    whom hurts more.
    """
    sore = [p for p in s.pain or () if hurts(p, s)]
    if not sore:
        return None
    most = n["masked_stop"] if masked(s) else 10
    levels = {p: min(most, n[STOPS[tissue(p.site)]]) for p in sore}
    above = [p for p in sore if score(p, s) > levels[p]]
    level = int(min(levels.values()))
    return Finding(
        ceiling=Rung.CROSS_TRAIN if above else Rung.RUN,
        caps=Caps(pain_stop=level),
        codes=("PAIN_STOP_RULE",),
        say=(said(above, s), level),
    )


@rule("pain-walking", "Pain when walking", family="pain", can_switch_off=False)
def walking(s: Scenario, n: Numbers) -> Finding | None:
    """What hurts when walking will not be better for running: no run until walking is free of pain."""
    sore = [p for p in s.pain or () if p.walk_pain]
    return Finding(ceiling=Rung.CROSS_TRAIN, say=(said(sore, s),)) if sore else None


@rule("night-pain", "Pain at night or at rest", family="pain", codes=("NIGHT_PAIN",), can_switch_off=False)
def night(s: Scenario, n: Numbers) -> Finding | None:
    """Pain that wakes you or is there at rest is not that of a tired tissue: no run, and a clinician within days."""
    sore = [p for p in s.pain or () if p.night or p.rest_pain]
    if not sore:
        return None
    return Finding(
        ceiling=Rung.CROSS_TRAIN, referral=Referral.CLINICIAN_SOON, codes=("NIGHT_PAIN",), say=(said(sore, s),)
    )


@rule(
    "pain-next-morning", "Worse after the last run", family="pain", codes=("PAIN_NEXT_MORNING",), can_switch_off=False
)
def next_morning(s: Scenario, n: Numbers) -> Finding | None:
    """Pain that is worse the next morning, or had not settled an hour after the run, says that the last run was too
    much: half the distance, and easy. The next morning decides more than the number.
    """
    sore = [p for p in s.pain or () if p.worse_next_morning or p.not_settled_60min]
    if not sore:
        return None
    return Finding(
        ceiling=Rung.MODIFIED_RUN,
        caps=Caps(km=share(s, n["share"]), hard_allowed=False),
        codes=("PAIN_NEXT_MORNING",),
        say=(said(sore, s), n["share"]),
    )


@rule("pain-trend", "Pain rising from week to week", family="pain", codes=("PAIN_TREND_UP",), can_switch_off=False)
def trend(s: Scenario, n: Numbers) -> Finding | None:
    """Pain may be there, but not rise from week to week. One week up: cut short. Two: no run, and a physiotherapist."""
    rising = [p for p in s.pain or () if (p.weeks_rising or 0) >= n["shorten_weeks"]]
    if not rising:
        return None
    weeks = max(p.weeks_rising or 0 for p in rising)
    stop_running = weeks >= n["cross_weeks"]
    return Finding(
        ceiling=Rung.CROSS_TRAIN if stop_running else Rung.MODIFIED_RUN,
        caps=Caps(km=share(s, n["share"])),
        referral=Referral.PHYSIO if stop_running else Referral.NONE,
        codes=("PAIN_TREND_UP",),
        say=(said(rising, s), weeks),
    )


@rule("pain-streak", "Pain on run after run", family="pain", codes=("PERSISTENT_PAIN_PHYSIO",), can_switch_off=False)
def streak(s: Scenario, n: Numbers) -> Finding | None:
    """Pain on three runs in a row seldom goes by itself: a physiotherapist can help. It does not change today's run."""
    runs = [p for p in s.pain or () if (p.painful_run_streak or 0) >= n["runs"]]
    if not runs:
        return None
    most = max(p.painful_run_streak or 0 for p in runs)
    return Finding(referral=Referral.PHYSIO, codes=("PERSISTENT_PAIN_PHYSIO",), say=(said(runs, s), most))


@rule(
    "painkiller",
    "Painkiller this morning",
    family="pain",
    codes=("PAINKILLER_MASK",),
    can_switch_off=False,
    reads="pain-stop",
)
def painkiller(s: Scenario, n: Numbers) -> Finding | None:
    """A painkiller in the last six hours hides pain: yesterday's score counts where it was higher, nothing hard, and
    stop at 2. Never take one in order to run.
    """
    if not masked(s):
        return None
    return Finding(
        ceiling=Rung.MODIFIED_RUN,
        caps=Caps(pain_stop=int(n["masked_stop"]), hard_allowed=False),
        codes=("PAINKILLER_MASK",),
        say=(int(n["masked_stop"]),),
    )


@rule("missing-pain", "Pain and warning signs not said", family="pain", codes=("MISSING_PAIN",), can_switch_off=False)
def missing(s: Scenario, n: Numbers) -> Finding | None:
    """Unknown pain is not zero pain: never better than an easy, flat run that stops at 2, until the question is
    answered.
    """
    if s.pain is not None and s.flags_said:
        return None
    return Finding(
        ceiling=Rung.MODIFIED_RUN,
        caps=Caps(pain_stop=int(n["stop"]), hard_allowed=False, hills_allowed=False),
        codes=("MISSING_PAIN",),
        say=(int(n["stop"]), s.pain is None, not s.flags_said),
    )


RULES = (joint, tendon, muscle, stop, walking, night, next_morning, trend, streak, painkiller, missing)
