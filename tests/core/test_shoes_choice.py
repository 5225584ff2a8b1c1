"""Which pair for a run: every word that is said of one, and what sets each behind the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from mornings import BOOK

from planner.core import shoes
from planner.core.days import Planned
from planner.core.record import Done, Shoe
from planner.core.shoes import ShoeChoice
from planner.core.values import replace
from planner.core.worn import Worn

NUMBERS = BOOK.entries["one-change"].numbers
ON = date(2026, 11, 25)
EASY = Planned(kind="easy", km=8.0)


def ago(back: int) -> date:
    return ON - timedelta(days=back)


def pair(id: str, **more: Any) -> Shoe:
    return Shoe(id=id, name=id.upper(), start_km=0.0, added=ago(400), **more)


def old(km: float = 200.0, last: int = 5, **more: Any) -> Worn:
    return Worn(**{"km": km, "outings": 30, "first": ago(300), "last": ago(last), **more})


A, B = pair("a"), pair("b")


def choose(*pairs: Shoe, plan: Planned | None = EASY, **more: Any) -> ShoeChoice:
    had = more.pop("had", {p.id: old() for p in pairs})
    return shoes.choose(pairs, had, ON, plan, numbers=NUMBERS, **more)


def test_no_pair_and_no_run() -> None:
    assert choose() == ShoeChoice(shoe=None, reasons=("no pair was added yet",))
    assert choose(replace(A, retired=ago(9))) == ShoeChoice(shoe=None, reasons=("no pair is in use",))
    assert choose(A, plan=Planned(kind="cross")) == ShoeChoice(shoe=None)
    assert choose(A, plan=None).shoe == "a"


@pytest.mark.parametrize(
    ("shoe", "had", "more", "reasons"),
    [
        (A, old(), {}, ("the only pair in use", "600 km left of 800 km")),
        (A, old(last=1), {"worn_yesterday": ("a",)}, ("the only pair in use", "600 km left of 800 km")),
        (A, old(), {"units": "mi"}, ("the only pair in use", "372.8 mi left of 497.1 mi")),
        (A, old(km=800.0), {}, ("the only pair in use",)),
        (A, old(km=799.9), {}, ("the only pair in use", "0.1 km left of 800 km")),
        (A, old(km=None), {}, ("the only pair in use", "its kilometres were never said")),
        (
            replace(A, terrain=("road", "trail"), role="daily", note="left lace short"), old(),
            {"plan": replace(EASY, terrain="trail", shoe="a")},
            ("the pair that the plan names", "the only pair in use", "made for trail", "your pair for daily",
             "600 km left of 800 km", "your note: left lace short"),
        ),
        (replace(A, terrain=("road",)), old(), {"plan": replace(EASY, terrain="track")},
         ("the only pair in use", "600 km left of 800 km")),
        (replace(A, added=ago(3)), Worn(km=10.0, outings=1, first=ago(3), last=ago(3)), {"longest_km": 10.0},
         ("the only pair in use", "still new: easy, 6 km at most", "790 km left of 800 km")),
        (replace(A, added=ago(3)), Worn(km=10.0, outings=1, first=ago(3), last=ago(3)), {},
         ("the only pair in use", "still new: easy and short", "790 km left of 800 km")),
        (replace(A, added=ago(3), very_different=True), Worn(km=2.0, outings=1, first=ago(3), last=ago(3)),
         {"longest_km": 10.0},
         ("the only pair in use", "a very different pair, still new: easy, 1 km at most", "798 km left of 800 km")),
    ],
)  # fmt: skip  # a table
def test_what_is_said_of_a_pair(shoe: Shoe, had: Worn, more: dict[str, Any], reasons: tuple[str, ...]) -> None:
    assert choose(shoe, had={"a": had}, **more).reasons == reasons


@pytest.mark.parametrize(
    ("last", "words"),
    [(None, "not worn yet"), (1, "not worn yesterday"), (2, "not worn yesterday"), (3, "not worn for 3 days")],
)
def test_how_long_a_pair_has_rested(last: int | None, words: str) -> None:
    had = {"a": old() if last is None else old(last=last), "b": old(last=1)}
    if last is None:
        had["a"] = Worn(km=100.0, outings=0)
    assert choose(A, B, had=had, plan=replace(EASY, shoe="a"), worn_yesterday=("b",)).reasons[1] == words


NEW = replace(B, added=ago(3))
OTHER = replace(NEW, very_different=True)
WORN_ONCE = Worn(km=8.0, outings=1, first=ago(3), last=ago(3))


@pytest.mark.parametrize(
    ("shoe", "had", "plan", "more", "against", "fits"),
    [
        (B, old(), EASY, {}, (), True),
        (B, old(last=1), EASY, {"worn_yesterday": ("b",)}, ("worn yesterday",), True),
        (NEW, WORN_ONCE, replace(EASY, kind="tempo"), {}, ("a new pair: nothing hard in it yet",), False),
        (NEW, WORN_ONCE, replace(EASY, km=6.0), {"longest_km": 10.0}, (), True),
        (NEW, WORN_ONCE, replace(EASY, km=6.1), {"longest_km": 10.0},
         ("a new pair: 6 km at most in one outing for now",), False),
        (NEW, WORN_ONCE, Planned(kind="easy", minutes=36.0), {"longest_km": 10.0}, (), True),
        (NEW, WORN_ONCE, Planned(kind="easy", minutes=36.1), {"longest_km": 10.0, "units": "mi"},
         ("a new pair: 3.7 mi at most in one outing for now",), False),
        (NEW, WORN_ONCE, Planned(kind="easy", minutes=36.0, pace=5.0), {"longest_km": 10.0},
         ("a new pair: 6 km at most in one outing for now",), False),
        (OTHER, replace(WORN_ONCE, km=2.0), replace(EASY, kind="hills", km=3.0),
         {"longest_km": 10.0},
         ("a very different pair: nothing hard in it yet",
          "a very different pair: 1 km at most in one outing for now",
          "a very different pair: one outing a week for now"), False),
        (OTHER, replace(WORN_ONCE, km=2.0, last=ago(6)), replace(EASY, km=1.0), {"longest_km": 10.0},
         ("a very different pair: one outing a week for now",), True),
        (OTHER, replace(WORN_ONCE, km=2.0, last=ago(7)), replace(EASY, km=1.0), {"longest_km": 10.0},
         (), True),
        (replace(B, terrain=("trail",)), old(), replace(EASY, terrain="road"), {},
         ("made for trail, the run is on road",), False),
        (replace(B, terrain=("trail", "grass", "mixed")), old(), replace(EASY, terrain="treadmill"), {},
         ("made for trail, grass or mixed, the run is on treadmill",), False),
        (replace(B, role="race day, spikes!"), old(), EASY, {},
         ("kept for race day, spikes!, the run is easy",), False),
        (replace(B, role="race day, spikes!"), old(), replace(EASY, kind="intervals"), {}, (), True),
        (replace(B, role="blue"), old(), EASY, {}, (), True),
        (replace(B, role="speed"), old(), replace(EASY, kind=None), {}, ("kept for speed, the run is easy",), False),
    ],
)  # fmt: skip  # a table
def test_what_speaks_against_a_pair(
    shoe: Shoe, had: Worn, plan: Planned, more: dict[str, Any], against: tuple[str, ...], fits: bool
) -> None:
    found = choose(A, shoe, had={"a": old(), "b": had}, plan=replace(plan, shoe="b"), **more)
    assert (found.shoe, found.against, found.fits) == ("b", against, fits)
    assert found.better == ("a" if against else None)


KIN = {
    "road": "track treadmill mixed", "track": "road treadmill", "treadmill": "road track",
    "trail": "grass mixed", "grass": "trail mixed", "mixed": "road trail grass",
}  # fmt: skip  # a table


@pytest.mark.parametrize("ground", KIN)
def test_which_grounds_are_near_enough(ground: str) -> None:
    copes = {
        made
        for made in KIN
        if made != ground and choose(replace(A, terrain=(made,)), plan=replace(EASY, terrain=ground)).fits
    }
    assert copes == set(KIN[ground].split())


ROLES = {
    "daily": "easy recovery long", "trainer": "easy recovery long", "cushioned": "easy recovery long",
    "speed": "tempo intervals", "fast": "tempo intervals race", "workout": "tempo intervals hills",
    "workouts": "tempo intervals hills", "racing": "race", "racer": "race", "races": "race",
    "spikes": "intervals race", "easy": "easy", "long": "long", "tempo": "tempo", "intervals": "intervals",
    "hills": "hills", "race": "race", "recovery": "recovery",
}  # fmt: skip  # a table


@pytest.mark.parametrize("role", ROLES)
def test_which_runs_a_role_means(role: str) -> None:
    kinds = "easy recovery long tempo intervals hills race".split()
    meant = {kind for kind in kinds if choose(replace(A, role=role.title()), plan=replace(EASY, kind=kind)).fits}
    assert meant == set(ROLES[role].split())


@pytest.mark.parametrize(
    ("a", "b", "had_b", "plan", "why"),
    [
        (replace(A, terrain=("road",)), replace(B, terrain=("mixed",)), old(), replace(EASY, terrain="road"),
         "less made for this ground"),
        (replace(A, role="daily"), B, old(), EASY, "less its role"),
        (A, replace(B, limit_km=150.0), old(), EASY, "over its own limit"),
        (A, B, old(last=4), EASY, "worn more recently"),
        (A, B, old(km=300.0), EASY, "as good; fewer kilometres left or later in your list"),
        (A, B, old(), EASY, "as good; fewer kilometres left or later in your list"),
        (A, replace(B, terrain=("trail",)), old(), replace(EASY, terrain="road"), "made for trail, the run is on road"),
    ],
)  # fmt: skip  # a table
def test_what_sets_a_pair_behind(a: Shoe, b: Shoe, had_b: Worn, plan: Planned, why: str) -> None:
    found = choose(a, b, had={"a": old(), "b": had_b}, plan=plan)
    assert found.shoe == "a"
    assert [(x.shoe, x.why) for x in found.others] == [("b", why)]


def test_the_plans_own_pair_is_worn_though_another_is_first() -> None:
    found = choose(A, B, had={"a": old(last=9), "b": old()}, plan=replace(EASY, shoe="b"))
    assert [(x.shoe, x.why) for x in found.others] == [("a", "would fit as well or better")]
    assert (found.shoe, found.better, found.fits) == ("b", None, True)


@pytest.mark.parametrize(
    ("asked", "against"),
    [
        ("bb", ("the plan names bb, which is no pair of yours; did you mean b?",)),
        ("zebra", ("the plan names zebra, which is no pair of yours",)),
        ("c", ("the plan's C was retired on 2026-11-16",)),
    ],
)
def test_a_pair_of_the_plan_that_cannot_be_worn(asked: str, against: tuple[str, ...]) -> None:
    found = choose(A, B, pair("c", retired=ago(9)), plan=replace(EASY, shoe=asked))
    assert (found.shoe, found.against, found.fits) == ("a", against, False)
    assert found.reasons[0] == "not worn for 5 days"


def test_kilometres_of_four_weeks() -> None:
    runs = [(ago(n), Done(kind="run", km=5.0, shoe="a")) for n in (0, 1, 28, 29)]
    rest = [
        (ago(2), Done(kind="cross", km=5.0, shoe="a")),
        (ago(2), Done(kind="run", km=5.0)),
        (ago(2), Done(kind="run", shoe="b")),
    ]
    assert shoes.recent_km([*runs, *rest], ON) == {"a": 10.0}


def test_what_rules_hear_of_a_pair() -> None:
    had = Worn(km=30.0, outings=4, first=ago(17), last=ago(1))
    assert shoes.facts(replace(A, added=None), had, ON, 2).weeks == 2.4
    assert shoes.facts(replace(A, added=ago(3)), had, ON).weeks == 2.4
    assert (
        shoes.facts(A, had, ON).limit_km is None and shoes.facts(replace(A, limit_km=700.0), had, ON).limit_km == 700.0
    )
    assert shoes.facts(replace(A, start_km=None), had, ON).km is None
    assert shoes.facts(replace(A, added=None), Worn(), ON).weeks is None


def test_the_only_pair_is_not_held_against_itself_for_yesterday() -> None:
    assert choose(A, had={"a": old(last=1)}, worn_yesterday=("a",)).against == ()
    both = choose(A, B, had={"a": old(last=1), "b": old()}, plan=replace(EASY, shoe="a"), worn_yesterday=("a",))
    assert both.against == ("worn yesterday",)


def test_a_pair_at_its_limit_is_over_it() -> None:
    """Another one goes first, though it rested for less."""
    assert choose(A, B, had={"a": old(km=800.0, last=9), "b": old(last=3)}).shoe == "b"
    assert choose(A, B, had={"a": old(km=799.9, last=9), "b": old(last=3)}).shoe == "a"


def test_of_two_that_rested_alike_the_one_with_more_left_goes_first() -> None:
    """Kilometres that were never said are none that are gone."""
    unsaid, some = replace(A, start_km=None), replace(B, start_km=None)
    had = {"a": old(km=None), "b": old(km=0.5)}
    assert choose(some, unsaid, had=had).shoe == choose(unsaid, some, had=had).shoe == "a"


def test_a_pair_is_praised_only_for_the_run_that_it_is_kept_for() -> None:
    racer = replace(A, role="race")
    assert "your pair for race" not in choose(racer, B, plan=replace(EASY, shoe="a")).reasons
    assert "your pair for race" in choose(racer, B, plan=replace(EASY, kind="race", shoe="a")).reasons


def test_of_pairs_that_nothing_speaks_for_one_is_taken_still() -> None:
    """Both over their limit, both worn yesterday."""
    had = {"a": old(km=900.0, last=1), "b": old(km=901.0, last=1)}
    found = choose(A, B, had=had, worn_yesterday=("a", "b"))
    assert (found.shoe, found.reasons) == ("a", ("the least against it of your pairs",))


def test_all_that_speaks_against_another_pair_is_said() -> None:
    kept = replace(B, role="race")
    found = choose(A, kept, had={"a": old(), "b": old(last=1)}, worn_yesterday=("b",))
    assert found.others[0].why == "kept for race, the run is easy; worn yesterday"


def test_the_most_in_a_new_pair_is_said_to_ten_metres() -> None:
    new = replace(A, added=ago(3))
    assert shoes.most_km(new, Worn(km=10.0, outings=1), ON, NUMBERS, 12.345) == 7.41
