"""The morning page: the one owner of every key of the check-in, pure and synchronous.

A key changes the draft, moves the cursor or enters a mode, and gives what is to be done outside (save, quit, open
another page). It refuses to know files, clocks, colours and Textual, so that bursts, slow fingers, tests and the plain
mode all meet the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from planner.core import answer as answers
from planner.core.answer import Answer, Context
from planner.core.facts import Matter
from planner.core.history import facts
from planner.core.known import known_sites, limped
from planner.core.left_open import left_open
from planner.core.record import Day
from planner.core.routines import Book
from planner.core.settings import Away, Back, Settings
from planner.core.values import replace
from planner.core.verdict import Rung
from planner.core.walk import session, with_session
from planner.core.way_back import WayBack, stand
from planner.core.words import EDUCATION, verdict_word
from planner.tui import pains
from planner.tui.actions import ANSWERS, EXPLAINED, Actions
from planner.tui.answering import Answering
from planner.tui.commands import Keymap
from planner.tui.draft import Draft, Where
from planner.tui.effects import Save
from planner.tui.page import BasePage
from planner.tui.questions import Question, answered, questions
from planner.tui.undo import Undo

if TYPE_CHECKING:
    from planner.core.prepare import Prepared
    from planner.tui.lookback import Past
    from planner.tui.yesterday import Turned

Place = tuple[str, str, Where]
"""A question's key: where the cursor was."""
Apart = tuple[Away | None, Back | None]
"""What the settings keep of being away and of the way back."""
State = tuple[Draft, Place, Apart | None]
"""What undo brings back; the last is None where the change left the settings as they were."""


class MorningPage(BasePage):
    """The check-in of one date: draft, cursor, mode, message, and what to do outside."""

    name = "morning"

    def __init__(
        self,
        context: Context,
        day: Day,
        *,
        keymap: Keymap,
        now: datetime,
        today: date | None = None,
        draft: Draft | None = None,
        routines: Callable[[], Book] = Book,
        yesterday: Day | None = None,
        told: str = "",
    ) -> None:
        """`draft` is what was typed and not saved before; `now` stamps the morning when it is first saved, `today` is
        the planner's day of then, the page's own date when not given. `routines` is called when steps are first shown.
        `yesterday` is that day with the week's plan in it, to ask what became of it; `told` is what was told of it and
        not saved, in a few words.
        """
        super().__init__(on=context.record.on, settings=context.record.settings, keymap=keymap)
        self.context, self.day, self.now = context, day, now
        self.routines = routines
        self._prepared: tuple[Answer, Prepared] | None = None
        self._rows_of: tuple[object, ...] = (None,) * 4
        self._rows: list[Question] = []
        self._open = 0
        self._tomorrow: tuple[Day, str] | None = None
        self.today = today or context.record.on
        self.before = context.record.days.get(self.on - timedelta(days=1))
        self.known = known_sites(context.record.days, self.on)
        stored = Draft.of(day)
        self.draft = replace(draft, strength=stored.strength) if draft else stored
        self._saved = stored if day.morning is not None else None
        self.after = ""
        self._back: tuple[tuple[object, ...], WayBack | None] | None = None
        self.past: Callable[[Where], Past | None] = lambda where: None
        """Gives the last episode of a place; whoever makes the page puts the record's there."""
        self.first: Callable[[], None] | None = None
        """Asks the first questions, while they are neither answered nor skipped."""
        self.coming: Callable[[], Sequence[Day]] = tuple
        """Gives the days after this one that are in its week, with the week's plan; whoever makes the page sets it."""
        self.undo: Undo[State] = Undo()
        shoes = context.record.shoes
        self.turned: Turned | None = None
        """Yesterday, when it was closed from here."""
        left = left_open(yesterday, context.book, shoes, self.today, told=told) if yesterday is not None else None
        self.yesterday = left
        self.limped = limped(context.record.days, self.on)
        """How the runner limped the day before."""
        self.matters: tuple[Matter, ...] = facts(context.record, None, ()).open
        self.answering, self.actions = Answering(self), Actions(self)
        self.at = self.first_open() or self.rows[-1]

    # What there is to see.

    @property
    def rows(self) -> list[Question]:
        """The questions in their order; kept, since a picture asks for them twenty times."""
        of = (self.draft, self.known, self.matters, self.yesterday)
        if not all(a is b for a, b in zip(of, self._rows_of, strict=True)):
            left = self.yesterday.words(self.settings.units) if self.yesterday else ""
            self._rows = questions(self.draft, self.known, self.matters, left)
            self._open = sum(not answered(q, self.draft) for q in self._rows)
            self._rows_of = of
        return self._rows

    @property
    def open_count(self) -> int:
        """How many questions have no answer yet."""
        return self._open if self.rows else 0

    @property
    def complete(self) -> bool:
        """Whether every question was answered."""
        return self.open_count == 0

    @property
    def answer(self) -> Answer:
        """The answer to what was said: final once everything is, before that as if the rest were nothing to report."""
        if self.complete:
            return self.context.answer(self.draft.said(), self.draft.planned)
        return answers.so_far(self.context, self.draft.morning, self.draft.planned)

    @property
    def shown_rung(self) -> Rung | None:
        """The rung that may be shown: any once all is answered, before that only what is worse than a run."""
        rung = self.answer.advice.rung
        return rung if self.complete or rung < Rung.RUN else None

    @property
    def saved(self) -> bool:
        """Whether the file says what the screen says."""
        return self._saved is not None and self._saved == self.draft

    @property
    def offer(self) -> bool:
        """Whether m and k wait: everything is answered, the advice is not the plan, nothing was chosen."""
        return self.complete and self.draft.chosen is None and self.answer.offered

    @property
    def prepared(self) -> Prepared:
        """The steps and the pair that go with the answer."""
        answer = self.answer
        if self._prepared is None or self._prepared[0] is not answer:
            from planner.core.prepare import prepare  # what only a whole morning needs comes after the first picture

            self._prepared = answer, prepare(self.context, answer, self.routines(), now=self.now)
        return self._prepared[1]

    @property
    def tomorrow(self) -> str:
        """What today, as it was saved, does to tomorrow, in a line; empty while anything is unsaved."""
        if not self.saved or not self.complete:
            return ""
        if self._tomorrow is None or self._tomorrow[0] is not self.day:
            from planner.core.tomorrow import tomorrow

            self._tomorrow = self.day, tomorrow(self.context, self.day, self.routines()).words
        return self._tomorrow[1]

    @property
    def way_back(self) -> WayBack | None:
        """The staged return that was taken up or is proposed for this morning."""
        answer = self.answer
        said, able = self.draft.morning, answer.advice.rung >= Rung.MODIFIED_RUN
        history = answer.facts.history
        key = self.settings.back, self.settings.away, history, said.pain, said.flags, able
        if self._back is None or self._back[0] != key:
            found = stand(self.context, self.routines(), self.settings, history, morning=said, able=able)
            self._back = key, found
        return self._back[1]

    # Keys.

    about = (ANSWERS,)

    def take(self, key: str) -> bool:
        """Take a key that opens the warning signs, decides an offer or answers the question under the cursor."""
        if key == "!":
            self.enter(pains.ask_signs(self))
            return True
        return (self.offer and self.actions.offered(key)) or self.answering.key(key)

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """The page's commands by verb."""
        return {
            "save": self.actions.save,
            "yesterday": self.actions.yesterday,
            "edit": self.actions.edit,
            "words": self.actions.words,
            "note": self.actions.note,
            "reasons": self.actions.reasons,
            "warm_up": self.actions.warm_up,
            "strength": self.actions.strength,
            "way_back": self.actions.way_back,
            "away": self.actions.away,
            "first": self.actions.first,
            "signs": lambda: self.enter(pains.ask_signs(self)),
            "remove": self.answering.take_back,
            "undo": self.actions.undo,
            "redo": self.actions.redo,
            "up": lambda: self.actions.move(-1),
            "down": lambda: self.actions.move(1),
            "left": lambda: self.answering.nudge(-1),
            "right": lambda: self.answering.nudge(1),
        }

    def explain(self) -> str:
        """The question under the cursor in plain words."""
        return EXPLAINED[self.at.kind] + "\n\n" + EDUCATION

    def state(self) -> tuple[Draft, Place]:
        """The answers and where the cursor is."""
        return self.draft, self.at.key

    def stand(self, *, apart: bool) -> State:
        """What undo keeps of the page as it is; with `apart` also what the settings say of being away."""
        return self.draft, self.at.key, (self.settings.away, self.settings.back) if apart else None

    def adopt(self, before: object) -> None:
        """Stand where the page stood that this one replaces: the way back stays open while its settings change, and
        what is to be said of a save that was asked for with them is said.
        """
        from planner.tui.back_mode import BackMode

        if isinstance(before, MorningPage):
            self.after = before.after
        if isinstance(before, MorningPage) and isinstance(before.mode, BackMode):
            self.enter(BackMode(page=self, ends=before.mode.ends))

    # What modes, answers and actions call.

    def change(self, draft: Draft, message: str, *, settings: Settings | None = None) -> None:
        """Put a new draft in place of the old one, which undo brings back; with what the settings say of being away,
        which whoever gives `settings` asks to be saved.
        """
        settings = settings or self.settings
        if draft != self.draft or settings != self.settings:
            self.undo.push(self.stand(apart=settings != self.settings))
            self.draft, self.settings = draft, settings
            if self.turned is not None and not self.turned.closed:
                self.turned = None  # as with any redo: what is ahead is gone
        if message:
            self.message = message

    def stay(self, question: Question) -> None:
        """Put the cursor on a question, or on the last one when that is gone."""
        rows = self.rows
        self.at = next((q for q in rows if q.key == question.key), rows[-1])

    def go_on(self) -> None:
        """Go to the next open question; with none left, to the last one."""
        rows = self.rows
        at = next((n for n, q in enumerate(rows) if q.key == self.at.key), len(rows) - 1)
        later = [q for q in rows[at + 1 :] if not answered(q, self.draft)]
        self.at = later[0] if later else self.first_open() or rows[-1]
        if self.open_count and self.at.kind != "last":
            self.message += f" Next: {self.at.label}."

    def first_open(self) -> Question | None:
        """The first question without an answer."""
        return next((q for q in self.rows if not answered(q, self.draft)), None)

    # Saving.

    def save(self, message: str = "") -> None:
        """Ask for the day to be saved, as it stands now; where nothing is to be chosen the choice is made.

        `message` is said once it is saved, in place of the usual words.
        """
        morning = answers.stamped(self.draft.said(), self.now, self.day, self.today)
        answer = self.context.answer(morning, self.draft.planned)  # with its stamp: a late one is no baseline
        chosen = self.draft.chosen or (answers.take(answer) if answer.settled else None)
        if chosen is not None and not (chosen.warm_up or chosen.cool_down):  # lists that are there may be the runner's
            from planner.core.prepare import with_steps

            before = self.day.chosen.ticked if self.day.chosen else ()
            chosen = replace(with_steps(chosen, self.prepared), ticked=chosen.ticked or before)
        stored = replace(morning, pain=morning.pain or (), flags=morning.flags or ())
        self.draft = replace(self.draft, chosen=chosen, morning=stored)
        self.after = message
        done = with_session(self.day.done, session(self.day.done), self.draft.strength)
        self.effect(Save(day=answers.fill(replace(self.day, done=done), morning, answer, chosen)))

    def save_if_complete(self) -> None:
        """Save when nothing is left to answer."""
        if self.complete:
            self.save()

    def stored(self, day: Day, warnings: Sequence[str] = ()) -> None:
        """Hear that a day was saved; yesterday's, when it is asked after here, is not the page's own."""
        if day.date != self.on:
            return
        self.day, self._saved = day, self.draft
        said = verdict_word(self.answer.advice.rung)
        then = (
            "m takes, k keeps"
            if self.offer
            else f"{self.keymap.key('app.quit')} quits, {self.keymap.key('app.undo')} undoes"
        )
        self.message = warnings[0] if warnings else self.after or f"Saved: {said}. {then}"
        self.after = ""
