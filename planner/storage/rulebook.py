"""The numbers of the rules: the shipped `rules.toml`, and over it the runner's own, key by key.

It knows the form of both files and the safe range of each number. It refuses to know what a rule does with them. While
the runner's file has a mistake none of it is in use, since half of somebody's numbers would be nobody's rules: the last
valid ones are, else the shipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from planner.core.rule import Entry, Rulebook
from planner.core.sites import nearest
from planner.core.values import dataclass, replace
from planner.storage import document, files, last_valid, reading, shipped
from planner.storage.checks import number, text, truth, word, words
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem
from planner.storage.reading import Key, Reader, Shape, Wrong, show

SHOW: Final = ("always", "on_change", "weekly", "if_it_changes_today", "due_day", "never")


@dataclass(frozen=True, kw_only=True)
class Number:
    """A rule's number as it is shipped, with the range that a runner's own may have."""

    value: float
    unit: str = ""
    low: float
    high: float
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """The shipped file: the rulebook, and what stands beside each number."""

    book: Rulebook
    numbers: Mapping[str, Mapping[str, Number]]


def _any(value: object) -> object:
    return value


_NUMBER: Final = Shape(
    make=Number,
    keys=(
        Key(name="value", check=number(-1e9, 1e9), required=True),
        Key(name="unit", check=text(80)),
        Key(name="low", check=number(-1e9, 1e9), required=True),
        Key(name="high", check=number(-1e9, 1e9), required=True),
        Key(name="why", check=text()),
    ),
)
_RULE: Final = Shape(
    make=dict,
    keys=(
        Key(name="sources", check=words(), required=True),
        Key(name="show", check=word(SHOW)),
        Key(name="numbers", shape=Shape(make=dict, keys=(), free=_any)),
    ),
)


def load(places: Places) -> tuple[Rulebook, tuple[Problem, ...]]:
    """The rules in use and what is wrong with the runner's own file, first of all which rules are in use meanwhile.

    Own rules that can be used are kept in the state folder, for the day on which a mistake gets into their file.
    """
    base = shipped_rules()
    name = places.short(places.rules)
    try:
        data = files.read(places.rules, name)
        if data is None:
            last_valid.drop(places)
            return base.book, ()
        book = own_rules(base, data, name)
    except CannotRead as error:
        return _meanwhile(base, places, name, error.problems)
    last_valid.keep(places, data)
    return book, ()


def _meanwhile(
    base: Shipped, places: Places, name: str, problems: tuple[Problem, ...]
) -> tuple[Rulebook, tuple[Problem, ...]]:
    """The last valid rules, or the shipped ones, and the problems with a line before them that says so."""
    book, which = base.book, "the shipped rules are"
    kept = last_valid.load(places)
    if kept is not None:
        with suppress(CannotRead):  # another version of the program may take other numbers
            book, which = own_rules(base, kept, name), "your last valid rules stay"
    count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    notice = Problem(file=name, message=f"{count}: {which} in use", fix="planner rules --check says what to write")
    return book, (notice, *problems)


def shipped_rules() -> Shipped:
    """The shipped rules. Raises CannotRead when the installation is damaged."""
    doc = document.parse(shipped.data("rules.toml"), "rules.toml (shipped)")
    reader = Reader(strict=True)
    entries: dict[str, Entry] = {}
    numbers: dict[str, dict[str, Number]] = {}
    for rule, table in doc.table.items():
        if rule in ("format", "version"):
            continue
        values = reader.table(_RULE, table, (rule,)) or {}
        rows = values.pop("numbers", {})
        made = {n: reader.table(_NUMBER, row, (rule, "numbers", n)) for n, row in rows.items()}
        numbers[rule] = {n: row for n, row in made.items() if row is not None}
        entries[rule] = Entry(numbers={n: row.value for n, row in numbers[rule].items()}, **values)
    problems = reader.problems(doc, doc.file)
    if problems:
        raise CannotRead(problems=problems)
    return Shipped(book=Rulebook(version=str(doc.table.get("version", "1")), entries=entries), numbers=numbers)


def own_rules(base: Shipped, data: bytes, name: str) -> Rulebook:
    """The shipped rules with the runner's own numbers over them. Raises CannotRead with every mistake.

    The version says that there are own numbers: `1+` and a short sum of them, so that a saved day names its rules.
    """
    doc = document.parse(data, name)
    reader = Reader(strict=True)
    _, problems = reading.read(Shape(make=dict, keys=(), free=_any), doc, strict=True)
    entries = dict(base.book.entries)
    said: list[str] = []
    for rule, table in doc.table.items():
        if rule == "format":
            continue
        if rule not in entries:
            near = nearest(rule, entries)
            hint = f"did you mean [{near}]?" if near else "planner rules lists them"
            reader.problem((rule,), "is no rule", hint)
        elif not isinstance(table, dict):
            reader.problem((rule,), f"expected a table, found {show(table)}", f"write [{rule}] on its own line")
        else:
            entries[rule] = _own(rule, entries[rule], base.numbers[rule], table, reader, said)
    problems += reader.problems(doc, name)
    if problems:
        raise CannotRead(problems=problems)
    return Rulebook(version=base.book.version + _sum(said), entries=entries)


def _own(
    rule: str,
    entry: Entry,
    numbers: Mapping[str, Number],
    table: Mapping[str, object],
    reader: Reader,
    said: list[str],
) -> Entry:
    """One rule's entry with the runner's keys over it; mistakes go to the reader, what differs to `said`."""
    own = dict(entry.numbers)
    on = entry.on
    for key, value in table.items():
        try:
            if key == "on":
                on = bool(truth()(value))
                if not on and not _can_switch_off(rule):
                    raise Wrong("this rule cannot be switched off: it guards against harm", "delete the line")
            elif key in numbers:
                known = numbers[key]
                unit = known.unit if known.low != known.high else "only"
                own[key] = _number(known, unit, value)
            elif key == "numbers":
                raise Wrong("is not needed in a file of your own", f"write {_sample(numbers)} right under [{rule}]")
            else:
                near = nearest(key, (*numbers, "on"))
                known_keys = ", ".join((*numbers, "on"))
                raise Wrong(
                    "is not a number of this rule", f"did you mean '{near}'?" if near else f"it has {known_keys}"
                )
        except Wrong as wrong:
            reader.problem((rule, key), wrong.message, wrong.fix)
            continue
        if key == "on" and on != entry.on:
            said.append(f"{rule}.on={on}")
        elif key != "on" and own[key] != entry.numbers[key]:
            said.append(f"{rule}.{key}={own[key]!r}")
    return replace(entry, numbers=own, on=on)


def _number(known: Number, unit: str, value: object) -> float:
    """A number of one's own. Raises Wrong; outside the safe range with what stands beside the shipped one."""
    try:
        got = number(known.low, known.high, unit)(value)
    except Wrong as wrong:
        why = f" ({known.why})" if known.why and "out of range" in wrong.message else ""
        raise Wrong(wrong.message, f"{wrong.fix}{why}") from None
    assert isinstance(got, float)
    return got


def _can_switch_off(rule: str) -> bool:
    from planner.core.rules import BY_ID  # all rules, and only a file that switches one off needs them

    return rule not in BY_ID or BY_ID[rule].can_switch_off


def _sample(numbers: Mapping[str, Number]) -> str:
    return next((f"{name} = {row.value:g}" for name, row in numbers.items()), "on = false")


def _sum(said: list[str]) -> str:
    if not said:
        return ""
    from zlib import crc32

    return f"+{crc32(chr(10).join(sorted(said)).encode()):08x}"
