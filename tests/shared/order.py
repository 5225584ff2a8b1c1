"""When one answer is no better than another (evidence.md 6), as one function for the properties and the sweep."""

from __future__ import annotations

from math import inf

from planner.core.verdict import Advice


def better(worse: Advice, good: Advice) -> tuple[str, ...]:
    """In what the answer that should be no better is better after all; empty when in nothing.

    Rung, kilometres, minutes, stop level, hard, hills and form no higher; referral no lower.
    """
    w, g = worse.caps, good.caps
    found = []
    if worse.rung > good.rung:
        found.append(f"rung {good.rung.word} -> {worse.rung.word}")
    if worse.referral < good.referral:
        found.append(f"referral {good.referral.word} -> {worse.referral.word}")
    for name, a, b in (("km", w.km, g.km), ("minutes", w.minutes, g.minutes), ("pain_stop", w.pain_stop, g.pain_stop)):
        if (inf if a is None else a) > (inf if b is None else b):
            found.append(f"{name} {b} -> {a}")
    for name, now, before in (("hard", w.hard_allowed, g.hard_allowed), ("hills", w.hills_allowed, g.hills_allowed)):
        if now > before:
            found.append(f"{name} newly allowed")
    if w.form > g.form:
        found.append(f"form {g.form.word} -> {w.form.word}")
    return tuple(found)
