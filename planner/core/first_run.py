"""The first questions: what is asked once, before the first morning, and what the answers mean for settings and shoes.

All five may be left out, and what is left out is not said: nobody becomes a novice by not answering. It is told the
date; it refuses to know files, keys and screens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from planner.core import pairs, runtext
from planner.core.pairs import PairError
from planner.core.record import Shoe
from planner.core.settings import WEEKDAYS
from planner.core.values import dataclass, replace

SHOWN: Final = {"km": "km", "mi": "miles"}
_UNITS: Final = {
    **dict.fromkeys(("k", "km", "kilometre", "kilometres", "kilometer", "kilometers"), "km"),
    **dict.fromkeys(("m", "mi", "mile", "miles"), "mi"),
}
_SPAN: Final = re.compile(r"(\d{1,4}(?:[.,]\d)?|an?|half a)\s*(days?|d|weeks?|w|months?|mo|m|years?|yrs?|y)", re.ASCII)
_DATE: Final = re.compile(r"(?:since\s+)?(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
_ALL: Final = ("all", "daily", "every day", "everyday", "each day")
_LONGEST: Final = 100
"""Years that somebody may have run for."""


class NotUnderstood(ValueError):
    """An answer that says nothing; its message says what to write."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One of the questions."""

    key: str
    ask: str
    sample: str
    """How to write an answer."""
    why: str


QUESTIONS: Final = (
    Question(
        key="units",
        ask="Do you run in km or miles?",
        sample="k or km, m or miles",
        why="What screens show; files always hold kilometres.",
    ),
    Question(
        key="long",
        ask="Longest run of the last month?",
        sample="12 km or 7.5 mi; 0 for none",
        why="Today's run is held against it until 30 days are on record here.",
    ),
    Question(
        key="since",
        ask="How long have you been a runner?",
        sample="3 months, 2 years, or since 2019",
        why="The first months need more rest between runs. Left out, that rule is not asked.",
    ),
    Question(
        key="days",
        ask="On which days do you run?",
        sample="mon wed sat, or every day",
        why="Those days get an easy run on the plan, the others rest; W changes each, distances too.",
    ),
    Question(
        key="pair",
        ask="The pair of shoes you wear most?",
        sample="Pegasus 41",
        why="Its kilometres are counted from today; S takes what it has already, and more pairs.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was answered so far."""

    units: str | None = None
    long_km: float | None = None
    since: date | None = None
    days: tuple[str, ...] = ()
    pair: str | None = None
    """The name of a pair."""


def understood(before: Answers, key: str, text: str, today: date) -> Answers:
    """The answers with one more, as it was typed. Raises NotUnderstood."""
    said = " ".join(text.lower().split())
    if key == "units":
        if said not in _UNITS:
            raise NotUnderstood("write km or miles")
        return replace(before, units=_UNITS[said])
    if key == "long":
        return replace(before, long_km=_long(said, before.units or "km"))
    if key == "since":
        return replace(before, since=since(said, today))
    if key == "days":
        return replace(before, days=weekdays(said))
    try:
        return replace(before, pair=pairs.name_for((), text))
    except PairError as error:
        raise NotUnderstood(str(error)) from None


def values(said: Answers, today: date) -> Mapping[str, object]:
    """Keys of the settings file and what they are to be; none for what was not said."""
    found: dict[str, object] = {}
    if said.units is not None:
        found["units"] = said.units
    if said.since is not None:
        found["person.running_since"] = said.since
    if said.long_km is not None:
        found |= {"usual.long_km": said.long_km, "usual.long_km_said": today}
    if said.days:
        found |= {f"week.{day}": "easy" if day in said.days else "rest" for day in WEEKDAYS}
    return found


def shoe(said: Answers, id: str, today: date) -> Shoe | None:
    """The pair under an id; what it has run already was not asked and is not said."""
    return None if said.pair is None else Shoe(id=id, name=said.pair, added=today)


def still_asked(shoes: Sequence[Shoe], longest_km: float | None) -> tuple[Question, ...]:
    """The questions but those that the record answers: it has pairs, or runs of the last month."""
    known = {"pair"} if shoes else set()
    known |= {"long"} if longest_km else set()
    return tuple(q for q in QUESTIONS if q.key not in known)


def since(said: str, today: date) -> date:
    """The day on which somebody took up running, from `3 months`, `2 years`, `2019`. Raises NotUnderstood."""
    wrong = NotUnderstood("write how long, e.g. 3 months or 2 years, or since when: 2019 or 2019-04")
    if match := _DATE.fullmatch(said):
        try:
            found = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            raise wrong from None
        if found > today:
            raise NotUnderstood(f"{found.isoformat()} is still to come")
    else:
        match = _SPAN.fullmatch(said)
        if match is None:
            raise NotUnderstood(f"write {said} months or {said} years") if said.isdigit() else wrong
        number = {"a": 1.0, "an": 1.0, "half a": 0.5}.get(match[1])
        found = _before(today, float(match[1].replace(",", ".")) if number is None else number, match[2])
    if today.year - found.year > _LONGEST:
        raise NotUnderstood(f"that is more than {_LONGEST} years; {wrong}")
    return found


def weekdays(said: str) -> tuple[str, ...]:
    """The weekdays that are named, in the order of the week. Raises NotUnderstood."""
    if said in _ALL:
        return WEEKDAYS
    named = set()
    for word in re.split(r"[\s,;/&+.]+|\band\b", said):
        if word:
            named.add(_weekday(word))
    if not named:
        raise NotUnderstood("write the days, e.g. mon wed sat")
    return tuple(day for day in WEEKDAYS if day in named)


def _weekday(word: str) -> str:
    """The one weekday that begins with a word, plural or not."""
    meant = [day for day in WEEKDAYS if day.startswith(word) or (len(word) > 2 and day.startswith(word.rstrip("s")))]
    shown = word if len(word) <= 20 else word[:20] + "…"
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise NotUnderstood(f"'{shown}' is no weekday; write the days, e.g. mon wed sat")
    raise NotUnderstood(f"'{shown}': {' or '.join(day.capitalize() for day in meant)}? Write {meant[0][:2]}")


def _long(said: str, units: str) -> float:
    bare = re.fullmatch(r"[0-9.,]+", said)
    try:
        km = runtext.parse(f"{said} {units}" if bare else said, units=units).km
    except runtext.RunTextError as error:
        raise NotUnderstood(error.message) from None
    if km is None:
        raise NotUnderstood(f"write a distance, e.g. 12 {units}")
    return km


def _before(today: date, number: float, unit: str) -> date:
    """A day so long before another: months by the calendar, the last day of a shorter month."""
    if unit.startswith(("d", "w")):
        days = number * (7 if unit.startswith("w") else 1)
        return today - timedelta(days=min(round(days), 99_999))
    months = min(round(number * (12 if unit.startswith("y") else 1)), 9_999)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if year < 1:
        return date(1, 1, 1)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(today.day, last))
