"""Keeps a text line that is being typed on a page without answers: a day's run on the week, a pair's name, a setting.

It stands there again at the next start of the same day. It knows the line and where the page's cursor was; what is only
looked for, a search, is not kept.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.desk import Desk
from planner.storage import drafts
from planner.tui import trail
from planner.tui.modes import Mode, ModeHelp, TextLine
from planner.tui.page import BasePage
from planner.tui.trail import Step

PAGES: Final = ("week", "shoes", "settings")
Kept = tuple[str, date, object, tuple[Step, ...]]


class HalfLines:
    """Writes a file when the line has changed, and lets go of it when the line is gone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: Kept | None = None

    def keep(self, page: object) -> None:
        """Keep the line of the page that is shown, if it has one."""
        kept = _line(page, self._desk.today())
        if kept == self._known:
            return
        before, self._known = self._known, kept
        if self._desk.held_by():
            return
        if before is not None and (kept is None or kept[:2] != before[:2]):
            drafts.drop(self._desk.places, before[1], before[0])
        if kept is not None and isinstance(page, BasePage) and page.mode is not None:
            name, on, at, steps = kept
            drafts.save(self._desk.places, on, {"at": at, "steps": steps, "title": page.mode.title}, name)

    def resume(self, page: object) -> None:
        """Put the line back on a page that was just made; what no longer fits is let go."""
        if not isinstance(page, BasePage) or page.name not in PAGES:
            return
        on = self._desk.today()
        found = drafts.load(self._desk.places, on, page.name)
        if found is None:
            return
        at, message = getattr(page, "at", None), page.message
        _put(page, found.get("at"))
        if trail.go(page, trail.steps(found.get("steps")), str(found.get("title"))) and _is_line(page.mode):
            page.say("As you left it, not kept yet.")
            self._known = _line(page, on)
            return
        page.enter(None)
        _put(page, at)
        page.say(message)
        if not self._desk.held_by():  # else it may be the other's, and just being typed
            drafts.drop(self._desk.places, on, page.name)


def left_on(desk: Desk, on: date) -> str:
    """The page that was left with a half typed line on a date; empty when there is none."""
    return next((name for name in PAGES if drafts.file_of(desk.places, on, name).exists()), "")


def _line(page: object, on: date) -> Kept | None:
    if not isinstance(page, BasePage) or page.name not in PAGES or not _is_line(page.mode):
        return None
    at = getattr(page, "at", None)
    return (
        (page.name, on, at.isoformat() if isinstance(at, date) else at, page.trail.steps) if page.trail.steps else None
    )


def _is_line(mode: Mode | None) -> bool:
    """Whether a text line is open, be its help over it."""
    return isinstance(mode.of if isinstance(mode, ModeHelp) else mode, TextLine)


def _put(page: BasePage, at: object) -> None:
    """Put a page's cursor on a date or on a row of its list, where it is one."""
    now = getattr(page, "at", None)
    if isinstance(now, date) and isinstance(at, str):
        try:
            at = date.fromisoformat(at)
        except ValueError:
            return
    if type(at) is type(now) and (isinstance(at, date) or (isinstance(at, int) and at >= 0)):
        setattr(page, "at", at)  # noqa: B010  # each of these pages has a cursor of its own kind
