"""Does it nag? Twelve ordinary weeks of three runners, and of one who runs once a week, through the real rules.

    python tests/bench/twelve_weeks.py [--times 60]

Prints, for a quiet life and for an ordinary one (a trip, a cold, five days of a sore knee, a new pair, a new pain): run
days by rung, what held them, the warning lines that the screen shows by what they are of, and the goals with whether
they are met. Exit 1 when one is missed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "shared"))

from mornings import BOOK
from seasons import MARATHON, ONCE, RECREATIONAL, RUNNERS, Runner, Seen, figures, lives

from planner.core.advise import held_by
from planner.core.verdict import Rung


def table(runner: Runner, kind: str, lived: list[list[Seen]]) -> None:
    """One runner's rows."""
    runs = [day for days in lived for day in days if day.run_day]
    rungs = Counter(day.answer.advice.rung.word for day in runs)
    n = len(lived)
    found = figures(lived)
    print(f"\n{runner.name}, {kind}: {n} times 84 mornings")
    print("  run days   " + "  ".join(f"{rung.word} {rungs[rung.word] / n:.1f}" for rung in reversed(Rung)))
    print(
        f"  held back  mean {found['held, mean']:.1f}, most {found['held, most']:.0f},"
        f" share {found['held share']:.0%} (most {found['held share, most']:.0%})"
    )
    why = Counter(r.rule for day in runs if day.held for r in held_by(day.answer.scenario, day.answer.advice, BOOK))
    print("  held by    " + ", ".join(f"{rule} {count / n:.2f}" for rule, count in why.most_common()))
    lines = sum((day.lines for days in lived for day in days), Counter[str]())
    print(
        f"  lines      mean {found['lines, mean']:.1f}, most {found['lines, most']:.0f},"
        f" over 60 in {found['lines, over']:.0%} of the seasons"
    )
    print("  lines of   " + ", ".join(f"{what} {count / n:.2f}" for what, count in lines.most_common()))


def main() -> int:
    """Live, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=60, help="seasons of each runner and kind of life")
    times = parser.parse_args().times
    start = time.perf_counter()
    goals: list[tuple[str, bool, str]] = []
    for runner in RUNNERS:
        for kind in ("well", "ordinary"):
            lived = list(lives(kind, runner, times))
            table(runner, kind, lived)
            found = figures(lived)
            name = f"{runner.name}, {kind}"
            if kind == "well":
                most = found["held, most"]
                goals.append((f"{name}: at most 4 held-back run days", most <= 4, f"{most:.0f} at most"))
            share = found["held share"]
            goals.append((f"{name}: at most a third below run", share <= 1 / 3, f"{share:.0%}"))
            lines = found["lines, most"]
            goals.append((f"{name}: at most 60 warning lines", lines <= 60, f"{lines:.0f} at most"))
            goals.append((f"{name}: a planned rest day never told to run", not found["rest run"], "never"))
            if runner is RECREATIONAL:
                trail = found["trail held"]
                goals.append((f"{name}: trail held under 10 %", trail < 0.1, f"{trail:.1%}"))
            if runner is MARATHON and kind == "well":
                month = [day for days in lived for day in days if day.week < 4 and day.planned.kind == "long"]
                held = sum(day.held for day in month)
                goals.append((f"{name}: the declared 22 km kept in the first month", not held, f"{held} held"))
    once = list(lives("well", ONCE, times))
    table(ONCE, "well", once)
    short = sum(day.held for days in once for day in days)
    goals.append((f"{ONCE.name}: keeps the distance", not short, f"{short} held"))
    print(f"\n{time.perf_counter() - start:.0f} s\n")
    for words, met, seen in goals:
        print(f"{'met   ' if met else 'MISSED'}  {words}: {seen}")
    return 0 if all(met for _, met, _ in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
