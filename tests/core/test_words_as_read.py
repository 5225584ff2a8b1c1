"""Every sentence and headline word for word, against files that somebody has read.

`GOLDENS=write` writes them anew, to be read with `git diff`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from golden import read_once
from mornings import BOOK, asked, merged, scenario

from planner.core import words
from planner.core.advise import advise
from planner.core.days import Planned
from planner.core.explain import joined, missing, need_words, openings
from planner.core.facts import Scenario
from planner.core.rules import ALL, BY_ID
from planner.core.seen import seen
from planner.core.values import replace
from planner.core.verdict import Advice, Caps, Finding, Form, Reason, Referral, Rung

NO_CAPS = Caps()
LIMITS = (
    NO_CAPS,
    Caps(km=5.6),
    Caps(minutes=40.0),
    Caps(km=12.0, minutes=90.0),
    Caps(km=5.0, minutes=30.0, form=Form.WALK_RUN, hard_allowed=False, hills_allowed=False),
    Caps(hard_allowed=False),
    Caps(hills_allowed=False),
    Caps(indoor=True),
    Caps(pain_stop=4),
)
PLANS = (
    None,
    Planned(kind="easy", km=8.0),
    Planned(kind="tempo", minutes=45.0),
    Planned(km=8.0),
    Planned(kind="long", km=8.0, minutes=60.0),
    Planned(kind="race", km=10.0),
    Planned(kind="hills"),
)
STARTS = (
    {"pain": [], "plan": {"kind": "race", "km": 10}},
    {"plan": {"kind": "race", "km": 10}},
    {"pain": [{"site": "ankle", "score": 2}]},
    {"pain": [{"site": "ankle", "score": 3}]},
    {"pain": [{"site": "ankle", "score": 1, "yesterday": 3}]},
    {"pain": [{"site": "ankle", "score": 1, "yesterday": 3}], "flags": ["painkiller_6h"]},
    {"pain": [], "flags": ["runny_nose"]},
)


ORDINARY = {
    **dict.fromkeys(("sleep_quality", "fatigue", "soreness", "stress"), 2),
    "sleep_h": 7.5,
    "pain": [],
    "plan": {"kind": "easy", "km": 8},
    "history": {"longest_30d_km": 10},
}
"""Under each case, as in test_sentences.py."""


def sentences() -> Iterator[str]:
    """Of each case of each rule that speaks, in kilometres and miles, with what was seen."""
    for file in sorted((Path(__file__).parent / "rules" / "cases").glob("*.toml")):
        for case in tomllib.loads(file.read_text())["case"]:
            rule, s = case["rule"], scenario(merged(ORDINARY, case["in"]))
            found = asked(rule, s)
            if isinstance(found, Finding):
                km, miles = (words.because(rule, found, units) for units in ("km", "mi"))
                saw = seen(Reason(rule=rule, finding=found, sources=()), s, BOOK.entries[BY_ID[rule].reads].numbers)
                yield f"{rule}: {km}{'' if km == miles else ' = ' + miles}; {saw.words()}"


def headlines() -> Iterator[str]:
    """What is left of a plan, by rung and limits."""
    for rung, caps, plan in product(reversed(Rung), LIMITS, PLANS):
        if rung >= Rung.MODIFIED_RUN or caps is NO_CAPS:
            kind = "none" if plan is None else f"{plan.kind or 'run'} {plan.km or ''}/{plan.minutes or ''}"
            shown = {name: value for name, value in vars(caps).items() if value != getattr(NO_CAPS, name)}
            said = words.headline(advice(rung, caps), plan, "km")
            yield f"{rung.name} {shown} of {kind}: {said}"


def advice(rung: Rung, caps: Caps) -> Advice:
    return Advice(rung=rung, referral=Referral.NONE, caps=caps, warnings=(), reasons=(), unasked=(), rules="1")


def starts() -> Iterator[str]:
    """Of a race."""
    race = Planned(kind="race", km=10.0)
    for table, caps in product(STARTS, (NO_CAPS, Caps(hard_allowed=False), Caps(form=Form.WALK_RUN))):
        for rung, flags_said in (
            (Rung.RUN, True),
            (Rung.MODIFIED_RUN, True),
            (Rung.CROSS_TRAIN, True),
            (Rung.RUN, False),
        ):
            s = replace(scenario(table), flags_said=flags_said)
            said = words.headline(advice(rung, caps), race, "km", s)
            yield f"{table} {rung.name} {caps.hard_allowed} {caps.form.name} {flags_said}: {said}"
    back = replace(advice(Rung.RUN, NO_CAPS), warnings=("ILLNESS_RETURN",))
    yield f"after an illness: {words.headline(back, race, 'km', scenario(STARTS[0]))}"


def needs() -> Iterator[str]:
    """What each rule needs to know, what it misses while nothing was said, and how that is asked for."""
    empty = Scenario(flags_said=False)
    for rule in ALL:
        if rule.needs or not rule.can_ask(empty):
            yield f"{rule.id}: {joined(need_words(rule)) if rule.needs else ''}; misses {joined(missing(empty, rule))}"
    ran = scenario({"plan": {"kind": "easy"}, "history": {"days_since_hard": 3, "days_since_last_run": 2}})
    for s in (empty, ran, scenario(ORDINARY)):
        yield from (opening.words for opening in openings(s, advise(s, BOOK).unasked))


@pytest.mark.parametrize("what", [sentences, headlines, starts, needs], ids=lambda f: f.__name__)
def test_words_as_they_were_read(what: Callable[[], Iterator[str]]) -> None:
    read_once(what.__name__, Path(__file__).parent / "words_as_read", dict.fromkeys(what()))


def test_fixed_words() -> None:
    """Of the verdicts, whom to see, and what every answer is."""
    assert [words.verdict_word(r) for r in Rung] == ["REST", "CROSS-TRAIN", "MODIFIED RUN", "RUN"]
    assert [words.sign(r) for r in Rung] == ["(-)", "(x)", "(~)", "(+)"]
    assert [words.referral_line(r) for r in Referral] == [
        "",
        "If it stays, see a physiotherapist.",
        "See a doctor or physiotherapist within days.",
        "Be seen by a doctor today.",
        "Call the emergency number now.",
    ]
    assert words.EDUCATION == "This is education, not medical advice. These rules are for adults."
    assert words.MINOR == "You are under 18, and these rules are for adults: ask who coaches you, or a doctor."
    assert [words.learning(n, 10) for n in (9, 10)] == ["Learning your usual: 9 of 10 days", ""]
    assert [words.listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
