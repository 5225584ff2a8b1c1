"""What plain, today and the screen have in common: no warning more often than its rule says, no usual too early."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from daily import runner
from faces import TODAY, Hand, desk_of

ORDINARY = "7\n2\n2\n2\n2\n0\n"


@pytest.mark.parametrize(("past", "line"), [(0, "Learning your usual: 0 of 10 days."), (9, "9 of 10 days."), (10, "")])
def test_until_ten_mornings_there_is_no_usual(tmp_path: Path, past: int, line: str) -> None:
    """Where a comparison with the usual would stand, plain and today say how far off one is; the screen does too."""
    me = runner(tmp_path / "home", past=past)
    for told in (me("plain", stdin=ORDINARY).out, me("today").out):
        assert (line in told) if line else ("Learning" not in told)
    hand = Hand(desk_of(me.home))
    for width, height in ((80, 30), (120, 40)):
        seen = hand.text(width, height)
        assert ("Learning" in seen and f"{past} of 10" in seen) if line else ("Learning" not in seen)


def test_a_warning_of_the_week_is_not_said_every_day(tmp_path: Path) -> None:
    """The showing rules hold for plain and today as for the screen; the file keeps what was found."""
    me = runner(tmp_path / "home")
    (me.home / "rules.toml").write_text("format = 1\n[sleep-debt]\nmean_h = 8.0\n")
    debt = "under 8: no longer than your longest"
    ran = TODAY + timedelta(days=6)  # else a lay-off would hold the run to less, and the debt went without saying
    for date, said in ((TODAY, True), (TODAY + timedelta(days=1), False), (TODAY + timedelta(days=7), True)):
        now = f"{date}T06:41:00+01:00"
        if date > ran:
            assert me("done", "--date", f"{ran}", "--run", "8 km easy road", now=now).code == 0
        assert (debt in me("plain", stdin=ORDINARY, now=now).out) is said
        assert (debt in me("today", now=now).out) is said
        assert "SLEEP_DEBT" in me.table(date)["advice"]["warnings"]
        hand = Hand(desk_of(me.home, now))
        assert ("under 8:" in hand.text(80, 50)) is said
