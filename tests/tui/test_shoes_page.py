"""The page of shoes: what each key says of a pair, that it is saved at once, and its pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from faces import PAIRS, TODAY, Hand, furnish
from golden import golden, left_over
from hypothesis import given, settings
from hypothesis import strategies as st
from indexed import opened
from program import Program

from planner.core.record import Day, Done, Shoe
from planner.core.settings import Settings
from planner.desk import Desk
from planner.storage import rulebook
from planner.storage import shoes as shoes_file
from planner.storage.index import Index
from planner.tui import shoes_page
from planner.tui.commands import Keymap
from planner.tui.frame import length
from planner.tui.screens.shoes import draw
from planner.tui.shoes_page import ShoesPage

MORE = (
    *PAIRS,
    Shoe(id="worn", name="Worn ones", start_km=640.0, limit_km=700.0, terrain=("trail",), role="long", note="for mud"),
    Shoe(id="over", name="Over it", start_km=400.0, limit_km=300.0),
    Shoe(id="carbon", name="Carbon racer", start_km=0.0, very_different=True, role="racing", added=TODAY),
    Shoe(id="old", name="Grand old pair", start_km=0.0, retired=date(2026, 3, 1), added=date(2024, 1, 1)),
)
FOLDER = Path(__file__).parent / "goldens-shoes"
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "pairs": ("S", {"shoes": MORE}),
    "worn": ("S j j", {"shoes": MORE}),
    "over": ("S j j j", {"shoes": MORE}),
    "breaking-in": ("S j j j j", {"shoes": MORE}),
    "retired": ("S j j j j j", {"shoes": MORE}),
    "none": ("S", {"shoes": ()}),
    "adding": ('S a "Speed <b>[red]"', {"shoes": PAIRS}),
    "added": ('S a "Speed <b>[red]" Enter', {"shoes": PAIRS}),
    "ground": ("S t t", {"shoes": PAIRS}),
    "miles-ascii": ("S j j", {"shoes": MORE, "extra": 'units = "mi"\nascii = true'}),
}
ALL = [pytest.param(name, size, id=f"{name}-{size[0]}x{size[1]}") for name in STATES for size in SIZES]


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """The page with two pairs."""
    return Hand(furnish(tmp_path / "home")).type("S")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Hand]:
    """The page in a state, each made once."""

    @cache
    def make(name: str) -> Hand:
        said, home = STATES[name]
        return Hand(furnish(tmp_path_factory.mktemp("shoes") / name, **home)).type(said)

    return make


def stored(hand: Hand) -> dict[str, Shoe]:
    """What the file says."""
    return {s.id: s for s in shoes_file.load(hand.desk.places)}


@pytest.mark.parametrize(("name", "size"), ALL)
def test_golden(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """The picture is the one that was looked at; it fills its size."""
    frame = shown(name).frame(*size)
    golden(FOLDER, name, size, frame.text())
    assert {length(line) for line in frame.lines} == {size[0]} and len(frame.lines) == size[1]
    assert "ascii" not in name or frame.text().isascii()


def test_no_golden_is_left_over() -> None:
    """Each file is of a state and a size."""
    assert not left_over(FOLDER, {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pairs", ["In use", "Pegasus 41", "366 of 800 km", "Retired", "Grand old pair", "For road"]),
        ("worn", ["640 km of 700 km", "does it still feel right?", "role long", "for mud"]),
        ("over", ["past your limit of 300 km: does it still feel right?"]),
        ("breaking-in", ["weeks 1-4: one outing a week, easy, 1.2 km at most"]),
        ("retired", ["for past days only"]),
        ("none", ["No pair yet. a adds one"]),
        ("added", ["Speed <b>[red]"]),
        ("ground", ["[x] road", "[x] trail", "Enter done"]),
        ("miles-ascii", ["397.7 mi of 435 mi"]),
    ],
)
@pytest.mark.parametrize("size", SIZES)
def test_what_matters_is_on_the_screen(
    shown: Callable[[str], Hand], name: str, words: list[str], size: tuple[int, int]
) -> None:
    """At every size, words that are broken over lines joined again."""
    rows = [row.split("│")[-1].strip() for row in shown(name).text(*size).split("\n")]
    text = shown(name).text(*size) + " ".join(rows)
    assert [w for w in words if w not in text] == []


def test_a_pair_is_added_by_three_keys_and_a_name(tmp_path: Path) -> None:
    """S a, the name, Enter; its start stays unsaid."""
    hand = Hand(furnish(tmp_path / "home")).type('S a "Ghost 17" Enter')
    assert stored(hand)["ghost-17"] == Shoe(id="ghost-17", name="Ghost 17", added=TODAY)


def test_single_keys_say_the_rest(hand: Hand) -> None:
    """Each is in the file at once."""
    hand.type('a "Vapor" Enter s 12,5 Enter l BS BS BS 400 Enter t r k Enter o speed Enter v n "soft" Enter')
    assert stored(hand)["vapor"] == Shoe(
        id="vapor", name="Vapor", start_km=12.5, limit_km=400.0, terrain=("road", "track"), role="speed",
        very_different=True, note="soft", added=TODAY,
    )  # fmt: skip  # one pair
    hand.type('e " 4%" Enter')
    assert stored(hand)["vapor"].name == "Vapor 4%", "the id stays"
    hand.type("s BS BS BS BS Enter l BS BS BS Enter v")
    after = stored(hand)["vapor"]
    assert (after.start_km, after.limit_km, after.very_different) == (None, 800.0, False)


def test_undo_and_redo_are_saved(hand: Hand) -> None:
    """Each step of it."""
    before = stored(hand)
    hand.type('a "X1" Enter s 7 Enter u')
    assert stored(hand)["x1"].start_km is None
    hand.type("u")
    assert stored(hand) == before
    hand.type("U U")
    assert stored(hand)["x1"].start_km == 7.0
    hand.type("u u u")
    assert "Nothing there" in hand.text()


def test_retired_and_brought_back(hand: Hand) -> None:
    """A retired pair leaves the plan's list and keeps its kilometres."""
    hand.type("r")
    assert stored(hand)["pegasus-41"].retired == TODAY
    assert "366 km" in hand.text() and "Retired" in hand.text()
    hand.type("r")
    assert stored(hand)["pegasus-41"].retired is None
    hand.type("r M 7 2 2 2 2 0")
    shoe = hand.page.prepared.shoe
    assert shoe is not None and shoe.shoe == "ghost-16", "the retired pair is not offered today"


def test_a_name_in_use_is_refused_and_nothing_is_saved(hand: Hand) -> None:
    """With what to write instead; the line stays open."""
    before = stored(hand)
    hand.type('a "pegasus 41" Enter')
    assert "is the name of a pair in use" in " ".join(hand.text(120, 20).split()) and stored(hand) == before
    hand.type('" blue" Enter')
    assert "pegasus-41-blue" in stored(hand)


def test_two_lives_of_one_name_have_two_ids(hand: Hand) -> None:
    """The retired one keeps its id; it cannot come back while the name is used."""
    hand.type('r a "Pegasus 41" Enter')
    assert {"pegasus-41", "pegasus-41-2"} <= set(stored(hand))
    hand.type("j j j r")
    assert "is the name of a pair in use" in hand.text()
    assert stored(hand)["pegasus-41"].retired == TODAY


@pytest.mark.parametrize(("keys", "words"), [("l", "write 1 km to"), ("s", "is no distance"), ("l", "is no distance")])
def test_bad_numbers_are_said_in_words(hand: Hand, keys: str, words: str) -> None:
    """And nothing is saved."""
    before = stored(hand)
    typed = "BS BS BS BS 0 Enter" if "write 1" in words else "abc Enter"
    hand.type(f"{keys} {typed}")
    assert words in hand.text() and stored(hand) == before


def test_a_limit_below_the_km_is_kept_and_asked_about(hand: Hand) -> None:
    """It is the runner's own number."""
    hand.type("l BS BS BS 300 Enter")
    assert stored(hand)["pegasus-41"].limit_km == 300.0
    assert "the limit of 300 km is below the 366 km" in hand.text(120, 40)


def test_miles_are_typed_and_kept_as_km(tmp_path: Path) -> None:
    """As every screen shows them."""
    hand = Hand(furnish(tmp_path / "home", extra='units = "mi"')).type("S l BS BS BS BS BS 500 Enter")
    assert stored(hand)["pegasus-41"].limit_km == pytest.approx(804.672)
    assert "of 500 mi" in hand.text()


def test_a_past_run_corrected_corrects_the_pair(hand: Hand) -> None:
    """The page counts from the record."""
    on = date(2026, 11, 20)
    day = hand.desk.journal.day(on)
    assert day.done[0].shoe == "pegasus-41" and "366 of" in hand.text()
    hand.desk.save(replace(day, done=(replace(day.done[0], km=1.0),)))
    assert "361 of" in hand.again().type("S").text()


def test_a_broken_file_is_never_written(hand: Hand) -> None:
    """Its mistake is on the screen, and every key that would change it says so."""
    path = hand.desk.places.shoes
    path.write_text("format = 1\n[[shoe]]\nname = 3\n")
    again = hand.again().type("S")
    assert "shoes.toml" in again.text()
    for key in "aslrtvoen":
        again.page.key(key)
        assert again.page.mode is None
    assert path.read_text() == "format = 1\n[[shoe]]\nname = 3\n"


def test_a_file_changed_elsewhere_is_not_written_over(hand: Hand) -> None:
    """The page says that it was not saved, and marks it."""
    path = hand.desk.places.shoes
    theirs = path.read_text() + '\n[[shoe]]\nid = "theirs"\nname = "Theirs"\n'
    path.write_text(theirs)
    hand.type("r")
    assert path.read_text() == theirs
    assert "\n* Not saved" in hand.text()
    assert "theirs: the file stands" in hand.text(), "what is to stand is asked"
    assert "Theirs" in hand.type("t").text() and path.read_text() == theirs, "the page shows the file"


def whole(desk: Desk, page: ShoesPage) -> ShoesPage:
    """The same page from all that was ever done."""
    return ShoesPage(
        page.shoes, tuple(desk.index.sessions()), on=page.on, settings=page.settings, keymap=page.keymap,
        numbers=page._numbers, longest_km=page._longest,
    )  # fmt: skip  # one page


def test_a_long_record_is_counted_by_years_and_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs of now, of years ago and of both; the last runs in each; an old day changed, deleted, brought back here."""
    desk = furnish(tmp_path / "p", shoes=MORE)
    vars(desk)["index"] = opened(desk.places)
    hard = desk.journal.day(TODAY - timedelta(days=8))  # else the last hard run is looked for in all years
    desk.journal.save(replace(hard, done=(Done(kind="run", session="tempo", km=7.0),)))
    ids = [shoe.id for shoe in MORE]
    for n in range(24):
        on = date(2019 + n % 4, 1 + n // 4, 3)
        run = Done(kind="run", km=5.0 + n, shoe=ids[0] if n < 4 else ids[-1])
        desk.journal.save(Day(date=on, done=(run,)))

    def told(runs: list[tuple[date, Done]]) -> list[tuple[object, ...]]:
        return [(on, run.kind, run.km, run.minutes, run.shoe, run.effort) for on, run in runs]

    def made() -> ShoesPage:
        assert desk.index.looked_at or desk.index.refresh()
        page = shoes_page.make(desk, Keymap())
        other = whole(desk, page)
        assert page.rows == other.rows
        for page.at in range(len(MORE)):
            other.at = page.at
            for most in (1, 3, 12, 40):
                assert told(page.outings(most)) == told(other.outings(most))
        return page

    assert [pair.worn.outings for pair in made().rows][-1] == 20
    asked: list[int] = []
    stock = Index.sessions
    monkeypatch.setattr(Index, "sessions", lambda self, a, b: asked.append(a.year) or stock(self, a, b))
    shoes_page.make(desk, Keymap())
    assert asked == [], "all of it is known"
    monkeypatch.undo()
    old = desk.journal.day(date(2020, 2, 3))
    desk.save(replace(old, done=(replace(old.done[0], km=99.0),)))
    before = {pair.shoe.id: pair.worn.km for pair in made().rows}
    desk.remove(old.date)
    after = {pair.shoe.id: pair.worn.km for pair in made().rows}
    assert sum(km or 0 for km in before.values()) - sum(km or 0 for km in after.values()) == pytest.approx(99.0)
    desk.bring_back()
    assert {pair.shoe.id: pair.worn.km for pair in made().rows} == before


KEYS = st.lists(st.sampled_from([*"aslrtovenjkuUxq?:12,", "enter", "escape", "up", "down", "backspace"]), max_size=25)


@settings(max_examples=60, deadline=None)
@given(KEYS)
def test_no_keys_break_it(pressed: list[str]) -> None:
    """Any keys: a picture of the right size, never two pairs of one id, and undo to the start gives the start."""
    page = ShoesPage(
        MORE, (), on=TODAY, settings=Settings(), keymap=Keymap(),
        numbers=rulebook.shipped_rules().book.entries["one-change"].numbers,
    )  # fmt: skip  # one page
    for key in pressed:
        page.key(key)
        assert len(draw(page, 60, 20).lines) == 20
    assert len({s.id for s in page.shoes}) == len(page.shoes)
    page.enter(None)
    for _ in range(60):
        page.key("u")
    assert page.shoes == MORE


def test_in_a_terminal(program: Callable[..., Program]) -> None:
    """Typed in one burst into the real program: the file, the screen, and the pair on the plan."""
    p = program(size=(80, 24))
    p.wait("Sleep")
    p.type('S a "Ghost [17]" Enter')
    p.wait("Ghost [17] added")
    p.type("s 0 Enter")
    p.wait("0 km at the start")
    p.wait("Breaking it in")
    assert 'id = "ghost-17"' in (p.home / "shoes.toml").read_text()
    p.type("M")
    p.wait("Sleep")
    p.type("q")
    p.ended()
    assert p.code == 0
