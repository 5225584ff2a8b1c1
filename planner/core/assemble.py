"""From what a day file keeps (morning, plan, facts) to the one scenario that the rules see, and nothing else.

Pure and the same each time, so that a saved day gives its advice again. It joins what was said with what the record
says, and refuses to judge: that is the rules' business.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from planner.core.days import Closed, Morning, Pain, Planned
from planner.core.facts import Facts, History, Matter, PainFacts, Scenario
from planner.core.measure import PACE
from planner.core.open_matters import BONE, still_open
from planner.core.painlog import touches
from planner.core.values import replace

MASK: Final = "painkiller_6h"
_NOTHING_SAID: Final = Morning()


def scenario(morning: Morning | None, planned: tuple[Planned, ...], facts: Facts, id: str | None = None) -> Scenario:
    """The scenario of one morning. Without a morning nothing was said, and what is open still stands.

    What the runner said stands before what the record says, but for a pain that is worse after a run: either says so.
    """
    m = morning or _NOTHING_SAID
    open_ = still_open(facts.open, m.closed) if m.closed else facts.open
    flags = frozenset((*(m.flags or ()), *(o.name for o in open_ if o.name != BONE)))
    pain = _pain(m.pain, facts.pain, MASK in flags)
    return Scenario(
        id=id,
        sleep_h=m.sleep_h,
        sleep_quality=m.sleep_quality,
        fatigue=m.fatigue,
        soreness=m.soreness,
        stress=m.stress,
        pain=pain,
        flags=flags,
        # A pain of the days before is no answer to this morning's question.
        flags_said=m.flags is not None and m.pain is not None,
        plan=the_plan(planned, facts.history.pace_min_per_km),
        history=_history(facts.history, open_, m.closed),
        person=facts.person,
        env=facts.env,
        shoe=facts.shoe,
        device=facts.device,
    )


def the_plan(planned: tuple[Planned, ...], pace: float | None = None) -> Planned | None:
    """The one session that the rules look at: of several runs the longest, with what is hardest in any of them.

    Without a run it is the first session; None without any. `pace` (minutes per km) measures runs told in minutes.
    """
    runs = [p for p in planned if p.is_run]
    if len(runs) < 2:
        return runs[0] if runs else next(iter(planned), None)
    longest = max(runs, key=lambda p: _km(p, pace))
    hard = [p.kind for p in runs if p.is_hard]
    kind = longest.kind
    if hard and not longest.is_hard:
        kind = hard[0]
    if "hills" in hard and longest.kind != "race":
        kind = "hills"
    steepest = max((c for p in runs if (c := _climb(p, pace)) is not None), default=None)
    steeper = steepest is not None and steepest > (_climb(longest, pace) or 0.0)
    return replace(
        longest,
        kind=kind,
        climb_m_per_km=steepest if steeper else longest.climb_m_per_km,
        terrain=longest.terrain or _first(p.terrain for p in runs),
        faster_than_usual=any(p.faster_than_usual for p in runs) or longest.faster_than_usual,
        shoe=longest.shoe or _first(p.shoe for p in runs),
    )


def _pain(said: tuple[Pain, ...] | None, known: tuple[PainFacts, ...], masked: bool) -> tuple[Pain, ...] | None:
    """The pains of this morning with what the record says of each, and places that only the record speaks of.

    Such a place has the score 0: it does not hurt now, or was not said. Under a painkiller its earlier score counts.
    """
    if not known:
        return said
    named = [_known(p, [f for f in known if _same(f, p)], masked) for p in said or ()]
    silent = [f for f in known if not any(_same(f, p) for p in named)]
    only = [
        _known(Pain(site=f.site, side=f.side, score=0), [f], masked)
        for f in silent
        if f.painful_run_streak or f.weeks_rising or (masked and (f.yesterday or f.day_before))
    ]
    return None if said is None and not only else (*named, *only)


def _same(f: PainFacts, p: Pain) -> bool:
    return f.site == p.site and touches(f.side, p.side)


def _known(p: Pain, known: list[PainFacts], masked: bool) -> Pain:
    if not known:
        return p
    yesterday = p.yesterday if p.yesterday is not None else _most(f.yesterday for f in known)
    if masked:
        yesterday = _most((yesterday, *(f.yesterday for f in known), *(f.day_before for f in known)))
    worse = True if any(f.worse_next_morning for f in known) else p.worse_next_morning
    if worse is None and any(f.worse_next_morning is False for f in known):
        worse = False
    streak, rising = p.painful_run_streak, p.weeks_rising
    return replace(
        p,
        yesterday=yesterday,
        worse_next_morning=worse,
        weeks_rising=rising if rising is not None else _most(f.weeks_rising for f in known),
        painful_run_streak=streak if streak is not None else _most(f.painful_run_streak for f in known),
    )


def _history(h: History, open_: tuple[Matter, ...], closed: tuple[Closed, ...]) -> History:
    """The history with what is open, and with what this morning closed."""
    bone, fever = h.bone_injury, h.days_since_fever_free
    if any(o.name == BONE for o in open_):
        bone = "not_cleared"
    elif bone is None and any(c.matter == BONE and c.how == "cleared" for c in closed):
        bone = "cleared"
    if fever is None and any(c.matter == "fever" for c in closed):
        fever = 0.0
    if bone == h.bone_injury and fever == h.days_since_fever_free:
        return h
    return replace(h, bone_injury=bone, days_since_fever_free=fever)


def _km(p: Planned, pace: float | None) -> float:
    return p.km if p.km is not None else (p.minutes or 0.0) / (p.pace or pace or PACE)


def _climb(p: Planned, pace: float | None) -> float | None:
    if p.climb_m_per_km is not None:
        return p.climb_m_per_km
    km = _km(p, pace)
    return None if p.climb_m is None or not km else p.climb_m / km


def _most(values: Iterable[int | None]) -> int | None:
    return max((v for v in values if v is not None), default=None)


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v is not None), None)
