"""Prints what one nudge of the plan costs on the morning page: the key, the answer worked out anew, and the picture.

    python tests/bench/nudging.py [--rounds 40] [--profile]

Each change steps kilometres, pace or climb with an arrow in edit mode and draws the page, at four sizes, on a morning
that is a run, one that is too long and one that hurts. The goal is under 5 ms a change (issue 3.5). Times are CPU time;
beside them stands a ratio to json.loads of 100 kB on the same machine, so that runs on other machines compare.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))

from faces import Hand, furnish

FIELDS = {"km": "d", "pace": "p", "climb": "c"}
SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))
MORNINGS = {
    "a run": ("7 2 2 2 2 0", {}),
    "too long": ("7 2 2 2 2 0", {"week": {"monday": "20 km long road"}}),
    "sore knee": ("7 2 2 2 2 3 k r 0", {}),
}
GOAL = 5.0


def milliseconds(work: Callable[[], object]) -> float:
    """CPU milliseconds of one call."""
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1e6


def anchor() -> float:
    """Median milliseconds of json.loads of about 100 kB."""
    text = json.dumps([{"a": n, "b": [n, n + 1], "c": str(n)} for n in range(2400)])
    return statistics.median(milliseconds(lambda: json.loads(text)) for _ in range(15))


def nudges(hand: Hand, letter: str, size: tuple[int, int], rounds: int) -> list[float]:
    """Milliseconds of each change: arrows to the right, then back, so that each plan is new to the page."""
    hand.type(f"e {letter}")
    hand.frame(*size)
    found = []
    for n in range(rounds):
        key = "Right" if n < rounds * 2 // 3 else "Left"

        def change(key: str = key) -> None:
            hand.type(key)
            hand.frame(*size)

        hand.page.context._kept.clear()
        found.append(milliseconds(change))
    hand.type("Esc")
    return found


def main() -> None:
    """Print a row for each morning, field and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--profile", action="store_true", help="where the time goes, for the largest size")
    wish = parser.parse_args()
    unit = anchor()
    worst = 0.0
    sys.stdout.write(f"json.loads of 100 kB: {unit:.2f} ms\nmorning     field  size      median ms   90%   ratio\n")
    with tempfile.TemporaryDirectory() as folder:
        for name, (keys, home) in MORNINGS.items():
            desk = furnish(Path(folder) / name.replace(" ", "-"), **home)
            hand = Hand(desk).type(keys)
            if wish.profile:
                import cProfile

                cProfile.runctx("nudges(hand, 'd', SIZES[-1], 60)", globals(), {"hand": hand}, sort="cumtime")
                continue
            for field, letter in FIELDS.items():
                for size in SIZES:
                    times = nudges(hand, letter, size, wish.rounds)
                    middle, most = statistics.median(times), statistics.quantiles(times, n=10)[-1]
                    worst = max(worst, middle)
                    where = f"{size[0]}x{size[1]}"
                    sys.stdout.write(f"{name:11} {field:6} {where:8} {middle:10.2f} {most:6.2f} {middle / unit:7.2f}\n")
    if not wish.profile:
        verdict = "holds" if worst < GOAL else "is missed"
        sys.stdout.write(f"slowest median {worst:.2f} ms: the goal of {GOAL:g} ms {verdict}\n")


if __name__ == "__main__":
    main()
