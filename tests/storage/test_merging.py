"""Files that people have touched: what they wrote stays, and one change is one small diff."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import pytest

from planner.core.days import Morning, Pain, Planned
from planner.core.facts import Facts
from planner.core.record import Day, Done
from planner.storage import merging, shapes
from planner.storage.journal import read_day
from planner.storage.problems import CannotWrite

NAME = "days/2026/2026-11-23.toml"
DAY = date(2026, 11, 23)
HEAD = "format = 1\ndate = 2026-11-23\n"
TOUCHED = """\
format = 1
date = 2026-11-23   # a Monday

# how I slept
[morning]
stress = 2          # work
sleep_h = 7
mood = "fine"       # my own key
pain = [
    { site = "knee_front", score = 2, side = "left" },  # since Friday
    { site = "calf", score = 1 },
]

[weather]
sky = "grey"

[[done]]
kind = "run"
km = 7.9            # by the watch
"""


def changed(text: str, **parts: object) -> str:
    data = text.encode()
    seen = read_day(data, NAME)[0]
    return merging.new_text(shapes.DAY, data, seen, replace(seen, **parts), NAME)


def differing(old: str, new: str) -> tuple[list[str], list[str]]:
    was, now = old.splitlines(), new.splitlines()
    return [x for x in was if x not in now], [x for x in now if x not in was]


def morning(text: str) -> Morning:
    found = read_day(text.encode(), NAME)[0].morning
    assert found is not None
    return found


def test_one_changed_value_is_one_line() -> None:
    """Changing one answer changes one line; its comment stays."""
    new = changed(TOUCHED, morning=replace(morning(TOUCHED), stress=3))
    assert differing(TOUCHED, new) == (["stress = 2          # work"], ["stress = 3          # work"])


def test_a_pain_changes_in_its_own_line() -> None:
    """Rating one pain anew changes that pain's line only."""
    pains = morning(TOUCHED).pain
    assert pains is not None
    new = changed(TOUCHED, morning=replace(morning(TOUCHED), pain=(pains[0], replace(pains[1], score=3))))
    assert differing(TOUCHED, new) == (
        ['    { site = "calf", score = 1 },'],
        ['    { site = "calf", score = 3 },'],
    )


def test_a_pain_more_is_one_line_more() -> None:
    """Another pain is one more line; the comment of the first stays."""
    pains = morning(TOUCHED).pain
    assert pains is not None
    new = changed(TOUCHED, morning=replace(morning(TOUCHED), pain=(*pains, Pain(site="groin", side="left", score=1))))
    gone, added = differing(TOUCHED, new)
    assert gone == []
    assert [line.strip().rstrip(",") for line in added] == ['{site = "groin", side = "left", score = 1}']


def test_a_run_more_is_a_table_at_the_end() -> None:
    """Another entry under done is a new table behind the first; every line that stood there stays."""
    done = read_day(TOUCHED.encode(), NAME)[0].done
    new = changed(TOUCHED, done=(*done, Done(kind="strength", minutes=20.0)))
    assert differing(TOUCHED, new) == ([], ['kind = "strength"', "minutes = 20.0"])
    assert new.count("[[done]]") == 2


def test_what_is_unsaid_goes_and_nothing_else() -> None:
    """Taking an answer back deletes its line only."""
    new = changed(TOUCHED, morning=replace(morning(TOUCHED), sleep_h=None))
    assert differing(TOUCHED, new) == (["sleep_h = 7"], [])


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "morning = { stress = 2, mine = 'x' }\n",
        HEAD + "morning.stress = 2\nmorning.mine = 'x'\n",
        HEAD + "[morning] # inline comment\nmine = 'x'\n'stress' = 2\n",
        "morning = { stress = 2, mine = 'x' }\nplanned = [{ km = 8 }, { km = 9 }]\nformat = 1\ndate = 2026-11-23\n",
        HEAD + "done = []\n[morning]\nmine = 'x'\nstress = 2\n",
        HEAD + "[[planned]]\nkm = 8\n[morning]\nstress = 2\nmine = 'x'\n[[planned]]\nkm = 9\n",
        HEAD + "[facts.history]\nlongest_30d_km = 12\n[morning]\nmine = 'x'\nstress = 2\n[facts.person]\nage = 40\n",
        HEAD + '[morning]\nmine = \'x\'\nstress = 2\nnote = """\nlong\nnote"""\n',
        HEAD + "[morning]\nmine = 'x'\nstress = 2\npain = [{ site = 'calf', score = 1 }]\n",
        "\ufeff" + HEAD + "[morning]\nmine = 'x'\nstress = 2",
    ],
)
@pytest.mark.parametrize(
    "parts",
    [
        {"morning": Morning(stress=5, pain=(Pain(site="knee_front", score=2), Pain(site="calf", score=1)), flags=())},
        {"planned": (Planned(kind="easy", km=9.0),)},
        {"planned": (Planned(km=8.0), Planned(km=9.0), Planned(kind="rest"))},
        {"done": (Done(kind="run", km=8.0), Done(kind="strength"))},
        {"facts": None, "planned": ()},
    ],
)
def test_other_spellings_take_any_change(text: str, parts: dict[str, object]) -> None:
    """Inline tables, dotted keys, tables in another order: each takes a change and keeps what is not ours."""
    try:
        new = changed(text, **parts)
    except merging.CannotWrite as error:
        pytest.fail(f"{error}\n{text}")
    seen = read_day(text.encode(), NAME)[0]
    assert read_day(new.encode(), NAME)[0] == replace(seen, **parts)
    assert "mine = 'x'" in new
    assert new.startswith("\ufeff") == text.startswith("\ufeff")


def test_our_own_layout_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as planner writes it stays one: the new text is planner's own, byte for byte, without tomlkit."""
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    text = HEAD + "\n[morning]\nstress = 2\n"
    new = changed(text, morning=Morning(stress=3, pain=(Pain(site="calf", score=1),)))
    assert new == HEAD + '\n[morning]\nstress = 3\npain = [\n    { site = "calf", score = 1 },\n]\n'
    with pytest.raises(ImportError):
        changed(text + "# mine", morning=Morning(stress=3))


THREE = """\
format = 1
date = 2026-11-23
[morning]
pain = [
    { site = "calf", score = 1 },  # one
    { site = "quad", score = 2 },  # two
    { site = "glute", score = 3 },  # three
]
[[planned]] # first
km = 8
[[planned]] # second
km = 9
[[planned]] # third
km = 10
"""


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_row_that_goes_takes_its_own_comment(gone: int) -> None:
    """Deleting one row of a list deletes that row; the others keep their lines and comments."""
    pains = morning(THREE).pain
    planned = read_day(THREE.encode(), NAME)[0].planned
    assert pains is not None
    left = tuple(p for n, p in enumerate(pains) if n != gone)
    new = changed(THREE, morning=replace(morning(THREE), pain=left))
    lines = [line for line in THREE.splitlines() if "score" in line]
    assert [line for line in new.splitlines() if "score" in line] == [x for n, x in enumerate(lines) if n != gone]
    left_over = tuple(p for n, p in enumerate(planned) if n != gone)
    new = changed(THREE, planned=left_over)
    heads = ["[[planned]] # first", "[[planned]] # second", "[[planned]] # third"]
    assert [line for line in new.splitlines() if line.startswith("[[")] == [x for n, x in enumerate(heads) if n != gone]


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_row_that_comes_moves_no_other(at: int) -> None:
    """A new row in a list, wherever it goes, leaves the others' lines as they are."""
    pains = list(morning(THREE).pain or ())
    pains.insert(at, Pain(site="femur", score=4))
    new = changed(THREE, morning=replace(morning(THREE), pain=tuple(pains)))
    assert [line for line in THREE.splitlines() if line not in new.splitlines()] == []


def test_a_table_that_is_only_part_of_a_header() -> None:
    """When `[facts.history]` empties, the facts that were said stay said: none."""
    text = HEAD + "# mine\n[facts.history]\nlongest_30d_km = 12\n"
    new = changed(text, facts=Facts())
    assert read_day(new.encode(), NAME)[0].facts == Facts()
    assert "# mine" in new


def test_a_text_that_would_not_read_back_is_refused() -> None:
    """A text that does not give the value again is never handed on to be saved."""
    with pytest.raises(merging.CannotWrite, match="cannot be changed without losing what stands in it"):
        merging.checked(shapes.DAY, HEAD, Day(date=DAY, morning=Morning(stress=3)), NAME)


def test_a_lost_stranger_is_seen() -> None:
    """A key of the runner's own that would go missing is noticed, also inside a table."""
    new = {"date": DAY, "morning": {"stress": 3}}
    assert merging._lost(shapes.DAY, {"date": DAY, "morning": {"stress": 2, "mood": 1}}, new)
    assert merging._lost(shapes.DAY, {"mine": 1}, new)
    assert not merging._lost(shapes.DAY, {"date": DAY, "morning": {"stress": 2}}, new)


def test_what_the_library_writes_in_another_way_stays() -> None:
    """tomlkit drops the blank behind a time in braces: only the line that was changed may differ."""
    text = HEAD + 'done = [{ kind = "run", at = 2026-11-23 06:41:00+01:00 }]\nmorning = { stress = 2 }\n'
    morning = Morning(stress=3)
    assert changed(text, morning=morning) == text.replace("stress = 2", "stress = 3")


@pytest.mark.parametrize("error", [KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError])
def test_errors_of_the_library_are_told(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    """Whatever tomlkit raises on a file that reads well, the runner is told which file, and what to do."""
    import tomlkit

    def broken(_: object) -> None:
        raise error("inside the library")

    monkeypatch.setattr(tomlkit, "parse", broken)
    with pytest.raises(CannotWrite) as found:
        changed(TOUCHED, morning=Morning(stress=3))
    assert str(found.value) == f"{NAME}: cannot be changed without losing what stands in it; change it in an editor"
