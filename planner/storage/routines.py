"""Steps, routines and ladders: the shipped `routines.toml`, and over it the runner's own, key by key.

It knows the form of both files and what must hold between their parts: names that exist, no loops, steps that stay off
sore sites. It refuses to choose for a day. While the runner's file has a mistake none of it is in use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from planner.core.routines import USES, Book, Ladder, Level, Routine, Stage, Step, loop
from planner.core.sites import SITES, nearest
from planner.storage import document, files, reading, shipped
from planner.storage.checks import number, site, text, truth, whole, word, words
from planner.storage.document import Document
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem
from planner.storage.reading import Key, Reader, Shape, Wrong, show
from planner.storage.rulebook import Number

ENOUGH: Final = 3
"""Ways to cross-train that each single sore site should leave."""
SECTIONS: Final = ("numbers", "step", "routine", "ladder")
AFTER: Final = ("illness", "layoff", "long_layoff", "bone")
_LEVELS: Final = Shape(
    make=Level,
    keys=(
        Key(name="sets", check=whole(1, 10, "sets"), required=True),
        Key(name="reps", check=whole(1, 200, "repetitions")),
        Key(name="seconds", check=whole(1, 600, "seconds")),
        Key(name="more", check=text(200)),
    ),
)
_STAGE: Final = Shape(
    make=Stage,
    keys=(
        Key(name="walk_min", check=number(0, 60, "minutes")),
        Key(name="run_min", check=number(0, 120, "minutes")),
        Key(name="repeats", check=whole(1, 30)),
        Key(name="minutes", check=number(1, 240, "minutes")),
        Key(name="share", check=number(0.05, 1, "of the longest run")),
        Key(name="km", check=number(0.1, 50, "km")),
        Key(name="effort", check=whole(1, 10, "of 10")),
    ),
)


def _sites() -> reading.Check:
    one = site()

    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise Wrong(f"expected a list of sites, found {show(value)}", 'write ["calf", "achilles"] or []')
        return tuple(str(one(v)) for v in value)

    return check


def _factor() -> reading.Check:
    one = number(0.1, 5)

    def check(value: object) -> tuple[float, float]:
        if not isinstance(value, list) or len(value) != 2:
            raise Wrong(f"expected two numbers, found {show(value)}", "write [1.0, 1.3]")
        low, high = (number_of(one(v)) for v in value)
        if low > high:
            raise Wrong("the first number is the larger one", f"write [{high:g}, {low:g}]")
        return low, high

    return check


def number_of(value: object) -> float:
    """A checked number as a float."""
    assert isinstance(value, float)
    return value


_STEP_KEYS: Final = (
    Key(name="name", check=text(80)),
    Key(name="dose", check=text(200)),
    Key(name="how", check=text(2000)),
    Key(name="note", check=text(2000)),
    Key(name="seconds", check=whole(1, 7200, "seconds")),
    Key(name="reps", check=whole(1, 200, "repetitions")),
    Key(name="per_side", check=truth()),
    Key(name="loads", check=_sites()),
    Key(name="helps", check=_sites()),
    Key(name="instead", check=text(80)),
    Key(name="optional", check=truth()),
    Key(name="impact", check=truth()),
    Key(name="outdoors", check=truth()),
    Key(name="factor", check=_factor()),
    Key(name="levels", shape=_LEVELS, many=True, inline=True),
    Key(name="sources", check=words()),
    Key(name="on", check=truth()),
)
_ROUTINE_KEYS: Final = (
    Key(name="name", check=text(80)),
    Key(name="use", check=word(USES)),
    Key(name="steps", check=words()),
    Key(name="note", check=text(200)),
    Key(name="on", check=truth()),
)
_LADDER_KEYS: Final = (
    Key(name="name", check=text(80)),
    Key(name="after", check=word(AFTER)),
    Key(name="entry", check=text(500)),
    Key(name="hold", check=text(500)),
    Key(name="stages", shape=_STAGE, many=True, inline=True),
    Key(name="times", check=whole(1, 10, "outings")),
    Key(name="days_between", check=whole(1, 7, "days")),
    Key(name="first_day", check=whole(0, 60, "days")),
    Key(name="sources", check=words()),
    Key(name="on", check=truth()),
)


@dataclass(frozen=True, kw_only=True)
class _Section:
    """One kind of part: its keys, which of them a new one must have, and how it is made."""

    shape: Shape
    needs: tuple[str, ...]
    make: Callable[..., Any]


_PARTS: Final = {
    "step": _Section(shape=Shape(make=dict, keys=_STEP_KEYS), needs=("name", "dose", "loads"), make=Step),
    "routine": _Section(shape=Shape(make=dict, keys=_ROUTINE_KEYS), needs=("name", "use", "steps"), make=Routine),
    "ladder": _Section(
        shape=Shape(make=dict, keys=_LADDER_KEYS), needs=("name", "after", "entry", "hold", "stages"), make=Ladder
    ),
}
_NUMBER: Final = Shape(
    make=Number,
    keys=(
        Key(name="value", check=number(-1e6, 1e6), required=True),
        Key(name="unit", check=text(80)),
        Key(name="low", check=number(-1e6, 1e6), required=True),
        Key(name="high", check=number(-1e6, 1e6), required=True),
        Key(name="why", check=text()),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """The shipped file: the book, each number's range, and the values of each part for own keys to go over."""

    book: Book
    numbers: Mapping[str, Number]
    parts: Mapping[str, Mapping[str, dict[str, Any]]] = field(repr=False)


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
        made = reader.table(_NUMBER, row, ("numbers", key))
        if made is not None:
            numbers[key] = made
    parts = _read(doc, reader, {})
    book = _make(parts, {name: row.value for name, row in numbers.items()}, reader)
    _finish(reader, doc)
    return Shipped(book=book, numbers=numbers, parts=parts)


def own_routines(base: Shipped, data: bytes, name: str) -> tuple[Book, tuple[Problem, ...]]:
    """The shipped book with the runner's parts over it, and what to notice about it.

    Raises CannotRead with every mistake.
    """
    doc = document.parse(data, name)
    reader = Reader(strict=True)
    _, heading = reading.read(Shape(make=dict, keys=(), free=lambda value: value), doc, strict=True)
    numbers = _own_numbers(base, doc, reader)
    parts = _read(doc, reader, base.parts)
    book = _make(parts, numbers, reader)
    wrong = (*heading, *reader.problems(doc, name))
    if wrong:
        raise CannotRead(problems=wrong)
    return book, _few(book, name)


def _own_numbers(base: Shipped, doc: Document, reader: Reader) -> dict[str, float]:
    numbers = dict(base.book.numbers)
    for section, table in doc.table.items():
        if section not in ("format", *SECTIONS):
            near = nearest(section, SECTIONS)
            known = "write [step.NAME], [routine.NAME], [ladder.NAME] or [numbers]"
            reader.problem((section,), "is no part of this file", f"did you mean '{near}'?" if near else known)
        if section != "numbers" or not isinstance(table, dict):
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
                numbers[key] = number_of(check(value))
            except Wrong as wrong:
                reader.problem(("numbers", key), wrong.message, wrong.fix)
    return numbers


def _read(
    doc: Document, reader: Reader, under: Mapping[str, Mapping[str, dict[str, Any]]]
) -> dict[str, dict[str, dict[str, Any]]]:
    """The values of every part, own ones over those `under` them key by key; mistakes go to the reader."""
    found = {section: {k: dict(v) for k, v in under.get(section, {}).items()} for section in _PARTS}
    for section, part in _PARTS.items():
        rows = doc.table.get(section, {})
        if not isinstance(rows, dict):
            reader.problem((section,), f"expected a table, found {show(rows)}", f"write [{section}.NAME]")
            continue
        for name, row in rows.items():
            path = (section, name)
            if not _is_id(name):
                reader.problem(path, f"{show(name)} is no id", f'write it as "{_as_id(name)}"')
            values = reader.table(part.shape, row, path)
            if values is None:
                continue
            shipped_part = under.get(section, {}).get(name)
            if shipped_part is None:
                _needed(section, name, row, part, under.get(section, {}), reader)
            elif section == "step" and "loads" in values:
                _keeps_loads(name, values["loads"], shipped_part["loads"], reader)
            found[section][name] = {**(shipped_part or {}), **values}
    return found


def _needed(section: str, name: str, row: object, part: _Section, known: Mapping[str, object], reader: Reader) -> None:
    """A part that is not shipped must be whole; one that only looks like a shipped one is a slip of the finger."""
    given = row if isinstance(row, dict) else {}
    lost = [key for key in part.needs if key not in given]
    near = nearest(name, known) if lost else None
    if near:
        reader.problem((section, name), f"is no {section}", f"did you mean [{section}.{near}]?")
        return
    for key in lost:
        fix = "write the sites that carry it, or [] when none does" if key == "loads" else f"write {key} = …"
        reader.problem((section, name, key), "is missing", fix)
    if section == "step" and not {"seconds", "reps", "factor", "levels"} & set(given):
        reader.problem((section, name), "says neither seconds nor reps", "write seconds = 60, or reps = 10")


def _keeps_loads(name: str, own: tuple[str, ...], base: tuple[str, ...], reader: Reader) -> None:
    lost = [s for s in base if s not in own]
    if lost:
        both = ", ".join(f'"{s}"' for s in dict.fromkeys((*base, *own)))
        message = f"leaves out {', '.join(lost)}: what a shipped step loads can only grow"
        reader.problem(("step", name, "loads"), message, f"write [{both}]")


def _make(parts: Mapping[str, Mapping[str, dict[str, Any]]], numbers: Mapping[str, float], reader: Reader) -> Book:
    """The book of all parts that are on; whatever names a part that is not there, or itself, goes to the reader."""
    on = {kind: {name: row for name, row in rows.items() if row.get("on", True)} for kind, rows in parts.items()}
    _names(parts, reader)
    _loops(parts, reader)
    made: dict[str, dict[str, Any]] = {kind: {} for kind in _PARTS}
    for kind, rows in on.items():
        for name, row in rows.items():
            if all(key in row for key in _PARTS[kind].needs):
                values = {key: value for key, value in row.items() if key != "on"}
                made[kind][name] = _PARTS[kind].make(id=name, **values)
                _whole(kind, name, row, reader)
    return Book(steps=made["step"], routines=made["routine"], ladders=made["ladder"], numbers=dict(numbers))


def _names(parts: Mapping[str, Mapping[str, dict[str, Any]]], reader: Reader) -> None:
    steps, routines = parts["step"], parts["routine"]
    for name in routines.keys() & steps.keys():
        reader.problem(("routine", name), "is the name of a step too", "give one of them another name")
    for name, row in steps.items():
        if (instead := row.get("instead")) and instead not in steps:
            near = nearest(instead, steps)
            hint = f'did you mean "{near}"?' if near else "write the id of a step, or leave it out"
            reader.problem(("step", name, "instead"), f"{show(instead)} is no step", hint)
    known = (*steps, *routines)
    for name, row in routines.items():
        for part in row.get("steps", ()):
            if part not in known:
                near = nearest(part, known)
                hint = f'did you mean "{near}"?' if near else "write [step." + part + "] first"
                reader.problem(("routine", name, "steps"), f"{show(part)} is neither a step nor a routine", hint)


def _loops(parts: Mapping[str, Mapping[str, dict[str, Any]]], reader: Reader) -> None:
    inner = {name: tuple(row.get("steps", ())) for name, row in parts["routine"].items()}
    stand_ins = {name: (row["instead"],) for name, row in parts["step"].items() if row.get("instead")}
    told: set[str] = set()
    for kind, key, links in (("routine", "steps", inner), ("step", "instead", stand_ins)):
        for name in links:
            way = loop(links, name)
            if way and not told & set(way):
                told |= set(way)
                reader.problem((kind, name, key), f"goes round in a loop: {' > '.join(way)}", "take one of them out")


def _whole(kind: str, name: str, row: Mapping[str, Any], reader: Reader) -> None:
    """What one part must have beyond its keys."""
    if kind == "step":
        for n, level in enumerate(row.get("levels", ())):
            if (level.reps is None) == (level.seconds is None):
                reader.problem((kind, name, "levels", n), "needs reps or seconds, not both", "write one of them")
        twice = sorted(set(row.get("loads", ())) & set(row.get("helps", ())))
        if twice:
            reader.problem((kind, name, "helps"), f"{twice[0]} stands in loads too", "take it out of one of them")
    elif kind == "ladder":
        if not row["stages"]:
            reader.problem((kind, name, "stages"), "is empty", "write stages = [{ minutes = 20 }]")
        for n, stage in enumerate(row["stages"]):
            if stage.run_min is None and stage.minutes is None and stage.share is None:
                fix = "write minutes = 20, share = 0.5, or walk_min = 2, run_min = 3"
                reader.problem((kind, name, "stages", n), "says neither minutes nor share nor run_min", fix)


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


def _finish(reader: Reader, doc: Document) -> None:
    problems = reader.problems(doc, doc.file)
    if problems:
        raise CannotRead(problems=problems)


def _is_id(name: str) -> bool:
    parts = name.split("-")
    return len(name) <= 60 and all(p and p.isascii() and p.isalnum() and p == p.lower() for p in parts)


def _as_id(name: str) -> str:
    from planner.storage.shoes import new_id

    return new_id(name, ())
