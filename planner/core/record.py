"""What is kept of a day: the parts of a day file as one value, and the pairs of shoes.

Conventions as in `days`.
"""

from __future__ import annotations

from datetime import date, datetime

from planner.core.days import Morning, Planned
from planner.core.facts import Facts
from planner.core.values import dataclass
from planner.core.verdict import SavedAdvice


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the runner took."""

    by: str
    """advice, or own."""
    why: str | None = None
    kind: str | None = None
    km: float | None = None
    minutes: float | None = None
    terrain: str | None = None
    """Where it is not the plan's."""
    warm_up: tuple[str, ...] = ()
    """Step ids."""
    cool_down: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    """Step ids that were done."""


@dataclass(frozen=True, kw_only=True)
class DonePain:
    """Pain at one site while running and afterwards, 0-10."""

    site: str
    side: str | None = None
    during: int | None = None
    after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Done:
    """What happened."""

    at: datetime | None = None
    kind: str
    """run, cross, strength or rest."""
    session: str | None = None
    """For a run: one of RUN_KINDS."""
    km: float | None = None
    minutes: float | None = None
    climb_m: float | None = None
    terrain: str | None = None
    shoe: str | None = None
    effort: int | None = None
    """0-10."""
    pain: tuple[DonePain, ...] | None = None
    flags: tuple[str, ...] | None = None
    ticked: tuple[str, ...] = ()
    note: str | None = None
    apart: bool = False
    """The runner said that it is another session than the one before it that looks just like it."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """One date of the record; every part may be missing."""

    date: date
    morning: Morning | None = None
    facts: Facts | None = None
    advice: SavedAdvice | None = None
    chosen: Chosen | None = None
    planned: tuple[Planned, ...] = ()
    done: tuple[Done, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shoe:
    """A pair of shoes."""

    id: str
    name: str
    limit_km: float = 800.0
    start_km: float | None = None
    """Distance it had when it was added; None = never said."""
    terrain: tuple[str, ...] = ()
    role: str | None = None
    added: date | None = None
    retired: date | None = None
    very_different: bool = False
    note: str | None = None
