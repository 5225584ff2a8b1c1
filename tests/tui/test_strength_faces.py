"""Strength marked done on both pages, by steps or by one key; steps on the Done page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from faces import TODAY, Hand, furnish, sore

from planner.core.record import Day, Done
from planner.tui.done_draft import DoneDraft

RUN = "7 2 2 2 2 0 Enter"


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """A morning answered and saved: a run, strength due."""
    return Hand(furnish(tmp_path / "home", past=3)).type(RUN)


def today(hand: Hand) -> Day:
    """What today's file says."""
    return hand.again().desk.journal.day(TODAY)


def ticked(hand: Hand) -> tuple[str, ...]:
    """The ticks that are stored."""
    chosen = today(hand).chosen
    assert chosen is not None
    return chosen.ticked


def test_strength_by_steps_becomes_a_session(hand: Hand) -> None:
    """With the exercises that were ticked, and the effort."""
    hand.type("w Tab Tab Enter Enter s Enter Enter")
    assert "How hard was it" in hand.text()
    hand.type("x")
    (done,) = today(hand).done
    assert (done.kind, done.effort) == ("strength", 10)
    assert done.ticked == ("hip-thrust", "band-side-steps", "single-leg-squat", "side-star-plank")


def test_strength_is_marked_by_one_key(hand: Hand) -> None:
    """At once, with all exercises; the effort may stay unsaid; undo and Enter take it out again."""
    hand.type("s")
    (done,) = today(hand).done
    assert done.kind == "strength" and len(done.ticked) == 5 and done.effort is None
    hand.type("Esc s")
    assert "marked done already" in hand.text() and len(today(hand).done) == 1
    hand.type("u Enter")
    assert today(hand).done == ()
    hand.type("U Enter")
    assert len(today(hand).done) == 1


def test_strength_before_the_answers_is_refused(tmp_path: Path) -> None:
    """What is sore decides the exercises."""
    hand = Hand(furnish(tmp_path / "home")).type("7 2 s")
    assert "Answer the questions first" in hand.text() and hand.page.draft.strength is None


def test_a_draft_does_not_lose_the_session(hand: Hand) -> None:
    """A draft file knows no sessions; the stored one stays."""
    hand.type("s 4 Up 5")
    hand.pages.keep_draft()
    again = hand.again()
    assert "As you left it" in again.text() and not again.page.saved
    again.type("Enter")
    assert "stress = 5" in again.desk.places.day_file(TODAY).read_text()
    assert [d.kind for d in today(again).done] == ["strength"]


def test_strength_on_the_done_page(hand: Hand) -> None:
    """Beside the form, which stays as it is; undo takes it back; the run is asked for all the same."""
    hand.type("D s 6")
    assert [(d.kind, d.effort) for d in today(hand).done] == [("strength", 6)]
    assert "What did you do?" in hand.text()
    hand.type("u")
    assert [(d.kind, d.effort) for d in today(hand).done] == [("strength", None)]
    hand.type("u")
    assert today(hand).done == ()
    hand.type("s Enter y 3 0 Enter")
    assert [d.kind for d in today(hand).done] == ["strength", "run"]
    again = hand.again().type("D")
    assert "[3]" in again.text(), "a day with a run opens on it"
    again.type("s")
    assert "told already" in again.text() and len(today(again).done) == 2


def test_the_session_that_is_shown_is_taken_back(hand: Hand) -> None:
    """Then the form is about what is left, or about nothing yet; done again it is there again."""
    hand.type("D s 5 Left u")
    assert [(d.kind, d.effort) for d in today(hand).done] == [("strength", None)]
    assert hand.page.saved and hand.page.draft.effort is None
    hand.type("u")
    assert today(hand).done == () and hand.page.draft == DoneDraft() and not hand.page.saved
    hand.type("U U")
    assert [(d.kind, d.effort) for d in today(hand).done] == [("strength", 5)]
    hand.type("y 3 0 Enter")
    assert [d.kind for d in today(hand).done] == ["strength", "run"]


def test_a_run_before_strength_stays_a_run(hand: Hand) -> None:
    """Marked after the run was told: two sessions, and the form still shows the run."""
    hand.type("D y 3 0 Enter s 5")
    assert [(d.kind, d.effort) for d in today(hand).done] == [("run", 3), ("strength", 5)]
    hand.type("Up 4 Enter")
    assert [(d.kind, d.effort) for d in today(hand).done] == [("run", 4), ("strength", 5)]


def test_ticks_on_the_done_page(hand: Hand) -> None:
    """After the run the cool-down comes first; the form's own answers are not saved by a tick."""
    hand.type("D y 3 w Enter")
    assert ticked(hand) == ("walk-down-5",) and not today(hand).done
    assert not hand.page.saved, "what was said of the run is still to be saved"
    hand.type("Esc 0 Enter")
    assert [d.kind for d in today(hand).done] == ["run"] and ticked(hand) == ("walk-down-5",)
    assert "Cool-down" in hand.type("M w").text(), "after the run the morning begins there too"


def test_no_check_in_no_place_for_ticks(tmp_path: Path) -> None:
    """It is said, and nothing is written."""
    hand = Hand(furnish(tmp_path / "home")).type("D w Enter")
    assert "There was no check-in" in hand.text()
    assert not hand.desk.places.day_file(TODAY).exists()


def test_after_two_light_sessions_the_dose_goes_up(tmp_path: Path) -> None:
    """By the ticks and efforts of the record."""
    hand = Hand(furnish(tmp_path / "home"))
    for back in (9, 5):
        day = hand.desk.journal.day(TODAY - timedelta(days=back))
        done = Done(kind="strength", effort=5, ticked=("hip-thrust",))
        hand.desk.save(replace(day, done=(*day.done, done)))
    text = hand.again().type(f"{RUN} w Tab Tab").text()
    assert "2 x 12" in text or "3 x" in text, text
    assert "2 x 10" not in text.split("\n")[3]


def test_calf_raises_for_whom_the_achilles_was_sore(tmp_path: Path) -> None:
    """Beside the five once it is quiet, and not while it hurts."""
    quiet = Hand(furnish(tmp_path / "quiet", past=9, pain=[sore("achilles", "left", 2)]))
    quiet.type("7 2 2 2 2 0 0 Enter w Tab Tab")
    assert "Strength, step 1 of 6" in quiet.text(60, 40) and "Calf raises" in quiet.text(60, 40)
    hurts = Hand(furnish(tmp_path / "hurts", past=9, pain=[sore("achilles", "left", 2)]))
    hurts.type("7 2 2 2 2 2 n 0 Enter w Tab Tab")
    assert "Strength, step 1 of 4" in hurts.text(60, 40) and "Calf raises" not in hurts.text(60, 40)
