"""The steps of one day as lists to walk through: warm-up, cool-down, strength, as picked and as the runner changed
them.

Pure. A step that loads a sore site is in no list, whoever chose it, and is not offered. It refuses to know keys, files
and seconds that pass.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from planner.core import steps
from planner.core.record import Chosen, Done
from planner.core.routines import Book, Step
from planner.core.steps import Picked, Today
from planner.core.values import dataclass, replace

WARM_UP, COOL_DOWN, STRENGTH = "warm_up", "cool_down", "strength"
NAMES: Final = {WARM_UP: "Warm-up", COOL_DOWN: "Cool-down", STRENGTH: "Strength"}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One step to do."""

    picked: Picked
    count: int | None = None
    """Seconds to count down: the whole step, or one set of a strength exercise; None = repetitions, no clock."""
    sets: int = 1

    @property
    def id(self) -> str:
        """The step's id."""
        return self.picked.step.id


@dataclass(frozen=True, kw_only=True)
class Part:
    """One list of steps."""

    use: str
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """As a heading."""
        return NAMES[self.use]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in their order."""
        return tuple(item.id for item in self.items)

    @property
    def seconds(self) -> int:
        """How long all of it takes."""
        return sum(item.picked.seconds for item in self.items)


def parts(
    book: Book,
    t: Today,
    *,
    chosen: Chosen | None = None,
    levels: dict[str, int] | None = None,
) -> tuple[Part, ...]:
    """The lists of a day that have steps: as `chosen` names them, else as they are picked for the day.

    On a rest day, or when a doctor is to be seen today, there is none. Strength is there whenever it may be done.
    """
    warm, cool = steps.warm_up(book, t), steps.cool_down(book, t)
    if chosen is not None and (chosen.warm_up or chosen.cool_down) and not t.nothing:
        warm, cool = as_named(book, t, chosen.warm_up, warm), as_named(book, t, chosen.cool_down, cool)
    rows = (
        (WARM_UP, tuple(_item(p) for p in warm)),
        (COOL_DOWN, tuple(_item(p) for p in cool)),
        (STRENGTH, tuple(_exercise(p, levels or {}) for p in steps.strength(book, t, levels))),
    )
    return tuple(Part(use=use, items=items) for use, items in rows if items)


def as_named(book: Book, t: Today, ids: Sequence[str], picked: Sequence[Picked]) -> tuple[Picked, ...]:
    """The steps of a list of ids, as picked where they were, else from the book; those not for today are left out."""
    by_id = {p.step.id: p for p in picked}
    found = []
    for id in ids:
        step = book.steps.get(id)
        if step is not None and fits(step, t):
            own = Picked(step=step, because="added by you", dose=step.dose, seconds=step.takes)
            found.append(by_id.get(id, own))
    return tuple(found)


def fits(step: Step, t: Today) -> bool:
    """Whether a step may be done today: it loads no sore site, strikes no suspected bone, and is done where one is."""
    return not (t.nothing or step.hurt_by(t.sore) or (t.no_impact and step.impact) or (t.indoors and step.outdoors))


def addable(book: Book, t: Today, part: Part) -> tuple[Step, ...]:
    """Steps of the book that may be put into a list today: those for the same use, and not there yet."""
    return tuple(s for s in book.for_use(part.use) if s.id not in part.ids and fits(s, t))


def moved(ids: Sequence[str], id: str, by: int) -> tuple[str, ...]:
    """The ids with one moved by so many places, as far as there are any."""
    at = ids.index(id)
    rest = [other for other in ids if other != id]
    rest.insert(min(max(at + by, 0), len(rest)), id)
    return tuple(rest)


def in_time(part: Part, minutes: float) -> tuple[str, ...]:
    """The ids of a list that there is time for: what is optional goes first, then from the end; the first stays."""
    return tuple(p.step.id for p in steps.in_time([item.picked for item in part.items], minutes))


def change(chosen: Chosen, part: str, ids: Sequence[str]) -> Chosen:
    """A choice with another list of steps for a part of the day; strength is never changed here."""
    return replace(chosen, warm_up=tuple(ids)) if part == WARM_UP else replace(chosen, cool_down=tuple(ids))


def first_part(found: Sequence[Part], ticked: Collection[str], *, ran: bool) -> str | None:
    """Where to begin: after a run the cool-down, before it the warm-up; then what still has open steps."""
    order = (COOL_DOWN, STRENGTH, WARM_UP) if ran else (WARM_UP, COOL_DOWN, STRENGTH)
    there = {part.use: part for part in found}
    open_ones = [use for use in order if use in there and not set(there[use].ids) <= set(ticked)]
    return next(iter(open_ones), next((use for use in order if use in there), None))


def session(done: Sequence[Done]) -> Done | None:
    """The strength session of a day: the last one that was done."""
    return next((d for d in reversed(done) if d.kind == "strength"), None)


def with_session(done: Sequence[Done], was: Done | None, now: Done | None) -> tuple[Done, ...]:
    """What was done with the strength session `was` replaced by `now`, taken out or added."""
    rows = list(done)
    at = max((n for n, d in enumerate(rows) if was is not None and d == was), default=len(rows))
    rows[at : at + 1] = [now] if now is not None else []
    return tuple(rows)


def _item(p: Picked) -> Item:
    return Item(picked=p, count=p.seconds if p.step.seconds is not None else None)


def _exercise(p: Picked, levels: dict[str, int]) -> Item:
    """A strength exercise: where its dose is in seconds, one set is counted."""
    if not p.step.levels:
        return _item(p)
    level = p.step.levels[min(levels.get(p.step.id, 0), len(p.step.levels) - 1)]
    sides = 2 if p.step.per_side else 1
    return Item(picked=p, count=level.seconds, sets=level.sets * (sides if level.seconds is not None else 1))
