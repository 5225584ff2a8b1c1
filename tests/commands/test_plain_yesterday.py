"""`planner plain` on the morning after a run of which nothing, or not all, was told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from daily import runner
from faces import TODAY, Hand, desk_of

TOMORROW = TODAY + timedelta(days=1)
TELL = f"planner done --date {TODAY} tells it."


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("q", f"Yesterday: 8 km easy road planned; {TELL}"),
        ("D y 3 6 k l q", f"Yesterday half told: pain 6; d on the screens goes on with it; {TELL}"),
        ("D y 3 0 Enter q", None),
    ],
)
def test_a_run_that_was_not_told_is_named_the_next_morning(tmp_path: Path, typed: str, named: str | None) -> None:
    """In a line of its own, which asks nothing: the answers stay in their places."""
    me = runner(tmp_path / "home")
    Hand(desk_of(me.home)).type(f"7 2 2 2 2 0 Enter {typed}")
    assert (
        me("plain", stdin="7\n2\n2\n2\n2\n0\n", now=f"{TOMORROW}T06:41:00+01:00")
        .out.splitlines()[1]
        .startswith(named or "Sleep, hours: ")
    )
    assert me.day(TOMORROW).advice is not None
