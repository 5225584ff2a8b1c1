"""What is written is read again: generated days, shoes, and files that people have touched."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.days import KINDS, RUN_KINDS, TERRAINS, Closed, Morning, Pain, Planned
from planner.core.facts import Device, Env, Facts, History, Matter, PainFacts, Person, ShoeFacts
from planner.core.record import Chosen, Day, Done, DonePain, Shoe
from planner.core.sites import FLAGS, SIDES, SITES
from planner.core.verdict import Caps, Form, Referral, Rung, SavedAdvice, SavedReason
from planner.storage import merging, shapes, writing
from planner.storage.journal import read_day
from planner.storage.reading import Shape
from planner.storage.shoes import SHOES
from planner.storage.shoes import read as read_shoes

NAME = "days/2026/2026-11-23.toml"


def maybe(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | inner


def some(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(inner, max_size=3).map(tuple)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['say "no"', "a\\b", "two\nlines", "\x1b[2J", "[/bold]", "é ·", "", "# no comment", "'''", '"""']
)
SITE = st.sampled_from([*SITES, "other:jaw"])
SIDE = maybe(st.sampled_from(SIDES))
SCORE = st.integers(0, 10)
KM = st.floats(0, 500)
DATE = st.dates(date(2000, 1, 1), date(2060, 1, 1))
ZONE = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=ZONE)
BOOL = maybe(st.booleans())
WORDS = some(st.sampled_from(["walk-5", "leg-swings", "a b"]))
PAIN = st.builds(
    Pain, site=SITE, side=SIDE, score=SCORE, night=BOOL, focal=BOOL, weeks_rising=maybe(SCORE), yesterday=maybe(SCORE)
)
CLOSED = st.builds(
    Closed,
    matter=st.sampled_from([*FLAGS, "bone"]),
    site=maybe(SITE),
    side=SIDE,
    how=st.sampled_from(["gone", "cleared"]),
    on=maybe(DATE),
)
RATING = maybe(st.integers(1, 7))
MORNING = st.builds(
    Morning,
    at=maybe(MOMENT),
    sleep_h=maybe(st.floats(0, 24)),
    sleep_quality=RATING,
    fatigue=RATING,
    resting_pulse=maybe(st.integers(30, 99)),
    hrv_ms=maybe(st.floats(1, 200)),
    pain=maybe(some(PAIN)),
    flags=maybe(some(st.sampled_from(list(FLAGS)))),
    closed=some(CLOSED),
    copied=st.booleans(),
    late=st.booleans(),
    note=maybe(TEXT),
)
PLANNED = st.builds(
    Planned,
    kind=maybe(st.sampled_from(KINDS)),
    km=maybe(KM),
    minutes=maybe(KM),
    pace=maybe(st.floats(2, 30)),
    climb_m=maybe(st.floats(0, 2000) | st.integers(0, 2000).map(float)),
    terrain=maybe(st.sampled_from(TERRAINS)),
    faster_than_usual=BOOL,
    shoe=maybe(TEXT),
    note=maybe(TEXT),
    moved_from=maybe(DATE),
)
HISTORY = st.builds(
    History,
    longest_30d_km=maybe(KM),
    days_since_last_run=maybe(st.integers(0, 400)),
    usual_gap_days=maybe(KM),
    terrains_28d=maybe(some(st.sampled_from(TERRAINS))),
    bone_injury=maybe(st.sampled_from(["not_cleared", "cleared"])),
)
FACTS = st.builds(
    Facts,
    history=HISTORY,
    person=st.builds(Person, age=maybe(st.floats(18, 99)), asthma=BOOL),
    env=st.builds(Env, wbgt_c=maybe(st.floats(-20, 40)), indoor_available=BOOL),
    shoe=st.builds(ShoeFacts, km=maybe(KM), outings=maybe(SCORE), very_different=BOOL),
    device=st.builds(Device, hrv_z=maybe(st.floats(-5, 5))),
    pain=some(st.builds(PainFacts, site=SITE, side=SIDE, yesterday=maybe(SCORE), worse_next_morning=BOOL)),
    open=some(st.builds(Matter, name=st.sampled_from([*FLAGS, "bone"]), since=DATE, site=maybe(SITE), side=SIDE)),
)
ADVICE = st.builds(
    SavedAdvice,
    rung=st.sampled_from(Rung),
    referral=st.sampled_from(Referral),
    caps=st.builds(
        Caps,
        km=maybe(KM),
        minutes=maybe(KM),
        pain_stop=maybe(SCORE),
        hard_allowed=st.booleans(),
        form=st.sampled_from(Form),
        indoor=st.booleans(),
    ),
    warnings=some(st.sampled_from(["PAIN_STOP_RULE", "LAYOFF"])),
    rules=st.sampled_from(["1", "1+0a0a0a0a"]),
    reasons=some(st.builds(SavedReason, rule=TEXT, because=TEXT)),
)
CHOSEN = st.builds(
    Chosen, by=st.sampled_from(["advice", "own"]), why=maybe(TEXT), km=maybe(KM), warm_up=WORDS, ticked=WORDS
)
DONE = st.builds(
    Done,
    at=maybe(MOMENT),
    kind=st.sampled_from(["run", "cross", "strength", "rest"]),
    session=maybe(st.sampled_from(RUN_KINDS)),
    km=maybe(KM),
    effort=maybe(SCORE),
    pain=maybe(some(st.builds(DonePain, site=SITE, side=SIDE, during=maybe(SCORE), after=maybe(SCORE)))),
    flags=maybe(some(st.sampled_from(list(FLAGS)))),
    ticked=WORDS,
    note=maybe(TEXT),
)
DAY = st.builds(
    Day,
    date=st.just(date(2026, 11, 23)),
    morning=maybe(MORNING),
    facts=maybe(FACTS),
    advice=maybe(ADVICE),
    chosen=maybe(CHOSEN),
    planned=some(PLANNED),
    done=some(DONE),
)
SHOE = st.builds(
    Shoe,
    id=TEXT,
    name=TEXT,
    limit_km=st.floats(1, 2000),
    start_km=maybe(KM),
    terrain=some(st.sampled_from(TERRAINS)),
    added=maybe(DATE),
    retired=maybe(DATE),
    very_different=st.booleans(),
)


@given(DAY)
@settings(max_examples=120, deadline=None)
def test_a_day_reads_back_as_it_was_written(day: Day) -> None:
    """Every day equals what its own text reads as, without a warning."""
    assert read_day(writing.text(shapes.DAY, day).encode(), NAME) == (day, ())


@given(DAY)
@settings(max_examples=40, deadline=None)
def test_writing_twice_gives_the_same_bytes(day: Day) -> None:
    """A file that planner wrote is recognised as its own: writing what was read changes no byte."""
    text = writing.text(shapes.DAY, day)
    assert writing.text(shapes.DAY, read_day(text.encode(), NAME)[0]) == text


@given(st.lists(SHOE, max_size=4, unique_by=lambda s: s.id).map(tuple))
@settings(max_examples=40, deadline=None)
def test_shoes_read_back_as_they_were_written(shoes: tuple[Shoe, ...]) -> None:
    """The pairs equal what their own text reads as."""
    assert read_shoes(writing.text(SHOES, shoes).encode(), "shoes.toml") == shoes


def touched(text: str, crlf: bool) -> str:
    """A file as somebody may leave it: comments, blank lines, keys of their own, a table of their own."""
    lines = ["# my own line"]
    for n, line in enumerate(text.split("\n")):
        plain = not line.startswith((" ", "]", "[")) and "=" in line and not line.endswith("[")
        lines.append(f"{line}   # note {n}" if plain and n % 2 else line)
        if line.startswith("[") and line.endswith("]"):
            lines.append(f"my_{n} = 'kept'")
    lines += ["[mine]", "weather = 'wet'  # keep"]
    return ("\r\n" if crlf else "\n").join([*lines, ""])


@given(DAY, DAY, st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_touched_file_takes_any_change(before: Day, after: Day, crlf: bool) -> None:
    """Any day can be put into a touched file of any other day: it reads as that day, what people added stays."""
    old = touched(writing.text(shapes.DAY, before), crlf).encode()
    seen = read_day(old, NAME)[0]
    assert seen == before
    new = merging.new_text(shapes.DAY, old, seen, after, NAME)
    assert read_day(new.encode(), NAME)[0] == after
    assert "# my own line" in new
    assert "weather = 'wet'  # keep" in new
    assert not crlf or "\n" not in new.replace("\r\n", "")
    table = tomllib.loads(new)
    for name in ("morning", "chosen", "advice"):
        was = tomllib.loads(old.decode()).get(name)
        if was and name in table:
            assert {k: v for k, v in was.items() if k.startswith("my_")}.items() <= table[name].items()


@given(DAY)
@settings(max_examples=30, deadline=None)
def test_no_change_is_no_byte(day: Day) -> None:
    """Saving what was read into a touched file gives the same bytes."""
    old = touched(writing.text(shapes.DAY, day), crlf=False).encode()
    assert merging.new_text(shapes.DAY, old, day, replace(day), NAME).encode() == old


def every_shape() -> list[tuple[type, Shape]]:
    found: list[tuple[type, Shape]] = []

    def walk(shape: Shape) -> None:
        if isinstance(shape.make, type):
            found.append((shape.make, shape))
        for key in shape.keys:
            if key.shape is not None:
                walk(key.shape)

    walk(shapes.DAY)
    walk(SHOES)
    return found


def test_no_field_is_forgotten() -> None:
    """Every field of every value that a day or a pair of shoes is made of has a key in its shape."""
    for kind, shape in every_shape():
        assert {f.name for f in fields(kind)} == set(shape.known), kind
    advice = {f.name for f in fields(SavedAdvice)} | {f.name for f in fields(Caps)}
    assert set(shapes.ADVICE.known) == advice - {"caps"}


def test_what_is_left_out_is_what_is_made_again() -> None:
    """A key that is left out when it has its default comes back as that default."""
    for kind, shape in every_shape():
        defaults = {f.name: f.default for f in fields(kind)}
        for key in shape.keys:
            if key.default is not None and key.shape is None:
                assert defaults[key.name] == key.default, (kind, key.name)
