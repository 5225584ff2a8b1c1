"""What pairs did in past years is counted once, and again when the record of a year says something else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from indexed import LAST, opened, truth

from planner.core.record import Done
from planner.core.worn import Worn, count, together
from planner.storage import year_cache
from planner.storage.index import Index
from planner.storage.journal import Journal
from planner.storage.places import Places
from planner.storage.wear import Wear

DAY = LAST + timedelta(days=40)
PAIRS = {"pegasus-41": 310.0, "ghost-16": None, "none": None}


def worn(places: Places, on: date = DAY, index: Index | None = None) -> dict[str, Worn]:
    """By way of the kept counts, with everything opened anew."""
    return together(Wear(places, lambda: index or opened(places)).before(on), PAIRS)


def counted(places: Places, on: date = DAY) -> dict[str, Worn]:
    """From the files."""
    sessions = ((row.date, done) for row in truth(places) for done in row.done if row.date < on)
    return together([count(sessions)], PAIRS)


@pytest.mark.parametrize("on", [DAY, LAST, LAST - timedelta(days=19), LAST - timedelta(days=25)])
def test_it_is_what_the_files_say(places: Places, on: date) -> None:
    """The first time and the next, in this year and over its turn."""
    assert worn(places, on) == worn(places, on) == counted(places, on)


def test_a_past_year_is_not_counted_again(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time no session of it is looked at."""
    worn(places)
    asked: list[int] = []
    stock = Index.sessions
    monkeypatch.setattr(Index, "sessions", lambda self, a, b: asked.append(a.year) or stock(self, a, b))
    worn(places)
    worn(places, DAY - timedelta(days=1))
    assert asked == [2026], "another part of this year"
    for back in range(9):
        worn(places, DAY - timedelta(days=back))
    assert [key for key in json.loads((places.cache / "wear.json").read_text())["years"] if len(key) == 8] == [
        f"{DAY - timedelta(days=back + 1):%Y%m%d}" for back in (5, 6, 7, 8)
    ]


@pytest.mark.parametrize("back", [1, 25], ids=["this year", "last year"])
def test_a_changed_day_is_counted(places: Places, back: int) -> None:
    """Of this year, and of the last while it is recent."""
    worn(places)
    on = LAST - timedelta(days=back)
    journal = Journal(places)
    was = journal.day(on)
    run = Done(kind="run", km=99.0, shoe="ghost-16")
    journal.save(replace(was, done=(*was.done, run)), was=was)
    assert worn(places) == counted(places)


@pytest.mark.parametrize("back", [1, 25], ids=["this year", "last year"])
def test_where_no_index_can_be_kept(places: Places, monkeypatch: pytest.MonkeyPatch, back: int) -> None:
    """What is kept is older than the files then, and not believed."""
    worn(places)
    on = LAST - timedelta(days=back)
    journal = Journal(places)
    was = journal.day(on)
    journal.save(replace(was, done=(Done(kind="run", km=99.0, shoe="ghost-16"),)), was=was)
    monkeypatch.setattr(year_cache, "save", lambda *_: False)
    for _ in range(2):
        assert worn(places) == counted(places)


def test_an_old_year_is_as_the_index_last_knew_it(places: Places) -> None:
    """Its files are not looked at for this; after a pass over all of them it is right."""
    before = worn(places)
    on = LAST - timedelta(days=25)
    journal = Journal(places)
    was = journal.day(on)
    journal.save(replace(was, done=(Done(kind="run", km=99.0, shoe="ghost-16"),)), was=was)
    later = DAY + timedelta(days=365)
    assert worn(places, later) == before
    index = opened(places)
    index.refresh()
    assert worn(places, later, index) == worn(places, later) == counted(places, later) != before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": 2}',
        '{"format": 1, "years": []}',
        '{"format": 1, "years": {"2025": ["x", {"a": [1]}]}}',
        "[" * 9999,
    ],
)
def test_garbage_is_as_good_as_nothing(places: Places, text: str) -> None:
    """The counts are made again."""
    worn(places)
    (places.cache / "wear.json").write_text(text)
    assert worn(places) == counted(places)


@pytest.mark.parametrize(
    "row", [["9", 1, "2025-01-01", "2025-01-01"], [9.0, 0, "2025-01-01", "2025-01-01"], [9.0, 1, "x", "y"]]
)
def test_a_row_of_another_form_is_not_believed(places: Places, row: list[object]) -> None:
    """However right the rest is."""
    worn(places)
    file = places.cache / "wear.json"
    kept = json.loads(file.read_text())
    kept["years"]["2025"][1]["ghost-16"] = row
    file.write_text(json.dumps(kept))
    assert worn(places) == counted(places)


def test_an_index_that_is_gone(places: Places) -> None:
    """Is made again, and so are the counts."""
    worn(places)
    for file in (places.cache / "index").iterdir():
        file.unlink()
    assert worn(places) == counted(places)
