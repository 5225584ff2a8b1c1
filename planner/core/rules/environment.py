"""Rules over heat, cold and air. With a way to run indoors the place changes, not the rung."""

from __future__ import annotations

from planner.core.facts import Scenario
from planner.core.rule import Numbers, rule
from planner.core.verdict import Caps, Finding, Rung


def _air_finding(s: Scenario, rung: Rung, code: str, *say: object) -> Finding | None:
    """A ceiling by the air outside, or indoors in its place where that is possible."""
    if rung is Rung.RUN:
        return None
    if s.env.indoor_available:
        return Finding(caps=Caps(indoor=True), codes=(code,), say=(*say, "indoor"))
    return Finding(ceiling=rung, caps=Caps(hard_allowed=False), codes=(code,), say=(*say, rung))


@rule("heat", "Heat", family="environment", needs=("env.wbgt_c",), codes=("HEAT",))
def heat(s: Scenario, n: Numbers) -> Finding | None:
    """By wet-bulb globe temperature, which counts sun and damp: above 23 °C easy only, above 28 °C not outdoors, above
    32.2 °C nothing outdoors. The levels are those at which races slow down or are called off.
    """
    wbgt = s.env.wbgt_c
    if wbgt is None:
        return None
    steps = ((n["rest_c"], Rung.REST), (n["cross_c"], Rung.CROSS_TRAIN), (n["modified_c"], Rung.MODIFIED_RUN))
    rung = next((rung for above, rung in steps if wbgt > above), Rung.RUN)
    return _air_finding(s, rung, "HEAT", wbgt)


@rule("cold", "Cold", family="environment", needs=("env.wind_chill_c",), codes=("COLD",))
def cold(s: Scenario, n: Numbers) -> Finding | None:
    """By wind chill: from -18 °C easy only, from -27 °C not outdoors, where skin freezes within half an hour."""
    chill = s.env.wind_chill_c
    if chill is None:
        return None
    steps = ((n["cross_c"], Rung.CROSS_TRAIN), (n["modified_c"], Rung.MODIFIED_RUN))
    rung = next((rung for at, rung in steps if chill <= at), Rung.RUN)
    return _air_finding(s, rung, "COLD", chill)


@rule("air", "Dirty air", family="environment", needs=("env.aqi",), codes=("AQI",))
def air(s: Scenario, n: Numbers) -> Finding | None:
    """By the US air quality index: above 150 easy only, above 200 not outdoors, above 300 rest. With asthma, in
    pregnancy and from 65 the first two steps come 50 points earlier.
    """
    aqi = s.env.aqi
    if aqi is None:
        return None
    sensitive = bool(s.person.asthma or s.person.pregnant or (s.person.age or 0) >= n["sensitive_age"])
    earlier = n["sensitive_points"] if sensitive else 0
    steps = (
        (n["rest"], Rung.REST),
        (n["cross"] - earlier, Rung.CROSS_TRAIN),
        (n["modified"] - earlier, Rung.MODIFIED_RUN),
    )
    rung = next((rung for above, rung in steps if aqi > above), Rung.RUN)
    return _air_finding(s, rung, "AQI", aqi)


RULES = (heat, cold, air)
