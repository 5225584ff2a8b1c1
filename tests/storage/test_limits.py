"""Limits, each on both of its sides: the last that is taken and the first that is refused."""

from __future__ import annotations

import pytest

from planner.storage import document, drafts, files, reading, said
from planner.storage.checks import number, text, whole
from planner.storage.document import decode, parse, too_deep
from planner.storage.problems import CannotRead, Problem
from planner.storage.reading import Key, Shape, Wrong, show


def refused(data: bytes) -> str:
    try:
        parse(data, "x.toml")
    except CannotRead as error:
        return str(error)
    return ""


def test_bytes() -> None:
    """Five million, and one more."""
    whole_file = b"#" * document.MAX_BYTES
    assert document.MAX_BYTES == 5_000_000 and len(decode(whole_file, "x.toml")) == document.MAX_BYTES
    assert refused(whole_file + b"#").startswith("x.toml: has 5,000,001 bytes (limit 5,000,000); ")


def test_lines() -> None:
    """Twenty thousand, and one more."""
    assert refused(b"\n" * 19_999 + b"a = 1\n") == ""
    assert refused(b"\n" * 20_000 + b"a = 1\n").startswith("x.toml: has 20,001 lines (limit 20,000); ")


@pytest.mark.parametrize(
    ("parts", "length", "taken"), [(40, 3_000, True), (41, 3_000, False), (41, 2_001, False), (41, 2_000, True)]
)
def test_parts_of_a_key(parts: int, length: int, taken: bool) -> None:
    """Forty, and one more; in a text of 2,000 letters no number of them takes long."""
    key = ".".join("a" * parts)
    data = f"{key} = 1\n#".ljust(length, "x")
    assert (refused(data.encode()) == "") == taken
    if not taken:
        assert refused(("# one\n" + data).encode()) == "x.toml:2: a key has too many parts (limit 40); write it shorter"


def test_the_line_of_a_zero_byte() -> None:
    """Counted from the first, also where that is empty."""
    assert refused(b"\na = 1\n\0").startswith("x.toml:3: holds zero bytes: this is no text")
    assert refused(b"a\0\n").startswith("x.toml:1: holds zero bytes")


def test_parts_of_a_header() -> None:
    """The same in a header, of a text that is laid out as ours are; dots in a note are no parts."""
    head = f'format = 1\nnote = "{"a." * 60}"\n'
    assert refused(f"format = 1\n[{'.'.join('a' * 40)}]\n#".ljust(3_000, "x").encode()) == ""
    assert refused(f"{head}#".ljust(3_000, "x").encode()) == ""
    found = refused(f"format = 1\n[{'.'.join('a' * 41)}]\n#".ljust(3_000, "x").encode())
    assert found == "x.toml:2: a key has too many parts (limit 40); write it shorter"


@pytest.mark.parametrize("depth", [19, 20, 21])
def test_depth(depth: int) -> None:
    """Twenty tables or lists one in the other, and one more."""
    lists: object = 1
    tables: object = 1
    for _ in range(depth):
        lists, tables = [0, lists], {"a": 0, "b": tables}
    assert too_deep(lists) == too_deep(tables) == (depth > 20)


SMALL = Shape(make=dict, keys=(Key(name="a", check=number(0, 1)),))


def read(text: str) -> tuple[Problem, ...]:
    return reading.read(SMALL, parse(text.encode(), "x.toml"), strict=False)[1]


def test_a_hundred_problems() -> None:
    """All hundred are told; what is beyond is counted, a warning only when all of it is one."""
    strange = "".join(f"b{n} = 1\n" for n in range(100))
    assert len(read(f"format = 1\n{strange}")) == 100
    (*first, last) = read(f"format = 1\n{strange}b100 = 1\n")
    assert len(first) == 100 and str(last) == "x.toml: and 1 problems more" and last.warning
    (*_, last) = read(f"format = 1\n{strange}b100 = 1\na = 7\nb101 = 1\n")
    assert str(last) == "x.toml: and 3 problems more" and not last.warning


def test_names_that_are_not_compared() -> None:
    """A key of 79 letters is compared with the known ones, one of 80 is not: comparing takes time."""
    for length, hint in ((79, True), (80, False)):
        shape = Shape(make=dict, keys=(Key(name="a" * 79, check=text()),))
        name = "a" * (length - 1) + "b"
        problems = reading.read(shape, parse(f"format = 1\n{name} = 1\n".encode(), "x.toml"), strict=False)[1]
        assert (problems[0].fix is not None) == hint, length


@pytest.mark.parametrize(
    ("value", "words"), [(True, "true"), (None, "null"), ("a" * 500, None), ({}, None), ([], None)]
)
def test_what_was_found_is_shown_short(value: object, words: str | None) -> None:
    """As TOML writes it, and never long."""
    assert len(show(value)) < 80
    assert words is None or show(value) == words


def test_where_a_text_is_cut() -> None:
    """Forty letters are shown whole, of more the first forty; 18 digits, and one more."""
    assert show("a" * 40) == f'"{"a" * 40}"' and show("b" * 41) == f'"{"b" * 40}…"'
    assert show(10**18 - 1) == "9" * 18 and show(10**18) == show(-(10**18)) == "a number of more than 18 digits"


@pytest.mark.parametrize("value", [0, 10])
def test_edges_are_inside(value: int) -> None:
    """The least and the greatest are taken, what is beyond either is not."""
    assert number(0, 10)(value) == whole(0, 10)(value) == value
    beyond = value - 1 if value == 0 else value + 1
    for check in (number(0, 10), whole(0, 10)):
        with pytest.raises(Wrong, match="is out of range"):
            check(beyond)


def test_sizes_of_small_files() -> None:
    """What a draft and the kept sentences may be: beside them nothing is read whole without a limit."""
    assert drafts.MAX_BYTES == 200_000 and said._MOST == 1_000_000 and files.MAX_BYTES == document.MAX_BYTES
