"""The picture of the history page: months or a list on the left, the day under the cursor on the right.

It shows what the page says and computes nothing of its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from planner.core import when
from planner.core.duplicates import duplicates
from planner.core.filter import pains, unlisted
from planner.core.sites import place
from planner.core.summary import Summary
from planner.core.trends import week_start
from planner.core.units import from_km
from planner.core.words import sign, verdict_word
from planner.tui.commands import COMMANDS
from planner.tui.finder import Finder
from planner.tui.finding import WEEK, SearchLine
from planner.tui.frame import EMPTY, Frame, Line, Span, beside, cells, cut, fit, flow, wrap
from planner.tui.history_page import FIRST, LAST, HistoryPage
from planner.tui.modes import Menu, Scroll, TextLine
from planner.tui.screens import day_detail
from planner.tui.screens.parts import LARGE, WEEKDAYS, WIDE, Hint, asked, asking, drawn, mode_hints

SUM: Final = 6
"""Cells of a week's kilometres."""
LEGEND: Final = "+ run  ~ modified  x cross  - rest  ? no advice  . nothing"
DAY: Final = timedelta(days=1)


def draw(page: HistoryPage, width: int, height: int) -> Frame:
    """The frame of the page at a size."""
    return drawn(page, (width, height), body=_body, prompt=_prompt, status=_status, hints=_hints)


def _body(page: HistoryPage, width: int, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    mode = page.mode
    wide = width >= WIDE
    there = isinstance(mode, Scroll) and width >= LARGE
    if isinstance(mode, (Scroll, Finder, Menu)) and not there:
        return asking(mode, width - 1, room), None
    left_width = min(max(width * 9 // 16, 46), 72) if wide else width
    above: list[Line] = []
    if isinstance(mode, TextLine):
        above = [((mode.title, "head bold"),), *mode.lines(left_width - 2, 6), EMPTY]
        if page.find.wrong and not mode.wrong:
            above[2:2] = wrap(page.find.wrong, left_width - 2, style="warn")
    space = room - len(above)
    as_list = page.view == "list" or isinstance(mode, SearchLine)
    shown, cursor = _list(page, left_width - 1, space) if as_list else _months(page, left_width - 1, space)
    left = [*above, *shown]
    at = None if cursor is None else (cursor[0], cursor[1] + len(above))
    if wide:
        right_width = width - left_width - 3
        title = when.words(page.at, page.look.today)
        right = asking(mode, right_width, room) if mode and there else _detail(page, title, right_width, room)
        return beside(left, right, width=width, at=left_width, height=room), at
    rest = room - len(left) - 1
    if rest > 1:
        left = [*left, EMPTY, *_detail(page, when.words(page.at, page.look.today), width - 1, rest)]
    return left, at


def _detail(page: HistoryPage, title: str, width: int, room: int) -> list[Line]:
    rows = [((title, "head bold"),), *day_detail.lines(page.day, page.settings, width, page.twice.words)]
    if len(rows) <= room:
        return rows
    key = page.keymap.key("history.open")
    return [*rows[: room - 1], ((f"{len(rows) - room + 1} more lines: {key}", "dim"),)]


# The calendar.


def _months(page: HistoryPage, width: int, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    """As many months as fit, the cursor's last; in a small window a line a week."""
    cell = min((width - SUM - 1) // WEEK, 8)
    tall = room >= 14
    blocks = [_month(page, page.at, cell, tall)]
    first = page.at.replace(day=1)
    used = len(blocks[0][0])
    while tall and first > FIRST + WEEK * DAY * 5:
        first = (first - DAY).replace(day=1)
        block = _month(page, first, cell, tall)
        if used + len(block[0]) + 3 > room:
            break
        blocks.insert(0, block)
        used += len(block[0]) + 1
    rows: list[Line] = []
    cursor = None
    for n, (lines, at) in enumerate(blocks):
        rows += [EMPTY] if n else []
        cursor = (at[0], at[1] + len(rows)) if at is not None else cursor
        rows += lines
    legend = flow(LEGEND.split("  "), width, style="dim")
    return [*rows, *(legend if len(rows) + len(legend) <= room else [])], cursor


def _month(page: HistoryPage, of: date, cell: int, tall: bool) -> tuple[list[Line], tuple[int, int] | None]:
    first = of.replace(day=1)
    start = _week(page, first)
    end = (first + 31 * DAY).replace(day=1) - DAY
    page.rows.read(max(start, FIRST), min(_week(page, end) + WEEK * DAY, LAST))
    names = "".join(f"{WEEKDAYS[(start + n * DAY).weekday()][:2]:>{cell}}" for n in range(WEEK))
    rows: list[Line] = [
        ((f" {when.month(first)}", "head bold"),),
        ((names, "dim"), (f"{page.settings.units:>{SUM}}", "dim")),
    ]
    cursor = None
    while start <= end:
        days = [start + n * DAY for n in range(WEEK)]
        km = page.rows.km(start)
        total = "" if km is None else f"{from_km(km, page.settings.units):.0f}"
        if page.at in days and page.at.month == first.month:
            cursor = (days.index(page.at) * cell, len(rows))
        numbers: list[Span] = []
        signs: list[Span] = []
        for day in days:
            inside = day.month == first.month
            here = day == page.at and inside
            number = f"[{day.day}]" if here else f"{day.day} " if tall else str(day.day)
            mark, text, style = _cell(page, day)
            style = "row bold" if here else style if inside else "dim"
            if tall:
                numbers.append((f"{number:>{cell}}", "row bold" if here else "" if inside else "dim"))
                signs.append((f"{mark + f'{text:>{3 if len(text) < 4 else 4}}':>{cell}}", style))
            else:
                shown = f"{number}{mark}"
                signs.append((f"{shown:>{cell}}", style))
        if tall:
            rows.append(tuple(numbers))
        rows.append((*signs, (f"{total:>{SUM}}", "bold")))
        start += WEEK * DAY
    return rows, cursor


def _week(page: HistoryPage, day: date) -> date:
    return week_start(day, page.settings.first_day)


def _cell(page: HistoryPage, day: date) -> tuple[str, str, str]:
    """A day's sign, what was done, and its style."""
    row = page.rows.row(day) if FIRST <= day <= LAST else None
    if row is None:
        if day in page.look.broken():
            return "!", "", "error"
        return ("." if day <= page.look.today else " "), "", "dim"
    style = "" if row.rung is None else f"sign_{row.rung.word}"
    return _sign(row), _amount(row, page.settings.units), style


def _sign(row: Summary) -> str:
    if row.rung is not None:
        return sign(row.rung)[1]
    return "?" if row.done or row.checked_in else " "


def _amount(row: Summary, units: str) -> str:
    """What was done, in at most three or four cells: kilometres, minutes with ', s for strength."""
    twice = "?" if duplicates(row.done) else ""
    if row.km:
        return f"{from_km(row.km, units):.0f}{twice}"
    minutes = sum(done.minutes or 0.0 for done in row.done if done.kind in ("run", "cross"))
    if minutes:
        return f"{minutes:.0f}'{twice}"
    return f"s{twice}" if any(done.kind == "strength" for done in row.done) else twice


# The list.


def _list(page: HistoryPage, width: int, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    dates = page.find.listed(page.at, room - 1)
    if dates:
        page.rows.read_all(dates)
    rows: list[Line] = [((_head(page), "head bold"),)]
    cursor = None
    for day in dates:
        line = _entry(page, day, width)
        if day == page.at:
            cursor = (0, len(rows))
            line = fit(line, width, "row")
        rows.append(line)
    return rows, cursor


def _head(page: HistoryPage) -> str:
    search = page.find.search
    if search is None:
        return "Days with an entry, the latest first"
    count = len(search.found)
    words = f"{count:,} day{'' if count == 1 else 's'}"
    if not (search.done and page.look.fresh):
        return f"{words} found so far"
    own = [] if count else unlisted(page.find.query)
    return f"{words} found" + (f"; {own[0]} is no listed site" if own else "")


def _entry(page: HistoryPage, day: date, width: int) -> Line:
    row = page.rows.row(day)
    year = "" if day.year == page.look.today.year else f" {day.year}"
    name = f"{WEEKDAYS[day.weekday()]} {day.day:2} {when.MONTHS[day.month - 1][:3].capitalize()}{year}"
    if row is None:
        broken = day in page.look.broken()
        return ((f" {name:16}", "dim"), ("cannot be read" if broken else "nothing", "error" if broken else "dim"))
    style = "" if row.rung is None else f"sign_{row.rung.word}"
    words = cut(", ".join(_words(row, page.settings.units)), max(width - 24, 8))
    return (
        (f" {name:16}", "dim"),
        (f"{_sign(row)} ", style),
        (f"{_amount(row, page.settings.units):>4}  ", "bold"),
        (words, ""),
    )


def _words(row: Summary, units: str) -> list[str]:
    found = [d.session or "run" if d.kind == "run" else d.kind for d in row.done]
    found += ["entered twice?"] if duplicates(row.done) else []
    if not found and row.planned:
        found = [f"planned: {row.planned[0].kind or 'easy'}"]
    worst: dict[tuple[str, str | None], int] = {}
    for site, side, score in pains(row):  # of the morning and of what was done, as filters compare it
        worst[site, side] = max(score, worst.get((site, side), 0))
    found += [f"{place(*where).removeprefix('your ')} {score}" for where, score in worst.items() if score]
    found += [flag.replace("_", " ") for flag in row.flags or ()]
    return found


# The lines below.


def _prompt(page: HistoryPage, width: int) -> Line:
    if page.mode is not None:
        return asked(page.mode, width)
    if page.find.search is not None:
        return (("> ", "key"), (f"Only {page.find.query}", "bold"), ("   Esc: all days", "dim"))
    long = " {history.open} opens the day, {history.edit} fills in or edits its morning, {history.done} what was done"
    short = " {history.open} opens the day, {history.edit} its morning, {history.done} done"
    words = page.keymap.fill(long)
    return ((words if cells(words) < width else page.keymap.fill(short), "dim"),)


def _status(page: HistoryPage, width: int) -> Line:
    return ((" " + _said(page), ""),)


def _said(page: HistoryPage) -> str:
    """What was said last; of a day under the cursor, also what it was."""
    name = when.words(page.at, page.look.today)
    if page.message and page.message != name:
        return page.message
    row = page.rows.row(page.at)
    if row is None:
        return name
    advice = [verdict_word(row.rung).lower()] if row.rung is not None else []
    return f"{name}: {', '.join([*advice, *_words(row, page.settings.units)])}"


def _hints(page: HistoryPage) -> list[Hint]:
    if page.mode is not None:
        return mode_hints(page.mode, page.keymap)
    keymap = page.keymap
    ids = ("app.help", "app.quit", "history.open", "history.search", "history.edit", "history.done", "history.list")
    more = ("history.date", "history.today", "history.next", "history.before", "history.after", "history.remove")
    rows = [(keymap.key(id), COMMANDS[id].words, COMMANDS[id].rank) for id in (*ids, *more)]
    if page.twice.words:
        rows += [(keymap.key(id), COMMANDS[id].words, 1) for id in ("history.merge", "history.both")]
    if page.undo.any:
        rows.insert(2, (keymap.key("app.undo"), "undo", 1))
    return rows
