"""The picture of the settings: the rows on the left, on the right what the lit one is for, mistakes and keys.

It shows what the page says and computes nothing of its own.
"""

from __future__ import annotations

from planner.core.words import EDUCATION
from planner.tui.finder import Finder
from planner.tui.frame import EMPTY, Frame, Line, beside, cells, fit, wrap
from planner.tui.screens.parts import WIDE, Hint, asked, asking, command_hints, drawn, mode_hints, whole_words
from planner.tui.setting_rows import value
from planner.tui.settings_page import SettingsPage

LABEL = 20
"""Cells of a row's label."""


def draw(page: SettingsPage, width: int, height: int) -> Frame:
    """The frame of the page at a size."""
    return drawn(page, (width, height), body=_body, prompt=_prompt, status=_status, hints=_hints)


def _status(page: SettingsPage, width: int) -> Line:
    return ((" " + (page.message or _standing(page)), ""),)


def _standing(page: SettingsPage) -> str:
    """What the status line says by itself: how many mistakes the file has, and where the first one is."""
    count = len(page.problems)
    if not count:
        return "All of it optional, saved at once."
    line = next((p.line for p in page.problems if p.line), None)
    where = f", line {line}" if line else ""
    return f"{count} mistake{'s' if count > 1 else ''} in {page.file}{where}"


def _body(page: SettingsPage, width: int, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    mode = page.mode
    wide = width >= WIDE
    if mode is not None and (isinstance(mode, Finder) or not wide):
        return asking(mode, width - 1, room), None
    left = min(max(width * 9 // 16, 44), 64) if wide else width
    if not wide:
        why = _why(page, width - 1)
        why = why if len(why) + 6 <= room else _ways(page, width - 1)[: max(room - 6, 1)]
        rows, at = _rows(page, left, max(room - len(why) - 1, 5))
        return [*rows, EMPTY, *why][:room], (0, at)
    rows, at = _rows(page, left - 1, room)
    side = width - left - 3
    right = asking(mode, side, room) if mode is not None else [*_why(page, side), *_problems(page, side)]
    return beside(rows, right, width=width, at=left, height=room), None if mode else (0, at)


def _rows(page: SettingsPage, width: int, room: int) -> tuple[list[Line], int]:
    """The rows under their headings, those around the lit one where not all fit; and the line of the lit one."""
    rows: list[Line] = []
    at, group = 0, ""
    for n, row in enumerate(page.rows):
        if row.group != group:
            group = row.group
            rows.append(((group, "head bold"),))
        here = n == page.at
        if here:
            at = len(rows)
        said = value(row, page.settings, page.on)
        said = "" if said == "not said" else said
        shown = whole_words(said, width - LABEL - 2) if said else "not said"
        origin = page.origin(row)[0]
        room_left = width - LABEL - 3 - cells(shown)
        line: Line = (
            (">" if here else " ", "key"),
            (f"{row.label:{LABEL}}", "bold" if here else ""),
            (shown, "answer" if said else "dim"),
            (f"{origin:>{room_left}}" if cells(origin) < room_left else "", "dim"),
        )
        rows.append(fit(line, width, "row") if here else line)
    if len(rows) <= room:
        return rows, at
    first = max(0, min(at - room // 2, len(rows) - room))
    shown_rows = rows[first : first + room]
    for edge, more, words in ((0, first, "up"), (-1, len(rows) - first - room, "down")):
        if more:
            shown_rows[edge] = ((f" {more + 1} more: {words}", "dim"),)
    return shown_rows, at - first


def _why(page: SettingsPage, width: int) -> list[Line]:
    row = page.row
    rows: list[Line] = [((row.label, "head bold"),), *wrap(row.why, width)]
    return [*rows, *_ways(page, width), *wrap(page.origin(row)[1], width, style="dim")]


def _ways(page: SettingsPage, width: int) -> list[Line]:
    """How the lit row is changed."""
    row = page.row
    words = ", ".join(words for _, words in row.choices)
    said = f"left and right: {words}" if row.choices else f"{page.keymap.key('settings.edit')} types it: {row.sample}"
    return wrap(said, width, style="dim")


def _problems(page: SettingsPage, width: int) -> list[Line]:
    if not page.problems:
        words = f"All of it is kept in {page.file}, which you can edit too."
        return [EMPTY, *wrap(words, width, style="dim"), *wrap(EDUCATION, width, style="dim")]
    rows: list[Line] = [EMPTY, (("What is wrong in the file", "warn bold"),)]
    for problem in page.problems:
        rows += wrap(str(problem), width, first="- ", style="warn")
    return rows


def _prompt(page: SettingsPage, width: int) -> Line:
    if page.mode is not None:
        return asked(page.mode, width)
    words = "left or right changes it" if page.row.choices else f"{page.keymap.key('settings.edit')} types it"
    return (("> ", "key"), (f"{page.row.label}: {words}", "bold"))


def _hints(page: SettingsPage) -> list[Hint]:
    if page.mode is not None:
        return mode_hints(page.mode, page.keymap)
    ids = ("app.help", "settings.edit", "app.quit", "settings.remove", "app.undo", "app.morning", "app.week")
    return command_hints(page.keymap, ids)
