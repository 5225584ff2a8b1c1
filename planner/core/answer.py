"""One morning answered: from what the runner said, the plan and the record to advice, the run it leaves and what to
take.

The one path by which every face (screen, command line, plain) reaches the rules. It joins the parts and decides nothing
that a rule does not; it refuses to know files, clocks and keys.
"""

from __future__ import annotations

from datetime import date, datetime, time

from planner.core import advise as rules
from planner.core import assemble, history, words
from planner.core.days import RATINGS, Morning, Planned
from planner.core.facts import Facts, Scenario
from planner.core.history import Record
from planner.core.measure import plan_minutes
from planner.core.record import Chosen, Day
from planner.core.rule import Rulebook
from planner.core.values import dataclass, field, replace
from planner.core.verdict import Advice, Form, Referral, Rung

LATE_HOUR = 18
"""From this hour on, until the planner's day ends after midnight, a check-in is no morning."""
_ANSWERS = ("sleep_h", *RATINGS, "resting_pulse", "hrv_ms", "pain", "flags")
"""What a morning is asked; its note and what was closed may be put right at any time."""
CROSS_MINUTES = 40.0
"""Minutes of cross-training in place of a run whose time is not known."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one morning comes to."""

    planned: tuple[Planned, ...]
    facts: Facts
    scenario: Scenario
    advice: Advice

    @property
    def plan(self) -> Planned | None:
        """The session that the rules looked at."""
        return self.scenario.plan

    @property
    def starts(self) -> bool:
        """Whether a race is planned and the answer is: start."""
        return self.plan is not None and self.plan.kind == "race" and words.race_starts(self.advice, self.scenario)

    @property
    def as_planned(self) -> bool:
        """Whether the advice leaves the plan as it is, so that there is nothing to choose."""
        if self.plan is None:
            return False
        if self.plan.is_run:
            return self.starts or self.advice.rung is Rung.RUN
        planned = Rung.REST if self.plan.kind == "rest" else Rung.CROSS_TRAIN
        return self.advice.rung is planned

    @property
    def settled(self) -> bool:
        """Whether there is nothing to choose: the plan stands, or is within all limits of a gentler answer already.

        Where pain was not asked about the runner has not heard all yet, and nothing is chosen for them.
        """
        if self.as_planned or self.plan is None or self.scenario.pain is None:
            return self.as_planned
        same = left(self) == replace(self.plan, faster_than_usual=None)
        return same and self.advice.caps.form is Form.RUN

    @property
    def offered(self) -> bool:
        """Whether the runner has to choose between the advice and their plan."""
        return self.plan is not None and not self.settled

    @property
    def can_keep(self) -> bool:
        """Whether the plan may be kept against the advice: not with an emergency sign, whatever the reason."""
        return self.advice.referral < Referral.EMERGENCY

    @property
    def needs_reason(self) -> bool:
        """Whether keeping the plan against the advice asks for a reason: with pain, a flag or a referral."""
        s = self.scenario
        return bool(self.advice.referral or s.flags or any(p.score for p in s.pain or ()))


@dataclass(frozen=True, kw_only=True)
class Context:
    """All that an answer rests on beside the morning and the plan."""

    record: Record
    book: Rulebook
    _kept: dict[tuple[Morning | None, tuple[Planned, ...]], Answer] = field(
        default_factory=dict, repr=False, compare=False
    )

    def answer(self, morning: Morning | None, planned: tuple[Planned, ...]) -> Answer:
        """The answer to a morning, as far as it was said. The last ones are kept: screens ask again while they draw."""
        known = self._kept.get((morning, planned))
        if known is None:
            if len(self._kept) > 64:
                self._kept.clear()
            known = self._kept[morning, planned] = answer(self, morning, planned)
        return known


def answer(context: Context, morning: Morning | None, planned: tuple[Planned, ...]) -> Answer:
    """The answer to a morning, a plan and a record under one rulebook."""
    facts = history.facts(context.record, morning, planned)
    return again(morning, planned, facts, context.book)


def again(morning: Morning | None, planned: tuple[Planned, ...], facts: Facts, book: Rulebook) -> Answer:
    """The answer from facts as they were saved, so that a stored day can be worked out again."""
    scenario = assemble.scenario(morning, planned, facts)
    return Answer(planned=planned, facts=facts, scenario=scenario, advice=rules.advise(scenario, book))


def so_far(context: Context, morning: Morning, planned: tuple[Planned, ...]) -> Answer:
    """What the answers up to now come to, the open questions taken as nothing to report.

    Only for showing a worse verdict early: it is never saved and never shown as a run.
    """
    said = replace(morning, pain=morning.pain or (), flags=morning.flags or ())
    return context.answer(said, planned)


def put_back(answer: Answer) -> tuple[str, ...]:
    """Of several changes at once those that the advice puts back to usual, by the names of `measure.changes`.

    The first of them stays. New shoes come first there, so that a pair never has to be changed for this.
    """
    plan = answer.plan
    if plan is None or answer.as_planned or plan.kind == "race" or answer.advice.rung is not Rung.MODIFIED_RUN:
        return ()
    said = next((r.finding.say for r in answer.advice.reasons if r.rule == rules.CHANGES), ((), ""))
    found = said[0] if isinstance(said[0], tuple) else ()
    return tuple(str(change) for change in found if change != said[1])


def left(answer: Answer) -> Planned | None:
    """The session that the advice leaves of the plan: shorter, easier, another sport or rest. None without a plan."""
    plan, advice = answer.plan, answer.advice
    if plan is None or answer.as_planned:
        return plan
    if advice.rung is Rung.REST or plan.kind == "race":
        return Planned(kind="rest")
    if advice.rung is Rung.CROSS_TRAIN:
        wanted = plan_minutes(answer.scenario) or CROSS_MINUTES
        most = rules.minutes_named(advice)
        return Planned(kind="cross", minutes=_whole(wanted if most is None else min(wanted, most)))
    km, minutes = rules.allowed(advice, plan)
    planned_minutes = plan_minutes(answer.scenario)
    if plan.km is not None and minutes is not None and planned_minutes is not None:
        if planned_minutes <= minutes:
            minutes = plan.minutes
        elif km == plan.km:
            km = None  # the time is what limits; kilometres at a pace that nobody said would only look exact
    hard_taken = plan.is_hard and not advice.caps.hard_allowed
    flat = not advice.caps.hills_allowed
    back = put_back(answer)
    kind = "easy" if hard_taken or (flat and plan.kind == "hills") else plan.kind
    return replace(
        plan,
        kind=kind,
        km=km,
        minutes=None if minutes is None else _whole(minutes),
        pace=None if hard_taken or "speed" in back else plan.pace,
        faster_than_usual=None,
        terrain=answer.scenario.history.usual_terrain if "surface" in back else plan.terrain,
        climb_m=0.0 if flat and plan.climb_m else plan.climb_m,
        climb_m_per_km=0.0 if flat and plan.climb_m_per_km else plan.climb_m_per_km,
    )


def how(answer: Answer) -> str:
    """What taking the advice asks for beside the session, to be put behind its words; empty when that is all."""
    session = left(answer)
    in_turn = session is not None and session.is_run and answer.advice.caps.form is Form.WALK_RUN
    return ", walk and run in turn" if in_turn else ""


def take(answer: Answer) -> Chosen:
    """The advice as the runner's choice; the ground is named where it is not the plan's."""
    session = left(answer) or Planned(kind="easy")
    ground = session.terrain if answer.plan is not None and session.terrain != answer.plan.terrain else None
    return Chosen(by="advice", kind=session.kind or "easy", km=session.km, minutes=session.minutes, terrain=ground)


def keep(answer: Answer, why: str | None) -> Chosen:
    """The plan as the runner's choice against the advice; `why` is kept with it."""
    plan = answer.plan or Planned()
    return Chosen(by="own", why=why or None, kind=plan.kind or "easy", km=plan.km, minutes=plan.minutes)


def stamped(morning: Morning, now: datetime, day: Day, today: date) -> Morning:
    """A morning with the time at which it was first said, and with what that says of it.

    `late`: after a run of that day, or from 18:00 of its date on, also past midnight; `entered_later`: when `today`,
    the planner's day of now, is a later one, or answers of a stored morning were changed then. Both stay out of
    baselines.
    """
    if day.morning is not None and day.morning.at is not None:
        before = day.morning
        changed = day.date < today and any(getattr(morning, name) != getattr(before, name) for name in _ANSWERS)
        return replace(morning, at=before.at, late=before.late, entered_later=before.entered_later or changed)
    if day.date < today:
        return replace(morning, at=now, entered_later=True)
    evening = datetime.combine(day.date, time(LATE_HOUR), now.tzinfo)
    return replace(morning, at=now, late=now >= evening or any(d.kind == "run" for d in day.done))


def fill(day: Day, morning: Morning, answer: Answer, chosen: Chosen | None) -> Day:
    """A day with its check-in: morning, facts, advice and, where there is nothing to choose, the choice."""
    if chosen is None and answer.settled:
        chosen = take(answer)
    return replace(
        day,
        morning=morning,
        planned=answer.planned,
        facts=answer.facts,
        advice=words.save_form(answer.advice),
        chosen=chosen,
    )


def _whole(minutes: float) -> float:
    """Minutes rounded down: a cap is never passed by rounding."""
    return float(int(minutes + 1e-9))
