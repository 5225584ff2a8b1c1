"""The shapes of a day file and of a scenario's parts: keys, order, ranges. A day file's layout is decided here.

It knows what each key may hold; the order of keys is the order in files. It refuses to know how TOML is spelt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from planner.core.days import DONE_KINDS, KINDS, RUN_KINDS, TERRAINS, Closed, Morning, Pain, Planned
from planner.core.facts import Device, Env, Facts, History, Matter, PainFacts, Person, ShoeFacts
from planner.core.record import Chosen, Day, Done, DonePain
from planner.core.sites import FLAGS, SIDES
from planner.core.verdict import Caps, Form, Referral, Rung, SavedAdvice, SavedReason
from planner.storage.checks import day, member, moment, number, site, text, truth, whole, word, words
from planner.storage.reading import Key, Shape

SCORE: Final = whole(0, 10, "(0 none, 10 worst)")
RATING: Final = whole(1, 7, "(7 worst)")
KM: Final = number(0, 500, "km")
MINUTES: Final = number(0, 2880, "minutes")
_SIDE: Final = word(SIDES)
_FLAG: Final = words(FLAGS)
_TERRAIN: Final = word(TERRAINS)


def _metres(value: float) -> float | int:
    """Whole metres without a decimal point, as people write them."""
    return int(value) if value.is_integer() else value


def _word(value: Rung | Referral | Form) -> str:
    return value.word


PAIN: Final = Shape(
    make=Pain,
    keys=(
        Key(name="site", check=site(), required=True),
        Key(name="side", check=_SIDE),
        Key(name="score", check=SCORE, required=True),
        Key(name="stable", check=truth()),
        Key(name="night", check=truth()),
        Key(name="rest_pain", check=truth()),
        Key(name="hop_pain", check=truth()),
        Key(name="focal", check=truth()),
        Key(name="walk_pain", check=truth()),
        Key(name="weeks_rising", check=whole(0, 520)),
        Key(name="worse_next_morning", check=truth()),
        Key(name="not_settled_60min", check=truth()),
        Key(name="painful_run_streak", check=whole(0, 10_000)),
        Key(name="yesterday", check=SCORE),
    ),
)
CLOSED: Final = Shape(
    make=Closed,
    keys=(
        Key(name="matter", check=word((*FLAGS, "bone")), required=True),
        Key(name="site", check=site()),
        Key(name="side", check=_SIDE),
        Key(name="how", check=word(("gone", "cleared")), required=True),
        Key(name="on", check=day()),
    ),
)
MORNING: Final = Shape(
    make=Morning,
    keys=(
        Key(name="at", check=moment()),
        Key(name="sleep_h", check=number(0, 24, "hours")),
        Key(name="sleep_quality", check=RATING),
        Key(name="fatigue", check=RATING),
        Key(name="soreness", check=RATING),
        Key(name="stress", check=RATING),
        Key(name="resting_pulse", check=whole(20, 250, "beats a minute")),
        Key(name="hrv_ms", check=number(0, 500, "milliseconds")),
        Key(name="pain", shape=PAIN, many=True, inline=True),
        Key(name="flags", check=_FLAG),
        Key(name="closed", shape=CLOSED, many=True, inline=True, default=()),
        Key(name="copied", check=truth(), default=False),
        Key(name="entered_later", check=truth(), default=False),
        Key(name="late", check=truth(), default=False),
        Key(name="note", check=text()),
    ),
)
PLANNED: Final = Shape(
    make=Planned,
    keys=(
        Key(name="kind", check=word(KINDS)),
        Key(name="km", check=KM),
        Key(name="minutes", check=MINUTES),
        Key(name="pace", check=number(1, 60, "minutes per km")),
        Key(name="climb_m", check=number(0, 20_000, "metres"), plain=_metres),
        Key(name="climb_m_per_km", check=number(0, 1000, "metres per km"), plain=_metres),
        Key(name="terrain", check=_TERRAIN),
        Key(name="faster_than_usual", check=truth()),
        Key(name="shoe", check=text(80)),
        Key(name="note", check=text()),
        Key(name="moved_from", check=day()),
    ),
)
HISTORY: Final = Shape(
    make=History,
    keys=(
        Key(name="longest_30d_km", check=KM),
        Key(name="declared_long_km", check=KM),
        Key(name="days_since_last_run", check=whole(0, 50_000, "days")),
        Key(name="days_since_hard", check=whole(0, 50_000, "days")),
        Key(name="usual_gap_days", check=number(0, 10_000, "days")),
        Key(name="consecutive_run_days", check=whole(0, 50_000, "days")),
        Key(name="runs_per_week", check=number(0, 100)),
        Key(name="weeks_running", check=number(0, 6000, "weeks")),
        Key(name="usual_climb_m_per_km", check=number(0, 1000, "metres per km")),
        Key(name="steepest_28d_m_per_km", check=number(0, 1000, "metres per km")),
        Key(name="usual_terrain", check=_TERRAIN),
        Key(name="terrains_28d", check=words(TERRAINS)),
        Key(name="pace_min_per_km", check=number(1, 60, "minutes per km")),
        Key(name="strength_sessions_7d", check=whole(0, 100)),
        Key(name="sleep_avg14_h", check=number(0, 24, "hours")),
        Key(name="days_since_fever_free", check=number(0, 50_000, "days")),
        Key(name="bone_injury", check=word(("not_cleared", "cleared"))),
        Key(name="week_change_pct", check=number(-100, 1_000_000)),
        Key(name="acwr", check=number(0, 1000)),
    ),
)
PERSON: Final = Shape(
    make=Person,
    keys=(
        Key(name="age", check=number(0, 130, "years")),
        Key(name="experience_months", check=number(0, 1500, "months")),
        Key(name="bmi", check=number(5, 100)),
        Key(name="pregnant", check=truth()),
        Key(name="weeks_postpartum", check=number(0, 5000, "weeks")),
        Key(name="asthma", check=truth()),
    ),
)
ENV: Final = Shape(
    make=Env,
    keys=(
        Key(name="wbgt_c", check=number(-60, 60, "°C")),
        Key(name="wind_chill_c", check=number(-100, 60, "°C")),
        Key(name="aqi", check=number(0, 2000)),
        Key(name="indoor_available", check=truth()),
    ),
)
SHOE_FACTS: Final = Shape(
    make=ShoeFacts,
    keys=(
        Key(name="km", check=number(0, 100_000, "km")),
        Key(name="outings", check=whole(0, 100_000)),
        Key(name="weeks", check=number(0, 6000, "weeks")),
        Key(name="pairs", check=whole(0, 1000)),
        Key(name="very_different", check=truth()),
        Key(name="limit_km", check=number(1, 100_000, "km")),
    ),
)
DEVICE: Final = Shape(
    make=Device,
    keys=(
        Key(name="rhr_delta", check=number(-200, 200, "beats a minute")),
        Key(name="hrv_z", check=number(-100, 100)),
        Key(name="wellness_z", check=number(-100, 100)),
    ),
)
PAIN_FACTS: Final = Shape(
    make=PainFacts,
    keys=(
        Key(name="site", check=site(), required=True),
        Key(name="side", check=_SIDE),
        Key(name="yesterday", check=SCORE),
        Key(name="day_before", check=SCORE),
        Key(name="weeks_rising", check=whole(0, 520)),
        Key(name="worse_next_morning", check=truth()),
        Key(name="painful_run_streak", check=whole(0, 10_000)),
    ),
)
MATTER: Final = Shape(
    make=Matter,
    keys=(
        Key(name="name", check=word((*FLAGS, "bone")), required=True),
        Key(name="since", check=day(), required=True),
        Key(name="site", check=site()),
        Key(name="side", check=_SIDE),
    ),
)
FACTS: Final = Shape(
    make=Facts,
    keys=(
        Key(name="history", shape=HISTORY, default=History()),
        Key(name="person", shape=PERSON, default=Person()),
        Key(name="env", shape=ENV, default=Env()),
        Key(name="shoe", shape=SHOE_FACTS, default=ShoeFacts()),
        Key(name="device", shape=DEVICE, default=Device()),
        Key(name="pain", shape=PAIN_FACTS, many=True, default=()),
        Key(name="open", shape=MATTER, many=True, default=()),
    ),
)
REASON: Final = Shape(
    make=SavedReason,
    tight=True,
    keys=(Key(name="rule", check=text(80), required=True), Key(name="because", check=text(2000), required=True)),
)


def _advice(rung: Rung, referral: Referral, **rest: Any) -> SavedAdvice:
    kept = {name: rest.pop(name) for name in ("warnings", "rules", "reasons") if name in rest}
    return SavedAdvice(rung=rung, referral=referral, caps=Caps(**rest), **kept)


def _advice_parts(advice: SavedAdvice) -> Mapping[str, object]:
    return {**vars(advice.caps), **vars(advice)}


ADVICE: Final = Shape(
    make=_advice,
    parts=_advice_parts,
    keys=(
        Key(name="rung", check=member([r.word for r in Rung], Rung.of), required=True, plain=_word),
        Key(name="referral", check=member([r.word for r in Referral], Referral.of), required=True, plain=_word),
        Key(name="km", check=KM),
        Key(name="minutes", check=MINUTES),
        Key(name="pain_stop", check=SCORE),
        Key(name="hard_allowed", check=truth()),
        Key(name="hills_allowed", check=truth()),
        Key(name="form", check=member([f.word for f in Form], Form.of), plain=_word),
        Key(name="indoor", check=truth(), default=False),
        Key(name="warnings", check=words()),
        Key(name="rules", check=text(80)),
        Key(name="reasons", shape=REASON, many=True, default=()),
    ),
)
CHOSEN: Final = Shape(
    make=Chosen,
    keys=(
        Key(name="by", check=word(("advice", "own")), required=True),
        Key(name="why", check=text()),
        Key(name="kind", check=word(KINDS)),
        Key(name="km", check=KM),
        Key(name="minutes", check=MINUTES),
        Key(name="terrain", check=_TERRAIN),
        Key(name="warm_up", check=words(), default=()),
        Key(name="cool_down", check=words(), default=()),
        Key(name="ticked", check=words(), default=()),
    ),
)
DONE_PAIN: Final = Shape(
    make=DonePain,
    keys=(
        Key(name="site", check=site(), required=True),
        Key(name="side", check=_SIDE),
        Key(name="during", check=SCORE),
        Key(name="after", check=SCORE),
    ),
)
DONE: Final = Shape(
    make=Done,
    keys=(
        Key(name="at", check=moment()),
        Key(name="kind", check=word(DONE_KINDS), required=True),
        Key(name="session", check=word(RUN_KINDS)),
        Key(name="km", check=KM),
        Key(name="minutes", check=MINUTES),
        Key(name="climb_m", check=number(0, 20_000, "metres"), plain=_metres),
        Key(name="terrain", check=_TERRAIN),
        Key(name="shoe", check=text(80)),
        Key(name="effort", check=SCORE),
        Key(name="pain", shape=DONE_PAIN, many=True, inline=True),
        Key(name="flags", check=_FLAG),
        Key(name="ticked", check=words(), default=()),
        Key(name="note", check=text()),
        Key(name="apart", check=truth(), default=False),
    ),
)
DAY: Final = Shape(
    make=Day,
    keys=(
        Key(name="date", check=day(), required=True),
        Key(name="morning", shape=MORNING),
        Key(name="facts", shape=FACTS),
        Key(name="advice", shape=ADVICE),
        Key(name="chosen", shape=CHOSEN),
        Key(name="planned", shape=PLANNED, many=True, default=()),
        Key(name="done", shape=DONE, many=True, default=()),
    ),
)
