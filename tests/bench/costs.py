"""What each operation costs at each size of the record, side by side: CPU milliseconds, and the ratio to the smallest.

Each is done by a desk that was just opened, as a program that was just started has it, with the caches of the last one.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import index_figures
from homes import Home
from make_record import LAST

from planner.cli import main as run
from planner.commands.io import Io
from planner.core.days import Morning
from planner.desk import Desk
from planner.storage import said
from planner.storage.index import Index
from planner.tui.pages import Pages

SIZE = (100, 30)
TODAY = LAST + timedelta(days=1)
Work = Callable[[], object]


def table(homes: Sequence[Home], rounds: int) -> None:
    """Print it."""
    costs = [_costs(home, rounds) for home in homes]
    heads = "".join(f"{home.days:>20,}" for home in homes)
    sys.stdout.write(f"\n{'cost by days of record, CPU ms (ratio)':<46}{heads}\n")
    for name, first in costs[0].items():
        cells = (f"{cost[name]:.2f} ({cost[name] / max(first, 0.001):.2f})" for cost in costs)
        sys.stdout.write(f"{name:<46}{''.join(f'{cell:>20}' for cell in cells)}\n")
    sys.stdout.flush()


def _costs(home: Home, rounds: int) -> dict[str, float]:
    """Milliseconds of each operation, the median of rounds; what has to be there before is not counted."""
    home.forget_draft()
    Index(home.places).refresh()
    found = {}
    for name, ready in _operations(home).items():
        times = []
        for _ in range(rounds if name != ANEW else 1):
            work = ready()
            times.append(index_figures.timed(work))
        found[name] = statistics.median(times)
    home.places.day_file(TODAY).unlink(missing_ok=True)
    return found


ANEW = "all days read anew (the rebuild)"


def _operations(home: Home) -> Mapping[str, Callable[[], Work]]:
    """Each by name: a function that makes ready and gives what is timed."""

    def pages() -> Pages:
        opened = Pages(Desk(home.environ))
        opened.frame(*SIZE)
        return opened

    def at_rest() -> Pages:
        """As the program is a second later: every file looked at once."""
        desk = Desk(home.environ)
        opened = Pages(desk)
        opened.frame(*SIZE)
        desk.index.refresh()
        return opened

    def page(name: str, *keys: str) -> Callable[[], Work]:
        def ready() -> Work:
            shown = at_rest()
            if keys:
                _open(shown, name)
            return (lambda: _press(shown, *keys)) if keys else (lambda: _open(shown, name))

        return ready

    def save() -> Work:
        home.places.day_file(TODAY).unlink(missing_ok=True)
        desk = Desk(home.environ)
        day = replace(desk.day(TODAY), morning=Morning(sleep_h=7.0, note="saved"))
        return lambda: desk.save(day)

    def today() -> Work:
        home.without_said()
        return lambda: _command(home, "today")

    def remembered() -> Work:
        home.places.day_file(TODAY).unlink(missing_ok=True)
        if said.recall(home.environ) is None:
            time.sleep(2.1)  # younger files are not believed
            _command(home, "today")
        assert said.recall(home.environ) is not None
        return lambda: said.recall(home.environ)

    def searched() -> Work:
        index = Index(home.places)
        index.search("warm")
        return lambda: index.search("canal")

    return {
        "the morning read and drawn": lambda: pages,
        "an answer, drawn": page("morning", "7"),
        "a day saved": save,
        "planner today, from memory": remembered,
        "planner today, worked out": today,
        "planner history --last 7": lambda: lambda: _command(home, "history", "--last", "7"),
        "planner why": lambda: lambda: _command(home, "why", str(LAST)),
        "planner week": lambda: lambda: _command(home, "week"),
        "planner shoes (the look of every file)": lambda: lambda: _command(home, "shoes"),
        "history opened": page("history"),
        "history, a day back": page("history", "left"),
        "history, a month back": page("history", "["),
        "history, a year back": page("history", "{"),
        "a day of history opened": page("history", "left", "enter"),
        "trends opened": page("trends"),
        "the week opened": page("week"),
        "the shoes opened": page("shoes"),
        "the last run before a date": lambda: lambda: Index(home.places).last_run_before(LAST),
        "a search, a key (100 bytes a day looked at)": searched,
        "every file looked at, at rest in slices": lambda: lambda: Index(home.places).refresh(),
        ANEW: lambda: lambda: index_figures.rebuilt(home.places),
    }


def _open(pages: Pages, name: str) -> None:
    pages.open(name)
    pages.frame(*SIZE)


def _press(pages: Pages, *keys: str) -> None:
    for key in keys:
        pages.page.key(key)
        pages.frame(*SIZE)


def _command(home: Home, *args: str) -> None:
    streams = {name: io.StringIO() for name in ("stdin", "stdout", "stderr")}
    code = run(list(args), Io(**streams, environ=home.environ))
    assert code == 0, (args, streams["stderr"].getvalue())
