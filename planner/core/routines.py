"""Steps, routines, ladders: what to do before, after and instead of a run, as frozen values.

They are read from `routines.toml`; this module knows their form and how they hang together. It refuses to know a day:
`steps` chooses for one, `strength` counts sessions, `returning` dates a ladder.
Seconds, minutes, degrees Celsius, years; `None` = not said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from planner.core.sites import OTHER, place
from planner.core.values import dataclass, field

USES: Final = ("warm_up", "cool_down", "strength", "cross_train")
"""What a routine is for."""
SECONDS_PER_REP: Final = 3.0
"""A slow repetition, down and up; only for how long a list of steps takes."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """One dose on the way up of a strength exercise: sets of repetitions, or of seconds."""

    sets: int
    reps: int | None = None
    seconds: int | None = None
    more: str | None = None
    """What else gets harder, e.g. `a stiffer band`."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do."""

    id: str
    name: str
    dose: str
    """How much, in words: `10 each side`."""
    how: str | None = None
    """How to do it."""
    note: str | None = None
    """What is known of its worth, honestly."""
    seconds: int | None = None
    """How long the whole step takes."""
    reps: int | None = None
    per_side: bool = False
    loads: tuple[str, ...] = ()
    """Sites that carry it; it is never shown while one of them hurts."""
    helps: tuple[str, ...] = ()
    """Sites it is meant to be kind to; no proof is claimed."""
    instead: str | None = None
    """The step to do where this one would load a sore site."""
    after_pain: tuple[str, ...] = ()
    """Only for whom one of these sites hurt in the last ten weeks; empty = for everybody."""
    optional: bool = False
    impact: bool = False
    """The legs strike the ground or carry the body; not with a bone suspicion, wherever it is."""
    outdoors: bool = False
    factor: tuple[float, float] | None = None
    """Cross-training: minutes for each minute of the run, from and to."""
    levels: tuple[Level, ...] = ()
    """Strength: the doses from the first to the last."""
    sources: tuple[str, ...] = ()

    @property
    def takes(self) -> int:
        """Seconds that it takes, both sides; 60 where neither seconds nor repetitions are said."""
        if self.seconds is not None:
            return self.seconds
        return round(self.reps * SECONDS_PER_REP * (2 if self.per_side else 1)) if self.reps is not None else 60

    def hurt_by(self, sore: Collection[str]) -> tuple[str, ...]:
        """The sore sites that it would load, in the order of its own list."""
        return tuple(site for site in self.loads if site in sore)


@dataclass(frozen=True, kw_only=True)
class Routine:
    """A named list of steps for one use."""

    id: str
    name: str
    use: str
    """One of USES."""
    steps: tuple[str, ...]
    """Ids of steps, or of other routines whose steps stand there."""
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One rung of a return ladder: walking and running in turn, minutes in all, or a share of the longest run."""

    walk_min: float | None = None
    run_min: float | None = None
    repeats: int | None = None
    minutes: float | None = None
    """All minutes of the outing, where no walk and run are said."""
    share: float | None = None
    """Of the longest run before the break."""
    km: float | None = None
    """All kilometres of the outing, walking included."""
    effort: int | None = None
    """Most effort, 0-10."""


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """A staged return."""

    id: str
    name: str
    after: str
    """What it comes back from: illness, layoff, long_layoff, bone."""
    entry: str
    """What must be true before its first stage, in words."""
    hold: str
    """What holds the stage, in words."""
    stages: tuple[Stage, ...]
    times: int = 1
    """Outings on each stage at least."""
    days_between: int = 1
    """Days from one outing to the next; 2 = a day between."""
    first_day: int = 0
    """Days after the break ended on which the first outing may be."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Book:
    """All steps, routines and ladders in use, with the numbers that choosing among them reads."""

    steps: Mapping[str, Step] = field(default_factory=dict)
    routines: Mapping[str, Routine] = field(default_factory=dict)
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)

    def of(self, *routines: str) -> tuple[Step, ...]:
        """The steps of routines in their order, each once; a routine that is not there has none."""
        found: dict[str, Step] = {}
        for name in routines:
            self._add(name, found, frozenset())
        return tuple(found.values())

    def _add(self, name: str, found: dict[str, Step], above: frozenset[str]) -> None:
        routine = self.routines.get(name)
        if routine is None or name in above:
            return
        for step in routine.steps:
            if step in self.steps:
                found.setdefault(step, self.steps[step])
            else:
                self._add(step, found, above | {name})

    def for_use(self, use: str) -> tuple[Step, ...]:
        """Every step of every routine of one use, each once."""
        return self.of(*(name for name, routine in self.routines.items() if routine.use == use))

    def stand_in(self, step: Step, sore: Collection[str], *, bone: bool = False) -> Step | None:
        """The step itself, or the first on its chain of `instead` that loads no sore site; None when there is none."""
        seen: set[str] = set()
        now: Step | None = step
        while now is not None and now.id not in seen:
            if not now.hurt_by(sore) and not (bone and now.impact):
                return now
            seen.add(now.id)
            now = self.steps.get(now.instead) if now.instead else None
        return None


def loop(links: Mapping[str, Iterable[str]], start: str) -> tuple[str, ...] | None:
    """The way from a name back to itself along links, the name at both ends, or None."""
    seen: set[str] = set()
    ways: list[tuple[str, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        for following in links.get(way[-1], ()):
            if following == start:
                return (*way, start)
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return None


def places(sites: Iterable[str]) -> str:
    """Sites in words: `your knee (front) and your calf`."""
    words = [place(site, None) for site in sites]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def unlisted(sore: Iterable[str], book: Book) -> tuple[str, ...]:
    """Sore sites of the runner's own naming that no step knows, so that nobody can say what loads them."""
    known = {site for step in book.steps.values() for site in step.loads}
    return tuple(sorted(site for site in sore if site.startswith(OTHER) and site not in known))
