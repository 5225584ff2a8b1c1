"""Morning pages without a desk, a file or a terminal, and keys pressed on them: for many short tests."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from faces import NOW, PAIRS, TODAY, keys, record, sore
from mornings import BOOK

from planner.core.answer import Context
from planner.core.days import Planned
from planner.core.history import Record
from planner.core.record import Day
from planner.core.settings import Settings
from planner.storage import routines
from planner.storage.places import Places
from planner.tui.commands import Keymap
from planner.tui.controller import MorningPage
from planner.tui.effects import Effect, Save

STEPS, _ = routines.load(Places.of({"PLANNER_HOME": "/nonexistent"}))
EASY = (Planned(kind="easy", km=8.0, terrain="road"),)


@cache
def context(home: str) -> Context:
    """What an answer rests on, by the name of a runner."""
    past = {
        "well": lambda: record(28),
        "new": lambda: (),
        "sore": lambda: record(28, pain=[sore("achilles", "right", 3), sore("low_back", None, 2)]),
        "ill": lambda: record(28, flags=["fever", "locked_knee"], pain=[sore("shin_focal", "left", 2)]),
        "miles": lambda: record(28),
    }[home]()
    own = Settings(units="mi", hours="h:mm") if home == "miles" else Settings()
    days = {day.date: day for day in past}
    return Context(record=Record(on=TODAY, days=days, settings=own, shoes=PAIRS if days else ()), book=BOOK)


HOMES = ("well", "new", "sore", "ill", "miles")


def page_of(home: str = "well", planned: tuple[Planned, ...] = EASY, day: Day | None = None) -> MorningPage:
    """A morning that is opened."""
    return MorningPage(
        context(home),
        day or Day(date=TODAY, planned=planned),
        keymap=Keymap(),
        now=datetime.fromisoformat(NOW),
        routines=lambda: STEPS,
    )


def press(page: MorningPage, said: str | list[str], *, stop: bool = True) -> list[Effect]:
    """Press keys; a save succeeds at once. With `stop` the rest after a refused key is dropped."""
    done: list[Effect] = []
    for key in keys(said) if isinstance(said, str) else said:
        effects = page.key(key)
        for effect in effects:
            if isinstance(effect, Save):
                page.stored(effect.day)
        done += effects
        if stop and page.refused:
            break
    return done


def saved(effects: list[Effect]) -> Day:
    """The last day that was to be saved."""
    return [e.day for e in effects if isinstance(e, Save)][-1]
