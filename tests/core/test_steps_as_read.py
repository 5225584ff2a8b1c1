"""The steps of made days, each with reason, dose and time, against a file that somebody has read.

`GOLDENS=write` writes it anew, to be read with `git diff`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from golden import read_once

from planner.core import steps
from planner.core.steps import Picked, Today
from planner.core.values import replace
from planner.core.verdict import Referral, Rung
from planner.storage import routines

READ = Path(__file__).parent / "words_as_read"
BOOK = routines.shipped_routines().book
RUN = Today(rung=Rung.RUN, plan_minutes=48.0)
DAYS = {
    "a run": RUN,
    "a hard run": replace(RUN, kind="tempo"),
    "a hard run that is to be easy": replace(RUN, kind="tempo", hard_allowed=False),
    "modified": replace(RUN, rung=Rung.MODIFIED_RUN, kind="intervals"),
    "cross-train": replace(RUN, rung=Rung.CROSS_TRAIN),
    "cross-train, 20 minutes after a fever": replace(RUN, rung=Rung.CROSS_TRAIN, most_minutes=20.0),
    "cross-train, 45 minutes at hand": replace(RUN, rung=Rung.CROSS_TRAIN, minutes=45.0, most_minutes=50.0),
    "cross-train, no plan": Today(rung=Rung.CROSS_TRAIN),
    "cross-train inside": replace(RUN, rung=Rung.CROSS_TRAIN, indoors=True),
    "a calf": replace(RUN, rung=Rung.CROSS_TRAIN, sore=frozenset({"calf"})),
    "a knee and a heel": replace(RUN, rung=Rung.MODIFIED_RUN, sore=frozenset({"plantar_heel", "knee_front"})),
    "a jaw": replace(RUN, sore=frozenset({"other:jaw"})),
    "had a calf": replace(RUN, had=frozenset({"calf"})),
    "had an Achilles": replace(RUN, had=frozenset({"achilles"})),
    "pain not said": replace(RUN, pain_said=False),
    "a bone": replace(RUN, rung=Rung.CROSS_TRAIN, bone=True),
    "a limp": replace(RUN, rung=Rung.CROSS_TRAIN, flags=frozenset({"gait_altered"})),
    "a knee that gives way": replace(RUN, rung=Rung.CROSS_TRAIN, flags=frozenset({"giving_way"})),
    "a cold": replace(RUN, rung=Rung.MODIFIED_RUN, ill=True),
    "cold air": replace(RUN, temperature_c=4.9),
    "not so cold": replace(RUN, temperature_c=5.0),
    "early and sixty": replace(RUN, early=True, age=60.0, temperature_c=-3.5),
    "fifty-nine": replace(RUN, age=59.0),
    "twelve minutes": replace(RUN, minutes=12.0),
    "eight minutes": replace(RUN, kind="tempo", minutes=8.0),
    "three minutes": replace(RUN, minutes=3.0),
    "planned cross": replace(RUN, rung=Rung.CROSS_TRAIN, kind="cross"),
    "planned cross on a day to run": replace(RUN, kind="cross"),
    "planned strength": replace(RUN, rung=Rung.CROSS_TRAIN, kind="strength"),
    "planned strength on a day to run": replace(RUN, kind="strength"),
    "planned rest": replace(RUN, kind="rest"),
    "rest": replace(RUN, rung=Rung.REST),
    "physio": replace(RUN, referral=Referral.CLINICIAN_SOON),
    "a doctor today": replace(RUN, referral=Referral.CLINICIAN_SAME_DAY),
}
LEVELS = {"hip-thrust": 1, "side-star-plank": 2, "calf-raise": 9}


def lists(t: Today) -> dict[str, tuple[Picked, ...]]:
    return {
        "warm-up": steps.warm_up(BOOK, t),
        "cool-down": steps.cool_down(BOOK, t),
        "cross": steps.cross_train(BOOK, t),
        "strength": steps.strength(BOOK, t, LEVELS),
    }


def told(name: str, t: Today) -> Iterator[str]:
    yield f"{name}: nothing {t.nothing}, no impact {t.no_impact}, hard {t.hard}"
    for part, found in lists(t).items():
        same = t != RUN and found == lists(RUN)[part]
        if same:
            yield f"  {part} as on a run"
        for p in () if same else found:
            more = f", for {p.instead_of}" if p.instead_of else ""
            more += f", {p.minutes[0]:g} to {p.minutes[1]:g}" if p.minutes else ""
            more += f" ({p.caution})" if p.caution else ""
            yield f"  {part} {p.step.id}: {p.because}; {p.dose}; {p.seconds} s{more}"
    for left in steps.left_out(BOOK, t):
        yield f"  left out {left.step.id}: {left.because}"


def test_the_steps_of_each_day_as_they_were_read() -> None:
    read_once("steps", READ, (line for name, t in DAYS.items() for line in told(name, t)))


def test_what_was_not_said_of_a_day() -> None:
    assert Today(rung=Rung.RUN) == Today(
        rung=Rung.RUN,
        referral=Referral.NONE,
        kind=None,
        hard_allowed=True,
        sore=frozenset(),
        had=frozenset(),
        pain_said=True,
        bone=False,
        ill=False,
        flags=frozenset(),
        early=False,
        indoors=False,
    )
