"""A runner's own keys, checked before they count: ids and key names that exist, no clash, nothing vital taken away.

What is refused keeps its shipped keys, and each refusal says where it stands and what to write instead. It knows the
table of commands and which keys are answers; it refuses to know pages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from planner.core.sites import nearest
from planner.core.values import dataclass
from planner.storage.problems import CannotRead, Problem
from planner.tui.commands import ALIASES, COMMANDS, SPECIAL, Command, Keymap, shown

if TYPE_CHECKING:
    from planner.desk import Desk
    from planner.storage.places import Places

NAMED: Final = (
    *(name for name in SPECIAL if len(name) > 1),
    *("insert", "home", "end", "shift+tab"),
    *(f"f{n}" for n in range(1, 13)),
    *(f"ctrl+{c}" for c in "abdefgklnopqrstuvwxyz"),
)
"""Keys that have a name and reach every program in every terminal, but for ctrl with c, h, i, j and m."""
NEVER: Final = {
    **dict.fromkeys("0123456789x", "is an answer everywhere"),
    **dict.fromkeys("+-", "steps a value everywhere"),
    "escape": "always goes back",
    "ctrl+c": "always says how to quit",
}
"""Keys that no command may have."""
ANSWERS: Final = {"morning": "lpi!mkgcod", "done": "l!"}
"""Page -> letters that answer there; a command may only have one that was shipped with it."""
VITAL: Final = ("app.quit", "app.help")
"""Commands that always have a key."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One of a runner's own keys that cannot count."""

    id: str
    message: str
    fix: str


def split(said: str) -> tuple[str, ...]:
    """The keys of a comma separated list, by the names that pages get: `up, k`, `?`, `,`, `comma, f2`."""
    if said.strip() == ",":
        return (",",)
    return tuple(_name(part) for part in (p.strip() for p in said.split(",")) if part)


def check(
    own: Mapping[str, str], commands: Mapping[str, Command] = COMMANDS
) -> tuple[dict[str, tuple[str, ...]], list[Refusal]]:
    """The keys of every command with the runner's own in force where they are sound, and what was refused."""
    good: dict[str, tuple[str, ...]] = {}
    refused: list[Refusal] = []
    for id, said in own.items():
        refusal = _alone(id, said, commands)
        if refusal is None:
            good[id] = split(said)
        else:
            refused.append(refusal)
    while clash := _clash(good, commands):
        refused.append(clash)
        del good[clash.id]
    return {c.id: good.get(c.id, c.keys) for c in commands.values()}, refused


def problems(own: Mapping[str, str], places: Places) -> list[Problem]:
    """What is wrong with `[keys]` of the settings file, by its lines; in the order of the file."""
    refused = check(own)[1]
    if not refused:
        return []
    name = places.short(places.settings)
    lines = _lines(places, name)
    return sorted(
        (
            Problem(file=name, line=lines.get(r.id), key=f"keys.{r.id}", message=r.message, fix=r.fix, warning=True)
            for r in refused
        ),
        key=lambda p: p.line or 0,
    )


def keymap(desk: Desk) -> Keymap:
    """The keys in force; what was refused is added to the desk's problems, and what was mended taken out of them."""
    own = desk.settings.keys
    found = problems(own, desk.places)
    desk.problems = [p for p in desk.problems if not (p.key or "").startswith("keys.")] + found
    refused = {(p.key or "").removeprefix("keys.") for p in found}
    return Keymap({id: split(said) for id, said in own.items() if id not in refused})


def _alone(id: str, said: str, commands: Mapping[str, Command]) -> Refusal | None:
    """What is wrong with one line, whatever the others say."""
    command = commands.get(id)
    if command is None:
        near = nearest(id, commands) or next((c for c in commands if c.partition(".")[2] == id), None)
        fix = f"write {near}" if near else f"the names stand under {shown(commands['app.help'].keys[0])}"
        return Refusal(id=id, message="is no command", fix=fix)
    keys = split(said)
    if not keys and id in VITAL:
        return Refusal(id=id, message=f"{command.words} must have a key", fix="write one")
    for key in keys:
        wrong = _key(key, command)
        if wrong:
            return Refusal(id=id, message=wrong[0], fix=wrong[1])
    return None


def _key(key: str, command: Command) -> tuple[str, str] | None:
    """What is wrong with one key of a command, and what to write."""
    another = "write another key"
    if len(key) > 1 and key not in NAMED and key not in NEVER:
        return f"{key[:40]!r} is no key", _instead(key)
    if key in command.keys:
        return None
    if key in NEVER:
        return f"{shown(key)} {NEVER[key]}", another
    for page, letters in ANSWERS.items():
        if key in letters and command.page in (page, "app"):
            return f"{key} answers on the {page} page", another
    return None


def _instead(key: str) -> str:
    low = key.lower()
    if low in ALIASES:
        return f"write {ALIASES[low]}"
    if low.startswith("shift+") and len(low) == 7 and low[6].isalpha():
        return f"write {low[6].upper()}"
    if low in NAMED:
        return f"write {low}"
    words = {"esc": "escape", "del": "delete", "pgup": "pageup", "pgdn": "pagedown", "spacebar": "space"}
    if low in words:
        return f"write {words[low]}" if words[low] != "escape" else "Esc always goes back; write another key"
    near = nearest(low, (*NAMED, "space", "comma")) if len(low) < 20 else None
    return f"write {near}" if near else "write one character, or a name such as enter, up, f2, ctrl+s"


def _clash(good: dict[str, tuple[str, ...]], commands: Mapping[str, Command]) -> Refusal | None:
    """One of the runner's own keys that gives two commands on one page, the last one first; None when there is none."""
    now = {c.id: good.get(c.id, c.keys) for c in commands.values()}
    for id in reversed(good):
        mine = commands[id]
        for other in commands.values():
            if other.id == id or not _meet(mine, other):
                continue
            both = set(now[id]) & set(now[other.id]) - (set(mine.keys) & set(other.keys))
            if both:
                key = shown(min(both))
                message = f"{key} is {other.words} ({other.id}) on the same page"
                return Refusal(id=id, message=message, fix=f"write another key, or give {other.id} another too")
    return None


def _meet(a: Command, b: Command) -> bool:
    """Whether two commands count on one page."""
    return a.page == b.page or "app" in (a.page, b.page)


def _name(said: str) -> str:
    """A key as pages get it: the character itself where it has one (`question_mark` is `?`, `space` a blank)."""
    if len(said) == 1 or said in NAMED:
        return said
    try:
        found = unicodedata.lookup(said.replace("_", " ").upper())
    except KeyError:
        return said
    return found if found.isprintable() else said


def _lines(places: Places, name: str) -> dict[str, int]:
    """The line of each id in the settings file, with or without quotation marks around it."""
    from planner.storage import document, files, lines

    try:
        data = files.read(places.settings, name)
        text = document.parse(data, name).text if data is not None else ""
    except CannotRead:
        return {}
    found = lines.find(text)
    return {".".join(map(str, path[1:])): line for path, line in found.items() if path[0] == "keys" and len(path) > 1}
