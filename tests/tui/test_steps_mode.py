"""Step mode on both pages: ticks that are kept, a countdown that is told the time, lists that can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from faces import TODAY, Hand, furnish, sore
from golden import golden, left_over
from hypothesis import given, settings
from hypothesis import strategies as st
from program import Program

from planner.core.record import Chosen, Day
from planner.tui.frame import length
from planner.tui.steps_mode import StepsMode

RUN = "7 2 2 2 2 0 Enter"
FOLDER = Path(__file__).parent / "goldens-steps"
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "first": (f"{RUN} w", {}),
    "some-done": (f"{RUN} w Enter s Enter", {}),
    "counting": (f"{RUN} w Space", {}),
    "cool-down": (f"{RUN} w Tab", {}),
    "strength": (f"{RUN} w Tab Tab n n n n Space", {}),
    "adding": (f"{RUN} w a", {}),
    "effort": (f"{RUN} s", {}),
    "strength-done": (f"{RUN} s 5", {}),
    "sore": ("7 2 2 2 2 2 n 0 Enter w n", {"pain": [sore("achilles", "left", 2)]}),
    "on-done": (f"{RUN} D w", {}),
    "ascii": (f"{RUN} w n Enter b b Space", {"extra": "ascii = true"}),
}
ALL = [pytest.param(name, size, id=f"{name}-{size[0]}x{size[1]}") for name in STATES for size in SIZES]


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """A morning answered and saved: a run, strength due."""
    return Hand(furnish(tmp_path / "home", past=3)).type(RUN)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Hand]:
    """The page in a state, each made once."""

    @cache
    def make(name: str) -> Hand:
        said, home = STATES[name]
        return Hand(furnish(tmp_path_factory.mktemp("steps") / name, **home)).type(said)

    return make


def today(hand: Hand) -> Day:
    """What today's file says."""
    return hand.again().desk.journal.day(TODAY)


def stored(hand: Hand) -> Chosen:
    """The choice that is stored."""
    chosen = today(hand).chosen
    assert chosen is not None
    return chosen


def ticked(hand: Hand) -> tuple[str, ...]:
    """The ticks that are stored."""
    return stored(hand).ticked


@pytest.mark.parametrize(("name", "size"), ALL)
def test_golden(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """The picture is the one that was looked at; it fills its size."""
    frame = shown(name).frame(*size)
    golden(FOLDER, name, size, frame.text())
    assert {length(line) for line in frame.lines} == {size[0]} and len(frame.lines) == size[1]
    assert name != "ascii" or frame.text().isascii()


def test_no_golden_is_left_over() -> None:
    """Each file is of a state and a size."""
    assert not left_over(FOLDER, {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("first", ["Brisk walk", "10:00", "Space starts", "Why:", "Esc leave", "Enter done"]),
        ("some-done", ["Ankle rocks", "2 done"]),
        ("counting", ["10:00", "running", "Space pause"]),
        ("cool-down", ["Cool-down, step 1 of 4"]),
        ("strength", ["Side star plank", "0:15", "a set; 4 of them"]),
        ("effort", ["How hard was it, 0-10?"]),
        ("strength-done", ["Strength: effort 5 of 10."]),
        ("sore", ["step 2 of"]),
        ("on-done", ["Cool-down, step 1 of 4"]),
        ("ascii", ["[x] 2 Leg swings"]),
    ],
)
@pytest.mark.parametrize("size", SIZES)
def test_what_matters_is_on_the_screen(
    shown: Callable[[str], Hand], name: str, words: list[str], size: tuple[int, int]
) -> None:
    """At every size."""
    text = shown(name).text(*size)
    if name == "ascii" and size[1] < 24:
        words = ["10:00 [.."]
    assert [w for w in words if w not in text] == []


def test_the_due_day_is_said_and_the_key_named(hand: Hand) -> None:
    """A line on the morning, the key in the hint bar; both gone once it is done."""
    text = hand.text(60, 20)
    assert "Strength today: 5 exercises" in text and "w shows them" in text and "s strength done" in text
    text = hand.type("s Enter").text(60, 20)
    assert "Strength done today" in text and "Strength today" not in text and "s strength done" not in text


def test_steps_wait_for_the_answers_and_the_choice(tmp_path: Path) -> None:
    """Nothing is shown that the open questions could still take away."""
    hand = Hand(furnish(tmp_path / "home")).type("7 2 2 w")
    assert hand.page.mode is None and "Answer the questions first" in hand.text()
    hand.type("2 2 3 k r 0 Enter w")
    assert hand.page.mode is None and "First m or k" in hand.text()
    hand.type("m w")
    assert isinstance(hand.page.mode, StepsMode)
    assert "Walking lunges" not in hand.text(), "they load the sore knee"


def test_no_steps_on_a_rest_day(tmp_path: Path) -> None:
    """It is said, and no mode opens; no strength either."""
    hand = Hand(furnish(tmp_path / "home")).type("7 2 2 2 2 i a Enter 0 Enter")
    assert hand.page.shown_rung == 0
    hand.type("m" if hand.page.offer else "w").type("w")
    assert hand.page.mode is None and "No steps today" in hand.text()
    hand.type("s")
    assert "No strength today" in hand.text() and not today(hand).done


def test_ticks_are_in_the_file_at_once_and_survive(hand: Hand) -> None:
    """Also the end of the program in the middle; the next start goes on at the first open step."""
    hand.type("w Enter Enter")
    assert ticked(hand) == ("walk-5", "leg-swings")
    again = hand.again().type("w")
    assert "Walking lunges" in again.text().split("\n")[2], "it stands on the first open step"
    again.type("b Enter")
    assert ticked(again) == ("walk-5",), "Enter on a ticked step takes the tick back"


def test_a_saved_day_stays_as_it_was_but_for_the_tick(hand: Hand) -> None:
    """Only `ticked` is new."""
    before = today(hand)
    hand.type("w Enter")
    after = today(hand)
    assert after.chosen is not None and before.chosen is not None
    assert after == replace(before, chosen=replace(before.chosen, ticked=("walk-5",)))


def test_ticks_outlive_a_changed_answer(hand: Hand) -> None:
    """What was done was done, whatever the new answer shows."""
    hand.type("w Enter Enter Esc Up Up 3 Enter")
    assert ticked(hand) == ("walk-5", "leg-swings")


def test_undo_takes_a_tick_back(hand: Hand) -> None:
    """In the mode, and saved."""
    hand.type("w Enter Enter u")
    assert ticked(hand) == ("walk-5",)


def test_next_back_skip_and_other_lists(hand: Hand) -> None:
    """None of them ticks anything; the end of a list is said."""
    hand.type("w n")
    assert "step 2 of 4" in hand.text()
    hand.type("b b b")
    assert "step 1 of 4" in hand.text()
    hand.type("s s s s")
    assert "Warm-up is through, Tab goes on" in hand.text() and "[-] 1 Brisk walk" in hand.text()
    hand.type("Tab")
    assert "Cool-down, step 1" in hand.text()
    hand.type("Tab")
    assert "Strength, step 1 of 5" in hand.text()
    assert ticked(hand) == ()
    hand.type("w")
    assert hand.page.mode is None


def test_the_countdown_is_told_the_time(hand: Hand) -> None:
    """It starts, pauses, ends and never ticks by itself; while it stands nobody needs to tell it anything."""
    page = hand.type("w").page
    assert not page.clock(100.0), "nothing counts yet"
    hand.type("Space")
    assert page.clock(100.0) and page.clock(101.0) and page.clock(102.5)
    assert " 9:58 [" in hand.text() and "running" in hand.text()
    hand.type("Space")
    assert not page.clock(200.0) and "9:58" in hand.text() and "paused" in hand.text()
    hand.type("Space")
    assert page.clock(300.0) and page.clock(310.0) and " 9:48 [" in hand.text(), "the pause does not count"
    assert page.clock(310.0 + 587) and not page.clock(310.0 + 588)
    assert "0:00" in hand.text() and "Time. Enter ticks it" in hand.text()
    assert ticked(hand) == ()
    hand.type("n")
    assert not page.clock(1e9)


def test_a_clock_that_goes_back_adds_nothing(hand: Hand) -> None:
    """A suspended machine may tell strange times."""
    page = hand.type("w Space").page
    page.clock(100.0)
    page.clock(50.0)
    assert "10:00" in hand.text()


@pytest.mark.parametrize(("sound", "rings"), [("", False), ("sound = true", True)])
def test_no_sound_unless_set(tmp_path: Path, sound: str, rings: bool) -> None:
    """And then once."""
    hand = Hand(furnish(tmp_path / "home", extra=sound)).type(f"{RUN} w Space")
    hand.page.clock(0.0)
    assert not hand.page.rings()
    hand.page.clock(601.0)
    assert [hand.page.rings(), hand.page.rings()] == [rings, False]


def test_nothing_to_count_where_there_are_repetitions(hand: Hand) -> None:
    """Space says so."""
    page = hand.type("w n Space").page
    assert "Nothing to count here" in hand.text() and not page.clock(0.0)


def test_a_list_is_changed_and_stays(hand: Hand) -> None:
    """Drop, move, add: the ids are in the choice, and the next start shows them."""
    hand.type("w d")
    assert stored(hand).warm_up == ("leg-swings", "walking-lunges", "ankle-rocks")
    hand.type("] ]")
    assert stored(hand).warm_up == ("walking-lunges", "ankle-rocks", "leg-swings")
    hand.type("[")
    assert stored(hand).warm_up == ("walking-lunges", "leg-swings", "ankle-rocks")
    hand.type("a d")
    chosen = today(hand).chosen
    assert chosen is not None
    assert chosen.warm_up == ("walking-lunges", "leg-swings", "strides", "ankle-rocks")
    assert chosen.cool_down, "the other list is as it was"
    again = hand.again().type("w n n")
    assert "Strides" in again.text() and "added by you" in again.text()
    again.type("d d d d d")
    assert "It is the only step left" in again.text()
    assert len(stored(again).warm_up) == 1
    again.type("u u u Esc Enter")
    assert stored(again).warm_up == chosen.warm_up


def test_esc_in_the_menu_goes_back_to_the_steps(hand: Hand) -> None:
    """One level, not two."""
    hand.type("w a Esc")
    assert isinstance(hand.page.mode, StepsMode) and "step 1 of 4" in hand.text()


def test_a_new_answer_gives_the_lists_anew(hand: Hand) -> None:
    """A list that was changed is that of its answer: a pain said later decides again."""
    hand.type("w d Esc 4 k r 0 m")
    chosen = today(hand).chosen
    assert chosen is not None and "walking-lunges" not in chosen.warm_up


def test_strength_is_not_rearranged(hand: Hand) -> None:
    """Its exercises go together."""
    for key in "ad[]":
        hand.type(f"w Tab Tab {key}")
        assert "go together" in hand.text()
        hand.type("Esc")


def test_a_day_without_a_plan_keeps_ticks_too(tmp_path: Path) -> None:
    """The first tick takes the advice."""
    hand = Hand(furnish(tmp_path / "home", week={})).type(f"{RUN} w Enter")
    chosen = today(hand).chosen
    assert chosen is not None and chosen.ticked == ("walk-5",) and len(chosen.warm_up) == 4 and chosen.cool_down


KEYS = st.lists(
    st.sampled_from([*"wstnbadujk[]q x05", "enter", "escape", "tab", "up", "down", "delete"]), min_size=1, max_size=20
)


@settings(max_examples=15, deadline=None)
@given(KEYS)
def test_no_keys_break_it(tmp_path_factory: pytest.TempPathFactory, pressed: list[str]) -> None:
    """Any keys: pictures of the right size, ids of the book without a second one, one strength session at most."""
    hand = Hand(furnish(tmp_path_factory.mktemp("keys") / "home", past=2)).type(RUN)
    for n, key in enumerate(["w", *pressed]):
        hand.press([key])
        if hand.gone:
            break
        hand.page.clock(float(n * 100))
        assert len(hand.frame(60, 20).lines) == 20
    chosen = today(hand).chosen
    if chosen is not None:
        for ids in (chosen.warm_up, chosen.cool_down, chosen.ticked):
            assert len(set(ids)) == len(ids) and set(ids) <= set(hand.desk.routines.steps)
    assert sum(d.kind == "strength" for d in today(hand).done) <= 1


def test_in_a_terminal(program: Callable[..., Program]) -> None:
    """A countdown that counts by itself, and ticks that a kill -9 leaves in the file."""
    p = program(size=(80, 24))
    p.wait("Sleep")
    p.type(f"{RUN} w Enter Tab Space")
    p.wait("running")
    p.wait("4:58 [")
    p.type("Space")
    p.wait("paused")
    assert p.day_where(lambda day: "ticked" in day["chosen"])["chosen"]["ticked"] == ["walk-5"]
    p.settle()
    quiet = p.total()
    assert p.settle(quiet=1.3, most=1.4) == 0 and p.total() == quiet, "nothing is drawn while nothing counts"
    p.kill()
    again = program(size=(80, 24))
    again.wait("RUN")
    again.type("w")
    again.wait("[x] 1 Brisk walk")


def test_what_hurt_on_the_run_is_spared_after_it(hand: Hand) -> None:
    """On the Done page as soon as it is said, before it is saved; on the morning page from then on."""
    hand.type("D y 3")
    hand.type("w")
    assert "Front thigh stretch" in hand.text() and "Hip flexor stretch" in hand.text()
    hand.type("Esc 4 k r 2 w")
    assert "Cool-down, step 1 of 2" in hand.text(), "two of the four load the knee"
    assert "Front thigh stretch" not in hand.text() and "Hip flexor stretch" not in hand.text()
    hand.type("Esc 0 Enter M w")
    assert "Cool-down, step 1 of 2" in hand.text() and "Hip flexor stretch" not in hand.text()
    hand.type("Tab")
    assert "Single-leg squat" not in hand.text()


def test_a_sign_on_the_run_leaves_no_steps(hand: Hand) -> None:
    """Neither a cool-down nor strength, on both pages."""
    hand.type("D y 3 ! n Enter")
    hand.type("w")
    assert "No steps this day" in hand.text()
    hand.type("s")
    assert "No strength today" in hand.text()
    hand.type("0 Enter M")
    for key, words in (("w", "No steps today"), ("s", "No strength today")):
        hand.type(key)
        assert words in hand.text()


def test_as_much_as_there_is_time_for(hand: Hand) -> None:
    """What is optional goes first, then from the end; it is kept, and u brings it back."""
    hand.type("w m b")
    assert stored(hand).warm_up == ("walk-5",) and "3 steps out for 5 min; u brings back" in hand.text()
    hand.type("u")
    assert len(stored(hand).warm_up) == 4
    hand.type("m f")
    assert "All of it fits into 20 min" in hand.text()
    hand.type("Tab m c")
    assert stored(hand).cool_down == ("walk-down-5", "calf-stretch")
    hand.type("Tab m")
    assert "go together" in hand.text()


def test_one_enter_too_many_takes_no_tick_back(hand: Hand) -> None:
    """At the end of a list it leaves; a step that was walked back to is another matter."""
    hand.type("w Enter Enter Enter Enter")
    assert "Warm-up is through, Tab goes on; Enter leaves" in hand.text() and len(ticked(hand)) == 4
    hand.type("Enter")
    assert hand.page.mode is None and len(ticked(hand)) == 4
    hand.type("w Tab Tab")
    assert "Warm-up, step 4 of 4" in hand.text()
    hand.type("b Enter")
    assert len(ticked(hand)) == 3
    hand.type("Enter u Enter")
    assert len(ticked(hand)) == 4, "what is undone can be ticked again"
