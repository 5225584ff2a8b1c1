"""Pairs of shoes that a plan names and that cannot be worn: retired by then, or never added. Each with its line.

It looks at what is still to come; what was worn on a past day is history. It refuses to choose another pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from planner.core.record import Day, Shoe
from planner.core.runtext import RunTextError, several
from planner.core.settings import WEEKDAYS
from planner.core.shoes import offered
from planner.core.sites import nearest
from planner.storage import document, files
from planner.storage.journal import read_day
from planner.storage.lines import line_of
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem
from planner.storage.reading import name_of

Pairs = Sequence[Shoe] | None
"""None while their file cannot be read: then nothing is wrong with a name."""


def of_day(data: bytes, name: str, day: Day, shoes: Pairs, today: date) -> Iterator[Problem]:
    """What is wrong with the pairs of a day's plan; nothing for a day before today."""
    if day.date < today:
        return
    for n, planned in enumerate(day.planned):
        wrong = _wrong(planned.shoe, shoes, day.date, today)
        if wrong:
            yield _problem(data, name, ("planned", n, "shoe"), *wrong)


def of_week(data: bytes, name: str, week: Mapping[str, str], shoes: Pairs, today: date) -> Iterator[Problem]:
    """What is wrong with the pairs of every week's plan, from today on. Words that say nothing are told elsewhere."""
    for weekday, text in week.items():
        try:
            found = several(text) if text.strip() else ()
        except RunTextError:
            continue
        for planned in found:
            wrong = _wrong(planned.shoe, shoes, today, today)
            if wrong:
                yield _problem(data, name, ("week", weekday), *wrong)


def of_plan(places: Places, day: Day, week: Mapping[str, str], shoes: Sequence[Shoe], today: date) -> list[Problem]:
    """What is wrong with the pairs of a day's plan, where it stands: in the day's own file, else in the week's plan.

    Nothing where no pair is known: then any may be named.
    """
    if not shoes or all(_wrong(p.shoe, shoes, day.date, today) is None for p in day.planned):
        return []
    try:
        path = places.day_file(day.date)
        name = places.short(path)
        data = files.read(path, name)
        own = data is not None and bool(read_day(data, name, day.date)[0].planned)
        if own and data is not None:
            return list(of_day(data, name, day, shoes, today))
        name, weekday = places.short(places.settings), WEEKDAYS[day.date.weekday()]
        data = files.read(places.settings, name) or b""
        return list(of_week(data, name, {weekday: week.get(weekday, "")}, shoes, today))
    except CannotRead:  # that is told elsewhere, and what is named is wrong all the same
        return []


def _wrong(id: str | None, shoes: Pairs, on: date, today: date) -> tuple[str, str] | None:
    """What is wrong with a pair on a date, and what to do; None when it can be worn or none is named."""
    if id is None or shoes is None:
        return None
    shoe = next((s for s in shoes if s.id == id), None)
    if shoe is not None:
        if offered(shoe, on, today):
            return None
        return f"{shoe.name} was retired on {shoe.retired}", "name another pair, or leave it out"
    near = nearest(id[:80], (s.id for s in shoes))
    return f"{id[:80]} is no pair of yours", f"write {near}" if near else "leave it out, or add the pair"


def _problem(data: bytes, name: str, path: tuple[str | int, ...], message: str, fix: str) -> Problem:
    line = line_of(document.parse(data, name).text, path)
    return Problem(file=name, line=line, key=name_of(path), message=message, fix=fix, warning=True)
