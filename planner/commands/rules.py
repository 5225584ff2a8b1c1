"""`planner rules`: all rules, or one, with explanation, numbers and sources; and whether the runner's own are right.

It reads the shipped rules and the runner's own, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.core.explain import Sources, need_words, source_lines
from planner.core.rule import FAMILIES, Rule, Rulebook
from planner.core.rules import ALL, BY_ID
from planner.core.sites import nearest
from planner.storage import files, rulebook, sources
from planner.storage.problems import BadInput, CannotRead
from planner.storage.rulebook import Number, Shipped

ABOUT = """All rules, or one of them: what each says and why, its sources, its numbers with the range for your own.

Your own numbers stand in rules.toml (planner where says in which folder), key by key:
    format = 1
    [spike]
    ratio = 1.05
and a rule that does not guard against harm may be switched off there with  on = false.
--check says every mistake of that file; while there is one, your last valid rules stay in use."""


def run(args: Sequence[str], io: Io) -> int:
    """List rules, or check the runner's own."""
    parser = Parser("rules", io, ABOUT)
    parser.add_argument("id", metavar="ID", nargs="?", help="one rule only")
    parser.add_argument("--family", metavar="F", help=f"only these: {', '.join(FAMILIES)}")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a list of rules as JSON")
    form.add_argument("--check", action="store_true", help="check your own rules.toml")
    wish = parser.parse_args(args)
    if wish.check:
        if wish.id or wish.family:
            parser.error("--check looks at the whole file: leave ID and --family out")
        return _check(io)
    chosen = _chosen(wish.id, wish.family)
    base = rulebook.shipped_rules()
    book, problems = rulebook.load(io.places)
    if wish.json:
        io.json([as_json(rule, base, book) for rule in chosen])
    elif wish.id:
        io.out("\n".join(lines(chosen[0], base, book, sources.load())))
    else:
        io.out("\n".join(_list(chosen, base, book)))
    for problem in problems:
        io.err(str(problem))
    return 0


def _chosen(id: str | None, family: str | None) -> tuple[Rule, ...]:
    """The rules asked for. Raises BadInput, with the nearest, for an id or a family that there is not."""
    if id is not None and id not in BY_ID:
        near = nearest(id[:80], BY_ID)
        raise BadInput(f"'{id}' is no rule; " + (f"did you mean {near}?" if near else "planner rules lists them"))
    if family is not None and family not in FAMILIES:
        near = nearest(family[:80], FAMILIES)
        raise BadInput(
            f"--family: '{family}' is none; "
            + (f"did you mean {near}?" if near else f"known are {', '.join(FAMILIES)}")
        )
    return tuple(r for r in ALL if (id is None or r.id == id) and (family is None or r.family == family))


def as_json(rule: Rule, base: Shipped, book: Rulebook) -> dict[str, object]:
    """A rule as JSON gives it. A number has its value in use, and what is shipped beside it."""
    entry = book.entries[rule.id]
    return {
        "id": rule.id,
        "title": rule.title,
        "family": rule.family,
        "explanation": rule.explanation,
        "needs": list(rule.needs),
        "codes": list(rule.codes),
        "numbers": {
            name: {
                "value": entry.numbers[name],
                "shipped": number.value,
                "unit": number.unit,
                "low": number.low,
                "high": number.high,
                "why": number.why,
            }
            for name, number in base.numbers[rule.id].items()
        },
        "sources": list(entry.sources),
        "can_switch_off": rule.can_switch_off,
    }


def lines(rule: Rule, base: Shipped, book: Rulebook, known: Sources) -> Iterator[str]:
    """All about one rule, for people."""
    entry = book.entries[rule.id]
    yield f"{rule.title} [{rule.id}], of the family {rule.family}" + ("" if entry.on else ", switched off by you")
    yield from rule.explanation.split("\n\n")
    if rule.needs:
        yield f"It needs to know: {', '.join(need_words(rule))}."
    if rule.codes:
        yield f"Its warnings: {', '.join(rule.codes)}."
    off = "It may be switched off" if rule.can_switch_off else "It cannot be switched off: it guards against harm"
    yield f"{off}."
    numbers = base.numbers[rule.id]
    if rule.reads != rule.id:
        yield f"It reads the numbers of {rule.reads}."
    if numbers:
        yield "Its numbers, and the range for your own:"
        wide = max(map(len, numbers))
        for name, number in numbers.items():
            yield f"  {name:{wide}}  {_number(number, entry.numbers[name])}"
    yield "Its sources:"
    for id in entry.sources:
        first, *more = source_lines(id, known)
        yield f"- {first}"
        yield from (f"  {line}" for line in more)


def _number(number: Number, value: float) -> str:
    bounds = "fixed" if number.low == number.high else f"{number.low:g} to {number.high:g}"
    own = f"; yours, shipped is {number.value:g}" if value != number.value else ""
    return f"{value:g} {number.unit} ({bounds}): {number.why}{own}"


def _list(chosen: Sequence[Rule], base: Shipped, book: Rulebook) -> Iterator[str]:
    """A line a rule, by family."""
    wide = max(len(rule.id) for rule in ALL)
    for family in FAMILIES:
        rules = [rule for rule in chosen if rule.family == family]
        if rules:
            yield family
        for rule in rules:
            entry = book.entries[rule.id]
            own = any(entry.numbers[name] != number.value for name, number in base.numbers[rule.id].items())
            marks = ("" if entry.on else "  switched off") + ("  your own numbers" if own else "")
            yield f"  {rule.id:{wide}}  {rule.title}{marks}"


def _check(io: Io) -> int:
    """Lint the runner's own file: 0 when it is right or not there, 1 with every mistake said. Raises CannotRead."""
    base, places = rulebook.shipped_rules(), io.places
    name = places.short(places.rules)
    data = files.read(places.rules, name)
    if data is None:
        io.out(f"{places.rules} is not there: the shipped rules are in use.")
        return 0
    try:
        book = rulebook.own_rules(base, data, name)
    except CannotRead as error:
        for problem in error.problems:
            io.out(str(problem))
        _, (notice, *_) = rulebook.load(places)
        io.out(str(notice).partition(";")[0] + ".")
        return 1
    own = list(_own(base, book))
    for line in own:
        io.out(line)
    io.out(f"{name} is right; " + (f"version {book.version}." if own else "it changes nothing that is shipped."))
    return 0


def _own(base: Shipped, book: Rulebook) -> Iterator[str]:
    """What the runner's file changes."""
    for id, entry in book.entries.items():
        if not entry.on:
            yield f"{id}: switched off"
        for name, number in base.numbers[id].items():
            if entry.numbers[name] != number.value:
                yield f"{id}.{name}: {entry.numbers[name]:g} {number.unit} (shipped {number.value:g})"
