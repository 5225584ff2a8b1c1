"""Why a day is as it is, as values for every face: what spoke, what could not be asked, what would change it.

A face lays them out and adds nothing; nothing here knows files, and sources are handed over. What would change an
answer is a change of plan, pair or place; what holds it down is said apart, as facts and not as something to change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from planner.core import answer as answers
from planner.core.advise import Change, held_by, would_change
from planner.core.answer import Answer
from planner.core.facts import Scenario
from planner.core.record import Day
from planner.core.rule import Entry, Rule, Rulebook
from planner.core.rules import BY_ID
from planner.core.seen import Seen, seen
from planner.core.source import Source
from planner.core.values import dataclass, replace
from planner.core.verdict import Reason, Rung
from planner.core.words import reason_line

Sources = Mapping[str, Source]
NEEDS: Final = {
    "plan": "what you plan for today",
    "plan.terrain": "the surface of the run",
    "sleep_h": "how long you slept",
    "sleep_quality": "how well you slept",
    "fatigue": "how tired you are",
    "soreness": "how sore you are",
    "stress": "how stressed you are",
    "device.rhr_delta": "your resting pulse (ten mornings of four weeks)",
    "device.hrv_z": "your HRV (ten mornings of four weeks)",
    "history.sleep_avg14_h": "your sleep (seven nights of two weeks)",
    "history.consecutive_run_days": "your runs of the last days",
    "history.runs_per_week": "your runs of four weeks",
    "history.strength_sessions_7d": "what you did in the last seven days",
    "person.experience_months": "since when you run",
    "person.bmi": "your height and weight",
    "person.age": "your year of birth",
    "person.pregnant": "whether you are pregnant",
    "shoe.km": "the pair for the run, with its kilometres",
    "shoe.pairs": "your pairs of shoes",
}
"""Needs of rules as what the runner would say."""
NONE: Final = {
    "history.days_since_last_run": "no run is recorded",
    "history.days_since_hard": "no hard session is recorded",
    "history.days_since_fever_free": "no fever is recorded",
    "person.weeks_postpartum": "no birth is recorded",
    "env.wbgt_c": "the weather is not known",
    "env.wind_chill_c": "the weather is not known",
    "env.aqi": "the weather is not known",
}
"""Needs that are missing where nothing was left unsaid, as what is so."""
_BEYOND: Final = {
    "spike": "a distance or a time for the run",
    "surface": "your runs of four weeks with their surface",
    "bmi-first-week": "since when you run",
}
"""What a rule misses though its declared needs were said."""
_NO_ENTRY: Final = Entry()


@dataclass(frozen=True, kw_only=True)
class Spoke:
    """A rule that spoke."""

    rule: str
    title: str
    explanation: str
    because: str
    seen: Seen
    sources: tuple[str, ...]
    strength: str | None
    """The letter of its strongest study, D where only choices of ours stand behind it; None when none is known."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Something that is not known, and the rules that could speak if it were."""

    what: str
    rules: tuple[str, ...]
    """Their titles."""
    sayable: bool
    """False where there is nothing that the runner has left unsaid: no fever, no weather."""

    @property
    def words(self) -> str:
        """`Say your year of birth and one more rule can speak: Sixty and over`."""
        if not self.sayable:
            return f"{self.what[:1].upper()}{self.what[1:]}, so nothing is said by: {', '.join(self.rules)}"
        more = "one more rule" if len(self.rules) == 1 else f"{len(self.rules)} more rules"
        return f"Say {self.what} and {more} can speak: {', '.join(self.rules)}"


@dataclass(frozen=True, kw_only=True)
class Explained:
    """All of the why of one day."""

    rung: Rung
    reasons: tuple[Spoke, ...]
    """In the order of the advice: gentlest first."""
    held: tuple[str, ...]
    """The sentences of what holds the day where it is; empty for a run."""
    changes: tuple[Change, ...]
    """What would raise the answer; empty where nothing of plan, pair or place would."""
    unasked: tuple[str, ...]
    """Ids of the rules that could not be asked."""
    openings: tuple[Opening, ...]
    other_rules: str | None = None
    """The version of the rules that a stored day was answered with, where those of now are others."""


def explain(answer: Answer, book: Rulebook, sources: Sources, units: str = "km") -> Explained:
    """The why of an answer under the rulebook that gave it. Units are those of the sentences."""
    s, advice = answer.scenario, answer.advice
    return Explained(
        rung=advice.rung,
        reasons=tuple(_spoke(r, s, book, sources, reason_line(r, units)) for r in advice.reasons),
        held=tuple(reason_line(r, units) for r in held_by(s, advice, book)),
        changes=would_change(s, advice, book, units),
        unasked=advice.unasked,
        openings=openings(s, advice.unasked),
    )


def stored(day: Day, book: Rulebook, sources: Sources, units: str = "km") -> Explained | None:
    """The why of a stored day, from the facts saved in it; None without a check-in.

    Where other rules gave the answer, verdict and sentences are those that were saved, and nothing is said of what
    would change them now.
    """
    if day.morning is None or day.facts is None or day.advice is None:
        return None
    again = answers.again(day.morning, day.planned, day.facts, book)
    now = explain(again, book, sources, units)
    saved = day.advice
    told = {r.rule for r in saved.reasons}
    same = saved.rung == again.advice.rung and told == {r.rule for r in now.reasons}
    if same and saved.rules == book.version:
        return now
    known = {r.rule: r for r in now.reasons}
    return replace(
        now,
        rung=saved.rung,
        reasons=tuple(
            replace(known[r.rule], because=r.because) if r.rule in known else _told(r.rule, r.because, book, sources)
            for r in saved.reasons
        ),
        held=() if saved.rung != again.advice.rung else now.held,
        changes=(),
        other_rules=saved.rules,
    )


def openings(s: Scenario, unasked: Iterable[str]) -> tuple[Opening, ...]:
    """Why rules could not be asked: first what the runner could say, what opens most rules before the others."""
    found: dict[tuple[str, bool], list[str]] = {}
    for id in unasked:
        rule = BY_ID[id]
        none = next((NONE[need] for need in rule.needs if need in NONE and _said(s, need) is None), None)
        key = (joined(missing(s, rule)), True) if none is None else (none, False)
        found.setdefault(key, []).append(rule.title)
    rows = (Opening(what=what, rules=tuple(titles), sayable=can) for (what, can), titles in found.items())
    return tuple(sorted(rows, key=lambda o: (not o.sayable, -len(o.rules))))


def missing(s: Scenario, rule: Rule) -> tuple[str, ...]:
    """What a rule that could not be asked misses, in words."""
    found = [NEEDS[need] for need in rule.needs if need in NEEDS and _said(s, need) is None]
    if s.plan is None and "plan.terrain" in rule.needs:
        found = [NEEDS["plan"]]
    return tuple(found) or (_BEYOND.get(rule.id, "more"),)


def need_words(rule: Rule) -> tuple[str, ...]:
    """What a rule needs to know, in words."""
    named = {"env.wbgt_c": "the heat (WBGT)", "env.wind_chill_c": "the wind chill", "env.aqi": "the air quality index"}
    named |= {
        "history.days_since_last_run": "when you last ran",
        "history.days_since_hard": "when you last ran hard",
        "history.days_since_fever_free": "how long a fever has been gone",
        "person.weeks_postpartum": "the date of a birth",
    }
    return tuple(NEEDS.get(need) or named[need] for need in rule.needs)


def joined(items: tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def strength(ids: Iterable[str], sources: Sources) -> str | None:
    """The best letter, A to D, of some sources; a choice of ours is D. None when none is known."""
    letters = [source.strength or "D" for id in ids if (source := sources.get(id)) is not None]
    return min(letters, default=None)


def source_lines(id: str, sources: Sources) -> Iterator[str]:
    """A source: what it is and how strong, then in whom it was seen; a choice of ours says that it is one."""
    source = sources.get(id)
    if source is None:
        yield id
        return
    if source.is_design or source.status == "design choice":
        yield f"{id}, a design choice, not a finding: {source.title}"
        return
    who = ", ".join(x for x in (source.authors, str(source.year) if source.year else None) if x)
    note = f" ({source.strength_note})" if source.strength_note else ""
    strong = "" if source.strength is None else f"; strength {source.strength}{note}"
    doubt = "; from memory, not checked" if source.status == "from memory" else ""
    yield f"{id}: {source.title}" + (f" ({who})" if who else "") + strong + doubt
    if source.population:
        yield f"population: {source.population}"


def _spoke(r: Reason, s: Scenario, book: Rulebook, sources: Sources, because: str) -> Spoke:
    rule = BY_ID[r.rule]
    return Spoke(
        rule=r.rule,
        title=rule.title,
        explanation=rule.explanation,
        because=because,
        seen=seen(r, s, book.entries.get(rule.reads, _NO_ENTRY).numbers),
        sources=r.sources,
        strength=strength(r.sources, sources),
    )


def _told(id: str, because: str, book: Rulebook, sources: Sources) -> Spoke:
    """A rule that spoke then and does not now, as the file tells it."""
    rule = BY_ID.get(id)
    ids = book.entries.get(id, _NO_ENTRY).sources
    return Spoke(
        rule=id,
        title=rule.title if rule else id,
        explanation=rule.explanation if rule else "This rule is gone.",
        because=because,
        seen=Seen(),
        sources=ids,
        strength=strength(ids, sources),
    )


def _said(s: Scenario, need: str) -> object:
    value: object = s
    for name in need.split("."):
        value = getattr(value, name, None)
    return value
