"""What wide screens show of pairs over time: each week by pair, each month of the lit one, what the page is about.

It shows what the page says and computes nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.core.units import from_km
from planner.core.wear_over import by_month, outside
from planner.tui.commands import COMMANDS
from planner.tui.frame import EMPTY, Line, cells, cut, wrap
from planner.tui.screens.parts import MONTHS
from planner.tui.shoes_page import WEEKS, ShoesPage

FROM: Final = 9
"""Cells of the day that a week begins on."""
NAME: Final = 12
"""Cells of a pair's name over its weeks."""
LEAD: Final = 26
"""Cells of a month before its bar."""
RUNS: Final = 400
"""Runs in a pair that are looked back on: two years and more."""
NONE: Final = "·"
KEYS: Final = ("add", "retire", "start", "limit", "terrain", "role", "different", "rename", "comment")


def under_list(page: ShoesPage, width: int) -> Iterator[list[Line]]:
    """What stands under the list, each part whole or not at all."""
    if page.pair is None:
        return
    yield _weeks(page, width)
    yield _keys(page)
    yield [(("What is counted", "head bold"),), *wrap(page.explain(), width, first=" ", style="dim")]


def _weeks(page: ShoesPage, width: int) -> list[Line]:
    """The last ten weeks, a column for the lit pair and for those that were worn; what else was run under `other`."""
    weeks, units = page.weeks(WEEKS), page.settings.units
    worn = {id for _, sums in weeks for id in sums}
    shown = [p for p in page.rows if p.shoe.id in worn and p is not page.pair][: max((width - FROM) // NAME - 2, 0)]
    used = [p for p in page.rows if p in shown or p is page.pair]
    rest = outside(weeks, (p.shoe.id for p in used))
    heads: list[tuple[str, str]] = [
        (f"{cut(p.shoe.name, NAME - 1):>{NAME}}", "bold" if p is page.pair else "dim") for p in used
    ]
    heads += [(f"{'other':>{NAME}}", "dim")] if any(rest) else []
    rows: list[Line] = [((f"{units} a week, by pair", "head bold"),), ((" from".ljust(FROM), "dim"), *heads)]
    for (first, sums), other in zip(weeks, rest, strict=True):
        said = [(sums.get(p.shoe.id), p is page.pair) for p in used]
        said += [(other or None, False)] if any(rest) else []
        texts = [(_km(km, units), "answer" if lit and km else "" if km else "dim") for km, lit in said]
        name = f" {first.day:2} {MONTHS[first.month - 1]}".ljust(FROM)
        rows.append(((name, "dim"), *((f"{text:>{NAME}}", style) for text, style in texts)))
    return rows


def _km(km: float | None, units: str) -> str:
    return NONE if km is None else f"{from_km(km, units):.1f}"


def _keys(page: ShoesPage) -> list[Line]:
    """What may be said of a pair, and the key for it."""
    rows: list[Line] = [(("Keys", "head bold"),)]
    for verb in KEYS:
        command = COMMANDS[f"shoes.{verb}"]
        key = page.keymap.key(command.id)
        rows += [((f" {key:6}", "key"), (command.words, ""))] if key else []
    return rows


def months(page: ShoesPage, width: int, room: int) -> list[Line]:
    """The months of the lit pair, a bar each; nothing while it was never worn."""
    found = by_month(page.outings(RUNS), page.on, max(room - 2, 0))
    most = max((km for _, km, _ in found), default=0.0)
    if not most or width < LEAD + 4:
        return []
    units = page.settings.units
    bar = "#" if page.settings.ascii else "█"
    rows: list[Line] = [EMPTY, ((f"{units} a month in it", "head bold"),)]
    for first, km, count in found:
        name = f" {MONTHS[first.month - 1]} {first.year}"
        runs = f"{count} run{'' if count == 1 else 's'}" if count else ""
        said = f"{name:10}{from_km(km, units):>6.1f}  {runs}" if count else f"{name:10}{NONE:>6}"
        drawn = bar * round(km / most * (width - LEAD))
        rows.append(((said + " " * max(LEAD - cells(said), 0), "" if count else "dim"), (drawn, "answer")))
    return rows
