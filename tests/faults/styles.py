"""Files as people write them by hand: in any order, with comments, quotes, line ends and tables of theirs.

It knows TOML and which keys our files have. `written(kind, rnd)` gives bytes that must be read without a mistake.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

KINDS: Final = ("day", "shoes", "settings", "rules", "routines")
WORDS: Final = (
    "wet", "5 km/h", "naïve café", "走る", "🏃‍♀️ hill", "e\u0301te", "[/bold]", "a # b", "C:\\runs", 'say "no"',
    "it's", "", "\u05e9\u05dc\u05d5\u05dd", "=", "a = 1", "%s {}", "x" * 90, "tab\there",
)  # fmt: skip  # a list of words
COMMENTS: Final = ("mine", "größer", "a = 1", '"quoted"', "[table]", "", "  two  blanks ", "🏃")
Value = str | bool | int | float | list["Value"] | dict[str, "Value"] | tuple[str]
"""A tuple holds what is written as it stands: a date, a time, a number in a form of its own."""
Table = dict[str, Value]


class Hand:
    """One person's way to write."""

    def __init__(self, rnd: random.Random) -> None:
        self.rnd = rnd
        self.equals = rnd.choice([" = ", " = ", "=", "  =  ", "= "])
        self.chatty = rnd.choice([0.0, 0.1, 0.4])
        self.literal = rnd.random()
        self.dotted = rnd.choice([0.0, 0.0, 0.3])
        self.inline = rnd.choice([0.0, 0.0, 0.5])
        self.indent = rnd.choice(["", "", "  ", "\t"])
        self.shuffled = rnd.random() < 0.5
        self.quoted = rnd.choice([0.0, 0.0, 0.2])

    def order(self, table: Table) -> list[tuple[str, Value]]:
        """The keys of a table in this person's order."""
        rows = list(table.items())
        if self.shuffled:
            self.rnd.shuffle(rows)
        return rows

    def comment(self) -> str:
        """What stands behind a value, mostly nothing."""
        return f"  # {self.rnd.choice(COMMENTS)}" if self.rnd.random() < self.chatty else ""

    def between(self) -> list[str]:
        """What stands between two lines."""
        rows = [f"{self.indent}# {self.rnd.choice(COMMENTS)}"] if self.rnd.random() < self.chatty / 2 else []
        return [*rows, ""] if self.rnd.random() < 0.1 else rows

    def key(self, name: str) -> str:
        """A key, bare or between quotation marks."""
        bare = name.replace("-", "").replace("_", "").isalnum() and name.isascii()
        if bare and self.rnd.random() >= self.quoted:
            return name
        return f"'{name}'" if self.rnd.random() < 0.5 and "'" not in name else f'"{name}"'

    def text(self, value: str, *, flat: bool) -> str:
        """A text in one of the four kinds of quotation marks."""
        plain = value.isprintable() and "'" not in value
        if plain and self.rnd.random() < self.literal:
            return f"'{value}'" if flat or self.rnd.random() < 0.9 else f"'''{value}'''"
        spelled = value.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        if self.rnd.random() < 0.1:
            spelled = "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 and c.isalpha() else c for c in spelled)
        return f'"{spelled}"' if flat or self.rnd.random() < 0.95 else f'"""{spelled}"""'

    def value(self, value: Value, *, flat: bool = False) -> str:
        """A value; `flat` for one inside braces, which is one line."""
        match value:
            case tuple():
                return value[0]
            case bool():
                return "true" if value else "false"
            case str():
                return self.text(value, flat=flat)
            case float():
                return self.rnd.choice([repr(value), f"{value:.2f}", f"+{value!r}", f"{value:e}"])
            case int():
                return str(value)
            case dict():
                inner = ", ".join(f"{self.key(k)}{self.equals}{self.value(v, flat=True)}" for k, v in self.order(value))
                return self.rnd.choice(["{ %s }", "{%s}"]) % inner
        parts = [self.value(v, flat=flat) for v in value]
        if flat or not parts or self.rnd.random() < 0.5:
            return f"[{self.rnd.choice([', ', ',', ' , ']).join(parts)}]"
        rows = [f"{self.indent or '    '}{part},{self.comment()}" for part in parts]
        return "\n".join(["[", *rows, "]"])

    def lines(self, table: Table, path: str = "") -> list[str]:
        """The lines of a table and of those in it: values first, or nothing would say where they belong."""
        rows: list[str] = []
        later: list[tuple[str, Value]] = []
        for name, value in self.order(table):
            rows += self.between()
            if isinstance(value, dict) and value and self.rnd.random() < self.dotted:
                rows += [
                    f"{self.key(name)}.{self.key(k)}{self.equals}{self.value(v)}{self.comment()}"
                    for k, v in self.order(value)
                ]
            elif is_table(value) and self.rnd.random() >= self.inline:
                later.append((name, value))
            else:
                rows.append(f"{self.indent}{self.key(name)}{self.equals}{self.value(value)}{self.comment()}")
        for name, value in later:
            inside = f"{path}.{self.key(name)}" if path else self.key(name)
            for one in value if isinstance(value, list) else [value]:
                assert isinstance(one, dict)
                head = f"[[{inside}]]" if isinstance(value, list) else f"[{inside}]"
                rows += [*([""] if self.rnd.random() < 0.8 else []), f"{head}{self.comment()}"]
                rows += self.lines(one, inside)
        return rows

    def file(self, table: Table, kind: str) -> bytes:
        """A whole file."""
        end = self.rnd.choice(["\n", "\n", "\n", "\r\n"])
        mark = "\ufeff" if self.rnd.random() < 0.05 else ""
        tail = self.rnd.choice(["\n", "\n", "\n", "", "\n\n\n"])
        head = [f"# {self.rnd.choice(COMMENTS)} {kind}", ""] if self.rnd.random() < self.chatty else []
        return (mark + "\n".join([*head, *self.lines(table)]) + tail).replace("\n", end).encode()


def is_table(value: Value) -> bool:
    """Whether a value may stand under a header of its own."""
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def some(rnd: random.Random, table: dict[str, Callable[[], Value]], at_least: Sequence[str] = ()) -> Table:
    """Some of the keys of a table."""
    share = rnd.choice([0.3, 0.6, 0.9])
    return {name: make() for name, make in table.items() if name in at_least or rnd.random() < share}


def day(rnd: random.Random) -> Table:
    """A day's file."""

    def word() -> Value:
        return rnd.choice(WORDS)

    def rating() -> Value:
        return rnd.randint(1, 7)

    def km() -> Value:
        return round(rnd.uniform(1, 40), rnd.choice([0, 1, 2]))

    def pain() -> Value:
        sites = ["calf", "knee_front", "other:jaw"]
        return [
            {"site": rnd.choice(sites), "score": rnd.randint(0, 9), "side": "left"} for _ in range(rnd.randint(0, 3))
        ]

    at = rnd.choice(["2026-11-23T06:41:00+01:00", "2026-11-23 06:41:00+01:00", "2026-11-23t06:41:00.25Z"])
    morning = some(
        rnd,
        {
            "at": lambda: (at,), "sleep_h": lambda: rnd.choice([7.5, 7, 8.25]), "sleep_quality": rating,
            "fatigue": rating, "soreness": rating, "stress": rating, "pain": pain,
            "flags": lambda: rnd.sample(["fever", "runny_nose", "gait_altered"], rnd.randint(0, 2)),
            "note": word, "my_key": word,
        },
        ["stress"],
    )  # fmt: skip  # a table
    planned: dict[str, Callable[[], Value]] = {
        "kind": lambda: "easy", "km": km, "terrain": lambda: "road", "note": word, "shoe": lambda: "a", "own": word,
    }  # fmt: skip  # a table
    done: dict[str, Callable[[], Value]] = {
        "kind": lambda: "run", "km": km, "effort": rating, "note": word, "at": lambda: (at,),
    }  # fmt: skip  # a table
    table: Table = {"format": 1, "date": ("2026-11-23",), "morning": morning}
    if rnd.random() < 0.5:
        history = {"longest_30d_km": km(), "days_since_last_run": rnd.randint(0, 9)}
        table["facts"] = {"history": history, "env": {"indoor_available": True}}
        table["advice"] = {
            "rung": "run", "referral": "none", "hard_allowed": False, "hills_allowed": True, "form": "run",
            "warnings": ["LAYOFF"], "rules": "1", "reasons": [{"rule": "layoff", "because": rnd.choice(WORDS)}],
        }  # fmt: skip  # a table
    for name, keys in (("planned", planned), ("done", done)):
        if rnd.random() < 0.6:
            table[name] = [some(rnd, keys, ["kind"]) for _ in range(rnd.randint(1, 3))]
    if rnd.random() < 0.3:
        table["weather"] = {"wet": True, "words": rnd.sample(WORDS, 2)}
    return table


def shoes(rnd: random.Random) -> Table:
    """The file of shoes."""
    rows: list[Value] = [
        {
            "id": f"pair-{n}",
            "name": f"Pair {n}",
            **some(
                rnd,
                {
                    "limit_km": lambda: rnd.choice([800, 650.5]), "start_km": lambda: rnd.randint(0, 400),
                    "terrain": lambda: rnd.sample(["road", "trail", "track"], 2), "added": lambda: ("2026-01-02",),
                    "very_different": lambda: True, "note": lambda: rnd.choice(WORDS), "colour": lambda: "blue",
                },
                ["note"],
            ),
        }
        for n in range(rnd.randint(1, 5))
    ]  # fmt: skip  # a table
    return {"format": 1, "shoe": rows}


def settings(rnd: random.Random) -> Table:
    """The settings."""
    return {
        "format": 1,
        **some(
            rnd,
            {
                "units": lambda: rnd.choice(["km", "mi"]), "hours": lambda: "h:mm", "day_starts": lambda: "04:00",
                "theme": lambda: "dawn", "ascii": lambda: False,
                "person": lambda: {"born": rnd.randint(1950, 2000), "asthma": False},
                "usual": lambda: {"long_km": 12.5, "easy_pace": "6:00"},
                "week": lambda: {"monday": "rest", "tuesday": "8 km easy road", "sunday": "15 km long"},
                "env": lambda: {"indoor_available": True},
            },
            ["units"],
        ),
    }  # fmt: skip  # a table


def rules(rnd: random.Random) -> Table:
    """Numbers of one's own."""
    own: Table = {"format": 1}
    for name, key, value in (("sleep-short", "on", True), ("strength-due", "on", False), ("novice", "on", False)):
        if rnd.random() < 0.6:
            own[name] = {key: value}
    return own


def routines(rnd: random.Random) -> Table:
    """Steps of one's own."""
    return {
        "format": 1,
        "step": {
            f"mine-{n}": {"name": f"Step {rnd.choice(WORDS[:3])}", "dose": "30 s", "loads": ["calf"], "seconds": 60}
            for n in range(rnd.randint(0, 3))
        },
    }  # fmt: skip  # a table


MADE: Final[dict[str, Callable[[random.Random], Table]]] = {
    "day": day, "shoes": shoes, "settings": settings, "rules": rules, "routines": routines,
}  # fmt: skip  # a table


def written(kind: str, rnd: random.Random) -> bytes:
    """A file of a kind in somebody's hand."""
    return Hand(rnd).file(MADE[kind](rnd), kind)
