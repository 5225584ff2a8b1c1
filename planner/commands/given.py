"""What is given on the command line, as values: dates, numbers, pains, flags, runs, each refused in words of its own.

It says what is wrong, with which option, and what to write instead, for every option at once. It refuses to know what
any value means for a run.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from planner.core import runtext
from planner.core.days import Pain, Planned
from planner.core.record import DonePain
from planner.core.sites import FLAGS, OTHER, SIDES, nearest, site_problem
from planner.core.typed import typed
from planner.storage.problems import BadInput, Problem
from planner.storage.reading import Wrong, show

T = TypeVar("T")
FIRST: Final = date(1900, 1, 1)
"""Nobody's record begins earlier; a date before it is a slip."""
MOST_TEXT: Final = 20_000
"""Characters that a day file takes."""
_SIDES: Final = {"l": "left", "r": "right", "b": "both", **dict.fromkeys(SIDES, "")}
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2})(?::|h)(\d{2})", re.ASCII)


class Given:
    """Reads the options of one command and keeps every problem, so that all of them are told at once."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def read(self, option: str, text: str | None, make: Callable[[str], T]) -> T | None:
        """The value of an option; None when it was not given, or cannot be used."""
        if text is None:
            return None
        try:
            return make(text)
        except Wrong as wrong:
            self.refuse(option, wrong.message, wrong.fix)
            return None

    def all(self, option: str, texts: Sequence[str] | None, make: Callable[[str], T]) -> tuple[T, ...]:
        """The values of an option that may be given several times; none of them twice."""
        found: list[T] = []
        for text in texts or ():
            value = self.read(option, text, make)
            if value is not None and value in found:
                self.refuse(option, f"{text} is given twice", "write it once")
            elif value is not None:
                found.append(value)
        return tuple(found)

    def refuse(self, option: str, message: str, fix: str | None = None) -> None:
        """Keep a problem."""
        self._problems.append(Problem(file=option, message=message, fix=fix))

    def done(self) -> None:
        """Raise BadInput with all problems, if there are any."""
        if self._problems:
            raise BadInput(problems=self._problems)


def day(text: str) -> date:
    """A date in ISO form. Raises Wrong: 30 February and others that do not exist are named as such."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise Wrong(f"{show(text)} is no date", "write year-month-day, e.g. 2026-11-23")
    year, month, number = map(int, match.groups())
    if not 1 <= month <= 12:
        raise Wrong(f"{text} does not exist: there is no month {month}", "write 01 to 12")
    if year < FIRST.year:
        raise Wrong(f"{text} is before {FIRST.year}", "write the year with four digits")
    last = monthrange(year, month)[1]
    if not 1 <= number <= last:
        raise Wrong(f"{text} does not exist: {month_name[month]} {year} has {last} days", "write a day of that month")
    return date(year, month, number)


def day_until(today: date) -> Callable[[str], date]:
    """A date that is not after today."""

    def make(text: str) -> date:
        found = day(text)
        if found > today:
            raise Wrong(f"{text} is in the future: today is {today}", f"write {today} or a day before it")
        return found

    return make


def hours(text: str) -> float:
    """Hours of sleep: `7.5`, `7,5`, `7:30`, `7h30`; 0 to 24."""
    clock = _CLOCK.fullmatch(text.strip().lower())
    if clock and int(clock[2]) <= 59:
        return _within(int(clock[1]) + int(clock[2]) / 60, text, 0, 24, "hours")
    return number(0, 24, "hours")(text)


def number(low: float, high: float, unit: str) -> Callable[[str], float]:
    """A number in a range; a decimal comma is read as a point."""

    def make(text: str) -> float:
        said = text.strip()
        if not _NUMBER.fullmatch(said):
            raise Wrong(f"{show(text)} is no number", f"write {low:g} to {high:g} {unit}")
        return _within(float(said.replace(",", ".")), text, low, high, unit)

    return make


def whole(low: int, high: int, meaning: str) -> Callable[[str], int]:
    """A whole number in a range; `meaning` says which end is what."""

    def make(text: str) -> int:
        said = text.strip()
        fix = f"write {low} to {high} {meaning}"
        if not _NUMBER.fullmatch(said) or not (value := float(said.replace(",", "."))).is_integer():
            raise Wrong(f"{show(text)} is no whole number", fix)
        if not low <= value <= high:
            raise Wrong(f"{said} is out of range", fix)
        return int(value)

    return make


rating: Final = whole(1, 7, "(7 worst)")
score: Final = whole(0, 10, "(0 none, 10 worst)")


def minutes(text: str) -> float:
    """Minutes: `46`, `46.5`, `46:30 min`, `1:30h`."""
    if _NUMBER.fullmatch(text.strip()):
        return number(0, 2880, "minutes")(text)
    try:
        found = runtext.parse(text).minutes
    except runtext.RunTextError as error:
        raise Wrong(error.message) from None
    if found is None:
        raise Wrong(f"{show(text)} is no time", "write 46, 46:30 min or 1:30h")
    return found


def text(said: str) -> str:
    """A text that a day file can hold; an empty one is refused."""
    if not typed(said):
        raise Wrong("nothing is written", "leave the option out")
    if len(said) > MOST_TEXT:
        raise Wrong(f"has {len(said):,} characters (limit {MOST_TEXT:,})", "write it shorter")
    if any(0xD800 <= ord(c) <= 0xDFFF for c in said):
        raise Wrong("holds bytes that are no text", "write it in UTF-8")
    return typed(said)


def flag(said: str) -> str:
    """A flag's name; the nearest is named for one that is not known."""
    name = said.strip().lower().replace("-", "_")
    if name in FLAGS:
        return name
    near = nearest(name[:80], FLAGS)
    raise Wrong(f"{show(said)} is not known", f"did you mean {near}?" if near else f"known are {', '.join(FLAGS)}")


def pain(said: str) -> Pain:
    """`SITE:SCORE[:SIDE]`, of this morning."""
    site, rest = _site(said, "SITE:SCORE or SITE:SCORE:SIDE")
    if len(rest) not in (1, 2):
        raise Wrong(f"{show(said)} is no pain", "write SITE:SCORE or SITE:SCORE:SIDE, e.g. knee_front:3:left")
    return Pain(site=site, score=score(rest[0]), side=_side(rest[1]) if len(rest) == 2 else None)


AFTER_RUN: Final[Mapping[str, Mapping[str, bool]]] = {
    "better": {"worse_next_morning": False},
    "same": {"worse_next_morning": False},
    "worse": {"worse_next_morning": True},
    "not_settled": {"not_settled_60min": True},
}
"""How a place is on the morning after a run that hurt -> the fields of a Pain that say so."""


def after_run(said: str) -> tuple[str, str | None, str]:
    """`SITE:HOW[:SIDE]`: a place, and how it is after yesterday's run against the morning before it."""
    site, rest = _site(said, "SITE:HOW or SITE:HOW:SIDE")
    if len(rest) not in (1, 2):
        raise Wrong(f"{show(said)} is no place after a run", "write SITE:HOW, e.g. knee_front:worse:left")
    how = rest[0].strip().lower().replace("-", "_").replace(" ", "_")
    if how not in AFTER_RUN:
        raise Wrong(f"{show(rest[0])} is not known", f"write {', '.join(AFTER_RUN)}")
    return site, _side(rest[1]) if len(rest) == 2 else None, how


def done_pain(said: str) -> DonePain:
    """`SITE:DURING:AFTER[:SIDE]`, of a run and the hour after it; one of the two numbers may be empty."""
    site, rest = _site(said, "SITE:DURING:AFTER or SITE:DURING:AFTER:SIDE")
    if len(rest) not in (2, 3) or not any(part.strip() for part in rest[:2]):
        fix = "write SITE:DURING:AFTER or SITE:DURING:AFTER:SIDE, e.g. knee_front:3:1:left"
        raise Wrong(f"{show(said)} is no pain of a run", fix)
    during, after = (score(part) if part.strip() else None for part in rest[:2])
    return DonePain(site=site, during=during, after=after, side=_side(rest[2]) if len(rest) == 3 else None)


def run(units: str, shoes: Collection[str] | None) -> Callable[[str], Planned]:
    """One session in the run language; `shoes` are the ids that may be named, None = any."""

    def make(said: str) -> Planned:
        try:
            return runtext.parse(said, units=units, shoes=shoes)
        except runtext.RunTextError as error:
            raise Wrong(error.message) from None

    return make


def runs(units: str, shoes: Collection[str] | None) -> Callable[[str], tuple[Planned, ...]]:
    """The sessions of a day in the run language, joined by ` + `."""

    def make(said: str) -> tuple[Planned, ...]:
        try:
            return runtext.several(said, units=units, shoes=shoes)
        except runtext.RunTextError as error:
            raise Wrong(error.message) from None

    return make


def shoe(shoes: Collection[str] | None) -> Callable[[str], str]:
    """A pair's id; of the list where there is one."""

    def make(said: str) -> str:
        id = said.strip()
        if not id or len(id) > 80 or any(0xD800 <= ord(c) <= 0xDFFF for c in id):
            raise Wrong(f"{show(said)} is no pair's id", "write it as shoes.toml does, e.g. pegasus-41")
        if shoes is None or id in shoes:
            return id
        near = next((s for s in shoes if s.lower() == id.lower()), None) or nearest(id.lower(), shoes)
        some = ", ".join(sorted(shoes)[:5])
        fix = f"did you mean {near}?" if near else f"known are {some}" if some else "shoes.toml holds none yet"
        raise Wrong(f"{show(said)} is not one of your shoes", fix)

    return make


def _site(said: str, form: str) -> tuple[str, list[str]]:
    """A site and the parts after it. `other:NAME` has a colon of its own."""
    first, *rest = said.strip().split(":")
    site = first.strip().lower()
    if f"{site}:" == OTHER and rest:
        site = OTHER + rest.pop(0).strip().lower()
    if len(site) > 80:
        raise Wrong(f"{show(said)} is no pain", f"write {form}")
    problem = site_problem(site)
    if problem is not None:
        raise Wrong(problem)
    return site, rest


def _side(said: str) -> str:
    word = said.strip().lower()
    if word not in _SIDES:
        raise Wrong(f"{show(said)} is no side", f"write {', '.join(SIDES)}")
    return _SIDES[word] or word


def _within(value: float, text: str, low: float, high: float, unit: str) -> float:
    if not low <= value <= high:
        raise Wrong(f"{text.strip()} is out of range", f"write {low:g} to {high:g} {unit}")
    return value
