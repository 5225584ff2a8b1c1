"""On which stored days a rule spoke, by the reasons in their files.

Only files in which the rule's name stands at all are parsed, so that ten years are looked through in a moment.
"""

from __future__ import annotations

from datetime import date

from planner.storage import files
from planner.storage.journal import Journal, read_day
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem


def days(places: Places, journal: Journal, rule: str) -> tuple[tuple[date, ...], tuple[Problem, ...]]:
    """The dates, in order, and what could not be read. Raises CannotRead when a folder cannot be listed."""
    found: list[date] = []
    problems: list[Problem] = []
    name = rule.encode()
    for on in journal.dates():
        try:
            data = files.read(places.day_file(on), journal.name(on))
            if data is None or name not in data:
                continue
            day, _ = read_day(data, journal.name(on), on)
        except CannotRead as error:
            problems += [p for p in error.problems if not p.warning]
            continue
        if day.advice is not None and any(reason.rule == rule for reason in day.advice.reasons):
            found.append(on)
    return tuple(found), tuple(problems)
