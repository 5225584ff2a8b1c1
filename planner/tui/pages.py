"""The pages by name: which one is shown, how each is made from the desk, what is kept of an unfinished one.

It joins pages with the desk, so that the application need not know any page. It refuses to know pictures and keys.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Final, Protocol

from planner.core.record import Day
from planner.desk import Desk
from planner.storage.problems import CannotRead
from planner.tui.commands import Keymap
from planner.tui.controller import MorningPage
from planner.tui.draft import Draft
from planner.tui.effects import Effect
from planner.tui.frame import Frame

DRAWN_BY: Final = {"morning": "planner.tui.screens.morning"}
"""Page -> the module whose `draw(page, width, height)` pictures it; imported when it is first shown."""


class Page(Protocol):
    """What the application needs of a page."""

    name: str
    refused: bool

    def key(self, key: str) -> list[Effect]:
        """Take a key."""
        ...

    def paste(self, text: str) -> list[Effect]:
        """Take a pasted text."""
        ...

    def stored(self, day: Day, warnings: tuple[str, ...] = ()) -> None:
        """Hear that a day was saved."""
        ...

    def failed(self, message: str) -> None:
        """Hear that it was not."""
        ...


class Pages:
    """The pages of one run of the program."""

    def __init__(self, desk: Desk) -> None:
        """Open the morning of today."""
        self._desk = desk
        self._keymap = Keymap(desk.settings.keys)
        self._kept: Draft | None = None
        self.page: MorningPage = self._morning(desk.today())

    def frame(self, width: int, height: int) -> Frame:
        """The picture of the page that is shown."""
        drawn: Frame = import_module(DRAWN_BY[self.page.name]).draw(self.page, width, height)
        return drawn

    def open(self, name: str) -> None:
        """Show another page."""
        if name == "morning":
            return
        self.page.say(f"{name.capitalize()} is not there yet")

    def saved(self, day: Day) -> None:
        """Hear that a day was saved: its draft is gone."""
        self._kept = self.page.draft

    def keep_draft(self) -> None:
        """Keep what was typed and not saved, when there is anything new."""
        page = self.page
        if page.draft == self._kept or page.saved:
            return
        self._kept = page.draft
        self._desk.keep_draft(_as_day(page), open=not page.draft.complete)

    def _morning(self, on: date) -> MorningPage:
        desk = self._desk
        problem = ""
        try:
            day = desk.day(on)
        except CannotRead as error:
            day, problem = Day(date=on, planned=desk.week_plan(on)), str(error)
        kept = desk.draft(on)
        draft = _from_day(*kept) if kept else None
        page = MorningPage(
            desk.context(on),
            day,
            keymap=self._keymap,
            now=desk.now(),
            today=desk.today(),
            draft=draft,
            routines=lambda: desk.routines,
        )
        self._kept = page.draft
        if problem:
            page.failed(problem)
        elif desk.problems:
            page.say(str(desk.problems[0]))
        elif draft is not None:
            page.say("As you left it, not saved yet.")
        return page


def _as_day(page: MorningPage) -> Day:
    draft = page.draft
    return Day(date=page.on, morning=draft.morning, planned=draft.planned, chosen=draft.chosen)


def _from_day(day: Day, open: bool) -> Draft:
    from dataclasses import replace

    draft = Draft.of(day)
    return replace(draft, complete=not open)
