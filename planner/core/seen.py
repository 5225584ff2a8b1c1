"""What a rule saw and the limit that it held it against, in one form for every rule.

A finding keeps the values of its sentence; here they become a number, a limit and how the two stand to each other. It
repeats no judgement: which step of a rule was reached is told from the numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import ge, gt, le, lt
from typing import Final

from planner.core.facts import Scenario
from planner.core.readiness import Points
from planner.core.rule import Numbers
from planner.core.units import distance, plain
from planner.core.values import dataclass
from planner.core.verdict import Reason

FROM, ABOVE, BELOW, TO = "from", "above", "below", "down to"
HOLDS: Final = {FROM: ge, ABOVE: gt, BELOW: lt, TO: le}
"""How a value stands to its limit when a rule speaks -> the same as a question to both."""
KM: Final = "km"
_MANY: Final = ("days", "weeks", "months", "years", "runs", "run days", "sessions", "beats", "points")
"""What units begin with where more than one is counted."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The value that a rule saw. A text where it is no number, None where nothing was said."""

    value: float | str | None = None
    how: str = ""
    """`from`, `above`, `below` or `down to` the limit the rule speaks as it did; empty where it is just a limit."""
    limit: float | None = None
    unit: str = ""

    def words(self, units: str = "km") -> str:
        """`seen 16 km, speaks above 11 km`. Kilometres in the units of the screen. Empty when nothing was seen."""
        value = _shown(self.value, self.unit, units)
        if self.limit is None:
            return f"seen: {value}" if isinstance(self.value, str) else f"seen {value}" if value else ""
        if self.value is None:
            return f"{f'speaks {self.how}' if self.how else 'limit'} {_shown(self.limit, self.unit, units)}"
        limit = _shown(self.limit, self.unit if self.unit == KM else "", units)
        if self.unit.startswith("km "):
            limit = _shown(self.limit, KM, units)
        return f"seen {value}, {f'speaks {self.how}' if self.how else 'limit'} {limit}"


def seen(reason: Reason, s: Scenario, numbers: Numbers) -> Seen:
    """What the rule of a reason saw in a scenario. `numbers` are those that the rule reads."""
    make = _SEEN.get(reason.rule)
    return make(reason.finding.say, s, numbers) if make else Seen()


def rule_ids() -> frozenset[str]:
    """The rules that it has a line for; a test holds it against the list of rules."""
    return frozenset(_SEEN)


Say = tuple[object, ...]
Make = Callable[[Say, Scenario, Numbers], Seen]


def _shown(value: float | str | None, unit: str, units: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if unit == KM or unit.startswith("km "):
        return distance(value, units) + unit[2:]
    shown = plain(value, 2)
    if shown == "1":
        unit = next((many[:-1] + unit[len(many) :] for many in _MANY if f"{unit} ".startswith(f"{many} ")), unit)
    return f"{shown} {unit}".strip()


def _number(said: object) -> float:
    """A number of a sentence; of pains the worst score, of points their sum."""
    if isinstance(said, Points):
        return round(said.total, 6)  # 2.1 and 2.2 are 4.3
    if isinstance(said, tuple) and said:
        return float(said[0][2])
    if not isinstance(said, (int, float)):
        raise TypeError(f"{said!r} is no number of a sentence")
    return float(said)


def _count(said: object) -> float:
    if not isinstance(said, tuple):
        raise TypeError(f"{said!r} is no list of a sentence")
    return float(len(said))


def _text(what: str = "") -> Make:
    """A rule that saw a sign and no number: in fixed words, or the first of its sentence."""

    def make(say: Say, s: Scenario, n: Numbers) -> Seen:
        if what:
            return Seen(value=what)
        first = say[0]
        return Seen(value=", ".join(first) if isinstance(first, tuple) else str(first).replace("_", " "))

    return make


def _against(name: str, how: str, unit: str, *, at: int = 0) -> Make:
    """A number and the one limit that it is held against."""
    return lambda say, s, n: Seen(value=_number(say[at]), how=how, limit=n[name], unit=unit)


def _stepped(how: str, unit: str, *names: str, at: int = 0, least: float | None = None) -> Make:
    """A number and the farthest of several limits that it has passed; `least` where it has passed none."""
    return lambda say, s, n: _step(_number(say[at]), how, unit, [n[name] for name in names], least)


def _step(value: float, how: str, unit: str, limits: Iterable[float], least: float | None = None) -> Seen:
    passed = [limit for limit in limits if HOLDS[how](value, limit)]
    if not passed:
        return Seen(value=value, how=how if least is not None else "", limit=least, unit=unit)
    return Seen(value=value, how=how, limit=max(passed) if how in (FROM, ABOVE) else min(passed), unit=unit)


def _stop(say: Say, s: Scenario, n: Numbers) -> Seen:
    above, level = say
    if not above:
        return Seen(limit=_number(level), unit=_SCORE)
    return Seen(value=_number(above), how=ABOVE, limit=_number(level), unit=_SCORE)


def _neck(say: Say, s: Scenario, n: Numbers) -> Seen:
    if say[2] is None:
        return _text()(say, s, n)
    return Seen(value=_number(say[2]), how=FROM, limit=n["pulse_up_bpm"], unit=_BEATS)


def _no_history(say: Say, s: Scenario, n: Numbers) -> Seen:
    declared = say[0]
    return Seen(value="no run recorded") if declared is None else Seen(value=_number(declared), unit="km as told")


def _layoff(say: Say, s: Scenario, n: Numbers) -> Seen:
    if _number(say[0]) > n["third_days"]:
        return _against("third_days", ABOVE, _OFF)(say, s, n)
    return _stepped(FROM, _OFF, "first_days", "second_days")(say, s, n)


def _shoes(say: Say, s: Scenario, n: Numbers) -> Seen:
    worn, _, new = say
    limit = n["new_km"] if new == "new" else n["different_km"]
    if _number(worn) < limit:
        return Seen(value=_number(worn), how=BELOW, limit=limit, unit=_IN_PAIR)
    return Seen(value=s.shoe.weeks, how=BELOW, limit=n["different_weeks"], unit="weeks with this pair")


def _air(say: Say, s: Scenario, n: Numbers) -> Seen:
    p = s.person
    sensitive = bool(p.asthma or p.pregnant or (p.age or 0) >= n["sensitive_age"])
    earlier = n["sensitive_points"] if sensitive else 0
    return _step(_number(say[0]), ABOVE, "US AQI", [n["modified"] - earlier, n["cross"] - earlier, n["rest"]])


_SCORE: Final = "of 10"
_RATING: Final = "of 7"
_BEATS: Final = "beats a minute above your usual"
_SDS: Final = "own standard deviations"
_OFF: Final = "days since the last run"
_IN_PAIR: Final = "km in this pair"
_BANDS: Final = ("rest_at", "clinician_at")
_SEEN: Final[dict[str, Make]] = {
    "red-flag-emergency": _text(),
    "red-flag-same-day": _text(),
    "red-flag-soon": _text(),
    "reds": _text("missed periods"),
    "gait": _text(),
    "pain-joint": _stepped(FROM, _SCORE, "flat_at", "shorten_at", "cross_at", *_BANDS, least=1.0),
    "pain-tendon": _stepped(FROM, _SCORE, "easy_at", "shorten_at", *_BANDS, least=1.0),
    "pain-muscle": _stepped(FROM, _SCORE, "easy_at", "cross_at", *_BANDS, least=1.0),
    "pain-stop": _stop,
    "pain-walking": _text("it hurts when walking"),
    "night-pain": _text("it hurts at night or at rest"),
    "pain-next-morning": _text("worse after the last run, or not settled an hour after it"),
    "pain-trend": _stepped(FROM, "weeks rising", "shorten_weeks", "cross_weeks", at=1),
    "pain-streak": _against("runs", FROM, "runs in a row", at=1),
    "painkiller": _text("a painkiller in the last 6 hours"),
    "missing-pain": lambda say, s, n: Seen(),
    "bone-stress": _stepped(FROM, _SCORE, "rest_at"),
    "bone-injury": _text(),
    "illness-systemic": _text(),
    "illness-neck": _neck,
    "illness-return": _stepped(BELOW, "days without fever", "rest_days", "short_days", "normal_days"),
    "readiness": _stepped(FROM, "points", "easy_points", "shorten_points", "cross_points", "rest_points"),
    "sleep-short": _stepped(BELOW, "h", "sleep_short_h", "sleep_shorter_h", "sleep_shortest_h"),
    "sleep-poor": _against("quality_at", FROM, _RATING),
    "fatigue-high": _stepped(FROM, _RATING, "fatigue_at", "fatigue_worst_at"),
    "soreness-high": _stepped(FROM, _RATING, "soreness_at", "soreness_worst_at"),
    "stress-high": _against("stress_at", FROM, _RATING),
    "rhr-up": _stepped(FROM, _BEATS, "rhr_up_bpm", "rhr_far_up_bpm"),
    "hrv-low": _against("hrv_low_sd", BELOW, _SDS),
    "sleep-debt": _against("mean_h", BELOW, "h a day over two weeks"),
    "conflict": _text("pulse or HRV off, every answer fine"),
    "spike": lambda say, s, n: Seen(value=_number(say[0]), how=ABOVE, limit=_number(say[1]), unit=KM),
    "no-history": _no_history,
    "layoff": _layoff,
    "novice": _against("months", BELOW, "months of running"),
    "novice-third-day": _against("run_days", ABOVE, "run days in a row"),
    "bmi-first-week": lambda say, s, n: Seen(value=s.person.bmi, how=ABOVE, limit=n["bmi"], unit="kg per square metre"),
    "hard-again": _against("days", TO, "days since the last hard session"),
    "one-change": lambda say, s, n: Seen(value=_count(say[0]), how=ABOVE, limit=n["most"], unit="new at once"),
    "surface": _text(),
    "new-shoes": _shoes,
    "heat": _stepped(ABOVE, "°C WBGT", "modified_c", "cross_c", "rest_c"),
    "cold": _stepped(TO, "°C wind chill", "modified_c", "cross_c"),
    "air": _air,
    "pregnancy": _text("pregnant"),
    "postpartum": _against("weeks", BELOW, "weeks since birth"),
    "masters": _against("age", FROM, "years"),
    "as-planned": _text(),
    "strength-due": _against("sessions", BELOW, "sessions in 7 days"),
    "shoe-worn": lambda say, s, n: Seen(value=_number(say[0]), how=FROM, limit=_number(say[1]), unit=_IN_PAIR),
    "shoe-rotate": _against("runs", FROM, "runs a week"),
}
