"""Rules over distance: today's run against the longest of 30 days, no history, lay-offs, novices, hard days."""

from __future__ import annotations

from typing import Final

from planner.core.facts import Scenario
from planner.core.measure import TOLERANCE, most_km, pace, plan_km, share_of_longest
from planner.core.rule import NOT_SAID, Numbers, rule
from planner.core.verdict import Caps, Finding, Form, Rung

WEEKS_A_MONTH: Final = 365.25 / 12 / 7


@rule(
    "spike", "Longer than you are used to", family="load", needs=("plan",), codes=("SPIKE_10", "SPIKE_30", "SPIKE_100")
)
def spike(s: Scenario, n: Numbers) -> Finding | None:
    """A run more than a tenth longer than your longest of 30 days went with more injuries in 5,205 runners; weekly
    totals did not tell. The cap is 1.10 times your longest. The tiers only choose the words.
    """
    km, longest = plan_km(s), s.history.longest_km
    if km is None:
        return NOT_SAID if s.plan and s.plan.is_run else None
    if longest is None or km <= (cap := most_km(longest, n["ratio"])) + TOLERANCE:
        return None
    tiers = (("SPIKE_100", n["tier_100"]), ("SPIKE_30", n["tier_30"]))
    code = next((code for code, tier in tiers if km > tier * longest + 1e-9), "SPIKE_10")
    by_pace = pace(s) if s.plan is not None and s.plan.km is None else None
    race = s.plan is not None and s.plan.kind == "race"
    return Finding(ceiling=Rung.MODIFIED_RUN, caps=Caps(km=cap), codes=(code,), say=(km, cap, longest, by_pace, race))


@rule("no-history", "No run in the last 30 days", family="load", codes=("NO_HISTORY",), can_switch_off=False)
def no_history(s: Scenario, n: Numbers) -> Finding | None:
    """Without a run in 30 days there is nothing to measure today's against. The usual long run that you told of stands
    in, without hard running; with none told: walk and run in turn, 5 km and 30 minutes at most, flat.
    """
    if s.history.longest_30d_km:
        return None
    declared = s.history.declared_long_km
    if declared:
        return Finding(caps=Caps(hard_allowed=False), codes=("NO_HISTORY",), say=(declared, None))
    return Finding(
        ceiling=Rung.MODIFIED_RUN,
        caps=Caps(km=n["km"], minutes=n["minutes"], hard_allowed=False, hills_allowed=False, form=Form.WALK_RUN),
        codes=("NO_HISTORY",),
        say=(None, n["km"], n["minutes"]),
    )


@rule(
    "layoff",
    "Back after days off",
    family="load",
    needs=("history.days_since_last_run",),
    codes=("LAYOFF",),
    can_switch_off=False,
)
def layoff(s: Scenario, n: Numbers) -> Finding | None:
    """After 6 days without a run: three quarters of your longest; after 14: half, and flat; after 28: walk and run in
    turn for 30 minutes. Nothing hard. Fitness fades slowly, but tissue needs its load back in steps.

    Below 14 days a gap that is usual for you does not count.
    """
    days = s.history.days_since_last_run
    usual = s.history.usual_gap_days
    if days is None or days < n["first_days"]:
        return None
    if days < n["second_days"] and usual is not None and days <= usual:
        return None
    long, very_long = days >= n["second_days"], days > n["third_days"]
    # the least so far, so that no numbers of one's own let longer off allow more
    shares = (n["first_share"], *([n["second_share"]] if long else ()), *([n["third_share"]] if very_long else ()))
    caps = Caps(
        km=share_of_longest(s, min(shares)),
        minutes=n["minutes"] if very_long else None,
        hard_allowed=False,
        hills_allowed=not (long or very_long),
        form=Form.WALK_RUN if very_long else Form.RUN,
    )
    return Finding(ceiling=Rung.MODIFIED_RUN, caps=caps, codes=("LAYOFF",), say=(days, caps.km, caps.minutes))


@rule("novice", "First months of running", family="load", needs=("person.experience_months",), codes=("NOVICE",))
def novice(s: Scenario, n: Numbers) -> Finding | None:
    """New runners are injured about twice as often per hour as others. It is said as context and changes nothing by
    itself.
    """
    months = s.person.experience_months
    return (
        Finding(codes=("NOVICE",), say=(months, n["months"])) if months is not None and months < n["months"] else None
    )


@rule(
    "novice-third-day",
    "Third day in a row for a new runner",
    family="load",
    needs=("person.experience_months", "history.consecutive_run_days"),
    codes=("NOVICE",),
    reads="novice",
)
def third_day(s: Scenario, n: Numbers) -> Finding | None:
    """In the first months two days of running in a row are enough: today another sport."""
    months, days = s.person.experience_months, s.history.consecutive_run_days
    if months is None or days is None or months >= n["months"] or days < n["run_days"]:
        return None
    return Finding(ceiling=Rung.CROSS_TRAIN, codes=("NOVICE",), say=(days + 1,))


@rule(
    "bmi-first-week",
    "First week",
    family="load",
    needs=("person.bmi",),
    codes=("NOVICE",),
    reads="novice",
)
def first_week(s: Scenario, n: Numbers) -> Finding | None:
    """With a body mass index over 30, more than 3 km in the first week went with clearly more injuries in 749 new
    runners.
    """
    bmi, weeks, months = s.person.bmi, s.history.weeks_running, s.person.experience_months
    if bmi is None or bmi <= n["bmi"]:
        return None
    if weeks is None and months is None:
        return NOT_SAID
    first = weeks < 1 if weeks is not None else (months or 0.0) * WEEKS_A_MONTH < 1
    if not first:
        return None
    return Finding(caps=Caps(km=n["first_week_km"]), codes=("NOVICE",), say=(n["first_week_km"],))


@rule(
    "hard-again", "Hard again too soon", family="load", needs=("plan", "history.days_since_hard"), codes=("HARD_AGAIN",)
)
def hard_again(s: Scenario, n: Numbers) -> Finding | None:
    """No second hard session on the day of a hard one or the day after: tissue and muscle want a day between."""
    days = s.history.days_since_hard
    if s.plan is None or days is None or not s.plan.is_hard or days > n["days"]:
        return None
    return Finding(caps=Caps(hard_allowed=False), codes=("HARD_AGAIN",), say=(days,))


RULES = (spike, no_history, layoff, novice, third_day, first_week, hard_again)
