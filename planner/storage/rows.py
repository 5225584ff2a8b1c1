"""A summary as a JSON line and back: what the index keeps of a day.

It trusts nothing that it reads: a line that is not exactly of the shape written here gives ValueError and nothing else.
It refuses to know files.
"""

from __future__ import annotations

import json
from datetime import date
from types import NoneType
from typing import Any, Final, NoReturn

from planner.core.days import Closed, Pain, Planned
from planner.core.record import Done, DonePain
from planner.core.summary import Summary
from planner.core.verdict import Referral, Rung

VERSION: Final = 3
"""Raised whenever a row or its text would come out otherwise for the same day; a test holds both to it."""

Types = frozenset[type]
Kinds = tuple[Types, ...]
_YES: Final[Types] = frozenset({bool})
_NUMBER: Final[Types] = frozenset({float, int, NoneType})
_WHOLE: Final[Types] = frozenset({int, NoneType})
_WORD: Final[Types] = frozenset({str, NoneType})
_YES_OR_NOT: Final[Types] = frozenset({bool, NoneType})
_COUNT: Final[Types] = frozenset({int})
_NAME: Final[Types] = frozenset({str})
_LIST: Final[Types] = frozenset({list})
_LIST_OR_NOT: Final[Types] = frozenset({list, NoneType})
_ROW: Final[Kinds] = (
    *(_YES, _YES, _YES),
    *(_WHOLE, _WHOLE, _WORD, _WORD),
    *(_WORD, _NUMBER, _NUMBER),
    *(_NUMBER, _WHOLE, _WHOLE, _WHOLE, _WHOLE, _WHOLE, _NUMBER),
    *(_LIST_OR_NOT, _LIST_OR_NOT, _LIST, _LIST, _LIST),
)
_DONE_AT: Final = len(_ROW) - 1
_PAIN: Final[Kinds] = (_NAME, _WORD, _COUNT, _YES_OR_NOT)
_CLOSED: Final[Kinds] = (_NAME, _WORD, _WORD, _NAME, _WORD)
_PLANNED: Final[Kinds] = (_WORD, _NUMBER, _NUMBER, _NUMBER, _WORD, _WORD)
_DONE: Final[Kinds] = (
    *(_NAME, _WORD, _NUMBER, _NUMBER, _NUMBER, _WORD, _WORD, _WHOLE),
    *(_LIST_OR_NOT, _LIST_OR_NOT, _YES),
)
_DONE_PAIN: Final[Kinds] = (_NAME, _WORD, _WHOLE, _WHOLE)


def line(s: Summary) -> str:
    """The line of a summary, in ASCII, without its date and text."""
    row = (
        *(s.checked_in, s.in_baseline, s.late),
        *(s.rung, s.referral, s.by, s.why),
        *(s.chosen_kind, s.chosen_km, s.chosen_minutes),
        *(s.sleep_h, s.sleep_quality, s.fatigue, s.soreness, s.stress, s.resting_pulse, s.hrv_ms),
        None if s.pain is None else [(p.site, p.side, p.score, p.worse_next_morning) for p in s.pain],
        s.flags,
        [(c.matter, c.site, c.side, c.how, c.on and c.on.isoformat()) for c in s.closed],
        [(p.kind, p.km, p.minutes, p.climb_m, p.terrain, p.shoe) for p in s.planned],
        [_done_row(done) for done in s.done],
    )
    return json.dumps(row, separators=(",", ":"), allow_nan=False)


def summary(day: date, line: str, text: str) -> Summary:
    """The summary of a line. Raises ValueError for any other line."""
    row = _row(line)
    rung, referral, pain, flags = row[3], row[4], row[17], row[18]
    return Summary(
        date=day,
        checked_in=row[0],
        in_baseline=row[1],
        late=row[2],
        rung=None if rung is None else Rung(rung),
        referral=None if referral is None else Referral(referral),
        by=row[5],
        why=row[6],
        chosen_kind=row[7],
        chosen_km=row[8],
        chosen_minutes=row[9],
        sleep_h=row[10],
        sleep_quality=row[11],
        fatigue=row[12],
        soreness=row[13],
        stress=row[14],
        resting_pulse=row[15],
        hrv_ms=row[16],
        pain=None if pain is None else tuple(_pain(p) for p in pain),
        flags=None if flags is None else _words(flags),
        closed=tuple(_closed(c) for c in row[19]),
        planned=tuple(_planned(p) for p in row[20]),
        done=tuple(_done(d) for d in row[21]),
        text=text,
    )


def done(line: str) -> tuple[Done, ...]:
    """Only what was done, in half the time. Raises ValueError as `summary` does."""
    return tuple(_done(d) for d in _row(line)[_DONE_AT])


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_decode = json.JSONDecoder(parse_constant=_refuse).decode
"""Without NaN and infinity, which no row holds."""


def _row(line: str) -> list[Any]:
    try:
        return _checked(_decode(line), _ROW)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _checked(row: object, kinds: Kinds) -> list[Any]:
    if type(row) is not list or len(row) != len(kinds):
        raise ValueError("not a row of this version")
    for value, allowed in zip(row, kinds, strict=True):
        if type(value) not in allowed:
            raise ValueError("a value of another type")
    return row


def _words(row: list[object]) -> tuple[str, ...]:
    found = tuple(word for word in row if isinstance(word, str))
    if len(found) != len(row):
        raise ValueError("a word of another type")
    return found


def _pain(row: object) -> Pain:
    site, side, score, worse = _checked(row, _PAIN)
    return Pain(site=site, side=side, score=score, worse_next_morning=worse)


def _closed(row: object) -> Closed:
    matter, site, side, how, on = _checked(row, _CLOSED)
    return Closed(matter=matter, site=site, side=side, how=how, on=on and date.fromisoformat(on))


def _planned(row: object) -> Planned:
    kind, km, minutes, climb_m, terrain, shoe = _checked(row, _PLANNED)
    return Planned(kind=kind, km=km, minutes=minutes, climb_m=climb_m, terrain=terrain, shoe=shoe)


def _done_row(done: Done) -> tuple[object, ...]:
    pain = None if done.pain is None else [(p.site, p.side, p.during, p.after) for p in done.pain]
    measured = (done.km, done.minutes, done.climb_m, done.terrain, done.shoe, done.effort)
    return (done.kind, done.session, *measured, pain, done.flags, done.apart)


def _done(row: object) -> Done:
    kind, session, km, minutes, climb_m, terrain, shoe, effort, pain, flags, apart = _checked(row, _DONE)
    return Done(
        kind=kind,
        session=session,
        km=km,
        minutes=minutes,
        climb_m=climb_m,
        terrain=terrain,
        shoe=shoe,
        effort=effort,
        pain=None if pain is None else tuple(_done_pain(p) for p in pain),
        flags=None if flags is None else _words(flags),
        apart=apart,
    )


def _done_pain(row: object) -> DonePain:
    site, side, during, after = _checked(row, _DONE_PAIN)
    return DonePain(site=site, side=side, during=during, after=after)
