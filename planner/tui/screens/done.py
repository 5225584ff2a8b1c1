"""The picture of the Done page: the form on the left, what it means for tonight on the right; one column when narrow.

It shows what the page says and computes nothing of its own.
"""

from __future__ import annotations

from typing import Final

from planner.core import runtext
from planner.core.sites import FLAGS
from planner.core.verdict import Referral
from planner.core.walk import session
from planner.core.words import sign, verdict_word
from planner.tui.commands import COMMANDS
from planner.tui.done_page import DonePage, Row
from planner.tui.editor import FIELDS, Editor, value
from planner.tui.finder import Finder
from planner.tui.frame import EMPTY, Frame, Line, Span, beside, cells, cut, fit, flow, length, wrap
from planner.tui.modes import Menu, ModeHelp, Scroll, TextLine
from planner.tui.screens import lately
from planner.tui.screens.parts import LARGE, WIDE, Hint, asked, asking, drawn, mode_hints

EFFORT: Final = (
    "rest", "very easy", "easy", "moderate", "somewhat hard", "hard", "hard", "very hard", "very hard", "very hard",
    "as hard as can be",
)  # fmt: skip
"""Words of the CR10 scale, 0-10."""
REASONS: Final = 3
"""Of the morning's reasons so many are shown."""
SHORT: Final = "Any other pain or sign?"
"""The last question where the whole of it does not fit."""
EFFORT_LEADS: Final = ("Effort of the whole session: ", "Effort: ", "")
RAISED: Final = ("0 nothing else", "1-9 x pain", "l limp", "! warning sign")
"""What the last question takes."""


def draw(page: DonePage, width: int, height: int) -> Frame:
    """The frame of the page at a size."""
    return drawn(page, (width, height), body=_body, prompt=_prompt, status=_status, hints=_hints)


def _status(page: DonePage, width: int) -> Line:
    return ((" " + _said(page), ""), ("" if page.saved else " *", ""))


def _said(page: DonePage) -> str:
    """The status line."""
    if page.message or not page.saved or not page.day.done:
        return page.message or "What did you do?"
    key = page.keymap.key
    return f"As you told it. {key('done.edit')} edits it, {key('done.another')} adds a session"


def _body(page: DonePage, width: int, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    mode = page.mode
    wide = width >= WIDE
    left_width = min(max(width * 9 // 16, 44), 64) if wide else width
    right_width = width - left_width - 3
    crowded = isinstance(mode, Menu) and not (wide and mode.size(right_width) < room)
    line = isinstance(mode, TextLine)
    there = (width >= LARGE and not isinstance(mode, (Scroll, Finder))) or (wide and isinstance(mode, ModeHelp))
    whole = crowded or not ((isinstance(mode, Menu) and wide) or line or there)
    if mode is not None and not isinstance(mode, Editor) and whole:
        return asking(mode, width - 1, room), None
    form, cursor = _form(page, left_width - 1)
    if not wide and page.tonight is not None and len(form) + len(_tonight(page, width - 1, 99)) > room + 1:
        form, cursor = _short(*_form(page, left_width - 1, brief=True), room - len(_tonight(page, width - 1, 5)))
    if not wide and mode is not None and line:
        rows = asking(mode, width - 1, room)
        return [*rows, EMPTY, *form][:room], None
    if not wide:
        rest = room - len(form)
        return [*form, *_right(page, width - 1, max(rest, 0))], cursor
    if mode is not None and not isinstance(mode, Editor):
        right = asking(mode, right_width, room)
        right += [EMPTY, *_right(page, right_width, room - len(right) - 1)] if line else []
    else:
        right = _right(page, right_width, room)
    if not isinstance(mode, Menu):
        strips = lately.strips(page) if left_width > lately.STRIP else []
        if strips and len(form) + len(strips) < room:
            form += [EMPTY, *strips]
    return beside(form, right, width=width, at=left_width, height=room), cursor


def _short(form: list[Line], cursor: tuple[int, int] | None, room: int) -> tuple[list[Line], tuple[int, int] | None]:
    """The rows around the lit one, as many as there is room for, two at least."""
    at, size = cursor[1] if cursor else 0, max(room, 2)
    first = max(0, min(at - size + 2, len(form) - size))
    return form[first : first + size], (cursor[0], at - first) if cursor else None


def _form(page: DonePage, width: int, *, brief: bool = False) -> tuple[list[Line], tuple[int, int] | None]:
    """The rows; `brief` leaves room for what is to be done tonight."""
    rows: list[Line] = []
    cursor: tuple[int, int] | None = None
    count = len(page.day.done)
    if page.number or count > 1:
        heading = (f"Session {page.number + 1} of {max(count, page.number + 1)}", "head bold")
        rows.append((heading, ("  left right: the others", "dim")) if count > 1 else (heading,))
    rows += wrap(page.actions.twice, width, style="warn") if page.actions.twice else []
    for row in page.rows:
        here = row.key == page.at.key and page.mode is None
        line = _row(page, row, here, width)
        if here:
            cursor = (0, len(rows))
            line = fit(line, width, "row")
        if row.kind == "did" and page.draft.planned and brief:
            what = cut(f" {runtext.words(page.draft.planned[0], page.settings.units)}", width)
            line = fit(((what, ""),), width, "row") if here else ((what, ""),)
        rows.append(line)
        if row.kind == "did" and page.draft.planned and not brief:
            rows += _fields(page, width)
    if brief:
        return rows, cursor
    for n, flag in enumerate(page.draft.flags):
        rows += wrap(FLAGS[flag], width, first="  said: " if n == 0 else "        ", style="warn")
    if page.draft.planned:
        rows += flow(RAISED, width, first="  ", style="dim")
    if page.draft.note:
        rows += wrap(page.draft.note, width, first=" Note  ")
    return rows, cursor


def _row(page: DonePage, row: Row, here: bool, width: int) -> Line:
    """One row; the words beside an answer are there whole or not at all."""
    line = _parts(page, row, here, width)
    return line if length(line) <= width or row.kind not in ("did", "effort") else line[:-1]


def _ways(page: DonePage) -> str:
    """The keys that say what was done."""
    ids = (*(("done.as_planned",) if page.plan is not None else ()), "done.edit", "done.words", "done.not_run")
    return "  ".join(f"{page.keymap.key(id)} {COMMANDS[id].words}" for id in ids)


def _parts(page: DonePage, row: Row, here: bool, width: int) -> Line:
    mark: Span = (">", "key") if here else (" ", "")
    bold = "bold" if here else ""
    done = page.answered(row)
    if row.kind == "did":
        words = "" if done else f"  {_ways(page)}"
        return (mark, ("What did you do?", bold), (words, "dim"))
    if row.kind == "effort":
        effort = page.draft.effort
        spans: list[Span] = []
        for n in range(11):
            key = "x" if n == 10 else str(n)
            lead = "" if effort in (n, n - 1) else " "
            spans += [(lead, "dim"), (f"[{key}]" if n == effort else key, "answer" if n == effort else "dim")]
        return (mark, ("Effort ", bold), *spans, (f" {EFFORT[effort]}" if effort is not None else "", ""))
    if row.kind == "last":
        said = "said" if page.draft.pain or page.draft.flags else "none"
        shown = f"[{said}]" if done else ""
        label = row.label if cells(row.label) + 2 + cells(shown) <= width else SHORT
        return (mark, (f"{label} ", bold), (shown, "answer" if done else "dim"))
    pain = page.draft.pain_at(row.where)
    score = getattr(pain, row.kind) if pain is not None else None
    words = "running" if row.kind == "during" else "after"
    shown = f"[{score}]" if score is not None else "0-9 x"
    label = cut(row.label, width - cells(words) - cells(shown) - 3)
    return (mark, (f"{label} {words} ", bold), (shown, "answer" if done else "dim"))


def _fields(page: DonePage, width: int) -> list[Line]:
    """What was done beside what was planned, a field a row."""
    session, plan, units = page.draft.planned[0], page.plan, page.settings.units
    editor = page.mode if isinstance(page.mode, Editor) else None
    shoes = page.context.record.shoes
    rows: list[Line] = []
    for n, field in enumerate(FIELDS):
        words = value(field, session, units, shoes)
        before = value(field, plan, units, shoes)
        here = editor is not None and editor.at == n
        if editor is not None and here and editor.typed:
            words = f"{editor.typed}_"
        offered = page.worn.offered if field.name == "shoe" and editor is None else None
        if not words and editor is None and offered is None:
            continue
        beside_it = f"planned {before}" if before and before != words else ""
        if offered is not None:
            beside_it = f"{page.keymap.key('done.pair')} {offered.name}"
        row: Line = (
            (f">{field.letter} " if here else f" {field.letter} " if editor else "   ", "key" if editor else ""),
            (f"{field.label:10}", "bold" if here else ""),
            (f"{words or '-':14}", "answer" if here else ""),
            (beside_it, "dim"),
        )
        rows.append(fit(row, width, "row") if here else row)
    return rows


def _right(page: DonePage, width: int, room: int) -> list[Line]:
    """What it means for tonight, what the morning said, what was done lately: as much as there is room for, whole."""
    rows = _tonight(page, width, room)[:room]
    for late in (False, True):
        left = room - len(rows) - 1
        more = lately.days(page, width, left) if late else _morning(page, width)
        if more and len(more) <= left:
            rows += [EMPTY, *more] if rows and rows[-1] != EMPTY else more
    return rows


def _morning(page: DonePage, width: int) -> list[Line]:
    """What was advised this morning, and what was made of it."""
    day = page.day
    if day.advice is None:
        return []
    rung = day.advice.rung
    rows: list[Line] = [(("This morning", "head bold"),)]
    rows.append(((f" {sign(rung)} {verdict_word(rung)} ", f"verdict {rung.word}"),))
    rows += [row for r in day.advice.reasons[:REASONS] for row in wrap(r.because, width, first="- ")]
    if day.chosen is not None and day.chosen.by == "own":
        rows += wrap(f"You kept your plan{f': {day.chosen.why}' if day.chosen.why else ''}", width, style="warn")
    return rows


def _tonight(page: DonePage, width: int, room: int) -> list[Line]:
    """What to do; where all of it does not fit, whom to see and the next day come first, and each sentence is whole."""
    tonight = page.tonight
    rows: list[Line] = []
    plan = page.plan
    if not page.draft.planned and tonight is None:
        words = runtext.words(plan, page.settings.units) if plan else "nothing"
        return [((f"Planned: {words}", "head bold"),)]
    if tonight is None:
        rows += [(("Tonight", "head bold"),), *wrap("Nothing speaks against your next run.", width)]
        rows += wrap("How it feels tomorrow morning decides: you will be asked.", width, style="dim")
        return rows
    said = []
    for n, words in enumerate(tonight.words):
        urgent = n == 0 and tonight.referral >= Referral.CLINICIAN_SAME_DAY
        said.append(wrap(words, width, first="- ", style="error" if urgent else "warn" if n == 0 else ""))
    if sum(map(len, said)) < room:
        return [(("Tonight", "head bold"),), *(row for part in said for row in part), EMPTY]
    kept: set[int] = set()
    for n in (0, len(said) - 1, *range(1, len(said) - 1)):
        if sum(len(said[k]) for k in kept) + len(said[n]) <= room and n not in kept:
            kept.add(n)
    return [row for n in sorted(kept) for row in said[n]]


def _prompt(page: DonePage, width: int) -> Line:
    mode = page.mode
    if isinstance(mode, Editor):
        return (("> ", "key"), (f"{mode.field.label}: type digits, or left and right; Enter is done", "bold"))
    if mode is not None:
        return asked(mode, width)
    if page.first_open() is None:
        return (("", ""),) if page.saved else (("> ", "key"), ("Enter saves", "bold"))
    label, worst = page.at.label, "0 no pain, 10 (x) worst imaginable"
    ways = {
        "did": (f"What did you do? {', '.join(_ways(page).split('  '))}", ", ".join(_ways(page).split("  "))),
        "effort": tuple(f"{lead}0 rest, 10 (x) as hard as can be" for lead in EFFORT_LEADS),
        "during": (f"{label} while running: {worst}", f"{label} running: 0-9, x = 10", "While running: 0-9, x = 10"),
        "after": (f"{label} afterwards: {worst}", f"{label} afterwards: 0-9, x = 10", "Afterwards: 0-9, x = 10"),
        "last": (
            "Anything else? 0 nothing, 1-9 x a pain while running, l limp, ! sign",
            "Else? 0 nothing, 1-9 x pain, l limp, ! sign",
            "0 nothing, 1-9 x pain, l limp, ! sign",
        ),
    }[page.at.kind]
    return (("> ", "key"), (next((w for w in ways if cells(w) + 2 <= width), ways[-1]), "bold"))


def _hints(page: DonePage) -> list[Hint]:
    if page.mode is not None:
        return mode_hints(page.mode, page.keymap)

    def hint(id: str) -> Hint:
        return page.keymap.key(id), COMMANDS[id].words, COMMANDS[id].rank

    ids = ["app.help", "done.save", "app.quit", "done.as_planned", "done.edit", "done.not_run", "app.undo"]
    if page.saved and page.day.done:
        ids.append("done.another")
    if page.worn.offered is not None:
        ids.insert(3, "done.pair")
    if page.actions.twice:
        ids += ["done.merge", "done.both"]
    if session(page.day.done) is None:
        ids.append("done.strength")
    return [hint(id) for id in (*ids, "done.warm_up", "done.note", "app.morning")]
