"""Two entries for one session: a run told by hand and once more by another program, or told twice.

Found by what both say, never by when they were entered, and never made one without the runner: two runs of a day may be
just alike. It refuses to know files and screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.core.record import Done, DonePain
from planner.core.values import replace

SHARE: Final = 0.05
"""By how much two measures of one run may differ: a watch and a plan (a design choice)."""
_LEAST: Final = {"km": 0.3, "minutes": 2.0, "climb_m": 30.0}
"""The same for short ones, in their own unit."""
_SAME: Final = ("kind", "session", "terrain", "shoe")
_SAID: Final = ("at", "session", "km", "minutes", "climb_m", "terrain", "shoe", "effort")
Pair = tuple[int, int]
"""Places in the list of what was done, the earlier first."""


def duplicates(done: Sequence[Done]) -> Pair | None:
    """The first two entries that look like one session; None when there are none, or the runner said that they are two.

    They are of one kind, at least one distance or time is said of both or neither says any, and nothing that both say
    differs. Rest is no session.
    """
    for second, later in enumerate(done):
        if not later.apart and later.kind != "rest":
            first = next((n for n in range(second) if _alike(done[n], later)), None)
            if first is not None:
                return first, second
    return None


def as_one(done: Sequence[Done], pair: Pair) -> tuple[Done, ...]:
    """What was done with those two as one: what the earlier says stays, what it left out is the later one's.

    Of pain the worst is kept, and all flags, ticked steps and notes.
    """
    first, second = (done[n] for n in pair)
    filled = {name: getattr(second, name) for name in _SAID if getattr(first, name) is None}
    both = replace(
        first,
        **filled,
        pain=None
        if first.pain is None and second.pain is None
        else _worst((*(first.pain or ()), *(second.pain or ()))),
        flags=None if first.flags is None and second.flags is None else _once(first.flags, second.flags),
        ticked=_once(first.ticked, second.ticked),
        note="; ".join(dict.fromkeys(note for note in (first.note, second.note) if note)) or None,
    )
    return tuple(both if n == pair[0] else d for n, d in enumerate(done) if n != pair[1])


def as_two(done: Sequence[Done], pair: Pair) -> tuple[Done, ...]:
    """What was done with the later of the two said to be a session of its own."""
    return tuple(replace(d, apart=True) if n == pair[1] else d for n, d in enumerate(done))


def words(pair: Pair, one: str, two: str) -> str:
    """What is said of the two, with the key or command that makes them one and the one that keeps both."""
    said = f"Entries {pair[0] + 1} and {pair[1] + 1} look like one session entered twice"
    return f"{said}: {one} makes them one, {two} keeps both."


def _alike(first: Done, second: Done) -> bool:
    if any(_differ(getattr(first, name), getattr(second, name)) for name in _SAME):
        return False
    said = [(getattr(first, name), getattr(second, name), least) for name, least in _LEAST.items()]
    if any(
        a is not None and b is not None and round(abs(a - b) - max(least, SHARE * max(a, b)), 6) > 0
        for a, b, least in said
    ):
        return False
    measured = [(a, b) for a, b, _ in said[:2]]
    return any(a is not None and b is not None for a, b in measured) or all(
        a is None and b is None for a, b in measured
    )


def _differ(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and first != second


def _once(first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(first or ()), *(second or ()))))


def _worst(pains: Sequence[DonePain]) -> tuple[DonePain, ...]:
    found: dict[tuple[str, str | None], DonePain] = {}
    for p in pains:
        before = found.get((p.site, p.side), p)
        found[p.site, p.side] = replace(
            before, during=_greater(before.during, p.during), after=_greater(before.after, p.after)
        )
    return tuple(found.values())


def _greater(first: int | None, second: int | None) -> int | None:
    said = [n for n in (first, second) if n is not None]
    return max(said) if said else None
