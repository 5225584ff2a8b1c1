"""Help and palette in one: every command with its real keys, narrowed while typing, Enter runs the one that is lit.

It knows commands and their words. It refuses to know what they do: it is given a function that runs one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from planner.core.values import dataclass
from planner.tui.commands import COMMANDS, Command, Keymap, shown
from planner.tui.frame import EMPTY, Line, beside, cells, fit, wrap

MOST_ABOUT = 12
"""Lines from which there is room for what the page itself takes."""
LARGE: Final = 100
"""Columns from which there is room beside the list."""
LIST: Final = 50
"""Cells of the list there."""
COLUMN: Final = 44
"""Cells of a column beside it, at least."""


@dataclass(kw_only=True)
class Finder:
    """A list of commands to look through."""

    title: str
    commands: Sequence[Command]
    keymap: Keymap
    run: Callable[[str], None]
    """Is given a command's id."""
    about: Sequence[str] = ()
    """Lines over the list while nothing is typed: what the page itself takes."""
    explain: str = ""
    """What a second `?` says: the line under the cursor in plain words."""
    typed: str = ""
    at: int = 0
    explained: bool = False

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What the keys do here."""
        explain = (self.keymap.key("app.help"), "explain this line")
        return (("type", "to narrow"), ("Enter", "run it"), explain, ("Esc", "back"))

    @property
    def found(self) -> list[Command]:
        """The commands whose words, id or key hold what was typed."""
        words = self.typed.lower().split()
        return [
            c
            for c in self.commands
            if all(w in f"{c.words} {c.id} {' '.join(self.keymap.keys(c.id))}".lower() for w in words)
        ]

    def key(self, key: str) -> bool:
        """Letters narrow, arrows move, Enter runs, Esc takes back what was typed and then closes."""
        if key == "escape":
            if self.explained or self.typed:
                self.explained, self.typed, self.at = False, "", 0
                return True
            return False
        if key in self.keymap.keys("app.help") and self.explain and not self.typed:
            self.explained = not self.explained
        elif key == "enter":
            found = self.found
            if found:
                self.run(found[min(self.at, len(found) - 1)].id)
            return False
        elif key in ("up", "down"):
            self.at = min(max(self.at + (1 if key == "down" else -1), 0), max(len(self.found) - 1, 0))
        elif key == "backspace":
            self.typed, self.at = self.typed[:-1], 0
        elif len(key) == 1 and key.isprintable():
            self.typed, self.at = (self.typed + key)[:40], 0
        return True

    def owns(self, key: str) -> bool:
        """Every sign narrows, and the key of help explains."""
        return len(key) == 1 or key in self.keymap.keys("app.help")

    def lines(self, width: int, height: int) -> list[Line]:
        """What was typed, the commands that fit around the lit one, and what the page takes; in a large window also
        more of the lit one and the keys of the other pages.
        """
        if self.explained:
            return [row for part in self.explain.split("\n") for row in wrap(part, width)][:height]
        if width < LARGE:
            return self._list(width, height)
        return beside(
            self._list(LIST, height), self._chart(width - LIST - 2, height), width=width, at=LIST, height=height
        )

    def _list(self, width: int, height: int) -> list[Line]:
        found = self.found
        rows: list[Line] = [(("> ", "key"), (self.typed, "bold"), (" ", "caret"))]
        if not self.typed and height >= MOST_ABOUT:
            for part in self.about:
                rows += wrap(part, width, first=" ", style="dim")
        if not found:
            return [*rows, ((" nothing is called that", "dim"),)][:height]
        room = height - len(rows)
        if len(found) > room:
            room -= 1
        first = max(0, min(self.at - room // 2, len(found) - room))
        keys = [", ".join(shown(k) for k in self.keymap.keys(c.id)) for c in found]
        column = max(len(k) for k in keys) + 2
        for n in range(first, min(first + room, len(found))):
            command, style = found[n], "row" if n == self.at else ""
            page = "" if command.page == "app" else f"  ({command.page})"
            if 1 + column + cells(command.words) + cells(page) > width:
                page = ""
            rows.append(
                (
                    (f" {keys[n]:{column}}", f"key {style}".strip()),
                    (command.words, style),
                    (page, f"dim {style}".strip()),
                )
            )
        below = len(found) - first - room
        if len(found) > room:
            rows.append(((f" {below} more: down" if below else " the end; up goes back", "dim"),))
        return rows

    def _chart(self, width: int, height: int) -> list[Line]:
        """In columns: the lit command and how to give it another key, then the keys of the other pages."""
        count = max(width // COLUMN, 1)
        each = width // count
        columns: list[list[Line]] = [[]]
        for block in self._blocks(each - 2):
            if columns[-1] and len(columns[-1]) + len(block) > height:
                if len(columns) == count:
                    continue
                columns.append([])
            columns[-1] += [*block, EMPTY]
        rows = zip_longest(*columns, fillvalue=EMPTY)
        return [tuple(span for part in row for span in fit(part, each)) for row in rows][:height]

    def _blocks(self, width: int) -> Iterator[list[Line]]:
        found = self.found
        if found:
            yield self._lit(found[min(self.at, len(found) - 1)], width)
        here = {c.page for c in self.commands}
        pages = dict.fromkeys(c.page for c in COMMANDS.values() if c.page not in here)
        for page in pages if not self.typed else ():
            own = [c for c in self.keymap.of(page) if c.page == page and self.keymap.keys(c.id)]
            keys = [", ".join(map(shown, self.keymap.keys(c.id))) for c in own]
            column = max(map(cells, keys)) + 2
            rows: list[Line] = [((f"On the page {COMMANDS[f'app.{page}'].words}", "head bold"),)]
            yield rows + [((f" {key:{column}}", "key"), (c.words, "")) for key, c in zip(keys, own, strict=True)]

    def _lit(self, command: Command, width: int) -> list[Line]:
        keys = ",".join(self.keymap.keys(command.id))
        rows: list[Line] = [((command.words, "head bold"),)]
        rows += wrap(f'Another key: in settings.toml under [keys], e.g. "{command.id}" = "{keys or "z"}"', width)
        if self.explain and not self.typed:
            rows += [EMPTY, (("The line under the cursor", "head bold"),)]
            rows += [row for part in self.explain.split("\n") if part for row in wrap(part, width)]
        return rows
