"""Another writer at every call of a save: the operation is stopped there, somebody else works, it goes on.

Five kinds: an editor that renames, one that writes in place, a deletion, a second planner, a sync client. Nothing that
the other one wrote may be lost, whoever wins.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

import fault_sweep
import operations
from operations import BAD, THEIRS, files_of, target_of

OPERATIONS: Final = tuple(name for name in operations.OPERATIONS if name != "stale")
"""All but the save over what another program wrote before, which is no save."""


def theirs(name: str) -> str:
    """What the other one writes: as good a file of its kind."""
    return "# theirs\n" + (files_of(name).get(target_of(name)) or THEIRS)


def by_rename(name: str, home: Path) -> None:
    """As vim and most editors."""
    path = home / target_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_name(".edit").write_text(theirs(name))
    os.replace(path.with_name(".edit"), path)


def in_place(name: str, home: Path) -> None:
    """As nano."""
    path = home / target_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(theirs(name))


def deleted(name: str, home: Path) -> None:
    """Somebody takes the file away."""
    (home / target_of(name)).unlink(missing_ok=True)


def second(name: str, home: Path) -> None:
    """Another planner saves the same file, by the same protocol."""
    from planner.storage import files
    from planner.storage.kept import Ring
    from planner.storage.places import Places

    path = home / target_of(name)
    there = path.read_bytes() if path.exists() else None
    files.save(path, theirs(name).encode(), "second", read_as=there, keep=Ring(Places.at(home)).keep)


def synced(name: str, home: Path) -> None:
    """A sync client puts the other machine's version in place and ours beside it under a conflict's name."""
    path = home / target_of(name)
    if path.exists():
        path.rename(path.with_name(f"{path.stem}.sync-conflict-20261123-070000-ABCDEFG{path.suffix}"))
    in_place(name, home)


KINDS: Final[dict[str, Callable[[str, Path], None]]] = {
    "rename": by_rename,
    "in place": in_place,
    "delete": deleted,
    "second planner": second,
    "sync": synced,
}


def texts(home: Path) -> list[str]:
    """Every text that lies anywhere in a home, but for temporary files."""
    return [p.read_text() for p in home.rglob("*") if p.is_file() and not p.name.endswith(".tmp")]


def merged(text: str, new: str) -> bool:
    """Whether a text says what ours does under the other's comment: one that came before the save looked is kept."""
    try:
        return text.startswith("# theirs\n") and tomllib.loads(text) == tomllib.loads(new)
    except tomllib.TOMLDecodeError:
        return False


def judged(name: str, kind: str, ended: fault_sweep.Ended) -> list[str]:
    """What is wrong: the other's text is nowhere, or ours is nowhere though it said saved, or a traceback."""
    there = texts(ended.home)
    wrong = []
    if kind != "deleted" and kind != "delete" and theirs(name) not in there:
        wrong.append("what the other one wrote is lost")
    new = fault_sweep.wanted(name)
    stays = not name.startswith("export")  # of which no version is kept: who writes over it later has the last word
    there_too = any(text == new or (new is not None and merged(text, new)) for text in there)
    if stays and ended.said == "saved" and new is not None and not there_too:
        wrong.append("it said saved and ours is nowhere")
    if name == "remove" and ended.said == "saved" and files_of(name)[target_of(name)] not in there:
        wrong.append("the removed day is kept nowhere")
    if "Traceback" in ended.errors:
        wrong.append(f"a traceback: {ended.errors.strip().splitlines()[-1]}")
    return wrong if ended.hit else [*wrong, "was never reached"]


def sweep(
    root: Path, names: Sequence[str], kinds: Sequence[str] = tuple(KINDS)
) -> tuple[int, list[tuple[str, list[str]]]]:
    """Every call of the operations, every kind of other writer; how many points, and what was wrong."""
    count, bad = 0, []
    for name in names:
        chosen = [(point, kind) for point in fault_sweep.points(name, root, ["STOP"]) for kind in kinds]
        with ThreadPoolExecutor(2) as pool:
            wrong = list(pool.map(partial(met, root, name), range(len(chosen)), chosen))
        found = [(f"{point} {kind}", what) for (point, kind), what in zip(chosen, wrong, strict=True) if what]
        if name in OPERATIONS:
            print(f"{name:16} {len(chosen):5} points, {len(found)} wrong", flush=True)
        count += len(chosen)
        bad += found
    return count, bad


def met(root: Path, name: str, n: int, where: tuple[fault_sweep.Point, str]) -> list[str]:
    """What was wrong where another writer came at one point."""
    point, kind = where
    home = root / f"other-{n}"
    inject = f"{point.call}:signal=STOP:when={point.nth}"
    try:
        return judged(name, kind, fault_sweep.run(name, home, inject, during=partial(KINDS[kind], name)))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def caught(root: Path) -> dict[str, int]:
    """The writers that are known to be wrong, none of which looks what is there: how often each of them was caught."""
    return {name: len(sweep(root, [name], ["rename", "in place"])[1]) for name in BAD}
