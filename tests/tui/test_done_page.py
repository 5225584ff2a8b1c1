"""The page after the run, by keys: as planned in five, changed, skipped, unplanned, several a day, and what hurt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from faces import TODAY, Hand, desk_of, furnish, keys, sore

from planner.core.record import Done, DonePain

CHECK_IN = "7 2 2 2 2 0 Enter"
EVENING = "2026-11-23T18:45:00+01:00"
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Four weeks of runs, and a morning that was answered; 8 km are chosen."""
    Hand(furnish(tmp_path / "home")).type(CHECK_IN)
    return tmp_path / "home"


def evening(home: Path, said: str = "", now: str = EVENING) -> Hand:
    """The program opened after the run, and keys."""
    return Hand(desk_of(home, now)).type(said)


def done(home: Path, on: date = TODAY) -> tuple[Done, ...]:
    """What the file says was done."""
    return desk_of(home).journal.day(on).done


def flat(hand: Hand) -> str:
    """The picture in one column, as one line."""
    return " ".join(hand.text(60, 40).split())


# What was done.


def test_as_planned_without_pain_takes_five_keys(home: Path) -> None:
    five = keys("D y 4 0 Enter")
    assert len(five) == 5
    hand = Hand(desk_of(home, "2026-11-23T07:30:00+01:00")).press(five)
    assert hand.page.saved
    (told,) = done(home)
    assert (told.kind, told.session, told.km, told.terrain, told.effort) == ("run", "easy", 8.0, "road", 4)
    assert (told.pain, told.flags, told.shoe, told.minutes) == ((), (), None, None), "what nobody said is not said"
    assert str(told.at) == "2026-11-23 07:30:00+01:00"


def test_it_opens_by_itself_once_the_run_is_over(home: Path) -> None:
    for now, page in (
        ("2026-11-23T07:41:00+01:00", "morning"),
        ("2026-11-23T07:42:00+01:00", "done"),
        ("2026-11-24T03:59:00+01:00", "done"),
        ("2026-11-24T06:30:00+01:00", "morning"),
    ):
        assert Hand(desk_of(home, now)).page.name == page, now
    evening(home, "y 3 0 Enter")
    assert evening(home).page.name == "morning", "it was told"


def test_nothing_opens_where_no_run_was_chosen(tmp_path: Path) -> None:
    Hand(furnish(tmp_path, week={"monday": "rest"})).type(CHECK_IN)
    assert Hand(desk_of(tmp_path, EVENING)).page.name == "morning"
    Hand(furnish(tmp_path / "ill")).type("7 2 2 2 2 i a Enter 0 Enter")  # a fever, and nothing taken
    assert Hand(desk_of(tmp_path / "ill", EVENING)).page.name == "morning"


def test_every_field_of_a_run_can_be_told(home: Path) -> None:
    hand = evening(home, 'y e d "7.9" Down "46:30" Down Down "55" Enter p 5 0 N "wet leaves" Enter Enter')
    assert hand.page.saved, hand.text()
    (told,) = done(home)
    assert (told.km, told.minutes, told.climb_m, told.effort) == (7.9, 46.5, 55.0, 5)
    assert (told.shoe, told.note) == ("pegasus-41", "wet leaves")
    assert "planned 8 km" in hand.text()


@pytest.mark.parametrize(
    ("typed", "minutes", "shown"),
    [
        ("46", 46.0, "46 min"),
        ("46.5", 46.5, "46:30"),
        ("46:30", 46.5, "46:30"),
        ("1:02", 62.0, "62 min"),
        ("1:02:33", 62.55, "62:33"),
        ("9:59", 599.0, "9 h 59"),
        ("10:00", 10.0, "10 min"),
    ],
)
def test_a_time_is_read_as_a_watch_shows_it(home: Path, typed: str, minutes: float, shown: str) -> None:
    """8 km in 46:30 are minutes and seconds, in 1:02 hours and minutes; what was understood stands there."""
    hand = evening(home, f'y e m "{typed}" Enter')
    assert shown in hand.text()
    hand.type("3 0 Enter")
    assert done(home)[0].minutes == minutes


def test_a_short_run_in_minutes_and_seconds(home: Path) -> None:
    evening(home, 'y e d "1" Down "4:30" Enter 9 0 Enter')
    assert done(home)[0].minutes == 4.5


def test_changed_skipped_and_unplanned(home: Path, tmp_path: Path) -> None:
    evening(home, "n 0 Enter")
    assert [d.kind for d in done(home)] == ["rest"]
    hand = evening(home, "D E")
    hand.press(["ctrl+u", *keys('"cross 40 min" Enter 3 0 Enter')])
    assert [(d.kind, d.minutes) for d in done(home)] == [("cross", 40.0)]
    free = tmp_path / "free"
    hand = Hand(furnish(free, week={})).type("D y")
    assert "Nothing was planned: e or E says what you did" in hand.text()
    assert "y as planned" not in hand.text().splitlines()[-3]
    hand.type('E "6 km easy trail" Enter 3 0 Enter')
    assert [(d.km, d.terrain) for d in done(free)] == [(6.0, "trail")]


def test_several_sessions_of_a_day(home: Path) -> None:
    """Each is told, found again with left and right and edited; `y` never tells the same run twice."""
    hand = evening(home, "y 4 0 Enter a")
    assert "Session 2 of 2" in hand.text() and "Planned: nothing" in hand.text()
    hand.type("y")
    assert "Nothing was planned" in hand.text()
    hand.type('E "strength" Enter 5 0 Enter')
    assert [d.kind for d in done(home)] == ["run", "strength"]
    hand.type("Left")
    assert "Session 1 of 2" in hand.text() and "8 km" in hand.text()
    hand.type("Left")
    assert "No session before this one" in hand.text()
    hand.type('N "first" Enter')
    assert "Save this one first" in hand.type("Right").text()
    hand.type("Enter Right")
    assert "Session 2 of 2" in hand.text()
    assert [(d.kind, d.effort, d.note) for d in done(home)] == [("run", 4, "first"), ("strength", 5, None)]


def test_a_second_session_that_was_planned_is_offered(tmp_path: Path) -> None:
    hand = Hand(furnish(tmp_path, week={"monday": "8 km easy road + strength"})).type(f"{CHECK_IN} D y 4 0 Enter a y")
    hand.type("6 0 Enter")
    assert [d.kind for d in done(tmp_path)] == ["run", "strength"], hand.text()


def test_the_pair_is_said_with_one_key(home: Path) -> None:
    """The pair of the morning comes first, then the others, then none; nobody is taken to have worn it."""
    hand = evening(home, "y")
    assert "p Pegasus 41" in hand.text()
    seen = []
    for _ in range(4):
        hand.type("p")
        seen.append(hand.page.draft.planned[0].shoe)  # type: ignore[attr-defined]  # the Done page
    assert seen == ["pegasus-41", "ghost-16", None, "pegasus-41"]
    hand.type("4 0 Enter")
    assert done(home)[0].shoe == "pegasus-41"
    assert desk_of(home, EVENING).context(TOMORROW).record.worn["pegasus-41"].outings > 0
    assert "First say what you ran" in evening(home, "D a p").text()


def test_no_pair_is_offered_where_none_is_known(tmp_path: Path) -> None:
    hand = Hand(furnish(tmp_path, shoes=())).type(f"{CHECK_IN} D y")
    assert "Shoes" not in hand.text() and "S adds one" in hand.type("p").text()


# What hurt.


@pytest.mark.parametrize(
    ("said", "see", "then"),
    [("y 4 6 k r", "If it stays, see a physiotherapist", "rest"), ("y 4 3 k r 5", "", "cross-train at most")],
    ids=["while running", "afterwards"],
)
def test_a_pain_above_its_stop_level(home: Path, said: str, see: str, then: str) -> None:
    """At once: what to do tonight, whom to see, and how much tomorrow allows."""
    hand = evening(home, said)
    said = flat(hand)
    assert "Tonight" in said and "a run there stops above 4" in said and "No more load on it today" in said
    assert see in said
    assert f"Tomorrow: {then} if it is as it was today, run if nothing hurts by then" in said
    assert not hand.page.saved


def test_a_limp(home: Path) -> None:
    """It is of one evening, and the morning asks for it anew."""
    hand = evening(home, "y 4 l l Enter")
    said = flat(hand)
    assert "See a doctor or physiotherapist within days" in said and "No more running or jumping today" in said
    assert "Tomorrow: rest if it is as it was today" in said
    hand.type("0 Enter")
    assert done(home)[0].flags == ("limp_walking",)
    assert "no limp" in evening(home, "7 2 2 2 2", "2026-11-24T06:40:00+01:00").text()


@pytest.mark.parametrize(("letter", "words"), [("a", "chest pain"), ("i", "cannot take four steps")])
def test_a_flag_stays_open(home: Path, letter: str, words: str) -> None:
    """Until the runner closes it: the next mornings begin with it, and a 0 closes nothing."""
    hand = evening(home, f"y 4 ! {letter} Enter")
    assert "What you said stays open until you close it" in flat(hand)
    hand.type("0 Enter")
    for now in ("2026-11-24T06:40:00+01:00", "2026-11-26T06:40:00+01:00"):
        morning = evening(home, "", now)
        assert "(-) REST" in morning.text(), "before a single answer"
        morning.type("7 2 2 2 2 0 Enter")
        assert words in morning.text() and "open" in morning.text() and "(-) REST" in morning.text()


def test_signs_come_before_anything_else(home: Path) -> None:
    """What to do stands there before it was said what was done; the morning after begins with it."""
    said = flat(evening(home, "! a Enter"))
    assert "Call the emergency number now" in said and "Tomorrow: rest" in said
    evening(home, "y 4 ! a Enter 0 Enter")
    assert "Call the emergency number now" in flat(evening(home, "", "2026-11-24T06:40:00+01:00"))


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24)])
@pytest.mark.parametrize(
    ("said", "see"),
    [
        ("y 4 6 k r", "see a physiotherapist"),
        ("y 4 l l Enter", "See a doctor or physiotherapist within days"),
        ("y 4 ! a Enter", "Call the emergency number now"),
        ("! a Enter", "Call the emergency number now"),
        ("y 4 3 k r 4 5 c l 6 l l Enter", "See a doctor or physiotherapist within days"),
    ],
)
def test_whom_to_see_and_tomorrow_stand_there_at_any_size(
    home: Path, size: tuple[int, int], said: str, see: str
) -> None:
    """The rest of the form gives way."""
    text = evening(home, said).text(*size)
    lines = [line.partition("│")[2] if "│" in line else line for line in text.splitlines()]
    flat = " ".join(" ".join(lines).split())
    assert see in flat and "Tomorrow: rest" in flat
    assert any(ending in flat for ending in ("by then.", "close it."))


def test_an_ordinary_ache_asks_for_nothing(home: Path) -> None:
    said = flat(evening(home, "y 4 2 c l 1 0"))
    assert "Nothing speaks against your next run" in said


def test_places_that_were_sore_are_asked_by_name(tmp_path: Path) -> None:
    Hand(furnish(tmp_path, pain=(sore("achilles", "right", 2),))).type("7 2 2 2 2 2 y 0 Enter m")
    hand = evening(tmp_path, "D y 4")
    text = hand.text().lower()
    assert "right achilles running" in text and "right achilles after" in text
    hand.type("2 3 0 Enter")
    assert done(tmp_path)[0].pain == (DonePain(site="achilles", side="right", during=2, after=3),)


# Past days.


def test_a_past_day_is_filled_in_without_a_time_of_today(home: Path) -> None:
    on = TODAY - timedelta(days=5)
    before = done(home, on)
    hand = evening(home, "H")
    hand.page.go(on)  # type: ignore[attr-defined]  # the page of history
    hand.type("d")
    assert hand.page.on == on
    hand.type("7 Enter" if hand.page.at.kind == "effort" else "Up Up 7 Enter")  # type: ignore[attr-defined]  # as above
    (told,) = done(home, on)
    assert told == replace(before[0], effort=told.effort)
    empty = date(2026, 10, 20)
    hand.type("H").page.go(empty)  # type: ignore[attr-defined]  # as above
    hand.type('d E "5 km easy" Enter 3 0 Enter')
    assert [(d.km, d.at) for d in done(home, empty)] == [(5.0, None)]


# Undo, refusals.


def test_each_key_is_undone_and_done_again(home: Path) -> None:
    hand = evening(home, "y 4 p 3 k r 2 0")
    at_end = hand.page.draft  # type: ignore[attr-defined]  # the Done page
    hand.type("u u u u u u")
    assert hand.page.draft == type(at_end)()  # type: ignore[attr-defined]  # as above
    hand.type("U U U U U U")
    assert hand.page.draft == at_end  # type: ignore[attr-defined]  # as above


def test_enter_goes_to_what_is_open(home: Path) -> None:
    hand = evening(home, "Enter")
    assert "Still open: Done" in hand.text() and done(home) == ()
    assert "Still open: Effort" in hand.type("y Enter").text() and done(home) == ()
