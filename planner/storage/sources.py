"""The studies and design choices behind the rules, from the shipped `sources.toml`; read only when asked why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.core.source import Source
from planner.storage import document, reading, shipped
from planner.storage.checks import text, whole, word
from planner.storage.problems import CannotRead
from planner.storage.reading import Key, Shape

SOURCE: Final = Shape(
    make=dict,
    keys=(
        Key(name="title", check=text(500), required=True),
        Key(name="authors", check=text(500)),
        Key(name="year", check=whole(1800, 2200)),
        Key(name="journal", check=text(500)),
        Key(name="doi", check=text(200)),
        Key(name="url", check=text(500)),
        Key(name="population", check=text()),
        Key(name="finding", check=text()),
        Key(name="limits", check=text()),
        Key(name="strength", check=word(("A", "B", "C", "D"))),
        Key(name="strength_note", check=text(200)),
        Key(name="status", check=word(("checked", "from memory", "design choice"))),
    ),
)


def load() -> Mapping[str, Source]:
    """Every source by its id, in the order of the file. Raises CannotRead when the shipped file is damaged."""
    return read(shipped.data("sources.toml"))


def read(data: bytes) -> Mapping[str, Source]:
    """The sources in a file's bytes. Raises CannotRead with every problem."""
    doc = document.parse(data, "sources.toml")
    reader = reading.Reader(strict=True)
    found: dict[str, Source] = {}
    for name, table in doc.table.items():
        if name != "format":
            values = reader.table(SOURCE, table, (name,))
            if values is not None:
                found[name] = Source(id=name, **values)
    problems = reader.problems(doc, doc.file)
    if problems:
        raise CannotRead(problems=problems)
    return found
