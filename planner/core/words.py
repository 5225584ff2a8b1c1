"""Every sentence of the advice, in one place, so that wording can be reviewed.

Short and plain: the number and the limit, "your left", no diagnosis, no percentage of risk, no promise. Words for the
steps and shoes stand with them; this module knows only what the rules found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from planner.core.days import Planned
from planner.core.facts import Scenario
from planner.core.readiness import Points
from planner.core.sites import place
from planner.core.units import distance, pace, plain
from planner.core.verdict import Advice, Caps, Finding, Form, Reason, Referral, Rung, SavedAdvice, SavedReason

EDUCATION: Final = "This is education, not medical advice. These rules are for adults."
MINOR: Final = "You are under 18, and these rules are for adults: ask who coaches you, or a doctor."
VERDICTS: Final = {
    Rung.RUN: "RUN",
    Rung.MODIFIED_RUN: "MODIFIED RUN",
    Rung.CROSS_TRAIN: "CROSS-TRAIN",
    Rung.REST: "REST",
}
SIGNS: Final = {Rung.RUN: "(+)", Rung.MODIFIED_RUN: "(~)", Rung.CROSS_TRAIN: "(x)", Rung.REST: "(-)"}
REFERRALS: Final = {
    Referral.NONE: "",
    Referral.PHYSIO: "If it stays, see a physiotherapist.",
    Referral.CLINICIAN_SOON: "See a doctor or physiotherapist within days.",
    Referral.CLINICIAN_SAME_DAY: "Be seen by a doctor today.",
    Referral.EMERGENCY: "Call the emergency number now.",
}
PARTS: Final = {
    "sleep": "slept {} h",
    "quality": "sleep quality {} of 7",
    "fatigue": "fatigue {} of 7",
    "soreness": "soreness {} of 7",
    "stress": "stress {} of 7",
    "wellness": "answers {} SD worse than usual",
    "pulse": "resting pulse {} up",
    "hrv": "HRV {} SD low",
}
CHANGED: Final = {
    "shoes": "shoes",
    "surface": "surface",
    "climb": "climb",
    "distance": "distance",
    "speed": "speed",
}
Sentence = Callable[..., str]


def verdict_word(rung: Rung) -> str:
    """The verdict in capitals."""
    return VERDICTS[rung]


def sign(rung: Rung) -> str:
    """The verdict's sign, which means the same without colour."""
    return SIGNS[rung]


def referral_line(referral: Referral) -> str:
    """Whom to see and how soon, or nothing."""
    return REFERRALS[referral]


def because(rule: str, finding: Finding, units: str = "km") -> str:
    """The sentence of one finding, without a full stop. Units are those of the screen; files use km."""
    return _SENTENCES[rule](units, *finding.say)


def save_form(advice: Advice, units: str = "km") -> SavedAdvice:
    """Advice as a day file keeps it."""
    return SavedAdvice(
        rung=advice.rung,
        referral=advice.referral,
        caps=advice.caps,
        warnings=advice.warnings,
        rules=advice.rules,
        reasons=tuple(SavedReason(rule=r.rule, because=because(r.rule, r.finding, units)) for r in advice.reasons),
    )


def race_starts(advice: Advice, s: Scenario) -> bool:
    """Whether a race day says start. Distance alone never stops it; pain of 3 or more, illness, a flag, or not having
    said does, and so does a day on which running means walking in turn.
    """
    from planner.core.measure import score

    well = s.pain is not None and s.flags_said and not s.flags and "ILLNESS_RETURN" not in advice.warnings
    sore = any(score(p, s) >= 3 for p in s.pain or ())
    return advice.rung >= Rung.MODIFIED_RUN and advice.caps.form is Form.RUN and well and not sore


def headline(advice: Advice, plan: Planned | None, units: str = "km", s: Scenario | None = None) -> str:
    """One line under the verdict: what is left of the plan."""
    if plan is not None and plan.kind == "race" and s is not None:
        return "Do not start" if not race_starts(advice, s) else "Start" if advice.caps.hard_allowed else "Start, easy"
    if advice.rung is Rung.REST:
        return "No run today, no load"
    if advice.rung is Rung.CROSS_TRAIN:
        return "Easy, without impact"
    return limits(advice.caps, plan, units, advice.rung)


def limits(caps: Caps, plan: Planned | None, units: str, rung: Rung) -> str:
    """Distance or time and how to run it, e.g. `5.6 km, easy, flat`."""
    km, minutes = caps.km, caps.minutes
    if plan is not None:
        km = min((x for x in (km, plan.km) if x is not None), default=None)
        minutes = min((x for x in (minutes, plan.minutes) if x is not None), default=None)
    parts = []
    if plan is not None and plan.km is None and minutes is not None:
        parts.append(f"{minutes:.0f} min")
    else:
        if km is not None:
            parts.append(distance(km, units))
        if minutes is not None:
            parts.append(f"at most {minutes:.0f} min")
    if caps.form is Form.WALK_RUN:
        parts.append("walk and run in turn")
    if not caps.hard_allowed or plan is None:
        parts.append("easy")
    elif rung is Rung.RUN and plan.kind:
        parts.append(plan.kind)
    if not caps.hills_allowed:
        parts.append("flat")
    if caps.indoor:
        parts.append("indoors")
    return ", ".join(parts) if parts else "as planned"


def learning(mornings: int, needed: int) -> str:
    """What stands where a comparison with the runner's usual would; nothing once there are enough mornings for one."""
    return f"Learning your usual: {mornings} of {needed} days" if mornings < needed else ""


def listed(items: Sequence[str]) -> str:
    """Words one after the other, `a, b and c`; nothing for none."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def _list(items: tuple[str, ...]) -> str:
    return listed(items)


def _pains(pains: tuple[tuple[str, str | None, int], ...]) -> str:
    """`your left knee (front) 3/10 and your calf 1/10`."""
    return _list(tuple(f"{place(site, side)} {score}/10" for site, side, score in pains))


def _count(number: float, what: str) -> str:
    """`1 day`, `1.5 days`."""
    return _several(plain(number), what)


def _several(shown: str, what: str) -> str:
    return f"{shown} {what}" if shown == "1" else f"{shown} {what}s"


def _below(number: float, limit: float) -> str:
    """A number that is below a limit with as many decimals, up to three, as it takes to look so: `6.9`, `6.97`."""
    return next((shown for d in (1, 2, 3) if float(shown := plain(number, d)) < limit), f"just under {limit:g}")


def _flags(units: str, raised: tuple[str, ...]) -> str:
    return _list(raised)


def _joint(units: str, pains: tuple[tuple[str, str | None, int], ...], rung: Rung, flat: bool, cut: bool) -> str:
    if rung < Rung.MODIFIED_RUN:
        return f"{_pains(pains)}: {_no_run(rung)}"
    if cut:
        return f"{_pains(pains)}: shorter, flat, nothing hard"
    return f"{_pains(pains)}: no longer than your longest" + ("" if flat else ", no hard running, no hills")


def _soft(units: str, pains: tuple[tuple[str, str | None, int], ...], rung: Rung, easy: bool, cut: bool) -> str:
    if rung < Rung.MODIFIED_RUN:
        return f"{_pains(pains)}: {_no_run(rung)}"
    if cut:
        return f"{_pains(pains)}: shorter, nothing hard"
    return f"{_pains(pains)}" + (": run, and watch it" if easy else ": no hard running, no longer than your longest")


def _no_run(rung: Rung) -> str:
    return "rest" if rung is Rung.REST else "no run today"


def _stop(units: str, above: tuple[tuple[str, str | None, int], ...], level: int) -> str:
    if above:
        return f"{_pains(above)}: already above where a run should stop"
    if level == 0:
        return "any pain there stops a run"
    return f"stop if pain goes above {level}/10; it should settle within 60 min and be no worse tomorrow"


def _missing(units: str, stop: int, pain: bool, signs: bool) -> str:
    what = "pain and warning signs" if pain and signs else "pain" if pain else "warning signs"
    return f"{what} not said: easy and flat at most, until you say"


def _readiness(units: str, p: Points, rung: Rung, cut: bool) -> str:
    said = {name: PARTS[name].format(plain(abs(p.said[name]), 2)) for name in p.parts}
    parts = _list(tuple(f"{said[name]} ({worth:g})" for name, worth in p.parts.items()))
    then = "rest" if rung is Rung.REST else "no run today" if rung is Rung.CROSS_TRAIN else "shorter and easy"
    most = "" if sum(p.parts.values()) <= p.total + 1e-9 else f" (devices count {p.objective:g} at most)"
    return f"{parts} = {_count(p.total, 'point')}{most}: {then if cut else 'nothing hard'}"


def _spike(units: str, km: float, cap: float, longest: float, by_pace: float | None, race: bool) -> str:
    how = f" (at {pace(by_pace, units)})" if by_pace else ""
    then = "" if race else f": {distance(cap, units)} at most"
    return f"{distance(km, units)} planned{how}; your longest in 30 days is {distance(longest, units)}{then}"


def _no_history(units: str, declared: float | None, km: float = 0.0, minutes: float = 0.0) -> str:
    if declared:
        return f"no run recorded in 30 days; your usual {distance(declared, units)} stands in, nothing hard"
    return f"no run in 30 days: walk and run in turn, {distance(km, units)} and {minutes:.0f} min at most, flat"


def _layoff(units: str, days: int, km: float | None, minutes: float | None) -> str:
    parts = tuple(x for x in (distance(km, units) if km else "", f"{minutes:.0f} min" if minutes else "") if x)
    return f"{days} days since your last run: " + (f"{_list(parts)} at most, " if parts else "") + "nothing hard"


def _one_change(units: str, found: tuple[str, ...], kept: str) -> str:
    return f"new at once: {_list(tuple(CHANGED[c] for c in found))}; keep the {CHANGED[kept]}, put the rest back"


def _surface(units: str, terrain: str, km: float | None, part: float) -> str:
    most = f"{distance(km, units)} at most" if km else "keep it short"
    return f"{terrain} is new in four weeks: {most}"


def _shoes(units: str, worn: float, km: float | None, new: str) -> str:
    pair = "a very different pair" if new == "different" else "a new pair"
    most = f"{distance(km, units)} at most, " if km else ""
    return f"{pair} with {distance(worn, units)} in it: {most}nothing hard"


def _air(what: str, unit: str) -> Sentence:
    def say(units: str, seen: float, then: Rung | str) -> str:
        value = f"{what} {plain(seen)}{unit}"
        if then == "indoor":
            return f"{value}: run indoors"
        if then is Rung.MODIFIED_RUN:
            return f"{value}: easy only"
        return f"{value}: not outdoors" if then is Rung.CROSS_TRAIN else f"{value}: nothing outdoors, rest"

    return say


def _fever(units: str, days: float, minutes: float, rest: bool) -> str:
    if rest:
        return "less than a day without fever: rest"
    return f"{_count(days, 'day')} without fever: {minutes:.0f} easy minutes at most"


def _neck(units: str, raised: tuple[str, ...], minutes: float, pulse: float | None) -> str:
    if pulse is not None:
        return f"{_list(raised)}, and your resting pulse is {plain(pulse)} up: rest"
    return f"{_list(raised)}: {minutes:.0f} easy minutes at most"


def _injury(units: str, state: str, ran_or_not: bool) -> str:
    if state == "not_cleared":
        return "a bone suspicion is open: no run until a clinician has cleared it"
    return "back from a bone injury: " + (
        "a day between runs" if ran_or_not else "walk and run in turn, stop at any pain"
    )


_AGO: Final = {0: "today already", 1: "yesterday"}
_AS_PLANNED: Final = {"rest": "rest", "cross": "cross-training", "strength": "strength"}
_SENTENCES: Final[dict[str, Sentence]] = {
    "red-flag-emergency": lambda u, raised: f"{_flags(u, raised)}: this is an emergency",
    "red-flag-same-day": lambda u, raised: f"{_flags(u, raised)}: be seen today",
    "red-flag-soon": lambda u, raised: f"{_flags(u, raised)}: no run until it has been looked at",
    "reds": lambda u: "missed periods can mean too little energy for your training",
    "gait": lambda u, what: f"{what}: no run on a changed stride",
    "pain-joint": _joint,
    "pain-tendon": _soft,
    "pain-muscle": _soft,
    "pain-stop": _stop,
    "pain-walking": lambda u, pains: f"{_pains(pains)}, and walking hurts: no run today",
    "night-pain": lambda u, pains: f"{_pains(pains)}, at night or at rest: no run until it has been looked at",
    "pain-next-morning": lambda u, pains, part: (
        f"{_pains(pains)}: the last run left it worse, so {part:.0%} of it, easy"
    ),
    "pain-trend": lambda u, pains, weeks: f"{_pains(pains)}: rising for {weeks} week{'s' if weeks > 1 else ''}",
    "pain-streak": lambda u, pains, runs: f"{_pains(pains)}: pain on {runs} runs in a row",
    "painkiller": lambda u, stop: f"a painkiller hides pain: easy, and stop above {stop}/10",
    "missing-pain": _missing,
    "bone-stress": lambda u, pains, rest: f"{_pains(pains)}: may be bone, no impact until it has been looked at",
    "bone-injury": _injury,
    "illness-systemic": lambda u, raised: f"{_list(raised)}: rest",
    "illness-neck": _neck,
    "illness-return": _fever,
    "readiness": _readiness,
    "sleep-short": lambda u, hours, limit: f"slept {plain(hours, 2)} h, under {limit:g}",
    "sleep-poor": lambda u, rating, limit: f"sleep quality {rating} of 7",
    "fatigue-high": lambda u, rating, limit: f"fatigue {rating} of 7",
    "soreness-high": lambda u, rating, limit: f"soreness {rating} of 7",
    "stress-high": lambda u, rating, limit: f"stress {rating} of 7",
    "rhr-up": lambda u, bpm, limit: f"resting pulse {plain(bpm)} above your usual",
    "hrv-low": lambda u, z, limit: f"HRV {plain(abs(z))} SD below your usual: nothing hard",
    "sleep-debt": lambda u, mean, limit: (
        f"{_below(mean, limit)} h sleep a day over two weeks, under {limit:g}: no longer than your longest"
    ),
    "conflict": lambda u: "pulse or HRV is off though you feel fine: notice how the run feels",
    "spike": _spike,
    "no-history": _no_history,
    "layoff": _layoff,
    "novice": lambda u, months, limit: f"{_count(months, 'month')} of running: early days",
    "novice-third-day": lambda u, day: f"day {day} in a row in your first months: another sport today",
    "bmi-first-week": lambda u, km: f"first week: {distance(km, u)} at most",
    "hard-again": lambda u, days: f"a hard session {_AGO.get(days, f'{days} days ago')}: nothing hard today",
    "one-change": _one_change,
    "surface": _surface,
    "new-shoes": _shoes,
    "heat": _air("heat", " °C WBGT"),
    "cold": _air("wind chill", " °C"),
    "air": _air("air quality index", ""),
    "pregnancy": lambda u: "pregnant: easy running, as your clinician says",
    "postpartum": lambda u, weeks, limit: (
        f"{_several(_below(weeks, limit), 'week')} since birth, under {limit:g}: no running yet"
    ),
    "masters": lambda u, age: f"age {age:.0f}: a longer warm-up",
    "as-planned": lambda u, kind: f"{_AS_PLANNED[kind]} is what you planned",
    "strength-due": lambda u, done, goal: f"strength: {done} of {goal} sessions in 7 days",
    "shoe-worn": lambda u, worn, limit: (
        f"{distance(worn, u)} in this pair, over {distance(limit, u)}: does it still feel right?"
    ),
    "shoe-rotate": lambda u, runs: "one pair only: a second to take turns with may help",
}


def sentence_ids() -> frozenset[str]:
    """The rules that have a sentence; a test holds it against the list of rules."""
    return frozenset(_SENTENCES)


def reason_line(r: Reason, units: str = "km") -> str:
    """A reason's sentence, as screens and JSON give it."""
    return because(r.rule, r.finding, units)
