"""What a page asks the world outside to do: values, so that a page stays pure and a test can read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.core.record import Day, Shoe
from planner.core.values import dataclass


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


@dataclass(frozen=True, kw_only=True)
class SaveDays:
    """Put several days into their files, in this order; after the first that fails the others stay as they are."""

    days: tuple[Day, ...]
    message: str
    """What to say once it happened."""


@dataclass(frozen=True, kw_only=True)
class Remove:
    """Delete a day's file; `BringBack` undoes it."""

    on: date


@dataclass(frozen=True, kw_only=True)
class BringBack:
    """Put the day that was deleted last back, byte for byte."""


Effect = Save | Quit | Open | SaveShoes | SaveSettings | SaveDays | Remove | BringBack
