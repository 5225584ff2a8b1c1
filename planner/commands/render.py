"""A day in plain words, and as the values that JSON gives: verdict, reasons, steps, shoes, the choice, tomorrow.

It puts what `core` says into lines; it computes nothing and knows no file. Lines may be longer than a terminal is wide:
it wraps them itself, and a screen reader reads each as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.core import answer as answers
from planner.core import runtext, showing
from planner.core.advise import allowed, would_change
from planner.core.answer import Answer, Context
from planner.core.assemble import the_plan
from planner.core.baseline import FROM
from planner.core.facts import Matter
from planner.core.open_matters import BONE, still_open
from planner.core.prepare import Prepared
from planner.core.record import Chosen, Day, Done
from planner.core.rule import Rulebook
from planner.core.settings import Settings
from planner.core.sites import FLAGS, place
from planner.core.steps import Picked
from planner.core.tomorrow import Tomorrow
from planner.core.units import distance, duration, plain
from planner.core.values import dataclass, replace
from planner.core.words import headline, learning, listed, reason_line, referral_line, sign, verdict_word

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """All that is shown of a checked-in day."""

    context: Context
    day: Day
    answer: Answer
    prepared: Prepared
    tomorrow: Tomorrow
    back: str = ""
    """Where the way back stands; empty when there is none, or the day is no day for it."""

    @property
    def settings(self) -> Settings:
        """The runner's settings."""
        return self.context.record.settings


def stored_answer(day: Day, book: Rulebook) -> Answer | None:
    """The answer of a stored day: its verdict as it was saved, with the reasons behind it worked out again.

    None without a check-in. Rules that changed since then change no stored verdict.
    """
    if day.morning is None or day.facts is None or day.advice is None:
        return None
    again = answers.again(day.morning, day.planned, day.facts, book)
    saved = day.advice
    advice = replace(again.advice, rung=saved.rung, referral=saved.referral, caps=saved.caps, warnings=saved.warnings)
    return replace(again, advice=advice)


def date_line(day: Day) -> str:
    """`Mon 23 Nov 2026`, in English whatever the locale."""
    on = day.date
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def verdict_lines(shown: Shown) -> Iterator[str]:
    """The verdict with what is left of the run, whom to see, the stop level and the plan."""
    answer, units = shown.answer, shown.settings.units
    advice, plan = answer.advice, answer.plan
    word = verdict_word(advice.rung)
    if plan is not None and plan.kind == "race":
        word = "START" if answer.starts else "DO NOT START"
    yield f"{word} {sign(advice.rung)}  {headline(advice, plan, units, answer.scenario)}"
    if advice.referral:
        yield referral_line(advice.referral)
    stop = showing.stop_line(shown.context, answer)
    if stop:
        yield f"{stop}."
    yield f"Plan: {runtext.joined(shown.day.planned, units) if shown.day.planned else 'no run was planned'}"


def reason_lines(shown: Shown, *, how: bool = True) -> Iterator[str]:
    """The reasons that count today, each with its sources; what is open, and `how` it is closed; what would change."""
    answer, units, book = shown.answer, shown.settings.units, shown.context.book
    for reason in showing.shown(shown.context, answer):
        yield f"- {reason_line(reason, units)}  [{', '.join(reason.sources)}]"
    still = learning(shown.context.record.mornings, FROM)
    if still:
        yield f"{still}."
    closed = shown.day.morning.closed if shown.day.morning else ()
    for m in still_open(answer.facts.open, closed):
        what = ":".join(part for part in (m.name, m.site, m.side) if part)
        close = f"--cleared {what}" if m.name == BONE else f"--gone {what} or --cleared {what}"
        stays = f" It stays open until a check-in says {close}." if how else ""
        yield f"Open since {m.since}: {matter_words(m)}.{stays}"
    for change in would_change(answer.scenario, answer.advice, book, units):
        km = f", {distance(change.km, units)} at most" if change.km is not None else ""
        yield f"Would change it: {change.change} -> {verdict_word(change.rung)}{km}"


def matter_words(m: Matter) -> str:
    """An open matter in a few words."""
    if m.name == BONE:
        return f"may be bone, {place(m.site, m.side)}" if m.site else "a bone suspicion"
    return FLAGS.get(m.name, m.name)


def step_lines(shown: Shown) -> Iterator[str]:
    """The way back, warm-up, cool-down, what to do instead, strength and shoes."""
    prepared, units = shown.prepared, shown.settings.units
    if shown.back:
        yield f"Way back: {shown.back}"
    for name, picked in (
        ("Instead", prepared.cross_train),
        ("Warm-up", prepared.warm_up),
        ("Cool-down", prepared.cool_down),
        ("Strength today", prepared.strength),
    ):
        if picked:
            yield f"{name}: {'; '.join(f'{p.step.name}, {p.dose}' for p in picked)}"
    choice = prepared.shoe
    if choice is not None and choice.shoe is not None:
        names = {s.id: s.name for s in shown.context.record.shoes}
        worn = shown.context.record.worn.get(choice.shoe)
        km = f", {distance(worn.km, units)}" if worn and worn.km is not None else ""
        why = "; ".join((*choice.against, *choice.reasons[:2]))
        yield f"Shoes: {names.get(choice.shoe, choice.shoe)}{km}" + (f": {why}" if why else "")
        yield from (w.words for w in choice.warnings)
    elif choice is not None and choice.against:
        yield f"Shoes: {'; '.join((*choice.against, *choice.reasons))}"


def choice_lines(shown: Shown) -> Iterator[str]:
    """What was chosen, or that a choice is open and how it is made."""
    answer, units = shown.answer, shown.settings.units
    chosen = shown.day.chosen
    if chosen is not None:
        yield f"Chosen: {chosen_words(chosen, units)}" + (_by(chosen) if answer.offered else ", as planned")
    elif answer.offered and answer.plan is not None:
        taken, kept = offer_words(answer, units)
        why = " WHY" if answer.needs_reason else ""
        yield f"To choose: check in again with --take for {taken}, or --keep{why} for {kept}."


def offer_words(answer: Answer, units: str) -> tuple[str, str]:
    """What taking the advice means, and what keeping the plan does."""
    plan = answer.plan
    if plan is not None and plan.kind == "race":
        return "not starting", "starting all the same"
    left, back = answers.left(answer), listed(answers.put_back(answer))
    taken = (runtext.words(left, units) if left else "the advice") + answers.how(answer)
    return taken + (f", with {back} put back" if back else ""), (runtext.words(plan, units) if plan else "the plan")


def chosen_words(chosen: Chosen, units: str) -> str:
    """A choice as the run language says it."""
    parts = [
        distance(chosen.km, units) if chosen.km is not None else "",
        duration(chosen.minutes) if chosen.minutes is not None else "",
        chosen.kind or "",
        chosen.terrain or "",
    ]
    return " ".join(p for p in parts if p) or "easy"


def _by(chosen: Chosen) -> str:
    if chosen.by == "advice":
        return ", the advice"
    return ", your own plan" + (f": {chosen.why}" if chosen.why else "")


def done_words(done: Done, units: str) -> str:
    """What was done in one line."""
    what = (distance(done.km, units) if done.km is not None else "", done.session or done.kind, done.terrain or "")
    parts = [
        " ".join(p for p in what if p),
        f"{plain(done.minutes)} min" if done.minutes is not None else "",
        f"effort {done.effort}" if done.effort is not None else "",
        done.shoe or "",
    ]
    said = [", ".join(p for p in parts if p)]
    for p in done.pain or ():
        numbers = [f"{n}/10 {when}" for n, when in ((p.during, "during"), (p.after, "after")) if n is not None]
        said.append(f"{place(p.site, p.side)} {', '.join(numbers)}")
    said += [FLAGS.get(f, f) for f in done.flags or ()]
    return "; ".join(said)


def as_json(shown: Shown) -> dict[str, object]:
    """`planner today --json` of a checked-in day. Kilometres, minutes."""
    answer, day = shown.answer, shown.day
    advice = answer.advice
    km, minutes = chosen_numbers(day.chosen) if day.chosen is not None else allowed(advice, answer.plan)
    saved = day.advice.reasons if day.advice else ()
    return {
        "date": day.date.isoformat(),
        "rung": advice.rung.word,
        "referral": advice.referral.word,
        "km": km,
        "minutes": minutes,
        "pain_stop": advice.caps.pain_stop,
        "reasons": [{"rule": r.rule, "because": r.because} for r in saved],
        "warnings": list(advice.warnings),
        "warm_up": steps_json(shown.prepared.warm_up),
        "cool_down": steps_json(shown.prepared.cool_down),
        "strength": steps_json(shown.prepared.strength),
        "cross_train": steps_json(shown.prepared.cross_train),
        "shoe": _shoe_json(shown),
        "tomorrow": shown.tomorrow.words,
        "chosen": None if day.chosen is None else _chosen_json(day.chosen),
    }


def chosen_numbers(chosen: Chosen) -> tuple[float | None, float | None]:
    """Kilometres and minutes as chosen."""
    return chosen.km, chosen.minutes


def steps_json(picked: Sequence[Picked]) -> list[dict[str, object]]:
    """Steps as JSON gives them."""
    return [{"id": p.step.id, "name": p.step.name, "dose": p.dose, "because": p.because} for p in picked]


def _shoe_json(shown: Shown) -> dict[str, object] | None:
    choice = shown.prepared.shoe
    if choice is None or choice.shoe is None:
        return None
    names = {s.id: s.name for s in shown.context.record.shoes}
    because = [*choice.against, *choice.reasons]
    return {"id": choice.shoe, "name": names.get(choice.shoe, choice.shoe), "because": because}


def _chosen_json(chosen: Chosen) -> dict[str, object]:
    """A choice with the keys of a day file; what was not said is null."""
    return {
        "by": chosen.by,
        "why": chosen.why,
        "kind": chosen.kind,
        "km": chosen.km,
        "minutes": chosen.minutes,
        "terrain": chosen.terrain,
        "warm_up": list(chosen.warm_up),
        "cool_down": list(chosen.cool_down),
    }


def day_lines(shown: Shown) -> Iterable[str]:
    """A checked-in day, whole."""
    yield date_line(shown.day)
    yield from verdict_lines(shown)
    yield from reason_lines(shown)
    yield from step_lines(shown)
    yield from choice_lines(shown)
    for done in shown.day.done:
        yield f"Done: {done_words(done, shown.settings.units)}"
    yield f"Tomorrow: {shown.tomorrow.words}"


def before_lines(context: Context, day: Day, then: Tomorrow) -> Iterator[str]:
    """A day before its check-in: the plan, what is open, what was done already."""
    units = context.record.settings.units
    yield date_line(day)
    yield f"Plan: {runtext.joined(day.planned, units) if day.planned else 'no run is planned'}"
    yield "Not checked in yet: planner asks, or planner check-in takes the answers as options."
    for m in context.answer(None, ()).facts.open:
        yield f"Open since {m.since}: {matter_words(m)}."
    for done in day.done:
        yield f"Done: {done_words(done, units)}"
    if day.planned or day.done:
        yield f"Tomorrow: {then.words}"


def before_json(day: Day, then: Tomorrow) -> dict[str, object]:
    """`planner today --json` before the check-in: kilometres and minutes as planned, no rung."""
    plan = the_plan(day.planned)
    run = plan if plan is not None and plan.is_run else None
    return {
        "date": day.date.isoformat(),
        "rung": None,
        "referral": None,
        "km": run.km if run else None,
        "minutes": run.minutes if run else None,
        "pain_stop": None,
        "reasons": [],
        "warnings": [],
        "warm_up": [],
        "cool_down": [],
        "strength": [],
        "cross_train": [],
        "shoe": None,
        "tomorrow": then.words,
        "chosen": None,
    }
