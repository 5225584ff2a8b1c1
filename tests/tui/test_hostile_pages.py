"""Hostile text in every file at once, and every page and list walked over it: shown as text, never obeyed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import tomli_w
from faces import PAIRS, TODAY, Hand, desk_of, furnish, sore
from hostile import CONTROL, HOSTILE

from planner.core.days import Planned
from planner.core.record import Chosen, DonePain, Shoe
from planner.core.sites import site_problem
from planner.storage import shoes as shoes_file
from planner.storage import writing
from planner.tui.frame import clean, length
from planner.tui.pages import MADE_BY

SIZES = ((60, 20), (120, 40))
WALKS = {
    "morning": ["?", ":", "n", "7 2 2 2 2", "r", "w", "e", "e s", "E", "4", "!", "i"],
    "done": ["?", "E", "e", "e s", "N", "n", "y", "y 3", "y w", "!"],
    "history": ["Enter", "h Enter", "h Enter Down Down Down", "c", "c Down", "/", "g", "p", "n", "x u"],
    "trends": ["v", "Right v", "]", "Down", "PgDn", "?"],
    "shoes": ["Enter", "Down", "a", "e", "n", "r", "?"],
    "week": ["e", "h", "t", "m", "Down e", "?"],
    "settings": ["Enter", *("Down " * n + "Enter" for n in range(2, 40, 6)), "?", "PgDn"],
}
"""Keys on each page, each from a page just opened; a key that means nothing there is part of the walk."""


def laid(home: Path, text: str) -> Hand:
    """A home in which the text stands wherever a runner can write, and a key for each command is asked of it."""
    furnish(home, past=3)
    desk = desk_of(home)
    place = f"other:{text[:40].lower()}"
    if site_problem(place) or not text[:40].strip():
        place = "other:jaw"
    for n in range(4):
        day = desk.journal.day(TODAY - timedelta(days=n))
        told = tuple(
            replace(d, note=text, shoe=text[:60], pain=(DonePain(site=place, during=3, after=2),)) for d in day.done
        )
        morning = day.morning and replace(day.morning, note=text, pain=(sore(place, "left", 3),), flags=())
        desk.journal.save(
            replace(
                day,
                morning=morning,
                planned=(Planned(kind="easy", km=8.0, note=text, shoe=text[:60]),),
                chosen=Chosen(by="own", why=text, kind="easy", km=8.0) if morning else None,
                done=told,
            )
        )
    pairs = (replace(PAIRS[0], name=text[:200], note=text, role=text[:200]), Shoe(id="b", name=text[:60]))
    desk.places.shoes.write_text(writing.text(shoes_file.SHOES, pairs))
    table = {"week": {"monday": "8 km easy", "tuesday": text[:100]}, "theme": text, "keys": {text[:40]: text[:40]}}
    desk.places.settings.write_text(tomli_w.dumps({"format": 1, **table}))
    step = {"name": text[:80], "dose": text[:80], "how": text, "note": text, "seconds": 60}
    steps = {"format": 1, "step": {"mine": step}, "routine": {"warm-up-easy": {"steps": ["mine", "walk-5"]}}}
    desk.places.routines.write_text(tomli_w.dumps(steps))
    return Hand(desk_of(home))


def looks_right(hand: Hand, what: str) -> str:
    """No control character, lines of exact width; gives the larger picture as text."""
    for size in SIZES:
        picture = hand.frame(*size)
        assert not CONTROL & set(picture.text()) - {"\n"}, (what, picture.text())
        assert {length(row) for row in picture.lines} == {size[0]}, what
    return picture.text()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_page_shows_text_as_text(tmp_path: Path, text: str) -> None:
    """Each page, each list on it, each day: the program goes on, and nothing is quit, saved or deleted."""
    hand = laid(tmp_path / "planner", text)
    assert set(WALKS) == {"morning", *MADE_BY}
    files = {p: p.read_bytes() for p in (tmp_path / "planner" / "days").rglob("*.toml")}
    seen = ""
    for page, walks in WALKS.items():
        for keys in walks:
            hand.pages.open(page)
            assert hand.page.name == page, hand.page.message
            hand.type(keys)
            seen += looks_right(hand, f"{page} {keys}")
            hand.page.enter(None)
            assert not hand.gone
    now = {p: p.read_bytes() for p in (tmp_path / "planner" / "days").rglob("*.toml")}
    assert now == files
    first = clean(text).split()[0][:12]
    assert not text.isprintable() or first in seen.replace("\n", " ")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_typed_into_every_line(tmp_path: Path, text: str) -> None:
    """Pasted into every line that takes text, taken or refused with words: what is stored is printable."""
    furnish(tmp_path / "planner", past=2)
    hand = Hand(desk_of(tmp_path / "planner"))
    for page, keys in (
        ("morning", "n"), ("morning", "E"), ("morning", "4 v"), ("done", "E"), ("done", "y N"), ("history", "/"),
        ("history", "g"), ("shoes", "a"), ("week", "Down e"), ("week", "t"), ("morning", ":"), ("morning", "?"),
    ):  # fmt: skip  # a page and keys that open a line on it
        hand.pages.open(page)
        hand.type(keys)
        assert hand.page.mode is not None, (page, keys)
        hand.do(hand.page.paste(text.replace("q", "")))
        looks_right(hand, f"{page} {keys} pasted")
        if keys not in (":", "?"):
            hand.type("Enter")
            looks_right(hand, f"{page} {keys} entered")
        hand.page.enter(None)
    for file in (f for f in (tmp_path / "planner").rglob("*.toml") if f.is_file()):
        assert not CONTROL & set(file.read_text()) - {"\n"}, file
