"""The keys that a morning takes, counted in the real program in a terminal: what was typed and what it saved.

    python tests/bench/key_budgets.py

Each line is typed in one burst before the program is up. Seconds are from the start to the saved file, the start of the
program included, and depend on the machine; the counts do not.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tui"))

from faces import furnish, keys
from program import Program
from test_keystrokes import BUDGETS, ORDINARY, is_ordinary


def main() -> int:
    """Type each, print the table; 1 when a file does not say what it should."""
    rows = [("an ordinary day", ORDINARY, 7, {}, is_ordinary), *BUDGETS]
    rows.append(("saved and left", f"{ORDINARY} q", 8, {}, is_ordinary))
    bad = 0
    print(f"{'what':32} {'keys':>4} {'typed':30} {'file':5} seconds")
    for what, said, count, home, true in rows:
        with tempfile.TemporaryDirectory() as folder:
            furnish(Path(folder) / "planner", **home)
            began = time.monotonic()
            with Program(Path(folder) / "planner", (80, 24), said, ()) as p:
                try:
                    p.day_where(lambda day, true=true: _says(true, day))
                    right = len(keys(said)) == count
                except TimeoutError:
                    right = False
            bad += not right
            seconds = time.monotonic() - began
            print(f"{what:32} {len(keys(said)):4} {said:30} {'right' if right else 'WRONG':5} {seconds:7.2f}")
    return min(bad, 1)


def _says(true: object, day: dict[str, object]) -> bool:
    try:
        return bool(true(day))  # type: ignore[operator]  # what a budget holds is a function
    except KeyError:
        return False


if __name__ == "__main__":
    sys.exit(main())
