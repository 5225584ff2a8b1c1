"""`planner week`: seven days with what was planned, advised and done, kilometres and pain. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.commands import given
from planner.commands.day import desk_of, tell
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.commands.render import MONTHS, WEEKDAYS, done_words
from planner.core import runtext, week
from planner.core.record import Day
from planner.core.units import amount, distance
from planner.core.week import WeekDay
from planner.desk import Desk
from planner.storage.problems import BadInput, CannotRead
from planner.storage.reading import Wrong

ABOUT = """The week of a date, or of today, a line a day: the date, what was planned, what was advised, what was done,
kilometres and the worst pain. It begins on the weekday that first_day in settings.toml says.

Days to come show the plan of settings.toml. What was not said is a -."""
HEAD = ("", "planned", "advised", "done", "km", "pain")
ADVISED = {"run": "run", "modified_run": "modified", "cross_train": "cross-train", "rest": "rest"}


def run(args: Sequence[str], io: Io) -> int:
    """Say how a week stands."""
    parser = Parser("week", io, ABOUT)
    parser.add_argument("date", metavar="DATE", nargs="?", help="a date of the week, year-month-day; today if left out")
    parser.add_argument("--json", action="store_true", help="as JSON, a list of seven days")
    wish = parser.parse_args(args)
    desk = desk_of(io)
    days, unread = _days(_asked(wish.date, desk), desk)
    units = desk.settings.units
    if wish.json:
        io.json([_json(day) for day in days])
    else:
        io.out("\n".join(_lines(days, units, desk.today())))
    tell(io, desk)
    return CannotRead.exit_code if unread else 0


def _asked(text: str | None, desk: Desk) -> date:
    if text is None:
        return desk.today()
    try:
        return given.day(text)
    except Wrong as wrong:
        raise BadInput(f"{wrong.message}; {wrong.fix}") from None


def _days(on: date, desk: Desk) -> tuple[list[WeekDay], bool]:
    """The days of the week, and whether one of them could not be read; that one is empty."""
    found, unread = [], False
    for each in week.dates(on, desk.settings.first_day):
        try:
            day = desk.day(each)
        except CannotRead as error:
            desk.problems += error.problems
            day, unread = Day(date=each), True
        found.append(week.of(day))
    return found, unread


def _json(day: WeekDay) -> dict[str, object]:
    """A day of the week: sessions in the run language, kilometres, the worst pain; null = not said."""
    return {
        "date": day.date.isoformat(),
        "planned": runtext.joined(day.planned) if day.planned else None,
        "advised": None if day.advised is None else day.advised.word,
        "done": [done_words(done, "km") for done in day.done],
        "km": day.km,
        "pain": day.pain,
    }


def _lines(days: Sequence[WeekDay], units: str, today: date) -> Iterator[str]:
    """A table whose columns are as wide as they need to be, and a line for all of the week."""
    rows = [HEAD, *(_row(day, units, today) for day in days)]
    wide = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    for row in rows:
        cells = [f"{cell:{wide[n]}}" if n < 4 else f"{cell:>{wide[n]}}" for n, cell in enumerate(row)]
        yield "  ".join(cells).rstrip()
    planned = week.planned_km(days)
    of = f" of {distance(planned, units)} planned" if planned else ""
    yield f"Run this week: {distance(week.total(days), units)}{of}."


def _row(day: WeekDay, units: str, today: date) -> tuple[str, ...]:
    on = day.date
    mark = ">" if on == today else " "
    advised = "-" if day.advised is None else ADVISED[day.advised.word]
    if day.advised is not None and day.km_advised is not None and day.advised.word.endswith("run"):
        advised += f", {distance(day.km_advised, units)} at most"
    return (
        f"{mark}{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}",
        runtext.joined(day.planned, units) if day.planned else "-",
        advised,
        " + ".join(done_words(done, units) for done in day.done) or "-",
        amount(day.km, units) if day.done else "-",
        "-" if day.pain is None else str(day.pain),
    )
