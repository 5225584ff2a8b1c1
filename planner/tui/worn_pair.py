"""The pair that a run was done in, said with one key on the Done page: the pair of the morning first.

Nothing is taken for worn that nobody said. It refuses to know pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.core import answer as answers
from planner.core.prepare import prepare
from planner.core.record import Shoe
from planner.core.values import replace

if TYPE_CHECKING:
    from planner.tui.done_page import DonePage


class WornPair:
    """The pairs of one page, in the order in which the key offers them."""

    def __init__(self, page: DonePage) -> None:
        self._page = page
        self._pairs: tuple[Shoe, ...] | None = None

    @property
    def pairs(self) -> tuple[Shoe, ...]:
        """The pairs in use on the day, what the morning showed first; worked out when there is a run to ask of."""
        if self._pairs is None:
            page = self._page
            in_use = [s for s in page.context.record.shoes if s.retired is None or s.retired >= page.on]
            shown = self._shown() if len(in_use) > 1 else None
            self._pairs = tuple(sorted(in_use, key=lambda pair: pair.id != shown))
        return self._pairs

    @property
    def offered(self) -> Shoe | None:
        """The pair that one key says; None when one was said, nothing was run, or no pair is known."""
        draft = self._page.draft
        asked = draft.ran and draft.planned[0].shoe is None
        return self.pairs[0] if asked and self.pairs else None

    def say(self) -> None:
        """Say the first pair, then the next, then none again."""
        page = self._page
        if not page.draft.ran:
            page.refuse(
                page.keymap.fill(
                    "First say what you ran: {done.as_planned} as planned, {done.edit} edit, {done.words} type it"
                )
            )
        elif not self.pairs:
            page.refuse(f"No pair of shoes is known yet: {page.keymap.key('app.shoes')} adds one")
        else:
            session, *more = page.draft.planned
            ids = [None, *(pair.id for pair in self.pairs)]
            at = ids.index(session.shoe) + 1 if session.shoe in ids else 1
            new = ids[at % len(ids)]
            name = next((pair.name for pair in self.pairs if pair.id == new), "not said")
            page.change(page.draft.plan((replace(session, shoe=new), *more)), f"Shoes: {name}.")

    def _shown(self) -> str | None:
        """The pair that the morning showed for the run."""
        page = self._page
        day, context = page.day, page.context
        if day.morning is not None and day.facts is not None:
            answer = answers.again(day.morning, day.planned, day.facts, context.book)
        else:
            answer = context.answer(day.morning, day.planned)
        choice = prepare(context, answer, page.routines()).shoe
        return choice.shoe if choice is not None else None
