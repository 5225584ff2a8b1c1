"""Mangles files in a million ways and gives them to the one reader: it reads or refuses, in time, and nothing else.

    python tests/faults/mangled.py                                a million files, the better part of an hour
    python tests/faults/mangled.py --files 20000                  fewer
    python tests/faults/mangled.py --state FILE                   goes on where the run with that file was ended

Days, shoes, settings, rules, routines and scenarios in many hands are cut, spliced, flipped and filled with what breaks
parsers. The n-th file is the same in every run. Whatever is raised but CannotRead, a problem that names no file or
holds a control character, more than 2 s of computing or a process of more than 200 MB is a failure. Of the files that
can be read as days some are changed and saved as well: that may be refused, and must raise nothing else either. A bare
tomllib, whose errors alone are caught, must be caught by the same files.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

import styles

from planner.core.days import Morning
from planner.storage import document, merging, reading, routines, rulebook, scenarios, settings, shapes, shoes
from planner.storage.journal import read_day
from planner.storage.problems import PlannerError

MONDAY: Final = date(2026, 11, 23)
SECONDS, MEGABYTES, HANG = 2.0, 200, 20.0
HANDS: Final = 60
"""Files of each kind that are mangled."""
NASTY: Final = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\r\n", b"\n",
    b"\x1b[2J", b"'", b'"', b"'''", b'"""', b"[", b"]", b"[[", b"]]", b"{", b"}", b"=", b".", b",", b"#", b"\\",
    b"\\u", b"\\UFFFFFFFF", b"\\ud800", b"nan", b"-inf", b"1e999", b"9" * 30, b"9" * 5_000, b"-0", b"0x", b"0b2",
    b"1__0", b"01", b"+", b"5,2", b"7:30", b"2027-02-29", b"0000-00-00", b"2026-11-23T24:00:00Z",
    b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+23:59", b"24:00", b"1979-05-27T07:32:00+99:99", b"true",
    b"yes", b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> x\n", "\u202e\u2028\ufeff".encode(), "١٢".encode(),
    "²".encode(), b"[a.b.c.d.e.f]\n", b"a.b.c.d = 1\n", b"format = 7\n", b"[" * 600, b"{a=" * 300, b"[[x]]\n" * 50,
    b"a." * 60, b"format = 1\n", b"[morning]\n", b"morning = 1\n", b"done = {}\n",
)  # fmt: skip  # a list of bytes
KINDS: Final = (*styles.KINDS, "scenarios")
Read = Callable[[bytes], object]


def readers() -> dict[str, Read]:
    """The way from bytes to values of each kind of file, which is one: document.parse and the kind's shape."""
    rules, steps = rulebook.shipped_rules(), routines.shipped_routines()

    def own_settings(data: bytes) -> object:
        return reading.read(settings.SETTINGS, document.parse(data, "x.toml"), strict=True)[1]

    def pairs(data: bytes) -> object:
        return shoes.notices(data, "x.toml")

    return {
        "day": lambda data: read_day(data, "x.toml", MONDAY),
        "shoes": pairs,
        "settings": own_settings,
        "rules": lambda data: rulebook.own_rules(rules, data, "x.toml"),
        "routines": lambda data: routines.own_routines(steps, data, "x.toml"),
        "scenarios": lambda data: scenarios.read(data, "x.toml"),
    }


@cache
def originals() -> dict[str, list[bytes]]:
    """Files to mangle: in many hands, and the shipped ones."""
    root = Path(__file__).parents[2]
    found = [(kind, styles.written(kind, random.Random(f"{kind} {n}"))) for n in range(HANDS) for kind in styles.KINDS]
    found += [("scenarios", path.read_bytes()) for path in sorted((root / "tests" / "scenarios").glob("*.toml"))]
    found += [(name, (root / "config" / f"{name}.toml").read_bytes()) for name in ("settings", "rules", "routines")]
    return {kind: [data[:6_000] for other, data in found if other == kind] for kind in KINDS}


def mangled(n: int, seed: int) -> tuple[str, bytes]:
    """The n-th file: its kind and its bytes."""
    rnd = random.Random(f"{seed} {n}")
    kind = rnd.choice(KINDS)
    data = rnd.choice(originals()[kind])
    for _ in range(rnd.choice([1, 1, 2, 3, 8])):
        data = rnd.choice(WAYS)(rnd, data)
    return kind, data


def flip(rnd: random.Random, data: bytes) -> bytes:
    """One bit."""
    if not data:
        return data
    at = rnd.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rnd.randrange(8)]) + data[at + 1 :]


def cut(rnd: random.Random, data: bytes) -> bytes:
    """The end is missing, or the beginning."""
    at = rnd.randrange(len(data) + 1)
    return data[:at] if rnd.random() < 0.8 else data[at:]


def hole(rnd: random.Random, data: bytes) -> bytes:
    """A piece is missing."""
    at = rnd.randrange(len(data) + 1)
    return data[:at] + data[at + rnd.randint(1, 40) :]


def nasty(rnd: random.Random, data: bytes) -> bytes:
    """Something comes in between."""
    at = rnd.randrange(len(data) + 1)
    return data[:at] + rnd.choice(NASTY) + data[at:]


def noise(rnd: random.Random, data: bytes) -> bytes:
    """Any bytes come in between."""
    at = rnd.randrange(len(data) + 1)
    return data[:at] + rnd.randbytes(rnd.randint(1, 12)) + data[at:]


def other_value(rnd: random.Random, data: bytes) -> bytes:
    """Something else stands behind an equals sign."""
    lines = data.split(b"\n")
    at = rnd.randrange(len(lines))
    if b"=" in lines[at]:
        lines[at] = lines[at].split(b"=")[0] + b"= " + rnd.choice(NASTY)
    return b"\n".join(lines)


def lines_moved(rnd: random.Random, data: bytes) -> bytes:
    """Two lines change places, one comes twice, or one goes."""
    lines = data.split(b"\n")
    a, b = rnd.randrange(len(lines)), rnd.randrange(len(lines))
    match rnd.randrange(3):
        case 0:
            lines[a], lines[b] = lines[b], lines[a]
        case 1:
            lines.insert(a, lines[b])
        case _:
            del lines[a]
    return b"\n".join(lines)


def spliced(rnd: random.Random, data: bytes) -> bytes:
    """The end is that of another file."""
    other = rnd.choice(originals()[rnd.choice(KINDS)])
    return data[: rnd.randrange(len(data) + 1)] + other[rnd.randrange(len(other)) :]


def again(rnd: random.Random, data: bytes) -> bytes:
    """A piece comes many times; now and then very many."""
    at = rnd.randrange(len(data) + 1)
    piece = data[at : at + rnd.randint(1, 60)]
    times = rnd.choice([2, 3, 10, 10, 50] if rnd.random() < 0.98 else [500, 500, 500, 500, 500, 500, 3_000, 40_000])
    return data[:at] + piece * times + data[at:]


def encoded(rnd: random.Random, data: bytes) -> bytes:
    """In another encoding."""
    return data.decode("utf-8", "replace").encode(rnd.choice(["utf-16", "latin-1", "utf-16-be", "cp1252"]), "replace")


WAYS: Final = (
    flip, flip, cut, hole, nasty, nasty, nasty, noise, other_value, other_value, other_value, lines_moved, lines_moved,
    spliced, again, encoded,
)  # fmt: skip  # a list of names


class Hang(BaseException):
    """A file took so long that it will not be waited for."""


def _hang(*_: object) -> None:
    raise Hang


def tried(read: Read, data: bytes) -> tuple[str, str]:
    """What became of one file: `read`, `refused` or `foreign`; and what was wrong."""
    try:
        read(data)
    except PlannerError as error:
        words = str(error)
        bad = not error.problems or not all(
            line.isprintable() and line.startswith("x.toml") for line in words.split("\n")
        )
        return ("foreign", f"a problem that does not point: {words!r:.200}") if bad else ("refused", "")
    except Hang:
        return "foreign", f"hangs for more than {HANG:g} s"
    except Exception as error:  # noqa: BLE001  # that is what is looked for
        return "foreign", f"{type(error).__name__}: {error!s:.200}"
    return "read", ""


def saved(data: bytes) -> object:
    """A day that could be read, saved with another rating."""
    seen = read_day(data, "x.toml", MONDAY)[0]
    morning = replace(seen.morning or Morning(), stress=((seen.morning or Morning()).stress or 3) % 7 + 1)
    return merging.new_text(shapes.DAY, data, seen, replace(seen, morning=morning), "x.toml")


def bare(data: bytes) -> object:
    """Known to be wrong: only the errors that the parser's own documentation names are caught."""
    import tomllib

    try:
        return tomllib.loads(data.decode())
    except tomllib.TOMLDecodeError as error:
        raise PlannerError(f"x.toml: {error}") from None


def memory() -> float:
    """The most megabytes that this process has held. What the system counts as such includes the parent's, where this
    was begun by a large one, so Linux is asked for the program's own.
    """
    try:
        said = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024


class Run:
    """The state of a run, which can be ended and taken up again."""

    def __init__(self, seed: int, state: Path | None) -> None:
        """Take up the run whose state is in a file, if there is one."""
        self.seed, self._state = seed, state
        self.done, self.worst, self.peak = 0, 0.0, 0.0
        self.counts: Counter[str] = Counter()
        self.bad: list[str] = []
        self.seconds = 0.0
        if state and state.exists():
            kept = json.loads(state.read_text())
            self.seed, self.done, self.worst, self.peak = kept["seed"], kept["done"], kept["worst"], kept["peak"]
            self.counts, self.bad, self.seconds = Counter(kept["counts"]), kept["bad"], kept["seconds"]

    def keep(self) -> None:
        """Write the state down."""
        if self._state:
            text = json.dumps({name: value for name, value in vars(self).items() if not name.startswith("_")})
            aside = self._state.with_suffix(".new")
            aside.write_text(text)
            os.replace(aside, self._state)

    def on(self, files: int, every: int = 10_000) -> None:
        """Go on up to so many files."""
        known = readers()
        signal.signal(signal.SIGVTALRM, _hang)
        began = time.monotonic()
        for n in range(self.done, files):
            kind, data = mangled(n, self.seed)
            if self.look(n, kind, known[kind], data) == "read" and kind == "day" and n % 5 == 0:
                self.counts["files"] -= 1
                self.look(n, "saved day", saved, data)
            self.done = n + 1
            if self.done % every == 0:
                now = time.monotonic()
                self.seconds, began = self.seconds + now - began, now
                self.keep()
        self.seconds += time.monotonic() - began
        self.keep()

    def look(self, n: int, kind: str, read: Read, data: bytes) -> str:
        """One file through one reader, with what it took."""
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
        started = time.process_time()
        outcome, wrong = tried(read, data)
        took = time.process_time() - started
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        peak = memory()
        self.counts["files"] += 1
        self.counts[f"{kind} {outcome}"] += 1
        if took > SECONDS:
            self.counts["slow"] += 1
            wrong = wrong or f"took {took:.1f} s"
        if peak > MEGABYTES >= self.peak:
            self.counts["big"] += 1
            wrong = wrong or f"the process takes {peak:.0f} MB"
        self.worst, self.peak = max(self.worst, took), max(self.peak, peak)
        if wrong:
            self.counts["foreign"] += outcome == "foreign"
            self.bad = [*self.bad, f"file {n} ({kind}, {len(data)} bytes): {wrong}"][:50]
        return outcome


def caught(files: Sequence[int], seed: int) -> int:
    """How many files the reader that is known to be wrong fails at."""
    return sum("does not point" not in wrong for n in files if (wrong := tried(bare, mangled(n, seed)[1])[1]))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", type=Path, help="a file to go on from, and to keep the state in")
    wish = parser.parse_args()
    run = Run(wish.seed, wish.state)
    run.on(wish.files)
    for line in run.bad:
        print(line)
    for name, count in sorted(run.counts.items()):
        print(f"{name:20} {count:9,}")
    control = caught(range(2_000), wish.seed)
    print(f"known-bad reader (bare tomllib): {f'caught at {control} of 2,000' if control else 'NOT CAUGHT'}")
    print(
        f"{run.done:,} files, {run.counts['foreign']} foreign exceptions, {run.counts['slow']} over {SECONDS:g} s "
        f"(the slowest {run.worst:.2f} s), {run.counts['big']} over {MEGABYTES} MB "
        f"(the process at most {run.peak:.0f} MB), {run.seconds:.0f} s"
    )
    return 0 if control and not run.bad else 1


if __name__ == "__main__":
    sys.exit(main())
