"""The program in a terminal: one canvas, one page at a time, keys to the page, its effects to the desk.

The thin shell around the pages. It decides nothing of a page's own and draws nothing itself.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult
from textual.geometry import NULL_SIZE, Offset
from textual.timer import Timer

from planner.storage.problems import PlannerError
from planner.tui import pages, tuning
from planner.tui.controller import MorningPage
from planner.tui.effects import Effect, Open, Quit, SaveSettings
from planner.tui.following import EVERY, Follower, unwritable
from planner.tui.guard import Guarded
from planner.tui.themes import palette
from planner.tui.tuning.driver import QuickDriver
from planner.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from planner.commands.io import Io
    from planner.desk import Desk

BURST: Final = 0.05
"""Seconds: keys closer together than this came in one burst, typed ahead or pasted; no finger is faster."""
REST: Final = 0.4
"""Seconds without a key after which the next start's first picture is made."""
PAUSE: Final = 0.002
"""Seconds between two slices of work, in which a key comes first."""
SECOND: Final = 1.0
"""Between two tellings of the time, while a page counts seconds."""


class PlannerApp(Guarded, inherit_bindings=False):
    """The Textual application."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { overflow: hidden; }"

    def __init__(self, desk: Desk, environ: dict[str, str]) -> None:
        """`desk` is opened by the caller; `environ` chooses the colours."""
        self._environ = environ
        colours = palette(desk.settings.theme, environ)
        super().__init__(driver_class=QuickDriver, ansi_color=colours.ansi)
        self.animation_level = "none"
        tuning.unadorned(self)
        self.desk = desk
        self.places = desk.places
        self.canvas = Canvas(colours, self._send)
        self.pages = pages.Pages(desk)
        self._follower = Follower(places=desk.places, changed=self.pages.follow)
        if holder := desk.held_by():
            self._only_shown(f"planner is open already ({holder})")
        elif reason := unwritable(desk.places):
            self._only_shown(reason)
        self._refused_at = 0.0
        self._early: list[events.Key | events.Paste] = []
        self._up = False
        self._working = False
        self._shown_at = NULL_SIZE
        self._resting: Timer | None = None
        self._leisure: Iterator[None] = iter(())
        self._second: Timer | None = None

    def _only_shown(self, reason: str) -> None:
        """Say why nothing can be saved; then nothing is asked that would have to be."""
        self.pages.page.enter(None)
        self.pages.page.say(f"Only to look at: {reason}")

    def compose(self) -> ComposeResult:
        """The canvas and nothing else."""
        yield self.canvas

    def on_mount(self) -> None:
        """Leave the terminal as it was when somebody ends us from outside."""
        loop = asyncio.get_running_loop()
        for number, code in ((signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 128 + signal.SIGINT)):
            loop.add_signal_handler(number, self._ended, code)
        self._follower.seen(self._on)
        self.set_interval(EVERY, self._follow)

    def _ended(self, code: int) -> None:
        """Go at once, with the keys of the last moment kept."""
        self.pages.keep_draft()
        self.exit(code)

    @property
    def _on(self) -> date:
        return self.pages.page.on

    def _follow(self) -> None:
        """What other programs wrote, and a new day, show by themselves."""
        if self.pages.wake() or self._follower.look(self._on):
            self._show()

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
            if self.size != self._shown_at:  # at the start the same size is told twice
                self._show()
            if isinstance(self._driver, QuickDriver) and self._driver.forget():
                self.canvas.refresh()  # also at the same size: it may have been another for a moment
            if not self._up:
                self._up = True
                for early in self._early:
                    self._take(early)
            self._rest()

    def _rest(self) -> None:
        """Once no key has come for a while, keep what the next start begins with."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._remember)

    def _remember(self) -> None:
        from planner.tui.remember import get_ready, look_around, remember

        self._resting = None
        compiled = tuning.steady()
        size = (self.size.width, self.size.height)
        page = self.pages.page
        ahead = get_ready(page, size) if isinstance(page, MorningPage) and not page.complete else ()
        kept = remember(self._environ, self.desk.clock, self.canvas.palette, size)
        self._leisure = chain(ahead, kept, compiled, look_around(self.desk))
        self._at_leisure()

    def _at_leisure(self) -> None:
        """What nobody waits for, a slice at a time, until a key comes."""
        self._resting = None
        try:
            more = next(self._leisure, True) is None
        except PlannerError:  # whoever asks for what cannot be read is told; here nobody did
            more = False
        if more:
            self._resting = self.set_timer(PAUSE, self._at_leisure)

    def _take(self, event: events.Key | events.Paste) -> None:
        self.pages.wake()
        page = self.pages.page
        if isinstance(event, events.Paste):
            self._do(page.paste(event.text))
        else:
            if event.time - self._refused_at < BURST:
                self._refused_at = event.time
                return
            key = event.character if event.is_printable and event.character else event.key
            if self._second is not None:  # a pause counts from the key, not from the second before it
                self._tell_time()
            self._do(page.key(key))
            if page.refused:
                self._refused_at = event.time
        self._tell_time()
        self._show()
        self.call_after_refresh(self.pages.keep_draft)
        self._rest()
        self.call_after_refresh(self._work)

    def _tell_time(self) -> None:
        """Each second while a page counts seconds, and never else."""
        page = self.pages.page
        counts = page.clock(asyncio.get_running_loop().time())
        if page.rings():
            self.bell()
        if counts and self._second is None:
            self._second = self.set_interval(SECOND, self._second_over)
        elif not counts and self._second is not None:
            self._second.stop()
            self._second = None

    def _second_over(self) -> None:
        self._tell_time()
        self._show()

    def _work(self) -> None:
        """Between keys: what a page has begun and not finished, slice by slice, and the picture after each."""
        if self._working or not self.pages.page.idle():
            return
        self._working = True
        self.set_timer(PAUSE, self._work_on)

    def _work_on(self) -> None:
        self._working = False
        self._work()
        self._show()

    def _do(self, effects: list[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, Quit):
                self.pages.keep_draft()
                self.exit(0)
            elif isinstance(effect, Open):
                self.pages.open(effect.page, effect.on)
            else:
                self._show_that_it_saves()
                self.pages.perform(effect)
                self._follower.seen(self._on)
                if isinstance(effect, SaveSettings):
                    self._recolour()

    def _show_that_it_saves(self) -> None:
        """Answer the key before the disk does, which may take long over a flush; "Saved" is only said after it."""
        page = self.pages.page
        before = page.message
        page.say("Saving")
        self._show()
        page.say(before)

    def _send(self, sequences: str) -> bool:
        """Write to the terminal past Textual; False where it is not there, or not ours to write to."""
        return isinstance(self._driver, QuickDriver) and self._driver.send(sequences, in_one=self._sync_available)

    def _recolour(self) -> None:
        """Paint in the theme of the settings as they are now."""
        colours = palette(self.desk.settings.theme, self._environ)
        self.ansi_color = colours.ansi
        self.canvas.recolour(colours)

    def _show(self) -> None:
        width, height = self.size
        if width and height:
            self._shown_at = self.size
            frame = self.pages.frame(width, height)
            self.canvas.show(frame)
            if frame.cursor is not None:
                self.cursor_position = Offset(*frame.cursor)


def start(io: Io) -> int:
    """Run the screens; gives the exit code."""
    from planner.desk import Desk
    from planner.storage.lock import Lock

    environ = dict(io.environ)
    desk = Desk(environ, io.clock)
    desk.lock = Lock(desk.places)
    try:
        return PlannerApp(desk, environ).run() or 0
    finally:
        desk.lock.let_go()
