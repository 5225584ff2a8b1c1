"""What the record says of the past and the settings of the runner, as the facts that the rules see beside the morning.

Everything here is computed from what the shell hands over for one date. It knows which number is of which days; it
refuses to know files, clocks and what any number means for a run. What is not computable is absent, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final

from planner.core import baseline, open_matters, shoes, training
from planner.core.assemble import the_plan
from planner.core.baseline import Baseline
from planner.core.days import Morning, Planned
from planner.core.facts import Env, Facts, History, Person, ShoeFacts
from planner.core.open_matters import Account
from planner.core.painlog import PainLog
from planner.core.record import Day, Shoe
from planner.core.runtext import RunTextError, several
from planner.core.settings import WEEKDAYS, Profile, Settings, Usual
from planner.core.values import dataclass, field, replace
from planner.core.worn import Worn

DECLARED_DAYS: Final = 30
"""Days for which a usual long run that the runner told of stands in."""
FEVER_DAYS: Final = 28
"""Days after its end for which a fever is still told."""
RARE_DAYS: Final = 6
"""Days between planned runs from which the plan tells a usual gap: whoever plans one run a week is not back after days
off at each of them.
"""
WAY_BACK_RUNS: Final = 12
"""Runs on the way back after a bone suspicion was cleared: six phases of walk and run, each twice (E-RTR-2, D-BONE)."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the shell hands over for one date. Everything that is asked of the past is computed from it, and once."""

    on: date
    """D, the planner's day."""
    days: Mapping[date, Day]
    """The stored days, at least D-70 to D where they exist; later ones are ignored, of D itself only what was done.

    Matters that were open before these days are known by the facts saved in them: hand over the last check-in too when
    it is older.
    """
    last_run_before: date | None = None
    """The last run before the days given."""
    last_hard_before: date | None = None
    settings: Settings = field(default_factory=Settings)
    worn: Mapping[str, Worn] = field(default_factory=dict)
    """By a pair's id."""
    shoes: tuple[Shoe, ...] = ()
    today: date | None = None
    """The planner's day of now, where D may be past; None = D."""

    @cached_property
    def _history(self) -> History:
        """All of the history that this morning's answers do not touch."""
        usual = self.settings.usual
        ran = training.training(
            self.days,
            self.on,
            last_run_before=self.last_run_before,
            last_hard_before=self.last_hard_before,
            easy_pace=usual.easy_pace,
        )
        return replace(
            ran,
            declared_long_km=_declared(usual, self.on),
            usual_gap_days=ran.usual_gap_days if ran.usual_gap_days is not None else _planned_gap(self.settings),
            weeks_running=_weeks(self.settings.person.running_since, self.on),
            bone_injury=self.settings.person.bone_injury or self._way_back(),
        )

    @cached_property
    def _usual(self) -> Baseline:
        return baseline.baseline(self.days, self.on)

    @property
    def mornings(self) -> int:
        """Mornings of the 28 before that tell the runner's usual; below `baseline.FROM` there is none."""
        return self._usual.mornings

    @cached_property
    def _pains(self) -> PainLog:
        return PainLog(self.days, self.on)

    @cached_property
    def _matters(self) -> Account:
        return open_matters.account(self.days, self.on)

    @cached_property
    def _person(self) -> Person:
        return person(self.settings.person, self.on)

    @cached_property
    def _pairs(self) -> int | None:
        in_use = [s for s in self.shoes if not ((s.retired and s.retired <= self.on) or (s.added or self.on) > self.on)]
        return len(in_use) if self.shoes else None

    def _way_back(self) -> str | None:
        """`cleared` while the runner is on the way back from a bone suspicion that was cleared."""
        cleared = max((s.day for s in self._matters.shut if s.matter.name == open_matters.BONE), default=None)
        if cleared is None:
            return None
        since = [done for when, day in self.days.items() if cleared <= when < self.on for done in day.done]
        return "cleared" if sum(training.is_run(done) for done in since) < WAY_BACK_RUNS else None

    def _fever_free(self, morning: Morning | None) -> float | None:
        """Days since a fever was gone, by the closing of this morning or the last before; None while it is open."""
        matters = self._matters
        closings = [c for c in morning.closed if c.matter == "fever"] if morning else []
        if closings:
            said = matters.last_said.get(("fever", None, None))
            gone = max(open_matters.gone_since(c, self.on, said) for c in closings)
        elif any(m.name == "fever" for m in matters.open):
            return None
        else:
            last = max((s.gone for s in matters.shut if s.matter.name == "fever"), default=None)
            if last is None:
                return None
            gone = last
        days = (self.on - gone).days
        return float(days) if days <= FEVER_DAYS else None

    def _shoe(self, planned: tuple[Planned, ...]) -> ShoeFacts:
        """The pair that the plan names; only how many pairs are in use of a plan without one, or with one that was
        retired by then: that one is not worn, and says nothing of the run.
        """
        plan = the_plan(planned, self._history.pace_min_per_km)
        named = plan.shoe if plan is not None and plan.is_run else None
        pair = next((s for s in self.shoes if s.id == named), None)
        if pair is None or not shoes.offered(pair, self.on, self.today or self.on):
            return ShoeFacts(pairs=self._pairs)
        found = shoes.facts(pair, self.worn.get(pair.id, Worn()), self.on, self._pairs)
        return replace(found, weeks=_within(found.weeks, 0, 5000))


def facts(record: Record, morning: Morning | None, planned: tuple[Planned, ...]) -> Facts:
    """What the rules see beside this morning and this plan. Cheap after the first call for a record.

    Open matters are those that the morning has to carry; what it closes itself is taken out in `assemble`, so that
    the day file keeps both.
    """
    usual = record._usual
    return Facts(
        history=replace(
            record._history,
            sleep_avg14_h=baseline.sleep_mean(usual, morning),
            days_since_fever_free=record._fever_free(morning),
        ),
        person=record._person,
        env=Env(indoor_available=record.settings.indoor_available),
        shoe=record._shoe(planned),
        device=baseline.device(usual, morning),
        pain=record._pains.facts(morning),
        open=record._matters.open,
    )


def person(profile: Profile, on: date) -> Person:
    """Who runs, on a date, from what they said of themselves; what cannot be is absent."""
    months = None
    since = profile.running_since
    if since is not None and since <= on:
        months = float((on.year - since.year) * 12 + on.month - since.month - (on.day < since.day))
    bmi = None
    if profile.height_cm and profile.weight_kg is not None:
        bmi = round(profile.weight_kg / (profile.height_cm / 100) ** 2, 2)
    age = None if profile.born is None else float(on.year - profile.born)
    return Person(
        age=_within(age, 0, 130),
        experience_months=_within(months, 0, 1500),
        bmi=_within(bmi, 5, 100),
        pregnant=profile.pregnant,
        weeks_postpartum=_weeks(profile.gave_birth, on),
        asthma=profile.asthma,
    )


def _declared(usual: Usual, on: date) -> float | None:
    """The long run that was told of, for thirty days after it was; one without a date cannot be counted."""
    said = usual.long_km_said
    return usual.long_km if said is not None and 0 <= (on - said).days <= DECLARED_DAYS else None


def _planned_gap(settings: Settings) -> float | None:
    """The longest gap of a week that plans runs six days apart or more, until the record tells the usual one (D-GAP).

    Of any other week None: there the gap that is missing is no usual one.
    """
    at = [n for n, day in enumerate(WEEKDAYS) if any(p.is_run for p in _sessions(settings, day))]
    gaps = [(b - a - 1) % len(WEEKDAYS) + 1 for a, b in zip(at, at[1:] + at[:1], strict=True)]
    longest = max(gaps, default=0)
    return float(longest) if longest >= RARE_DAYS else None


def _sessions(settings: Settings, day: str) -> tuple[Planned, ...]:
    try:
        return several(settings.week.get(day, ""), units=settings.units)
    except RunTextError:
        return ()


def _weeks(since: date | None, on: date) -> float | None:
    return None if since is None else _within(round((on - since).days / 7, 2), 0, 5000)


def _within(value: float | None, low: float, high: float) -> float | None:
    return value if value is not None and low <= value <= high else None
