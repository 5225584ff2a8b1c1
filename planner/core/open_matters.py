"""What is open stays open: red flags, illnesses and bone suspicions of earlier days, until the runner closes them.

It knows which things are carried and what closes one. It refuses to know what an open matter means for a run, and never
takes a `0` for a closing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from planner.core.days import Closed, Morning, Pain
from planner.core.facts import Matter, Scenario
from planner.core.measure import bone_suspect
from planner.core.record import Day, Done
from planner.core.sites import ILLNESS, RED_FLAGS
from planner.core.values import dataclass

BONE: Final = "bone"
"""The name of a matter that is a bone suspicion; it has a site."""
CARRIED: Final = frozenset({*RED_FLAGS, *ILLNESS})
"""Flags that stay open. Gait and painkiller are of one morning and asked anew."""

Key = tuple[str, str | None, str | None]


@dataclass(frozen=True, kw_only=True)
class Shut:
    """A matter that was closed."""

    matter: Matter
    day: date
    """The morning on which the runner closed it."""
    gone: date
    """The first day without it: not before it was last said, not after it was closed."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """All matters up to one morning."""

    open: tuple[Matter, ...]
    """Oldest first."""
    shut: tuple[Shut, ...]
    """In the order in which they were closed."""
    last_said: Mapping[Key, date]
    """When each was last said, open or not."""


def open_matters(days: Mapping[date, Day], on: date) -> tuple[Matter, ...]:
    """What the morning of a date has to carry, oldest first: all that was raised before it or after a run on that date.

    The morning of the date itself neither raises nor closes here, and later days are ignored. Matters from before the
    days given live on in the facts that those days saved.
    """
    return account(days, on).open


def account(days: Mapping[date, Day], on: date) -> Account:
    """The open and the closed matters up to the morning of a date."""
    open_: dict[Key, Matter] = {}
    shut: list[Shut] = []
    said: dict[Key, date] = {}
    for when in sorted(d for d in days if d <= on):
        day = days[when]
        if when < on:
            for matter in day.facts.open if day.facts else ():
                if matter.since not in days and not _shut_since(matter, shut):
                    open_.setdefault(key(matter), matter)
                    said.setdefault(key(matter), matter.since)
            for c in day.morning.closed if day.morning else ():
                shut += _close(c, when, open_, said)
            if day.morning:
                _raise(raised(day.morning), when, open_, said)
        for done in day.done:
            _raise(raised_after(done), when, open_, said)
    return Account(open=tuple(sorted(open_.values(), key=_order)), shut=tuple(shut), last_said=said)


def raised(morning: Morning) -> tuple[Key, ...]:
    """What a check-in raises: flags that are carried, and pains that may come from a bone."""
    flags = frozenset(morning.flags or ())
    seen = Scenario(flags=flags)
    return (
        *((flag, None, None) for flag in sorted(flags & CARRIED)),
        *((BONE, p.site, p.side) for p in morning.pain or () if bone_suspect(p, seen)),
    )


def raised_after(done: Done) -> tuple[Key, ...]:
    """What was said after a session: the same, by the greater score of during and after."""
    pains = (Pain(site=p.site, side=p.side, score=max(p.during or 0, p.after or 0)) for p in done.pain or ())
    return raised(Morning(flags=done.flags, pain=tuple(pains)))


def key(matter: Matter) -> Key:
    """What tells one matter from another: name, and for a bone site and side."""
    return (matter.name, matter.site, matter.side)


def closes(c: Closed, matter: Matter) -> bool:
    """Whether this closing is of this matter. One that names no site or no side is of every one.

    A bone suspicion that is only gone is not closed: only a clinician can clear it (D-BONE).
    """
    if c.matter != matter.name or (c.matter == BONE and c.how != "cleared"):
        return False
    return c.site in (None, matter.site) and c.side in (None, matter.side)


def still_open(matters: Iterable[Matter], closed: Iterable[Closed]) -> tuple[Matter, ...]:
    """The matters that none of the closings is of."""
    closings = tuple(closed)
    return tuple(m for m in matters if not any(closes(c, m) for c in closings))


def gone_since(c: Closed, day: date, last_said: date | None) -> date:
    """The first day without a matter that was closed on a day: as told, within what is possible."""
    told = min(c.on or day, day)
    return max(told, last_said) if last_said else told


def _raise(keys: Iterable[Key], when: date, open_: dict[Key, Matter], said: dict[Key, date]) -> None:
    for k in keys:
        name, site, side = k
        open_.setdefault(k, Matter(name=name, since=when, site=site, side=side))
        said[k] = when


def _close(c: Closed, when: date, open_: dict[Key, Matter], said: Mapping[Key, date]) -> list[Shut]:
    """Take out what a closing is of. One that is of nothing known still tells when something was gone."""
    unknown = Matter(name=c.matter, since=when, site=c.site, side=c.side)
    found = [m for m in open_.values() if closes(c, m)]
    for matter in found:
        del open_[key(matter)]
    if not found and closes(c, unknown):
        found.append(unknown)
    return [Shut(matter=m, day=when, gone=gone_since(c, when, said.get(key(m)))) for m in found]


def _shut_since(matter: Matter, shut: Iterable[Shut]) -> bool:
    """Whether facts that were saved before a correction still carry what was closed on an earlier day by now."""
    return any(key(s.matter) == key(matter) and s.day >= matter.since for s in shut)


def _order(matter: Matter) -> tuple[date, str, str, str]:
    return (matter.since, matter.name, matter.site or "", matter.side or "")
