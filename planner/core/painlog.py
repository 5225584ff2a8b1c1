"""Where it hurt before: pain by site and side, from check-ins and from runs, against this morning.

It counts and compares; it refuses to judge. A side that was not said, or both, may be either side, and counts for it.
Scores 0-10; None = not said, so that a morning without an answer is never one without pain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from planner.core.days import Morning, Pain
from planner.core.facts import PainFacts
from planner.core.record import Day, Done
from planner.core.training import WINDOW, is_run
from planner.core.values import dataclass

RECENT: Final = 28
"""Days after which a place that no longer hurts is let go, whatever the last runs were like."""
WEEK: Final = 7
RISING_FROM: Final = 3
"""A week's greatest score below which a rise is none."""
ENTRIES: Final = 2
"""Days with a score that a week needs to be compared."""

Place = tuple[str, str | None]
"""Site and side."""


@dataclass(frozen=True, kw_only=True)
class _Score:
    """One score that was said: by days before D, 0 being D itself."""

    back: int
    side: str | None
    score: int
    morning: bool


@dataclass(frozen=True, kw_only=True)
class _Before:
    """What the days before say of one place."""

    days: Mapping[int, int]
    """Greatest score by days before D."""
    yesterday: int | None
    day_before: int | None
    before_run: int | None
    """Score on the morning of a run on D-1, None without such a run or answer."""
    streak: int | None


class PainLog:
    """The pains of the seventy days before one date. Made once; `facts` is asked at each key press."""

    def __init__(self, days: Mapping[date, Day], on: date) -> None:
        """Later days are ignored, and of the date itself all but its check-in, which `facts` is given."""
        self._scores: dict[str, list[_Score]] = {}
        self._answered: set[int] = set()
        self._runs: list[Done] = []
        self._ran_yesterday_from: Morning | None = None
        self._known: dict[Place, _Before] = {}
        for back in range(WINDOW, -1, -1):
            day = days.get(on - timedelta(days=back))
            if day is not None:
                self._add(day, back)
        hurting = {
            (site, s.side) for site, said in self._scores.items() for s in said if s.score >= 1 and s.back <= RECENT
        }
        self._places = sorted(hurting, key=_order)

    def _add(self, day: Day, back: int) -> None:
        morning = day.morning if back else None
        if morning is not None and morning.pain is not None:
            self._answered.add(back)
            for p in morning.pain:
                self._say(p.site, _Score(back=back, side=p.side, score=p.score, morning=True))
        for done in day.done:
            if done.pain is not None:
                self._answered.add(back)
                for d in done.pain:
                    if (score := _worst(d.during, d.after)) is not None:
                        self._say(d.site, _Score(back=back, side=d.side, score=score, morning=False))
        ran = [done for done in day.done if is_run(done)]
        self._runs += ran
        if back == 1 and ran and morning is not None and morning.pain is not None and not morning.late:
            self._ran_yesterday_from = morning

    def _say(self, site: str, score: _Score) -> None:
        self._scores.setdefault(site, []).append(score)

    def facts(self, morning: Morning | None) -> tuple[PainFacts, ...]:
        """What the record says of each place that hurt in the last weeks or hurts this morning, by site and side."""
        pains = morning.pain if morning is not None else None
        named = {(p.site, p.side) for p in pains or ()} - set(self._places)
        places = sorted((*self._places, *named), key=_order) if named else self._places
        found = (self._place(place, pains) for place in places)
        return tuple(f for f in found if f is not None)

    def _place(self, place: Place, pains: tuple[Pain, ...] | None) -> PainFacts | None:
        site, side = place
        before = self._known.get(place) or self._known.setdefault(place, self._look_back(place))
        now = max((p.score for p in pains or () if p.site == site and touches(p.side, side)), default=None)
        days = before.days if now is None else {**before.days, 0: max(now, before.days.get(0, 0))}
        score = 0 if now is None and pains is not None else now
        worse = None if score is None or before.before_run is None else score > before.before_run
        rising = _weeks_rising(days)
        lately = any(score and back <= WEEK for back, score in before.days.items())
        if not (lately or before.streak or rising or worse):
            return None
        return PainFacts(
            site=site,
            side=side,
            yesterday=before.yesterday,
            day_before=before.day_before,
            weeks_rising=rising,
            worse_next_morning=worse,
            painful_run_streak=before.streak,
        )

    def _look_back(self, place: Place) -> _Before:
        site, side = place
        scores = [s for s in self._scores.get(site, ()) if touches(s.side, side)]
        days: dict[int, int] = {}
        for s in scores:
            days[s.back] = max(s.score, days.get(s.back, 0))
        before_run = None
        if self._ran_yesterday_from is not None:
            before_run = max((s.score for s in scores if s.back == 1 and s.morning), default=0)
        return _Before(
            days=days,
            yesterday=days.get(1, 0 if 1 in self._answered else None),
            day_before=days.get(2, 0 if 2 in self._answered else None),
            before_run=before_run,
            streak=_streak(reversed(self._runs), place),
        )


def touches(a: str | None, b: str | None) -> bool:
    """Whether two sides of one site may be the same: equal, not said, or both."""
    return a == b or a in (None, "both") or b in (None, "both")


def _weeks_rising(days: Mapping[int, int]) -> int | None:
    """Weeks in a row, back from D, whose greatest score is 3 or more and above that of the week before.

    None when this week or the one before has too few days with a score.
    """
    weeks: list[list[int]] = [[] for _ in range(WINDOW // WEEK + 1)]
    for back, score in days.items():
        weeks[back // WEEK].append(score)
    if len(weeks[0]) < ENTRIES or len(weeks[1]) < ENTRIES:
        return None
    rising = 0
    for week, earlier in pairwise(weeks):
        enough = len(week) >= ENTRIES and len(earlier) >= ENTRIES
        if not enough or max(week) < RISING_FROM or max(week) <= max(earlier):
            break
        rising += 1
    return rising


def _streak(latest_first: Iterable[Done], place: Place) -> int | None:
    """The last runs in a row with pain here. A run of which pain was not said neither counts nor ends it."""
    site, side = place
    row: int | None = None
    for run in latest_first:
        if run.pain is None:
            continue
        here = [d for d in run.pain if d.site == site and touches(d.side, side)]
        scores = [_worst(d.during, d.after) for d in here]
        if here and all(score is None for score in scores):
            continue
        row = row or 0
        if not any(scores):
            break
        row += 1
    return row


def _worst(during: int | None, after: int | None) -> int | None:
    return max((x for x in (during, after) if x is not None), default=None)


def _order(place: Place) -> tuple[str, str]:
    return (place[0], place[1] or "")
