"""What the commands of a day share: the desk, the date asked for, the pairs that may be named, and where a day lies.

It opens and tells; it refuses to know what a day holds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from planner.core.prepare import prepare
from planner.core.tomorrow import tomorrow
from planner.core.verdict import Referral, Rung
from planner.core.way_back import stand
from planner.core.words import MINOR
from planner.desk import Desk

if TYPE_CHECKING:
    from planner.commands.given import Given
    from planner.commands.io import Io
    from planner.commands.render import Shown
    from planner.core.answer import Answer, Context
    from planner.core.record import Day


def desk_of(io: Io) -> Desk:
    """The desk of a command's world."""
    return Desk(io.environ, io.clock)


def asked_date(given: Given, text: str | None, desk: Desk) -> date:
    """The date of `--date`, else today; a date that cannot be used is told with all else that is wrong."""
    from planner.commands.given import day_until

    today = desk.today()
    return given.read("--date", text, day_until(today)) or today


def pairs(desk: Desk) -> Collection[str] | None:
    """The ids of all pairs; None, so that any may be named, without a file of them or while it cannot be read."""
    before = len(desk.problems)
    found = {shoe.id for shoe in desk.shoes}
    if len(desk.problems) > before or not desk.places.shoes.exists():
        return None
    return found


def shown_of(desk: Desk, context: Context, day: Day, answer: Answer, now: datetime | None) -> Shown:
    """All that is shown of a checked-in day. `now` tells an early start."""
    from planner.commands.render import Shown

    return Shown(
        context=context,
        day=day,
        answer=answer,
        prepared=prepare(context, answer, desk.routines, now=now),
        tomorrow=tomorrow(context, day, desk.routines),
        back=back_words(desk, context, day, answer),
    )


def back_words(desk: Desk, context: Context, day: Day, answer: Answer) -> str:
    """Where the way back stands on a day; empty when there is none, or when the day asks for rest or a doctor."""
    advice, on = answer.advice, day.date
    if on != desk.today() or advice.rung is Rung.REST or advice.referral >= Referral.CLINICIAN_SAME_DAY:
        return ""
    back = stand(
        context,
        desk.routines,
        desk.settings,
        answer.facts.history,
        morning=day.morning,
        able=advice.rung >= Rung.MODIFIED_RUN,
    )
    return back.words(on) if back is not None else ""


def unworn(desk: Desk, day: Day) -> tuple[str, ...]:
    """What is wrong with the pairs that a day's plan names: each that cannot be worn, with file, line and remedy."""
    if not any(planned.shoe for planned in day.planned):
        return ()
    from planner.storage.plan_pairs import of_plan

    found = of_plan(desk.places, day, desk.settings.week, desk.shoes, desk.today())
    return tuple(str(problem) for problem in found)


def tell(io: Io, desk: Desk, warnings: Sequence[str] = ()) -> None:
    """Say on standard error what could not be read, what a save warns of, and to the young that it is for adults."""
    if desk.settings.person.is_minor(desk.today()):
        warnings = (*warnings, MINOR)
    for line in dict.fromkeys((*map(str, desk.problems), *warnings)):
        io.err(line)


def where(desk: Desk, on: date) -> str:
    """The file of a date, in full."""
    return str(desk.places.day_file(on))
