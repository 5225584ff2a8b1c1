"""The words for sessions, ground and answers as they stand in files: a renamed one would make the records of years
unreadable. So they are written down here a second time, on purpose.
"""

from __future__ import annotations

import pytest

from planner.core import days
from planner.core.days import Planned
from planner.core.verdict import Caps, Form, Referral, Rung, SavedAdvice

SESSIONS = """
easy      run
long      run
recovery  run
tempo     run  hard
intervals run  hard
hills     run  hard
race      run  hard
rest      -
cross     -
strength  -
"""


@pytest.mark.parametrize("row", SESSIONS.strip().splitlines())
def test_sessions(row: str) -> None:
    """Each kind of session, whether it is a run and whether it is a hard one."""
    kind, *words = row.split()
    plan = Planned(kind=kind)
    assert kind in days.KINDS
    assert (plan.is_run, plan.is_hard) == ("run" in words, "hard" in words)


def test_there_are_no_others() -> None:
    assert len(days.KINDS) == len(SESSIONS.strip().splitlines())
    assert Planned().is_run and not Planned().is_hard, "a plan without a kind is an easy run"


def test_what_was_done_and_on_what_ground() -> None:
    assert days.DONE_KINDS == ("run", "cross", "strength", "rest")
    assert days.TERRAINS == ("road", "trail", "track", "treadmill", "grass", "mixed")
    assert days.RATINGS == ("sleep_quality", "fatigue", "soreness", "stress")


def test_answers_in_their_order() -> None:
    """From the gentlest rung up, from no referral to the most urgent one."""
    assert [r.word for r in sorted(Rung)] == ["rest", "cross_train", "modified_run", "run"]
    urgency = ["none", "physio", "clinician_soon", "clinician_same_day", "emergency"]
    assert [r.word for r in sorted(Referral)] == urgency
    assert [f.word for f in sorted(Form)] == ["walk_run", "run"]


def test_an_answer_that_names_no_version_is_of_the_first_rules() -> None:
    """So that a day written by hand can be replayed."""
    assert SavedAdvice(rung=Rung.RUN, referral=Referral.NONE, caps=Caps()).rules == "1"
