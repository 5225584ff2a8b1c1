"""What a typed line means on a question: an item by letter, name or unmistakable part of it, a pain, a sign.

Pure. It takes nothing for what it only resembles where two things resemble it: a slip must not turn a bone into a
joint. It refuses to know pages and files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from planner.core.sites import FLAGS, OTHER, edits, nearest
from planner.core.values import dataclass
from planner.tui.modes import Item

NOTHING: Final = frozenset({"0", "none", "no", "nothing", "nothing else", "no pain"})
SIDES: Final = ("left", "right", "both")
_SMALL: Final = frozenset({"your", "my", "the", "in", "on", "at", "side", "sides", "pain", "/10"})
_MOST: Final = 80
"""Characters of a name; a longer one is none."""


@dataclass(frozen=True, kw_only=True)
class Hurt:
    """A pain as it was typed: `3`, `3 k r`, `left knee (front) 3`."""

    score: int
    site: str = ""
    side: str = ""


def item(said: str, items: Sequence[Item]) -> Item | None:
    """The one item that is meant: by its letter, name or words, a part of these that no other has, or a slip of it."""
    word = said.strip().lower()
    if not word or len(word) > _MOST:
        return None
    for exact in (
        [i for i in items if i.letter == said.strip()],
        [i for i in items if word in (i.letter.lower(), i.value, i.words.lower(), i.value.replace("_", " "))],
    ):
        if len(exact) == 1:
            return exact[0]
    parts = word.replace("_", " ").split()
    within = [i for i in items if all(p in _words(i).split() or (len(p) > 3 and p in _words(i)) for p in parts)]
    if len(within) == 1:
        return within[0]
    slips = [i for i in items if len(word) > 3 and min(edits(word, i.value), edits(word, i.words.lower())) <= 2]
    return slips[0] if len(slips) == 1 and not within else None


def near(said: str, items: Iterable[Item]) -> str:
    """Up to five items that a line may have meant, to be asked back; empty when none comes near."""
    word = said.strip().lower()[:_MOST]
    parts = [p for p in word.replace("_", " ").split() if len(p) > 2]
    rows = list(items)
    alike = [i for i in rows if any(p in _words(i) for p in parts)]
    if not alike and (one := nearest(word, [i.words for i in rows if i.words] + [i.value for i in rows if i.value])):
        alike = [i for i in rows if one in (i.words, i.value)]
    return ", ".join(f"{i.letter} {i.words}".strip() for i in alike[:5])


def hurt(said: str) -> Hurt | None:
    """A pain: one number from 1 to 10, in any place, with a site and a side or without; None when there is none."""
    tokens = said.lower().replace(",", " ").removesuffix("/10").replace("/10 ", " ").split()
    scores = [t for t in tokens if t == "x" or (t.isascii() and t.isdigit() and len(t) <= 2)]
    if not scores:
        return None
    first = next((t for t in scores if t != "x"), "x")
    score = 10 if first == "x" else int(first)
    if not 1 <= score <= 10:
        return None
    at = tokens.index(first)
    rest = [t for t in tokens[:at] + tokens[at + 1 :] if t not in _SMALL]
    if any(t.isdigit() for t in rest):
        return None
    side = next((t for t in rest if t in SIDES), "")
    rest = [t for t in rest if t not in SIDES]
    if not side and len(rest) > 1 and rest[-1] in ("l", "r", "b"):
        side = {"l": "left", "r": "right", "b": "both"}[rest.pop()]
    return Hurt(score=score, site=" ".join(rest), side=side)


def flag(said: str) -> str | None:
    """The one flag that is meant, by name, words, or an unmistakable part or slip of these."""
    rows = [Item(letter="", words=words, value=name) for name, words in FLAGS.items()]
    found = item(said, rows)
    return found.value if found else None


def flags_near(said: str) -> str:
    """Names of flags that a line may have meant."""
    rows = [Item(letter="", words=words, value=name) for name, words in FLAGS.items()]
    return near(said, rows)


def other(site: str) -> str:
    """The own name of a site that is not in the list, where the line says `other:NAME`; else empty."""
    return site.removeprefix(OTHER).strip() if site.startswith(OTHER) else ""


def _words(i: Item) -> str:
    return "".join(c if c.isalnum() else " " for c in f"{i.value} {i.words}".lower())
