"""More small things that one input alone tells apart: of rules, routines, settings, scenarios, shoes and restoring."""

from __future__ import annotations

import importlib.metadata
import tomllib
from collections.abc import MutableMapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.core.days import Planned
from planner.core.record import Day, Shoe
from planner.core.settings import Settings
from planner.storage import (
    merging,
    plan_pairs,
    restoring,
    routines,
    rulebook,
    said,
    scenarios,
    settings,
    shipped,
    shoes,
)
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import CannotRead
from planner.storage.reading import Wrong

ROOT = Path(__file__).parents[2]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


@pytest.mark.parametrize("table", ["back", "away"])
def test_an_empty_table_is_as_if_it_were_not_there(places: Places, table: str) -> None:
    """What is left of being away, or of a way back, when its keys are taken out."""
    places.settings.write_text(f"format = 1\n[{table}]\n# none just now\n")
    assert settings.load(places) == (Settings(), ())


def test_a_line_as_long_as_it_may_be() -> None:
    """Its id is told with what is wrong; of one byte more neither is looked for."""
    for more, id_, words in (
        (0, "a", 'the key "id" stands twice in one object (keep one of the two)'),
        (1, None, "the line has more than 1,000,000 bytes (write one scenario a line)"),
    ):
        line = b'{"id": "b", "note": "%b", "id": "a"}' % (b"x" * (1_000_000 - 34 + more))
        assert len(line) == 1_000_000 + more
        asked = scenarios.read_line(line, 1, "x")
        assert asked is not None and (asked.id, asked.error, asked.line) == (id_, words, 1)


def test_the_version_of_the_shipped_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """As their file says; without a word of it they are the first."""
    for text, version in (("", "1"), ('version = "7"\n', "7"), ("version = 3\n", "3")):
        monkeypatch.setattr(rulebook.shipped, "data", lambda name, text=text: f"format = 1\n{text}".encode())
        assert rulebook.shipped_rules().book.version == version


def test_damaged_routines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key too many in the shipped ones is a mistake, not a notice."""
    whole = shipped.data("routines.toml").decode()
    broken = whole.replace("[step.walk-5]\n", "[step.walk-5]\nmood = 1\n", 1)
    monkeypatch.setattr(routines.shipped, "data", lambda name: broken.encode())
    with pytest.raises(CannotRead) as found:
        routines.shipped_routines()
    line = broken[: broken.index("mood")].count("\n") + 1
    assert str(found.value) == f"routines.toml (shipped):{line}: step.walk-5.mood: is not a key of this table"


def test_the_version_of_a_bare_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is installed: it is what pyproject.toml says."""

    def none(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", none)
    assert shipped.version() == tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_the_installed_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for by the name of the distribution."""
    monkeypatch.setattr(importlib.metadata, "version", lambda name: f"7 of {name}")
    assert shipped.version() == "7 of run-planner"


PAIR = 'format = 1\n[[shoe]]\nid = "a"\nname = "A"\n'


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("limit_km = 500\nstart_km = 500\n", None),
        (
            "limit_km = 500\nstart_km = 500.5\n",
            "x:5: shoe[1].limit_km: the limit of 500 km is below the 500.5 km",
        ),
        ("start_km = 801\n", "x:2: shoe[1].limit_km: the limit of 800 km is below the 801 km that it had at the start"),
        ("added = 2026-11-10\nretired = 2026-11-10\n", None),
        (
            "added = 2026-11-10\nretired = 2026-11-09\n",
            "x:6: shoe[1].retired: was retired on 2026-11-09, before",
        ),
        ("retired = 2026-11-09\n", None),
    ],
)
def test_what_is_odd_of_a_pair(keys: str, words: str | None) -> None:
    """From the first kilometre and day on, and no sooner."""
    found = [str(p) for p in shoes.notices(f"{PAIR}{keys}".encode(), "x")]
    assert len(found) == (words is not None) and (words is None or found[0].startswith(words)), found


def test_one_name_for_two_pairs() -> None:
    """While both are in use; of three the first is named, a retired one names nobody."""
    text = PAIR + '[[shoe]]\nid = "b"\nname = "a"\n[[shoe]]\nid = "c"\nname = "A"\n'
    twin = "is the name on line 4 too; write what tells them apart, or retire one"
    assert [str(p) for p in shoes.notices(text.encode(), "x")] == [
        f'x:7: shoe[2].name: "a" {twin}',
        f'x:10: shoe[3].name: "A" {twin}',
    ]
    first = PAIR + 'retired = 2026-01-01\n[[shoe]]\nid = "b"\nname = "A"\n'
    second = PAIR + '[[shoe]]\nid = "b"\nname = "A"\nretired = 2026-01-01\n'
    assert shoes.notices(first.encode(), "x") == shoes.notices(second.encode(), "x") == ()


def test_ids_that_are_taken() -> None:
    """The next number that is free; a long name is cut at 60 letters, and never ends in a line."""
    assert shoes.new_id("A b", ()) == "a-b"
    assert shoes.new_id("A b", {"a-b"}) == "a-b-2"
    assert shoes.new_id("A b", {"a-b", "a-b-2", "a-b-3"}) == "a-b-4"
    assert shoes.new_id("x" * 60 + "y", ()) == "x" * 60
    assert shoes.new_id("x" * 59 + " y", ()) == "x" * 59
    assert shoes.new_id("Größe 41²", ()) == "groe-412" and shoes.new_id("???", ()) == "shoes"


def test_the_days_that_an_answer_rests_on(places: Places) -> None:
    """Seventy-two before it, itself and the next one; the four named files, and the folders of days."""
    (places.days / "2026").mkdir(parents=True)
    on = date(2026, 11, 23)
    looks = list(said.look(places, on))
    days = [str(places.day_file(on + timedelta(days=n))) for n in range(-72, 2)]
    assert [path for path in looks if Path(path).name.startswith("20") and path.endswith(".toml")] == days
    named = [str(p) for p in (places.settings, places.rules, places.routines, places.shoes)]
    assert looks[:4] == named and looks[4 + 74 : 4 + 76] == [str(places.days), str(places.days / "2026")]


def test_why_a_version_would_not_be_read(places: Places) -> None:
    """The first line of what is wrong; a newer format of any file, and nothing of one that is well."""
    for path, data, words in (
        (places.settings, b"format = 7\n", "settings.toml: was made by a newer planner"),
        (places.shoes, b"format = 2\n", "shoes.toml: was made by a newer planner"),
        (places.settings, b"format = 1\n", None),
        (places.settings, b'format = "7"\n', None),
        (
            places.settings,
            b"",
            "settings.toml: is empty; bring back a kept copy with planner restore, or delete the file",
        ),
    ):
        assert restoring.problem(places, path, data) == words


def test_what_differs() -> None:
    """Of texts, of none, of bytes that are no text; two lines around it; a mark in front is no difference."""
    a, b = b"\xef\xbb\xbf1\n2\n3\n4\n5\n6\n7", b"1\n2\n3\nx\n5\n6\n7\n"
    assert restoring.difference(a, a[3:], "a", "b") == restoring.difference(None, None, "a", "b") == []
    assert restoring.difference(a, b, "a", "b") == [
        "--- a", "+++ b", "@@ -2,5 +2,5 @@", " 2", " 3", "-4", "+x", " 5", " 6",
    ]  # fmt: skip  # one line after the other
    assert restoring.difference(None, b"\xe9\n", "a", "b")[-1] == "+\ufffd"


def test_what_is_meant(places: Places) -> None:
    """A date, a name with or without its ending, a whole path."""
    for name, path in (
        ("settings", places.settings), ("settings.toml", places.settings), ("/x/y/shoes.toml", places.shoes),
        ("rules", places.rules), ("routines.toml", places.routines), ("days/2026/2026-11-20.toml", None),
        ("2026-11-20", None), ("2026-11-20.toml", None),
    ):  # fmt: skip  # a table
        wanted = path or places.days / "2026" / "2026-11-20.toml"
        assert restoring.place(places, name) == wanted


def test_all_that_is_kept_in_order(places: Places) -> None:
    """The named files first, then days by their dates; what is no day is none."""
    ring = Ring(places)
    days = [places.days / d[:4] / f"{d}.toml" for d in ("2026-11-20", "2025-01-02", "2026-01-31")]
    for path in (places.shoes, *days, places.settings):
        ring.keep(str(path), None, b"x")
    (places.state / "kept/days/2026/monday.toml").mkdir()
    (places.state / "kept/days/2026/2026-11-21.toml").mkdir()
    assert restoring.all_kept(places) == [places.settings, places.shoes, days[1], days[2], days[0]]


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("E-PAIN-Q", None),
        ("zzzzzzzzzzzz", "leave it out; the note can say where it comes from"),
    ],
)
def test_sources_that_are_none(places: Places, source: str, hint: str | None) -> None:
    """Of an own step: the nearest, or where else it may stand."""
    text = f'format = 1\n[step.walk-5]\nsources = ["{source}"]\n'
    places.routines.write_text(text)
    (found,) = routines.load(places)[1]
    assert (found.line, found.key, found.message) == (3, "step.walk-5.sources", f'"{source}" is none of the sources')
    assert found.fix == hint or (hint is None and str(found.fix).startswith('did you mean "E-PAIN-'))


@pytest.mark.parametrize("at", [0, 1, 70, 148, 149])
def test_many_lines_that_are_alike(at: int) -> None:
    """Three hundred, of which tomlkit drops a blank in each second: they stay, and the one that was to change does."""
    row = "[[d]]\na = { b = 2026-11-23 }\n"

    def change(target: MutableMapping[str, Any]) -> None:
        target["d"][at]["c"] = 1

    assert merging.rewritten(row * 150, lambda target: None, "x") == row * 150
    assert merging.rewritten(row * 150, change, "x") == f"{row * (at + 1)}c = 1\n{row * (149 - at)}"


def test_a_pair_of_the_week_that_is_gone(places: Places) -> None:
    """Said where the plan stands: in the settings, with the line; and nothing while they cannot be read."""
    on = date(2026, 11, 23)
    day = Day(date=on, planned=(Planned(km=8.0, shoe="gone"),))
    week, pairs = {"monday": "8 km shoe:gone"}, (Shoe(id="a", name="A"),)
    places.settings.write_text('format = 1\n[week]\nmonday = "8 km shoe:gone"\n')
    (found,) = plan_pairs.of_plan(places, day, week, pairs, on)
    assert str(found) == "settings.toml:3: week.monday: gone is no pair of yours; leave it out, or add the pair"
    places.settings.write_text("[")
    assert plan_pairs.of_plan(places, day, week, pairs, on) == []
    assert plan_pairs.of_plan(places, day, week, (), on) == []


def test_a_number_without_a_word_beside_it() -> None:
    """Its range is said, and no reason."""
    with pytest.raises(Wrong) as found:
        rulebook._number(rulebook.Number(value=1.0, low=0.0, high=2.0), "km", 5)
    assert (found.value.message, found.value.fix) == ("5 is out of range", "write 0 to 2 km")
