"""Pairs on a plan that cannot be worn: told with line and remedy, for what is still to come only."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from planner.core.days import Planned
from planner.core.record import Day, Shoe
from planner.storage.places import Places
from planner.storage.plan_pairs import of_day, of_plan, of_week

TODAY = date(2026, 11, 23)
PAIRS = (Shoe(id="pegasus", name="Pegasus"), Shoe(id="old", name="Old", retired=date(2026, 11, 20)))
DATA = b'format = 1\n\n[[planned]]\nkm = 8.0\nshoe = "pegasus"\n\n[[planned]]\nkm = 3.0\nshoe = "old"\n'


def told(on: date, *ids: str | None, shoes: tuple[Shoe, ...] | None = PAIRS) -> list[str]:
    day = Day(date=on, planned=tuple(Planned(kind="easy", km=3.0, shoe=id) for id in ids))
    return [str(p) for p in of_day(DATA, "day.toml", day, shoes, TODAY)]


def test_a_retired_pair() -> None:
    (line,) = told(TODAY, "pegasus", "old")
    assert "day.toml:9: planned[2].shoe: Old was retired on 2026-11-20; name another pair, or leave it out" in line


def test_an_unknown_pair() -> None:
    (line,) = told(TODAY + timedelta(days=3), "pegasis")
    assert "pegasis is no pair of yours; write pegasus" in line


def test_what_is_past_unsaid_or_not_to_be_read_is_left_alone() -> None:
    assert told(TODAY - timedelta(days=1), "old", "gone") == []
    assert told(TODAY, None) == [] and told(TODAY, "gone", shoes=None) == []


def test_the_week() -> None:
    data = b'format = 1\n[week]\nmonday = "rest"\ntuesday = "8 km shoe:old"\nsunday = "nonsense"\n'
    week = {"monday": "rest", "tuesday": "8 km shoe:old", "sunday": "nonsense"}
    (line,) = (str(p) for p in of_week(data, "settings.toml", week, PAIRS, TODAY))
    assert "settings.toml:4: week.tuesday: Old was retired on 2026-11-20" in line


def test_one_of_two_is_told(tmp_path: Path) -> None:
    """Where a day has two sessions, the pair of the second is looked at as well; none is told when both can be worn."""
    places = Places.at(tmp_path)
    for ids, count in ((("pegasus", "old"), 1), (("pegasus", None), 0), (("old", "gone"), 2)):
        rows = "".join(f"[[planned]]\nkm = 3\n{f'shoe = {chr(34)}{id}{chr(34)}' if id else ''}\n" for id in ids)
        places.day_file(TODAY).parent.mkdir(parents=True, exist_ok=True)
        places.day_file(TODAY).write_text(f"format = 1\ndate = 2026-11-23\n{rows}")
        day = Day(date=TODAY, planned=tuple(Planned(km=3.0, shoe=id) for id in ids))
        assert len(of_plan(places, day, {}, PAIRS, TODAY)) == count
