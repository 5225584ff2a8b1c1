"""Nothing of the text that the program began with is lost, and nothing that the evidence does not support is repeated.

claims.toml has its 37 rows. Each is carried by rules, cards or sources that exist, or says why it is left out.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

import planner
from planner.core.rules import BY_ID
from planner.core.words import EDUCATION
from planner.storage import shipped, sources

CLAIMS: Final[dict[str, dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "claims.toml").read_text())
ROWS: Final = pytest.mark.parametrize("row", CLAIMS)
SHIPPED: Final = ("rules.toml", "routines.toml", "sources.toml", "settings.toml")
CARDS: Final = tomllib.loads(shipped.data("routines.toml").decode())

KNOWN: Final = sources.load()


def everything() -> dict[str, str]:
    """All that the program can say, by file: its code with the words in it, and its shipped files; blanks as one."""
    assert planner.__file__
    folder = Path(planner.__file__).parent
    texts = {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*.py")}
    texts |= {name: shipped.data(name).decode() for name in SHIPPED}
    return {name: " ".join(text.replace("\\\n", " ").split()) for name, text in texts.items()}


TEXTS: Final = everything()


def test_all_are_here() -> None:
    """S01 to S37, no more and no less."""
    assert list(CLAIMS) == [f"S{n:02}" for n in range(1, 38)]


@ROWS
def test_carried_or_left_out(row: str) -> None:
    """What carries the claim exists; it has a caveat, or it says why it is left out."""
    claim = CLAIMS[row]
    assert set(claim) <= {"says", "rules", "cards", "sources", "words", "caveat", "why", "never"}
    assert ("caveat" in claim) != ("why" in claim), "one of the two"
    assert len(claim.get("caveat", claim.get("why"))) >= 15
    assert not [r for r in claim.get("rules", ()) if r not in BY_ID]
    assert not [c for c in claim.get("cards", ()) if c not in CARDS["step"] and c not in CARDS["routine"]]
    assert not [s for s in claim.get("sources", ()) if s not in KNOWN]
    if "caveat" in claim:
        assert claim.get("rules") or claim.get("cards") or claim.get("words"), "nothing carries it"
    if "words" in claim:
        assert claim["words"] in EDUCATION


@ROWS
def test_cards_say_where_they_come_from(row: str) -> None:
    """A step or routine that carries a claim names its sources, or its steps do."""
    for card in CLAIMS[row].get("cards", ()):
        found = CARDS["step"].get(card) or CARDS["routine"][card]
        assert found.get("sources") or found.get("steps"), card


@ROWS
def test_not_repeated_as_fact(row: str) -> None:
    """What the evidence does not support stands nowhere; and each pattern would find the claim itself."""
    for pattern in CLAIMS[row].get("never", ()):
        assert re.search(pattern, CLAIMS[row]["says"]), f"{pattern} would not even find the claim"
        found = [name for name, text in TEXTS.items() if re.search(pattern, text)]
        assert not found, (pattern, found)


def test_the_search_reaches_everything() -> None:
    """The texts searched are those that people read: rules, words, cards and source pages."""
    assert {"core/words.py", "core/rules/pain.py", *SHIPPED} <= set(TEXTS)
    assert "morning pain plus 2" in TEXTS["core/rules/pain.py"], "wrapped lines are joined"
    assert "not shown to harm" in TEXTS["sources.toml"].lower()
