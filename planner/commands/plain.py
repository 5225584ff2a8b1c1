"""`planner plain`: the morning's questions one a line, one answer a line, for screen readers and pipes.

The same page as on the screen takes the answers, so that the same file comes out. It says no escape codes, moves no
cursor and refuses to decide anything: what an answer means is the page's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from planner.commands.asking import MAX_LINE, Asking, End
from planner.commands.day import back_words, desk_of, tell, unworn, where
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.commands.render import (
    Shown,
    chosen_words,
    date_line,
    offer_words,
    reason_lines,
    step_lines,
    verdict_lines,
)
from planner.core import answer as answers
from planner.core import runtext
from planner.core.left_open import left_open
from planner.core.prepare import prepare, with_steps
from planner.core.record import Day
from planner.core.tomorrow import tomorrow
from planner.core.values import replace
from planner.core.words import EDUCATION
from planner.desk import Desk, with_own_steps
from planner.storage.problems import PlannerError, WrongUse
from planner.tui.controller import MorningPage
from planner.tui.draft import Draft
from planner.tui.effects import Effect, Save, SaveSettings
from planner.tui.keeping import half_told
from planner.tui.keys import keymap
from planner.tui.modes import TextLine

ABOUT = f"""The morning's check-in, one question a line; each answer is a line of its own.

An empty line takes what the question offers; yesterday's answers are named and never offered. ? says what can be
answered, back leaves a question inside another, q ends. When the input ends, what was answered is saved. At its end w
walks through the steps of the day, a line each, as planner steps does at any time.

  printf '7\\n2\\n2\\n2\\n2\\n0\\n' | planner plain        seven hours, four times 2, nothing to report

{EDUCATION}"""


def run(args: Sequence[str], io: Io) -> int:
    """Ask, answer, save."""
    parser = Parser("plain", io, ABOUT)
    if "--demo" in args:
        raise WrongUse("--demo needs a terminal that can show the screens")
    parser.parse_args(args)
    desk = desk_of(io)
    typed = io.lines(MAX_LINE)
    lines: Iterator[bytes] = typed
    set_up = False
    if desk.first_time:
        from planner.commands import first_asked

        lines, set_up = first_asked.ask(io, desk, lines)
    page = page_of(desk)
    tell(io, desk, unworn(desk, page.day))
    return Talk(io, desk, page, lines, set_up=set_up, within=typed.within).run()


def page_of(desk: Desk) -> MorningPage:
    """The morning of today, with what was typed and not saved. Raises CannotRead for a broken file."""
    on = desk.today()
    day = desk.day(on)
    kept = with_own_steps(desk).draft(on)
    return MorningPage(
        desk.context(on),
        day,
        keymap=keymap(desk),
        now=desk.now(),
        today=on,
        draft=replace(Draft.of(kept[0]), complete=not kept[1]) if kept else None,
        routines=lambda: desk.routines,
    )


class Talk:
    """One check-in, line by line."""

    def __init__(
        self,
        io: Io,
        desk: Desk,
        page: MorningPage,
        lines: Iterator[bytes],
        *,
        set_up: bool = False,
        within: Callable[[float], bool] = lambda seconds: True,
    ) -> None:
        """`lines` are the runner's; `set_up`: first questions were answered before, and are kept; `within` says whether
        a line comes within some seconds.
        """
        self._io, self._desk, self._page = io, desk, page
        self._ask = Asking(io, page, self._do, lines)
        self._set_up, self._within = set_up, within
        self._told = False
        """The verdict was said."""

    def run(self) -> int:
        """All of it; gives the exit code."""
        self._io.out(date_line(self._page.day))
        self._yesterday()
        if not self._page.context.record.days:
            self._io.out(EDUCATION)
        try:
            self._ask.questions()
            self._press("morning.save")
            self._plan()
            self._verdict()
            self._offer()
            self._note()
        except End:
            if not self._ask.heard:
                what = "The morning was not answered" if self._set_up else "Nothing was answered, so nothing is written"
                self._io.err(f"{what}.")
                return 0 if self._set_up else 2
            self._finish()
            self._end()
            return 0
        except KeyboardInterrupt:
            self._keep()
            raise
        self._end()
        self._walk()
        return 0

    def _do(self, effects: list[Effect]) -> None:
        """Do what the page asks for. What cannot be saved is kept as a draft, and the error goes on."""
        for effect in effects:
            if isinstance(effect, Save):
                self._save(effect.day)
            elif isinstance(effect, SaveSettings):
                self._desk.save_settings(effect.values)
                self._io.out(f"{effect.message}.")

    def _press(self, command: str) -> None:
        """Give a command by its key, whichever that is in the settings."""
        self._do(self._page.key(self._page.keymap.keys(command)[0]))

    def _save(self, day: Day) -> None:
        try:
            warnings = self._desk.save(day, was=self._page.day if day.date == self._page.on else None)
        except PlannerError:
            self._keep()
            raise
        self._page.stored(day, warnings)
        for line in warnings:
            self._io.err(line)

    def _keep(self) -> None:
        """Keep what was typed as the screen's draft, when it is not saved."""
        draft = self._page.draft
        if self._ask.heard and not self._page.saved:
            day = Day(date=self._page.on, morning=draft.morning, planned=draft.planned, chosen=draft.chosen)
            self._desk.keep_draft(day, open=not draft.complete)

    def _finish(self) -> None:
        """The input ended: save what was answered, all or a part of it."""
        page = self._page
        page.enter(None)
        if page.complete:
            if not page.saved:
                self._press("morning.save")
        else:
            self._save(self._unfinished())
        self._verdict()

    def _unfinished(self) -> Day:
        """The day with the answers so far; what was not answered is not said."""
        page = self._page
        morning = answers.stamped(page.draft.said(), page.now, page.day, page.today)
        answer = page.context.answer(morning, page.draft.planned)
        day = answers.fill(replace(page.day, chosen=None), morning, answer, None)
        if day.chosen is not None:
            prepared = prepare(page.context, answer, self._desk.routines, now=page.now)
            day = replace(day, chosen=with_steps(day.chosen, prepared))
        return day

    # After the questions.

    def _plan(self) -> None:
        """The plan, which an empty line keeps, with the way back where there is one."""
        page, units = self._page, self._page.settings.units
        while True:
            now = runtext.joined(page.draft.planned, units) if page.draft.planned else ""
            back = self._way_back()
            keep = f"Plan: {now}. Enter keeps it, or type another run"
            if not now:
                keep = "No run is planned. Type one, or Enter"
            said = self._ask.line(f"{keep}, e.g. 6 km easy road, or rest{back}:")
            if not said or said.lower() in ("keep", "k"):
                return
            if back and said.lower() in ("b", "s", "x"):
                self._press("morning.way_back")
                self._do(page.key("enter" if said.lower() == "b" else said.lower()))
                page.enter(None)
                continue
            page.run("morning.words")
            wrong = self._type(said)
            if not wrong:
                return
            self._io.out(wrong)

    def _way_back(self) -> str:
        """Say where a staged return stands; gives what may be answered to it."""
        page = self._page
        words = back_words(self._desk, page.context, page.day, page.answer)
        if words:
            self._io.out(f"Way back: {words}")
        found = page.way_back
        if not words or found is None or found.standing.state in ("done", "stop"):
            return ""
        return ", b for the way back, s to slow it down, x to end it"

    def _type(self, text: str) -> str:
        """Type a text into the page's line; gives what is wrong with it, and leaves the line then."""
        page = self._page
        mode = page.mode
        if not isinstance(mode, TextLine):
            return page.message
        page.key("ctrl+u")
        page.paste(text)
        self._do(page.key("enter"))
        if page.mode is mode:
            page.key("escape")
            return mode.wrong.removesuffix(" Esc goes back.")
        return ""

    def _verdict(self) -> None:
        """What the answers come to, once."""
        if self._told:
            return
        self._told = True
        shown = self._shown()
        for line in (*verdict_lines(shown), *reason_lines(shown, how=False), *step_lines(shown)):
            self._io.out(line)

    def _shown(self) -> Shown:
        page, desk = self._page, self._desk
        day = page.day
        answer = page.context.answer(day.morning, day.planned) if not page.complete else page.answer
        return Shown(
            context=page.context,
            day=day,
            answer=answer,
            prepared=prepare(page.context, answer, desk.routines, now=page.now),
            tomorrow=tomorrow(page.context, day, desk.routines),
            back=back_words(desk, page.context, day, answer),
        )

    def _offer(self) -> None:
        """Take the advice or keep the plan; an empty line takes."""
        page = self._page
        if not page.offer:
            return
        take, keep = offer_words(page.answer, page.settings.units)
        while page.offer:
            choice = f"Enter or m takes {take}" + (f"; k keeps {keep}:" if page.answer.can_keep else ":")
            said = self._ask.line(choice)
            word, _, why = said.partition(" ")
            if word.lower() in ("", "m", "take", "yes", "y"):
                self._do(page.key("m"))
            elif word.lower() in ("k", "keep") and page.answer.can_keep:
                self._why(why.strip())
            else:
                self._io.out(f"{said} is not understood: m{' or k' if page.answer.can_keep else ''}.")

    def _why(self, why: str) -> None:
        page = self._page
        page.key("k")
        asked = page.answer.needs_reason
        while True:
            mode = page.mode
            if not isinstance(mode, TextLine):
                return
            if not why:
                why = self._ask.line("Why keep it? A few words" + (":" if asked else ", or Enter for none:"))
            wrong = self._type(why)
            if not wrong:
                return
            self._io.out(wrong)
            why = ""
            page.key("k")

    def _note(self) -> None:
        page = self._page
        had = page.draft.morning.note
        said = self._ask.line(f"Note: {had}. Enter keeps it, or type another:" if had else "A note, or Enter for none:")
        if said:
            page.run("morning.note")
            self._type(said)
            self._press("morning.save")

    def _end(self) -> None:
        for line in self._last():
            self._io.out(line)

    def _walk(self) -> None:
        """The steps of the day, for whoever wants them now."""
        from planner.commands.steps import walk

        page = self._page
        if page.offer or not (page.prepared.warm_up or page.prepared.cool_down):
            return
        try:
            said = self._ask.line("w walks through the steps now, planner steps does at any time; Enter ends:")
            if said.lower() in ("w", "walk", "y", "yes", "steps"):
                walk(self._io, page, self._do, self._ask, self._within)
        except End:
            return

    def _yesterday(self) -> None:
        """Name a run of the day before of which nothing was told, or not all of it."""
        record, desk = self._page.context.record, self._desk
        before = record.on - timedelta(days=1)
        day = record.days.get(before, Day(date=before))
        told = half_told(desk, before)
        left = left_open(day, desk.book, desk.shoes, record.today or record.on, told=told)
        if left is not None:
            screens = "d on the screens goes on with it; " if told else ""
            self._io.out(f"{left.words(desk.settings.units)}; {screens}planner done --date {before} tells it.")

    def _last(self) -> Iterator[str]:
        page = self._page
        day, answer = page.day, page.answer
        if day.chosen is not None:
            why = f": {day.chosen.why}" if day.chosen.why else ""
            by = (
                "as planned"
                if not answer.offered
                else f"your own plan{why}"
                if day.chosen.by == "own"
                else "the advice"
            )
            yield f"Chosen: {chosen_words(day.chosen, page.settings.units)}, {by}"
        elif page.offer:
            yield "Nothing is chosen yet: planner today says what was offered."
        yield f"Tomorrow: {tomorrow(page.context, day, self._desk.routines).words}"
        yield f"Saved in {where(self._desk, day.date)}"
