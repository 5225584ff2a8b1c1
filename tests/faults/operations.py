"""One writing operation of the planner, to be run under strace: `operations.py NAME HOME`.

Everything is imported and read before the window opens, so that what is counted and made to fail is the operation
alone. It says `saved` once the planner says so. The writers below `BAD` are known to be wrong: whoever cannot catch
them has tested nothing.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from planner.core.days import Morning, Pain
from planner.core.record import Shoe
from planner.storage import (
    checkup,
    conflicts,
    exporting,
    heading,
    kept,
    merging,
    removing,
    restoring,
    saving,
    settings,
    shoes,
    swap,
    writing,
)
from planner.storage.journal import Journal
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import PlannerError

MONDAY = date(2026, 11, 23)
OURS = 'format = 1\ndate = 2026-11-23\n\n[morning]\nstress = 2\nnote = "old"\n'
TOUCHED = "# mine\n" + OURS + "mood = 1  # too\n"
THEIRS = "# theirs\n" + OURS
LOG = b"date,km\n2026-11-23,8\n" * 9
Work = Callable[[], object]
LOADED = (ctypes, kept, merging, swap, writing, saving)
for _late in (
    "tomllib",
    "tomllib._parser",
    "tomli_w",
    "tomlkit",
    "tomlkit.toml_document",
    "difflib",
):  # nothing is loaded inside the window
    importlib.import_module(_late)


def files_of(name: str) -> dict[str, str]:
    """What lies in the home before an operation: names and texts."""
    day = "days/2026/2026-11-23.toml"
    other = {"settings.toml": '# mine\nformat = 1\nunits = "km"\n', "shoes.toml": ""}
    shoe = 'format = 1\n\n[[shoe]]\nid = "a"\nname = "A"\n'
    texts = {
        "day-new": {},
        "bring-back": {},
        "restore-deleted": {"state/kept/days/2026/2026-11-23.toml/000001": OURS},
        "day-touched": {day: TOUCHED},
        "settings": {"settings.toml": other["settings.toml"]},
        "settings-new": {},
        "shoes": {"shoes.toml": shoe},
        "restore": {day: OURS, f"state/kept/{day}/000001": TOUCHED},
        "settle-take": {day: OURS, "days/2026/2026-11-23-LAPTOP.toml": TOUCHED},
        "settle-drop": {day: OURS, "days/2026/2026-11-23-LAPTOP.toml": TOUCHED},
        "mend": {day: OURS, "days/2026/.2026-11-23.toml.0123abcd.tmp": TOUCHED},
        "export": {day: OURS},
        "export-over": {day: OURS, "log.csv": "date,km\nold,1\n"},
        "headed": {day: TOUCHED.replace("format = 1\n", "")},
        "ring-full": {day: OURS, **{f"state/kept/{day}/{n:06}": f"{OURS}# {n}\n" for n in range(1, 21)}},
    }
    return texts.get(name, {day: OURS})


def target_of(name: str) -> str:
    """The file that an operation writes."""
    if name.startswith("settings"):
        return "settings.toml"
    if name.startswith("export"):
        return "log.csv"
    return "shoes.toml" if name == "shoes" else "days/2026/2026-11-23.toml"


def prepared(name: str, home: Path) -> Work:
    """An operation with all read that it rests on."""
    places = Places.at(home)
    ring = Ring(places)
    journal = Journal(places, keep=ring.keep)
    path = places.day_file(MONDAY)
    text = path.read_bytes() if path.exists() else None
    new = Morning(stress=5, note="new", pain=(Pain(site="calf", score=2),))
    if name == "day-link":  # as people have it who keep their files elsewhere
        elsewhere = home / "elsewhere.toml"
        path.rename(elsewhere)
        path.symlink_to("../../elsewhere.toml")
        for folder in (home, path.parent):  # it was so long ago that a power cut takes none of it back
            fd = os.open(folder, os.O_RDONLY)
            os.fsync(fd)
            os.close(fd)
    if name in ("day-new", "day-over", "day-touched", "day-link", "ring-full"):
        seen = journal.day(MONDAY)
        return lambda: journal.save(replace(seen, morning=new))
    if name == "stale":  # somebody else wrote since it was read
        seen = journal.day(MONDAY)
        path.write_text(THEIRS.replace("old", "theirs"))
        return lambda: journal.save(replace(seen, morning=new))
    if name.startswith("settings"):
        return lambda: settings.change_all(places, {"units": "mi", "week.monday": "8 km easy"})
    if name == "shoes":
        seen_shoes = shoes.load(places)
        return lambda: shoes.save(places, (*seen_shoes, Shoe(id="b", name="B")), was=seen_shoes)
    if name == "remove":
        return lambda: removing.remove(places, MONDAY, read_as=text)
    if name == "bring-back":
        return lambda: removing.bring_back(places, MONDAY, OURS.encode())
    if name.startswith("restore"):
        version = ring.versions(path)[0]
        return lambda: restoring.take(places, path, version)
    if name.startswith("settle"):
        copy = conflicts.find(places)[0]
        drop = partial(conflicts.drop, seen=True)
        return lambda: (conflicts.take if name == "settle-take" else drop)(places, copy)
    if name == "mend":
        os.utime(path.with_name(".2026-11-23.toml.0123abcd.tmp"), (1_700_000_000,) * 2)
        mends = [finding.mend for finding in checkup.Checkup(places, MONDAY).run() if finding.mend]
        return lambda: [mend() for mend in mends]
    if name == "export":
        return lambda: exporting.put(exporting.look(places, str(home / "log.csv"), force=False), LOG)
    if name == "export-over":
        looked = exporting.look(places, str(home / "log.csv"), force=True)
        return lambda: exporting.put(looked, LOG)
    if name == "headed":
        put = heading.lacking(places, path)
        assert put is not None
        return put
    return bad(name, path, text or b"")


OPERATIONS = (
    "day-new day-over day-touched day-link ring-full stale settings settings-new shoes remove bring-back restore "
    "restore-deleted settle-take settle-drop mend headed export export-over"
).split()
KEEP_ALL = "remove restore settle-take settle-drop mend headed".split()
"""What somebody asks to be put elsewhere: all that lay in the home before lies somewhere in it ever after."""
BAD = "bad-in-place bad-unflushed bad-blind".split()


def bad(name: str, path: Path, old: bytes) -> Work:
    """A writer that is known to be wrong."""
    new = old.replace(b"old", b"new")

    def in_place() -> None:
        with open(path, "wb", buffering=0) as file:
            file.write(new[:20])
            file.write(new[20:])

    def unflushed() -> None:
        temp = path.with_name(".x.tmp")
        temp.write_bytes(new)
        os.replace(temp, path)

    def blind() -> None:
        temp = path.with_name(".x.tmp")
        with open(temp, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temp, path)

    return {"bad-in-place": in_place, "bad-unflushed": unflushed, "bad-blind": blind}[name]


def main(name: str, home: str) -> int:
    """Run it; gives the exit code that a command would."""
    work = prepared(name, Path(home))
    os.access("/FAULT-WINDOW-OPEN", 0)
    try:
        done = work()
        code = 0
    except (PlannerError, OSError) as error:
        done, code = error, getattr(error, "exit_code", 4)
    os.access("/FAULT-WINDOW-SHUT", 0)
    os.write(1, b"saved" if code == 0 else str(done).encode("utf-8", "replace"))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
