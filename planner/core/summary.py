"""One day as lists, trends, search and the facts of other days need it: short, without what only the day itself shows.

Made from a Day and nothing else, so that an index of summaries can be thrown away at any time. It keeps what was said
as it was said (`None` = not said) and refuses to judge it. Conventions as in `days`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from planner.core.days import HARD_KINDS, Closed, Morning, Pain, Planned
from planner.core.record import Day, Done
from planner.core.sites import FLAGS, OTHER, SITES
from planner.core.values import dataclass
from planner.core.verdict import Referral, Rung

HARD_EFFORT: Final = 7
"""From this effort on a session was hard, whatever it was called: design.md 3."""
_UNSAID: Final = Morning()


@dataclass(frozen=True, kw_only=True)
class Summary:
    """One date of the record, short."""

    date: date
    checked_in: bool = False
    """Whether there is a morning."""
    in_baseline: bool = False
    """Whether its morning counts for what is usual: neither copied nor late nor entered later."""
    late: bool = False
    """Its morning was entered after the run or the evening: out of the scorecard too."""
    rung: Rung | None = None
    referral: Referral | None = None
    by: str | None = None
    """What was taken: advice, or own."""
    why: str | None = None
    chosen_kind: str | None = None
    """What was taken, as far as it said: kind, kilometres, minutes."""
    chosen_km: float | None = None
    chosen_minutes: float | None = None
    sleep_h: float | None = None
    sleep_quality: int | None = None
    fatigue: int | None = None
    soreness: int | None = None
    stress: int | None = None
    resting_pulse: int | None = None
    hrv_ms: float | None = None
    pain: tuple[Pain, ...] | None = None
    """This morning's, with site, side, score and the answer on the morning after a run; None = not said."""
    flags: tuple[str, ...] | None = None
    closed: tuple[Closed, ...] = ()
    """Open matters that were closed this morning."""
    planned: tuple[Planned, ...] = ()
    """With kind, km, minutes, climb, terrain and shoe."""
    done: tuple[Done, ...] = ()
    """Without time of day, ticks and note."""
    text: str = ""
    """What search looks through: see `searchable`."""

    @property
    def runs(self) -> tuple[Done, ...]:
        """The runs among what was done."""
        return tuple(done for done in self.done if done.kind == "run")

    @property
    def km(self) -> float:
        """Kilometres run; runs without a distance count nothing."""
        return round(sum(run.km or 0.0 for run in self.runs), 3)

    @property
    def hard(self) -> bool:
        """Whether a hard session was done."""
        return any(is_hard(done) for done in self.done)


def is_hard(done: Done) -> bool:
    """Whether what was done was hard: tempo, intervals, hills or race, or anything with an effort of 7 and more."""
    return done.session in HARD_KINDS or (done.effort is not None and done.effort >= HARD_EFFORT)


def of(day: Day) -> Summary:
    """The summary of a day."""
    advice, chosen, said = day.advice, day.chosen, day.morning
    morning = said or _UNSAID
    return Summary(
        date=day.date,
        checked_in=said is not None,
        in_baseline=said is not None and not (morning.copied or morning.late or morning.entered_later),
        late=morning.late,
        rung=advice.rung if advice else None,
        referral=advice.referral if advice else None,
        by=chosen.by if chosen else None,
        why=chosen.why if chosen else None,
        chosen_kind=chosen.kind if chosen else None,
        chosen_km=chosen.km if chosen else None,
        chosen_minutes=chosen.minutes if chosen else None,
        sleep_h=morning.sleep_h,
        sleep_quality=morning.sleep_quality,
        fatigue=morning.fatigue,
        soreness=morning.soreness,
        stress=morning.stress,
        resting_pulse=morning.resting_pulse,
        hrv_ms=morning.hrv_ms,
        pain=None if morning.pain is None else tuple(_pain(p) for p in morning.pain),
        flags=morning.flags,
        closed=morning.closed,
        planned=tuple(_planned(session) for session in day.planned),
        done=tuple(_done(done) for done in day.done),
        text=searchable(_words(day)),
    )


def searchable(words: str | Iterable[str]) -> str:
    """Words as search compares them: one line, without differences of case and of how a letter is spelt in Unicode."""
    line = words if isinstance(words, str) else " ".join(words)
    if not line.isascii():
        line = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", line).casefold())
    return " ".join(line.casefold().split())


def _pain(pain: Pain) -> Pain:
    return Pain(site=pain.site, side=pain.side, score=pain.score, worse_next_morning=pain.worse_next_morning)


def _done(done: Done) -> Done:
    return Done(
        kind=done.kind,
        session=done.session,
        km=done.km,
        minutes=done.minutes,
        climb_m=done.climb_m,
        terrain=done.terrain,
        shoe=done.shoe,
        effort=done.effort,
        pain=done.pain,
        flags=done.flags,
        apart=done.apart,
    )


def _planned(session: Planned) -> Planned:
    return Planned(
        kind=session.kind,
        km=session.km,
        minutes=session.minutes,
        climb_m=session.climb_m,
        terrain=session.terrain,
        shoe=session.shoe,
    )


def _words(day: Day) -> Iterable[str]:
    """Every word of a day that somebody may look for, each once, in the order of the file."""
    return dict.fromkeys(word for word in _all_words(day) if word)


def _all_words(day: Day) -> Iterator[str | None]:
    if day.morning is not None:
        for pain in day.morning.pain or ():
            yield from _where(pain.site, pain.side)
        yield from _flags(day.morning.flags)
        yield day.morning.note
    if day.advice is not None:
        yield day.advice.rung.word
        yield day.advice.rung.word.replace("_", " ")
    if day.chosen is not None:
        yield day.chosen.kind
        yield day.chosen.why
    for session in day.planned:
        yield from (session.kind, session.terrain, session.shoe, session.note)
    for done in day.done:
        yield from (done.kind, done.session, done.terrain, done.shoe)
        for hurt in done.pain or ():
            yield from _where(hurt.site, hurt.side)
        yield from _flags(done.flags)
        yield done.note


def _where(site: str, side: str | None) -> Iterator[str]:
    """A site by its name in files and in words, with its side as people say it: `left knee (front)`."""
    yield site
    words = SITES[site].words if site in SITES else site.removeprefix(OTHER)
    yield f"{side} {words}" if side else words


def _flags(flags: tuple[str, ...] | None) -> Iterator[str]:
    for flag in flags or ():
        yield flag
        yield FLAGS.get(flag, "")
