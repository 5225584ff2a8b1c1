"""The modes of a page that take all keys for a while: a menu of letters, a line of text, a text to scroll through.

Each is a small state with one method for a key and one for its picture. They refuse to know what a choice means: they
are given functions to call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Protocol, runtime_checkable

from planner.core.typed import typed
from planner.core.values import dataclass, field
from planner.tui.frame import Line, cells, length, wrap


class Mode(Protocol):
    """What takes the keys instead of the page."""

    @property
    def title(self) -> str:
        """What is being asked, in one line."""
        ...

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """Keys and words for the hint bar."""
        ...

    def key(self, key: str) -> bool:
        """Take a key; False when the mode is over."""
        ...

    def lines(self, width: int, height: int) -> list[Line]:
        """What it shows in its part of the screen; empty when its title says it all."""
        ...


@runtime_checkable
class Counting(Protocol):
    """A mode in which seconds pass."""

    @property
    def wants_ticks(self) -> bool:
        """Whether it wants to be told the time each second."""
        ...

    def tick(self, now: float) -> bool:
        """Hear the time, in seconds from any start; True when the picture has changed."""
        ...

    def ring(self) -> bool:
        """Whether a countdown has ended since this was asked last."""
        ...


@runtime_checkable
class Lettered(Protocol):
    """A mode in which keys that are commands elsewhere mean something else."""

    def owns(self, key: str) -> bool:
        """Whether a key means something of the mode's own: it is typed, or chooses."""
        ...


def owns(mode: Mode, key: str) -> bool:
    """Whether a key, help's or quit's, is a mode's own; else it does there what it does everywhere."""
    return isinstance(mode, Lettered) and mode.owns(key)


def counting(mode: object) -> Counting | None:
    """The mode when it is one in which seconds pass."""
    return mode if isinstance(mode, Counting) else None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of a menu."""

    letter: str
    words: str
    value: str
    group: str = ""
    """A heading that it stands under."""


@dataclass(kw_only=True)
class Menu:
    """Letters to choose by: one and done, or several until Enter."""

    title: str
    items: Sequence[Item]
    pick: Callable[[str], None]
    """Is given the value."""
    many: bool = False
    chosen: Callable[[], Sequence[str]] = field(default=lambda: ())
    """The values that are on, in a menu of several."""
    say: Callable[[str], None] = field(default=lambda _: None)
    top: int = 0

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What ends it."""
        return (("letter", "on or off"), ("Enter", "done")) if self.many else (("letter", "choose"), ("Esc", "back"))

    def key(self, key: str) -> bool:
        """A letter picks; Esc ends it, in a menu of several Enter too; arrows scroll."""
        if key == "escape" or (self.many and key == "enter"):
            return False
        if key in ("up", "down"):
            self.top = max(0, self.top + (1 if key == "down" else -1))
            return True
        item = next((i for i in self.items if i.letter == key), None)
        if item is None:
            self.say(f"{key if len(key) == 1 else key.capitalize()} is none of these")
            return True
        self.pick(item.value)
        return self.many

    def owns(self, key: str) -> bool:
        """Its letters are its own."""
        return any(item.letter == key for item in self.items)

    def size(self, width: int) -> int:
        """How many lines it takes in one column."""
        return len(self._rows(width))

    def lines(self, width: int, height: int) -> list[Line]:
        """The items, in two columns when one is too short, scrolled when two are."""
        rows = self._rows(width)
        if len(rows) <= height:
            return rows
        half = width // 2 - 1
        if half >= 24:
            rows = self._rows(half)
            deep = self._split(rows, height)
            if deep <= height:
                both = zip_longest(rows[:deep], rows[deep:], fillvalue=())
                return [(*a, (" " * (half + 2 - length(a)), ""), *b) for a, b in both]
            rows = self._rows(width)
        self.top = min(self.top, max(0, len(rows) - height + 1))
        more = len(rows) - self.top - (height - 1)
        shown = rows[self.top : self.top + height - 1]
        return [*shown, ((f"{more} more lines: down" if more > 0 else "up for the lines above", "dim"),)]

    @staticmethod
    def _split(rows: Sequence[Line], height: int) -> int:
        """Where the second of two columns begins: at the heading nearest the middle, if both then fit."""
        half = -(-len(rows) // 2)
        heads = [n for n, row in enumerate(rows) if row[0][1] == "head" and max(n, len(rows) - n) <= height]
        return min(heads, key=lambda n: abs(n - half), default=half)

    def _rows(self, width: int) -> list[Line]:
        rows: list[Line] = []
        group = ""
        on = self.chosen()
        for item in self.items:
            if item.group != group:
                group = item.group
                rows.append(((group, "head"),))
            mark = ("[x] " if item.value in on else "[ ] ") if self.many else ""
            style = "bold" if item.value in on else ""
            for n, row in enumerate(wrap(f"{mark}{item.words}", width - 3, style=style)):
                rows.append(((f"{item.letter}  " if n == 0 else "   ", "key" if n == 0 else ""), *row))
        return rows


@dataclass(kw_only=True)
class TextLine:
    """A line to type into."""

    title: str
    done: Callable[[str], str | None]
    """Is given the text; gives what is wrong with it, or None."""
    text: str = ""
    help: str = ""
    limit: int = 500
    wrong: str = ""
    at: int = -1
    """Where the caret is, in characters; -1 at the end."""
    keeps_form: bool = False
    """Whether the page's own rows stay in sight where there is one column."""

    def __post_init__(self) -> None:
        if self.at < 0:
            self.at = len(self.text)

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What ends it."""
        return (("Enter", "done"), ("Esc", "back"), ("ctrl+u", "clear"))

    def key(self, key: str) -> bool:
        """Type, move, delete; Enter hands the text over and ends it when the text is good."""
        if key == "escape":
            return False
        if key == "enter":
            self.wrong = self.done(typed(self.text)) or ""
            return bool(self.wrong)
        self.wrong = ""
        before, after = self.text[: self.at], self.text[self.at :]
        if key == "backspace":
            before = before[:-1]
        elif key == "delete":
            after = after[1:]
        elif key == "ctrl+u":
            before = ""
        elif key == "ctrl+w":
            before = before[: before.rstrip().rfind(" ") + 1]
        elif key in ("left", "right"):
            self.at = min(max(self.at + (1 if key == "right" else -1), 0), len(self.text))
            return True
        elif key in ("home", "ctrl+a", "end", "ctrl+e"):
            self.at = 0 if key in ("home", "ctrl+a") else len(self.text)
            return True
        elif len(key) == 1 and key.isprintable():
            before += key
        self.text, self.at = (before + after)[: self.limit], min(len(before), self.limit)
        return True

    def owns(self, key: str) -> bool:
        """Every sign is typed."""
        return len(key) == 1

    @property
    def about(self) -> str:
        """What help says of it."""
        return self.help

    def paste(self, text: str) -> None:
        """Put a pasted text in at the caret: its first line, without control characters."""
        first = next((row for row in text.splitlines() if row.strip()), "")
        for c in first:
            if c.isprintable():
                self.key(c)

    def lines(self, width: int, height: int) -> list[Line]:
        """The text with its caret, what is wrong with it, and how to write it."""
        room = max(width - 3, 5)
        start = max(0, self.at - room + 1)
        while cells(self.text[start : self.at]) > room - 1:
            start += 1
        before, under = self.text[start : self.at], self.text[self.at : self.at + 1] or " "
        rows: list[Line] = [(("> ", "key"), (before, "bold"), (under, "caret"), (self.text[self.at + 1 :], "bold"))]
        if self.wrong:
            rows += [(), *wrap(self.wrong, width, style="error")]
        if self.help:
            rows += [(), *wrap(self.help, width, style="dim")]
        return rows


@dataclass(kw_only=True)
class Scroll:
    """A text longer than its place, to be read line by line."""

    title: str
    make: Callable[[int], list[Line]]
    """Is given the width; gives all lines."""
    ends: tuple[str, ...] = ()
    """Keys beside Esc that close it: the one that opened it."""
    top: int = 0
    _rest: int = 0

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """How to move and to leave."""
        return (("up down", "move"), ("Esc", "back"))

    def key(self, key: str) -> bool:
        """Arrows, vim keys and pages move; Esc and Enter close."""
        if key in ("escape", "enter", *self.ends):
            return False
        step = {
            "down": 1,
            "j": 1,
            "up": -1,
            "k": -1,
            "pagedown": 10,
            " ": 10,
            "pageup": -10,
            "home": -9999,
            "end": 9999,
        }
        self.top = min(max(0, self.top + step.get(key, 0)), self._rest)
        return True

    def lines(self, width: int, height: int) -> list[Line]:
        """The lines that fit, and how many are below."""
        rows = self.make(width)
        self._rest = max(0, len(rows) - height + 1) if len(rows) > height else 0
        self.top = min(self.top, self._rest)
        if len(rows) <= height:
            return rows
        below = len(rows) - self.top - height + 1
        foot = f"{below} more lines: down" if below > 0 else "the end; up goes back"
        return [*rows[self.top : self.top + height - 1], ((foot, "dim"),)]


@dataclass(kw_only=True)
class ModeHelp(Scroll):
    """What the keys of a mode do, over that mode, which goes on as it was."""

    of: Mode
    back: Callable[[Mode], None]
    """Is given the mode to go on with."""

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """How to move, and that the key that opened it closes it."""
        return (*super().hints, *((key, "back") for key in self.ends))

    def owns(self, key: str) -> bool:
        """The key of help closes it again."""
        return key in self.ends

    def key(self, key: str) -> bool:
        """Move, or go back."""
        if not super().key(key):
            self.back(self.of)
        return True


def help_of(mode: Mode, everywhere: Sequence[tuple[str, str]], back: Callable[[Mode], None], key: str) -> ModeHelp:
    """The help of a mode; `everywhere` are keys and words that count in all of them, `key` is what opened it."""

    def make(width: int) -> list[Line]:
        hints = [*mode.hints, *everywhere]
        column = max(cells(name) for name, _ in hints) + 2
        rows: list[Line] = []
        for name, words in hints:
            first, *more = wrap(words, max(width - column - 1, 8))
            rows += [((f" {name:{column}}", "key"), *first), *(((" " * (column + 1), ""), *row) for row in more)]
        if isinstance(mode, TextLine) and mode.about:
            rows += [(), *wrap(mode.about, width)]
        return rows

    return ModeHelp(title=f"Keys of: {mode.title}", make=make, ends=(key,), of=mode, back=back)
