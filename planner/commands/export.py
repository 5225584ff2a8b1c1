"""`planner export`: the record as a sheet, a calendar or a log, for other programs and other people.

It chooses the days and where the text goes. It refuses to know formats, and what of a day may be told: `planner.sinks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from planner.commands.day import desk_of, tell
from planner.commands.given import Given, whole
from planner.commands.given import day as read_date
from planner.commands.parser import Parser
from planner.core.record import Day
from planner.sinks import csv_sheet, html_log, ics_calendar, md_log, told
from planner.storage import exporting
from planner.storage.problems import BadInput, CannotRead, Problem

if TYPE_CHECKING:
    from planner.commands.io import Io
    from planner.desk import Desk

ABOUT: Final = """The record for other programs and other people, on standard output or in FILE.

  planner export csv log.csv      a sheet: a line for each session that was done
  planner export ics plan.ics     a calendar: what is planned for the next four weeks
  planner export md | less        a log to read, by month and day
  planner export html log.html    the same as a page for a browser or a printer

Pain, sleep, ratings, signs, reasons and every note of yours stay at home; --health lets them out too. Without it
others read what was planned, advised, taken and done, with effort, pace and shoes.

A csv has kilometres, metres, minutes and minutes per kilometre, the rest your own units. A text in it that a sheet
would take for a formula begins with a '. An event keeps its name, so that a second import of an ics mends the first."""
AHEAD: Final = 28
"""Days of the plan in a calendar, today the first, when nobody says how many."""
MOST_AHEAD: Final = 366
"""Days; what stands on every week goes on for ever."""
HAS: Final = {"csv": csv_sheet.has, "ics": ics_calendar.has, "md": md_log.has, "html": html_log.has}


def run(args: Sequence[str], io: Io) -> int:
    """Give the days in a format."""
    parser = Parser("export", io, ABOUT)
    parser.add_argument("format", choices=tuple(HAS), help="what to make")
    parser.add_argument("file", nargs="?", metavar="FILE", help="where to put it; standard output if left out, or -")
    parser.add_argument("--from", dest="first", metavar="DATE", help="from this day on, e.g. 2026-03-01")
    parser.add_argument("--to", dest="last", metavar="DATE", help="up to this day; the plan up to a year ahead")
    parser.add_argument("--last", dest="count", metavar="N", help="only the last N days that have something to tell")
    parser.add_argument(
        "--health", action="store_true", help="with pain (0-10), sleep, ratings (7 worst), signs, reasons, notes"
    )
    parser.add_argument("--force", action="store_true", help="replace FILE when it is there already")
    wish = parser.parse_intermixed_args(args)  # FILE may stand after an option
    if wish.format == "ics" and wish.count:
        parser.error("--last counts back from today, and a calendar looks ahead: write --from and --to")
    given = Given()
    first = given.read("--from", wish.first, read_date)
    last = given.read("--to", wish.last, read_date)
    count = given.read("--last", wish.count, whole(1, 999_999, "days"))
    given.done()
    if first and last and first > last:
        raise BadInput(f"--from {first} is after --to {last}; nothing lies between them")
    target = exporting.look(io.places, wish.file, force=wish.force) if wish.file not in (None, "-") else None
    desk = desk_of(io)
    days = _Days(desk, HAS[wish.format], wish.health)
    found = days.planned(first, last) if wish.format == "ics" else days.recorded(first, last or desk.today(), count)
    text = _text(wish.format, found, desk, health=wish.health)
    warnings: tuple[Problem, ...] = ()
    if target is None:
        io.whole(text)
    else:
        warnings = exporting.put(target, text.encode())
        without = "" if wish.health else "; pain, health and notes are left out (--health lets them out too)"
        io.out(f"{wish.file}: {len(found)} day{'' if len(found) == 1 else 's'}, {told.period(found)}{without}.")
    if not found:
        io.err("There is nothing to tell of these days.")
    tell(io, desk, [str(problem) for problem in warnings])
    return CannotRead.exit_code if days.unread else 0


def _text(form: str, days: Sequence[Day], desk: Desk, *, health: bool) -> str:
    if form == "csv":
        return csv_sheet.text(days, health=health)
    if form == "ics":
        return ics_calendar.text(days, desk.now(), desk.settings.units, health=health)
    log = md_log.text if form == "md" else html_log.text
    return log(days, desk.settings, health=health)


class _Days:
    """The days that are told: as much of each as may be, and only those that then have something to tell."""

    def __init__(self, desk: Desk, has: Callable[[Day], bool], health: bool) -> None:
        self._desk, self._has, self._health = desk, has, health
        self.unread = False
        """Whether there was one that could not be read; it is left out, and told by the desk."""

    def recorded(self, first: date | None, last: date, count: int | None = None) -> list[Day]:
        """The stored days, or the last so many of them, the latest last."""
        dates = [on for on in self._desk.journal.dates() if (first or date.min) <= on <= last]
        return self._told(self._desk.journal.day, reversed(dates), count)[::-1]

    def planned(self, first: date | None, last: date | None) -> list[Day]:
        """The stored plans, and from today on those of the week where none is stored."""
        today = self._desk.today()
        most = _later(today, MOST_AHEAD)
        if max(first or today, last or today) > most:
            raise BadInput(f"a plan is told a year ahead at most; write {most} or a day before it")
        last = last or _later(max(first or today, today), AHEAD - 1)
        first = first or (today if last >= today else date.min)
        ahead = (date.fromordinal(n) for n in range(max(first, today).toordinal(), last.toordinal() + 1))
        return self.recorded(first, min(last, _later(today, -1))) + self._told(self._desk.day, ahead)

    def _told(self, read: Callable[[date], Day], dates: Iterable[date], count: int | None = None) -> list[Day]:
        found: list[Day] = []
        for on in dates:
            try:
                day = read(on)
            except CannotRead as error:
                self._desk.problems += error.problems
                self.unread = True
                continue
            found += filter(self._has, told.told([day], health=self._health))
            if len(found) == count:
                break
        return found


def _later(on: date, days: int) -> date:
    """So many days later, within the calendar."""
    return date.fromordinal(min(max(on.toordinal() + days, 1), date.max.toordinal()))
