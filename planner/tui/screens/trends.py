"""The picture of the trends page: strips of blocks, the change against the usual, episodes, the scorecard; or a table.

It shows what the page says and computes nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from planner.core import scorecard, when
from planner.core import units as show
from planner.core.episodes import words as episode_words
from planner.core.sites import place
from planner.core.trends import METRICS, RANGES, Change, Strip, Trends, a_week, total
from planner.tui.commands import COMMANDS
from planner.tui.frame import EMPTY, Frame, Line, cells, wrap
from planner.tui.screens.parts import Hint, asked, asking, drawn, mode_hints
from planner.tui.trends_page import TrendsPage

BLOCKS: Final = "▁▂▃▄▅▆▇█"
TEN: Final = 10
"""More than one digit can say."""
NO_VALUE: Final = "·"
TALLEST: Final = 4
"""Lines of a strip at most."""
WIDEST: Final = 5
"""Cells of a column at most."""
GAPLESS: Final = 2
"""Cells of a column up to which no blank is between two."""
DAY_CELL: Final = 3
"""Cells of a column under which its day fits."""
LABEL: Final = 12
AFTER: Final = 24
"""Cells beside a strip: its mean and what is usual."""
SITES: Final = 6
WEEK_CELL: Final = 7
TABLE_SITES: Final = 3
NO_CAUSE: Final = (
    "Counts and means of what you said; what stands beside a pain need not be its cause.",
    "Counts and means; what stands beside a pain need not be its cause.",
    "What stands beside a pain need not be its cause.",
    "Side by side is not cause and effect.",
)
"""What the page is not, in full and shorter."""


def draw(page: TrendsPage, width: int, height: int) -> Frame:
    """The frame of the page at a size."""
    return drawn(page, (width, height), body=_body, prompt=_prompt, status=_status, hints=_hints)


def _body(page: TrendsPage, width: int, room: int) -> tuple[list[Line], None]:
    if page.mode is not None:
        return asking(page.mode, width - 1, room), None
    rows = _rows(page, width - 1)
    spare = (room - len(rows)) // len(METRICS)
    if spare > 0:
        rows = _rows(page, width - 1, min(spare + 1, TALLEST))
    page.most = max(0, len(rows) - room)
    page.top = min(page.top, page.most)
    return rows[page.top : page.top + room], None


def _rows(page: TrendsPage, width: int, tall: int = 1) -> list[Line]:
    """All of it; `tall` are the lines of a strip, where there is room for more than one."""
    columns = max(width - LABEL - (AFTER if width >= 60 else 8), 8)
    found = page.strips(columns)
    wide = min(max(columns // max(found.count, 1), 1), WIDEST)
    tall = 1 if page.settings.ascii else tall
    rows = [_range(page, found, width), *_strips(page, found, width, tall, wide)]
    if wide >= DAY_CELL and found.size == 1:
        days = "".join(f"{last.day:>{wide - 1}} " for _, last in found.dates())
        rows.append(((" day".ljust(LABEL), "dim"), (days, "dim")))
    rows += [EMPTY, *_weeks(page, width)]
    changes = page.changes()
    if changes:
        rows += [EMPTY, (("The last 7 days against the 4 weeks before", "head bold"),)]
        rows += [((f"  {line}", ""),) for line in aligned([_change(c, page.settings.units) for c in changes])]
    rows += [EMPTY, *_sites(page, found, wide)]
    rows += [EMPTY, *_episodes(page, width), EMPTY, *_card(page, width)]
    return rows


def _range(page: TrendsPage, found: Trends, width: int) -> Line:
    names = [f"[{name}]" if n == page.range else name for n, (name, _) in enumerate(RANGES)]
    each = "a day a column" if found.size == 1 else f"{found.size} days a column"
    first, last = _date(found.first), _date(found.last)
    short = first.rpartition(" ")[0] if found.first.year == found.last.year else first
    right = " ".join(names)
    ways = (f"{first} to {last}, {each}", f"{short} to {last}, {each}", f"{short} to {last}", last)
    left = next((w for w in ways if cells(w) <= width - len(right) - 3), ways[-1])
    gap = " " * max(width - cells(left) - len(right) - 1, 1)
    return ((" " + left, "dim"), (gap, ""), (right, "key"))


def _date(on: date) -> str:
    return f"{on.day} {when.MONTHS[on.month - 1][:3].capitalize()} {on.year}"


def blocks(strip: Strip, numbers: bool = False, wide: int = 1) -> str:
    """A strip as one block a column, a dot where nothing was said; or as one digit, x = 10: for plain characters, in
    which blocks become digits that would be read as what was said. A column takes `wide` cells.
    """
    if numbers:
        signs = [NO_VALUE if v is None else "x" if v >= TEN - 0.5 else f"{v:.0f}" for v in strip.values]
        return "".join(f"{sign:>{wide - 1}} " if wide > 1 else sign for sign in signs)
    return tall_blocks(strip, 1, wide)[0]


def tall_blocks(strip: Strip, tall: int, wide: int) -> list[str]:
    """A strip as so many lines of blocks, the upper first; a blank is between columns that are not narrow."""
    spread = (strip.high - strip.low) or 1.0
    most = tall * len(BLOCKS) - 1
    bar = wide - 1 if wide > GAPLESS else wide
    levels = [None if v is None else min(max(round((v - strip.low) / spread * most), 0), most) for v in strip.values]
    rows = []
    for row in reversed(range(tall)):
        under = row * len(BLOCKS)
        signs = [
            (NO_VALUE if not row else " ") if n is None else BLOCKS[min(n - under, 7)] if n >= under else " "
            for n in levels
        ]
        rows.append("".join(f"{sign:^{wide}}" if sign == NO_VALUE else f"{sign * bar:{wide}}" for sign in signs))
    return rows


def _strips(page: TrendsPage, found: Trends, width: int, tall: int, wide: int) -> Iterator[Line]:
    for n, strip in enumerate(found.strips()):
        last = n == len(METRICS) - 1
        name = f" {f'Run {page.settings.units}' if last else strip.name:{LABEL - 1}}"
        digits = page.settings.ascii and not last
        lines = [blocks(strip, True, wide)] if digits else tall_blocks(strip, tall, wide)
        beside = "  " + _beside(page, n, strip, width, found)
        for at, line in enumerate(lines):
            foot = at == len(lines) - 1
            style = "answer" if strip.said else "dim"
            yield ((name if foot else " " * LABEL, "dim"), (line, style), (beside if foot else "", "dim"))


def _beside(page: TrendsPage, n: int, strip: Strip, width: int, found: Trends) -> str:
    if strip.mean is None:
        return "-"
    if n == len(METRICS) - 1:
        if width < 60:
            return ""
        km, units = a_week(strip, found.days), page.settings.units
        if km is None:
            sum, said = f"{show.from_km(total(strip), units):.0f} {units}", f"{strip.said} of {found.days} days"
            ways = (f"{sum} in {said}", f"{sum}, {said}", said)
            return next((words for words in ways if cells(words) < AFTER - 1), said)
        return f"{show.from_km(km, units):.1f} a week"
    mean = f"{strip.mean:.1f}"
    usual = page.usual(n) if METRICS[n].how == "mean" and width >= 60 else None
    return mean if usual is None else f"{mean:>4}  usual {usual[0]:.1f} to {usual[1]:.1f}"


def _weeks(page: TrendsPage, width: int) -> list[Line]:
    """The last weeks' distances, the present one last and not over yet."""
    units = page.settings.units
    weeks = page.weeks(max((width - LABEL) // WEEK_CELL, 1))
    most = max((km for _, km in weeks if km), default=1.0)
    marks = [NO_VALUE if km is None else BLOCKS[round(km / most * 7)] for _, km in weeks]
    names = [f"{day.day} {when.MONTHS[day.month - 1][:3].capitalize()}" for day, _ in weeks]
    return [
        ((f" {units} a week".ljust(LABEL), "dim"), *((f"{_amount(km, units):>{WEEK_CELL}}", "") for _, km in weeks)),
        ((" " * LABEL, ""), *((f"{mark:>{WEEK_CELL}}", "answer") for mark in marks)),
        ((" from".ljust(LABEL), "dim"), *((f"{name:>{WEEK_CELL}}", "dim") for name in names)),
    ]


def _amount(km: float | None, units: str) -> str:
    return NO_VALUE if km is None else f"{show.from_km(km, units):.0f}"


def _change(c: Change, units: str) -> tuple[str, ...]:
    def shown(value: float) -> str:
        if c.name in ("km a week", "longest run"):
            return show.distance(value, units)
        if c.name == "pace":
            return show.pace(value, units)
        return f"{value:.0f} m/km" if c.name == "climb a km" else f"{value:.1f} h"

    name = {"km a week": "distance", "climb a km": "climb"}.get(c.name, c.name)
    return name, shown(c.now), f"was {shown(c.before)}", f"{c.percent:+d}%" if c.percent else "the same"


def _sites(page: TrendsPage, found: Trends, wide: int) -> Iterator[Line]:
    yield (("Pain by site", "head bold"), ("  worst of each column, 0-10", "dim"))
    sites = found.sites()
    if not sites:
        yield (("  none in this range", "dim"),)
    for (site, side), strip in sites[:SITES]:
        name = place(site, side).removeprefix("your ")
        yield ((f"  {name}: ", ""), (f"{strip.said} day{'s' if strip.said > 1 else ''}, worst {strip.mean:.0f}", "dim"))
        yield ((" " * LABEL, ""), (blocks(strip, page.settings.ascii, wide), "warn"))


def _episodes(page: TrendsPage, width: int) -> Iterator[Line]:
    span = "all years" if page.whole and not page.reading else "the last year"
    yield (("Episodes of pain", "head bold"), (f"  {span}, the latest first", "dim"))
    found = page.episodes()
    if not found:
        yield (("  none", "dim"),)
    linked = set()
    for episode, (rose, fell) in found:
        text = episode_words(episode).removeprefix("your ")
        yield from wrap(text[:1].upper() + text[1:], width, first="  ", then="    ", style="bold")
        if rose:
            yield from wrap("; ".join(rose), width, first="    before it rose: ", then="      ")
        if fell:
            yield from wrap("; ".join(fell), width, first="    before it fell: ", then="      ")
        where = (episode.site, episode.side)
        if where not in linked:
            linked.add(where)
            for link in page.past()[0].links(where)[:3]:
                yield from wrap(link.words, width, first="    ", then="      ", style="dim")


def _card(page: TrendsPage, width: int) -> Iterator[Line]:
    yield (("When the advice was not the plan", "head bold"),)
    rows = scorecard.lines(page.past()[1])
    if len(rows) == 1:
        yield from wrap(rows[0][0], width, first="  ", style="dim")
        return
    yield from ((("  " + line, "dim" if n == 0 else ""),) for n, line in enumerate(aligned(rows)))


def aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows of texts in columns: the first to the left, the others to the right."""
    wide = [max(cells(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(
            text + " " * (wide[n] - cells(text)) if n == 0 else " " * (wide[n] - cells(text)) + text
            for n, text in enumerate(row)
        )
        for row in rows
    ]


def table(page: TrendsPage, width: int) -> list[Line]:
    """The strips as a plain table, a row for each column of them, the latest first; a gap is a dash.

    Where it is too wide the other columns follow below, with their dates again.
    """
    found = page.strips(10_000 if RANGES[page.range][1] else 120)
    units = page.settings.units
    strips = found.strips()
    sites = found.sites()[:TABLE_SITES]
    heads = ["from", "to"] if found.size > 1 else ["day"]
    names = [*(s.name for s in strips[:-1]), f"run {units}", *(place(*w).removeprefix("your ") for w, _ in sites)]
    rows = [(*heads, *(n.lower() if n[:1].isupper() and n.isascii() else n for n in names))]
    for n, (first, last) in reversed(list(enumerate(found.dates()))):
        values = [s.values[n] for s in (*strips, *(s for _, s in sites))]
        values[len(METRICS) - 1] = None if (km := values[len(METRICS) - 1]) is None else show.from_km(km, units)
        days = [first.isoformat(), last.isoformat()] if found.size > 1 else [last.isoformat()]
        rows.append((*days, *("-" if v is None else show.plain(v) for v in values)))
    lines: list[Line] = []
    fixed, at = len(heads), len(heads)
    while at < len(rows[0]):
        end = len(rows[0])
        while end > at + 1 and cells(aligned([(*row[:fixed], *row[at:end]) for row in rows])[0]) > width:
            end -= 1
        some = aligned([(*row[:fixed], *row[at:end]) for row in rows])
        lines += [EMPTY] if lines else []
        lines += [((line, "head bold" if n == 0 else ""),) for n, line in enumerate(some)]
        at = end
    return lines


def _prompt(page: TrendsPage, width: int) -> Line:
    if page.mode is not None:
        return asked(page.mode, width)
    if page.reading:
        return (("> ", "key"), (f"All years: {page.reading}", "bold"))
    below = page.most - page.top
    more = f", {below} more line{'s' * (below > 1)} below" if below > 0 else ""
    return ((f" left and right: range{more}", "dim"),)


def _status(page: TrendsPage, width: int) -> Line:
    words = page.message or next((words for words in NO_CAUSE if cells(words) < width), NO_CAUSE[-1])
    return ((" " + words, ""),)


def _hints(page: TrendsPage) -> list[Hint]:
    if page.mode is not None:
        return mode_hints(page.mode, page.keymap)
    keymap = page.keymap
    table_key = COMMANDS["trends.table"]
    return [
        (keymap.key("app.help"), "help", 0),
        (keymap.key("app.quit"), "quit", 0),
        ("left right", "range", 1),
        (keymap.key(table_key.id), table_key.words, 2),
        ("up down", "scroll", 3),
    ]
