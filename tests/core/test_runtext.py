"""The run language: what each word means, what is refused and in which words, and the round trip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.core.days import KINDS, RUN_KINDS, TERRAINS, Planned
from planner.core.runtext import LIMITS, RunTextError, joined, parse, several, words
from planner.core.units import KM_PER_MILE
from planner.storage.reading import Wrong
from planner.storage.shapes import PLANNED

SHOES = ("pegasus-41", "ghost")
MEANT = {
    "8 km": Planned(km=8.0),
    "8km": Planned(km=8.0),
    "8": Planned(km=8.0),
    "10k": Planned(km=10.0),
    "10 K": Planned(km=10.0),
    "5,2 km": Planned(km=5.2),
    "5 mi": Planned(km=8.047),
    "3.1 miles": Planned(km=4.989),
    "45 min": Planned(minutes=45.0),
    "45'": Planned(minutes=45.0),
    "46:30 min": Planned(minutes=46.5),
    "1:30h": Planned(minutes=90.0),
    "1:30 h": Planned(minutes=90.0),
    "1h30": Planned(minutes=90.0),
    "1h5min": Planned(minutes=65.0),
    "1 h 30": Planned(minutes=90.0),
    "1 h 05 min": Planned(minutes=65.0),
    "1 h 5 min": Planned(minutes=65.0),
    "1.5h": Planned(minutes=90.0),
    "2h": Planned(minutes=120.0),
    "1:10:30": Planned(minutes=70.5),
    "2:10:30": Planned(minutes=130.5),
    "1h30 easy": Planned(minutes=90.0, kind="easy"),
    "1 h 5 min road": Planned(minutes=65.0, terrain="road"),
    "1h59": Planned(minutes=119.0),
    "8.12345 km": Planned(km=8.123),
    "45.12345 min": Planned(minutes=45.123),
    "1.23456h": Planned(minutes=74.074),
    "8 km +60.27m": Planned(km=8.0, climb_m=60.3),
    "1 h 10k": Planned(minutes=60.0, km=10.0),
    "1 h 10 km": Planned(minutes=60.0, km=10.0),
    "8 km 5:40/km": Planned(km=8.0, pace=5.6667),
    "8 km 5:40 min/km": Planned(km=8.0, pace=5.6667),
    "8 km 9:07 /mi": Planned(km=8.0, pace=5.6648),
    "8 km 200m": Planned(km=8.0, climb_m=200.0),
    "8 km +60m": Planned(km=8.0, climb_m=60.0),
    "8 km +60 m": Planned(km=8.0, climb_m=60.0),
    "8 km 650ft": Planned(km=8.0, climb_m=198.0),
    "trail EASY 8 Km": Planned(kind="easy", km=8.0, terrain="trail"),
    "  8  km,\teasy,\u00a0road ": Planned(kind="easy", km=8.0, terrain="road"),
    "8 km SHOE:Pegasus-41": Planned(km=8.0, shoe="pegasus-41"),
    "tempo": Planned(kind="tempo"),
    "rest": Planned(kind="rest"),
    "cross 40 min": Planned(kind="cross", minutes=40.0),
    "cross": Planned(kind="cross"),
    "strength": Planned(kind="strength"),
    "30 min strength": Planned(kind="strength", minutes=30.0),
}
REFUSED = {
    "": ("", "nothing is written; write e.g. 8 km easy road, or rest"),
    "8 km tempoo": ("tempoo", "'tempoo' is not understood; write tempo"),
    "trial 8 km": ("trial", "'trial' is not understood; write trail"),
    "8 kmm": ("kmm", "'kmm' is not understood; write km"),
    "8kmm": ("8kmm", "'8kmm' has a unit that is not known; write km"),
    "8kilometreskilometres": (
        "8kilometreskilometres",
        "'8kilometreskilometres' has a unit that is not known; write kilometres",
    ),
    "8kilometresokilometres": (
        "8kilometresokilometres",
        "'8kilometresokilometres' has a unit that is not known; write km, mi, min, h or m",
    ),
    "8 km shoe": ("shoe", "'shoe' is not understood; write shoe:"),
    "xyzzy": ("xyzzy", "'xyzzy' is not understood; write it like 8 km easy road"),
    "run 8 km": ("run", "'run' is not understood; leave it out: a plan is a run unless it says otherwise"),
    "bike 40 min": ("bike", "'bike' is not understood; write cross 40 min"),
    "easy km": ("km", "'km' is not understood; write a number before it"),
    "easy 8 km long": ("long", "'long' is a second kind beside 'easy'; keep one of them"),
    "8 km 5 mi": ("5 mi", "'5 mi' is a second distance beside '8 km'; keep one of them"),
    "8 km 45 min 1h": ("1h", "'1h' is a second time beside '45 min'; keep one of them"),
    "road 8 km trail": ("trail", "'trail' is a second terrain beside 'road'; keep one of them"),
    "8 road road": ("road", "'road' is a second terrain beside 'road'; keep one of them"),
    "90m": ("90m", "'90m' may be minutes or metres of climb; write 90 min for a time, +90m for a climb"),
    "45 easy": ("45", "'45' may be km or minutes; write 45 km or 45 min"),
    "1:30": ("1:30", "'1:30' may be a time or a pace; write 1:30h, 1:30 min or 1:30/km"),
    "8 km 5:40": ("5:40", "'5:40' may be a time or a pace; write 5:40h, 5:40 min or 5:40/km"),
    "8 km 5:75/km": ("5:75/km", "'5:75/km' is no time: minutes and seconds end at 59; write it like 1:30h or 5:40/km"),
    "8 km 5.5/km": ("5.5/km", "'5.5/km' is no pace; write minutes and seconds, 5:40/km"),
    "1h75": ("1h75", "'1h75' has more than 59 minutes beside its hours; write it like 1h30 or 90 min"),
    "8 km 1,000m": ("1,000m", "'1,000m' may have a decimal or a thousands mark; write +1000m or +1m"),
    "+8 km": ("+8 km", "'+8 km' has a plus, which is for a climb; write +8m"),
    "1:30 km": ("1:30 km", "'1:30 km' is a time with a unit of length; write it like 1:30h or 5:40/km"),
    "501 km": ("501 km", "'501 km' is out of range for a distance; write 0 to 500 km"),
    "8 km 0:30/km": ("0:30/km", "'0:30/km' is out of range for a pace; write 1 to 60 min/km"),
    "50h": ("50h", "'50h' is out of range for a time; write 0 to 2880 min"),
    "8 km 20001m": ("20001m", "'20001m' is out of range for a climb; write 0 to 20000 m"),
    "rest 8 km": ("8 km", "'8 km' does not go with rest; leave it out, or write one of " + ", ".join(RUN_KINDS)),
    "cross 8 km": ("8 km", "'8 km' does not go with cross; leave it out, or write one of " + ", ".join(RUN_KINDS)),
    "trail": ("trail", "'trail' alone is no session; write how far, how long or which kind too, e.g. 8 km"),
    "8 km + 60m": ("+", "'+' joins two sessions, and here is room for one; write a climb without a blank, +60m"),
    "8 km;rest": ("km;rest", "'km;rest' joins two sessions, and here is room for one; write one session"),
    "8 km shoe:": ("shoe:", "'shoe:' names no pair; write shoe: and its id without a blank, shoe:pegasus-41"),
    "8 km shoe:gost": ("shoe:gost", "'shoe:gost' is not one of your shoes; write shoe:ghost"),
    "8 km shoe:q": ("shoe:q", "'shoe:q' is not one of your shoes; known are ghost, pegasus-41"),
    "\u0668 km": ("\u0668", "'\u0668' is not understood; write it like 8 km easy road"),
    "\uff18 km": ("\uff18", "'\uff18' is not understood; write it like 8 km easy road"),
    "8 km \x1b[2J": ("\x1b[2J", "'·[2J' is not understood; write it like 8 km easy road"),
}


@pytest.mark.parametrize("text", MEANT)
def test_what_words_mean(text: str) -> None:
    assert parse(text, shoes=SHOES) == MEANT[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_named_with_what_to_write(text: str) -> None:
    with pytest.raises(RunTextError) as error:
        parse(text, shoes=SHOES)
    assert (error.value.word, error.value.message) == REFUSED[text]


def test_words_stand_in_any_order() -> None:
    one = parse("8 km 45 min easy road +60m 5:40/km shoe:ghost")
    assert parse("shoe:ghost 5:40/km +60m road easy 45 min 8 km") == one
    assert None not in (one.km, one.minutes, one.kind, one.terrain, one.climb_m, one.pace, one.shoe)


def test_a_bare_number_counts_what_the_screen_shows() -> None:
    assert parse("5 easy", units="mi").km == 8.047
    with pytest.raises(RunTextError, match="write 40 mi or 40 min"):
        parse("40", units="mi")
    assert parse("29.9").km == 29.9


def test_shoes_are_any_where_none_are_given() -> None:
    assert parse("8 km shoe:Anything-2").shoe == "Anything-2"
    with pytest.raises(RunTextError, match="there are no shoes yet"):
        parse("8 km shoe:ghost", shoes=())
    assert parse(f"8 km shoe:{'a' * 80}").shoe == "a" * 80
    with pytest.raises(RunTextError, match="has an id of 81 characters .limit 80.; write it shorter$"):
        parse(f"8 km shoe:{'a' * 81}")


def test_the_nearest_pair_of_a_slip_in_the_longest_id() -> None:
    with pytest.raises(RunTextError, match=f"; write shoe:{'a' * 80}$"):
        parse(f"8 km shoe:{'a' * 79}b", shoes=("a" * 80,))
    with pytest.raises(RunTextError, match=f"; known are {'a' * 80}$"):
        parse(f"8 km shoe:{'a' * 80}b", shoes=("a" * 80,))


def test_several_sessions_of_a_day() -> None:
    two = (Planned(km=8.0, climb_m=60.0), Planned(kind="strength"))
    assert several("8 km +60m + strength") == several("8 km +60m;strength") == several("8 km +60m\n+\tstrength") == two
    assert joined(two) == "8 km +60m + strength"
    assert several("rest") == (Planned(kind="rest"),)
    for broken in ("8 km +", "+ 8 km", ";", "8 km + + rest", ""):
        with pytest.raises(RunTextError, match="nothing is written"):
            several(broken)
    with pytest.raises(RunTextError, match="write 45 km or 45 min"):
        several("rest + 45")
    with pytest.raises(RunTextError, match="alone is no session"):
        several("8 km + 200m")  # a climb with a slip of the blank is not a second session


def test_the_words_of_a_session() -> None:
    full = Planned(kind="easy", km=8.0, minutes=45.0, pace=5.6667, climb_m=60.0, terrain="road", shoe="ghost")
    assert words(full) == "8 km 45 min easy road +60m 5:40/km shoe:ghost"
    assert words(replace(full, km=8.047, pace=None), "mi") == "5 mi 45 min easy road +197ft shoe:ghost"
    assert [words(Planned(km=km), "mi") for km in (8.047, 10.0, 8.0)] == ["5 mi", "6.214 mi", "4.971 mi"]
    assert words(Planned(km=8.0474), "mi") == "5 mi", "what a file says to less than a metre is shown to a metre"
    assert words(Planned()) == "easy"
    assert words(Planned(terrain="trail")) == "easy trail"
    assert words(Planned(kind="rest", km=3.0)) == "rest"
    assert words(Planned(kind="cross", minutes=40.0, note="pool", terrain="road")) == "cross 40 min"


def test_a_pace_stays_in_the_units_in_which_it_was_said() -> None:
    for said in ("9:08/mi", "9:07/mi", "5:40/km"):
        pace = parse(f"8 km {said}").pace
        assert [words(Planned(km=8.0, pace=pace), units).split()[-1] for units in ("km", "mi")] == [said, said]


@pytest.mark.parametrize(
    ("pace", "in_km", "in_miles"),
    [(6.7833, "6:47/km", "10:55/mi"), (5.6712, "5:40/km", "9:08/mi"), (17 / 3, "5:40/km", "5:40/km")],
    ids=["both say it to the second", "neither does", "kilometres do, to more decimals than are kept"],
)
def test_a_pace_in_the_units_of_the_screen_unless_only_the_other_says_it(
    pace: float, in_km: str, in_miles: str
) -> None:
    assert [words(Planned(km=8.0, pace=pace), units).split()[-1] for units in ("km", "mi")] == [in_km, in_miles]


def numbers(slot: str, decimals: int) -> st.SearchStrategy[float | None]:
    low, high, _ = LIMITS[slot]
    return st.none() | st.integers(low * 10**decimals, high * 10**decimals).map(lambda n: n / 10**decimals)


PACE = st.none() | st.integers(60, 3600).map(lambda s: round(s / 60, 4))
RUN = st.builds(
    Planned,
    kind=st.none() | st.sampled_from(RUN_KINDS),
    km=numbers("km", 3) | numbers("km", 0),
    minutes=numbers("minutes", 3) | numbers("minutes", 0),
    pace=PACE | st.integers(97, 5700).map(lambda s: round(s / 60 / KM_PER_MILE, 4)),
    climb_m=numbers("climb_m", 1) | numbers("climb_m", 0),
    terrain=st.none() | st.sampled_from(TERRAINS),
    shoe=st.none() | st.sampled_from(SHOES),
).filter(lambda p: not p.kind == p.km == p.minutes)
OTHER = st.just(Planned(kind="rest")) | st.builds(
    Planned, kind=st.sampled_from(["cross", "strength"]), minutes=numbers("minutes", 1)
)


@settings(max_examples=400)
@given(RUN | OTHER, st.sampled_from(["km", "mi"]))
def test_what_is_written_is_read_again(planned: Planned, units: str) -> None:
    text = words(planned, units)
    again = parse(text, units=units, shoes=SHOES)
    assert again == planned
    assert words(again, units) == text


@settings(max_examples=100)
@given(st.lists(RUN | OTHER, min_size=1, max_size=3).map(tuple), st.sampled_from(["km", "mi"]))
def test_the_sessions_of_a_day_are_read_again(planned: tuple[Planned, ...], units: str) -> None:
    assert several(joined(planned, units), units=units) == planned


PIECES = st.sampled_from(
    [
        *KINDS,
        *TERRAINS,
        "km",
        "mi",
        "min",
        "h",
        "m",
        "ft",
        "/km",
        "/mi",
        "shoe:",
        "+",
        ";",
        ":",
        ",",
        "8",
        "1:30",
        "'",
        "٣",
        "9" * 400,
    ]
)
TEXTS = st.text(max_size=30) | st.lists(PIECES | st.text(max_size=2), max_size=8).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)


@settings(max_examples=600)
@given(TEXTS, st.sampled_from(["km", "mi"]), st.sampled_from([None, SHOES, ()]))
@example("9" * 5000, "km", None)
@example("1h٣", "km", None)
@example("a" * 100_000, "km", ())
@example("shoe:" + "a" * 100_000, "km", SHOES)
@example("1h 30 30 30 km", "mi", None)
@example("shoe:" + "a" * 100_000, "km", None)
def test_any_text_is_a_session_or_an_error_in_words(text: str, units: str, shoes: tuple[str, ...] | None) -> None:
    for read in (lambda: (parse(text, units=units, shoes=shoes),), lambda: several(text, units=units, shoes=shoes)):
        try:
            found = read()
        except RunTextError as error:
            found = ()
            assert_plain(error.message)
        for planned in found:
            assert parse(words(planned, units), units=units) == planned


def assert_plain(message: str) -> None:
    """A message that a screen can show in a line or two: what was not understood; what to write."""
    assert message.isprintable()
    assert ";" in message
    assert len(message) < 300


@pytest.mark.parametrize("slot", LIMITS)
def test_ranges_are_those_of_day_files(slot: str) -> None:
    low, high, _ = LIMITS[slot]
    check = PLANNED.known[slot].check
    assert check is not None
    assert (check(low), check(high)) == (low, high)
    for beyond in (low - 0.01, high + 0.01):
        with pytest.raises(Wrong):
            check(beyond)


@pytest.mark.parametrize(("length", "fix"), [(80, f"write shoe:{'a' * 79}"), (81, f"known are {'a' * 79}")])
def test_a_pair_that_is_near_is_looked_for_as_far_as_an_id_may_be(length: int, fix: str) -> None:
    with pytest.raises(RunTextError) as error:
        parse(f"8 km shoe:{'a' * length}", shoes=("a" * 79,))
    assert error.value.message.endswith(fix)


def test_what_a_file_has_finer_than_words_is_shown_as_the_words_say_it() -> None:
    """Kilometres to a metre and a pace to the second, in the units in which it comes out even."""
    assert words(Planned(km=8.0466), "mi") == "5 mi"
    assert words(Planned(km=8.0, pace=17 / 3), "mi").endswith(" 5:40/km")


@pytest.mark.parametrize(("units", "shown"), [("km", "5:37/km"), ("mi", "9:02/mi")])
def test_a_pace_that_comes_out_even_nowhere_is_shown_in_the_units_of_the_screen(units: str, shown: str) -> None:
    assert words(Planned(km=8.0, pace=5.61234), units).endswith(f" {shown}")


def test_several_sessions_count_kilometres_unless_miles_are_asked_for() -> None:
    with pytest.raises(RunTextError, match="may be km or minutes"):
        several("40 + rest")
