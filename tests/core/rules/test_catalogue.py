"""The rules as a whole: each warning code has a rule; each rule has source, sentence, showing rule, numbers, words."""

from __future__ import annotations

import re
from typing import Final

import pytest
from mornings import BOOK, SHIPPED

from planner.core.rule import FAMILIES
from planner.core.rules import ALL, BY_ID
from planner.core.words import sentence_ids
from planner.storage import sources

CODES: Final = frozenset(
    """
    RED_FLAG_EMERGENCY RED_FLAG_SAME_DAY RED_FLAG_SOON BONE_STRESS NIGHT_PAIN PAIN_STOP_RULE PAIN_HIGH PAIN_NEXT_MORNING
    PAIN_TREND_UP PERSISTENT_PAIN_PHYSIO GAIT_ALTERED PAINKILLER_MASK MISSING_PAIN ILLNESS_NECK ILLNESS_SYSTEMIC
    ILLNESS_RETURN SLEEP_SHORT SLEEP_POOR SLEEP_DEBT FATIGUE_HIGH SORENESS_HIGH STRESS_HIGH RHR_UP HRV_LOW
    CONFLICT_SUBJ_OBJ SPIKE_10 SPIKE_30 SPIKE_100 NO_HISTORY NOVICE LAYOFF ONE_CHANGE SURFACE_SWITCH NEW_SHOES SHOE_WORN
    SHOE_ROTATE STRENGTH_DUE HEAT COLD AQI PREGNANCY POSTPARTUM MASTERS REDS HARD_AGAIN
    """.split()
)
"""Every warning code of the advice, as the scenario interface promises them."""
KNOWN: Final = sources.load()
GUARDS: Final = ("flags", "pain", "illness")
"""Families in which no rule may be switched off."""
RULES = pytest.mark.parametrize("id", [r.id for r in ALL])


def test_codes() -> None:
    """Each code is given by some rule, and no rule gives another."""
    given = {code for r in ALL for code in r.codes}
    assert given - CODES == set(), "codes that nobody promised"
    assert CODES - given == set(), "codes that no rule gives"


def test_ids_are_unique() -> None:
    """No two rules share an id, and the rulebook has exactly these."""
    assert len(BY_ID) == len(ALL)
    assert set(BOOK.entries) == set(BY_ID) == sentence_ids()


@RULES
def test_source(id: str) -> None:
    """Each rule names at least one source, and each exists."""
    named = BOOK.entries[id].sources
    assert named
    assert not [s for s in named if s not in KNOWN]


@RULES
def test_design_choices_say_so(id: str) -> None:
    """A rule with numbers of our own choosing names the entry that says so; only study thresholds may stand alone."""
    r = BY_ID[id]
    anchored = {"bmi-first-week", "postpartum", "illness-systemic", "reds"}
    if id not in anchored:
        assert any(s.startswith("D-") for s in BOOK.entries[id].sources), r.title


@RULES
def test_words(id: str) -> None:
    """A title and an explanation: short, plain, no percentages of risk and no promise."""
    r = BY_ID[id]
    assert 3 <= len(r.title) <= 40
    assert r.family in FAMILIES
    assert 20 <= len(r.explanation) <= 700
    assert "\u2014" not in r.explanation, "no em-dash"
    assert not re.search(
        r"\bguarantee|\bprevents?\b|\bproven to\b|% (more|less|higher|lower) (risk|likely)", r.explanation
    )


@RULES
def test_numbers(id: str) -> None:
    """Each number has a unit, a reason and a range that holds it; a rule reads its own numbers or a real rule's."""
    for name, number in SHIPPED.numbers[id].items():
        assert number.unit and number.why, name
        assert number.low <= number.value <= number.high, name
    assert BY_ID[id].reads in BY_ID


@RULES
def test_guards_cannot_be_switched_off(id: str) -> None:
    """Red flags, pain and illness are not for switching off; nor what keeps beginners and returners safe."""
    r = BY_ID[id]
    if r.family in GUARDS or id in {"no-history", "layoff", "pregnancy", "postpartum", "as-planned"}:
        assert not r.can_switch_off


def test_what_is_a_matter_of_taste_can_be_switched_off() -> None:
    """Load, change, air and reminders are the runner's own business, but for what guards beginners and returners."""
    own = {r.id for r in ALL if r.can_switch_off}
    assert {"spike", "novice", "hard-again", "one-change", "surface", "new-shoes", "heat", "cold", "air"} <= own
    assert {r.id for r in ALL if r.family in ("reminders", "readiness")} <= own


def test_shown() -> None:
    """Each rule says when it is put on the screen; what design.md 3 names is as it says."""
    shows = {name: entry.show for name, entry in BOOK.entries.items()}
    assert {shows[i] for i in ("novice", "masters", "pregnancy")} == {"never"}
    assert (shows["strength-due"], shows["sleep-debt"], shows["readiness"]) == (
        "due_day",
        "weekly",
        "if_it_changes_today",
    )
    assert all(shows[r.id] == "always" for r in ALL if r.family == "flags")


def test_unread_numbers() -> None:
    """No number of the rulebook is there for nothing: its name stands in the code of a rule or a measure."""
    from pathlib import Path

    import planner.core

    assert planner.core.__file__
    folder = Path(planner.core.__file__).parent
    files = [*folder.glob("rules/*.py"), *(folder / name for name in ("measure.py", "readiness.py"))]
    code = "".join(f.read_text() for f in files)
    unread = [
        f"{name}.{n}"
        for name, rows in SHIPPED.numbers.items()
        for n in rows
        if not re.search(rf"""['"]{n}['"]""", code)
    ]
    assert unread == []
