"""How many keys a morning takes, in the real program in a real terminal, told by the file that it saves.

Each budget is a promise (issue 4, point 1): the number of keys is part of the test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from faces import keys, sore
from program import Program

Start = Callable[..., Program]
Day = dict[str, Any]

ORDINARY = "7 2 2 2 2 0 Enter"
SIZES = [(60, 20), (80, 24), (120, 40)]
SORE = {"pain": [sore("knee_front", "left", 2)]}
KNEE = "7 2 2 2 2 3 k r 0 Enter"


def is_ordinary(day: Day) -> bool:
    """The day that ORDINARY says."""
    m = day["morning"]
    said = (m["sleep_h"], m["sleep_quality"], m["fatigue"], m["soreness"], m["stress"], m["pain"], m["flags"])
    return said == (7.0, 2, 2, 2, 2, [], []) and day["advice"]["rung"] == "run" and day["chosen"]["by"] == "advice"


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("how", ["burst", "early", "slowly", "paste"])
def test_an_ordinary_day_takes_seven_keys(program: Start, size: tuple[int, int], how: str) -> None:
    """In one burst, before the first paint, slowly, or pasted: the same file."""
    assert len(keys(ORDINARY)) == 7
    p = program(size=size, early=ORDINARY if how == "early" else "")
    if how != "early":
        p.wait("Sleep")
        {"burst": p.type, "slowly": p.slowly, "paste": lambda _: p.paste("722220\r")}[how](ORDINARY)
    assert is_ordinary(p.day())
    assert "copied" not in p.day()["morning"]
    p.wait("Saved: RUN")


def planned(day: Day) -> Day:
    """The one planned session."""
    (plan,) = day["planned"]
    assert isinstance(plan, dict)
    return plan


BUDGETS: list[tuple[str, str, int, dict[str, Any], Callable[[Day], bool]]] = [
    # what for, keys, how many, the home before, what the file then says
    ("as yesterday", "y 0 Enter", 3, {}, lambda d: d["morning"]["copied"] is True and d["morning"]["fatigue"] == 2),
    ("known sore spot", "7 2 2 2 2 1 0 Enter", 8, SORE, lambda d: pains(d) == [("knee_front", "left", 1)]),
    ("new pain", KNEE, 10, {}, lambda d: pains(d) == [("knee_front", "right", 3)] and "chosen" not in d),
    (
        "new pain, change taken",
        f"{KNEE} m",
        11,
        {},
        lambda d: d["chosen"]["by"] == "advice" and d["chosen"]["km"] == 5.6 and planned(d)["km"] == 8.0,
    ),
    (
        "new pain, change taken first",
        "7 2 2 2 2 3 k r 0 m Enter",
        11,
        {},
        lambda d: d["chosen"]["by"] == "advice" and d["chosen"]["km"] == 5.6,
    ),
    ("6 km, before the save", "7 2 2 2 2 0 e 6 Enter", 6 + 3, {}, lambda d: planned(d)["km"] == 6.0),
    ("6 km, after the save", f"{ORDINARY} e 6 Enter", 7 + 3, {}, lambda d: planned(d)["km"] == 6.0),
    ("other shoes", "7 2 2 2 2 0 e s Right Enter", 7 + 3, {}, lambda d: planned(d)["shoe"] == "ghost-16"),
    ("a slip", "7 2 6 u 2 2 2 0 Enter", 7 + 2, {}, is_ordinary),
    ("half an hour more", "7 + 2 2 2 2 0 Enter", 8, {}, lambda d: d["morning"]["sleep_h"] == 7.5),
    ("a ten", "7 2 2 2 2 x k l 0 Enter", 10, {}, lambda d: pains(d) == [("knee_front", "left", 10)]),
]


def pains(day: Day) -> list[tuple[str, str | None, int]]:
    """Site, side and score of each pain."""
    return [(p["site"], p.get("side"), p["score"]) for p in day["morning"]["pain"]]


@pytest.mark.parametrize(("what", "said", "count", "home", "true"), BUDGETS, ids=[b[0] for b in BUDGETS])
def test_budget(
    program: Start, what: str, said: str, count: int, home: dict[str, Any], true: Callable[[Day], bool]
) -> None:
    """So many keys, typed before the program is up, and the file says so."""
    assert len(keys(said)) == count, what
    p = program(home=home, early=said)
    p.day_where(lambda day: _true(true, day))


def _true(true: Callable[[Day], bool], day: Day) -> bool:
    try:
        return true(day)
    except KeyError:
        return False


def test_save_and_leave_takes_one_key_more(program: Start) -> None:
    """q ends it at once, exit code 0, nothing left to keep."""
    p = program(early=f"{ORDINARY} q")
    p.ended()
    assert p.code == 0 and is_ordinary(p.day())
    assert not list((p.home / "state" / "drafts").glob("*"))


def test_a_refused_digit_drops_the_rest_of_its_burst(program: Start) -> None:
    """9 is no rating: it says 1 to 7, the digits typed blindly behind it answer nothing, and nothing is saved."""
    p = program()
    p.wait("Sleep")
    p.type("7 9 2 2 2 2 0 Enter")
    p.wait("1 to 7")
    p.settle()
    p.wait("5 questions to go")
    assert not p.file.exists()
    p.slowly("2")
    p.wait("4 questions to go")


def test_enter_with_a_question_open_goes_there(program: Start) -> None:
    """And says which; nothing is saved; the answer given there completes the day."""
    p = program()
    p.wait("Sleep")
    p.slowly("7 2 Down 2 2 0 Enter")
    p.wait("Still open: Fatigue")
    assert ">Fatigue" in p.text() and not p.file.exists()
    p.slowly("2 Enter")
    assert is_ordinary(p.day())


def test_quit_midway_keeps_what_was_typed(program: Start) -> None:
    """Started again it stands there, is finished, saved, changed and saved again."""
    first = program(early="7 2 q")
    first.ended()
    assert first.code == 0 and not first.file.exists()
    again = program()
    again.wait("As you left it")
    again.wait("4 questions to go")
    again.type("2 2 2 0 Enter q")
    again.ended()
    assert is_ordinary(again.day())
    third = program()
    third.wait("(+) RUN")
    third.wait("[none]")
    third.type("e 5 Enter q")
    third.ended()
    assert planned(third.day())["km"] == 5.0
    assert third.day()["chosen"]["km"] == 5.0


def test_chest_pain_is_an_emergency_at_once(program: Start) -> None:
    """With the first answers still open: REST and the words, before Enter and before 0."""
    p = program()
    p.wait("Sleep")
    p.type("! a")
    p.wait("Warning signs")
    p.type("Enter")
    p.wait("(-) REST")
    p.wait("Call the emergency number now.")
    assert not p.file.exists()


def test_no_green_before_all_is_answered(program: Start) -> None:
    """Key by key: RUN is not on the screen while a question is open, and is after the last."""
    p = program()
    p.wait("Sleep")
    for key in "7 2 2 2 2".split():
        p.slowly(key)
        assert "(+) RUN" not in p.text()
    p.slowly("0")
    p.wait("(+) RUN")


def test_keeping_a_plan_with_pain_asks_why(program: Start) -> None:
    """An empty reason is refused; a reason is kept with the day."""
    p = program()
    p.wait("Sleep")
    p.type(f"{KNEE} k Enter")
    p.wait("A few words")
    assert "chosen" not in p.day()
    p.type('"it is a race" Enter')
    day = p.day_where(lambda d: "chosen" in d)
    assert (day["chosen"]["by"], day["chosen"]["why"], day["chosen"]["km"]) == ("own", "it is a race", 8.0)


def test_illness_limp_and_painkiller_are_said_on_the_last_question(program: Start) -> None:
    """i, l and p, each with its list, then 0 for nothing else."""
    p = program(early="7 2 2 2 2 i e Enter l s Enter p 0 Enter")
    flags = p.day()["morning"]["flags"]
    assert flags == ["runny_nose", "gait_altered", "painkiller_6h"]
