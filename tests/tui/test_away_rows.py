"""Being away and the way back in the settings: said, changed, ended, taken out, with the comments of the file."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from faces import TODAY, Hand, desk_of, furnish
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.settings import Away, Back
from planner.tui import setting_rows as rows

ILL = '\n[away]\n# the flu\nkind = "illness" # since the trip\nsince = 2026-11-20 # a Friday\n'
TAKEN = '\n[back]\nladder = "after-layoff" # agreed with Ann\nsince = 2026-11-18\nslow = 1\n'
YESTERDAY = TODAY - timedelta(days=1)


def page(tmp_path: Path, key: str, **home: Any) -> Hand:
    """A runner on a row of the settings."""
    h = Hand(furnish(tmp_path / "home", past=3, **home)).type(",")
    return h.press(["down"] * next(n for n, row in enumerate(h.page.rows) if row.key == key))


def said(tmp_path: Path) -> dict[str, Any]:
    """What the file says of both."""
    table = tomllib.loads((tmp_path / "home" / "settings.toml").read_text())
    return {name: value for name, value in table.items() if name in ("away", "back") and value}


def typed(h: Hand, text: str) -> Hand:
    """Type into the row under the cursor."""
    h.type("Enter").press(["ctrl+u"])
    h.page.paste(text)
    return h.type("Enter")


def test_away_is_said_and_rest_is_planned(tmp_path: Path) -> None:
    """From today on, until it is said to be over; undone by one key."""
    h = page(tmp_path, "away.kind").type("l l")
    assert said(tmp_path) == {"away": {"kind": "travel", "since": TODAY}}
    assert [p.kind for p in desk_of(tmp_path / "home").day(TODAY).planned] == ["rest"]
    assert "travelling" in h.text()
    h.type("u u")
    assert said(tmp_path) == {}
    assert [p.kind for p in desk_of(tmp_path / "home").day(TODAY).planned] == ["easy"]


def test_what_began_today_and_is_over_today_never_was(tmp_path: Path) -> None:
    """So that a slip proposes no way back."""
    h = page(tmp_path, "away.kind").type("l h")
    assert said(tmp_path) == {} and rows.value(h.page.row, h.page.settings, TODAY) == "not away"
    h = Hand(desk_of(tmp_path / "home")).type("v i Enter v o")
    assert said(tmp_path) == {} and h.page.settings.away is None


def test_an_end_keeps_what_was_and_the_comments(tmp_path: Path) -> None:
    """The way back rests on it; taken out it is gone, and the comments stay where they are."""
    h = page(tmp_path, "away.kind", extra=ILL).type("h")
    text = (tmp_path / "home" / "settings.toml").read_text()
    assert said(tmp_path)["away"] == {"kind": "illness", "since": date(2026, 11, 20), "until": YESTERDAY}
    for comment in ("# the flu", "# since the trip", "# a Friday"):
        assert comment in text
    back = Hand(desk_of(tmp_path / "home")).page.way_back
    assert back is not None and back.ladder.id == "after-illness"
    h.type("Del")
    text = (tmp_path / "home" / "settings.toml").read_text()
    assert said(tmp_path) == {} and "# the flu" in text and h.page.settings.away is None
    assert desk_of(tmp_path / "home").settings.away is None, "an empty table is none"
    h.type("u")
    assert h.page.settings.away == Away(kind="illness", since=date(2026, 11, 20), until=YESTERDAY)


@pytest.mark.parametrize(
    ("key", "text", "away"),
    [
        ("away.until", "5", {"until": TODAY + timedelta(days=4)}),
        ("away.until", "1 day", {"until": TODAY}),
        ("away.until", "2026-12-24", {"until": date(2026, 12, 24)}),
        ("away.since", "2026-11-10", {"since": date(2026, 11, 10)}),
    ],
)
def test_days_of_it(tmp_path: Path, key: str, text: str, away: dict[str, object]) -> None:
    """As a date, the last one as a number of days too."""
    typed(page(tmp_path, key, extra=ILL), text)
    assert said(tmp_path)["away"] == {"kind": "illness", "since": date(2026, 11, 20), **away}


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("away.until", "2026-11-19", "is before it began, 2026-11-20"),
        ("away.until", "soon", "write year-month-day, e.g. 2026-11-30, or write 5 days"),
        ("away.since", "2026-02-30", "write year-month-day"),
        ("away.since", "", "it cannot be left out"),
        ("back.since", "", "it cannot be left out"),
        ("back.stopped", "2026-11-17", "is before it began, 2026-11-18"),
        ("back.stopped", "2026-11-24", "is still to come"),
    ],
)
def test_what_cannot_be_is_asked_again(tmp_path: Path, key: str, text: str, words: str) -> None:
    """In words, with the file as it was."""
    h = page(tmp_path, key, extra=ILL + TAKEN)
    before = (tmp_path / "home" / "settings.toml").read_bytes()
    typed(h, text)
    assert words in " ".join(h.text(60, 30).split())
    assert (tmp_path / "home" / "settings.toml").read_bytes() == before


def test_a_first_day_after_the_last_one_is_asked_again(tmp_path: Path) -> None:
    """It would never have been."""
    h = typed(page(tmp_path, "away.since", extra=ILL + "until = 2026-11-22\n"), "2026-11-23")
    assert "is after its last day, 2026-11-22: write that one first" in " ".join(h.text(60, 30).split())
    assert said(tmp_path)["away"]["since"] == date(2026, 11, 20)


@pytest.mark.parametrize("key", ["away.since", "away.until", "back.since", "back.slow", "back.stopped"])
def test_first_things_first(tmp_path: Path, key: str) -> None:
    """A day of nothing is refused, and it is said what to say before."""
    h = page(tmp_path, key)
    h = h.type("l") if key == "back.slow" else typed(h, "2026-11-20")
    assert "say first under" in " ".join(h.text(60, 30).split()) and said(tmp_path) == {}


def test_a_way_back_is_taken_up_slowed_and_ended(tmp_path: Path) -> None:
    """Any of the book's, beginning today; the morning shows its stage."""
    h = page(tmp_path, "back.ladder")
    for n in range(len(h.page.row.choices)):
        assert h.page.row.choices[n][1] == rows.value(h.page.row, h.page.settings, TODAY)
        h.type("l")
    h.type("l l")
    assert said(tmp_path)["back"]["since"] == TODAY
    assert rows.value(h.page.row, h.page.settings, TODAY) == "After one to four weeks off"
    h.type("j j l")
    assert said(tmp_path)["back"] == {"ladder": "after-layoff", "since": TODAY, "slow": 1}
    back = Hand(desk_of(tmp_path / "home")).page.way_back
    assert back is not None and back.taken and back.slow == 1
    h.type("k k h h")
    assert said(tmp_path) == {}, "what began today never was"


def test_an_ended_way_back_is_kept(tmp_path: Path) -> None:
    """So that it is not proposed again the next morning; Del on its end goes on with it."""
    h = page(tmp_path, "back.ladder", extra=TAKEN).type("h")
    assert said(tmp_path)["back"] == {
        "ladder": "after-layoff",
        "since": date(2026, 11, 18),
        "slow": 1,
        "stopped": TODAY,
    }
    assert "none" in h.text() and Hand(desk_of(tmp_path / "home")).page.way_back is None
    h.type("u")
    assert h.page.settings.back == Back(ladder="after-layoff", since=date(2026, 11, 18), slow=1)
    h.press(["down"] * 3)
    typed(h, "2026-11-22")
    assert said(tmp_path)["back"]["stopped"] == date(2026, 11, 22)
    assert "# agreed with Ann" in (tmp_path / "home" / "settings.toml").read_text()
    h.type("Del")
    assert "stopped" not in said(tmp_path)["back"]


MOVES = st.lists(st.sampled_from(["left", "right", "up", "down", "delete", "u", "U"]), max_size=14)


@settings(max_examples=12, deadline=None)
@given(MOVES, st.sampled_from(["", ILL, TAKEN, ILL + TAKEN]))
def test_any_keys_leave_a_file_that_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, pressed: list[str], extra: str
) -> None:
    """And as many u as changes bring everything back."""
    home = tmp_path_factory.mktemp("away")
    h = page(home, "away.kind", extra=extra)
    before = h.page.settings
    for key in pressed:
        h.press([key])
        assert "Not saved" not in h.page.message
        assert desk_of(home / "home").problems == []
    h.press(["u"] * 20)
    assert (h.page.settings.away, h.page.settings.back) == (before.away, before.back)
