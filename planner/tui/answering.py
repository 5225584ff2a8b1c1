"""What a key means on the question under the cursor: digits rate, arrows nudge, letters open a list.

One of the two halves of the morning page's keys (the other is `actions`). It refuses to know modes' pictures and files.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.core.days import Closed, Pain
from planner.core.open_matters import BONE
from planner.core.values import replace
from planner.tui import pains
from planner.tui.effects import Open, Save
from planner.tui.questions import RATED, Question, answered, level

if TYPE_CHECKING:
    from planner.tui.controller import MorningPage

PAINKILLER = "painkiller_6h"


class Answering:
    """Keys that answer, for one page."""

    def __init__(self, page: MorningPage) -> None:
        self._page = page

    def key(self, key: str) -> bool:
        """Take a key if it answers the question under the cursor; False when it does not."""
        page, q = self._page, self._page.at
        digit = len(key) == 1 and (key in "0123456789" or key == "x")
        if q.kind == "sleep" and digit:
            self._sleep(10.0 if key == "x" else float(key))
        elif key in ("+", "-", ".") and self._means_sleep():
            self._nudge_sleep(-0.5 if key == "-" else 0.5)
        elif q.kind == "rating" and digit:
            self._rate(q, key)
        elif q.kind in ("site", "last") and digit:
            self._pain(q, 10 if key == "x" else int(key))
        elif q.kind == "last" and key in ("i", "l"):
            page.enter(pains.ask_illness(page) if key == "i" else pains.ask_gait(page))
        elif q.kind == "last" and key == "p":
            self._painkiller()
        elif q.kind == "matter" and key in ("g", "c", "o"):
            self._close(q, key)
        elif q.kind == "yesterday" and key in ("y", "d", "n"):
            self._yesterday(key)
        else:
            return False
        return True

    def nudge(self, by: int) -> None:
        """Step an answer that is there by one."""
        page, q = self._page, self._page.at
        if q.kind == "sleep" and page.draft.morning.sleep_h is not None:
            self._nudge_sleep(by / 2)
        elif q.kind == "rating" and (rating := page.draft.rating(q.name)):
            value = min(max(rating + by, 1), 7)
            page.change(page.draft.rate(q.name, value), _rated(q, value))
        elif q.kind == "site" and (pain := page.draft.pain_at(q.where)):
            score = min(max(pain.score + by, 0), 10)
            page.change(page.draft.hurt(replace(pain, score=score)), f"{q.label} {score}/10.")
        elif q.kind == "matter":
            self._move_closing(q, by)

    def take_back(self) -> None:
        """Take back the answer under the cursor."""
        page, q = self._page, self._page.at
        if q.kind == "site" and page.draft.pain_at(q.where):
            page.change(page.draft.unhurt(q.where), f"{q.label}: taken back.")
            page.stay(q)
        elif q.kind == "last" and page.draft.complete:
            page.change(page.draft.reopen_last(), "Asked again.")

    def _yesterday(self, key: str) -> None:
        """Say what became of yesterday's plan: done, told on the Done page, or not run."""
        page = self._page
        left = page.yesterday
        if left is None:
            return
        if key == "d":
            page.effect(Open(page="done", on=left.day.date))
            return
        if left.told:
            page.refuse("You began to tell it: d goes on with what you typed")
            return
        day = left.done() if key == "y" else left.not_run()
        page.effect(Save(day=day))

    def _sleep(self, hours: float) -> None:
        self._page.change(self._page.draft.sleep(hours), f"Sleep {hours:g} h.")
        self._page.go_on()

    def _rate(self, q: Question, key: str) -> None:
        if key not in "1234567":
            self._page.refuse(f"{q.label}: 1 to 7 ({RATED[q.name][1]} to {RATED[q.name][2]})")
            return
        self._page.change(self._page.draft.rate(q.name, int(key)), _rated(q, int(key)))
        self._page.go_on()

    def _pain(self, q: Question, score: int) -> None:
        page = self._page
        if q.kind == "site":
            pains.say_pain(page, Pain(site=q.where[0], side=q.where[1], score=score))
        elif score == 0:
            raised = bool(page.draft.morning.pain or page.draft.morning.flags)
            page.change(page.draft.finish(), "Nothing else." if raised else "No pain, no sign.")
            page.go_on()
        else:
            page.enter(pains.ask_where(page, score, lambda pain: pains.say_pain(page, pain)))

    def _painkiller(self) -> None:
        on = PAINKILLER in (self._page.draft.morning.flags or ())
        words = "Painkiller: taken back." if on else "Painkiller in the last 6 h: yesterday's pain counts too."
        self._page.change(self._page.draft.flag(PAINKILLER), words)

    def _means_sleep(self) -> bool:
        """Whether + and - mean sleep: its row is under the cursor, or was just answered and the next is still open."""
        page = self._page
        if page.draft.morning.sleep_h is None:
            return False
        return page.at.kind == "sleep" or (page.at.name == "sleep_quality" and not answered(page.at, page.draft))

    def _nudge_sleep(self, by: float) -> None:
        draft = self._page.draft.sleep((self._page.draft.morning.sleep_h or 0.0) + by)
        self._page.change(draft, f"Sleep {draft.morning.sleep_h:g} h.")

    def _close(self, q: Question, key: str) -> None:
        page = self._page
        site, side = q.where[0] or None, q.where[1]
        if key == "o":
            page.change(page.draft.reopen(q.name, site, side), f"{q.label}: still open.")
            return
        if key == "g" and q.name == BONE:
            page.refuse(f"{q.label}: only a clinician can clear it; c once that is done")
            return
        how = "gone" if key == "g" else "cleared"
        closed = Closed(matter=q.name, site=site, side=side, how=how, on=page.on)
        said = f"gone since {page.on:%d %b}; left: earlier" if how == "gone" else "seen and cleared"
        page.change(page.draft.close(closed), f"{q.label}: {said}.")

    def _move_closing(self, q: Question, by: int) -> None:
        page = self._page
        site, side = q.where[0] or None, q.where[1]
        closed = page.draft.closing(q.name, site, side)
        matter = next((m for m in page.matters if (m.name, m.site, m.side) == (q.name, site, side)), None)
        if closed is None or closed.on is None or matter is None:
            return
        on = min(max(closed.on + timedelta(days=by), matter.since), page.on)
        page.change(page.draft.close(replace(closed, on=on)), f"{q.label}: {closed.how} since {on:%d %b}.")


def _rated(q: Question, value: int) -> str:
    return f"{q.label} {value} of 7, {level(q.name, value)}."
