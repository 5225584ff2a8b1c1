"""The staged way back after illness, days off or a cleared bone injury: which ladder, where on it, and its dated plans.

A ladder proposes and never forces: the runner slows it down or stops it, pain or swelling holds it. Advice stands over
it: a plan from here passes the rules like any other. Kilometres, minutes, dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from planner.core.days import Planned
from planner.core.routines import Book, Ladder, Stage
from planner.core.units import distance, plain
from planner.core.values import dataclass

LONG_DAYS: Final = 28
"""Days off above which a return starts with walking and running in turn: design.md 3."""
SHORT_DAYS: Final = 6
"""Days off below which nothing needs a ladder."""
STOP_AFTER: Final = 2
"""Holds in a row after which a bone ladder stops until a clinician has looked."""


@dataclass(frozen=True, kw_only=True)
class Outing:
    """One outing on a ladder, as it went."""

    on: date
    painful: bool = False
    """More pain than before, during it or the next morning."""
    swollen: bool = False
    limped: bool = False
    ill: bool = False
    """Fever or worse than the day before."""

    @property
    def holds(self) -> bool:
        """Whether it holds the stage."""
        return self.painful or self.swollen or self.limped or self.ill


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a runner is on a ladder."""

    stage: int
    """From 0; the number of stages when all are done."""
    good: int
    """Outings on this stage that went well, in a row."""
    state: str
    """go, hold, stop or done."""
    because: str


@dataclass(frozen=True, kw_only=True)
class StagedDay:
    """One dated plan of a ladder."""

    on: date
    stage: int
    plan: Planned
    words: str


def propose(
    book: Book,
    *,
    days_off: int | None = None,
    fever_free_days: float | None = None,
    bone_cleared: bool = False,
) -> Ladder | None:
    """The ladder for a return, the most careful that applies: bone, fever of the last week, long and short time off."""
    wanted = None
    if bone_cleared:
        wanted = "bone"
    elif days_off is not None and days_off > LONG_DAYS:
        wanted = "long_layoff"
    elif fever_free_days is not None and fever_free_days < 7:
        wanted = "illness"
    elif days_off is not None and days_off >= SHORT_DAYS:
        wanted = "layoff"
    return next((ladder for ladder in book.ladders.values() if ladder.after == wanted), None)


def standing(ladder: Ladder, outings: Iterable[Outing] = (), *, slow: int = 0) -> Standing:
    """Where the outings so far have brought the runner; `slow` asks for so many outings more on each stage.

    An outing that holds starts its stage again; a second one in a row goes a stage back. After a bone injury the second
    one stops the ladder.
    """
    stage = good = holds = 0
    times = ladder.times + slow
    went = sorted(outings, key=lambda o: o.on)
    last: Outing | None = None
    for n, last in enumerate(went):
        if stage >= len(ladder.stages):
            break
        if last.holds:
            good, holds = 0, holds + 1
            if holds >= STOP_AFTER and ladder.after == "bone":
                before = _why(went[n - 1])
                both = f"{before} twice" if before == _why(last) else f"{before}, then {_why(last)}"
                return Standing(stage=stage, good=0, state="stop", because=f"{both}: see your clinician")
            if holds >= STOP_AFTER:
                stage, holds = max(stage - 1, 0), 0
        else:
            good, holds = good + 1, 0
            if good >= times:
                stage, good = stage + 1, 0
    if stage >= len(ladder.stages):
        return Standing(stage=stage, good=0, state="done", because="every stage is done")
    because = f"stage {stage + 1} of {len(ladder.stages)}, {good} of {times} outings done"
    if last is not None and last.holds:
        return Standing(stage=stage, good=good, state="hold", because=f"{_why(last)}: {because}, the stage again")
    return Standing(stage=stage, good=good, state="go", because=because)


def dated(
    ladder: Ladder,
    start: date,
    *,
    longest_km: float | None = None,
    at: Standing | None = None,
    slow: int = 0,
    units: str = "km",
) -> tuple[StagedDay, ...]:
    """The outings still to come, dated from `start` (the earliest day) on, as plans; none when stopped or done.

    `slow` gives each stage so many outings more and each outing a day more after it. A stage that is a share of the
    longest run has no distance while that is not known.
    """
    if at is not None and at.state == "stop":
        return ()
    first, done = (at.stage, at.good) if at else (0, 0)
    day = start
    found = []
    for n, stage in enumerate(ladder.stages[first:], first):
        for _ in range(ladder.times + slow - (done if n == first else 0)):
            found.append(StagedDay(on=day, stage=n, plan=_plan(stage, longest_km, units), words=words(stage, units)))
            day += timedelta(days=ladder.days_between + (1 if slow else 0))
    return tuple(found)


def earliest(ladder: Ladder, ended: date) -> date:
    """The first day of a ladder after a break that ended on a date: the first day without fever, or the clearance."""
    return ended + timedelta(days=ladder.first_day)


def words(stage: Stage, units: str = "km") -> str:
    """A stage in words: `walk 9 min, run 1 min, 3 times`."""
    parts = []
    if stage.run_min is not None:
        walk = f"walk {plain(stage.walk_min)} min, run {plain(stage.run_min)} min" if stage.walk_min else ""
        parts.append(walk or f"run {plain(stage.run_min)} min")
        if stage.repeats is not None and stage.repeats > 1:
            parts.append(f"{stage.repeats} times")
        elif stage.walk_min:
            parts.append("in turn")
    if stage.minutes is not None:
        parts.append(f"{plain(stage.minutes)} min easy")
    if stage.share is not None:
        parts.append(f"{stage.share:.0%} of your longest run before the break, easy")
    if stage.km is not None:
        parts.append(f"{distance(stage.km, units)} in all")
    if stage.effort is not None:
        parts.append(f"effort {stage.effort} at most")
    return ", ".join(parts)


def _plan(stage: Stage, longest_km: float | None, units: str) -> Planned:
    minutes = stage.minutes
    if minutes is None and stage.run_min is not None and stage.repeats is not None:
        minutes = ((stage.walk_min or 0) + stage.run_min) * stage.repeats
    km = stage.km
    if km is None and stage.share is not None and longest_km is not None:
        km = round(stage.share * longest_km, 1)
    return Planned(kind="easy", km=km, minutes=minutes if km is None else None, note=words(stage, units))


def _why(outing: Outing) -> str:
    if outing.swollen:
        return "swelling"
    if outing.painful:
        return "more pain"
    return "a limp" if outing.limped else "not well yet"
