"""The picture of step mode: the step in full, its clock, and the list that it stands in.

It shows what the mode says and computes nothing of its own.
"""

from __future__ import annotations

from math import ceil
from typing import Final

from planner.core.units import clock
from planner.core.walk import Item
from planner.tui.frame import EMPTY, Line, cells, cut, wrap
from planner.tui.steps_mode import StepsMode

BAR: Final = 20
"""Cells of the bar of a countdown."""
LEAST: Final = 6
"""And where there is little room."""


def lines(mode: StepsMode, width: int, height: int) -> list[Line]:
    """The step in full, its clock, and the list around it as far as there is room."""
    if mode.menu is not None:
        return mode.menu.lines(width, height)
    item = mode.item
    if item is None:
        return wrap("No steps for today.", width)
    rows = _step(mode, item, width)
    below = [EMPTY, *_list(mode, width)]
    if len(rows) + len(below) <= height:
        return [*rows, *below]
    room = height - len(rows) - 1
    return [*rows, EMPTY, *_around(mode, width, room)][:height] if room >= 2 else rows[:height]


def _step(mode: StepsMode, item: Item, width: int) -> list[Line]:
    p = item.picked
    mark = "[x] " if item.id in mode.host.ticked() else "[-] " if item.id in mode.skipped else ""
    rows = [*wrap(f"{mark}{p.step.name}", width, style="head bold"), *wrap(p.dose, width, style="bold")]
    if item.count is not None:
        rows.append(_countdown(mode, item, width))
    if p.caution:
        rows += wrap(p.caution[:1].upper() + p.caution[1:], width, style="warn")
    if p.step.how:
        rows += [EMPTY, *wrap(p.step.how, width)]
    rows += [EMPTY, *wrap(f"Why: {p.because}", width, style="dim")]
    if p.step.note:
        rows += wrap(p.step.note, width, style="dim")
    return rows


def _countdown(mode: StepsMode, item: Item, width: int) -> Line:
    count = item.count or 0
    left = float(count) if mode.left is None else mode.left
    sets = f"  a set; {item.sets} of them" if item.sets > 1 else ""
    state = "running" if mode.running else "Space starts" if mode.left is None else "over" if not left else "paused"
    bar = min(max(width - cells(state + sets) - 10, LEAST), BAR)
    used = int(bar * (count - left) / count) if count else bar
    spans = (f"{clock(ceil(left) / 60):>6} ", "bold"), (f"[{'■' * used}{'·' * (bar - used)}] ", "answer")
    words = state + sets if cells(state + sets) <= width - bar - 10 else state
    return (*spans, (words, "dim"))


def _list(mode: StepsMode, width: int) -> list[Line]:
    lit, ticked = mode.item, mode.host.ticked()
    rows: list[Line] = []
    for n, item in enumerate(mode.now.items, 1):
        box = "[x]" if item.id in ticked else "[-]" if item.id in mode.skipped else "[ ]"
        here = lit is not None and item.id == lit.id
        text = cut(f"{box} {n} {item.picked.step.name}", width - 2)
        rows.append(((">" if here else " ", "key"), (text, "bold" if here else "dim")))
    return rows


def _around(mode: StepsMode, width: int, room: int) -> list[Line]:
    rows = _list(mode, width)
    first = max(0, min(mode.at - room // 2, len(rows) - room))
    return rows[first : first + room]
