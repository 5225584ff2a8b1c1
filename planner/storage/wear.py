"""What each pair of shoes did in each year, kept in the cache folder so that a hundred years need not be counted again.

A year that is past is counted once for each state of its index; the years that a start reads anyway are looked at file
by file. It is a cache: missing, broken or old it costs time and nothing else. It refuses to know what a pair is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.core.record import Shoe
from planner.core.worn import Worn, count, together
from planner.storage import loose
from planner.storage.places import Places

if TYPE_CHECKING:
    from planner.storage.index import Index

_FORMAT: Final = 1
_MAX_BYTES: Final = 2_000_000
RECENT: Final = timedelta(days=70)
"""Days before the date asked for whose years are looked at file by file; older ones as the index last knew them."""
PARTS: Final = 4
"""Counts of a part of a year that are kept: today's and tomorrow's, each with the day itself and without."""
_LAST_YEAR: Final = 9999
Year = tuple[str, dict[str, Worn]]
"""What the index of a year looked like, and the count of then."""


class Wear:
    """The counts of all years. For one thread."""

    def __init__(self, places: Places, index: Callable[[], Index]) -> None:
        """`index` gives what knows what was done; nothing is read yet."""
        self._make = index
        self._path = places.cache / "wear.json"
        self._years: dict[int, Year] | None = None
        """By year, or by the date (20261122) up to which a year is counted."""

    @cached_property
    def _index(self) -> Index:
        return self._make()

    def before(self, day: date, *, check: bool = False) -> Iterator[dict[str, Worn]]:
        """What each pair did before a date, by its id: a count for each year. `check`: also old years file by file."""
        last = day - timedelta(days=1)
        if self._years is None:
            self._years = _load(self._path)
        changed = False
        for year in self._index.years():
            if year > day.year:
                continue
            end = last if year == day.year else date(year, 12, 31)
            key = year if end == date(year, 12, 31) else int(f"{end:%Y%m%d}")
            known = self._years.get(key)
            look = self._index.look(year, check=check or year >= (day - RECENT).year)
            if known is None or known[0] != look or not look:
                found = count(self._index.sessions(date(year, 1, 1), end))
                known = self._years[key] = self._index.look(year, check=False), found
                changed = True
            yield known[1]
        if changed:
            for part in [key for key in self._years if key > _LAST_YEAR][:-PARTS]:
                del self._years[part]
            self._save()

    def _save(self) -> None:
        import json

        years = {
            year: [look, {shoe: [w.km, w.outings, str(w.first), str(w.last)] for shoe, w in rows.items()}]
            for year, (look, rows) in (self._years or {}).items()
        }
        loose.put(self._path, json.dumps({"format": _FORMAT, "years": years}).encode())


class WornBefore(Mapping[str, Worn]):
    """What each of some pairs had done before a date, worked out when it is first asked: most starts never do."""

    def __init__(self, wear: Wear, on: date, shoes: Iterable[Shoe]) -> None:
        self._wear, self._on, self._shoes = wear, on, shoes

    @cached_property
    def _made(self) -> dict[str, Worn]:
        return together(self._wear.before(self._on), {shoe.id: shoe.start_km for shoe in self._shoes})

    def __getitem__(self, shoe: str) -> Worn:
        return self._made[shoe]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def counts(places: Places, index: Index, on: date) -> dict[str, Worn]:
    """What was done in each pair up to a date, that day included, by the ids that stand in the record.

    An old day that another program changed counts once `Index.refresh` has looked at its file.
    """
    years = tuple(Wear(places, lambda: index).before(on + timedelta(days=1), check=not index.looked_at))
    return together(years, dict.fromkeys(shoe for year in years for shoe in year))


def _load(path: Path) -> dict[int, Year]:
    """The kept counts; none where the file is not exactly of the form that is written here."""
    import json

    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            kept = json.loads(file.read(_MAX_BYTES))
        if kept["format"] != _FORMAT:
            return {}
        return {
            int(year): (str(look), {shoe: _worn(row) for shoe, row in rows.items()})
            for year, (look, rows) in kept["years"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _worn(row: list[object]) -> Worn:
    km, outings, first, last = row
    if not (km is None or isinstance(km, float)) or type(outings) is not int or outings < 1:
        raise ValueError("no count")
    return Worn(km=km, outings=outings, first=date.fromisoformat(str(first)), last=date.fromisoformat(str(last)))
