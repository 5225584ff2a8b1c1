"""The text behind `r`: each reason with its source, what would change the answer, what could not be asked.

It lays out what `core` says; it computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from planner.core.advise import would_change
from planner.core.rules import BY_ID
from planner.core.source import Source
from planner.core.units import distance
from planner.core.words import reason_line, verdict_word
from planner.tui.frame import EMPTY, Line, wrap

if TYPE_CHECKING:
    from planner.tui.controller import MorningPage


def lines(page: MorningPage, width: int) -> list[Line]:
    """All of it at a width."""
    answer, units = page.answer, page.settings.units
    known = _sources()
    rows: list[Line] = []
    for reason in answer.advice.reasons:
        rule = BY_ID[reason.rule]
        rows.append(((rule.title, "head bold"), (f"  {rule.id}", "dim")))
        rows += wrap(reason_line(reason, units), width, first="  ", style="bold")
        rows += wrap(rule.explanation.split("\n\n")[0], width, first="  ")
        for id in reason.sources:
            rows += wrap(source_words(id, known), width, first="  - ", then="    ", style="dim")
        rows.append(EMPTY)
    if not rows:
        rows += [*wrap("No rule had anything to say against the plan.", width), EMPTY]
    changes = would_change(answer.scenario, answer.advice, page.context.book)
    if changes:
        rows.append((("What would change it", "head bold"),))
        for change in changes:
            km = f", {distance(change.km, units)} at most" if change.km is not None else ""
            rows += wrap(f"{change.change}: {verdict_word(change.rung)}{km}", width, first="  - ")
        rows.append(EMPTY)
    if answer.advice.unasked:
        rows.append((("Could not be asked", "head bold"),))
        for id in answer.advice.unasked:
            rows += wrap(f"{BY_ID[id].title}: needs {', '.join(BY_ID[id].needs)}", width, first="  - ", style="dim")
    return rows


@cache
def _sources() -> Mapping[str, Source]:
    from planner.storage import sources  # 70 KB that only this text needs

    return sources.load()


def source_words(id: str, known: Mapping[str, Source]) -> str:
    """A source in a line: who, when, how strong, in whom; a choice of ours says that it is one."""
    source = known.get(id)
    if source is None:
        return id
    if source.is_design:
        return f"{id}, a design choice: {source.title}"
    who = ", ".join(x for x in (source.authors, str(source.year) if source.year else None) if x)
    strength = f"; strength {source.strength}" if source.strength else ""
    return f"{id}: {source.title}" + (f" ({who})" if who else "") + strength
