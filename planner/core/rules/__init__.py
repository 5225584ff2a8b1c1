"""All rules, listed by hand. Their order means nothing: findings meet by min, max and union."""

from __future__ import annotations

from typing import Final

from planner.core.rule import Rule
from planner.core.rules import bone, change, environment, flags, illness, load, pain, person, plan, readiness, reminders

ALL: Final[tuple[Rule, ...]] = (
    *flags.RULES,
    *pain.RULES,
    *bone.RULES,
    *illness.RULES,
    *readiness.RULES,
    *load.RULES,
    *change.RULES,
    *environment.RULES,
    *person.RULES,
    *plan.RULES,
    *reminders.RULES,
)
BY_ID: Final = {r.id: r for r in ALL}
