"""`planner done`: what happened on a day as options; the evening's advice where it hurt or a sign was seen.

What is not given is not said. It refuses to judge: `core.closing` says what an evening asks for.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from planner.commands import given as read
from planner.commands.day import asked_date, desk_of, pairs, tell, unworn, where
from planner.commands.given import Given
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.commands.render import date_line, done_words
from planner.core import duplicates
from planner.core.closing import as_planned, close, told, tonight
from planner.core.record import Day, Done, DonePain
from planner.core.tomorrow import done_of, tomorrow
from planner.core.values import replace
from planner.core.words import EDUCATION
from planner.desk import Desk
from planner.storage.problems import BadInput

ABOUT = f"""What happened, as options: it is added to the day's file, or with --replace put in place of what was there.

--as-planned means what was chosen at the check-in, else what was planned. What you leave out is not said. --none says
no pain and, unless --flag is given, no sign. Pain is given as SITE:DURING:AFTER, 0 to 10, while running and an hour
later. Effort runs from 0 to 10.

Of two entries that look like one session --merge makes one: the earlier one with what only the later says. --keep-both
says that they are two. Neither goes with anything but --date.

{EDUCATION}"""


_BESIDE = ("minutes", "effort", "none", "pain", "flag", "shoe", "note", "replace")


def run(args: Sequence[str], io: Io) -> int:
    """Close the day."""
    parser = _parser(io)
    wish = parser.parse_args(args)
    if wish.none and wish.pain:
        parser.error("--none says that nothing hurt and --pain that something did: keep one of them")
    beside = [f"--{name}" for name in _BESIDE if getattr(wish, name) not in (None, False)]
    if beside and (wish.merge or wish.keep_both):
        parser.error(f"{beside[0]} goes with what was done, not with --merge or --keep-both")
    if wish.minutes and (wish.rest or wish.cross is not None):
        parser.error("--minutes goes with a run or --strength; --cross has its own, --rest has none")
    desk, given = desk_of(io), Given()
    on = asked_date(given, wish.date, desk)
    if wish.merge or wish.keep_both:
        given.done()
        return _settle(desk, io, on, one=wish.merge)
    done = _told(wish, given, desk)
    said = _said(wish, given, desk)
    given.done()
    day = desk.day(on)
    at = desk.now() if on == desk.today() else None
    what = (done,) if done is not None else as_planned(day, desk.book, desk.shoes, desk.today())
    if not what:
        raise BadInput(
            f"--as-planned: nothing was planned for {on}; write --run TEXT, --cross MIN, --strength or --rest"
        )
    if wish.minutes and not any(d.kind in ("run", "strength") for d in what):
        raise BadInput("--minutes: the plan is neither a run nor strength; write --run TEXT or --cross MIN")
    after = close(day, told(what, at, **said), replace_all=wish.replace)
    return _save(desk, io, after, len(what), was=day)


def _parser(io: Io) -> Parser:
    parser = Parser("done", io, ABOUT)
    parser.add_argument("--date", metavar="D", help="the date, year-month-day; today when left out")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--as-planned", action="store_true", help="what was chosen, else what was planned")
    what.add_argument("--run", metavar="TEXT", help='a run, e.g. "7.9 km 46 min easy road"')
    what.add_argument("--cross", metavar="MIN", help="cross-training, minutes")
    what.add_argument("--strength", action="store_true", help="strength")
    what.add_argument("--rest", action="store_true", help="rest: not run")
    what.add_argument("--merge", action="store_true", help="two entries that look like one session become one")
    what.add_argument("--keep-both", action="store_true", help="two entries that look like one session are two")
    parser.add_argument("--minutes", metavar="M", help="how long, e.g. 46.5, 46:30 min or 1:30h")
    parser.add_argument("--effort", metavar="0-10", help="how hard it felt, 10 hardest")
    parser.add_argument("--none", action="store_true", help="no pain and, unless --flag is given, no sign")
    parser.add_argument(
        "--pain", metavar="SITE:DURING:AFTER[:SIDE]", action="append", help="e.g. knee_front:2:1:left; several times"
    )
    parser.add_argument("--flag", metavar="NAME", action="append", help="a sign, e.g. limp_walking; several times")
    parser.add_argument("--shoe", metavar="ID", help="the pair that was worn")
    parser.add_argument("--note", metavar="TEXT", help="a note")
    parser.add_argument("--replace", action="store_true", help="in place of what stands there as done")
    return parser


def _settle(desk: Desk, io: Io, on: date, *, one: bool) -> int:
    """Make two entries one, or say that they are two."""
    day = desk.day(on)
    pair = duplicates.duplicates(day.done)
    if pair is None:
        raise BadInput(f"no two entries of {on} look like one session; planner history {on} shows the day")
    done = (duplicates.as_one if one else duplicates.as_two)(day.done, pair)
    warnings = desk.save(replace(day, done=done), was=day)
    io.out(date_line(day))
    for entry in done:
        io.out(f"Done: {done_words(entry, desk.settings.units)}")
    io.out("One entry now." if one else "They are two; nothing is asked of them again.")
    io.out(f"Saved in {where(desk, on)}; planner restore {on} lists what was there before")
    tell(io, desk, warnings)
    return 0


def _told(wish: Namespace, given: Given, desk: Desk) -> Done | None:
    """What the options say was done; None for what was planned."""
    if wish.rest:
        return Done(kind="rest")
    if wish.strength:
        return Done(kind="strength")
    if wish.cross is not None:
        return Done(kind="cross", minutes=given.read("--cross", wish.cross, read.minutes))
    ran = given.read("--run", wish.run, read.run(desk.settings.units, pairs(desk)))
    if ran is None:
        return None
    if wish.minutes and ran.minutes is not None:
        given.refuse("--minutes", "the time stands in --run already", "keep one of them")
    if wish.shoe and ran.shoe is not None:
        given.refuse("--shoe", "the pair stands in --run already", "keep one of them")
    return done_of(ran)


def _said(wish: Namespace, given: Given, desk: Desk) -> dict[str, object]:
    """What else was told, by the field of a Done; absent = not said."""
    pains = given.all("--pain", wish.pain, read.done_pain)
    flags = given.all("--flag", wish.flag, read.flag)
    for n, p in enumerate(pains):
        if (p.site, p.side) in {(q.site, q.side) for q in pains[:n]}:
            given.refuse("--pain", f"{p.site} is given twice with different scores", "write it once")
    answered = bool(wish.none or wish.pain)
    pain: tuple[DonePain, ...] | None = pains if answered else None
    return {
        "minutes": given.read("--minutes", wish.minutes, read.minutes),
        "effort": given.read("--effort", wish.effort, read.whole(0, 10, "(10 hardest)")),
        "pain": pain,
        "flags": flags if answered or wish.flag else None,
        "shoe": given.read("--shoe", wish.shoe, read.shoe(pairs(desk))),
        "note": given.read("--note", wish.note, read.text),
    }


def _save(desk: Desk, io: Io, day: Day, added: int, *, was: Day) -> int:
    """Save, then say what was saved, what tonight asks for and what tomorrow allows."""
    context = desk.context(day.date)
    context = replace(context, record=replace(context.record, days={**context.record.days, day.date: day}))
    warnings = desk.save(day, was=was, settles="done")
    units = desk.settings.units
    io.out(date_line(day))
    for done in day.done[-added:]:
        io.out(f"Done: {done_words(done, units)}")
    if len(day.done) > added:
        io.out(f"It stands beside what was done before ({len(day.done)} in all); --replace puts it in their place.")
    if pair := duplicates.duplicates(day.done):
        command = f"planner done --date {day.date}"
        io.out(duplicates.words(pair, f"{command} --merge", f"{command} --keep-both"))
    evening = tonight(context, day, units)
    if evening is not None:
        io.out("\n".join(evening.words))
        io.out(EDUCATION)
    else:
        io.out(f"Tomorrow: {tomorrow(context, day, desk.routines).words}")
    io.out(f"Saved in {where(desk, day.date)}")
    tell(io, desk, (*warnings, *unworn(desk, day)))
    return 0
