"""What a runner says of a day, as frozen values: the morning with its pains, and the plan.

Conventions, said once: `None` means *not said* and is never zero; distances are kilometres, climbs metres, times
minutes, paces minutes per kilometre, temperatures degrees Celsius, sleep hours; ratings run 1-7 with 7 worst, pain
0-10; every value is keyword-only and immutable, lists are tuples, in the order in which they were said.
This module refuses to know files, clocks and rules.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from planner.core.values import dataclass

RUN_KINDS: Final = ("easy", "long", "tempo", "intervals", "hills", "race", "recovery")
KINDS: Final = (*RUN_KINDS, "rest", "cross", "strength")
HARD_KINDS: Final = frozenset({"tempo", "intervals", "hills", "race"})
DONE_KINDS: Final = ("run", "cross", "strength", "rest")
TERRAINS: Final = ("road", "trail", "track", "treadmill", "grass", "mixed")
RATINGS: Final = ("sleep_quality", "fatigue", "soreness", "stress")


@dataclass(frozen=True, kw_only=True)
class Pain:
    """One painful place this morning. Only site and score are always said."""

    site: str
    score: int
    """0-10, 0 none, as now, before any run."""
    side: str | None = None
    stable: bool | None = None
    """A tendon that has not got worse over the last weeks and settles after runs."""
    night: bool | None = None
    rest_pain: bool | None = None
    hop_pain: bool | None = None
    focal: bool | None = None
    """One fingertip covers it."""
    walk_pain: bool | None = None
    weeks_rising: int | None = None
    worse_next_morning: bool | None = None
    not_settled_60min: bool | None = None
    painful_run_streak: int | None = None
    """Runs in a row with pain here during or after."""
    yesterday: int | None = None
    """Greatest score of this site and side the day before, 0-10."""


@dataclass(frozen=True, kw_only=True)
class Closed:
    """An open matter that the runner closed this morning."""

    matter: str
    """A flag's name, or `bone` for a bone suspicion."""
    site: str | None = None
    side: str | None = None
    how: str
    """`gone` (since the date in `on`) or `cleared` (seen by a clinician and cleared)."""
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Morning:
    """The check-in. `pain` and `flags` are None until the last question was answered."""

    at: datetime | None = None
    sleep_h: float | None = None
    sleep_quality: int | None = None
    fatigue: int | None = None
    soreness: int | None = None
    stress: int | None = None
    resting_pulse: int | None = None
    """Beats a minute, on waking."""
    hrv_ms: float | None = None
    """rMSSD in milliseconds."""
    pain: tuple[Pain, ...] | None = None
    flags: tuple[str, ...] | None = None
    closed: tuple[Closed, ...] = ()
    copied: bool = False
    entered_later: bool = False
    late: bool = False
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A session that stood on the plan before any advice. A plan without a kind is easy."""

    kind: str | None = None
    km: float | None = None
    minutes: float | None = None
    pace: float | None = None
    """Minutes per kilometre."""
    climb_m: float | None = None
    climb_m_per_km: float | None = None
    """Only in scenarios; files give climb_m."""
    terrain: str | None = None
    faster_than_usual: bool | None = None
    shoe: str | None = None
    """A shoe's id."""
    note: str | None = None
    moved_from: date | None = None
    """The date it first stood on."""

    @property
    def is_run(self) -> bool:
        """Whether it is a run of any kind."""
        return self.kind is None or self.kind in RUN_KINDS

    @property
    def is_hard(self) -> bool:
        """Tempo, intervals, hills or race."""
        return self.kind in HARD_KINDS
