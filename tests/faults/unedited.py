"""Reads and saves thousands of files in as many hands and looks whether a byte differs.

    python tests/faults/unedited.py                  5,000 files: days, shoes, settings, rules, routines
    python tests/faults/unedited.py --files 200      fewer

A file that was read and is saved without a change must be the same bytes. With one change one line differs: in days,
shoes and settings, since rules and routines are never written by the planner but by `planner restore`. They are read,
kept, and brought back.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

import styles

from planner.core.days import Morning
from planner.core.values import replace as with_
from planner.storage import restoring, routines, rulebook, settings, shoes
from planner.storage.journal import Journal
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import PlannerError

MONDAY: Final = date(2026, 11, 23)
PATHS: Final[dict[str, Callable[[Places], Path]]] = {
    "day": lambda places: places.day_file(MONDAY),
    "shoes": lambda places: places.shoes,
    "settings": lambda places: places.settings,
    "rules": lambda places: places.rules,
    "routines": lambda places: places.routines,
}
Seen = Counter[str]


def unedited(places: Places, kind: str) -> None:
    """Read a file and save what was read. Raises PlannerError when it cannot be read."""
    if kind == "day":
        journal = Journal(places, keep=Ring(places).keep)
        journal.save(journal.day(MONDAY))
    elif kind == "shoes":
        pairs = shoes.load(places)
        shoes.save(places, pairs, was=pairs)
    elif kind == "settings":
        found, problems = settings.load(places)
        if wrong := [p for p in problems if not p.warning]:
            raise PlannerError(problems=wrong)
        settings.change_all(places, {})
        settings.change_all(places, {"units": found.units})
    else:
        problems = (rulebook if kind == "rules" else routines).load(places)[1]
        if wrong := [p for p in problems if not p.warning]:
            raise PlannerError(problems=wrong)
        path, ring = PATHS[kind](places), Ring(places)
        data = path.read_bytes()
        ring.hold(path, data)
        path.write_bytes(b"format = 1\n")
        restoring.take(places, path, ring.versions(path)[-1])


def edited(places: Places, kind: str) -> None:
    """Change one value."""
    if kind == "day":
        journal = Journal(places, keep=Ring(places).keep)
        seen = journal.day(MONDAY)
        morning = seen.morning or Morning()
        journal.save(replace(seen, morning=with_(morning, stress=(morning.stress or 0) % 7 + 1)))
    elif kind == "shoes":
        pairs = shoes.load(places)
        shoes.save(places, (with_(pairs[0], note=f"{pairs[0].note}!"), *pairs[1:]), was=pairs)
    else:
        units = settings.load(places)[0].units
        settings.change(places, "units", "mi" if units == "km" else "km")


def lines_changed(old: bytes, new: bytes) -> int:
    """How many lines differ; an end of line that changed is a difference as well."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) != len(after):
        return max(len(before), len(after))
    return sum(a != b for a, b in zip(before, after, strict=True))


def one(places: Places, kind: str, data: bytes) -> str:
    """What is wrong with one file; empty when nothing is."""
    path = PATHS[kind](places)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    unedited(places, kind)
    if path.read_bytes() != data:
        return f"{lines_changed(data, path.read_bytes())} lines differ without an edit"
    if kind in ("rules", "routines"):
        return ""
    edited(places, kind)
    changed = path.read_bytes()
    if (count := lines_changed(data, changed)) != 1:
        return f"{count} lines differ after one edit"
    return ""


def run(files: Sequence[int], root: Path, *, save: Callable[[Places, str, bytes], str] = one) -> tuple[Seen, list[str]]:
    """So many files, of all kinds in turn; how many of each, and what was wrong."""
    seen: Seen = Counter()
    wrong = []
    for n in files:
        kind = styles.KINDS[n % len(styles.KINDS)]
        data = styles.written(kind, random.Random(f"{kind} {n}"))
        places = Places.at(root / str(n))
        try:
            said = save(places, kind, data)
        except PlannerError as error:
            said = f"refused: {error}"
        seen[kind] += 1
        if said:
            wrong.append(f"{kind} {n}: {said}")
    return seen, wrong


def naive(places: Places, kind: str, data: bytes) -> str:
    """Known to be wrong: reads with one library and writes with another, as many programs do."""
    import tomllib

    import tomli_w

    del places, kind
    return "differs" if tomli_w.dumps(tomllib.loads(data.decode("utf-8-sig"))).encode() != data else ""


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=5_000)
    wish = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="unedited-") as folder:
        seen, wrong = run(range(wish.files), Path(folder))
        bad = run(range(50), Path(folder), save=naive)[1]
    for line in wrong[:20]:
        print(line)
    print(", ".join(f"{count} {kind}" for kind, count in seen.items()))
    print(f"known-bad writer (parse and dump): {f'caught at {len(bad)} of 50' if bad else 'NOT CAUGHT'}")
    print(f"{seen.total()} files, {len(wrong)} wrong, {time.monotonic() - started:.0f} s")
    return 0 if bad and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
