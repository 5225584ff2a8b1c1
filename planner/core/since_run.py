"""The rest of a day once something was done on it: what hurt while running or after it is sore, a sign ends training.

Pure. It asks the same rules as the next morning does, of the pains and signs as they were told; it refuses to choose
steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from planner.core.advise import advise
from planner.core.days import Pain
from planner.core.facts import Scenario
from planner.core.open_matters import BONE, raised_after
from planner.core.record import Done
from planner.core.rule import Rulebook
from planner.core.rules import ALL
from planner.core.sites import GAIT, ILLNESS
from planner.core.steps import Today
from planner.core.values import replace
from planner.core.verdict import Rung

_ENDS: Final = frozenset({*GAIT, *ILLNESS})
"""After these there is no more training on the day: the evening says so."""
_ASKED: Final = tuple(r for r in ALL if r.family in ("flags", "pain"))
"""Those of an illness send nobody anywhere, and that its signs end the day is said above."""


def since_run(t: Today, done: Iterable[Done], book: Rulebook) -> Today:
    """A day as it is after what was done: never less sore than before, and nothing left where the rules say rest."""
    told = [d for d in done if d.pain or d.flags]
    if not told:
        return t
    pains = tuple(
        Pain(site=p.site, side=p.side, score=max(p.during or 0, p.after or 0)) for d in told for p in d.pain or ()
    )
    flags = frozenset(f for d in told for f in d.flags or ())
    now = advise(Scenario(pain=pains, flags=flags), book, _ASKED)
    over = now.rung is Rung.REST or bool(flags & _ENDS)
    return replace(
        t,
        rung=Rung.REST if over else t.rung,
        referral=max(t.referral, now.referral),
        sore=t.sore | {p.site for p in pains if p.score},
        bone=t.bone or any(name == BONE for d in told for name, _, _ in raised_after(d)),
        flags=t.flags | flags,
    )
