"""What holds on the morning page for any keys in any order."""

from __future__ import annotations

from faces import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from pressing import HOMES, page_of, press

from planner.core.verdict import Rung
from planner.storage import shapes, writing
from planner.storage.journal import read_day
from planner.tui.effects import Save
from planner.tui.frame import length
from planner.tui.screens.morning import draw

NAMED = "enter escape up down left right tab backspace delete ctrl+u ctrl+c ctrl+j pagedown home end f1".split()
KEYS = st.sampled_from([*"0123456789x+-.,yplikagrbncdseEmtuUjhw!?:oMDHSv ", *NAMED, *"é日\u202e"])
LETTERS = st.text(st.sampled_from("0123456789x+-.yplikagrbncdseEmtuUjhw!?:ov"), max_size=40)
SIZE = st.sampled_from([(40, 12), (60, 20), (80, 24), (120, 40), (200, 60), (39, 11), (1, 1)])


@given(home=st.sampled_from(HOMES), said=st.lists(KEYS, max_size=60), size=SIZE)
@settings(max_examples=300, deadline=None)
def test_any_keys(home: str, said: list[str], size: tuple[int, int]) -> None:
    """Nothing raises; no RUN while a question is open; the picture fills its size; undo goes back to the start."""
    page = page_of(home)
    start = page.draft
    for key in said:
        for effect in press(page, [key]):
            if isinstance(effect, Save):
                text = writing.text(shapes.DAY, effect.day)
                again, problems = read_day(text.encode(), "day.toml", TODAY)
                assert (again, list(problems)) == (effect.day, [])
        assert page.complete or page.shown_rung is not Rung.RUN
    end = page.draft
    frame = draw(page, *size)
    assert len(frame.lines) == size[1] and {length(line) for line in frame.lines} == {size[0]}
    assert page.complete or "(+) RUN" not in frame.text()
    for _ in range(4):
        page.key("escape") if page.mode is not None else None
    page.say("")
    n = -1
    while "Nothing to undo" not in page.message:
        press(page, "u")
        n += 1
    assert page.draft == start
    for _ in range(n):
        press(page, "U")
    assert page.draft == end


@given(home=st.sampled_from(HOMES), text=LETTERS, cut=st.integers(0, 40))
@settings(max_examples=80, deadline=None)
def test_how_keys_are_cut_into_pieces_does_not_matter(home: str, text: str, cut: int) -> None:
    """Typed one by one, pasted whole, pasted in two: the same, up to the first refused key."""
    typed, whole, halves = page_of(home), page_of(home), page_of(home)
    press(typed, list(text))
    whole.paste(text)
    halves.paste(text[:cut])
    if not halves.refused:
        halves.paste(text[cut:])
    assert typed.draft == whole.draft == halves.draft
    assert type(typed.mode) is type(whole.mode) is type(halves.mode)


@given(said=st.lists(st.sampled_from([*"0123456789xyplm!rdi ", "enter", "up", "down", "escape"]), max_size=50))
@settings(max_examples=80, deadline=None)
def test_nothing_but_its_own_key_closes_a_matter(said: list[str]) -> None:
    """Whatever else is pressed, fever, locked knee and bone suspicion stay open, and no run is shown."""
    page = page_of("ill")
    for key in said:
        press(page, [key])
        assert page.draft.morning.closed == ()
        assert page.shown_rung in (Rung.REST, Rung.CROSS_TRAIN)
