"""What goes with an answer: the steps before and after, what may be done instead, the strength session, the pair to
wear.

It calls the choosers with what the record and the answer say. It refuses to choose by itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from planner.core import shoes, steps, strength, strength_day
from planner.core.answer import Answer, Context, left
from planner.core.known import hurt_before
from planner.core.record import Chosen
from planner.core.routines import Book
from planner.core.shoes import ShoeChoice
from planner.core.steps import Left, Picked
from planner.core.strength import Due
from planner.core.values import dataclass, replace
from planner.core.verdict import Rung

EARLY_HOUR = 7
"""Before it a start counts as soon after getting up: joints are stiff."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """What goes with one answer."""

    warm_up: tuple[Picked, ...] = ()
    cool_down: tuple[Picked, ...] = ()
    cross_train: tuple[Picked, ...] = ()
    """What may be done instead; only below modified_run."""
    strength: tuple[Picked, ...] = ()
    """Today's strength session; empty unless it is due today."""
    due: Due | None = None
    left_out: tuple[Left, ...] = ()
    """What a sore site keeps away."""
    shoe: ShoeChoice | None = None
    """None when no run is left, or no pair is known."""


def prepare(context: Context, answer: Answer, book: Book, *, now: datetime | None = None) -> Prepared:
    """The steps and the pair for an answer. `now` tells an early start; None = not known."""
    early = now is not None and now.hour < EARLY_HOUR
    had = hurt_before(context.record.days, context.record.on)
    today = steps.today(answer.scenario, answer.advice, early=early, had=had)
    told = context.record.days.get(context.record.on)
    if told is not None and told.done:
        from planner.core.since_run import since_run  # at a start nothing was done yet

        today = since_run(today, told.done, context.book)
    rung = answer.advice.rung
    due = strength_day.due(context, book)
    levels = strength.levels(book, strength_day.done_sessions(context.record))
    return Prepared(
        warm_up=steps.warm_up(book, today),
        cool_down=steps.cool_down(book, today),
        cross_train=steps.cross_train(book, today) if rung is Rung.CROSS_TRAIN else (),
        strength=steps.strength(book, today, levels) if strength_day.today(context, book, due) else (),
        due=due,
        left_out=steps.left_out(book, today),
        shoe=_pair(context, answer) if rung >= Rung.MODIFIED_RUN else None,
    )


def with_steps(chosen: Chosen, prepared: Prepared) -> Chosen:
    """A choice with the ids of the steps that were shown for it."""
    return replace(
        chosen,
        warm_up=tuple(p.step.id for p in prepared.warm_up),
        cool_down=tuple(p.step.id for p in prepared.cool_down),
    )


def _pair(context: Context, answer: Answer) -> ShoeChoice | None:
    record = context.record
    plan = left(answer) if answer.plan is not None else None
    if not record.shoes or (plan is not None and not plan.is_run):
        return None
    yesterday = record.on - timedelta(days=1)
    sessions = strength_day.done_sessions(record)
    return shoes.choose(
        record.shoes,
        record.worn,
        record.on,
        plan,
        worn_yesterday={s.shoe for day, s in sessions if day == yesterday and s.shoe},
        numbers=context.book.entries["one-change"].numbers,
        longest_km=answer.scenario.history.longest_km,
        recent=shoes.recent_km(sessions, record.on),
        today=record.today,
        units=record.settings.units,
    )
