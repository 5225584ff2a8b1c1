"""What a single value may be: numbers in a range, words of a list, dates, times, texts.

Each function gives a check for `reading.Key`. A check accepts exactly one TOML type, guesses nothing, and says what to
write instead. It refuses to know keys and files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from planner.core.sites import nearest, site_problem
from planner.storage.reading import Check, Wrong, show

MAX_TEXT = 20_000
MAX_NAME = 80


def number(low: float, high: float, unit: str = "") -> Check:
    """A number from low to high, whole or not; kept as a float."""
    limits = f"write {low:g} to {high:g}{' ' + unit if unit else ''}"

    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Wrong(f"expected a number, found {show(value)}", _as_number(value) or limits)
        if not low <= value <= high:  # also false for nan
            raise Wrong(f"{show(value)} is out of range", limits)
        return float(value)

    return check


def whole(low: int, high: int, meaning: str = "") -> Check:
    """A whole number from low to high."""
    limits = f"write {low} to {high}{' ' + meaning if meaning else ''}"

    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(f"expected a whole number, found {show(value)}", limits)
        if not low <= value <= high:
            raise Wrong(f"{show(value)} is out of range", limits)
        return value

    return check


def truth() -> Check:
    """true or false."""

    def check(value: object) -> bool:
        if not isinstance(value, bool):
            raise Wrong(f"expected true or false, found {show(value)}", "write true or false, without quotation marks")
        return value

    return check


def word(choices: Iterable[str]) -> Check:
    """One word of a list."""
    known = tuple(choices)

    def check(value: object) -> str:
        return _word(value, known)

    return check


def member(choices: Iterable[str], make: Callable[[str], object]) -> Check:
    """One word of a list, kept as what `make` turns it into."""
    known = tuple(choices)

    def check(value: object) -> object:
        return make(_word(value, known))

    return check


def words(choices: Iterable[str] | None = None) -> Check:
    """A list of words, of a list or any."""
    known = None if choices is None else tuple(choices)

    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise Wrong(f"expected a list of words, found {show(value)}", 'write ["…", "…"]')
        return tuple(_word(v, known) if known is not None else _text(v) for v in value)

    return check


def text(limit: int = MAX_TEXT) -> Check:
    """Any text, not longer than the limit in characters."""

    def check(value: object) -> str:
        said = _text(value)
        if len(said) > limit:
            raise Wrong(f"has {len(said):,} characters (limit {limit:,})", "write it shorter")
        return said

    return check


def site() -> Check:
    """A site of the list, or other:NAME."""

    def check(value: object) -> str:
        said = _text(value)
        if len(said) > MAX_NAME:
            raise Wrong(f"has {len(said):,} characters (limit {MAX_NAME})", "write it shorter")
        if problem := site_problem(said):
            raise Wrong(problem)
        return said

    return check


def day() -> Check:
    """A date, without a time."""

    def check(value: object) -> date:
        if isinstance(value, datetime):
            raise Wrong("expected a date, found a date with a time", f"write {value.date().isoformat()}")
        if not isinstance(value, date):
            raise Wrong(f"expected a date, found {show(value)}", _as_date(value))
        return value

    return check


def moment() -> Check:
    """A date and time with its offset from UTC."""
    sample = "2026-11-23T06:41:00+01:00"

    def check(value: object) -> datetime:
        if not isinstance(value, datetime):
            raise Wrong(f"expected a date and time, found {show(value)}", f"write it as {sample}")
        if value.tzinfo is None:
            raise Wrong(f"{value.isoformat()} has no offset from UTC", f"write it as {sample}")
        return value

    return check


def clock_time() -> Check:
    """A time of day as text, `04:00`."""

    def check(value: object) -> time:
        if isinstance(value, time):
            return value.replace(second=0, microsecond=0)
        hours, colon, minutes = (value if isinstance(value, str) else "").partition(":")
        if colon and _digits(hours, 2) and _digits(minutes, 2) and len(minutes) == 2:
            if int(hours) <= 23 and int(minutes) <= 59:
                return time(int(hours), int(minutes))
            raise Wrong(f"the time {value} does not exist", 'write "00:00" to "23:59"')
        raise Wrong(f"expected a time, found {show(value)}", 'write it as "04:00"')

    return check


def pace() -> Check:
    """Minutes per kilometre as text `5:40`, from 2:00 to 30:00; kept as a float."""

    def check(value: object) -> float:
        said = value.strip().removesuffix("/km").strip() if isinstance(value, str) else ""
        minutes, colon, seconds = said.partition(":")
        if not (colon and _digits(minutes, 2) and _digits(seconds, 2) and len(seconds) == 2 and int(seconds) <= 59):
            raise Wrong(f"expected minutes and seconds per kilometre, found {show(value)}", 'write it as "5:40"')
        got = int(minutes) + int(seconds) / 60
        if not 2 <= got <= 30:
            raise Wrong(f"{show(value)} is out of range", 'write "2:00" to "30:00" (per kilometre)')
        return got

    return check


def _word(value: object, known: tuple[str, ...]) -> str:
    said = _text(value)
    if said in known:
        return said
    near = nearest(said, known)
    if len(known) <= 10:
        raise Wrong(f"{show(said)} is none of {', '.join(known)}", f'write "{near}"' if near else None)
    raise Wrong(f"{show(said)} is not known", f'did you mean "{near}"?' if near else f"known are {', '.join(known)}")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Wrong(f"expected a text, found {show(value)}", "write it between quotation marks")
    return value


def _digits(said: str, most: int) -> bool:
    """Only ASCII digits: `int` would take those of any script."""
    return 0 < len(said) <= most and said.isascii() and said.isdigit()


def _as_number(value: object) -> str | None:
    """What to write for a text that looks like a number."""
    if not isinstance(value, str):
        return None
    left, _, right = value.strip().replace(",", ".").partition(".")
    if _digits(left, 6) and (not right or _digits(right, 6)):
        return f"write {left}.{right}" if right else f"write {left}, without quotation marks"
    return None


def _as_date(value: object) -> str:
    """What to write for a text that looks like a date; day and month are never guessed."""
    parts = value.strip().split("-") if isinstance(value, str) else []
    if len(parts) == 3 and len(parts[0]) == 4 and all(_digits(p, 4) for p in parts):
        try:
            return f"write {date(*map(int, parts)).isoformat()}, without quotation marks"
        except ValueError:
            pass
    return "write it as 2026-11-23, without quotation marks"
