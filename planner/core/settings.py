"""The runner's settings as one value: every key of `settings.toml`, with what it is when it was never said.

It knows the defaults' types, not the defaults' reasons (those stand in `config/settings.toml`), and no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Final

from planner.core.values import dataclass, field

ADULT: Final = 18
"""Years; the rules were made from studies of grown runners."""
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Optional facts about the runner; absent = not said, never guessed."""

    born: int | None = None
    """Year of birth."""
    running_since: date | None = None
    pregnant: bool | None = None
    gave_birth: date | None = None
    asthma: bool | None = None
    height_cm: float | None = None
    weight_kg: float | None = None
    bone_injury: str | None = None
    """not_cleared or cleared."""

    def is_minor(self, on: date) -> bool:
        """Whether the year of birth says under 18; in the year of the eighteenth birthday no longer."""
        return self.born is not None and 0 <= on.year - self.born < ADULT


@dataclass(frozen=True, kw_only=True)
class Usual:
    """What the runner said of their usual running, for the days when the record is too short to know."""

    long_km: float | None = None
    long_km_said: date | None = None
    """Counts for 30 days after this date."""
    easy_pace: float | None = None
    """Minutes per kilometre."""


@dataclass(frozen=True, kw_only=True)
class Back:
    """A staged return that was taken up."""

    ladder: str
    """A ladder's id in routines.toml."""
    since: date
    """The first day on which an outing counts."""
    slow: int = 0
    """Outings more on each stage."""
    stopped: date | None = None
    """Gone through or stopped on this day."""


@dataclass(frozen=True, kw_only=True)
class Away:
    """An illness, a journey or a break: rest is planned meanwhile."""

    kind: str
    """illness, travel or break."""
    since: date
    until: date | None = None
    """The last day of it; None = until the runner says so."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings, shipped defaults and the runner's own merged key by key."""

    units: str = "km"
    """km or mi: what screens show; files always hold kilometres."""
    temperature: str = "C"
    hours: str = "h.h"
    """h.h (7.5) or h:mm (7:30)."""
    first_day: str = "monday"
    day_starts: time = time(4, 0)
    theme: str = "dawn"
    ascii: bool = False
    sound: bool = False
    """A bell at the end of a countdown."""
    versions: int = 20
    """How many versions of each file are kept; the oldest go first."""
    person: Profile = field(default_factory=Profile)
    usual: Usual = field(default_factory=Usual)
    week: Mapping[str, str] = field(default_factory=dict)
    """Weekday in English, lower case -> run language."""
    indoor_available: bool | None = None
    back: Back | None = None
    away: Away | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """Binding id -> keys, comma separated."""
