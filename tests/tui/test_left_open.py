"""The program left open over the night: the page moves to the new day, and what was typed stays with its own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from awake import Awake, Moved
from faces import TODAY, furnish, keys

from planner.desk import Desk
from planner.tui.app import PlannerApp

TOMORROW = TODAY + timedelta(days=1)
ALL = "7 2 2 2 2 0 Enter"


@pytest.fixture
def awake(tmp_path: Path) -> Awake:
    furnish(tmp_path / "planner")
    return Awake(tmp_path / "planner")


def test_left_open_over_the_night_the_morning_moves_to_the_new_day(awake: Awake) -> None:
    """By itself, before any key; the key then counts on the new day, and yesterday is as it was saved."""
    awake.at("2026-11-23T06:41:00+01:00", ALL)
    before = awake.desk.places.day_file(TODAY).read_bytes()
    awake.at("2026-11-24T03:59:00+01:00")
    assert not awake.pages.wake() and awake.page.on == TODAY
    awake.at("2026-11-24T06:30:00+01:00")
    assert awake.pages.wake() and awake.page.on == TOMORROW
    assert "Tue 24 Nov now: a new day" in awake.text()
    assert not awake.pages.wake(), "it is said once"
    awake.at("2026-11-24T06:31:00+01:00", "8 2 2 2 2 0 Enter")
    new = awake.file(TOMORROW).morning
    assert new is not None and new.sleep_h == 8.0 and not new.late and not new.entered_later
    assert str(new.at) == "2026-11-24 06:31:00+01:00"
    assert awake.desk.places.day_file(TODAY).read_bytes() == before


def test_what_was_typed_and_not_saved_stays_with_its_own_day(awake: Awake) -> None:
    """It is told; saved then, it is of the day before and marked so; the next page is of today."""
    awake.at("2026-11-23T22:00:00+01:00", "7 2 2 2 2 0")
    awake.at("2026-11-24T06:30:00+01:00")
    assert awake.pages.wake() and awake.page.on == TODAY
    assert "Tue 24 Nov now; this is of Mon 23 Nov. M opens today" in awake.text(100, 30)
    awake.at("2026-11-24T06:31:00+01:00", "Enter")
    saved = awake.file(TODAY).morning
    assert saved is not None and saved.entered_later and saved.sleep_h == 7.0
    assert awake.file(TOMORROW).morning is None
    awake.at("2026-11-24T06:32:00+01:00", "u")
    assert awake.page.on == TODAY, "what was just saved can still be undone"
    awake.at("2026-11-24T06:33:00+01:00", "M")
    assert awake.page.on == TOMORROW and awake.page.open_count == 6


def test_an_open_list_holds_the_day_until_it_is_left(awake: Awake) -> None:
    awake.at("2026-11-23T23:00:00+01:00", '7 2 2 2 2 0 Enter n "half a no"')
    awake.at("2026-11-24T06:30:00+01:00", '"te"')
    assert awake.page.on == TODAY and awake.page.mode is not None
    awake.at("2026-11-24T06:30:00+01:00", "Enter")
    assert awake.page.draft.morning.note == "half a note"
    awake.at("2026-11-24T06:31:00+01:00", "Enter")
    assert awake.file(TODAY).morning.note == "half a note"


def test_a_morning_answered_at_night_on_a_page_of_the_morning_is_late(awake: Awake) -> None:
    """What counts is when it is saved, not when the page was opened."""
    awake.at("2026-11-23T23:00:00+01:00", ALL)
    saved = awake.file(TODAY).morning
    assert saved.late and str(saved.at) == "2026-11-23 23:00:00+01:00"


@pytest.mark.parametrize("page", "DHTSW,")
def test_every_other_page_comes_to_the_new_day(awake: Awake, page: str) -> None:
    """Untouched, Done gives way to the morning; the others stay what they are, of the new day."""
    awake.at("2026-11-23T06:41:00+01:00", page)
    name = awake.page.name
    awake.at("2026-11-24T06:30:00+01:00")
    assert awake.pages.wake() and "Tue 24 Nov now" in awake.text(120, 40)
    assert awake.page.name == ("morning" if page == "D" else name) and awake.page.on == TOMORROW
    awake.at("2026-11-24T06:31:00+01:00", "Esc")
    assert awake.page.name == "morning" and awake.page.on == TOMORROW


def test_a_run_half_told_stays_with_its_day(awake: Awake) -> None:
    awake.at("2026-11-23T23:00:00+01:00", "D y 3")
    awake.at("2026-11-24T06:30:00+01:00", "0 Enter")
    assert [d.km for d in awake.file(TODAY).done] == [8.0] and not awake.file(TOMORROW).done
    awake.at("2026-11-24T06:31:00+01:00", "M")
    assert awake.page.on == TOMORROW


def test_a_run_told_of_a_past_day_has_no_time_of_today(awake: Awake) -> None:
    """As `planner done --date` has none."""
    yesterday = TODAY - timedelta(days=1)
    awake.at("2026-11-23T07:00:00+01:00", "H h d E").press(["ctrl+u", *keys('"5 km easy" Enter 3 0 Enter')])
    assert [(d.km, d.at) for d in awake.file(yesterday).done] == [(5.0, None)]


def test_a_draft_of_last_night_is_not_of_this_morning(awake: Awake) -> None:
    """Quit with answers, started after four: today asks anew, the draft waits with its own date."""
    awake.at("2026-11-23T23:00:00+01:00", "7 2 q")
    again = Awake(awake.desk.places.state.parent, "2026-11-24T06:30:00+01:00")
    assert again.page.on == TOMORROW and again.page.open_count == 6
    again.type("H h e")
    assert again.page.on == TODAY and "[7 h]" in again.text()


@pytest.mark.parametrize("how", ["by itself", "with a key"])
async def test_the_program_comes_to_the_new_day(tmp_path: Path, how: str) -> None:
    """Between two keys, as it looks for what other programs wrote; and before a key that comes sooner than that."""
    furnish(tmp_path / "planner")
    environ = {"PLANNER_HOME": str(tmp_path / "planner")}
    clock = Moved("2026-11-23T06:41:00+01:00")
    app = PlannerApp(Desk(environ, clock), environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"722220", "enter")
        clock.said = "2026-11-24T06:30:00+01:00"
        if how == "by itself":
            app._follow()
        else:
            await pilot.press("8")
        await pilot.pause()
        assert app.pages.page.on == TOMORROW
        slept = None if how == "by itself" else 8.0
        assert app.pages.page.draft.morning.sleep_h == slept
        assert "Tue 24 Nov" in app.pages.frame(80, 24).text().split("\n")[0]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_yesterday_left_open_is_one_whole_line(tmp_path: Path, size: tuple[int, int]) -> None:
    """With how to answer it, whatever the plan named beside the run; the keys stand there once the line is lit."""
    furnish(tmp_path, week={"monday": "8 km easy road +40m shoe:pegasus-41"})
    Awake(tmp_path).type(ALL)
    hand = Awake(tmp_path, "2026-11-24T06:41:00+01:00")
    lines = hand.text(*size).splitlines()
    assert lines[1].partition("│")[0].rstrip() == " Yesterday: 8 km easy road planned  up: say"
    lines = hand.type("Up").text(*size).splitlines()
    assert "Yesterday: y done, d tell, n not run" in lines[-3]
    assert "y done  d tell  n not run" in lines[-1]
    hand.type("Down 7")
    assert hand.page.draft.morning.sleep_h == 7.0, "it never stands in the way"


NEXT = "2026-11-24T06:41:00+01:00"
HALF = {
    "y": "8 km easy",
    "y 4": "effort 4",
    "y 4 6 k r": "pain 6",
    "y 4 6 k r 7": "pain 7",
    "y 4 l s Enter": "a sign",
    'N "windy" Enter': "a note",
    'E "!"': "a line",
    "y 4 6": "effort 4",
}
"""Keys on the Done page, and how the next morning names what they said."""


@pytest.mark.parametrize("typed", HALF)
@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)])
def test_half_told_is_named_the_next_morning(tmp_path: Path, typed: str, size: tuple[int, int]) -> None:
    """The gravest of it in one line; d goes on with all of it, and neither y nor n puts something else in its place."""
    furnish(tmp_path)
    first = Awake(tmp_path).type(f"{ALL} D {typed}")
    first.pages.keep_draft()
    told = first.page.draft
    hand = Awake(tmp_path, NEXT)
    lines = hand.text(*size).splitlines()
    line, named = lines[1].partition("│")[0].rstrip(), f" Yesterday half told: {HALF[typed]}"
    assert line == f"{named}  up: say" or (line == named and size[0] == 40)
    for key in "yn":
        hand.type(f"Up {key}")
        assert "d goes on with what you typed" in hand.text(*size) and not hand.file(TODAY).done
        hand.page.refused = False
    assert "d goes on with what you typed" in hand.text(*size).splitlines()[-3]
    assert "d go on" in hand.text(*size).splitlines()[-1] or size[0] < 60
    hand.type("d")
    assert hand.page.name == "done" and hand.page.on == TODAY
    assert hand.page.draft == told and "As you left it, not saved yet." in hand.text(*size)


def test_half_told_is_named_until_it_is_saved(tmp_path: Path) -> None:
    """Gone on with, left again, changed: named as it stands then; saved it is yesterday's run and named no more."""
    furnish(tmp_path)
    Awake(tmp_path).type(f"{ALL} D y 4 q")
    hand = Awake(tmp_path, NEXT).type("Up d 6 k r q")
    assert "half told: pain 6" in Awake(tmp_path, NEXT).text()
    hand = Awake(tmp_path, NEXT).type("Up d 2 0 Enter M")
    assert "half told" not in hand.text() and "half told" not in Awake(tmp_path, NEXT).text()
    (done,) = hand.file(TODAY).done
    assert [(p.during, p.after) for p in done.pain or ()] == [(6, 2)]


def test_half_told_of_a_day_without_a_plan_or_with_another_session(tmp_path: Path) -> None:
    furnish(tmp_path / "a", week={})
    Awake(tmp_path / "a").type('D E "5 km easy" Enter 3 q')
    assert "Yesterday half told: effort 3" in Awake(tmp_path / "a", NEXT).text()
    furnish(tmp_path / "b")
    Awake(tmp_path / "b").type(f'{ALL} D y 4 0 Enter a E "5 km easy" Enter 3 q')
    hand = Awake(tmp_path / "b", NEXT)
    assert "Yesterday half told: effort 3" in hand.text()
    hand.type("Up d")
    assert "Session 2 of 2" in hand.text() and hand.page.draft.effort == 3
