"""A stored day worked out again: from the facts saved in it, or from what the record says of them today.

It says in what the answer differs and by which rules, and which facts have changed. It changes nothing, and refuses to
know files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from planner.core import answer as answers
from planner.core.facts import Facts
from planner.core.history import Record
from planner.core.record import Day, Done, Shoe
from planner.core.rule import Rulebook
from planner.core.settings import Settings
from planner.core.shoes import worn
from planner.core.training import is_hard, is_run
from planner.core.values import dataclass, replace
from planner.core.verdict import SavedAdvice
from planner.core.words import REFERRALS, save_form

WINDOW: Final = timedelta(days=70)
"""Days before a date that its facts rest on: ten weeks, for weekly trends and the gaps of 60 days."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A day that would be answered otherwise."""

    date: date
    was: SavedAdvice
    now: SavedAdvice
    rules: tuple[str, ...]
    """Ids of the rules that say something else, sorted."""


def answered(day: Day) -> bool:
    """Whether a day has all that its answer can be worked out from again."""
    return day.morning is not None and day.facts is not None and day.advice is not None


def difference(day: Day, book: Rulebook, facts: Facts | None = None) -> Difference | None:
    """What other rules, or other facts than the saved ones, make of a day; None when the answer is the same, or the
    day has none.

    The answer is rung, referral, caps and warnings: a sentence that is only worded otherwise is no difference.
    """
    facts = facts or day.facts
    if day.advice is None or facts is None or day.morning is None:
        return None
    was, now = day.advice, save_form(answers.again(day.morning, day.planned, facts, book).advice)
    if (was.rung, was.referral, was.caps, was.warnings) == (now.rung, now.referral, now.caps, now.warnings):
        return None
    said = {(r.rule, r.because) for r in was.reasons} ^ {(r.rule, r.because) for r in now.reasons}
    return Difference(date=day.date, was=was, now=now, rules=tuple(sorted({rule for rule, _ in said})))


def records(
    days: Mapping[date, Day], first: date, last: date, *, settings: Settings, shoes: tuple[Shoe, ...]
) -> Iterator[tuple[Day, Record]]:
    """Each answered day from first to last with what the record says of the past of then, in order.

    `days` are all stored days: what comes after a date does not count for it.
    """
    dates = sorted(days)
    sessions = [(on, done) for on in dates for done in days[on].done]
    when = [on for on, _ in sessions]
    runs = [on for on, done in sessions if is_run(done)]
    hard = [on for on, done in sessions if is_hard(done)]
    for on in dates[bisect_left(dates, first) :]:
        if on > last:
            return
        if not answered(days[on]):
            continue
        begins = on - WINDOW if on - date.min > WINDOW else date.min
        at = bisect_left(dates, on)
        window = {d: days[d] for d in dates[bisect_left(dates, begins) : at]}
        window[on] = as_of_morning(days[on])
        before = next((dates[n] for n in range(at - 1, -1, -1) if days[dates[n]].facts is not None), None)
        window |= {} if before is None else {before: days[before]}
        yield (
            days[on],
            Record(
                on=on,
                days=window,
                last_run_before=_before(runs, begins),
                last_hard_before=_before(hard, begins),
                settings=settings,
                worn=worn(sessions[: bisect_left(when, on)], shoes) if shoes else {},
                shoes=shoes,
            ),
        )


def as_of_morning(day: Day) -> Day:
    """A day as it was when its check-in was saved: without what was done after it.

    A session without a time counts only where the check-in says that it was late.
    """
    at = day.morning.at if day.morning else None
    late = day.morning is not None and day.morning.late

    def before(done: Done) -> bool:
        return done.at <= at if done.at is not None and at is not None else late

    return replace(day, done=tuple(done for done in day.done if before(done)))


def how(difference: Difference) -> tuple[str, ...]:
    """What differs, each as `what: was -> now`, the rung first. Kilometres and minutes."""
    was, now = difference.was, difference.now
    rows = [
        ("", was.rung.word, now.rung.word),
        ("to see", _whom(was), _whom(now)),
        ("km", _most(was.caps.km), _most(now.caps.km)),
        ("minutes", _most(was.caps.minutes), _most(now.caps.minutes)),
        ("stop above", _most(was.caps.pain_stop), _most(now.caps.pain_stop)),
        ("hard", _allowed(was.caps.hard_allowed), _allowed(now.caps.hard_allowed)),
        ("hills", _allowed(was.caps.hills_allowed), _allowed(now.caps.hills_allowed)),
        ("form", was.caps.form.word, now.caps.form.word),
        ("indoors", str(was.caps.indoor).lower(), str(now.caps.indoor).lower()),
    ]
    found = [f"{name}: {a} -> {b}" if name else f"{a} -> {b}" for name, a, b in rows if a != b]
    lost = [f"-{code}" for code in was.warnings if code not in now.warnings]
    new = [f"+{code}" for code in now.warnings if code not in was.warnings]
    return (*found, *lost, *new)


def _before(dates: list[date], day: date) -> date | None:
    at = bisect_left(dates, day)
    return dates[at - 1] if at else None


def _whom(advice: SavedAdvice) -> str:
    return advice.referral.word if REFERRALS[advice.referral] else "nobody"


def _most(cap: float | None) -> str:
    return "no limit" if cap is None else f"{cap:g}"


def _allowed(yes: bool) -> str:
    return "yes" if yes else "no"
