"""Every page and mode at every size: nothing is cut, no word broken off, and wide screens are not left half empty."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from faces import Hand, furnish
from shown_places import PLACES

from planner.tui.frame import Line, length
from planner.tui.screens.parts import whole

SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
SO_ON = "…,"
"""The only three dots that mean and so on: behind what is cut there is no comma."""
FULL = {"morning", "half", "run", "offer", "taken", "why", "done-told", "history", "trends", "week"}
LARGE = {
    "shoes",
    "shoes-add",
    "settings",
    "help",
    "palette",
    "settings-help",
    "week-help",
    "steps",
    "day",
    "where-help",
}
"""Places that a small screen shows enough of."""
"""Places with a record to show: more than half of their lines say something."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Hand]:
    """A place, made once."""

    @cache
    def make(name: str) -> Hand:
        return Hand(furnish(tmp_path_factory.mktemp("cut") / "home")).type(PLACES[name])

    return make


@pytest.mark.parametrize("name", PLACES)
def test_nothing_is_cut(place: Callable[[str], Hand], name: str) -> None:
    """No dots where words were left out, in any line of any size."""
    for size in SIZES:
        text = place(name).text(*size)
        assert [line for line in text.replace(SO_ON, "").split("\n") if "…" in line] == [], size


@pytest.mark.parametrize("name", sorted(FULL))
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_no_half_empty_screen(place: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    rows = place(name).text(*size).split("\n")[1 : size[1] - 3]
    assert sum(bool(row.replace("│", "").strip()) for row in rows) > len(rows) / 2


@pytest.mark.parametrize("name", sorted(LARGE))
@pytest.mark.parametrize("size", [(120, 40), (200, 60)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_no_half_empty_large_screen(place: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    test_no_half_empty_screen(place, name, size)


@pytest.mark.parametrize("name", PLACES)
def test_the_way_out_is_in_every_hint_bar(place: Callable[[str], Hand], name: str) -> None:
    """At all widths: help and quit on a page, the key that leaves in a mode; and each hint whole."""
    hand = place(name)
    full = "".join(text for text, _ in hand.frame(400, 24).lines[-1])
    for width in range(40, 200, 3):
        bar = "".join(text for text, _ in hand.frame(width, 24).lines[-1]).rstrip()
        assert "? help" in bar or "? explain this line" in bar or "? back" in bar, width
        assert "q quit" in bar, width
        if hand.page.mode is not None:
            assert "Esc" in bar or "Enter" in bar, width
        assert all(f" {hint} " in f"{full} " for hint in bar.strip().split("  ")), width


@pytest.mark.parametrize("name", PLACES)
def test_help_and_quit_do_what_the_bar_says(tmp_path: Path, name: str) -> None:
    """At once, or after the key that leaves where letters are typed; nothing is lost on the way."""

    def there() -> Hand:
        home = tmp_path / str(len(list(tmp_path.iterdir())))
        return Hand(furnish(home)).type(PLACES[name])

    bar = there().text(400, 24).split("\n")[23]
    for letter, words in (("q", "quit"), ("?", "help")):
        hand = there()
        was, mode, state = hand.text(), hand.page.mode, hand.page.state()
        if f" {letter} {words}" not in bar.replace(f": {letter} {words}", "").replace(f", {letter} {words}", ""):
            assert f"{letter} {words}" in bar or "? explain" in bar or "? back" in bar
            hand.press(["escape"])
            if hand.page.mode is not None:
                hand.press(["enter"])
            mode = hand.page.mode
        hand.press([letter])
        assert hand.gone is (letter == "q")
        if letter == "?" and mode is not None and "help" not in name:
            assert "Keys of:" in hand.text(), hand.text()
            assert hand.press(["?"]).text() == was and hand.page.mode is mode and hand.page.state() == state


LINES = {
    "One. Two three. Four": "One. Two three.",
    "Saved: RUN. q quits": "Saved: RUN.",
    "first; second part": "first",
    "a, b and c, defghijklm": "a, b and c",
    "words that go on": "words that go",
    "Sleep: 1 to 7 (good)": "Sleep: 1 to 7",
}


@pytest.mark.parametrize("text", LINES)
def test_what_is_too_long_ends_where_something_ends(text: str) -> None:
    """A sentence, a part, a word; the mark behind it stays, and what fits is left as it is."""
    star: Line = ((text, ""), (" *", ""))
    short = whole(star, 17)
    assert short == ((LINES[text], ""), (" *", "")) and length(short) <= 17
    assert whole(star, 30) == star


def test_a_word_longer_than_the_line_is_left_to_be_cut(tmp_path: Path) -> None:
    """What cannot be shortened keeps its beginning."""
    assert whole((("x" * 50, ""),), 10) == (("x" * 50, ""),)
