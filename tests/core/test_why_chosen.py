"""Why these steps and this pair: every choice has its reason, what is left out too, and nothing is said of nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from planner.core.answer import Context
from planner.core.days import Morning, Pain, Planned
from planner.core.history import Record
from planner.core.prepare import Prepared, prepare
from planner.core.record import Shoe
from planner.core.why_chosen import sections
from planner.core.worn import Worn
from planner.storage import routines, rulebook

ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 6, 41, tzinfo=timezone(timedelta(hours=1)))
BOOK = routines.shipped_routines().book
RULES = rulebook.shipped_rules().book
PAIRS = (
    Shoe(id="a", name="Alpha", start_km=100.0, terrain=("road",)),
    Shoe(id="b", name="Beta", start_km=100.0, terrain=("trail",)),
)


def told(*pain: Pain, plan: Planned, shoes: tuple[Shoe, ...] = PAIRS, flags: tuple[str, ...] = ()) -> dict[str, str]:
    """The sections of a morning, a text each."""
    context = Context(
        record=Record(on=ON, days={}, shoes=shoes, worn={"a": Worn(km=100.0), "b": Worn(km=100.0)}), book=RULES
    )
    prepared = prepare(context, context.answer(Morning(pain=pain, flags=flags), (plan,)), BOOK, now=NOW)
    picked = [*prepared.warm_up, *prepared.cool_down, *prepared.cross_train, *prepared.strength]
    found = {heading: "\n".join(rows) for heading, rows in sections(prepared, shoes)}
    words = "\n".join(found.values())
    assert all(p.step.name in words and p.because in words for p in picked)
    assert all(left.step.name in found["Left out"] for left in prepared.left_out)
    return found


def test_a_run() -> None:
    """The steps by their purpose, the pair with what speaks for it, the other with what speaks against it."""
    found = told(plan=Planned(kind="easy", km=5.0, terrain="road"))
    assert found["Warm-up"].startswith("Brisk walk: before an easy run")
    assert (
        "Calf stretch, Front thigh stretch, Hip flexor stretch: after a run, for comfort; optional"
        in found["Cool-down"]
    )
    assert found["Shoes"].split("\n") == [
        "Alpha: not worn yet; made for road; 700 km left of 800 km",
        "not Beta: made for trail, the run is on road",
    ]
    assert "Left out" not in found and "Instead of the run" not in found


def test_a_sore_calf() -> None:
    """What stands in, what was left out, and the place that each spares."""
    found = told(Pain(site="calf", side="left", score=1), plan=Planned(kind="easy", km=5.0))
    assert "Ankle circles, foot in the air: in place of ankle rocks, to spare your calf" in found["Warm-up"]
    assert found["Left out"].split("\n") == ["Ankle rocks: it loads your calf", "Calf stretch: it loads your calf"]


def test_instead_of_a_run() -> None:
    """Each way with the place that it spares; no pair for no run."""
    found = told(Pain(site="knee_front", side="left", score=5), plan=Planned(kind="easy", km=5.0))
    assert found["Instead of the run"].endswith("spares your knee (front)") and "Shoes" not in found
    assert "Elliptical: it loads your knee (front)" in found["Left out"]


def test_nothing_of_nothing() -> None:
    """After rest there is no choice to explain."""
    assert told(plan=Planned(kind="easy", km=5.0), flags=("fever",)) == {}
    assert sections(Prepared(), ()) == ()
