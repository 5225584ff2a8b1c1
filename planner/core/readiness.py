"""How ready today's answers say the runner is: points per input, from one pure function that rules only read.

Points are a design choice and validated nowhere; they are always shown with what they are made of, never as a score.
"""

from __future__ import annotations

from typing import Final

from planner.core.facts import Scenario
from planner.core.rule import Numbers
from planner.core.values import dataclass

RATED: Final = ("quality", "fatigue", "soreness", "stress")
"""The inputs that the own z adds up."""


@dataclass(frozen=True, kw_only=True)
class Points:
    """Points by input; a missing input has none."""

    parts: dict[str, float]
    """Inputs with points above 0: sleep, quality, fatigue, soreness, stress, wellness, pulse, hrv."""
    subjective: float
    objective: float
    """At most the cap, however many devices agree."""
    said: dict[str, float]
    """What stands behind each part: hours, a rating of 7, standard deviations, beats a minute above the own mean."""

    @property
    def total(self) -> float:
        """All points together."""
        return self.subjective + self.objective


def points(s: Scenario, n: Numbers) -> Points:
    """Readiness points of a scenario (evidence G3).

    The own z is made of the four ratings, so that of both only the greater counts: D-POINTS.
    """
    said: dict[str, float] = {}
    if s.sleep_h is not None:
        said["sleep"] = 0.0 + (s.sleep_h < n["sleep_short_h"]) + (s.sleep_h < n["sleep_shorter_h"])
        said["sleep"] += s.sleep_h < n["sleep_shortest_h"]
    if s.sleep_quality is not None and s.sleep_quality >= n["quality_at"]:
        said["quality"] = 1.0
    if s.fatigue is not None:
        worst = s.fatigue >= n["fatigue_worst_at"]
        said["fatigue"] = n["fatigue_worst_points"] if worst else 0.0 + (s.fatigue >= n["fatigue_at"])
    if s.soreness is not None:
        worst = s.soreness >= n["soreness_worst_at"]
        said["soreness"] = n["soreness_worst_points"] if worst else 0.0 + (s.soreness >= n["soreness_at"])
    if s.stress is not None and s.stress >= n["stress_at"]:
        said["stress"] = 1.0
    z, rhr, hrv = s.device.wellness_z, s.device.rhr_delta, s.device.hrv_z
    if z is not None:
        by_usual = 0.0 + (z >= n["z_high"]) + (z >= n["z_very_high"])
        said["wellness"] = max(0.0, by_usual - sum(said.get(name, 0.0) for name in RATED))
    measured: dict[str, float] = {}
    if rhr is not None:
        measured["pulse"] = 1.0 if rhr >= n["rhr_far_up_bpm"] else 0.5 * (rhr >= n["rhr_up_bpm"])
    if hrv is not None and hrv < n["hrv_low_sd"]:
        measured["hrv"] = 0.5
    parts = {name: p for name, p in (said | measured).items() if p > 0}
    objective = min(n["objective_most"], sum(measured.values()))
    behind = {"sleep": s.sleep_h, "quality": s.sleep_quality, "fatigue": s.fatigue, "soreness": s.soreness}
    behind |= {"stress": s.stress, "wellness": z, "pulse": rhr, "hrv": hrv}
    values = {name: float(value) for name in parts if (value := behind[name]) is not None}
    return Points(parts=parts, subjective=sum(said.values()), objective=objective, said=values)
