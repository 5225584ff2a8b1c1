"""Every key that changes something, on every page: `u` brings back what was, `U` what had been made of it.

Drafts are compared as the page holds them, what is saved at once as the files say it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from faces import TODAY, Hand, desk_of, furnish

from planner.core.record import Day, Done

RUN: Final = "7 2 2 2 2 0 Enter"
TAKEN: Final = "7 2 2 2 2 0 Enter e 4 Enter"
"""A run short enough that nothing is offered."""
DRAFTS: Final = {
    "sleep": ("", "7", 1),
    "half an hour": ("7 Up", "Right", 1),
    "rating": ("7", "2", 1),
    "as yesterday": ("", "y", 1),
    "the last question": ("7 2 2 2 2", "0", 1),
    "a pain": ("7 2 2 2 2", "3 k r", 1),
    "a pain taken back": ("7 2 2 2 2 3 k r Up", "Del", 1),
    "a limp": ("7 2 2 2 2", "l s Enter", 1),
    "a painkiller": ("7 2 2 2 2", "p", 1),
    "an illness": ("7 2 2 2 2", "i a Enter", 1),
    "a warning sign": ("", "! a Enter", 1),
    "a field of the run": ("", "e 6 Enter", 1),
    "the kind by arrows": ("", "e k Right Right Esc", 2),
    "a field taken out": ("", "e t Del Esc", 1),
    "the run in words": ("", 'E " 5:40/km" Enter', 1),
    "a note": ("", 'n "felt fine" Enter', 1),
    "done as planned": ("D", "y", 1),
    "not run": ("D", "n", 1),
    "done, typed": ("D", 'E " 46 min" Enter', 1),
    "done, edited": ("D", "e 7 Enter", 2),
    "done, looked at": ("D", "e Esc", 1),
    "effort": ("D y", "4", 1),
    "the end of it": ("D y 4", "0", 1),
    "pain on the run": ("D y 4", "3 k r", 1),
    "a limp on the run": ("D y 4", "l s Enter", 1),
    "a sign after it": ("D y 4", "! a Enter", 1),
    "its shoes": ("D y", "p", 1),
    "its note": ("D y", 'N "windy" Enter', 1),
    "another session": ("D y 4 0 Enter", "a", 1),
}
"""Keys before, keys that change the draft, and how many steps that is."""
SAVED: Final = {
    "away": (RUN, "v t 5 Enter", 1),
    "away before the answers": ("", "v t 5 Enter", 1),
    "back again": (f"{RUN} v i Enter", "v o", 1),
    "a way back slowed": (f"{RUN} b", "s", 1),
    "a way back as before": (f"{RUN} b s", "f", 1),
    "a way back ended": (f"{RUN} b", "x", 1),
    "strength by steps' effort": (f"{RUN} D s", "6", 1),
    "strength after the run": (f"{RUN} D y 4 0 Enter", "s Enter", 1),
    "a step done after the run": (f"{TAKEN} D y 4 0 Enter w", "Enter", 1),
    "a step dropped there": (f"{TAKEN} D w", "d", 1),
    "a step moved there": (f"{TAKEN} D w", "]", 1),
    "a step added there": (f"{TAKEN} D w", "a a", 1),
    "minutes for them there": (f"{TAKEN} D w", "m a", 1),
    "a step done": (f"{TAKEN} w", "Enter", 1),
    "a step dropped": (f"{TAKEN} w", "d", 1),
    "a step moved": (f"{TAKEN} w", "]", 1),
    "a step added": (f"{TAKEN} w", "a a", 1),
    "minutes for the warm-up": (f"{TAKEN} w", "m a", 1),
    "two entries made one": ("TWICE H", "m", 1),
    "two entries kept": ("TWICE H", "b", 1),
    "two entries made one, on Done": ("TWICE D", "m", 1),
    "two entries kept, on Done": ("TWICE D", "b", 1),
    "a day deleted": ("H Left", "x", 1),
    "two days deleted": ("H Left", "x Left x", 2),
    "a day deleted, seen whole": ("H Left Enter", "x", 1),
    "a day's plan": ("W Down", 'e "6 km easy" Enter', 1),
    "a session moved": ("W Down Down", "m 2", 1),
    "every week's plan": ("W", 't ctrl+u "5 km easy" Enter', 1),
    "a pair added": ("S", 'a "New one" Enter', 1),
    "a pair retired": ("S", "r", 1),
    "its start": ("S", "s 5 Enter", 1),
    "its limit": ("S", "l 5 Enter", 1),
    "its ground": ("S", "t t Enter", 1),
    "its role": ("S", 'o "speed" Enter', 1),
    "very different": ("S", "v", 1),
    "its name": ("S", 'e "II" Enter', 1),
    "what is said of it": ("S", 'n "soft" Enter', 1),
    "a setting chosen": (",", "Enter", 1),
    "a setting by arrows": (",", "Right", 1),
    "a setting typed": (", Down Enter", 'ctrl+u "14 km" Enter', 1),
    "a setting taken out": (f", {'Down ' * 4}", "Del", 1),
}
"""Keys before, keys that save at once, and how many steps that is."""


def after_a_break(home: Path) -> Hand:
    """A home whose last run is twelve days old, so that there is a way back."""
    desk = furnish(home, past=40)
    for back in range(1, 12):
        on = TODAY - timedelta(days=back)
        day = desk.journal.day(on)
        desk.journal.save(replace(day, done=()), was=day)
    return Hand(desk_of(home))


def ready(home: Path, before: str) -> Hand:
    """The program where a case begins."""
    hand = after_a_break(home)
    if before.startswith("TWICE"):
        day = hand.desk.day(TODAY)
        run = Done(kind="run", session="easy", km=8.0, minutes=48.0)
        hand.desk.save(replace(day, done=(run, replace(run, km=7.9, effort=3))))
        hand = hand.again()
    return press(hand, before.removeprefix("TWICE "))


def press(hand: Hand, said: str) -> Hand:
    """Type, with `ctrl+u` as a key."""
    for n, part in enumerate(said.split("ctrl+u")):
        if n:
            hand.press(["ctrl+u"])
        hand.type(part)
    assert not hand.page.refused, hand.page.message
    return hand


def drafted(hand: Hand) -> object:
    """What was typed on the page that is shown."""
    return hand.page.draft, getattr(hand.page, "number", None)


def filed(hand: Hand) -> object:
    """What the files say, of the days around too."""
    desk = hand.again().desk
    days: list[Day] = [desk.journal.day(TODAY + timedelta(days=n)) for n in range(-8, 15)]
    plans = [desk.week_plan(TODAY + timedelta(days=n)) for n in range(8)]
    return desk.settings, desk.shoes, days, plans


def there_and_back(home: Path, before: str, keys: str, steps: int, *, seen: Callable[[Hand], object]) -> None:
    """Keys that change what is seen, so many steps back to what it was, and on again."""
    hand = ready(home, before)
    was = seen(hand)
    after = seen(press(hand, keys))
    assert after != was, "the keys change something"
    press(hand, "u " * steps)
    assert seen(hand) == was, hand.text(120, 40)
    press(hand, "U " * steps)
    assert seen(hand) == after, hand.text(120, 40)


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_brought_back(tmp_path: Path, name: str) -> None:
    there_and_back(tmp_path / "home", *DRAFTS[name], seen=drafted)


@pytest.mark.parametrize("name", SAVED)
def test_what_was_saved_is_brought_back(tmp_path: Path, name: str) -> None:
    there_and_back(tmp_path / "home", *SAVED[name], seen=filed)


@pytest.mark.parametrize("name", [name for name in SAVED if not SAVED[name][0].endswith(("b", "b s", "w"))])
def test_it_is_brought_back_from_another_page_too(tmp_path: Path, name: str) -> None:
    """Who left the page in between finds everything undone as if they had stayed."""
    before, keys, steps = SAVED[name]
    hand = ready(tmp_path / "home", before)
    was = filed(hand)
    after = filed(press(hand, keys))
    there, on = hand.page.name, hand.page.on
    hand.press(["escape"])
    for turn, then in (("u", was), ("U", after)):
        hand.pages.open("trends")
        hand.pages.open(there, on)
        press(hand, f"{turn} " * steps)
        assert filed(hand) == then, hand.text(120, 40)


@pytest.mark.parametrize("before", ["", RUN])
def test_sixty_steps_back_and_forth_also_after_saving(tmp_path: Path, before: str) -> None:
    """Being away is one of them, in its place among the others."""
    hand = ready(tmp_path / "home", before)
    stood = [drafted(hand)]
    for n in range(30):
        press(hand, "v t 3 Enter" if n == 10 else f"e {n + 2} Enter")
        stood.append(drafted(hand))
        press(hand, f'E ctrl+u "{n + 5} km long" Enter')
        stood.append(drafted(hand))
    press(hand, "Enter" if before else "")
    away = hand.again().desk.settings.away
    for was in stood[-2::-1]:
        press(hand, "u")
        assert _said(drafted(hand)) == _said(was)
    assert away is not None and hand.again().desk.settings.away is None
    for then in stood[1:]:
        press(hand, "U")
        assert _said(drafted(hand)) == _said(then)
    assert hand.again().desk.settings.away == away


def _said(stood: object) -> object:
    """What was said, without the choice that a save adds by itself."""
    assert isinstance(stood, tuple)
    return replace(stood[0], chosen=None)
