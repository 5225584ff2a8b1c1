"""Closing a day after what was done: as planned or told, and what the evening asks for when it hurt or a sign was seen.

The evening is judged by the rules of the morning: the pain of the run and its signs as they are now, and the next day
under them. It diagnoses nothing; it refuses to know files, clocks and screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from planner.core.advise import advise
from planner.core.answer import Context
from planner.core.days import Morning, Pain, Planned
from planner.core.facts import Scenario
from planner.core.record import Day, Done, DonePain, Shoe
from planner.core.rule import Rulebook
from planner.core.rules import ALL, BY_ID
from planner.core.shoes import offered
from planner.core.sites import EMERGENCY, FLAGS, GAIT, ILLNESS, RED_FLAGS, place
from planner.core.tomorrow import after, done_of, sessions
from planner.core.values import dataclass, replace
from planner.core.verdict import Reason, Referral, Rung
from planner.core.words import reason_line, referral_line, verdict_word

ASKS: Final = frozenset({*RED_FLAGS, *ILLNESS, *GAIT})
"""Signs that an evening must not pass over."""
_STOP: Final = (BY_ID["pain-stop"],)
_SIGNS: Final = tuple(r for r in ALL if r.family in ("flags", "pain", "illness"))
"""Rules that an evening can ask: those over load, plan and weather look at a day before its run."""


@dataclass(frozen=True, kw_only=True)
class Above:
    """A pain of the run above the level at which a run should stop."""

    pain: DonePain
    score: int
    """The greater of during and after."""
    level: int


@dataclass(frozen=True, kw_only=True)
class Tonight:
    """What the evening asks for, and the next day's ceilings."""

    above: tuple[Above, ...]
    """Worst first."""
    flags: tuple[str, ...]
    """In the order of the list of flags."""
    referral: Referral
    """Whom to see, by the rules over the run's pains and signs as they are now, and over the next morning."""
    reasons: tuple[Reason, ...]
    """Why, gentlest first; only what lowers or refers."""
    same: Rung
    """The most that the next day allows when everything is in the morning as bad as it was on the run."""
    well: Rung
    """The most that it allows when nothing hurts by then and no new sign is there; what is open stays open."""
    words: tuple[str, ...]
    """What to do, a sentence each."""


def as_planned(day: Day, book: Rulebook, shoes: Iterable[Shoe] = (), today: date | None = None) -> tuple[Done, ...]:
    """What was chosen, else what was planned, as done just so; empty when the day had neither.

    Of `shoes` a pair that was retired by then was not worn, whatever the plan named; `today` is the date of now.
    """
    found = day.planned if day.chosen is None else sessions(day, book)
    return tuple(done_of(wearable(p, shoes, day.date, today)) for p in found)


def wearable(plan: Planned, shoes: Iterable[Shoe], on: date, today: date | None = None) -> Planned:
    """A plan without its pair where that was retired by its date."""
    pair = next((s for s in shoes if s.id == plan.shoe), None)
    return plan if pair is None or offered(pair, on, today or on) else replace(plan, shoe=None)


def close(day: Day, done: Iterable[Done], *, replace_all: bool = False) -> Day:
    """A day with more done, or with nothing else done than this."""
    return replace(day, done=tuple(done) if replace_all else (*day.done, *done))


def told(done: tuple[Done, ...], at: datetime | None, **said: object) -> tuple[Done, ...]:
    """What was done with what was told of it (effort, pain, flags, shoe, note): of several the run, else the first."""
    if not done:
        return done
    main = next((n for n, d in enumerate(done) if d.kind == "run"), 0)
    fields = {name: value for name, value in said.items() if value is not None}
    stamped = tuple(replace(d, at=at) for d in done)
    changed = replace(stamped[main], **fields)  # type: ignore[arg-type]  # the caller's keywords are fields of Done
    return (*stamped[:main], changed, *stamped[main + 1 :])


def tonight(context: Context, day: Day, units: str = "km") -> Tonight | None:
    """What the evening of a day asks for, by what was said of what was done on it; None when nothing does.

    `context` is that of the day's date. It speaks up for a pain above its stop level, a limp or changed stride, an
    illness or a red flag.
    """
    flags = tuple(f for f in FLAGS if any(f in (d.flags or ()) for d in day.done))
    pains = _pains(day.done)
    above = tuple(_above(day.done, flags, context.book))
    asked = tuple(f for f in flags if f in ASKS)
    if not (above or asked):
        return None
    now = advise(Scenario(flags=frozenset(flags), pain=pains), context.book, _SIGNS)
    then = after(context, day)
    gait = tuple(f for f in flags if f in GAIT)
    same = then.answer(Morning(pain=pains, flags=gait), ()).advice
    well = then.answer(Morning(pain=(), flags=()), ()).advice
    reasons = tuple(r for r in now.reasons if r.finding.ceiling < Rung.RUN or r.finding.referral)
    found = Tonight(
        above=above,
        flags=asked,
        referral=max(now.referral, same.referral, well.referral),
        reasons=reasons,
        same=min(same.rung, well.rung),
        well=well.rung,
        words=(),
    )
    return replace(found, words=tuple(_words(found, units)))


def _pains(done: Iterable[Done]) -> tuple[Pain, ...]:
    """The pains of what was done, each by its greatest score."""
    worst: dict[tuple[str, str | None], int] = {}
    for d in done:
        for p in d.pain or ():
            where = (p.site, p.side)
            worst[where] = max(worst.get(where, 0), p.during or 0, p.after or 0)
    return tuple(Pain(site=site, side=side, score=score) for (site, side), score in worst.items())


def _above(done: Iterable[Done], flags: tuple[str, ...], book: Rulebook) -> list[Above]:
    """The pains above their own stop level, worst first."""
    worst: dict[tuple[str, str | None], Above] = {}
    for d in done:
        for p in d.pain or ():
            score = max(p.during or 0, p.after or 0)
            level = _level(p, score, flags, book)
            seen = worst.get((p.site, p.side))
            if level is not None and score > level and (seen is None or score > seen.score):
                worst[(p.site, p.side)] = Above(pain=p, score=score, level=level)
    return sorted(worst.values(), key=lambda a: (-a.score, a.pain.site, a.pain.side or ""))


def _level(p: DonePain, score: int, flags: tuple[str, ...], book: Rulebook) -> int | None:
    """The stop level of one pain by the rule itself; None where it does not hurt."""
    here = Scenario(pain=(Pain(site=p.site, side=p.side, score=score),), flags=frozenset(flags))
    return advise(here, book, _STOP).caps.pain_stop


def _words(t: Tonight, units: str) -> Iterable[str]:
    """Whom to see first, then what to do and leave, then the next day."""
    if t.referral:
        yield referral_line(t.referral)
    if any(f in EMERGENCY for f in t.flags):
        yield "Do not stay alone, do not drive yourself, no more load today."
    for a in t.above:
        where = place(a.pain.site, a.pain.side)
        during = "during" if (a.pain.during or 0) == a.score else "after"
        stop = f"a run there stops above {a.level}" if a.level else "any pain there stops a run"
        yield f"{where[:1].upper()}{where[1:]} {a.score}/10 {during}: {stop}. No more load on it today."
    if t.above:
        yield "It should be back to usual within 60 min and no worse tomorrow morning; say it in the check-in if not."
    if any(f in GAIT for f in t.flags):
        yield "No more running or jumping today; walk no farther than you can without a limp."
    if any(f in ILLNESS for f in t.flags):
        yield "No more training today."
    shown = {a.pain.site for a in t.above}
    for r in t.reasons:
        if r.rule != "gait" and not (shown and r.rule.startswith("pain-")):
            line = reason_line(r, units)
            yield f"{line[:1].upper()}{line[1:]}."
    yield _next_day(t)


def _next_day(t: Tonight) -> str:
    if t.same == t.well:
        return f"Tomorrow: {_at_most(t.same)}. What you said stays open until you close it."
    return f"Tomorrow: {_at_most(t.same)} if it is as it was today, {_at_most(t.well)} if nothing hurts by then."


def _at_most(rung: Rung) -> str:
    word = verdict_word(rung).lower()
    return word if rung in (Rung.REST, Rung.RUN) else f"{word} at most"
