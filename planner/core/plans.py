"""The plans of several days together: their sums, hard days next to each other, sessions moved from day to day.

It knows days and sessions. It refuses to judge a plan before its morning: what it points out is what the rules will say
then. Kilometres and minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from planner.core.days import HARD_KINDS, Planned
from planner.core.record import Day
from planner.core.training import is_hard, is_run
from planner.core.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What some days hold together."""

    planned_km: float = 0.0
    planned_minutes: float = 0.0
    """Of runs without a distance."""
    done_km: float = 0.0
    done_minutes: float = 0.0
    """Of all runs that said a time."""
    runs: int = 0
    cross: int = 0
    strength: int = 0


def sums(days: Iterable[Day]) -> Sums:
    """The sums of some days: runs planned, and what was done."""
    days = tuple(days)
    plans = [p for day in days for p in day.planned if p.is_run]
    done = [d for day in days for d in day.done]
    runs = [d for d in done if is_run(d)]
    return Sums(
        planned_km=round(sum(p.km or 0.0 for p in plans), 3),
        planned_minutes=sum(p.minutes or 0.0 for p in plans if p.km is None),
        done_km=round(sum(r.km or 0.0 for r in runs), 3),
        done_minutes=sum(r.minutes or 0.0 for r in runs),
        runs=len(runs),
        cross=sum(d.kind == "cross" for d in done),
        strength=sum(d.kind == "strength" for d in done),
    )


def hard(day: Day) -> bool:
    """Whether a day was hard, or is to be: by what was done, else by what was taken, else by the plan."""
    if day.done:
        return any(is_hard(done) for done in day.done)
    if day.chosen is not None and day.chosen.kind is not None:
        return day.chosen.kind in HARD_KINDS
    return any(p.is_hard for p in day.planned)


def hard_again(days: Mapping[date, Day], on: date, apart: int) -> int | None:
    """Days since the last hard day when a hard one is planned too soon after it; None when it is not.

    `apart` is the number of the rule `hard-again`. A day with something done is over and is not pointed out.
    """
    day = days.get(on)
    if day is None or day.done or not hard(day):
        return None
    for back in range(1, apart + 1):
        before = days.get(on - timedelta(days=back))
        if before is not None and hard(before):
            return back
    return None


def moved(session: Planned, source: date, target: date) -> Planned:
    """A session for another day; it keeps the date it first stood on, and loses it when it comes home."""
    origin = session.moved_from or source
    return replace(session, moved_from=None if origin == target else origin)


def without(planned: Sequence[Planned], session: Planned) -> tuple[Planned, ...]:
    """A day's sessions without one of them; a day with none left is a rest day, so that no week's plan fills it."""
    kept = list(planned)
    kept.remove(session)
    return tuple(kept) or (Planned(kind="rest"),)


def with_session(planned: Sequence[Planned], session: Planned) -> tuple[Planned, ...]:
    """A day's sessions and one more; a rest gives way."""
    return (*(p for p in planned if p.kind != "rest"), session)


def moved_to(days: Mapping[date, Day], source: date, session: Planned) -> date | None:
    """Where a session of a day that keeps its plan was moved to before; None when it was not."""
    origin = session.moved_from or source
    like = replace(session, moved_from=origin)
    found = (on for on, day in days.items() if on != source and like in day.planned)
    return min(found, default=None)
