"""The picture of the shoes page: the pairs on the left, all that is known of the lit one on the right; when narrow, it
stands below.

It shows what the page says and computes nothing of its own.
"""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import Final

from planner.core import pairs as looked
from planner.core.days import Planned
from planner.core.pairs import Pair
from planner.core.units import amount, distance, duration
from planner.tui.commands import COMMANDS
from planner.tui.frame import EMPTY, Frame, Line, beside, cells, cut, fit, wrap
from planner.tui.modes import Menu, ModeHelp, TextLine
from planner.tui.screens import shoes_over
from planner.tui.screens.parts import (
    MONTHS,
    WIDE,
    Hint,
    asked,
    asking,
    day_words,
    drawn,
    mode_hints,
    session_words,
    whole_words,
)
from planner.tui.shoes_page import ShoesPage

BAR: Final = 10
"""Cells of the bar of a pair."""
DATE: Final = 13
"""Cells of a run's date."""
RUN: Final = 50
"""Cells of a run where months stand beside the runs."""
LARGE: Final = 150
"""Columns from which they do."""
LEAST: Final = 4
"""Lines under which the runs in a pair are not begun."""


def draw(page: ShoesPage, width: int, height: int) -> Frame:
    """The frame of the page at a size."""
    return drawn(page, (width, height), body=_body, prompt=_prompt, status=_status, hints=_hints)


def _status(page: ShoesPage, width: int) -> Line:
    return ((("* " if page.unsaved else " ") + (page.message or _count(page)), ""),)


def _body(page: ShoesPage, width: int, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    mode = page.mode
    wide = width >= WIDE
    there = isinstance(mode, (Menu, TextLine)) or (wide and isinstance(mode, ModeHelp))
    if mode is not None and not there:
        return asking(mode, width - 1, room), None
    left = min(max(width // 2, 44), 60) if wide else width
    rows, cursor = _list(page, left - 1)
    if wide:
        for part in shoes_over.under_list(page, left - 1):
            rows += [EMPTY, *part] if len(rows) + len(part) < room else []
    space = width - left - 3 if wide else width - 1
    about = asking(mode, space, room) if mode else _about(page, space)
    if isinstance(mode, TextLine) and wide and page.pair is not None:
        about += [EMPTY, *_about(page, space)]
    left_over = room - len(about) - (0 if wide else len(rows) + 1)
    if width >= LARGE and page.pair is not None and not isinstance(mode, Menu):
        runs, months = _outings(page, RUN, left_over), shoes_over.months(page, space - RUN - 2, left_over)
        about += [(*fit(a, RUN + 2), *b) for a, b in zip_longest(runs, months, fillvalue=EMPTY)]
    elif not isinstance(mode, Menu):
        about += _outings(page, space, left_over)
    if wide:
        rows, cursor = _around(rows, cursor, room)
        return beside(rows, about, width=width, at=left, height=room), cursor
    keep = max(room - len(about) - 1, 4)
    rows, cursor = _around(rows, cursor, min(keep, len(rows)))
    return [*rows, EMPTY, *about], cursor


def _around(rows: list[Line], cursor: tuple[int, int] | None, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    """The rows that fit, the lit one among them."""
    if len(rows) <= room or cursor is None:
        return rows[:room], cursor
    first = max(0, min(cursor[1] - room // 2, len(rows) - room))
    return rows[first : first + room], (cursor[0], cursor[1] - first)


def _list(page: ShoesPage, width: int) -> tuple[list[Line], tuple[int, int] | None]:
    rows: list[Line] = []
    cursor: tuple[int, int] | None = None
    if not page.rows and not page.broken:
        add = page.keymap.key("shoes.add")
        rows += wrap(f"No pair yet. {add} adds one: type its name, then Enter.", width)
        return rows, None
    for pair in page.rows:
        retired = pair.shoe.retired is not None
        words = "Retired" if retired else "In use"
        if not any(row and row[0] == (words, "head bold") for row in rows):
            rows += [EMPTY] if rows else []
            rows.append(((words, "head bold"),))
        here = pair is page.pair
        row = _row(page, pair, here, width)
        if here:
            cursor = (0, len(rows))
            row = fit(row, width, "row")
        rows.append(row)
    return rows, cursor


def _row(page: ShoesPage, pair: Pair, here: bool, width: int) -> Line:
    units, shoe = page.settings.units, pair.shoe
    mark = (">", "key") if here else (" ", "")
    if shoe.retired is not None:
        said = distance(pair.worn.km, units) if pair.worn.km is not None else ""
        name = max(width - cells(said) - 2, 8)
        return (mark, (f"{cut(shoe.name, name):{name}}", "dim"), (said, "dim"))
    span = max(cells(_of_limit(p, units)) for p in page.rows if p.shoe.retired is None)
    name = max(width - BAR - span - 3, 10)
    style = "warn" if pair.warnings else ""
    label = (f"{cut(shoe.name, name):{name}}", "bold" if here else "")
    return (mark, label, (f" {_of_limit(pair, units):>{span}} ", style), *_bar(page, pair))


def _of_limit(pair: Pair, units: str) -> str:
    km = "?" if pair.worn.km is None else amount(pair.worn.km, units)
    return f"{km} of {distance(pair.shoe.limit_km, units)}"


def _bar(page: ShoesPage, pair: Pair) -> Line:
    """How much of the limit is used; dots alone where the kilometres were never said."""
    full, rest = ("#", ".") if page.settings.ascii else ("█", "·")
    used = 0 if pair.share is None else min(int(pair.share * BAR), BAR)
    return ((full * used, "warn" if pair.warnings else "answer"), (rest * (BAR - used), "dim"))


def _about(page: ShoesPage, width: int) -> list[Line]:
    """All that is known of the pair under the cursor."""
    pair = page.pair
    if pair is None:
        return wrap(page.explain(), width, style="dim") if not page.broken else wrap(page.broken, width, style="error")
    shoe, units = pair.shoe, page.settings.units
    rows = [*wrap(shoe.name, width, style="head bold"), *wrap(_done(pair, units), width)]
    for warning in pair.warnings:
        rows += wrap(warning.words[:1].upper() + warning.words[1:], width, style="warn")
    odd = looked.odd(pair, units)
    if odd and not pair.warnings:
        rows += wrap(odd[:1].upper() + odd[1:], width, style="warn")
    if not pair.warnings and pair.forecast and shoe.retired is None:
        rows += wrap(f"At its limit in the week of {_date(pair.forecast)} as you run now", width)
    facts = [f"for {', '.join(shoe.terrain)}" if shoe.terrain else "for any ground"]
    facts += [f"role {shoe.role}"] if shoe.role else []
    facts += ["very different from your others"] if shoe.very_different else []
    rows += wrap(_first(facts), width)
    dates = [f"added {_date(shoe.added)}"] if shoe.added else []
    dates += [f"retired {_date(shoe.retired)}: for past days only"] if shoe.retired else []
    rows += wrap(_first(dates), width) if dates else []
    rows += wrap(f"Note: {shoe.note}", width) if shoe.note else []
    if pair.schedule:
        rows += [EMPTY, (("Breaking it in", "head bold"),)]
        stage = pair.stage(page.on)
        for outing in pair.schedule:
            lit = outing is stage
            rows += wrap(outing.words, width, first="> " if lit else "  ", style="bold" if lit else "dim")
    return rows


def _outings(page: ShoesPage, width: int, room: int) -> list[Line]:
    """The last runs in the lit pair, as many as there is room for."""
    found = page.outings(room - 2) if room > LEAST else []
    rows: list[Line] = [EMPTY, (("Runs in it", "head bold"),)] if found else []
    for on, done in found:
        session = Planned(kind=done.session, km=done.km, climb_m=done.climb_m, terrain=done.terrain)
        minutes = f", {duration(done.minutes)}" if done.minutes else ""
        words = session_words(session, page.settings.units)
        words += minutes if cells(words + minutes) <= width - DATE else ""
        rows.append(((f" {day_words(on)}".ljust(DATE), "dim"), (whole_words(words, width - DATE), "")))
    return rows


def _done(pair: Pair, units: str) -> str:
    shoe, worn = pair.shoe, pair.worn
    if worn.km is None:
        km = "Its kilometres were never said"
    else:
        km = f"{distance(worn.km, units)} of {distance(shoe.limit_km, units)}, {pair.share or 0:.0%}"
    km += f"; {distance(shoe.start_km, units)} at the start" if shoe.start_km else ""
    runs = f"{worn.outings} run{'' if worn.outings == 1 else 's'} here"
    last = f", last worn {day_words(worn.last)} {worn.last.year}" if worn.last else ""
    return f"{km}; {runs}{last}"


def _first(parts: list[str]) -> str:
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def _date(on: date | None) -> str:
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}" if on else ""


def _count(page: ShoesPage) -> str:
    used = sum(p.shoe.retired is None for p in page.rows)
    return f"{used} pair{'' if used == 1 else 's'} in use."


def _prompt(page: ShoesPage, width: int) -> Line:
    if page.mode is not None:
        return asked(page.mode, width)
    return ((" " + page.pair.shoe.name, "bold"),) if page.pair else (("", ""),)


def _hints(page: ShoesPage) -> list[Hint]:
    if page.mode is not None:
        return mode_hints(page.mode, page.keymap)
    ids = ["app.help", "shoes.add", "app.quit"]
    retired = False
    if page.pair is not None:
        retired = page.pair.shoe.retired is not None
        ids += ["shoes.retire", "shoes.start", "shoes.limit", "shoes.terrain", "shoes.role", "app.undo"]
        ids += ["shoes.different", "shoes.rename", "shoes.comment"]
    ids.append("app.morning")
    words = {"shoes.retire": "bring back" if retired else "retire"}
    return [(page.keymap.key(id), words.get(id, COMMANDS[id].words), COMMANDS[id].rank) for id in ids]
