"""Cases that a coach can read: routine_cases/*.toml say which steps, pair, strength day and ladder a day gives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.core import returning, shoes, steps, strength
from planner.core.days import Planned
from planner.core.record import Done, DonePain, Shoe
from planner.core.since_run import since_run
from planner.core.units import duration
from planner.core.values import replace
from planner.core.verdict import Referral, Rung
from planner.core.worn import Worn
from planner.storage import routines, rulebook

FOLDER = Path(__file__).parent / "routine_cases"
BOOK = routines.shipped_routines().book
RULES = rulebook.shipped_rules().book
NUMBERS = RULES.entries["one-change"].numbers
TODAY = date(2026, 11, 25)
Case = dict[str, Any]


def cases(name: str) -> list[Any]:
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    assert len({row["id"] for row in rows}) == len(rows)
    return [pytest.param(row, id=row["id"]) for row in rows]


def only(row: Mapping[str, object], *keys: str) -> None:
    """A key that the test does not look at would be a promise that nobody keeps."""
    assert not row.keys() - {"id", *keys}


def say(words: Iterable[str], row: Case) -> None:
    text = "\n".join(words)
    said = row.get("says", [])
    for wanted in [said] if isinstance(said, str) else said:
        assert wanted in text


def ran(pain: Iterable[Mapping[str, Any]] = (), flags: Iterable[str] = ()) -> Done:
    return Done(kind="run", pain=tuple(DonePain(**p) for p in pain), flags=tuple(flags))


@pytest.mark.parametrize("row", cases("steps"))
def test_steps(row: Case) -> None:
    """The steps before, after and instead."""
    only(
        row,
        "day",
        "run",
        "warm_up",
        "cool_down",
        "cross_train",
        "strength",
        "left_out",
        "never",
        "says",
        "warm_up_minutes",
    )
    given = dict(row["day"])
    for key in ("sore", "flags", "had"):
        given[key] = frozenset(given.get(key, ()))
    given["rung"] = Rung.of(given["rung"])
    given["referral"] = Referral.of(given.get("referral", "none"))
    t = since_run(steps.Today(**given), [ran(**row["run"])] if "run" in row else (), RULES)
    found = {f.__name__: f(BOOK, t) for f in (steps.warm_up, steps.cool_down, steps.cross_train, steps.strength)}
    for name, picked in found.items():
        if name in row:
            assert [p.step.id for p in picked] == row[name], name
    every = [p for picked in found.values() for p in picked]
    assert not {p.step.id for p in every} & set(row.get("never", ()))
    if "left_out" in row:
        assert [x.step.id for x in steps.left_out(BOOK, t)] == row["left_out"]
    if "warm_up_minutes" in row:
        assert sum(p.seconds for p in found["warm_up"]) == row["warm_up_minutes"] * 60
    say((f"{p.because}\n{p.dose}\n{p.caution}" for p in every), row)


@pytest.mark.parametrize("row", cases("shoes"))
def test_shoes(row: Case) -> None:
    """The pair, what speaks for it, against it, and for others."""
    only(row, "on", "pairs", "yesterday", "plan", "recent", "shoe", "better", "fits", "says")
    pairs, had = [], {}
    for pair in row["pairs"]:
        counted = {key: pair.pop(key) for key in ("km", "outings", "first", "last") if key in pair}
        had[pair["id"]] = Worn(**counted)
        pair["terrain"] = tuple(pair.get("terrain", ()))
        pairs.append(Shoe(**{"name": pair["id"], **pair}))
    choice = shoes.choose(
        pairs,
        had,
        row.get("on", TODAY),
        Planned(**row["plan"]),
        frozenset(row.get("yesterday", ())),
        numbers=NUMBERS,
        longest_km=15.0,
        recent=row.get("recent"),
        today=TODAY,
    )
    assert choice.shoe == row.get("shoe")
    assert choice.better == row.get("better")
    assert choice.fits == row.get("fits", choice.fits)
    others = [f"{other.shoe}: {other.why}" for other in choice.others]
    say([*choice.reasons, *choice.against, *others, *(w.words for w in choice.warnings)], row)


@pytest.mark.parametrize("row", cases("strength"))
def test_strength_day(row: Case) -> None:
    """The day that strength is due."""
    only(row, "strength", "hard", "due", "says")
    done = [(day, Done(kind="strength")) for day in row.get("strength", ())]
    due = strength.due(BOOK, done, TODAY, row.get("hard", ()))
    assert due.on == row["due"]
    assert due.today(row["due"])
    say([due.because], row)


@pytest.mark.parametrize("row", cases("doses"))
def test_doses(row: Case) -> None:
    """How far each exercise has come."""
    only(row, "sessions", "doses", "none_with")
    done = []
    for session in row["sessions"]:
        only(session, "on", "effort", "ticked")
        ticked = tuple(session["ticked"])
        done.append((session["on"], Done(kind="strength", effort=session.get("effort"), ticked=ticked)))
    levels = strength.levels(BOOK, done)
    t = steps.Today(rung=Rung.RUN, kind="easy")
    asked = {p.step.id: p.dose for p in steps.strength(BOOK, t, levels)}
    assert {id: asked[id] for id in row.get("doses", {})} == row.get("doses", {})
    for more in row.get("none_with", ()):
        flags = frozenset(more.get("flags", ()))
        assert asked and not steps.strength(BOOK, replace(t, bone=more.get("bone", False), flags=flags), levels)


@pytest.mark.parametrize("row", cases("returning"))
def test_ladders(row: Case) -> None:
    """The ladder, where on it, and what is planned next."""
    only(row, "asked", "ladder", "longest_km", "plans", "dates", "outings", "slow", "stage", "state", "says")
    ladder = returning.propose(BOOK, **row["asked"])
    assert (ladder.id if ladder else None) == row.get("ladder")
    if ladder is None:
        return
    names = {"g": "", "p": "painful", "s": "swollen", "l": "limped", "i": "ill"}
    went = [
        returning.Outing(on=TODAY + timedelta(days=2 * n), **({names[c]: True} if names[c] else {}))
        for n, c in enumerate(row.get("outings", ""))
    ]
    at = returning.standing(ladder, went, slow=row.get("slow", 0))
    if "stage" in row:
        assert at.stage + 1 == row["stage"]
    if "state" in row:
        assert at.state == row["state"]
    say([at.because], row)
    if "dates" in row:
        days = returning.dated(ladder, TODAY, at=at, slow=row.get("slow", 0))
        assert [d.on for d in days] == row["dates"]
    if "plans" in row:
        days = returning.dated(ladder, TODAY, longest_km=row.get("longest_km"), at=at)
        sizes = [
            f"{d.plan.km:g} km" if d.plan.km is not None else duration(d.plan.minutes) if d.plan.minutes else "?"
            for d in days
        ]
        assert sizes == row["plans"]
