"""Writes a long record of plausible days as real day files, the same for the same seed.

    python tests/bench/make_record.py FOLDER --years 100 [--last 2026-11-22] [--seed 1]

FOLDER is what PLANNER_HOME would name; it gets `days/YYYY/YYYY-MM-DD.toml` in our own layout, about 1.1 kB each, a day
for each date. It refuses to write over a day that is there.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from planner.core.days import Morning, Pain, Planned
from planner.core.facts import Facts, History
from planner.core.record import Chosen, Day, Done, DonePain
from planner.core.verdict import Caps, Form, Referral, Rung, SavedAdvice, SavedReason
from planner.storage import shapes, writing
from planner.storage.places import Places

LAST = date(2026, 11, 22)
_WEEK = ("rest", "easy", "intervals", "easy", "strength", "easy", "long")
_SITES = ("knee_front", "achilles", "calf", "shin_diffuse", "hip_side", "low_back", "plantar_heel")
_SHOES = ("pegasus-41", "ghost-16", "speedgoat-6", "adios-9")
_NOTES = (
    "slept badly, the neighbours had a party",
    "legs felt springy after the rest day",
    "windy along the canal, turned early",
    "müde nach der Arbeit",
    "met Ana at the track, good company",
    "stairs were stiff, gone after breakfast",
    "new route through the woods past the mill",
)


def days(count: int, *, last: date = LAST, seed: int = 1) -> Iterator[Day]:
    """So many days up to `last`, in order: a training week that repeats, with sore weeks, illness, gaps and notes."""
    chance = random.Random(seed)
    sore_site, sore = "", 0
    for back in range(count - 1, -1, -1):
        day = last - timedelta(days=back)
        if sore == 0 and chance.random() < 0.02:
            sore_site, sore = chance.choice(_SITES), chance.randint(5, 25)
        sore = max(sore - 1, 0)
        yield _day(day, chance, sore_site if sore else None, chance.randint(1, 4))


def _day(day: date, chance: random.Random, site: str | None, score: int) -> Day:
    kind = _WEEK[day.weekday()]
    ill = chance.random() < 0.01
    hours = round(chance.gauss(7.4, 0.8) * 4) / 4
    pain = () if site is None else (Pain(site=site, side=chance.choice(("left", "right")), score=score),)
    morning = Morning(
        at=_at(day, 6, chance),
        sleep_h=hours,
        sleep_quality=chance.randint(1, 5),
        fatigue=chance.randint(1, 5),
        soreness=chance.randint(1, 5),
        stress=chance.randint(1, 4),
        pain=pain,
        flags=("runny_nose",) if ill else (),
        copied=chance.random() < 0.02,
        note=chance.choice(_NOTES) if chance.random() < 0.3 else None,
    )
    planned = _planned(kind, chance)
    runs = planned.is_run and not ill
    rung = Rung.CROSS_TRAIN if score > 3 and site else Rung.MODIFIED_RUN if site else Rung.RUN
    reason = f"your {pain[0].side} {site} {score}/10: no hard running" if site and pain else "nothing speaks against it"
    advice = SavedAdvice(
        rung=Rung.REST if kind == "rest" or ill else rung,
        referral=Referral.NONE,
        caps=Caps(km=planned.km, pain_stop=4 if site else None, hard_allowed=not site, form=Form.RUN),
        warnings=("PAIN_STOP_RULE", "STRENGTH_DUE") if site else ("STRENGTH_DUE",),
        reasons=(
            SavedReason(rule="pain-joint" if site else "readiness", because=reason),
            SavedReason(rule="strength-due", because=f"strength: {chance.randint(0, 2)} of 2 sessions in 7 days"),
        ),
    )
    history = History(
        longest_30d_km=round(chance.uniform(14, 22), 1),
        days_since_last_run=chance.randint(1, 3),
        days_since_hard=chance.randint(1, 7),
        usual_gap_days=3.0,
        consecutive_run_days=chance.randint(0, 3),
        runs_per_week=4.5,
        usual_climb_m_per_km=8.0,
        usual_terrain="road",
        terrains_28d=("road", "trail"),
        pace_min_per_km=5.9,
        strength_sessions_7d=1,
        sleep_avg14_h=round(chance.uniform(6.8, 7.8), 2),
    )
    own = chance.random() < 0.08
    return Day(
        date=day,
        morning=morning,
        facts=Facts(history=history),
        advice=advice,
        chosen=Chosen(
            by="own" if own else "advice",
            why="race in two weeks" if own and chance.random() < 0.5 else None,
            km=planned.km,
            warm_up=("walk-5", "leg-swings", "drills-2") if runs else (),
            cool_down=("walk-5",) if runs else (),
        ),
        planned=(planned,),
        done=() if chance.random() < 0.08 or (planned.is_run and not runs) else (_done(day, planned, site, chance),),
    )


def _planned(kind: str, chance: random.Random) -> Planned:
    if kind in ("rest", "strength"):
        return Planned(kind=kind)
    km = round(chance.uniform(14, 20) if kind == "long" else chance.uniform(6, 11), 1)
    terrain = chance.choice(("road", "road", "trail", "track" if kind == "intervals" else "grass"))
    return Planned(
        kind=kind, km=km, climb_m=float(chance.randint(2, 20) * 10), terrain=terrain, shoe=chance.choice(_SHOES)
    )


def _done(day: date, planned: Planned, site: str | None, chance: random.Random) -> Done:
    if not planned.is_run:
        return Done(at=_at(day, 18, chance), kind=planned.kind or "rest")
    km = round((planned.km or 8) * chance.uniform(0.9, 1.05), 1)
    return Done(
        at=_at(day, 18, chance),
        kind="run",
        session=planned.kind,
        km=km,
        minutes=round(km * chance.uniform(5.2, 6.4), 1),
        climb_m=planned.climb_m,
        terrain=planned.terrain,
        shoe=planned.shoe,
        effort=chance.randint(7, 9) if planned.is_hard else chance.randint(2, 5),
        pain=(DonePain(site=site, side="left", during=chance.randint(0, 3), after=chance.randint(0, 3)),)
        if site
        else (),
        flags=(),
        note=chance.choice(_NOTES) if chance.random() < 0.15 else None,
    )


def _at(day: date, hour: int, chance: random.Random) -> datetime:
    return datetime(day.year, day.month, day.day, hour, chance.randint(0, 59), tzinfo=timezone(timedelta(hours=1)))


def make(folder: Path, count: int, *, last: date = LAST, seed: int = 1) -> int:
    """Write so many days up to `last` below a folder; gives the bytes written. Raises FileExistsError."""
    places = Places.at(folder)
    size = 0
    for day in days(count, last=last, seed=seed):
        path = places.day_file(day.date)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = writing.text(shapes.DAY, day).encode()
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "wb") as file:
            size += file.write(data)
    return size


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    how_many = parser.add_mutually_exclusive_group()
    how_many.add_argument("--years", type=int, default=10, help="of 365 days (10)")
    how_many.add_argument("--days", type=int, help="instead of years")
    parser.add_argument("--last", type=date.fromisoformat, default=LAST, help=f"the last date ({LAST})")
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    count = said.days if said.days is not None else 365 * said.years
    size = make(said.folder, count, last=said.last, seed=said.seed)
    sys.stdout.write(f"{count:,} days, {size:,} bytes below {said.folder}\n")


if __name__ == "__main__":
    main()
