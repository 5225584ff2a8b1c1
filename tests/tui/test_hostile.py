"""A runner's own words are shown as they are, whatever is in them: no markup, no escape, no crash, no broken line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from unicodedata import normalize

import pytest
from faces import PAIRS, TODAY, Hand, furnish, sore
from hostile import CONTROL, HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from program import Program

from planner.core.days import Planned
from planner.core.record import Chosen
from planner.tui.frame import beside, cells, clean, cut, fit, flow, frame, length, to_ascii, wrap

SIZES = [(40, 12), (80, 24), (200, 60)]
KNEE = "7 2 2 2 2 3 k r 0 Enter"


@pytest.fixture
def hand(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Hand]:
    """A hand in a home of its own."""
    return lambda **home: Hand(furnish(tmp_path_factory.mktemp("hostile") / "planner", **home))


def looks_right(hand: Hand, start: str = "") -> None:
    """At every size: no control character, lines of exact width, and the beginning of the text somewhere."""
    for width, height in SIZES:
        picture = hand.frame(width, height)
        assert not CONTROL & set(picture.text()) - {"\n"}
        assert {length(row) for row in picture.lines} == {width}
    assert start in hand.text(200, 60), hand.text(200, 60)


def shown(text: str) -> str:
    """How the beginning of a text must look: its first word, · for what a terminal would obey."""
    return clean(" ".join(text.split())).split(" ")[0][:20] if text.isprintable() else ""


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_in_every_field(hand: Callable[..., Hand], text: str) -> None:
    """As note, reason, name of a pair, place of a pain and in the days before."""
    mine = hand(shoes=(replace(PAIRS[0], name=text[:200], note=text), PAIRS[1]))
    days = mine.page.context.record.days
    before = TODAY - timedelta(days=1)
    days[before] = replace(days[before], morning=replace(days[before].morning, note=text))
    looks_right(mine, shown(text))
    mine.type(KNEE)
    looks_right(mine, shown(text))
    page = mine.page
    page.change(page.draft.note(text), "")
    looks_right(mine, shown(text))
    page.change(page.draft.choose(Chosen(by="own", why=text, kind="easy", km=8.0)), text)
    looks_right(mine, shown(text))
    page.change(page.draft.plan((Planned(kind="easy", km=8.0, shoe=text, note=text),)), "")
    looks_right(mine)
    mine.type("e s")
    looks_right(mine)
    mine.type("Esc n")
    looks_right(mine)
    mine.type("Esc r")
    looks_right(mine)
    page.enter(None)
    page.change(page.draft.hurt(sore(f"other:{text}", "left", 3)), "")
    looks_right(mine)
    page.say(text)
    looks_right(mine)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_typed_and_saved(hand: Callable[..., Hand], text: str) -> None:
    """A note and a reason that are pasted are kept as one line without control characters, and read back."""
    mine = hand().type(f"{KNEE} n")
    mine.do(mine.page.paste(text))
    mine.type("Enter k")
    mine.do(mine.page.paste(text))
    mine.type("Enter")
    again = mine.again()
    note, why = again.page.draft.morning.note, again.page.draft.chosen.why
    assert note == why and note and note.isprintable()
    if text.isprintable():
        assert note == normalize("NFC", text.strip())[:500]
    looks_right(again, note.split(" ")[0][:20])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_place_of_any_name(hand: Callable[..., Hand], text: str) -> None:
    """Typed as a place: kept and shown, or refused with words; never a crash."""
    mine = hand().type("7 2 2 2 2 3 v")
    mine.do(mine.page.paste(text))
    mine.type("Enter")
    looks_right(mine)
    if not getattr(mine.page.mode, "wrong", ""):
        mine.type("n 0 Enter")
        assert mine.page.saved and mine.page.draft.morning.pain[0].site.startswith("other:")
        looks_right(mine.again())


def test_in_a_real_terminal(program: Callable[..., Program]) -> None:
    """All that could command it as notes, one after the other: the program lives, the screen is whole."""
    p = program(size=(100, 30), home={"shoes": (replace(PAIRS[0], name="[/] [@click=app.quit]x[/] \\["),)})
    p.wait("Sleep")
    p.type("7 2 2 2 2 0 Enter")
    p.wait("[/] [@click=app.quit]x[/] \\[")
    for text in (t for t in HOSTILE if CONTROL & set(t)):
        p.type("n")
        p.wait("ctrl+u")
        p.send("\x15")
        p.paste(text.replace("\x1b[201~", ""))
        p.settle(0.05)
        p.type("Enter")
        p.wait("Saved: RUN")
        assert "Planned run" in p.text() and p.alive()
        p.slowly("u")
        p.wait("Undone")
    p.type("q")
    p.ended()
    assert p.code == 0 and b"\x1b]0;title" not in p.bytes() and b"\x1bc" not in p.bytes()


ANY = st.text(max_size=60)


@given(text=ANY, width=st.integers(1, 60))
@settings(max_examples=300, deadline=None)
def test_text_keeps_to_its_cells(text: str, width: int) -> None:
    """Cut, fitted, wrapped, put beside: never wider than asked, never with a control character, ASCII where asked."""
    plain = clean(text)
    assert plain.isprintable() and len(plain) == len(text)
    assert cells(cut(plain, width)) <= width
    assert length(fit(((text, "a"), (text, "b")), width)) == width
    assert all(length(row) <= max(width, 8) for row in wrap(plain, width))
    (row,) = beside([((text, ""),)], [((text, ""),)], width=width + 40, at=width, height=1)
    assert length(row) == width + 40
    assert to_ascii(plain).isascii() and cells(to_ascii(plain)) == cells(plain)
    made = frame(width, 3, [((text, ""),)] * 4, ascii=True)
    assert made.text().isascii() and {length(row) for row in made.lines} == {width}
    assert all(length(row) <= width for row in flow(["ab", "cd"] * 3, max(width, 4))) or width < 4


def test_a_wide_sign_changed_in_its_place(program: Callable[..., Program]) -> None:
    """Only what differs is repainted, never half of a sign."""
    p = program()
    p.wait("Sleep")
    p.type('n "日本" Left')
    p.wait("日本")
    p.type('Del "語" Left')
    p.wait("日語")
    p.type("Enter")
    p.wait("Note  日語")
