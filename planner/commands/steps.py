"""`planner steps`: the steps of today line by line, from the first that is open: warm-up, cool-down, strength.

For screen readers and pipes, and for whoever wants no screen while moving. It refuses to choose steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from planner.commands.asking import MAX_LINE, Asking, End
from planner.commands.day import desk_of, tell
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.commands.plain import page_of
from planner.commands.walking import Walk
from planner.storage.problems import WrongUse
from planner.tui.controller import MorningPage
from planner.tui.effects import Effect, Save

ABOUT = """The steps of today, one at a time: before the run the warm-up, after it the cool-down, then strength.

Each answer is a line of its own: an empty one ticks the step, start counts its seconds down, ? says all that can be
answered. Ticks are kept at once; the next time goes on at the first open step. The day must be checked in."""


def run(args: Sequence[str], io: Io) -> int:
    """Walk through them."""
    Parser("steps", io, ABOUT).parse_args(args)
    desk = desk_of(io)
    page = page_of(desk)
    lines = io.lines(MAX_LINE)

    def do(effects: list[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, Save):
                warnings = desk.save(effect.day, was=page.day)
                page.stored(effect.day, warnings)
                for line in warnings:
                    io.err(line)

    tell(io, desk)
    if page.offer:
        raise WrongUse("Take the advice or keep the plan first: planner plain asks, planner today says what is offered")
    if not page.complete:
        raise WrongUse(
            "Check in first: the steps are those of the answer; planner plain asks, planner --help says more"
        )
    ask = Asking(io, page, do, lines)
    try:
        if not walk(io, page, do, ask, lines.within):
            io.out(page.message)
    except End:
        page.enter(None)
    return 0


def walk(
    io: Io,
    page: MorningPage,
    do: Callable[[list[Effect]], None],
    ask: Asking,
    within: Callable[[float], bool],
    now: Callable[[], float] = monotonic,
) -> bool:
    """Open the steps of a page and walk through them; False, and the page says why, when there are none."""
    do(page.key(page.keymap.keys("morning.warm_up")[0]))
    if page.mode is None:
        return False
    Walk(io, page, do, ask, within=within, now=now).run()
    return True
