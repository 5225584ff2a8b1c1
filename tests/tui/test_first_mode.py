"""The first morning: five questions that may all be skipped, kept once; the seven keys in spite of them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faces import Hand, desk_of, furnish, keys
from golden import golden, left_over
from program import Program

from planner.tui.frame import length
from planner.tui.modes import TextLine

FOLDER = Path(__file__).parent / "goldens-first"
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
ALL = '"miles" Enter "8" Enter "2 years" Enter "mon wed sat" Enter "Pegasus 41" Enter'
STATES = {"units": "", "typed": '"mile"', "wrong-days": 'Enter Enter Enter "mon t" Enter', "answered": ALL}
ORDINARY = "7 2 2 2 2 0 Enter"


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """A runner who has nothing yet."""
    return new(tmp_path / "home")


def new(home: Path) -> Hand:
    home.mkdir(parents=True)
    return Hand(desk_of(home))


def kept(h: Hand, name: str = "settings.toml") -> Any:
    """What a file says; None when it is not there."""
    path = h.desk.places.settings.parent / name
    return tomllib.loads(path.read_text()) if path.exists() else None


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_golden(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    """Nothing is cut, and the morning's own first question is in sight at every size."""
    frame = new(tmp_path / "home").type(STATES[name]).frame(*size)
    golden(FOLDER, name, size, frame.text())
    assert {length(line) for line in frame.lines} == {size[0]}
    assert "Sleep" in frame.text() and "…" not in frame.text()


def test_no_golden_is_left_over() -> None:
    assert not left_over(FOLDER, {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES})


def test_the_first_question_names_miles(hand: Hand) -> None:
    assert "miles" in hand.text(40, 12) and "miles" in hand.text(120, 40)


def test_all_answered(hand: Hand) -> None:
    hand.type(ALL)
    assert hand.page.mode is None
    week = kept(hand)["week"]
    assert week == dict.fromkeys(week, "rest") | {"monday": "easy", "wednesday": "easy", "saturday": "easy"}
    assert kept(hand)["units"] == "mi" and kept(hand)["usual"]["long_km"] == 12.875
    assert str(kept(hand)["usual"]["long_km_said"]) == "2026-11-23"
    assert str(kept(hand)["person"]["running_since"]) == "2024-11-23"
    assert [s["name"] for s in kept(hand, "shoes.toml")["shoe"]] == ["Pegasus 41"]
    assert [p.kind for p in hand.page.draft.planned] == ["easy"]
    assert hand.page.context.record.shoes and hand.page.settings.units == "mi"
    hand.type(ORDINARY)
    assert "Saved" in hand.page.message and hand.again().page.mode is None


@pytest.mark.parametrize("skips", ["Enter " * 5, "Esc " * 5, "Tab", "Enter Esc Tab", '"m" Tab'])
def test_all_skipped_is_kept_and_said(hand: Hand, skips: str) -> None:
    hand.type(skips)
    assert hand.page.mode is None and kept(hand) == {"format": 1} and kept(hand, "shoes.toml") is None
    assert "Not asked again" in hand.page.message
    again = hand.again()
    assert again.page.mode is None
    facts = again.type(ORDINARY).page.day.facts
    assert facts is not None and facts.person.experience_months is None and facts.history.declared_long_km is None


def test_one_is_skipped_and_another_not(hand: Hand) -> None:
    hand.type('Enter "10" Enter Esc Enter Enter')
    assert set(kept(hand)) == {"format", "usual"} and kept(hand)["usual"]["long_km"] == 10
    assert "Kept" in hand.page.message


def test_a_wrong_answer_is_asked_again(hand: Hand) -> None:
    hand.type('Enter "far" Enter')
    assert isinstance(hand.page.mode, TextLine) and hand.page.mode.text == "far"
    assert "not understood" in " ".join(hand.text(120, 40).split()) and kept(hand) is None


@pytest.mark.parametrize("typed", [ORDINARY, "x 2 2 2 2 0 Enter", "7 + 2 2 2 2 0 Enter"])
def test_the_morning_waits_for_no_question(tmp_path: Path, hand: Hand, typed: str) -> None:
    """Its keys give the same file as with settings, are no answer to a question, and the questions come back."""
    hand.type(typed)
    other = furnish(tmp_path / "other", past=0, shoes=(), week={})
    Hand(other).type(typed)
    day = hand.desk.places.day_file(hand.page.on)
    assert day.read_bytes() == other.places.day_file(hand.page.on).read_bytes()
    assert kept(hand) is None and "miles" in hand.again().text()


def test_warning_signs_pages_help_and_quit_are_no_answers(tmp_path: Path) -> None:
    for key, name in {"!": "morning", "W": "week", ",": "settings", "S": "shoes"}.items():
        h = new(tmp_path / str(ord(key))).type(key)
        assert h.pages.page.name == name and kept(h) is None
        assert "miles?" not in h.text()
    gone = new(tmp_path / "gone").type("q")
    assert gone.gone and kept(gone) is None


@pytest.mark.parametrize("before", ["", "km Enter", "km Enter Enter", "km Enter Enter Enter"])
def test_help_and_quit_while_nothing_is_typed(hand: Hand, before: str) -> None:
    """Help says how to answer and why it is asked, then the question stands as it was; quitting keeps the answers."""
    asked = hand.type(before).text()
    assert "? help" in asked and "q quit" in asked
    assert "Keys of:" in hand.type("?").text(80, 24) and "Tab" in hand.text()
    assert hand.type("Esc").text() == asked
    hand.type("q")
    assert hand.gone and kept(hand) is None
    assert hand.again().page.mode.title == hand.page.mode.title


def test_the_name_of_a_pair_may_begin_with_any_letter(hand: Hand) -> None:
    """And the bar says when quit counts again."""
    hand.type("Enter Enter Enter Enter")
    assert "Esc skip: q quit" in hand.text() and "? help" in hand.text()
    hand.type("q")
    assert not hand.gone and "Esc skip: ? help, q quit" in hand.text()


def test_arrows_and_odd_letters_answer_nothing(hand: Hand) -> None:
    hand.press(["up", "down", "ctrl+c", "home"])
    assert "miles?" in hand.text()
    hand.type("j")
    assert "miles?" in hand.text() and kept(hand) is None


def test_what_the_record_says_is_not_asked(tmp_path: Path) -> None:
    desk = furnish(tmp_path / "home")
    desk.places.settings.unlink()
    h = Hand(desk_of(tmp_path / "home")).type('"km" Enter')
    assert "How long have you been a runner?" in h.text()
    h.type("Enter Enter")
    assert kept(h) == {"format": 1, "units": "km"} and len(kept(h, "shoes.toml")["shoe"]) == 2


def test_an_unfinished_morning_is_not_lost_by_them(hand: Hand) -> None:
    """Two answers, gone, back: the questions stand beside the draft, and end with it as it was."""
    hand.type("7 2 q")
    again = hand.again().type("Tab")
    assert again.page.draft.morning.sleep_h == 7 and again.page.draft.morning.sleep_quality == 2
    again.type("2 2 2 0 Enter")
    assert "Saved" in again.page.message


def test_where_nothing_can_be_saved_the_error_is_said(hand: Hand) -> None:
    hand.desk.places.settings.mkdir()  # in the way, after the questions were begun
    hand.type("Tab")
    assert "Not saved" in hand.page.message and hand.page.mode is None


def test_under_eighteen_the_morning_says_so(tmp_path: Path) -> None:
    """Every morning, until the year in which they are eighteen; nobody else hears it."""
    for n, (born, said) in enumerate({2012: True, 2009: True, 2008: False, 1988: False}.items()):
        h = Hand(furnish(tmp_path / str(n), extra=f"\n[person]\nborn = {born}"))
        assert ("under 18, and these rules are for adults" in h.text(120, 40)) is said
        assert ("Under 18: these rules are for adults" in h.text(40, 12)) is said


@pytest.fixture
def bare(tmp_path: Path) -> Callable[..., Program]:
    """Starts the program in a home without anything."""
    started: list[Program] = []

    def start(early: str = "") -> Program:
        (tmp_path / "bare").mkdir(exist_ok=True)
        started.append(Program(tmp_path / "bare", (80, 24), early, ()))
        return started[-1]

    yield start
    for one in started:
        one.kill()


def test_keys_before_the_first_paint_are_the_morning(bare: Callable[..., Program]) -> None:
    one = bare(ORDINARY)
    day = one.day()
    assert day["morning"]["sleep_h"] == 7 and day["morning"]["pain"] == []
    one.wait("Saved")
    one.type("q")
    one.ended()
    assert not (one.home / "settings.toml").exists()
    two = bare()
    two.wait("first questions")
    assert "miles?" not in two.text()


def test_a_burst_of_answers_and_then_the_morning(bare: Callable[..., Program]) -> None:
    one = bare(ALL + " " + ORDINARY)
    assert one.day()["morning"]["stress"] == 2
    assert tomllib.loads((one.home / "settings.toml").read_text())["units"] == "mi"


def test_the_kept_picture_shows_the_question_too(bare: Callable[..., Program]) -> None:
    """The second start begins with it, and its first keys are the morning."""
    one = bare()
    one.wait("miles?")
    one.until((one.home / "cache" / "first" / "80x24").exists, "a kept picture")
    assert b"miles?" in (one.home / "cache" / "first" / "80x24").read_bytes()
    one.type("q")
    one.ended()
    two = bare()
    two.wait("miles?")
    two.type(ORDINARY)
    assert two.day()["morning"]["fatigue"] == 2


def test_read_only_asks_nothing(tmp_path: Path, bare: Callable[..., Program]) -> None:
    first = bare()
    first.wait("miles?")
    second = bare()
    second.wait("Only to look at")
    assert "miles?" not in second.text()


def test_put_off_they_wait_for_a_key_in_sight(hand: Hand) -> None:
    """Whoever types the morning first each day sees, at every size and until it is settled, which key asks them."""
    for typed in ("7", "2 2 2 2", "0", "Enter"):
        hand.type(typed)
        assert [size for size in SIZES if "first questions" not in hand.text(*size)] == [], typed
    assert "Saved" in hand.page.message
    again = hand.again()
    assert "miles?" not in again.text()
    assert "MODIFIED RUN" in again.text()  # a saved morning's answer is not covered by them
    assert "first questions" in again.text()
    assert "miles?" in Hand(desk_of(again.desk.places.settings.parent, "2026-11-24T06:41:00+01:00")).text()
    again.type('f "3"')
    assert isinstance(again.page.mode, TextLine) and again.page.mode.text == "3"  # asked for, so no key of the morning
    again.type('BS "m" Enter Tab')
    assert kept(again) == {"format": 1, "units": "mi"}
    for h in (again, again.again()):
        assert all("first questions" not in h.text(*size) for size in SIZES)
    assert "settings" in again.type("f").page.message


def test_skipped_for_good_they_are_not_offered_again(hand: Hand) -> None:
    hand.type(f"{ORDINARY} f Tab")
    assert kept(hand) == {"format": 1}
    assert "first questions" not in hand.text() + hand.again().text()


def test_their_answers_survive_a_kill(hand: Hand) -> None:
    """After each key, in a new process: what was answered, and what is being typed."""
    for key in keys('"mi" Enter "8" Enter "2 y'):
        hand.press([key])
        hand.pages.keep_draft()
        again = hand.again()
        mode, was = again.page.mode, hand.page.mode
        assert isinstance(mode, TextLine) and isinstance(was, TextLine)
        assert (mode.title, mode.text, mode.at) == (was.title, was.text, was.at)
        hand = again
    hand.type('"ears" Enter Tab')
    assert kept(hand)["units"] == "mi" and kept(hand)["usual"]["long_km"] == 12.875
