"""Several changes at once: what taking the advice puts back, what stays, and what of it reaches the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from faces import TODAY, furnish

from planner.core import answer as answers
from planner.core.answer import Answer, put_back
from planner.core.days import Morning, Pain, Planned
from planner.core.measure import changes
from planner.core.record import Shoe
from planner.core.tomorrow import chosen_session
from planner.desk import Desk

WELL = Morning(sleep_h=8, sleep_quality=2, fatigue=2, soreness=2, stress=2, pain=(), flags=())
NEW = Shoe(id="new", name="New", start_km=0.0, added=TODAY)
CHANGED: dict[str, dict[str, Any]] = {
    "shoes": {"shoe": "new"},
    "surface": {"terrain": "trail"},
    "climb": {"climb_m": 400.0},
    "distance": {"km": 14.0},
    "speed": {"faster_than_usual": True, "pace": 4.5},
}
ORDER = list(CHANGED)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Four weeks on the road, the longest run 12 km, one pair that is new."""
    home = tmp_path_factory.mktemp("changes") / "home"
    found = furnish(home)
    found.save_shoes((*found.shoes, NEW))
    return found


def asked(desk: Desk, names: tuple[str, ...], **more: Any) -> Answer:
    """An easy road run of 8 km with some things new in it."""
    plan = Planned(kind="easy", km=8.0, terrain="road", climb_m=40.0, shoe="ghost-16")
    for name in names:
        plan = replace(plan, **CHANGED[name])
    return desk.context(TODAY).answer(replace(WELL, **more), (plan,))


SEVERAL = [names for size in (2, 3, 4, 5) for names in combinations(ORDER, size)]


@pytest.mark.parametrize("names", SEVERAL, ids="-".join)
def test_all_but_the_first_go_back(desk: Desk, names: tuple[str, ...]) -> None:
    """And the run that is left has one change, by the rules' own measure; a longer one only up to the spike's cap."""
    answer = asked(desk, names)
    assert put_back(answer) == names[1:] and "ONE_CHANGE" in answer.advice.warnings
    left = answers.left(answer)
    assert left is not None and left.is_run and (left.pace is None or "speed" not in names)
    then = desk.context(TODAY).answer(WELL, (left,))
    assert changes(then.scenario, desk.book.entries["one-change"].numbers) == (
        () if names[0] == "distance" else names[:1]
    )
    assert left.terrain == ("trail" if names[0] == "surface" else "road")
    assert left.shoe == ("new" if "shoes" in names else "ghost-16")


@pytest.mark.parametrize("name", ORDER)
def test_one_change_alone_stays(desk: Desk, name: str) -> None:
    answer = asked(desk, (name,))
    assert put_back(answer) == () and "ONE_CHANGE" not in answer.advice.warnings
    left = answers.left(answer)
    assert left is not None and left.terrain == answer.plan.terrain  # type: ignore[union-attr]  # it has a plan


def test_a_hard_session_after_weeks_without_one_goes_back_to_easy(desk: Desk) -> None:
    plan = Planned(kind="tempo", km=8.0, terrain="trail")
    answer = desk.context(TODAY).answer(WELL, (plan,))
    facts = replace(answer.facts, history=replace(answer.facts.history, days_since_hard=60))
    again = answers.again(WELL, (plan,), facts, desk.book)
    left = answers.left(again)
    assert put_back(again) == ("speed",) and left is not None and (left.kind, left.terrain) == ("easy", "trail")


def test_where_no_ground_is_usual_none_is_named(desk: Desk) -> None:
    answer = asked(desk, ("shoes", "surface"))
    history = replace(answer.facts.history, usual_terrain=None)
    again = answers.again(WELL, answer.planned, replace(answer.facts, history=history), desk.book)
    left = answers.left(again)
    assert put_back(again) == ("surface",) and left is not None and left.terrain is None


def test_nothing_is_put_back_where_no_run_is_left(desk: Desk) -> None:
    ill = asked(desk, ("surface", "distance"), flags=("fever",))
    hurt = asked(desk, ("surface", "distance"), pain=(Pain(site="groin", side="left", score=3),))
    assert put_back(ill) == put_back(hurt) == ()


def test_taken_it_is_in_the_choice_and_in_what_is_told_in_the_evening(desk: Desk) -> None:
    answer = asked(desk, ("shoes", "surface", "distance"))
    chosen = answers.take(answer)
    assert chosen.terrain == "road" and chosen.km is not None and chosen.km <= 12
    assert chosen_session(chosen, answer.plan).terrain == "road"
    plan = Planned(kind="easy", km=5.0, terrain="trail", shoe="new")  # short enough: only its ground is another
    short = answers.take(desk.context(TODAY).answer(WELL, (plan,)))
    assert (short.km, short.terrain) == (5.0, "road") and chosen_session(short, plan).terrain == "road"
    same = answers.take(asked(desk, ("surface", "distance")))
    assert same.terrain is None, "the plan's own ground is not said twice"


def test_a_choice_of_ground_is_kept_in_the_file(desk: Desk) -> None:
    answer = asked(desk, ("shoes", "surface"))
    day = answers.fill(replace(desk.day(TODAY), planned=answer.planned), WELL, answer, answers.take(answer))
    desk.save(day)
    text = desk.places.day_file(TODAY).read_text()
    assert text.count('\nterrain = "road"') == 1 and "[chosen]" in text
    assert desk.journal.day(TODAY).chosen == day.chosen
    assert desk.journal.day(TODAY - timedelta(days=1)).chosen is None
    desk.places.day_file(TODAY).unlink()
