"""Pain at one place from its first day to its last, and what was different before it rose and before it fell.

It tells what stood beside the pain and never what caused it: differences in words, links as counts of days and of runs,
none below eight cases, and no chance of anything. Days are added in their order; only scores are kept of them.
It refuses to know files and screens. Pain 0-10, kilometres.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Final

from planner.core.filter import pains
from planner.core.painlog import touches
from planner.core.record import Done
from planner.core.sites import place
from planner.core.summary import Summary
from planner.core.training import is_run
from planner.core.units import amount, distance, plain
from planner.core.values import dataclass

ENDS_AFTER: Final = 14
"""Days without pain at the place that end an episode."""
WINDOW: Final = 7
"""Days looked at before a rise and after a peak."""
EARLIER: Final = 28
"""Days that those are held against."""
CASES: Final = 8
"""Painful days after a run below which no link is shown."""
GAP: Final = 4
"""Days between two runs that count as a gap."""
STEEP: Final = 10.0
"""Metres of climb a kilometre above which a run counts as climbing."""
OFTEN: Final = 2
"""Runs of a week in a pair or on a ground from which leaving it out is told."""
Where = tuple[str, str | None]
"""Site and side."""


@dataclass(frozen=True, kw_only=True)
class Episode:
    """Pain at one place, from its first day to its last."""

    site: str
    side: str | None
    start: date
    end: date
    """The last day with pain."""
    peak: int
    peak_on: date
    """The first day of the peak."""
    days: int
    """Days with pain of 1 and more."""
    after_run: bool
    """The first score was said of a run of that day, not of its morning."""
    open: bool
    """It may still go on: its last painful day is less than 14 days back."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """Something about a run, and on how many painful days it had been so."""

    what: str
    days: int
    of: int
    runs: int
    all_runs: int

    @property
    def words(self) -> str:
        """`after trail 6 of 9 painful days (12 of 40 runs)`."""
        return f"{self.what} {self.days} of {self.of} painful days ({self.runs} of {self.all_runs} runs)"


class PainHistory:
    """The pain of all days that were added, in their order."""

    def __init__(self) -> None:
        self._scores: dict[Where, list[tuple[date, int, bool]]] = {}
        self._runs: Counter[str] = Counter()
        self._all_runs = 0
        self._linked: dict[Where, Counter[str]] = {}
        self._cases: Counter[Where] = Counter()
        self._last_run: date | None = None
        self._before: tuple[date, frozenset[str]] | None = None
        """The last day with a run before the one that is added, and what its runs were."""

    def add(self, day: Summary) -> None:
        """Add a day; it must be later than the ones before."""
        traits = self._traits(day)
        morning = {(p.site, p.side): p.score for p in day.pain or ()}
        worst: dict[Where, int] = {}
        for site, side, score in pains(day):
            worst[site, side] = max(score, worst.get((site, side), 0))
        for where, score in worst.items():
            if score:
                of_run = not morning.get(where)
                self._scores.setdefault(where, []).append((day.date, score, of_run))
                self._link(where, day.date, traits if of_run else None)
        if traits is not None:
            self._before = day.date, traits

    def _traits(self, day: Summary) -> frozenset[str] | None:
        """What the day's runs were, counted for all runs; None without one."""
        ran = [done for done in day.done if is_run(done)]
        if not ran:
            return None
        found: set[str] = set()
        for run in ran:
            here: set[str] = set()
            if run.terrain:
                here.add(f"after {run.terrain}")
            if run.shoe:
                here.add(f"in {run.shoe}")
            if run.km and run.climb_m is not None and run.climb_m / run.km > STEEP:
                here.add("after climbing")
            if self._last_run is not None and (day.date - self._last_run).days >= GAP:
                here.add(f"after {GAP} days without a run")
            self._last_run = day.date
            self._runs.update(here)
            self._all_runs += 1
            found |= here
        return frozenset(found)

    def _link(self, where: Where, on: date, today: frozenset[str] | None) -> None:
        """A painful day belongs to the run that it was said of, else to those of the day before; to none without."""
        traits = today
        if traits is None and self._before is not None and on - self._before[0] == timedelta(days=1):
            traits = self._before[1]
        if traits is not None:
            self._cases[where] += 1
            self._linked.setdefault(where, Counter()).update(traits)

    def places(self) -> list[Where]:
        """Where it hurt, in the order in which it first did."""
        return list(self._scores)

    def episodes(self, on: date, at: Where | None = None) -> list[Episode]:
        """All episodes up to a date, the latest first; those of one place only. A single day of 1 is none."""
        found = [e for where in self._scores if at is None or _same(where, at) for e in self._of(where, on)]
        kept = (e for e in found if e.days > 1 or e.peak > 1)
        return sorted(kept, key=lambda e: (e.end, e.start, e.site, e.side or ""), reverse=True)

    def _of(self, where: Where, on: date) -> Iterator[Episode]:
        said = [s for s in self._scores[where] if s[0] <= on]
        start = 0
        for n in range(1, len(said) + 1):
            if n == len(said) or (said[n][0] - said[n - 1][0]).days > ENDS_AFTER:
                yield _episode(where, said[start:n], on)
                start = n

    def links(self, at: Where) -> list[Link]:
        """What the runs before painful days were, most often first; none below eight such days."""
        cases = self._cases[at]
        if cases < CASES:
            return []
        found = [
            Link(what=what, days=days, of=cases, runs=self._runs[what], all_runs=self._all_runs)
            for what, days in self._linked[at].items()
            if days * self._all_runs > cases * self._runs[what]  # more often than of all runs
        ]
        return sorted(found, key=lambda link: (-link.days, link.what))


def of(days: Iterable[Summary]) -> PainHistory:
    """The pain of days in their order."""
    found = PainHistory()
    for day in days:
        found.add(day)
    return found


def _same(a: Where, b: Where) -> bool:
    return a[0] == b[0] and touches(a[1], b[1])


def _episode(where: Where, said: Sequence[tuple[date, int, bool]], on: date) -> Episode:
    peak = max(score for _, score, _ in said)
    end = said[-1][0]
    return Episode(
        site=where[0],
        side=where[1],
        start=said[0][0],
        end=end,
        peak=peak,
        peak_on=next(day for day, score, _ in said if score == peak),
        days=len(said),
        after_run=said[0][2],
        open=(on - end).days < ENDS_AFTER,
    )


def span(episode: Episode) -> tuple[date, date]:
    """The days that `before_rise` and `before_fall` look at."""
    back = WINDOW + EARLIER
    return date.fromordinal(max(episode.start.toordinal() - back, 1)), episode.end


def before_rise(days: Sequence[Summary], e: Episode, units: str = "km") -> tuple[str, ...]:
    """What was more or new in the seven days before it began than in the four weeks before those, of two at least."""
    last = e.start if e.after_run else e.start - timedelta(days=1)
    now = [d for d in days if 0 <= (last - d.date).days < WINDOW]
    before = [d for d in days if WINDOW <= (last - d.date).days < WINDOW + EARLIER]
    weeks = (max(((last - d.date).days for d in before), default=0) + 1) / WINDOW - 1
    return tuple(_more(now, before, weeks, units)) if weeks >= 2 else ()


def before_fall(days: Sequence[Summary], e: Episode, units: str = "km") -> tuple[str, ...]:
    """What was less or left out in the seven days from its peak on than in the week before it began; none without a
    fall.
    """
    if e.end == e.peak_on and e.open:
        return ()
    now = [d for d in days if 0 <= (d.date - e.peak_on).days < WINDOW]
    before = [d for d in days if 0 <= (e.start - d.date).days - 1 < WINDOW]
    return tuple(_less(now, before, units)) if len(now) > 1 else ()


def words(e: Episode) -> str:
    """An episode in a line: `your left knee (front): 3 Mar to 20 Mar 2026, peak 4/10, 12 days`."""
    when = f"since {_day(e.start)}" if e.open else f"{_day(e.start)} to {_day(e.end)}"
    many = "1 day" if e.days == 1 else f"{e.days} painful days"
    return f"{place(e.site, e.side)}: {when}, peak {e.peak}/10, {many}"


_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def _more(now: Sequence[Summary], before: Sequence[Summary], weeks: float, units: str) -> Iterator[str]:
    a, b = _runs(now), _runs(before)
    if len(b) < 3:
        return
    for shoe in _only(a, "shoe", b):
        yield f"first runs in {shoe}"
    for terrain in _only(a, "terrain", b):
        yield f"first runs on {terrain}" if terrain != "mixed" else "first runs on mixed ground"
    longest, was = _longest(a), _longest(b)
    if longest is not None and was is not None and longest > was * 1.1:
        yield f"a run of {distance(longest, units)}, the longest before {amount(was, units)}"
    km, all_km = _km(a), _km(b)
    if km is not None and all_km and km > all_km / weeks * 1.2:
        yield f"{distance(km, units)} in a week, usual {amount(all_km / weeks, units)}"
    steep, flat = _steepest(a), _steepest(b)
    if steep is not None and flat is not None and steep > max(STEEP, flat * 1.2):
        yield f"a climb of {plain(steep, 0)} m a km, before at most {plain(flat, 0)}"
    hard, often = sum(d.hard for d in now), sum(d.hard for d in before) / weeks
    if hard > often + 1:
        yield f"{hard} hard sessions, usual {plain(often)}"
    slept, well = _slept(now), _slept(before)
    if slept is not None and well is not None and slept < well - 0.5:
        yield f"{plain(slept)} h of sleep, usual {plain(well)}"


def _less(now: Sequence[Summary], before: Sequence[Summary], units: str) -> Iterator[str]:
    a, b = _runs(now), _runs(before)
    if not b:
        return
    if not a:
        yield "no runs"
        return
    km, was = _km(a), _km(b)
    if km is not None and was is not None and km < was * 0.8:
        yield f"{distance(km, units)} in a week, before {amount(was, units)}"
    for field, word in (("shoe", "in"), ("terrain", "on")):
        for left_out in _only(b, field, a, OFTEN):
            yield f"none {word} {left_out}"
    if any(d.hard for d in before) and not any(d.hard for d in now):
        yield "nothing hard"


def _runs(days: Sequence[Summary]) -> list[Done]:
    return [done for day in days for done in day.done if is_run(done)]


def _only(runs: Sequence[Done], field: str, others: Sequence[Done], times: int = 1) -> list[str]:
    """What so many of the runs say of a field and none of the others; nothing where one of those does not say it."""
    there = {getattr(run, field) for run in others}
    if None in there:
        return []
    counts = Counter(value for run in runs if (value := getattr(run, field)) is not None)
    return sorted(value for value, count in counts.items() if count >= times and value not in there)


def _km(runs: Sequence[Done]) -> float | None:
    """Of all the runs together; None where one does not say its own."""
    said = [run.km for run in runs if run.km is not None]
    return sum(said) if len(said) == len(runs) else None


def _longest(runs: Sequence[Done]) -> float | None:
    return max((run.km for run in runs if run.km is not None), default=None)


def _steepest(runs: Sequence[Done]) -> float | None:
    """Metres of climb a kilometre, of the runs that say both."""
    return max((run.climb_m / run.km for run in runs if run.km and run.climb_m is not None), default=None)


def _slept(days: Sequence[Summary]) -> float | None:
    said = [d.sleep_h for d in days if d.sleep_h is not None and d.in_baseline]
    return fmean(said) if len(said) >= 3 else None
