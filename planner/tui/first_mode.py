"""The first questions on the screen: one text line after the other beside the morning, which waits for nobody.

On the first question a key that answers the morning is taken for that: the questions are put off to the next start, and
no key is lost or means what nobody meant. What was answered is kept at the end, all of it at once. It refuses to know
files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from planner.core import first_run
from planner.core.first_run import Answers, NotUnderstood, Question
from planner.core.pairs import with_shoe
from planner.core.record import Shoe
from planner.core.values import dataclass
from planner.tui.effects import SaveSettings, SaveShoes
from planner.tui.frame import Line, wrap
from planner.tui.modes import TextLine

if TYPE_CHECKING:
    from planner.desk import Desk
    from planner.tui.controller import MorningPage

SKIPS: Final = "Enter or Esc skips it, Tab skips all."
ANSWERING: Final = "0123456789x+-"
"""Keys that answer the morning's first question."""
STAY: Final = ("app.up", "app.down", "app.left", "app.right", "app.undo", "app.redo", "morning.save", "morning.first")
"""Commands that mean nothing before the morning was begun."""


@dataclass(kw_only=True)
class Ask(TextLine):
    """One of the questions."""

    first: First
    question: Question
    place: str
    """Which of how many."""
    keeps_form: bool = True

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What ends it."""
        if self.text.strip():
            return (("Enter", "done"), ("Esc", "skip"), ("Tab", "skip all"), ("ctrl+u", "clear"))
        more = (("0-9", "the morning"),) if self.first.is_for_the_morning("0") and self.question.key == "units" else ()
        return (("Enter", "skip"), ("Esc", "skip"), ("Tab", "skip all"), *more)

    @property
    def about(self) -> str:
        """How to write it and why it is asked."""
        return f"{self.question.sample}. {SKIPS} {self.question.why}"

    def owns(self, key: str) -> bool:
        """Every sign is typed; but no answer begins with those of help and quit, unless it be the name of a pair."""
        return len(key) == 1 and (bool(self.text) or (self.question.key == "pair" and key.isalpha()))

    def key(self, key: str) -> bool:
        """Type; Enter answers, an empty line or Esc skips, Tab skips all; the morning's own keys go to the morning."""
        if key == "tab":
            self.first.end()
        elif key == "escape" or (key == "enter" and not self.text.strip()):
            self.first.ask()
        elif self.question.key == "units" and not self.text and self.first.is_for_the_morning(key):
            self.first.put_off(key)
        else:
            super().key(key)
        return True

    def lines(self, width: int, height: int) -> list[Line]:
        """The line, what is wrong with it, how to write it and why it is asked; the reason only where there is room."""
        rows = super().lines(width, height)
        how: list[Line] = wrap(f"{self.question.sample}. {SKIPS}", width)
        rest: list[Line] = [(), *wrap(self.question.why, width, style="dim")]
        rest += wrap(f"{self.place} Asked only once; all of it can be changed later.", width, style="dim")
        rows += how
        if len(rows) + len(rest) <= height:
            return rows + rest
        return rows if len(rows) <= height else [row for row in rows if row][:height]


class First:
    """The questions of one first morning."""

    def __init__(
        self,
        page: MorningPage,
        questions: Sequence[Question],
        shoes: Sequence[Shoe],
        new_id: Callable[[str], str],
        *,
        wanted: bool,
    ) -> None:
        """`shoes` are the pairs that are there already, `new_id` gives a pair's id from its name; `wanted`: the runner
        asked for them, so that no key means the morning behind them.
        """
        self._wanted = wanted
        self._page, self._shoes, self._new_id = page, tuple(shoes), new_id
        self._left = list(questions)
        self._count = len(self._left)
        self.said = Answers()

    def ask(self) -> None:
        """Ask the next question; after the last one keep what was answered."""
        if not self._left:
            self.end()
            return
        question = self._left.pop(0)
        place = f"Question {self._count - len(self._left)} of {self._count}."
        done = self._done(question)
        self._page.enter(Ask(title=question.ask, done=done, limit=80, first=self, question=question, place=place))

    def end(self) -> None:
        """Keep what was answered, be it nothing, so that it is not asked again."""
        page, said = self._page, self.said
        page.enter(None)
        key = page.keymap.key("app.settings")
        message = f"{'Not asked again' if said == Answers() else 'Kept'}. The key {key} changes settings."
        shoe = first_run.shoe(said, self._new_id(said.pair or ""), page.on)
        if shoe is not None:
            page.effect(SaveShoes(shoes=with_shoe(self._shoes, shoe), message=message))
        page.effect(SaveSettings(values=first_run.values(said, page.on), message=message))

    def is_for_the_morning(self, key: str) -> bool:
        """Whether a key, on the first question with nothing typed, is one for the page behind it."""
        if self._wanted or key in ANSWERING or key == "!":
            return not self._wanted
        command = self._page.keymap.command("morning", key)
        return command is not None and command not in STAY and key.lower() not in "km"

    def put_off(self, key: str) -> None:
        """Leave the questions for the next start and give the page its key."""
        self._page.enter(None)
        self._page.key(key)

    def _done(self, question: Question) -> Callable[[str], str | None]:
        def done(text: str) -> str | None:
            try:
                self.said = first_run.understood(self.said, question.key, text, self._page.on)
            except NotUnderstood as error:
                said = str(error)
                return said[:1].upper() + said[1:]
            self.ask()
            return None

        return done


def open_on(page: MorningPage, desk: Desk, *, wanted: bool = False) -> None:
    """Ask the first questions on a morning, but for those that the record answers; `wanted`: a key asked for them.

    By themselves they never cover the answer of a morning that is saved: a line there names their key.
    """
    if page.saved and page.complete and not wanted:
        return
    from planner.storage.shoes import new_id

    ids = {shoe.id for shoe in desk.shoes}
    longest = page.context.answer(None, ()).facts.history.longest_30d_km
    questions = first_run.still_asked(desk.shoes, longest)
    First(page, questions, desk.shoes, lambda name: new_id(name, ids), wanted=wanted).ask()
