"""What the morning page's commands do: save, copy, edit, note, take or keep, undo.

The other half of the morning page's keys beside `answering`. It refuses to know which key gives which command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.core import answer as answers
from planner.core import runtext
from planner.tui.editor import Editor
from planner.tui.modes import TextLine

if TYPE_CHECKING:
    from planner.tui.controller import MorningPage

PLAN_HELP = (
    "In any order: 8 km or 45 min, 5:40/km, easy long tempo intervals hills race recovery, "
    "road trail track treadmill grass mixed, +200m, shoe:ID; or rest, cross 40 min, strength"
)


class Actions:
    """Commands of one page."""

    def __init__(self, page: MorningPage) -> None:
        self._page = page

    def save(self) -> None:
        """Save, or go to the first open question."""
        page = self._page
        first = page.first_open()
        if first is not None:
            page.at = first
            page.refuse(f"Still open: {first.label}")
            return
        page.save()

    def offered(self, key: str) -> bool:
        """Take m or k while an offer stands; j does nothing then. False for any other key."""
        page = self._page
        if key == "m":
            page.change(page.draft.choose(answers.take(page.answer)), "")
            page.save()
        elif key == "k":
            self._ask_why()
        return key in ("m", "k", "j")

    def yesterday(self) -> None:
        """Copy yesterday's sleep and ratings."""
        page = self._page
        if page.before is None or page.before.morning is None:
            page.say("Nothing was said yesterday")
            return
        page.change(page.draft.copy(page.before.morning), "Sleep and ratings as yesterday, marked as copied.")
        page.at = page.first_open() or page.rows[-1]

    def edit(self) -> None:
        """Edit the planned session field by field."""
        page = self._page
        pairs = [s for s in page.context.record.shoes if s.retired is None]
        page.enter(Editor(page, units=page.settings.units, shoes=pairs, save=page.save_if_complete))

    def words(self) -> None:
        """Type the plan in the run language."""
        page = self._page
        units = page.settings.units

        def done(text: str) -> str | None:
            try:
                ids = {s.id for s in page.context.record.shoes}
                planned = runtext.several(text, units=units, shoes=ids) if text else ()
            except runtext.RunTextError as error:
                return error.message
            page.change(page.draft.plan(planned), f"Plan: {runtext.joined(planned, units) if planned else 'none'}.")
            page.save_if_complete()
            return None

        now = runtext.joined(page.draft.planned, units) if page.draft.planned else ""
        page.enter(TextLine(title="Today's run", text=now, done=done, help=PLAN_HELP))

    def note(self) -> None:
        """Write a note."""
        page = self._page

        def done(text: str) -> str | None:
            page.change(page.draft.note(text), "Note kept." if text else "No note.")
            return None

        page.enter(TextLine(title="Note", text=page.draft.morning.note or "", done=done))

    def _ask_why(self) -> None:
        page = self._page
        asked = page.answer.needs_reason

        def done(text: str) -> str | None:
            if asked and not text:
                return "A few words: why run as planned in spite of it? Esc goes back."
            page.change(page.draft.choose(answers.keep(page.answer, text)), "")
            page.save()
            return None

        help = "It is kept with the day." + ("" if asked else " Enter alone keeps the plan without one.")
        page.enter(TextLine(title="Keep your plan: why?", done=done, help=help))
