"""Where a rule's number comes from, as a value: a study, a guideline, or a choice of ours that says so."""

from __future__ import annotations

from planner.core.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Source:
    """One entry of `sources.toml`."""

    id: str
    """`E-…` for evidence, `D-…` for a design choice."""
    title: str
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    url: str | None = None
    population: str | None = None
    """Who was studied."""
    finding: str | None = None
    limits: str | None = None
    """What it cannot show."""
    strength: str | None = None
    """A (trials or several good studies) to D (opinion or design choice)."""
    strength_note: str | None = None
    """Where the letter is narrower than it looks, e.g. `B for performance, nothing for injury`."""
    status: str | None = None
    """`checked`, `from memory` or `design choice`."""

    @property
    def is_design(self) -> bool:
        """Whether it is a choice of ours and not a finding."""
        return self.id.startswith("D-")
