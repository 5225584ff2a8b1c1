"""The keys of every command as rows of the settings: what gives it now, and what was shipped.

It refuses to know files. A key that cannot be is refused here as the settings file's own check refuses it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from planner.core.settings import Settings
from planner.tui.commands import COMMANDS, Command, shown
from planner.tui.keys import check
from planner.tui.setting_rows import NotUnderstood, Row, Values

KEYS: Final = "Keys"
_WHERE: Final = {"app": "on every page", "morning": "in the morning", "done": "of what was done"}


def key_rows() -> tuple[Row, ...]:
    """A row for each command, in the order of the help."""
    return tuple(_row(command) for command in COMMANDS.values())


def _row(command: Command) -> Row:
    shipped = ", ".join(shown(key) for key in command.keys)
    where = _WHERE.get(command.page, f"on the page {command.page}")
    return Row(
        key=f"keys.{command.id}",
        group=KEYS,
        label=command.id,
        sample="z, f2 or ctrl+s; several with commas",
        parse=_parse(command.id),
        shown=_now(command),
        why=f"{command.words[:1].upper()}{command.words[1:]}, {where}. Shipped: {shipped}.",
    )


def _now(command: Command) -> Callable[[Settings, date], str]:
    def now(settings: Settings, on: date) -> str:
        return settings.keys.get(command.id) or ", ".join(shown(key) for key in command.keys)

    return now


def _parse(id: str) -> Callable[[str, Settings, date], Values]:
    def parse(text: str, settings: Settings, today: date) -> Values:
        refused = next((r for r in check({**settings.keys, id: text})[1] if r.id == id), None)
        if refused is not None:
            raise NotUnderstood(f"{refused.message}; {refused.fix}")
        return {f"keys.{id}": text}

    return parse
