"""A runner's home for tests of the face, and a hand that types into its pages without a terminal.

`furnish` writes real files; `Hand` does with a page's effects what the application does. It knows no Textual, so that a
test of the pure pages cannot start it by accident.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

from planner.core.days import Morning, Pain, Planned
from planner.core.record import Day, Done, Shoe
from planner.desk import Desk
from planner.storage import shoes as shoes_file
from planner.storage.clock import SystemClock
from planner.tui.controller import MorningPage
from planner.tui.effects import Effect, Open, Quit
from planner.tui.frame import Frame
from planner.tui.pages import Pages

TODAY: Final = date(2026, 11, 23)
ZONE: Final = timezone(timedelta(hours=1))
NOW: Final = "2026-11-23T06:41:00+01:00"
"""A Monday morning."""
WEEK: Final = {"monday": "8 km easy road", "wednesday": "8 km easy road", "saturday": "12 km long"}
PAIRS: Final = (
    Shoe(id="pegasus-41", name="Pegasus 41", start_km=310.0, terrain=("road",), added=date(2026, 3, 1)),
    Shoe(id="ghost-16", name="Ghost 16", start_km=120.0, terrain=("road",), added=date(2026, 8, 1)),
)
NAMES: Final = {
    "Enter": "enter", "Esc": "escape", "Right": "right", "Left": "left", "Up": "up", "Down": "down", "Tab": "tab",
    "Space": " ", "BS": "backspace", "Del": "delete", "PgDn": "pagedown",
}  # fmt: skip  # one name after the other
"""How tests write keys -> Textual's names."""


def furnish(
    home: Path,
    *,
    week: dict[str, str] | None = None,
    past: int = 28,
    shoes: Sequence[Shoe] = PAIRS,
    pain: Sequence[Pain] = (),
    flags: Sequence[str] = (),
    extra: str = "",
) -> Desk:
    """A home with settings, shoes and so many days before TODAY, the last with `pain` and `flags`; gives its desk.

    `extra` are more lines of settings.toml: top-level keys first, tables after them.
    """
    home.mkdir(parents=True, exist_ok=True)
    top, _, tables = extra.partition("\n[")
    rows = "\n".join(f'{day} = "{words}"' for day, words in (WEEK if week is None else week).items())
    tables = f"[{tables}" if tables else ""
    (home / "settings.toml").write_text(f"format = 1\n{top}\n[week]\n{rows}\n{tables}\n")
    desk = desk_of(home)
    if shoes:
        shoes_file.save(desk.places, tuple(shoes), was=shoes_file.load(desk.places))
    for day in record(past, pain=pain, flags=flags):
        desk.journal.save(day)
    return desk_of(home)


def record(past: int, *, pain: Sequence[Pain] = (), flags: Sequence[str] = ()) -> Iterable[Day]:
    """So many ordinary days before TODAY: runs on Monday, Wednesday, Friday and Saturday, the longest 12 km."""
    for back in range(past, 0, -1):
        on = TODAY - timedelta(days=back)
        last = back == 1
        morning = Morning(
            at=datetime.combine(on, time(6, 40), ZONE),
            sleep_h=7.0 + (back % 3) / 2,
            sleep_quality=2 + back % 2,
            fatigue=2 + (back % 5 == 0),
            soreness=2,
            stress=2,
            pain=tuple(pain) if last else (),
            flags=tuple(flags) if last else (),
        )
        km = {0: 8.0, 2: 8.0, 4: 6.0, 5: 12.0}.get(on.weekday())
        done = ()
        if km is not None:
            pair = "pegasus-41" if on.weekday() % 4 == 0 else "ghost-16"
            done = (
                Done(kind="run", session="easy", km=km, minutes=km * 6, climb_m=40.0, terrain="road", shoe=pair,
                     effort=3, at=datetime.combine(on, time(18), ZONE), pain=(), flags=()),
            )  # fmt: skip  # one run
        plan = (Planned(kind="easy", km=km, terrain="road"),) if km else (Planned(kind="rest"),)
        yield Day(date=on, morning=morning, planned=plan, done=done)


def desk_of(home: Path, now: str = NOW) -> Desk:
    """The desk of a home at a time."""
    environ = {"PLANNER_HOME": str(home), "PLANNER_NOW": now}
    return Desk(environ, SystemClock(environ))


def keys(said: str) -> list[str]:
    """Keys as tests write them, e.g. `7 2 2 2 2 0 Enter`, by Textual's names; `"some text"` is typed letter by letter.

    A word that is no name is typed letter by letter too.
    """
    out: list[str] = []
    for n, part in enumerate(said.split('"')):
        for word in [part] if n % 2 else part.split():
            out += [NAMES[word]] if word in NAMES and not n % 2 else list(word)
    return out


class Hand:
    """One run of the program without a terminal: types, saves, quits."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.pages = desk, Pages(desk)
        self.gone = False
        """Quit was pressed."""

    @property
    def page(self) -> MorningPage:
        """The page that is shown."""
        return self.pages.page

    def type(self, said: str) -> Hand:
        """Type keys, dropping the rest after a refused one as the application does with a burst."""
        return self.press(keys(said))

    def press(self, names: Iterable[str]) -> Hand:
        """Press keys by their names, in one burst."""
        for name in names:
            self.do(self.page.key(name))
            if self.page.refused or self.gone:
                break
        return self

    def do(self, effects: Iterable[Effect]) -> None:
        """What the application does with effects."""
        for effect in effects:
            if isinstance(effect, Quit):
                self.pages.keep_draft()
                self.gone = True
            elif isinstance(effect, Open):
                self.pages.open(effect.page, effect.on)
            else:
                self.pages.perform(effect)

    def frame(self, width: int = 80, height: int = 24) -> Frame:
        """The picture."""
        return self.pages.frame(width, height)

    def text(self, width: int = 80, height: int = 24) -> str:
        """The picture as text."""
        return self.frame(width, height).text()

    def again(self, now: str | None = None) -> Hand:
        """The program started anew in the same home."""
        environ = {"PLANNER_HOME": str(self.desk.places.state.parent), "PLANNER_NOW": now or NOW}
        return Hand(Desk(environ, SystemClock(environ)))


def longest(frame: Frame) -> int:
    """Cells of the longest line."""
    from planner.tui.frame import length

    return max(length(line) for line in frame.lines)


def sore(site: str, side: str | None, score: int, **more: object) -> Pain:
    """A pain, shortly."""
    return replace(Pain(site=site, side=side, score=score), **more)  # type: ignore[arg-type]  # fields by name
