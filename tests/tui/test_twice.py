"""Two entries for one run on the screens, at the command line and by doctor: said, settled with one key, undone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from awake import Awake
from daily import Runner, runner
from faces import TODAY, Hand, desk_of

BEFORE = TODAY - timedelta(days=2)
"""A Saturday with 12 km."""
AGAIN = """
[[done]]
kind = "run"
km = 11.8
minutes = 70.5
note = "from the watch"
"""


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    """A day whose run was told twice, the second time by another program."""
    me = runner(tmp_path / "home")
    with me.file(BEFORE).open("a") as file:
        file.write(AGAIN)
    return me


def history(me: Runner, on: date = BEFORE) -> Hand:
    """History with the cursor on a day."""
    hand = Hand(desk_of(me.home)).type("H")
    hand.page.go(on)  # type: ignore[attr-defined]  # the page of history
    return hand


def test_it_is_said_wherever_the_day_is_seen(me: Runner) -> None:
    hand = history(me)
    calendar = hand.text(120, 40)
    assert "24?" in calendar, "the sum of both, in doubt"
    assert "m makes them one" in calendar and "m make it one" in calendar and "b keep both" in calendar
    assert "entered twice?" in hand.text(60, 20)
    assert "look like one session" in " ".join(hand.type("Enter").text(60, 20).split())
    hand.type("Esc c")
    assert "entered twice?" in hand.text()
    done = hand.type("d").text(60, 20)
    assert "look like one session" in " ".join(done.split())
    assert "entered twice?" in me("history", "--last", "4").out
    said = me("doctor")
    assert said.code == 0
    line = next(line for line in said.out.splitlines() if "entered twice" in line)
    assert line.startswith(f"note: days/2026/{BEFORE}.toml:")
    assert f"planner done --date {BEFORE} --merge" in line and "--keep-both" in line
    assert me.file(BEFORE).read_text().splitlines()[int(line.split(":")[2]) - 1] == "[[done]]"


@pytest.mark.parametrize("page", ["", "Enter", "c", "d"], ids=["calendar", "day", "list", "done"])
def test_one_key_makes_them_one_and_undo_two(me: Runner, page: str) -> None:
    hand, before = history(me), me.file(BEFORE).read_bytes()
    hand.type(f"{page} m")
    one = me.day(BEFORE).done
    assert [(d.km, d.minutes, d.note) for d in one] == [(12.0, 72.0, "from the watch")]
    assert "One entry now" in hand.text() and "look like one" not in hand.text(120, 60)
    assert "entered twice" not in me("doctor").out + me("history").out
    hand.type("u")
    assert "As it was before" in hand.text()
    assert me.file(BEFORE).read_bytes() == before or me.day(BEFORE).done == desk_of(me.home).day(BEFORE).done
    assert len(me.day(BEFORE).done) == 2 and "look like one" in hand.text(120, 60)


@pytest.mark.parametrize("page", ["", "Enter", "c", "d"], ids=["calendar", "day", "list", "done"])
def test_one_key_keeps_both_for_good(me: Runner, page: str) -> None:
    hand = history(me)
    hand.type(f"{page} b")
    assert [d.apart for d in me.day(BEFORE).done] == [False, True]
    assert "Two sessions, then" in hand.text()
    assert me.file(BEFORE).read_text().endswith('note = "from the watch"\napart = true\n')
    assert "entered twice" not in me("doctor").out + me("history").out
    for text in (history(me).text(120, 40), history(me).type("d").text(120, 40)):
        assert "look like one" not in text
    hand.type("u")
    assert len(me.day(BEFORE).done) == 2 and not any(d.apart for d in me.day(BEFORE).done)


def test_nothing_is_settled_by_other_keys(me: Runner) -> None:
    """Looking, searching and opening leave both; a day with one run has nothing to settle."""
    before = me.file(BEFORE).read_bytes()
    history(me).type('Enter Down Esc / "easy" Enter Esc d Down Up')
    assert me.file(BEFORE).read_bytes() == before
    hand = history(me, BEFORE - timedelta(days=3))
    for key in "mb":
        assert "No two entries" in hand.type(key).text()
    assert "No two entries" in hand.type("d m").text()


def test_what_is_typed_comes_first(me: Runner) -> None:
    """On the Done page nothing is settled over answers that are not saved."""
    hand = history(me).type("d 7 m")
    assert "Save this one first" in hand.text()
    assert len(me.day(BEFORE).done) == 2


def test_an_edit_keeps_what_was_said_of_them(me: Runner) -> None:
    hand = history(me).type("d b")
    hand.type("5 0 Enter")
    kept = me.day(BEFORE).done
    assert kept[1].apart and kept[1].effort == 5


def test_a_deletion_after_it_is_undone_first(me: Runner) -> None:
    hand, before = history(me).type("m"), None
    before = me.file(BEFORE).read_bytes()
    hand.type("x u")
    assert me.file(BEFORE).read_bytes() == before
    assert len(me.day(BEFORE).done) == 1


def test_at_the_command_line(tmp_path: Path) -> None:
    me = runner(tmp_path / "home")
    assert "look like one" not in me("done", "--run", "8 km easy road", "--none").out
    said = me("done", "--run", "7.9 km 46 min", "--effort", "3").out
    assert f"planner done --date {TODAY} --merge makes them one" in said
    assert me("done", "--keep-both").code == 0
    assert [d.apart for d in me.day().done] == [False, True]
    assert me("done", "--merge").code == 1
    assert "look like one" in me("done", "--run", "8.1 km").out
    merged = me("done", "--date", str(TODAY), "--merge")
    assert merged.code == 0 and "planner restore" in merged.out
    assert len(me.day().done) == 2
    assert me.day().done[0].km == 8.0


@pytest.mark.parametrize("beside", [("--effort", "3"), ("--note", "x"), ("--replace",), ("--rest",), ("--keep-both",)])
def test_settling_goes_with_nothing_else(me: Runner, beside: tuple[str, ...]) -> None:
    said = me("done", "--date", str(BEFORE), "--merge", *beside)
    assert said.code == 2 and "Traceback" not in said.err
    assert len(me.day(BEFORE).done) == 2


def test_no_longer_in_doubt_the_next_morning(me: Runner) -> None:
    """The kilometres of both count until it is settled; the longest run is a single one either way."""
    hand = Awake(me.home).type("H")
    hand.page.go(BEFORE)  # type: ignore[attr-defined]  # the page of history
    assert "24?" in hand.text(120, 40)
    hand.type("m")
    assert "24?" not in hand.text(120, 40) and "12" in hand.text(120, 40)
