"""What a plan amounts to and what a pain counts as: small measures over a scenario that several rules share.

It measures; it refuses to judge. Kilometres, minutes, minutes per kilometre, metres per kilometre.
"""

from __future__ import annotations

from typing import Final

from planner.core.days import Pain
from planner.core.facts import Scenario
from planner.core.rule import Numbers
from planner.core.sites import tissue

PACE: Final = 6.0
"""Minutes per kilometre when neither the record nor the runner says any: design.md 3."""
ROUND: Final = 2
"""Caps are kept to 10 m, so that 1.10 x 10 km is 11 km and not 11.000000000000002."""
TOLERANCE: Final = 0.005
"""Kilometres and minutes: half of what caps are rounded to. A plan of the very cap that is shown never breaks it."""
HIGH_RISK: Final = frozenset({"groin", "femur", "sacrum"})
"""Sites of E-BSI-4 in our list: a bone suspicion there is rest at any score."""
FOCAL_BONES: Final = frozenset({"shin_diffuse", "foot_diffuse"})
"""Sites that one fingertip spot turns into a bone suspicion."""


def pace(s: Scenario) -> float:
    """Minutes per kilometre of the plan: said, else the median of 28 days or own easy pace, else 6:00."""
    said = s.plan.pace if s.plan else None
    return said or s.history.pace_min_per_km or PACE


def plan_km(s: Scenario) -> float | None:
    """Kilometres of a planned run; a plan in minutes by its pace; None without a run or without either."""
    plan = s.plan
    if plan is None or not plan.is_run:
        return None
    if plan.km is not None:
        return plan.km
    return None if plan.minutes is None else plan.minutes / pace(s)


def plan_minutes(s: Scenario) -> float | None:
    """Minutes of a planned run; a plan in kilometres by its pace."""
    plan = s.plan
    if plan is None or not plan.is_run:
        return None
    if plan.minutes is not None:
        return plan.minutes
    return None if plan.km is None else plan.km * pace(s)


def share(s: Scenario, part: float) -> float | None:
    """A part of the smaller of plan and longest run, in km; None when neither is known. A plan of 0 km is none.

    The smaller, since a part of an oversized plan may be longer than the longest run (E-SYS-2).
    """
    known = [km for km in (plan_km(s), s.history.longest_km) if km]
    return round(part * min(known), ROUND) if known else None


def share_of_longest(s: Scenario, part: float) -> float | None:
    """A part of the longest run, in km; None without history."""
    longest = s.history.longest_km
    return None if longest is None else most_km(longest, part)


def most_km(longest: float, ratio: float) -> float:
    """So many times the longest run, in km, as the caps and the screen say it."""
    return round(ratio * longest, ROUND)


def climb(s: Scenario) -> float | None:
    """Metres of climb per kilometre of the plan, or None."""
    plan = s.plan
    if plan is None or not plan.is_run:
        return None
    if plan.climb_m_per_km is not None:
        return plan.climb_m_per_km
    km = plan_km(s)
    return None if plan.climb_m is None or not km else plan.climb_m / km


def climb_limit(s: Scenario, n: Numbers) -> float:
    """Metres per km above which a climb is new: by the steepest of 28 days, else by the usual, else the floor."""
    h = s.history
    if h.steepest_28d_m_per_km is not None:
        return max(n["climb_floor"], n["steepest_ratio"] * h.steepest_28d_m_per_km)
    if h.usual_climb_m_per_km is not None:
        return max(n["climb_floor"], n["climb_ratio"] * h.usual_climb_m_per_km)
    return n["climb_floor"]


def new_climb(s: Scenario, n: Numbers) -> bool:
    """Whether the plan climbs more than is usual. Hills without a number count where nothing steep is known."""
    metres = climb(s)
    limit = climb_limit(s, n)
    if metres is None:
        return s.plan is not None and s.plan.kind == "hills" and limit <= n["climb_floor"]
    return metres > limit + 1e-9


def new_surface(s: Scenario) -> bool | None:
    """Whether the terrain is new to the runner; None when that could not be asked. A treadmill never is."""
    terrain = s.plan.terrain if s.plan and s.plan.is_run else None
    h = s.history
    if terrain == "treadmill":
        return False
    if terrain is None or (h.terrains_28d is None and h.usual_terrain is None):
        return None
    if h.terrains_28d is not None:
        return terrain not in h.terrains_28d
    return terrain != h.usual_terrain


def new_shoe(s: Scenario, n: Numbers) -> str | None:
    """`new` or `different` while the planned pair is being broken in, else None. Unsaid kilometres are not new."""
    shoe = s.shoe
    if shoe.km is None:
        return None
    if shoe.very_different:
        worn_in = shoe.km >= n["different_km"] and (shoe.weeks or 0.0) >= n["different_weeks"]
        return None if worn_in else "different"
    outings = shoe.outings or 0
    return "new" if shoe.km < n["new_km"] and outings < n["new_outings"] else None


def changes(s: Scenario, n: Numbers) -> tuple[str, ...]:
    """What is new in the plan, in the order of which is kept: what cannot be taken out comes first."""
    plan = s.plan
    if plan is None or not plan.is_run:
        return ()
    km, longest = plan_km(s), s.history.longest_km
    since_hard = s.history.days_since_hard
    found = {
        "shoes": new_shoe(s, n) is not None,
        "surface": bool(new_surface(s)),
        "climb": new_climb(s, n),
        "distance": km is not None and longest is not None and km > most_km(longest, n["distance_ratio"]) + TOLERANCE,
        "speed": bool(plan.faster_than_usual)
        or (plan.is_hard and since_hard is not None and since_hard > n["speed_days"]),
    }
    return tuple(name for name, new in found.items() if new)


def masked(s: Scenario) -> bool:
    """Whether a painkiller of the last six hours may hide a pain."""
    return "painkiller_6h" in s.flags


def score(p: Pain, s: Scenario) -> int:
    """The score that counts, 0-10: this morning's, or yesterday's where a painkiller may hide more."""
    return max(p.score, p.yesterday or 0) if masked(s) else p.score


def hurts(p: Pain, s: Scenario) -> bool:
    """Whether there is any pain here at all, by score or by what was said beside it."""
    return bool(score(p, s) >= 1 or p.night or p.rest_pain or p.hop_pain or p.walk_pain)


def bone_suspect(p: Pain, s: Scenario) -> bool:
    """Whether this pain may come from a bone: its site, a hop that hurts, or one spot with night pain."""
    if p.hop_pain or (p.focal and p.night):
        return True
    if p.site in FOCAL_BONES and p.focal:
        return hurts(p, s)
    return tissue(p.site) == "bone" and hurts(p, s)
