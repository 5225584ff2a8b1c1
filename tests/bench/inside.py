"""Figures of one process, in CPU time: search, rebuild, save, scenarios, one answer; and what a whole command takes."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import index_figures
import scenarios
from homes import Home
from make_record import LAST

from planner.core.days import Morning
from planner.desk import Desk
from planner.storage import document
from planner.storage.index import Index
from planner.storage.journal import Journal
from planner.storage.places import Places

Pair = Callable[..., None]


def spent(argv: Sequence[str], env: Mapping[str, str]) -> float:
    """CPU milliseconds of a whole command, by the kernel's count of ended children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, env=env, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def figures(homes: Sequence[Home], rounds: int, pair: Pair, plain: Pair) -> None:
    """Rows 11, 12, 14 and 15."""
    for home in homes:
        searching(home, rounds, plain)
    saves(rounds, pair)
    answers(homes[0], plain)
    document.parsed = None
    for home in homes[:2]:
        anchors = [index_figures.timed(lambda home=home: index_figures.parsed(home.places)) for _ in range(3)]
        ours = [index_figures.timed(lambda home=home: index_figures.rebuilt(home.places)) for _ in range(3)]
        pair(f"15 index of {home.days:,} days anew, CPU ms", ours, anchors, "<= 1.2 x tomllib", digits=0)
        plain(
            f"15 its longest slice of 10 ms: {home.days:,}", [index_figures.longest_slice(home.places)], "off the keys"
        )


def searching(home: Home, rounds: int, plain: Pair) -> None:
    """A keystroke of a search, and the first."""
    goal = {3_650: "<= 5 ms", 36_500: "<= 35 ms"}.get(home.days, "")
    plain(
        f"11 search, first key: {home.days:,}, CPU ms",
        [index_figures.timed(lambda: Index(home.places).search("easy")) for _ in range(3)],
        "",
    )
    index = Index(home.places)
    index.search("warm")
    for name, word in index_figures.WORDS.items():
        times = [index_figures.timed(lambda word=word: index.search(word)) for _ in range(rounds * 3)]
        plain(f"11 search, a key, {name}: {home.days:,}, CPU ms", times, goal, digits=2)


def saves(rounds: int, pair: Pair) -> None:
    """A durable save beside a plain write of the same bytes, in turn; wall time, since a flush is a wait.

    Beside them what no durable save can do without: a new file, its flush, a rename and the flush of the folder. Where
    that alone takes more than four plain writes, the disk misses the goal and not the save.
    """
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        places = Places.at(Path(folder))
        journal = Journal(places)
        day = replace(journal.day(LAST), morning=Morning(sleep_h=7.0, pain=(), flags=(), note="x" * 700))
        journal.save(day)
        data = places.day_file(LAST).read_bytes()
        ours, anchors, least = [], [], []
        for n in range(rounds * 20):
            day = replace(day, morning=replace(day.morning, fatigue=1 + n % 7))
            start = time.perf_counter()
            journal.save(day)
            middle = time.perf_counter()
            _written(f"{folder}/plain", data)
            end = time.perf_counter()
            _written(f"{folder}/temp", data, flush=True)
            os.rename(f"{folder}/temp", f"{folder}/flushed")
            fd = os.open(folder, os.O_RDONLY)
            os.fsync(fd)
            os.close(fd)
            ours.append((middle - start) * 1000)
            anchors.append((end - middle) * 1000)
            least.append((time.perf_counter() - end) * 1000)
    pair("12 durable save with all checks, ms", ours, anchors, "<= 4 x a plain write", digits=2)
    pair("12 two flushes and a rename alone, ms", least, anchors, "(what is left)", digits=2)


def _written(path: str, data: bytes, *, flush: bool = False) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(fd, data)
    if flush:
        os.fsync(fd)
    os.close(fd)


def answers(home: Home, plain: Pair) -> None:
    """Scenarios a second in one process, and one answer while a plan is nudged."""
    rows = scenarios.lines()
    text = ("\n".join(rows) + "\n").encode()
    scenarios.answered(text[: text.index(b"\n") + 1])
    plain("14 advise --jsonl, a second", [len(rows) / scenarios.answered(text) for _ in range(5)], ">= 2000", digits=0)
    context = Desk(home.environ).context(LAST + timedelta(days=1))
    morning = Morning(sleep_h=7, sleep_quality=2, fatigue=3, soreness=2, stress=2, pain=(), flags=())
    plan = Desk(home.environ).day(LAST + timedelta(days=1)).planned
    times = []
    for n in range(200):
        planned = tuple(replace(p, km=5 + n / 10) for p in plan)
        times.append(index_figures.timed(lambda planned=planned: context.answer(morning, planned)))
    plain("14 one answer anew, CPU ms", times, "<= 1 ms", digits=2)
