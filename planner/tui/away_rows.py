"""Being away and the way back as rows of the settings: what the keys v and b of the morning keep, changed by hand.

They say and end; what a way back is worth, and which day of it today is, is the morning's. It refuses to know files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from planner.core.settings import Away, Back, Settings
from planner.core.values import replace
from planner.core.way_back import SLOWEST, back_again
from planner.tui.setting_rows import ROWS, NotUnderstood, Parse, Row, Values

AWAY: Final = "Away and back"
_NOT_AWAY: Final = "say first under Away what it is"
_NO_LADDER: Final = "say first under Way back which one"
_DAYS: Final = re.compile(r"(\d{1,3})(?: *d(?:ays?)?)?", re.ASCII)


def _is_over(away: Away | None, on: date) -> bool:
    return away is None or (away.until is not None and away.until < on)


def _kind_shown(settings: Settings, on: date) -> str:
    return "" if settings.away is None or _is_over(settings.away, on) else settings.away.kind


def _kind(code: str, settings: Settings, today: date) -> Values:
    away = settings.away
    if not code:
        left = back_again(away, today) if away is not None and not _is_over(away, today) else None
        return _no_away(settings) if left is None else {"away.until": left.until}
    if _is_over(away, today):
        return {"away.kind": code, "away.since": today, "away.until": None}
    return {"away.kind": code}


def _no_away(settings: Settings) -> Values:
    return dict.fromkeys(("away.kind", "away.since", "away.until"))


def _since(text: str, settings: Settings, today: date) -> Values:
    away = _away(settings)
    since = _date(text)
    if away.until is not None and away.until < since:
        raise NotUnderstood(f"{since} is after its last day, {away.until}: write that one first")
    return {"away.since": since}


def _until(text: str, settings: Settings, today: date) -> Values:
    away = _away(settings)
    days = _DAYS.fullmatch(text)
    until = today + timedelta(days=max(int(days[1]), 1) - 1) if days else _date(text, "2026-11-30, or write 5 days")
    if until < away.since:
        raise NotUnderstood(f"{until} is before it began, {away.since}: write that day or a later one")
    return {"away.until": until}


def _away(settings: Settings) -> Away:
    if settings.away is None:
        raise NotUnderstood(_NOT_AWAY)
    return settings.away


def _ladder_shown(settings: Settings, on: date) -> str:
    back = settings.back
    return "" if back is None or back.stopped is not None else back.ladder


def _ladder(code: str, settings: Settings, today: date) -> Values:
    back = settings.back
    if not code:
        begun = back is not None and back.stopped is None and back.since < today
        return {"back.stopped": today} if begun else _no_back(settings)
    if back is not None and back.ladder == code and back.stopped is None:
        return {"back.ladder": code}
    return {"back.ladder": code, "back.since": today, "back.slow": None, "back.stopped": None}


def _no_back(settings: Settings) -> Values:
    return dict.fromkeys(("back.ladder", "back.since", "back.slow", "back.stopped"))


def _slow(code: str, settings: Settings, today: date) -> Values:
    return {"back.slow": int(code) if _back(settings) else None}


def _back_day(name: str) -> Parse:
    def parse(text: str, settings: Settings, today: date) -> Values:
        back, found = _back(settings), _date(text)
        if name == "stopped" and found < back.since:
            raise NotUnderstood(f"{found} is before it began, {back.since}: write that day or a later one")
        if name == "stopped" and found > today:
            raise NotUnderstood(f"{found} is still to come: it goes on until then, so write it then")
        return {f"back.{name}": found}

    return parse


def _back(settings: Settings) -> Back:
    if settings.back is None:
        raise NotUnderstood(_NO_LADDER)
    return settings.back


def _date(text: str, sample: str = "2026-11-23") -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotUnderstood(f"write year-month-day, e.g. {sample}") from None


def _not_alone(settings: Settings) -> Values:
    raise NotUnderstood("it cannot be left out: write another day, or take out the row above")


_ROWS: Final = (
    Row(
        key="away.kind", group=AWAY, label="Away", choose=_kind, shown=_kind_shown, without=_no_away,
        choices=(("", "not away"), ("illness", "ill"), ("travel", "travelling"), ("break", "on a break")),
        why="Rest is planned while you are away, unless you type a run. After an illness the way back is proposed.",
    ),
    Row(
        key="away.since", group=AWAY, label="Away since", sample="2026-11-20", parse=_since, without=_not_alone,
        why="The first day of it.",
    ),
    Row(
        key="away.until", group=AWAY, label="Away until", sample="2026-11-30 or 5 days", parse=_until,
        why="The last day of it. Not said: until you say so.",
    ),
    Row(
        key="back.ladder", group=AWAY, label="Way back", choose=_ladder, shown=_ladder_shown, without=_no_back,
        choices=(("", "none"),),
        why="A staged return that you took up, beginning today: each outing has its day, pain or swelling holds it.",
    ),
    Row(
        key="back.since", group=AWAY, label="Way back since", sample="2026-11-23", parse=_back_day("since"),
        without=_not_alone, why="The first day on which an outing counts for its first stage.",
    ),
    Row(
        key="back.slow", group=AWAY, label="Slower by", choose=_slow,
        choices=tuple((str(n), f"{n} outing{'s' if n > 1 else ''} more" if n else "as it says")
                      for n in range(SLOWEST + 1)),
        why="So many outings more on each stage, and a day more between them.",
    ),
    Row(
        key="back.stopped", group=AWAY, label="Way back ended", sample="2026-12-20", parse=_back_day("stopped"),
        why="The day on which you stopped it or were through. Not said: it goes on.",
    ),
)  # fmt: skip  # one fact after the other


def all_rows(ladders: Iterable[tuple[str, str]], settings: Settings, on: date) -> tuple[Row, ...]:
    """Every row; `ladders` are the ids and names of the ways back that may be taken up. One that is on its way since
    an earlier day ends before another can be taken up: stepping through the others would lose its days.
    """
    back = settings.back
    going = back.ladder if back is not None and back.stopped is None and back.since < on else None
    known = (("", "none"), *((id, name) for id, name in ladders if going in (None, id)))
    return (*ROWS, *(replace(row, choices=known) if row.key == "back.ladder" else row for row in _ROWS))
