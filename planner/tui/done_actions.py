"""What the Done page's commands do: as planned, edit, type, another session, note, undo.

It refuses to know which key gives which command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planner.core import duplicates, runtext
from planner.core.closing import wearable
from planner.core.days import Planned
from planner.core.values import replace
from planner.tui.done_draft import DoneDraft
from planner.tui.done_undo import turned
from planner.tui.editor import Editor
from planner.tui.modes import TextLine

if TYPE_CHECKING:
    from planner.tui.done_page import DonePage

PLAN_HELP: Final = (
    "In any order: 7.9 km, 46 min, 5:40/km, easy long tempo intervals hills race recovery, "
    "road trail track treadmill grass mixed, +55m, shoe:ID; or cross 40 min"
)


class DoneActions:
    """Commands of one page."""

    def __init__(self, page: DonePage) -> None:
        self._page = page

    def did(self, session: Planned, message: str) -> None:
        """Say what was done, and go on."""
        page = self._page
        page.change(page.draft.plan((session,)), message)
        page.go_on()

    def as_planned(self) -> None:
        """Done as chosen, else as planned."""
        page = self._page
        plan = page.plan
        if plan is None:
            page.refuse(page.keymap.fill("Nothing was planned: {done.edit} or {done.words} says what you did"))
            return
        plan = wearable(plan, page.context.record.shoes, page.on, page.today)
        self.did(plan, f"As planned: {runtext.words(plan, page.settings.units)}.")

    def edit(self) -> None:
        """Edit what was done field by field, from what was planned."""
        page = self._page
        if not page.draft.planned:
            page.change(page.draft.plan((page.plan or Planned(kind="easy"),)), "")
        pairs = [s for s in page.context.record.shoes if s.retired is None or s.retired >= page.on]
        page.enter(Editor(page, units=page.settings.units, shoes=pairs, save=page.go_on))

    def words(self) -> None:
        """Type what was done in the run language."""
        page = self._page
        units = page.settings.units

        def done(text: str) -> str | None:
            try:
                session = runtext.parse(text, units=units, shoes={s.id for s in page.context.record.shoes})
            except runtext.RunTextError as error:
                return error.message
            self.did(session, f"{runtext.words(session, units).capitalize()}.")
            return None

        session = page.draft.planned[0] if page.draft.planned else page.plan
        now = runtext.words(session, units) if session else ""
        page.enter(TextLine(title="What did you do?", text=now, done=done, help=PLAN_HELP))

    def another(self) -> None:
        """Begin another session of the day."""
        page = self._page
        if not page.saved or not page.day.done:
            page.refuse("Save this one first, then add another")
            return
        page.undo.push(page.stand())
        page.draft = DoneDraft()
        page.count(len(page.day.done))
        page.at = page.rows[0]
        page.say(page.keymap.fill("Another session: {done.edit} or {done.words} says what you did."))

    def other(self, by: int) -> None:
        """Go to the session before or after this one."""
        page = self._page
        count, new = len(page.day.done), page.number + by
        if not 0 <= new < count:
            key = page.keymap.key("done.another")
            page.say(f"No session {'before' if by < 0 else 'after'} this one; {key} adds another once this is saved")
        elif not page.saved and page.draft != DoneDraft():
            page.refuse("Save this one first")
        else:
            page.show(new)
            page.say(f"Session {new + 1} of {count}.")

    @property
    def twice(self) -> str:
        """That two entries look like one session, and the keys that settle it; empty when none do."""
        page = self._page
        pair = duplicates.duplicates(page.day.done)
        return (
            "" if pair is None else duplicates.words(pair, page.keymap.key("done.merge"), page.keymap.key("done.both"))
        )

    def settle(self, *, one: bool) -> None:
        """Make two entries that look like one session one, or say that they are two."""
        page = self._page
        pair = duplicates.duplicates(page.day.done)
        if pair is None:
            page.refuse("No two entries of this day look like one session")
        elif not page.saved:
            page.refuse("Save this one first")
        else:
            done = (duplicates.as_one if one else duplicates.as_two)(page.day.done, pair)
            said = f"{'One entry now' if one else 'Two sessions, then'}. {page.keymap.key('app.undo')} undoes it."
            page.put(replace(page.day, done=done), said, show=pair[0] if one else pair[1])

    def note(self) -> None:
        """Write a note."""
        page = self._page

        def done(text: str) -> str | None:
            page.change(page.draft.say(text), "Note kept." if text else "No note.")
            return None

        page.enter(TextLine(title="Note", text=page.draft.note or "", done=done))

    def undo(self) -> None:
        """Bring back what the last change replaced, also where it was saved beside the form."""
        self._restore(ahead=False)

    def redo(self) -> None:
        """Do again what undo took back."""
        self._restore(ahead=True)

    def _restore(self, *, ahead: bool) -> None:
        page, word = self._page, "Done again" if ahead else "Undone"
        then = page.undo.next(ahead=ahead)
        if then is None:
            page.say(f"Nothing to {'do again' if ahead else 'undo'}")
            return
        day = turned(page.day, then.beside, ahead=ahead) if then.beside is not None else page.day
        if day is None:
            page.refuse("What this would take back was changed since: edit it")
            return
        (page.undo.forth if ahead else page.undo.back)(page.stand(then.beside))
        if then.beside is not None:
            show = then.number if page.saved and then.number < len(day.done) else None
            page.put(day, "Done again." if ahead else "As it was before.", show=show, how="redo" if ahead else "undo")
            return
        page.count(then.number)
        page.draft = then.draft
        page.at = next((r for r in page.rows if r.key == then.at), page.rows[-1])
        page.say(f"{word}. {page.at.label}.")

    def move(self, by: int) -> None:
        """Move the cursor by rows."""
        page = self._page
        rows = page.rows
        at = next((n for n, r in enumerate(rows) if r.key == page.at.key), 0)
        page.at = rows[min(max(at + by, 0), len(rows) - 1)]
