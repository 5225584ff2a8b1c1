"""The picture of an answer: verdict, what is left of the run, reasons, offer, steps, shoes.

Sign, word and colour say the same thing, so that any one of them is enough. It shows and computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from planner.core import showing
from planner.core.answer import how, left, put_back
from planner.core.baseline import FROM
from planner.core.days import Planned
from planner.core.steps import Picked
from planner.core.units import distance, duration
from planner.core.verdict import Reason, Referral, Rung
from planner.core.way_back import away_words, is_away
from planner.core.words import EDUCATION, headline, learning, listed, reason_line, referral_line, sign, verdict_word
from planner.tui.controller import MorningPage
from planner.tui.frame import EMPTY, Line, beside, cells, length, wrap
from planner.tui.screens import lately
from planner.tui.screens.parts import session_words

WIDE_PANEL: Final = 48
"""Cells from which a column also holds longer texts."""
SOME: Final = 10
"""Lines below which such a text is not begun."""


def badge(page: MorningPage) -> Line:
    """The verdict with its sign, or that it is still open."""
    rung = page.shown_rung
    if rung is None:
        n = page.open_count
        return (("( ) ...", "wait"), (f"  {n} question{'s' if n != 1 else ''} to go", ""))
    word = verdict_word(rung)
    plan = page.answer.plan
    if page.complete and plan is not None and plan.kind == "race":
        word = "START" if page.answer.starts else "DO NOT START"
    more = "" if page.complete else "  so far"
    return ((f" {sign(rung)} {word} ", f"verdict {rung.word}"), (more, "dim"))


def top_reasons(page: MorningPage) -> list[Reason]:
    """The reasons that a screen puts first; while a question is open, that it is open is none."""
    found = showing.shown(page.context, page.answer)
    return [r for r in found if page.complete or r.rule != "missing-pain"]


def offer(page: MorningPage, width: int) -> Line:
    """The two keys of a choice, each with what it means; shorter where that does not fit."""
    answer, units = page.answer, page.settings.units
    session, plan, back = left(answer), answer.plan, put_back(answer)
    heads = [f"put back {listed(back)}:"] * bool(back) + [f"put {len(back)} back:"] * (len(back) > 1)
    for head, brief in product((*heads, "take"), (False, True)):
        taken = f"{head} {_session(session, units, brief) if session else 'the advice'}{how(answer)}"
        kept = _session(plan, units, brief) if plan else "your plan"
        if plan is not None and plan.kind == "race":
            taken, kept = "take not starting", "start all the same"
        spans: Line = ((" m", "key"), (f" {taken}", "bold"))
        if answer.can_keep:
            spans = (*spans, ("   k", "key"), (f" keep {kept}", "bold"))
        if length(spans) <= width:
            break
    return spans


def _session(plan: Planned, units: str, brief: bool) -> str:
    """A session in words, or only how far or how long."""
    if not brief or not plan.is_run or (plan.km is None and plan.minutes is None):
        return session_words(plan, units)
    return distance(plan.km, units) if plan.km is not None else duration(plan.minutes or 0.0)


def _head(page: MorningPage, width: int) -> list[Line]:
    answer, units = page.answer, page.settings.units
    rows = [badge(page)]
    if page.shown_rung is not None:
        line = headline(answer.advice, answer.plan, units, answer.scenario)
        rows += wrap(line[:1].upper() + line[1:], width, style="bold")
        stop = showing.stop_line(page.context, answer)
        if stop:
            rows += wrap(stop, width, style="warn")
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
    """Reasons in full while they fit, then how many more there are, or why none compares with the runner's usual."""
    shown = top_reasons(page)
    still = learning(page.context.record.mornings, FROM) if page.complete else ""
    rows: list[Line] = []
    for n, reason in enumerate(shown):
        lines = wrap(reason_line(reason, page.settings.units), width, first="- ")
        last = n == len(shown) - 1
        if rows and len(rows) + len(lines) > most - (0 if last else 1):
            key = page.keymap.key("morning.reasons")
            rows.append(((f"  {len(shown) - n} more: {key}", "dim"),))
            return rows
        rows += lines
    learned = wrap(still, width, style="dim") if still else []
    return [*rows, *learned] if len(rows) + len(learned) <= most else rows


def panel(page: MorningPage, width: int, room: int) -> list[Line]:
    """The right column: the verdict and its reasons, then the steps in as much detail as there is room for; two columns
    with the reasons in full in the second when it is wide enough.
    """
    if page.complete and width >= 2 * WIDE_PANEL + 3:
        at = min(width // 2 - 1, 64)
        second = width - at - 3
        return beside(_panel(page, at - 1, room), beyond(page, second, room), width=width, at=at, height=room)
    if width >= 2 * WIDE_PANEL + 3 and page.context.record.days:
        from planner.tui.screens import around

        at = min(width // 2 - 1, 64)
        parts = (around.weeks(page, width - at - 4), around.sore(page, width - at - 4))
        rows = [row for part in parts if part for row in (*part, EMPTY)]
        return beside(_panel(page, at - 1, room), rows, width=width, at=at, height=room)
    rows = _panel(page, width, room)
    spare = room - len(rows) - 1
    more = beyond(page, width, spare) if page.complete and width >= WIDE_PANEL and spare >= SOME else []
    return [*rows, EMPTY, *more] if more else rows


def _panel(page: MorningPage, width: int, room: int) -> list[Line]:
    rows = [*_head(page, width), *_chosen(page, width)]
    if not page.complete:
        if page.shown_rung is not None:
            rows += _reasons(page, width, max(room - len(rows), 4))
        urgent = page.answer.advice.referral >= Referral.CLINICIAN_SAME_DAY
        for part in _welcome(page, width) or ([] if urgent else [lately.days(page, width, room - len(rows) - 1)]):
            if part and len(rows) + len(part) < room:
                rows += [EMPTY, *part]
        return rows[:room]
    reasons = _reasons(page, width, room)
    for full in (3, 2, 1, 0):
        extra = sections(page, width, full=full)
        need = sum(len(s) + 1 for s in extra)
        if len(rows) + len(reasons) + need <= room:
            break
    left = room - len(rows) - need
    rows += reasons if len(reasons) <= left else _reasons(page, width, max(left, 4))
    for section in extra:
        if len(rows) + len(section) + 1 <= room:
            rows += [EMPTY, *section]
    ahead = _named("Tomorrow", [page.tomorrow], width) if page.tomorrow else []
    return [*rows, EMPTY, *ahead] if ahead and len(rows) + len(ahead) + 1 <= room else rows


def beyond(page: MorningPage, width: int, room: int) -> list[Line]:
    """What a screen with room for it shows too: every reason in full, with its sources."""
    from planner.tui.screens import reasons  # with all that knows the past; only for whoever asks

    rows = [_heading("Why"), *reasons.lines(page, width)]
    if len(rows) <= room:
        return rows
    key = page.keymap.key("morning.reasons")
    return [*rows[: room - 1], ((f"{len(rows) - room + 1} more lines: {key}", "dim"),)]


def short(page: MorningPage, width: int, room: int) -> list[Line]:
    """The advice under the form, in the lines that are left; what does not fit whole is left out."""
    rows = [*_head(page, width), *_chosen(page, width)]
    if page.complete:
        extra = sections(page, width, full=0, shoes=True)
        if len(rows) + 2 + sum(map(len, extra)) > room:
            extra = sections(page, width, full=0, shoes=True, tight=True)
        most = max(room - len(rows) - sum(map(len, extra)), 2)
    else:
        extra = _welcome(page, width) or [lately.days(page, width, room - len(rows))]
        most = 0 if _welcome(page, width) else room - len(rows)
    if most and (page.complete or page.shown_rung is not None):
        rows += _reasons(page, width, most)
    for section in extra:
        if len(rows) + len(section) <= room:
            rows += section
    return rows[:room]


def sections(page: MorningPage, width: int, *, full: int, shoes: bool = False, tight: bool = False) -> list[list[Line]]:
    """Instead, warm-up, cool-down, strength, and on one line each the pair of shoes if asked for.

    The first `full` of the lists of steps stand with their doses, a line or two a step; the others by name only, with
    `tight` on one line that says how many more there are.
    """
    prepared = page.prepared
    lists = (("Instead", prepared.cross_train[:3]), ("Warm-up", prepared.warm_up), ("Cool-down", prepared.cool_down))
    found: list[list[Line]] = [*_return(page, width)]
    before = len(found)
    full += before
    for words, picked in lists:
        if picked and full > len(found):
            found.append([_heading(words), *_steps(picked, width)])
        elif picked:
            found.append(_named(words, [p.step.name for p in picked], width, tight=tight))
    pair = shoe_words(page) if shoes else ""
    if pair:
        found.insert(before + (1 if prepared.warm_up else 0), _named("Shoes", [pair], width))
    if page.draft.strength is not None:
        found.append(_named("Strength", ["done today"], width))
    elif strength_open(page):
        show = page.keymap.key("morning.warm_up")
        minutes = sum(p.seconds for p in prepared.strength) / 60
        names = [f"{len(prepared.strength)} exercises", f"{minutes:.0f} min; {show} shows them"]
        found.append(_named("Strength today:", names, width))
    return found


def _return(page: MorningPage, width: int) -> Iterator[list[Line]]:
    """Being away, and the stage of a way back."""
    away = page.settings.away
    if away is not None and is_away(page.settings, page.on):
        key = page.keymap.key("morning.away")
        yield _named("Away", [f"{away_words(away)}; {key} ends it"], width)
    advice = page.answer.advice
    back = page.way_back
    if back is not None and advice.rung > Rung.REST and advice.referral < Referral.CLINICIAN_SAME_DAY:
        key = page.keymap.key("morning.way_back")
        yield _named("Way back", [f"{back.words(page.on)}; {key} shows it"], width)


def shoe_name(page: MorningPage) -> str:
    """The name of the pair for the run; empty when there is none."""
    shoe = page.prepared.shoe
    names = {s.id: s.name for s in page.context.record.shoes}
    return names.get(shoe.shoe, shoe.shoe) if shoe is not None and shoe.shoe is not None else ""


def strength_open(page: MorningPage) -> bool:
    """Whether strength is due today and not marked done yet."""
    return page.complete and bool(page.prepared.strength) and page.draft.strength is None


def shoe_words(page: MorningPage) -> str:
    """The pair for the run with what it has done and the first reason for or against it; empty when there is none."""
    shoe = page.prepared.shoe
    if shoe is None or shoe.shoe is None:
        return "; ".join((*shoe.against, *shoe.reasons)) if shoe is not None and shoe.against else ""
    worn = page.context.record.worn.get(shoe.shoe)
    km = f", {distance(worn.km, page.settings.units)}" if worn and worn.km is not None else ""
    why = "; ".join((*shoe.against, *shoe.reasons[:1]))
    return f"{shoe_name(page)}{km}" + (f": {why}" if why else "")


def _heading(words: str) -> Line:
    return ((words, "head bold"),)


def _steps(picked: Sequence[Picked], width: int) -> list[Line]:
    return [row for n, p in enumerate(picked, 1) for row in wrap(f"{p.step.name}, {p.dose}", width, first=f" {n} ")]


def _named(heading: str, names: Sequence[str], width: int, *, tight: bool = False) -> list[Line]:
    """A heading and names behind it on as many lines as they need, or on one with those that fit."""
    text = ", ".join(names)
    for kept in range(len(names) - 1, 0, -1) if tight else ():
        if cells(heading) + 1 + cells(text) <= width:
            break
        text = f"{', '.join(names[:kept])}, {len(names) - kept} more"
    first, *rest = wrap(text, width, first=f"{heading} ", then=" ")
    ((row, _),) = first
    return [((heading, "head bold"), (row[len(heading) :], "")), *rest]


def _welcome(page: MorningPage, width: int) -> list[list[Line]]:
    """What is said before anything was ever saved or answered, paragraph by paragraph."""
    if page.context.record.days or page.draft.anything:
        return []
    key, shoes = page.keymap.key("app.settings"), page.keymap.key("app.shoes")
    return [
        wrap("Good morning. Five answers and 0 for no pain, then Enter: that is the day.", width),
        wrap(f"The key {key} sets miles or km, usual long run, running days.", width),
        wrap(f"{shoes} adds your shoes. All of it can wait: what you leave out is not guessed.", width),
        wrap(EDUCATION, width, style="dim"),
    ]
