"""`planner check-in`: the morning's answers as options, the advice as plain lines, the day saved.

What is not given is not said. It asks nothing and refuses to guess; which rule says what is not its business.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date

from planner.commands import given as read
from planner.commands.day import asked_date, desk_of, pairs, shown_of, tell, unworn, where
from planner.commands.given import Given
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.commands.render import day_lines
from planner.core import answer as answers
from planner.core.answer import Answer, Context
from planner.core.days import Closed, Morning, Pain, Planned
from planner.core.facts import Matter
from planner.core.fields import changed
from planner.core.open_matters import BONE
from planner.core.prepare import with_steps
from planner.core.record import Chosen, Day
from planner.core.values import replace
from planner.core.words import EDUCATION
from planner.desk import Desk
from planner.storage.problems import WrongUse
from planner.storage.reading import Wrong, show

ABOUT = f"""The morning's check-in as options: it saves the day and says what the rules make of it.

What you leave out is not said, and never taken for good. --none says no pain and, unless --flag is given, no
warning sign, illness, limp or painkiller. --pain says that nothing else hurts and, unless --flag is given, that
there is no sign. --flag alone leaves pain unsaid. Ratings run from 1 to 7, 7 is worst; pain from 0 to 10.

A second check-in of a date replaces the first, what was chosen included; the plan only with --run; what was done stays.
Where the advice is your plan, that is what you choose; elsewhere say --take or --keep, now or later.

{EDUCATION}"""
SPOKEN = ("sleep", "quality", "fatigue", "soreness", "stress", "none", "pain", "flag", "gone", "cleared", "note")
"""Options that say something of the morning."""


def run(args: Sequence[str], io: Io) -> int:
    """Check in."""
    parser = _parser(io)
    wish = parser.parse_args(args)
    _agree(wish, parser)
    desk, given = desk_of(io), Given()
    on = asked_date(given, wish.date, desk)
    morning = _morning(wish, given)
    planned = given.read("--run", wish.run, read.runs(desk.settings.units, pairs(desk)))
    why = given.read("--keep", wish.keep or None, read.text)
    given.done()
    stored = desk.day(on)
    context = desk.context(on)
    morning = replace(morning, closed=_closed(wish, given, context, on))
    given.done()
    return _save(desk, io, context, stored, morning, planned, wish, why)


def _parser(io: Io) -> Parser:
    parser = Parser("check-in", io, ABOUT)
    parser.add_argument("--date", metavar="D", help="the date, year-month-day; today when left out")
    parser.add_argument("--sleep", metavar="H", help="hours slept, e.g. 7.5 or 7:30")
    for name, words in (("quality", "sleep quality"), ("fatigue", ""), ("soreness", ""), ("stress", "")):
        parser.add_argument(f"--{name}", metavar="1-7", help=f"{words or name}, 7 worst")
    parser.add_argument("--none", action="store_true", help="no pain and, unless --flag is given, no sign")
    parser.add_argument(
        "--pain",
        metavar="SITE:SCORE[:SIDE]",
        action="append",
        help="e.g. knee_front:3:left; may be given several times",
    )
    parser.add_argument(
        "--after-run",
        metavar="SITE:HOW[:SIDE]",
        action="append",
        help="how a --pain is after yesterday's run: better, same, worse (than before it), not_settled (in an hour)",
    )
    parser.add_argument("--flag", metavar="NAME", action="append", help="e.g. fever, painkiller_6h, limp_walking")
    parser.add_argument(
        "--gone", metavar="NAME[:D]", action="append", help="close what is open: gone, since a date or today"
    )
    parser.add_argument(
        "--cleared", metavar="NAME", action="append", help="close what is open: seen and cleared, e.g. bone:shin_focal"
    )
    parser.add_argument("--run", metavar="TEXT", help='what is planned, e.g. "8 km easy road"; several joined by " + "')
    parser.add_argument("--note", metavar="TEXT", help="a note")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--take", action="store_true", help="take the advice")
    choice.add_argument("--keep", metavar="WHY", nargs="?", const="", help="keep the plan; with pain or a sign say why")
    return parser


def _agree(wish: Namespace, parser: Parser) -> None:
    """Refuse what does not go together, and a check-in that says nothing."""
    if wish.none and wish.pain:
        parser.error("--none says that nothing hurts and --pain that something does: keep one of them")
    if not any(getattr(wish, name) for name in SPOKEN):
        raise WrongUse(
            "planner check-in: nothing was said of the morning; write e.g. --sleep 7.5 --quality 2 --fatigue 3 "
            "--soreness 2 --stress 2 --none"
        )


def _morning(wish: Namespace, given: Given) -> Morning:
    pains = given.all("--pain", wish.pain, read.pain)
    flags = given.all("--flag", wish.flag, read.flag)
    for n, p in enumerate(pains):
        if (p.site, p.side) in {(q.site, q.side) for q in pains[:n]}:
            given.refuse("--pain", f"{p.site} is given twice with different scores", "write it once")
    pains = _after_run(pains, wish, given)
    answered = bool(wish.none or wish.pain)
    return Morning(
        sleep_h=given.read("--sleep", wish.sleep, read.hours),
        sleep_quality=given.read("--quality", wish.quality, read.rating),
        fatigue=given.read("--fatigue", wish.fatigue, read.rating),
        soreness=given.read("--soreness", wish.soreness, read.rating),
        stress=given.read("--stress", wish.stress, read.rating),
        pain=pains if answered else None,
        flags=flags if answered or wish.flag else None,
        note=given.read("--note", wish.note, read.text),
    )


def _after_run(pains: tuple[Pain, ...], wish: Namespace, given: Given) -> tuple[Pain, ...]:
    """The pains with what was said of them after yesterday's run; `better` and `same` are both not worse."""
    found = list(pains)
    for site, side, how in given.all("--after-run", wish.after_run, read.after_run):
        at = [n for n, p in enumerate(found) if p.site == site and (side is None or p.side == side)]
        if len(at) == 1:
            found[at[0]] = changed(found[at[0]], **read.AFTER_RUN[how])
        elif not any(p.site == site for p in pains):
            given.refuse("--after-run", f"no --pain is given for {site}", f"write --pain {site}:SCORE too")
        else:
            given.refuse("--after-run", f"{site} is given for another side", "write the side as --pain has it")
    return tuple(found)


def _closed(wish: Namespace, given: Given, context: Context, on: date) -> tuple[Closed, ...]:
    """What the morning closes; only what is open can be closed."""
    matters = context.answer(None, ()).facts.open

    def gone(text: str) -> Closed:
        bone = text.strip().lower().startswith(BONE)
        name, _, since = (text, "", "") if bone else text.partition(":")
        m = _matter(name, matters)
        if m.name == BONE:
            raise Wrong(
                "a bone suspicion is not gone by itself", f"write --cleared {_name(m)} once a clinician says so"
            )
        return Closed(matter=m.name, how="gone", on=read.day_until(on)(since) if since else on)

    def cleared(text: str) -> Closed:
        m = _matter(text, matters)
        return Closed(matter=m.name, site=m.site, side=m.side, how="cleared", on=on)

    return (*given.all("--gone", wish.gone, gone), *given.all("--cleared", wish.cleared, cleared))


def _matter(text: str, matters: Iterable[Matter]) -> Matter:
    """The open matter of a name; of several bone suspicions the one that is named with its site and side."""
    known = {_name(m): m for m in matters}
    said = text.strip().lower()
    found = [m for name, m in known.items() if name == said or name.startswith(f"{said}:")]
    if len(found) == 1:
        return found[0]
    if found:
        raise Wrong(f"{show(text)} may be any of {', '.join(map(_name, found))}", "write which")
    raise Wrong(
        f"{show(text)} is not open", f"open are {', '.join(known)}" if known else "nothing is open: leave it out"
    )


def _name(m: Matter) -> str:
    return ":".join(part for part in (m.name, m.site, m.side) if part)


def _save(
    desk: Desk,
    io: Io,
    context: Context,
    stored: Day,
    morning: Morning,
    planned: tuple[Planned, ...] | None,
    wish: Namespace,
    why: str | None,
) -> int:
    """Answer, choose, save, tell."""
    first = not context.record.days
    morning = answers.stamped(morning, desk.now(), stored, desk.today())
    answer = context.answer(morning, stored.planned if planned is None else planned)
    chosen, refused = _choice(answer, wish, why)
    now = desk.now() if stored.date == desk.today() else None
    day = answers.fill(replace(stored, chosen=None), morning, answer, chosen)
    shown = shown_of(desk, context, day, answer, now)
    if day.chosen is not None:
        day = replace(day, chosen=with_steps(day.chosen, shown.prepared))
        shown = replace(shown, day=day)
    warnings = desk.save(day, was=stored)
    io.out("\n".join(day_lines(shown)))
    if first:
        io.out(EDUCATION)
    io.out(f"Saved in {where(desk, day.date)}")
    tell(io, desk, (*warnings, *unworn(desk, day)))
    if refused:
        io.err(refused)
    return int(bool(refused))


def _choice(answer: Answer, wish: Namespace, why: str | None) -> tuple[Chosen | None, str]:
    """What was chosen, and why a choice could not be made; the check-in is saved all the same."""
    if wish.keep is None and not wish.take:
        return None, ""
    option = "--take" if wish.take else "--keep"
    if answer.plan is None:
        return None, f"{option}: no run is planned, so nothing is chosen; say --run"
    if answer.settled:
        return None, ""
    if wish.take:
        return answers.take(answer), ""
    if not answer.can_keep:
        return (
            None,
            "--keep: not with an emergency sign. The check-in is saved; give it again without a slip, if it was one",
        )
    if answer.needs_reason and not why:
        return None, (
            "--keep: with pain, a sign or a referral it wants a reason. The check-in is saved and nothing is chosen; "
            'give all of it again with --keep "your reason"'
        )
    return answers.keep(answer, why), ""
