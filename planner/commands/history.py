"""`planner history`: the days that a filter chooses, as a table or as JSON; the scorecard. It reads, and writes no day.

It knows how a row reads. It refuses to judge a day: what it says was saved with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from planner.commands.day import desk_of, tell
from planner.commands.given import Given
from planner.commands.given import day as read_date
from planner.commands.parser import Parser
from planner.core import filter as choice
from planner.core import scorecard
from planner.core.duplicates import duplicates
from planner.core.record import Day
from planner.core.settings import WEEKDAYS
from planner.core.sites import place
from planner.core.summary import Summary
from planner.core.units import amount, hours
from planner.core.words import sign
from planner.storage import shapes, writing
from planner.storage.problems import BadInput, CannotRead

if TYPE_CHECKING:
    from planner.commands.io import Io
    from planner.desk import Desk

ABOUT = f"""The days of the record, the latest last, as a table; with --json as a list of days as their files have them.

FILTER chooses: every word of it must hold. For example
  planner history 'pain:knee>2 shoe:ghost 2026-03.. kind:long'
words: {choice.SAMPLE}
A site's word finds all sites with it: knee is the whole knee. Also on:thu, by:own, plan:long, terrain:trail, and
mi min climb effort sleep quality fatigue soreness stress pain with < <= = >= >. Pain is the worst of morning and run.

derived in JSON, beside what the file has: km (run that day, null without a run that says it), runs, verdict (the word
of the advice), pain (the worst of the day, 0-10, null = not said), km_7d (run in the 7 days that end with it) and
longest_30d (the longest run of the 30 days before it, null without one)."""
WINDOW = 30
"""Days before a day that what is derived looks back on."""


def run(args: Sequence[str], io: Io) -> int:
    """Say the days."""
    parser = Parser("history", io, ABOUT)
    parser.add_argument("filter", nargs="?", default="", metavar="FILTER", help="words, all of which must hold")
    parser.add_argument("--from", dest="first", metavar="DATE", help="from this day on, e.g. 2026-03-01")
    parser.add_argument("--to", dest="last", metavar="DATE", help="up to this day")
    parser.add_argument("--last", dest="count", metavar="N", help="only the last N of them")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a list of days")
    form.add_argument("--scorecard", action="store_true", help="how often advice was followed, as counts")
    wish = parser.parse_args(args)
    given = Given()
    first = given.read("--from", wish.first, read_date) or date.min
    last = given.read("--to", wish.last, read_date) or date.max
    count = given.read("--last", wish.count, _count)
    chosen = given.read("FILTER", wish.filter or None, _filter) or choice.Filter()
    given.done()
    if first > last:
        raise BadInput(f"--from {first} is after --to {last}; nothing lies between them")
    desk = desk_of(io)
    found = _found(desk, chosen, max(first, chosen.first), min(last, chosen.last), count)
    code = 0
    if wish.scorecard:
        _scorecard(found, io)
    elif wish.json:
        code = _json(list(found), desk, io)
    else:
        for line in _table(found, desk, wish.filter):
            io.out(line)
    problems = desk.index.problems
    for problem in problems:
        io.err(str(problem))
    tell(io, desk)
    return CannotRead.exit_code if problems else code


def _found(desk: Desk, chosen: choice.Filter, first: date, last: date, count: int | None) -> Iterable[Summary]:
    """The days chosen, the latest last: a year at a time, or of the last so many as many years as it takes."""

    def of(year: int) -> list[Summary]:
        rows = desk.index.rows(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
        return [row for row in rows if chosen(row)]

    years = [year for year in desk.index.years() if first.year <= year <= last.year]
    if count is None:
        return (row for year in years for row in of(year))
    found: list[Summary] = []
    while years and len(found) < count:
        found = [*of(years.pop()), *found]
    return found[-count:]


def _count(text: str) -> int:
    from planner.storage.reading import Wrong, show

    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 999_999:
        raise Wrong(f"{show(text)} is no number of days", "write 1 or more, e.g. 14")
    return int(text[:9])


def _filter(text: str) -> choice.Filter:
    from planner.storage.reading import Wrong

    try:
        return choice.parse(text)
    except choice.FilterError as error:
        message, _, fix = error.message.partition("; ")
        raise Wrong(message, fix) from None


def _scorecard(days: Iterable[Summary], io: Io) -> None:
    rows = scorecard.lines(scorecard.of(days))
    wide = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = (f"{text:<{wide[0]}}" if n == 0 else f"{text:>{wide[n]}}" for n, text in enumerate(row))
        io.out("  ".join(cells).rstrip())
    if len(rows) > 1:
        io.out("Counts of days on which the advice asked for something else than the planned run; no more than that.")


def _table(days: Iterable[Summary], desk: Desk, query: str) -> Iterator[str]:
    units, form = desk.settings.units, desk.settings.hours
    count, run = 0, 0.0
    for day in days:
        if not count:
            yield f"{'day':15}  {'':3}  {units:>5}  {'sleep':>6}  what, pain and signs"
        count, run = count + 1, run + day.km
        mark = sign(day.rung) if day.rung is not None else ""
        km = amount(day.km, units) if day.km else ""
        slept = "" if day.sleep_h is None else hours(day.sleep_h, form)
        name = f"{WEEKDAYS[day.date.weekday()][:3].capitalize()} {day.date}"
        yield f"{name:15}  {mark:3}  {km:>5}  {slept:>6}  {', '.join(_words(day))}".rstrip()
    if count:
        yield f"{count} day{'s' if count > 1 else ''}, {amount(run, units)} {units} run"
        return
    yield "No day is found."
    for site in choice.unlisted(query):
        yield f"{site} is no listed site; it was looked for among places of your own (other:{site})."


def _words(day: Summary) -> Iterator[str]:
    for done in day.done:
        yield (done.session or "run") if done.kind == "run" else done.kind
    if not day.done and day.planned:
        yield f"planned {day.planned[0].kind or 'easy'}"
    if duplicates(day.done):
        yield "entered twice?"
    worst: dict[tuple[str, str | None], int] = {}
    for site, side, score in choice.pains(day):
        worst[site, side] = max(score, worst.get((site, side), 0))
    for where, score in worst.items():
        if score:
            yield f"{place(*where).removeprefix('your ')} {score}"
    yield from day.flags or ()


def _json(days: Sequence[Summary], desk: Desk, io: Io) -> int:
    """The days as their files have them, each with what is derived; a broken one is told and left out."""
    if not days:
        io.json([])
        return 0
    start = date.fromordinal(max(days[0].date.toordinal() - WINDOW, 1))
    around = {row.date: row for row in desk.index.rows(start, days[-1].date)}
    found = []
    code = 0
    for row in days:
        try:
            day = desk.journal.day(row.date)
        except CannotRead as error:
            io.err(str(error))
            code = error.exit_code
            continue
        found.append({**_plain(day), "derived": _derived(row, around)})
    io.json(found)
    return code


def _plain(day: Day) -> dict[str, object]:
    return {key: _value(value) for key, value in writing.plain(shapes.DAY, day).items()}


def _value(value: object) -> object:
    """Dates and times as texts, the rest as it is."""
    if isinstance(value, dict):
        return {key: _value(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_value(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _derived(row: Summary, around: dict[date, Summary]) -> dict[str, object]:
    def back(first: int, last: int) -> list[Summary]:
        days = (row.date.toordinal() - n for n in range(first, last + 1))
        return [found for n in days if n > 0 and (found := around.get(date.fromordinal(n))) is not None]

    longest = max((run.km for day in back(1, WINDOW) for run in day.runs if run.km), default=None)
    return {
        "km": row.km if any(run.km is not None for run in row.runs) else None,
        "runs": len(row.runs),
        "verdict": row.rung.word if row.rung is not None else None,
        "pain": choice.pain_of(row),
        "km_7d": round(sum(day.km for day in back(0, 6)), 3),
        "longest_30d": longest,
    }
