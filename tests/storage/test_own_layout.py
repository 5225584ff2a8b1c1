"""What is read line by line is what tomllib reads, whatever stands there; and what this program writes is read so."""

from __future__ import annotations

import time
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexed import LAST

from planner.core.days import KINDS, Morning, Pain, Planned
from planner.core.record import Day, Done, DonePain
from planner.storage import document, own_layout, shapes, writing
from planner.storage.journal import Journal
from planner.storage.places import Places

CONFIG = Path(__file__).parents[2] / "config"
DAY = """\
format = 1
date = 2026-11-22

[morning]
at = 2026-11-22T06:38:00+01:00
sleep_h = 7.75
fatigue = 3
pain = [
    { site = "knee_front", side = "left", score = 2 },
    { site = "calf", score = 0, night = false },
]
flags = ["fever", "a, b"]
note = "müde, {und} # satt"

[advice]
km = -0.5
[[advice.reasons]]
because = "x"
[[advice.reasons]]
because = "y"
[advice.reasons.inner]
a = true

[[done]]
warm_up = []
empty = {}
ticked = ["a",
    "b"]
"""


def both(text: str) -> tuple[object, object]:
    """What is read here and what tomllib reads; "wrong" where that refuses."""
    ours = own_layout.table(text.encode(), text)
    try:
        return ours, tomllib.loads(text)
    except ValueError:
        return ours, "wrong"


def holds(text: str) -> bool:
    """Whether ours is the same, types and order too, or nothing."""
    ours, theirs = both(text)
    return ours is None or repr(ours) == repr(theirs)


TEXTS = (
    DAY,
    "format = 1\n"
    + (CONFIG / "rules.toml").read_text().partition("\nversion")[2].partition("\n")[2][:2000].rpartition("\n")[0],
    (CONFIG / "settings.toml").read_text(),
)
PIECES = (
    *'"[]{}#=,.-_ \n\t\r\\\'0159aéT:+', '""', '"""', " = ", ", ", " # ", "[[", "]]", "[a]", "[a.b]", "[[a]]", "[[a.b]]",
    "\na = 1", "\na = ", "true", "2026-11-23", "2026-02-30", "24:00:00", "+24:00", "\x00", "\x7f", "\x85", "1e5", "0x1",
    "inf", "[]", "{}", "{ a = 1 }", "[[1]]", "٣", "\n[advice]", "\n[[done]]", "\n[done.x]", "[done.x.y]", "empty.",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=["a day", "rules", "settings"])
def test_what_is_changed_below_is_read_as_it_is(text: str) -> None:
    """Else the changes would show nothing."""
    assert own_layout.table(text.encode(), text) == tomllib.loads(text)


@settings(max_examples=1500, deadline=None)
@given(st.data())
def test_whatever_is_changed_it_says_what_tomllib_says(data: st.DataObject) -> None:
    """Signs put in and taken out, lines moved and doubled, in a day, in the rules, in settings with comments."""
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        match data.draw(st.integers(0, 3)):
            case 0:
                text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at:]
            case 1:
                text = text[:at] + text[at + data.draw(st.integers(1, 4)) :]
            case 2:
                rows = text.split("\n")
                one, two = (data.draw(st.integers(0, len(rows) - 1)) for _ in range(2))
                rows[one], rows[two] = rows[two], rows[one]
                text = "\n".join(rows)
            case _:
                rows = text.split("\n")
                rows.insert(data.draw(st.integers(0, len(rows))), data.draw(st.sampled_from(rows)))
                text = "\n".join(rows)
    assert holds(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_any_value_says_what_tomllib_says(value: str) -> None:
    """Alone, in a list, in a table, in a list of several lines."""
    for text in (f"a = {value}", f"a = [{value}]", f"a = [{value},\n{value}]", f"a = {{ b = {value} }}", f"[{value}]"):
        assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = [1]\n[[a]]", "a = {}\n[a.b]", "[a]\n[a]", "[[a]]\n[a]", "[a]\n[[a]]", "[a.b]\n[a]", "a = 1\na = 1",
        "a = 1\n[a]", "a = 1\n[a.b]", "a = [,]", "a = [1,,2]", "a = [1\n2]", 'a = ["x\ny"]', "a = [{ b = 1,\n c = 2 }]",
        "a = [1", "a = 01", "a = +1", "a = 1_0", "a = 1.", "a = .1", "a = 2026-11-31", "a = 2026-W01-1",
        "a = 2026-11-23T24:00:00+01:00", "a = 2026-11-23T06:41:00+01:60", "a = 2026-11-23T06:41:00+24:00",
        "a = 0000-01-01", f"a = {'1' * 5000}", "a = ", " = 1", "a.b = 1", '"a" = 1', "a = 'x'", "é = 1", "a = ٣",
        "a = {a = 1}", "a = { a = 1, a = 2 }", "a = { a = 1, }", "[a]x", "[]", "[a.]", "[[a]", "[a]]", "\ufeffa = 1",
        'a = "\t"', "a = 1\r\nb = 2", 'a = "\x7f"', "# \x01", 'a = "}", { b = 1 }', 'a = ["}", { b = 1 }, "{"]',
        'a = ["}{", { b = 1,\nc = 2 }, "}{"]', "[ a ]", "=", " =  = ", "a", "a = 1 2", 'a = "b" "c"', 'a = ["b" "c"]',
    ],
)  # fmt: skip
def test_what_it_leaves_to_tomllib_or_reads_the_same(text: str) -> None:
    """Each would be easy to get wrong in a reader of lines."""
    assert holds(text)


PAIN = st.builds(
    Pain, site=st.sampled_from(["calf", "other:jaw, left {side}"]), side=st.none() | st.just("left"), score=st.just(3)
)
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='\\"'), max_size=12)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(PAIN, max_size=2).map(tuple),
    PLAIN | st.sampled_from(["a, b", "# no comment", "{", "[x]", " = ", "'"]),
    st.floats(0.5, 500),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.sampled_from(KINDS),
)
def test_what_we_write_we_read(pain: tuple[Pain, ...], note: str, km: float, on: date, kind: str) -> None:
    """Days with pains, a note and runs need no tomllib, but for escapes and braces in a pain's name."""
    done = Done(kind="run", km=km, pain=(DonePain(site="calf", during=1),), flags=("fever", "soon"), note=note)
    day = Day(
        date=on,
        morning=Morning(sleep_h=7.5, pain=pain, flags=(), note=note),
        planned=(Planned(kind=kind, km=km, moved_from=on),),
        done=(done, done),
    )
    text = writing.text(shapes.DAY, day)
    ours, theirs = both(text)
    assert ours is not None and repr(ours) == repr(theirs)


def test_what_is_written_is_read_without_tomllib(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """The days of a record, the shipped rules and the settings with their comments: what each start reads."""
    monkeypatch.setattr(tomllib, "loads", lambda _text: pytest.fail("tomllib was asked"))
    assert len(Journal(places).window(LAST - timedelta(days=20), LAST)) == 21
    for name in ("rules.toml", "routines.toml", "settings.toml"):
        assert document.parse((CONFIG / name).read_bytes(), name).table["format"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 50_000 + "]" * 49_999,
        "a = " + "{ a = " * 16_000,
        'a = ["' + ", " * 49_000 + "]",
        "a = [{" + ", " * 49_000 + "]",
        "a = [\n" + "1,\n" * 33_000,
        "\n".join(f"[{'a.' * 30}b{n}]" for n in range(1_500)),
        "a = 1\n" * 1_000_000,
    ],
    ids=["lists", "tables", "a text", "a table", "lines", "headers", "long"],
)
def test_what_is_meant_to_keep_it_busy(text: str) -> None:
    """Is given up in less than a second of CPU, for tomllib has to read it anyway."""
    start = time.process_time()
    own_layout.table(text.encode(), text)
    assert time.process_time() - start < 1


def test_a_table_is_made_anew_each_time() -> None:
    """Whoever changes one changes no other."""
    one, two = (own_layout.table(DAY.encode(), DAY) for _ in range(2))
    assert one is not None and two is not None and one == two
    for a, b in zip(one.values(), two.values(), strict=True):
        assert a is not b or not isinstance(a, (list, dict))
    assert isinstance(one["done"], list) and isinstance(two["done"], list)
    assert one["done"][0]["warm_up"] is not two["done"][0]["warm_up"]
    assert one["done"][0]["empty"] is not two["done"][0]["empty"]
