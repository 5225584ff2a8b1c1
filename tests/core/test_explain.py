"""Why a day is as it is: every rule that spoke with value and sources, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from mornings import BOOK, advised, scenario, with_numbers
from strategies import mornings

from planner.core import advise as rules
from planner.core import explain as why
from planner.core.advise import held_by, would_change
from planner.core.answer import Answer, again, fill
from planner.core.days import Morning, Pain, Planned
from planner.core.facts import Facts, History, Scenario
from planner.core.record import Day
from planner.core.rules import ALL, BY_ID
from planner.core.since import known, paths, since
from planner.core.source import Source
from planner.core.verdict import Rung, SavedReason
from planner.storage import sources

KNOWN = sources.load()
TODAY = date(2026, 11, 23)
THIRD_DAY = "Third day in a row for a new runner"
LONG = {"pain": [], "plan": {"kind": "long", "km": 16}, "history": {"longest_30d_km": 10}}


def told(table: Mapping[str, Any], units: str = "km") -> why.Explained:
    """The why of a table of the scenario language."""
    s = scenario(table)
    answer = Answer(planned=(), facts=Facts(), scenario=s, advice=rules.advise(s, BOOK))
    return why.explain(answer, BOOK, KNOWN, units)


def test_each_rule_that_spoke() -> None:
    """Title, sentence, value, limit, sources and the strength of the best of them."""
    (spoke,) = [r for r in told(LONG).reasons if r.rule == "spike"]
    assert spoke.title == "Longer than you are used to"
    assert spoke.because == "16 km planned; your longest in 30 days is 10 km: 11 km at most"
    assert (spoke.seen.value, spoke.seen.limit) == (16.0, 11.0)
    assert spoke.sources == BOOK.entries["spike"].sources
    assert spoke.strength == "B"
    assert told(LONG, "mi").reasons[0].because.startswith("9.9 mi planned")


def test_the_strength_is_that_of_the_best_source() -> None:
    assert why.strength(("E-STR-2", "D-REMIND"), KNOWN) == "A"
    assert why.strength(("D-REMIND",), KNOWN) == "D", "a choice of ours is no finding"
    assert why.strength(("E-GONE-1",), KNOWN) is None
    assert why.strength((), KNOWN) is None


def test_a_design_choice_is_shown_as_such() -> None:
    """A study says who, when, how strong and in whom; a choice of ours says that it is one, whatever its name."""
    study, population = why.source_lines("E-LOAD-1", KNOWN)
    assert study.startswith("E-LOAD-1: ")
    assert "strength B" in study
    assert "2025" in study
    assert population.startswith("population: 5,205 adult users")
    for id, source in KNOWN.items():
        first, *more = why.source_lines(id, KNOWN)
        chosen = source.status == "design choice"
        assert chosen == ("a design choice, not a finding" in first), id
        assert not (chosen and (more or "strength" in first)), id
        assert ("from memory" in first) == (source.status == "from memory"), id
    assert list(why.source_lines("E-GONE-1", KNOWN)) == ["E-GONE-1"]


def test_what_holds_it_down_is_told_apart_from_what_would_change_it() -> None:
    found = told(LONG)
    assert found.held == ("16 km planned; your longest in 30 days is 10 km: 11 km at most",)
    assert [c.change for c in found.changes] == ["shorten to 11 km"]
    sore = told({**LONG, "pain": [{"site": "ankle", "score": 4}]})
    assert sore.held == ("your ankle 4/10: no run today",)
    assert sore.changes == ()
    assert told({"pain": [], "plan": {"km": 8}, "history": {"longest_30d_km": 10}}).held == ()


def test_a_cap_that_the_plan_breaks_holds_it_too() -> None:
    """Two weeks of short sleep lower no ceiling; the run that is longer than the longest is held by them."""
    table = {**LONG, "plan": {"km": 10.5}, "history": {"longest_30d_km": 10, "sleep_avg14_h": 6}}
    found = told(table)
    assert found.rung is Rung.MODIFIED_RUN
    assert found.held == ("6 h sleep a day over two weeks, under 7: no longer than your longest",)


@settings(max_examples=120, deadline=None)
@given(mornings())
def test_something_holds_every_day_below_run(table: Mapping[str, Any]) -> None:
    """A day below run names what holds it, one that is a run names nothing; nobody is told to feel otherwise."""
    s = scenario(table)
    advice = rules.advise(s, BOOK)
    held = held_by(s, advice, BOOK)
    assert bool(held) == (advice.rung < Rung.RUN)
    assert all(reason in advice.reasons for reason in held)


def test_no_rule_leads_to_a_suggestion_to_feel_differently() -> None:
    """Over all rules: what is tried out differs from the morning in plan, pair or place, and in nothing else."""
    tried: set[str] = set()

    @settings(max_examples=250, deadline=None, database=None, derandomize=True)
    @given(mornings())
    def walk(table: Mapping[str, Any]) -> None:
        s = scenario(table)
        if s.plan is None:
            return
        advice = rules.advise(s, BOOK)
        tried.update(r.rule for r in advice.reasons)
        for words, other in rules._candidates(s, s.plan, advice, BOOK, "km"):
            indoors = replace(s.env, indoor_available=other.env.indoor_available)
            assert replace(other, plan=s.plan, shoe=s.shoe, env=s.env) == s, words
            assert other.env in (s.env, indoors), words

    walk()
    assert len(tried) > len(ALL) * 3 / 4


@pytest.mark.parametrize("rule", [r for r in ALL if r.needs], ids=lambda r: r.id)
def test_every_need_has_words(rule: Any) -> None:
    """What a rule needs is said in words, all of it, and without names of fields."""
    words = why.need_words(rule)
    assert len(words) == len(rule.needs)
    assert all(w and "_" not in w and "." not in w for w in words)
    for word in why.missing(Scenario(), rule):
        assert word == "more" or "_" not in word


def test_what_could_not_be_asked() -> None:
    """One line for what the runner could say, with the number of rules; what is just not so is told as that."""
    found = why.openings(scenario({}), ["rhr-up"])
    assert [o.words for o in found] == [
        "Say your resting pulse (ten mornings of four weeks) and one more rule can speak: Resting pulse up"
    ]
    both = why.openings(scenario({}), ["heat", "novice", "cold", "novice-third-day", "illness-return", "spike"])
    assert [o.words for o in both] == [
        "Say since when you run and one more rule can speak: First months of running",
        f"Say since when you run and your runs of the last days and one more rule can speak: {THIRD_DAY}",
        "Say what you plan for today and one more rule can speak: Longer than you are used to",
        "The weather is not known, so nothing is said by: Heat, Cold",
        "No fever is recorded, so nothing is said by: Back from a fever",
    ]
    plan = scenario({"plan": {"kind": "easy"}})
    assert why.missing(plan, BY_ID["spike"]) == ("a distance or a time for the run",)


def test_every_unasked_rule_stands_in_one_line() -> None:
    """Nothing that could not be asked is left out or told twice."""

    @settings(max_examples=120, deadline=None)
    @given(mornings())
    def walk(table: Mapping[str, Any]) -> None:
        s, advice = scenario(table), advised(table)
        titles = [title for o in why.openings(s, advice.unasked) for title in o.rules]
        assert sorted(titles) == sorted(BY_ID[id].title for id in advice.unasked)
        assert all("more" not in o.what for o in why.openings(s, advice.unasked))

    walk()


def stored(**more: Any) -> Day:
    """A day with a check-in: 16 km planned, the longest 10 km."""
    morning = Morning(at=datetime(2026, 11, 23, 6, tzinfo=UTC), pain=(), flags=())
    planned = (Planned(kind="long", km=16.0),)
    facts = Facts(history=History(longest_30d_km=10.0, days_since_last_run=2))
    answer = again(morning, planned, facts, more.pop("book", BOOK))
    return fill(Day(date=TODAY), morning, answer, None)


def test_a_stored_day_is_told_from_its_own_facts() -> None:
    found = why.stored(stored(), BOOK, KNOWN)
    assert found is not None
    assert found.rung is Rung.MODIFIED_RUN
    assert found.other_rules is None
    assert [c.change for c in found.changes] == ["shorten to 11 km"]
    assert why.stored(Day(date=TODAY), BOOK, KNOWN) is None


def test_a_day_of_other_rules_is_told_as_it_was_saved() -> None:
    """Numbers of one's own that came later change no sentence of a stored day, and offer nothing for it."""
    day = stored()
    other = replace(with_numbers("spike", ratio=1.0), version="1+own")
    found = why.stored(day, other, KNOWN)
    assert found is not None
    assert found.other_rules == "1"
    assert found.changes == ()
    assert [r.because for r in found.reasons if r.rule == "spike"] == [
        "16 km planned; your longest in 30 days is 10 km: 11 km at most"
    ]
    assert day.advice is not None
    lost = replace(BOOK, version="1+off", entries={**BOOK.entries, "spike": replace(BOOK.entries["spike"], on=False)})
    found = why.stored(day, lost, KNOWN)
    assert found is not None
    assert [r.rule for r in found.reasons] == [r.rule for r in day.advice.reasons]
    assert found.rung is day.advice.rung
    (gone,) = [r for r in found.reasons if r.rule == "spike"]
    assert gone.seen.value is None
    assert gone.title == "Longer than you are used to"


def test_every_fact_has_words() -> None:
    """A fact that is new in the program cannot be forgotten; two that no rule reads are left out."""
    assert known() == set(paths()) - {"history.week_change_pct", "history.acwr"}


def test_facts_that_changed_since() -> None:
    was = Facts(history=History(longest_30d_km=10.0, terrains_28d=("road",), bone_injury=None))
    now = Facts(history=History(longest_30d_km=14.5, terrains_28d=("road", "trail"), bone_injury="not_cleared"))
    assert list(since(was, now)) == [
        "longest run of 30 days: 10 km then, 14.5 km now",
        "surfaces of 28 days: road then, road, trail now",
        "bone injury: not known then, not cleared now",
    ]
    assert list(since(was, was)) == []
    assert next(since(was, now, "mi")) == "longest run of 30 days: 6.2 mi then, 9 mi now"


def test_the_same_change_for_every_face() -> None:
    """What would change it comes from the one function that JSON and screens of other commands use."""
    s = scenario(LONG)
    assert told(LONG).changes == would_change(s, rules.advise(s, BOOK), BOOK)
    sore = Pain(site="calf", score=1)
    assert (
        why.explain(
            Answer(planned=(), facts=Facts(), scenario=replace(s, pain=(sore,)), advice=advised(LONG)), BOOK, KNOWN
        ).unasked
        == advised(LONG).unasked
    )


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (Source(id="E-X-1", title="A trial"), ["E-X-1: A trial"]),
        (Source(id="E-X-1", title="A trial", authors="Ann"), ["E-X-1: A trial (Ann)"]),
        (Source(id="E-X-1", title="A trial", year=2020, strength="B"), ["E-X-1: A trial (2020); strength B"]),
        (
            Source(id="E-X-1", title="A trial", authors="Ann", year=2020, strength="B", strength_note="for pace"),
            ["E-X-1: A trial (Ann, 2020); strength B (for pace)"],
        ),
        (
            Source(id="E-X-1", title="A trial", status="from memory", population="40 men"),
            ["E-X-1: A trial; from memory, not checked", "population: 40 men"],
        ),
        (Source(id="D-X", title="Ours", strength="D"), ["D-X, a design choice, not a finding: Ours"]),
        (
            Source(id="E-X-1", title="Ours", status="design choice", population="nobody"),
            ["E-X-1, a design choice, not a finding: Ours"],
        ),
    ],
)
def test_a_source_in_words(source: Source, lines: list[str]) -> None:
    assert list(why.source_lines(source.id, {source.id: source})) == lines


def test_a_rule_that_is_gone_is_told_as_it_was_saved() -> None:
    """With its own sentence, and no title, source or strength that nobody knows any more."""
    day = stored()
    assert day.advice is not None and day.morning is not None and day.facts is not None
    reasons = (*day.advice.reasons, SavedReason(rule="moon", because="full moon"))
    found = why.stored(replace(day, advice=replace(day.advice, reasons=reasons, rules="0")), BOOK, KNOWN)
    now = why.explain(again(day.morning, day.planned, day.facts, BOOK), BOOK, KNOWN)
    assert found is not None
    last = found.reasons[-1]
    assert (last.rule, last.title, last.because, last.explanation) == (
        "moon",
        "moon",
        "full moon",
        "This rule is gone.",
    )
    assert (last.seen.words(), last.sources, last.strength) == ("", (), None)
    assert (found.other_rules, found.changes) == ("0", ())
    assert found.held == now.held != ()
    harder = replace(day.advice, rung=Rung.REST)
    found = why.stored(replace(day, advice=harder), BOOK, KNOWN)
    assert found is not None
    assert (found.rung, found.held, found.changes, found.other_rules) == (Rung.REST, (), (), day.advice.rules)
    assert found.reasons == now.reasons


@pytest.mark.parametrize(
    ("over", "rule", "missing"),
    [
        ({"plan": {"terrain": "trail"}}, "surface", "your runs of four weeks with their surface"),
        ({"person": {"bmi": 31}}, "bmi-first-week", "since when you run"),
        ({"plan": {"kind": "easy"}, "history": {"longest_30d_km": 10}}, "spike", "a distance or a time for the run"),
        ({"person": {"age": 40}}, "bmi-first-week", "your height and weight"),
        ({"plan": {"km": 8}}, "surface", "the surface of the run"),
        ({}, "surface", "what you plan for today"),
    ],
)
def test_what_a_rule_misses_is_what_was_not_said_and_nothing_that_was(
    over: dict[str, Any], rule: str, missing: str
) -> None:
    """Where all that it declares was said, what it needs beyond that."""
    s = scenario({"pain": [], **over})
    assert rule in rules.advise(s, BOOK).unasked
    assert why.missing(s, BY_ID[rule]) == (missing,)
    title = BY_ID[rule].title
    (opening,) = [o for o in told({"pain": [], **over}).openings if title in o.rules]
    assert (opening.what, opening.sayable) == (missing, True)
    assert opening.words.startswith(f"Say {missing} and ")


def test_things_in_a_row_as_a_sentence_names_them() -> None:
    assert why.joined(("a",)) == "a"
    assert why.joined(("a", "b")) == "a and b"
    assert why.joined(("a", "b", "c")) == "a, b and c"
    assert why.joined(("a", "b", "c", "d")) == "a, b, c and d"


def test_a_source_of_no_said_strength_counts_as_a_choice_of_ours() -> None:
    known = {"X": Source(id="X", title="Unrated"), "Y": Source(id="Y", title="A trial", strength="C")}
    assert why.strength(("X",), known) == "D"
    assert why.strength(("X", "Y"), known) == "C"
