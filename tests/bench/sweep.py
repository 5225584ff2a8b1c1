"""Every morning of a coarse grid, and along each axis the next worse one: is any answer better for being worse?

    python tests/bench/sweep.py [--processes N] [--part 0.1]

Prints how many mornings were answered, the rate, and every violation: of monotonicity along each axis (M1-M10), of M11
(a longer plan is no higher) and of the invariants (rest under a flag, caps, reasons, M15, M17, M18). Exit 1 with any.
The grid is a product of values on both sides of the rules' numbers; each axis runs from good to bad.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from math import prod
from multiprocessing import Pool, cpu_count
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "shared"))

from mornings import BOOK
from order import better

from planner.core.advise import advise, allowed
from planner.core.days import Pain, Planned
from planner.core.facts import Device, Env, History, Scenario, ShoeFacts
from planner.core.sites import EMERGENCY, SAME_DAY
from planner.core.verdict import Advice, Form, Referral, Rung

PAINS: Final = {
    "none": (),
    "not said": None,
    **{
        f"{site} {score}": (Pain(site=site, score=score, stable=stable),)
        for site, scores, stable in (
            ("knee_front", (1, 2, 3, 4, 6), None),
            ("achilles", (2, 3), True),
            ("calf", (2, 3), None),
            ("groin", (1,), None),
        )
        for score in scores
    },
}
CHAINS: Final = (
    ("none", *(f"knee_front {n}" for n in (1, 2, 3, 4, 6))),
    ("none", *(f"achilles {n}" for n in (2, 3))),
    ("none", "calf 2", "calf 3"),
    ("none", "groin 1"),
    ("none", "not said"),
)
"""Pains from good to bad; those of different chains are not compared."""
AXES: Final[dict[str, tuple[Any, ...]]] = {
    "plan": (
        Planned(kind="easy", km=10.5),
        Planned(kind="easy", km=14),
        Planned(kind="long", km=24),
        Planned(kind="tempo", km=10, climb_m_per_km=20),
        Planned(kind="rest"),
    ),
    "pain": tuple(PAINS),
    "sleep": (8, 5.5, 3.5),
    "fatigue": (2, 6, 7),
    "soreness": (2, 6, 7),
    "devices": ((0, 0.0), (6, 0.0), (12, -1.0)),
    "longest": (20, 12, 4),
    "off": (2, 8, 20, 40),
    "flag": ("", "runny_nose", "fever"),
    "wbgt": (15, 25, 35),
    "shoe": (500, 0),
}
WORSENING: Final = ("sleep", "fatigue", "soreness", "devices", "longest", "off", "wbgt", "shoe")
"""Axes on which each value is worse than the one before."""
Point = tuple[int, ...]
NAMES: Final = tuple(AXES)


def scenario(point: Point) -> Scenario:
    """The morning at one point of the grid."""
    plan, pain, sleep, fatigue, soreness, (rhr, hrv), longest, off, flag, wbgt, shoe = (
        values[n] for values, n in zip(AXES.values(), point, strict=True)
    )
    return Scenario(
        sleep_h=sleep,
        sleep_quality=2,
        fatigue=fatigue,
        soreness=soreness,
        stress=2,
        pain=PAINS[pain],
        flags=frozenset({flag} - {""}),
        plan=plan,
        history=History(longest_30d_km=longest, days_since_last_run=off, days_since_hard=5, strength_sessions_7d=0),
        env=Env(wbgt_c=wbgt),
        shoe=ShoeFacts(km=shoe, outings=0 if shoe == 0 else 60, pairs=1),
        device=Device(rhr_delta=rhr, hrv_z=hrv),
    )


def steps(axis: str) -> tuple[tuple[int, int], ...]:
    """Pairs of places on an axis, the second of which is worse."""
    values = AXES[axis]
    if axis in WORSENING:
        return tuple((n, n + 1) for n in range(len(values) - 1))
    if axis == "pain":
        return tuple((values.index(a), values.index(b)) for chain in CHAINS for a, b in pairwise(chain))
    return ((0, 1), (0, 2)) if axis == "flag" else ()


STEPS: Final = {axis: steps(axis) for axis in NAMES}


def invariants(s: Scenario, advice: Advice) -> Iterator[str]:
    """What must hold of one morning by itself and does not."""
    km, _ = allowed(advice, s.plan)
    caps = advice.caps
    if advice.rung < Rung.RUN and not advice.reasons:
        yield "below run without a reason"
    if any(not reason.sources for reason in advice.reasons):
        yield "a reason without a source"
    if caps.km is not None and caps.km <= 0:
        yield "a cap of 0 km"
    if advice.rung < Rung.MODIFIED_RUN and (caps.hard_allowed or caps.hills_allowed):
        yield "hard or hills below modified_run"
    if s.plan and s.plan.km is not None and km is not None and km > s.plan.km:
        yield "M17 more than the plan"
    if s.plan and not s.plan.is_run and advice.rung > Rung.REST:
        yield "M17 a planned rest day that is told to move"
    if advice.rung is Rung.REST and {"STRENGTH_DUE", "SHOE_ROTATE", "SHOE_WORN"} & set(advice.warnings):
        yield "M18 a reminder on a rest day"
    if s.pain is None and (advice.rung > Rung.MODIFIED_RUN or caps.hard_allowed or caps.pain_stop != 2):
        yield "missing pain better than an easy run"
    planned = s.plan.km if s.plan else None
    if advice.rung is Rung.RUN and planned is not None and caps.km is not None and planned > caps.km + 0.005:
        yield "run with a cap below the plan"
    if advice.rung is Rung.RUN and caps.form is Form.WALK_RUN:
        yield "run as walk and run"


def part(first: tuple[int, int]) -> tuple[int, Counter[str], dict[str, Point]]:
    """All mornings of one plan and one flag: how many, and the violations in them with one example each."""
    plan, flag = first
    ranges = [(plan,) if n == "plan" else (flag,) if n == "flag" else range(len(v)) for n, v in AXES.items()]
    answers: dict[Point, Advice] = {}
    wrong: Counter[str] = Counter()
    examples: dict[str, Point] = {}

    def note(what: str, point: Point) -> None:
        wrong[what] += 1
        examples.setdefault(what, point)

    for point in product(*ranges):
        s = scenario(point)
        answers[point] = advice = advise(s, BOOK)
        for what in invariants(s, advice):
            note(what, point)
    for axis, pairs in STEPS.items():
        at = NAMES.index(axis)
        for good, bad in pairs if axis != "flag" else ():
            for point, advice in answers.items():
                if point[at] == good:
                    worse = answers[(*point[:at], bad, *point[at + 1 :])]
                    for what in better(worse, advice):
                        note(f"{axis} {AXES[axis][good]} -> {AXES[axis][bad]}: {what}", point)
    if flag == 0:
        crossing(plan, answers, note)
    return len(answers), wrong, examples


def crossing(plan: int, answers: dict[Point, Advice], note: Any) -> None:
    """Against the mornings of other parts: flags (M7), a longer plan (M11), and red flags over everything."""
    red = (*EMERGENCY, *SAME_DAY)
    for n, (point, advice) in enumerate(answers.items()):
        s = scenario(point)
        if n % 7 == 0:
            for flag in AXES["flag"][1:]:
                for what in better(advise(replace(s, flags=frozenset({flag})), BOOK), advice):
                    note(f"flag {flag}: {what}", point)
            raised = advise(replace(s, flags=frozenset({red[n % len(red)]})), BOOK)
            if raised.rung is not Rung.REST or raised.referral < Referral.CLINICIAN_SAME_DAY:
                note("M7 a red flag outvoted", point)
        if s.plan and s.plan.km is not None and n % 5 == 0:
            longer = replace(s, plan=replace(s.plan, km=s.plan.km * 1.5))
            if advise(longer, BOOK).rung > advice.rung:
                note("M11 a longer plan is higher", point)


def main() -> int:
    """Sweep, print, and say by the exit code whether anything was found."""
    parser = argparse.ArgumentParser(description="Every morning of a coarse grid, held against the next worse ones.")
    parser.add_argument("--processes", type=int, default=cpu_count())
    parser.add_argument("--part", type=float, default=1.0, help="only this part of the plans and flags")
    args = parser.parse_args()
    jobs = list(product(range(len(AXES["plan"])), range(len(AXES["flag"]))))
    jobs = jobs[: max(1, round(args.part * len(jobs)))]
    begun = time.perf_counter()
    count, wrong, examples = 0, Counter[str](), dict[str, Point]()
    with Pool(args.processes) as pool:
        for found, w, e in pool.imap_unordered(part, jobs):
            count += found
            wrong += w
            examples = e | examples
    seconds = time.perf_counter() - begun
    whole = prod(map(len, AXES.values()))
    print(
        f"grid {whole:,}; answered {count:,} in {seconds:.0f} s on {args.processes} processes: {count / seconds:,.0f}/s"
    )
    for what, times in wrong.most_common():
        print(f"VIOLATION {times:,} x {what}, e.g. {scenario(examples[what])}")
    print(f"{sum(wrong.values()):,} violations")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
