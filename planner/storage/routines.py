"""Steps, routines and ladders: the shipped `routines.toml`, and over it the runner's own, key by key.

It knows the form of both files and what must hold between their parts: names that exist, no loops, steps that stay off
sore sites. It refuses to choose for a day. While the runner's file has a mistake none of it is in use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.core.routines import Book, Ladder, Routine, Step, loop
from planner.core.sites import SITES, nearest
from planner.core.values import dataclass, field
from planner.storage import document, files, reading, shipped
from planner.storage.checks import number, truth
from planner.storage.document import Document
from planner.storage.lines import Path
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem
from planner.storage.reading import Reader, Shape, Wrong, show
from planner.storage.routine_shapes import NUMBER, PARTS, as_float
from planner.storage.rulebook import Number

ENOUGH: Final = 3
"""Ways to cross-train that each single sore site should leave."""
SECTIONS: Final = ("numbers", *PARTS)
Rows = Mapping[str, Mapping[str, Mapping[str, object]]]
"""The tables of a file as they stand, by kind and id."""


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """The shipped file: the book, each number's range, and the tables for own keys to go over."""

    book: Book
    numbers: Mapping[str, Number]
    rows: Rows = field(repr=False)


def load(places: Places) -> tuple[Book, tuple[Problem, ...]]:
    """The book in use and what is wrong with the runner's own file; with a mistake in it, the shipped book alone."""
    base = shipped_routines()
    name = places.short(places.routines)
    try:
        data = files.read(places.routines, name)
        return (base.book, ()) if data is None else own_routines(base, data, name)
    except CannotRead as error:
        return base.book, error.problems


def shipped_routines() -> Shipped:
    """The shipped steps, routines and ladders. Raises CannotRead when the installation is damaged."""
    doc = document.parse(shipped.data("routines.toml"), "routines.toml (shipped)")
    reader = Reader(strict=True)
    rows = doc.table.get("numbers")
    numbers: dict[str, Number] = {}
    for key, row in rows.items() if isinstance(rows, dict) else ():
        made = reader.table(NUMBER, row, ("numbers", key))
        if made is not None:
            numbers[key] = made
    rows_by_kind = _rows(doc, reader)
    book = _make(rows_by_kind, {}, {name: row.value for name, row in numbers.items()}, reader)
    problems = reader.problems(doc, doc.file)
    if problems:
        raise CannotRead(problems=problems)
    return Shipped(book=book, numbers=numbers, rows=rows_by_kind)


def own_routines(base: Shipped, data: bytes, name: str) -> tuple[Book, tuple[Problem, ...]]:
    """The shipped book with the runner's parts over it, and what to notice about it.

    Raises CannotRead with every mistake.
    """
    doc = document.parse(data, name)
    reader = Reader(strict=True)
    _, heading = reading.read(Shape(make=dict, keys=(), free=lambda value: value), doc, strict=True)
    numbers = _own_numbers(base, doc, reader)
    book = _make(_rows(doc, reader), base.rows, numbers, reader)
    _sources(doc, reader)
    wrong = (*heading, *reader.problems(doc, name))
    if wrong:
        raise CannotRead(problems=wrong)
    return book, _few(book, name)


def _sources(doc: Document, reader: Reader) -> None:
    """A source that an own part names must be one of the shipped ones; they are read only where some are named."""
    named = [
        (kind, name, row["sources"])
        for kind, rows in _rows(doc, Reader(strict=True)).items()
        for name, row in rows.items()
        if isinstance(row.get("sources"), list)
    ]
    if not named:
        return
    from planner.storage import sources

    known = sources.load()
    for kind, name, ids in named:
        for one in ids if isinstance(ids, list) else ():
            if isinstance(one, str) and one not in known:
                near = nearest(one, known)
                hint = f'did you mean "{near}"?' if near else "leave it out; the note can say where it comes from"
                reader.problem((kind, name, "sources"), f"{show(one)} is none of the sources", hint)


def _own_numbers(base: Shipped, doc: Document, reader: Reader) -> dict[str, float]:
    numbers = dict(base.book.numbers)
    for section, table in doc.table.items():
        if section not in ("format", *SECTIONS):
            near = nearest(section, SECTIONS)
            known = "write [step.NAME], [routine.NAME], [ladder.NAME] or [numbers]"
            reader.problem((section,), "is no part of this file", f"did you mean '{near}'?" if near else known)
        if section != "numbers":
            continue
        if not isinstance(table, dict):
            reader.problem((section,), f"expected a table, found {show(table)}", "write [numbers] on its own line")
            continue
        for key, value in table.items():
            known_number = base.numbers.get(key)
            if known_number is None:
                near = nearest(key, base.numbers)
                hint = f"did you mean '{near}'?" if near else f"known are {', '.join(base.numbers)}"
                reader.problem(("numbers", key), "is not a number of the routines", hint)
                continue
            try:
                check = number(known_number.low, known_number.high, known_number.unit)
                numbers[key] = as_float(check(value))
            except Wrong as wrong:
                reader.problem(("numbers", key), wrong.message, wrong.fix)
    return numbers


def _rows(doc: Document, reader: Reader) -> Rows:
    """The tables of every kind; what is no table goes to the reader."""
    found: dict[str, dict[str, Mapping[str, object]]] = {kind: {} for kind in PARTS}
    for kind, rows in found.items():
        given = doc.table.get(kind, {})
        if not isinstance(given, dict):
            reader.problem((kind,), f"expected a table, found {show(given)}", f"write [{kind}.NAME]")
            continue
        for name, row in given.items():
            if not isinstance(row, dict):
                reader.problem((kind, name), f"expected a table, found {show(row)}", f"write [{kind}.{name}]")
            elif not _is_id(name):
                reader.problem((kind, name), f"{show(name)} is no id", f'write it as "{_as_id(name)}"')
            else:
                rows[name] = row
    return found


def _make(own: Rows, base: Rows, numbers: Mapping[str, float], reader: Reader) -> Book:
    """The book of all parts that are on, own keys over those of `base`; every mistake goes to the reader."""
    made: dict[str, dict[str, object]] = {}
    names: dict[str, tuple[str, ...]] = {}
    for kind, shape in PARTS.items():
        under = base.get(kind, {})
        names[kind] = tuple(dict.fromkeys((*under, *own[kind])))
        made[kind] = {}
        for name in names[kind]:
            part, on = _one(kind, shape, name, own[kind].get(name, {}), under.get(name), under, reader)
            if part is not None and on:
                made[kind][name] = part
    steps = {name: step for name, step in made["step"].items() if isinstance(step, Step)}
    routines = {name: row for name, row in made["routine"].items() if isinstance(row, Routine)}
    ladders = {name: row for name, row in made["ladder"].items() if isinstance(row, Ladder)}
    _names(steps, routines, names, reader)
    _loops(steps, routines, own, reader)
    return Book(steps=steps, routines=routines, ladders=ladders, numbers=dict(numbers))


def _one(
    kind: str,
    shape: Shape,
    name: str,
    own: Mapping[str, object],
    under: Mapping[str, object] | None,
    known: Mapping[str, object],
    reader: Reader,
) -> tuple[object | None, bool]:
    """One part and whether it is on; None when it cannot be made."""
    row = {**(under or {}), **own}
    on = row.pop("on", True)
    try:
        truth()(on)
    except Wrong as wrong:
        reader.problem((kind, name, "on"), wrong.message, wrong.fix)
    if "id" in row:
        reader.problem((kind, name, "id"), "is not a key of this table", f"the id is the name in [{kind}.{name}]")
    if under is None and (near := _slip(shape, name, own, known)):
        reader.problem((kind, name), f"is no {kind}", f"did you mean [{kind}.{near}]?")
        return None, False
    part: object | None = reader.table(shape, {**row, "id": name}, (kind, name))
    if isinstance(part, Step):
        _whole_step(part, row, (kind, name), reader)
        lost = [s for s in _listed(under or {}) if s not in part.loads]
        if lost:
            both = ", ".join(f'"{s}"' for s in dict.fromkeys((*_listed(under or {}), *part.loads)))
            message = f"leaves out {', '.join(lost)}: what a shipped step loads can only grow"
            reader.problem((kind, name, "loads"), message, f"write [{both}]")
    elif isinstance(part, Ladder):
        _whole_ladder(row, (kind, name), reader)
    return part, on is True


def _slip(shape: Shape, name: str, own: Mapping[str, object], known: Mapping[str, object]) -> str | None:
    """The shipped part that a table means which is not whole by itself, when one is near in spelling."""
    whole_by_itself = all(key.name in own for key in shape.keys if key.required and key.name != "id")
    return None if whole_by_itself else nearest(name, known)


def _listed(row: Mapping[str, object]) -> tuple[str, ...]:
    loads = row.get("loads")
    return tuple(str(s) for s in loads) if isinstance(loads, list) else ()


def _names(
    steps: Mapping[str, Step], routines: Mapping[str, Routine], names: Mapping[str, tuple[str, ...]], reader: Reader
) -> None:
    """Whatever names a part that is not there goes to the reader; a part that is off, or has a mistake, is there."""
    for name in names["routine"]:
        if name in names["step"]:
            reader.problem(("routine", name), "is the name of a step too", "give one of them another name")
    for name, step in steps.items():
        if step.instead is not None and step.instead not in names["step"]:
            near = nearest(step.instead, names["step"])
            hint = f'did you mean "{near}"?' if near else "write the id of a step, or leave it out"
            reader.problem(("step", name, "instead"), f"{show(step.instead)} is no step", hint)
    known = (*names["step"], *names["routine"])
    for name, routine in routines.items():
        for part in routine.steps:
            if part not in known:
                near = nearest(part, known)
                hint = f'did you mean "{near}"?' if near else f"write [step.{part}] first"
                reader.problem(("routine", name, "steps"), f"{show(part)} is neither a step nor a routine", hint)


def _loops(steps: Mapping[str, Step], routines: Mapping[str, Routine], own: Rows, reader: Reader) -> None:
    """A loop goes to the reader once, at an own part of it: the shipped ones have none by themselves."""
    inner = {name: routine.steps for name, routine in routines.items()}
    stand_ins = {name: (step.instead,) for name, step in steps.items() if step.instead}
    told: set[str] = set()
    for kind, key, links in (("routine", "steps", inner), ("step", "instead", stand_ins)):
        for name in (*(n for n in links if n in own[kind]), *(n for n in links if n not in own[kind])):
            way = loop(links, name)
            if way and not told & set(way):
                told |= set(way)
                reader.problem((kind, name, key), f"goes round in a loop: {' > '.join(way)}", "take one of them out")


def _whole_step(step: Step, row: Mapping[str, object], path: Path, reader: Reader) -> None:
    """What a step must have beyond its keys."""
    if not row.keys() & {"seconds", "reps", "factor", "levels"}:
        reader.problem(path, "says neither seconds nor reps", "write seconds = 60, or reps = 10")
    for n, level in enumerate(_tables(row.get("levels"))):
        if len(level.keys() & {"reps", "seconds"}) != 1:
            reader.problem((*path, "levels", n), "needs reps or seconds, and not both", "write one of them")
    twice = [site for site in step.helps if site in step.loads]
    if twice:
        reader.problem((*path, "helps"), f"{twice[0]} stands in loads too", "take it out of one of them")


def _whole_ladder(row: Mapping[str, object], path: Path, reader: Reader) -> None:
    """What a ladder must have beyond its keys."""
    if row.get("stages") == []:
        reader.problem((*path, "stages"), "is empty", "write stages = [{ minutes = 20 }]")
    for n, stage in enumerate(_tables(row.get("stages"))):
        if not stage.keys() & {"run_min", "minutes", "share"}:
            fix = "write minutes = 20, share = 0.5, or walk_min = 2, run_min = 3"
            reader.problem((*path, "stages", n), "says neither minutes nor share nor run_min", fix)


def _tables(value: object) -> list[Mapping[str, object]]:
    """The tables of a list as they were written: a key that is there with a wrong value is not missing."""
    return [row if isinstance(row, dict) else {} for row in value] if isinstance(value, list) else []


def _few(book: Book, name: str) -> tuple[Problem, ...]:
    """A warning for each site that leaves fewer than three ways to cross-train; only an own file can bring it about."""
    options = book.for_use("cross_train")
    found = []
    for one in SITES:
        left = sum(1 for step in options if one not in step.loads)
        if left < ENOUGH:
            message = f"only {left} ways to cross-train are left with a sore {one} (3 are wanted)"
            found.append(Problem(file=name, message=message, fix="add one that spares it", warning=True))
    return tuple(found)


def _is_id(name: str) -> bool:
    parts = name.split("-")
    return len(name) <= 60 and all(p and p.isascii() and p.isalnum() and p == p.lower() for p in parts)


def _as_id(name: str) -> str:
    from planner.storage.shoes import new_id

    return new_id(name, ())
