"""What makes a rule: its declaration, its explanation as runners read it, and when it can be asked."""

from __future__ import annotations

import pytest

from planner.core.days import Planned
from planner.core.facts import History, Scenario
from planner.core.rule import Numbers, explain, rule
from planner.core.verdict import Finding


def test_a_bad_declaration_is_refused() -> None:
    """An id that is no kebab-case, a family that there is none of, or no docstring: refused at import."""

    def silent(s: object, n: object) -> None: ...

    with pytest.raises(ValueError, match="kebab-case"):
        rule("Bad_Id", "t", family="pain")
    with pytest.raises(ValueError, match="family"):
        rule("good", "t", family="moods")
    with pytest.raises(ValueError, match="docstring"):
        rule("good", "t", family="pain")(silent)


def test_an_explanation_is_paragraphs_without_line_ends() -> None:
    """As a docstring is written, so that it can be folded to any width."""
    doc = """One line
    and its end.

        Another paragraph,
    of two lines.
    """
    assert explain(doc) == "One line and its end.\n\nAnother paragraph, of two lines."


def test_a_rule_over_the_plan_and_more_cannot_be_asked_without_a_plan() -> None:
    """One that needs the plan's ground and the days before: unasked where either is missing, never an error."""

    def check(s: Scenario, n: Numbers) -> Finding | None:
        """What it would say."""
        return Finding()

    both = rule("both", "t", family="load", needs=("plan.terrain", "history.days_since_hard"))(check)
    plan, history = Planned(terrain="road"), History(days_since_hard=1)
    assert both.can_ask(Scenario(plan=plan, history=history))
    assert not both.can_ask(Scenario(history=history))
    assert not both.can_ask(Scenario(plan=plan))
