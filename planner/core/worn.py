"""How far a pair of shoes has gone, as one value; who counts it and who judges it live elsewhere.

Conventions as in `days`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from planner.core.record import Done
from planner.core.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Worn:
    """What one pair has done."""

    km: float | None = None
    """All its kilometres, those it had when it was added included; None = never said."""
    outings: int = 0
    """Runs in it."""
    first: date | None = None
    """Its first run in the record."""
    last: date | None = None
    """Its latest run in the record."""


def count(sessions: Iterable[tuple[date, Done]]) -> dict[str, Worn]:
    """What each pair did in some sessions, by its id; without what it had before."""
    km: dict[str, float | None] = {}
    dates: dict[str, list[date]] = {}
    for day, done in sessions:
        if done.kind == "run" and done.shoe is not None:
            dates.setdefault(done.shoe, []).append(day)
            had = km.setdefault(done.shoe, None)
            if done.km is not None:
                km[done.shoe] = (had or 0.0) + done.km
    return {
        shoe: Worn(km=None if (had := km[shoe]) is None else round(had, 3), outings=len(d), first=min(d), last=max(d))
        for shoe, d in dates.items()
    }


def together(parts: Iterable[Mapping[str, Worn]], start: Mapping[str, float | None]) -> dict[str, Worn]:
    """What each pair did in all parts of the record, e.g. years; `start` are the pairs asked for, and what each had."""
    found = {shoe: Worn(km=km) for shoe, km in start.items()}
    for part in parts:
        for shoe in start.keys() & part.keys():
            found[shoe] = _sum(found[shoe], part[shoe])
    return found


def _sum(a: Worn, b: Worn) -> Worn:
    said = [km for km in (a.km, b.km) if km is not None]
    return Worn(
        km=round(sum(said), 3) if said else None,
        outings=a.outings + b.outings,
        first=min((d for d in (a.first, b.first) if d is not None), default=None),
        last=max((d for d in (a.last, b.last) if d is not None), default=None),
    )
