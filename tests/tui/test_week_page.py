"""The week: pictures at each size, plans edited, sessions moved and brought back, the template, days that are fixed."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from faces import TODAY, Hand, furnish, keys

from planner.core.days import Planned
from planner.core.record import Day
from planner.tui.frame import length

FOLDER = Path(__file__).parent / "goldens-week"
WRITE = os.environ.get("GOLDENS") == "write"
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
WEEK = {
    "monday": "8 km easy road",
    "tuesday": "6 km tempo",
    "wednesday": "intervals 45 min + strength",
    "saturday": "14 km long trail 200m",
    "sunday": "rest",
}
KNEE = "7 2 2 2 2 3 k r 0 Enter"
STATES: dict[str, tuple[str, dict[str, Any]]] = {
    # name: keys, the home before
    "start": ("W", {}),
    "advised": (f'{KNEE} k "one more before the taper" Enter W', {}),
    "moved": ("W Down m 4", {}),
    "where": ("W Down m", {}),
    "edit": ("W Down Down e", {}),
    "sunday-miles-ascii": ("W Down", {"extra": 'first_day = "sunday"\nunits = "mi"\nascii = true'}),
}


def hand(tmp_path: Path, **home: Any) -> Hand:
    """A runner with a week of every kind of session, on the week page."""
    return Hand(furnish(tmp_path / "home", week=WEEK, **home)).type("W")


def saved(hand: Hand, n: int) -> Day:
    """The day so many after today, as its file says."""
    return hand.desk.journal.day(TODAY + timedelta(days=n))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Hand]:
    """The page in a state, each made once."""

    @cache
    def make(name: str) -> Hand:
        said, home = STATES[name]
        return Hand(furnish(tmp_path_factory.mktemp("week") / name, week=WEEK, **home)).type(said)

    return make


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_golden(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """The picture is the one that was looked at; every line is of the width; nothing is cut from 60x20 on."""
    path = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    frame = shown(name).frame(*size)
    text = frame.text()
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
    assert len(frame.lines) == size[1] and {length(line) for line in frame.lines} == {size[0]}
    assert size[0] < 60 or "…" not in text
    assert "ascii" not in name or text.isascii()


def test_no_golden_is_left_over() -> None:
    assert {p.name for p in FOLDER.iterdir()} == {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES}


@pytest.mark.parametrize("first", ["monday", "saturday", "sunday"])
def test_a_week_begins_on_any_day(tmp_path: Path, first: str) -> None:
    text = hand(tmp_path, extra=f'first_day = "{first}"').text()
    rows = text.split("\n")
    assert rows[3][1:4] == first[:3].capitalize()
    assert sum(row[1:4] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") for row in rows[3:10]) == 7


def test_the_template_fills_days_without_a_file(tmp_path: Path) -> None:
    text = hand(tmp_path).text()
    assert "14 km long trail" in text and "6 km tempo" in text
    assert "28 km and 45 min planned" in text


def test_sums_of_a_week_that_was_run(tmp_path: Path) -> None:
    h = hand(tmp_path).type("h")
    assert "34 km planned, 34 km run in 4 runs, 3 h 24" in h.text()
    h.type(".")
    assert "28 km and 45 min planned" in h.text()


@pytest.mark.parametrize("keys", ["[", "h", "Left", "Up Up Up Up Up Up Up", "k k k k k k k"])
def test_back_a_week(tmp_path: Path, keys: str) -> None:
    h = hand(tmp_path).type(keys)
    assert h.page.at == TODAY - timedelta(days=7)
    assert h.type({"[": "]", "h": "l", "Left": "Right"}.get(keys, "j j j j j j j")).page.at == TODAY


def test_a_plan_is_typed(tmp_path: Path) -> None:
    """In the run language; what is not understood is said; the file holds it; undo and redo."""
    h = hand(tmp_path).type('Down Down Down e "10k lnog"')
    h.type("Enter")
    assert "write long" in " ".join(h.text().split())
    h.press(["backspace"] * 4)
    h.type('"long trail" Enter')
    assert saved(h, 3).planned == (Planned(kind="long", km=10.0, terrain="trail"),)
    assert "10 km long trail" in h.text()
    h.type("u")
    assert saved(h, 3).planned == () and "nothing yet" in h.text()
    h.type("U")
    assert saved(h, 3).planned == (Planned(kind="long", km=10.0, terrain="trail"),)
    h.type("u U u U u")
    assert saved(h, 3).planned == ()
    h.type("u")
    assert "Nothing to undo" in h.text()


def test_an_empty_plan_is_the_week_s_again(tmp_path: Path) -> None:
    h = hand(tmp_path).type("Down e")
    h.press(["ctrl+u"])
    h.type('"5 km easy" Enter')
    assert saved(h, 1).planned == (Planned(kind="easy", km=5.0),)
    h.type("e")
    h.press(["ctrl+u"])
    h.type("Enter")
    assert saved(h, 1).planned == () and "6 km tempo" in h.text()


def test_a_moved_session_keeps_its_date(tmp_path: Path) -> None:
    """Over two moves; the day that it left rests; home again it is as it was; undo brings each step back."""
    h = hand(tmp_path).type("Down m 4")
    tuesday = TODAY + timedelta(days=1)
    assert saved(h, 3).planned == (Planned(kind="tempo", km=6.0, moved_from=tuesday),)
    assert saved(h, 1).planned == (Planned(kind="rest"),)
    assert "moved from Tue 24 Nov" in h.text()
    file = tomllib.loads((tmp_path / "home" / "days" / "2026" / "2026-11-26.toml").read_text())
    assert file["planned"][0]["moved_from"] == tuesday
    h.type("m 5")
    assert saved(h, 4).planned == (Planned(kind="tempo", km=6.0, moved_from=tuesday),)
    h.type("m 2")
    assert saved(h, 1).planned == (Planned(kind="tempo", km=6.0),)
    h.type("u u u")
    assert [saved(h, n).planned for n in (1, 3, 4)] == [(), (), ()]
    h.type("U")
    assert saved(h, 3).planned[0].moved_from == tuesday


def test_one_of_two_sessions_is_moved(tmp_path: Path) -> None:
    h = hand(tmp_path).type("Down Down m 2 a")
    assert [p.kind for p in saved(h, 2).planned] == ["intervals"]
    assert [p.kind for p in saved(h, 7).planned] == ["easy", "strength"]


def test_a_day_with_its_advice_keeps_its_plan(tmp_path: Path) -> None:
    """The advice rests on it: e points to the morning, moving leaves it there and does not move twice."""
    h = Hand(furnish(tmp_path / "home", week=WEEK)).type(f"{KNEE} k")
    h.type('"a reason" Enter W')
    before = (tmp_path / "home" / "days" / "2026" / "2026-11-23.toml").read_bytes()
    h.type("e")
    assert "has its advice already" in h.text(120, 40) and h.page.refused
    h.type("m 4")
    assert saved(h, 3).planned == (Planned(kind="easy", km=8.0, terrain="road", moved_from=TODAY),)
    assert (tmp_path / "home" / "days" / "2026" / "2026-11-23.toml").read_bytes() == before
    h.type(". m")
    assert "It was moved to Thu 26 already" in h.text() and h.page.mode is None
    h.type("Down m")
    assert "Mon 23: 8 km" not in h.text()


def test_a_begun_check_in_is_not_lost(tmp_path: Path) -> None:
    """Its day is not saved over from here, and its answers are there on the way back."""
    h = Hand(furnish(tmp_path / "home", week=WEEK)).type("7 2 W e")
    assert "has a check-in that was begun" in h.text()
    h.type("Down m")
    assert "Mon 23" not in h.text().split("Move 6 km")[1].split("The week after")[0]
    h.type("Esc M")
    assert h.page.name == "morning" and h.page.draft.morning.sleep_h == 7.0


def test_today_edited_here_is_what_the_morning_shows(tmp_path: Path) -> None:
    h = hand(tmp_path).type("e")
    h.press(["ctrl+u"])
    h.type('"5 km recovery grass" Enter M')
    assert "5 km" in h.text() and "grass" in h.text()
    h.type("7 2 2 2 2 0 Enter")
    assert saved(h, 0).planned == (Planned(kind="recovery", km=5.0, terrain="grass"),)


def test_the_template_is_changed_in_place(tmp_path: Path) -> None:
    """In force at once, its comments kept, undone by u."""
    home = tmp_path / "home"
    h = hand(tmp_path)
    file = home / "settings.toml"
    file.write_text(file.read_text().replace("[week]", "[week] # as in summer"))
    h.type('Down Down Down t "5 km easy" Enter')
    assert h.page.at == TODAY + timedelta(days=3)
    assert "Every Thursday: 5 km easy" in h.text() and "Thu 26  5 km easy" in h.text()
    text = file.read_text()
    assert tomllib.loads(text)["week"]["thursday"] == "5 km easy" and "# as in summer" in text
    h.type("u")
    assert "thursday" not in tomllib.loads(file.read_text())["week"] and "5 km easy" not in h.text()
    h.type("U")
    assert "Thu 26  5 km easy" in h.text()


def test_hard_days_next_to_each_other(tmp_path: Path) -> None:
    h = hand(tmp_path).type("Down Down")
    assert "Hard too soon: the day before is hard" in h.text()
    assert "Wed 25 !" in h.text() and "Tue 24 !" not in h.text()


def test_a_broken_day_is_said_and_left(tmp_path: Path) -> None:
    h = Hand(furnish(tmp_path / "home", week=WEEK))
    path = tmp_path / "home" / "days" / "2026" / "2026-11-25.toml"
    path.write_text("format = 1\ndate = 2026-11-25\n[morning]\nfatigue = 12\n")
    h.type("W Down Down")
    assert "cannot be read" in h.text() and "12 is out of range" in " ".join(h.text().split())
    h.type("e")
    h.type("m")
    assert h.page.mode is None and h.page.refused
    h.type("Up m")
    assert "Wed 25" not in h.text().split("This week")[1]
    assert path.read_text().endswith("fatigue = 12\n")


def test_a_save_that_fails_loses_nothing(tmp_path: Path) -> None:
    """The session goes to its new day first: when its old one cannot be written it stands on both, never on none."""
    h = hand(tmp_path)
    text = h.text()
    h.type("Down")
    later = tmp_path / "home" / "days" / "2026" / "2026-11-24.toml"
    h.page.key("m")
    effects = h.page.key("4")
    later.write_text('format = 1\ndate = 2026-11-24\n\n[[planned]]\nkind = "easy"\nkm = 3.0\n')
    h.do(effects)
    assert "Not saved" in h.text() and "28 km" in text
    assert saved(h, 3).planned[0].kind == "tempo" and saved(h, 1).planned[0].km == 3.0


def test_o_opens_a_day_but_none_to_come(tmp_path: Path) -> None:
    h = hand(tmp_path).type("Up o")
    assert h.page.name == "morning" and h.page.on == TODAY - timedelta(days=1)
    h.type("W Down o")
    assert h.page.name == "week" and "still to come" in h.text()


def test_help_and_explanation(tmp_path: Path) -> None:
    h = hand(tmp_path).type("?")
    assert "move a session" in h.text(120, 40) and "up and down go through the days" in h.text(120, 40)
    h.type("?")
    assert "Planned is what stands on the day" in h.text()


def test_undo_takes_back_the_plan_and_nothing_told_since(tmp_path: Path) -> None:
    """A run told meanwhile stays; a day that has its advice by now keeps its plan."""
    hand = Hand(furnish(tmp_path)).type("W e").press(["ctrl+u", *keys('"6 km easy" Enter D y 3 0 Enter W u')])
    day = hand.again().desk.journal.day(TODAY)
    assert [d.km for d in day.done] == [6.0] and day.planned == ()
    hand.type("U")
    day = hand.again().desk.journal.day(TODAY)
    assert [d.km for d in day.done] == [6.0] and day.planned[0].km == 6.0
    hand.type("M 7 2 2 2 2 0 Enter W u")
    assert "has its advice already" in hand.text(120, 40)
    day = hand.again().desk.journal.day(TODAY)
    assert day.morning is not None and day.planned[0].km == 6.0
