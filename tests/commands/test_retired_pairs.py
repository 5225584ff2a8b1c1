"""A retired pair on the plan: named with its file and line, on every face, and used by no rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from daily import WELL, Runner, runner
from faces import PAIRS, TODAY, Hand, desk_of

from planner.core.record import Shoe
from planner.core.verdict import Rung

OLD = Shoe(id="old", name="Old Pair", start_km=2.0, added=date(2026, 11, 10), very_different=True)
NAMED = "Old Pair was retired on 2026-11-20; name another pair, or leave it out"
RUN = "7 2 2 2 2 0 Enter"


def somebody(home: Path, retired: date | None, *pairs: Shoe) -> Runner:
    """Whose Mondays are planned in a very different pair that is still new."""
    pairs = (*pairs, replace(OLD, retired=retired))
    return runner(home, shoes=pairs, week={"monday": "8 km easy road shoe:old"})


def rung(me: Runner) -> Rung:
    advice = me.day().advice
    assert advice is not None
    return advice.rung


def test_the_rule_on_new_shoes_looks_at_no_retired_pair(tmp_path: Path) -> None:
    """The same pair in use makes the run shorter: so the first half could fail."""
    used = somebody(tmp_path / "used", None, *PAIRS)
    used("check-in", *WELL)
    assert rung(used) is Rung.MODIFIED_RUN and used.table()["facts"]["shoe"]["very_different"] is True
    gone = somebody(tmp_path / "gone", date(2026, 11, 20), *PAIRS)
    gone("check-in", *WELL)
    assert rung(gone) is Rung.RUN and gone.table()["facts"]["shoe"] == {"pairs": 2}


def test_it_is_named_with_file_and_line_by_every_command_of_the_morning(tmp_path: Path) -> None:
    """Before the check-in it stands in the week, after it in the day's own file."""
    me = somebody(tmp_path / "home", date(2026, 11, 20), *PAIRS)
    week = f"settings.toml:4: week.monday: {NAMED}\n"
    assert me("today").err == week
    assert me("plain", stdin="7\n2\n2\n2\n2\n0\n\n\n").err == week
    line = next(n for n, row in enumerate(me.file().read_text().splitlines(), 1) if row == 'shoe = "old"')
    own = f"days/2026/{TODAY}.toml:{line}: planned[1].shoe: {NAMED}\n"
    assert me("check-in", *WELL).err == own
    for _ in range(2):
        assert me("today").err == own, "it is said each time, and not only where nothing is remembered"
    assert own.rstrip() in me("doctor").out


@pytest.mark.parametrize(("pairs", "then"), [(PAIRS, "Pegasus 41, 366 km: "), ((), "")])
def test_another_pair_is_offered_where_there_is_one(tmp_path: Path, pairs: tuple[Shoe, ...], then: str) -> None:
    """On the command line and on the screen."""
    me = somebody(tmp_path / "home", date(2026, 11, 20), *pairs)
    said = f"Shoes: {then}the plan's Old Pair was retired on 2026-11-20"
    assert said in me("check-in", *WELL).out
    hand = Hand(desk_of(me.home))
    assert "the plan's Old Pair was retired" in " ".join(hand.text(60, 40).split())


def test_the_morning_begins_with_it(tmp_path: Path) -> None:
    """In the status line, with file and line, before anything is answered."""
    me = somebody(tmp_path / "home", date(2026, 11, 20), *PAIRS)
    hand = Hand(desk_of(me.home))
    assert hand.page.message == f"settings.toml:4: week.monday: {NAMED}"
    assert "settings.toml:4: week.monday: Old Pair was retired" in hand.text(60, 20)


def test_a_past_day_keeps_its_pair(tmp_path: Path) -> None:
    """What was planned and worn before it was retired stays known; the day itself, once it is past, too."""
    me = somebody(tmp_path / "home", date(2026, 11, 20), *PAIRS)
    desk = desk_of(me.home)
    planned = desk.week_plan(TODAY)
    for back, known in ((0, False), (3, True), (7, True)):
        facts = desk.context(TODAY - timedelta(days=back)).answer(None, planned).facts
        assert (facts.shoe.very_different is True) is known


def test_nothing_is_said_of_a_plan_that_is_fine(tmp_path: Path) -> None:
    """Nor of one whose pair is retired today only, before today."""
    me = somebody(tmp_path / "home", None, *PAIRS)
    assert me("today").err == ""
    assert Hand(desk_of(me.home)).page.message == ""


def test_a_run_as_planned_was_not_run_in_it(tmp_path: Path) -> None:
    """On the command line, on the Done page, and of yesterday: the run is kept without a pair, and no km go to it."""
    for close in (
        lambda me: me("done", "--as-planned"),
        lambda me: Hand(desk_of(me.home)).type("D y 3 0 Enter"),
        lambda me: Hand(desk_of(me.home, f"{TODAY + timedelta(days=1)}T06:41:00+01:00")).type("Up y"),
    ):
        me = somebody(tmp_path / str(close.__code__.co_firstlineno), date(2026, 11, 20), *PAIRS)
        me("check-in", *WELL)
        close(me)
        (run,) = me.day().done
        assert (run.kind, run.km, run.shoe) == ("run", 8.0, None)
        assert me.day().planned[0].shoe == "old", "the plan stays as it was written"
    used = somebody(tmp_path / "used", None, *PAIRS)
    used("done", "--as-planned")
    assert used.day().done[0].shoe == "old"
