"""When the next strength session is due, and how far each exercise has come.

Two sessions in seven days, 48 hours apart, away from hard runs; a dose goes up after two sessions with all repetitions
at effort 6 or less (D-STRENGTH). The numbers are the book's. Pure: it is told what was done and what is planned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from planner.core.days import HARD_KINDS
from planner.core.record import Done
from planner.core.routines import Book
from planner.core.values import dataclass

WINDOW: Final = 7
"""Days that sessions are counted over: those before the day asked about, as the history counts; and that day itself."""
HARD_EFFORT: Final = 7
"""Effort from which a run counts as hard: design.md 3."""
_FIRST_WAIT: Final = 3
"""Days to look ahead where nothing presses: the first session need not be today."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """The next strength session."""

    on: date
    """The day it is best done."""
    because: str
    """A sentence's start without a full stop."""
    sessions: int
    """In the seven days before the day asked about, and on it."""
    wanted: int
    """In seven days."""

    def today(self, day: date) -> bool:
        """Whether it is due on a day."""
        return self.on == day


def sessions(done: Iterable[tuple[date, Done]], on: date) -> tuple[date, ...]:
    """The dates of strength sessions up to a day, sorted, each date once."""
    return tuple(sorted({day for day, what in done if what.kind == "strength" and day <= on}))


def hard_days(done: Iterable[tuple[date, Done]]) -> frozenset[date]:
    """The dates on which a hard run was done: by its kind, or by an effort of 7 or more."""
    return frozenset(day for day, what in done if what.kind == "run" and _hard(what))


def due(
    book: Book,
    done: Iterable[tuple[date, Done]],
    on: date,
    hard_planned: Collection[date] = (),
    planned: Collection[date] = (),
) -> Due:
    """The day of the next strength session from a day on: a `planned` one where the seven days allow to wait for it.

    Else not within 48 hours of the last one; then a day that is neither hard nor before or after a hard one, as far as
    the seven days allow. Whether that day may be used at all (fever, pain) is not known here: `steps.strength` says.
    """
    known = tuple(done)
    dates = sessions(known, on)
    wanted, apart = int(book.numbers["strength_sessions"]), int(book.numbers["strength_days_apart"])
    lately = [day for day in dates if on - timedelta(days=WINDOW) <= day]
    first = max(on, dates[-1] + timedelta(days=apart)) if dates else on
    hard = hard_days(known) | frozenset(hard_planned)
    last = _deadline(dates, wanted, first)
    own = min((day for day in planned if on <= day <= last), default=None)
    if own is not None:
        words = f"{len(lately)} of {wanted} sessions in 7 days; planned"
        return Due(on=own, because=words, sessions=len(lately), wanted=wanted)
    best = min(_days(first, last), key=lambda day: (_cost(day, hard), day))
    return Due(on=best, because=_because(best, hard, len(lately), wanted), sessions=len(lately), wanted=wanted)


def levels(book: Book, done: Iterable[tuple[date, Done]]) -> dict[str, int]:
    """How many doses each strength exercise has gone up, 0 = first dose, from the ticked sessions of the record.

    A session counts where the exercise is ticked (all repetitions) and the effort was said and is 6 or less; a harder
    one starts the count again, one without effort neither counts nor takes away. After a gap of four weeks: the first
    dose.
    """
    n = book.numbers
    gap = timedelta(days=n["strength_gap_days"])
    ladder = {step.id: len(step.levels) for step in book.for_use("strength") if step.levels}
    at = dict.fromkeys(ladder, 0)
    good = dict.fromkeys(ladder, 0)
    before: dict[str, date] = {}
    for day, what in sorted(((d, w) for d, w in done if w.kind == "strength"), key=lambda row: row[0]):
        for step in ladder.keys() & set(what.ticked):
            if step in before and day - before[step] > gap:
                at[step] = good[step] = 0
            before[step] = day
            if what.effort is None:
                continue
            good[step] = good[step] + 1 if what.effort <= n["strength_effort"] else 0
            if good[step] >= n["strength_times"]:
                at[step], good[step] = min(at[step] + 1, ladder[step] - 1), 0
    return at


def _hard(run: Done) -> bool:
    return run.session in HARD_KINDS or (run.effort is not None and run.effort >= HARD_EFFORT)


def _deadline(dates: tuple[date, ...], wanted: int, first: date) -> date:
    """The last day on which seven days still hold the wanted sessions; some days ahead where that has passed."""
    if len(dates) >= wanted:
        last = dates[-wanted] + timedelta(days=WINDOW)
        if last >= first:
            return last
    return first + timedelta(days=_FIRST_WAIT - 1)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _cost(day: date, hard: Collection[date]) -> int:
    one = timedelta(days=1)
    return 4 * (day in hard) + 2 * (day + one in hard) + (day - one in hard)


def _because(day: date, hard: Collection[date], count: int, wanted: int) -> str:
    words = f"{count} of {wanted} sessions in 7 days"
    cost = _cost(day, hard)
    if cost >= 4:
        return f"{words}; a hard run on each day that is left, so after the run"
    if cost >= 2:
        return f"{words}; the day before a hard run, since no better one is left"
    if cost:
        return f"{words}; the day after a hard run, since no better one is left"
    return f"{words}; away from hard runs" if hard else words
