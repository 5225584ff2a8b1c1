"""When strength is due by a record: what was done, what the week has planned, and what was passed over already.

A planned session is waited for rather than asked for a day early, and the row stands on no more mornings of a week than
sessions are wanted in it: whoever passed it over twice has answered. `planner.core.strength` tells which day is best;
this module refuses to judge whether the body may (`steps.strength` does).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from planner.core import strength
from planner.core.answer import Context
from planner.core.days import Planned
from planner.core.history import Record
from planner.core.record import Done
from planner.core.routines import Book
from planner.core.runtext import RunTextError, several
from planner.core.settings import WEEKDAYS, Settings
from planner.core.strength import WINDOW, Due
from planner.core.values import replace

CODE = "STRENGTH_DUE"
"""The warning that a check-in keeps while sessions are missing."""


def done_sessions(record: Record) -> tuple[tuple[date, Done], ...]:
    """What was done on the days of the record, today's included, by date."""
    return tuple((on, done) for on in sorted(record.days) if on <= record.on for done in record.days[on].done)


def week_plan(settings: Settings, on: date) -> tuple[Planned, ...]:
    """What the week in the settings has for a date; nothing where it cannot be understood."""
    return _understood(settings.week.get(WEEKDAYS[on.weekday()], ""), settings.units)


def due(context: Context, routines: Book) -> Due:
    """The next strength session from the date of the record on."""
    record = context.record
    ahead = {record.on + timedelta(days=n): _planned(record, record.on + timedelta(days=n)) for n in range(WINDOW + 1)}
    hard = {on for on, plans in ahead.items() if any(p.is_hard for p in plans)}
    own = {on for on, plans in ahead.items() if any(p.kind == "strength" for p in plans)}
    return strength.due(routines, done_sessions(record), record.on, hard, own)


def today(context: Context, routines: Book, found: Due | None = None) -> bool:
    """Whether today is the day, sessions are still missing, and it was not passed over often enough this week."""
    record = context.record
    found = found or due(context, routines)
    if not found.today(record.on):
        return False
    if any(p.kind == "strength" for p in _planned(record, record.on)):
        return True
    return _passed_over(context, routines) + found.sessions < found.wanted


def _passed_over(context: Context, routines: Book) -> int:
    """The mornings of this week on which it was due and said to be, and was not done."""
    record = context.record
    into = (record.on.weekday() - WEEKDAYS.index(record.settings.first_day)) % len(WEEKDAYS)
    return sum(_was_passed_over(context, routines, record.on - timedelta(days=back)) for back in range(1, into + 1))


def _was_passed_over(context: Context, routines: Book, on: date) -> bool:
    day = context.record.days.get(on)
    if day is None or day.advice is None or CODE not in day.advice.warnings:
        return False
    if any(done.kind == "strength" for done in day.done):
        return False
    days = {d: kept for d, kept in context.record.days.items() if d < on} | {on: replace(day, done=())}
    then = replace(context, record=replace(context.record, on=on, days=days))
    return due(then, routines).today(on)


def _planned(record: Record, on: date) -> tuple[Planned, ...]:
    """A day's own plan where the record holds one, else that of the week."""
    day = record.days.get(on)
    return day.planned if day is not None and day.planned else week_plan(record.settings, on)


@lru_cache(maxsize=64)  # a week's few texts, asked for at each answer
def _understood(text: str, units: str) -> tuple[Planned, ...]:
    try:
        return several(text, units=units) if text.strip() else ()
    except RunTextError:
        return ()
