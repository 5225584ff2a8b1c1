"""The picture of the week: a line a day, as many weeks as there is room for, and the lit day in full.

It shows what the page says and computes nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from planner.core import plans
from planner.core import units as show
from planner.core.days import Planned
from planner.core.record import Chosen, Day, Done
from planner.core.sites import place
from planner.core.values import dataclass
from planner.core.verdict import Rung
from planner.core.week import worst
from planner.core.words import referral_line, sign, verdict_word
from planner.tui.frame import EMPTY, Frame, Line, Span, beside, cells, fit, wrap
from planner.tui.modes import TextLine
from planner.tui.screens.parts import (
    Cursor,
    Hint,
    asked,
    asking,
    command_hints,
    day_words,
    drawn,
    mode_hints,
    session_words,
    whole_words,
)
from planner.tui.week_page import WeekPage

BESIDE: Final = 116
"""Columns from which the lit day stands beside the weeks and not under them."""
WEEK: Final = 10
"""Lines of a week: what it is, the heads of the columns, seven days, a blank."""
DETAIL: Final = 10
"""Lines left for the lit day where it stands under the weeks."""


@dataclass(frozen=True, kw_only=True)
class Widths:
    """Cells of each column, its gap included; 0 = left out."""

    day: int = 9
    planned: int
    advised: int
    taken: int
    done: int
    km: int = 7
    pain: int = 4


def widths(width: int) -> Widths:
    """The columns that a width has room for: the day's own words get what the numbers leave."""
    if width < 56:
        return Widths(planned=max(width - 9 - 4 - 6, 8), advised=4, taken=0, done=0, km=6, pain=0)
    if width < 76:
        rest = width - 9 - 4 - 7 - 4
        return Widths(planned=rest - rest * 4 // 10, advised=4, taken=0, done=rest * 4 // 10)
    rest = width - 9 - 17 - 7 - 4 if width >= 100 else width - 9 - 13 - 7 - 4
    return Widths(planned=rest - 2 * (rest * 3 // 10), advised=17 if width >= 100 else 13, taken=rest * 3 // 10,
                  done=rest * 3 // 10)  # fmt: skip  # planned gets the rest


def draw(page: WeekPage, width: int, height: int) -> Frame:
    """The frame of the page at a size."""
    return drawn(page, (width, height), body=_body, prompt=_prompt, status=_status, hints=_hints)


def _status(page: WeekPage, width: int) -> Line:
    return ((" " + (page.message or _sums(page, page.week_of(page.at), width - 1)), ""),)


def _body(page: WeekPage, width: int, room: int) -> tuple[list[Line], Cursor]:
    mode = page.mode
    if width < BESIDE:
        if mode is not None:
            asks = asking(mode, width - 1, room)
            rows, _ = weeks(page, width, 1)
            fits = isinstance(mode, TextLine) and len(asks) + 1 + len(rows) <= room
            return [*rows, EMPTY, *asks] if fits else asks, None
        rows, cursor = weeks(page, width, max((room - DETAIL) // WEEK, 1), blank=room >= WEEK + 4)
        return [*rows, *_day(page, width - 1, room - len(rows))], (0, cursor)
    left = max(width * 5 // 8, 80)
    count = max((room + 1) // WEEK, 1)
    rows, cursor = weeks(page, left - 1, count)
    side = width - left - 3
    if mode is not None:
        right = asking(mode, side, room)
    else:
        together = _together(page, side, count)
        right = _day(page, side, room - len(together))
        right += [*[EMPTY] * min(room - len(together) - len(right), 1), *together]
    return beside(rows, right, width=width, at=left, height=room), None if mode else (0, cursor)


def weeks(page: WeekPage, width: int, count: int, *, blank: bool = True) -> tuple[list[Line], int]:
    """So many weeks around the lit day's, and the line of that day."""
    first = page.week_of(page.at) - timedelta(days=7 * (count // 2))
    rows: list[Line] = []
    cursor = 0
    for n in range(count):
        start = first + timedelta(days=7 * n)
        if blank:
            rows += [EMPTY] * bool(rows)
            rows.append(fit(((_title(page, start), "head bold"),), width))
        rows.append(_heads(width))
        for on in (start + timedelta(days=d) for d in range(7)):
            if on == page.at:
                cursor = len(rows)
            rows.append(_row(page, on, width))
    return rows, cursor


def _title(page: WeekPage, first: date) -> str:
    return f"{day_words(first)} to {day_words(first + timedelta(days=6))}"


def _sums(page: WeekPage, first: date, width: int) -> str:
    """What a week holds together, as many of its phrases as fit whole."""
    got, units = plans.sums(page.days(first, 7).values()), page.settings.units
    minutes = f" and {show.duration(got.planned_minutes)}" if got.planned_minutes else ""
    phrases = [
        f"{show.distance(got.planned_km, units)}{minutes} planned",
        f"{show.distance(got.done_km, units)} run",
        f"in {got.runs} run{'s' if got.runs != 1 else ''}" if got.runs else "",
        show.duration(got.done_minutes) if got.done_minutes else "",
        f"{got.strength} strength" if got.strength else "",
        f"{got.cross} cross" if got.cross else "",
    ]
    said = [p for p in phrases if p]
    while len(said) > 1 and cells(", ".join(said)) > width:
        said.pop()
    return ", ".join(said).replace(", in ", " in ")


def _together(page: WeekPage, width: int, count: int) -> list[Line]:
    """The sums of the weeks that are shown."""
    first = page.week_of(page.at) - timedelta(days=7 * (count // 2))
    rows: list[Line] = [(("Weeks", "head bold"),)]
    for start in (first + timedelta(days=7 * n) for n in range(count)):
        name = f"{day_words(start)[4:]:7}"
        lit = "bold" if start == page.week_of(page.at) else ""
        rows.append(((name, "dim"), (_sums(page, start, width - 7), lit)))
    return rows


def _heads(width: int) -> Line:
    w = widths(width)
    names = (("  Day", w.day), ("Planned", w.planned), ("Advised", w.advised), ("Taken", w.taken), ("Done", w.done))
    spans = [(f"{name if cells(name) < size else name[:3]:{size}}", "dim") for name, size in names if size]
    pain = f"{'Pain':>{w.pain}}" if w.pain else ""
    return (*spans, (f"{'Run':>{w.km - 2}}  {pain}", "dim"))


def _row(page: WeekPage, on: date, width: int) -> Line:
    w, units = widths(width), page.settings.units
    known, here = page.known(on), on == page.at and page.mode is None
    day = known.day
    mark: Span = (">" if here else " ", "key")
    date_style = "answer" if on == page.today else "bold" if here else ""
    name = f"{day_words(on).rsplit(' ', 1)[0]:{w.day - 2}}"
    if known.problem:
        row: Line = (mark, (name, date_style), (" cannot be read", "error"))
        return fit(row, width, "row") if here else row
    planned = _fitting([_planned(p, units) for p in day.planned], w.planned - 2)
    soon = page.too_soon(on) is not None
    own = not known.stored.planned
    spans: list[Span] = [
        mark,
        (name, date_style),
        ("!" if soon else " ", "warn bold"),
        (f"{planned:{w.planned}}", "warn" if soon else "dim" if own or not day.planned else ""),
        *_advised(day, w.advised),
    ]
    if w.taken:
        spans.append((f"{_fitting([_taken(day.chosen, units)], w.taken - 1):{w.taken}}", ""))
    if w.done:
        done = _fitting([_done(d, units) for d in day.done], w.done - 1)
        spans.append((f"{done:{w.done}}", ""))
    km = show.amount(plans.sums([day]).done_km, units) if any(d.km for d in day.done) else ""
    spans.append((f"{km:>{w.km - 2}}  ", "bold"))
    if w.pain:
        pain = worst(day)
        spans.append((f"{'' if pain is None else pain:>{w.pain}}", "warn" if pain else "dim"))
    return fit(tuple(spans), width, "row") if here else tuple(spans)


def _fitting(parts: Sequence[str], width: int) -> str:
    """As many of the parts as fit whole, else the first words of the first; and how many parts more there are."""
    parts = [p for p in parts if p]
    for count in range(len(parts), 0, -1):
        more = f" +{len(parts) - count}" if count < len(parts) else ""
        text = " + ".join(parts[:count]) + more
        if cells(text) <= width:
            return text
    more = f" +{len(parts) - 1}" if len(parts) > 1 else ""
    return whole_words(parts[0], width - len(more)) + more if parts else ""


def _planned(session: Planned, units: str) -> str:
    return session_words(session, units)


def _done(done: Done, units: str) -> str:
    kind = (done.session or "easy") if done.kind == "run" else done.kind
    session = Planned(kind=kind, km=done.km, minutes=None if done.km else done.minutes)
    return session_words(session, units)


def _advised(day: Day, width: int) -> tuple[Span, ...]:
    """The verdict by sign, word and colour; its sign and colour alone where the word does not fit."""
    if day.advice is None:
        return ((" " * width, ""),)
    rung = day.advice.rung
    word = verdict_word(rung)
    short = {Rung.MODIFIED_RUN: "MODIFIED", Rung.CROSS_TRAIN: "CROSS"}.get(rung, word)
    for text in (f"{sign(rung)} {word}", f"{sign(rung)} {short}"):
        if cells(text) < width:
            return (text, f"verdict {rung.word}"), (" " * (width - cells(text)), "")
    return (sign(rung), f"verdict {rung.word}"), (" " * (width - 3), "")


def _taken(chosen: Chosen | None, units: str) -> str:
    if chosen is None:
        return ""
    minutes = chosen.minutes if chosen.km is None else None
    session = Planned(kind=chosen.kind, km=chosen.km, minutes=minutes, terrain=chosen.terrain)
    words = session_words(session, units)
    return f"own: {words}" if chosen.by == "own" else words


def _day(page: WeekPage, width: int, room: int) -> list[Line]:
    """The lit day in full: what comes first counts most, the rest is left out whole."""
    on, units = page.at, page.settings.units
    known = page.known(on)
    day = known.day
    today = ", today" if on == page.today else ""
    parts: list[list[Line]] = [[((day_words(on) + today, "head bold"),)]]
    if known.problem:
        parts.append(wrap(known.problem, width, style="error"))
    for session in day.planned:
        words = session_words(session, units)
        words += f", moved from {day_words(session.moved_from)}" if session.moved_from else ""
        words += "" if known.stored.planned else ", as every week"
        parts.append(wrap(words, width, first="Planned  "))
    if not day.planned and not known.problem:
        parts.append(wrap("nothing yet", width, first="Planned  ", style="dim"))
    soon = page.too_soon(on)
    if soon is not None:
        ago = "the day before is hard" if soon == 1 else f"{soon} days before is a hard day"
        parts.append(wrap(f"Hard too soon: {ago}. That morning will say: nothing hard.", width, style="warn"))
    if day.advice is not None:
        rung = day.advice.rung
        badge = ((f" {sign(rung)} {verdict_word(rung)} ", f"verdict {rung.word}"),)
        referral = referral_line(day.advice.referral)
        parts.append([(("Advised ", ""), *badge)])
        if referral:
            parts.append(wrap(referral, width, first=" " * 9, style="warn"))
        parts += [wrap(r.because, width, first="       - ") for r in day.advice.reasons]
    if day.chosen is not None:
        why = f": {day.chosen.why}" if day.chosen.why else ""
        parts.append(wrap(_taken(day.chosen, units) + why, width, first="Taken    "))
    parts += [wrap(_told(done, units), width, first="Done     ") for done in day.done]
    if day.morning is not None:
        hurts = [f"{place(p.site, p.side)} {p.score}" for p in day.morning.pain or () if p.score]
        if hurts:
            parts.append(wrap(", ".join(hurts), width, first="Pain     "))
        if day.morning.note:
            parts.append(wrap(day.morning.note, width, first="Note     "))
    name = day_words(on)[:3]
    every = page.template(on)
    parts.append(wrap(f"Every {name}: {every or 'nothing'}", width, style="dim"))
    return _whole(parts, room)


def _whole(parts: Sequence[list[Line]], room: int) -> list[Line]:
    """The parts that fit whole, in their order; a part that does not is passed over."""
    rows: list[Line] = []
    for part in parts:
        if len(rows) + len(part) <= room:
            rows += part
    return rows


def _told(done: Done, units: str) -> str:
    words = [_done(done, units)]
    if done.km is not None and done.minutes:
        words.append(show.duration(done.minutes))
    if done.effort is not None:
        words.append(f"effort {done.effort}")
    for pain in done.pain or ():
        scores = (("running", pain.during), ("after", pain.after))
        said = " ".join(f"{when} {score}" for when, score in scores if score is not None)
        words.append(f"{place(pain.site, pain.side)} {said}")
    if done.note:
        words.append(done.note)
    return ", ".join(words)


def _prompt(page: WeekPage, width: int) -> Line:
    if page.mode is not None:
        return asked(page.mode, width)
    known = page.known(page.at)
    k = page.keymap.key
    if known.problem:
        return (("> ", "key"), ("This day's file has a mistake and is left as it is", "bold"))
    if known.stored.morning is not None or known.draft:
        return (("> ", "key"), (f"{day_words(page.at)}: {k('week.open')} opens it", "bold"))
    return (("> ", "key"), (f"{day_words(page.at)}: {k('week.edit')} plans it", "bold"))


def _hints(page: WeekPage) -> list[Hint]:
    if page.mode is not None:
        return mode_hints(page.mode, page.keymap)
    ids = ["app.help", "app.quit", "week.edit", "week.move", "week.template", "app.undo", "week.open", "week.today"]
    return command_hints(page.keymap, (*ids, "week.before", "week.after", "app.morning"))
