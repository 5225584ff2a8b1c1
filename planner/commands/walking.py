"""The steps of the day walked through line by line, with a countdown in words: step mode for screen readers and pipes.

The same mode as on the screen takes the answers. It moves no cursor and says nothing twice; it refuses to know what a
step is for, and what a tick is worth.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

from planner.commands import understood
from planner.commands.asking import Asking
from planner.commands.io import Io
from planner.core.units import clock
from planner.core.walk import Item
from planner.tui.controller import MorningPage
from planner.tui.effects import Effect
from planner.tui.modes import Menu
from planner.tui.steps_host import EffortAsk
from planner.tui.steps_mode import StepsMode

WORDS: Final = {
    "": "enter", "done": "enter", "d": "enter", "tick": "enter", "start": " ", "pause": " ", "go on": " ", "c": " ",
    "next": "n", "n": "n", "back": "b", "b": "b", "skip": "s", "s": "s", "other": "tab", "list": "tab", "o": "tab",
    "minutes": "m", "m": "m",
    "add": "a", "a": "a", "drop": "d", "earlier": "[", "later": "]", "undo": "u", "u": "u", "redo": "U",
    "leave": "escape", "l": "escape", "w": "escape", "esc": "escape",
}  # fmt: skip  # what may be typed, and the key that it stands for
SECOND: Final = 1.0
"""Between two looks at the time while seconds are counted."""
LAST: Final = (30, 10)
"""Seconds left that are said, beside every whole minute."""


class Walk:
    """One walk through the lists of a day, for a page that stands in step mode."""

    def __init__(
        self,
        io: Io,
        page: MorningPage,
        do: Callable[[list[Effect]], None],
        ask: Asking,
        *,
        within: Callable[[float], bool],
        now: Callable[[], float],
    ) -> None:
        """`within` says whether a line comes within some seconds, `now` the seconds from any start."""
        self._io, self._page, self._do, self._ask = io, page, do, ask
        self._within, self._now = within, now
        self._told: tuple[str, str] | None = None
        """The list and the step that were said last."""

    def run(self) -> None:
        """Until the runner leaves. Raises End when the input ends."""
        while (mode := self._page.mode) is not None:
            if isinstance(mode, EffortAsk):
                self._effort(mode)
            elif not isinstance(mode, StepsMode):
                return
            elif mode.menu is not None:
                self._pick(mode.menu)
            else:
                self._step(mode)

    def _step(self, mode: StepsMode) -> None:
        item = mode.item
        if item is not None and self._told != (mode.now.use, item.id):
            self._told = (mode.now.use, item.id)
            self._describe(mode, item)
        self._ask.say(self._question(mode, item))
        self._wait(mode)
        said = self._ask.hear()
        word = said.lower()
        if mode.wants_ticks:  # a pause counts from the line, not from the second before it
            self._page.clock(self._now())
        if word == "?":
            self._io.out(_help(mode))
        elif word not in WORDS or (word in ("start", "go on", "pause") and mode.running is not (word == "pause")):
            self._unclear(mode, said)
        elif not said and _through(mode):
            self._press("escape")
        else:
            self._press(WORDS[word])
            self._page.clock(self._now())

    def _unclear(self, mode: StepsMode, said: str) -> None:
        if said.lower() in WORDS:
            self._io.out("It is counting already." if mode.running else "Nothing is counting.")
        else:
            self._io.out(f"{said[:60]} is not understood; ? says what can be answered.")

    def _press(self, key: str) -> None:
        page = self._page
        page.say("")
        self._do(page.key(key))
        if page.message:
            self._io.out(page.message.replace("Tab goes on", "other goes on").replace("Enter leaves", "leave ends it"))

    def _describe(self, mode: StepsMode, item: Item) -> None:
        p = item.picked
        self._io.out(f"{mode.title}: {p.step.name}, {p.dose}")
        if p.caution:
            self._io.out(f"{p.caution[:1].upper()}{p.caution[1:]}.")
        for words in (p.step.how, f"Why: {p.because}.", p.step.note):
            if words:
                self._io.out(words)

    def _question(self, mode: StepsMode, item: Item | None) -> str:
        if item is None:
            return "No steps for today: leave ends it."
        if _through(mode):
            others = ", other goes on" if len(mode.host.parts()) > 1 else ""
            return f"Enter ends it{others}, back, ? says more:"
        first = "Enter takes the tick back" if item.id in mode.host.ticked() else "Enter ticks it"
        count = ""
        if item.count is not None:
            left = clock(ceil(item.count if mode.left is None else mode.left) / 60)
            sets = f" a set, {item.sets} of them" if item.sets > 1 else ""
            count = f"pause stops at {left}, " if mode.running else f"start counts {left}{sets}, "
        return f"{first}, {count}next, back, skip, leave, ? says more:"

    def _wait(self, mode: StepsMode) -> None:
        """While seconds are counted and no line comes, say how many are left now and then."""
        while mode.wants_ticks:
            before = ceil(mode.left or 0)
            if self._within(min(SECOND, mode.left or SECOND)):
                return
            self._page.clock(self._now())
            if self._page.rings() and self._io.stdout.isatty():
                self._io.stdout.write("\a")
            left = ceil(mode.left or 0)
            marks = [n for n in (*LAST, *range(60, before + 1, 60)) if left <= n < before]
            if not mode.running:
                self._ask.say("Time. Enter ticks it:")
            elif marks:
                self._ask.say(f"{clock(min(marks) / 60)} left")

    def _pick(self, menu: Menu) -> None:
        names = "; ".join(f"{i.letter} {i.words}" for i in menu.items)
        said = self._ask.line(f"{menu.title}: {names}. Enter: none of them.")
        found = understood.item(said, menu.items)
        if not said or said.lower() == "back":
            self._press("escape")
        elif found is None:
            near = understood.near(said, menu.items)
            self._io.out(f"{said[:60]} is not understood" + (f"; did you mean {near}?" if near else "."))
        else:
            self._press(found.letter)

    def _effort(self, mode: EffortAsk) -> None:
        said = self._ask.line(f"{mode.title} 0 rest, 5 hard, 10 as hard as can be. Enter: not said.")
        if not said:
            self._press("enter")
        elif said in {str(n) for n in range(11)} or said.lower() == "x":
            self._press("x" if said == "10" else said.lower())
        else:
            self._io.out(f"{said[:60]} is not understood: 0 to 10, or Enter.")


def _through(mode: StepsMode) -> bool:
    """Whether no step of the list is left to do."""
    return set(mode.now.ids) <= {*mode.host.ticked(), *mode.skipped}


def _help(mode: StepsMode) -> str:
    rows = ["Enter or done ticks the step, and on a ticked one takes the tick back.", "next, back, skip: go on."]
    if mode.item is not None and mode.item.count is not None:
        rows.append("start counts down, pause stops the clock; what is left is said each minute, at 0:30 and at 0:10.")
    others = [p.name for p in mode.host.parts() if p.use != mode.now.use]
    if others:
        rows.append(f"other: go to the next list ({', '.join(others)}).")
    rows.append("add, drop, earlier, later, minutes: change the list.")
    rows.append("undo takes the last change back, redo makes it again.")
    rows += [f"{n}. {i.picked.step.name}{_state(mode, i)}" for n, i in enumerate(mode.now.items, 1)]
    return "\n".join((*rows, "leave or q ends it; ticks are kept, and the next time goes on at the first open step."))


def _state(mode: StepsMode, item: Item) -> str:
    return ", done" if item.id in mode.host.ticked() else ", skipped" if item.id in mode.skipped else ""
