"""The file of shoes, read and saved whole. It knows ids and how a name becomes one; it counts no kilometres."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from planner.core.days import TERRAINS
from planner.core.record import Shoe
from planner.storage import document, files, reading
from planner.storage.checks import day, number, text, truth, words
from planner.storage.lines import line_of
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem
from planner.storage.reading import Key, Shape

SHOE: Final = Shape(
    make=Shoe,
    keys=(
        Key(name="id", check=text(80), required=True),
        Key(name="name", check=text(200), required=True),
        Key(name="limit_km", check=number(1, 100_000, "km")),
        Key(name="start_km", check=number(0, 100_000, "km")),
        Key(name="terrain", check=words(TERRAINS), default=()),
        Key(name="role", check=text(200)),
        Key(name="added", check=day()),
        Key(name="retired", check=day()),
        Key(name="very_different", check=truth(), default=False),
        Key(name="note", check=text()),
    ),
)


def _make(shoe: tuple[Shoe, ...] = ()) -> tuple[Shoe, ...]:
    return shoe


def _parts(shoes: tuple[Shoe, ...]) -> dict[str, object]:
    return {"shoe": shoes}


SHOES: Final = Shape(make=_make, parts=_parts, keys=(Key(name="shoe", shape=SHOE, many=True, default=()),))


def load(places: Places) -> tuple[Shoe, ...]:
    """Every pair in the order of the file; none when there is no file. Raises CannotRead with every problem."""
    data = files.read(places.shoes, places.short(places.shoes))
    return () if data is None else read(data, places.short(places.shoes))


def save(places: Places, shoes: tuple[Shoe, ...], *, was: tuple[Shoe, ...]) -> tuple[Problem, ...]:
    """Put all pairs into the file, flushed; `was` is what `load` gave before the change.

    Raises ChangedElsewhere when the file says something else by now (ours is kept beside it), CannotRead when it is
    broken, CannotWrite when the system refuses. Comments and unknown keys of a file that people have touched stay.
    """
    from planner.storage.kept import Ring  # reading needs nothing of either
    from planner.storage.saving import save as save_value

    name = places.short(places.shoes)
    keep = Ring(places).keep
    return save_value(
        places.shoes, name, SHOES, shoes, was=was, empty=(), read=lambda data: read(data, name), keep=keep
    )


def read(data: bytes, name: str) -> tuple[Shoe, ...]:
    """The pairs in a file's bytes. Raises CannotRead with every problem, an id that is there twice among them."""
    doc = document.parse(data, name)
    value, problems = reading.read(SHOES, doc, strict=False)
    wrong = [p for p in problems if not p.warning]
    shoes: tuple[Shoe, ...] = value or ()
    first: dict[str, int] = {}
    for n, shoe in enumerate(shoes if not wrong else ()):
        if shoe.id in first:
            lines = [line_of(doc.text, ("shoe", at, "id")) for at in (first[shoe.id], n)]
            message = f'"{shoe.id}" stands on line {lines[0]} already'
            fix = f'write "{new_id(shoe.id, {s.id for s in shoes})}"'
            wrong.append(Problem(file=name, line=lines[1], key=f"shoe[{n + 1}].id", message=message, fix=fix))
        first.setdefault(shoe.id, n)
    if wrong:
        raise CannotRead(problems=(*wrong, *(p for p in problems if p.warning)))
    return shoes


def new_id(name: str, taken: Collection[str]) -> str:
    """The id of a new pair: its name in `a-z0-9-`, at most 60 characters, with -2, -3 … when that is taken."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join("".join(c if c.isalnum() else " " for c in plain).split())[:60].strip("-") or "shoes"
    n = 2
    while (slug if n == 2 else f"{slug}-{n - 1}") in taken:
        n += 1
    return slug if n == 2 else f"{slug}-{n - 1}"


def notices(data: bytes, name: str) -> tuple[Problem, ...]:
    """What is odd in a file of shoes that can be used all the same: one name twice, a limit that the start is past,
    a pair retired before it was added. Raises CannotRead as `read` does.
    """
    doc = document.parse(data, name)
    found = []
    named: dict[str, int] = {}
    for n, shoe in enumerate(read(data, name)):
        at, twin = f"shoe[{n + 1}]", named.get(shoe.name.casefold())
        if twin is not None and shoe.retired is None:
            line = line_of(doc.text, ("shoe", twin, "name"))
            message = f'"{shoe.name}" is the name on line {line} too'
            found.append((n, "name", f"{at}.name", message, "write what tells them apart, or retire one"))
        if shoe.retired is None:
            named.setdefault(shoe.name.casefold(), n)
        if shoe.start_km is not None and shoe.start_km > shoe.limit_km:
            message = f"the limit of {shoe.limit_km:g} km is below the {shoe.start_km:g} km that it had at the start"
            found.append((n, "limit_km", f"{at}.limit_km", message, "write a higher limit_km, or retire the pair"))
        if shoe.retired is not None and shoe.added is not None and shoe.retired < shoe.added:
            message = f"was retired on {shoe.retired}, before it was added on {shoe.added}"
            found.append((n, "retired", f"{at}.retired", message, "write the right one of the two dates"))
    return tuple(
        Problem(
            file=name,
            line=line_of(doc.text, ("shoe", n, key)) or line_of(doc.text, ("shoe", n)),
            key=place,
            message=message,
            fix=fix,
            warning=True,
        )
        for n, key, place, message, fix in found
    )
