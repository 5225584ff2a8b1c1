"""`planner why`: of a day every rule that spoke, with what it saw, its limit and its sources; of a rule all about it.

A stored day is told from the facts saved in it, so that it does not change by itself. It writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from planner.commands import given
from planner.commands.day import desk_of, tell
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.commands.render import date_line, stored_answer
from planner.commands.rules import as_json as rule_json
from planner.commands.rules import lines as rule_lines
from planner.core.explain import Explained, Sources, source_lines, stored
from planner.core.history import facts
from planner.core.prepare import prepare
from planner.core.record import Day
from planner.core.replay import as_of_morning
from planner.core.rules import BY_ID
from planner.core.since import since
from planner.core.sites import nearest
from planner.core.units import distance
from planner.core.values import replace
from planner.core.why_chosen import sections
from planner.core.words import EDUCATION, sign, verdict_word
from planner.desk import Desk
from planner.storage import fired, rulebook, sources
from planner.storage.problems import BadInput
from planner.storage.reading import Wrong

ABOUT = """Why a day is as it is: each rule that spoke, what it saw, its limit and its sources, with how strong they are
and in whom they were seen; what holds the day down, what would change it, and what could not be asked.

With the id of a rule (planner rules lists them) it says all about that rule, and on which stored days it spoke.
Before the check-in there is nothing to explain; with --json the rung is null then. The exit code is 0 either way."""
LATEST: Final = 10
"""Dates of a rule that people are shown; JSON has all."""
_DATE: Final = re.compile(r"\d")


def run(args: Sequence[str], io: Io) -> int:
    """Say why."""
    parser = Parser("why", io, ABOUT)
    parser.add_argument("what", metavar="DATE|RULE", nargs="?", help="a date, year-month-day, or a rule's id")
    parser.add_argument("--json", action="store_true", help="as JSON, all keys always there")
    wish = parser.parse_args(args)
    desk = desk_of(io)
    if wish.what is not None and not _DATE.match(wish.what):
        return _rule(wish.what, desk, io, as_json=wish.json)
    return _day(_asked(wish.what, desk), desk, io, as_json=wish.json)


def _asked(text: str | None, desk: Desk) -> date:
    if text is None:
        return desk.today()
    try:
        return given.day(text)
    except Wrong as wrong:
        raise BadInput(f"{wrong.message}; {wrong.fix}") from None


def _day(on: date, desk: Desk, io: Io, *, as_json: bool) -> int:
    day, known = desk.day(on), sources.load()
    why = stored(day, desk.book, known, "km" if as_json else desk.settings.units)
    if as_json:
        io.json({"date": on.isoformat(), **_json(why)})
    elif why is None:
        io.out(date_line(day))
        io.out("Not checked in: there is no answer yet that could be explained." if on >= desk.today() else
               "Not checked in: no answer was given that could be explained.")  # fmt: skip  # two ends of one choice
    else:
        lines = day_lines(why, known, desk.settings.units, desk.book.version)
        io.out("\n".join((date_line(day), *lines, *_chosen(day, desk), *_changed(day, desk), "", EDUCATION)))
    tell(io, desk)
    return 0


def day_lines(why: Explained, known: Sources, units: str, version: str) -> Iterator[str]:
    """The why of a day, a line for a line."""
    yield f"{verdict_word(why.rung)} {sign(why.rung)}"
    if why.other_rules is not None:
        yield f"It was answered with other rules ({why.other_rules}; now {version}): this is what was said then."
    for reason in why.reasons:
        yield ""
        yield f"{reason.title} [{reason.rule}]"
        yield f"  {reason.because}"
        words = reason.seen.words(units)
        if words:
            yield f"  {words}"
        yield f"  {reason.explanation.split(chr(10))[0]}"
        for id in reason.sources:
            first, *more = source_lines(id, known)
            yield f"  - {first}"
            yield from (f"    {line}" for line in more)
    if not why.reasons:
        yield "No rule had anything to say against the plan."
    if why.held:
        yield ""
        yield "What holds it down:"
        yield from (f"- {because}" for because in why.held)
    if why.changes:
        yield ""
        yield "What would change it:"
        for change in why.changes:
            km = f", {distance(change.km, units)} at most" if change.km is not None else ""
            yield f"- {change.change} -> {verdict_word(change.rung)}{km}"
    elif why.held and why.other_rules is None:
        yield "Nothing about plan, pair or place would change it."
    if why.openings:
        yield ""
        yield "Could not be asked:"
        yield from (f"- {opening.words}" for opening in why.openings)


def _chosen(day: Day, desk: Desk) -> Iterator[str]:
    """The steps and the pair that go with the answer, each with its reason."""
    context = desk.context(day.date)
    answer = stored_answer(day, context.book)
    if answer is None or day.morning is None:
        return
    prepared = prepare(context, answer, desk.routines, now=day.morning.at)
    for heading, rows in sections(prepared, desk.shoes):
        yield ""
        yield f"{heading}:"
        yield from (f"- {row}" for row in rows)


def _changed(day: Day, desk: Desk) -> Iterator[str]:
    """The facts that the record tells otherwise by now; the answer rests on those that were saved."""
    if day.facts is None:
        return
    record = desk.record(day.date)
    record = replace(record, days={**record.days, day.date: as_of_morning(day)})
    found = list(since(day.facts, facts(record, day.morning, day.planned), desk.settings.units))
    if found:
        yield ""
        yield "Changed since, and not counted:"
        yield from (f"- {line}" for line in found)


def _json(why: Explained | None) -> dict[str, object]:
    if why is None:
        return {"rung": None, "reasons": [], "unasked": [], "would_change": []}
    return {
        "rung": why.rung.word,
        "reasons": [
            {
                "rule": r.rule,
                "title": r.title,
                "because": r.because,
                "value": r.seen.value,
                "limit": r.seen.limit,
                "sources": list(r.sources),
                "strength": r.strength,
            }
            for r in why.reasons
        ],
        "unasked": list(why.unasked),
        "would_change": [{"change": c.change, "suggestion": c.rung.word, "max_km": c.km} for c in why.changes],
    }


def _rule(id: str, desk: Desk, io: Io, *, as_json: bool) -> int:
    rule = BY_ID.get(id)
    if rule is None:
        near = nearest(id[:80], BY_ID)
        raise BadInput(f"'{id}' is no rule and no date; " + (f"did you mean {near}?" if near else "see planner rules"))
    base, known = rulebook.shipped_rules(), sources.load()
    dates, problems = fired.days(desk.places, desk.journal, id)
    if as_json:
        io.json({**rule_json(rule, base, desk.book), "fired": [on.isoformat() for on in dates]})
    else:
        io.out("\n".join(rule_lines(rule, base, desk.book, known)))
        io.out(_spoke(dates))
    tell(io, desk, tuple(map(str, problems)))
    return 0


def _spoke(dates: Sequence[date]) -> str:
    if not dates:
        return "It has not spoken on any stored day."
    days = "1 stored day" if len(dates) == 1 else f"{len(dates)} stored days"
    latest = ", ".join(on.isoformat() for on in dates[-LATEST:])
    more = f", the last {LATEST}" if len(dates) > LATEST else ""
    return f"It spoke on {days}{more}: {latest}."
