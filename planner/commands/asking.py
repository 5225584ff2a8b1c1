"""The questions of a morning asked one a line, each answer handed to the page until it takes it.

It knows how a question reads aloud and what may be typed; it refuses to know what an answer is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from planner.commands import given, understood
from planner.commands.io import Io
from planner.commands.understood import Hurt
from planner.core.days import Closed
from planner.core.open_matters import BONE
from planner.core.sites import FLAGS
from planner.core.units import hours
from planner.storage.reading import Wrong
from planner.tui.controller import MorningPage
from planner.tui.effects import Effect
from planner.tui.modes import Menu, TextLine
from planner.tui.questions import LAST, NOTHING, NOTHING_ELSE, RATED, Question, answered

MAX_LINE: Final = 20_000
"""Bytes of an answer; the rest is not heard."""
SHORT: Final = 6
"""Items that a question names; more are listed for a ?."""
PAINS: Final = "a pain as 3 left calf (0 to 10, place, side), limp, painkiller, illness, sign, or a sign's name"
KEYS: Final = {
    "l": "l", "limp": "l", "stride": "l", "i": "i", "ill": "i", "illness": "i", "!": "!", "sign": "!", "signs": "!",
    "warning": "!", "warning sign": "!",
}  # fmt: skip  # words and the keys that they stand for


class End(Exception):
    """The input ended, or the runner ended it."""


class Asking:
    """Asks the page's questions."""

    def __init__(self, io: Io, page: MorningPage, do: Callable[[list[Effect]], None], lines: Iterator[bytes]) -> None:
        """`do` does what the page asks for; `lines` are the runner's, see `Io.lines`."""
        self._io, self._page, self._do = io, page, do
        self._lines = lines
        self.heard = 0
        """Answers so far, those by an empty line among them."""

    def line(self, question: str) -> str:
        """Ask one question; gives the answer without blanks around it. Raises End."""
        self.say(question)
        return self.hear()

    def say(self, words: str) -> None:
        """Say lines at once."""
        self._io.out(words)
        self._io.stdout.flush()

    def hear(self) -> str:
        """The next answer, without blanks around it. Raises End."""
        line = next(self._lines, None)
        if line is None:
            raise End
        said = line.decode("utf-8", "replace").strip()
        if said.lower() in ("q", "quit"):
            raise End
        self.heard += bool(said)
        return said

    def questions(self) -> None:
        """All questions in their order, each until it is answered."""
        done: set[tuple[object, ...]] = set()
        while (q := next((q for q in self._page.rows if q.key not in done), None)) is not None:
            done.add(q.key)
            if q.kind == "last":
                self._last(q)
                return
            if q.kind == "site" and q.where not in self._page.known:
                continue
            if self._one(q) == "copied":
                done |= {r.key for r in self._page.rows if r.kind == "rating"}

    def _one(self, q: Question) -> str:
        ask = {"sleep": self._sleep, "rating": self._rating, "site": self._site, "matter": self._matter}[q.kind]
        while True:
            said = self.line(self._words(q))
            if not said and q.kind != "matter" and answered(q, self._page.draft):
                return ""
            self._page.stay(q)
            wrong = ask(q, said)
            if not wrong or wrong == "copied":
                return wrong
            self._io.out(wrong)

    # How a question reads.

    def _words(self, q: Question) -> str:
        page, m = self._page, self._page.draft.morning
        before = page.before.morning if page.before else None
        if q.kind == "sleep":
            slept, form = before.sleep_h if before else None, page.settings.hours
            was = f" (yesterday {hours(slept, form)}; y copies sleep and ratings)" if slept is not None else ""
            now = f" Enter keeps {hours(m.sleep_h, form)}." if m.sleep_h is not None else ""
            return f"Sleep, hours:{was}{now}"
        if q.kind == "rating":
            label, best, worst = RATED[q.name]
            past = getattr(before, q.name) if before else None
            was = f" (yesterday {past})" if past is not None else ""
            rating = page.draft.rating(q.name)
            now = f" Enter keeps {rating}." if rating is not None else ""
            return f"{label}, 1 {best} to 7 {worst}:{was}{now}"
        if q.kind == "site":
            pain = page.draft.pain_at(q.where)
            return f"{q.label}, 0 none to 10 worst:" + (f" Enter keeps {pain.score}." if pain else "")
        matter = next(x for x in page.matters if (x.name, x.site or "", x.side) == (q.name, *q.where))
        closed = page.draft.closing(q.name, q.where[0] or None, q.where[1])
        how = "cleared, or Enter" if q.name == BONE else "gone, gone since a date, cleared, or Enter"
        stays = f"Enter keeps {closed.how}" if closed else f"{how} for still open"
        return f"{q.label}, open since {matter.since}: {stays}"

    # What an answer does; gives what is wrong with it.

    def _sleep(self, q: Question, said: str) -> str:
        page = self._page
        if said.lower() == "y" and page.before is not None and page.before.morning is not None:
            page.run("morning.yesterday")
            return "copied"
        try:
            slept = 10.0 if said.lower() == "x" else given.hours(said)
        except Wrong as wrong:
            return _wrong(wrong, said, "0 to 24 hours, e.g. 7.5 or 7:30")
        page.change(page.draft.sleep(round(slept, 4)), "")
        return ""

    def _rating(self, q: Question, said: str) -> str:
        try:
            self._do(self._page.key(str(given.rating(said))))
        except Wrong as wrong:
            return _wrong(wrong, said, "1 to 7")
        return ""

    def _site(self, q: Question, said: str) -> str:
        try:
            score = 10 if said.lower() == "x" else given.score(said)
        except Wrong as wrong:
            return _wrong(wrong, said, "0 to 10")
        self._do(self._page.key("x" if score == 10 else str(score)))
        self._modes()
        return ""

    def _matter(self, q: Question, said: str) -> str:
        page, word = self._page, said.lower()
        if word in ("", "o", "open", "still open"):
            if word:
                self._do(page.key("o"))
            return ""
        first, _, rest = word.partition(" ")
        if first in ("c", "cleared"):
            self._do(page.key("c"))
            return ""
        if first not in ("g", "gone"):
            return f"{said} is not understood: gone, cleared, or Enter for still open."
        if q.name == BONE:
            return "A bone suspicion is closed only by cleared: seen by a clinician."
        on: date = page.on
        if rest.removeprefix("since").strip():
            try:
                on = given.day_until(page.on)(rest.removeprefix("since").strip())
            except Wrong as wrong:
                return _wrong(wrong, said, "gone 2026-11-21")
        site, side = q.where[0] or None, q.where[1]
        page.change(page.draft.close(Closed(matter=q.name, site=site, side=side, how="gone", on=on)), "")
        return ""

    # The last question, and what it opens.

    def _last(self, q: Question) -> None:
        page = self._page
        if not page.draft.complete:
            for flag in page.limped:
                self._io.out(f"Yesterday: {FLAGS[flag]}. Say limp if it is still so.")
        while True:
            raised = bool(page.draft.morning.pain or page.draft.morning.flags)
            keep = " Enter keeps what was said." if page.draft.complete else ""
            said = self.line(f"{'Anything else?' if raised else LAST} {NOTHING_ELSE if raised else NOTHING}.{keep}")
            if not said and page.draft.complete:
                return
            for part in [p.strip() for p in said.split(",") if p.strip()] or [""]:
                page.stay(q)
                if part.lower() in understood.NOTHING:
                    self._do(page.key("0"))
                    return
                wrong = self._sign(part)
                if wrong:
                    self._io.out(wrong)
                    break

    def _sign(self, said: str) -> str:
        """A pain or a sign; gives what is wrong with it."""
        page, word = self._page, said.lower()
        if word in ("", "?"):
            return f"Say 0 for none, or {PAINS}."
        if (pain := understood.hurt(said)) is not None:
            return self._hurt(pain)
        if word in KEYS:
            self._do(page.key(KEYS[word]))
            return self._modes()
        flag = "painkiller_6h" if word in ("p", "painkiller") else understood.flag(said)
        if flag is None:
            near = understood.flags_near(said)
            return f"{said} is not understood" + (f"; did you mean {near}?" if near else f": 0 for none, or {PAINS}.")
        if flag not in (page.draft.morning.flags or ()):
            page.change(page.draft.flag(flag), "")
        self._io.out(f"{FLAGS[flag][:1].upper()}{FLAGS[flag][1:]}: said.")
        return ""

    def _hurt(self, pain: Hurt) -> str:
        page = self._page
        self._do(page.key("x" if pain.score == 10 else str(pain.score)))
        mode = page.mode
        if pain.site and isinstance(mode, Menu):
            name = understood.other(pain.site)
            found = understood.item("v" if name else pain.site, mode.items)
            if found is None:
                self._io.out(_unclear(pain.site, mode))
                while page.mode is mode:
                    self._menu(mode)
            else:
                self._do(page.key(found.letter))
                if name and isinstance(page.mode, TextLine):
                    page.paste(name)
                    self._do(page.key("enter"))
        mode = page.mode
        if pain.side and isinstance(mode, Menu) and (found := understood.item(pain.side, mode.items)) is not None:
            self._do(page.key(found.letter))
        return self._modes()

    def _modes(self) -> str:
        """Ask on while the page asks on; then say what it understood."""
        page = self._page
        while (mode := page.mode) is not None:
            if isinstance(mode, Menu):
                self._menu(mode)
            elif isinstance(mode, TextLine):
                self._text(mode)
            else:
                page.enter(None)
        if page.message:
            self._io.out(page.message.partition(" Next: ")[0])
        return ""

    def _menu(self, mode: Menu) -> None:
        skip = next((i for i in mode.items if not i.value), None)
        if len(mode.items) <= SHORT:
            names = ", ".join(f"{i.letter} {i.words}" for i in mode.items)
        else:
            names = "a name or letter, ? lists them"
        offer = "Enter: no more" if mode.many else f"Enter: {skip.words}" if skip else "back leaves it"
        said = self.line(f"{mode.title.rstrip(':?')}: {names}. {offer}.")
        if said == "?":
            for i in mode.items:
                self._io.out(f"{i.letter} {i.words}")
        elif said.lower() == "back" or (not said and mode.many):
            self._page.key("escape")
        elif not said and skip is not None:
            self._do(self._page.key(skip.letter))
        else:
            for part in [p for p in said.split(",") if p.strip()] if mode.many else [said]:
                self._pick(mode, part)

    def _pick(self, mode: Menu, said: str) -> None:
        found = understood.item(said, mode.items)
        if found is None:
            self._io.out(_unclear(said, mode))
        elif not (mode.many and found.value in mode.chosen()):
            self._do(self._page.key(found.letter))

    def _text(self, mode: TextLine) -> None:
        said = self.line(f"{mode.title.rstrip(':?')}: {mode.help}")
        if not said or said.lower() == "back":
            self._page.key("escape")
            return
        self._page.key("ctrl+u")
        self._page.paste(said)
        self._do(self._page.key("enter"))
        if self._page.mode is mode:
            self._io.out(mode.wrong.removesuffix(" Esc goes back."))


def _wrong(wrong: Wrong, said: str, then: str) -> str:
    return f"{wrong.message[:1].upper()}{wrong.message[1:]}: {then}." if said else f"Nothing is offered here: {then}."


def _unclear(said: str, mode: Menu) -> str:
    near = understood.near(said, mode.items)
    return f"{said or 'Nothing'} is not understood" + (f"; did you mean {near}?" if near else ".")
