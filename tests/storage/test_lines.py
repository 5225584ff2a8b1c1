"""On which line each key stands: as exact as the parser itself."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.storage.lines import find, line_of

SAMPLE = """\
# a comment with [brackets] and "quotes"
format = 1

["quoted key"]
'literal' = { a = 1, b.c = [ 2, { d = 3 } ] }
list = [
    1, # one
    { site = "]", score = 2 },
    '''
three lines
''',
    [ "nested",
      4 ],
]
when = 2026-11-23 06:41:00+01:00
text = \"\"\"a \\\"\"\" b
c\"\"\"\"
[[run]]
km = 1
[run.deep]
x = "\\\\"
[[run]]
km = 2
[[run.leg]]
km = 3
"""


def paths(value: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {path} if path else set()
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in rows:
        found |= paths(inner, (*path, key))
    return found


def test_every_key_has_its_line() -> None:
    """Keys in tables, inline tables, lists of several lines and lists of tables are on the line that writes them."""
    lines = find(SAMPLE)
    assert {"/".join(map(str, path)): line for path, line in lines.items()} == {
        "format": 2,
        "quoted key": 4,
        "quoted key/literal": 5,
        "quoted key/literal/a": 5,
        "quoted key/literal/b": 5,
        "quoted key/literal/b/c": 5,
        "quoted key/literal/b/c/0": 5,
        "quoted key/literal/b/c/1": 5,
        "quoted key/literal/b/c/1/d": 5,
        "quoted key/list": 6,
        "quoted key/list/0": 7,
        "quoted key/list/1": 8,
        "quoted key/list/1/site": 8,
        "quoted key/list/1/score": 8,
        "quoted key/list/2": 9,
        "quoted key/list/3": 12,
        "quoted key/list/3/0": 12,
        "quoted key/list/3/1": 13,
        "quoted key/when": 15,
        "quoted key/text": 16,
        "run": 18,
        "run/0": 18,
        "run/0/km": 19,
        "run/0/deep": 20,
        "run/0/deep/x": 21,
        "run/1": 22,
        "run/1/km": 23,
        "run/1/leg": 24,
        "run/1/leg/0": 24,
        "run/1/leg/0/km": 25,
    }
    assert set(lines) == paths(tomllib.loads(SAMPLE))


def test_a_key_that_is_not_there_has_no_line() -> None:
    """Asked about a key that the text does not have, it says so."""
    assert line_of(SAMPLE, ("format",)) == 2
    assert line_of(SAMPLE, ("nothing",)) is None


KEYS = st.sampled_from(["a", "b", '"c d"', "'e'", '"\\u0066"', "a.b", 'g."h.i"', "j-1"])
SCALARS = st.sampled_from(
    ["1", "-2.5e3", "true", '"x"', "'#'", '"\\""', '"""\n[[a]]\n"""', "'''\n'a'''", "2026-11-23", "06:41:00", "inf"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda v: "[ # c\n" + ",\n".join(v) + "\n]")
        | st.lists(st.tuples(KEYS, inner), max_size=2).map(lambda v: "{" + ", ".join(f"{k} = {x}" for k, x in v) + "}")
    ),
    max_leaves=5,
)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda v: f"{v[0]} = {v[1]} # note"),
    KEYS.map(lambda k: f"[{k}]"),
    KEYS.map(lambda k: f"[[ {k} ]]"),
    st.just("  # [a comment]"),
)


@given(st.lists(LINES, max_size=8))
@settings(max_examples=200, deadline=None)
def test_it_finds_what_the_parser_finds(lines: list[str]) -> None:
    """For every text that tomllib reads, exactly tomllib's keys are found."""
    text = "\n".join(lines)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(find(text)) == paths(table)


DEEP = {
    "few in many": "[" * 50 + "[], [[]], {a=[1]}, 2" + "]" * 50,
    "lists": "[" * 5_000 + "]" * 5_000,
    "tables": "{ a = " * 5_000 + "1" + " }" * 5_000,
    "both, with brackets in texts and comments": "[{ a = " * 2_000 + '[ \']\', # ]}\n "}\\"]" ]' + " }]" * 2_000,
}


@pytest.mark.parametrize("value", DEEP.values(), ids=DEEP)
def test_what_is_nested_without_end(value: str) -> None:
    """Past forty levels it is gone past, in any interpreter; what follows has its line."""
    text = f"x = {value}\ny = 1\n[z]\nw = 2\n"
    after = text.count("\n") - 3
    found = find(text)
    assert found["x",] == 1
    assert (found["y",], found["z",], found["z", "w"]) == (after + 1, after + 2, after + 3)
    assert max(map(len, found)) == 41
