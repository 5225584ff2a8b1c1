"""The planned session edited in place: a field at a time, by digits, arrows and letters.

It is a mode of the morning page. It knows fields, steps and their order; it refuses to know what the change does to the
advice, which is worked out anew after every key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, Protocol, Self, TypeVar

from planner.core import units as show
from planner.core.days import RUN_KINDS, TERRAINS, Planned
from planner.core.fields import changed
from planner.core.record import Shoe
from planner.core.runtext import RunTextError, parse
from planner.core.values import dataclass
from planner.tui.frame import Line

KINDS: Final = (*RUN_KINDS, "cross", "strength", "rest")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of the plan."""

    name: str
    letter: str
    label: str
    step: float = 0.0
    """What one arrow changes; 0 = it goes through a list."""
    most: float = 0.0


FIELDS: Final = (
    Field(name="kind", letter="k", label="Kind"),
    Field(name="km", letter="d", label="Distance", step=0.5, most=500),
    Field(name="minutes", letter="m", label="Time", step=5, most=2880),
    Field(name="pace", letter="p", label="Pace", step=5 / 60, most=30),
    Field(name="climb_m", letter="c", label="Climb", step=10, most=20_000),
    Field(name="terrain", letter="t", label="Terrain"),
    Field(name="shoe", letter="s", label="Shoes"),
)
BY_NAME: Final = {f.name: f for f in FIELDS}
FASTEST, SLOWEST = 2.0, 20.0
"""Minutes a kilometre between which a typed time is read as one of a run or a walk."""


D = TypeVar("D", bound="Editable")


class Editable(Protocol):
    """A draft with sessions."""

    @property
    def planned(self) -> tuple[Planned, ...]:
        """The sessions."""
        ...

    def plan(self, planned: tuple[Planned, ...]) -> Self:
        """Put other sessions in their place."""
        ...


class Page(Protocol[D]):
    """What the editor needs of its page."""

    draft: D

    def change(self, draft: D, message: str) -> None:
        """Put a new draft in place of the old one."""
        ...

    def say(self, message: str) -> None:
        """Say something in the status line."""
        ...


def session_at(planned: Sequence[Planned]) -> int:
    """Which session of the day is edited: the longest run, else the first; 0 when there is none."""
    runs = [(p.km or 0.0, -n) for n, p in enumerate(planned) if p.is_run]
    return -max(runs)[1] if runs else 0


def value(field: Field, plan: Planned | None, units: str, shoes: Sequence[Shoe] = ()) -> str:
    """A field's value as the screen shows it; empty when it was not said."""
    said = getattr(plan, field.name, None) if plan is not None else None
    if said is None:
        return ""
    if field.name == "km":
        return show.distance(said, units)
    if field.name == "minutes":
        return show.duration(said) if float(said).is_integer() else show.clock(said)
    if field.name == "pace":
        return show.pace(said, units)
    if field.name == "climb_m":
        return show.climb(said, units)
    if field.name == "shoe":
        return next((s.name for s in shoes if s.id == said), str(said))
    return str(said)


def _unit(text: str, km: float | None) -> str:
    """Whether `46:30` is hours and minutes or minutes and seconds: by the pace, else by the size of the first."""
    first, _, second = text.partition(":")
    if second.count(":") or not (first.isdigit() and second.isdigit()):
        return "h"
    long, short = int(first) * 60 + int(second), int(first) + int(second) / 60
    if km:
        slow, fast = long / km > SLOWEST, short / km < FASTEST
        if slow != fast:
            return " min" if slow else "h"
    return " min" if int(first) >= 10 else "h"


class Editor(Generic[D]):
    """The mode: a cursor on a field, and what was typed into it so far."""

    def __init__(
        self,
        page: Page[D],
        *,
        units: str,
        shoes: Sequence[Shoe],
        save: Callable[[], None],
        offered: Callable[[], str | None] = lambda: None,
    ) -> None:
        """`shoes` are the pairs that may be worn; `save` is what Enter does once nothing is being typed; `offered` is
        the pair that stands on the screen while the plan names none: the arrows start from it.
        """
        self._page, self._units, self._save, self._offered = page, units, save, offered
        self.shoes = tuple(shoes)
        self.at = 1
        self.typed = ""

    title = "Edit the run"

    @property
    def field(self) -> Field:
        """The field under the cursor."""
        return FIELDS[self.at]

    @property
    def plan(self) -> Planned:
        """The session being edited."""
        planned = self._page.draft.planned
        return planned[session_at(planned)] if planned else Planned(kind="easy")

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What the keys do here."""
        return (("Enter", "save"), ("0-9", "type"), ("left right", "change"), ("dmpctsk", "field"), ("Esc", "back"))

    def owns(self, key: str) -> bool:
        """The letters of the fields and what is typed into them."""
        return key in "0123456789.,:-+" or any(f.letter == key for f in FIELDS)

    def lines(self, width: int, height: int) -> list[Line]:
        """Nothing: the plan's own rows show it."""
        return []

    def key(self, key: str) -> bool:
        """Take a key; False when editing is over."""
        if key == "escape":
            if self.typed:
                self.typed = ""
                return True
            return False
        if key == "enter":
            if self.typed and not self._commit():
                return True
            self._save()
            return False
        if key == "backspace" and self.typed:
            self.typed = self.typed[:-1]
        elif key in "0123456789.,:" and len(key) == 1 and self.field.step:
            self.typed += key if len(self.typed) < 8 else ""
        elif key in ("down", "tab", "up", "shift+tab"):
            if not self.typed or self._commit():
                self.at = (self.at + (1 if key in ("down", "tab") else -1)) % len(FIELDS)
        elif key in ("left", "right", "-", "+"):
            if not self.typed or self._commit():
                self._step(1 if key in ("right", "+") else -1)
        elif key in ("delete", "backspace"):
            self._set(None)
        else:
            return self._letter(key)
        return True

    def _letter(self, key: str) -> bool:
        at = next((n for n, f in enumerate(FIELDS) if f.letter == key), None)
        if at is None:
            self._page.say("d distance, m time, p pace, c climb, t terrain, s shoes, k kind; Enter saves, Esc leaves")
        elif not self.typed or self._commit():
            self.at = at
        return True

    def _commit(self) -> bool:
        """Take what was typed; False, and a message, when it is not a value of the field."""
        field, text = self.field, self.typed.strip()
        try:
            if field.name == "km":
                got = parse(f"{text} {self._units}").km
            elif field.name == "pace":
                got = parse(f"easy {text}/{self._units}").pace  # alone it would be no session
            elif field.name == "climb_m" and self._units == "mi":
                got = round(float(text.replace(",", ".")) / show.FEET_PER_METRE, 1)
            elif field.name == "minutes" and ":" in text:
                got = parse(f"{text}{_unit(text, self.plan.km)}").minutes
            else:
                said = parse(f"easy +{text} m" if field.name == "climb_m" else f"{text} min")
                got = said.minutes if field.name == "minutes" else said.climb_m
        except (RunTextError, ValueError) as error:
            self._page.say(getattr(error, "message", f"'{text}' is no number"))
            self.typed = ""
            return False
        self.typed = ""
        self._set(got)
        return True

    def _step(self, by: int) -> None:
        field, plan = self.field, self.plan
        if not field.step:
            self._cycle(by)
            return
        now = getattr(plan, field.name) or 0.0
        size = field.step * (show.KM_PER_MILE if field.name == "km" and self._units == "mi" else 1)
        if field.name == "pace" and not now:
            now = 6.0
        new = round(min(max(now + by * size, 0.0), field.most), 4)
        low = {"pace": 2.0, "km": 0.1, "minutes": 1.0}.get(field.name, 0.0)
        self._set(max(new, low))

    def _cycle(self, by: int) -> None:
        lists: dict[str, tuple[str, ...]] = {
            "kind": KINDS,
            "terrain": TERRAINS,
            "shoe": tuple(s.id for s in self.shoes),
        }
        values = lists[self.field.name]
        if not values:
            self._page.say("No pair of shoes is known yet: S adds one")
            return
        now = getattr(self.plan, self.field.name)
        if now is None and self.field.name == "shoe":
            now = self._offered()
        at = values.index(now) + by if now in values else (0 if by > 0 else -1)
        self._set(values[at % len(values)])

    def _set(self, got: object) -> None:
        plan = changed(self.plan, **{self.field.name: got})
        if self.field.name == "kind" and got == "rest":
            plan = Planned(kind="rest", note=plan.note)
        planned = list(self._page.draft.planned)
        at = session_at(planned)
        planned[at : at + 1] = [plan]
        words = value(self.field, plan, self._units, self.shoes) or "not said"
        self._page.change(self._page.draft.plan(tuple(planned)), f"{self.field.label}: {words}.")
