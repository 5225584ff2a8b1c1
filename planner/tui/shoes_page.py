"""The page of shoes: every pair with what it has done, and one key for each thing that may be said of it.

Pure and synchronous like every page. A change is saved at once, undo saves the pairs as they were. It refuses to know
files and pictures, and it condemns no pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from planner.core import pairs, wear_over, week
from planner.core.days import TERRAINS
from planner.core.pairs import Pair, PairError
from planner.core.record import Done, Shoe
from planner.core.rule import Numbers
from planner.core.settings import Settings
from planner.core.shoes import USUAL_LIMIT
from planner.core.units import amount, distance
from planner.core.values import replace
from planner.core.worn import Worn
from planner.desk import WINDOW, Desk
from planner.storage.shoes import new_id
from planner.storage.wear import counts
from planner.tui.commands import Keymap
from planner.tui.effects import SaveShoes
from planner.tui.modes import Item, Menu, TextLine
from planner.tui.page import BasePage
from planner.tui.undo import Undo

MOST_TEXT: Final = 200
WEEKS: Final = 10
"""Weeks of which all sessions are at hand."""
ADDS: Final = (
    "{shoes.add} adds a pair: its name, Enter; what it has run already ({shoes.start}), its limit ({shoes.limit}), "
    "terrain ({shoes.terrain}), role ({shoes.role}) may follow."
)
RETIRES: Final = (
    "{shoes.retire} retires a pair: its runs keep it, it is offered for past days only; again it brings it back."
)
ROLES: Final = "e.g. daily, speed, workouts, racing, long; empty: none"


class ShoesPage(BasePage):
    """The pairs of one runner."""

    name = "shoes"
    about = ADDS, RETIRES

    def __init__(
        self,
        shoes: tuple[Shoe, ...],
        sessions: Sequence[tuple[date, Done]],
        *,
        on: date,
        settings: Settings,
        keymap: Keymap,
        numbers: Numbers,
        longest_km: float | None = None,
        broken: str = "",
        counts: Mapping[str, Worn] | None = None,
        year: Callable[[int], Sequence[tuple[date, Done]]] | None = None,
    ) -> None:
        """`sessions` is all that was done; or, with the `counts` of all of it, that of ten weeks, and `year` gives what
        was done in a year. `numbers` are those of the rule `one-change`; `broken` says why the file of shoes cannot be
        read: nothing may be changed then.
        """
        super().__init__(on=on, settings=settings, keymap=keymap)
        self.shoes = shoes
        self.broken = broken
        self.unsaved = False
        self.undo: Undo[tuple[Shoe, ...]] = Undo()
        self.message = broken
        self._sessions, self._numbers, self._longest = sessions, numbers, longest_km
        self._counts, self._year = counts, year
        self._runs: dict[tuple[str, int], list[tuple[date, Done]]] = {}
        self._stand: tuple[tuple[Shoe, ...], tuple[Pair, ...]] | None = None
        self.at = 0

    # What there is to see.

    @property
    def rows(self) -> tuple[Pair, ...]:
        """The pairs as they stand today: those in use, then the retired ones."""
        if self._stand is None or self._stand[0] is not self.shoes:
            found = pairs.stand(
                self.shoes,
                self._sessions,
                self.on,
                numbers=self._numbers,
                longest_km=self._longest,
                units=self.settings.units,
                counts=self._counts,
            )
            self._stand = self.shoes, found
        return self._stand[1]

    @property
    def pair(self) -> Pair | None:
        """The pair under the cursor."""
        rows = self.rows
        return rows[min(self.at, len(rows) - 1)] if rows else None

    def outings(self, most: int) -> list[tuple[date, Done]]:
        """The last runs in the pair under the cursor, the latest first."""
        pair = self.pair
        if pair is None:
            return []
        known = pair.shoe.id, most
        if known not in self._runs:
            self._runs[known] = self._last_runs(pair, most)
        return self._runs[known]

    def weeks(self, count: int) -> list[tuple[date, dict[str, float]]]:
        """The distance in each pair in so many weeks up to this one, at most ten, the latest first."""
        first = week.dates(self.on, self.settings.first_day)[0] - timedelta(days=7 * (min(count, WEEKS) - 1))
        return wear_over.by_week(self._sessions, first, min(count, WEEKS))[::-1]

    def _last_runs(self, pair: Pair, most: int) -> list[tuple[date, Done]]:
        """Those of the last weeks; where these are fewer than there are, year after year back to its first run."""
        found = self._in_pair(pair, self._sessions)
        worn = pair.worn
        if self._year is None or not worn.first or not worn.last or len(found) >= min(most, worn.outings):
            return found[:most]
        found = []
        for year in range(worn.last.year, worn.first.year - 1, -1):
            found += self._in_pair(pair, self._year(year))
            if len(found) >= most:
                break
        return found[:most]

    def _in_pair(self, pair: Pair, sessions: Sequence[tuple[date, Done]]) -> list[tuple[date, Done]]:
        worn = [s for s in sessions if s[1].shoe == pair.shoe.id and s[0] <= self.on]
        return sorted(worn, key=lambda session: session[0], reverse=True)

    def explain(self) -> str:
        """What the numbers of a pair mean."""
        return (
            "Kilometres are those it had when you added it and those of every run that names it; correct a past day "
            "and they are corrected here. A limit is a custom and yours: no study shows injuries rising at a distance, "
            "so at 90 and 100 % you are asked how the pair feels, nothing more. A new pair is broken in by easy "
            "outings, a very different one over months."
        )

    def failed(self, message: str) -> None:
        """Hear that the pairs could not be saved."""
        super().failed(message)
        self.unsaved = True

    def inherit(self, before: object) -> None:
        """What was changed can be undone while the pairs are as they were left."""
        if isinstance(before, ShoesPage) and before.shoes == self.shoes:
            self.undo = before.undo

    # Keys.

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """The page's commands by verb."""
        return {
            "add": self._add,
            "start": lambda: self._km("start_km", "Kilometres at the start", 0.0),
            "limit": lambda: self._km("limit_km", "Limit", 1.0),
            "terrain": self._terrain,
            "role": lambda: self._text("role", "Role", ROLES),
            "comment": lambda: self._text("note", "Note", "How they feel; empty: none"),
            "rename": self._rename,
            "different": self._different,
            "retire": self._retire,
            "undo": lambda: self._restore(self.undo.back(self.shoes), "Undone."),
            "redo": lambda: self._restore(self.undo.forth(self.shoes), "Done again."),
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
        }

    def _move(self, by: int) -> None:
        self.at = min(max(self.at + by, 0), max(len(self.rows) - 1, 0))
        self.say("")

    def _change(self, shoe: Shoe, message: str) -> None:
        """Put a pair in, and ask for all of them to be saved."""
        self.undo.push(self.shoes)
        self.shoes = pairs.with_shoe(self.shoes, shoe)
        self.at = next(n for n, p in enumerate(self.rows) if p.shoe.id == shoe.id)
        odd = pairs.odd(self.rows[self.at], self.settings.units)
        self._save(f"{message} But {odd}" if odd else message)

    def _save(self, message: str) -> None:
        self.unsaved = False
        self.effect(SaveShoes(shoes=self.shoes, message=message))

    def _restore(self, shoes: tuple[Shoe, ...] | None, message: str) -> None:
        if shoes is None:
            self.say("Nothing there")
            return
        self.shoes = shoes
        self.at = min(self.at, max(len(self.rows) - 1, 0))
        self._save(message)

    def _may_change(self) -> bool:
        if self.broken:
            self.refuse("shoes.toml must be mended first: " + self.broken)
        return not self.broken

    def _chosen(self) -> Shoe | None:
        """The pair under the cursor, when it may be changed."""
        if not self._may_change():
            return None
        if self.pair is None:
            self.refuse(f"No pair yet: {self.keymap.key('shoes.add')} adds one")
            return None
        return self.pair.shoe

    def _add(self) -> None:
        def done(text: str) -> str | None:
            try:
                name = pairs.name_for(self.shoes, text)
            except PairError as error:
                return str(error)
            shoe = Shoe(id=new_id(name, {s.id for s in self.shoes}), name=name, added=self.on)
            keys = self.keymap
            then = ", ".join(f"{keys.key(f'shoes.{v}')} {w}" for v, w in _THEN)
            self._change(shoe, f"{name} added. Now if you like: {then}.")
            return None

        if self._may_change():
            help = (
                "A used pair: {shoes.start} says afterwards what it has run. Never said is not 0: it counts as not new."
            )
            help = self.keymap.fill(help)
            self.enter(TextLine(title="Name of the new pair", done=done, help=help, limit=MOST_TEXT))

    def _km(self, name: str, title: str, least: float) -> None:
        shoe = self._chosen()
        if shoe is None:
            return
        units = self.settings.units
        said = shoe.start_km if name == "start_km" else shoe.limit_km

        def done(text: str) -> str | None:
            try:
                km = pairs.km_of(text, units, least=least) if text else None
            except PairError as error:
                return str(error)
            if name == "limit_km":
                new = replace(shoe, limit_km=USUAL_LIMIT if km is None else km)
                self._change(new, f"{shoe.name}: limit {distance(new.limit_km, units)}.")
            else:
                words = "not said" if km is None else distance(km, units)
                self._change(replace(shoe, start_km=km), f"{shoe.name}: {words} at the start.")
            return None

        usual = distance(USUAL_LIMIT, units)
        help = f"Empty: {usual}, a custom" if name == "limit_km" else "0 for a new pair; empty: not known"
        now = amount(said, units) if said is not None else ""
        self.enter(TextLine(title=f"{title}, {units}: {shoe.name}", text=now, done=done, help=help, limit=20))

    def _text(self, name: str, title: str, help: str) -> None:
        shoe = self._chosen()
        if shoe is None:
            return

        def done(text: str) -> str | None:
            new = replace(shoe, role=text or None) if name == "role" else replace(shoe, note=text or None)
            self._change(new, f"{shoe.name}: {title.lower()} {text or 'none'}.")
            return None

        now = (shoe.role if name == "role" else shoe.note) or ""
        self.enter(TextLine(title=f"{title}: {shoe.name}", text=now, done=done, help=help, limit=MOST_TEXT))

    def _rename(self) -> None:
        shoe = self._chosen()
        if shoe is None:
            return

        def done(text: str) -> str | None:
            try:
                name = pairs.name_for(self.shoes, text, but=shoe.id)
            except PairError as error:
                return str(error)
            self._change(replace(shoe, name=name), f"Now called {name}.")
            return None

        help = f"The days keep its id, {shoe.id}, whatever it is called."
        self.enter(TextLine(title="New name", text=shoe.name, done=done, help=help, limit=MOST_TEXT))

    def _terrain(self) -> None:
        shoe = self._chosen()
        if shoe is None:
            return

        def now() -> tuple[str, ...]:
            return next(s.terrain for s in self.shoes if s.id == shoe.id)

        def pick(value: str) -> None:
            on = now()
            terrain = tuple(t for t in TERRAINS if (t in on) != (t == value))
            self._change(
                replace(self._now(shoe), terrain=terrain), f"{shoe.name}: {', '.join(terrain) or 'any ground'}."
            )

        letters = dict(zip("rtkdgm", ("road", "trail", "track", "treadmill", "grass", "mixed"), strict=True))
        items = [Item(letter=k, words=v, value=v) for k, v in letters.items()]
        self.enter(Menu(title=f"Made for: {shoe.name}", items=items, pick=pick, many=True, chosen=now, say=self.say))

    def _now(self, shoe: Shoe) -> Shoe:
        return next(s for s in self.shoes if s.id == shoe.id)

    def _different(self) -> None:
        shoe = self._chosen()
        if shoe is not None:
            on = not shoe.very_different
            words = "very different: months to break in" if on else "of the usual kind"
            self._change(replace(shoe, very_different=on), f"{shoe.name}: {words}.")

    def _retire(self) -> None:
        shoe = self._chosen()
        if shoe is None:
            return
        try:
            new = pairs.retire(shoe, self.on) if shoe.retired is None else pairs.bring_back(self.shoes, shoe)
        except PairError as error:
            self.refuse(str(error))
            return
        back = self.keymap.key("shoes.retire")
        words = f"retired; its runs keep it, {back} brings it back" if new.retired else "in use again"
        self._change(new, f"{shoe.name} {words}.")


_THEN: Final = (("start", "km at the start"), ("limit", "limit"), ("terrain", "terrain"))


def make(desk: Desk, keymap: Keymap, on: date | None = None) -> ShoesPage:
    """The page of a date, today when not given; the file of shoes is read anew."""
    on = on or desk.today()
    shoes, broken = desk.shoes_anew()
    context = desk.context(on)
    days = sorted((day, known.done) for day, known in context.record.days.items() if day >= on - timedelta(days=WINDOW))
    return ShoesPage(
        shoes,
        tuple((day, one) for day, done in days for one in done),
        on=on,
        settings=desk.settings,
        keymap=keymap,
        numbers=desk.book.entries["one-change"].numbers,
        longest_km=context.answer(None, ()).scenario.history.longest_km,
        broken=broken,
        counts=counts(desk.places, desk.index, on),
        year=lambda year: tuple(desk.index.sessions(date(year, 1, 1), date(year, 12, 31))),
    )
