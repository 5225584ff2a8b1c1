"""The names of places and signs as they stand in files: a renamed one would make the records of years unreadable, one
in the wrong table would send nobody to a doctor. So they are written down here a second time, on purpose.
"""

from __future__ import annotations

import re

import pytest

from planner.core import sites
from planner.core.sites import SITES, edits, nearest, place, site_problem, tissue

PLACES = """
knee_front         k joint  knee (front)
knee_side          i joint  knee (outer side)
knee_other         o joint  knee (elsewhere)
hip_side           h joint  outer hip
ankle              n joint  ankle
low_back           b joint  low back
foot_diffuse       f joint  foot (spread out)
achilles           a tendon Achilles
patellar_tendon    p tendon tendon below the kneecap
plantar_heel       e tendon heel or sole
hamstring_proximal s tendon upper hamstring (sit bone)
calf               c muscle calf
hamstring          m muscle hamstring
quad               q muscle front thigh
glute              g muscle buttock
inner_thigh        t muscle inner thigh
shin_diffuse       d shin   shin (spread out)
shin_focal         x bone   shin (one spot)
foot_focal         y bone   foot (one spot)
groin              r bone   groin
femur              u bone   thigh bone
sacrum             z bone   base of the spine
"""
SIGNS = """
EMERGENCY  chest_pain                   chest pain or pressure
EMERGENCY  syncope                      fainting
EMERGENCY  breathless_at_rest           breathless at rest or at mild effort
EMERGENCY  palpitations_dizzy           palpitations with dizziness
EMERGENCY  heat_stroke_signs            confusion or collapse in heat
EMERGENCY  calf_swelling_and_breathless swollen calf and breathless
EMERGENCY  hot_joint_and_fever          hot, swollen joint with fever
EMERGENCY  pregnancy_warning_sign       a pregnancy warning sign (bleeding, fluid, contractions, headache)
SAME_DAY   cannot_bear_weight           cannot take four steps
SAME_DAY   locked_knee                  knee locked
SAME_DAY   cannot_flex_90               knee cannot bend to a right angle
SAME_DAY   deformity                    changed shape
SAME_DAY   rapid_swelling               swelled up within hours
SAME_DAY   calf_swelling                one calf swollen
SAME_DAY   dark_urine                   dark urine after hard effort
SAME_DAY   leg_numb_weak                new numbness or weakness in a leg
SAME_DAY   ottawa_positive              knee tender at kneecap or fibula after a blow
SOON       giving_way                   knee gives way
SOON       recurrent_swelling           swelling that comes back
SOON       pop_with_pain                a pop with pain
SOON       unexplained_weight_loss      weight loss without a cause
SOON       missed_periods               missed periods
SOON       pelvic_floor_symptoms        leaking, heaviness or pelvic-floor symptoms
GAIT       gait_altered                 changed stride
GAIT       limp_walking                 limping when walking
BELOW_NECK fever                        fever (38.0 °C or more)
BELOW_NECK chest_cough                  chesty cough
BELOW_NECK myalgia                      aching all over
BELOW_NECK vomiting_diarrhoea           vomiting or diarrhoea
ABOVE_NECK runny_nose                   runny nose
ABOVE_NECK sore_throat                  sore throat
PAINKILLER painkiller_6h                painkiller in the last 6 hours
"""


def test_the_places() -> None:
    """Name, key, tissue and words of each, in the order of screens; only the back and the sacrum have no side."""
    rows = [re.fullmatch(r"(\S+)\s+(\S) (\S+)\s+(.+)", row) for row in PLACES.strip().splitlines()]
    said = [m.groups() for m in rows if m]
    assert len(said) == 22
    assert [(s.name, s.letter, s.tissue, s.words) for s in SITES.values()] == said
    assert [name for name, site in SITES.items() if not site.paired] == ["low_back", "sacrum"]
    assert all(name == site.name for name, site in SITES.items())
    assert sites.SIDES == ("left", "right", "both")


def test_the_signs() -> None:
    """Each in its one table, with the words it is asked with; the tables of tables hold no more and no less."""
    rows = [re.fullmatch(r"(\S+)\s+(\S+)\s+(.+)", row) for row in SIGNS.strip().splitlines()]
    said = [m.groups() for m in rows if m]
    assert len(said) == 32
    tables = ("EMERGENCY", "SAME_DAY", "SOON", "GAIT", "BELOW_NECK", "ABOVE_NECK", "PAINKILLER")
    assert [(t, name, words) for t in tables for name, words in getattr(sites, t).items()] == said
    of = {t: [name for table, name, _ in said if table == t] for t in tables}
    assert list(sites.RED_FLAGS) == of["EMERGENCY"] + of["SAME_DAY"] + of["SOON"]
    assert list(sites.ILLNESS) == of["BELOW_NECK"] + of["ABOVE_NECK"]
    assert list(sites.FLAGS) == [name for _, name, _ in said]


@pytest.mark.parametrize(
    ("site", "side", "words"),
    [
        ("knee_front", "left", "your left knee (front)"),
        ("calf", "both", "your calf, both sides"),
        ("low_back", None, "your low back"),
        ("other:jaw", "right", "your right jaw"),
        ("other:jaw", None, "your jaw"),
    ],
)
def test_a_place_in_words(site: str, side: str | None, words: str) -> None:
    assert place(site, side) == words


def test_what_is_not_listed_is_a_joint() -> None:
    """The most careful of the tissues that are no bone."""
    assert {tissue("other:jaw"), tissue("nowhere")} == {"joint"}


@pytest.mark.parametrize(
    ("site", "problem"),
    [
        ("calf", None),
        ("other:jaw", None),
        ("other:big toe", None),
        ("clf", "'clf' is not a site. Did you mean 'calf'?"),
        ("elbow", "'elbow' is not a site. Write one of the listed sites, or other:NAME."),
        ("other:", "other: needs a name after it, e.g. other:jaw"),
        ("other:  ", "other: needs a name after it, e.g. other:jaw"),
        ("other:femur", "'other:femur' looks like the listed site 'femur': write femur"),
        ("other:Femr", "'other:Femr' looks like the listed site 'femur': write femur"),
        ("other:shin focal", "'other:shin focal' looks like the listed site 'shin_focal': write shin_focal"),
        ("other:shn focl", "'other:shn focl' looks like the listed site 'shin_focal': write shin_focal"),
        ("other:sh focl", None),  # three letters are another word
        ("other:grin", "'other:grin' looks like the listed site 'groin': write groin"),
        ("other:sacrumxx", "'other:sacrumxx' looks like the listed site 'sacrum': write sacrum"),
        ("other:sacrumxxx", None),
    ],
)
def test_a_slip_of_the_finger_makes_no_joint_of_a_bone(site: str, problem: str | None) -> None:
    assert site_problem(site) == problem


@pytest.mark.parametrize(
    ("a", "b", "steps"),
    [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("groin", "grin", 1), ("kitten", "sitting", 3), ("ab", "ba", 2)],
)
def test_edits(a: str, b: str, steps: int) -> None:
    assert edits(a, b) == edits(b, a) == steps


def test_nearest() -> None:
    assert nearest("achiles", SITES) == "achilles"
    assert nearest("zzz", SITES) is None
    assert nearest("1", [1, 2]) == "1"
    assert nearest("calf", 3) is None
