"""The morning page by its keys alone, without a terminal: every path, undo and redo."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pytest
from faces import NOW, TODAY, sore
from pressing import EASY, STEPS, context, page_of, press, saved

from planner.core.days import Planned
from planner.core.record import Day
from planner.core.verdict import Rung
from planner.tui.commands import Keymap
from planner.tui.controller import MorningPage
from planner.tui.effects import Open, Quit, Save
from planner.tui.modes import Menu, TextLine

ORDINARY = "7 2 2 2 2 0 Enter"
KNEE = "7 2 2 2 2 3 k r 0 Enter"


def test_an_ordinary_day() -> None:
    """Seven keys, one save, nothing left to choose."""
    page = page_of()
    done = press(page, ORDINARY)
    assert [type(e) for e in done] == [Save]
    assert page.saved and not page.offer and saved(done).chosen is not None


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("7 9", "Sleep quality: 1 to 7"),
        ("7 0", "Sleep quality: 1 to 7"),
        ("7 x", "Sleep quality: 1 to 7"),
        ("7 2 2 Enter", "Still open: Soreness"),
        ("z", "z does nothing here"),
        ("u", "Nothing to undo"),
        ("U", "Nothing to do again"),
        ("7 u", "Undone. Sleep."),
        ("7 u U", "Done again."),
        ("7 + + -", "Sleep 7.5 h"),
        ("x", "Sleep 10 h"),
        ("y", "as yesterday, marked as copied"),
        ("7 2 2 2 2 3 7", "7 is none of these"),
        ("7 2 2 2 2 p", "Painkiller in the last 6 h"),
        ("7 2 2 2 2 p p", "Painkiller: taken back"),
        ("7 2 2 2 2 0 BS", "Asked again"),
        ("7 2 2 2 2 0 Enter", "Saved: RUN"),
        (KNEE, "m takes, k keeps"),
        (f"{KNEE} m", "Saved: MODIFIED RUN"),
        ("7 2 2 2 2 0 e c 1 0 Enter", "Saved"),
        ("7 e d 9 9 9 Enter", "write 0 to 500 km"),
        ("7 e z", "d distance"),
        ("7 e m 4 5 Tab", "Time: 45 min"),
        ("7 e m 1 : 3 0 Tab", "Time: 1 h 30"),
        ("7 e p 5 : 4 0 Tab", "Pace: 5:40/km"),
        ("7 e c 6 0 Tab", "Climb: 60 m"),
        ("7 e c 3 5 0 Tab", "Climb: 350 m"),
        ("7 e p x Tab", "d distance"),
        ("7 e p 5 . Tab", "5."),
        ("7 e t Right", "Terrain: trail"),
        ("7 e k Right", "Kind: long"),
        ("7 e s Right", "Shoes: "),
        ("7 e d Right Right Left", "Distance: 8.5 km"),
        ("7 e d Del", "Distance: not said"),
        ("7 Down Down", "Soreness"),
        ("7 2 Up Right", "Sleep quality 3 of 7"),
        ("7 2 Up Left Left", "Sleep quality 1 of 7"),
    ],
)
def test_what_a_key_says(said: str, message: str) -> None:
    """Each change and each refusal is said in words."""
    page = page_of()
    press(page, said)
    assert message in page.message


def test_a_refused_key_changes_nothing() -> None:
    """And the rest of its burst is dropped."""
    page = page_of()
    press(page, "7")
    before = page.draft
    press(page, "9 2 2 2")
    assert page.draft == before and page.at.name == "sleep_quality"


def test_a_pain_is_asked_site_side_and_what_its_rule_needs() -> None:
    """A back asks for numbness and night pain, a groin for night pain, a tendon if it is stable, a knee nothing."""
    page = page_of()
    press(page, "7 2 2 2 2 3 b")
    assert isinstance(page.mode, Menu) and "numb or weak" in page.mode.title
    press(page, "y y")
    assert page.mode is None
    pain = page.draft.pain_at(("low_back", None))
    assert pain is not None and pain.night is True and page.draft.morning.flags == ("leg_numb_weak",)
    assert page.answer.advice.rung is Rung.REST
    press(page, "4 a r s")
    assert page.mode is None and page.draft.pain_at(("achilles", "right")).stable is None
    press(page, "2 r l n 3 k r")
    assert [p.site for p in page.draft.morning.pain] == ["low_back", "achilles", "groin", "knee_front"]
    assert "hop" not in " ".join(q.label for q in page.rows)


def test_a_place_of_its_own_is_typed() -> None:
    """A name close to a listed place is refused with that name; another is kept, with a side or none."""
    page = page_of()
    press(page, '7 2 2 2 2 3 v "Calff" Enter')
    assert isinstance(page.mode, TextLine) and "calf" in page.mode.wrong
    press(page, 'BS BS BS BS BS "Jaw" Enter n')
    assert page.draft.morning.pain == (sore("other:jaw", None, 3),)


def test_escape_goes_one_level_back_and_changes_nothing() -> None:
    """From the side to the page, from a list, from the editor, a line, the help."""
    for said in ("3", "3 k", "i", "!", "l", "e", "e 5", "E", "n", "r", "?", "? x", "? ?", ":"):
        page = page_of()
        press(page, "7 2 2 2 2")
        before = page.draft
        press(page, said)
        assert page.mode is not None
        for _ in range(3):
            if page.mode is not None:
                press(page, "Esc")
        assert page.mode is None and page.draft == before, said


def test_known_places_and_open_matters_are_rows_before_the_last_question() -> None:
    """The sore tendon and back of yesterday, then each is answered on its own."""
    page = page_of("sore")
    assert [q.kind for q in page.rows] == ["sleep", *["rating"] * 4, "site", "site", "last"]
    press(page, "7 2 2 2 2 1 n 0 0 Enter")
    assert page.saved
    ill = page_of("ill")
    assert {q.name for q in ill.rows if q.kind == "matter"} >= {"fever", "locked_knee", "bone"}


def test_zero_never_closes_an_open_matter() -> None:
    """Fever, a locked knee and a focal shin pain yesterday, all zeros today: no run, all still open."""
    page = page_of("ill")
    press(page, "7 2 2 2 2 0 0 0 0 Enter")
    assert page.saved and page.answer.advice.rung < Rung.MODIFIED_RUN
    assert page.draft.morning.closed == ()


def test_yesterday_copies_sleep_and_ratings_only() -> None:
    """And leaves the last question open."""
    page = page_of("sore")
    press(page, "y")
    m, before = page.draft.morning, page.before.morning
    assert (m.sleep_h, m.fatigue, m.copied) == (before.sleep_h, before.fatigue, True)
    assert m.pain == () and not page.draft.complete and page.open_count == 3


def test_take_and_keep() -> None:
    """m stores the advice, k the plan with its reason; both leave the plan as it stood."""
    day = saved(press(page_of(), f"{KNEE} m"))
    assert day.chosen.by == "advice" and day.chosen.km == 5.6 and day.planned == EASY
    page = page_of()
    day = saved(press(page, f'{KNEE} k "it is nothing" Enter'))
    assert (day.chosen.by, day.chosen.why, day.chosen.km) == ("own", "it is nothing", 8.0)
    assert not page.offer
    again = page_of()
    press(again, f"{KNEE} k Enter")
    assert again.draft.chosen is None and isinstance(again.mode, TextLine) and again.mode.wrong
    bad_night = page_of()
    day = saved(press(bad_night, "5 6 5 2 2 0 Enter k Enter"))
    assert day.chosen.by == "own" and day.chosen.why is None


def test_j_does_nothing_while_an_offer_stands() -> None:
    """So that k is never a slip of moving."""
    page = page_of()
    press(page, KNEE)
    at = page.at
    press(page, "j")
    assert page.at == at and page.offer


def test_zero_again_keeps_the_choice() -> None:
    """The last question answered twice the same way changes nothing."""
    page = page_of()
    press(page, f"{KNEE} m")
    press(page, "0")
    assert page.saved


def test_a_note_after_saving_is_saved() -> None:
    """As an edited run is."""
    page = page_of()
    done = press(page, f'{ORDINARY} n "windy" Enter')
    assert saved(done).morning.note == "windy" and page.saved


def test_words_replace_the_plan_or_say_what_was_not_understood() -> None:
    """The run language, with its own error."""
    page = page_of()
    press(page, "E ctrl 8")
    press(page, "Esc")
    page.key("E")
    page.key("ctrl+u")
    press(page, '"10k long trail 200m" Enter')
    assert page.draft.planned == (Planned(kind="long", km=10.0, terrain="trail", climb_m=200.0),)
    page.key("E")
    page.key("ctrl+u")
    press(page, '"10k lomg" Enter')
    assert isinstance(page.mode, TextLine) and "lomg" in page.mode.wrong and "long" in page.mode.wrong


def test_quit_asks_nothing() -> None:
    """q anywhere on the page; other pages by their letters, history on the day that is shown."""
    assert press(page_of(), "7 2 q") == [Quit()]
    assert press(page_of(), "H") == [Open(page="history", on=TODAY)]
    assert press(page_of(), "T") == [Open(page="trends")]


def test_sixty_steps_back_and_forth_after_saving() -> None:
    """Undo and redo give exactly the drafts before and after."""
    page = page_of()
    press(page, ORDINARY)
    states = [page.draft]
    press(page, "Up")
    for n in range(60):
        press(page, "Left" if n % 2 else "Right")
        states.append(page.draft)
    for draft in reversed(states[:-1]):
        press(page, "u")
        assert page.draft == draft
    assert page.saved
    for draft in states[1:]:
        press(page, "U")
        assert page.draft == draft
    press(page, ["u"] * 66)
    assert not page.draft.anything


@pytest.mark.parametrize(
    "said",
    [
        'n "windy" Enter', 'E " +60m" Enter', "e k Right Esc", "e 9 Enter", "e s Right Esc", "e d Del Esc", "m",
        'k "so" Enter', "Up Up Right", "Up Del", "BS", "p", "i e Enter", "l l Enter", "! j Enter", "4 c r", "y",
    ],
)  # fmt: skip  # one list of keys
def test_every_kind_of_change_is_undone_and_done_again(said: str) -> None:
    """After a saved morning with an offer: notes, plans, choices, answers taken back, flags, pains, copies."""
    page = page_of()
    press(page, KNEE)
    before = page.draft
    press(page, said)
    after = page.draft
    assert after != before and page.mode is None
    page.say("")
    n = 0
    while page.draft != before:
        press(page, "u")
        n += 1
        assert "Nothing to undo" not in page.message
    assert n <= 2
    press(page, ["U"] * n)
    assert page.draft == after


def test_a_new_change_ends_redo() -> None:
    """What was undone is gone once something else is said."""
    page = page_of()
    press(page, "7 2 u 3 U")
    assert page.draft.morning.sleep_quality == 3 and "Nothing to do again" in page.message


def test_the_page_starts_without_textual() -> None:
    """Neither Textual nor Rich nor tomlkit is loaded by the controller and its pictures."""
    code = (
        "import sys, planner.tui.controller, planner.tui.screens.morning\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('textual', 'rich', 'tomlkit')])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_day_of_another_date_is_marked(tmp_path: object) -> None:
    """Entered later: kept out of baselines."""
    page = MorningPage(
        context("well"), Day(date=TODAY, planned=EASY), keymap=Keymap(), now=datetime.fromisoformat(NOW),
        today=date(2026, 11, 24), routines=lambda: STEPS,
    )  # fmt: skip  # one call
    assert saved(press(page, ORDINARY)).morning.entered_later


def test_a_line_is_cleared_whole_or_by_words() -> None:
    """ctrl+w takes the word before the caret, ctrl+u all before it."""
    page = page_of()
    press(page, 'n "felt  fine today "')
    for left in ("felt  fine ", "felt  ", ""):
        page.key("ctrl+w")
        assert isinstance(page.mode, TextLine) and page.mode.text == left
    press(page, '"one two"')
    page.key("left")
    page.key("ctrl+w")
    assert page.mode.text == "one o"
    page.key("ctrl+u")
    assert page.mode.text == "o" and page.mode.at == 0
