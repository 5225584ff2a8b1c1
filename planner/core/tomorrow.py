"""What today's choice does to tomorrow, by the same rules: longest run, days off, hard-run spacing, strength, shoes.

Today is taken as ended by what was done, else by what was chosen, else by what the advice leaves; tomorrow as a morning
on which nothing hurts and no new sign is there. It refuses to promise: tomorrow's own answers decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from planner.core import answer as answers
from planner.core import steps, strength_day
from planner.core.answer import Answer, Context
from planner.core.assemble import the_plan
from planner.core.days import RUN_KINDS, Morning, Planned
from planner.core.history import Record
from planner.core.record import Chosen, Day, Done
from planner.core.routines import Book
from planner.core.rule import Rulebook
from planner.core.runtext import words
from planner.core.units import distance
from planner.core.values import dataclass, replace
from planner.core.verdict import Referral, Rung
from planner.core.way_back import stand
from planner.core.words import headline, reason_line, verdict_word
from planner.core.worn import Worn

WELL: Final = Morning(pain=(), flags=())
"""A morning on which nothing is to report."""
_FAR: Final = (Planned(kind="easy", km=500.0),)
"""Farther than anybody runs: what is left of it is the longest that the rules allow."""
_HARD: Final = (Planned(kind="tempo", km=1.0),)


@dataclass(frozen=True, kw_only=True)
class Tomorrow:
    """What the rules allow on the day after, at best."""

    rung: Rung
    referral: Referral
    km: float | None
    """The longest run; None where none is allowed, or nothing limits it."""
    hard_allowed: bool
    planned: tuple[Planned, ...]
    """What the week has for that day."""
    strength_due: bool
    outing: str
    """What the way back has for that day, where there is one, whether it was taken up or is only proposed."""
    words: str = ""
    """All of it in one line, without a full stop."""


def tomorrow(context: Context, day: Day, routines: Book | None = None) -> Tomorrow:
    """The day after `day`, which is the date of the context as it stands: with its check-in, and what was done so far.

    `routines` tell when strength is due; without them it is not said.
    """
    ended = ending(day, context.book)
    then = after(context, ended)
    free, far, hard = (then.answer(WELL, plan) for plan in ((), _FAR, _HARD))
    planned = strength_day.week_plan(then.record.settings, then.record.on)
    due = routines is not None and strength_day.today(then, routines) and _able(free, routines)
    found = Tomorrow(
        rung=free.advice.rung,
        referral=free.advice.referral,
        km=far.advice.caps.km if free.advice.rung >= Rung.MODIFIED_RUN else None,
        hard_allowed=hard.advice.caps.hard_allowed and free.advice.rung is Rung.RUN,
        planned=planned,
        strength_due=due,
        outing=_outing(then, free, routines) if routines is not None else "",
    )
    return replace(found, words=_words(found, context, then, ended))


def ending(day: Day, book: Rulebook) -> Day:
    """A day as it ends: with what was done, else as if what was chosen, or what the advice leaves, had been done."""
    return day if day.done else replace(day, done=tuple(done_of(p) for p in sessions(day, book)))


def after(context: Context, day: Day) -> Context:
    """What the morning after rests on, when the context's own date ends as `day`."""
    record = context.record
    days = {**record.days, record.on: day}
    on = record.on + timedelta(days=1)
    return Context(record=replace(record, on=on, days=days, worn=_worn(record, day)), book=context.book)


def done_of(planned: Planned) -> Done:
    """A planned session as done just so. Minutes or kilometres that its pace tells are filled in."""
    if not planned.is_run:
        return Done(kind=planned.kind or "rest", minutes=planned.minutes)
    km, minutes = planned.km, planned.minutes
    if planned.pace:
        if minutes is None and km is not None:
            minutes = round(km * planned.pace, 1)
        elif km is None and minutes is not None:
            km = round(minutes / planned.pace, 2)
    return Done(
        kind="run",
        session=planned.kind or "easy",
        km=km,
        minutes=minutes,
        climb_m=planned.climb_m,
        terrain=planned.terrain,
        shoe=planned.shoe,
    )


def sessions(day: Day, book: Rulebook) -> tuple[Planned, ...]:
    """What the day comes to when it goes as chosen, as the advice leaves it while nothing is chosen, else as planned.

    A second session that is no run stays beside a run, and is dropped with it.
    """
    if day.chosen is not None:
        plan = the_plan(day.planned, day.facts.history.pace_min_per_km if day.facts else None)
        one: Planned | None = chosen_session(day.chosen, plan)
    elif day.facts is not None and day.morning is not None:
        answer = answers.again(day.morning, day.planned, day.facts, book)
        plan, one = answer.plan, answers.left(answer)
    else:
        return day.planned
    if one is None or one == plan:
        return day.planned
    return (one, *(p for p in day.planned if not p.is_run)) if one.is_run else (one,)


def chosen_session(chosen: Chosen, plan: Planned | None) -> Planned:
    """What was chosen as a session, with what the plan says of ground and pair while it stays a run."""
    kind = chosen.kind or "easy"
    if kind not in RUN_KINDS:
        return Planned(kind=kind, minutes=chosen.minutes)
    if plan is None or not plan.is_run:
        return Planned(kind=kind, km=chosen.km, minutes=chosen.minutes)
    if (kind, chosen.km, chosen.minutes) == (plan.kind or "easy", plan.km, plan.minutes) and chosen.terrain is None:
        return plan
    ground = chosen.terrain or plan.terrain
    return Planned(kind=kind, km=chosen.km, minutes=chosen.minutes, terrain=ground, shoe=plan.shoe)


def _worn(record: Record, day: Day) -> Mapping[str, Worn]:
    """Every pair with the runs of that day in it."""
    worn = dict(record.worn)
    for done in day.done:
        had = worn.get(done.shoe) if done.kind == "run" and done.shoe else None
        if had is not None and done.shoe:
            km = had.km if done.km is None else (had.km or 0.0) + done.km
            worn[done.shoe] = replace(had, km=km, outings=had.outings + 1, first=had.first or day.date, last=day.date)
    return worn


def _words(found: Tomorrow, context: Context, then: Context, today: Day) -> str:
    """One line: what holds the day down, else the longest run and whether it may be hard; the plan; strength; shoes."""
    units = then.record.settings.units
    free = then.answer(WELL, ())
    parts: list[str] = []
    holding = [r for r in free.advice.reasons if r.finding.ceiling <= free.advice.rung < Rung.RUN]
    if holding:
        word = verdict_word(found.rung).lower() + ("" if found.rung is Rung.REST else " at most")
        parts.append(f"{word} ({reason_line(holding[0], units)})")
    if found.rung >= Rung.MODIFIED_RUN:
        if found.km is not None and not holding:
            well = "if nothing hurts by then, " if _hurt(today) else ""
            parts.append(well + _longest(found.km, context, then, units))
        if found.outing:
            parts.append(found.outing)
        if not found.hard_allowed and not holding:
            parts.append("nothing hard" + (", the day after a hard run" if _hard_today(then) else ""))
        if found.planned:
            parts.append(_plan(then.answer(WELL, found.planned), units))
    if found.strength_due:
        parts.append("strength is due")
    pair = _rests(then, today)
    if pair and found.rung >= Rung.MODIFIED_RUN:
        parts.append(f"another pair than {pair}")
    return "; ".join(parts) or "nothing new"


def _able(free: Answer, routines: Book) -> bool:
    """Whether a strength session is left on such a morning: not while a sign stands open or after an illness."""
    return bool(steps.strength(routines, steps.today(free.scenario, free.advice)))


def _outing(then: Context, free: Answer, routines: Book) -> str:
    able = free.advice.rung >= Rung.MODIFIED_RUN
    back = stand(then, routines, then.record.settings, free.facts.history, able=able)
    if back is None or back.standing.state not in ("go", "hold"):
        return ""
    stage = back.stage(then.record.on)
    said = words(replace(stage.plan, note=None), then.record.settings.units) if stage is not None else "no run"
    return f"on the way back {said}"


def _hurt(today: Day) -> bool:
    """Whether a pain was said, this morning or of what was done: tomorrow is asked about as if it were gone."""
    morning = today.morning.pain if today.morning is not None else None
    told = (p for done in today.done for p in done.pain or ())
    return any(p.score for p in morning or ()) or any(p.during or p.after for p in told)


def _longest(km: float, context: Context, then: Context, units: str) -> str:
    now, longest = context.answer(WELL, ()).scenario.history.longest_km, then.answer(WELL, ()).scenario.history
    grown = longest.longest_km is not None and (now is None or longest.longest_km > now)
    said = f"a run of up to {distance(km, units)}"
    if grown and longest.longest_km is not None:
        return f"{said}, since {distance(longest.longest_km, units)} is your longest then"
    return said


def _hard_today(then: Context) -> bool:
    return then.answer(WELL, ()).scenario.history.days_since_hard == 1


def _plan(answer: Answer, units: str) -> str:
    plan = answer.plan
    said = words(plan, units) if plan is not None else ""
    if answer.settled:
        return f"{said} planned, and fits"
    if plan is not None and plan.kind == "race":
        return f"{said} planned: {headline(answer.advice, plan, units, answer.scenario).lower()}"
    left = answers.left(answer)
    return f"{said} planned, which would become {words(left, units) if left else 'shorter'}{answers.how(answer)}"


def _rests(then: Context, today: Day) -> str:
    """The name of the pair that was worn and had better rest, where there is another."""
    record = then.record
    in_use = [s for s in record.shoes if s.retired is None or s.retired > record.on]
    ran = {d.shoe for d in today.done if d.kind == "run" and d.shoe}
    return next((s.name for s in in_use if s.id in ran), "") if len(in_use) > 1 else ""
