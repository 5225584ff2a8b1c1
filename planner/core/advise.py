"""How findings meet: rung and caps by min, referral by max, warnings by union; then what would change the answer.

Order cannot matter, adding a rule can never make a day harder, and the plan is never raised. No rule is named here but
by what it found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor
from typing import Final

from planner.core.days import Planned
from planner.core.facts import Env, Scenario, ShoeFacts
from planner.core.measure import ROUND, TOLERANCE, changes, climb, new_climb, pace, plan_km, plan_minutes
from planner.core.rule import NOT_SAID, Entry, Rule, Rulebook
from planner.core.rules import ALL
from planner.core.units import from_km, plain, to_km
from planner.core.values import dataclass, replace
from planner.core.verdict import Advice, Caps, Finding, Form, Reason, Referral, Rung

CHANGES: Final = "one-change"
"""The entry whose numbers say what counts as a new climb."""
_NO_CAPS: Final = Caps()
_NO_ENTRY: Final = Entry()
_MOVABLE: Final = frozenset({"one-change", "spike", "heat", "cold", "air", "new-shoes"})
"""Rules whose ceiling another plan, pair or place could lift; any other ceiling holds whatever the plan."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One single change to the plan, pair or place, and what it would bring."""

    change: str
    """What to do, as a sentence's start: `shorten to 9.9 km`."""
    rung: Rung
    km: float | None
    """The distance cap after the change; None = no cap."""


def advise(s: Scenario, book: Rulebook, rules: Iterable[Rule] = ALL) -> Advice:
    """The advice for one scenario under one rulebook."""
    found: list[Reason] = []
    unasked: list[str] = []
    later: list[Rule] = []
    entries = book.entries
    for rule in rules:
        if rule.family == "reminders":
            later.append(rule)
        else:
            _ask(rule, s, entries.get(rule.id, _NO_ENTRY), entries.get(rule.reads, _NO_ENTRY), found, unasked)
    rung = min((r.finding.ceiling for r in found), default=Rung.RUN)
    referral = max((r.finding.referral for r in found), default=Referral.NONE)
    caps = _meet(s, [r.finding.caps for r in found])
    if rung is Rung.RUN and _breaks(s, caps, entries.get(CHANGES, _NO_ENTRY)):
        rung = Rung.MODIFIED_RUN
    if rung < Rung.MODIFIED_RUN and (caps.hard_allowed or caps.hills_allowed):
        caps = replace(caps, hard_allowed=False, hills_allowed=False)
    if rung > Rung.REST and referral < Referral.CLINICIAN_SAME_DAY:
        for rule in later:
            _ask(rule, s, entries.get(rule.id, _NO_ENTRY), entries.get(rule.reads, _NO_ENTRY), found, unasked)
    return Advice(
        rung=rung,
        referral=referral,
        caps=caps,
        warnings=tuple(sorted({code for r in found for code in r.finding.codes})),
        reasons=tuple(sorted(found, key=_weight)),
        unasked=tuple(unasked),
        rules=book.version,
    )


def _ask(rule: Rule, s: Scenario, entry: Entry, numbers: Entry, found: list[Reason], unasked: list[str]) -> None:
    if not entry.on:
        return
    if not rule.can_ask(s):
        unasked.append(rule.id)
        return
    finding = rule.check(s, numbers.numbers)
    if finding is NOT_SAID:
        unasked.append(rule.id)
    elif finding is not None:
        found.append(Reason(rule=rule.id, finding=finding, sources=entry.sources))


def _weight(r: Reason) -> tuple[int, int, bool, str]:
    """Gentlest first: by ceiling, referral, whether it caps anything; then by name, so that order never matters."""
    return r.finding.ceiling, -r.finding.referral, r.finding.caps == _NO_CAPS, r.rule


def _meet(s: Scenario, all_caps: list[Caps]) -> Caps:
    """The lowest of each cap. A plan in minutes turns a cap in km into one in minutes as well."""
    caps = [c for c in all_caps if c != _NO_CAPS]
    if not caps:
        return _NO_CAPS
    km = min((c.km for c in caps if c.km is not None), default=None)
    minutes = min((c.minutes for c in caps if c.minutes is not None), default=None)
    if km is not None and s.plan is not None and s.plan.km is None and s.plan.minutes is not None:
        by_km = round(km * pace(s), 2)
        minutes = by_km if minutes is None else min(minutes, by_km)
    return Caps(
        km=km,
        minutes=minutes,
        pain_stop=min((c.pain_stop for c in caps if c.pain_stop is not None), default=None),
        hard_allowed=all(c.hard_allowed for c in caps),
        hills_allowed=all(c.hills_allowed for c in caps),
        form=min(c.form for c in caps),
        indoor=any(c.indoor for c in caps),
    )


def _breaks(s: Scenario, caps: Caps, climbs: Entry) -> bool:
    """Whether the caps cannot honour the plan."""
    plan = s.plan
    if plan is None or not plan.is_run or caps == _NO_CAPS:
        return False
    km, minutes = plan_km(s), plan_minutes(s)
    return (
        (caps.km is not None and km is not None and km > caps.km + TOLERANCE)
        or (caps.minutes is not None and minutes is not None and minutes > caps.minutes + TOLERANCE)
        or (plan.is_hard and not caps.hard_allowed)
        or (
            not caps.hills_allowed and (plan.kind == "hills" or (bool(climbs.numbers) and new_climb(s, climbs.numbers)))
        )
        or caps.form is Form.WALK_RUN
    )


def lowers(s: Scenario, finding: Finding, book: Rulebook) -> bool:
    """Whether a finding by itself lowers the answer to this plan; without a plan, whether it limits a run at all."""
    if finding.ceiling < Rung.RUN:
        return True
    if s.plan is None:
        return finding.caps != _NO_CAPS
    return _breaks(s, _meet(s, [finding.caps]), book.entries.get(CHANGES, _NO_ENTRY))


def allowed(advice: Advice, plan: Planned | None) -> tuple[float | None, float | None]:
    """Kilometres and minutes of the run that the advice leaves: the smaller of plan and cap; None if neither says."""
    if advice.rung < Rung.MODIFIED_RUN or (plan is not None and not plan.is_run):
        return None, None
    km, minutes = advice.caps.km, advice.caps.minutes
    if plan is not None:
        km = min((x for x in (km, plan.km) if x is not None), default=None) if plan.km is not None or km else None
        minutes = min((x for x in (minutes, plan.minutes) if x is not None), default=None)
    return km, minutes


def minutes_named(advice: Advice) -> float | None:
    """The least minutes that a rule itself names, as after a fever: they hold for any sport.

    A cap in kilometres that a plan in minutes turned into minutes is of running alone and does not count.
    """
    return min((m for r in advice.reasons if (m := r.finding.caps.minutes) is not None), default=None)


def would_change(s: Scenario, advice: Advice, book: Rulebook, units: str = "km") -> tuple[Change, ...]:
    """The single changes of plan, pair or place that would raise the answer; empty when none would.

    It never suggests to feel differently. Each candidate is answered by the same rules. Units are those of its words.
    """
    if advice.rung is Rung.RUN or s.plan is None or not s.plan.is_run:
        return ()
    fixed = min((r.finding.ceiling for r in advice.reasons if r.rule not in _MOVABLE), default=Rung.RUN)
    if fixed <= advice.rung:
        return ()
    better: list[Change] = []
    for words, other in _candidates(s, s.plan, advice, book, units):
        answer = advise(other, book)
        if answer.rung > advice.rung:
            better.append(Change(change=words, rung=answer.rung, km=answer.caps.km))
    return tuple(better)


def _candidates(
    s: Scenario, plan: Planned, advice: Advice, book: Rulebook, units: str
) -> Iterator[tuple[str, Scenario]]:
    """Mornings that differ in one thing from today's, each with its words; only things that some reason touches.

    One that is no different after all, as indoors for whoever runs indoors already, raises nothing and is not offered.
    """
    fired = {r.rule for r in advice.reasons}
    if plan.kind != "race":  # a race is started or not; it has no shorter or easier form
        for words, other in _plans(s, plan, advice, book, fired, units):
            yield words, replace(s, plan=other)
    if "new-shoes" in fired and s.shoe.pairs != 1:
        yield "wear a pair you are used to", replace(s, shoe=ShoeFacts(pairs=s.shoe.pairs))
    if fired & {"heat", "cold", "air"}:
        inside: Env = replace(s.env, indoor_available=True)
        yield "run indoors", replace(s, env=inside)


def _plans(
    s: Scenario, plan: Planned, advice: Advice, book: Rulebook, fired: set[str], units: str
) -> Iterator[tuple[str, Planned]]:
    """Plans that differ in one thing from today's."""
    yield from _shorter(s, plan, advice.caps, units)
    new = changes(s, book.entries.get(CHANGES, _NO_ENTRY).numbers) if CHANGES in fired else ()
    easy = replace(plan, kind="easy", faster_than_usual=None)
    if plan.kind == "hills":
        yield "run it easy and flat", replace(easy, climb_m=0.0, climb_m_per_km=None)
    elif plan.is_hard or plan.faster_than_usual:
        yield "run it easy", easy
    if plan.kind != "hills" and ("climb" in new or not advice.caps.hills_allowed):
        yield "keep it flat", replace(plan, climb_m=0.0, climb_m_per_km=None)
    if "surface" in fired or "surface" in new:
        known = s.history.terrains_28d
        usual = s.history.usual_terrain
        if known and usual not in known:
            usual = known[0]
        if usual is not None:
            yield f"run on {usual}", replace(plan, terrain=usual)


def _shorter(s: Scenario, plan: Planned, caps: Caps, units: str) -> Iterator[tuple[str, Planned]]:
    """The plan cut to its caps and as steep as before, in minutes where those are the lower cap or the plan's own."""
    km, minutes = plan_km(s), plan_minutes(s)
    if not km or not minutes:
        return
    by_time = minutes if caps.minutes is None else min(minutes, caps.minutes)
    by_km = km if caps.km is None else min(km, caps.km)
    shape = replace(plan, climb_m=None, climb_m_per_km=climb(s))
    if plan.km is None or by_time / minutes < by_km / km:
        whole = floor(by_time)  # of a plan in minutes the cap in km has been turned into minutes
        if whole:
            yield f"shorten to {whole} min", replace(shape, km=None, minutes=float(whole))
        return
    shown = floor(from_km(by_km, units) * 100 + TOLERANCE) / 100
    left = min(by_km, to_km(shown, units))
    if left:
        part = None if plan.minutes is None else plan.minutes * left / km
        yield f"shorten to {plain(shown, ROUND)} {units}", replace(shape, km=left, minutes=part)


def held_by(s: Scenario, advice: Advice, book: Rulebook) -> tuple[Reason, ...]:
    """The reasons that hold the rung where it is: by their ceiling, else by the caps that the plan breaks."""
    if advice.rung is Rung.RUN:
        return ()
    found = tuple(r for r in advice.reasons if r.finding.ceiling == advice.rung)
    climbs = book.entries.get(CHANGES, _NO_ENTRY)
    return found or tuple(r for r in advice.reasons if _breaks(s, _meet(s, [r.finding.caps]), climbs))
