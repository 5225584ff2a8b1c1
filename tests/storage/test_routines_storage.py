"""The shipped routines, the runner's own over them, and what each mistake says."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.core.routines import Book
from planner.core.sites import SITES
from planner.storage import routines
from planner.storage.places import Places

BASE = routines.shipped_routines()
BALANCE = '[step.my-balance]\nname = "One-leg stand"\ndose = "30 s each side"\nseconds = 60\nloads = ["ankle"]\n'


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


def load(places: Places, text: str) -> Book:
    """The book with an own file that has no mistake."""
    places.routines.write_text("format = 1\n" + text, encoding="utf-8")
    book, found = routines.load(places)
    assert found == ()
    return book


def problems(places: Places, text: str) -> list[str]:
    places.routines.write_text("format = 1\n" + text, encoding="utf-8")
    book, found = routines.load(places)
    assert book == BASE.book, "with a mistake the shipped routines are in use, whole"
    return [str(p) for p in found]


def test_without_an_own_file(places: Places) -> None:
    """The shipped routines alone, with everything that they name, and every number inside its range."""
    assert routines.load(places) == (BASE.book, ())
    assert {r.use for r in BASE.book.routines.values()} == {"warm_up", "cool_down", "strength", "cross_train"}
    assert {ladder.after for ladder in BASE.book.ladders.values()} == {"illness", "layoff", "long_layoff", "bone"}
    for name, number in BASE.numbers.items():
        assert number.low <= number.value <= number.high and number.why, name
    for step in BASE.book.steps.values():
        assert {site for site in (*step.loads, *step.helps) if not site.startswith("other:")} <= set(SITES)


def test_one_key_over_a_shipped_step(places: Places) -> None:
    """A key that the runner writes takes the place of the shipped one; the rest, and every other part, stays."""
    book = load(places, '[step.walking-lunges]\ndose = "6 each side"\nreps = 6\n')
    was, now = BASE.book.steps["walking-lunges"], book.steps["walking-lunges"]
    assert (now.dose, now.reps) == ("6 each side", 6)
    assert (now.loads, now.how, now.instead) == (was.loads, was.how, was.instead)
    others = {name: step for name, step in book.steps.items() if name != "walking-lunges"}
    assert others == {name: step for name, step in BASE.book.steps.items() if name != "walking-lunges"}


def test_a_step_of_ones_own(places: Places) -> None:
    """A new step, and a routine that lists it among shipped ones."""
    book = load(places, BALANCE + '[routine.warm-up-easy]\nsteps = ["walk-5", "mobility", "my-balance"]\n')
    assert [s.id for s in book.of("warm-up-easy")] == [
        "walk-5", "leg-swings", "walking-lunges", "ankle-rocks", "my-balance",
    ]  # fmt: skip
    assert book.routines["warm-up-easy"].note == BASE.book.routines["warm-up-easy"].note


def test_switching_a_step_off(places: Places) -> None:
    """A step that is off comes out nowhere, though routines still name it."""
    book = load(places, "[step.leg-swings]\non = false\n[routine.warm-up-sore]\non = false\n")
    assert [s.id for s in book.of("warm-up-easy")] == ["walk-5", "walking-lunges", "ankle-rocks"]
    assert book.of("warm-up-sore") == ()


def test_own_numbers_and_more_sites(places: Places) -> None:
    """A number in its range, and a site more that a shipped step loads for this runner."""
    lunges = BASE.book.steps["walking-lunges"].loads
    listed = ", ".join(f'"{s}"' for s in (*lunges, "calf", "other:big toe"))
    book = load(places, f"[numbers]\ncold_below_c = 8\n[step.walking-lunges]\nloads = [{listed}]\n")
    assert book.numbers == {**BASE.book.numbers, "cold_below_c": 8.0}
    assert book.steps["walking-lunges"].loads == (*lunges, "calf", "other:big toe")


def test_a_ladder_of_ones_own(places: Places) -> None:
    """A new ladder, and a shipped one that takes more outings on each stage."""
    text = (
        '[ladder.gentle]\nname = "Gentle"\nafter = "layoff"\nentry = "well"\nhold = "pain"\n'
        "stages = [{ minutes = 15 }, { minutes = 25 }]\n[ladder.after-bone]\ntimes = 4\n"
    )
    book = load(places, text)
    assert [stage.minutes for stage in book.ladders["gentle"].stages] == [15.0, 25.0]
    assert book.ladders["after-bone"].times == 4
    assert book.ladders["after-bone"].stages == BASE.book.ladders["after-bone"].stages


MISTAKES = {
    "[step.walkin-lunges]\nreps = 6\n": (
        "routines.toml:2: step.walkin-lunges: is no step; did you mean [step.walking-lunges]?"
    ),
    "[step.leg-swings]\nrep = 6\n": (
        "routines.toml:3: step.leg-swings.rep: is not a key of this table; did you mean 'reps'?"
    ),
    "[step.leg-swings]\nreps = -10\n": (
        "routines.toml:3: step.leg-swings.reps: -10 is out of range; write 1 to 200 repetitions"
    ),
    "[step.walk-5]\nseconds = 0\n": "routines.toml:3: step.walk-5.seconds: 0 is out of range; write 1 to 7200 seconds",
    '[step.walk-5]\ndose = "-5 min"\n': (
        'routines.toml:3: step.walk-5.dose: "-5 min" has a number below zero; write 5 without the sign'
    ),
    "[step.hip-thrust]\nlevels = [{ sets = 2, reps = -1 }]\n": (
        "routines.toml:3: step.hip-thrust.levels[1].reps: -1 is out of range; write 1 to 200 repetitions"
    ),
    "[step.hip-thrust]\nlevels = [{ sets = 2 }]\n": (
        "routines.toml:3: step.hip-thrust.levels[1]: needs reps or seconds, and not both; write one of them"
    ),
    BALANCE.replace('"ankle"', '"anckle"'): (
        "routines.toml:6: step.my-balance.loads: 'anckle' is not a site. Did you mean 'ankle'?"
    ),
    BALANCE.replace('["ankle"]', '"ankle"'): (
        'routines.toml:6: step.my-balance.loads: expected a list of sites, found "ankle"; '
        'write ["calf", "achilles"] or []'
    ),
    BALANCE.replace('loads = ["ankle"]\n', ""): ("routines.toml:2: step.my-balance.loads: is missing; write loads = …"),
    BALANCE.replace("seconds = 60\n", ""): (
        "routines.toml:2: step.my-balance: says neither seconds nor reps; write seconds = 60, or reps = 10"
    ),
    BALANCE + 'helps = ["ankle"]\n': (
        "routines.toml:7: step.my-balance.helps: ankle stands in loads too; take it out of one of them"
    ),
    BALANCE + 'instead = "leg-swing"\n': (
        'routines.toml:7: step.my-balance.instead: "leg-swing" is no step; did you mean "leg-swings"?'
    ),
    BALANCE + 'sources = ["E-STR-22"]\n': (
        'routines.toml:7: step.my-balance.sources: "E-STR-22" is none of the sources; did you mean "E-STR-2"?'
    ),
    '[step.My_Step]\nname = "x"\n': 'routines.toml:2: step.My_Step: "My_Step" is no id; write it as "my-step"',
    '[step.calf-stretch]\nloads = ["calf", "achilles", "plantar_heel", "ankle", "foot_diffuse", "foot_focal"]\n': (
        "routines.toml:3: step.calf-stretch.loads: leaves out shin_focal: what a shipped step loads can only grow; "
        'write ["calf", "achilles", "plantar_heel", "ankle", "foot_diffuse", "foot_focal", "shin_focal"]'
    ),
    '[step.bike]\nid = "velo"\n': (
        "routines.toml:3: step.bike.id: is not a key of this table; the id is the name in [step.bike]"
    ),
    "[step.bike]\non = 0\n": (
        "routines.toml:3: step.bike.on: expected true or false, found 0; write true or false, without quotation marks"
    ),
    "[step.bike]\nfactor = [1.3, 1.0]\n": (
        "routines.toml:3: step.bike.factor: the first number is the larger one; write [1, 1.3]"
    ),
    "[step.bike]\nfactor = 1.3\n": (
        "routines.toml:3: step.bike.factor: expected two numbers, found 1.3; write [1.0, 1.3]"
    ),
    '[routine.mobility]\nsteps = ["warm-up-easy"]\n': (
        "routines.toml:3: routine.mobility.steps: goes round in a loop: mobility > warm-up-easy > mobility; "
        "take one of them out"
    ),
    '[routine.mobility]\nsteps = ["mobility"]\n': (
        "routines.toml:3: routine.mobility.steps: goes round in a loop: mobility > mobility; take one of them out"
    ),
    '[step.arm-swings]\ninstead = "heel-to-seat"\n': (
        "routines.toml:3: step.arm-swings.instead: goes round in a loop: arm-swings > heel-to-seat > arm-swings; "
        "take one of them out"
    ),
    '[routine.mobility]\nsteps = ["leg-swigs"]\n': (
        'routines.toml:3: routine.mobility.steps: "leg-swigs" is neither a step nor a routine; '
        'did you mean "leg-swings"?'
    ),
    '[routine.walk-5]\nname = "x"\nuse = "warm_up"\nsteps = []\n': (
        "routines.toml:2: routine.walk-5: is the name of a step too; give one of them another name"
    ),
    '[routine.mine]\nname = "x"\nuse = "warmup"\nsteps = []\n': (
        'routines.toml:4: routine.mine.use: "warmup" is none of warm_up, cool_down, strength, cross_train; '
        'write "warm_up"'
    ),
    "[ladder.after-bone]\ntimes = 0\n": (
        "routines.toml:3: ladder.after-bone.times: 0 is out of range; write 1 to 10 outings"
    ),
    "[ladder.after-bone]\nstages = []\n": (
        "routines.toml:3: ladder.after-bone.stages: is empty; write stages = [{ minutes = 20 }]"
    ),
    "[ladder.after-bone]\nstages = [{ walk_min = 5 }]\n": (
        "routines.toml:3: ladder.after-bone.stages[1]: says neither minutes nor share nor run_min; "
        "write minutes = 20, share = 0.5, or walk_min = 2, run_min = 3"
    ),
    "[ladder.after-bone]\nstages = [{ run_min = -5 }]\n": (
        "routines.toml:3: ladder.after-bone.stages[1].run_min: -5 is out of range; write 0 to 120 minutes"
    ),
    "[numbers]\ncold_below_c = 40\n": (
        "routines.toml:3: numbers.cold_below_c: 40 is out of range; write -5 to 15 degrees Celsius"
    ),
    "[numbers]\ncold_below = 4\n": (
        "routines.toml:3: numbers.cold_below: is not a number of the routines; did you mean 'cold_below_c'?"
    ),
    "[steps.walk-5]\nseconds = 60\n": "routines.toml:2: steps: is no part of this file; did you mean 'step'?",
    "step = 5\n": "routines.toml:2: step: expected a table, found 5; write [step.NAME]",
    "[step]\nwalk-5 = 5\n": "routines.toml:3: step.walk-5: expected a table, found 5; write [step.walk-5]",
    "numbers = 5\n": "routines.toml:2: numbers: expected a table, found 5; write [numbers] on its own line",
}


@pytest.mark.parametrize("text", MISTAKES, ids=range(len(MISTAKES)))
def test_each_mistake_in_its_words(places: Places, text: str) -> None:
    """Each mistake is named once, with line, key and what to write; meanwhile the shipped routines are in use."""
    assert problems(places, text) == [MISTAKES[text]]


def test_all_mistakes_at_once(places: Places) -> None:
    """Every mistake is said at once, in the order of the lines; none is said of what hangs on a part that has one."""
    text = (
        "[step.walk-5]\nseconds = 0\n"
        '[step.mine]\nname = "Mine"\ndose = "1"\nreps = 1\nloads = ["knee"]\n'
        '[routine.mobility]\nsteps = ["mine", "nope"]\n'
    )
    found = problems(places, text)
    assert [line.partition(": ")[0] for line in found] == [f"routines.toml:{n}" for n in (3, 8, 10)]


def test_the_format_line_is_needed(places: Places) -> None:
    """A file without its format line, and one that is no TOML, are refused with what to write."""
    places.routines.write_text(BALANCE, encoding="utf-8")
    book, found = routines.load(places)
    assert book == BASE.book
    assert [str(p) for p in found] == ["routines.toml:1: format: is missing; write format = 1 as the first line"]
    assert problems(places, "[step.walk-5\n") != []


def test_too_few_ways_around_a_site(places: Places) -> None:
    """Switching options off until a sore site leaves fewer than three is used, and said."""
    places.routines.write_text("format = 1\n[step.swim-arms]\non = false\n", encoding="utf-8")
    book, found = routines.load(places)
    assert "swim-arms" not in book.steps
    assert {p.message for p in found} == {
        f"only 2 ways to cross-train are left with a sore {site} (3 are wanted)"
        for site in ("groin", "femur", "sacrum")
    }
    assert all(p.warning and p.fix == "add one that spares it" for p in found)


def test_the_example_in_the_shipped_file(places: Places) -> None:
    """What the head of the shipped file shows as an own file is one without a mistake."""
    head = routines.shipped.data("routines.toml").decode().partition("\nformat = 1\n")[0]
    example = "\n".join(line.removeprefix("#     ") for line in head.splitlines() if line.startswith("#     "))
    places.routines.write_text(example, encoding="utf-8")
    book, found = routines.load(places)
    assert found == ()
    assert [s.id for s in book.of("warm-up-easy")][-1] == "my-balance"


def test_a_damaged_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shipped file with a mistake is refused whole: nothing of it is guessed."""
    data = routines.shipped.data("routines.toml").replace(b"seconds = 300", b"seconds = -300", 1)
    monkeypatch.setattr(routines.shipped, "data", lambda name: data)
    with pytest.raises(routines.CannotRead, match="-300 is out of range"):
        routines.shipped_routines()
