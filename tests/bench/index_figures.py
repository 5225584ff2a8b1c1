"""Prints what the index of days costs for 1, 10 and 100 years, as ratios to anchors of the same run.

    python tests/bench/index_figures.py [--rounds 5] [--folder KEPT]

Anchors: tomllib's own reading of the same files for the rebuild, the same question at 365 days for everything else.
Each figure is the median of rounds, in CPU time; a fresh index for each round, files in the page cache. With --folder
the records are kept there and used again.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from make_record import LAST, make

from planner.storage.index import Index
from planner.storage.places import Places

COUNTS = (365, 3_650, 36_500)
WORDS = {"rare": "müde canal", "common": "easy", "none": "zzzz"}


def timed(work: Callable[[], object]) -> float:
    """CPU milliseconds of one call: one thread, files in memory, so that a busy machine changes little."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def median(rounds: int, work: Callable[[], object]) -> float:
    """Median milliseconds."""
    return statistics.median(timed(work) for _ in range(rounds))


def parsed(places: Places) -> None:
    """What tomllib alone needs for every day."""
    for path in places.days.glob("*/*.toml"):
        with path.open("rb") as file:
            tomllib.load(file)


def rebuilt(places: Places) -> None:
    """The index without its cache, in slices of 10 ms."""
    shutil.rmtree(places.cache, ignore_errors=True)
    index = Index(places)
    while not index.refresh(0.01):
        pass


def longest_slice(places: Places) -> float:
    """Milliseconds of the longest of all 10 ms slices of a rebuild."""
    shutil.rmtree(places.cache, ignore_errors=True)
    index = Index(places)
    longest = 0.0
    done = False
    while not done:
        start = time.perf_counter()
        done = index.refresh(0.01)
        longest = max(longest, time.perf_counter() - start)
    return longest * 1000


def rebuild_ratio(places: Places, rounds: int) -> tuple[float, float]:
    """Median ratio of paired runs to tomllib's own reading, and the median milliseconds."""
    pairs = []
    for _ in range(rounds):
        anchor = timed(lambda: parsed(places))
        pairs.append((timed(lambda: rebuilt(places)), anchor))
    return statistics.median(ours / anchor for ours, anchor in pairs), statistics.median(ours for ours, _ in pairs)


def figures(places: Places, rounds: int) -> dict[str, float]:
    """Milliseconds of each question, with a warm cache."""
    month = LAST - timedelta(days=41)
    searching = Index(places)
    searching.search("warm")
    return {
        "open history, first rows (42 days, checked)": median(rounds, lambda: Index(places).rows(month, LAST)),
        "the same, unchecked": median(rounds, lambda: Index(places).rows(month, LAST, check=False)),
        "last run before": median(rounds, lambda: Index(places).last_run_before(LAST)),
        "search, first key": median(rounds, lambda: Index(places).search("easy")),
        **{f"search, a key, {name}": median(rounds * 5, lambda w=w: searching.search(w)) for name, w in WORDS.items()},
        "check every file": median(rounds, lambda: Index(places).refresh()),
        "all sessions": median(rounds, lambda: sum(1 for _ in Index(places).sessions())),
        "all rows": median(rounds, lambda: Index(places).rows()),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    said = parser.parse_args()
    folder = said.folder or Path(tempfile.mkdtemp(prefix="planner-bench-"))
    table: dict[int, dict[str, float]] = {}
    try:
        for count in said.counts:
            places = Places.at(folder / str(count))
            if not places.days.exists():
                make(folder / str(count), count)
                time.sleep(2.1)  # younger files are read again, on purpose
            few = said.rounds if count < 10_000 else 1
            ratio, ms = rebuild_ratio(places, few)
            sys.stdout.write(f"rebuild {count:>6,} days: {ratio:.2f} x tomllib's own reading ({ms:,.0f} ms")
            sys.stdout.write(f", longest 10 ms slice {longest_slice(places):.0f} ms)\n")
            table[count] = figures(places, said.rounds)
    finally:
        if said.folder is None:
            shutil.rmtree(folder)
    first = said.counts[0]
    sys.stdout.write(
        f"\n{'CPU ms (ratio to ' + str(first) + ' days)':<46}" + "".join(f"{c:>18,}" for c in said.counts) + "\n"
    )
    for name in table[first]:
        cells = (f"{table[c][name]:.2f} ({table[c][name] / table[first][name]:.2f})" for c in said.counts)
        sys.stdout.write(f"{name:<46}" + "".join(f"{cell:>18}" for cell in cells) + "\n")


if __name__ == "__main__":
    main()
