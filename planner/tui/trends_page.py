"""The page of trends: sleep, ratings, pain, kilometres over weeks or years, episodes by site, the scorecard.

Pure and synchronous like every page. The last year is read when it opens; all years slice by slice between keys.
It refuses to know files and pictures.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from planner.core import trends
from planner.core.episodes import Episode, PainHistory
from planner.core.scorecard import Scorecard
from planner.core.summary import Summary
from planner.core.trends import RANGES, Trends
from planner.desk import Desk
from planner.tui.commands import Keymap
from planner.tui.lookback import AT_ONCE, LATELY, SLICE, Lookback
from planner.tui.modes import Scroll
from planner.tui.page import BasePage

SHOWN: Final = 8
"""Episodes that are shown, the latest."""
Changed = tuple[tuple[str, ...], tuple[str, ...]]
"""What was changed before an episode rose, and before it fell."""


class TrendsPage(BasePage):
    """The record over time."""

    name = "trends"
    about = ("left and right change the range, up and down scroll. A dot is a day or a stretch without an answer.",)

    def __init__(self, look: Lookback, *, keymap: Keymap) -> None:
        """Opens on four weeks up to today."""
        super().__init__(on=look.today, settings=look.settings, keymap=keymap)
        self.look = look
        self.range = 0
        self.top = 0
        """Lines that are scrolled out above."""
        self.most = 0
        """As far as it can be scrolled: the picture says it."""
        self.lately = look.rows(look.today - timedelta(days=LATELY), look.today)
        self.reading = ""
        """How far the reading of all years is; empty when nothing is read."""
        self._filled: dict[tuple[int, int], Trends] = {}
        self._past: dict[int, tuple[PainHistory, Scorecard]] = {}
        self._changes: dict[Episode, Changed] = {}
        self._work: Iterator[None] | None = None

    # What there is to see.

    @property
    def first(self) -> date:
        """The first day of the range."""
        days = RANGES[self.range][1]
        if days is not None:
            return self.look.today - timedelta(days=days - 1)
        years = self.look.years()
        first = date(years[0], 1, 1) if years else self.look.today
        return min(first, self.look.today - timedelta(days=RANGES[-2][1] or 0))

    @property
    def whole(self) -> bool:
        """Whether all years are asked for."""
        return RANGES[self.range][1] is None

    def strips(self, columns: int) -> Trends:
        """The range in so many columns; of all years as much as is read by now."""
        key = (self.range, columns)
        if key not in self._filled:
            found = Trends(self.first, self.look.today, columns)
            if self.whole:  # another width that was half read is never gone on with
                self._filled = {k: kept for k, kept in self._filled.items() if k[0] != self.range}
            self._filled[key] = found
            if self.whole:
                self._work = self._read_all(found)
                self._go_on(AT_ONCE)
            else:
                for day in self.lately:
                    found.add(day)
        return self._filled[key]

    def past(self) -> tuple[PainHistory, Scorecard]:
        """Pain and advice: of the last year, or of all years."""
        if self.whole and self.range in self._past:
            return self._past[self.range]
        if -1 not in self._past:
            pain, card = self._past[-1] = PainHistory(), Scorecard()
            for day in self.lately:
                pain.add(day)
                card.add(day)
        return self._past[-1]

    def episodes(self) -> list[tuple[Episode, Changed]]:
        """The latest episodes with what was changed around them."""
        found = []
        for episode in self.past()[0].episodes(self.look.today)[:SHOWN]:
            if episode not in self._changes:
                self._changes[episode] = self.look.changes(episode)
            found.append((episode, self._changes[episode]))
        return found

    def weeks(self, count: int) -> list[tuple[date, float | None]]:
        """Kilometres of the last weeks."""
        return trends.weeks(self.lately, self.look.today, self.settings.first_day, min(count, LATELY // 7))

    def changes(self) -> tuple[trends.Change, ...]:
        """The last seven days against four weeks."""
        return trends.changes(self.lately, self.look.today)

    def usual(self, number: int) -> tuple[float, float] | None:
        """What is usual of a metric, from 10 of 28 days."""
        return trends.usual(self.lately, self.look.today, trends.METRICS[number])

    def _read_all(self, into: Trends) -> Iterator[None]:
        """All years, oldest first, a few days a step; the strips fill while it goes."""
        pain, card = PainHistory(), Scorecard()
        while not self.look.refresh():
            self.reading = "looking at the files"
            yield
        years = self.look.years()
        for n, year in enumerate(years):
            self.reading = f"{n} of {len(years)} years read"
            for month in range(1, 13):
                for day in self._month(year, month):
                    into.add(day)
                    if day.date <= self.look.today:
                        pain.add(day)
                        card.add(day)
                yield
        self._past[self.range] = pain, card
        self.reading = ""

    def _month(self, year: int, month: int) -> list[Summary]:
        first = date(year, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return self.look.index.rows(first, last, check=False)

    def _go_on(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while self._work is not None and time.perf_counter() < end:
            if next(self._work, self) is self:
                self._work = None

    def idle(self) -> bool:
        """Go on with the reading of all years."""
        if self._work is None:
            return False
        self._go_on(SLICE)
        return True

    # Keys.

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """The page's commands by verb."""
        return {
            "table": self._table,
            "up": lambda: self._scroll(-1),
            "down": lambda: self._scroll(1),
            "left": lambda: self._step(-1),
            "right": lambda: self._step(1),
        }

    def take(self, key: str) -> bool:
        """Page keys scroll further."""
        if key in ("pagedown", "pageup", " "):
            self._scroll(-10 if key == "pageup" else 10)
            return True
        return False

    def _step(self, by: int) -> None:
        self.range = min(max(self.range + by, 0), len(RANGES) - 1)
        if not self.whole:
            self._work, self.reading = None, ""
            self._filled = {key: found for key, found in self._filled.items() if key[0] != len(RANGES) - 1}
        self.say(
            {"4w": "Four weeks.", "12w": "Twelve weeks.", "1y": "A year.", "all": "All years."}[RANGES[self.range][0]]
        )

    def _scroll(self, by: int) -> None:
        self.top = min(max(self.top + by, 0), self.most)

    def _table(self) -> None:
        from planner.tui.screens import trends as screen

        self.enter(
            Scroll(
                title=f"Trends as a table, {RANGES[self.range][0]}",
                make=lambda width: screen.table(self, width),
                ends=("v",),
            )
        )

    def explain(self) -> str:
        """What the strips mean."""
        return (
            "Each column is a day, or as many days as the first line says: the mean of sleep and ratings, the worst "
            "pain, the sum of kilometres. A dot is a gap: nothing was said. Ratings run from 1 to 7, 7 is worst. "
            "Counts are counts: what stood beside a pain need not be its cause."
        )


def make(desk: Desk, keymap: Keymap, on: date | None = None) -> TrendsPage:
    """The page from the files; trends always end today."""
    return TrendsPage(Lookback(desk), keymap=keymap)
