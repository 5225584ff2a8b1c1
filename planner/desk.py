"""The runner's desk: settings, rules, shoes, record and clock opened together, for every face of the program.

It joins storage with core: it reads what a question needs, hands it over as values, and saves what came back. It
refuses to decide anything and knows no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planner.core.answer import Context
from planner.core.days import Planned
from planner.core.history import Record
from planner.core.record import Day, Done, Shoe
from planner.core.routines import Book
from planner.core.rule import Rulebook
from planner.core.runtext import RunTextError, several
from planner.core.settings import WEEKDAYS, Settings
from planner.core.training import is_hard, is_run
from planner.core.values import replace
from planner.core.way_back import is_away
from planner.storage import document, drafts, rulebook
from planner.storage import settings as settings_file
from planner.storage import shoes as shoes_file
from planner.storage.clock import Clock, SystemClock, planner_day
from planner.storage.journal import Journal, read_day
from planner.storage.kept import Ring
from planner.storage.parsed import MANY, Parsed
from planner.storage.places import Places
from planner.storage.problems import CannotRead, HeldByAnother, Problem
from planner.storage.wear import Wear, WornBefore

if TYPE_CHECKING:
    from planner.storage.index import Index
    from planner.storage.lock import Holder, Lock

LONGEST: Final = 400
"""Days before a date that are read at most for a way back that was taken up."""
WINDOW: Final = 70
"""Days before a date that are read whole: ten weeks, for weekly trends and the gaps of 60 days."""


def _any(wanted: Callable[[Done], bool], days: Mapping[date, Day], on: date) -> bool:
    """Whether something was done up to a date; then nobody asks what was before these days."""
    return any(wanted(done) for when, day in days.items() if when <= on for done in day.done)


class Desk:
    """Everything that is open for one runner."""

    def __init__(self, environ: Mapping[str, str], clock: Clock | None = None) -> None:
        """Find the places; nothing is read yet."""
        self.places = Places.of(environ)
        self._ascii = environ.get("PLANNER_ASCII", "") not in ("", "0")
        self.clock = clock or SystemClock(environ)
        document.parsed = self.parsed = Parsed(self.places.cache / "parsed")
        self.journal = Journal(self.places, keep=Ring(self.places).keep)
        self.lock: Lock | None = None
        """Set by a face that stays open: who else does, may save and this one may not."""
        self.problems: list[Problem] = []
        """What could not be read so far; the program goes on with what is good."""
        self._cut: dict[date, Problem] = {}
        self.removed: list[tuple[date, bytes]] = []
        """The days that were deleted in this run, with their files' bytes, the last one last."""

    @cached_property
    def settings(self) -> Settings:
        """The settings; a broken key has its default."""
        found, problems = settings_file.load(self.places)
        self.problems += problems
        return replace(found, ascii=True) if self._ascii else found

    @cached_property
    def book(self) -> Rulebook:
        """The rules in use."""
        found, problems = rulebook.load(self.places)
        self.problems += problems
        return found

    @cached_property
    def shoes(self) -> tuple[Shoe, ...]:
        """The pairs; none while their file cannot be read."""
        try:
            return shoes_file.load(self.places)
        except CannotRead as error:
            self.problems += error.problems
            return ()

    def shoes_anew(self) -> tuple[tuple[Shoe, ...], str]:
        """The pairs as their file says now, and why it cannot be read, else an empty text."""
        try:
            found = self.__dict__["shoes"] = shoes_file.load(self.places)
        except CannotRead as error:
            self.__dict__["shoes"] = ()
            return (), str(error).splitlines()[0]
        return found, ""

    @cached_property
    def routines(self) -> Book:
        """The steps in use; read when they are first needed."""
        from planner.storage import routines

        found, problems = routines.load(self.places)
        self.problems += problems
        return found

    @cached_property
    def index(self) -> Index:
        """One row for each stored day."""
        from planner.storage.index import Index  # 3 ms, and a start whose ten weeks say all needs none

        return Index(self.places)

    @property
    def first_time(self) -> bool:
        """Whether nobody has set anything up here yet."""
        return not settings_file.exists(self.places)

    def now(self) -> datetime:
        """The time now, with its offset."""
        return self.clock.now()

    def today(self) -> date:
        """The planner's day now."""
        return planner_day(self.now(), self.settings.day_starts)

    def day(self, on: date) -> Day:
        """A stored day; one without a file has the week's plan. Raises CannotRead for a broken file.

        A file that seems cut short is read, and said among the problems: saving keeps what it says as a version too.
        """
        day = self.journal.day(on)
        problem, before = Ring(self.places).cut(self.places.day_file(on)), self._cut.pop(on, None)
        self.problems = [p for p in self.problems if p not in (problem, before)]
        if problem:
            self._cut[on] = problem
            self.problems.append(problem)
        if day.planned or day.morning is not None or day.done:
            return day
        return Day(date=on, planned=self.week_plan(on))

    def week_plan(self, on: date) -> tuple[Planned, ...]:
        """What the week in the settings says of a date; nothing, and a problem, when its words are not understood."""
        if is_away(self.settings, on):
            return (Planned(kind="rest"),)
        weekday = WEEKDAYS[on.weekday()]
        text = self.settings.week.get(weekday, "")
        try:
            return several(text, units=self.settings.units) if text.strip() else ()
        except RunTextError as error:
            name = self.places.short(self.places.settings)
            problem = Problem(file=name, key=f"week.{weekday}", message=error.message)
            if problem not in self.problems:
                self.problems.append(problem)
            return ()

    def record(self, on: date) -> Record:
        """All that is asked of the past for one date."""
        first, back = on - timedelta(days=WINDOW), self.settings.back
        if back is not None and back.stopped is None:  # its outings tell its stage, however long ago the first one was
            first = max(min(first, back.since), on - timedelta(days=LONGEST))
        days = self.journal.window(first, on)
        self.parsed.save(MANY)
        self.problems += [p for p in self.journal.problems if p not in self.problems]
        if not any(day.facts is not None for date, day in days.items() if date < on):
            days |= self._last_check_in(first)
        return Record(
            on=on,
            days=days,
            last_run_before=None if _any(is_run, days, on) else self.index.last_run_before(first),
            last_hard_before=None if _any(is_hard, days, on) else self.index.last_hard_before(first),
            settings=self.settings,
            worn=WornBefore(Wear(self.places, lambda: self.index), on, self.shoes),
            shoes=self.shoes,
            today=self.today(),
        )

    def _last_check_in(self, before: date) -> dict[date, Day]:
        """The last check-in before a date: what was open then is open still, however long nobody looked."""
        for on in reversed([d for d in self.journal.dates() if d < before]):
            found = self.journal.window(on, on)
            if any(day.facts is not None for day in found.values()):
                return found
        return {}

    def context(self, on: date) -> Context:
        """What an answer for a date rests on."""
        return Context(record=self.record(on), book=self.book)

    def held_by(self) -> Holder | None:
        """Who else has this folder open, when this face has to leave saving to them."""
        return self.lock.take(self.now()) if self.lock is not None else None

    def _may_save(self) -> None:
        if holder := self.held_by():
            message = f"planner is open already ({holder}); this one only shows: save there, or quit it first"
            raise HeldByAnother(message)

    def save(self, day: Day, *, was: Day | None = None, settles: str = drafts.MORNING) -> tuple[str, ...]:
        """Save a day, flushed; gives warnings. `was` is what `day` gave when it was changed, `settles` the page whose
        draft of that day is then let go, empty for none.

        Raises HeldByAnother when another planner is open, and what `Journal.save` raises.
        """
        self._may_save()
        stored = self.journal.day(day.date) if was is not None else None
        if stored == was or (stored == Day(date=day.date) and was is not None and not (was.morning or was.done)):
            was = None  # as it was read, or the week's plan where there was no file
        warnings = self.journal.save(day, was=was)
        _look_again(self, day.date)
        if settles:
            drafts.drop(self.places, day.date, settles)
        return tuple(str(p) for p in warnings)

    def save_shoes(self, shoes: tuple[Shoe, ...]) -> None:
        """Put all pairs into their file. Raises HeldByAnother, and what `storage.shoes.save` raises."""
        self._may_save()
        shoes_file.save(self.places, shoes, was=self.shoes)
        self.__dict__["shoes"] = shoes

    def save_settings(self, values: Mapping[str, object]) -> None:
        """Change keys of the settings file, which is read anew.

        Raises HeldByAnother, and what `storage.settings.change_all` raises.
        """
        self._may_save()
        settings_file.change_all(self.places, values)
        self.__dict__.pop("settings", None)

    def remove(self, on: date) -> None:
        """Delete a day's file; `bring_back` can undo it. Raises what `storage.removing.remove` raises."""
        from planner.storage import removing

        self._may_save()
        self.removed.append((on, removing.remove(self.places, on)))
        self.journal.forget(on)
        _look_again(self, on)

    def bring_back(self) -> date | None:
        """Put the last deleted day back byte for byte; None when there is none. Raises what `bring_back` there does."""
        from planner.storage import removing

        if not self.removed:
            return None
        self._may_save()
        on, data = self.removed[-1]
        removing.bring_back(self.places, on, data)
        self.removed.pop()
        self.journal.forget(on)
        _look_again(self, on)
        return on

    def keep_draft(
        self, day: Day, *, open: bool, page: str = drafts.MORNING, more: Mapping[str, object] | None = None
    ) -> None:
        """Keep what was typed and not saved; never raises for the system. `open`: the last question is not answered;
        `more` is what the page adds, JSON values and days.

        While another planner is open its draft is left alone.
        """
        from planner.storage import writing
        from planner.storage.problems import BadInput
        from planner.storage.shapes import DAY

        if self.held_by():
            return
        try:
            said = {"day": day, "open": open, **(more or {})}
            kept = {name: writing.text(DAY, value) if isinstance(value, Day) else value for name, value in said.items()}
            drafts.save(self.places, day.date, kept, page)
        except BadInput:
            return

    def anew(self) -> None:
        """Let go of what was read of settings, rules, routines and shoes; the next question reads it again."""
        for name in ("settings", "book", "routines", "shoes"):
            self.__dict__.pop(name, None)
        self.problems.clear()

    def draft(self, on: date) -> tuple[Day, bool] | None:
        """What was typed for a morning and not saved, and whether its last question is open; None = nothing."""
        found = unfinished(self.places, on, drafts.MORNING)
        return (found[0], bool(found[1].get("open"))) if found else None


def with_own_steps(desk: Desk) -> Desk:
    """The desk with the runner's own steps read, where there are some, so that a mistake in them is told at once."""
    if desk.places.routines.exists():
        _ = desk.routines
    return desk


def unfinished(places: Places, on: date, page: str) -> tuple[Day, Mapping[str, object]] | None:
    """What was typed on a page for a date and not saved, and all that the page kept with it; None = nothing."""
    kept = drafts.load(places, on, page)
    day = drafted(kept.get("day"), on) if kept else None
    return (day, kept) if day is not None and kept is not None else None


def drafted(text: object, on: date) -> Day | None:
    """A day as a draft keeps it; None when it cannot be read."""
    if not isinstance(text, str):
        return None
    try:
        return read_day(text.encode("utf-8", "replace"), "draft", on)[0]
    except CannotRead:
        return None


def _look_again(desk: Desk, on: date) -> None:
    """Have the index read a day that was changed here: of old years it looks at no file before they are counted."""
    if on < desk.today() - timedelta(days=WINDOW):
        desk.index.rows(on, on)
