"""What was said so far this morning, as one frozen value: each key makes a new one, so that undo is a list of them.

It knows the answers, the plan and the choice. It refuses to know keys, screens, rules and files.
"""

from __future__ import annotations

from planner.core.days import RATINGS, Closed, Morning, Pain, Planned
from planner.core.fields import changed
from planner.core.record import Chosen, Day, Done
from planner.core.values import dataclass, field, replace
from planner.core.walk import session

Where = tuple[str, str | None]
"""A site and its side."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The answers, the plan and the choice as they stand."""

    morning: Morning = field(default_factory=lambda: Morning(pain=(), flags=()))
    """`pain` and `flags` hold what was raised; they count as answered only with `complete`."""
    complete: bool = False
    """The last question was answered: nothing else hurts, no other sign."""
    planned: tuple[Planned, ...] = ()
    chosen: Chosen | None = None
    strength: Done | None = None
    """The strength session of the day, once it was marked done."""

    @classmethod
    def of(cls, day: Day) -> Draft:
        """A stored day's check-in, to be changed; one without a morning starts empty."""
        if day.morning is None:
            return cls(planned=day.planned, strength=session(day.done))
        said = day.morning.pain is not None and day.morning.flags is not None
        morning = replace(day.morning, pain=day.morning.pain or (), flags=day.morning.flags or ())
        return cls(morning=morning, complete=said, planned=day.planned, chosen=day.chosen, strength=session(day.done))

    def said(self) -> Morning:
        """The morning as rules and files take it: pain and flags are not said until the last question was answered."""
        if self.complete:
            return self.morning
        return replace(self.morning, pain=self.morning.pain or None, flags=self.morning.flags or None)

    @property
    def anything(self) -> bool:
        """Whether anything at all was answered."""
        m = self.morning
        return self.complete or m.sleep_h is not None or bool(m.pain or m.flags or m.note or m.closed) or self._rated

    @property
    def _rated(self) -> bool:
        return any(self.rating(name) is not None for name in RATINGS)

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that are raised."""
        return self.morning.flags or ()

    def rating(self, name: str) -> int | None:
        """One of the four ratings, 1-7."""
        value = getattr(self.morning, name)
        return value if isinstance(value, int) else None

    def rate(self, name: str, value: int) -> Draft:
        """Say one of the four ratings."""
        return self._with(changed(self.morning, **{name: value}))

    def sleep(self, hours: float) -> Draft:
        """Say the hours of sleep, kept within 0 to 24."""
        return self._with(replace(self.morning, sleep_h=min(max(hours, 0.0), 24.0)))

    def note(self, text: str) -> Draft:
        """Say a note; an empty one is none."""
        return replace(self, morning=replace(self.morning, note=text or None))

    def pain_at(self, where: Where) -> Pain | None:
        """What was said of one site and side."""
        return next((p for p in self.morning.pain or () if (p.site, p.side) == where), None)

    def hurt(self, pain: Pain) -> Draft:
        """Say a pain; one of the same site and side is replaced in its place."""
        pains = list(self.morning.pain or ())
        at = next((n for n, p in enumerate(pains) if (p.site, p.side) == (pain.site, pain.side)), len(pains))
        pains[at : at + 1] = [pain]
        return self._with(replace(self.morning, pain=tuple(pains)))

    def unhurt(self, where: Where) -> Draft:
        """Take a pain back, as if it had never been said."""
        pains = tuple(p for p in self.morning.pain or () if (p.site, p.side) != where)
        return self._with(replace(self.morning, pain=pains))

    def flag(self, name: str) -> Draft:
        """Raise a flag, or take it back."""
        flags = self.morning.flags or ()
        kept = tuple(f for f in flags if f != name) if name in flags else (*flags, name)
        return self._with(replace(self.morning, flags=kept))

    def close(self, closed: Closed) -> Draft:
        """Close an open matter, or say anew how it was closed."""
        rest = self._open_again(closed.matter, closed.site, closed.side)
        return self._with(replace(self.morning, closed=(*rest, closed)))

    def reopen(self, matter: str, site: str | None, side: str | None) -> Draft:
        """Leave a matter open after all."""
        return self._with(replace(self.morning, closed=self._open_again(matter, site, side)))

    def closing(self, matter: str, site: str | None, side: str | None) -> Closed | None:
        """How a matter was closed this morning, if it was."""
        return next((c for c in self.morning.closed if (c.matter, c.site, c.side) == (matter, site, side)), None)

    def _open_again(self, matter: str, site: str | None, side: str | None) -> tuple[Closed, ...]:
        return tuple(c for c in self.morning.closed if (c.matter, c.site, c.side) != (matter, site, side))

    def finish(self) -> Draft:
        """Answer the last question: nothing else. Answered again it changes nothing."""
        return self if self.complete else replace(self, complete=True, chosen=None)

    def reopen_last(self) -> Draft:
        """Ask the last question again."""
        return replace(self, complete=False, chosen=None)

    def copy(self, before: Morning) -> Draft:
        """Take over a morning's sleep and ratings, marked as copied; pain and flags are always asked anew."""
        values = {name: getattr(before, name) for name in ("sleep_h", *RATINGS)}
        return self._with(changed(self.morning, copied=True, **{k: v for k, v in values.items() if v is not None}))

    def plan(self, planned: tuple[Planned, ...]) -> Draft:
        """Change the plan; what was chosen of the old one no longer counts."""
        return replace(self, planned=planned, chosen=None)

    def choose(self, chosen: Chosen) -> Draft:
        """Take the advice, or keep the plan."""
        return replace(self, chosen=chosen)

    def _with(self, morning: Morning) -> Draft:
        return replace(self, morning=morning, chosen=None)
