"""What the morning page's commands do: save, copy, edit, note, take or keep, undo.

The other half of the morning page's keys beside `answering`. It refuses to know which key gives which command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.core import answer as answers
from planner.core import runtext
from planner.tui.editor import Editor
from planner.tui.modes import Scroll, TextLine

if TYPE_CHECKING:
    from planner.tui.controller import MorningPage

PLAN_HELP = (
    "In any order: 8 km or 45 min, 5:40/km, easy long tempo intervals hills race recovery, "
    "road trail track treadmill grass mixed, +200m, shoe:ID; or rest, cross 40 min, strength"
)
ANSWERS = (
    "Digits answer the lit question. On the last one: 0 none, 1-9 x pain, l limp, p painkiller, i illness; "
    "{morning.signs} warning signs anywhere. While an offer stands: m takes it, k keeps your plan."
)
EXPLAINED = {
    "yesterday": "What became of yesterday's plan: y it was done as planned, d tells more on the Done page, n not run. "
    "Half told: d goes on with what you typed. It waits for nobody; what was done decides how much more is sound.",
    "sleep": "How long you slept, in hours. Under 6 h is a point against a hard day; two weeks under 7 h on average "
    "keep runs no longer than your longest.",
    "rating": "1 is the best, 7 the worst, as they are now and not as they should be. Only 6 and 7 weigh, stress never "
    "more than a little. Answers like these follow load better than most devices do.",
    "site": "A place that hurt when it was last spoken of. 0 to 10 as it is now, before any run. It decides by "
    "tissue: joints, tendons, muscles and bones each have their own limits.",
    "matter": "Something that you said before and that stays open until you close it: g gone (left arrow: earlier), c "
    "seen by a clinician and cleared, o still open. A 0 on the last question does not close it.",
    "last": "0 says: no pain, no limp, no painkiller in the last 6 hours, no illness, no warning sign. Anything else "
    "is said first, then 0 for nothing else.",
}


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
        elif key == "k" and not page.answer.can_keep:
            page.refuse("No run with an emergency sign; if it was a slip, ! takes it back")
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

        def offered() -> str | None:
            choice = page.prepared.shoe
            return choice.shoe if choice else None

        page.enter(Editor(page, units=page.settings.units, shoes=pairs, save=page.save_if_complete, offered=offered))

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
            page.save_if_complete()
            return None

        page.enter(TextLine(title="Note", text=page.draft.morning.note or "", done=done))

    def reasons(self) -> None:
        """Every reason with its sources, what could not be asked, what would change the answer."""
        from planner.tui.screens.reasons import lines

        page = self._page
        key = page.keymap.keys("morning.reasons")
        page.enter(Scroll(title="Why", make=lambda width: lines(page, width), ends=key))

    def warm_up(self) -> None:
        """Go through the steps of today."""
        from planner.tui.steps_host import open_on_morning  # as all below: loaded by whoever opens it, not at a start

        open_on_morning(self._page, self._page.routines())

    def strength(self) -> None:
        """Mark today's strength session done."""
        from planner.tui.steps_host import MorningHost, mark

        mark(self._page, MorningHost(self._page, self._page.routines()))

    def way_back(self) -> None:
        """Show the way back."""
        from planner.tui.back_mode import open_way_back

        open_way_back(self._page)

    def away(self) -> None:
        """Say an illness, a journey or a break, or its end."""
        from planner.tui.back_mode import open_away

        open_away(self._page)

    def first(self) -> None:
        """Ask the first questions, which were put off."""
        page = self._page
        if page.first is None:
            page.say(f"Answered or skipped; the key {page.keymap.key('app.settings')} opens the settings")
            return
        page.first()

    def undo(self) -> None:
        """Bring back what the last change replaced."""
        page = self._page
        if page.turned is not None and _turned(page, ahead=False):
            return
        self._restore(ahead=False)

    def redo(self) -> None:
        """Do again what undo took back."""
        page = self._page
        if page.turned is not None and _turned(page, ahead=True):
            return
        self._restore(ahead=True)

    def move(self, by: int) -> None:
        """Move the cursor by rows."""
        page = self._page
        rows = page.rows
        at = next((n for n, q in enumerate(rows) if q.key == page.at.key), 0)
        page.at = rows[min(max(at + by, 0), len(rows) - 1)]
        page.say(page.at.label)

    def _restore(self, *, ahead: bool) -> None:
        page = self._page
        then = page.undo.next(ahead=ahead)
        if then is None:
            page.say("Nothing to do again" if ahead else "Nothing to undo")
            return
        draft, at, apart = then
        (page.undo.forth if ahead else page.undo.back)(page.stand(apart=apart is not None))
        page.draft = draft
        rows = page.rows
        page.at = next((q for q in rows if q.key == at), rows[-1])
        word = "Done again" if ahead else "Undone"
        page.say(f"{word}. {page.at.label}.")
        if apart is not None:
            from planner.tui.back_mode import bring_back

            bring_back(page, apart, word)

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


def _turned(page: MorningPage, *, ahead: bool) -> bool:
    from planner.tui.yesterday import turn

    return turn(page, ahead=ahead)
