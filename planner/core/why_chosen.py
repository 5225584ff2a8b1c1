"""Why these steps and this pair: what was chosen beside the run, each with its reason, and what was left out and why.

It puts into words what the choosers kept with their choice; it refuses to choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from planner.core.prepare import Prepared
from planner.core.record import Shoe
from planner.core.shoes import ShoeChoice
from planner.core.steps import Picked

Section = tuple[str, tuple[str, ...]]
"""A heading and its lines: starts of sentences without a full stop."""


def sections(prepared: Prepared, shoes: Iterable[Shoe]) -> tuple[Section, ...]:
    """Everything that was chosen or left out; a part of the day without anything is not there."""
    strength = tuple(_steps(prepared.strength))
    if strength and prepared.due is not None:
        strength = (f"today: {prepared.due.because}", *strength)
    found = (
        ("Instead of the run", tuple(_steps(prepared.cross_train))),
        ("Warm-up", tuple(_steps(prepared.warm_up))),
        ("Cool-down", tuple(_steps(prepared.cool_down))),
        ("Strength", strength),
        ("Left out", tuple(f"{left.step.name}: {left.because}" for left in prepared.left_out)),
        ("Shoes", tuple(_shoes(prepared.shoe, {s.id: s.name for s in shoes})) if prepared.shoe else ()),
    )
    return tuple((heading, rows) for heading, rows in found if rows)


def _steps(picked: Iterable[Picked]) -> Iterator[str]:
    """The steps, those of one reason after another on one line."""
    for because, group in groupby(picked, key=lambda p: p.because):
        yield f"{', '.join(p.step.name for p in group)}: {because}"


def _shoes(choice: ShoeChoice, names: dict[str, str]) -> Iterator[str]:
    if choice.shoe is not None:
        yield f"{names.get(choice.shoe, choice.shoe)}: {'; '.join(choice.reasons)}"
    else:
        yield from choice.reasons
    yield from (f"against it: {words}" for words in choice.against)
    yield from (f"not {names.get(other.shoe, other.shoe)}: {other.why}" for other in choice.others)
