"""Copies of frozen values with a field changed that is named at run time. It refuses to know any one value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Never, TypeVar, cast

from planner.core.values import replace

if TYPE_CHECKING:
    from planner.core.days import Morning, Pain, Planned

V = TypeVar("V", "Morning", "Pain", "Planned")


def changed(value: V, **fields: object) -> V:
    """A copy with fields changed. Raises TypeError for a field that the value does not have."""
    return replace(value, **cast("Mapping[str, Never]", fields))
