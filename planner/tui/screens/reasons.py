"""The text behind `r`: each reason with value, limit and sources, what would change the answer, what was not asked.

It lays out what `core` says; it computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from planner.core.episodes import words as episode_words
from planner.core.explain import Explained, explain, source_lines
from planner.core.source import Source
from planner.core.units import distance
from planner.core.why_chosen import sections
from planner.core.words import verdict_word
from planner.tui.frame import EMPTY, Line, wrap

if TYPE_CHECKING:
    from planner.tui.controller import MorningPage


def lines(page: MorningPage, width: int) -> list[Line]:
    """All of it at a width."""
    answer, units = page.answer, page.settings.units
    known = _sources()
    why = explain(answer, page.context.book, known, units)
    rows: list[Line] = []
    for reason in why.reasons:
        rows.append(((reason.title, "head bold"), (f"  {reason.rule}", "dim")))
        rows += wrap(reason.because, width, first="  ", style="bold")
        words = reason.seen.words(units)
        rows += wrap(words[:1].upper() + words[1:], width, first="  ") if words else []
        rows += wrap(reason.explanation.split("\n\n")[0], width, first="  ")
        for id in reason.sources:
            first, *more = source_lines(id, known)
            rows += wrap(first, width, first="  - ", then="    ", style="dim")
            rows += [row for line in more for row in wrap(line, width, first="    ", style="dim")]
        rows.append(EMPTY)
    rows += before(page, width)
    if not rows:
        rows += [*wrap("No rule had anything to say against the plan.", width), EMPTY]
    return [*rows, *_change(why, width, units), *_chosen(page, width), *_unasked(why, width)]


def _chosen(page: MorningPage, width: int) -> list[Line]:
    """The steps and the pair that go with the answer; none before every question is answered."""
    rows: list[Line] = []
    for heading, said in sections(page.prepared, page.context.record.shoes) if page.complete else ():
        rows.append(((heading, "head bold"),))
        rows += [row for words in said for row in wrap(words, width, first="  - ")]
        rows.append(EMPTY)
    return rows


def _change(why: Explained, width: int, units: str) -> list[Line]:
    """What holds the day down and, apart from it, what of plan, pair or place would change it."""
    if not why.held:
        return []
    rows: list[Line] = [(("What holds it down", "head bold"),)]
    rows += [row for because in why.held for row in wrap(because, width, first="  - ")]
    rows += [EMPTY, (("What would change it", "head bold"),)]
    for change in why.changes:
        km = f", {distance(change.km, units)} at most" if change.km is not None else ""
        rows += wrap(f"{change.change}: {verdict_word(change.rung)}{km}", width, first="  - ")
    if not why.changes:
        rows += wrap("nothing about plan, pair or place", width, first="  - ")
    return [*rows, EMPTY]


def _unasked(why: Explained, width: int) -> list[Line]:
    if not why.openings:
        return []
    rows: list[Line] = [(("Could not be asked", "head bold"),)]
    return [*rows, *(row for o in why.openings for row in wrap(o.words, width, first="  - ", style="dim"))]


def before(page: MorningPage, width: int) -> list[Line]:
    """How it went the last time at each site that hurts this morning: a line each, none where it never did."""
    rows: list[Line] = []
    for pain in page.draft.morning.pain or ():
        found = page.past((pain.site, pain.side)) if pain.score else None
        if found is not None:
            episode, rose, fell = found
            told = [episode_words(episode).removeprefix("your "), *(f"before it rose: {x}" for x in rose[:1])]
            told += [f"before it fell: {x}" for x in fell[:1]]
            rows += wrap("; ".join(told), width, first="  Last time, ", then="    ")
    return [(("It was here before", "head bold"),), *rows, EMPTY] if rows else []


@cache
def _sources() -> Mapping[str, Source]:
    from planner.storage import sources  # 70 KB that only this text needs

    return sources.load()
