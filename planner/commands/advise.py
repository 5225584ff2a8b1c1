"""`planner advise`: what the rules say of scenarios in a file or on standard input. Nothing stored is read or written
but the numbers of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from planner.commands.io import Io, lines_of
from planner.commands.parser import Parser
from planner.core.advise import advise, would_change
from planner.core.rule import Rulebook
from planner.core.verdict import Referral
from planner.core.words import EDUCATION, headline, reason_line, referral_line, sign, verdict_word
from planner.storage import files, rulebook, scenarios
from planner.storage.document import MAX_BYTES
from planner.storage.problems import BadInput, CannotRead, Problem
from planner.storage.scenarios import Asked

ABOUT = f"""What the rules say of a morning, a plan and a history that you give.

FILE.toml holds one scenario, or several under [[scenario]]; JSON is read as well, an object or a list of them.
With --jsonl each line of the input is a JSON object and each line of the output its answer, in the same order;
a FILE.toml is read as TOML all the same. A scenario that cannot be used has its error in its place, the others
are answered, and the exit code is 1. With - the input is standard input.

{EDUCATION}"""


def run(args: Sequence[str], io: Io) -> int:
    """Answer every scenario that was given."""
    parser = Parser("advise", io, ABOUT)
    parser.add_argument("file", metavar="FILE|-", help="a file, or - for standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON answer, or a list of them for a list")
    form.add_argument("--jsonl", action="store_true", help="one JSON answer a line")
    wish = parser.parse_args(args)
    book, problems = rulebook.load(io.places)
    for problem in problems:
        io.err(str(problem))
    if wish.jsonl and Path(wish.file).suffix != ".toml":
        return _answer_lines(_by_line(wish.file, io), book, io)
    given, many = _whole(wish.file, io)
    if wish.jsonl:
        return _answer_lines(given, book, io)
    if wish.json:
        rows = [answer(asked, book) for asked in given]
        io.json(rows if many else rows[0])
    else:
        _tell(given, book, io)
    return int(any(asked.problems for asked in given))


def answer(asked: Asked, book: Rulebook) -> dict[str, object]:
    """What JSON says of one scenario: the advice with every key, or `id`, `error` and `line`. Kilometres, minutes."""
    s = asked.scenario
    if s is None:
        return {"id": asked.id, "error": asked.error, "line": asked.line}
    advice = advise(s, book)
    caps = advice.caps
    return {
        "id": asked.id,
        "suggestion": advice.rung.word,
        "referral": advice.referral.word,
        "warnings": advice.warnings,
        "max_km": caps.km,
        "max_minutes": caps.minutes,
        "pain_stop": caps.pain_stop,
        "hard_allowed": caps.hard_allowed,
        "hills_allowed": caps.hills_allowed,
        "form": caps.form.word,
        "indoor": caps.indoor,
        "reasons": [{"rule": r.rule, "because": reason_line(r), "sources": r.sources} for r in advice.reasons],
        "unasked": advice.unasked,
        "would_change": [
            {"change": c.change, "suggestion": c.rung.word, "max_km": c.km} for c in would_change(s, advice, book)
        ],
    }


def _answer_lines(given: Iterable[Asked], book: Rulebook, io: Io) -> int:
    """An answer a line, each as soon as it is known, since another program may wait for it."""
    from json import JSONEncoder

    encode = JSONEncoder(allow_nan=False).encode
    write, flush = io.stdout.write, io.stdout.flush
    code = 0
    for asked in given:
        write(encode(answer(asked, book)) + "\n")
        flush()
        if asked.problems:
            code = 1
    return code


def _by_line(name: str, io: Io) -> Iterator[Asked]:
    """The scenarios of JSON lines, read one by one, so that neither their number nor their size matters."""
    if name == "-":
        yield from _numbered(io.lines(scenarios.MAX_LINE), "standard input")
        return
    try:
        with open(name, "rb") as stream:
            yield from _numbered(lines_of(stream, scenarios.MAX_LINE), name)
    except (OSError, ValueError) as error:
        raise CannotRead(problems=[Problem(file=name, message=f"cannot be read: {files.why(error)}")]) from None


def _numbered(lines: Iterator[bytes], name: str) -> Iterator[Asked]:
    for number, line in enumerate(lines, 1):
        asked = scenarios.read_line(line, number, name)
        if asked is not None:
            yield asked


def _whole(name: str, io: Io) -> tuple[tuple[Asked, ...], bool]:
    """The scenarios of a whole text, and whether they are a list."""
    if name != "-":
        data = files.read(Path(name), name)
        if data is None:
            raise CannotRead(problems=[Problem(file=name, message="is not there")])
        return scenarios.read(data, name)
    try:
        return scenarios.read(io.read(MAX_BYTES), "standard input")
    except CannotRead as error:  # it was given and is no file
        raise BadInput(problems=error.problems) from None


def _tell(given: Iterable[Asked], book: Rulebook, io: Io) -> None:
    """The answers for people; what cannot be used goes to standard error."""
    units = _units(io)
    for n, asked in enumerate(given):
        if n:
            io.out()
        if asked.scenario is None:
            io.err("\n".join(map(str, asked.problems)))
            io.out(f"{_named(asked)}no answer: {asked.error}")
            continue
        _tell_one(asked, book, units, io)


def _tell_one(asked: Asked, book: Rulebook, units: str, io: Io) -> None:
    s = asked.scenario
    assert s is not None
    advice = advise(s, book)
    io.out(f"{_named(asked)}{verdict_word(advice.rung)} {sign(advice.rung)}  {headline(advice, s.plan, units, s)}")
    if advice.referral is not Referral.NONE:
        io.out(f"  {referral_line(advice.referral)}")
    for reason in advice.reasons:
        io.out(f"  - {reason_line(reason, units)}  [{reason.rule}: {', '.join(reason.sources)}]")
    for change in would_change(s, advice, book, units):
        io.out(f"  would change it: {change.change} -> {verdict_word(change.rung)}")
    if advice.unasked:
        io.out(f"  not asked, since not said: {', '.join(advice.unasked)}")


def _named(asked: Asked) -> str:
    return "" if asked.id is None else f"{asked.id}  "


def _units(io: Io) -> str:
    from planner.storage import settings

    return settings.load(io.places)[0].units
