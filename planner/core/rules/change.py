"""Rules over what is new in today's run: surface, shoes, and more than one change at once."""

from __future__ import annotations

from planner.core.facts import Scenario
from planner.core.measure import changes, new_shoe, new_surface, share_of_longest
from planner.core.rule import NOT_SAID, Numbers, rule
from planner.core.verdict import Caps, Finding, Rung


@rule("one-change", "More than one change", family="change", needs=("plan",), codes=("ONE_CHANGE",))
def one_change(s: Scenario, n: Numbers) -> Finding | None:
    """Distance, speed, climb, surface and shoes: change one at a time. With two or more, one stays and the others go
    back: shoes or surface stay if they are among them, then climb, then distance. Unless it is the distance that
    stays, the run is no longer than your longest.

    No trial has tested stacked changes; it costs little to avoid them.
    """
    found = changes(s, n)
    if len(found) < n["most"] + 1:
        return None
    kept, dropped = found[0], found[1:]
    caps = Caps(
        km=None if kept == "distance" else s.history.longest_km,
        hard_allowed="speed" not in dropped,
        hills_allowed="climb" not in dropped,
    )
    return Finding(ceiling=Rung.MODIFIED_RUN, caps=caps, codes=("ONE_CHANGE",), say=(found, kept))


@rule("surface", "New surface", family="change", needs=("plan.terrain",), codes=("SURFACE_SWITCH",), reads="one-change")
def surface(s: Scenario, n: Numbers) -> Finding | None:
    """A surface you have not run on in four weeks loads you in another way, soft or hard: 70 % of your longest at most.

    No surface is known to be safer than another; it is the switch that counts. A treadmill does not count as one.
    """
    new = new_surface(s)
    if not new:
        return NOT_SAID if new is None and s.plan and s.plan.is_run else None
    km = share_of_longest(s, n["surface_share"])
    return Finding(
        caps=Caps(km=km), codes=("SURFACE_SWITCH",), say=(s.plan.terrain if s.plan else None, km, n["surface_share"])
    )


@rule("new-shoes", "New shoes", family="change", needs=("shoe.km",), codes=("NEW_SHOES",), reads="one-change")
def shoes(s: Scenario, n: Numbers) -> Finding | None:
    """A new pair for its first 20 km or 3 outings: easy, and 60 % of your longest at most. A very different pair until
    300 km and 20 weeks: a fifth of your longest; a ten-week switch to minimal shoes left half the runners with bone
    changes.
    """
    new = new_shoe(s, n)
    if new is None or (s.plan is not None and not s.plan.is_run):
        return None
    km = share_of_longest(s, n["different_share"] if new == "different" else n["new_share"])
    return Finding(
        ceiling=Rung.MODIFIED_RUN if new == "different" else Rung.RUN,
        caps=Caps(km=km, hard_allowed=False),
        codes=("NEW_SHOES",),
        say=(s.shoe.km, km, new),
    )


RULES = (one_change, surface, shoes)
