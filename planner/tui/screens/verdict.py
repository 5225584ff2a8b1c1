"""The picture of an answer: verdict, what is left of the run, reasons, offer, steps, shoes.

Sign, word and colour say the same thing, so that any one of them is enough. It shows and computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.core import runtext
from planner.core.answer import left
from planner.core.steps import Picked
from planner.core.units import distance
from planner.core.verdict import Advice, Reason, Rung
from planner.core.words import EDUCATION, headline, reason_line, referral_line, sign, verdict_word
from planner.tui.controller import MorningPage
from planner.tui.frame import EMPTY, Line, cut, wrap

QUIET = frozenset({"never", "weekly", "on_change", "due_day", "hard_days"})


def badge(page: MorningPage) -> Line:
    """The verdict with its sign, or that it is still open."""
    rung = page.shown_rung
    if rung is None:
        n = page.open_count
        return (("( ) ...", "wait"), (f"  {n} question{'s' if n != 1 else ''} to go", "dim"))
    word = verdict_word(rung)
    plan = page.answer.plan
    if page.complete and plan is not None and plan.kind == "race":
        word = "START" if page.answer.starts else "DO NOT START"
    more = "" if page.complete else "  so far"
    return ((f" {sign(rung)} {word} ", f"verdict {rung.word}"), (more, "dim"))


def top_reasons(page: MorningPage) -> list[Reason]:
    """The reasons that a screen puts first: those that hold the day down, then the warnings that are always shown."""
    advice: Advice = page.answer.advice
    entries = page.context.book.entries
    shown = []
    for reason in advice.reasons:
        f = reason.finding
        lowers = f.ceiling < 3 or f.referral or f.caps.km is not None or f.caps.minutes is not None
        lowers = bool(lowers or not f.caps.hard_allowed or f.caps.pain_stop is not None or f.caps.indoor)
        entry = entries.get(reason.rule)
        if not page.complete and reason.rule == "missing-pain":
            continue
        if lowers or entry is None or entry.show not in QUIET:
            shown.append(reason)
    return shown


def offer(page: MorningPage) -> Line:
    """The two keys of a choice, each with what it means."""
    answer, units = page.answer, page.settings.units
    session = left(answer)
    plan = answer.plan
    taken = runtext.words(session, units) if session else "the advice"
    kept = runtext.words(plan, units) if plan else "your plan"
    if plan is not None and plan.kind == "race":
        taken, kept = "not starting", "start all the same"
    return ((" m", "key"), (f" take {taken}   ", "bold"), ("k", "key"), (f" keep {kept}", "bold"))


def _head(page: MorningPage, width: int) -> list[Line]:
    answer, units = page.answer, page.settings.units
    rows = [badge(page)]
    if page.shown_rung is not None:
        line = headline(answer.advice, answer.plan, units, answer.scenario)
        rows += wrap(line[:1].upper() + line[1:], width, style="bold")
        stop = answer.advice.caps.pain_stop
        if stop is not None and answer.advice.rung >= Rung.MODIFIED_RUN:
            rows += wrap(f"Stop if any pain goes above {stop}/10" if stop else "Stop at any pain", width, style="warn")
        referral = referral_line(answer.advice.referral)
        if referral:
            rows += wrap(referral, width, style="error" if answer.advice.referral >= 3 else "warn bold")
    return rows


def _chosen(page: MorningPage, width: int) -> list[Line]:
    chosen = page.draft.chosen
    if chosen is None or not page.complete:
        return []
    if chosen.by == "own":
        why = f": {chosen.why}" if chosen.why else ""
        return wrap(f"You keep your plan{why}", width, style="warn")
    return wrap("You take it", width, style="answer") if page.answer.offered else []


def _reasons(page: MorningPage, width: int, most: int) -> list[Line]:
    """Reasons in full while they fit, then how many more there are."""
    shown = top_reasons(page)
    rows: list[Line] = []
    for n, reason in enumerate(shown):
        lines = wrap(reason_line(reason, page.settings.units), width, first="- ")
        last = n == len(shown) - 1
        if rows and len(rows) + len(lines) > most - (0 if last else 1):
            key = page.keymap.key("morning.reasons")
            rows.append(((f"  {len(shown) - n} more: {key}", "dim"),))
            break
        rows += lines
    return rows


def panel(page: MorningPage, width: int, room: int) -> list[Line]:
    """The right column."""
    rows = [*_head(page, width), *_chosen(page, width)]
    if not page.complete and page.shown_rung is None:
        rows += _welcome(page, width)
        return rows[:room]
    extra = sections(page, width)
    need = sum(len(s) + 1 for s in extra)
    rows += _reasons(page, width, max(room - len(rows) - need, 4))
    for section in extra:
        if len(rows) + len(section) + 1 > room:
            continue
        rows += [EMPTY, *section]
    return rows


def short(page: MorningPage, width: int, room: int) -> list[Line]:
    """The advice under the form, in the lines that are left."""
    rows = [*_head(page, width), *_chosen(page, width)]
    if page.complete or page.shown_rung is not None:
        extra = [row for section in sections(page, width, brief=True) for row in section]
        rows += _reasons(page, width, max(room - len(rows) - len(extra), 2))
        rows += extra
    return rows[:room]


def sections(page: MorningPage, width: int, *, brief: bool = False) -> list[list[Line]]:
    """Warm-up, cool-down, another sport, shoes: each a heading and its lines."""
    prepared = page.prepared
    units = page.settings.units
    if brief:
        found = _brief_steps(page, width)
    else:
        parts = (
            ("Instead", prepared.cross_train[:3]),
            ("Warm-up", prepared.warm_up),
            ("Cool-down", prepared.cool_down),
        )
        found = [[_heading(words), *_steps(picked, width)] for words, picked in parts if picked]
    if prepared.strength and not brief:
        minutes = sum(p.seconds for p in prepared.strength) / 60
        words = f"{len(prepared.strength)} exercises, {minutes:.0f} min"
        found.append([_heading("Strength today"), *wrap(words, width, first=" ")])
    shoe = prepared.shoe
    if shoe is not None and shoe.shoe is not None:
        names = {s.id: s.name for s in page.context.record.shoes}
        worn = page.context.record.worn.get(shoe.shoe)
        km = f", {distance(worn.km, units)}" if worn and worn.km is not None else ""
        why = "; ".join((*shoe.against, *shoe.reasons[:1]))
        words = f"{names.get(shoe.shoe, shoe.shoe)}{km}" + (f": {why}" if why else "")
        found.append(
            wrap(words, width, first="Shoes ") if brief else [_heading("Shoes"), *wrap(words, width, first=" ")]
        )
    return found


def _heading(words: str) -> Line:
    return ((words, "head bold"),)


def _steps(picked: Sequence[Picked], width: int) -> list[Line]:
    return [row for n, p in enumerate(picked, 1) for row in wrap(f"{p.step.name}, {p.dose}", width, first=f" {n} ")]


def _brief_steps(page: MorningPage, width: int) -> list[list[Line]]:
    """One line each for what comes before and instead, where there is no room for more."""
    found: list[list[Line]] = []
    for words, picked in (("Instead", page.prepared.cross_train[:3]), ("Before", page.prepared.warm_up)):
        if picked:
            names = ", ".join(p.step.name for p in picked)
            found.append([((f"{words} ", "head bold"), (cut(names, width - len(words) - 1), ""))])
    return found


def _welcome(page: MorningPage, width: int) -> list[Line]:
    """What is said before anything was ever saved."""
    if page.context.record.days:
        return []
    return [
        EMPTY,
        *wrap("Good morning. Five answers and 0 for no pain, then Enter: that is the day.", width),
        EMPTY,
        *wrap(f"{page.keymap.key('app.settings')} says your usual long run, your week and your units.", width),
        EMPTY,
        *wrap(EDUCATION, width, style="dim"),
    ]
