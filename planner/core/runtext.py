"""The run language: one line of text for one planned session, `8 km easy road +60m shoe:pegasus-41`.

Words stand in any order, each thing once: a distance (`8 km`, `10k`, `5 mi`), a time (`45 min`, `1:30h`, `1h30`), a
pace (`5:40/km`, `9:07/mi`), a kind, a terrain, a climb (`+60m`, `200m`, `+650ft`), `shoe:ID`; or `rest`,
`cross 40 min`, `strength`. Several sessions are joined by ` + `; a `;` is read as well. What could be meant in two ways
is asked back: a bare number under 30 is a distance in the units of the screen, from 30 on it may be minutes; `90m` may
be minutes or metres, so that without a plus only 200 m and more is a climb. It refuses to know dates, files and what
makes sense.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple, NoReturn

from planner.core import units as u
from planner.core.days import KINDS, RUN_KINDS, TERRAINS, Planned
from planner.core.sites import nearest

JOIN: Final = " + "
"""Between two sessions of one day, as `joined` writes it."""
BARE_LIMIT: Final = 30
"""From here on a number without a unit may be minutes: nobody is sent on 45 km for a slip."""
CLIMB_FROM: Final = 200
"""Metres of climb that need no plus: design.md 5."""
MOST_SHOE: Final = 80
"""Characters of a pair's id."""
LIMITS: Final = {
    "km": (0, 500, "km"),
    "minutes": (0, 2880, "min"),
    "pace": (1, 60, "min/km"),
    "climb_m": (0, 20000, "m"),
}
"""What each number may be, as in files."""
SAMPLE: Final = "8 km easy road"

_UNITS: Final = {
    **dict.fromkeys(("km", "k", "kms", "kilometre", "kilometres", "kilometer", "kilometers"), "km"),
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "'", "′"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), "m"),
    **dict.fromkeys(("ft", "foot", "feet"), "ft"),
    **dict.fromkeys(("/km", "min/km"), "/km"),
    **dict.fromkeys(("/mi", "/mile", "min/mi", "min/mile"), "/mi"),
}
_HINTS: Final = {
    **dict.fromkeys(("run", "running", "jog"), "leave it out: a plan is a run unless it says otherwise"),
    **dict.fromkeys(("bike", "ride", "cycle", "cycling", "swim", "swimming", "walk", "row"), "write cross 40 min"),
    **dict.fromkeys(("gym", "weights"), "write strength"),
    **dict.fromkeys(("off", "nothing", "none"), "write rest"),
    **dict.fromkeys(_UNITS, "write a number before it"),
}
_NAMES: Final = {
    "kind": "kind",
    "km": "distance",
    "minutes": "time",
    "pace": "pace",
    "climb_m": "climb",
    "terrain": "terrain",
    "shoe": "pair of shoes",
}
_GOES_WITH: Final = {"rest": ("kind",), "cross": ("kind", "minutes"), "strength": ("kind", "minutes")}
_AMOUNT: Final = re.compile(
    r"(\+?)(?:(\d{1,6}(?:[.,]\d{1,9})?)|(\d{1,4}(?::\d\d){1,2}))((?![\d.,:]).*)", re.ASCII | re.DOTALL
)
_HOURS: Final = re.compile(r"(\d{1,2})h(\d\d?)(?:min|m)?", re.ASCII)
_MINUTES: Final = re.compile(r"(\d\d?)(min)?", re.ASCII)
_SPLIT: Final = re.compile(r";|(?:(?<=\s)|^)\+(?=\s|$)")


class RunTextError(ValueError):
    """A text that cannot be understood: what was not, and what to write instead."""

    def __init__(self, message: str, word: str = "") -> None:
        """`word` is the part of the text that was not understood, as it was typed; empty when something is missing."""
        super().__init__(message)
        self.message, self.word = message, word


class _Said(NamedTuple):
    """What the words from one place on say, and how many of them say it."""

    slot: str
    value: float | str
    words: int


def parse(text: str, *, units: str = "km", shoes: Collection[str] | None = None) -> Planned:
    """The session that a text means, in kilometres to a metre, metres, minutes, minutes per kilometre.

    `units` (km or mi) is what a bare number counts; `shoes` the ids that may be named, None = any. Raises RunTextError
    and nothing else.
    """
    words = [w for w in (word.rstrip(",") for word in text.split()) if w]
    if not words:
        raise RunTextError(f"nothing is written; write e.g. {SAMPLE}, or rest")
    said: dict[str, float | str] = {}
    typed: dict[str, str] = {}
    at = 0
    while at < len(words):
        slot, value, used = _next(words[at:], units, shoes)
        phrase = " ".join(words[at : at + used])
        if slot in said:
            _refuse(phrase, f"is a second {_NAMES[slot]} beside {_show(typed[slot])}", "keep one of them")
        said[slot], typed[slot] = value, phrase
        at += used
    _together(said, typed)
    return _planned(said)


def several(text: str, *, units: str = "km", shoes: Collection[str] | None = None) -> tuple[Planned, ...]:
    """The sessions of one day, joined by ` + ` or `;`. Raises RunTextError; an empty text is one."""
    return tuple(parse(part, units=units, shoes=shoes) for part in _SPLIT.split(text))


def words(planned: Planned, units: str = "km") -> str:
    """The one text of a session in the runner's units; `parse` makes the session from it again.

    What the language has no word for (note, where it was moved from, faster than usual) is left out, distances are kept
    to a metre, paces to a second. A session of which neither distance, time nor kind was said is `easy`, as it counts.
    """
    if planned.kind in _GOES_WITH:
        parts = [planned.kind, _minutes(planned) if "minutes" in _GOES_WITH[planned.kind] else ""]
    else:
        bare = planned.km is None and planned.minutes is None
        parts = [
            "" if planned.km is None else _distance(planned.km, units),
            _minutes(planned),
            planned.kind or ("easy" if bare else ""),
            planned.terrain or "",
            "" if planned.climb_m is None else _climb(planned.climb_m, units),
            "" if planned.pace is None else _pace(planned.pace, units),
            "" if planned.shoe is None else f"shoe:{planned.shoe}",
        ]
    return " ".join(part for part in parts if part)


def joined(sessions: Sequence[Planned], units: str = "km") -> str:
    """The one text of the sessions of a day; `several` makes them from it again."""
    return JOIN.join(words(session, units) for session in sessions)


def _next(words: Sequence[str], units: str, shoes: Collection[str] | None) -> _Said:
    """What the first word says, with those after it that belong to it."""
    word = words[0].lower()
    if word in KINDS:
        return _Said("kind", word, 1)
    if word in TERRAINS:
        return _Said("terrain", word, 1)
    if word.startswith("shoe:"):
        return _Said("shoe", _shoe(words[0][5:], words[0], shoes), 1)
    if match := _HOURS.fullmatch(word):
        return _Said("minutes", _in_hours(match[1], match[2], words[0]), 1)
    if match := _AMOUNT.fullmatch(word):
        return _amount(words, match, units)
    if word == "+" or ";" in word:
        fix = "write a climb without a blank, +60m" if word == "+" else "write one session"
        _refuse(words[0], "joins two sessions, and here is room for one", fix)
    near = None if len(word) > 40 else nearest(word, (*KINDS, *TERRAINS, "shoe:", "km", "min", "miles"))
    fix = _HINTS.get(word) or (f"write {near}" if near else f"write it like {SAMPLE}")
    _refuse(words[0], "is not understood", fix)


def _amount(words: Sequence[str], match: re.Match[str], units: str) -> _Said:
    """A number or clock, and the unit that is glued to it or follows it."""
    sign, number, clock, glued = match.groups()
    after = words[1].lower() if len(words) > 1 else ""
    unit, used = (_UNITS.get(glued), 1) if glued else (_UNITS.get(after), 2) if after in _UNITS else ("", 1)
    phrase = " ".join(words[:used])
    if unit is None:
        near = None if len(glued) > 20 else nearest(glued, _UNITS)
        _refuse(phrase, "has a unit that is not known", f"write {near}" if near else "write km, mi, min, h or m")
    if sign and unit not in ("m", "ft"):
        _refuse(phrase, "has a plus, which is for a climb", f"write +{number}m" if number else "leave the plus out")
    if clock:
        return _clock(phrase, clock, unit, used)
    value = float(number.replace(",", "."))
    if unit == "h":
        more = _minutes_after(words[used:]) if value.is_integer() else None
        if more is not None:
            phrase = " ".join(words[: used + more[1]])
            return _Said("minutes", _in_hours(number, more[0], phrase), used + more[1])
        return _Said("minutes", _within("minutes", round(60 * value, 3), phrase), used)
    if unit == "min":
        return _Said("minutes", _within("minutes", round(value, 3), phrase), used)
    if unit in ("m", "ft"):
        return _Said("climb_m", _climbed(phrase, number, unit, bool(sign)), used)
    if unit in ("/km", "/mi"):
        _refuse(phrase, "is no pace", f"write minutes and seconds, 5:40{unit}")
    if not unit and value >= BARE_LIMIT:
        _refuse(phrase, f"may be {units} or minutes", f"write {number} {units} or {number} min")
    return _Said("km", _within("km", round(u.to_km(value, unit or units), 3), phrase), used)


def _clock(phrase: str, clock: str, unit: str, used: int) -> _Said:
    """`1:30h`, `46:30 min`, `1:10:00`, `5:40/km`."""
    parts = [int(part) for part in clock.split(":")]
    if any(part > 59 for part in parts[1:]):
        _refuse(phrase, "is no time: minutes and seconds end at 59", "write it like 1:30h or 5:40/km")
    if len(parts) == 3 and unit in ("", "h"):
        seconds = 3600 * parts[0] + 60 * parts[1] + parts[2]
    elif len(parts) == 2 and unit == "h":
        seconds = 3600 * parts[0] + 60 * parts[1]
    elif len(parts) == 2 and unit in ("min", "/km", "/mi"):
        seconds = 60 * parts[0] + parts[1]
    elif unit == "":
        _refuse(phrase, "may be a time or a pace", f"write {clock}h, {clock} min or {clock}/km")
    else:
        _refuse(phrase, "is a time with a unit of length", "write it like 1:30h or 5:40/km")
    if unit in ("/km", "/mi"):
        return _Said("pace", _within("pace", _per_km(seconds, unit), phrase), used)
    return _Said("minutes", _within("minutes", round(seconds / 60, 3), phrase), used)


def _minutes_after(words: Sequence[str]) -> tuple[str, int] | None:
    """The minutes that follow `1 h`, and how many words they are: `30`, `30 min`, `30min`; None when none do."""
    match = _MINUTES.fullmatch(words[0].lower()) if words else None
    if match is None:
        return None
    unit = _UNITS.get(words[1].lower()) if len(words) > 1 else None
    if match[2] or unit is None:
        return (match[1], 1) if match[2] or len(match[1]) == 2 else None
    return (match[1], 2) if unit == "min" else None


def _in_hours(hours: str, minutes: str, phrase: str) -> float:
    if int(minutes) > 59:
        _refuse(phrase, "has more than 59 minutes beside its hours", "write it like 1h30 or 90 min")
    return _within("minutes", float(60 * int(hours) + int(minutes)), phrase)


def _climbed(phrase: str, number: str, unit: str, plus: bool) -> float:
    value = float(number.replace(",", "."))
    if len(re.split("[.,]", number)[-1]) == 3 and not number.isdigit():
        whole = re.sub("[.,]", "", number)
        _refuse(phrase, "may have a decimal or a thousands mark", f"write +{whole}{unit} or +{value:g}{unit}")
    if unit == "m" and not plus and value < CLIMB_FROM:
        fix = f"write {number} min for a time, +{number}m for a climb"
        _refuse(phrase, "may be minutes or metres of climb", fix)
    return _within("climb_m", float(round(value / u.FEET_PER_METRE)) if unit == "ft" else round(value, 1), phrase)


def _shoe(shoe: str, phrase: str, shoes: Collection[str] | None) -> str:
    if not shoe:
        _refuse(phrase, "names no pair", "write shoe: and its id without a blank, shoe:pegasus-41")
    if shoes is None and len(shoe) > MOST_SHOE:
        _refuse(phrase, f"has an id of {len(shoe)} characters (limit {MOST_SHOE})", "write it shorter")
    if shoes is None or shoe in shoes:
        return shoe
    for known in shoes:
        if known.lower() == shoe.lower():
            return known
    near = None if len(shoe) > MOST_SHOE else nearest(shoe.lower(), shoes)
    some = ", ".join(sorted(shoes)[:5])
    fix = f"write shoe:{near}" if near else f"known are {some}" if some else "leave it out: there are no shoes yet"
    _refuse(phrase, "is not one of your shoes", fix)


def _together(said: Mapping[str, float | str], typed: Mapping[str, str]) -> None:
    """Refuse what does not go with rest, cross or strength, and words that are no session without others."""
    kind = said.get("kind")
    allowed = _GOES_WITH.get(kind) if isinstance(kind, str) else None
    for slot, phrase in typed.items():
        if allowed is not None and slot not in allowed:
            _refuse(phrase, f"does not go with {kind}", f"leave it out, or write one of {', '.join(RUN_KINDS)}")
    if not said.keys() & {"kind", "km", "minutes"}:
        phrase = next(iter(typed.values()))
        _refuse(phrase, "alone is no session", "write how far, how long or which kind too, e.g. 8 km")


def _planned(said: Mapping[str, float | str]) -> Planned:
    def number(slot: str) -> float | None:
        value = said.get(slot)
        return value if isinstance(value, float) else None

    def word(slot: str) -> str | None:
        value = said.get(slot)
        return value if isinstance(value, str) else None

    return Planned(
        kind=word("kind"),
        km=number("km"),
        minutes=number("minutes"),
        pace=number("pace"),
        climb_m=number("climb_m"),
        terrain=word("terrain"),
        shoe=word("shoe"),
    )


def _distance(km: float, units: str) -> str:
    """The shortest number of the units that is this distance to a metre."""
    if units != "mi":
        return f"{u.plain(km, 3)} km"
    miles = u.from_km(km, "mi")
    tidy = (d for d in range(4) if u.to_km(float(f"{miles:.{d}f}"), "mi") == round(km, 3))
    return f"{u.plain(miles, next(tidy, 4))} mi"


def _minutes(planned: Planned) -> str:
    return "" if planned.minutes is None else f"{u.plain(planned.minutes, 3)} min"


def _climb(metres: float, units: str) -> str:
    """Feet for miles, where whole feet say the same metres."""
    feet = round(metres * u.FEET_PER_METRE)
    same = units == "mi" and round(feet / u.FEET_PER_METRE) == metres
    return f"+{feet}ft" if same else f"+{u.plain(metres, 1)}m"


def _pace(pace: float, units: str) -> str:
    """In the units of the screen, but in the other where only that says this pace to the second: as it was said."""
    own = "mi" if units == "mi" else "km"
    for unit in (own, "km", "mi"):
        seconds = round(pace * 60 * (u.KM_PER_MILE if unit == "mi" else 1))
        if _per_km(seconds, f"/{unit}") == round(pace, 4):
            return u.pace(pace, unit)
    return u.pace(pace, own)


def _per_km(seconds: int, unit: str) -> float:
    """Seconds per km or mile to minutes per km, kept to four decimals: finer than any watch."""
    return round(seconds / 60 / (u.KM_PER_MILE if unit == "/mi" else 1), 4)


def _within(slot: str, value: float, phrase: str) -> float:
    low, high, unit = LIMITS[slot]
    if not low <= value <= high:
        _refuse(phrase, f"is out of range for a {_NAMES[slot]}", f"write {low} to {high} {unit}")
    return value


def _refuse(phrase: str, message: str, fix: str) -> NoReturn:
    raise RunTextError(f"{_show(phrase)} {message}; {fix}", phrase)


def _show(phrase: str) -> str:
    """A part of the text as messages quote it: cut short, without control characters."""
    plain = "".join(c if c.isprintable() else "·" for c in phrase[:41])
    return f"'{plain[:40]}…'" if len(plain) > 40 else f"'{plain}'"
