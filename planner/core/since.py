"""Which facts of a stored day the record tells otherwise today: a run that was entered later, a setting that changed.

It names them and refuses to judge: the stored answer stays what it was. Conventions as in `days`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.core.facts import Facts
from planner.core.units import distance, pace, plain
from planner.core.values import fields

WORDS: Final = {
    "history.longest_30d_km": "longest run of 30 days",
    "history.declared_long_km": "usual long run as told",
    "history.days_since_last_run": "days since the last run",
    "history.days_since_hard": "days since the last hard session",
    "history.usual_gap_days": "usual gap between runs, in days",
    "history.consecutive_run_days": "run days in a row before",
    "history.runs_per_week": "runs a week",
    "history.weeks_running": "weeks of running",
    "history.usual_climb_m_per_km": "usual climb, in m per km",
    "history.steepest_28d_m_per_km": "steepest run of 28 days, in m per km",
    "history.usual_terrain": "usual surface",
    "history.terrains_28d": "surfaces of 28 days",
    "history.pace_min_per_km": "usual pace",
    "history.strength_sessions_7d": "strength sessions in 7 days",
    "history.sleep_avg14_h": "sleep over two weeks, in hours a day",
    "history.days_since_fever_free": "days without fever",
    "history.bone_injury": "bone injury",
    "person.age": "age",
    "person.experience_months": "months of running",
    "person.bmi": "body mass index",
    "person.pregnant": "pregnant",
    "person.weeks_postpartum": "weeks since a birth",
    "person.asthma": "asthma",
    "env.wbgt_c": "heat (WBGT, °C)",
    "env.wind_chill_c": "wind chill (°C)",
    "env.aqi": "air quality index",
    "env.indoor_available": "a way to run indoors",
    "shoe.km": "distance in the pair",
    "shoe.outings": "outings in the pair",
    "shoe.weeks": "weeks with the pair",
    "shoe.pairs": "pairs in use",
    "shoe.limit_km": "limit of the pair",
    "shoe.very_different": "a very different pair",
    "device.rhr_delta": "resting pulse against your usual",
    "device.hrv_z": "HRV against your usual",
    "device.wellness_z": "ratings against your usual",
}
"""Every fact of one value in words."""
_DISTANCES: Final = frozenset({"longest_30d_km", "declared_long_km", "km", "limit_km"})
_LISTS: Final = {"pain": "what the days before say of pains", "open": "what was open"}


def since(saved: Facts, now: Facts, units: str = "km") -> Iterator[str]:
    """`longest run of 30 days: 12 km then, 14 km now`, for each fact that differs."""
    for path, words in WORDS.items():
        part, name = path.split(".")
        was, is_ = getattr(getattr(saved, part), name), getattr(getattr(now, part), name)
        if was != is_:
            yield f"{words}: {_shown(was, name, units)} then, {_shown(is_, name, units)} now"
    for name, words in _LISTS.items():
        if getattr(saved, name) != getattr(now, name):
            yield words


def known() -> frozenset[str]:
    """Every fact that it can name; a test holds it against the facts that there are."""
    return frozenset((*WORDS, *_LISTS))


def paths() -> Iterator[str]:
    """Every fact that there is, as `part.name`, lists by their own name."""
    empty = Facts()
    for part in fields(Facts):
        if part.name in _LISTS:
            yield part.name
        else:
            yield from (f"{part.name}.{field.name}" for field in fields(getattr(empty, part.name)))


def _shown(value: object, name: str, units: str) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        if name == "pace_min_per_km":
            return pace(value, units)
        return distance(value, units) if name in _DISTANCES else plain(value, 2)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value).replace("_", " ")
