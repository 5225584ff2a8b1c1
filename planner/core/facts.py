"""What the rules see beside the morning itself, and the scenario that holds all they see.

Conventions as in `days`: `None` = not said, kilometres, metres, minutes, minutes per kilometre, degrees Celsius.
"""

from __future__ import annotations

from datetime import date

from planner.core.days import Pain, Planned
from planner.core.values import dataclass, field


@dataclass(frozen=True, kw_only=True)
class History:
    """What the record says of the days before; absent = not computable."""

    longest_30d_km: float | None = None
    declared_long_km: float | None = None
    days_since_last_run: int | None = None
    days_since_hard: int | None = None
    usual_gap_days: float | None = None
    consecutive_run_days: int | None = None
    runs_per_week: float | None = None
    weeks_running: float | None = None
    usual_climb_m_per_km: float | None = None
    steepest_28d_m_per_km: float | None = None
    usual_terrain: str | None = None
    terrains_28d: tuple[str, ...] | None = None
    pace_min_per_km: float | None = None
    """Median of 28 days, else the runner's own easy pace."""
    strength_sessions_7d: int | None = None
    sleep_avg14_h: float | None = None
    days_since_fever_free: float | None = None
    bone_injury: str | None = None
    """not_cleared or cleared."""
    week_change_pct: float | None = None
    """Accepted, used by no rule."""
    acwr: float | None = None
    """Accepted, used by no rule."""

    @property
    def longest_km(self) -> float | None:
        """The greater of the longest run of 30 days and the declared one; None when both are absent or 0."""
        return max(self.longest_30d_km or 0.0, self.declared_long_km or 0.0) or None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Optional facts about the runner, never guessed."""

    age: float | None = None
    experience_months: float | None = None
    bmi: float | None = None
    pregnant: bool | None = None
    weeks_postpartum: float | None = None
    asthma: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Env:
    """The air outside, and whether there is a way to run indoors."""

    wbgt_c: float | None = None
    wind_chill_c: float | None = None
    aqi: float | None = None
    """US air quality index."""
    indoor_available: bool | None = None


@dataclass(frozen=True, kw_only=True)
class ShoeFacts:
    """The pair that the plan names."""

    km: float | None = None
    outings: int | None = None
    weeks: float | None = None
    pairs: int | None = None
    """How many pairs are in use."""
    very_different: bool | None = None
    limit_km: float | None = None
    """The pair's own limit, where the runner set one; no scenario says it."""


@dataclass(frozen=True, kw_only=True)
class Device:
    """Numbers against the runner's own baseline."""

    rhr_delta: float | None = None
    """Beats a minute above the own mean."""
    hrv_z: float | None = None
    """Baseline standard deviations from the own mean, lower = worse."""
    wellness_z: float | None = None
    """Sum of the four ratings against the own 28 days, higher = worse."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Something open that each next morning carries until the runner closes it."""

    name: str
    """A flag's name, or `bone` for a bone suspicion."""
    since: date
    site: str | None = None
    side: str | None = None


@dataclass(frozen=True, kw_only=True)
class PainFacts:
    """What the record says of one site and side that hurt in the last days or weeks."""

    site: str
    side: str | None = None
    yesterday: int | None = None
    """Greatest score on D-1, 0-10."""
    day_before: int | None = None
    """Greatest score on D-2, 0-10."""
    weeks_rising: int | None = None
    worse_next_morning: bool | None = None
    painful_run_streak: int | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules saw beside the morning and the plan. Saved with the day, so that it can be replayed."""

    history: History = field(default_factory=History)
    person: Person = field(default_factory=Person)
    env: Env = field(default_factory=Env)
    shoe: ShoeFacts = field(default_factory=ShoeFacts)
    device: Device = field(default_factory=Device)
    pain: tuple[PainFacts, ...] = ()
    open: tuple[Matter, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One morning as the rules see it. Here `flags` is never None: absent means none raised."""

    id: str | None = None
    sleep_h: float | None = None
    sleep_quality: int | None = None
    fatigue: int | None = None
    soreness: int | None = None
    stress: int | None = None
    pain: tuple[Pain, ...] | None = None
    flags: frozenset[str] = frozenset()
    flags_said: bool = True
    """False only for a real morning whose last question was not answered."""
    plan: Planned | None = None
    history: History = field(default_factory=History)
    person: Person = field(default_factory=Person)
    env: Env = field(default_factory=Env)
    shoe: ShoeFacts = field(default_factory=ShoeFacts)
    device: Device = field(default_factory=Device)
