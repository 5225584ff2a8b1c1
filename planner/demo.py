"""A year of an invented runner in a throwaway folder, for `planner --demo`: every page has something to show.

Each day is answered by the real rules in its turn, with the days before it; only what the runner says and does is
invented: a cold, a fever, two injuries, a journey without running, races, trails, strength, three pairs. It refuses to
touch any folder but the one that it is given, and takes no dice: a year is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from tempfile import TemporaryDirectory
from typing import Final

from planner.core import answer as answers
from planner.core import shoes
from planner.core.answer import Answer, Context
from planner.core.days import Closed, Morning, Pain, Planned
from planner.core.history import Record
from planner.core.record import Day, Done, DonePain, Shoe
from planner.core.runtext import parse
from planner.core.settings import WEEKDAYS
from planner.core.tomorrow import done_of, sessions
from planner.core.values import replace
from planner.core.verdict import Rung
from planner.core.worn import Worn, count, together
from planner.desk import WINDOW, Desk
from planner.storage import loose, writing
from planner.storage.clock import Clock
from planner.storage.shapes import DAY

DAYS: Final = 365
WEEK: Final = {
    "monday": "strength",
    "tuesday": "8 km easy road",
    "wednesday": "7 km tempo road",
    "thursday": "strength",
    "friday": "6 km easy road",
    "saturday": "rest",
    "sunday": "11 km long trail +180m",
}
"""What stands on every week's plan now; on most of the days before it was a little less or more."""
RACES: Final = {range(245, 252): "10 km race road", range(63, 70): "15 km race road"}
"""Sundays, by how many days ago they were."""
LONG: Final = (9.0, 9.5, 10.0, 8.0, 10.0, 10.5, 11.0, 8.5)
"""Kilometres on Sunday, week by week until the journey; the fourth and the eighth are lighter."""
BACK: Final = (5.5, 0.6, 12.0)
"""And after it: on the first Sunday, so much more each week, and at most."""
AWAY: Final = range(171, 190)
"""A journey: no morning is answered and nothing is run."""
SKIPPED: Final = frozenset({11, 39, 58, 77, 118, 142, 203, 231, 276, 310, 333})
"""Mornings that nobody answered; what was done was told all the same."""
ILL: Final = {
    **dict.fromkeys((301, 300, 299), ("runny_nose", "sore_throat")),
    **dict.fromkeys((131, 130), ("fever", "myalgia")),
    **dict.fromkeys((129, 128), ("myalgia",)),
}
WELL_AGAIN: Final = {298: ("runny_nose", "sore_throat"), 129: ("fever",), 127: ("myalgia",)}
SORE: Final = {
    ("achilles", "right"): {226: 1, 225: 2, 224: 3, 223: 3, 222: 2, 221: 2, 220: 2, 219: 1, 218: 1},
    ("calf", "left"): {96: 2, 95: 3, 94: 2, 93: 1},
    ("knee_front", "left"): {16: 1, 15: 2, 14: 3, 13: 3, 12: 2, 11: 2, 10: 1},
}
"""Place -> days ago -> how it hurt in the morning."""
KEPT: Final = {range(110, 119): "the group run", range(214, 221): "it warms up", range(5, 10): "short enough"}
"""Days ago on which a shorter run was not taken, and why the plan was kept."""
SLEEP: Final = (7.5, 7.5, 8.0, 7.0, 7.5, 6.5, 8.0, 7.0, 7.5)
RATINGS: Final = ((2, 3, 2, 2), (3, 3, 3, 2), (2, 2, 2, 3), (3, 4, 4, 2), (2, 2, 3, 2), (4, 3, 3, 3), (2, 2, 2, 1))
ROUGH: Final = frozenset({330, 288, 207, 163, 112, 74, 41})
"""Short nights with ratings to match."""
NOTES: Final = {
    360: "a year from today: the half",
    300: "caught it at work",
    248: "first race, started too fast and still smiled",
    226: "the heel again, after the hill",
    190: "packing; no shoes in the bag this time",
    170: "home again, legs like wood",
    131: "38.6 in the evening",
    66: "15 km in the rain, the whole club was there",
    52: "new shoes feel firm",
    20: "windy along the canal",
}
PAIRS: Final = (
    ("pegasus-41", "Pegasus 41", 250.0, ("road",), 400, 110),
    ("speedgoat-5", "Speedgoat 5", 120.0, ("trail",), 400, None),
    ("ghost-17", "Ghost 17", 0.0, ("road",), 200, None),
    ("novablast-5", "Novablast 5", 0.0, ("road", "track"), 53, None),
)
"""Id, name, km at the start, ground, days ago it was added, days ago it was retired."""


@contextmanager
def throwaway(environ: Mapping[str, str], clock: Clock) -> Iterator[str]:
    """A filled folder of its own, for `PLANNER_HOME`, that is gone afterwards."""
    with TemporaryDirectory(prefix="planner-demo-") as home:
        fill({**environ, "PLANNER_HOME": home}, clock)
        yield home


def fill(environ: Mapping[str, str], clock: Clock) -> None:
    """Write settings, shoes and a year of days up to yesterday into the places of an environment.

    The days are put there without the save protocol: whoever loses a throwaway folder loses nothing.
    """
    desk = Desk(environ, clock)
    today = desk.today()
    desk.save_settings(
        {f"week.{day}": text for day, text in WEEK.items()}
        | {"person.running_since": today - timedelta(days=900), "usual.long_km": 10.0}
        | {"usual.long_km_said": today - timedelta(days=DAYS), "usual.easy_pace": "5:50"}
    )
    desk.save_shoes(
        tuple(
            Shoe(
                id=id,
                name=name,
                start_km=km,
                terrain=ground,
                added=today - timedelta(days=added),
                retired=None if retired is None else today - timedelta(days=retired),
            )
            for id, name, km, ground, added, retired in PAIRS
        )
    )
    year = _Year(desk, clock.now().replace(hour=6, minute=40, second=0, microsecond=0))
    for ago in range(DAYS, 0, -1):
        if ago not in AWAY:
            day = year.lived(today - timedelta(days=ago), ago)
            loose.write(desk.places.day_file(day.date), writing.text(DAY, day).encode())


class _Year:
    """The days that were lived so far, as much of them as the next one asks for."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self._desk, self._now = desk, now
        self._days: dict[date, Day] = {}
        """Those that a record needs."""
        self._last_run: date | None = None
        self._last_hard: date | None = None
        """Before those days."""
        self._worn: Mapping[str, Worn] = together([], {s.id: s.start_km for s in desk.shoes})

    def lived(self, on: date, ago: int) -> Day:
        """One day after those before it: the check-in, what was chosen, and what was done."""
        self._forget(on)
        at = self._now - timedelta(days=ago)
        planned = _planned(on, ago)
        day = Day(date=on, planned=planned)
        answer: Answer | None = None
        if ago not in SKIPPED:
            context = Context(record=self._record(on), book=self._desk.book)
            morning = _morning(ago, at)
            answer = context.answer(morning, planned)
            why = next((words for when, words in KEPT.items() if ago in when), None)
            own = why and answer.offered and answer.advice.rung is Rung.MODIFIED_RUN
            chosen = None
            if answer.plan is not None:
                chosen = answers.keep(answer, why) if own else answers.take(answer)
            day = answers.fill(day, morning, answer, chosen)
        done = tuple(self._told(session, on, ago, at, answer) for session in sessions(day, self._desk.book))
        day = self._days[on] = replace(day, done=done)
        self._worn = together([self._worn, count((on, d) for d in done)], dict.fromkeys(self._worn))
        return day

    def _forget(self, on: date) -> None:
        """Let go of the days that are too old for a record."""
        for old in [d for d in self._days if d < on - timedelta(days=WINDOW)]:
            for done in self._days.pop(old).done:
                if done.kind == "run":
                    self._last_run = old
                    self._last_hard = old if (done.effort or 0) >= 7 else self._last_hard

    def _record(self, on: date) -> Record:
        there = tuple(s for s in self._desk.shoes if s.added is None or s.added <= on)
        return Record(
            on=on,
            days=self._days,
            last_run_before=self._last_run,
            last_hard_before=self._last_hard,
            settings=self._desk.settings,
            shoes=there,
            worn=self._worn,
        )

    def _told(self, session: Planned, on: date, ago: int, at: datetime, answer: Answer | None) -> Done:
        """A session with what would be told of it in the evening."""
        done = done_of(session)
        if done.kind == "rest":
            return done
        if done.kind != "run":
            return replace(done, at=at + timedelta(hours=11), minutes=done.minutes or 30.0, effort=4, pain=(), flags=())
        trail, hard = done.terrain == "trail", session.is_hard
        km = round(done.km + (ago % 7 - 3) / 10, 1) if done.km is not None else None
        if answer is not None and answer.advice.caps.km is not None and km is not None:
            km = min(km, done.km or km)
        pace = 5.1 if session.kind == "race" else 5.4 if hard else 6.6 if trail else 5.9 + ago % 5 / 20
        return replace(
            done,
            at=at + timedelta(hours=3 if on.weekday() >= 5 else 11),
            km=km,
            minutes=round(km * pace, 1) if km is not None and done.minutes is None else done.minutes,
            climb_m=done.climb_m if done.climb_m is not None else 40.0,
            shoe=self._pair(on, session),
            effort=9 if session.kind == "race" else 7 if hard else 5 if session.kind == "long" else 3 + ago % 2,
            pain=tuple(_hurt(place, course[ago], ago) for place, course in SORE.items() if ago in course),
            flags=(),
        )

    def _pair(self, on: date, session: Planned) -> str | None:
        """The pair that the program would have taken on that day."""
        before = self._days.get(on - timedelta(days=1))
        there = [s for s in self._desk.shoes if s.added is None or s.added <= on]
        return shoes.choose(
            there,
            self._worn,
            on,
            session,
            {d.shoe for d in before.done if d.shoe} if before else (),
            numbers=self._desk.book.entries["one-change"].numbers,
            today=on,
        ).shoe


@cache
def _session(text: str) -> Planned:
    return parse(text)


def _planned(on: date, ago: int) -> tuple[Planned, ...]:
    """What stood on the plan: the week as it is now, a little less a year ago, races, lighter weeks, fewer trails."""
    week = (DAYS - ago) // 7
    race = next((text for when, text in RACES.items() if ago in when), "")
    if on.weekday() == 6:
        if race:
            return (_session(race),)
        trail = week % 3 != 0
        since = (AWAY.start - ago) // 7
        first, more, most = BACK
        long = LONG[week % len(LONG)] if since < 0 else min(round(first + more * since, 1), most)
        plan = replace(_session("10 km long road"), km=long)
        return (replace(plan, terrain="trail", climb_m=float(round(16 * long))) if trail else plan,)
    plan = _session(WEEK[WEEKDAYS[on.weekday()]])
    if on.weekday() == 2 and (week % 4 == 0 or ago > 320):  # a lighter week, and the first ones
        plan = _session("6 km easy road")
    elif on.weekday() == 2 and week % 4 == 2:
        plan = _session("6 km intervals track" if ago < 150 else "6 km hills road +90m")
    return (replace(plan, km=round(plan.km - 1.0, 1)) if plan.km is not None and ago > 200 else plan,)


def _morning(ago: int, at: datetime) -> Morning:
    quality, fatigue, soreness, stress = (5, 5, 4, 5) if ago in ROUGH else RATINGS[ago % len(RATINGS)]
    ill = ILL.get(ago, ())
    if ill:
        quality, fatigue = 5, 6
    return Morning(
        at=at + timedelta(minutes=ago * 7 % 23),
        sleep_h=4.5 if ago in ROUGH else SLEEP[ago * 4 % len(SLEEP)],
        sleep_quality=quality,
        fatigue=fatigue,
        soreness=soreness,
        stress=stress,
        pain=tuple(
            Pain(site=site, side=side, score=course[ago]) for (site, side), course in SORE.items() if ago in course
        ),
        flags=ill,
        closed=tuple(
            Closed(matter=flag, how="gone", on=at.date() - timedelta(days=1)) for flag in WELL_AGAIN.get(ago, ())
        ),
        note=NOTES.get(ago),
    )


def _hurt(place: tuple[str, str], score: int, ago: int) -> DonePain:
    """How it hurt while running and afterwards: a little more, then less again."""
    return DonePain(site=place[0], side=place[1], during=score, after=max(score - ago % 2, 0))
