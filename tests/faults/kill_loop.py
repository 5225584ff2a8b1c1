"""Kills a saving process with SIGKILL at random moments, again and again, and looks whether what it said is there.

    python tests/faults/kill_loop.py                          1,000 kills and at least 5,000 acknowledged saves
    python tests/faults/kill_loop.py --kills 60 --saves 200   fewer

The process saves days, settings and pairs of shoes, files of ours and files that people have touched, and acknowledges
each save once it has returned. After each kill every file must be whole, must say what was acknowledged last or what
was under way, must still hold what people wrote into it, and must be among the kept versions. Two writers that are
known to be wrong run under the same loop and must be caught: one that writes in place, one that says saved too early.
What a missing flush or a blind replace loses no kill can show: power_cuts.py and fault_sweep.py --others show that.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2])]

from planner.core.days import Morning
from planner.core.record import Shoe
from planner.storage import files, saving, settings, shoes, swap
from planner.storage.journal import Journal
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import PlannerError

TARGETS: Final = ("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "settings", "shoes")
TOUCHED: Final = ("2026-11-22", "2026-11-23", "settings")
"""Files with a line that people wrote: it must outlive every save and every kill."""
LINE: Final = "# my own line"
LONGEST: Final = 0.2
"""Seconds that a process lives at most."""
TRIES: Final = 500
"""Kills after which a writer that is known to be wrong should long have been caught."""
WHOLE: Final = 40
"""How often a number is repeated in a note: half a note is no number."""
Write = Callable[[Places, str, int, Callable[[], None]], None]
LOADED: Final = (saving, swap)  # nothing is imported by the process that is killed


@dataclass
class Count:
    """What was seen so far."""

    kills: int = 0
    saves: int = 0
    lost: int = 0
    torn: int = 0
    wrong: list[str] = field(default_factory=list)


def furnish(places: Places) -> None:
    """The files that people have touched, as they are before the first save."""
    for target in TOUCHED:
        path = path_of(places, target)
        files.make_folder(path.parent)
        head = "" if target == "settings" else f"date = {target}\n"
        path.write_text(f"{LINE}\nformat = 1\n{head}")


def path_of(places: Places, target: str) -> Path:
    """The file of a target."""
    if target == "settings":
        return places.settings
    return places.shoes if target == "shoes" else places.day_file(date.fromisoformat(target))


def well(places: Places, target: str, n: int, said: Callable[[], None]) -> None:
    """Save number `n` as the planner does, and acknowledge it."""
    note = f"{n:06}" * WHOLE
    if target == "settings":
        settings.change(places, "theme", f"{n:06}")
    elif target == "shoes":
        was = shoes.load(places)
        shoes.save(places, (Shoe(id="a", name="A", note=note),), was=was)
    else:
        journal = Journal(places, keep=Ring(places).keep)
        journal.save(replace(journal.day(date.fromisoformat(target)), morning=Morning(stress=n % 7 + 1, note=note)))
    said()


def in_place(places: Places, target: str, n: int, said: Callable[[], None]) -> None:
    """Known to be wrong: the file is cut first and then written in parts."""
    path = path_of(places, target)
    there = path.read_bytes() if path.exists() else None
    well(places, target, n, lambda: None)
    new = path.read_bytes()
    if there is not None:
        path.write_bytes(there)
    with open(path, "wb", buffering=0) as file:
        file.writelines(new[at : at + 40] for at in range(0, len(new), 40))
    said()


def too_early(places: Places, target: str, n: int, said: Callable[[], None]) -> None:
    """Known to be wrong: it says saved before it is."""
    well(places, target, n, said_first(said))


def said_first(said: Callable[[], None]) -> Callable[[], None]:
    """Acknowledge now, and nothing when the save is done."""
    said()
    return lambda: None


def one_life(places: Places, write: Write, first: int, rnd: random.Random) -> list[tuple[int, str, bool]]:
    """A process that saves from number `first` on until it is killed: each number, its target, whether acknowledged."""
    order = random.Random(rnd.random())
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(BaseException):  # never back into the caller's code: it is another process here
            n = first
            while True:
                target = order.choice(TARGETS)
                os.write(into, f"{n} {target} begun\n".encode())
                write(places, target, n, lambda n=n, target=target: os.write(into, f"{n} {target} saved\n".encode()))
                n += 1
        os._exit(status)
    os.close(into)
    time.sleep(rnd.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    with os.fdopen(out) as told:
        lines = told.read().splitlines()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"the saving process ended by itself after {lines[-1:]}")
    rows = [line.split() for line in lines]
    saved = {(n, target) for n, target, what in rows if what == "saved"}
    return [(int(n), target, (n, target) in saved) for n, target, what in rows if what == "begun"]


def number_of(places: Places, target: str) -> int:
    """The number that a file holds, 0 before its first save. Raises what reading raises, ValueError for half a note."""
    if target == "settings":
        found, problems = settings.load(places)
        if wrong := [p for p in problems if not p.warning]:
            raise ValueError(str(wrong[0]))
        return int(found.theme) if found.theme.isdecimal() else 0
    if target == "shoes":
        pairs = shoes.load(places)
        note = pairs[0].note if pairs else None
    else:
        morning = Journal(places).day(date.fromisoformat(target)).morning
        note = morning.note if morning else None
    if note is None:
        return 0
    if note != note[:6] * WHOLE:
        raise ValueError(f"half a note: {note:.20}")
    return int(note[:6])


def judge(places: Places, target: str, last: int, told: bool, under_way: int | None, count: Count) -> int:
    """Look at one file after a kill; gives the number that it holds. `told`: number `last` was acknowledged."""
    path = path_of(places, target)
    try:
        now = number_of(places, target)
        text = path.read_bytes() if path.exists() else b""
        if target in TOUCHED and LINE.encode() not in text:
            raise ValueError("what people wrote is gone")
    except (PlannerError, ValueError) as error:
        count.torn += 1
        count.wrong.append(f"kill {count.kills}: {target} is torn: {error}")
        return last
    if now not in (last, under_way):
        count.lost += 1
        count.wrong.append(f"kill {count.kills}: {target} holds {now}; acknowledged {last}, under way {under_way}")
    if told and now == last and text not in [v.path.read_bytes() for v in Ring(places).versions(path)]:
        count.lost += 1
        count.wrong.append(f"kill {count.kills}: {target}: the version of save {now} is not kept")
    return now


def loop(home: Path, write: Write, kills: int, saves: int, seed: int, *, ring: bool = True) -> Count:
    """Kill until there are so many kills and acknowledged saves; a writer that is wrong, until it is caught."""
    places, rnd, count = Places.at(home), random.Random(seed), Count()
    furnish(places)
    last, told = dict.fromkeys(TARGETS, 0), set[int]()
    first = 1
    while count.kills < kills or count.saves < saves:
        rows = one_life(places, write, first, rnd)
        count.kills += 1
        count.saves += sum(saved for *_, saved in rows)
        last |= {target: n for n, target, saved in rows if saved}
        told |= {n for n, _, saved in rows if saved and ring}
        under_way = {target: n for n, target, saved in rows[-1:] if not saved}
        for target in TARGETS:
            n = last[target]
            last[target] = judge(places, target, n, n in told, under_way.get(target), count)
        first = max(first, *(n + 1 for n, *_ in rows)) if rows else first
        if count.wrong and not ring:
            break
        if not ring:  # a writer that is wrong starts from good files each time
            for target in TARGETS:
                path_of(places, target).unlink(missing_ok=True)
            furnish(places)
            last = dict.fromkeys(TARGETS, 0)
    return count


def leftovers(home: Path) -> list[Path]:
    """Temporary files that killed saves left."""
    return sorted(home.rglob(".*.tmp"))


def swept_up(home: Path) -> int:
    """How many leftovers there are once `planner doctor --fix` has been at files of an hour ago and more."""
    import subprocess

    for path in leftovers(home):
        os.utime(path, (time.time() - 7200,) * 2)
    env = {**os.environ, "PLANNER_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-m", "planner", "doctor", "--fix"], env=env, check=False, capture_output=True)
    return len(leftovers(home))


BAD: Final[dict[str, Write]] = {"in place": in_place, "says saved too early": too_early}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--saves", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where to save; a temporary folder otherwise")
    wish = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-", dir=wish.folder) as folder:
        home = Path(folder)
        count = loop(home / "well", well, wish.kills, wish.saves, wish.seed)
        for line in count.wrong[:20]:
            print(line)
        left = len(leftovers(home / "well"))
        after = swept_up(home / "well")
        print(
            f"{count.kills} kills, {count.saves} acknowledged saves: {count.torn} torn, {count.lost} lost, "
            f"{left} temporary files left, {after} after planner doctor --fix, {time.monotonic() - started:.0f} s"
        )
        good = not count.wrong and not after
        for name, write in BAD.items():
            bad = loop(home / name, write, TRIES, 0, wish.seed, ring=False)
            caught = f"caught at kill {bad.kills}" if bad.wrong else "NOT CAUGHT"
            print(f"known-bad writer ({name}): {caught}")
            good = good and bool(bad.wrong)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
