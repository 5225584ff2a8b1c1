"""The form of `routines.toml`: the keys of a step, a routine, a ladder and a number, and what each value must be.

It refuses to know how parts hang together; `routines` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from planner.core.routines import USES, Ladder, Level, Routine, Stage, Step
from planner.storage.checks import number, site, text, truth, whole, word, words
from planner.storage.reading import Check, Key, Shape, Wrong, show
from planner.storage.rulebook import Number

AFTER: Final = ("illness", "layoff", "long_layoff", "bone")
"""What a ladder may come back from."""
_LEVELS: Final = Shape(
    make=Level,
    keys=(
        Key(name="sets", check=whole(1, 10, "sets"), required=True),
        Key(name="reps", check=whole(1, 200, "repetitions")),
        Key(name="seconds", check=whole(1, 600, "seconds")),
        Key(name="more", check=text(200)),
    ),
)
_STAGE: Final = Shape(
    make=Stage,
    keys=(
        Key(name="walk_min", check=number(0, 60, "minutes")),
        Key(name="run_min", check=number(0, 120, "minutes")),
        Key(name="repeats", check=whole(1, 30)),
        Key(name="minutes", check=number(1, 240, "minutes")),
        Key(name="share", check=number(0.05, 1, "of the longest run")),
        Key(name="km", check=number(0.1, 50, "km")),
        Key(name="effort", check=whole(1, 10, "of 10")),
    ),
)


def sites() -> Check:
    """A list of sites, `[]` for none."""
    one = site()

    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise Wrong(f"expected a list of sites, found {show(value)}", 'write ["calf", "achilles"] or []')
        return tuple(str(one(v)) for v in value)

    return check


def factor() -> Check:
    """Two numbers, the smaller one first."""
    one = number(0.1, 5)

    def check(value: object) -> tuple[float, float]:
        if not isinstance(value, list) or len(value) != 2:
            raise Wrong(f"expected two numbers, found {show(value)}", "write [1.0, 1.3]")
        low, high = (as_float(one(v)) for v in value)
        if low > high:
            raise Wrong("the first number is the larger one", f"write [{high:g}, {low:g}]")
        return low, high

    return check


def dose() -> Check:
    """A dose in words; a number below zero in it is a slip."""
    plain = text(200)

    def check(value: object) -> str:
        said = str(plain(value))
        negative = re.search(r"(?:^|[\s(])[-\u2212](\d+)", said)
        if negative:
            raise Wrong(f"{show(said)} has a number below zero", f"write {negative[1]} without the sign")
        return said

    return check


def as_float(value: object) -> float:
    """A number that a check has passed, which keeps them as floats."""
    assert isinstance(value, float)
    return value


def _part(make: Callable[..., object], *keys: Key) -> Shape:
    return Shape(make=make, keys=(Key(name="id", check=text(80), required=True), *keys))


PARTS: Final = {
    "step": _part(
        Step,
        Key(name="name", check=text(80), required=True),
        Key(name="dose", check=dose(), required=True),
        Key(name="how", check=text(2000)),
        Key(name="note", check=text(2000)),
        Key(name="seconds", check=whole(1, 7200, "seconds")),
        Key(name="reps", check=whole(1, 200, "repetitions")),
        Key(name="per_side", check=truth()),
        Key(name="loads", check=sites(), required=True),
        Key(name="helps", check=sites()),
        Key(name="instead", check=text(80)),
        Key(name="after_pain", check=sites()),
        Key(name="optional", check=truth()),
        Key(name="impact", check=truth()),
        Key(name="outdoors", check=truth()),
        Key(name="factor", check=factor()),
        Key(name="levels", shape=_LEVELS, many=True, inline=True),
        Key(name="sources", check=words()),
    ),
    "routine": _part(
        Routine,
        Key(name="name", check=text(80), required=True),
        Key(name="use", check=word(USES), required=True),
        Key(name="steps", check=words(), required=True),
        Key(name="note", check=text(200)),
    ),
    "ladder": _part(
        Ladder,
        Key(name="name", check=text(80), required=True),
        Key(name="after", check=word(AFTER), required=True),
        Key(name="entry", check=text(500), required=True),
        Key(name="hold", check=text(500), required=True),
        Key(name="stages", shape=_STAGE, many=True, inline=True, required=True),
        Key(name="times", check=whole(1, 10, "outings")),
        Key(name="days_between", check=whole(1, 7, "days")),
        Key(name="first_day", check=whole(0, 60, "days")),
        Key(name="sources", check=words()),
    ),
}
NUMBER: Final = Shape(
    make=Number,
    keys=(
        Key(name="value", check=number(-1e6, 1e6), required=True),
        Key(name="unit", check=text(80)),
        Key(name="low", check=number(-1e6, 1e6), required=True),
        Key(name="high", check=number(-1e6, 1e6), required=True),
        Key(name="why", check=text()),
    ),
)
