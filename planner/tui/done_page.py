"""The page after the run: what was done, how hard it was, what hurt, and at once what that means for tonight.

Pure and synchronous like every page. It refuses to know files and pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from planner.core import closing
from planner.core.answer import Context
from planner.core.days import Pain, Planned
from planner.core.record import Day, Done
from planner.core.routines import Book
from planner.core.sites import place
from planner.core.tomorrow import sessions
from planner.core.values import dataclass, replace
from planner.desk import Desk
from planner.tui import pains, steps_host
from planner.tui.commands import Keymap
from planner.tui.done_actions import DoneActions
from planner.tui.done_draft import DoneDraft
from planner.tui.done_undo import Beside, State
from planner.tui.draft import Where
from planner.tui.effects import Save
from planner.tui.frame import sentence
from planner.tui.page import BasePage
from planner.tui.undo import Undo
from planner.tui.worn_pair import WornPair

LAST: Final = "Any other pain, limp or warning sign?"

ABOUT: Final = (
    "{done.as_planned} as planned, {done.edit} edits it, {done.words} types it, {done.not_run} not run. Then digits: "
    "effort 0-10 (x = 10), pain 0-10 while running and afterwards; on the last question 0 nothing else, l limp, "
    "! warning signs anywhere. {done.another} adds another session."
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the form."""

    kind: str
    """did, effort, during, after or last."""
    label: str
    where: Where = ("", None)

    @property
    def key(self) -> tuple[str, Where]:
        """What tells it from the others."""
        return self.kind, self.where


class DonePage(BasePage):
    """What was done on one date."""

    name = "done"
    about = (ABOUT,)

    def __init__(
        self,
        context: Context,
        day: Day,
        *,
        keymap: Keymap,
        now: datetime,
        today: date | None = None,
        routines: Callable[[], Book] = Book,
    ) -> None:
        """A day with sessions opens on its last one, on a new one while only strength was done of a day with a run;
        `now` stamps a new one, but none of a past day. `routines` is called when steps are first shown.
        """
        super().__init__(on=context.record.on, settings=context.record.settings, keymap=keymap)
        self.context, self.day, self.now = context, day, now
        self.today = today or self.on
        self.routines = routines
        """The steps in use; read when they are asked for."""
        self.number = len(day.done)
        told = day.done if any(d.kind != "strength" for d in day.done) or not (self.plan and self.plan.is_run) else ()
        self.number = len(told) - 1 if told else len(day.done)
        self.draft = DoneDraft.of(told[-1]) if told else DoneDraft()
        self._saved: DoneDraft | None = self.draft if told else None
        self._saving = False
        self.after = ""
        """What is said once something beside the form is saved."""
        self.marked: Done | None = None
        """The strength session that was marked here, for its effort."""
        self._shown: int | None = None
        """The session to be about once what was asked is saved."""
        self._asked: list[tuple[str, Beside]] = []
        """What is asked to be saved beside the form, and whether it is `do`, `undo` or `redo`."""
        self.undo: Undo[State] = Undo()
        self.actions, self.worn = DoneActions(self), WornPair(self)
        self.at = self.first_open() or self.rows[-1]

    # What there is to see.

    @property
    def plan(self) -> Planned | None:
        """What was to be done, as chosen, else as planned: of several sessions what the others told are not."""
        found = list(sessions(self.day, self.context.book))
        for done in (d for n, d in enumerate(self.day.done) if n != self.number):
            same = next(
                (p for p in found if p.is_run == (done.kind == "run") and (p.is_run or p.kind == done.kind)), None
            )
            found = [p for p in found if p is not same]
        return next((p for p in found if p.is_run), found[0] if found else None)

    @property
    def rows(self) -> list[Row]:
        """The rows in their order: sore places of the morning are asked by name."""
        draft = self.draft
        rows = [Row(kind="did", label="Done")]
        if not draft.planned:
            return rows
        if draft.moved:
            rows.append(Row(kind="effort", label="Effort"))
        sore = [(p.site, p.side) for p in (self.day.morning.pain if self.day.morning else None) or () if p.score]
        said = [(p.site, p.side) for p in draft.pain]
        for where in (*sore, *(w for w in said if w not in set(sore))) if draft.moved else ():
            label = sentence(place(*where).removeprefix("your "))
            rows += [Row(kind="during", label=label, where=where), Row(kind="after", label=label, where=where)]
        rows.append(Row(kind="last", label=LAST))
        return rows

    def answered(self, row: Row) -> bool:
        """Whether a row has its answer."""
        if row.kind == "did":
            return bool(self.draft.planned)
        if row.kind == "effort":
            return self.draft.effort is not None
        if row.kind == "last":
            return self.draft.complete
        pain = self.draft.pain_at(row.where)
        return pain is not None and getattr(pain, row.kind) is not None

    def first_open(self) -> Row | None:
        """The first row without an answer."""
        return next((r for r in self.rows if not self.answered(r)), None)

    @property
    def saved(self) -> bool:
        """Whether the file says what the screen says."""
        return self._saved == self.draft

    @property
    def saves_form(self) -> bool:
        """Whether what is asked to be saved is the form, and not something beside it."""
        return self._saving

    @property
    def tonight(self) -> closing.Tonight | None:
        """What the answers so far mean for tonight and tomorrow; None before anything was said."""
        if not self.draft.planned and not self.draft.flags:
            return None
        return closing.tonight(self.context, self._as_day(), self.settings.units)

    def inherit(self, before: object) -> None:
        """What was told can be undone while it is as it was left, whichever session the form is about now."""
        if isinstance(before, DonePage) and before.day == self.day and before.saved and self.saved:
            self.undo = before.undo

    # Keys.

    def take(self, key: str) -> bool:
        """Take a key that answers the row under the cursor."""
        row = self.at
        digit = len(key) == 1 and (key in "0123456789" or key == "x")
        score = (10 if key == "x" else int(key)) if digit else 0
        if key == "!":
            self.enter(pains.ask_signs(self))
        elif row.kind == "effort" and digit:
            self.change(self.draft.rate(score), f"Effort {score} of 10.")
            self.go_on()
        elif row.kind in ("during", "after") and digit:
            self._hurt(row, score)
        elif row.kind == "last" and digit:
            self._last(score)
        elif row.kind == "last" and key == "l":
            self.enter(pains.ask_gait(self))
        else:
            return False
        return True

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """The page's commands by verb."""
        return {
            "as_planned": self.actions.as_planned,
            "not_run": lambda: self.actions.did(Planned(kind="rest"), "Not run."),
            "edit": self.actions.edit,
            "words": self.actions.words,
            "another": self.actions.another,
            "note": self.actions.note,
            "warm_up": lambda: steps_host.open_on_done(self, self.routines()),
            "pair": self.worn.say,
            "merge": lambda: self.actions.settle(one=True),
            "both": lambda: self.actions.settle(one=False),
            "strength": lambda: steps_host.mark_on_done(self, steps_host.DoneHost(self, self.routines())),
            "save": self.save,
            "undo": self.actions.undo,
            "redo": self.actions.redo,
            "left": lambda: self.actions.other(-1),
            "right": lambda: self.actions.other(1),
            "up": lambda: self.actions.move(-1),
            "down": lambda: self.actions.move(1),
        }

    def state(self) -> tuple[DoneDraft, tuple[str, Where]]:
        """The answers and where the cursor is."""
        return self.draft, self.at.key

    def stand(self, beside: Beside | None = None) -> State:
        """What undo keeps of the page as it is."""
        return State(draft=self.draft, at=self.at.key, number=self.number, beside=beside)

    def change(self, draft: DoneDraft, message: str) -> None:
        """Put a new draft in place of the old one, which undo brings back."""
        if draft != self.draft:
            self.undo.push(self.stand())
            self.draft = draft
        if message:
            self.message = message

    def go_on(self) -> None:
        """Go to the next open row; with none left, to the last one."""
        self.at = self.first_open() or self.rows[-1]
        if not self.answered(self.at):
            when = {"during": " running", "after": " afterwards"}.get(self.at.kind, "")
            self.message += " Next: anything else?" if self.at.kind == "last" else f" Next: {self.at.label}{when}."

    def save(self) -> None:
        """Save, or go to the first open row."""
        first = self.first_open()
        if first is not None:
            self.at = first
            self.refuse(f"Still open: {first.label}")
            return
        self._saving = True
        self.effect(Save(day=self._as_day()))

    def count(self, number: int) -> None:
        """Be about the session of this number, a new one behind all that are told."""
        self.number = min(number, len(self.day.done))
        told = self.day.done[self.number : self.number + 1]
        self._saved = DoneDraft.of(told[0]) if told else None

    @property
    def as_asked(self) -> Day:
        """The day as it will be once what was asked is saved: one key may ask for two things."""
        return self._asked[-1][1].after if self._asked else self.day

    def put(self, day: Day, message: str, *, show: int | None = None, how: str = "do") -> None:
        """Save the day changed beside the form, which undo takes back; then be about the session `show`.

        `how` is `undo` or `redo` for what goes through the steps of undo.
        """
        self._asked.append((how, Beside(before=self.as_asked, after=day)))
        self.after, self._shown = message, show
        self.effect(Save(day=day))

    def show(self, number: int) -> None:
        """Be about another session that was told."""
        self.number, self._shown = number, None
        self.draft = self._saved = DoneDraft.of(self.day.done[number])
        self.at = self.first_open() or self.rows[-1]

    def stored(self, day: Day, warnings: Sequence[str] = ()) -> None:
        """Hear that a day was saved."""
        own = self.day.done[self.number : self.number + 1]
        self.day = day
        if self._saving:
            self._saved = self.draft
        elif self._asked:
            how, beside = self._asked.pop(0)
            if how == "do":
                self.undo.push(self.stand(beside))
            if self._saved is None:  # a new one stays behind all that are told
                self.number = len(day.done)
            elif own and own[0] in day.done:
                self.number = day.done.index(own[0])
            elif self._shown is None and day.done:  # the session that it was about is another now, or gone
                self._shown = min(self.number, len(day.done) - 1)
            elif self._shown is None:
                self.draft, self.number, self._saved = DoneDraft(), 0, None
                self.at = self.rows[0]
        if self._shown is not None:
            self.show(self._shown)
        self.message = warnings[0] if warnings else self.after or "Saved."
        self._saving, self.after = False, ""

    def failed(self, message: str) -> None:
        """Hear that it was not."""
        super().failed(message)
        self._saving, self.after, self._shown = False, "", None
        for how, beside in self._asked:  # what was to be undone is still to be undone
            if how != "do":
                (self.undo.forth if how == "undo" else self.undo.back)(self.stand(beside))
        self._asked.clear()

    def _as_day(self) -> Day:
        draft = self.draft if self.draft.planned else self.draft.plan((Planned(kind="rest"),))
        done = list(self.day.done)
        new = draft.done(self.now if self.on == self.today else None)
        apart = any(was.apart for was in done[self.number : self.number + 1])
        done[self.number : self.number + 1] = [replace(new, apart=apart)]
        return replace(self.day, done=tuple(done))

    def _hurt(self, row: Row, score: int) -> None:
        when = "while running" if row.kind == "during" else "afterwards"
        draft = (
            self.draft.hurt(row.where, during=score)
            if row.kind == "during"
            else self.draft.hurt(row.where, after=score)
        )
        self.change(draft, f"{row.label} {score}/10 {when}.")
        self.go_on()

    def _last(self, score: int) -> None:
        if score == 0:
            self.change(self.draft.finish(), "Nothing else.")
            self.go_on()
            return

        def keep(pain: Pain) -> None:
            where = (pain.site, pain.side)
            self.change(self.draft.hurt(where, during=pain.score), f"{sentence(place(*where))} {score}/10 running.")
            self.enter(None)
            self.go_on()

        self.enter(pains.ask_where(self, score, keep))


def make(desk: Desk, keymap: Keymap, on: date | None = None) -> DonePage:
    """The page of a date, today when not given."""
    on = on or desk.today()
    context, day, now = desk.context(on), desk.day(on), desk.now()
    return DonePage(context, day, keymap=keymap, now=now, today=desk.today(), routines=lambda: desk.routines)
