"""The numbers of the rules: the shipped ones, the runner's own over them, and what a mistake says."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.core.rules import ALL
from planner.storage import rulebook, sources
from planner.storage.places import Places

BASE = rulebook.shipped_rules()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


def problems(places: Places, text: str) -> list[str]:
    """What is wrong with own rules, without the line before it that says which rules are in use meanwhile."""
    places.rules.write_text("format = 1\n" + text)
    book, found = rulebook.load(places)
    assert (book == BASE.book) == bool(found), "with a mistake the shipped rules are in use, whole"
    if not found:
        return []
    count = "1 mistake" if len(found) == 2 else f"{len(found) - 1} mistakes"
    notice = f"rules.toml: {count}: the shipped rules are in use; planner rules --check says what to write"
    assert str(found[0]) == notice
    return [str(p) for p in found[1:]]


def test_every_rule_has_its_numbers(places: Places) -> None:
    """The shipped file has exactly the rules that there are, each with a source, each number inside its safe range."""
    book, found = rulebook.load(places)
    assert found == ()
    assert set(book.entries) == {rule.id for rule in ALL}
    assert all(entry.sources for entry in book.entries.values())
    for numbers in BASE.numbers.values():
        for name, number in numbers.items():
            assert number.low <= number.value <= number.high, name
            assert number.why, name


def test_an_own_number(places: Places) -> None:
    """A number of one's own replaces that number only, and the version says that there are some."""
    assert problems(places, "[pain-joint]\nrest_at = 5\n") == []
    book, _ = rulebook.load(places)
    numbers = dict(BASE.book.entries["pain-joint"].numbers)
    assert book.entries["pain-joint"].numbers == {**numbers, "rest_at": 5.0}
    assert book.entries["pain-tendon"] == BASE.book.entries["pain-tendon"]
    assert book.version.startswith(BASE.book.version + "+")


def test_the_version_names_the_numbers(places: Places) -> None:
    """The same own numbers give the same version in any order; others another; repeating shipped ones gives none."""

    def version(text: str) -> str:
        assert problems(places, text) == []
        return rulebook.load(places)[0].version

    one = version("[pain-joint]\nrest_at = 5\ncross_at = 3\n")
    assert one == version("[pain-joint]\ncross_at = 3\nrest_at = 5.0\n")
    assert one != version("[pain-joint]\ncross_at = 2\nrest_at = 5\n")


def test_repeating_the_shipped_number_is_no_own_number(places: Places) -> None:
    """A file that says what is shipped anyway leaves the version as it is."""
    places.rules.write_text("format = 1\n[pain-joint]\nrest_at = 6\non = true\n")
    assert rulebook.load(places) == (BASE.book, ())


def test_switching_off(places: Places) -> None:
    """A rule that may be is switched off; one that guards against harm is not, in so many words."""
    free = next(r.id for r in ALL if r.can_switch_off)
    assert problems(places, f"[{free}]\non = false\n") == []
    assert rulebook.load(places)[0].entries[free].on is False
    places.rules.unlink()
    rulebook.load(places)
    assert problems(places, "[pain-joint]\non = false\n") == [
        "rules.toml:3: pain-joint.on: this rule cannot be switched off: it guards against harm; delete the line"
    ]


MISTAKES = {
    "[pain-joint]\nrest_at = 9\n": (
        "rules.toml:3: pain-joint.rest_at: 9 is out of range;"
        " write 4 to 6 of 10 (high-risk zone of the pain-monitoring model)"
    ),
    "[pain-joint]\nrest_at = '5,2'\n": 'rules.toml:3: pain-joint.rest_at: expected a number, found "5,2"; write 5.2',
    "[pain-joint]\nrest_add = 5\n": (
        "rules.toml:3: pain-joint.rest_add: is not a number of this rule; did you mean 'rest_at'?"
    ),
    "[pain-joint]\non = 1\n": (
        "rules.toml:3: pain-joint.on: expected true or false, found 1; write true or false, without quotation marks"
    ),
    "[pain-jiont]\nrest_at = 5\n": "rules.toml:2: pain-jiont: is no rule; did you mean [pain-joint]?",
    "[zzz]\n": "rules.toml:2: zzz: is no rule; planner rules lists them",
    "pain-joint = 5\n": ("rules.toml:2: pain-joint: expected a table, found 5; write [pain-joint] on its own line"),
    "[pain-joint.numbers]\nrest_at = 5\n": (
        "rules.toml:2: pain-joint.numbers: is not needed in a file of your own;"
        " write flat_at = 2 right under [pain-joint]"
    ),
    "rest_at = \n": (
        "rules.toml:2: rest_at: nothing after the =; write a value, or delete the line: what was not said is left out"
    ),
}


@pytest.mark.parametrize("text", MISTAKES, ids=range(len(MISTAKES)))
def test_each_mistake_in_its_words(places: Places, text: str) -> None:
    """Each mistake is named with line, rule and what to write; meanwhile the shipped rules are in use."""
    assert problems(places, text) == [MISTAKES[text]]


def test_all_mistakes_at_once(places: Places) -> None:
    """Every mistake of the file is said at once, in the order of its lines."""
    found = problems(places, "[pain-joint]\nrest_at = 9\n[nope]\n[pain-tendon]\non = 0\nrest_at = nan\n")
    assert [line.partition(": ")[0] for line in found] == [f"rules.toml:{n}" for n in (3, 4, 6, 7)]


def test_the_format_line_is_needed(places: Places) -> None:
    """A file without the format line is refused, with what to write."""
    places.rules.write_text("[pain-joint]\nrest_at = 5\n")
    book, found = rulebook.load(places)
    assert book == BASE.book
    assert [str(p) for p in found[1:]] == ["rules.toml:1: format: is missing; write format = 1 as the first line"]


GOOD = "[spike]\nratio = 1.05\n"
BROKEN = "[spike]\nratio = 3\n"


def test_while_the_file_is_broken_the_last_valid_rules_stay(places: Places) -> None:
    """Rules that could be used stay in use while the file has a mistake, and the first line says so."""
    assert problems(places, GOOD) == []
    good = rulebook.load(places)[0]
    places.rules.write_text("format = 1\n" + BROKEN + "ration = 1\n")
    book, found = rulebook.load(places)
    assert book == good
    assert str(found[0]) == (
        "rules.toml: 2 mistakes: your last valid rules stay in use; planner rules --check says what to write"
    )
    assert len(found) == 3
    places.rules.write_text("format = 1\n[spike]\nratio = 1.0\n")
    book, found = rulebook.load(places)
    assert (book.entries["spike"].numbers["ratio"], found) == (1.0, ()), "and the repaired file is in use at once"
    places.rules.write_text("\x00")
    assert rulebook.load(places)[0] == book, "the repaired one is the last valid one now"


def test_a_file_that_cannot_be_read_leaves_the_last_valid_rules(places: Places) -> None:
    """A folder in the place of the file is a mistake as any other."""
    assert problems(places, GOOD) == []
    good = rulebook.load(places)[0]
    places.rules.unlink()
    places.rules.mkdir()
    book, found = rulebook.load(places)
    assert book == good
    assert [str(p).partition(";")[0] for p in found] == [
        "rules.toml: 1 mistake: your last valid rules stay in use",
        "rules.toml: is no ordinary file",
    ]


def test_without_a_file_the_shipped_rules_are_the_last_valid_ones(places: Places) -> None:
    """Who takes the own file away goes back to what is shipped, and a broken one later brings nothing old back."""
    assert problems(places, GOOD) == []
    places.rules.unlink()
    assert rulebook.load(places) == (BASE.book, ())
    assert problems(places, BROKEN), "the shipped rules are in use, says the helper"


@pytest.mark.parametrize("kept", [b"", b"{", b"format = 1\n[spike]\nratio = 9\n", b"\xff", None])
def test_what_was_kept_may_be_spoilt(places: Places, kept: bytes | None) -> None:
    """A torn or older kept file, or a folder in its place, costs the own numbers and no more."""
    assert problems(places, GOOD) == []
    place = places.state / "rules-last-valid"
    assert place.stat().st_mode & 0o777 == 0o600
    place.unlink()
    if kept is None:
        place.mkdir()
    else:
        place.write_bytes(kept)
    assert problems(places, BROKEN), "the shipped rules are in use, says the helper"


def test_reading_rules_writes_only_what_is_new(places: Places) -> None:
    """Without own rules nothing is made; the same rules are kept once; a state folder that refuses does no harm."""
    assert rulebook.load(places) == (BASE.book, ())
    assert not places.state.exists()
    assert problems(places, GOOD) == []
    was = (places.state / "rules-last-valid").stat().st_ino
    assert problems(places, GOOD) == []
    assert (places.state / "rules-last-valid").stat().st_ino == was
    (places.state / "rules-last-valid").unlink()
    places.state.rmdir()
    places.state.write_text("a file where a folder should be")
    assert problems(places, GOOD) == []


def test_every_source_of_a_rule_is_there() -> None:
    """The shipped sources are read without a problem, and every source that a rule names is among them."""
    found = sources.load()
    assert {name for entry in BASE.book.entries.values() for name in entry.sources} <= set(found)
