"""Colours, signs and hints: contrast of every style on every ground, sixteen colours, no colours, ASCII, all pages.

A frame is styles by name; these tests measure what a theme makes of each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from faces import Hand, furnish, sore
from shown_places import PLACES

from planner.core.verdict import Rung
from planner.core.words import SIGNS, VERDICTS
from planner.tui.frame import Frame, length
from planner.tui.pages import DRAWN_BY
from planner.tui.themes import THEMES, palette

SIXTEEN = {
    "default",
    *(f"{b}{c}" for b in ("", "bright_") for c in "black red green yellow blue magenta cyan white".split()),
}
COLOURFUL = [t for t in THEMES if not palette(t, {}).ansi]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Hand]:
    """A place, made once for each kind of home."""

    @cache
    def make(name: str, extra: str = "") -> Hand:
        home: dict[str, Any] = {"extra": extra, "pain": [sore("achilles", "left", 2)] if name == "half" else []}
        return Hand(furnish(tmp_path_factory.mktemp("looks") / "home", **home)).type(PLACES[name])

    return make


def light(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(scope="module")
def used(shown: Callable[..., Hand]) -> set[str]:
    """Every style that any place shows of anything to read."""
    sizes = ((80, 24), (120, 40), (200, 60))
    return {style for name in PLACES for size in sizes for style in styles(shown(name).frame(*size))}


def styles(frame: Frame) -> Iterator[str]:
    """Every style in a picture that has anything to read."""
    for line in frame.lines:
        yield from (style for text, style in line if text.strip())


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", COLOURFUL)
def test_every_pair_of_text_and_ground(theme: str) -> None:
    """Each style on the screen, the bars, the lit row, and a verdict's text on its own colour: 4.5:1 or better."""
    colours = palette(theme, {})
    grounds = ("", "row", "bar")
    for word in ("", *(w for w in colours.looks if w != "verdict")):  # which is only there with one of the four
        for ground in grounds:
            for style in (f"{word} {ground}", f"{ground} {word}"):
                text, on, attributes = colours.look(style)
                if word in ("run", "modified_run", "cross_train", "rest"):
                    text, on, attributes = colours.look(f"verdict {word} {ground}")
                assert contrast(text, on) >= 4.5, (theme, style, text, on, contrast(text, on))
                assert "dim" not in attributes  # a terminal that dims would take the contrast away


@pytest.mark.parametrize("theme", COLOURFUL)
def test_every_style_that_any_page_shows(used: set[str], theme: str) -> None:
    """Whatever words are put together; and every word of a style is one that themes know."""
    colours = palette(theme, {})
    for style in used:
        assert set(style.split()) <= set(colours.looks), style
        text, ground, _ = colours.look(style)
        assert contrast(text, ground) >= 4.5, style


@pytest.mark.parametrize("theme", COLOURFUL)
def test_verdicts_have_colours_of_their_own(theme: str) -> None:
    """Four, all different from each other and from the screen's ground."""
    colours = palette(theme, {})
    four = {colours.look(f"verdict {rung.word}")[1] for rung in Rung}
    assert len(four) == 4 and colours.ground not in four


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_ansi_themes_have_the_sixteen_and_keep_words_apart(used: set[str], theme: str) -> None:
    """No other colour in any style; never a text on its own colour."""
    colours = palette(theme, {})
    for style in used:
        text, ground, _ = colours.look(style)
        assert {text, ground} <= SIXTEEN
        assert text != ground or text == "default", style
    assert len({colours.look(f"verdict {rung.word}")[1] for rung in Rung}) == 4


@pytest.mark.parametrize("theme", THEMES)
def test_no_color_has_none(used: set[str], theme: str) -> None:
    """What is lit and what is a verdict stay apart by reverse and bold."""
    colours = palette(theme, {"NO_COLOR": "1"})
    for style in used:
        assert colours.look(style)[:2] == ("default", "default")
    assert "reverse" in colours.look("row")[2] and "reverse" in colours.look("verdict run")[2]
    assert palette(theme, {"NO_COLOR": ""}).name == theme


@pytest.mark.parametrize("term", ["linux", "vt100", "xterm", "screen"])
def test_a_poor_terminal_gets_its_own_sixteen(term: str) -> None:
    assert palette("dawn", {"TERM": term}).name == "ansi-dark"
    assert palette("day", {"TERM": term}).name == "ansi-light"
    assert palette("dawn", {"TERM": term, "COLORTERM": "truecolor"}).name == "dawn"
    assert palette("dawn", {"TERM": "xterm-256color"}).name == "dawn"


@pytest.mark.parametrize(
    ("name", "rung"),
    [("run", Rung.RUN), ("offer", Rung.MODIFIED_RUN), ("cross", Rung.CROSS_TRAIN), ("rest", Rung.REST)],
)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_a_verdict_is_sign_word_and_colour(
    shown: Callable[..., Hand], name: str, rung: Rung, size: tuple[int, int]
) -> None:
    """All three in one place; each alone tells the four apart."""
    spans = [span for line in shown(name).frame(*size).lines for span in line]
    badge = [text for text, style in spans if style == f"verdict {rung.word}"]
    assert badge == [f" {SIGNS[rung]} {VERDICTS[rung]} "]
    assert len(set(SIGNS.values())) == len(set(VERDICTS.values())) == 4


@pytest.mark.parametrize("plain", ["", "ascii = true"])
@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)])
def test_the_question_that_is_asked_stands_out(shown: Callable[..., Hand], size: tuple[int, int], plain: str) -> None:
    """One row alone: its mark and its whole label are bold and reversed, in every theme and without colours."""
    lines = [line for line in shown("half", plain).frame(*size).lines if any("here" in style for _, style in line)]
    ((words, style), *rest), *others = lines
    assert words == ">Soreness       " and style == "bold here" and not others
    assert not any("here" in more for _, more in rest)
    for colours in (*(palette(theme, {}) for theme in THEMES), palette("dawn", {"NO_COLOR": "1"})):
        assert {"bold", "reverse"} <= colours.look(style)[2]


LIGATURES = re.compile(r"--|==|->|=>|<-|<=|>=|!=|\|\||::|\+\+")
"""What programmers' fonts draw as one sign."""


@pytest.mark.parametrize("name", PLACES)
def test_ascii_and_no_ligatures(shown: Callable[..., Hand], name: str) -> None:
    """With `ascii` every picture is ASCII of the same width; without it too no drawing is a trap for a font."""
    for size in ((60, 20), (120, 40)):
        plain = shown(name, "ascii = true").frame(*size)
        assert plain.text().isascii(), name
        assert {length(line) for line in plain.lines} == {size[0]}
        for text in (plain.text(), shown(name).frame(*size).text()):
            assert LIGATURES.findall(text) == []


WIDTHS = [*range(40, 82, 3), 100, 120, 160, 200]


@pytest.mark.parametrize("name", PLACES)
def test_hints_at_every_width(shown: Callable[..., Hand], name: str) -> None:
    """Whole words; on a page help and quit are there, in a mode the way out is; and the keys are the real ones."""
    hand = shown(name)
    mode = hand.page.mode
    every = set(re.split(r"  +", hand.text(400, 24).split("\n")[23].strip()))
    for width in WIDTHS:
        bar = hand.text(width, 24).split("\n")[23]
        assert set(re.split(r"  +", bar.strip())) <= every, (width, bar)
        if mode is None:
            assert " ? help" in bar and " q quit" in bar, (width, bar)
        else:
            assert "q quit" in bar and "? " in bar, (width, bar)
            way_out = "Esc" if any(hint.startswith("Esc ") for hint in every) else "Enter"
            assert f" {way_out} " in bar, (width, bar)


def test_every_page_is_among_the_places(shown: Callable[..., Hand]) -> None:
    """A page that comes later is looked at too."""
    assert {shown(name).page.name for name in PLACES} == set(DRAWN_BY)


@pytest.mark.parametrize("name", ["morning", "done", "history", "trends", "shoes", "week", "settings"])
def test_vim_keys_and_arrows_do_the_same(shown: Callable[..., Hand], tmp_path: Any, name: str) -> None:
    """On every page: up is k, down is j; the palette runs what it finds."""
    for arrow, letter in (("Down", "j"), ("Up", "k")):
        a = Hand(furnish(tmp_path / f"{arrow}a")).type(f"{PLACES[name]} Down {arrow}").text()
        b = Hand(furnish(tmp_path / f"{arrow}b")).type(f"{PLACES[name]} j {letter}").text()
        assert a == b
    hand = Hand(furnish(tmp_path / "help")).type(f"{PLACES[name]} :")
    hand.type('"week" Enter')
    assert hand.page.name in ("week", name)
    hand.type("M")
    assert hand.page.name == "morning" or hand.page.mode is not None


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_a_reversed_row_has_no_patches(theme: str) -> None:
    """Reversed, a coloured text would be a coloured ground: but for a verdict the lit row is of one colour."""
    colours = palette(theme, {})
    for word in colours.looks:
        for ground in ("row", "bar"):
            text, on, attributes = colours.look(f"{word} {ground}")
            assert (text, on) == ("default", "default") or word == "verdict", word
            assert "dim" not in attributes
    assert colours.look("verdict rest row") == colours.look("verdict rest")
