"""Scenarios from plain tables, and what one rule or all rules say of them. For tests of the advice.

The tables are those of the scenario interface (design.md 7); a second, smaller reader than the program's own, so that a
slip in that one does not hide here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from planner.core.advise import advise
from planner.core.days import Pain, Planned
from planner.core.facts import Device, Env, History, Person, Scenario, ShoeFacts
from planner.core.rule import NOT_SAID, Entry, Rule, Rulebook
from planner.core.rules import ALL, BY_ID
from planner.core.verdict import Advice, Finding
from planner.storage import rulebook

SHIPPED: Final = rulebook.shipped_rules()
BOOK: Final = SHIPPED.book
PARTS: Final = {"plan": Planned, "history": History, "person": Person, "env": Env, "shoe": ShoeFacts}
DEVICE: Final = tuple(f.name for f in fields(Device))


def scenario(table: Mapping[str, Any]) -> Scenario:
    """A scenario from a table of the scenario language. Raises TypeError for a key that there is none of."""
    rest = dict(table)
    made: dict[str, Any] = {name: make(**_tuples(rest.pop(name))) for name, make in PARTS.items() if name in rest}
    made["device"] = Device(**{name: rest.pop(name) for name in DEVICE if name in rest})
    if "pain" in rest:
        made["pain"] = tuple(Pain(**row) for row in rest.pop("pain"))
    made["flags"] = frozenset(rest.pop("flags", ()))
    return Scenario(**made, **rest)


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """A table with another one over it, tables inside key by key; `"absent"` takes a key out."""
    made = dict(base)
    for key, value in over.items():
        if value == "absent":
            made.pop(key, None)
        elif isinstance(value, dict) and isinstance(made.get(key), dict):
            made[key] = merged(made[key], value)
        else:
            made[key] = value
    return made


def asked(rule: str, s: Scenario, book: Rulebook = BOOK) -> Finding | str | None:
    """What one rule says: a finding, None, or `unasked`."""
    found = BY_ID[rule]
    if not found.can_ask(s):
        return "unasked"
    finding = found.check(s, book.entries[found.reads].numbers)
    return "unasked" if finding is NOT_SAID else finding


def advised(table: Mapping[str, Any], rules: Iterable[Rule] = ALL) -> Advice:
    """The advice for a table."""
    return advise(scenario(table), BOOK, rules)


def with_numbers(rule: str, **own: float) -> Rulebook:
    """The shipped rules with some numbers of one rule changed."""
    entry: Entry = BOOK.entries[rule]
    assert set(own) <= set(entry.numbers), own
    return replace(BOOK, entries={**BOOK.entries, rule: replace(entry, numbers={**entry.numbers, **own})})
