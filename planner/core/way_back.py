"""The way back as it stands on a morning: which ladder, how its outings went, what today's stage is; and being away.

Pure: it reads the record and what the settings keep of a ladder that was taken up. It proposes; the rules stand over
every plan that comes from here, and the runner may slow it down or stop it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from planner.core import returning
from planner.core.answer import Context
from planner.core.days import Morning
from planner.core.facts import History
from planner.core.record import Day, Done
from planner.core.returning import Outing, StagedDay, Standing
from planner.core.routines import Book, Ladder
from planner.core.settings import Away, Back, Settings
from planner.core.sites import BELOW_NECK, GAIT
from planner.core.values import dataclass, replace

QUIET_DAYS: Final = 60
"""A ladder that was stopped or gone through is not proposed again for so long."""
QUIET_BONE: Final = 365
LONGEST_DAYS: Final = 30
SLOWEST: Final = 3
"""Outings more on each stage at most."""
DONE_DAYS: Final = 7
"""For so long it is said that every stage is done."""
ALWAYS_DAYS: Final = 14
"""Days off from which a gap counts whatever the runner's usual one is: design.md 3."""
_SWOLLEN: Final = frozenset({"rapid_swelling", "recurrent_swelling", "calf_swelling"})


@dataclass(frozen=True, kw_only=True)
class WayBack:
    """A ladder and where the runner is on it."""

    ladder: Ladder
    standing: Standing
    days: tuple[StagedDay, ...]
    """The outings still to come, dated."""
    taken: bool
    """False while it is only proposed."""
    since: date
    slow: int
    said: bool
    """The settings say the bone injury that it comes back from."""

    def stage(self, on: date) -> StagedDay | None:
        """The outing of a day, or None when it is a day between."""
        return next((d for d in self.days if d.on == on), None)

    def words(self, on: date) -> str:
        """One line for the morning."""
        if self.standing.state == "done":
            then = "; take Stress fracture out of the settings for runs as before" if self.said else ""
            return f"{self.ladder.name}: every stage is done{then}"
        if self.standing.state == "stop":
            return f"{self.ladder.name}: stopped, {self.standing.because}"
        now = self.stage(on)
        today = f": {now.words}" if now else f"; no outing today, the next on {self.days[0].on}"
        words = f"{self.standing.because}{today}"
        return f"{self.ladder.name}, {words}" if self.taken else f"{self.ladder.name} is proposed: {words}"


def stand(
    context: Context,
    book: Book,
    settings: Settings,
    history: History,
    *,
    morning: Morning | None = None,
    able: bool = True,
) -> WayBack | None:
    """The ladder that was taken up, else one that is proposed for this morning, else None.

    `morning` is what this morning says of how yesterday's outing left things; `able`: today's answer allows a run.
    """
    on, back = context.record.on, settings.back
    days = dict(context.record.days)
    if morning is not None:
        days[on] = replace(days.get(on, Day(date=on)), morning=morning)
    first = on if able else on + timedelta(days=1)
    if back is not None and back.stopped is None and back.ladder in book.ladders:
        taken = book.ladders[back.ladder]
        went = outings(days, back.since, on)
        if not _lapsed(taken, went, back, on):
            return _on_ladder(on, days, taken, settings, back.since, back.slow, first, went, taken=True)
    fever_free = history.days_since_fever_free
    away = settings.away
    if away is not None and away.kind == "illness" and away.until is not None and away.until < on:
        fever_free = min(float((on - away.until).days - 1), fever_free if fever_free is not None else 9999.0)
    proposed = returning.propose(
        book,
        days_off=_days_off(history),
        fever_free_days=fever_free,
        bone_cleared=history.bone_injury == "cleared",
    )
    under_way = None if proposed is not None else _under_way(book, days, on, history.usual_gap_days)
    ladder = under_way[0] if under_way is not None else proposed
    if ladder is None or _quiet(back, ladder, on) or is_away(settings, on):
        return None
    if under_way is not None:
        _, since, went = under_way
        return _on_ladder(on, days, ladder, settings, since, 0, first, went, taken=False)
    ended = on - timedelta(days=int(fever_free)) if ladder.after == "illness" and fever_free is not None else on
    start = max(on, returning.earliest(ladder, ended))
    return _on_ladder(on, days, ladder, settings, start, 0, first, taken=False)


def _under_way(
    book: Book, days: Mapping[date, Day], on: date, usual_gap: float | None
) -> tuple[Ladder, date, tuple[Outing, ...]] | None:
    """The ladder of a break of two weeks or more that ended with a run, while it was not run through: nobody is as
    before after the first run. With the day of that run, and the runs since then as outings.
    """
    ran = sorted(day for day, known in days.items() if day < on and any(d.kind == "run" for d in known.done))
    for before, since in reversed(list(pairwise(ran))):
        gap = (since - before).days
        if gap >= ALWAYS_DAYS and (usual_gap is None or gap > usual_gap):
            ladder, went = returning.propose(book, days_off=gap), outings(days, since, on)
            if ladder is not None and returning.standing(ladder, went).state != "done":
                return ladder, since, went
            break
    return None


def _lapsed(ladder: Ladder, went: Sequence[Outing], back: Back, on: date) -> bool:
    """Whether a ladder is behind the runner: through for a week, or left for so long that it is another break by now.

    One that was stopped by pain stays until the runner ends it.
    """
    state = returning.standing(ladder, went, slow=back.slow).state
    idle = (on - (went[-1].on if went else back.since)).days
    return state != "stop" and idle > (DONE_DAYS if state == "done" else ALWAYS_DAYS)


def _days_off(history: History) -> int | None:
    """Whole days since the last run; None where that gap is the runner's usual one, as the rule on days off has it."""
    gap, usual = history.days_since_last_run, history.usual_gap_days
    if gap is None or (gap < ALWAYS_DAYS and usual is not None and gap <= usual):
        return None
    return int(gap)


def _quiet(back: Back | None, ladder: Ladder, on: date) -> bool:
    if back is None or back.stopped is None or back.ladder != ladder.id:
        return False
    return (on - back.stopped).days < (QUIET_BONE if ladder.after == "bone" else QUIET_DAYS)


def _on_ladder(
    on: date,
    known: Mapping[date, Day],
    ladder: Ladder,
    settings: Settings,
    since: date,
    slow: int,
    first: date,
    went: Sequence[Outing] = (),
    *,
    taken: bool,
) -> WayBack:
    """Where it stands on a date; `first` is the first day on which an outing may be, `went` the outings so far."""
    at = returning.standing(ladder, went, slow=slow)
    start = max(first, since)
    if went:
        start = max(start, went[-1].on + timedelta(days=ladder.days_between + (1 if slow else 0)))
    if on in known and any(d.kind == "run" for d in known[on].done):
        start = max(start, on + timedelta(days=ladder.days_between))
    longest = longest_before(known, since) or settings.usual.long_km
    days = returning.dated(ladder, start, longest_km=longest, at=at, slow=slow, units=settings.units)
    still = ladder.after == "bone" and settings.person.bone_injury is not None
    return WayBack(ladder=ladder, standing=at, days=days, taken=taken, since=since, slow=slow, said=still)


def outings(days: Mapping[date, Day], since: date, on: date) -> tuple[Outing, ...]:
    """The days with a run since a ladder was taken up and before a date, as they went, the next morning included."""
    found = []
    for day in sorted(d for d in days if since <= d < on):
        runs = [d for d in days[day].done if d.kind == "run"]
        if runs:
            found.append(_outing(days[day], runs, days.get(day + timedelta(days=1))))
    return tuple(found)


def _outing(day: Day, runs: list[Done], after: Day | None) -> Outing:
    before = {(p.site, p.side): p.score for p in (day.morning.pain if day.morning else None) or ()}
    morning = after.morning if after else None
    later = [((p.site, p.side), p.score) for p in (morning.pain if morning else None) or ()]
    later += [((p.site, p.side), max(p.during or 0, p.after or 0)) for r in runs for p in r.pain or ()]
    worse = any(p.worse_next_morning for p in (morning.pain if morning else None) or ())
    flags = {f for r in runs for f in r.flags or ()} | set((morning.flags if morning else None) or ())
    return Outing(
        on=day.date,
        painful=worse or any(score > before.get(where, 0) for where, score in later),
        swollen=bool(flags & _SWOLLEN),
        limped=bool(flags & set(GAIT)),
        ill=bool(flags & set(BELOW_NECK)),
    )


def longest_before(days: Mapping[date, Day], since: date) -> float | None:
    """The longest run of the 30 days up to the last run before a date; None without one."""
    runs = [(day, r.km) for day in days if day < since for r in days[day].done if r.kind == "run" and r.km]
    last = max((day for day, _ in runs), default=None)
    if last is None:
        return None
    return max(km for day, km in runs if (last - day).days < LONGEST_DAYS)


def is_away(settings: Settings, on: date) -> bool:
    """Whether a date falls into an illness, a journey or a break that the settings name."""
    away = settings.away
    return away is not None and away.since <= on and (away.until is None or on <= away.until)


def back_again(away: Away, on: date) -> Away | None:
    """What is left to know of an absence that is over on a day; None where it had begun that very day: it never was."""
    return None if away.since >= on else replace(away, until=on - timedelta(days=1))


def away_words(away: Away) -> str:
    """One line for the morning."""
    name = {"illness": "Illness", "travel": "Travel", "break": "Break"}[away.kind]
    until = f" until {away.until}" if away.until is not None else ""
    return f"{name} since {away.since}{until}: rest is planned unless you type a run"
