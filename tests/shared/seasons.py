"""Twelve ordinary weeks of invented runners, lived through the real rules: what each morning said, and what it showed.

What a runner says is drawn from a seed; what is answered is the program's, what is taken is done, and what was done is
the record of the next morning. Nothing is written to a disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from random import Random
from typing import Final, NamedTuple

from mornings import BOOK

from planner.core import answer as answers
from planner.core import showing
from planner.core.answer import Answer, Context
from planner.core.days import Closed, Morning, Pain, Planned
from planner.core.history import Record
from planner.core.prepare import prepare
from planner.core.record import Day, Done, DonePain, Shoe
from planner.core.routines import Book
from planner.core.runtext import parse
from planner.core.settings import WEEKDAYS, Profile, Settings, Usual
from planner.core.shoes import worn
from planner.core.tomorrow import done_of, sessions
from planner.core.verdict import Reason, Rung

WEEKS: Final = 12
FIRST: Final = date(2026, 3, 2)
"""A Monday."""
ZONE: Final = timezone(timedelta(hours=1))
PACE: Final = 6.0
"""Minutes per kilometre."""


@dataclass(frozen=True, kw_only=True)
class Runner:
    """Who runs, and what stands on the plan. `{}` in a day of the week is that week's long run."""

    name: str
    week: dict[str, str]
    longs: tuple[float, ...]
    """Kilometres of the long run, week by week, no more than a tenth longer than the longest before."""
    months: int
    """Of running, before the first day."""
    shoes: tuple[tuple[str, float, tuple[str, ...]], ...] = (("road", 200.0, ("road",)),)

    @property
    def settings(self) -> Settings:
        """What this runner has told the program on the first day."""
        since = FIRST - timedelta(days=30 * self.months)
        return Settings(
            person=Profile(born=1988, running_since=since),
            usual=Usual(long_km=self.longs[0], long_km_said=FIRST, easy_pace=PACE),
            week={day: text.format(f"{self.longs[0]:g}") for day, text in self.week.items()},
        )


NOVICE: Final = Runner(
    name="novice, 3 runs a week",
    week={
        "tuesday": "4 km easy road",
        "thursday": "4 km easy road",
        "saturday": "strength",
        "sunday": "{} km long road",
    },
    longs=(5, 5, 5.5, 5, 6, 6.5, 6, 7, 7.5, 7, 8, 8),
    months=2,
)
RECREATIONAL: Final = Runner(
    name="recreational, 4 with trail",
    week={
        "tuesday": "8 km easy road",
        "wednesday": "strength",
        "thursday": "7 km tempo road",
        "saturday": "8 km easy trail +120m",
        "sunday": "{} km long road",
    },
    longs=(12, 12, 13, 11, 13, 14, 12, 14, 15, 13, 16, 14),
    months=60,
    shoes=(("road", 300.0, ("road",)), ("trail", 150.0, ("trail",))),
)
MARATHON: Final = Runner(
    name="marathon, 5 runs a week",
    week={
        "monday": "strength",
        "tuesday": "10 km easy road",
        "wednesday": "12 km tempo road",
        "friday": "8 km easy road",
        "saturday": "10 km easy road",
        "sunday": "{} km long road",
    },
    longs=(22, 22, 22, 18, 24, 26, 22, 28, 30, 24, 32, 26),
    months=96,
    shoes=(("road", 250.0, ("road",)), ("second", 120.0, ("road",))),
)
ONCE: Final = Runner(name="once a week", week={"sunday": "8 km easy road"}, longs=(8,) * WEEKS, months=36)
RUNNERS: Final = (NOVICE, RECREATIONAL, MARATHON)


class Seen(NamedTuple):
    """One morning as it was answered and shown."""

    week: int
    planned: Planned | None
    answer: Answer
    shown: tuple[Reason, ...]
    """The reasons on the screen."""
    strength: bool
    """The strength row stands on the screen though no strength was planned."""
    stop: bool
    """The line of the stop level does."""
    shoe_lines: int
    """Lines that the choice of a pair adds."""

    @property
    def run_day(self) -> bool:
        """Whether a run was planned."""
        return self.planned is not None and self.planned.is_run

    @property
    def held(self) -> bool:
        """Whether the planned run was held back."""
        return self.run_day and self.answer.advice.rung < Rung.RUN

    @property
    def lines(self) -> Counter[str]:
        """Warning lines by what they are of: every reason but the word that a day is as planned, whom to see, what
        speaks against a pair, the strength row and the stop level. Both of the last stand for warning codes and are
        read as lines, so that they count.
        """
        found = Counter(r.rule for r in self.shown if r.rule != "as-planned")
        found["referral"] += bool(self.answer.advice.referral)
        found["pair"] += self.shoe_lines
        found["strength row"] += self.strength
        found["stop level"] += self.stop
        return +found


@dataclass(frozen=True, kw_only=True)
class Life:
    """What happens in twelve weeks: days from the first. A quiet life has none of it."""

    sleep_h: float = 7.5
    sleep_sd: float = 0.5
    away: range = range(0)
    cold: range = range(0)
    fever: bool = False
    knee: range = range(0)
    new_pain: range = range(0)
    new_site: str = "calf"
    new_pair: int | None = None
    busy: bool = False
    """Days of stress and of bad sleep come too."""


WELL: Final = Life()


def ordinary(random: Random) -> Life:
    """One trip, one cold, five days of a sore knee, a new pair and a new pain, in an order that is drawn."""
    slots = random.sample(range(1, WEEKS), 5)
    at = [7 * week + random.randrange(3) for week in slots]
    cold = random.randint(4, 6)
    return Life(
        sleep_h=7.2,
        sleep_sd=0.8,
        away=range(at[0], at[0] + random.randint(5, 9)),
        cold=range(at[1], at[1] + cold),
        fever=random.random() < 1 / 3,
        knee=range(at[2], at[2] + 5),
        new_pain=range(at[3], at[3] + 3),
        new_site=random.choice(("calf", "achilles", "hip_side")),
        new_pair=at[4],
        busy=True,
    )


@dataclass
class _Now:
    """A season as it is lived."""

    runner: Runner
    life: Life
    random: Random
    days: dict[date, Day] = field(default_factory=dict)
    shoes: list[Shoe] = field(default_factory=list)
    tired: float = 0.0
    open: set[str] = field(default_factory=set)


@cache
def routines() -> Book:
    """The shipped steps."""
    from planner.storage import routines as file

    return file.shipped_routines().book


def season(runner: Runner, life: Life, seed: int) -> list[Seen]:
    """Twelve weeks of a runner, morning by morning."""
    now = _Now(runner=runner, life=life, random=Random(f"{runner.name}{seed}"))
    now.shoes = [Shoe(id=n, name=n, start_km=km, terrain=ground, added=FIRST) for n, km, ground in runner.shoes]
    return list(_lived(now))


def _lived(now: _Now) -> Iterator[Seen]:
    for n in range(7 * WEEKS):
        on = FIRST + timedelta(days=n)
        if n == now.life.new_pair:
            ground = now.runner.shoes[0][2]
            now.shoes.append(Shoe(id="new", name="new", start_km=0.0, terrain=ground, added=on))
        planned = _plan(now, on, n)
        morning = _morning(now, on, n)
        if n in now.life.away:
            planned = (Planned(kind="rest"),)
        ran = ((d, done) for d, day in now.days.items() for done in day.done)
        shoes = tuple(now.shoes)
        record = Record(on=on, days=now.days, settings=now.runner.settings, shoes=shoes, worn=worn(ran, shoes))
        context = Context(record=record, book=BOOK)
        answer = context.answer(morning, planned)
        prepared = prepare(context, answer, routines())
        stop = bool(showing.stop_line(context, answer))
        yield Seen(
            week=n // 7,
            planned=answer.plan,
            answer=answer,
            shown=showing.shown(context, answer),
            strength=bool(prepared.strength) and all(p.kind != "strength" for p in planned),
            stop=stop,
            shoe_lines=len(prepared.shoe.warnings) if prepared.shoe else 0,
        )
        chosen = answers.take(answer) if answer.plan is not None else None
        day = answers.fill(Day(date=on), morning, answer, chosen)
        done = [_told(now, done_of(s), n, prepared.shoe.shoe if prepared.shoe else None) for s in sessions(day, BOOK)]
        if prepared.strength and n not in now.life.away and not any(d.kind == "strength" for d in done):
            done += [Done(kind="strength", minutes=20.0, effort=4)] * (now.random.random() < 0.6)
        now.days[on] = replace(day, done=tuple(done))
        hard = any(d.kind == "run" and (d.session in ("tempo", "long")) for d in done)
        now.tired = 1.6 if hard else now.tired * 0.3


def _plan(now: _Now, on: date, n: int) -> tuple[Planned, ...]:
    text = now.runner.week.get(WEEKDAYS[on.weekday()], "rest").format(f"{now.runner.longs[n // 7]:g}")
    plan = parse(text)
    new = next((s for s in now.shoes if s.id == "new"), None)
    if new and plan.kind == "easy" and plan.terrain == "road" and now.random.random() < 0.6:
        plan = replace(plan, shoe="new")
    return (plan,)


def _morning(now: _Now, on: date, n: int) -> Morning:
    life, random = now.life, now.random
    sleep = round(max(3.5, min(10.0, random.gauss(life.sleep_h, life.sleep_sd))) * 2) / 2
    ill = n in life.cold
    bad = life.busy and random.random() < 0.06
    flags: tuple[str, ...] = ()
    closed: tuple[Closed, ...] = ()
    if ill:
        flags = ("runny_nose", "sore_throat") if n - life.cold.start < 2 else ("runny_nose",)
        flags += ("fever",) if life.fever and n - life.cold.start < 2 else ()
    gone = now.open - set(flags)
    closed = tuple(Closed(matter=name, how="gone", on=on) for name in sorted(gone))
    now.open = set(flags)
    return Morning(
        at=datetime.combine(on, time(6, 50), ZONE),
        sleep_h=sleep,
        sleep_quality=_rating(random, 2 + (sleep < 6.5) + 2 * bad + ill),
        fatigue=_rating(random, 2 + now.tired + bad + 2 * ill),
        soreness=_rating(random, 2 + now.tired),
        stress=_rating(random, 2 + 3.5 * bad),
        pain=_pains(now, n),
        flags=flags,
        closed=closed,
    )


def _rating(random: Random, about: float) -> int:
    return max(1, min(7, round(random.gauss(about, 0.7))))


def _pains(now: _Now, n: int) -> tuple[Pain, ...]:
    life = now.life
    found = []
    if n in life.knee:
        found.append(Pain(site="knee_front", side="left", score=now.random.choice((1, 1, 2))))
    if n in life.new_pain:
        score = (3, 2, 1)[n - life.new_pain.start]
        found.append(Pain(site=life.new_site, side="right", score=score))
    if life.busy and not found and now.random.random() < 0.04:
        found.append(Pain(site=now.random.choice(("ankle", "calf", "knee_other")), side="left", score=1))
    return tuple(found)


def _told(now: _Now, done: Done, n: int, pair: str | None) -> Done:
    """A session with what a runner would tell of it in the evening."""
    if done.kind != "run":
        return done
    day = FIRST + timedelta(days=n)
    pains = []
    if n in now.life.knee:
        pains.append(DonePain(site="knee_front", side="left", during=now.random.choice((1, 2)), after=1))
    km = done.km or (done.minutes or 0.0) / PACE
    return replace(
        done,
        at=datetime.combine(day, time(18), ZONE),
        km=round(km, 2),
        minutes=done.minutes or round(km * PACE, 1),
        climb_m=done.climb_m if done.climb_m is not None else round(4 * km),
        shoe=done.shoe or pair,
        effort=7 if done.session == "tempo" else now.random.choice((3, 4, 5)),
        pain=tuple(pains),
        flags=(),
    )


def lives(kind: str, runner: Runner, times: int) -> Iterator[list[Seen]]:
    """So many seasons of a runner, `well` or `ordinary`, each from its own seed."""
    for seed in range(times):
        life = WELL if kind == "well" else ordinary(Random(f"life {runner.name} {seed}"))
        yield season(runner, life, seed)


def figures(lived: Sequence[list[Seen]]) -> dict[str, float]:
    """What the goals are about, over several seasons."""
    held = [sum(day.held for day in days) for days in lived]
    runs = [sum(day.run_day for day in days) for days in lived]
    lines = [sum(sum(day.lines.values()) for day in days) for days in lived]
    trail = [day for days in lived for day in days if day.run_day and day.planned and day.planned.terrain == "trail"]
    return {
        "held, most": max(held),
        "held, mean": sum(held) / len(held),
        "held share": sum(held) / sum(runs),
        "held share, most": max(h / r for h, r in zip(held, runs, strict=True)),
        "lines, mean": sum(lines) / len(lines),
        "lines, most": max(lines),
        "lines, over": sum(n > 60 for n in lines) / len(lines),
        "trail held": sum(day.held for day in trail) / len(trail) if trail else 0.0,
        "rest run": sum(
            day.answer.advice.rung >= Rung.MODIFIED_RUN
            for days in lived
            for day in days
            if day.planned is not None and day.planned.kind == "rest"
        ),
    }
