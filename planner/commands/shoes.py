"""`planner shoes`: the pairs with what each has done, as text or JSON; adds one, retires one, brings one back.

It says what is odd about a pair and condemns none. It refuses to know the file's form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from planner.commands import given as read
from planner.commands.day import desk_of, tell
from planner.commands.given import Given
from planner.core import pairs
from planner.core.days import TERRAINS
from planner.core.pairs import Pair, PairError
from planner.core.record import Shoe
from planner.core.sites import nearest
from planner.core.units import distance
from planner.core.values import replace
from planner.desk import Desk
from planner.storage import shoes as shoes_file
from planner.storage.problems import BadInput
from planner.storage.reading import Wrong, show

if TYPE_CHECKING:
    from argparse import Namespace

    from planner.commands.io import Io

ABOUT = """The pairs of shoes: kilometres, limit, last worn, break-in, and what to notice. Without a word it lists them.

KM is kilometres, or miles with `mi` behind it: 300mi. A limit is yours: at 90 and 100 % you are asked how the pair
feels, nothing more. A retired pair keeps its runs, and past days may still name it."""
USAGE = "list [--json] | add NAME [--limit KM] [--start KM] [--terrain T] | retire ID | back ID"
WHAT = ("list", "add", "retire", "back")
V = TypeVar("V")


def run(args: Sequence[str], io: Io) -> int:
    """List, add, retire or bring back."""
    wish = _wish(args, io)
    desk = desk_of(io)
    found = shoes_file.load(desk.places)
    actions: dict[str, Callable[[], int]] = {
        "list": lambda: _list(desk, io, found, as_json=wish.json),
        "add": lambda: _add(desk, io, found, wish),
        "retire": lambda: _change(desk, io, found, wish.id, lambda s: pairs.retire(s, desk.today()), "is retired"),
        "back": lambda: _change(desk, io, found, wish.id, partial(pairs.bring_back, found), "is in use again"),
    }
    return actions[wish.what]()


def _wish(args: Sequence[str], io: Io) -> Namespace:
    from planner.commands.parser import Parser

    what, *rest = args or ["list"]
    if what in ("--json", "-h", "--help"):
        what, rest = "list", list(args)
    parser = Parser("shoes", io, ABOUT)
    parser.usage = f"planner shoes [{USAGE}]"
    if what not in WHAT:
        near = nearest(what[:80], WHAT)
        parser.error(f"'{what}' is none of list, add, retire, back" + (f"; did you mean {near}?" if near else ""))
    parser.set_defaults(what=what, json=False)
    if what == "list":
        parser.add_argument("--json", action="store_true", help="as JSON, all keys always there")
    elif what == "add":
        parser.add_argument("name", metavar="NAME", nargs="+", help="as you call them; several words need no quotes")
        parser.add_argument("--limit", metavar="KM", help="from how many kilometres to ask how they feel; 800")
        parser.add_argument("--start", metavar="KM", help="what they have run already; 0 = new; left out = not known")
        parser.add_argument(
            "--terrain", metavar="T", action="append", help=f"made for: {', '.join(TERRAINS)}; may be repeated"
        )
    else:
        parser.add_argument("id", metavar="ID", help="as `planner shoes` shows it")
    return parser.parse_args(rest)


def _list(desk: Desk, io: Io, shoes: tuple[Shoe, ...], *, as_json: bool) -> int:
    rows = _stand(desk, shoes)
    if as_json:
        io.json([_as_json(pair) for pair in rows])
    elif not rows:
        io.out("No pair yet: planner shoes add NAME")
    for pair in () if as_json else rows:
        io.out(_line(pair, desk.settings.units))
        for more in _more(desk, pair):
            io.out(f"  {more}")
    tell(io, desk, _notices(desk))
    return 0


def _stand(desk: Desk, shoes: tuple[Shoe, ...]) -> tuple[Pair, ...]:
    from planner.storage.wear import counts

    on = desk.today()
    context = desk.context(on)
    return pairs.stand(
        shoes,
        [(day, one) for day, known in context.record.days.items() for one in known.done],
        on,
        numbers=desk.book.entries["one-change"].numbers,
        longest_km=context.answer(None, ()).scenario.history.longest_km,
        units=desk.settings.units,
        counts=counts(desk.places, desk.index, on),
    )


def _line(pair: Pair, units: str) -> str:
    shoe, worn = pair.shoe, pair.worn
    km = "km never said" if worn.km is None else f"{distance(worn.km, units)} of {distance(shoe.limit_km, units)}"
    parts = [f"{shoe.id}  {shoe.name}", km]
    parts += [f"last worn {worn.last}"] if worn.last else []
    parts += [", ".join(shoe.terrain)] if shoe.terrain else []
    parts += [f"role {shoe.role}"] if shoe.role else []
    parts += ["very different"] if shoe.very_different else []
    parts += [f"retired {shoe.retired}"] if shoe.retired else []
    return "; ".join(parts)


def _more(desk: Desk, pair: Pair) -> list[str]:
    """What to notice about a pair, when it gets to its limit, how to break it in."""
    found = [w.words for w in pair.warnings]
    if pair.forecast and not pair.warnings and pair.shoe.retired is None:
        found.append(f"at its limit in the week of {pair.forecast} as you run now")
    stage = pair.stage(desk.today())
    found += [f"breaking in: {outing.words}" for outing in ((stage,) if stage else pair.schedule)]
    return found + ([f"note: {pair.shoe.note}"] if pair.shoe.note else [])


def _as_json(pair: Pair) -> dict[str, object]:
    shoe, worn = pair.shoe, pair.worn

    def iso(on: date | None) -> str | None:
        return on.isoformat() if on else None

    return {
        "id": shoe.id,
        "name": shoe.name,
        "km": worn.km,
        "limit_km": shoe.limit_km,
        "start_km": shoe.start_km,
        "outings": worn.outings,
        "last_worn": iso(worn.last),
        "limit_week": iso(pair.forecast),
        "terrain": list(shoe.terrain),
        "role": shoe.role,
        "very_different": shoe.very_different,
        "breaking_in": [o.words for o in pair.schedule],
        "warnings": [w.words for w in pair.warnings],
        "added": iso(shoe.added),
        "retired": iso(shoe.retired),
        "note": shoe.note,
    }


def _notices(desk: Desk) -> list[str]:
    """What is odd in the file, with its lines."""
    from planner.storage import files

    name = desk.places.short(desk.places.shoes)
    data = files.read(desk.places.shoes, name)
    return [] if data is None else [str(p) for p in shoes_file.notices(data, name)]


def _add(desk: Desk, io: Io, shoes: tuple[Shoe, ...], wish: Namespace) -> int:
    given = Given()
    name = given.read("NAME", " ".join(wish.name), _refusing(lambda text: pairs.name_for(shoes, read.text(text))))
    limit = given.read("--limit", wish.limit, _refusing(partial(pairs.km_of, least=1.0)))
    start = given.read("--start", wish.start, _refusing(pairs.km_of))
    terrain = given.all("--terrain", [t for ts in wish.terrain or () for t in ts.split(",")], _terrain)
    given.done()
    assert name is not None
    shoe = Shoe(
        id=shoes_file.new_id(name, {s.id for s in shoes}),
        name=name,
        start_km=start,
        terrain=tuple(t for t in TERRAINS if t in terrain),
        added=desk.today(),
    )
    if limit is not None:
        shoe = replace(shoe, limit_km=limit)
    return _save(desk, io, shoes, shoe, "is added")


def _refusing(make: Callable[[str], V]) -> Callable[[str], V]:
    """What makes a value, refusing as options are refused."""

    def read_it(text: str) -> V:
        try:
            return make(text)
        except PairError as error:
            raise Wrong(str(error)) from None

    return read_it


def _terrain(text: str) -> str:
    word = text.strip().lower()
    if word in TERRAINS:
        return word
    near = nearest(word[:80], TERRAINS)
    raise Wrong(f"{show(text)} is no terrain", f"did you mean {near}?" if near else f"known are {', '.join(TERRAINS)}")


def _change(desk: Desk, io: Io, shoes: tuple[Shoe, ...], id: str, make: Callable[[Shoe], Shoe], words: str) -> int:
    given = Given()
    known = given.read("ID", id, read.shoe({s.id for s in shoes}))
    given.done()
    try:
        shoe = make(next(s for s in shoes if s.id == known))
    except PairError as error:
        raise BadInput(f"ID: {error}") from None
    return _save(desk, io, shoes, shoe, words)


def _save(desk: Desk, io: Io, was: tuple[Shoe, ...], shoe: Shoe, words: str) -> int:
    shoes = pairs.with_shoe(was, shoe)
    warnings = shoes_file.save(desk.places, shoes, was=was)
    io.out(f"{shoe.name} {words}: {shoe.id}")
    pair = next(p for p in _stand(desk, shoes) if p.shoe.id == shoe.id)
    odd = pairs.odd(pair, desk.settings.units)
    if odd:
        io.out(f"{odd[:1].upper()}{odd[1:]}")
    io.out(f"Saved in {desk.places.shoes}")
    tell(io, desk, [str(w) for w in warnings])
    return 0
