"""`planner replay`: which stored days another rule file, or today's record, would have answered otherwise, and how.

Every day is worked out again from its own file; none is changed. It writes nothing.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from planner.commands import given as read
from planner.commands.day import desk_of, tell
from planner.commands.given import Given
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.core.history import facts
from planner.core.record import Day
from planner.core.replay import Difference, answered, difference, how, records
from planner.core.rule import Rulebook
from planner.desk import Desk
from planner.storage import files, rulebook
from planner.storage.problems import CannotRead, Problem

ABOUT = """Works every stored day out again, from the facts that were saved with it, and says which would be answered
otherwise and by which rules: with the rules of now, or with --rules with those of another file.

FILE has the form of your own rules.toml: numbers over those that are shipped. With --recompute the facts are those that
the record tells today, so that what was entered later counts. Nothing is written: stored days never change."""
UNREADABLE: Final = CannotRead.exit_code


def run(args: Sequence[str], io: Io) -> int:
    """Answer the past again."""
    wish = _parser(io).parse_args(args)
    desk, given = desk_of(io), Given()
    first = given.read("--from", wish.first, read.day) or date.min
    last = given.read("--to", wish.last, read.day) or date.max
    if first > last:
        given.refuse("--from", f"{first} is after {last}", "write the earlier date there")
    given.done()
    book = desk.book if wish.rules is None else _own(wish.rules)
    days = desk.journal.window(date.min if wish.recompute else first, last)
    unread = [p for p in desk.journal.problems if not p.warning]
    desk.problems += desk.journal.problems
    found: list[Difference] = []
    equal = 0
    for one in _differences(desk, days, book, wish, first, last):
        if one is None:
            equal += 1
        else:
            found.append(one)
    if wish.json:
        io.json([_json(one) for one in found])
    else:
        io.out("\n".join(_table(found, equal, len(days) if not wish.recompute else None, book)))
    tell(io, desk)
    return UNREADABLE if unread else 0


def _parser(io: Io) -> Parser:
    parser = Parser("replay", io, ABOUT)
    parser.add_argument("--rules", metavar="FILE", help="another rule file, in the form of your own rules.toml")
    parser.add_argument("--from", metavar="D", dest="first", help="the first date, year-month-day")
    parser.add_argument("--to", metavar="D", dest="last", help="the last date")
    parser.add_argument("--recompute", action="store_true", help="with the facts that the record tells today")
    parser.add_argument("--json", action="store_true", help="the days that differ, as JSON")
    return parser


def _own(name: str) -> Rulebook:
    """The rules of a file. Raises CannotRead with every mistake in it."""
    data = files.read(Path(name), name)
    if data is None:
        raise CannotRead(problems=[Problem(file=name, message="is not there")])
    return rulebook.own_rules(rulebook.shipped_rules(), data, name)


def _differences(
    desk: Desk, days: dict[date, Day], book: Rulebook, wish: Namespace, first: date, last: date
) -> Iterator[Difference | None]:
    """For each answered day in order its difference, None where there is none."""
    if not wish.recompute:
        for day in days.values():
            if answered(day):
                yield difference(day, book)
        return
    for day, record in records(days, first, last, settings=desk.settings, shoes=desk.shoes):
        yield difference(day, book, facts(record, day.morning, day.planned))


def _json(one: Difference) -> dict[str, object]:
    return {
        "date": one.date.isoformat(),
        "was": one.was.rung.word,
        "now": one.now.rung.word,
        "rules": list(one.rules),
    }


def _table(found: Sequence[Difference], equal: int, stored: int | None, book: Rulebook) -> Iterator[str]:
    for one in found:
        yield f"{one.date.isoformat()}  {', '.join(how(one))}  [{', '.join(one.rules)}]"
    days = "1 day" if len(found) == 1 else f"{len(found)} days"
    same = "1 day" if equal == 1 else f"{equal} days"
    without = (stored or 0) - equal - len(found)
    more = f"; {without} without a check-in" if without > 0 else ""
    yield f"{days} would be answered otherwise by rules {book.version}, {same} the same{more}."
