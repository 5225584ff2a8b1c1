"""What a rule is: an id, a title, a family, needs, codes and one pure function; its docstring is its explanation.

Numbers and sources are not here: they come from a rulebook, which the shell reads from `rules.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

from planner.core.facts import Scenario
from planner.core.values import dataclass, field
from planner.core.verdict import Finding

Numbers = Mapping[str, float]
"""A rule's numbers by name; units stand in rules.toml."""
Check = Callable[[Scenario, Numbers], Finding | None]
FAMILIES: Final = (
    "flags",
    "pain",
    "illness",
    "readiness",
    "load",
    "change",
    "environment",
    "person",
    "plan",
    "reminders",
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule. It fires (a Finding), does not (None), or could not be asked (its needs were not said).

    Rules of the family `reminders` form the second stage: they are asked only when the met rung is above rest and
    nobody is sent to a clinician today, and they may only warn.
    """

    id: str
    title: str
    family: str
    needs: tuple[str, ...]
    """Paths into a Scenario that must have been said, e.g. `history.days_since_hard`."""
    codes: tuple[str, ...]
    """Every warning code that it may give."""
    can_switch_off: bool
    check: Check
    explanation: str
    reads: str
    """The id whose numbers it reads: its own, or that of the rule whose function it shares."""
    seen: Callable[[Scenario], Any] | None = field(repr=False)
    of_plan: bool = field(repr=False)
    """Whether a need lies in the plan, the one part of a scenario that may be absent as a whole."""

    def can_ask(self, scenario: Scenario) -> bool:
        """Whether everything that the rule needs was said."""
        if self.seen is None:
            return True
        if self.of_plan and scenario.plan is None:
            return False
        seen = self.seen(scenario)
        return None not in seen if len(self.needs) > 1 else seen is not None


NOT_SAID: Final = Finding()
"""What a check answers when it finds, beyond its declared needs, that it could not be asked. Compared by identity."""
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def rule(
    id: str,
    title: str,
    *,
    family: str,
    needs: tuple[str, ...] = (),
    codes: tuple[str, ...] = (),
    can_switch_off: bool = True,
    reads: str | None = None,
) -> Callable[[Check], Rule]:
    """Declare a rule over a function of a scenario and the rule's numbers. Raises ValueError for a bad declaration."""
    if not _ID.fullmatch(id) or family not in FAMILIES:
        raise ValueError(f"rule {id!r} of family {family!r}: ids are kebab-case, families are {FAMILIES}")

    def declare(check: Check) -> Rule:
        if not check.__doc__:
            raise ValueError(f"rule {id!r} needs a docstring: it is the explanation that runners read")
        return Rule(
            id=id,
            title=title,
            family=family,
            needs=needs,
            codes=codes,
            can_switch_off=can_switch_off,
            check=check,
            explanation=explain(check.__doc__),
            reads=reads or id,
            seen=attrgetter(*needs) if needs else None,
            of_plan=any(need.startswith("plan.") for need in needs),
        )

    return declare


def explain(doc: str) -> str:
    """A docstring as paragraphs: indentation and line ends inside a paragraph gone."""
    return "\n\n".join(" ".join(p.split()) for p in doc.strip().split("\n\n"))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What `rules.toml` says of one rule."""

    numbers: Numbers = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    show: str = "always"
    """When its warning shows: always, on_change, weekly, if_it_changes_today, due_day or never."""
    on: bool = True


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """The numbers and sources of all rules, as one version of `rules.toml` gives them."""

    version: str
    entries: Mapping[str, Entry]
