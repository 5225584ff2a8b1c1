"""What step mode keeps on a page: ticks and lists in the day's choice, the strength session in what was done.

It joins step mode with the morning page and the Done page. It refuses to know pictures.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from planner.core import steps, strength, walk
from planner.core.answer import Answer, Context, take
from planner.core.known import hurt_before
from planner.core.prepare import EARLY_HOUR, with_steps
from planner.core.record import Chosen, Done
from planner.core.routines import Book, Step
from planner.core.since_run import since_run
from planner.core.steps import Today
from planner.core.strength_day import done_sessions
from planner.core.values import dataclass, replace
from planner.core.walk import STRENGTH, Part
from planner.tui.frame import Line, wrap
from planner.tui.steps_mode import StepsMode

if TYPE_CHECKING:
    from datetime import datetime

    from planner.tui.controller import MorningPage
    from planner.tui.done_page import DonePage


def of_day(
    context: Context, answer: Answer, book: Book, now: datetime, chosen: Chosen | None, done: Sequence[Done] = ()
) -> tuple[Today, tuple[Part, ...]]:
    """What the steps of a day rest on, what was told of its sessions included, and its lists."""
    had = hurt_before(context.record.days, context.record.on)
    today = steps.today(answer.scenario, answer.advice, early=now.hour < EARLY_HOUR, had=had)
    today = since_run(today, done, context.book)
    levels = strength.levels(book, done_sessions(context.record))
    return today, walk.parts(book, today, chosen=chosen, levels=levels)


@dataclass(kw_only=True)
class EffortAsk:
    """The one question after a strength session; a mode."""

    rate: Host
    title: str = "How hard was it, 0-10?"

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What the keys do."""
        return (("0-9", "effort"), ("x", "10"), ("Enter", "not said"), ("Esc", "back"))

    def key(self, key: str) -> bool:
        """A digit answers, anything that leaves leaves it unsaid."""
        if len(key) == 1 and key in "0123456789x":
            self.rate.effort(10 if key == "x" else int(key))
            return False
        return key not in ("enter", "escape")

    def owns(self, key: str) -> bool:
        """The digits."""
        return len(key) == 1 and key in "0123456789x"

    def lines(self, width: int, height: int) -> list[Line]:
        """Why it is asked."""
        words = (
            "The strength session as a whole: 0 rest, 5 hard, 10 (x) as hard as can be; Enter: not said. All "
            "repetitions at 6 or less, twice: the dose goes up."
        )
        return wrap(words, width, style="dim")


class Host(ABC):
    """What both pages share: the lists of the day and what may be added to them. Where the day's answer and choice come
    from, and where an effort is kept, each page says.
    """

    def __init__(self, context: Context, book: Book, now: datetime) -> None:
        self._context, self._book, self._now = context, book, now
        self._kept: tuple[tuple[Answer, Chosen | None, Sequence[Done]], Today, tuple[Part, ...]] | None = None

    @abstractmethod
    def answer(self) -> Answer:
        """The day's answer."""

    @abstractmethod
    def chosen(self) -> Chosen | None:
        """The day's choice."""

    @abstractmethod
    def done(self) -> Sequence[Done]:
        """What was told of the day's sessions so far."""

    @abstractmethod
    def effort(self, effort: int) -> None:
        """Keep how hard the strength session was."""

    def parts(self) -> Sequence[Part]:
        """The lists as they are now."""
        return self._look()[1]

    def addable(self, part: Part) -> Sequence[Step]:
        """What may be added to a list."""
        return walk.addable(self._book, self._look()[0], part)

    def ticked(self) -> Collection[str]:
        """The ids of the steps that were done."""
        chosen = self.chosen()
        return chosen.ticked if chosen is not None else ()

    def strength(self) -> Part | None:
        """The strength session of the day; None when it is not for today."""
        return next((p for p in self.parts() if p.use == STRENGTH), None)

    def done_now(self, part: Part, ids: Collection[str]) -> Done:
        """The session as the record keeps it."""
        kept = tuple(id for id in part.ids if id in ids)
        return Done(at=self._now, kind="strength", ticked=kept)

    def _look(self) -> tuple[Today, tuple[Part, ...]]:
        answer, chosen, done = self.answer(), self.chosen(), self.done()
        if self._kept is None or self._kept[0][0] is not answer or self._kept[0][1:] != (chosen, done):
            found = of_day(self._context, answer, self._book, self._now, chosen, done)
            self._kept = (answer, chosen, done), *found
        return self._kept[1:]


class MorningHost(Host):
    """Step mode on the morning page: everything goes through its draft, so that undo and the draft file know it."""

    def __init__(self, page: MorningPage, book: Book) -> None:
        super().__init__(page.context, book, page.now)
        self._page = page

    def answer(self) -> Answer:
        """As it stands."""
        return self._page.answer

    def chosen(self) -> Chosen | None:
        """As it stands."""
        return self._page.draft.chosen

    def done(self) -> Sequence[Done]:
        """As it is stored."""
        return self._page.day.done

    def say(self, message: str) -> None:
        """Say something in the status line, also where a save is about to say something."""
        page = self._page
        page.say(message)
        page.after = message if page.after and message else page.after

    def tick(self, id: str, message: str) -> bool:
        """Keep a step as done, or as not done after all; False, and it was said why, when there is no place for it."""
        now = tuple(self.ticked())
        after = tuple(t for t in now if t != id) if id in now else (*now, id)
        self._choose(replace(self._now_chosen(), ticked=after), message)
        return True

    def arrange(self, part: Part, ids: Sequence[str], message: str) -> None:
        """Keep another list of steps."""
        self._choose(walk.change(self._now_chosen(), part.use, ids), message)

    def strength_done(self) -> None:
        """Keep the ticked exercises as a session, and ask how hard it was."""
        part = self.strength()
        if part is not None:
            mark(self._page, self, set(self.ticked()))

    def undo(self, *, ahead: bool = False) -> None:
        """Take the last change back, or with `ahead` make it again, and save that."""
        (self._page.actions.redo if ahead else self._page.actions.undo)()
        self._page.save(self._page.message)

    def effort(self, effort: int) -> None:
        """Keep how hard it was."""
        page = self._page
        if page.draft.strength is not None:
            done = replace(page.draft.strength, effort=effort)
            page.change(replace(page.draft, strength=done), f"Strength: effort {effort} of 10.")
            page.save(page.message)

    def _now_chosen(self) -> Chosen:
        """The choice; where there was no plan to choose of, the advice with its steps."""
        page = self._page
        return page.draft.chosen or with_steps(take(page.answer), page.prepared)

    def _choose(self, chosen: Chosen, message: str) -> None:
        self._page.change(self._page.draft.choose(chosen), message)
        self._page.save(message)


def mark(page: MorningPage, host: MorningHost, ids: Collection[str] | None = None) -> None:
    """Mark the strength session of today done, with these exercises or all of them, and ask for the effort."""
    part = host.strength()
    if page.draft.strength is not None and ids is None:
        key = page.keymap.key
        page.refuse(
            f"Strength is marked done already; {key('app.undo')} takes it back, {key('app.done')} tells more of it"
        )
    elif not page.complete:
        page.refuse("Answer the questions first: what is sore decides the exercises")
    elif part is None:
        page.refuse("No strength today: rest, illness, a sign or a sore bone; D can still tell it")
    else:
        done = host.done_now(part, part.ids if ids is None else ids)
        page.change(replace(page.draft, strength=done), "Strength is done.")
        page.save(page.message)
        page.enter(EffortAsk(rate=host))


def open_on_morning(page: MorningPage, book: Book) -> None:
    """Go into step mode on the morning page; first the questions, then the choice."""
    if not ready(page):
        return
    host = MorningHost(page, book)
    ran = any(d.kind == "run" for d in page.day.done)
    part = walk.first_part(host.parts(), host.ticked(), ran=ran)
    if part is None:
        told = "what was told of the run asks for rest" if page.day.done else "the book has none"
        page.refuse(f"No steps today: {'rest is the training' if page.shown_rung == 0 else told}")
        return
    page.say("")
    page.enter(StepsMode(host=host, part=part, ends=page.keymap.keys("morning.warm_up")))


def ready(page: MorningPage) -> bool:
    """Whether all is answered and chosen, so that ticks have a place; else it is said what is missing."""
    if not page.complete:
        page.refuse("Answer the questions first: the steps are those of the answer")
    elif page.offer:
        page.refuse("First m or k: the steps are kept with what you choose")
    elif not page.saved:
        page.save()
    return not page.refused


class DoneHost(Host):
    """Step mode on the Done page: ticks go into the day's choice at once."""

    def __init__(self, page: DonePage, book: Book) -> None:
        super().__init__(page.context, book, page.now)
        self._page = page

    def answer(self) -> Answer:
        """Of the day as it was checked in."""
        day = self._page.day
        return self._context.answer(day.morning, day.planned)

    def chosen(self) -> Chosen | None:
        """As it was asked to be stored."""
        return self._page.as_asked.chosen

    def done(self) -> Sequence[Done]:
        """As it was asked to be stored, and what the form says beside it."""
        draft = self._page.draft
        return (*self._page.as_asked.done, Done(kind="run", pain=draft.pain, flags=draft.flags))

    def say(self, message: str) -> None:
        """Say something in the status line, also where a save is about to say something."""
        page = self._page
        page.say(message)
        page.after = message if page.after and message else page.after

    def undo(self, *, ahead: bool = False) -> None:
        """Take the last change back, or with `ahead` make it again."""
        (self._page.actions.redo if ahead else self._page.actions.undo)()

    def tick(self, id: str, message: str) -> bool:
        """Keep a step as done, or as not done after all; False, and it was said why, when there is no place for it."""
        now = tuple(self.ticked())
        after = tuple(t for t in now if t != id) if id in now else (*now, id)
        return self._choose(lambda chosen: replace(chosen, ticked=after), message)

    def arrange(self, part: Part, ids: Sequence[str], message: str) -> None:
        """Keep another list of steps."""
        self._choose(lambda chosen: walk.change(chosen, part.use, ids), message)

    def strength_done(self) -> None:
        """Keep the ticked exercises as a session, and ask how hard it was."""
        mark_on_done(self._page, self, set(self.ticked()))

    def effort(self, effort: int) -> None:
        """Keep how hard it was."""
        page = self._page
        if page.marked is not None:
            done = replace(page.marked, effort=effort)
            sessions = walk.with_session(page.day.done, page.marked, done)
            page.put(replace(page.day, done=sessions), f"Strength: effort {effort} of 10.")
            page.marked = done

    def _choose(self, make: Callable[[Chosen], Chosen], message: str) -> bool:
        page = self._page
        now = page.as_asked
        if now.chosen is None:
            self.say("There was no check-in this day: steps have no place")
            return False
        page.put(replace(now, chosen=make(now.chosen)), message)
        return True


def mark_on_done(page: DonePage, host: DoneHost, ids: Collection[str] | None = None) -> None:
    """Add the strength session to what was done, with these exercises or all of them, and ask for the effort."""
    part = host.strength()
    told = walk.session(page.day.done)
    if told is not None:
        undo = page.keymap.key("app.undo")
        page.refuse("Strength is told already" + (f"; {undo} takes it back" if told == page.marked else ""))
    elif part is None:
        page.refuse("No strength today: rest, illness, a sign or a sore bone; E strength tells it all the same")
    else:
        done = host.done_now(part, part.ids if ids is None else ids)
        now = page.as_asked
        page.put(replace(now, done=(*now.done, done)), "Strength is done.")
        page.marked = done
        page.enter(EffortAsk(rate=host))


def open_on_done(page: DonePage, book: Book) -> None:
    """Go into step mode on the Done page: after the run, so at the cool-down."""
    host = DoneHost(page, book)
    part = walk.first_part(host.parts(), host.ticked(), ran=True)
    if part is None:
        page.refuse("No steps this day: rest, or a doctor was to be seen")
        return
    page.say("")
    page.enter(StepsMode(host=host, part=part, ends=page.keymap.keys("done.warm_up")))
