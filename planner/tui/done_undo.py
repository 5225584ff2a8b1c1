"""What undo brings back on the Done page: the form as it was, and what a key saved beside it.

A session that was marked, entries that were made one, a step that was ticked are in the file at once; they are taken
back by their difference, so that what was saved since stays. It refuses to know keys and files.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.core.record import Day, Done
from planner.core.values import dataclass, replace
from planner.tui.done_draft import DoneDraft
from planner.tui.draft import Where


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A change of the day that was saved at once, not by way of the form."""

    before: Day
    after: Day


@dataclass(frozen=True, kw_only=True)
class State:
    """One step."""

    draft: DoneDraft
    at: tuple[str, Where]
    """The row of the cursor."""
    number: int
    """The session that the form was about."""
    beside: Beside | None = None
    """What was changed beside the form; None where it was the form."""


def turned(day: Day, beside: Beside, *, ahead: bool) -> Day | None:
    """The day with a change taken back, or with `ahead` made again; None when that place was changed since."""
    old, new = (beside.before, beside.after) if ahead else (beside.after, beside.before)
    done = list(day.done)
    for one in _without(old.done, new.done):
        if one not in done:
            return None
        done.remove(one)
    for one in _without(new.done, old.done):
        done.insert(min(new.done.index(one), len(done)), one)
    chosen = day.chosen
    if old.chosen != new.chosen:
        if chosen != old.chosen:
            return None
        chosen = new.chosen
    return replace(day, done=tuple(done), chosen=chosen)


def _without(many: Sequence[Done], few: Sequence[Done]) -> list[Done]:
    """The sessions less those that stand in the other list too, each as often as it stands there."""
    left = list(many)
    for one in few:
        if one in left:
            left.remove(one)
    return left
