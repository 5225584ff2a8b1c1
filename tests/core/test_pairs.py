"""How pairs stand on a day, what may be said of one, and the reminder that keeps to the pair's own limit."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import pairs, shoes
from planner.core.advise import advise
from planner.core.facts import Scenario, ShoeFacts
from planner.core.record import Done, Shoe
from planner.core.worn import Worn
from planner.storage import rulebook, scenarios

BOOK = rulebook.shipped_rules().book
NUMBERS = BOOK.entries["one-change"].numbers
TODAY = date(2026, 11, 23)
OLD = Shoe(id="old", name="Old", start_km=700.0, limit_km=750.0, added=date(2026, 1, 1))
NEW = Shoe(id="new", name="New", start_km=0.0, added=TODAY)
ODD = Shoe(id="odd", name="Odd", start_km=0.0, added=TODAY, very_different=True)
GONE = Shoe(id="gone", name="Gone", start_km=0.0, retired=date(2026, 5, 1))
OLDER = Shoe(id="older", name="Older", retired=date(2025, 5, 1))


def ran(shoe: str, km: float, back: int) -> tuple[date, Done]:
    """A run in a pair, so many days ago."""
    return TODAY - timedelta(days=back), Done(kind="run", km=km, shoe=shoe)


def test_pairs_stand_in_use_first_and_retired_by_date() -> None:
    """With today's run counted, and no warning for what is worn no more."""
    rows = [ran("old", 20.0, 0), ran("old", 20.0, 3), ran("gone", 790.0, 300), ran("old", 9.0, -1)]
    found = pairs.stand((OLDER, OLD, GONE, NEW), rows, TODAY, numbers=NUMBERS)
    assert [p.shoe.id for p in found] == ["old", "new", "gone", "older"]
    assert found[0].worn.km == 740.0 and found[0].worn.last == TODAY, "tomorrow's run does not count"
    assert found[0].share == pytest.approx(740 / 750)
    assert [w.code for w in found[0].warnings] == ["SHOE_WORN"]
    assert "740 km of 750 km" in found[0].warnings[0].words
    assert found[2].warnings == () and found[2].worn.km == 790.0
    assert found[3].share is None, "never said is not 0"


def test_a_new_pair_has_a_way_in_and_a_very_different_one_a_slower() -> None:
    """Both from the numbers of the rule; a pair in use for long has none."""
    found = pairs.stand((OLD, NEW, ODD), [], TODAY, numbers=NUMBERS, longest_km=12.0)
    assert [p.state for p in found] == [None, "new", "different"]
    assert found[0].schedule == () and len(found[1].schedule) == 1 and len(found[2].schedule) > 1
    assert found[1].stage(TODAY) is found[1].schedule[0]
    assert found[2].stage(TODAY) is found[2].schedule[0]
    last = found[2].schedule[-1].last
    assert last is not None and found[2].stage(last + timedelta(days=1)) is None


@pytest.mark.parametrize("text", ["", "   ", "x" * 81, "Old", " old "])
def test_a_name_that_cannot_be_is_refused(text: str) -> None:
    """Empty, too long, or another pair's in use."""
    with pytest.raises(pairs.PairError):
        pairs.name_for((OLD, GONE), text)


def test_names_that_can_be() -> None:
    """Blanks are tidied; a retired pair's name may come again; a pair may keep its own."""
    assert pairs.name_for((OLD, GONE), "  Gone  ") == "Gone"
    assert pairs.name_for((OLD,), "old", but="old") == "old"
    assert pairs.name_for((OLD,), "x" * 80) == "x" * 80


@pytest.mark.parametrize(
    ("text", "units", "km"),
    [("412", "km", 412.0), ("412,5", "km", 412.5), ("100", "mi", 160.934), ("100 mi", "km", 160.934),
     ("10 km", "mi", 10.0), (" 7k ", "mi", 7.0), ("0", "km", 0.0)],
)  # fmt: skip  # a case a line
def test_typed_distances(text: str, units: str, km: float) -> None:
    """A number in the units of the screen, or with its own."""
    assert pairs.km_of(text, units) == pytest.approx(km)


@pytest.mark.parametrize("text", ["", "-1", "x", "1e3", "100001", "12 m", "1.2345", "٣"])
def test_typed_nonsense_is_refused_in_words(text: str) -> None:
    """With what was typed, or the range, in the message."""
    with pytest.raises(pairs.PairError, match=r"write"):
        pairs.km_of(text)


def test_a_limit_of_nothing_is_refused() -> None:
    """The least that a file takes is said in the units of the screen."""
    with pytest.raises(pairs.PairError, match=r"write 1 km to"):
        pairs.km_of("0", least=1.0)
    with pytest.raises(pairs.PairError, match=r"^0\.6 mi cannot be: write 0\.7 mi to 62137\.1 mi$"):
        pairs.km_of("0.6", "mi", least=1.0)
    assert pairs.km_of("0.7", "mi", least=1.0) == 1.127
    assert pairs.km_of("62137.1", "mi") <= pairs.MOST_KM
    with pytest.raises(pairs.PairError, match=r"^62137\.2 mi cannot be: write 0 mi to 62137\.1 mi$"):
        pairs.km_of("62137.2", "mi")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=12), st.sampled_from(["km", "mi"]))
def test_no_typed_text_breaks_it(text: str, units: str) -> None:
    """It is kilometres in the range of the file, or refused."""
    with suppress(pairs.PairError):
        assert 0 <= pairs.km_of(text, units) <= pairs.MOST_KM


def test_retired_and_back() -> None:
    """Each once; never two of a name in use."""
    gone = pairs.retire(OLD, TODAY)
    assert gone.retired == TODAY and pairs.bring_back((gone,), gone) == OLD
    with pytest.raises(pairs.PairError, match="was retired on"):
        pairs.retire(gone, TODAY)
    with pytest.raises(pairs.PairError, match="is in use"):
        pairs.bring_back((OLD,), OLD)
    with pytest.raises(pairs.PairError, match="the name of a pair in use"):
        pairs.bring_back((gone, Shoe(id="twin", name="OLD")), gone)


def test_a_limit_below_the_km_is_odd_and_not_refused() -> None:
    """It is asked about; a pair below its limit is not."""
    low = Shoe(id="low", name="Low", start_km=400.0, limit_km=300.0)
    one, two = pairs.stand((low, OLD), [], TODAY, numbers=NUMBERS)
    said = pairs.odd(one)
    assert said is not None and "300 km is below the 400 km" in said
    assert pairs.odd(two) is None
    early = Shoe(id="e", name="E", added=TODAY, retired=date(2026, 1, 1))
    assert "before it was added" in (pairs.odd(pairs.stand((early,), [], TODAY, numbers=NUMBERS)[0]) or "")
    at_its_end = Shoe(id="a", name="A", start_km=300.0, limit_km=300.0)
    one_day = Shoe(id="b", name="B", added=TODAY, retired=TODAY)
    for pair in pairs.stand((at_its_end, one_day), [], TODAY, numbers=NUMBERS):
        assert pairs.odd(pair) is None


def test_with_shoe_replaces_in_place_or_adds() -> None:
    """The order of the file stays."""
    longer = Shoe(id="old", name="Old", limit_km=900.0)
    assert pairs.with_shoe((OLD, NEW), longer) == (longer, NEW)
    assert pairs.with_shoe((OLD,), NEW) == (OLD, NEW)


@pytest.mark.parametrize(
    ("km", "limit", "worn"),
    [(799.0, None, False), (800.0, None, True), (500.0, 450.0, True), (900.0, 1000.0, False), (1000.0, 1000.0, True)],
)
def test_the_reminder_keeps_to_the_pairs_own_limit(km: float, limit: float | None, worn: bool) -> None:
    """The number of the rule counts only where none was set."""
    advice = advise(Scenario(shoe=ShoeFacts(km=km, limit_km=limit)), BOOK)
    assert ("SHOE_WORN" in advice.warnings) is worn


def test_facts_carry_a_limit_only_where_one_was_set() -> None:
    """So that the rule's own number keeps its meaning, and most day files stay as they are."""
    assert shoes.facts(OLD, Worn(km=1.0), TODAY).limit_km == 750.0
    assert shoes.facts(NEW, Worn(km=1.0), TODAY).limit_km is None


def test_no_scenario_says_the_limit() -> None:
    """The scenario interface is a closed list."""
    asked, _ = scenarios.read(b"[shoe]\nkm = 3\nlimit_km = 4\n", "x.toml")
    assert "limit_km" in asked[0].error


def test_the_stage_of_a_pair_of_the_usual_kind_is_its_only_one_on_any_day() -> None:
    (new,) = pairs.stand((NEW,), [], TODAY, numbers=NUMBERS, longest_km=12.0)
    assert new.stage(TODAY) is new.stage(TODAY + timedelta(days=99)) is new.schedule[0]
    (old,) = pairs.stand((OLD,), [], TODAY, numbers=NUMBERS)
    assert old.stage(TODAY) is None


def test_kilometres_are_said_unless_miles_are_asked_for() -> None:
    (worn,) = pairs.stand((OLD,), [ran("old", 20.0, 30)], TODAY, numbers=NUMBERS)
    assert worn.warnings[0].words == "720 km of 750 km in Old: does it still feel right?"


def test_a_name_may_have_eighty_letters() -> None:
    assert pairs.name_for((), "x" * 80) == "x" * 80


def test_a_pair_at_its_limit_or_retired_on_the_day_it_was_added_is_not_odd() -> None:
    full = Shoe(id="full", name="Full", start_km=300.0, limit_km=300.0)
    brief = Shoe(id="brief", name="Brief", added=TODAY, retired=TODAY)
    assert [pairs.odd(p) for p in pairs.stand((full, brief), [], TODAY, numbers=NUMBERS)] == [None, None]
