"""Which steps today: before the run, after it, instead of it, and the strength session, each with its reason.

Everything is a pure function of the book and of what is known of today. A step that loads a sore site is never chosen;
on a rest day, or when a doctor is to be seen today, nothing is. Nothing here promises that a step prevents an injury.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from planner.core.advise import minutes_named
from planner.core.days import HARD_KINDS
from planner.core.facts import Scenario
from planner.core.measure import bone_suspect, hurts, plan_minutes
from planner.core.routines import Book, Level, Step, places, unlisted
from planner.core.rules import BY_ID
from planner.core.sites import BELOW_NECK, GAIT, RED_FLAGS, SITES
from planner.core.units import duration, temperature
from planner.core.values import dataclass, replace
from planner.core.verdict import Advice, Referral, Rung

_RUNS: Final = frozenset({Rung.RUN, Rung.MODIFIED_RUN})
_NO_STRENGTH: Final = frozenset({*BELOW_NECK, *GAIT, *RED_FLAGS})
"""Flags on which strength waits: the fever and its kin, a limp, and any sign that somebody is to look at."""
_NO_IMPACT: Final = frozenset({*GAIT, "giving_way", "recurrent_swelling", "pop_with_pain"})
"""Flags that say no place, and that something in a leg does not carry as it should."""
MOST_FOR_SORE: Final = 2
"""Steps added for a sore site: a warm-up is not a treatment."""


@dataclass(frozen=True, kw_only=True)
class Today:
    """What choosing steps needs to know of a day; what is left out was not said."""

    rung: Rung
    referral: Referral = Referral.NONE
    kind: str | None = None
    """The plan's kind; None = easy, or no plan."""
    hard_allowed: bool = True
    sore: frozenset[str] = frozenset()
    """Sites with a pain of 1 or more."""
    had: frozenset[str] = frozenset()
    """Sites that hurt in the last ten weeks."""
    pain_said: bool = True
    """False while the question for pain is open: then nothing is known to be free of it."""
    bone: bool = False
    """A bone suspicion, or a bone injury that is not cleared."""
    ill: bool = False
    """A cold or a fever, or the days after one, limits the day."""
    flags: frozenset[str] = frozenset()
    temperature_c: float | None = None
    age: float | None = None
    early: bool = False
    """Soon after getting up."""
    minutes: float | None = None
    """At hand for these steps."""
    indoors: bool = False
    """Whatever is done is done inside: heat, cold or bad air."""
    plan_minutes: float | None = None
    """Of the run that was planned."""
    most_minutes: float | None = None
    """That a rule allows of any sport, as after a fever."""

    @property
    def nothing(self) -> bool:
        """Whether the day invites no exercise at all."""
        return self.rung is Rung.REST or self.referral >= Referral.CLINICIAN_SAME_DAY

    @property
    def no_impact(self) -> bool:
        """Whether the legs are to strike nothing and to carry little: a bone, a limp, or a joint that somebody is to
        look at.
        """
        return self.bone or bool(self.flags & _NO_IMPACT)

    @property
    def hard(self) -> bool:
        """Whether a hard session is ahead."""
        return self.rung in _RUNS and self.kind in HARD_KINDS and self.hard_allowed


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A chosen step and why."""

    step: Step
    because: str
    """A sentence's start without a full stop."""
    dose: str
    """How much today, in words."""
    seconds: int
    """How long it takes today."""
    instead_of: str | None = None
    """The id of the step that it stands in for."""
    minutes: tuple[float, float] | None = None
    """Cross-training: from and to, minutes."""
    caution: str | None = None
    """What cannot be known about it today."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """A step that is not shown today, and why."""

    step: Step
    because: str


def today(
    s: Scenario,
    advice: Advice,
    *,
    temperature_c: float | None = None,
    early: bool = False,
    minutes: float | None = None,
    had: frozenset[str] = frozenset(),
) -> Today:
    """What steps need to know, from a morning's scenario and its advice; `had` are sites that hurt in ten weeks."""
    outside = {"heat", "cold", "air"} & {r.rule for r in advice.reasons if r.finding.ceiling < Rung.MODIFIED_RUN}
    return Today(
        rung=advice.rung,
        referral=advice.referral,
        kind=s.plan.kind if s.plan else None,
        hard_allowed=advice.caps.hard_allowed,
        sore=frozenset(p.site for p in s.pain or () if hurts(p, s)),
        had=had,
        pain_said=s.pain is not None,
        bone=s.history.bone_injury == "not_cleared" or any(bone_suspect(p, s) for p in s.pain or ()),
        ill=any(BY_ID[r.rule].family == "illness" for r in advice.reasons if r.rule in BY_ID),
        flags=s.flags,
        temperature_c=s.env.wind_chill_c if temperature_c is None else temperature_c,
        age=s.person.age,
        early=early,
        minutes=minutes,
        indoors=advice.caps.indoor or bool(outside),
        plan_minutes=plan_minutes(s),
        most_minutes=minutes_named(advice),
    )


def warm_up(book: Book, t: Today) -> tuple[Picked, ...]:
    """The steps before today's session, in order; none on a rest day or when a doctor is to be seen today."""
    names = _warm_up_routines(t)
    if not names:
        return ()
    picked = _choose(book, t, names)
    picked += _for_sore(book, t, picked)
    return in_time(_longer(book, t, picked), t.minutes)


def cool_down(book: Book, t: Today) -> tuple[Picked, ...]:
    """The steps after today's session; what is optional says so."""
    if t.nothing or t.kind == "rest":
        return ()
    run = t.rung in _RUNS and t.kind not in ("cross", "strength")
    return in_time(_choose(book, t, _AFTER_RUN if run else _AFTER_OTHER), t.minutes)


def cross_train(book: Book, t: Today) -> tuple[Picked, ...]:
    """What may be done instead of the run, sparing every sore site, with minutes for those of the run where known.

    Every option that fits is given, in the book's order; nothing on a rest day or when a doctor is to be seen today.
    """
    if t.nothing or t.kind == "rest":
        return ()
    caution = _caution(book, t)
    found = []
    for step in book.for_use("cross_train"):
        if step.hurt_by(t.sore) or (t.no_impact and step.impact) or (t.indoors and step.outdoors):
            continue
        span = _span(step, t)
        because = f"spares {places(sorted(t.sore, key=_order))}" if t.sore else "no pounding"
        if step.impact and not t.sore:
            because = "gentler than running"
        dose = f"{_minutes(span)}, at the effort of the run" if span else step.dose
        seconds = round((span[0] if span else 30.0) * 60)
        found.append(Picked(step=step, because=because, dose=dose, seconds=seconds, minutes=span, caution=caution))
    return tuple(found)


def strength(book: Book, t: Today, levels: Mapping[str, int] | None = None) -> tuple[Picked, ...]:
    """The strength session at each exercise's level (0 = first dose); none when ill or just after, with a
    bone suspicion or on rest.
    """
    if t.nothing or t.bone or t.ill or t.flags & _NO_STRENGTH or t.kind == "rest":
        return ()
    picked = []
    for p in _choose(book, t, tuple(n for n, r in book.routines.items() if r.use == "strength")):
        side = p.step.per_side
        at = min((levels or {}).get(p.step.id, 0), len(p.step.levels) - 1)
        level = p.step.levels[at] if p.step.levels else None
        picked.append(replace(p, dose=dose_of(level, side), seconds=_seconds_of(level, side)) if level else p)
    return in_time(picked, t.minutes)


def left_out(book: Book, t: Today) -> tuple[Left, ...]:
    """The steps of today's warm-up and cool-down, and ways to cross-train, that a sore site keeps away, and which."""
    if t.nothing:
        return ()
    steps = book.of(*_warm_up_routines(t), *(_AFTER_RUN if t.rung in _RUNS else _AFTER_OTHER))
    steps += tuple(s for s in book.for_use("cross_train") if t.rung is Rung.CROSS_TRAIN)
    hurt = {step.id: (step, step.hurt_by(t.sore)) for step in steps}
    return tuple(Left(step=step, because=f"it loads {places(sites)}") for step, sites in hurt.values() if sites)


_AFTER_RUN: Final = ("cool-down-run",)
_AFTER_OTHER: Final = ("cool-down-other",)


def _warm_up_routines(t: Today) -> tuple[str, ...]:
    if t.nothing or t.kind == "rest":
        return ()
    if t.rung is Rung.CROSS_TRAIN or t.kind in ("cross", "strength"):
        return ("warm-up-other",)
    return ("warm-up-quality",) if t.hard else ("warm-up-easy",)


def _choose(book: Book, t: Today, names: Iterable[str]) -> tuple[Picked, ...]:
    """The steps of routines, each itself or its stand-in, each once."""
    caution = _caution(book, t)
    found: dict[str, Picked] = {}
    names = tuple(names)
    for name in names:
        for step in book.of(name):
            if step.after_pain and not t.had & {*step.after_pain}:
                continue
            now = book.stand_in(step, t.sore, bone=t.no_impact)
            if now is None or now.id in found or (t.indoors and now.outdoors):
                continue
            if now is step:
                because = _purpose(book, name, now, t)
            else:
                sites = step.hurt_by(t.sore)
                because = f"in place of {_lower(step.name)}" + (f", to spare {places(sites)}" if sites else "")
            found[now.id] = Picked(
                step=now,
                because=because,
                dose=now.dose,
                seconds=now.takes,
                instead_of=None if now is step else step.id,
                caution=caution,
            )
    return tuple(found.values())


def _purpose(book: Book, routine: str, step: Step, t: Today) -> str:
    said = book.routines[routine].note or book.routines[routine].name
    words = _lower(said).rstrip(".")
    return f"{words}; optional" if step.optional else words


def _for_sore(book: Book, t: Today, picked: tuple[Picked, ...]) -> tuple[Picked, ...]:
    """At most two steps that are meant to be kind to a sore site and load none."""
    have = {p.step.id for p in picked}
    caution = _caution(book, t)
    found = []
    for step in book.of("warm-up-sore"):
        sites = tuple(site for site in step.helps if site in t.sore)
        if sites and step.id not in have and not step.hurt_by(t.sore) and not (t.no_impact and step.impact):
            because = f"moves {places(sites)} without weight; stop if it hurts more"
            found.append(Picked(step=step, because=because, dose=step.dose, seconds=step.takes, caution=caution))
    return tuple(found[:MOST_FOR_SORE])


def _longer(book: Book, t: Today, picked: tuple[Picked, ...]) -> tuple[Picked, ...]:
    """The first step some minutes longer in the cold, early or from an age on; once, whatever number of reasons."""
    n = book.numbers
    why = []
    if t.temperature_c is not None and t.temperature_c < n["cold_below_c"]:
        why.append(temperature(t.temperature_c))
    if t.early:
        why.append("soon after getting up")
    if t.age is not None and t.age >= n["older_from_age"]:
        why.append(f"age {t.age:.0f}")
    if not why or not picked:
        return picked
    first, more = picked[0], n["longer_by_min"]
    dose = f"{first.dose}, and {more:g} min more"
    because = f"{first.because}; longer for {' and '.join(why)}"
    return (replace(first, dose=dose, because=because, seconds=first.seconds + round(more * 60)), *picked[1:])


def in_time(picked: Sequence[Picked], minutes: float | None) -> tuple[Picked, ...]:
    """As many as there is time for: optional steps go first, then from the end; the first step stays, cut short."""
    if minutes is None or not picked:
        return tuple(picked)
    left = list(picked)
    while len(left) > 1 and sum(p.seconds for p in left) > minutes * 60:
        late = [n for n, p in enumerate(left) if n and p.step.optional] or [len(left) - 1]
        del left[late[-1]]
    first = left[0]
    if len(left) == 1 and first.seconds > minutes * 60:
        dose = f"{duration(minutes)} of it"
        left[0] = replace(first, seconds=round(minutes * 60), dose=dose)
    return tuple(left)


def _span(step: Step, t: Today) -> tuple[float, float] | None:
    if t.plan_minutes is None or step.factor is None:
        return None
    low, high = (t.plan_minutes * f for f in step.factor)
    most = min((m for m in (t.minutes, t.most_minutes) if m is not None), default=None)
    if most is not None:
        low, high = min(low, most), min(high, most)
    return round(low), round(high)


def _minutes(span: tuple[float, float]) -> str:
    return duration(span[0]) if span[0] == span[1] else f"{span[0]:.0f}-{span[1]:.0f} min"


def dose_of(level: Level, per_side: bool) -> str:
    """A dose in words: `2 x 10 per side`, `2 x 15 s`."""
    size = f"{level.reps}" if level.seconds is None else f"{level.seconds} s"
    words = f"{level.sets} x {size}" + (" per side" if per_side else "")
    return f"{words}, {level.more}" if level.more else words


def _seconds_of(level: Level, per_side: bool) -> int:
    one = level.seconds if level.seconds is not None else (level.reps or 0) * 3
    return round(level.sets * (one * (2 if per_side else 1) + 45))  # 45 s of breath between sets


def _caution(book: Book, t: Today) -> str | None:
    if not t.pain_said:
        return "pain was not said: leave out what hurts"
    unknown = unlisted(t.sore, book)
    return f"what loads {places(unknown)} is not known here: leave out what hurts" if unknown else None


def _order(site: str) -> tuple[int, str]:
    names = list(SITES)
    return (names.index(site) if site in SITES else len(names)), site


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
