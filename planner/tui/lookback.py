"""What the pages that look back ask of the record: rows of the days that are shown, one day, a search, episodes.

It joins the desk's index and journal with core, a slice of time at a time, so that a hundred years neither hold up a
key nor fill the memory. It refuses to know keys and pictures.
"""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Final

from planner.core import episodes
from planner.core.episodes import Episode, Where
from planner.core.filter import Filter
from planner.core.record import Day
from planner.core.settings import Settings
from planner.core.summary import Summary
from planner.desk import Desk
from planner.storage.problems import CannotRead

AT_ONCE: Final = 0.02
"""Seconds of work that a key may take for what it cannot finish at once."""
SLICE: Final = 0.01
"""Seconds of work between two keys."""
LATELY: Final = 400
"""Days that are read before anything else is: all ranges up to a year, with the weeks that they are held against."""

Past = tuple[Episode, tuple[str, ...], tuple[str, ...]]
"""An episode, what was changed before it rose, and before it fell."""


class Search:
    """The days that a filter chooses, the latest first, found slice by slice."""

    def __init__(self, look: Lookback, chosen: Filter) -> None:
        """Nothing is looked for yet."""
        self.found: list[date] = []
        """Latest first."""
        self.done = False
        self._steps = self._all(look, chosen)

    def go_on(self, seconds: float) -> bool:
        """Look for about so long; True when all days were looked at."""
        end = time.perf_counter() + seconds
        while not self.done and time.perf_counter() < end:
            found = next(self._steps, self)
            if found is self:
                self.done = True
            elif isinstance(found, date):
                self.found.append(found)
        return self.done

    @staticmethod
    def _all(look: Lookback, chosen: Filter) -> Iterator[date | None]:
        for year in reversed(look.years()):
            if chosen.first.year <= year <= chosen.last.year:
                for day in look.index.find(year, chosen.text, chosen if chosen.tests else None):
                    yield day if day is not None and chosen.first <= day <= chosen.last else None
            yield None


class Lookback:
    """The record as pages look back on it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.index = desk.index
        self.today = desk.today()
        self._fresh = False
        self._day: tuple[date, Day | str] | None = None
        self._dates: dict[int, list[date]] = {}

    @property
    def settings(self) -> Settings:
        """The runner's settings."""
        return self._desk.settings

    @property
    def removed(self) -> list[tuple[date, bytes]]:
        """The days that were deleted since the program began, the last one last."""
        return self._desk.removed

    @property
    def fresh(self) -> bool:
        """Whether every file was looked at since this was made."""
        return self._fresh

    def forget(self) -> None:
        """Look at the files again: something was saved, deleted or brought back."""
        self._day = None
        self._dates.clear()

    def refresh(self, seconds: float = SLICE) -> bool:
        """Look at files for about so long; True once all were looked at."""
        if not self._fresh:
            self._fresh = self.index.refresh(seconds)
            if self._fresh:
                self._dates.clear()
        return self._fresh

    def rows(self, first: date, last: date) -> list[Summary]:
        """The summaries of these days, checked against their files."""
        return self.index.rows(first, last)

    def chosen(self, dates: list[date], *, check: bool = True) -> list[Summary]:
        """The summaries of single days, in the order given; of days that are gone none. Without `check` as they were
        when they were last looked at.
        """
        return [row for day in dates for row in self.index.rows(day, day, check=check)]

    def years(self) -> list[int]:
        """The years that have days."""
        return self.index.years()

    def day(self, on: date) -> Day | str:
        """A whole day, or in words why its file cannot be read."""
        if self._day is None or self._day[0] != on:
            found: Day | str
            try:
                found = self._desk.day(on)
            except CannotRead as error:
                found = str(error)
            self._day = on, found
        return self._day[1]

    def broken(self) -> set[date]:
        """The days whose files could not be read when they were last looked at."""
        stems = (PurePosixPath(p.file).stem for p in self.index.problems)
        found = set()
        for stem in stems:
            try:
                found.add(date.fromisoformat(stem))
            except ValueError:
                continue
        return found

    def neighbour(self, on: date, forward: bool) -> date | None:
        """The next day after, or the last one before, that has an entry."""
        years = [y for y in self.years() if (y >= on.year if forward else y <= on.year)]
        for year in years if forward else reversed(years):
            dates = self._of(year)
            at = bisect_right(dates, on) if forward else bisect_left(dates, on) - 1
            if 0 <= at < len(dates):
                return dates[at]
        return None

    def around(self, on: date, newer: int, older: int) -> list[date]:
        """Days with an entry around a date, latest first: so many after it, itself if it has one, so many before."""
        found: list[date] = []
        for forward, most in ((True, newer), (False, older)):
            day: date | None = on
            here: list[date] = []
            while len(here) < most and day is not None:
                day = self.neighbour(day, forward)
                here += [day] if day is not None else []
            found = [*reversed(here), *([on] if on in self._of(on.year) else [])] if forward else [*found, *here]
        return found

    def _of(self, year: int) -> list[date]:
        if year not in self._dates:
            self._dates[year] = self.index.dates(year)
        return self._dates[year]

    def search(self, chosen: Filter) -> Search:
        """A search that has looked for as long as one key may take."""
        found = Search(self, chosen)
        found.go_on(AT_ONCE)
        return found

    def before(self, where: Where, on: date) -> Past | None:
        """The last episode of a place that was over on a date, with what was changed before it rose and fell."""
        dates = [day for day in self.index.search(where[0]) if day < on]
        log = episodes.of(self.chosen(dates[-LATELY:], check=False))  # as the search, which a key waits for
        last = next((e for e in log.episodes(on, where) if not e.open), None)
        return None if last is None else (last, *self.changes(last))

    def changes(self, episode: Episode) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What was changed before an episode rose, and before it fell."""
        first, last = episodes.span(episode)
        days = self.rows(first, min(last + timedelta(days=episodes.WINDOW), self.today))
        units = self.settings.units
        return episodes.before_rise(days, episode, units), episodes.before_fall(days, episode, units)
