"""What several hundred slips in files of several hands say, word for word: one change of words is one changed line.

`GOLDENS=write` writes them anew, to be read. The slips are those of tests/faults/mangled.py; what only the parser's own
words tell is left out, since other versions of Python have others.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from planner.storage import document, lines, reading, scenarios, settings, shoes
from planner.storage.journal import read_day
from planner.storage.problems import CannotRead, Problem

GOLDEN = Path(__file__).with_name("goldens-slips")
FAULTS = Path(__file__).parents[1] / "faults"
FILES = 260
KINDS = ("day", "shoes", "settings")


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[ModuleType, ModuleType]]:
    """The programs that write and mangle files, which are found by their folder."""
    sys.path.insert(0, str(FAULTS))
    try:
        yield import_module("styles"), import_module("mangled")
    finally:
        sys.path.remove(str(FAULTS))


def said(kind: str, data: bytes) -> tuple[Problem, ...]:
    """What a reader says of a file."""
    try:
        if kind == "day":
            return read_day(data, "x.toml", date(2026, 11, 23))[1]
        if kind == "shoes":
            return shoes.notices(data, "x.toml")
        return reading.read(settings.SETTINGS, document.parse(data, "x.toml"), strict=True)[1]
    except CannotRead as error:
        return error.problems


def slips(tools: tuple[ModuleType, ModuleType], kind: str) -> Iterator[bytes]:
    """Files with one slip or two; the same in every run."""
    styles, mangled = tools
    ways = (mangled.cut, mangled.hole, mangled.nasty, mangled.noise, mangled.other_value, mangled.lines_moved)
    for n in range(FILES):
        rnd = random.Random(f"{kind} slip {n}")
        data = styles.written(kind, rnd)
        for _ in range(rnd.choice([1, 1, 2])):
            data = rnd.choice(ways)(rnd, data)
        yield data


@pytest.mark.parametrize("kind", KINDS)
def test_their_words(tools: tuple[ModuleType, ModuleType], kind: str) -> None:
    """File by file, with line and key."""
    rows = []
    for n, data in enumerate(slips(tools, kind)):
        rows += [f"{n} {problem}" for problem in said(kind, data) if "is no TOML: " not in problem.message]
    path, text = GOLDEN / f"{kind}.txt", "\n".join(rows) + "\n"
    if os.environ.get("GOLDENS") == "write":
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_the_lines_of_all_keys(tools: tuple[ModuleType, ModuleType]) -> None:
    """In files of every kind and hand each key is found on the line on which it stands."""
    styles, _ = tools
    rows = []
    for kind in styles.KINDS:
        for n in range(12):
            text = styles.written(kind, random.Random(f"{kind} lines {n}")).decode()
            for path, line in sorted(lines.find(text).items(), key=lambda item: (item[1], str(item[0]))):
                row = text.split("\n")[line - 1]
                last = next(part for part in reversed(path) if isinstance(part, str))
                assert last in row or isinstance(path[-1], int), (path, row)
                rows.append(f"{kind} {n} {line} {'.'.join(map(str, path))}")
    golden = GOLDEN / "lines.txt"
    if os.environ.get("GOLDENS") == "write":
        golden.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == "\n".join(rows) + "\n"


JSON = (
    "",
    " ",
    "{}",
    "{",
    "}",
    "[",
    "[]",
    "[{}]",
    "[{}, ]",
    "[{},]",
    "[{} {}]",
    '{"a" 1}',
    '{"a": }',
    '{"a": 1 }',
    '{"a": 1, }',
    '{"a": 1,}',
    '{"a": [1, ]}',
    '{"a": [1 }',
    "{'a': 1}",
    '{"a": True}',
    '{"a": False}',
    '{"a": None}',
    '{"a": Trues}',
    '{"sleep_h": 1e400}',
    '{"sleep_h": 7.0}',
    '{"fatigue": 2.0}',
    '{"fatigue": 2.5}',
    '{"fatigue": -0}',
    '{"sleep_h": NaN}',
    '{"id": 7}',
    '{"id": "x"}',
    '{"id": 1.5}',
    '{"id": true}',
    '{"id": [1]}',
    '{"id": 999999999999999999}',
    '{"id": 1000000000000000000}',
    '{"id": "' + "x" * 200 + '"}',
    '{"id": "' + "x" * 201 + '"}',
    '{"id": 7, "fatigue": 9}',
    '{"fatigue": 9, "stress": 0, "pain": [{"site": "calf"}, {"score": 3}, 4]}',
    '{"plan": {"kms": 3, "kind": "esy"}}',
    '{"history": {"acwr": "1"}, "device": {}}',
    '{"pain": {}}',
    '{"pain": [{"site": "calf", "score": 1, "extra": {}}]}',
    '[{"fatigue": 9}, 3, {"id": "b", "stress": 0}, {}]',
    '[{"id": 1}, {"id": 1}]',
    '{"scenario": [{"stress": 9}]}',
    "7",
    '"a"',
    "null",
    '{"a": 1, "a": 2}',
    "format = 1\n",
    "format = 2\n[scenario]\n",
    "format = 1\nfatigue = 9\n",
    "fatigue = 2\n",
    "[[scenario]]\nid = 'a'\nfatigue = 9\n[[scenario]]\nstress = 'x'\n[scenario.plan]\nkm = 900\n",
    "[scenario]\nid = 1\n",
    "scenario = 3\n",
    "scenario = [3]\n",
    "[[scenario]]\n[[scenarios]]\n",
    "[[scenario]]\n[other]\nx = 1\n",
    "x = {\n",
)


def test_scenarios_in_every_form() -> None:
    """A line of JSON, a JSON text and TOML: what was asked, under which id and line, or what is wrong with it."""
    rows = []
    for text in JSON:
        one = scenarios.read_line(text.encode(), 3, "x.jsonl")
        rows.append(f"{text!r:.90}")
        rows.append(f"    line: {one and (one.id, one.line, one.error)}")
        try:
            many, listed = scenarios.read(text.encode(), "x")
        except CannotRead as error:
            rows += [f"    text: {problem}" for problem in error.problems]
            continue
        rows += [f"    text{' (a list)' if listed else ''}: {(asked.id, asked.line, asked.error)}" for asked in many]
    own = re.compile(
        r"is no (JSON|TOML): [^(;\n]*(?:\((?:line \d+ )?column \d+\))?"
    )  # others in each version of Python
    text = own.sub(r"is no \1", "\n".join(rows) + "\n")
    golden = GOLDEN / "scenarios.txt"
    if os.environ.get("GOLDENS") == "write":
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text
