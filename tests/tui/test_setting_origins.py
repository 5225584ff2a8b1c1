"""Where each setting comes from, and the keys of every command among them: said, changed in place, taken back."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from faces import Hand, desk_of, furnish

from planner.desk import Desk
from planner.storage import settings as settings_file
from planner.storage.clock import SystemClock
from planner.storage.settings import SETTINGS
from planner.tui.commands import COMMANDS

FILE = """# mine
format = 1
units = "km"       # as I like it
[usual]
long_km = 14.0
long_km_said = 2026-11-20
[week]
monday = "8 km easy road"
[keys]
"app.undo" = "z"   # next to x
done.as_planned = "v"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    furnish(tmp_path, past=0)
    (tmp_path / "settings.toml").write_text(FILE)
    return tmp_path


def at(home: Path, key: str) -> Hand:
    """The settings with the cursor on a row."""
    hand = Hand(desk_of(home)).type(",")
    rows = [row.key for row in hand.page.rows]  # type: ignore[attr-defined]  # the page of settings
    return hand.press(["down"] * rows.index(key))


def table(home: Path) -> dict[str, Any]:
    """The file as TOML has it."""
    return tomllib.loads((home / "settings.toml").read_text())


@pytest.mark.parametrize(
    ("key", "word", "words"),
    [
        ("units", "yours", "Yours: settings.toml, line 3."),
        ("usual.long_km", "yours", "Yours: settings.toml, line 5."),
        ("week.monday", "yours", "Yours: settings.toml, line 8."),
        ("keys.app.undo", "yours", "Yours: settings.toml, line 10."),
        ("keys.done.as_planned", "yours", "Yours: settings.toml, line 11."),
        ("theme", "shipped", "Shipped: settings.toml has no line for it."),
        ("keys.app.redo", "shipped", "Shipped: settings.toml has no line for it."),
        ("week.tuesday", "", "Not said: nothing is assumed."),
        ("person.asthma", "", "Not said: nothing is assumed."),
    ],
)
def test_each_value_says_where_it_comes_from(home: Path, key: str, word: str, words: str) -> None:
    hand = at(home, key)
    text = hand.text(120, 40)
    lit = next(line for line in text.splitlines() if line.startswith(">")).partition("│")[0].rstrip()
    assert lit.endswith(word) if word else not lit.endswith(("yours", "shipped"))
    for size in ((60, 20), (80, 24), (120, 40)):
        assert words in " ".join(" ".join(p.partition("│")[2] or p for p in hand.text(*size).splitlines()).split())


def test_a_change_makes_it_yours_and_taking_it_out_shipped(home: Path) -> None:
    hand = at(home, "sound").type("Right")
    assert "Yours: settings.toml" in hand.text(120, 40) and table(home)["sound"] is True
    hand.type("Del")
    assert "Shipped: settings.toml" in hand.text(120, 40) and "sound" not in table(home)
    assert (home / "settings.toml").read_text().replace("\n\n", "\n") == FILE


def test_plain_characters_asked_for_at_the_start(home: Path) -> None:
    environ = {"PLANNER_HOME": str(home), "PLANNER_NOW": "2026-11-23T06:41:00+01:00", "PLANNER_ASCII": "1"}
    hand = Hand(Desk(environ, SystemClock(environ))).type(",")
    rows = [row.key for row in hand.page.rows]  # type: ignore[attr-defined]  # the page of settings
    hand.press(["down"] * rows.index("ascii"))
    assert "Asked for at this start" in hand.text(120, 40)


def test_every_setting_and_every_command_has_a_row(home: Path) -> None:
    """Whatever the file may hold can be seen and changed here, with its explanation."""
    rows = {row.key: row for row in at(home, "units").page.rows}  # type: ignore[attr-defined]  # the page of settings
    for key in SETTINGS.keys:
        if key.name not in ("keys", "usual"):
            assert key.name in rows or any(name.startswith(f"{key.name}.") for name in rows), key.name
    assert {f"keys.{id}" for id in COMMANDS} <= set(rows)
    assert all(row.why.endswith(".") and len(row.why) > 15 for row in rows.values())


def test_a_key_is_changed_in_place_and_counts_at_once(home: Path) -> None:
    """Comments stay, also the one behind the key; undo brings the old one back."""
    hand = at(home, "keys.app.undo").type("Enter BS w Enter")
    assert "w" in hand.text() and hand.page.mode is not None, "w is another command's on one page"
    hand.type("Esc Enter BS").press(["f", "2", "enter"])
    assert table(home)["keys"]["app.undo"] == "f2"
    text = (home / "settings.toml").read_text()
    assert '"app.undo" = "f2"   # next to x' in text and "# as I like it" in text
    assert hand.page.keymap.key("app.undo") == "f2"
    hand.press(["f2"])
    assert table(home)["keys"]["app.undo"] == "z"


def test_a_key_in_a_table_of_its_page_stays_there(home: Path) -> None:
    at(home, "keys.done.as_planned").type('Enter BS "V" Enter')
    assert table(home)["keys"]["done"] == {"as_planned": "V"}
    at(home, "keys.app.redo").type('Enter BS "Z" Enter')
    assert table(home)["keys"]["app.redo"] == "Z"
    assert settings_file.load(desk_of(home).places)[1] == ()


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("keys.app.undo", "7", "is an answer everywhere"),
        ("keys.app.undo", "nonsense", "is no key"),
        ("keys.app.redo", "z", "on the same page"),
        ("keys.app.quit", ",", "on the same page"),
    ],
)
def test_a_key_that_cannot_be_is_refused_where_it_is_typed(home: Path, key: str, typed: str, says: str) -> None:
    before = (home / "settings.toml").read_bytes()
    hand = at(home, key).type("Enter").press(["ctrl+u", *typed, "enter"])
    assert says in " ".join(hand.text(120, 40).split()) and hand.page.mode is not None
    assert (home / "settings.toml").read_bytes() == before


def test_page_keys_go_further(home: Path) -> None:
    hand = at(home, "units")
    for key, lit in (("end", list(COMMANDS)[-1]), ("home", "Units"), ("pagedown", "Sunday"), ("pageup", "Units")):
        hand.press([key])
        assert next(line for line in hand.text().splitlines() if line.startswith(">")).startswith(f">{lit}"), key
