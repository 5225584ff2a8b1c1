"""Which reasons of an answer are put on the screen today: each rule's showing rule, with the memory that it needs.

One pure function that every face asks, so that none of them nags on its own account. It hides words, never an answer:
what lowers today's run, sends somebody to a clinician or leaves no run at all is always shown, and files, JSON and
`why` keep everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from planner.core.advise import advise, lowers
from planner.core.answer import Answer, Context, left
from planner.core.facts import Scenario
from planner.core.record import Day
from planner.core.rule import Entry, Rulebook
from planner.core.rules import BY_ID
from planner.core.settings import WEEKDAYS
from planner.core.values import replace
from planner.core.verdict import Reason, Referral, Rung
from planner.core.words import reason_line

MEMORY: Final = 7
"""Days after which what was said once is said again though nothing changed."""
_ALWAYS: Final = Entry()


def shown(context: Context, answer: Answer) -> tuple[Reason, ...]:
    """The reasons that a screen puts up, in the order of the advice."""
    return tuple(r for r in answer.advice.reasons if _is_shown(r, context, answer))


def _is_shown(reason: Reason, context: Context, answer: Answer) -> bool:
    """Without a plan every limit is a part of the answer, and named by it; its reason is told as often as its rule."""
    record, book, s = context.record, context.book, answer.scenario
    if reason.finding.referral >= Referral.CLINICIAN_SOON or reason.finding.ceiling <= Rung.CROSS_TRAIN:
        return True
    runs = s.plan is None or s.plan.is_run
    show = book.entries.get(reason.rule, _ALWAYS).show
    remembered = s.plan is None and reason.finding.ceiling is Rung.RUN and show in ("weekly", "on_change")
    if runs and not remembered and lowers(s, reason.finding, book):
        return True
    if show == "weekly":
        return not _this_week(reason.rule, record.days, record.on, record.settings.first_day)
    if show == "on_change":
        return reason_line(reason) not in _lately(reason.rule, record.days, record.on)
    if show == "if_it_changes_today":
        return _changes_today(reason.rule, answer, book)
    if show == "hard_days":
        return s.plan is not None and s.plan.is_hard
    # A limit on a run is no news on a day without one; that a question is open is. What is due stands as a part of the
    # day and not as a reason.
    return show == "always" and (runs or "MISSING_PAIN" in reason.finding.codes)


def _this_week(rule: str, days: Mapping[date, Day], on: date, first_day: str) -> bool:
    """Whether an earlier morning of this calendar week said it: a week of its own would drift with what is read."""
    into = (on.weekday() - WEEKDAYS.index(first_day)) % len(WEEKDAYS)
    return any(_said(rule, days.get(on - timedelta(days=back))) is not None for back in range(1, into + 1))


def _lately(rule: str, days: Mapping[date, Day], on: date) -> set[str | None]:
    """What the check-ins of the days before said by this rule."""
    return {_said(rule, days.get(on - timedelta(days=back))) for back in range(1, MEMORY + 1)}


def _said(rule: str, day: Day | None) -> str | None:
    saved = day.advice.reasons if day is not None and day.advice is not None else ()
    return next((r.because for r in saved if r.rule == rule), None)


def _changes_today(rule: str, answer: Answer, book: Rulebook) -> bool:
    """Whether the day would be another one had the runner not said what this rule reads."""
    needs = BY_ID[rule].needs if rule in BY_ID else ()
    return any(_differs(answer, _UNSAID[need](answer.scenario), book) for need in needs if need in _UNSAID)


def _differs(answer: Answer, without: Scenario, book: Rulebook) -> bool:
    other = replace(answer, scenario=without, advice=advise(without, book))
    if other.advice.rung is not answer.advice.rung:
        return True
    return other.advice.caps != answer.advice.caps if answer.plan is None else left(other) != left(answer)


_UNSAID: Final[dict[str, Callable[[Scenario], Scenario]]] = {
    "sleep_h": lambda s: replace(s, sleep_h=None),
    "sleep_quality": lambda s: replace(s, sleep_quality=None),
    "fatigue": lambda s: replace(s, fatigue=None),
    "soreness": lambda s: replace(s, soreness=None),
    "stress": lambda s: replace(s, stress=None),
    "device.rhr_delta": lambda s: replace(s, device=replace(s.device, rhr_delta=None)),
    "device.hrv_z": lambda s: replace(s, device=replace(s.device, hrv_z=None)),
}
"""The answers of a morning -> the same morning without them."""
