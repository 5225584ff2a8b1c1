"""Yesterday closed by one key on the morning page, and opened again by undo: the one change there that another day's
file holds.

It knows how far undo had come when that was done, so that it is taken back in its turn. It refuses to know files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.core.record import Day
from planner.core.values import dataclass, replace
from planner.tui.effects import Save
from planner.tui.undo import STEPS

if TYPE_CHECKING:
    from planner.tui.controller import MorningPage


@dataclass(frozen=True, kw_only=True)
class Turned:
    """Yesterday as it was and as it was closed."""

    depth: int
    """How many changes could be undone then."""
    before: Day
    after: Day
    closed: bool = True


def take_over(page: MorningPage, old: MorningPage, day: Day) -> str:
    """Let a page that was made anew, since yesterday was saved, stand where the old one stood; gives what to say."""
    page.draft, page.undo, turned = old.draft, old.undo, old.turned
    page.at = page.first_open() or page.rows[-1]
    if turned is not None and day in (turned.before, turned.after):
        page.turned = replace(turned, closed=day == turned.after)
    elif old.yesterday is not None:
        page.turned = Turned(depth=page.undo.depth, before=old.yesterday.day, after=day)
    if page.turned is not None and not page.turned.closed:
        return "Undone: yesterday is open again."
    return "Yesterday is closed."


def turn(page: MorningPage, *, ahead: bool) -> bool:
    """Open yesterday again, or with `ahead` close it again, when that is the next to undo or redo."""
    turned = page.turned
    if turned is None or turned.closed == ahead or page.undo.depth != turned.depth or turned.depth == STEPS:
        return False
    page.effect(Save(day=turned.after if ahead else turned.before))
    return True
