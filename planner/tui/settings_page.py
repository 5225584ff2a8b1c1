"""The settings: one row for each, changed in place, saved at once and in force at once.

Pure and synchronous like every page. It refuses to know files; a value that the file may not have comes back refused
and is asked again as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from planner.core.settings import Profile, Settings
from planner.desk import Desk
from planner.storage import settings as settings_file
from planner.storage.problems import Problem
from planner.tui import setting_rows as rows
from planner.tui.away_rows import all_rows
from planner.tui.commands import Keymap
from planner.tui.effects import SaveSettings
from planner.tui.key_rows import key_rows
from planner.tui.modes import TextLine
from planner.tui.page import BasePage
from planner.tui.setting_rows import Row, Values
from planner.tui.undo import Undo

ABOUT: Final = (
    "left and right go through the choices of a row, {settings.edit} types or takes the next one, {settings.remove} "
    "takes a value out: not said. Everything is optional, saved at once, and {app.undo} brings it back. Your file "
    "keeps its comments."
)
PAGE: Final = 10
"""Rows that page keys go."""
State = tuple[int, Settings]
"""What undo brings back: the row, and the settings as they were."""
Turn = Callable[[Undo[State], State], State | None]


class SettingsPage(BasePage):
    """All settings, and a cursor on one of them."""

    name = "settings"
    about = (ABOUT,)

    def __init__(
        self,
        *,
        on: date,
        settings: Settings,
        keymap: Keymap,
        problems: Sequence[Problem] = (),
        file: str = "settings.toml",
        first_time: bool = False,
        ladders: Iterable[tuple[str, str]] = (),
        lines: Mapping[str, int] | None = None,
    ) -> None:
        """`problems` are those of the settings file, `file` its name; `first_time`: there is no such file yet;
        `ladders` are the ids and names of the ways back, `lines` tell where each key stands in the file.
        """
        super().__init__(on=on, settings=settings, keymap=keymap)
        self.problems, self.file, self.first_time = tuple(problems), file, first_time
        self.rows = (*all_rows(ladders, settings, on), *key_rows())
        self._lines = lines or {}
        self.at = 0
        self.undo: Undo[State] = Undo()
        self.turn: Turn | None = None
        """The step through the undo that is being saved; None when it is a change."""
        self._asked: tuple[Row, str] | None = None
        """What was typed last: if it is refused it is asked again."""

    @property
    def row(self) -> Row:
        """The row under the cursor."""
        return self.rows[self.at]

    def origin(self, row: Row) -> tuple[str, str]:
        """Where a row's value comes from, in a word and in a sentence: `yours`, `shipped`, or nothing when not said."""
        line = self._lines.get(row.key)
        if line is not None:
            return "yours", f"Yours: {self.file}, line {line}."
        if row.key == "ascii" and self.settings.ascii:
            return "asked", "Asked for at this start, by --ascii or PLANNER_ASCII."
        if not rows.value(row, self.settings, self.on) or row.choices[:1] == rows.YES_NO[:1]:
            return "", "Not said: nothing is assumed."
        return "shipped", f"Shipped: {self.file} has no line for it."

    def explain(self) -> str:
        """The row under the cursor in plain words."""
        return f"{self.row.label}: {self.row.why} {self.origin(self.row)[1]}"

    def take(self, key: str) -> bool:
        """Page keys, home and end go further than the arrows."""
        step = {"pageup": -PAGE, "pagedown": PAGE, "home": -len(self.rows), "end": len(self.rows)}.get(key)
        if step is not None:
            self._move(step)
        return step is not None

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """The page's commands by verb."""
        return {
            "edit": self._edit,
            "remove": self._remove,
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
            "left": lambda: self._step(-1),
            "right": lambda: self._step(1),
            "undo": lambda: self._restore(Undo.back, "Undone"),
            "redo": lambda: self._restore(Undo.forth, "Done again"),
        }

    def adopt(self, before: object) -> None:
        """Stand on the same row; what was in force before can be brought back."""
        if isinstance(before, SettingsPage):
            self.at, self.undo = before.at, before.undo
            if before.turn is None and before.settings != self.settings:
                self.undo.push((before.at, before.settings))

    def inherit(self, before: object) -> None:
        """What was changed can be undone while the settings are as they were left."""
        if isinstance(before, SettingsPage) and before.settings == self.settings:
            self.undo = before.undo

    def failed(self, message: str) -> None:
        """Hear that it was not saved: what was typed is asked again with what is wrong, an undo is taken back."""
        super().failed(message)
        if self.turn is not None:
            (Undo.forth if self.turn is Undo.back else Undo.back)(self.undo, (self.at, self.settings))
        elif self._asked is not None:
            row, text = self._asked
            self._ask(row, text, wrong=(message.splitlines() or [""])[0])
        self._asked = None

    def _move(self, by: int) -> None:
        self.at = min(max(self.at + by, 0), len(self.rows) - 1)
        self._asked = None
        self.message = ""

    def _step(self, by: int) -> None:
        row = self.row
        if not row.choices:
            self.say(f"{self.keymap.key('settings.edit')} types it: {row.sample}")
            return
        now = rows.value(row, self.settings, self.on)
        at = next((n for n, (_, words) in enumerate(row.choices) if words == now), 0)
        code, words = row.choices[(at + by) % len(row.choices)]
        try:
            self._save(rows.chosen(row, code, self.settings, self.on), f"{row.label}: {words}.")
        except rows.NotUnderstood as error:
            self.say(f"{row.label}: {error}")

    def _edit(self) -> None:
        row = self.row
        if row.choices:
            self._step(1)
        else:
            self._ask(row, rows.value(row, self.settings, self.on))

    def _ask(self, row: Row, text: str, wrong: str = "") -> None:
        def done(typed: str) -> str | None:
            try:
                values = self._read(row, typed)
            except rows.NotUnderstood as error:
                return str(error)
            self._asked = row, typed
            self._save(values, self._told(row, typed))
            return None

        help = f"{row.why} Write it like: {row.sample}. Empty = not said."
        self.enter(TextLine(title=row.label, text=text, done=done, help=help, limit=200, wrong=wrong))

    def _read(self, row: Row, typed: str) -> Values:
        if not typed:
            return rows.nothing(row, self.settings)
        return row.parse(typed, self.settings, self.on) if row.parse else {row.key: typed}

    def _told(self, row: Row, typed: str) -> str:
        if row.key == "person.born" and typed.isdigit() and Profile(born=int(typed)).is_minor(self.on):
            return "Kept. These rules are for adults: they were made from studies of grown runners."
        return f"{row.label}: {typed or 'not said'}."

    def _remove(self) -> None:
        self._asked = None
        try:
            self._save(rows.nothing(self.row, self.settings), f"{self.row.label}: as when it was never said.")
        except rows.NotUnderstood as error:
            self.say(f"{self.row.label}: {error}")

    def _save(self, values: Values, message: str) -> None:
        self.turn = None
        self.effect(SaveSettings(values=values, message=message))

    def _restore(self, turn: Turn, word: str) -> None:
        found = turn(self.undo, (self.at, self.settings))
        if found is None:
            self.say("Nothing there")
            return
        at, then = found
        self.turn, self._asked = turn, None
        values = rows.difference(self.settings, then, self.rows)
        self.effect(SaveSettings(values=values, message=f"{word}: {self.rows[at].label}."))
        self.at = at


def make(desk: Desk, keymap: Keymap, on: date | None = None) -> SettingsPage:
    """The page of the settings as their file says now."""
    settings = desk.settings
    name = desk.places.short(desk.places.settings)
    return SettingsPage(
        on=desk.today(),
        settings=settings,
        keymap=keymap,
        problems=[p for p in desk.problems if p.file == name],
        file=name,
        first_time=desk.first_time,
        lines=settings_file.lines(desk.places),
        ladders=[(ladder.id, ladder.name) for ladder in desk.routines.ladders.values()],
    )
