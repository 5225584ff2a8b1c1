"""Everything that is stored of one day, as lines: advice with its reasons, morning, plan, choice, what was done, facts.

It lays out what the file says; it computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from planner.core import units as show
from planner.core.days import Pain, Planned
from planner.core.facts import Facts
from planner.core.record import Chosen, Day, Done
from planner.core.runtext import joined
from planner.core.runtext import words as run_words
from planner.core.settings import Settings
from planner.core.sites import FLAGS, place
from planner.core.values import fields
from planner.core.verdict import Caps, Form, Rung
from planner.core.words import referral_line, sign, verdict_word
from planner.tui.frame import EMPTY, Line, wrap

LABEL: Final = 10
YES: Final = ("stable", "night", "rest_pain", "hop_pain", "focal", "walk_pain", "worse_next_morning")
"""What may be said of a pain with yes or no."""


def lines(day: Day | str, settings: Settings, width: int, twice: str = "") -> list[Line]:
    """All of a day at a width; of a file that cannot be read, why. `twice` is said of two entries for one session."""
    if isinstance(day, str):
        return [row for part in day.splitlines() for row in wrap(part, width, style="error")]
    parts = [
        wrap(twice, width, style="warn") if twice else [],
        list(_advice(day, settings, width)),
        list(_morning(day, settings, width)),
        list(_session(day, settings, width)),
        list(_done(day, settings, width)),
        list(_facts(day.facts, width)),
    ]
    rows: list[Line] = []
    for part in parts:
        rows += [*([EMPTY] if rows and part else []), *part]
    return rows or [(("Nothing is stored of this day.", "dim"),)]


def _row(label: str, text: str, width: int, style: str = "") -> list[Line]:
    rows = wrap(text, width, first=f"{label:{LABEL}}", then=" " * LABEL, style=style)
    first = rows[0][0][0]
    return [((first[:LABEL], "dim"), (first[LABEL:], style)), *rows[1:]]


def _advice(day: Day, settings: Settings, width: int) -> Iterator[Line]:
    advice = day.advice
    if advice is None:
        return
    yield ((f" {sign(advice.rung)} {verdict_word(advice.rung)} ", f"verdict {advice.rung.word}"),)
    if advice.referral:
        yield from wrap(referral_line(advice.referral), width, style="warn")
    caps = ", ".join(_caps(advice.caps, advice.rung, settings))
    if caps:
        yield from _row("limits", caps, width)
    for reason in advice.reasons:
        yield from wrap(reason.because, width, first="- ", then="  ")


def _caps(caps: Caps, rung: Rung, settings: Settings) -> Iterator[str]:
    """What limited the day: a limit on a run goes unsaid where no run was left, minutes hold for any sport."""
    runs = rung >= Rung.MODIFIED_RUN
    if runs and caps.km is not None:
        yield f"at most {show.distance(caps.km, settings.units)}"
    if rung >= Rung.CROSS_TRAIN and caps.minutes is not None:
        yield f"at most {show.duration(caps.minutes)}"
    if not runs:
        return
    if caps.pain_stop is not None:
        yield f"stop above pain {caps.pain_stop}"
    yield from (["nothing hard"] if not caps.hard_allowed else [])
    yield from (["flat"] if not caps.hills_allowed else [])
    yield from (["walk and run"] if caps.form is Form.WALK_RUN else [])
    yield from (["indoors"] if caps.indoor else [])


def _morning(day: Day, settings: Settings, width: int) -> Iterator[Line]:
    said = day.morning
    if said is None:
        return
    marks = ", ".join(
        w for w, on in (("copied", said.copied), ("late", said.late), ("entered later", said.entered_later)) if on
    )
    at = _clock(said.at, day.date)
    yield (("Morning", "head bold"), ("  " + "  ".join(x for x in (at, marks) if x) if at or marks else "", "dim"))
    if said.sleep_h is not None:
        yield from _row("sleep", show.hours(said.sleep_h, settings.hours), width)
    rated = [
        f"{name} {value}"
        for name, value in (
            ("sleep quality", said.sleep_quality),
            ("fatigue", said.fatigue),
            ("soreness", said.soreness),
            ("stress", said.stress),
        )
        if value is not None
    ]
    if rated:
        yield from _row("ratings", ", ".join(rated) + " (7 worst)", width)
    if said.resting_pulse is not None:
        yield from _row("pulse", f"{said.resting_pulse} a minute", width)
    if said.hrv_ms is not None:
        yield from _row("HRV", f"{said.hrv_ms:g} ms", width)
    if said.pain is not None:
        for n, pain in enumerate(said.pain):
            yield from _row("" if n else "pain", _pain(pain), width)
        if not said.pain:
            yield from _row("pain", "none", width)
    if said.flags:
        yield from _row("said", ", ".join(FLAGS.get(f, f) for f in said.flags), width, "warn")
    for closed in said.closed:
        where = f" ({place(closed.site, closed.side)})" if closed.site else ""
        since = f" since {closed.on.isoformat()}" if closed.on else ""
        yield from _row("closed", f"{FLAGS.get(closed.matter, closed.matter)}{where}: {closed.how}{since}", width)
    if said.note:
        yield from _row("note", said.note, width)


def _pain(pain: Pain) -> str:
    more = [
        name.replace("_", " ") if value else f"not {name.replace('_', ' ')}"
        for name in YES
        if (value := getattr(pain, name)) is not None
    ]
    return f"{place(pain.site, pain.side)} {pain.score}/10" + (f" ({', '.join(more)})" if more else "")


def _session(day: Day, settings: Settings, width: int) -> Iterator[Line]:
    if not day.planned and day.chosen is None:
        return
    yield (("Plan", "head bold"),)
    if day.planned:
        yield from _row("planned", joined(day.planned, settings.units), width)
    for planned in day.planned:
        if planned.note:
            yield from _row("", planned.note, width)
        if planned.moved_from:
            yield from _row("", f"moved from {planned.moved_from.isoformat()}", width)
    if day.chosen is not None:
        yield from _chosen(day.chosen, settings, width)


def _chosen(chosen: Chosen, settings: Settings, width: int) -> Iterator[Line]:
    minutes = chosen.minutes if chosen.km is None else None
    session = Planned(kind=chosen.kind, km=chosen.km, minutes=minutes, terrain=chosen.terrain)
    what = run_words(session, settings.units) if chosen.kind or chosen.km or chosen.minutes else "as planned"
    by = "the advice" if chosen.by == "advice" else "your own"
    yield from _row("chosen", f"{by}: {what}", width)
    if chosen.why:
        yield from _row("why", chosen.why, width)
    for label, steps in (("warm-up", chosen.warm_up), ("cool-down", chosen.cool_down), ("ticked", chosen.ticked)):
        if steps:
            yield from _row(label, ", ".join(steps), width)


def _done(day: Day, settings: Settings, width: int) -> Iterator[Line]:
    for done in day.done:
        at = _clock(done.at, day.date)
        yield (("Done", "head bold"), (f"  {at}" if at else "", "dim"))
        yield from _row("what", _what(done, settings), width)
        if done.effort is not None:
            yield from _row("effort", f"{done.effort}/10", width)
        for n, hurt in enumerate(done.pain or ()):
            scores = [
                f"{word} {value}"
                for word, value in (("during", hurt.during), ("after", hurt.after))
                if value is not None
            ]
            yield from _row("" if n else "pain", f"{place(hurt.site, hurt.side)} {', '.join(scores)}", width)
        if done.pain == ():
            yield from _row("pain", "none", width)
        if done.flags:
            yield from _row("said", ", ".join(FLAGS.get(f, f) for f in done.flags), width, "warn")
        if done.ticked:
            yield from _row("ticked", ", ".join(done.ticked), width)
        if done.note:
            yield from _row("note", done.note, width)


def _what(done: Done, settings: Settings) -> str:
    kind = done.session or "easy" if done.kind == "run" else done.kind
    plan = Planned(
        kind=kind,
        km=done.km,
        minutes=done.minutes if done.km is None else None,
        climb_m=done.climb_m,
        terrain=done.terrain,
        shoe=done.shoe,
    )
    words = run_words(plan, settings.units)
    if done.km and done.minutes:
        words += f", {show.clock(done.minutes)} ({show.pace(done.minutes / done.km, settings.units)})"
    return words


def _facts(facts: Facts | None, width: int) -> Iterator[Line]:
    """What the rules saw beside the morning, by the names of the file."""
    if facts is None:
        return
    said = []
    for part in ("history", "person", "env", "shoe", "device"):
        value = getattr(facts, part)
        for field in fields(value):
            found = getattr(value, field.name)
            if found not in (None, (), False):
                shown = (
                    ", ".join(map(str, found))
                    if isinstance(found, tuple)
                    else f"{found:g}"
                    if isinstance(found, float)
                    else found
                )
                said.append(f"{field.name.replace('_', ' ')} {shown}")
    said += [f"open: {FLAGS.get(m.name, m.name)}" for m in facts.open]
    if said:
        yield (("What the rules saw", "head bold"),)
        yield from wrap("; ".join(said), width, style="dim")


def _clock(at: datetime | None, on: date) -> str:
    if at is None:
        return ""
    return f"{at:%H:%M}" if at.date() == on else f"{at:%Y-%m-%d %H:%M}"
