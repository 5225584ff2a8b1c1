"""What the runner is asked about by name this morning: places that hurt when they were last spoken of, and a limp.

It knows days; it refuses to know what a pain means for a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from planner.core.history import Record
from planner.core.painlog import touches
from planner.core.record import Day
from planner.core.sites import GAIT

DAYS: Final = 7
"""A place that nobody spoke of for a week is not asked about."""
LATELY: Final = 70
"""Days for which a place that hurt still counts for the choice of exercises."""
Where = tuple[str, str | None]


def limped(days: Mapping[date, Day], on: date) -> tuple[str, ...]:
    """The limp or changed stride that was said of the day before a date, that morning or after a run: asked anew, and
    until it is answered said.
    """
    day = days.get(on - timedelta(days=1))
    said = (day.morning.flags if day and day.morning else None, *(done.flags for done in (day.done if day else ())))
    return tuple(flag for flag in GAIT if any(flag in (flags or ()) for flags in said))


def known_sites(days: Mapping[date, Day], on: date) -> tuple[Where, ...]:
    """Sites and sides whose last score in the week before `on` was 1 or more, the latest first, then by name."""
    last: dict[Where, tuple[int, int]] = {}
    for back in range(1, DAYS + 1):
        day = days.get(on - timedelta(days=back))
        for where, score in _scores(day) if day else ():
            seen = last.get(where)
            if seen is None:
                last[where] = (back, score)
            elif seen[0] == back:
                last[where] = (back, max(seen[1], score))
    sore = [(back, where[0], where[1] or "") for where, (back, score) in last.items() if score >= 1]
    return tuple((site, side or None) for _, site, side in sorted(sore))


def hurt_before(days: Mapping[date, Day], on: date) -> frozenset[str]:
    """The sites that hurt on any of the days given, of the ten weeks up to a date."""
    lately = [day for day in days.values() if on - timedelta(days=LATELY) <= day.date <= on]
    return frozenset(where[0] for day in lately for where, score in _scores(day) if score)


def ran_sore(record: Record, where: Where) -> bool:
    """Whether yesterday's run hurt at a place, so that this morning decides whether it was too much."""
    day = record.days.get(record.on - timedelta(days=1))
    pains = [p for d in day.done if d.kind == "run" for p in d.pain or ()] if day is not None else []
    site, side = where
    return any(p.site == site and touches(p.side, side) and max(p.during or 0, p.after or 0) >= 1 for p in pains)


def asked_stable(record: Record, where: Where) -> bool:
    """Whether a place was asked in the week before whether it is stable; a tendon is asked once a week."""
    for back in range(1, DAYS):
        day = record.days.get(record.on - timedelta(days=back))
        said = day.morning.pain if day and day.morning else None
        if any((p.site, p.side) == where and p.stable is not None for p in said or ()):
            return True
    return False


def _scores(day: Day) -> Iterator[tuple[Where, int]]:
    """Every score of a day, of the morning and of what was done."""
    if day.morning is not None:
        for pain in day.morning.pain or ():
            yield (pain.site, pain.side), pain.score
    for done in day.done:
        for hurt in done.pain or ():
            yield (hurt.site, hurt.side), max(hurt.during or 0, hurt.after or 0)
