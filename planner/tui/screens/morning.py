"""The picture of the morning page: the form on the left, what the answers come to on the right; one column when narrow.

It shows what the page says and computes nothing of its own.
"""

from __future__ import annotations

from typing import Final

from planner.core import units as show
from planner.core.days import Planned
from planner.core.open_matters import BONE
from planner.core.sites import FLAGS
from planner.core.values import replace
from planner.core.words import EDUCATION, MINOR
from planner.tui.controller import MorningPage
from planner.tui.editor import FIELDS, Editor, session_at, value
from planner.tui.finder import Finder
from planner.tui.frame import EMPTY, Frame, Line, Span, beside, cells, cut, fit, flow, length, wrap
from planner.tui.modes import Menu, Mode, ModeHelp, Scroll, TextLine
from planner.tui.questions import (
    LAST,
    NOTHING,
    NOTHING_ELSE,
    PAIN_WORDS,
    RATED,
    Question,
    answered,
    level,
)
from planner.tui.screens import lately, verdict
from planner.tui.screens.parts import (
    LARGE,
    WIDE,
    Hint,
    asked,
    asking,
    day_words,
    drawn,
    mode_hints,
    session_words,
    whole_words,
)

LABEL: Final = 15
"""Cells of a question's label."""
SOME: Final = 5
"""Lines under a list or a text line from which the advice is shown there."""
ROWS: Final = 3
"""Lines of the left column that may stay empty."""
RAISED: Final = ("1-9 x pain", "l limp", "p painkiller", "i illness", "! warning sign")
"""What else the last question takes."""


def draw(page: MorningPage, width: int, height: int) -> Frame:
    """The frame of the page at a size."""
    return drawn(page, (width, height), body=_body, prompt=_prompt, status=_status, hints=_hints)


def _is_whole(mode: Mode, width: int) -> bool:
    """Whether a mode takes the place of the form. The larger ones are only loaded for whoever opens a mode."""
    if isinstance(mode, (Scroll, Finder)):
        return not (isinstance(mode, ModeHelp) and width >= WIDE)
    from planner.tui.back_mode import BackMode
    from planner.tui.steps_mode import StepsMode

    return isinstance(mode, (StepsMode, BackMode)) and width < LARGE


def _body(page: MorningPage, width: int, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    mode = page.mode
    wide = width >= WIDE
    left_width = min(max(width * 9 // 16, 44), 64) if wide else width
    side = width - left_width - 2 if wide else width - 1
    crowded = isinstance(mode, Menu) and mode.size(side) >= (room if wide else room - SOME - 1)
    if mode is not None and (crowded or _is_whole(mode, width)):
        return asking(mode, width - 1, room), None
    form, cursor = _form(page, left_width - 1)
    if isinstance(mode, TextLine) and mode.keeps_form and not wide:
        rows = form[: len(page.rows)]
        return [*rows, *mode.lines(width - 1, room - len(rows))], None
    if wide:
        plan = _plan_rows(page, left_width - 1)
        spare = room - len(form) - len(plan)
        left = [*form, *([EMPTY] if spare > 0 else []), *plan]
        if (
            not (page.complete and page.saved)
            and len(left) + 1 < room
            and (waiting := _first_row(page, left_width - 1))
        ):
            left += [EMPTY, *waiting]
        strips = lately.strips(page) if left_width > lately.STRIP else []
        if strips and len(left) + len(strips) < room:
            left += [EMPTY, *strips]
        if strips and room - len(left) > ROWS:
            for part in _around(page, left_width - 2):
                left += [EMPTY, *part] if part and len(left) + len(part) < room else []
        right_width = width - left_width - 3
        right = asking(mode, right_width, room) if _has_lines(page) and mode else []
        right = right or verdict.panel(page, right_width, room)
        return beside(left, right, width=width, at=left_width, height=room), cursor
    if mode is not None and _has_lines(page):
        rows, answers = asking(mode, width - 1, room), form[: len(page.rows)]
        if not page.complete and len(answers) + 1 + len(rows) <= room:  # then it is the verdict that counts
            rows = [*answers, EMPTY, *rows]
        rest = room - len(rows) - 1
        return [*rows, EMPTY, *verdict.short(page, width - 1, rest)] if rest >= SOME else rows, None
    if isinstance(mode, Editor):
        return [*_plan_rows(page, width - 1), EMPTY, *verdict.short(page, width - 1, room - len(FIELDS) - 2)], None
    plan_row = _plan_line(page, width)
    rest = room - len(form) - 1
    if rest < 4:  # many rows: the cursor's neighbourhood is what counts
        size = room - 5
        first = max(0, min(cursor[1] - size // 2, len(form) - size)) if cursor else 0
        form = form[first : first + size]
        cursor = (cursor[0], cursor[1] - first) if cursor else None
        rest = room - len(form) - 1
    return [*form, plan_row, *verdict.short(page, width - 1, rest)], cursor


def _around(page: MorningPage, width: int) -> tuple[list[Line], ...]:
    """The week and the pairs, for a window with room for them."""
    from planner.tui.screens import around

    today = replace(page.day, planned=page.draft.planned)
    return around.week(page, today, page.coming(), width), around.pairs(page, width)


def _has_lines(page: MorningPage) -> bool:
    return page.mode is not None and not isinstance(page.mode, Editor)


def _title(words: str) -> Line:
    return ((words, "head bold"),)


def _form(page: MorningPage, width: int) -> tuple[list[Line], tuple[int, int] | None]:
    rows: list[Line] = []
    cursor: tuple[int, int] | None = None
    for q in page.rows:
        here = q.key == page.at.key and page.mode is None
        row = _question(page, q, here, width)
        if here:
            cursor = (0, len(rows))
            row = _here(row)
        rows.append(row)
    said = bool(page.draft.morning.pain or page.draft.morning.flags)
    flags = page.draft.morning.flags or ()
    for n, flag in enumerate(flags):
        rows += wrap(FLAGS[flag], width, first="  said: " if n == 0 else "        ", style="warn")
    if not page.draft.complete:
        for flag in page.limped if not set(page.limped) & set(flags) else ():
            rows += wrap(f"Yesterday: {FLAGS[flag]}. l if it is still so", width, first="  ", style="warn")
        rows += wrap(NOTHING_ELSE if said else NOTHING, width, first="  ", style="dim")
        rows += flow(RAISED, width, first="  ", style="dim")
    return rows, cursor


def _question(page: MorningPage, q: Question, here: bool, width: int) -> Line:
    """One row; the words beside an answer are there whole or not at all."""
    row = _parts(page, q, here, width)
    return row if length(row) <= width or q.kind not in ("sleep", "rating", "matter") else row[:-1]


def _parts(page: MorningPage, q: Question, here: bool, width: int) -> Line:
    mark = (">", "key") if here else (" ", "")
    done = answered(q, page.draft)
    label = (f"{q.label:{LABEL}}", "bold" if here else "")
    if q.kind == "yesterday":
        more = "" if here or cells(q.label) + 10 > width else "  up: say"
        return (mark, (whole_words(q.label, width - 1 - len(more)), "warn"), (more, "dim"))
    if q.kind == "sleep":
        return (mark, label, *_sleep(page))
    if q.kind == "rating":
        return (mark, label, *_scale(page.draft.rating(q.name), 1, 7), *_beside_rating(page, q))
    if q.kind == "site":
        pain = page.draft.pain_at(q.where)
        words = PAIN_WORDS[pain.score] if pain else ""
        value = f"[{pain.score}]" if pain else "0-9 x"
        return (mark, (f"{cut(q.label, width - 19)} ", label[1]), (value, _said(done)), (f" {words}", "dim"))
    if q.kind == "matter":
        closed = page.draft.closing(q.name, q.where[0] or None, q.where[1])
        state = f"{closed.how} {day_words(closed.on) if closed.on else ''}" if closed else "open"
        keys = "" if not here else " c cleared" if q.name == BONE else " g gone c cleared"
        return (mark, (f"{q.label}: ", label[1]), (state, "answer" if closed else "warn"), (keys, "dim"))
    words = "" if not done else " said" if page.draft.morning.pain or page.draft.morning.flags else " none"
    return (mark, (LAST + " ", label[1]), (f"[{words.strip()}]" if done else "", _said(done)))


def _here(row: Line) -> Line:
    """The row of the current question: its mark and its own words stand out, reversed, in any colours or none.

    A ground under the whole row would be painted and taken away with each answer: 420 bytes for one instead of 270.
    """
    (mark, _), (words, style), *rest = row
    return ((f"{mark}{words}", f"{style} here".strip()), *rest)


def _said(done: bool) -> str:
    return "answer" if done else "dim"


def _sleep(page: MorningPage) -> tuple[Span, ...]:
    form = page.settings.hours
    slept = page.draft.morning.sleep_h
    before = page.before.morning.sleep_h if page.before and page.before.morning else None
    value: Span = (f"[{show.hours(slept, form)}]", "answer") if slept is not None else ("0-9 x hours", "dim")
    return value, (f"  yesterday {show.hours(before, form)}" if before is not None else "", "dim")


def _scale(rating: int | None, low: int, high: int) -> tuple[Span, ...]:
    """The digits that are the keys, the answer in brackets, always of the same width."""
    spans: list[Span] = []
    for n in range(low, high + 1):
        lead = "" if rating in (n, n - 1) else " "
        spans += [(lead, "dim"), (f"[{n}]" if n == rating else str(n), "answer" if n == rating else "dim")]
    return (*spans, ("" if rating == high else " ", ""))


def _beside_rating(page: MorningPage, q: Question) -> tuple[Span, ...]:
    rating = page.draft.rating(q.name)
    if rating is not None:
        return ((f" {level(q.name, rating)}", ""),)
    before = getattr(page.before.morning, q.name) if page.before and page.before.morning else None
    return ((f" yesterday {before}" if before is not None else "", "dim"),)


def _plan(page: MorningPage) -> Planned | None:
    planned = page.draft.planned
    return planned[session_at(planned)] if planned else None


def _plan_rows(page: MorningPage, width: int) -> list[Line]:
    """The plan, a field a row; while it is edited all fields, else those that were said."""
    plan = _plan(page)
    editor = page.mode if isinstance(page.mode, Editor) else None
    more = f" (1 of {len(page.draft.planned)})" if len(page.draft.planned) > 1 else ""
    rows: list[Line] = [(("Planned run" + more, "head bold"),)]
    shoes = page.context.record.shoes
    for n, field in enumerate(FIELDS):
        words = value(field, plan, page.settings.units, shoes)
        here = editor is not None and editor.at == n
        if (
            field.name == "shoe"
            and not words
            and editor is not None
            and page.complete
            and (name := verdict.shoe_name(page))
        ):
            words = f"({name})"
        if editor is not None and here and editor.typed:
            words = f"{editor.typed}_"
        if editor is None and field.name == "shoe" and page.complete and (pair := verdict.shoe_words(page)):
            rows += wrap(pair, width, first=f" {field.label:12}")
            continue
        if not words and editor is None:
            continue
        row: Line = (
            (f">{field.letter} " if here else f" {field.letter} " if editor else " ", "key" if editor else ""),
            (f"{field.label:12}", "bold" if here else ""),
            (words or "-", "answer" if here else ""),
        )
        rows.append(fit(row, width, "row") if here else row)
    if plan is None and editor is None:
        key = page.keymap.key("morning.edit")
        rows.append(((f" none: {key} says one, e.g. 8 km easy road", "dim"),))
    if page.draft.morning.note:
        rows += wrap(page.draft.morning.note, width, first=" Note  ")
    return rows


def _plan_line(page: MorningPage, width: int) -> Line:
    units = page.settings.units
    words = " + ".join(session_words(p, units) for p in page.draft.planned) or "no run planned"
    return fit(((" Plan  ", "head bold"), (words, "")), width)


def _first_row(page: MorningPage, width: int) -> list[Line]:
    """That the first questions wait, and for which key."""
    if page.first is None or page.mode is not None:
        return []
    key = page.keymap.key("morning.first")
    words, more = " asks the first questions", ": km or miles, days, shoes"
    words += more if cells(f" {key}{words}{more}") <= width else ""
    return [((f" {key}", "key"), (words, "warn"))] if key else []


def _prompt(page: MorningPage, width: int) -> Line:
    """What is asked now, with the words of both ends of the scale."""
    mode = page.mode
    if isinstance(mode, Editor):
        name = mode.field.label
        return _asked(width, f"{name}: type digits, or left and right", f"{name}: digits, or left and right", name)
    if mode is not None:
        return asked(mode, width)
    if page.offer:
        return verdict.offer(page, width)
    if page.complete and page.saved and (waiting := _first_row(page, width)):
        return waiting[0]
    if page.complete and page.saved:
        return ((" 1-9 x adds a pain, ! a warning sign", "dim"),)
    if page.complete:
        key = page.keymap.key("morning.first") if page.first is not None else ""
        return _asked(width, f"Enter saves; {key}: first questions" if key else "Enter saves", "Enter saves")
    if page.at.kind == "yesterday" and page.yesterday is not None and page.yesterday.told:
        return _asked(width, "Yesterday half told: d goes on with what you typed", "d goes on with what you typed")
    return _asked(width, *_question_words(page.at))


def _question_words(q: Question) -> tuple[str, ...]:
    """What a question asks, in full and shorter."""
    if q.kind == "rating":
        label, best, worst = RATED[q.name]
        return f"{label}: 1 {best}, 7 {worst}", f"1 {best}, 7 {worst}"
    if q.kind == "matter":
        keys = "c seen and cleared, o still open" if q.name == BONE else "g gone, c seen and cleared, o still open"
        return f"{q.label}: {keys}", keys
    return {
        "yesterday": ("Yesterday: y done, d tell, n not run",),
        "sleep": ("Sleep: hours, 0-9, x = 10; then + or - half an hour", "Sleep: hours 0-9, x = 10, then + or -"),
        "site": (f"{q.label}: 0 no pain, 10 (x) worst imaginable", "0 no pain, 10 (x) worst imaginable"),
        "last": ("Pain now: 0 none, 1-9 or x (10) worst imaginable", "0 none, 1-9 or x (10) worst imaginable"),
    }[q.kind]


def _asked(width: int, *ways: str) -> Line:
    """The first way of asking that fits, else the last."""
    return (("> ", "key"), (next((w for w in ways if cells(w) + 2 <= width), ways[-1]), "bold"))


def _status(page: MorningPage, width: int) -> Line:
    message = page.message
    if not message:
        if page.settings.person.is_minor(page.on):
            message = MINOR if cells(MINOR) < width else "Under 18: these rules are for adults."
        elif page.context.record.days or page.saved:
            message = "Saved." if page.saved else f"{page.open_count} to answer."
        else:
            message = EDUCATION if cells(EDUCATION) < width else "Not medical advice. Rules for adults."
    unsaved = "" if page.saved or not page.draft.anything else " *"
    return ((" " + message, ""), (unsaved, ""))


def _hints(page: MorningPage) -> list[Hint]:
    if page.mode is not None:
        return mode_hints(page.mode, page.keymap)
    keymap = page.keymap

    def hint(id: str, rank: int, words: str = "") -> Hint:
        from planner.tui.commands import COMMANDS

        return keymap.key(id), words or COMMANDS[id].words, rank

    hints = [hint("app.help", 0)]
    if page.first is not None:
        hints.append(hint("morning.first", 2))
    if page.offer:
        hints += [("m", "take", 1), *([("k", "keep", 1)] if page.answer.can_keep else [])]
    if page.complete and not page.saved:
        hints.append(hint("morning.save", 1))
    hints.append(hint("app.quit", 0))
    if page.at.kind == "yesterday":
        told = page.yesterday is not None and page.yesterday.told
        hints += [("d", "go on", 1)] if told else [("y", "done", 1), ("d", "tell", 1), ("n", "not run", 1)]
    elif not page.draft.anything and page.before is not None and page.before.morning is not None:
        hints.append(hint("morning.yesterday", 2))
    if verdict.strength_open(page):
        hints.append(hint("morning.strength", 3))
    hints += [
        hint("morning.edit", 3),
        hint("morning.reasons", 4),
        hint("app.undo", 5),
        hint("morning.warm_up", 6),
        hint("morning.note", 7),
        hint("app.settings", 8),
    ]
    return hints
