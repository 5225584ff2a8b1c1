"""Where it can hurt, and what can be wrong: the fixed lists of sites, tissues and flags, as data.

Knows names, letters and words. Refuses to know what any of them mean for a run: that is the rules' business.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from planner.core.values import dataclass

OTHER: Final = "other:"
"""Prefix of a site that is not in the list; it counts as a joint, the most careful of the non-bone tissues."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A place that can hurt."""

    name: str
    """As in files and on the command line, e.g. `knee_front`."""
    letter: str
    """The one key that picks it."""
    tissue: str
    """joint, tendon, muscle, shin or bone."""
    words: str
    """As a sentence says it after "your left", e.g. `knee (front)`."""
    paired: bool
    """False where left and right make no sense."""


def _sites() -> dict[str, Site]:
    rows = (
        ("knee_front", "k", "joint", "knee (front)"),
        ("knee_side", "i", "joint", "knee (outer side)"),
        ("knee_other", "o", "joint", "knee (elsewhere)"),
        ("hip_side", "h", "joint", "outer hip"),
        ("ankle", "n", "joint", "ankle"),
        ("low_back", "b", "joint", "low back"),
        ("foot_diffuse", "f", "joint", "foot (spread out)"),
        ("achilles", "a", "tendon", "Achilles"),
        ("patellar_tendon", "p", "tendon", "tendon below the kneecap"),
        ("plantar_heel", "e", "tendon", "heel or sole"),
        ("hamstring_proximal", "s", "tendon", "upper hamstring (sit bone)"),
        ("calf", "c", "muscle", "calf"),
        ("hamstring", "m", "muscle", "hamstring"),
        ("quad", "q", "muscle", "front thigh"),
        ("glute", "g", "muscle", "buttock"),
        ("inner_thigh", "t", "muscle", "inner thigh"),
        ("shin_diffuse", "d", "shin", "shin (spread out)"),
        ("shin_focal", "x", "bone", "shin (one spot)"),
        ("foot_focal", "y", "bone", "foot (one spot)"),
        ("groin", "r", "bone", "groin"),
        ("femur", "u", "bone", "thigh bone"),
        ("sacrum", "z", "bone", "base of the spine"),
    )
    unpaired = {"low_back", "sacrum"}
    return {n: Site(name=n, letter=k, tissue=t, words=w, paired=n not in unpaired) for n, k, t, w in rows}


SITES: Final = _sites()
SIDES: Final = ("left", "right", "both")

EMERGENCY: Final = {
    "chest_pain": "chest pain or pressure",
    "syncope": "fainting",
    "breathless_at_rest": "breathless at rest or at mild effort",
    "palpitations_dizzy": "palpitations with dizziness",
    "heat_stroke_signs": "confusion or collapse in heat",
    "calf_swelling_and_breathless": "swollen calf and breathless",
    "hot_joint_and_fever": "hot, swollen joint with fever",
    "pregnancy_warning_sign": "a pregnancy warning sign (bleeding, fluid, contractions, headache)",
}
SAME_DAY: Final = {
    "cannot_bear_weight": "cannot take four steps",
    "locked_knee": "knee locked",
    "cannot_flex_90": "knee cannot bend to a right angle",
    "deformity": "changed shape",
    "rapid_swelling": "swelled up within hours",
    "calf_swelling": "one calf swollen",
    "dark_urine": "dark urine after hard effort",
    "leg_numb_weak": "new numbness or weakness in a leg",
    "ottawa_positive": "knee tender at kneecap or fibula after a blow",
}
SOON: Final = {
    "giving_way": "knee gives way",
    "recurrent_swelling": "swelling that comes back",
    "pop_with_pain": "a pop with pain",
    "unexplained_weight_loss": "weight loss without a cause",
    "missed_periods": "missed periods",
    "pelvic_floor_symptoms": "leaking, heaviness or pelvic-floor symptoms",
}
GAIT: Final = {
    "gait_altered": "changed stride",
    "limp_walking": "limping when walking",
}
BELOW_NECK: Final = {
    "fever": "fever (38.0 °C or more)",
    "chest_cough": "chesty cough",
    "myalgia": "aching all over",
    "vomiting_diarrhoea": "vomiting or diarrhoea",
}
ABOVE_NECK: Final = {
    "runny_nose": "runny nose",
    "sore_throat": "sore throat",
}
ILLNESS: Final = {**BELOW_NECK, **ABOVE_NECK}
PAINKILLER: Final = {"painkiller_6h": "painkiller in the last 6 hours"}
RED_FLAGS: Final = {**EMERGENCY, **SAME_DAY, **SOON}
FLAGS: Final = {**RED_FLAGS, **GAIT, **ILLNESS, **PAINKILLER}
"""Every flag with its words, in the order in which screens list them."""


def tissue(site: str) -> str:
    """The tissue of a site: joint, tendon, muscle, shin or bone. `other:NAME` is a joint."""
    known = SITES.get(site)
    return known.tissue if known else "joint"


def place(site: str, side: str | None) -> str:
    """A site in words, side first and spelt out: `your left knee (front)`, `your calf, both sides`."""
    known = SITES.get(site)
    words = known.words if known else site.removeprefix(OTHER)
    if side == "both":
        return f"your {words}, both sides"
    return f"your {side} {words}" if side else f"your {words}"


@lru_cache(maxsize=256)  # a runner has a few places of their own, and each is in many days
def site_problem(site: str) -> str | None:
    """Why a site's name cannot be used, as a sentence, or None. A listed name and `other:NAME` are fine.

    `other:NAME` within two letters of a listed site is refused with that name, since a slip of the finger must not
    turn a bone into a joint.
    """
    if site in SITES:
        return None
    if not site.startswith(OTHER):
        near = nearest(site, SITES)
        hint = f" Did you mean '{near}'?" if near else " Write one of the listed sites, or other:NAME."
        return f"'{site}' is not a site.{hint}"
    name = site.removeprefix(OTHER).strip()
    if not name:
        return "other: needs a name after it, e.g. other:jaw"
    slug = name.lower().replace(" ", "_")
    twin = next((s for s in SITES if abs(len(s) - len(slug)) <= 2 and edits(slug, s) <= 2), None)
    return f"'{site}' looks like the listed site '{twin}': write {twin}" if twin else None


def nearest(word: str, among: object) -> str | None:
    """The known word that is nearest in spelling, or None when none is near."""
    known = [str(k) for k in among] if hasattr(among, "__iter__") else []
    found = get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else None


def edits(a: str, b: str) -> int:
    """How many letters to add, drop or change to turn a into b (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
    return row[-1]
