"""The filter language: what each word chooses, what a wrong one is told, and that nothing else ever comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.core import summary
from planner.core.days import Morning, Pain, Planned
from planner.core.filter import SAMPLE, FilterError, parse, sites_of, unlisted
from planner.core.record import Chosen, Day, Done, DonePain
from planner.core.verdict import Caps, Referral, Rung, SavedAdvice

THU = date(2026, 3, 5)
DAY = summary.of(
    Day(
        date=THU,
        morning=Morning(
            sleep_h=6.5,
            fatigue=5,
            pain=(Pain(site="knee_front", side="left", score=3), Pain(site="other:jaw", score=2)),
            flags=("fever",),
            note="Stairs were stiff",
        ),
        advice=SavedAdvice(rung=Rung.MODIFIED_RUN, referral=Referral.NONE, caps=Caps()),
        chosen=Chosen(by="own"),
        planned=(Planned(kind="tempo", km=10.0), Planned(km=4.0)),
        done=(
            Done(
                kind="run",
                session="long",
                km=12.0,
                minutes=70.0,
                climb_m=200.0,
                terrain="trail",
                shoe="ghost-16",
                effort=6,
                pain=(DonePain(site="calf", side="both", during=4, after=2),),
            ),
            Done(kind="strength", minutes=30.0),
        ),
    )
)
EMPTY = summary.of(Day(date=date(2026, 3, 6)))
WELL = summary.of(Day(date=date(2026, 3, 7), morning=Morning(pain=())))

CHOOSES = [
    *("", "stairs", '"stairs were"', "STAIRS stiff", "pain>2", "pain:knee", "pain:knee>2", "pain:left:knee=3"),
    *("pain:knee:left", "pain:calf>=4", "pain:right:calf", "pain:both", "pain:jaw", "pain:other:jaw<3", "pain:groin<1"),
    *("shoe:ghost", "shoe:16", "terrain:trail", "kind:long", "kind:run", "kind:strength", "plan:tempo", "plan:easy"),
    *("rung:modified_run", "rung:modified", "rung:MOD", "flag:fever", "by:own", "on:thu", "on:Thursday"),
    *("km>10", "km=12", "km<=12", "mi>7.4", "min>=70", "min=30", "climb>150", "effort=6", "sleep<7", "sleep=6,5"),
    *("fatigue>4", "2026", "2026-03", "2026-3", "2026-03-05", "2026-03..", "..2026-03", "2026-01..2026-03-05"),
    *("2026..2027",),
    *("verdict:modified", "advice:modified_run", "site:knee>2", "shoes:ghost", "surface:trail", "SITE:knee:left"),
    *("pain:knee>2 shoe:ghost 2026-03.. kind:long km>10 stairs",),
]  # fmt: skip  # side by side
CHOOSES_NOT = [
    *("canal", '"were stairs"', "pain>4", "pain:knee>3", "pain:right:knee", "pain:shin", "pain:right:jaw"),
    *("shoe:adios",),
    *("terrain:road", "kind:easy", "kind:cross", "plan:long", "rung:run", "rung:rest", "flag:cough", "by:advice"),
    *("on:fri", "km>12", "mi>8", "min>70", "climb>200", "effort<6", "sleep>7", "quality<7", "stress>0"),
    *("2025", "2026-04", "2026-03-06..", "..2026-02", "2026-04..2026-05"),
]  # fmt: skip  # side by side


@pytest.mark.parametrize("text", CHOOSES)
def test_it_chooses(text: str) -> None:
    assert parse(text)(DAY)


@pytest.mark.parametrize("text", CHOOSES_NOT)
def test_it_leaves_out(text: str) -> None:
    assert not parse(text)(DAY)


@pytest.mark.parametrize("text", ["pain<3", "pain:knee<3", "km<5", "sleep<9", "effort>=0", "quality>=1"])
def test_what_was_not_said_answers_no_comparison(text: str) -> None:
    assert not parse(text)(EMPTY)
    assert parse(text)(WELL) is text.startswith("pain")  # said, and none


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("shoo:ghost", "'shoo:ghost' is no field; did you mean shoe?"),
        ("note:canal", "'note:canal' is no field; write canal alone: notes are looked through too"),
        ("verdict:runn", "'verdict:runn' is none of these; did you mean run?"),
        ("18:30", "'18:30' is no field; write \"18:30\" to look for it as a text"),
        ("pain:knew", "names no site that starts with 'knew'; write knee, or other:knew"),
        ("pain:", "names no site"),
        ("km>", "'km>': has no number after it; write e.g. km>3"),
        ("km>ten", "'ten' is no number"),
        ("km:10", "'km:10' needs a comparison; write km>10"),
        ("kms>10", "did you mean km?"),
        ("kind:lnog", "did you mean long?"),
        ("kind:", "has nothing after its colon; write e.g. kind:long"),
        ("rung:runn", "did you mean run?"),
        ("terrain:mud", "write road, trail, track, treadmill, grass, mixed"),
        ("flag:fevr", "did you mean fever?"),
        ("on:t", "two letters or more"),
        ("2026-13", "is no date that exists"),
        ("2026-02-30", "is no date that exists"),
        ("0000", "is no date that exists"),
        ("2026-05..2026-03", "ends before it begins; write 2026-03..2026-05"),
        ("2026-03..soon", "has 'soon' where a date belongs"),
        ('stairs "were', "is a text without its end"),
        ("x" * 501, "limit 500"),
    ],
)
def test_a_wrong_word_is_named_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(FilterError) as error:
        parse(text)
    assert says in error.value.message
    assert error.value.message.isprintable()


def test_a_sites_word_finds_every_site_that_has_it() -> None:
    assert sites_of("knee") == ("knee_front", "knee_side", "knee_other", "patellar_tendon")
    assert sites_of("knee_front") == ("knee_front",)
    assert sites_of("hamstring") == ("hamstring",)  # a whole name is that site alone
    assert sites_of("hamst") == ("hamstring_proximal", "hamstring")
    assert sites_of("thigh") == ("quad", "inner_thigh", "femur")
    assert sites_of("nee") == ()
    assert sites_of("Low Back") == sites_of("low_back") == ("low_back",)


def test_a_site_that_is_in_no_list_is_named() -> None:
    """Where nothing was found: it may be a place of one's own, or a slip that is near no listed site."""
    assert unlisted("pain:jaw>2 site:tail pain:knee>2 pain>3 shoe:x other") == ("jaw", "tail")
    assert unlisted("pain:other:jaw>2 pain:left:calf km>10") == ()
    assert unlisted("pain: pain:>3 site: pain:kneee pain:\x1b") == (), "what is wrong is said by parse"


PARTS = st.sampled_from(
    [
        *CHOOSES,
        *CHOOSES_NOT,
        "pain:",
        ">",
        "<=",
        ":",
        "..",
        '"',
        "km>",
        "2026-",
        "\x1b[2J",
        "ſ",
        "İ",
        "0",
        "-",
        ",",
        "٣",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS | st.text(max_size=6), max_size=6), st.sampled_from([" ", ""]))
@example(["9999-12-31..", "0001"], " ")
@example(["pain:" + "other:"], " ")
def test_nothing_but_its_own_error_comes_out(parts: list[str], between: str) -> None:
    assert all(site.isprintable() for site in unlisted(between.join(parts)))
    try:
        chosen = parse(between.join(parts))
    except FilterError as error:
        said = error.message
    else:
        said = ""
    assert len(said) < 400 and said.isprintable()
    if said:
        return
    for day in (DAY, EMPTY, WELL):
        assert chosen(day) in (True, False)
        if chosen(day):  # so that an index of texts alone never leaves out a day that is chosen
            assert chosen.text(day.text) and chosen.first <= day.date <= chosen.last


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CHOOSES), max_size=5).flatmap(st.permutations))
def test_words_stand_in_any_order_and_all_must_hold(words: list[str]) -> None:
    assert parse(" ".join(words))(DAY)
    assert not parse(" ".join([*words, "canal"]))(DAY)


def test_the_sample_is_a_filter() -> None:
    """It is what help and an empty line show: each of its words means what the language says."""
    chosen = parse(SAMPLE)
    assert (chosen.first, chosen.last) == (date(2026, 3, 1), date.max)
    assert len(chosen.tests) == 6 and ("two words",) in chosen.texts


SAMPLES = {
    "shoe": "shoe:ghost",
    "terrain": "terrain:trail",
    "kind": "kind:long",
    "plan": "plan:long",
    "rung": "rung:rest",
    "flag": "flag:fever",
    "by": "by:own",
    "on": "on:thu",
}


@pytest.mark.parametrize("field", SAMPLES)
def test_a_field_without_a_word_is_told_one_that_can_be_typed(field: str) -> None:
    with pytest.raises(FilterError) as error:
        parse(f"{field}:")
    assert error.value.message == f"'{field}:' has nothing after its colon; write e.g. {SAMPLES[field]}"
    assert parse(SAMPLES[field]).tests


@pytest.mark.parametrize("field", ["pain", *SAMPLES])
def test_every_field_is_named_to_who_slips(field: str) -> None:
    with pytest.raises(FilterError, match=f"did you mean {field}\\?"):
        parse(f"{field}{field[-1]}:x")


def test_what_is_compared_is_named_with_its_colon() -> None:
    """`km:run` is near nothing, though `km` would be."""
    with pytest.raises(FilterError, match="'km:run>3' is nothing to compare; write km>10"):
        parse("km:run>3")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-03-05", THU, THU),
        ("2026-03..", date(2026, 3, 1), date.max),
        ("..2026-03", date.min, date(2026, 3, 31)),
        ("2025..2026-03-05", date(2025, 1, 1), THU),
        ("2026 2026-03.. ..2026-05", date(2026, 3, 1), date(2026, 5, 31)),
    ],
)
def test_first_and_last_day_of_a_year_a_month_and_between(text: str, first: date, last: date) -> None:
    chosen = parse(text)
    assert (chosen.first, chosen.last) == (first, last)


def test_a_side_behind_the_site_leaves_the_whole_of_its_name() -> None:
    """`hamstring` is that site alone; a letter less would be the upper one too."""
    upper = replace(WELL, pain=(Pain(site="hamstring_proximal", side="left", score=3),), text="hamstring_proximal")
    lower = replace(WELL, pain=(Pain(site="hamstring", side="left", score=3),), text="hamstring")
    for text in ("pain:hamstring:left", "pain:left:hamstring"):
        assert (parse(text)(upper), parse(text)(lower)) == (False, True)


def test_a_run_in_no_named_pair_was_in_none() -> None:
    """Whatever else of the day has the word in it."""
    bare = replace(EMPTY, done=(Done(kind="run", km=5.0),), text="x")
    assert not parse("shoe:x")(bare)
    assert parse("shoe:x")(replace(bare, done=(Done(kind="run", shoe="Xodus"),)))


@pytest.mark.parametrize(("length", "cut"), [(39, False), (40, False), (41, True), (42, True), (200, True)])
def test_a_long_word_is_shown_by_its_first_forty_characters(length: int, cut: bool) -> None:
    with pytest.raises(FilterError) as error:
        parse("km>" + "x" * length)
    shown = "x" * 40 + "…" if cut else "x" * length
    assert f"'{shown}' is no number" in error.value.message
