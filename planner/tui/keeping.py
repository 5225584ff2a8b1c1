"""Keeps what is unfinished on the morning and the Done page, so that whoever quits or is killed comes back to it.

Answers, the cursor, and what was half said: a score before its place, a note before its Enter. It joins pages with
draft files; it refuses to know keys and pictures.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, TypeGuard

from planner.core.record import Day
from planner.core.values import dataclass, replace
from planner.desk import Desk, drafted, unfinished
from planner.storage import drafts
from planner.tui import trail
from planner.tui.controller import MorningPage
from planner.tui.draft import Draft
from planner.tui.page import BasePage
from planner.tui.trail import Step
from planner.tui.undo import Undo

if TYPE_CHECKING:
    from planner.tui.done_draft import DoneDraft
    from planner.tui.done_page import DonePage

    Kept = MorningPage | DonePage

AS_LEFT: Final = "As you left it, not saved yet."


@dataclass(frozen=True, kw_only=True)
class Stand:
    """How a page stands."""

    state: tuple[object, object]
    """The draft, and where the cursor is."""
    steps: tuple[Step, ...] = ()
    title: str = ""
    front: bool = True
    """It is the page that is shown."""


class Keeper:
    """Writes a draft when there is something new, and only then."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[tuple[str, date], Stand] = {}

    def knows(self, page: object) -> None:
        """Take a page as it stands for what its file says: it was just made from it, or saved."""
        if is_kept(page):
            self._known[page.name, page.on] = _stand(page, front=False)  # so that being shown again is kept too

    def keep(self, page: object, *, front: bool = True) -> None:
        """Keep what was typed and not saved; a draft that says nothing any more goes."""
        if not is_kept(page):
            return
        stand = _stand(page, front=front)
        if self._known.get((page.name, page.on)) == stand:
            return
        self._known[page.name, page.on] = stand
        if not stand.steps and untouched(page):
            if not self._desk.held_by():  # else it is the other's
                drafts.drop(self._desk.places, page.on, page.name)
            return
        draft, at = stand.state
        more: dict[str, object] = {"at": at, "front": front}
        if stand.steps:
            base, base_at = page.trail.base if isinstance(page.trail.base, tuple) else stand.state
            day, last_open = _packed(page.on, base)
            more |= {"steps": stand.steps, "title": stand.title, "inside": page.trail.inside}
            more |= {"base": day, "base_open": last_open, "base_at": base_at}
        if not isinstance(page, MorningPage):
            more |= {"number": page.number, "sessions": len(page.day.done)}
        day, last_open = _packed(page.on, draft)
        self._desk.keep_draft(day, open=last_open, page=page.name, more=more)


def is_kept(page: object) -> TypeGuard[Kept]:
    """Whether a page is one of those whose unfinished answers are kept."""
    return isinstance(page, MorningPage) or (isinstance(page, BasePage) and page.name == "done")


def untouched(page: Kept) -> bool:
    """Whether a page says nothing that its file does not say."""
    if isinstance(page, MorningPage):
        return page.saved or page.draft == Draft.of(page.day)
    return page.saved or page.draft == type(page.draft)()


def settled(page: object, on: date) -> str:
    """Whose draft of a date is let go once the day is saved that a page asks for; empty for none."""
    if not is_kept(page) or page.on != on:
        return "done"  # yesterday, closed by one key
    if isinstance(page, MorningPage):
        return page.name
    return page.name if page.saves_form else ""


def same_undo(before: object, page: object) -> None:
    """Let a page that says what the one before it said undo what that one could."""
    if is_kept(before) and is_kept(page) and _says(before) == _says(page):
        page.undo = before.undo


def in_front(desk: Desk, on: date) -> bool:
    """Whether the Done page of a date was shown last, with something unfinished on it."""
    kept = drafts.load(desk.places, on, "done")
    return bool(kept and kept.get("front"))


def half_told(desk: Desk, on: date) -> str:
    """What was told of a day on its Done page and not saved, the gravest of it in a few words; empty for nothing."""
    found = unfinished(desk.places, on, "done")
    if found is None:
        return ""
    from planner.tui.done_draft import DoneDraft

    said = DoneDraft.unpacked(found[0], complete=not found[1].get("open")).short(desk.settings.units)
    return said or ("a line" if found[1].get("steps") else "")


def restore(desk: Desk, page: object) -> None:
    """Put a page that was just made from its day as it was left: the answers and the cursor."""
    found = unfinished(desk.places, page.on, page.name) if is_kept(page) else None
    if found is None or not is_kept(page):
        return
    day, kept = found
    if not isinstance(page, MorningPage):
        number, sessions = kept.get("number"), kept.get("sessions")
        if _is_told(page, type(page.draft).unpacked(day, complete=not kept.get("open")), number):
            return
        if isinstance(number, int) and number >= 0:
            page.count(number if number != sessions else len(page.day.done))
    _put(page, _unpacked(page, day, bool(kept.get("open"))), kept.get("at"))
    if not untouched(page):
        page.say(AS_LEFT)


def resume(desk: Desk, page: object) -> None:
    """Go again what was half said when the page was left; what cannot be gone leaves the page as it was restored."""
    found = unfinished(desk.places, page.on, page.name) if is_kept(page) else None
    if found is None or not is_kept(page):
        return
    kept = found[1]
    steps, base, inside = trail.steps(kept.get("steps")), drafted(kept.get("base"), page.on), bool(kept.get("inside"))
    if not steps or base is None or (inside and page.mode is None):
        return
    asked, message, (draft, at) = page.mode, page.message, page.state()
    page.enter(asked if inside else None)
    _put(page, _unpacked(page, base, bool(kept.get("base_open"))), kept.get("base_at"))
    if trail.go(page, steps, str(kept.get("title"))) and page.state() == (draft, at):
        page.say(AS_LEFT)
        return
    page.undo = Undo()
    _put(page, draft, at)
    page.enter(asked)
    page.say(message)


def _is_told(page: DonePage, draft: DoneDraft, number: object) -> bool:
    """Whether a day was saved with what a draft says, and only the draft was not let go any more."""
    done = page.day.done
    if not isinstance(number, int) or not 0 <= number < len(done) or not draft.planned or not draft.complete:
        return False
    return draft.done(None) == replace(done[number], at=draft.at)


def _says(page: Kept) -> tuple[object, ...]:
    """The page, the date, the session and the answers."""
    return page.name, page.on, getattr(page, "number", None), page.draft


def _stand(page: Kept, *, front: bool) -> Stand:
    mode = page.mode
    steps = page.trail.steps if trail.stands(mode) else ()
    title = mode.title if mode is not None and steps else ""
    front = front or isinstance(page, MorningPage)  # it is the page of every start
    return Stand(state=page.state(), steps=steps, title=title, front=front)


def _put(page: Kept, draft: object, at: object) -> None:
    """Give a page a draft, and put its cursor on a row if it is there, else on the first open one."""
    if isinstance(page, MorningPage):
        if isinstance(draft, Draft):
            page.draft = replace(draft, strength=page.draft.strength)
        rows = page.rows
        page.at = next((q for q in rows if q.key == _tuples(at)), None) or page.first_open() or rows[-1]
        return
    if isinstance(draft, type(page.draft)):
        page.draft = draft
    found = page.rows
    page.at = next((r for r in found if r.key == _tuples(at)), None) or page.first_open() or found[-1]


def _packed(on: date, draft: object) -> tuple[Day, bool]:
    """A draft as a day, and whether its last question is open."""
    if isinstance(draft, Draft):
        return Day(date=on, morning=draft.morning, planned=draft.planned, chosen=draft.chosen), not draft.complete
    from planner.tui.done_draft import DoneDraft

    assert isinstance(draft, DoneDraft)
    return draft.packed(on), not draft.complete


def _unpacked(page: Kept, day: Day, last_open: bool) -> Draft | DoneDraft:
    if isinstance(page, MorningPage):
        return replace(Draft.of(day), complete=not last_open)
    return type(page.draft).unpacked(day, complete=not last_open)


def _tuples(said: object) -> object:
    """Lists of JSON as the tuples that they were."""
    return tuple(map(_tuples, said)) if isinstance(said, (list, tuple)) else said
