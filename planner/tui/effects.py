"""What a page asks the world outside to do: values, so that a page stays pure and a test can read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.core.record import Day, Shoe


@dataclass(frozen=True, kw_only=True)
class Save:
    """Put a day into its file."""

    day: Day


@dataclass(frozen=True, kw_only=True)
class Quit:
    """Leave the program."""


@dataclass(frozen=True, kw_only=True)
class Open:
    """Show another page, by name: `history`, `help`."""

    page: str
    on: date | None = None
    """The date that it opens on; None = today."""


@dataclass(frozen=True, kw_only=True)
class SaveShoes:
    """Put all pairs of shoes into their file."""

    shoes: tuple[Shoe, ...]
    message: str
    """What to say once it happened."""


@dataclass(frozen=True, kw_only=True)
class SaveSettings:
    """Change keys of the settings, e.g. `usual.long_km`; None takes one out."""

    values: Mapping[str, object]
    message: str
    """What to say once it happened."""


Effect = Save | Quit | Open | SaveShoes | SaveSettings
