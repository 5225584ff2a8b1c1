"""A day whose plan was never closed: what is asked about it on the next morning, and what each answer makes of it.

It knows plans and what was done. It refuses to know screens and to assume an answer.
"""

from __future__ import annotations

from datetime import date

from planner.core import runtext
from planner.core.days import Planned
from planner.core.record import Day, Done, Shoe
from planner.core.rule import Rulebook
from planner.core.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class LeftOpen:
    """A day with a run on its plan and nothing said of it but strength; or one of which telling was begun."""

    day: Day
    session: Planned | None = None
    """The run: as chosen, else as planned; None where telling was begun."""
    told: str = ""
    """What was told of it and not saved, in a few words."""
    book: Rulebook
    shoes: tuple[Shoe, ...] = ()
    today: date | None = None
    """The date of now."""

    def words(self, units: str = "km") -> str:
        """`Yesterday: 8 km easy planned`, without what does not tell one run from another; or what was told so far."""
        if self.session is None:
            return f"Yesterday half told: {self.told}"
        short = replace(self.session, pace=None, climb_m=None, shoe=None)
        return f"Yesterday: {runtext.words(short, units)} planned"

    def done(self) -> Day:
        """The day with everything done as chosen or planned."""
        from planner.core import closing

        return closing.close(self.day, closing.as_planned(self.day, self.book, self.shoes, self.today))

    def not_run(self) -> Day:
        """The day as one without a run."""
        return replace(self.day, done=(*self.day.done, Done(kind="rest")))


def left_open(
    day: Day, book: Rulebook, shoes: tuple[Shoe, ...] = (), today: date | None = None, *, told: str = ""
) -> LeftOpen | None:
    """What is left open of a day; None when something was said to be done, or no run stood on the plan. `told` is what
    was told of it and not saved: that is open whatever else was said.
    """
    if told:
        return LeftOpen(day=day, book=book, told=told)
    if any(d.kind != "strength" for d in day.done):
        return None
    from planner.core.closing import wearable  # on most mornings the day before is closed, and none of it is needed
    from planner.core.tomorrow import sessions

    session = next((s for s in sessions(day, book) if s.is_run), None)
    if session is None:
        return None
    session = wearable(session, shoes, day.date, today)
    return LeftOpen(day=day, session=session, book=book, shoes=shoes, today=today)
