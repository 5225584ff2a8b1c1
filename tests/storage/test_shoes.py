"""The file of shoes: ids, reading, saving."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from planner.core.record import Shoe
from planner.storage import shoes
from planner.storage.places import Places
from planner.storage.problems import CannotRead, ChangedElsewhere

PEGASUS = Shoe(id="pegasus-41", name="Pegasus 41", start_km=120.0, terrain=("road",), added=date(2026, 1, 2))
SPEEDGOAT = Shoe(id="speedgoat", name="Speedgoat", limit_km=600.0, very_different=True, note='the "wet" ones')


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Pegasus 41", [], "pegasus-41"),
        ("Pegasus 41", ["pegasus-41"], "pegasus-41-2"),
        ("Pegasus 41", ["pegasus-41", "pegasus-41-2"], "pegasus-41-3"),
        ("  Zoom/Fly: №5 (rosé) ", [], "zoom-fly-no5-rose"),
        ("../../etc/passwd", [], "etc-passwd"),
        ("跑鞋", [], "shoes"),
        ("", ["shoes"], "shoes-2"),
        ("x" * 500, [], "x" * 60),
    ],
)
def test_a_name_becomes_an_id(name: str, taken: list[str], expected: str) -> None:
    """An id has only a-z, 0-9 and -, is short, and is never one that is taken."""
    assert shoes.new_id(name, taken) == expected


def test_the_layout(places: Places) -> None:
    """Pairs are written one table each, what was not said left out, and read back equal."""
    shoes.save(places, (PEGASUS, SPEEDGOAT), was=())
    assert places.shoes.read_text() == (
        "format = 1\n"
        '\n[[shoe]]\nid = "pegasus-41"\nname = "Pegasus 41"\nlimit_km = 800.0\nstart_km = 120.0\nterrain = ["road"]\n'
        "added = 2026-01-02\n"
        '\n[[shoe]]\nid = "speedgoat"\nname = "Speedgoat"\nlimit_km = 600.0\nvery_different = true\n'
        'note = "the \\"wet\\" ones"\n'
    )
    assert shoes.load(places) == (PEGASUS, SPEEDGOAT)


def test_no_file_is_no_shoes(places: Places) -> None:
    """Without a file there are no pairs."""
    assert shoes.load(places) == ()


def test_a_file_by_hand_keeps_its_comments(places: Places) -> None:
    """A pair added to a file that somebody wrote is one table more; everything else stays."""
    hand = '# my shoes\nformat = 1\n[[shoe]]\nname = "Pegasus 41" # blue\nid = "p"\ncolour = "blue"\n'
    places.shoes.write_text(hand)
    was = shoes.load(places)
    shoes.save(places, (*was, SPEEDGOAT), was=was)
    text = places.shoes.read_text()
    assert text.startswith(hand)
    assert shoes.load(places) == (*was, SPEEDGOAT)


def test_an_id_that_stands_twice(places: Places) -> None:
    """Two pairs with one id are refused with both lines and a free id."""
    places.shoes.write_text('format = 1\n[[shoe]]\nid = "a"\nname = "A"\n[[shoe]]\nname = "B"\nid = "a"\n')
    with pytest.raises(CannotRead) as caught:
        shoes.load(places)
    assert str(caught.value) == 'shoes.toml:7: shoe[2].id: "a" stands on line 3 already; write "a-2"'


def test_mistakes_in_their_words(places: Places) -> None:
    """A pair without a name and an impossible limit are both named."""
    places.shoes.write_text('format = 1\n[[shoe]]\nid = "a"\nlimit_km = 0\nadded = "2026-1-2"\n')
    with pytest.raises(CannotRead) as caught:
        shoes.load(places)
    assert str(caught.value).splitlines() == [
        "shoes.toml:2: shoe[1].name: is missing; write name = …",
        "shoes.toml:4: shoe[1].limit_km: 0 is out of range; write 1 to 100000 km",
        'shoes.toml:5: shoe[1].added: expected a date, found "2026-1-2"; write 2026-01-02, without quotation marks',
    ]


def test_a_change_from_elsewhere_is_kept(places: Places) -> None:
    """Pairs that were added elsewhere are never written over."""
    shoes.save(places, (PEGASUS,), was=())
    with pytest.raises(ChangedElsewhere):
        shoes.save(places, (SPEEDGOAT,), was=())
    assert shoes.load(places) == (PEGASUS,)


def test_what_is_odd_in_a_file_of_shoes() -> None:
    """One name twice, a limit below the start, retired before added: said with line and fix, and the file is used."""
    text = """format = 1
[[shoe]]
id = "a"
name = "Pegasus"
[[shoe]]
id = "b"
name = "pegasus"
limit_km = 500
start_km = 600
[[shoe]]
id = "c"
name = "Speedgoat"
start_km = 900
added = 2026-05-01
retired = 2026-04-01
[[shoe]]
id = "d"
name = "speedgoat"
"""
    found = shoes.notices(text.encode(), "shoes.toml")
    assert [str(p) for p in found] == [
        'shoes.toml:7: shoe[2].name: "pegasus" is the name on line 4 too; write what tells them apart, or retire one',
        (
            "shoes.toml:8: shoe[2].limit_km: the limit of 500 km is below the 600 km that it had at the start; "
            "write a higher limit_km, or retire the pair"
        ),
        (
            "shoes.toml:10: shoe[3].limit_km: the limit of 800 km is below the 900 km that it had at the start; "
            "write a higher limit_km, or retire the pair"
        ),
        (
            "shoes.toml:15: shoe[3].retired: was retired on 2026-04-01, before it was added on 2026-05-01; "
            "write the right one of the two dates"
        ),
    ]
    assert all(p.warning for p in found)
    assert len(shoes.read(text.encode(), "shoes.toml")) == 4
    assert shoes.notices(b'format = 1\n[[shoe]]\nid = "a"\nname = "A"\n', "shoes.toml") == ()


def test_thousands_of_mistakes_are_told_in_time() -> None:
    """Every line is looked up in one pass over the file: 2,000 pairs of one id had taken minutes."""
    text = "format = 1\n" + "[[shoe]]\nid = 'a'\nname = 'A'\n" * 2_000
    started = time.process_time()
    with pytest.raises(CannotRead) as found:
        shoes.read(text.encode(), "shoes.toml")
    assert len(found.value.problems) == 1_999 and found.value.problems[-1].line == 3 * 1_999 + 3
    assert time.process_time() - started < 2
