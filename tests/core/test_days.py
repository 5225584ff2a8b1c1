"""The words of design.md 4 and 5 for kinds, grounds and ratings, and what is so of a morning that did not say."""

from __future__ import annotations

import pytest

from planner.core.days import DONE_KINDS, HARD_KINDS, KINDS, RATINGS, RUN_KINDS, TERRAINS, Morning, Planned


def test_the_words_are_those_of_the_files() -> None:
    """A word more or less, or spelled otherwise, would make files of before unreadable."""
    assert " ".join(KINDS) == "easy long tempo intervals hills race recovery rest cross strength"
    assert " ".join(DONE_KINDS) == "run cross strength rest"
    assert " ".join(TERRAINS) == "road trail track treadmill grass mixed"
    assert " ".join(RATINGS) == "sleep_quality fatigue soreness stress"


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_which_kinds_are_runs_and_which_of_them_are_hard(kind: str | None) -> None:
    """design.md 3: hard = tempo, intervals, hills, race; a plan without a kind is easy."""
    plan = Planned(kind=kind)
    assert plan.is_run is (kind not in ("rest", "cross", "strength"))
    assert plan.is_hard is (kind in ("tempo", "intervals", "hills", "race"))
    assert (kind in RUN_KINDS) is (plan.is_run and kind is not None)
    assert (kind in HARD_KINDS) is plan.is_hard


def test_a_morning_of_which_nothing_else_is_said_was_answered_on_time_and_by_the_runner() -> None:
    """So that it counts for what is usual: a copied, a late and a later-entered one do not."""
    m = Morning()
    assert (m.copied, m.entered_later, m.late) == (False, False, False)
    assert (m.pain, m.flags, m.closed, m.at, m.note) == (None, None, (), None, None)
