"""Six weeks of an invented runner in a throwaway folder, for `planner --demo`: every page has something to show.

The days are answered by the real rules and saved by the real desk; only what the runner says is invented. It refuses to
touch any folder but the one that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Final

from planner.core import answer as answers
from planner.core.answer import Context
from planner.core.days import Morning, Pain
from planner.core.history import Record
from planner.core.record import Day, Done, DonePain, Shoe
from planner.core.shoes import worn
from planner.core.tomorrow import done_of, sessions
from planner.core.values import replace
from planner.desk import Desk
from planner.storage.clock import Clock

DAYS: Final = 42
WEEK: Final = {
    "monday": "rest",
    "tuesday": "8 km easy road",
    "wednesday": "7 km tempo road",
    "thursday": "strength",
    "friday": "6 km easy road",
    "saturday": "rest",
    "sunday": "10 km long trail",
}
SHOES: Final = (("Pegasus 41", 310.0, ("road",)), ("Speedgoat 5", 120.0, ("trail",)))
KNEE: Final = {16: 1, 15: 2, 14: 3, 13: 3, 12: 2, 11: 2, 10: 1}
"""Days ago -> how the left knee hurt in the morning."""
SLEEP: Final = (7.5, 7.0, 8.0, 6.5, 7.5, 5.5, 8.0, 7.0, 7.5)
RATINGS: Final = ((2, 3, 2, 2), (3, 3, 3, 2), (2, 2, 2, 3), (3, 4, 4, 2), (2, 2, 3, 2), (5, 5, 3, 4), (2, 2, 2, 1))


@contextmanager
def throwaway(environ: Mapping[str, str], clock: Clock) -> Iterator[str]:
    """A filled folder of its own, for `PLANNER_HOME`, that is gone afterwards."""
    with TemporaryDirectory(prefix="planner-demo-") as home:
        fill({**environ, "PLANNER_HOME": home}, clock)
        yield home


def fill(environ: Mapping[str, str], clock: Clock) -> None:
    """Write settings, shoes and six weeks of days up to yesterday into the places of an environment."""
    desk = Desk(environ, clock)
    today = desk.today()
    desk.save_settings(
        {f"week.{day}": text for day, text in WEEK.items()}
        | {"usual.long_km": 10.0, "usual.long_km_said": today - timedelta(days=DAYS), "usual.easy_pace": "5:50"}
    )
    added = today - timedelta(days=200)
    desk.save_shoes(
        tuple(
            Shoe(id=name.lower().replace(" ", "-"), name=name, start_km=km, terrain=ground, added=added)
            for name, km, ground in SHOES
        )
    )
    days: dict[date, Day] = {}
    for ago in range(DAYS, 0, -1):
        at = clock.now().replace(hour=6, minute=40, second=0) - timedelta(days=ago)
        day = _lived(desk, days, today - timedelta(days=ago), ago, at)
        desk.save(day)
        days[day.date] = day


def _lived(desk: Desk, days: Mapping[date, Day], on: date, ago: int, at: datetime) -> Day:
    """One day after those before it: the check-in, the advice taken, and what was done."""
    morning, planned = _morning(ago, at), desk.week_plan(on)
    ran = ((d, done) for d, day in days.items() for done in day.done)
    record = Record(on=on, days=days, settings=desk.settings, shoes=desk.shoes, worn=worn(ran, desk.shoes))
    context = Context(record=record, book=desk.book)
    answer = context.answer(morning, planned)
    chosen = answers.take(answer) if answer.plan is not None else None
    day = answers.fill(Day(date=on), morning, answer, chosen)
    return replace(day, done=tuple(_told(done_of(s), ago, at) for s in sessions(day, context.book)))


def _morning(ago: int, at: datetime) -> Morning:
    quality, fatigue, soreness, stress = RATINGS[ago % len(RATINGS)]
    knee = KNEE.get(ago)
    return Morning(
        at=at,
        sleep_h=SLEEP[ago % len(SLEEP)],
        sleep_quality=quality,
        fatigue=fatigue,
        soreness=soreness,
        stress=stress,
        pain=(Pain(site="knee_front", side="left", score=knee),) if knee else (),
        flags=(),
        note="windy along the canal" if ago == 20 else None,
    )


def _told(done: Done, ago: int, at: datetime) -> Done:
    """A session with what would be told of it in the evening."""
    if done.kind == "rest":
        return done
    trail = done.terrain == "trail"
    knee = KNEE.get(ago)
    pain = (DonePain(site="knee_front", side="left", during=knee, after=max(knee - 1, 0)),) if knee else ()
    run = done.kind == "run"
    return replace(
        done,
        at=at + timedelta(hours=11),
        minutes=round(done.km * 5.9, 1) if run and done.km and done.minutes is None else done.minutes,
        climb_m=(120.0 if trail else 40.0) if run else None,
        shoe=("speedgoat-5" if trail else "pegasus-41") if run else None,
        effort=7 if done.session == "tempo" else 4,
        pain=pain if run else (),
        flags=(),
    )
