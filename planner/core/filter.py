"""The filter language: one line of text for a choice of days, `pain:knee>2 shoe:ghost 2026-03.. "two words"`.

Words stand in any order and all of them must hold:

    canal  "two words"             a text anywhere in the day's notes, sites, shoes, kinds, verdicts
    pain:knee  pain:left:knee>2    pain of 1 and more, or of so much, at a site; `pain>2` anywhere
    shoe:ghost  terrain:trail  kind:long  plan:long     what was worn and done; what was planned
    rung:rest  flag:fever  by:own                       advice; flags of the morning or a run; what was taken
    km>10  min<=45  mi=5  climb  effort  sleep  quality  fatigue  soreness  stress      with < <= = >= >
    2026  2026-03  2026-03-05  2026-03..2026-05  ..2026-01  2026-03..  on:thu            dates; a day of the week

A site's word finds every site one of whose words, in files or on screens, begins with it: `knee` is knee_front,
knee_side, knee_other and the tendon below the kneecap. A word near none of them is of an `other:` site. A number that
was not said answers no comparison. It refuses to know files and how days are stored.
"""

from __future__ import annotations

import operator
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NoReturn

from planner.core.days import DONE_KINDS, KINDS, RUN_KINDS, TERRAINS
from planner.core.settings import WEEKDAYS
from planner.core.sites import FLAGS, OTHER, SIDES, SITES, nearest
from planner.core.summary import Summary, searchable
from planner.core.units import KM_PER_MILE
from planner.core.values import dataclass
from planner.core.verdict import Rung

SAMPLE: Final = 'pain:knee>2 shoe:ghost 2026-03.. kind:long rung:rest flag:fever km>10 "two words"'
LONGEST: Final = 500
"""Characters that a filter may have."""
Test = Callable[[Summary], bool]
_OPS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
_NUMBERS: Final = ("km", "mi", "min", "climb", "effort", "sleep", "quality", "fatigue", "soreness", "stress", "pain")
_FIELDS: Final = ("pain", "shoe", "terrain", "kind", "plan", "rung", "flag", "by", "on")
_ALIASES: Final = {
    "verdict": "rung", "advice": "rung", "site": "pain", "shoes": "shoe", "surface": "terrain", "sign": "flag"
}  # fmt: skip  # one word after the other
"""What people also write for a field."""
_TEXTS: Final = ("note", "notes", "text", "word")
"""What is no field, since words alone are looked for there."""
_TOKEN: Final = re.compile(r'"([^"]*)"(?=\s|$)|(\S+)')
_COMPARED: Final = re.compile(r"(.*?)(<=|>=|<|>|=)(.*)", re.DOTALL)
_AMOUNT: Final = re.compile(r"\d{1,5}(?:[.,]\d{1,3})?", re.ASCII)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", re.ASCII)
_WORD: Final = re.compile(r"[a-z]+")
_BOTH: Final = ("left", "right")


class FilterError(ValueError):
    """A filter that cannot be understood: which word, and what to write instead."""

    def __init__(self, message: str, word: str = "") -> None:
        """`word` is the part that was not understood, as it was typed."""
        super().__init__(message)
        self.message, self.word = message, word


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice of days. Days before `first` and after `last` are out without being looked at."""

    first: date = date.min
    last: date = date.max
    texts: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one stands in the text of a day that is chosen: for an index that knows only texts."""
    tests: tuple[Test, ...] = ()

    def __call__(self, day: Summary) -> bool:
        """Whether the day is chosen."""
        return self.first <= day.date <= self.last and self.text(day.text) and all(test(day) for test in self.tests)

    def text(self, text: str) -> bool:
        """Whether a day of this text may be chosen."""
        return all(any(word in text for word in group) for group in self.texts)

    @property
    def empty(self) -> bool:
        """Whether every day is chosen."""
        return not (self.texts or self.tests) and (self.first, self.last) == (date.min, date.max)


def parse(text: str) -> Filter:
    """The choice that a text means; every day for an empty one. Raises FilterError and nothing else."""
    if len(text) > LONGEST:
        raise FilterError(f"the filter has {len(text)} characters (limit {LONGEST}); write it shorter")
    first, last = date.min, date.max
    texts: list[tuple[str, ...]] = []
    tests: list[Test] = []
    for match in _TOKEN.finditer(text):
        quoted, word = match.groups()
        span = None if word is None else _span(word)
        if quoted is not None:
            texts += [(found,)] if (found := searchable(quoted)) else []
        elif span is not None:
            first, last = max(first, span[0]), min(last, span[1])
        elif any(c in word for c in ":<>="):
            groups, test = _term(word)
            texts += groups
            tests.append(test)
        elif word.startswith('"'):
            _refuse(word, "is a text without its end", f'close it: {_cut(word)}"')
        else:
            texts += [(part,) for part in searchable(word).split()]
    return Filter(first=first, last=last, texts=tuple(texts), tests=tuple(tests))


def unlisted(text: str) -> tuple[str, ...]:
    """The sites of a filter that are in no list and were not written as `other:NAME`, as they were typed."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group(2) or ""
        name, colon, value = (_COMPARED.fullmatch(word) or (word, word))[1].partition(":")
        if colon and _ALIASES.get(name.lower(), name.lower()) == "pain" and OTHER not in value:
            try:
                sites = _where(word, value)[1] or ()
            except FilterError:
                continue  # parse says what is wrong
            found += [_cut(value) for site in sites if site.startswith(OTHER)]
    return tuple(found)


def pain_of(day: Summary, *, at: Callable[[str], bool] | None = None, side: str | None = None) -> int | None:
    """The greatest pain of a day, morning or run, at these sites and this side; None = not said. 0-10."""
    scores = [s for name, own, s in pains(day) if (at is None or at(name)) and _side_fits(own, side)]
    if scores:
        return max(scores)
    said = day.pain is not None or any(done.pain is not None for done in day.done)
    return 0 if said else None


def pains(day: Summary) -> Iterable[tuple[str, str | None, int]]:
    """Every score of a day with its site and side: this morning's, and the greater of during and after each run."""
    for p in day.pain or ():
        yield p.site, p.side, p.score
    for done in day.done:
        for d in done.pain or ():
            scores = [x for x in (d.during, d.after) if x is not None]
            if scores:
                yield d.site, d.side, max(scores)


def sites_of(word: str) -> tuple[str, ...]:
    """The listed sites that a word means, see above; empty when none."""
    wanted = word.lower().replace(" ", "_")
    if wanted in SITES:
        return (wanted,)
    return tuple(
        name
        for name, site in SITES.items()
        if name.startswith(wanted) or any(part.startswith(wanted) for part in _parts(name, site.words))
    )


def _parts(*texts: str) -> list[str]:
    return [part for text in texts for part in _WORD.findall(text.lower())]


def _side_fits(own: str | None, wanted: str | None) -> bool:
    """A pain on both sides is on either; one whose side was not said is on none."""
    return wanted is None or own == wanted or (own == "both" and wanted in _BOTH)


def _term(word: str) -> tuple[list[tuple[str, ...]], Test]:
    """A word with a `:` or a comparison: what its days' texts hold, and its test."""
    compared = _COMPARED.fullmatch(word)
    head = compared[1] if compared else word
    name, colon, value = head.partition(":")
    field = _ALIASES.get(name.lower(), name.lower())
    if field in _TEXTS and colon:
        _refuse(word, "is no field", f"write {_cut(value) or 'the words'} alone: notes are looked through too")
    if field == "pain":
        return _pain(word, value if colon else None, _compare(word, compared[2], compared[3]) if compared else None)
    if compared:
        if field not in _NUMBERS or colon:
            _unknown(word, head, _NUMBERS, "is nothing to compare", "km>10")
        return [], _number(field, _compare(word, compared[2], compared[3]))
    if field in _NUMBERS:
        _refuse(word, "needs a comparison", f"write {field}>{_cut(value) or '3'}")
    if field not in _FIELDS:
        _unknown(word, name, _FIELDS, "is no field", f'"{_cut(word)}" to look for it as a text')
    if not value:
        _refuse(word, "has nothing after its colon", f"write e.g. {_SAMPLES[field]}")
    return _CHOICES[field](word, searchable(value))


def _compare(word: str, sign: str, amount: str) -> Callable[[float], bool]:
    if not _AMOUNT.fullmatch(amount):
        what = f"{_show(amount)} is no number" if amount else "has no number after it"
        raise FilterError(f"{_show(word)}: {what}; write e.g. {_cut(word).partition(sign)[0]}{sign}3", word)
    limit, compare = float(amount.replace(",", ".")), _OPS[sign]
    return lambda number: compare(round(number, 3), limit)


def _number(field: str, compare: Callable[[float], bool]) -> Test:
    def test(day: Summary) -> bool:
        return any(compare(number) for number in _numbers(day, field))

    return test


def _numbers(day: Summary, field: str) -> list[float]:
    """What a day says of a field: kilometres and miles of all its runs together, the rest one by one."""
    if field in ("km", "mi"):
        km = day.km
        return [km if field == "km" else km / KM_PER_MILE] if any(r.km is not None for r in day.runs) else []
    said: Iterable[float | None]
    if field == "min":
        said = (done.minutes for done in day.done)
    elif field == "climb":
        said = (done.climb_m for done in day.done)
    elif field == "effort":
        said = (done.effort for done in day.done)
    else:
        attribute = {"sleep": "sleep_h", "quality": "sleep_quality"}.get(field, field)
        said = (getattr(day, attribute),)
    return [number for number in said if number is not None]


def _pain(word: str, where: str | None, compare: Callable[[float], bool] | None) -> tuple[list[tuple[str, ...]], Test]:
    side, sites = _where(word, where) if where is not None else (None, None)
    holds = compare or (lambda score: score >= 1)
    part = sites[0].removeprefix(OTHER) if sites is not None and sites[0].startswith(OTHER) else None

    def at(name: str) -> bool:
        if part is not None:
            return name.startswith(OTHER) and part in searchable(name)
        return sites is None or name in sites

    def test(day: Summary) -> bool:
        score = pain_of(day, at=at, side=side)
        return score is not None and holds(score)

    if sites is None or holds(0):
        return [], test
    return [tuple(name.removeprefix(OTHER) for name in sites)], test


def _where(word: str, where: str) -> tuple[str | None, tuple[str, ...] | None]:
    """Side and sites of what follows `pain:`; no sites = anywhere."""
    value = searchable(where)
    side = None
    for name in SIDES:
        if value == name or value.startswith(f"{name}:"):
            side, value = name, value[len(name) + 1 :]
        elif value.endswith(f":{name}"):
            side, value = name, value[: -len(name) - 1]
    if not value:
        if side is None:
            _refuse(word, "names no site", "write e.g. pain:knee>2")
        return side, None
    if value.startswith(OTHER):
        return side, (value,)
    sites = sites_of(value)
    if sites:
        return side, sites
    near = nearest(value, dict.fromkeys([*SITES, *_parts(*SITES, *(s.words for s in SITES.values()))]))
    if near is not None or not value.isprintable():
        _refuse(word, f"names no site that starts with {_show(value)}", f"write {near}, or other:{_cut(value)}")
    return side, (OTHER + value,)


def _shoe(word: str, value: str) -> tuple[list[tuple[str, ...]], Test]:
    return [(value,)], lambda day: any(value in (done.shoe or "").casefold() for done in day.done)


def _one_of(names: Iterable[str], word: str, value: str) -> str:
    """The name that a value is or begins, the first of several."""
    known = list(dict.fromkeys(names))
    if value in known:
        return value
    found = next((name for name in known if name.startswith(value)), None)
    if found is None:
        _unknown(word, value, known, "is none of these", ", ".join(known))
    return found


def _terrain(word: str, value: str) -> tuple[list[tuple[str, ...]], Test]:
    terrain = _one_of(TERRAINS, word, value)
    return [(terrain,)], lambda day: any(done.terrain == terrain for done in day.done)


def _kind(word: str, value: str) -> tuple[list[tuple[str, ...]], Test]:
    kind = _one_of((*RUN_KINDS, *DONE_KINDS), word, value)
    return [(kind,)], lambda day: any(kind in (done.kind, done.session) for done in day.done)


def _plan(word: str, value: str) -> tuple[list[tuple[str, ...]], Test]:
    kind = _one_of(KINDS, word, value)
    return [] if kind == "easy" else [(kind,)], lambda day: any((p.kind or "easy") == kind for p in day.planned)


def _rung(word: str, value: str) -> tuple[list[tuple[str, ...]], Test]:
    rung = Rung.of(_one_of((r.word for r in reversed(Rung)), word, value.replace("-", "_")))
    return [(rung.word,)], lambda day: day.rung is rung


def _flag(word: str, value: str) -> tuple[list[tuple[str, ...]], Test]:
    flags = {flag for flag in FLAGS if value in flag}
    if not flags:
        _unknown(word, value, FLAGS, "is in no flag's name", "flag:fever")

    def test(day: Summary) -> bool:
        return any(f in flags for f in (*(day.flags or ()), *(f for done in day.done for f in done.flags or ())))

    return [tuple(sorted(flags))], test


def _by(word: str, value: str) -> tuple[list[tuple[str, ...]], Test]:
    by = _one_of(("advice", "own"), word, value)
    return [], lambda day: day.by == by


def _on(word: str, value: str) -> tuple[list[tuple[str, ...]], Test]:
    if len(value) < 2:
        _refuse(word, "could be several days of the week", "write two letters or more, e.g. on:thu")
    number = WEEKDAYS.index(_one_of(WEEKDAYS, word, value))
    return [], lambda day: day.date.weekday() == number


_CHOICES: Final[Mapping[str, Callable[[str, str], tuple[list[tuple[str, ...]], Test]]]] = {
    "shoe": _shoe,
    "terrain": _terrain,
    "kind": _kind,
    "plan": _plan,
    "rung": _rung,
    "flag": _flag,
    "by": _by,
    "on": _on,
}
_SAMPLES: Final = {
    "shoe": "shoe:ghost",
    "terrain": "terrain:trail",
    "kind": "kind:long",
    "plan": "plan:long",
    "rung": "rung:rest",
    "flag": "flag:fever",
    "by": "by:own",
    "on": "on:thu",
}


def _span(word: str) -> tuple[date, date] | None:
    """First and last day of a date, a month, a year, or what lies between two of them; None when it is none."""
    start, dots, end = word.partition("..")
    if not any(part and _DATE.fullmatch(part) for part in (start, end)):
        return None
    low = _period(word, start)[0] if start else date.min
    high = (_period(word, end)[1] if end else date.max) if dots else _period(word, start)[1]
    if low > high:
        _refuse(word, "ends before it begins", f"write {_cut(end)}..{_cut(start)}")
    return low, high


def _period(word: str, part: str) -> tuple[date, date]:
    match = _DATE.fullmatch(part)
    if match is None:
        _refuse(word, f"has {_show(part)} where a date belongs", "write 2026-03..2026-05")
    year, month, day = (None if g is None else int(g) for g in match.groups())
    try:
        if year is not None and month is not None and day is not None:
            return date(year, month, day), date(year, month, day)
        if year is not None and month is not None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year or 0, 1, 1), date(year or 0, 12, 31)
    except ValueError:
        pass
    _refuse(word, "is no date that exists", "write year-month-day, e.g. 2026-03-05")


def _unknown(word: str, part: str, known: Iterable[str], message: str, sample: str) -> NoReturn:
    near = nearest(part.lower(), known)
    _refuse(word, message, f"did you mean {near}?" if near else f"write {sample}")


def _refuse(word: str, message: str, fix: str) -> NoReturn:
    raise FilterError(f"{_show(word)} {message}; {fix}", word)


def _show(text: str) -> str:
    """A part of the filter as messages quote it."""
    return f"'{_cut(text)}'"


def _cut(text: str) -> str:
    """A part of the filter, cut short, without control characters."""
    plain = "".join(c if c.isprintable() else "·" for c in text)
    return f"{plain[:40]}…" if len(plain) > 40 else plain
