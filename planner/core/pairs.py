"""The pairs as a runner looks after them: how each stands on a day, and what may be said of one.

Pure: it is told the pairs and what was done. Every change gives new pairs; a pair that cannot be so is refused in
words. It refuses to know files, ids and screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Final

from planner.core import shoe_life, shoes
from planner.core.record import Done, Shoe
from planner.core.rule import Numbers
from planner.core.shoe_life import Outing, ShoeWarning
from planner.core.units import distance, from_km, plain, to_km
from planner.core.values import dataclass, replace
from planner.core.worn import Worn, together

MOST_KM: Final = 100_000.0
"""As the file takes it."""
MOST_NAME: Final = 80
_KM: Final = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*(km|k|mi|miles?)?", re.ASCII | re.IGNORECASE)


class PairError(ValueError):
    """What was said of a pair cannot be: the message says why and what to write instead."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One pair as it stands on a day."""

    shoe: Shoe
    worn: Worn
    state: str | None = None
    """new or different while it is being broken in."""
    schedule: tuple[Outing, ...] = ()
    """How to break it in; empty when there is nothing to."""
    forecast: date | None = None
    """The Monday of the week in which it reaches its limit as the runner runs now."""
    warnings: tuple[ShoeWarning, ...] = ()
    """Of a pair in use only."""

    @property
    def share(self) -> float | None:
        """Of its own limit; None while its kilometres were never said."""
        return None if self.worn.km is None else self.worn.km / self.shoe.limit_km

    def stage(self, on: date) -> Outing | None:
        """The stage of its way in that a day falls into; the only one of a pair of the usual kind."""
        dated = [o for o in self.schedule if o.first and o.last and o.first <= on <= o.last]
        return dated[0] if dated else self.schedule[0] if len(self.schedule) == 1 else None


def stand(
    pairs: Sequence[Shoe],
    sessions: Iterable[tuple[date, Done]],
    on: date,
    *,
    numbers: Numbers,
    longest_km: float | None = None,
    units: str = "km",
    counts: Mapping[str, Worn] | None = None,
) -> tuple[Pair, ...]:
    """Every pair as it stands on a day, that day's runs included: those in use in their order, then the retired ones,
    the latest first. `numbers` are those of the rule `one-change`; `counts` are what each id did up to that day, where
    `sessions` are not all that was done but those of the last 28 days.
    """
    known = [(day, done) for day, done in sessions if day <= on]
    before = {shoe.id: shoe.start_km for shoe in pairs}
    had = shoes.worn(known, pairs) if counts is None else together([counts], before)
    recent = shoes.recent_km(known, on)
    found = []
    for shoe in pairs:
        worn, state = had[shoe.id], None
        warnings: tuple[ShoeWarning, ...] = ()
        if shoe.retired is None:
            state = shoes.newness(shoe, worn, on, numbers)
            warnings = shoe_life.wear(shoe, worn.km, recent.get(shoe.id), on, units)
        start = worn.first or on
        found.append(
            Pair(
                shoe=shoe,
                worn=worn,
                state=state,
                schedule=shoe_life.break_in(shoe, start, numbers, longest_km, units) if state else (),
                forecast=shoe_life.forecast(shoe, worn.km, recent.get(shoe.id), on),
                warnings=warnings,
            )
        )
    used = [p for p in found if p.shoe.retired is None]
    gone = sorted((p for p in found if p.shoe.retired), key=lambda p: p.shoe.retired or on, reverse=True)
    return (*used, *gone)


def name_for(pairs: Iterable[Shoe], text: str, but: str | None = None) -> str:
    """A name for a pair, `but` being the pair that is renamed. Raises PairError: empty, too long, another's name."""
    name = " ".join(text.split())
    if not name:
        raise PairError("a pair needs a name, e.g. Pegasus 41 blue")
    if len(name) > MOST_NAME:
        raise PairError(f"that name has {len(name)} letters: write at most {MOST_NAME}")
    twin = next((s for s in pairs if s.id != but and s.retired is None and s.name.casefold() == name.casefold()), None)
    if twin is not None:
        raise PairError(f"{twin.name} is the name of a pair in use: write what tells them apart, e.g. {name} blue")
    return name


def km_of(text: str, units: str = "km", *, least: float = 0.0) -> float:
    """Kilometres from a typed number in the units of the screen, or with its own unit. Raises PairError."""
    said = _KM.fullmatch(text.strip())
    if said is None:
        raise PairError(f"'{text.strip()[:40]}' is no distance: write a number, e.g. 300")
    unit = {"k": "km", "m": "mi"}[said[2].lower()[0]] if said[2] else units
    km = to_km(float(said[1].replace(",", ".")), unit)
    if not least <= km <= MOST_KM:
        low = plain(ceil(from_km(least, units) * 10) / 10)  # what is told to be written must be far enough
        raise PairError(f"{distance(km, units)} cannot be: write {low} {units} to {distance(MOST_KM, units)}")
    return km


def with_shoe(pairs: Sequence[Shoe], shoe: Shoe) -> tuple[Shoe, ...]:
    """The pairs with one put in the place of that of the same id, or behind them."""
    if any(s.id == shoe.id for s in pairs):
        return tuple(shoe if s.id == shoe.id else s for s in pairs)
    return (*pairs, shoe)


def retire(shoe: Shoe, on: date) -> Shoe:
    """The pair retired on a day; its runs keep it. Raises PairError for one that is retired already."""
    if shoe.retired is not None:
        raise PairError(f"{shoe.name} was retired on {shoe.retired}")
    return replace(shoe, retired=on)


def bring_back(pairs: Iterable[Shoe], shoe: Shoe) -> Shoe:
    """A retired pair in use again. Raises PairError when it is in use, or when its name is another's by now."""
    if shoe.retired is None:
        raise PairError(f"{shoe.name} is in use")
    name_for(pairs, shoe.name, but=shoe.id)
    return replace(shoe, retired=None)


def odd(pair: Pair, units: str = "km") -> str | None:
    """What is odd about a pair's numbers, though it can be used: a limit that it has passed by what was told."""
    shoe, km = pair.shoe, pair.worn.km
    if shoe.retired is None and km is not None and km > shoe.limit_km:
        limit = distance(shoe.limit_km, units)
        return f"the limit of {limit} is below the {distance(km, units)} that it has: a higher limit, or retire it?"
    if shoe.retired is not None and shoe.added is not None and shoe.retired < shoe.added:
        return f"it was retired on {shoe.retired}, before it was added on {shoe.added}"
    return None
