"""The runner's settings file: read into Settings, changed one key at a time with its comments kept.

It knows the keys and their ranges; the defaults are those of `core.settings`. While the file is broken its good keys,
or the defaults, are in use, and it is never written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Final

from planner.core.settings import WEEKDAYS, Away, Back, Profile, Settings, Usual
from planner.core.values import replace
from planner.storage import document, files, reading
from planner.storage.checks import clock_time, day, number, pace, text, truth, whole, word
from planner.storage.places import Places
from planner.storage.problems import BadInput, CannotRead, Problem
from planner.storage.reading import Key, Shape

_WEEK: Final = Shape(make=dict, parts=dict, keys=tuple(Key(name=w, check=text(200)) for w in WEEKDAYS))
_ENV: Final = Shape(make=dict, parts=dict, keys=(Key(name="indoor_available", check=truth()),))
_PERSON: Final = Shape(
    make=Profile,
    keys=(
        Key(name="born", check=whole(1900, 2100, "(year)")),
        Key(name="running_since", check=day()),
        Key(name="pregnant", check=truth()),
        Key(name="gave_birth", check=day()),
        Key(name="asthma", check=truth()),
        Key(name="height_cm", check=number(100, 250, "cm")),
        Key(name="weight_kg", check=number(25, 300, "kg")),
        Key(name="bone_injury", check=word(("not_cleared", "cleared"))),
    ),
)


_USUAL: Final = Shape(
    make=Usual,
    keys=(
        Key(name="long_km", check=number(0, 500, "km")),
        Key(name="long_km_said", check=day()),
        Key(name="easy_pace", check=pace()),
    ),
)


def _binding(value: object) -> object:
    """The keys of one command, or a table of them: TOML reads `app.quit = "Q"` as `quit` in a table `app`."""
    check = text(200)
    return {name: check(keys) for name, keys in value.items()} if isinstance(value, dict) else check(value)


def _flat(**said: object) -> dict[str, object]:
    """Command ids with their dots, however they were written."""
    flat: dict[str, object] = {}
    for name, keys in said.items():
        flat |= {f"{name}.{verb}": key for verb, key in keys.items()} if isinstance(keys, dict) else {name: keys}
    return flat


AWAY: Final = ("illness", "travel", "break")
_BACK: Final = Shape(
    make=Back,
    may_be_empty=True,
    keys=(
        Key(name="ladder", check=text(80), required=True),
        Key(name="since", check=day(), required=True),
        Key(name="slow", check=whole(0, 3, "(outings more on each stage)"), default=0),
        Key(name="stopped", check=day()),
    ),
)
_AWAY: Final = Shape(
    make=Away,
    may_be_empty=True,
    keys=(
        Key(name="kind", check=word(AWAY), required=True),
        Key(name="since", check=day(), required=True),
        Key(name="until", check=day()),
    ),
)


def _make(env: Mapping[str, bool] | None = None, **rest: Any) -> Settings:
    return Settings(indoor_available=(env or {}).get("indoor_available"), **rest)


SETTINGS: Final = Shape(
    make=_make,
    keys=(
        Key(name="units", check=word(("km", "mi"))),
        Key(name="temperature", check=word(("C", "F"))),
        Key(name="hours", check=word(("h.h", "h:mm"))),
        Key(name="first_day", check=word(WEEKDAYS)),
        Key(name="day_starts", check=clock_time()),
        Key(name="theme", check=text(80)),
        Key(name="ascii", check=truth()),
        Key(name="sound", check=truth()),
        Key(name="versions", check=whole(2, 10_000, "versions")),
        Key(name="person", shape=_PERSON),
        Key(name="usual", shape=_USUAL),
        Key(name="week", shape=_WEEK),
        Key(name="env", shape=_ENV),
        Key(name="back", shape=_BACK),
        Key(name="away", shape=_AWAY),
        Key(name="keys", shape=Shape(make=_flat, free=_binding, keys=())),
    ),
)


def exists(places: Places) -> bool:
    """Whether there is a settings file; its presence means no first-run questions."""
    return os.path.lexists(places.settings)


def load(places: Places) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings, and what is wrong with their file. A bad key has its default, an unreadable file all of them."""
    name = places.short(places.settings)
    try:
        data = files.read(places.settings, name)
        if data is None:
            return Settings(), ()
        found, problems = _read(data, name)
        return found, (*problems, *_idle(found, name))
    except CannotRead as error:
        return Settings(), error.problems


def _idle(found: Settings, name: str) -> tuple[Problem, ...]:
    """What reads well and yet counts for nothing."""
    usual = found.usual
    if usual.long_km is None or usual.long_km_said is not None:
        return ()
    fix = "write long_km_said = 2026-11-23, the day you say it"
    return (Problem(file=name, key="usual.long_km", message="not used", fix=fix, warning=True),)


def lines(places: Places) -> dict[str, int]:
    """Each key that stands in the file, e.g. `usual.long_km`, `keys.app.undo`, with its line; none of a broken one."""
    from planner.storage.lines import find

    name = places.short(places.settings)
    try:
        data = files.read(places.settings, name)
        found = find(document.parse(data, name).text) if data is not None else {}
    except CannotRead:
        return {}
    return {".".join(map(str, path)): line for path, line in found.items()}


def change(places: Places, key: str, value: object) -> None:
    """Set one key, e.g. `usual.long_km`; None takes it out. See `change_all`."""
    change_all(places, {key: value})


def change_all(places: Places, values: Mapping[str, object]) -> None:
    """Set several keys in one save; the file's comments, order and other keys stay.

    Raises BadInput when a value is not one that its key may have, CannotRead when the file is broken (it is never
    written then), CannotWrite and ChangedElsewhere as `files.save`.
    """
    name = places.short(places.settings)
    read_as = files.read(places.settings, name)
    before = _read(read_as, name)[1] if read_as is not None else ()
    if before:
        raise CannotRead(problems=before)
    text = _changed(read_as.decode() if read_as is not None else "format = 1\n", values, name)
    problems = _read(text.encode(), name)[1]
    if problems:
        raise BadInput(problems=[replace(p, line=None) for p in problems])
    if text.encode() != read_as:
        from planner.storage.kept import Ring

        files.save(places.settings, text.encode(), name, read_as=read_as, keep=Ring(places).keep)


def _read(data: bytes, name: str) -> tuple[Settings, tuple[Problem, ...]]:
    value, problems = reading.read(SETTINGS, document.parse(data, name), strict=True)
    return (value if isinstance(value, Settings) else Settings()), problems


def _put(target: MutableMapping[str, Any], values: Mapping[str, object], new: Callable[[], Any]) -> None:
    """Set values by their dotted names, None takes one out; one that is there already is not written anew."""
    for key, value in values.items():
        *tables, last = key.split(".")
        if tables[:1] == ["keys"] and not _has(target, key):
            tables, last = ["keys"], key.removeprefix("keys.")  # as `"app.undo" = "z"`, unless `app.undo` is there
        inner: Any = target
        for part in tables:
            if part not in inner:
                if value is None:
                    break
                inner[part] = new()
            inner = inner[part]
        else:
            if value is None:
                inner.pop(last, None)
            elif last not in inner or inner[last] != value or isinstance(inner[last], bool) != isinstance(value, bool):
                inner[last] = value


def _has(target: Mapping[str, Any], key: str) -> bool:
    inner: Any = target
    for part in key.split("."):
        if not isinstance(inner, Mapping) or part not in inner:
            return False
        inner = inner[part]
    return True


def _changed(text: str, values: Mapping[str, object], name: str) -> str:
    """The text with the values in it. Raises CannotWrite where anything else would have changed with them."""
    from copy import deepcopy

    import tomlkit

    from planner.storage import merging  # as late as tomlkit: most starts change nothing

    new = merging.rewritten(text, lambda target: _put(target, values, tomlkit.table), name)
    wanted = deepcopy(dict(document.parse(text.encode(), name).table))
    _put(wanted, values, dict)
    return merging.checked_table(new, wanted, name)
