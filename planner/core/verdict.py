"""What is said of a day: rungs, referrals, caps, the finding of one rule, and the advice that all of them meet in.

Conventions as in `days`. A `None` cap is no cap, never 0.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Self

from planner.core.values import dataclass


class _Worded(IntEnum):
    """An order inside the program, a word in files and on screens."""

    @property
    def word(self) -> str:
        """The word that files and JSON use, e.g. `modified_run`."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Self:
        """The member of a word. Raises KeyError when there is none."""
        return cls[word.upper()]


class Rung(_Worded):
    """How much of a run today can be; a higher number is more."""

    REST = 0
    CROSS_TRAIN = 1
    MODIFIED_RUN = 2
    RUN = 3


class Referral(_Worded):
    """Whom to see, separate from the rung; a higher number is more urgent."""

    NONE = 0
    PHYSIO = 1
    CLINICIAN_SOON = 2
    CLINICIAN_SAME_DAY = 3
    EMERGENCY = 4


class Form(_Worded):
    """How to run; walk_run alternates walking and running."""

    WALK_RUN = 0
    RUN = 1


@dataclass(frozen=True, kw_only=True)
class Caps:
    """Limits on a run; None = no cap, never 0 by accident."""

    km: float | None = None
    minutes: float | None = None
    pain_stop: int | None = None
    """Stop the run when any pain is above this, 0-10: the lowest of the sites'."""
    hard_allowed: bool = True
    hills_allowed: bool = True
    form: Form = Form.RUN
    indoor: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule says of one day. It can only make the day gentler."""

    ceiling: Rung = Rung.RUN
    caps: Caps = Caps()
    referral: Referral = Referral.NONE
    codes: tuple[str, ...] = ()
    say: tuple[object, ...] = ()
    """The values for the rule's sentence, in the order in which `words` takes them; the first is the value seen,
    the second the limit, where there are such."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A rule and what it found."""

    rule: str
    finding: Finding
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """The meet of all findings of one morning."""

    rung: Rung
    referral: Referral
    caps: Caps
    warnings: tuple[str, ...]
    """Sorted codes."""
    reasons: tuple[Reason, ...]
    """Gentlest first."""
    unasked: tuple[str, ...]
    """Ids of rules that could not be asked, in the order of the rules."""
    rules: str
    """The version of the rules."""


@dataclass(frozen=True, kw_only=True)
class SavedReason:
    """A reason as a file keeps it."""

    rule: str
    because: str


@dataclass(frozen=True, kw_only=True)
class SavedAdvice:
    """Advice as a file keeps it: words and numbers, no findings."""

    rung: Rung
    referral: Referral
    caps: Caps
    warnings: tuple[str, ...] = ()
    rules: str = "1"
    reasons: tuple[SavedReason, ...] = ()
