"""The program in a terminal: one canvas, one page at a time, keys to the page, its effects to the desk.

The thin shell around the pages. It decides nothing of a page's own and draws nothing itself.
"""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Offset

from planner.storage.problems import PlannerError
from planner.tui import pages
from planner.tui.driver import QuickDriver
from planner.tui.effects import Effect, Open, Quit, Save, SaveSettings, SaveShoes
from planner.tui.themes import palette
from planner.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from planner.commands.io import Io
    from planner.desk import Desk

BURST: Final = 0.05
"""Seconds: keys closer together than this came in one burst, typed ahead or pasted; no finger is faster."""


class PlannerApp(App[int], inherit_bindings=False):
    """The Textual application."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { overflow: hidden; }"

    def __init__(self, desk: Desk, environ: dict[str, str]) -> None:
        """`desk` is opened by the caller; `environ` chooses the colours."""
        self._environ = environ
        colours = palette(desk.settings.theme, environ)
        super().__init__(driver_class=QuickDriver, ansi_color=colours.ansi)
        self.animation_level = "none"
        self.desk = desk
        self.canvas = Canvas(colours)
        self.pages = pages.Pages(desk)
        self._refused_at = 0.0
        self._early: list[events.Key | events.Paste] = []
        self._up = False

    def compose(self) -> ComposeResult:
        """The canvas and nothing else."""
        yield self.canvas

    def on_mount(self) -> None:
        """Leave the terminal as it was when somebody ends us from outside."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pasted text go straight to the page, in their order and before anything can hold them up."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if self._up:
                self._take(event)
            else:
                self._early.append(event)
            return
        await super().on_event(event)
        if isinstance(event, events.Resize):
            self._show()
            if not self._up:
                self._up = True
                for early in self._early:
                    self._take(early)

    def _take(self, event: events.Key | events.Paste) -> None:
        page = self.pages.page
        if isinstance(event, events.Paste):
            self._do(page.paste(event.text))
        else:
            if event.time - self._refused_at < BURST:
                self._refused_at = event.time
                return
            key = event.character if event.is_printable and event.character else event.key
            self._do(page.key(key))
            if page.refused:
                self._refused_at = event.time
        self._show()
        self.call_after_refresh(self.pages.keep_draft)

    def _do(self, effects: list[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, Quit):
                self.pages.keep_draft()
                self.exit(0)
            elif isinstance(effect, Open):
                self.pages.open(effect.page, effect.on)
            else:
                self._save(effect)

    def _save(self, effect: Save | SaveShoes | SaveSettings) -> None:
        page = self.pages.page
        try:
            if isinstance(effect, Save):
                warnings = self.desk.save(effect.day)
                page.stored(effect.day, warnings)
                self.pages.saved(effect.day)
            elif isinstance(effect, SaveShoes):
                self.desk.save_shoes(effect.shoes)
                page.say(effect.message)
            else:
                self.desk.save_settings(effect.values)
                page.say(effect.message)
        except PlannerError as error:
            page.failed(str(error))

    def _show(self) -> None:
        width, height = self.size
        if width and height:
            frame = self.pages.frame(width, height)
            self.canvas.show(frame)
            if frame.cursor is not None:
                self.cursor_position = Offset(*frame.cursor)


def start(io: Io, *, demo: bool = False) -> int:
    """Run the screens; gives the exit code."""
    from planner.desk import Desk

    environ = dict(io.environ)
    desk = Desk(environ, io.clock)
    return PlannerApp(desk, environ).run() or 0
