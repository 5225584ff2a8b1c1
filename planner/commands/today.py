"""`planner today`: the day as it stands, for people or as JSON. It starts with what was said last, while that holds.

Until it is known that something changed, nothing is imported that reads TOML. It writes nothing but that memory.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.commands.io import Io
    from planner.desk import Desk

ABOUT = """Today as it stands: verdict, reasons, what is left of the run, steps, shoes, what was chosen, tomorrow.

Before the check-in it is the plan; with --json the rung is null then. The exit code is 0 either way."""


def run(args: Sequence[str], io: Io) -> int:
    """Say how today stands."""
    as_json = list(args) == ["--json"]
    if args and not as_json:
        as_json = _asks_json(args, io)
    from planner.storage import said

    kept = said.recall(io.environ)
    if kept is None:
        kept = _worked_out(io)
    io.out(kept[1] if as_json else kept[0])
    return 0


def _asks_json(args: Sequence[str], io: Io) -> bool:
    from planner.commands.parser import Parser

    parser = Parser("today", io, ABOUT)
    parser.add_argument("--json", action="store_true", help="as JSON, all keys always there")
    return bool(parser.parse_args(args).json)


def _worked_out(io: Io) -> tuple[str, str]:
    """Both forms from the files, and kept for the next time where all of them could be read."""
    from datetime import datetime, timedelta
    from json import dumps

    from planner.commands.day import desk_of, tell
    from planner.storage import said

    desk = desk_of(io)
    now = desk.now()
    looks = said.look(desk.places, now.date())
    lines, value, warnings = _today(desk)
    found = "\n".join(lines), dumps(value, indent=2, allow_nan=False)
    if desk.problems or warnings:
        tell(io, desk, warnings)
    else:
        ends = datetime.combine(desk.today() + timedelta(days=1), desk.settings.day_starts, now.tzinfo)
        said.keep(io.environ, desk.places, looks, found, now, ends)
    return found


def _today(desk: Desk) -> tuple[list[str], dict[str, object], tuple[str, ...]]:
    """What is said of today, the same as JSON, and what is wrong with the pairs of its plan."""
    from planner.commands import render
    from planner.commands.day import shown_of, unworn
    from planner.core.tomorrow import tomorrow

    on = desk.today()
    day = desk.day(on)
    context = desk.context(on)
    answer = render.stored_answer(day, context.book)
    if answer is None or day.morning is None:
        then = tomorrow(context, day, desk.routines)
        return list(render.before_lines(context, day, then)), render.before_json(day, then), unworn(desk, day)
    shown = shown_of(desk, context, day, answer, day.morning.at)
    return list(render.day_lines(shown)), render.as_json(shown), unworn(desk, day)
