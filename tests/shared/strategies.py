"""Random mornings for Hypothesis, and the ways in which one can be made worse: the axes of evidence.md section 6.

Values lie at and around the numbers of the rules more often than elsewhere, since that is where a slip would hide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

from hypothesis import strategies as st
from mornings import SHIPPED, merged

from planner.core.days import KINDS, RUN_KINDS, TERRAINS
from planner.core.rule import Entry, Rulebook
from planner.core.sites import FLAGS, ILLNESS, PAINKILLER, SIDES, SITES

Table = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

RATINGS: Final = (1, 2, 3, 4, 5, 6, 7)
RATING: Final = st.sampled_from(RATINGS)
SCORE: Final = st.integers(0, 10)
KM: Final = st.sampled_from([0.5, 1, 2.4, 3, 5, 8, 10, 10.99, 11, 11.01, 13, 13.01, 20, 20.01, 42.2]) | st.floats(
    0.3, 60, allow_nan=False
).map(lambda x: round(x, 2))
SLEEPS: Final = (0, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 10)
SLEEP: Final = st.sampled_from(SLEEPS)
DAYS: Final = (0, 1, 2, 5, 6, 7, 13, 14, 15, 20, 28, 29, 30, 31, 45, 400)
DAYS_OFF: Final = st.sampled_from(DAYS)
CLIMB: Final = st.sampled_from([0, 5, 10, 10.5, 12, 15, 18, 25, 60])
PULSES: Final = (-10, 0, 4, 5, 9, 10, 12, 25)
PULSE: Final = st.sampled_from(PULSES)
HRVS: Final = (3.0, 0.5, 0.0, -0.5, -0.51, -1.0, -3.0)
HRV: Final = st.sampled_from(HRVS)
ZS: Final = (-2.0, 0.0, 0.99, 1.0, 1.99, 2.0, 4.0)
Z: Final = st.sampled_from(ZS)
WBGTS: Final = (5, 18, 23, 23.1, 28, 28.1, 32.2, 32.3, 38)
WBGT: Final = st.sampled_from(WBGTS)
CHILLS: Final = (10, 0, -17.9, -18, -26.9, -27, -40)
CHILL: Final = st.sampled_from(CHILLS)
AQIS: Final = (20, 100, 101, 150, 151, 200, 201, 300, 301, 500)
AQI: Final = st.sampled_from(AQIS)
FEVERS: Final = (0, 0.5, 1, 2, 2.5, 3, 6, 6.5, 7, 30)
FEVER_FREE: Final = st.sampled_from(FEVERS)
MEANS: Final = (5.0, 6.9, 7.0, 8.0)
SLEEP_MEAN: Final = st.sampled_from(MEANS)
FLAG: Final = st.sampled_from(sorted(FLAGS))
MILD: Final = st.sampled_from(sorted({*ILLNESS, *PAINKILLER, "gait_altered"} - {"fever"}))


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Table]:
    """A table in which any key may be absent."""
    return st.fixed_dictionaries({}, optional=keys)


PAIN: Final = st.fixed_dictionaries(
    {"site": st.sampled_from([*SITES, "other:jaw"]), "score": SCORE},
    optional={
        "side": st.sampled_from(SIDES),
        "stable": st.booleans(),
        "night": st.booleans(),
        "rest_pain": st.booleans(),
        "hop_pain": st.booleans(),
        "focal": st.booleans(),
        "walk_pain": st.booleans(),
        "weeks_rising": st.integers(0, 3),
        "worse_next_morning": st.booleans(),
        "not_settled_60min": st.booleans(),
        "painful_run_streak": st.integers(0, 4),
        "yesterday": SCORE,
    },
)
MILD_PAIN: Final = st.fixed_dictionaries(
    {"site": st.sampled_from([*SITES, "other:jaw"]), "score": st.integers(0, 3)},
    optional={"stable": st.booleans(), "yesterday": st.integers(0, 3)},
)
PLAN: Final = st.one_of(
    *(
        st.fixed_dictionaries(
            {"kind": st.sampled_from(RUN_KINDS), **amount},
            optional={
                "climb_m_per_km": CLIMB,
                "terrain": st.sampled_from(TERRAINS),
                "faster_than_usual": st.booleans(),
            },
        )
        for amount in ({"km": KM}, {"minutes": st.integers(5, 300)}, {"km": KM, "minutes": st.integers(5, 300)})
    )
)
ANY_PLAN: Final = PLAN | st.sampled_from(KINDS).map(lambda kind: {"kind": kind})
HISTORY: Final = some(
    longest_30d_km=KM | st.just(0),
    declared_long_km=KM,
    days_since_last_run=DAYS_OFF,
    days_since_hard=st.sampled_from([0, 1, 2, 5, 14, 15, 60]),
    usual_gap_days=st.sampled_from([1, 3, 6, 7, 13, 20]),
    consecutive_run_days=st.integers(0, 4),
    runs_per_week=st.sampled_from([0.5, 2.75, 3, 5]),
    weeks_running=st.sampled_from([0, 1, 50]),
    usual_climb_m_per_km=CLIMB,
    steepest_28d_m_per_km=CLIMB,
    usual_terrain=st.sampled_from(TERRAINS),
    terrains_28d=st.lists(st.sampled_from(TERRAINS), unique=True, max_size=3),
    pace_min_per_km=st.sampled_from([4.5, 6, 7.5]),
    strength_sessions_7d=st.integers(0, 3),
    sleep_avg14_h=SLEEP_MEAN,
    days_since_fever_free=FEVER_FREE,
    bone_injury=st.sampled_from(["cleared", "cleared", "not_cleared"]),
)
PERSON: Final = some(
    age=st.sampled_from([22, 59, 60, 65, 80]),
    experience_months=st.sampled_from([0, 0.2, 2, 5.9, 6, 120]),
    bmi=st.sampled_from([22, 30, 30.1]),
    pregnant=st.booleans(),
    weeks_postpartum=st.sampled_from([3, 11.9, 12, 60]),
    asthma=st.booleans(),
)
ENV: Final = some(wbgt_c=WBGT, wind_chill_c=CHILL, aqi=AQI, indoor_available=st.booleans())
SHOE: Final = some(
    km=st.sampled_from([0, 12, 19.9, 20, 299, 300, 799, 800]),
    outings=st.integers(0, 4),
    weeks=st.sampled_from([0, 19, 20]),
    pairs=st.integers(1, 3),
    very_different=st.booleans(),
)
DEVICE: Final = {"rhr_delta": PULSE, "hrv_z": HRV, "wellness_z": Z}
ANSWERS: Final = {"sleep_h": SLEEP, "sleep_quality": RATING, "fatigue": RATING, "soreness": RATING, "stress": RATING}


QUIET: Final[Table] = {
    "sleep_h": 7.5,
    "sleep_quality": 2,
    "fatigue": 2,
    "soreness": 2,
    "stress": 2,
    "pain": [],
    "flags": [],
    "person": {},
    "env": {},
    "shoe": {},
}
SPICES: Final[dict[str, st.SearchStrategy[Any]]] = {
    "answers": some(**ANSWERS),
    "devices": some(**DEVICE),
    "history": HISTORY,
    "person": PERSON,
    "env": ENV,
    "shoe": SHOE,
    "pain": st.lists(PAIN, min_size=1, max_size=2),
    "mild pain": st.lists(MILD_PAIN, min_size=1, max_size=1),
    "flags": st.lists(MILD, max_size=1),
}


@st.composite
def mornings(draw: Draw) -> Table:
    """A table of the scenario language: a quiet morning with some history and none to two things out of order, or,
    one time in four, anything at all. Nearly all would be rest else, and nothing could be made worse.
    """
    table = dict(QUIET)
    table |= {"plan": draw(ANY_PLAN if draw(st.integers(0, 3)) == 0 else PLAN)} if draw(st.integers(0, 9)) else {}
    if draw(st.integers(0, 3)) == 0:
        table |= draw(some(**ANSWERS, **DEVICE))
        table |= {"history": draw(HISTORY), "person": draw(PERSON), "env": draw(ENV), "shoe": draw(SHOE)}
        return table | {"pain": draw(st.lists(PAIN, max_size=3)), "flags": draw(st.lists(FLAG, max_size=1))}
    table["history"] = {"longest_30d_km": draw(KM), "days_since_last_run": draw(st.integers(0, 5))}
    for spice in draw(st.lists(st.sampled_from(sorted(SPICES)), max_size=2, unique=True)):
        value = draw(SPICES[spice])
        key = spice.removeprefix("mild ")
        table = merged(table, value if key in ("answers", "devices") else {key: value})
    return table


def _pair(table: Table, path: tuple[str, ...], good: Any, worse: Any) -> Table:
    def put(value: Any) -> Table:
        over: Any = value
        for key in reversed(path):
            over = {key: over}
        return merged(table, over)

    return {"good": put(good), "worse": put(worse)}


def _number(path: str, values: tuple[float, ...], sign: int = 1) -> Callable[[Draw, Table], Table]:
    """A number and the next worse one of a list; what holds from each to the next holds for all."""
    row = sorted(values, key=lambda x: sign * x)

    def make(draw: Draw, table: Table) -> Table:
        n = draw(st.integers(0, len(row) - 2))
        return _pair(table, tuple(path.split(".")), row[n], row[n + 1])

    return make


def _longest(draw: Draw, table: Table) -> Table:
    km = draw(KM)
    part = draw(st.sampled_from((0.95, 0.8, 0.5, 0.1)))
    return _pair(table, ("history", "longest_30d_km"), km, round(part * km, 2))


def _pain_score(draw: Draw, table: Table) -> Table:
    pain = draw(PAIN)
    a = draw(st.integers(0, 9))
    b = a + 1
    rest = table["pain"]
    return _pair(table, ("pain",), [{**pain, "score": a}, *rest], [*rest, {**pain, "score": b}])


def _pain_said(draw: Draw, table: Table) -> Table:
    """One more bad thing said of a pain."""
    pain = draw(PAIN)
    worst = {"night": True, "rest_pain": True, "hop_pain": True, "focal": True, "walk_pain": True, "stable": False}
    worst |= {"weeks_rising": 3, "worse_next_morning": True, "not_settled_60min": True, "painful_run_streak": 4}
    key = draw(st.sampled_from([*worst, "yesterday"]))
    over = {**pain, key: worst.get(key, 10)}
    return _pair(table, ("pain",), [pain, *table["pain"]], [over, *table["pain"]])


def _one_more_site(draw: Draw, table: Table) -> Table:
    return _pair(table, ("pain",), table["pain"], [*table["pain"], draw(PAIN)])


def _one_more_flag(draw: Draw, table: Table) -> Table:
    return _pair(table, ("flags",), table["flags"], [*table["flags"], draw(FLAG)])


def _person(draw: Draw, table: Table) -> Table:
    key, good, worse = draw(st.sampled_from([("pregnant", False, True), ("asthma", False, True), ("age", 40, 70)]))
    return _pair(table, ("person", key), good, worse)


WORSE: Final[dict[str, Callable[[Draw, Table], Table]]] = {
    "M1 more pain at a site": _pain_score,
    "M1 one more bad thing said of a pain": _pain_said,
    "M2 one more painful site": _one_more_site,
    "M3 more fatigue": _number("fatigue", RATINGS),
    "M3 more soreness": _number("soreness", RATINGS),
    "M3 more stress": _number("stress", RATINGS),
    "M3 poorer sleep": _number("sleep_quality", RATINGS),
    "M3 worse than usual": _number("wellness_z", ZS),
    "M4 less sleep": _number("sleep_h", SLEEPS, -1),
    "M4 less sleep in two weeks": _number("history.sleep_avg14_h", MEANS, -1),
    "M5 higher pulse": _number("rhr_delta", PULSES),
    "M6 lower HRV": _number("hrv_z", HRVS, -1),
    "M7 one more flag": _one_more_flag,
    "M7 fewer days without fever": _number("history.days_since_fever_free", FEVERS, -1),
    "M8 shorter longest run": _longest,
    "M9 longer lay-off": _number("history.days_since_last_run", DAYS),
    "M10 hotter": _number("env.wbgt_c", WBGTS),
    "M10 colder": _number("env.wind_chill_c", CHILLS, -1),
    "M10 dirtier air": _number("env.aqi", AQIS),
    "one more fact about the person": _person,
    "fewer weeks since a birth": _number("person.weeks_postpartum", (2, 11.9, 12, 40), -1),
    "harder days nearer": _number("history.days_since_hard", (0, 1, 2, 14), -1),
}
"""Ways to make a morning worse: a drawn table -> the same with `good` and with `worse` in it."""


def own_rules(seed: int) -> Rulebook:
    """A rulebook with numbers of one's own, each at some place of its safe range."""
    random = Random(seed)
    entries: dict[str, Entry] = {}
    for name, entry in SHIPPED.book.entries.items():
        rows = SHIPPED.numbers[name].items()
        own = {n: random.choice((r.low, r.value, r.high, (r.low + r.high) / 2)) for n, r in rows}
        entries[name] = replace(entry, numbers=own)
    return Rulebook(version="own", entries=entries)
