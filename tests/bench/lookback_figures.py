"""Prints what looking back costs a key press for 1 and 100 years, as ratios to 365 days of the same run.

    python tests/bench/lookback_figures.py [--rounds 5] [--folder KEPT] [--counts 365 36500]

Each figure is the median CPU time of rounds with a warm cache of summaries: a key and its picture at 120x40. "first
answer" is what a key waits for, "whole answer" what it takes between keys, in slices, until all is known. Memory is the
resident set after all of it, over that before the record was opened.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))
sys.path.insert(0, str(Path(__file__).parent))

from faces import desk_of
from make_record import make

from planner.desk import Desk
from planner.storage.index import Index
from planner.storage.places import Places
from planner.tui.commands import Keymap
from planner.tui.history_page import HistoryPage
from planner.tui.lookback import Lookback
from planner.tui.screens import history, trends
from planner.tui.trends_page import TrendsPage

SIZE = (120, 40)
SEARCHES = ("canal", "pain:knee>2", "km>19.8 canal", "zzzz")


def timed(work: Callable[[], object]) -> float:
    """CPU milliseconds of one call."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def opened(desk: Desk) -> HistoryPage:
    """The history page, drawn."""
    page = HistoryPage(Lookback(desk), keymap=Keymap())
    history.draw(page, *SIZE)
    return page


def press(page: HistoryPage, *keys: str) -> None:
    """Keys, each with its picture."""
    for key in keys:
        page.key(key)
        history.draw(page, *SIZE)


def settle(page: HistoryPage | TrendsPage) -> None:
    """All slices."""
    while page.idle():
        pass


def figures(folder: Path, rounds: int) -> dict[str, float]:
    """Milliseconds of each thing a runner does."""

    def median(
        work: Callable[[HistoryPage], object], before: Callable[[HistoryPage], object] = lambda p: None
    ) -> float:
        times = []
        for _ in range(rounds):
            page = opened(desk_of(folder))
            before(page)
            times.append(timed(lambda page=page: work(page)))
        return statistics.median(times)

    found = {
        "open the calendar": statistics.median(timed(lambda: opened(desk_of(folder))) for _ in range(rounds)),
        "a day back": median(lambda p: press(p, "h")),
        "a month back": median(lambda p: press(p, "[")),
        "a year back": median(lambda p: press(p, "{")),
        "to the list": median(lambda p: press(p, "c")),
        "an entry down the list": median(lambda p: press(p, "down"), lambda p: press(p, "c")),
        "open the day": median(lambda p: press(p, "h", "enter")),
    }
    for words in SEARCHES:
        found[f"search {words!r}, last key, first answer"] = median(
            lambda p, w=words: press(p, w[-1]), lambda p, w=words: (settle(p), press(p, "/", *w[:-1]), settle(p))
        )
        found[f"search {words!r}, whole answer"] = median(
            lambda p, w=words: (press(p, w[-1]), settle(p)),
            lambda p, w=words: (settle(p), press(p, "/", *w[:-1]), settle(p)),
        )
    times = []
    for _ in range(rounds):
        desk = desk_of(folder)
        times.append(timed(lambda desk=desk: trends.draw(TrendsPage(Lookback(desk), keymap=Keymap()), *SIZE)))
    found["open trends"] = statistics.median(times)
    page = TrendsPage(Lookback(desk_of(folder)), keymap=Keymap())
    for _ in range(3):
        page.key("right")
    found["trends of all years, first picture"] = timed(lambda: trends.draw(page, *SIZE))
    found["trends of all years, whole"] = timed(lambda: (settle(page), trends.draw(page, *SIZE)))
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=(365, 36_500))
    said = parser.parse_args()
    folder = said.folder or Path(tempfile.mkdtemp(prefix="planner-bench-"))
    table: dict[int, dict[str, float]] = {}
    memory: dict[int, int] = {}
    try:
        for count in said.counts:
            home = folder / str(count)
            if not home.exists():
                make(home, count)
                time.sleep(2.1)  # younger files are read again, on purpose
            Index(Places.at(home)).refresh()
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            table[count] = figures(home, said.rounds)
            memory[count] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    finally:
        if said.folder is None:
            shutil.rmtree(folder)
    first = said.counts[0]
    head = f"CPU ms (ratio to {first} days)"
    sys.stdout.write(f"{head:<52}" + "".join(f"{c:>18,}" for c in said.counts) + "\n")
    for name in table[first]:
        cells = (f"{table[c][name]:.1f} ({table[c][name] / max(table[first][name], 0.001):.2f})" for c in said.counts)
        sys.stdout.write(f"{name:<52}" + "".join(f"{cell:>18}" for cell in cells) + "\n")
    sys.stdout.write(f"{'peak memory gained, kB':<52}" + "".join(f"{memory[c]:>18,}" for c in said.counts) + "\n")


if __name__ == "__main__":
    main()
