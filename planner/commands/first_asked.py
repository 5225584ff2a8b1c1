"""The first questions in plain mode: asked one a line before the first morning, kept all at once.

It asks and saves; what an answer means is said in `core.first_run`. An answer to the morning in place of one to the
first question is handed on as such, so that a morning that is piped in is the same with settings and without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from planner.core import first_run, pairs
from planner.core.first_run import Answers, NotUnderstood, Question
from planner.desk import Desk
from planner.storage.shoes import new_id

if TYPE_CHECKING:
    from planner.commands.io import Io

HOW: Final = "Five questions first, each only once. An empty line skips one, skip skips all."
_MORNING: Final = re.compile(r"[0-9+!-].*|x|y|yesterday", re.IGNORECASE | re.DOTALL)
"""What answers the morning's questions and none about km or miles."""


class _Ended(Exception):
    """The input ended, or the runner ended it."""


class _PutOff(Exception):
    """An answer to the morning came in place of one to the first question."""

    def __init__(self, line: bytes) -> None:
        super().__init__()
        self.line = line


def ask(io: Io, desk: Desk, lines: Iterator[bytes]) -> tuple[Iterator[bytes], bool]:
    """Ask what is asked before the first morning, and save it; gives the lines that are left, and whether it saved.

    When the input ends, what was answered by then is saved, and nothing when nothing was.
    """
    on = desk.today()
    longest = desk.context(on).answer(None, ()).facts.history.longest_30d_km
    said = Answers()
    io.out(HOW)
    try:
        for question in first_run.still_asked(desk.shoes, longest):
            found = _one(io, desk, lines, question, said)
            if found is None:
                break
            said = found
    except _PutOff as off:
        return chain((off.line,), lines), False
    except _Ended as end:
        said = end.args[0]
        if said == Answers():
            return iter(()), False
        lines = iter(())
    shoe = first_run.shoe(said, new_id(said.pair or "", {s.id for s in desk.shoes}), on)
    if shoe is not None:
        desk.save_shoes(pairs.with_shoe(desk.shoes, shoe))
    desk.save_settings(first_run.values(said, on))
    io.out(f"{'Not asked again' if said == Answers() else 'Kept'}; all of it can be changed in {desk.places.settings}")
    return lines, True


def _one(io: Io, desk: Desk, lines: Iterator[bytes], question: Question, said: Answers) -> Answers | None:
    """The answers with one more, as they were when it is skipped, None when all that is left is. Raises what ends."""
    while True:
        io.out(f"{question.ask} ({question.sample}):")
        io.stdout.flush()
        line = next(lines, None)
        text = "q" if line is None else line.decode("utf-8", "replace").strip()
        word = text.lower()
        if word in ("q", "quit"):
            raise _Ended(said)
        if not text:
            return said
        if word in ("skip", "skip all"):
            return None
        if question.key == "units" and line is not None and _MORNING.fullmatch(text):
            raise _PutOff(line)
        if word == "?":
            io.out(question.why)
            continue
        try:
            return first_run.understood(said, question.key, text, desk.today())
        except NotUnderstood as error:
            message = str(error)
            io.out(f"{message[:1].upper()}{message[1:]}.")
