"""The questions of the morning in their fixed order, with their words: data that the page asks by.

It knows labels, anchors and which follow-ups a place asks for. It refuses to know rules: what an answer is worth is not
its business. The anchors' wording never changes between versions, since other words give other ratings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.core.days import Pain
from planner.core.facts import Matter
from planner.core.sites import FLAGS, place, tissue
from planner.core.values import dataclass
from planner.tui.draft import Draft, Where
from planner.tui.frame import sentence

LAST: Final = "Pain, illness or a warning sign?"
NOTHING: Final = "0 none: no pain, no limp, no painkiller in the last 6 h, no illness, no warning sign"
NOTHING_ELSE: Final = "0 nothing else: no other pain, limp, painkiller, illness or warning sign"
RATED: Final = {
    "sleep_quality": ("Sleep quality", "very good", "very poor"),
    "fatigue": ("Fatigue", "fresh", "exhausted"),
    "soreness": ("Soreness", "none", "extreme"),
    "stress": ("Stress", "calm", "extreme"),
}
"""Rating -> label and the words of 1 and 7; 7 is always the worst."""
QUALITY_WORDS: Final = ("very good", "good", "fairly good", "fair", "fairly poor", "poor", "very poor")
LEVEL_WORDS: Final = ("very low", "low", "fairly low", "medium", "fairly high", "high", "very high")
PAIN_WORDS: Final = ("none", *("mild",) * 3, *("moderate",) * 3, *("severe",) * 3, "worst imaginable")
FOLLOW: Final = frozenset(
    {"hip_side", "foot_diffuse", "foot_focal", "shin_diffuse", "shin_focal", "low_back", "groin", "femur", "sacrum"}
)
"""Places that ask on when they hurt at 2 or more: what is there may be bone or nerve."""
FOLLOW_FROM: Final = 2


@dataclass(frozen=True, kw_only=True)
class Question:
    """One row of the form."""

    kind: str
    """yesterday, sleep, rating, site, matter or last."""
    label: str
    name: str = ""
    """A rating's or a matter's name."""
    where: Where = ("", None)

    @property
    def key(self) -> tuple[str, str, Where]:
        """What tells it from the others."""
        return self.kind, self.name, self.where


@dataclass(frozen=True, kw_only=True)
class Follow:
    """One yes-or-no question after a pain."""

    field: str
    """The field of a Pain that it fills, or `flag:NAME`."""
    words: str


def questions(draft: Draft, known: Sequence[Where], matters: Sequence[Matter], yesterday: str = "") -> list[Question]:
    """Every row in its order: sleep, four ratings, sore places, open matters, the last question.

    Before them, in words, what yesterday left open; it waits for nobody.
    """
    rows = [Question(kind="yesterday", label=yesterday)] if yesterday else []
    rows.append(Question(kind="sleep", label="Sleep"))
    rows += [Question(kind="rating", name=name, label=words[0]) for name, words in RATED.items()]
    said = [(p.site, p.side) for p in draft.morning.pain or ()]
    rows += [
        Question(kind="site", where=w, label=_label(w)) for w in (*known, *(w for w in said if w not in set(known)))
    ]
    rows += [Question(kind="matter", name=m.name, where=(m.site or "", m.side), label=matter_words(m)) for m in matters]
    rows.append(Question(kind="last", label=LAST))
    return rows


def answered(question: Question, draft: Draft) -> bool:
    """Whether a question has its answer. An open matter stands open by itself and waits for nobody."""
    if question.kind == "sleep":
        return draft.morning.sleep_h is not None
    if question.kind == "rating":
        return draft.rating(question.name) is not None
    if question.kind == "site":
        return draft.pain_at(question.where) is not None
    return question.kind in ("matter", "yesterday") or draft.complete


def follow_ups(pain: Pain, *, ask_stable: bool) -> list[Follow]:
    """What is asked after a pain was rated, only where a rule needs it. Nobody is asked to hop."""
    asked: list[Follow] = []
    if pain.score >= FOLLOW_FROM and pain.site in FOLLOW:
        if pain.site == "low_back":
            asked.append(Follow(field="flag:leg_numb_weak", words="Is a leg numb or weak?"))
        asked.append(Follow(field="night", words="Does it hurt at night or at rest?"))
        if pain.site in ("shin_diffuse", "foot_diffuse", "hip_side"):
            asked.append(Follow(field="focal", words="Does one fingertip cover it?"))
    if pain.score >= 1 and ask_stable and tissue(pain.site) == "tendon":
        asked.append(Follow(field="stable", words="Has it been no worse for weeks, and does it settle after runs?"))
    return asked


def level(name: str, value: int) -> str:
    """A rating's value in words."""
    return (QUALITY_WORDS if name == "sleep_quality" else LEVEL_WORDS)[value - 1]


def matter_words(m: Matter) -> str:
    """An open matter in a few words."""
    if m.name == "bone":
        return f"may be bone: {place(m.site, m.side).removeprefix('your ')}" if m.site else "a bone suspicion"
    return FLAGS.get(m.name, m.name)


def _label(where: Where) -> str:
    return sentence(place(*where).removeprefix("your "))
