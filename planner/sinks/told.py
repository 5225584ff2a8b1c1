"""What a day says outside the planner, whatever the format: clean text, labelled lines, months, and no health unasked.

Health is what somebody feels, has, or wrote in words of their own. A day that may be shared is made from what is known
to be harmless, so that whatever a day will hold one day stays at home until it is listed here. It refuses to know
formats, files and clocks.
"""

from __future__ import annotations

import re
from calendar import day_abbr, month_name
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from planner.core import plans, runtext, units
from planner.core.days import Morning, Planned
from planner.core.record import Chosen, Day, Done
from planner.core.settings import Settings
from planner.core.sites import FLAGS, place
from planner.core.typed import hidden
from planner.core.values import replace
from planner.core.verdict import Caps, Referral, SavedAdvice
from planner.core.words import referral_line, verdict_word

LABELS: Final = ("Planned", "Advised", "Done", "Morning", "Pain", "Signs", "Why", "Notes")
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Everything that any reader may take for the end of a line."""


def clean(text: str) -> str:
    """A text without what terminals and sheets would obey; every line of it ends with `\\n`, tabs are blanks."""
    if text.isascii() and text.isprintable():
        return text
    one = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return "".join(c for c in one if not hidden(c) and not "\ud800" <= c <= "\udfff")


def told(days: Iterable[Day], *, health: bool) -> list[Day]:
    """The days as they may be told."""
    return list(days) if health else [shareable(day) for day in days]


def shareable(day: Day) -> Day:
    """A day without health: what was planned, advised, taken and done, in numbers and words of a list."""
    advice, chosen = day.advice, day.chosen
    return Day(
        date=day.date,
        advice=advice and SavedAdvice(rung=advice.rung, referral=Referral.NONE, caps=Caps()),
        chosen=chosen
        and Chosen(by=chosen.by, kind=chosen.kind, km=chosen.km, minutes=chosen.minutes, terrain=chosen.terrain),
        planned=tuple(
            Planned(
                kind=p.kind, km=p.km, minutes=p.minutes, pace=p.pace, climb_m=p.climb_m, terrain=p.terrain, shoe=p.shoe
            )
            for p in day.planned
        ),
        done=tuple(
            Done(
                kind=d.kind,
                session=d.session,
                km=d.km,
                minutes=d.minutes,
                climb_m=d.climb_m,
                terrain=d.terrain,
                shoe=d.shoe,
                effort=d.effort,
            )
            for d in day.done
        ),
    )


def lines(day: Day, settings: Settings) -> dict[str, list[str]]:
    """What a day says, by labels in their order, without those that say nothing. Units are the runner's."""
    said = (
        [words(planned, settings.units) for planned in day.planned],
        list(_advised(day, settings.units)),
        [_done(done, settings.units) for done in day.done],
        list(_morning(day.morning, settings)) if day.morning else [],
        pains(day),
        signs(day),
        why(day),
        notes(day),
    )
    return {label: texts for label, texts in zip(LABELS, said, strict=True) if texts}


def months(days: Iterable[Day], distances: str) -> Iterator[tuple[str, str, list[Day]]]:
    """The days by month: its name, what was run in it in `distances` (km or mi), its days."""
    for (year, month), group in groupby(days, lambda day: (day.date.year, day.date.month)):
        those = list(group)
        sums = plans.sums(those)
        run = f"{units.distance(sums.done_km, distances)} in {sums.runs} run{'' if sums.runs == 1 else 's'}"
        yield f"{month_name[month]} {year}", run if sums.runs else "no runs", those


def date_words(day: Day) -> str:
    """`Tue 2026-11-24`."""
    return f"{day_abbr[day.date.weekday()]} {day.date.isoformat()}"


def period(days: Sequence[Day]) -> str:
    """From when to when the days are."""
    return f"{days[0].date.isoformat()} to {days[-1].date.isoformat()}" if days else "no days"


def words(session: Planned, distances: str) -> str:
    """A session in the run language, its distance in `distances` (km or mi) to the hundredth, as people say it."""
    if session.km is not None:
        session = replace(session, km=units.to_km(round(units.from_km(session.km, distances), 2), distances))
    return runtext.words(session, distances)


def chosen_words(chosen: Chosen, distances: str) -> str:
    """What was taken, in the run language; nothing where it was not said."""
    if chosen.kind is None and chosen.km is None and chosen.minutes is None:
        return ""
    minutes = chosen.minutes if chosen.km is None else None
    session = Planned(kind=chosen.kind, km=chosen.km, minutes=minutes, terrain=chosen.terrain)
    return words(session, distances)


def pains(day: Day) -> list[str]:
    """Every pain of a day above 0: place and score, in the morning, on a run and after it."""
    found = [
        f"{_place(p.site, p.side)} {p.score}/10 in the morning"
        for p in (day.morning.pain if day.morning else None) or ()
        if p.score
    ]
    for p in (hurt for done in day.done for hurt in done.pain or () if hurt.during or hurt.after):
        scores = (f"{n}/10 {when}" for n, when in ((p.during, "on the run"), (p.after, "after it")) if n is not None)
        found.append(f"{_place(p.site, p.side)} {', '.join(scores)}")
    return found


def signs(day: Day) -> list[str]:
    """Illness, warning signs and painkillers of a day, each once."""
    raised = [*((day.morning.flags if day.morning else None) or ()), *(f for d in day.done for f in d.flags or ())]
    return [FLAGS.get(flag, flag) for flag in dict.fromkeys(raised)]


def why(day: Day) -> list[str]:
    """The reasons that were given for the advice, and whom to see."""
    advice = day.advice
    said = [*(r.because for r in advice.reasons), referral_line(advice.referral)] if advice else []
    return [text for text in said if text]


def notes(day: Day) -> list[str]:
    """What the runner wrote that day."""
    said = [planned.note for planned in day.planned]
    said += [day.morning.note if day.morning else None, day.chosen.why if day.chosen else None]
    return [text for text in (*said, *(done.note for done in day.done)) if text]


def _advised(day: Day, distances: str) -> Iterator[str]:
    """The verdict and what was taken of it, with its numbers where they are not those of the plan."""
    advice, chosen = day.advice, day.chosen
    parts = [verdict_word(advice.rung).lower()] if advice else []
    if chosen:
        parts.append("taken" if chosen.by == "advice" else "own choice")
        as_planned = any(_says_no_other(chosen, planned) for planned in day.planned)
        what = chosen_words(chosen, distances)
        if what and not as_planned and what not in parts:
            parts[-1] += f": {what}"
    if parts:
        yield ", ".join(parts)


def _says_no_other(chosen: Chosen, planned: Planned) -> bool:
    """Whether what was taken is the plan, as far as it was said."""
    said = (chosen.kind, planned.kind), (chosen.km, planned.km), (chosen.minutes, planned.minutes)
    return all(taken in (None, plan) for taken, plan in said)


def _done(done: Done, distances: str) -> str:
    kind = done.session or "easy" if done.kind == "run" else done.kind
    minutes = done.minutes if done.km is None else None
    session = Planned(kind=kind, km=done.km, minutes=minutes, climb_m=done.climb_m, terrain=done.terrain)
    parts = [words(session, distances)]
    if done.km and done.minutes:
        parts.append(f"{units.clock(done.minutes)} ({units.pace(done.minutes / done.km, distances)})")
    parts += [done.shoe] if done.shoe else []
    parts += [f"effort {done.effort}/10"] if done.effort is not None else []
    return ", ".join(parts)


def _morning(said: Morning, settings: Settings) -> Iterator[str]:
    rated = (
        ("sleep quality", said.sleep_quality),
        ("fatigue", said.fatigue),
        ("soreness", said.soreness),
        ("stress", said.stress),
    )
    ratings = [f"{name} {value}" for name, value in rated if value is not None]
    parts = [f"slept {units.hours(said.sleep_h, settings.hours)}"] if said.sleep_h is not None else []
    parts += [f"{', '.join(ratings)} (7 worst)"] if ratings else []
    parts += [f"pulse {said.resting_pulse}"] if said.resting_pulse is not None else []
    parts += [f"HRV {said.hrv_ms:g} ms"] if said.hrv_ms is not None else []
    if parts:
        yield ", ".join(parts)


def _place(site: str, side: str | None) -> str:
    return place(site, side).removeprefix("your ")
