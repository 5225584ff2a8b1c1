"""What is unfinished comes back: answers, the cursor, and what was half said, after any key on either page."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from daily import own_place
from faces import NOW, TODAY, Hand, desk_of, furnish, keys, sore
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.days import Morning
from planner.core.record import Chosen
from planner.core.values import replace
from planner.storage import drafts
from planner.tui import trail
from planner.tui.editor import Editor
from planner.tui.modes import Menu, TextLine

SORE = "7 2 2 2 2 1 0 Enter"
EVENING = "2026-11-23T19:00:00+01:00"


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """A runner with four weeks behind them."""
    return Hand(furnish(tmp_path / "home", past=2, pain=[sore("knee_front", "left", 2)]))


def stands(hand: Hand) -> tuple[object, ...]:
    """Everything of a page that has to come back."""
    page = hand.page
    mode = page.mode if trail.stands(page.mode) else None
    line = (mode.text, mode.at) if isinstance(mode, TextLine) else ()
    field = (mode.at, mode.typed) if isinstance(mode, Editor) else ()
    menu = [i.value for i in mode.items] if isinstance(mode, Menu) else []
    return page.name, page.on, page.draft, page.at.key, mode and mode.title, line, field, menu


MORNING = [
    "7",
    "7 + 2",
    "7 2 3 Up Up",
    "7 2 2 2 2 1 3",
    "7 2 2 2 2 1 x k",
    "7 2 2 2 2 1 3 a r",
    "7 2 2 2 2 1 3 v",
    '7 2 2 2 2 1 3 v "jaw"',
    '7 2 2 2 2 1 3 v "jaw" Enter',
    '7 n "hello there',
    '7 n "hello there" Left Left "x',
    '7 n "hello" Enter',
    "7 n",
    'E " trail',
    'E ctrl+u "6 km in the',
    "e 6",
    "e t Right Right c 1 2 0",
    "7 ! a c",
    "7 2 2 2 2 1 i b",
    "7 2 2 2 2 1 l s",
    "7 2 2 2 2 1 0",
    '7 2 2 2 2 4 0 k "a race',
    f'{SORE} n "after the save',
    f"{SORE} e 5",
    f"{SORE} e 5 Enter u",
    f"{SORE} u u",
    "v",
    "v t",
    'v t "5',
]
DONE = [
    "y",
    "y 4",
    "y 4 3",
    "y 4 3 2",
    "y 4 Down Down",
    "y 4 3 2 5",
    "y 4 3 2 5 k",
    "y 4 3 2 5 k r",
    "y 4 3 2 0",
    "! f",
    "! f Enter",
    'E ctrl+u "7.9 km 5:4',
    'y N "windy',
    'y N "windy" Enter',
    "e 9",
    "e 9 Enter 3",
    "n",
]


def typed(said: str) -> list[str]:
    """Keys, an open quotation mark closed at the end, ctrl+u by its name."""
    out: list[str] = []
    for n, part in enumerate(said.split("ctrl+u")):
        out += [*(["ctrl+u"] if n else []), *keys(part)]
    return out


@pytest.mark.parametrize("said", MORNING)
def test_a_morning_stands_as_it_was_left(hand: Hand, said: str) -> None:
    """After each of the keys, in a new process each time; and the keys after it mean the same."""
    whole = typed(said)
    for key in whole:
        hand.press([key])
        hand.pages.keep_draft()
        again = hand.again()
        assert stands(again) == stands(hand), key
        hand = again
    assert hand.page.message.startswith("As you left it") or hand.page.saved


@pytest.mark.parametrize("said", DONE)
def test_the_done_page_stands_as_it_was_left(hand: Hand, said: str) -> None:
    """It opens by itself, since something on it is unfinished."""
    hand.type(f"{SORE} D")
    for key in typed(said):
        hand.press([key])
        hand.pages.keep_draft()
        again = hand.again()
        assert stands(again) == stands(hand), key
        hand = again
    assert hand.page.name == "done" and hand.page.message == "As you left it, not saved yet."


def test_the_done_page_goes_on_to_the_same_file(hand: Hand, tmp_path: Path) -> None:
    """Told in one run of the program or in a new one for each key."""
    start = f"{SORE} D"
    told = 'y 4 3 2 5 k r 1 N "windy" Enter 0 Enter'
    other = Hand(furnish(tmp_path / "other", past=2, pain=[sore("knee_front", "left", 2)]))
    other.type(f"{start} {told}")
    hand.type(start)
    for key in keys(told):
        hand.press([key])
        hand.pages.keep_draft()
        hand = hand.again()
    assert hand.page.day.done[0].note == "windy" and left(hand) == []
    assert file(hand).read_bytes() == file(other).read_bytes()


def file(hand: Hand) -> Path:
    """Today's file."""
    return hand.desk.places.day_file(TODAY)


def left(hand: Hand) -> list[str]:
    """The drafts that are there."""
    return sorted(p.name for p in (hand.desk.places.state / "drafts").glob("*.json"))


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_any_keys_then_a_new_start(data: st.DataObject) -> None:
    """Whatever was typed on the morning and on the Done page, the next start stands where the last one did."""
    letters = st.sampled_from([*"0123456789x+yplikagrbncdseEmtuUjhNvDM!", "enter", "escape", "up", "down", "left"])
    said = data.draw(st.lists(letters, max_size=25))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(_home(), Path(folder) / "home")
        hand = Hand(desk_of(Path(folder) / "home"))
        for key in said:
            hand.press([key])
            hand.pages.keep_draft()
        again = hand.again()
        if hand.page.name == "done" and (hand.page.on != TODAY or not left(hand)):
            again.type("D")  # with nothing said on it, or of yesterday, it does not open by itself
        if hand.page.on == again.page.on and hand.page.name == again.page.name:
            asked = stands(hand)[4:5] if hand.page.mode is None or hand.page.trail.steps else None
            assert again.page.draft == hand.page.draft
            assert asked is None or stands(again)[4:] == stands(hand)[4:]


def _home(kept: list[Path] = []) -> Path:  # noqa: B006  # made once
    if not kept:
        kept.append(own_place() / "home")
        furnish(kept[0], past=2, pain=[sore("knee_front", "left", 2)])
    return kept[0]


def test_answers_survive_a_look_at_other_pages(hand: Hand) -> None:
    """A half answered morning, a half told run, there and back: nothing is asked twice."""
    hand.type("7 2 3 D y 4 M")
    assert hand.page.draft.morning.fatigue == 3
    hand.type("W D")
    assert hand.page.draft.effort == 4 and hand.page.name == "done"
    hand.type("S M")
    assert hand.page.draft.morning.sleep_quality == 2


def test_the_page_that_was_shown_last_is_shown_first(hand: Hand) -> None:
    """The Done page left by D and come back to by D; the morning once it was gone back to."""
    hand.type(f"{SORE} D y 4 M")
    hand.pages.keep_draft()
    assert hand.again().page.name == "morning"
    back = hand.again().type("D")
    back.pages.keep_draft()
    assert hand.again().page.name == "done" and hand.again("2026-11-24T06:00:00+01:00").page.name == "morning"


def test_a_told_run_takes_no_morning_with_it(hand: Hand) -> None:
    """The Done page's save lets go of its own draft and of no other."""
    hand.type("7 2 3 D y 4 0 Enter M")
    assert hand.page.draft.morning.fatigue == 3 and left(hand) == [f"{TODAY}.json"]
    again = hand.again()
    assert again.page.draft.morning.fatigue == 3


def test_strength_marked_beside_the_form_keeps_the_form(hand: Hand) -> None:
    hand.type(f"{SORE} D y 4 s")
    hand.pages.keep_draft()
    assert hand.again().page.draft.effort == 4


def test_killed_between_the_save_and_the_end_of_its_draft(hand: Hand) -> None:
    """A session that was saved is not there twice, as a half told one."""
    hand.type(f"{SORE} D E Enter")
    hand.type('4 3 2 0 N "w" Enter')
    hand.pages.keep_draft()
    draft = hand.desk.places.state / "drafts" / f"{TODAY}.done.json"
    kept = draft.read_bytes()
    hand.type("Enter")
    assert hand.page.saved and not draft.exists()
    draft.write_bytes(kept)
    again = hand.again().type("D")
    assert again.page.number == 0 and again.page.saved and "As you left it" not in again.page.message


def test_undone_is_nothing_left(hand: Hand) -> None:
    """Answers that were all taken back leave no draft, and the next start says nothing of them."""
    hand.type("7 2")
    hand.pages.keep_draft()
    assert left(hand)
    hand.type("u u")
    hand.pages.keep_draft()
    assert left(hand) == [] and "As you left it" not in hand.again().page.message


def test_undo_reaches_back_over_other_pages(hand: Hand) -> None:
    """There and back the morning undoes as before, the Done page too."""
    hand.type("7 2 3 W M u u")
    assert hand.page.draft.morning.sleep_quality is None and hand.page.draft.morning.sleep_h == 7
    hand.type("D y 4 M D u")
    assert hand.page.draft.effort is None and hand.page.draft.planned


LINES = ['W Down e "6 km in', "W Down Down t ctrl+u", 'S a "Hoka', 'S Down e " blue', ', j Enter "1']


@pytest.mark.parametrize("said", LINES)
def test_a_half_typed_line_of_another_page_is_there_again(hand: Hand, said: str) -> None:
    """A day's run, a pair's name, a setting: after each key, in a new process; done or left it is gone."""
    for key in typed(said):
        hand.press([key])
        hand.pages.keep_draft()
        if isinstance(hand.page.mode, TextLine):
            again = hand.again()
            now, was = again.page, hand.page
            assert (now.name, now.at) == (was.name, was.at), key
            assert isinstance(now.mode, TextLine)
            assert (now.mode.title, now.mode.text, now.mode.at) == (was.mode.title, was.mode.text, was.mode.at)
            hand = again
    assert left(hand) == [f"{TODAY}.{hand.page.name}.json"]
    hand.type("Esc")
    hand.pages.keep_draft()
    assert left(hand) == [] and hand.again().page.name == "morning"


def test_a_line_that_was_kept_is_not_typed_again(hand: Hand) -> None:
    """A setting that is saved opens nothing, nor does a pair that is added."""
    for said in (", j Enter", '"12"', "Enter"):
        hand.type(said)
        hand.pages.keep_draft()
    assert hand.page.mode is None and hand.desk.settings.usual.long_km == 12 and left(hand) == []
    for said in ("S a", '"Hoka"', "Enter"):
        hand.type(said)
        hand.pages.keep_draft()
    assert hand.page.mode is None and left(hand) == [] and "Hoka" in hand.text()


def test_a_long_note_that_was_pasted_and_moved_about_in(hand: Hand) -> None:
    """What stands in the line is kept, not how it came there: more keys than anybody would go again."""
    hand.type("7 n")
    hand.page.paste("slept badly " * 30)
    hand.press(["left", "right"] * 300)
    hand.type("Left x")
    hand.pages.keep_draft()
    again = hand.again()
    assert stands(again) == stands(hand) and "x " in again.page.mode.text


def test_a_search_is_not_kept(hand: Hand) -> None:
    """A list of commands and a search are looked for, not said."""
    hand.type('7 ? "wee')
    hand.pages.keep_draft()
    again = hand.again()
    assert again.page.mode is None and again.page.draft.morning.sleep_h == 7
    again.type('H / "kn')
    again.pages.keep_draft()
    assert again.again().page.name == "morning" and left(again) == [f"{TODAY}.json"]


def test_what_was_told_meanwhile_is_not_replaced(hand: Hand) -> None:
    """Half told here, told by a command: the half stays a session of its own."""
    hand.type(f"{SORE} D y 4")
    hand.pages.keep_draft()
    other = desk_of(hand.desk.places.state.parent)
    day = other.day(TODAY)
    done = replace(hand.page.draft.done(None), km=3.0)
    other.save(replace(day, done=(done,)), settles="")
    again = hand.again()
    again.type("D") if again.page.name != "done" else None
    assert again.page.number == 1 and again.page.draft.effort == 4


@pytest.mark.parametrize(
    "steps",
    [None, 7, "3", [], [3], ["3", 4], [["a", "b"]], ["q"], ["D"], ["enter"], [["x", 2]], ["n", ["hi", 99]], ["?"]],
)
def test_a_draft_that_people_changed(hand: Hand, steps: object) -> None:
    """Whatever it says, the answers stand and nothing is saved or opened."""
    hand.type("7 2 n h")
    hand.pages.keep_draft()
    kept = drafts.load(hand.desk.places, TODAY)
    assert kept is not None
    drafts.save(hand.desk.places, TODAY, {**kept, "steps": steps, "base_at": steps, "at": steps})
    again = hand.again()
    assert again.page.draft == hand.page.draft and not file(hand).exists()
    assert again.page.name == "morning" and (again.page.mode is None or steps == ["n", ["hi", 99]])


def test_half_said_on_the_day_that_was(hand: Hand) -> None:
    """A draft is of its day: the next morning is asked anew, and the old one stands when it is opened."""
    hand.type("7 2 n h")
    hand.pages.keep_draft()
    again = hand.again("2026-11-24T07:00:00+01:00")
    assert again.page.on != TODAY and again.page.draft.morning == Morning(pain=(), flags=())
    again.pages.open("morning", TODAY)
    assert isinstance(again.page.mode, TextLine) and again.page.mode.text == "h"


def test_the_last_step_of_a_pain_is_asked_again(tmp_path: Path) -> None:
    """The questions after a pain's place come back too."""
    hand = Hand(furnish(tmp_path / "hip")).type("7 2 2 2 2 4 h l")
    assert isinstance(hand.page.mode, Menu)
    hand.pages.keep_draft()
    again = hand.again()
    assert stands(again) == stands(hand)
    again.type("y n 0 Enter")
    assert again.page.day.morning is not None
    (pain,) = again.page.day.morning.pain or ()
    assert pain.night is True and pain.score == 4


def test_an_hour_after_the_run_the_done_page_opens_as_it_was(hand: Hand) -> None:
    hand.type(SORE)
    assert isinstance(hand.page.draft.chosen, Chosen)
    later = hand.again(EVENING).type("y 4")
    later.pages.keep_draft()
    assert hand.again(EVENING).page.draft.effort == 4 and NOW != EVENING
