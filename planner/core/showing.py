"""Which reasons of an answer are put on the screen today: each rule's showing rule, with the memory that it needs.

One pure function that every face asks, so that none of them nags on its own account. It hides words, never an answer:
what holds today's run down, sends somebody to a clinician or leaves no run at all is always shown, and files, JSON and
`why` keep everything.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from planner.core.advise import lowers, minutes_named
from planner.core.answer import Answer, Context
from planner.core.history import Record
from planner.core.measure import TOLERANCE
from planner.core.rule import Entry
from planner.core.rules import BY_ID
from planner.core.settings import WEEKDAYS
from planner.core.verdict import Advice, Caps, Finding, Reason, Referral, Rung
from planner.core.words import reason_line

MEMORY: Final = 7
"""Days after which what was said once is said again though nothing changed."""
STOP: Final = "pain-stop"
"""The rule of the level at which a run ends."""
POINTS: Final = "readiness"
"""The rule of the readiness points."""
_ALWAYS: Final = Entry()


def shown(context: Context, answer: Answer) -> tuple[Reason, ...]:
    """The reasons that a screen puts up, in the order of the advice."""
    return tuple(r for r in answer.advice.reasons if _is_shown(r, context, answer))


def stop_line(context: Context, answer: Answer) -> str:
    """The level of pain at which today's run ends; with what it should do afterwards while that is news. Empty without
    a run or a level.
    """
    level = answer.advice.caps.pain_stop
    if level is None or answer.advice.rung < Rung.MODIFIED_RUN:
        return ""
    # None where another rule set the level, or set it lower.
    own = next((r for r in answer.advice.reasons if r.rule == STOP and r.finding.caps.pain_stop == level), None)
    said = reason_line(own) if own is not None else ""
    if own is None or said in _before(own, context.record, MEMORY):
        return f"Stop if any pain goes above {level}/10" if level else "Stop at any pain"
    return said[:1].upper() + said[1:]


def _is_shown(reason: Reason, context: Context, answer: Answer) -> bool:
    """Without a plan every limit is a part of the answer, and named by it; its reason is told as often as its rule."""
    record, book, s = context.record, context.book, answer.scenario
    if reason.rule == STOP:
        return _only_the_level_holds(answer)
    if reason.rule == POINTS and reason.finding.ceiling > answer.advice.rung < Rung.MODIFIED_RUN:
        return False  # the plan or an illness leaves less than the points would: they decide nothing
    if reason.finding.referral >= Referral.CLINICIAN_SOON or reason.finding.ceiling <= Rung.CROSS_TRAIN:
        return True
    if answer.advice.rung is Rung.MODIFIED_RUN and _goes_without_saying(reason, answer.advice):
        return False
    runs = (s.plan is None or s.plan.is_run) and answer.advice.rung >= Rung.MODIFIED_RUN
    show = book.entries.get(reason.rule, _ALWAYS).show
    remembered = s.plan is None and reason.finding.ceiling is Rung.RUN and show in ("weekly", "on_change")
    if runs and not remembered and lowers(s, reason.finding, book):
        return True
    if show == "weekly":
        refers = reason.finding.referral > Referral.NONE  # whom to see stands on a day without a run too
        into = (record.on.weekday() - WEEKDAYS.index(record.settings.first_day)) % len(WEEKDAYS)
        return (runs or refers) and not _before(reason, record, into, every=refers)
    if show == "on_change":
        return runs and reason_line(reason) not in _before(reason, record, MEMORY)
    # A limit on a run is no news on a day without one; that a question is open is, and minutes hold for any sport. What
    # is due stands as a part of the day and not as a reason.
    any_sport = reason.finding.caps.minutes is not None and answer.advice.rung is Rung.CROSS_TRAIN
    return show == "always" and (runs or any_sport or "MISSING_PAIN" in reason.finding.codes)


def _only_the_level_holds(answer: Answer) -> bool:
    """Whether a pain above its stop level takes the run away and no rule of the pain itself does. The level of a day
    with a run stands in `stop_line`: a reason as well would say it twice.
    """
    none = {r.rule for r in answer.advice.reasons if r.finding.ceiling <= Rung.CROSS_TRAIN}
    return STOP in none and not any(BY_ID[rule].family == "pain" for rule in none - {STOP} if rule in BY_ID)


def _goes_without_saying(reason: Reason, advice: Advice) -> bool:
    """Whether it takes nothing of a pain's run, or limits only how far, and another reason takes more."""
    finding = reason.finding
    if not _only_length(finding):
        return False
    if finding.caps.km is None:
        return reason.rule in BY_ID and BY_ID[reason.rule].family == "pain"
    return _under(finding.caps.km, advice.caps.km, minutes_named(advice))


def _only_length(finding: Finding) -> bool:
    refers = finding.referral > Referral.NONE
    return finding.ceiling is Rung.RUN and not refers and finding.caps == Caps(km=finding.caps.km)


def _under(most: float, km: float | None, minutes: float | None) -> bool:
    """Whether a run is held to less than so many kilometres; a rule's own minutes are always less."""
    return minutes is not None or (km is not None and km < most - TOLERANCE)


def _before(reason: Reason, record: Record, mornings: int, *, every: bool = False) -> set[str]:
    """What its rule said on so many mornings before that left a run, or on `every` one: on the others it was not put
    up, and neither where it went without saying.

    Weekly counts the mornings of the calendar week: a week of its own would drift with what is read.
    """
    days = (record.days.get(record.on - timedelta(days=back)) for back in range(1, mornings + 1))
    saved = [d.advice for d in days if d is not None and d.advice is not None]
    most = reason.finding.caps.km if _only_length(reason.finding) else None
    return {
        r.because
        for s in saved
        if every or s.rung >= Rung.MODIFIED_RUN
        if most is None or s.rung is not Rung.MODIFIED_RUN or not _under(most, s.caps.km, s.caps.minutes)
        for r in s.reasons
        if r.rule == reason.rule
    }
