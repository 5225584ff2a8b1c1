"""How far a pair of shoes has gone, as one value; who counts it and who judges it live elsewhere.

Conventions as in `days`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
