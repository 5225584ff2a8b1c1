"""Every setting that a runner may want, as rows: its key in the file, how it is shown and typed, why it is asked.

Being away and a way back are `away_rows`.

It turns what was typed into what the file holds and refuses to know ranges: those are the file's own, and a value out
of them is refused when it is saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from planner.core import runtext, units
from planner.core.days import Planned
from planner.core.settings import WEEKDAYS, Settings
from planner.core.values import dataclass
from planner.tui.themes import THEMES

Values = Mapping[str, object]
"""Keys of the settings file and what they are to be; None takes one out."""
Parse = Callable[[str, Settings, date], Values]
YES_NO: Final = (("", "not said"), ("true", "yes"), ("false", "no"))


class NotUnderstood(ValueError):
    """A typed value that says nothing; its message says what to write."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One setting."""

    key: str
    """As in the file, dotted."""
    group: str
    label: str
    why: str
    """What it is for, in a sentence or two."""
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words, where it is one of a few; empty = it is typed."""
    sample: str = ""
    """How to write it."""
    parse: Parse | None = None
    """Makes the file's values from what was typed, not empty; None = the text itself. Raises NotUnderstood."""
    choose: Parse | None = None
    """Makes the file's values from a choice's value where it is more than the value of the key; raises the same."""
    shown: Callable[[Settings, date], str] | None = None
    """What it says now, as a value of its choices or as text, where that is more than what is stored."""
    without: Callable[[Settings], Values] | None = None
    """The file's values when it is taken out, where that is more than the key. Raises NotUnderstood."""


def stored(row: Row, settings: Settings) -> object:
    """What is in force for a row; None = not said."""
    head, _, last = row.key.partition(".")
    if head == "keys":
        return settings.keys.get(last) or None
    if head == "week":
        return settings.week.get(last) or None
    if head == "env":
        return settings.indoor_available
    found: object = getattr(settings, head)
    return getattr(found, last, None) if last else found


def value(row: Row, settings: Settings, on: date | None = None) -> str:
    """What a row says, in words; empty when it was not said. `on` is today, for what depends on it."""
    got = row.shown(settings, on) if row.shown is not None and on is not None else stored(row, settings)
    if row.choices:
        code = _code(got)
        return next((words for v, words in row.choices if v == code), code)
    if got is None:
        return ""
    if row.key == "usual.long_km" and isinstance(got, float):
        return units.distance(got, settings.units)
    if row.key == "usual.easy_pace" and isinstance(got, float):
        return units.pace(got, settings.units)
    if row.key == "day_starts":
        return f"{got:%H:%M}"
    if isinstance(got, float):
        return units.plain(got) + (" cm" if row.key.endswith("_cm") else " kg")
    return str(got)


def chosen(row: Row, code: str, settings: Settings, today: date) -> Values:
    """The file's values for one of a row's choices. Raises NotUnderstood."""
    if row.choose is not None:
        return row.choose(code, settings, today)
    said: dict[str, object] = {"true": True, "false": False, "": None}
    return {row.key: said.get(code, code)}


def nothing(row: Row, settings: Settings) -> Values:
    """The file's values for a row that is not said. Raises NotUnderstood."""
    if row.without is not None:
        return row.without(settings)
    return dict.fromkeys((row.key, *((_SAID.key,) if row.key == "usual.long_km" else ())))


def difference(now: Settings, then: Settings, rows: Iterable[Row]) -> Values:
    """The file's values that make `then` of `now`, as far as rows tell."""
    both = ((row.key, stored(row, now), stored(row, then)) for row in (*rows, _SAID))
    return {key: _plain(key, b) for key, a, b in both if a != b}


def _plain(key: str, got: object) -> object:
    if key == "day_starts":
        return f"{got:%H:%M}"
    return units.clock(got) if key == "usual.easy_pace" and isinstance(got, float) else got


def _code(got: object) -> str:
    return "" if got is None else str(got).lower() if isinstance(got, bool) else str(got)


def _whole(key: str, wanted: str = "a year with four digits") -> Parse:
    def parse(text: str, settings: Settings, today: date) -> Values:
        if not re.fullmatch(r"[0-9]{1,6}", text):
            raise NotUnderstood(f"write {wanted}")
        return {key: int(text)}

    return parse


def _measure(key: str, unit: str) -> Parse:
    def parse(text: str, settings: Settings, today: date) -> Values:
        match = re.fullmatch(rf"([0-9]{{1,6}}(?:[.,][0-9]{{1,3}})?) *(?:{unit})?", text)
        if not match:
            raise NotUnderstood(f"write a number, in {unit}")
        return {key: float(match[1].replace(",", "."))}

    return parse


def _day(key: str) -> Parse:
    def parse(text: str, settings: Settings, today: date) -> Values:
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?", text)
        try:
            found = date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
        except ValueError:
            found = None
        if found is None:
            raise NotUnderstood("write year-month-day, e.g. 2019-04-01; a year, or a year and a month, is enough")
        if found > today:
            raise NotUnderstood(f"{found.isoformat()} is still to come")
        return {key: found}

    return parse


def _long(text: str, settings: Settings, today: date) -> Values:
    bare = bool(re.fullmatch(r"[0-9.,]+", text))
    km = _run(f"{text} {settings.units}" if bare else text, settings).km
    if km is None:
        raise NotUnderstood(f"write a distance, e.g. 12 {settings.units}")
    return {"usual.long_km": km, "usual.long_km_said": today}


def _pace(text: str, settings: Settings, today: date) -> Values:
    pace = _run(f"easy {text}" if "/" in text else f"easy {text}/{settings.units}", settings).pace
    if pace is None:
        raise NotUnderstood(f"write minutes and seconds, e.g. 6:00/{settings.units}")
    return {"usual.easy_pace": units.clock(pace)}


def _run(text: str, settings: Settings) -> Planned:
    try:
        return runtext.parse(text, units=settings.units)
    except runtext.RunTextError as error:
        raise NotUnderstood(error.message) from None


def _week(key: str) -> Parse:
    def parse(text: str, settings: Settings, today: date) -> Values:
        return {key: weekday_words(text, settings.units)}

    return parse


def weekday_words(text: str, unit: str) -> str | None:
    """A weekday's plan as settings hold it, every unit written out; None for an empty text. Raises NotUnderstood."""
    if not text:
        return None
    try:
        return runtext.joined(runtext.several(text, units=unit), unit)
    except runtext.RunTextError as error:
        raise NotUnderstood(error.message) from None


RUNNING: Final = "Your running"
SCREEN: Final = "Screen"
YOU: Final = "About you"
_SAID: Final = Row(key="usual.long_km_said", group="", label="", why="")
ROWS: Final = (
    Row(
        key="units", group=RUNNING, label="Units", choices=(("km", "km"), ("mi", "miles")),
        why="What screens show. Files always hold kilometres and metres, so you can change this at any time.",
    ),
    Row(
        key="usual.long_km", group=RUNNING, label="Usual long run", sample="12 km or 7.5 mi", parse=_long,
        why="Your longest run of the last month. Today's run is held against it until 30 days are on record here; it "
        "counts for 30 days from the day you say it.",
    ),
    Row(
        key="usual.easy_pace", group=RUNNING, label="Easy pace", sample="6:00/km or 9:40/mi", parse=_pace,
        why="Turns a plan in minutes into a distance while there is no record of your pace.",
    ),
    Row(
        key="person.running_since", group=RUNNING, label="Running since", sample="2019, 2019-04 or 2019-04-01",
        parse=_day("person.running_since"),
        why="The first months need more rest between runs. Not said is not a novice: the rule is then not asked.",
    ),
    *(
        Row(
            key=f"week.{day}", group=RUNNING, label=day.capitalize(), sample="8 km easy road, rest, cross 40 min",
            parse=_week(f"week.{day}"),
            why=f"What stands on the plan every {day.capitalize()} until that day is planned otherwise.",
        )
        for day in WEEKDAYS
    ),
    Row(
        key="env.indoor_available", group=RUNNING, label="Can run indoors", choices=YES_NO,
        why="On a day too hot or too foul to run outside, a treadmill keeps the run. Not said counts as no.",
    ),
    Row(
        key="theme", group=SCREEN, label="Colours", choices=tuple((t, t) for t in THEMES),
        why="dawn is dark, day is light, ansi-dark and ansi-light use your terminal's own sixteen colours. NO_COLOR in "
        "the environment turns all of them off.",
    ),
    Row(
        key="ascii", group=SCREEN, label="Plain characters", choices=(("false", "no"), ("true", "yes")),
        why="yes draws every screen with ASCII characters alone, for fonts and readers that know no others.",
    ),
    Row(
        key="sound", group=SCREEN, label="Sound", choices=(("false", "no"), ("true", "yes")),
        why="yes rings the terminal's bell at the end of a countdown in the steps.",
    ),
    Row(
        key="versions", group=SCREEN, label="Kept versions", sample="20", parse=_whole("versions", "a whole number"),
        why="So many versions of each file are kept apart from it, for planner restore; the oldest go first.",
    ),
    Row(
        key="hours", group=SCREEN, label="Sleep hours", choices=(("h.h", "7.5 h"), ("h:mm", "7:30 h")),
        why="How hours of sleep are shown.",
    ),
    Row(
        key="temperature", group=SCREEN, label="Temperature", choices=(("C", "Celsius"), ("F", "Fahrenheit")),
        why="What screens show. Files always hold degrees Celsius.",
    ),
    Row(
        key="first_day", group=SCREEN, label="Week begins on", choices=tuple((d, d.capitalize()) for d in WEEKDAYS),
        why="Where a week begins on every page.",
    ),
    Row(
        key="day_starts", group=SCREEN, label="Day begins at", sample="04:00",
        why="Until then it is still yesterday, for late nights. A change moves no day that is saved.",
    ),
    Row(
        key="person.born", group=YOU, label="Year of birth", sample="1988", parse=_whole("person.born"),
        why="From 60 on the warm-up is longer. These rules are for adults, from 18.",
    ),
    Row(
        key="person.bone_injury", group=YOU, label="Stress fracture",
        choices=(("", "not said"), ("not_cleared", "not cleared"), ("cleared", "cleared")),
        why="A bone that broke or nearly broke from running. Until a clinician has cleared it there is no run; after "
        "that the way back is walking and running in turn.",
    ),
    Row(
        key="person.pregnant", group=YOU, label="Pregnant", choices=YES_NO,
        why="Running stays easy, as your own clinician says. Leaving it out means nothing either way.",
    ),
    Row(
        key="person.gave_birth", group=YOU, label="Gave birth on", sample="2026-03-01", parse=_day("person.gave_birth"),
        why="The first weeks after a birth are for recovery; how many is said in the reasons.",
    ),
    Row(
        key="person.asthma", group=YOU, label="Asthma", choices=YES_NO,
        why="Dirty air is judged 50 points earlier.",
    ),
    Row(
        key="person.height_cm", group=YOU, label="Height", sample="172 cm", parse=_measure("person.height_cm", "cm"),
        why="With the weight, for one rule of a beginner's first week alone. Leave both out if you like.",
    ),
    Row(
        key="person.weight_kg", group=YOU, label="Weight", sample="63.5 kg", parse=_measure("person.weight_kg", "kg"),
        why="With the height, for one rule of a beginner's first week alone. Leave both out if you like.",
    ),
)  # fmt: skip  # one fact after the other
