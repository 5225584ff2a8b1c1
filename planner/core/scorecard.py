"""How often advice was followed, kept against or passed over, and how much it hurt the morning after: counts, no more.

It counts the days on which the advice asked for something else than the planned run. It draws no conclusion: whoever
keeps a run against advice is often right to, and a day with more pain has other advice to begin with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from planner.core.summary import Summary
from planner.core.training import is_run
from planner.core.values import dataclass
from planner.core.verdict import Rung

FROM: Final = 20
"""Days that count below which nothing is shown."""
SLACK: Final = 1.05
"""A run this much longer than what was taken is still that run: watches and paths are not exact."""
GROUPS: Final = ("followed", "kept", "ignored", "untold")
WORDS: Final = {
    "followed": "followed",
    "kept": "kept the plan",
    "ignored": "did otherwise",
    "untold": "not told what was done",
}


@dataclass(frozen=True, kw_only=True)
class Group:
    """The days that went one way, by the greatest pain of the next morning."""

    days: int = 0
    reasons: int = 0
    """Of those that kept the plan: how many said why."""
    none: int = 0
    mild: int = 0
    """1 or 2 of 10."""
    more: int = 0
    """3 of 10 and more."""
    unsaid: int = 0


class Scorecard:
    """The days that count, added in their order."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in GROUPS}
        self.days = 0
        """Check-ins with advice that count: not copied, late or entered later."""
        self._last: tuple[date, str] | None = None

    def add(self, day: Summary) -> None:
        """Count a day, and with it the morning after the one before."""
        self._morning_after(day)
        if not (day.checked_in and day.in_baseline and day.rung is not None):
            return
        self.days += 1
        name = group(day)
        if name is not None:
            self._counts[name].update(days=1, reasons=int(bool(day.why)), unsaid=1)  # until the next morning says
            self._last = day.date, name

    def _morning_after(self, day: Summary) -> None:
        last, self._last = self._last, None
        if last is None or day.date - last[0] != timedelta(days=1) or day.pain is None or not day.in_baseline:
            return
        worst = max((p.score for p in day.pain), default=0)
        how = "none" if worst == 0 else "mild" if worst <= 2 else "more"
        self._counts[last[1]].update({how: 1, "unsaid": -1})

    @property
    def groups(self) -> dict[str, Group]:
        """The days of each way."""
        return {name: Group(**counts) for name, counts in self._counts.items()}

    @property
    def shown(self) -> bool:
        """Whether there are days enough."""
        return self.days >= FROM


def of(days: Iterable[Summary]) -> Scorecard:
    """The scorecard of days in their order."""
    card = Scorecard()
    for day in days:
        card.add(day)
    return card


def group(day: Summary) -> str | None:
    """How a day went; None where the advice asked for nothing else than the plan. A race is the runner's own.

    `kept`: the plan was chosen against the advice. `followed`: what was done is within what was advised and taken;
    where nothing was taken, within a rest day or a day without running. `ignored`: what was done is beyond it, or a
    run where no limit was taken. `untold`: no word of what was done.
    """
    asked = any(p.is_run and p.kind != "race" for p in day.planned)
    if day.rung is None or day.rung is Rung.RUN or not asked:
        return None
    if day.by == "own":
        return "kept"
    if not day.done:
        return "untold"
    if day.by is None and day.rung > Rung.CROSS_TRAIN:
        return "ignored"
    return "followed" if _within(day) else "ignored"


def _within(day: Summary) -> bool:
    """Whether what was done is no more than what was advised and taken."""
    ran = [done for done in day.done if is_run(done)]
    if day.rung is Rung.REST:
        return all(done.kind == "rest" for done in day.done)
    if day.rung is Rung.CROSS_TRAIN or day.chosen_kind in ("rest", "cross", "strength"):
        return not ran
    km, minutes = sum(done.km or 0.0 for done in ran), sum(done.minutes or 0.0 for done in ran)
    if day.chosen_km is not None and km > day.chosen_km * SLACK:
        return False
    return not (day.chosen_km is None and day.chosen_minutes is not None and minutes > day.chosen_minutes * SLACK)


def lines(card: Scorecard) -> list[tuple[str, ...]]:
    """The table: a heading and a row for each way, as texts; one row that says why when there is nothing to show."""
    if not card.shown:
        return [(f"{card.days} of {FROM} check-ins that count: the scorecard is shown from then on",)]
    rows: list[tuple[str, ...]] = [("advice against the plan", "days", "pain next day: 0", "1-2", "3+", "not said")]
    groups = card.groups
    for name in GROUPS:
        g = groups[name]
        words = WORDS[name] + (f" ({g.reasons} with a reason)" if name == "kept" and g.days else "")
        rows.append((words, *(str(n) for n in (g.days, g.none, g.mild, g.more, g.unsaid))))
    return rows
