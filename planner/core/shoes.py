"""Which pair of shoes today, and why: kilometres by pair, what fits the plan, what turns about.

Pure: it is told the pairs, what was done and the numbers of the rule on changes. It condemns no pair and guesses
nothing about one. Kilometres, dates; `None` = never said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from planner.core.days import HARD_KINDS, RUN_KINDS, Planned
from planner.core.facts import Scenario, ShoeFacts
from planner.core.measure import PACE, new_shoe
from planner.core.record import Done, Shoe
from planner.core.rule import Numbers
from planner.core.shoe_life import Outing, ShoeWarning, break_in, wear
from planner.core.sites import nearest
from planner.core.units import distance
from planner.core.values import dataclass
from planner.core.worn import Worn, count, together

RECENT_DAYS: Final = 28
USUAL_LIMIT: Final = Shoe(id="", name="").limit_km
"""The limit of a pair for which none was set: then the number of the rule on worn pairs counts."""
_NOTHING: Final = Worn()
_MADE, _UNSAID, _COPES, _OTHER = range(4)
"""How well a pair suits ground and kind, best first."""
_KIN: Final = {
    "road": {"track", "treadmill", "mixed"},
    "track": {"road", "treadmill"},
    "treadmill": {"road", "track"},
    "trail": {"grass", "mixed"},
    "grass": {"trail", "mixed"},
    "mixed": {"road", "trail", "grass"},
}
"""Terrains that a pair for another one copes with."""
_ROLES: Final = {
    "daily": {"easy", "recovery", "long"},
    "trainer": {"easy", "recovery", "long"},
    "cushioned": {"easy", "recovery", "long"},
    "speed": {"tempo", "intervals"},
    "fast": {"tempo", "intervals", "race"},
    "workout": {"tempo", "intervals", "hills"},
    "workouts": {"tempo", "intervals", "hills"},
    "racing": {"race"},
    "racer": {"race"},
    "races": {"race"},
    "spikes": {"intervals", "race"},
} | {kind: {kind} for kind in RUN_KINDS}
"""Words of a pair's role and the kinds of run that they mean; other words mean none."""


@dataclass(frozen=True, kw_only=True)
class NotToday:
    """Another pair, and why it comes after the one that is offered."""

    shoe: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ShoeChoice:
    """The pair for a run."""

    shoe: str | None
    """Its id; None when there is no pair to offer."""
    reasons: tuple[str, ...] = ()
    """Starts of sentences, without a full stop."""
    fits: bool = True
    """False when break-in, ground or role speak against the pair, or the plan's own cannot be worn."""
    against: tuple[str, ...] = ()
    """What speaks against it all the same; that it was worn yesterday is said here and does not make it unfit."""
    better: str | None = None
    """The id of a pair that would fit where the plan's own does not."""
    others: tuple[NotToday, ...] = ()
    warnings: tuple[ShoeWarning, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Run:
    """The run that a pair is held against, and what is known around it."""

    on: date
    plan: Planned | None
    had: Mapping[str, Worn]
    worn_yesterday: Collection[str]
    numbers: Numbers
    longest_km: float | None
    units: str

    @property
    def kind(self) -> str:
        """A plan without a kind is easy."""
        return (self.plan.kind if self.plan else None) or "easy"

    @property
    def terrain(self) -> str | None:
        """What it is run on, where that was said."""
        return self.plan.terrain if self.plan else None

    @property
    def km(self) -> float | None:
        """Its kilometres; minutes by the plan's pace, else 6:00."""
        plan = self.plan
        if plan is None or plan.km is not None or plan.minutes is None:
            return plan.km if plan else None
        return plan.minutes / (plan.pace or PACE)

    def worn(self, shoe: Shoe) -> Worn:
        """What a pair has done."""
        return self.had.get(shoe.id, _NOTHING)

    def state(self, shoe: Shoe) -> str | None:
        """`new` or `different` while it is being broken in."""
        return newness(shoe, self.worn(shoe), self.on, self.numbers)

    def most(self, shoe: Shoe) -> float | None:
        """Kilometres at most in one outing while it is being broken in."""
        return most_km(shoe, self.worn(shoe), self.on, self.numbers, self.longest_km)


@dataclass(frozen=True, kw_only=True)
class _Look:
    """One pair held against one run."""

    shoe: Shoe
    against: tuple[str, ...]
    """Worst first."""
    tired: tuple[str, ...]
    """What another day would mend."""
    order: tuple[float, ...]
    """Lower is better."""

    @property
    def marks(self) -> tuple[int, int]:
        """How much speaks against it, first what makes it unfit."""
        return len(self.against), len(self.tired)


def worn(sessions: Iterable[tuple[date, Done]], shoes: Sequence[Shoe]) -> dict[str, Worn]:
    """What each pair has done, by its id: its runs of the record, and the kilometres it had when it was added."""
    return together([count(sessions)], {shoe.id: shoe.start_km for shoe in shoes})


def recent_km(sessions: Iterable[tuple[date, Done]], on: date) -> dict[str, float]:
    """Kilometres of the 28 days before a date, by pair."""
    found: dict[str, float] = {}
    for day, done in sessions:
        if done.kind == "run" and done.shoe and done.km and on - timedelta(days=RECENT_DAYS) <= day < on:
            found[done.shoe] = found.get(done.shoe, 0.0) + done.km
    return found


def offered(shoe: Shoe, on: date, today: date) -> bool:
    """Whether a pair can be worn on a date: a retired one only on past dates up to the day it was retired."""
    return shoe.retired is None or on < shoe.retired or on == shoe.retired < today


def facts(shoe: Shoe, had: Worn, on: date, pairs: int | None = None) -> ShoeFacts:
    """The pair as rules see it. Without the distance it had at the start it has no kilometres here: it is not new."""
    known = [day for day in (shoe.added, had.first) if day is not None]
    return ShoeFacts(
        km=had.km if shoe.start_km is not None else None,
        outings=had.outings,
        weeks=round((on - min(known)).days / 7, 1) if known else None,
        pairs=pairs,
        very_different=shoe.very_different or None,
        limit_km=shoe.limit_km if shoe.limit_km != USUAL_LIMIT else None,
    )


def newness(shoe: Shoe, had: Worn, on: date, numbers: Numbers) -> str | None:
    """`new` or `different` while a pair is being broken in, by the rule's own measure; else None."""
    return new_shoe(Scenario(shoe=facts(shoe, had, on)), numbers)


def choose(
    shoes: Sequence[Shoe],
    had: Mapping[str, Worn],
    on: date,
    plan: Planned | None,
    worn_yesterday: Collection[str] = (),
    *,
    numbers: Numbers,
    longest_km: float | None = None,
    recent: Mapping[str, float] | None = None,
    today: date | None = None,
    units: str = "km",
) -> ShoeChoice:
    """The pair for the run of a date, with reasons; the plan's own pair where it names one that can be worn.

    `numbers` are those of the rule `one-change`, `recent` what `recent_km` gives, `today` the date of now when `on` is
    past. A plan that is no run needs no pair.
    """
    if plan is not None and not plan.is_run:
        return ShoeChoice(shoe=None)
    free = [shoe for shoe in shoes if offered(shoe, on, today or on)]
    run = _Run(
        on=on,
        plan=plan,
        had=had,
        worn_yesterday=worn_yesterday,
        numbers=numbers,
        longest_km=longest_km,
        units=units,
    )
    looks = sorted((_look(shoe, place, run) for place, shoe in enumerate(free)), key=lambda look: look.order)
    asked = plan.shoe if plan else None
    own = next((look for look in looks if look.shoe.id == asked), None)
    refused = _refused(asked, own, shoes) if asked else ()
    if not looks:
        none = ("no pair is in use",) if shoes else ("no pair was added yet",)
        return ShoeChoice(shoe=None, reasons=none, fits=not refused, against=refused)
    best, taken = looks[0], own or looks[0]
    better = best if best.marks < taken.marks else None
    warnings = wear(taken.shoe, run.worn(taken.shoe).km, (recent or {}).get(taken.shoe.id), on, units)
    return ShoeChoice(
        shoe=taken.shoe.id,
        reasons=_reasons(taken.shoe, run, named=own is not None, only=len(free) == 1),
        fits=not taken.against and not refused,
        against=(*refused, *taken.against, *(taken.tired if len(free) > 1 else ())),
        better=better.shoe.id if better else None,
        others=tuple(NotToday(shoe=x.shoe.id, why=_why_not(x, taken)) for x in looks if x is not taken),
        warnings=warnings,
    )


def _refused(asked: str, own: _Look | None, shoes: Sequence[Shoe]) -> tuple[str, ...]:
    if own is not None:
        return ()
    known = next((shoe for shoe in shoes if shoe.id == asked), None)
    if known is not None:
        return (f"the plan's {known.name} was retired on {known.retired}",)
    near = nearest(asked, (shoe.id for shoe in shoes))
    return (f"the plan names {asked}, which is no pair of yours" + (f"; did you mean {near}?" if near else ""),)


def most_km(shoe: Shoe, had: Worn, on: date, numbers: Numbers, longest_km: float | None) -> float | None:
    """Kilometres at most in one outing while a pair is being broken in; None when it is not, or nothing tells."""
    stage = _stage(shoe, had, on, numbers)
    return None if stage is None or longest_km is None else round(longest_km * stage.share, 2)


def _stage(shoe: Shoe, had: Worn, on: date, numbers: Numbers) -> Outing | None:
    """The stage of breaking it in that a date falls into; past the weeks of a very different pair, its last one."""
    if newness(shoe, had, on, numbers) is None:
        return None
    start = had.first or (shoe.added if had.outings else None) or on
    stages = break_in(shoe, start, numbers)
    return next((s for s in stages if s.first and s.last and s.first <= on <= s.last), stages[-1])


def _look(shoe: Shoe, place: int, run: _Run) -> _Look:
    had, state, km, most = run.worn(shoe), run.state(shoe), run.km, run.most(shoe)
    new = "a very different pair" if state == "different" else "a new pair"
    too_hard = state is not None and run.kind in HARD_KINDS
    too_far = km is not None and most is not None and km > most + 1e-9
    stage = _stage(shoe, had, run.on, run.numbers) if state == "different" else None
    too_soon = stage is not None and stage.outings == 1 and had.last is not None and (run.on - had.last).days < 7
    ground, role, rested = _ground(shoe, run.terrain), _role(shoe, run.kind), shoe.id not in run.worn_yesterday
    against = []
    if too_hard:
        against.append(f"{new}: nothing hard in it yet")
    if too_far and most is not None:
        against.append(f"{new}: {distance(most, run.units)} at most in one outing for now")
    if ground == _OTHER:
        against.append(f"made for {_or(shoe.terrain)}, the run is on {run.terrain}")
    if role == _OTHER:
        against.append(f"kept for {shoe.role}, the run is {run.kind}")
    over = had.km is not None and had.km >= shoe.limit_km
    left = shoe.limit_km - (had.km or 0.0)
    last = had.last.toordinal() if had.last else 0
    firsts = (too_hard + too_far, ground == _OTHER, role == _OTHER, not rested or too_soon)
    order = (*firsts, ground, role, over, last, -left, place)
    tired = ["worn yesterday"] * (not rested) + [f"{new}: one outing a week for now"] * too_soon
    return _Look(shoe=shoe, against=tuple(against), tired=tuple(tired), order=tuple(map(float, order)))


def _ground(shoe: Shoe, terrain: str | None) -> int:
    """Made for it, nothing said, copes with it, or made for something else."""
    if terrain is None or not shoe.terrain:
        return _UNSAID
    if terrain in shoe.terrain:
        return _MADE
    return _COPES if _KIN.get(terrain, set()) & set(shoe.terrain) else _OTHER


def _role(shoe: Shoe, kind: str) -> int:
    """Made for this kind of run, nothing said, or made for other kinds."""
    words = "".join(c if c.isalpha() else " " for c in (shoe.role or "").lower()).split()
    kinds: set[str] = set().union(*(_ROLES.get(word, set()) for word in words)) if words else set()
    if not kinds:
        return _UNSAID
    return _MADE if kind in kinds else _OTHER


def _reasons(shoe: Shoe, run: _Run, *, named: bool, only: bool) -> tuple[str, ...]:
    own, state = run.worn(shoe), run.state(shoe)
    found = ["the pair that the plan names"] if named else []
    if only:
        found.append("the only pair in use")
    elif shoe.id not in run.worn_yesterday:
        found.append(_rested(own.last, run.on))
    if run.terrain and _ground(shoe, run.terrain) == _MADE:
        found.append(f"made for {run.terrain}")
    if shoe.role and _role(shoe, run.kind) == _MADE:
        found.append(f"your pair for {shoe.role}")
    if state is not None:
        most = run.most(shoe)
        what = "a very different pair, still new" if state == "different" else "still new"
        found.append(f"{what}: easy" + (f", {distance(most, run.units)} at most" if most else " and short"))
    if own.km is None:
        found.append("its kilometres were never said")
    elif own.km < shoe.limit_km:
        left, limit = distance(shoe.limit_km - own.km, run.units), distance(shoe.limit_km, run.units)
        found.append(f"{left} left of {limit}")
    if shoe.note:
        found.append(f"your note: {shoe.note}")
    return tuple(found) or ("the least against it of your pairs",)


def _rested(last: date | None, on: date) -> str:
    if last is None:
        return "not worn yet"
    days = (on - last).days
    return "not worn yesterday" if days <= 2 else f"not worn for {days} days"


def _why_not(look: _Look, taken: _Look) -> str:
    """What speaks against a pair, or what sets it behind the one that is taken."""
    if look.against or look.tired:
        return "; ".join((*look.against, *look.tired))
    if look.order <= taken.order:
        return "would fit as well or better"
    at = next(n for n, (mine, best) in enumerate(zip(look.order, taken.order, strict=True)) if mine != best)
    return _BEHIND.get(at, "as good; fewer kilometres left or later in your list")


_BEHIND: Final = {4: "less made for this ground", 5: "less its role", 6: "over its own limit", 7: "worn more recently"}
"""By place in the order of a look, past what speaks against a pair."""


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
