"""The settings page: pictures at four sizes, every row typed or stepped, saved at once, in force at once, undone."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from faces import TODAY, Hand, desk_of, furnish
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.settings import Settings
from planner.storage.settings import SETTINGS
from planner.tui import setting_rows as rows
from planner.tui.away_rows import all_rows
from planner.tui.frame import length

ROWS = all_rows([], Settings(), TODAY)
AWAY = '\n[away]\nkind = "illness"\nsince = 2026-11-20\n[back]\nladder = "after-layoff"\nsince = 2026-11-18\nslow = 1\n'
FOLDER = Path(__file__).parent / "goldens-settings"
WRITE = os.environ.get("GOLDENS") == "write"
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
BROKEN = '\n[person]\nheight_cm = 900\n[keys]\n"app.undo" = "7"\n'
STATES: dict[str, tuple[str, dict[str, Any]]] = {
    # name: keys, the home before
    "start": (",", {}),
    "help": (", ?", {}),
    "type": (', j Enter "13"', {}),
    "person": (", " + "j " * 22, {}),
    "away": (", " + "j " * 33, {"extra": AWAY}),
    "mistakes": (",", {"extra": BROKEN}),
    "miles-ascii": (", j", {"extra": 'units = "mi"\nascii = true\n[usual]\nlong_km = 20.0\nlong_km_said = 2026-11-20'}),
}


def hand(tmp_path: Path, **home: Any) -> Hand:
    """A runner on the settings page."""
    return Hand(furnish(tmp_path / "home", **home)).type(",")


def at(h: Hand, key: str) -> Hand:
    """With the cursor on a row."""
    return h.press(["down"] * next(n for n, row in enumerate(ROWS) if row.key == key))


def file(tmp_path: Path) -> dict[str, Any]:
    """What the settings file says."""
    return tomllib.loads((tmp_path / "home" / "settings.toml").read_text())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Hand]:
    """The page in a state, each made once."""

    @cache
    def make(name: str) -> Hand:
        said, home = STATES[name]
        return Hand(furnish(tmp_path_factory.mktemp("settings") / name, **home)).type(said)

    return make


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_golden(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """The picture is the one that was looked at; every line is of the width; nothing is cut."""
    path = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    frame = shown(name).frame(*size)
    text = frame.text()
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
    assert len(frame.lines) == size[1] and {length(line) for line in frame.lines} == {size[0]}
    assert "…" not in text
    assert "ascii" not in name or text.isascii()


def test_no_golden_is_left_over() -> None:
    assert {p.name for p in FOLDER.iterdir()} == {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES}


TYPED = [
    ("usual.long_km", "14,5", {"usual": {"long_km": 14.5}}),
    ("usual.long_km", "10 mi", {"usual": {"long_km": 16.093}}),
    ("usual.easy_pace", "6:05", {"usual": {"easy_pace": "6:05"}}),
    ("usual.easy_pace", "9:40/mi", {"usual": {"easy_pace": "6:00"}}),
    ("person.running_since", "2019", {"person": {"running_since": "2019-01-01"}}),
    ("person.running_since", "2019-4-2", {"person": {"running_since": "2019-04-02"}}),
    ("week.thursday", "10k LONG + strength", {"week": {"thursday": "10 km long + strength"}}),
    ("day_starts", "03:30", {"day_starts": "03:30"}),
    ("versions", "50", {"versions": 50}),
    ("person.born", "1988", {"person": {"born": 1988}}),
    ("person.height_cm", "172,5 cm", {"person": {"height_cm": 172.5}}),
    ("person.weight_kg", "63", {"person": {"weight_kg": 63.0}}),
    ("person.gave_birth", "2026-03-01", {"person": {"gave_birth": "2026-03-01"}}),
]


@pytest.mark.parametrize(("key", "text", "expected"), TYPED, ids=lambda v: str(v)[:24])
def test_typed(tmp_path: Path, key: str, text: str, expected: dict[str, Any]) -> None:
    """In the file, on the screen, and after u as before."""
    h = at(hand(tmp_path), key)
    row = h.page.row
    before = file(tmp_path)
    was = rows.value(row, h.page.settings)
    h.type("Enter").press(["ctrl+u"])
    h.page.paste(text)
    h.type("Enter")
    assert h.page.mode is None, h.text()
    got = file(tmp_path)
    for table, values in expected.items():
        if isinstance(values, dict):
            for name, value in values.items():
                assert str(got[table][name]) == str(value)
        else:
            assert got[table] == values
    assert rows.value(row, h.page.settings) != was
    h.type("u")
    assert rows.value(row, h.page.settings) == was
    left = file(tmp_path)
    assert {k: v for k, v in left.items() if v} == {k: v for k, v in before.items() if v} or key in (
        "day_starts",
        "versions",
    )
    h.type("U")
    assert file(tmp_path) == got


WRONG = [
    ("usual.long_km", "far", "is not understood"),
    ("usual.long_km", "45 min", "write a distance"),
    ("usual.long_km", "900 km", "500"),
    ("usual.easy_pace", "fast", "is not understood"),
    ("usual.easy_pace", "1:10", "out of range"),
    ("person.running_since", "yesterday", "write year-month-day"),
    ("person.running_since", "2027", "still to come"),
    ("person.running_since", "2019-02-30", "write year-month-day"),
    ("week.monday", "8 km esy", "write easy"),
    ("day_starts", "25:00", "does not exist"),
    ("versions", "all", "write a whole number"),
    ("versions", "1", "out of range"),
    ("person.born", "88", "out of range"),
    ("person.born", "long ago", "four digits"),
    ("person.height_cm", "900", "write 100 to 250 cm"),
    ("person.weight_kg", "stone", "in kg"),
]


@pytest.mark.parametrize(("key", "text", "said"), WRONG, ids=lambda v: str(v)[:24])
def test_a_wrong_value_is_asked_again(tmp_path: Path, key: str, text: str, said: str) -> None:
    """With what is wrong in words, what was typed still there, and the file as it was."""
    h = at(hand(tmp_path), key)
    before = (tmp_path / "home" / "settings.toml").read_bytes()
    h.type("Enter").press(["ctrl+u"])
    h.page.paste(text)
    h.type("Enter")
    assert h.page.mode is not None and h.page.mode.text == text
    assert said in " ".join(h.text(120, 40).split())
    assert (tmp_path / "home" / "settings.toml").read_bytes() == before
    h.type("Esc u")
    assert "Nothing there" in h.text() and (tmp_path / "home" / "settings.toml").read_bytes() == before


@pytest.mark.parametrize("row", [r for r in ROWS if len(r.choices) > 1], ids=lambda r: r.key)
def test_every_choice_is_one_that_the_file_may_have(tmp_path: Path, row: rows.Row) -> None:
    """Stepping right through all of them comes back to the first, each saved."""
    h = at(hand(tmp_path, extra=AWAY), row.key)
    row = h.page.row
    seen = []
    for _ in row.choices:
        h.type("l")
        assert "Not saved" not in h.page.message
        seen.append(rows.value(row, h.page.settings, h.page.on))
    assert sorted(seen) == sorted(words for _, words in row.choices)
    h.type("h")
    assert rows.value(row, h.page.settings, h.page.on) == seen[-2]


def test_every_setting_has_a_row() -> None:
    """But for keys, which are written in the file, and the date that goes with the long run."""
    names = set()
    for key in SETTINGS.keys:
        inner = key.shape.keys if key.shape else ()
        names |= {f"{key.name}.{k.name}" for k in inner} if inner else {key.name}
    assert names - {row.key for row in ROWS} == {"keys", "usual.long_km_said"}
    assert all(row.why and (row.choices or row.sample) for row in ROWS)


def test_the_long_run_is_dated_by_itself(tmp_path: Path) -> None:
    h = at(hand(tmp_path), "usual.long_km").type('Enter "12" Enter')
    assert str(file(tmp_path)["usual"]["long_km_said"]) == "2026-11-23"
    h.type("Del")
    assert file(tmp_path).get("usual", {}) == {}


def test_units_and_first_day_are_in_force_at_once(tmp_path: Path) -> None:
    h = hand(tmp_path).type("l M")
    assert "5 mi" in h.text() and "8 km" not in h.text()


def test_comments_and_order_stay(tmp_path: Path) -> None:
    h = hand(tmp_path)
    path = tmp_path / "home" / "settings.toml"
    path.write_text(path.read_text().replace("[week]", "# my week, as the club runs\n[week]"))
    at(h, "week.monday").type("Enter").press(["ctrl+u"])
    h.type('"rest" Enter')
    assert "# my week, as the club runs\n[week]" in path.read_text() and file(tmp_path)["week"]["monday"] == "rest"


def test_a_broken_file_is_said_and_left(tmp_path: Path) -> None:
    h = hand(tmp_path, extra=BROKEN)
    before = (tmp_path / "home" / "settings.toml").read_bytes()
    assert "height_cm" in h.text(120, 40) and "keys.app.undo: 7 is an answer everywhere" in h.text(200, 60)
    h.type("l")
    assert "Not saved" in h.text() and (tmp_path / "home" / "settings.toml").read_bytes() == before


def test_the_first_setting_writes_the_file(tmp_path: Path) -> None:
    """Opening the page alone does not; the welcome names its key and blocks nothing."""
    (tmp_path / "home").mkdir()
    h = Hand(desk_of(tmp_path / "home"))
    assert not (tmp_path / "home" / "settings.toml").exists()
    h.type("7 2 2 2 2 0 Enter")
    assert list((tmp_path / "home" / "days").rglob("*.toml"))
    h.type(",")
    assert not (tmp_path / "home" / "settings.toml").exists()
    h.type("l")
    assert file(tmp_path) == {"format": 1, "units": "mi"}
    h.type("u")
    assert h.page.settings.units == "km"


def test_under_eighteen_is_told(tmp_path: Path) -> None:
    h = at(hand(tmp_path), "person.born").type('Enter "2012" Enter')
    assert "These rules are for adults" in h.page.message


@given(st.lists(st.sampled_from("hljk uU".split() + list("uUhljk")), max_size=30))
@settings(max_examples=8, deadline=None)
def test_undo_goes_back_to_the_beginning(tmp_path_factory: pytest.TempPathFactory, typed: list[str]) -> None:
    """Whatever was stepped through: as many u as changes, and everything is as it was."""
    h = Hand(furnish(tmp_path_factory.mktemp("undo") / "home", past=0)).type(",")
    before = h.page.settings
    for key in typed:
        h.type(key)
    h.type("u " * 31)
    assert rows.difference(h.page.settings, before, ROWS) == {} and isinstance(before, Settings)
