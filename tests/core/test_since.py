"""Facts that the record tells otherwise today: every one in words, with its own unit, from nothing and to nothing."""

from __future__ import annotations

from datetime import date

import pytest

from planner.core.facts import Device, Env, Facts, History, Matter, PainFacts, Person, ShoeFacts
from planner.core.since import since
from planner.core.values import replace

ALL = Facts(
    history=History(
        longest_30d_km=12.4,
        declared_long_km=14.0,
        days_since_last_run=2,
        days_since_hard=5,
        usual_gap_days=3.0,
        consecutive_run_days=1,
        runs_per_week=3.25,
        weeks_running=80.5,
        usual_climb_m_per_km=9.5,
        steepest_28d_m_per_km=21.0,
        usual_terrain="road",
        terrains_28d=("road", "trail"),
        pace_min_per_km=6.125,
        strength_sessions_7d=4,
        sleep_avg14_h=7.25,
        days_since_fever_free=6.0,
        bone_injury="not_cleared",
    ),
    person=Person(age=38.0, experience_months=120.0, bmi=22.5, pregnant=False, weeks_postpartum=30.0, asthma=True),
    env=Env(wbgt_c=24.5, wind_chill_c=-3.0, aqi=80.0, indoor_available=True),
    shoe=ShoeFacts(km=210.5, outings=31, weeks=22.0, pairs=7, limit_km=700.0, very_different=True),
    device=Device(rhr_delta=8.0, hrv_z=-1.25, wellness_z=0.5),
    pain=(PainFacts(site="calf"),),
    open=(Matter(name="fever", since=date(2026, 11, 20)),),
)
ROWS = """
longest run of 30 days: 12.4 km
usual long run as told: 14 km
days since the last run: 2
days since the last hard session: 5
usual gap between runs, in days: 3
run days in a row before: 1
runs a week: 3.25
weeks of running: 80.5
usual climb, in m per km: 9.5
steepest run of 28 days, in m per km: 21
usual surface: road
surfaces of 28 days: road, trail
usual pace: 6:08/km
strength sessions in 7 days: 4
sleep over two weeks, in hours a day: 7.25
days without fever: 6
bone injury: not cleared
age: 38
months of running: 120
body mass index: 22.5
pregnant: no
weeks since a birth: 30
asthma: yes
heat (WBGT, °C): 24.5
wind chill (°C): -3
air quality index: 80
a way to run indoors: yes
distance in the pair: 210.5 km
outings in the pair: 31
weeks with the pair: 22
pairs in use: 7
limit of the pair: 700 km
a very different pair: yes
resting pulse against your usual: 8
HRV against your usual: -1.25
ratings against your usual: 0.5
""".strip().splitlines()
LISTS = ["what the days before say of pains", "what was open"]
MILES = {"12.4 km": "7.7 mi", "14 km": "8.7 mi", "6:08/km": "9:51/mi", "210.5 km": "130.8 mi", "700 km": "435 mi"}


def test_every_fact_in_words() -> None:
    """Not known on one side; a climb or a pace is no distance."""
    rows = [row.split(": ") for row in ROWS]
    assert list(since(Facts(), ALL)) == [*(f"{name}: not known then, {value} now" for name, value in rows), *LISTS]
    assert list(since(ALL, Facts())) == [*(f"{name}: {value} then, not known now" for name, value in rows), *LISTS]


def test_in_miles_only_distances_and_pace_change() -> None:
    rows = [row.split(": ") for row in ROWS]
    told = [f"{name}: not known then, {MILES.get(value, value)} now" for name, value in rows]
    assert list(since(Facts(), ALL, "mi")) == [*told, *LISTS]


@pytest.mark.parametrize("units", ["km", "mi"])
def test_what_is_the_same_is_not_named(units: str) -> None:
    assert list(since(ALL, ALL, units)) == []


def test_no_surface_at_all_is_none() -> None:
    was = replace(ALL, history=replace(ALL.history, terrains_28d=()))
    assert list(since(was, ALL)) == ["surfaces of 28 days: none then, road, trail now"]


def test_a_number_is_told_to_a_hundredth() -> None:
    was, now = replace(ALL, env=Env(wbgt_c=24.517)), replace(ALL, env=Env(wbgt_c=24.0))
    assert [row.rpartition(": ")[2] for row in since(was, now)] == ["24.52 then, 24 now"]
