"""What every screen has: the bar of pages on top, the prompt, status and hint lines at the bottom, the body in between.

It lays out lines; it refuses to know any one page's content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, Protocol, TypeVar

from planner.core.days import Planned
from planner.core.runtext import words as run_words
from planner.core.settings import Settings
from planner.core.units import from_km, to_km
from planner.core.values import replace
from planner.tui.commands import COMMANDS, Keymap
from planner.tui.frame import EMPTY, Frame, Line, Span, cells, cut, fit, frame, length, wrap
from planner.tui.modes import Menu, Mode, TextLine, owns

SMALLEST: Final = (40, 12)
"""Columns and rows below which nothing sensible fits."""
WIDE: Final = 76
"""Columns from which the body has two columns."""
LARGE: Final = 110
"""Columns from which a list or a text stands beside the page and not in its place."""
PAGES: Final = ("morning", "done", "history", "trends", "shoes", "week")
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Hint = tuple[str, str, int]
"""A key, its words, and its rank: the highest is dropped first, 0 never."""


def day_words(on: date) -> str:
    """A date as screens write it, in English whatever the locale: `Mon 23 Nov`."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def session_words(plan: Planned, units: str) -> str:
    """A session as screens write it: the run language, distances to one decimal."""
    km = plan.km
    return run_words(plan if km is None else replace(plan, km=to_km(round(from_km(km, units), 1), units)), units)


def whole_words(text: str, width: int) -> str:
    """The first words of a text that fit, none of them cut but one longer than all the room."""
    words = text.split()
    while len(words) > 1 and cells(" ".join(words)) > width:
        words.pop()
    return cut(" ".join(words), width)


def asking(mode: Mode, width: int, room: int) -> list[Line]:
    """A mode in its part of the screen: what it asks, on as many lines as that takes, then what it shows."""
    title = wrap(mode.title, width, style="head bold")
    return [*title, *mode.lines(width, room - len(title))]


def asked(mode: Mode, width: int) -> Line:
    """What a mode asks, in the prompt; where that does not fit, how it is answered: the question stands above."""
    words = mode.title
    if cells(words) + 2 > width:
        words = (
            "By letter" if isinstance(mode, Menu) else "Type it, then Enter" if isinstance(mode, TextLine) else words
        )
    return (("> ", "key"), (words, "bold"))


def whole(row: Line, width: int) -> Line:
    """A line whose longest text is shortened to what fits: whole sentences, else whole parts, else whole words."""
    if length(row) <= width or not row:
        return row
    at = max(range(len(row)), key=lambda n: cells(row[n][0]))
    text, style = row[at]
    room = width - length(row) + cells(text)
    for end in (". ", "; ", ", ", " (", " "):
        parts = text.split(end)
        stop = end.strip() if end == ". " else ""
        while len(parts) > 1 and cells(end.join(parts)) + len(stop) > room:
            parts.pop()
        kept = end.join(parts)
        if kept.strip() and cells(kept) <= room:
            return (*row[:at], (kept + stop, style), *row[at + 1 :])
    return row


def too_small(width: int, height: int) -> Frame | None:
    """The one line for a terminal that is too small, or None."""
    if width >= SMALLEST[0] and height >= SMALLEST[1]:
        return None
    words = f"Make this window larger: {SMALLEST[0]}x{SMALLEST[1]}"
    return frame(width, height, [((words if width >= len(words) else "Larger, please", "bold"),)])


def top(page: str, on: date, width: int, keymap: Keymap) -> Line:
    """The bar of pages: the date, and each page with its key in brackets; where that is too long, the others by key."""
    spans: list[Span] = [(f" {day_words(on)}  ", "bar bold")]
    shown = PAGES if page in PAGES else (*PAGES, page)
    names = [(p, COMMANDS[f"app.{p}"].words.capitalize()) for p in shown if f"app.{p}" in COMMANDS]
    room = width - cells(spans[0][0])
    tabs: list[Span] = []
    for name, words in names:
        key = keymap.key(f"app.{name}")
        text = f"[{key}]{words[1:]}" if words[:1] == key else f"{words}[{key}]" if key else words
        tabs.append((f" {text} ", "bar on" if name == page else "bar"))
    if length(tuple(tabs)) > room:
        keys = [keymap.key(f"app.{name}") for name, _ in names]
        tabs = [
            (t if s == "bar on" else f" {key} ", s) for (t, s), key in zip(tabs, keys, strict=True) if key or "on" in s
        ]
    if length(tuple(tabs)) > room:
        tabs = [(t, s) for t, s in tabs if s == "bar on"]
    for text, style in tabs:
        spans += [(" ", "bar"), (text.strip(), style), (" ", "bar")]  # what is underlined is the word
    return fit(tuple(spans), width, "bar")


def mode_hints(mode: Mode, keymap: Keymap) -> list[Hint]:
    """The hints of a mode: the key that leaves it, help and quit are never dropped.

    Where the letters of these two are the mode's own they stand behind the key that leaves it.
    """
    keys = [key for key, _ in mode.hints]
    way_out = "Esc" if "Esc" in keys else "Enter"
    both = [id for id in ("app.help", "app.quit") if keymap.key(id) not in keys]
    later = [id for id in both if owns(mode, keymap.keys(id)[0])]
    then = ", ".join(f"{keymap.key(id)} {COMMANDS[id].words}" for id in later)
    hints = [(key, f"{words}: {then}" if key == way_out and then else words) for key, words in mode.hints]
    now = [(keymap.key(id), COMMANDS[id].words, 0) for id in both if id not in later]
    kept = way_out, keymap.key("app.help")
    return [*((key, words, 0 if key in kept else n) for n, (key, words) in enumerate(hints, 1)), *now]


def command_hints(keymap: Keymap, ids: Iterable[str]) -> list[Hint]:
    """The hints of commands, those without a key left out."""
    return [(keymap.key(id), COMMANDS[id].words, COMMANDS[id].rank) for id in ids if keymap.keys(id)]


def hint_bar(hints: Sequence[Hint], width: int) -> Line:
    """Keys with their words: what does not fit is dropped whole, the highest rank first, rank 0 never."""
    kept = list(hints)
    while len(kept) > 1 and _hint_width(kept) > width:
        worst = max(range(len(kept)), key=lambda n: (kept[n][2], n))
        if kept[worst][2] == 0:
            break
        del kept[worst]
    spans: list[Span] = []
    for key, words, _ in kept:
        spans += [(f" {key}", "key"), (f" {words} ", "dim")]
    return tuple(spans)


def _hint_width(hints: Sequence[Hint]) -> int:
    return sum(cells(key) + cells(words) + 3 for key, words, _ in hints)


def screen(
    *,
    width: int,
    height: int,
    head: Line,
    body: Sequence[Line],
    prompt: Line,
    status: Line,
    hints: Sequence[Hint],
    cursor: tuple[int, int] | None = None,
    ascii: bool = False,
) -> Frame:
    """A whole frame: head, body, prompt, status, hints."""
    rows = list(body[: height - 4])
    rows += [EMPTY] * (height - 4 - len(rows))
    foot = [fit(whole(prompt, width), width), fit(whole(status, width), width, "bar")]
    foot.append(fit(hint_bar(hints, width), width))
    return frame(width, height, [head, *rows, *foot], cursor=cursor, ascii=ascii)


Cursor = tuple[int, int] | None
"""Column and row in the body."""


class Shown(Protocol):
    """What every page has that is drawn."""

    name: str
    on: date
    settings: Settings
    keymap: Keymap


P = TypeVar("P", bound=Shown)


def drawn(
    page: P,
    size: tuple[int, int],
    *,
    body: Callable[[P, int, int], tuple[Sequence[Line], Cursor]],
    prompt: Callable[[P, int], Line],
    status: Callable[[P, int], Line],
    hints: Callable[[P], Sequence[Hint]],
) -> Frame:
    """A page's frame: the parts that it gives in the places where every page has them; the body is asked first."""
    width, height = size
    small = too_small(width, height)
    if small is not None:
        return small
    rows, cursor = body(page, width, height - 4)
    return screen(
        width=width,
        height=height,
        head=top(page.name, page.on, width, page.keymap),
        body=rows,
        prompt=prompt(page, width),
        status=status(page, width),
        hints=hints(page),
        cursor=None if cursor is None else (cursor[0], cursor[1] + 1),
        ascii=page.settings.ascii,
    )
