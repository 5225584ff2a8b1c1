"""Every command that a key can give: its id, its keys, its words, where it counts. The one list that keys, hints, help
and the palette are made from.

It knows names and keys, and how a runner's own keys change them. It refuses to know what a command does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from planner.core.values import dataclass

ALIASES: Final = {"ctrl+j": "enter", "ctrl+m": "enter", "ctrl+i": "tab", "ctrl+h": "backspace", "return": "enter"}
"""Names under which terminals send the same key; Enter typed before the program is up arrives as ctrl+j."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something that a key does on a page."""

    id: str
    """`page.verb`; `app.verb` counts on every page."""
    keys: tuple[str, ...]
    words: str
    """As the hint bar and the help say it, one to three words."""
    rank: int = 5
    """The hint bar drops the highest first; 0 is never dropped."""

    @property
    def page(self) -> str:
        """The page it belongs to, or `app`."""
        return self.id.partition(".")[0]


def _commands() -> Iterable[Command]:
    rows = (
        ("app.help", "?", "help", 0),
        ("app.quit", "q", "quit", 0),
        ("app.undo", "u", "undo", 4),
        ("app.redo", "U", "redo", 7),
        ("app.palette", ":", "find a command", 8),
        ("app.morning", "M", "Morning", 9),
        ("app.done", "D", "Done", 9),
        ("app.history", "H", "History", 9),
        ("app.trends", "T", "Trends", 9),
        ("app.shoes", "S", "Shoes", 9),
        ("app.week", "W", "Week", 9),
        ("app.settings", ",", "settings", 9),
        ("app.up", "up,k,shift+tab", "up", 10),
        ("app.down", "down,j,tab", "down", 10),
        ("app.left", "left,h", "less", 10),
        ("app.right", "right,l", "more", 10),
        ("morning.save", "enter", "save", 1),
        ("morning.yesterday", "y", "as yesterday", 3),
        ("morning.edit", "e", "edit run", 2),
        ("morning.words", "E", "type run", 6),
        ("morning.note", "n", "note", 6),
        ("morning.reasons", "r", "reasons", 5),
        ("morning.warm_up", "w", "steps", 5),
        ("morning.way_back", "b", "way back", 7),
        ("morning.away", "v", "away", 8),
        ("morning.strength", "s", "strength done", 5),
        ("morning.signs", "!", "warning signs", 6),
        ("morning.first", "f", "first questions", 8),
        ("done.save", "enter", "save", 1),
        ("done.as_planned", "y", "as planned", 2),
        ("done.not_run", "n", "not run", 4),
        ("done.edit", "e", "edit", 3),
        ("done.words", "E", "type it", 6),
        ("done.another", "a", "add a session", 6),
        ("done.note", "N", "note", 7),
        ("done.warm_up", "w", "steps", 5),
        ("done.strength", "s", "strength done", 5),
        ("done.pair", "p", "shoes", 4),
        ("done.merge", "m", "make it one", 8),
        ("done.both", "b", "keep both", 8),
        ("history.open", "enter", "open the day", 1),
        ("history.search", "/", "search", 1),
        ("history.edit", "e", "edit morning", 2),
        ("history.done", "d", "what was done", 3),
        ("history.remove", "x,delete", "delete", 4),
        ("history.list", "c", "calendar or list", 3),
        ("history.today", ".", "today", 5),
        ("history.date", "g", "go to a date", 5),
        ("history.next", "n", "next entry", 6),
        ("history.previous", "p", "entry before", 6),
        ("history.before", "[,pageup", "month before", 7),
        ("history.after", "],pagedown", "month after", 7),
        ("history.merge", "m", "make it one", 8),
        ("history.both", "b", "keep both", 8),
        ("history.year_before", "{", "year before", 8),
        ("history.year_after", "}", "year after", 8),
        ("trends.table", "v", "as a table", 1),
        ("shoes.add", "a", "add a pair", 1),
        ("shoes.retire", "r", "retire or bring back", 2),
        ("shoes.start", "s", "km at the start", 3),
        ("shoes.limit", "l", "limit", 3),
        ("shoes.terrain", "t", "terrain", 4),
        ("shoes.role", "o", "role", 5),
        ("shoes.different", "v", "very different", 6),
        ("shoes.rename", "e", "rename", 6),
        ("shoes.comment", "n", "note", 6),
        ("week.edit", "e,enter", "edit plan", 1),
        ("week.move", "m", "move a session", 2),
        ("week.template", "t", "every week's plan", 3),
        ("week.open", "o", "open the day", 5),
        ("week.today", ".", "today", 6),
        ("week.before", "[,pageup", "week before", 7),
        ("week.after", "],pagedown", "week after", 7),
        ("settings.edit", "enter,e", "change", 1),
        ("settings.remove", "delete,backspace", "not said", 3),
        ("morning.remove", "delete,backspace", "take back", 8),
    )
    for id, keys, words, rank in rows:
        yield Command(id=id, keys=tuple(keys.split(",")) if keys != "," else (",",), words=words, rank=rank)


COMMANDS: Final = {c.id: c for c in _commands()}
SPECIAL: Final = {
    "enter": "Enter",
    "escape": "Esc",
    "up": "up",
    "down": "down",
    "left": "left",
    "right": "right",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "delete": "Del",
    "backspace": "Backspace",
    " ": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def shown(key: str) -> str:
    """A key as screens write it: `Enter`, `?`, `up`."""
    return SPECIAL.get(key, key)


class Keymap:
    """Which key gives which command, the runner's own keys put over the shipped ones."""

    def __init__(
        self, own: Mapping[str, tuple[str, ...]] | None = None, commands: Mapping[str, Command] = COMMANDS
    ) -> None:
        """`own`: command id -> keys, as `keys.keymap` makes them from `[keys]` of the settings, checked."""
        said = own or {}
        self._keys = {c.id: said.get(c.id, c.keys) for c in commands.values()}
        self._commands = commands

    def command(self, page: str, key: str) -> str | None:
        """The id of the command that a key gives on a page; the page's own come before the ones for all."""
        for owner in (page, "app"):
            for id, keys in self._keys.items():
                if key in keys and id.startswith(f"{owner}."):
                    return id
        return None

    def keys(self, id: str) -> tuple[str, ...]:
        """The keys of a command as they are now."""
        return self._keys[id]

    def key(self, id: str) -> str:
        """The first key of a command as screens write it; empty when it has none."""
        keys = self._keys[id]
        return shown(keys[0]) if keys else ""

    def fill(self, text: str) -> str:
        """A text with each `{page.verb}` in it replaced by the key that gives it now."""
        head, *parts = text.split("{")
        return head + "".join(self.key(id) + rest for id, _, rest in (part.partition("}") for part in parts))

    def of(self, page: str) -> list[Command]:
        """The commands that count on a page, the page's own first."""
        own = [c for c in self._commands.values() if c.page == page]
        return own + [c for c in self._commands.values() if c.page == "app"]
