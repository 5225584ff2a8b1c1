"""What a page asks the world outside to do: values, so that a page stays pure and a test can read them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.core.record import Day


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


Effect = Save | Quit | Open
