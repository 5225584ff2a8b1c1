"""What was said of a session that is over, as one frozen value: undo is a list of them.

It knows the session, effort, pains and flags. It refuses to know keys, screens, rules and files.
"""

from __future__ import annotations

from datetime import date, datetime

from planner.core import runtext
from planner.core.days import Pain, Planned
from planner.core.record import Day, Done, DonePain
from planner.core.values import dataclass, replace
from planner.tui.draft import Where


@dataclass(frozen=True, kw_only=True)
class DoneDraft:
    """One session as it stands."""

    planned: tuple[Planned, ...] = ()
    """What was done, in the form of a plan, so that it is edited like one; none = not said yet."""
    effort: int | None = None
    pain: tuple[DonePain, ...] = ()
    flags: tuple[str, ...] = ()
    complete: bool = False
    """The last question was answered: nothing else."""
    ticked: tuple[str, ...] = ()
    note: str | None = None
    at: datetime | None = None

    @classmethod
    def of(cls, done: Done) -> DoneDraft:
        """A stored session, to be changed."""
        kind = done.session or "easy" if done.kind == "run" else done.kind
        session = Planned(
            kind=kind, km=done.km, minutes=done.minutes, climb_m=done.climb_m, terrain=done.terrain, shoe=done.shoe
        )
        return cls(
            planned=(session,),
            effort=done.effort,
            pain=done.pain or (),
            flags=done.flags or (),
            complete=done.pain is not None and done.flags is not None,
            ticked=done.ticked,
            note=done.note,
            at=done.at,
        )

    def short(self, units: str = "km") -> str:
        """The gravest of what was said, in a few words; empty when nothing was."""
        worst = max((max(p.during or 0, p.after or 0) for p in self.pain), default=0)
        if self.flags:
            return "a sign"
        if worst:
            return f"pain {worst}"
        if self.effort is not None:
            return f"effort {self.effort}"
        if self.planned:
            return runtext.words(replace(self.planned[0], shoe=None, climb_m=None, terrain=None), units)
        return "a note" if self.note else ""

    @classmethod
    def unpacked(cls, day: Day, *, complete: bool) -> DoneDraft:
        """What `packed` made a day of."""
        said = day.done[0] if day.done else Done(kind="run")
        return cls(
            planned=day.planned,
            effort=said.effort,
            pain=said.pain or (),
            flags=said.flags or (),
            complete=complete,
            ticked=said.ticked,
            note=said.note,
            at=said.at,
        )

    def packed(self, on: date) -> Day:
        """As it stands, in the form of a day: what was done as its plan, since it may not be said yet."""
        done = Done(
            at=self.at,
            kind="run",
            effort=self.effort,
            pain=self.pain or None,
            flags=self.flags or None,
            ticked=self.ticked,
            note=self.note,
        )
        return Day(date=on, planned=self.planned, done=(done,))

    def done(self, now: datetime | None) -> Done:
        """The session as the record keeps it, a new one stamped with `now`. Only to be asked once it was said."""
        s = self.planned[0]
        minutes = s.minutes if s.minutes is not None or s.pace is None or s.km is None else round(s.pace * s.km, 1)
        return Done(
            at=self.at or now,
            kind="run" if s.is_run else s.kind or "run",
            session=(s.kind or "easy") if s.is_run else None,
            km=s.km,
            minutes=minutes,
            climb_m=s.climb_m,
            terrain=s.terrain,
            shoe=s.shoe,
            effort=self.effort,
            pain=self.pain if self.complete else self.pain or None,
            flags=self.flags if self.complete else self.flags or None,
            ticked=self.ticked,
            note=self.note,
        )

    @property
    def ran(self) -> bool:
        """Whether it was a run."""
        return bool(self.planned) and self.planned[0].is_run

    @property
    def moved(self) -> bool:
        """Whether there is an effort to rate: anything but rest."""
        return bool(self.planned) and self.planned[0].kind != "rest"

    def plan(self, planned: tuple[Planned, ...]) -> DoneDraft:
        """Say what was done."""
        return replace(self, planned=planned)

    def rate(self, effort: int) -> DoneDraft:
        """Say the effort, 0-10."""
        return replace(self, effort=effort)

    def pain_at(self, where: Where) -> DonePain | None:
        """What was said of one site and side."""
        return next((p for p in self.pain if (p.site, p.side) == where), None)

    def hurt(self, where: Where, *, during: int | None = None, after: int | None = None) -> DoneDraft:
        """Say how a place hurt while running, or afterwards; what is not given stays."""
        before = self.pain_at(where) or DonePain(site=where[0], side=where[1])
        new = replace(
            before,
            during=before.during if during is None else during,
            after=before.after if after is None else after,
        )
        pains = list(self.pain)
        at = next((n for n, p in enumerate(pains) if (p.site, p.side) == where), len(pains))
        pains[at : at + 1] = [new]
        return replace(self, pain=tuple(pains))

    def flag(self, name: str) -> DoneDraft:
        """Raise a flag, or take it back."""
        kept = tuple(f for f in self.flags if f != name) if name in self.flags else (*self.flags, name)
        return replace(self, flags=kept)

    def finish(self) -> DoneDraft:
        """Answer the last question: nothing else."""
        return replace(self, complete=True)

    def say(self, note: str) -> DoneDraft:
        """Say a note; an empty one is none."""
        return replace(self, note=note or None)

    def as_pain(self, where: Where) -> Pain:
        """The worse of during and after, as a pain."""
        said = self.pain_at(where)
        score = max(said.during or 0, said.after or 0) if said else 0
        return Pain(site=where[0], side=where[1], score=score)
