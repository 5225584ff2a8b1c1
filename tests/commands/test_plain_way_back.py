"""A staged return line by line: said before the plan, taken up, slowed down and ended; said by other commands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from daily import WELL, Runner, runner
from faces import TODAY, desk_of

ORDINARY = "7\n2\n2\n2\n2\n0\n"


@pytest.fixture
def away_long(tmp_path: Path) -> Runner:
    """Somebody whose last run is twelve days old."""
    me = runner(tmp_path / "back", past=40)
    for back in range(1, 12):
        me.file(TODAY - timedelta(days=back)).unlink()
    return me


def test_the_way_back_is_said_and_taken_up(away_long: Runner, tmp_path: Path) -> None:
    """Before the plan, as on the screen: today's stage, slower, its end; an empty line leaves it as it is."""
    me = away_long
    ended = me("plain", stdin=ORDINARY + "\n\n\n")
    assert "Way back: After one to four weeks off is proposed: stage 1 of 2" in ended.out
    assert desk_of(me.home).settings.back is None
    ended = me("plain", stdin="\n" * 6 + "b\ns\nx2\nm\n")
    assert ended.code == 0, ended.err
    assert "After one to four weeks off: taken up." in ended.out and "0 of 4 outings done" in ended.out
    back = desk_of(me.home).settings.back
    assert back is not None and (back.ladder, back.since, back.slow) == ("after-layoff", TODAY, 1)
    assert [p.km for p in me.day().planned] == [6.0]
    for command in (("today",), ("check-in", *WELL)):
        assert "Way back: After one to four weeks off, stage 1 of 2" in me(*command).out
    ended = me("plain", stdin="\n" * 6 + "x\n")
    assert "After one to four weeks off: ended." in ended.out
    assert desk_of(me.home).settings.back is not None
    assert "Way back" not in me("today").out


def test_no_way_back_on_a_day_of_rest(away_long: Runner) -> None:
    """Nothing of it, and its letters mean nothing."""
    ended = away_long("plain", stdin="7\n2\n2\n2\n2\nfever\n0\nb\n\n")
    assert "Way back" not in ended.out and "'b' is not understood" in ended.out


def test_a_day_without_a_run_says_when_the_next_outing_is(away_long: Runner) -> None:
    """And plans none."""
    ended = away_long("plain", stdin="7\n2\n2\n2\n2\n5 k r\n0\n\n")
    assert "no outing today, the next on 2026-11-24" in ended.out
