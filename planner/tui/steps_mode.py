"""Step mode: one step a screen, with how and why, a countdown where the step has seconds, ticks that are kept.

A mode of a page. It is told the lists, the ticks and, while it counts, the time; it asks its page to keep what changes.
It refuses to know files, clocks and rules; it makes no sound by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import ceil
from string import ascii_letters
from typing import Final, Protocol

from planner.core import walk
from planner.core.routines import Step
from planner.core.units import clock
from planner.core.values import dataclass, field
from planner.core.walk import STRENGTH, Item, Part
from planner.tui.frame import Line
from planner.tui.modes import Item as Choice
from planner.tui.modes import Menu

LETTERS: Final = " tsad[]muUnjlbkh"
"""Keys that do something here."""
MINUTES: Final = (3, 5, 8, 10, 15, 20)
"""That may be all there is for a list."""


class Host(Protocol):
    """What the mode needs of its page."""

    def parts(self) -> Sequence[Part]:
        """The lists as they are now."""
        ...

    def ticked(self) -> Collection[str]:
        """The ids of the steps that were done."""
        ...

    def tick(self, id: str, message: str) -> bool:
        """Keep a step as done, or as not done after all; False, and it was said why, when there is no place for it."""
        ...

    def arrange(self, part: Part, ids: Sequence[str], message: str) -> None:
        """Keep another list of steps."""
        ...

    def addable(self, part: Part) -> Sequence[Step]:
        """What may be added to a list."""
        ...

    def strength_done(self) -> None:
        """Keep the strength session, and ask how hard it was."""
        ...

    def undo(self, *, ahead: bool = False) -> None:
        """Take the last change back, or with `ahead` make it again."""
        ...

    def say(self, message: str) -> None:
        """Say something in the status line."""
        ...


@dataclass(kw_only=True)
class StepsMode:
    """Where the runner is in the steps of the day."""

    host: Host
    part: str
    """The use of the list that is shown."""
    ends: tuple[str, ...] = ()
    """Keys beside Esc that leave it: the one that opened it."""
    at: int = 0
    left: float | None = None
    """Seconds still to go on this step; None = not started."""
    running: bool = False
    menu: Menu | None = None
    skipped: set[str] = field(default_factory=set)
    _then: float | None = None
    _rang: bool = False
    _over: bool = False
    """The list was gone through just now."""

    def __post_init__(self) -> None:
        self.at = self._next_open(0)

    # What there is to see.

    @property
    def now(self) -> Part:
        """The list that is shown; another when it has lost its last step."""
        found = {p.use: p for p in self.host.parts()}
        return found.get(self.part) or next(iter(found.values()), Part(use=self.part, items=()))

    @property
    def item(self) -> Item | None:
        """The step that is shown."""
        items = self.now.items
        return items[min(self.at, len(items) - 1)] if items else None

    @property
    def title(self) -> str:
        """Which list, and how far."""
        if self.menu is not None:
            return self.menu.title
        part = self.now
        done = sum(id in self.host.ticked() for id in part.ids)
        return f"{part.name}, step {min(self.at, len(part.ids) - 1) + 1} of {len(part.ids)}, {done} done"

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What the keys do here; the first ones matter most."""
        if self.menu is not None:
            return self.menu.hints
        item = self.item
        hints = [("Esc", "leave"), ("Enter", "done")]
        if item is not None and item.count is not None:
            hints.append(("Space", "pause" if self.running else "start"))
        hints += [("n", "next"), ("b", "back"), ("s", "skip")]
        hints += [("Tab", "other list")] if len(self.host.parts()) > 1 else []
        if self.now.use != STRENGTH:
            hints += [("a", "add"), ("d", "drop"), ("[ ]", "move"), ("m", "minutes")]
        return tuple(hints)

    # Keys and time.

    @property
    def wants_ticks(self) -> bool:
        """Whether it wants to be told the time each second."""
        return self.running

    def tick(self, now: float) -> bool:
        """Hear the time, in seconds from any start; True when the picture has changed."""
        if not self.running or self.left is None:
            return False
        before = ceil(self.left)
        if self._then is not None:
            self.left = max(0.0, self.left - max(0.0, now - self._then))
        self._then = now
        if self.left <= 0.0:
            self.running, self._then, self._rang = False, None, True
            self.host.say("Time. Enter ticks it")
        return ceil(self.left) != before or not self.running

    def ring(self) -> bool:
        """Whether a countdown has ended since this was asked last."""
        rang, self._rang = self._rang, False
        return rang

    def owns(self, key: str) -> bool:
        """Its letters are its own, and those of a list that is open."""
        return self.menu.owns(key) if self.menu is not None else key in LETTERS

    def key(self, key: str) -> bool:
        """Take a key; False when the mode is over."""
        if self.menu is not None:
            if not self.menu.key(key):
                self.menu = None
            return True
        if key in ("escape", *self.ends):
            return False
        if key == "enter" and self._over:  # one Enter too many at the end takes no tick back
            return False
        if key in ("enter", "t"):
            return self._tick_off()
        moves: dict[str, Callable[[], None]] = {
            " ": self._start_or_pause,
            "s": self._skip,
            "tab": self._other_list,
            "a": self._add,
            "d": self._drop,
            "[": lambda: self._shift(-1),
            "]": lambda: self._shift(1),
            "m": self._minutes,
        }
        moves |= dict.fromkeys(("n", "right", "down", "j", "l"), lambda: self._go(1))
        moves |= dict.fromkeys(("b", "left", "up", "k", "h"), lambda: self._go(-1))
        if key in moves:
            moves[key]()
        elif key in ("u", "U"):
            self.host.undo(ahead=key == "U")
            self._keep_in_list()
        else:
            self.host.say(f"{key} does nothing here; Esc leaves, Enter ticks the step")
        return True

    def _go(self, by: int) -> None:
        self._stand(min(max(self.at + by, 0), max(len(self.now.items) - 1, 0)))

    def _stand(self, at: int) -> None:
        """Stand on a step with its clock not started."""
        self.at, self.left, self.running, self._then, self._over = at, None, False, None, False
        self.host.say("")

    def _next_open(self, start: int) -> int:
        """The next step that is neither done nor skipped, from one on and then from the top."""
        ids = self.now.ids
        done = {*self.host.ticked(), *self.skipped}
        order = [*range(start, len(ids)), *range(start)]
        return next((n for n in order if ids[n] not in done), max(len(ids) - 1, 0))

    def _tick_off(self) -> bool:
        item = self.item
        if item is None:
            return False
        name = item.picked.step.name
        if item.id in self.host.ticked():
            self.host.tick(item.id, f"{name}: not done.")
            return True
        if not self.host.tick(item.id, f"{name}: done."):
            return True
        return self._after(f"{name}: done.")

    def _skip(self) -> None:
        item = self.item
        if item is not None:
            self.skipped.add(item.id)
            self._after(f"{item.picked.step.name}: skipped.")

    def _after(self, message: str) -> bool:
        """Go to the next open step; where there is none, say so or close the strength session."""
        part = self.now
        ticked = set(self.host.ticked())
        if set(part.ids) <= ticked | self.skipped:
            if part.use == STRENGTH and set(part.ids) & ticked:
                self.host.strength_done()
                return False
            self._stand(self.at)
            more = ", Tab goes on" if len(self.host.parts()) > 1 else ""
            self.host.say(f"{message} {part.name} is through{more}; Enter leaves")
            self._over = True
            return True
        self._stand(self._next_open(self.at))
        then = self.item
        self.host.say(f"{message} Next: {then.picked.step.name}." if then else message)
        return True

    def _start_or_pause(self) -> None:
        item = self.item
        if item is None or item.count is None:
            self.host.say("Nothing to count here: Enter ticks it")
            return
        self.running = not self.running
        self._then = None
        if self.running and not self.left:
            self.left = float(item.count)
        self.host.say("" if self.running else f"Paused at {clock(ceil(self.left or 0) / 60)}")

    def _other_list(self) -> None:
        uses = [p.use for p in self.host.parts()]
        if len(uses) > 1:
            self.part = uses[(uses.index(self.now.use) + 1) % len(uses)]
            self._stand(self._next_open(0))

    def _keep_in_list(self) -> None:
        self.part = self.now.use
        self.at = min(self.at, max(len(self.now.items) - 1, 0))
        self.left, self.running, self._then, self._over = None, False, None, False

    # The list itself.

    def _may_change(self) -> bool:
        if self.now.use == STRENGTH:
            self.host.say("The strength exercises go together: s skips one, routines.toml changes them")
        return self.now.use != STRENGTH

    def _drop(self) -> None:
        part, item = self.now, self.item
        if item is None or not self._may_change():
            return
        ids = tuple(id for id in part.ids if id != item.id)
        if not ids:
            self.host.say("It is the only step left: s skips it, Esc leaves")
            return
        self.host.arrange(part, ids, f"{item.picked.step.name} is out; u brings it back")
        self._keep_in_list()

    def _shift(self, by: int) -> None:
        part, item = self.now, self.item
        if item is None or not self._may_change():
            return
        ids = walk.moved(part.ids, item.id, by)
        if ids != part.ids:
            self.host.arrange(part, ids, f"{item.picked.step.name} is step {ids.index(item.id) + 1} now")
            self.at = ids.index(item.id)

    def _add(self) -> None:
        part = self.now
        if not self._may_change():
            return
        found = {s.id: s for s in self.host.addable(part)}
        if not found:
            self.host.say("No other step of the book fits today")
            return

        def pick(id: str) -> None:
            at = min(self.at + 1, len(part.ids))
            self.host.arrange(part, (*part.ids[:at], id, *part.ids[at:]), f"{found[id].name} is in; u takes it out")
            self._stand(at)

        steps = zip(ascii_letters, found.values(), strict=False)
        items = [Choice(letter=k, words=f"{s.name}, {s.dose}", value=s.id) for k, s in steps]
        self.menu = Menu(title=f"Add to the {part.name.lower()}", items=items, pick=pick, say=self.host.say)

    def _minutes(self) -> None:
        part = self.now
        if not self._may_change():
            return

        def pick(minutes: str) -> None:
            ids = walk.in_time(part, float(minutes))
            if ids == part.ids:
                self.host.say(f"All of it fits into {minutes} min")
                return
            out = len(part.ids) - len(ids)
            self.host.arrange(part, ids, f"{out} step{'s' if out > 1 else ''} out for {minutes} min; u brings back")
            self._stand(self._next_open(0))

        steps = zip(ascii_letters, MINUTES, strict=False)
        items = [Choice(letter=k, words=f"{n} min", value=str(n)) for k, n in steps]
        name = part.name.lower()
        self.menu = Menu(title=f"Minutes there are for the {name}", items=items, pick=pick, say=self.host.say)

    def lines(self, width: int, height: int) -> list[Line]:
        """The step in full, its clock, and the list around it as far as there is room."""
        from planner.tui.screens.steps import lines

        return lines(self, width, height)
