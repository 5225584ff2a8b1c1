"""Prints the figures of speed, each beside an anchor that was measured in the same run.

    python -m tests.bench [--rounds 9] [--folder KEPT] [--only start,keys,...] [--days 365 3650 36500]

A line holds: figure, ours, anchor, ratio (median of pairs), goal, runs. Anchors: a bare interpreter that prints, a bare
Textual app, tomllib, a plain write. Everything is compiled first. With --folder the records are kept and used again;
the longest takes a minute to write. Nothing is asserted: whoever reads judges, with the load that stands at the end.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import costs  # noqa: E402  # what stands beside this file
import inside  # noqa: E402  # as above
from homes import ENVIRONMENT, Home  # noqa: E402  # as above
from watched import Start, Watched, printed, start, written  # noqa: E402  # as above

import planner  # noqa: E402  # as above

PRINTS = [sys.executable, "-c", "print('Sleep')"]
BARE = [sys.executable, str(HERE / "anchors.py")]
SCRIPT = Path(sys.executable).with_name("planner")
OURS = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-m", "planner"]
LEAN = [sys.executable, "-c", "import sys; from planner.__main__ import main; sys.exit(main())"]
"""As uv and newer pips write the script; older ones import `re` first, which is half of a first picture's time."""
LIVE = b"\x1b[?2004h"
"""What only the screens write, and not the kept picture."""
ANSWERS = ("7", "2", "3", "2", "2", "0", *"uuuuuu")
MOVES = ("\x1b[B", "\x1b[A")
AHEAD = (0, 5, 10, 20, 30, 50, 75, 100, 150, 200, 250, 300, 350, 400, 500, 600)
"""Milliseconds after the start at which keys are typed."""


def line(figure: str, ours: str, anchor: str, ratio: str, goal: str, runs: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{figure:<46}{ours:>20}{anchor:>18}{ratio:>24}{goal:>22}  {runs}\n")
    sys.stdout.flush()


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Median with the least and the greatest."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}..{max(values):.{digits}f})"


def pair(figure: str, ours: Sequence[float], anchor: Sequence[float], goal: str, *, digits: int = 1) -> None:
    """A figure that is a ratio of pairs."""
    ratios = [a / b for a, b in zip(ours, anchor, strict=True)]
    middle = f"{statistics.median(anchor):.{digits}f}"
    line(figure, spread(ours, digits), middle, spread(ratios, 2), goal, str(len(ours)))


def plain(figure: str, ours: Sequence[float], goal: str, *, digits: int = 1) -> None:
    """A figure without an anchor."""
    line(figure, spread(ours, digits), "", "", goal, str(len(ours)))


def ours(home: Home, keys: Sequence[str] = ()) -> Start:
    """One start of the screens."""
    home.forget_draft()
    return start(OURS, home.environ, marker="Sleep", live=LIVE, key="7", effect="[7 h]", keys=keys)


def bare(keys: Sequence[str] = ()) -> Start:
    """One start of the anchor."""
    return start(BARE, ENVIRONMENT, marker="Hello", key="a", effect="Hello 1", keys=["a"] * len(keys))


def starts(home: Home, rounds: int) -> None:
    """Rows 1 to 3, 6, 7, 9."""
    home.with_picture(OURS)
    for what, argv in (("", OURS), (", a launcher without re", LEAN)):
        pairs = [(printed(argv, home.environ, "Sleep"), printed(PRINTS, ENVIRONMENT, "Sleep")) for _ in range(rounds)]
        pair(f"1 first picture{what}, ms", *zip(*pairs, strict=True), "<= 1.6")
    home.without_picture()
    home.forget_draft()
    sizes = [(written(OURS, home.environ, "Sleep"), written(BARE, ENVIRONMENT, "Hello")) for _ in range(2)]
    pair("6 bytes, start until rest", *zip(*sizes, strict=True), "<= 16000", digits=0)
    runs = [(ours(home), bare()) for _ in range(rounds + 1)][1:]
    for figure, of, goal in (
        ("2 live first paint, ms", lambda s: s.paint, "<= 1.05"),
        ("2 the same, CPU ms", lambda s: s.cpu, "<= 1.05"),
        ("3 first key's effect, ms", lambda s: s.ready, "<= 1.10"),
        ("3 the same, CPU ms", lambda s: s.ready_cpu, "<= 1.10"),
        ("7 quit, ms", lambda s: s.quit, "<= 30 ms"),
        ("9 memory, MB", lambda s: s.memory, "<= 42 MB"),
    ):
        pair(figure, [of(a) for a, _ in runs], [of(b) for _, b in runs], goal)


def keys(home: Home, rounds: int) -> None:
    """Rows 5 and 6: each answer and its undoing, all that follows from it repainted."""
    home.without_picture()
    pressed = [*ANSWERS[1:], *ANSWERS * 2]
    runs = [(ours(home, pressed), bare(pressed)) for _ in range(max(2, rounds // 3))]
    times = [(statistics.median(a.keys), statistics.median(b.keys)) for a, b in runs]
    pair("5 an answer, median ms", *zip(*times, strict=True), "<= 1.3", digits=2)
    pair("5 the same, CPU ms", [a.key_cpu for a, _ in runs], [b.key_cpu for _, b in runs], "<= 1.3", digits=2)
    every = sorted(k for a, _ in runs for k in a.keys)
    plain("5 an answer, 99 of 100 within, ms", [every[len(every) * 99 // 100]], "<= 8 ms")
    plain("5 pieces it comes in", [float(n) for a, _ in runs for n in a.chunks], "1 frame", digits=0)
    plain("6 bytes, an answer or its undoing", [float(n) for a, _ in runs for n in a.sizes], "<= 300", digits=0)
    moved = [ours(home, MOVES * 6) for _ in range(2)]
    plain("6 bytes, moving", [float(n) for a in moved for n in a.sizes], "<= 1500", digits=0)


def ahead(home: Home, rounds: int) -> None:
    """Row 4: keys typed at any moment."""
    lost = tried = 0
    for with_picture in (True, False):
        home.with_picture(OURS) if with_picture else home.without_picture()
        for _ in range(max(1, rounds // 5)):
            for delay in AHEAD:
                home.forget_draft()
                with Watched(OURS, env=home.environ) as run:
                    until = run.started + delay / 1000
                    while (left := until - time.monotonic()) > 0:
                        run.read(left)
                    run.send("72322")
                    tried += 5
                    try:
                        run.wait("1 question to go", 10)
                    except TimeoutError:
                        lost += 5
    line("4 keys lost, typed 0 to 600 ms after the start", f"{lost} of {tried}", "", "", "0", str(tried // 5))


def idle(home: Home, rounds: int) -> None:
    """Row 8: at rest, after what a rest is used for."""
    both: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for _ in range(max(3, rounds // 3)):
        home.forget_draft()
        both.append((at_rest(OURS, home.environ, "Sleep"), at_rest(BARE, ENVIRONMENT, "Hello")))
    pair("8 idle, CPU ms a second", [a for (a, _), _ in both], [b for _, (b, _) in both], "<= 3 ms", digits=2)
    plain("8 idle, bytes a second", [size for (_, size), _ in both], "0")


def at_rest(argv: Sequence[str], env: Mapping[str, str], marker: str) -> tuple[float, float]:
    """CPU milliseconds and bytes a second of a program that nobody touches."""
    with Watched(argv, env=env) as run:
        run.wait(marker)
        run.until(lambda: not run.read(2.0), "rest")
        cpu, before = run.cpu_ms(), run.total()
        until = time.monotonic() + 6
        while (left := until - time.monotonic()) > 0:
            run.read(left)
        return (run.cpu_ms() - cpu) / 6, (run.total() - before) / 6


def history(homes: Sequence[Home], rounds: int) -> None:
    """Rows 9 and 10: the same at any size of the record, and the page of history."""
    table: dict[str, dict[int, list[float]]] = {}
    for home in homes:
        home.without_picture()
        ours(home)
    for _ in range(rounds):
        for home in homes:
            home.forget_draft()
            with Watched(OURS, env=home.environ) as run:
                run.sees("Sleep")
                paint = run.cpu_ms()
                run.settle(0.3)
                run.until(lambda run=run: not run.read(1.0), "rest")
                figures = {"10 live first paint, CPU ms": paint}
                for what, key in (("history, first time", "H"), ("back", "M"), ("history again", "H")):
                    n, cpu = len(run.chunks), run.cpu_ms()
                    sent = run.send(key)
                    run.until(lambda run=run, n=n: len(run.chunks) > n, f"an answer to {key}")
                    figures[f"10 {what}, ms to first rows"] = (run.chunks[n][0] - sent) * 1000
                    run.settle(0.2)
                    figures[f"10 {what}, CPU ms until rest"] = run.cpu_ms() - cpu
                for key in "/easy":
                    run.send(key)
                    run.settle(0.2)
                figures["9 memory, history searched, MB"] = run.memory_mb()
                for figure, value in figures.items():
                    table.setdefault(figure, {}).setdefault(home.days, []).append(value)
    goals = {
        "10 live first paint, CPU ms": "<= 1.05",
        "10 history, first time, ms to first rows": "<= 1.3, <= 30 ms",
        "10 history again, ms to first rows": "<= 1.3, <= 30 ms",
        "9 memory, history searched, MB": "<= 60 MB at 3,650",
    }
    for figure, by_days in table.items():
        few, *more = by_days
        for days in more:
            pair(f"{figure}: {days:,}", by_days[days], by_days[few], goals.get(figure, ""))


def commands(home: Home, rounds: int) -> None:
    """Row 13."""
    for what, argv, before, goal in (
        ("cached", OURS, None, "<= 1.2"),
        ("cached, no re", LEAN, None, "<= 1.2"),
        ("first of a day", OURS, home.without_said, ""),
        ("cold", OURS, home.without_cache, "<= 2.2"),
    ):
        pairs = []
        for _ in range(rounds * 2 + 1):
            if before is not None:
                before()
            pairs.append((inside.spent([*argv, "today"], home.environ), inside.spent(PRINTS, ENVIRONMENT)))
        pair(f"13 planner today, {what}, CPU ms", *zip(*pairs[1:], strict=True), goal)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--folder", type=Path, help="where the records are, or are to be kept")
    parser.add_argument("--days", type=int, nargs="+", default=[365, 3_650, 36_500])
    parser.add_argument("--only", help="some of: starts keys ahead idle history commands inside costs, with commas")
    said = parser.parse_args()
    compileall.compile_dir(str(Path(planner.__file__).parent), quiet=1)
    load = os.getloadavg()[0]
    line("figure", "ours", "anchor", "ratio", "goal", "runs")
    with tempfile.TemporaryDirectory() as temporary:
        homes = [Home((said.folder or Path(temporary)) / str(days), days) for days in said.days]
        parts: dict[str, Callable[[], None]] = {
            "starts": lambda: starts(homes[0], said.rounds),
            "keys": lambda: keys(homes[0], said.rounds),
            "ahead": lambda: ahead(homes[0], said.rounds),
            "idle": lambda: idle(homes[0], said.rounds),
            "history": lambda: history(homes, max(3, said.rounds // 2)),
            "commands": lambda: commands(homes[0], said.rounds),
            "inside": lambda: inside.figures(homes, said.rounds, pair, plain),
            "costs": lambda: costs.table(homes, 3),
        }
        for name, part in parts.items():
            if said.only is None or name in said.only.split(","):
                part()
    cores = len(os.sched_getaffinity(0))
    sys.stdout.write(
        f"machine: {cores} cores, Python {platform.python_version()}, {platform.machine()}; "
        f"load {load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end\n"
    )


if __name__ == "__main__":
    main()
