"""Colours by name: what each style of a frame looks like in each theme.

A style is a list of words such as `verdict rest`; each word adds to the look. It knows colours and refuses to know what
they are used for. Every pair of text and ground here is at 4.5:1 or better, which a test measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from planner.core.values import dataclass

Look = tuple[str | None, str | None, str]
"""Text colour, ground colour (None = as it is), and attributes: bold, dim, reverse, underline."""


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of a theme."""

    name: str
    text: str
    ground: str
    dim: str
    head: str
    key: str
    answer: str
    warn: str
    error: str
    bar: str
    """Ground of the top and status bars."""
    row: str
    """Ground of the row under the cursor."""
    run: str
    modified_run: str
    cross_train: str
    rest: str
    badge: str
    """Text on a verdict's colour."""
    ansi: bool = False
    """Its colours are the terminal's own sixteen."""

    @cached_property
    def looks(self) -> Mapping[str, Look]:
        """Each style word's look."""
        quiet = "dim" if self.ansi and self.dim == "default" else ""
        return {
            "dim": (self.dim, None, quiet),
            "rule": (self.dim, None, quiet),
            "wait": (self.dim, None, quiet),
            "head": (self.head, None, ""),
            "key": (self.key, None, "bold"),
            "bold": (None, None, "bold"),
            "answer": (self.answer, None, "bold"),
            "warn": (self.warn, None, ""),
            "error": (self.error, None, "bold"),
            "bar": (None, self.bar, "reverse" if self.bar == "default" else ""),
            "on": (self.key, None, "bold underline"),
            "here": (None, None, "reverse"),
            "row": (None, self.row, "reverse" if self.row == "default" else ""),
            "caret": (None, None, "reverse"),
            "verdict": (self.badge, None, "bold" if self.badge != "default" else "bold reverse"),
            **{f"sign_{rung}": (getattr(self, rung), None, "bold") for rung in RUNGS},
            "run": (None, self.run, ""),
            "modified_run": (None, self.modified_run, ""),
            "cross_train": (None, self.cross_train, ""),
            "rest": (None, self.rest, ""),
        }

    def look(self, style: str) -> tuple[str, str, frozenset[str]]:
        """Text colour, ground colour and attributes of a style."""
        text, ground, attributes = self.text, self.ground, set[str]()
        words = style.split()
        if "verdict" in words:  # its ground is its colour, on whatever row it stands
            words = [w for w in words if w not in ("row", "bar")]
        looks = [self.looks.get(word, (None, None, "")) for word in words]
        if self.ansi and any("reverse" in self.looks[w][2] for w in words if w in ("row", "bar")):
            looks = [(None, None, more.replace("dim", "")) for _, _, more in looks]  # reversed, a colour is a patch
        for own_text, own_ground, more in looks:
            text, ground = own_text or text, own_ground or ground
            attributes.update(more.split())
        return text, ground, frozenset(attributes)


_COLOUR: Final = {
    "dawn": Palette(
        name="dawn", text="#e6e1dc", ground="#16161e", dim="#aba8b9", head="#8fb8f6", key="#d8b4fe", answer="#b7e08f",
        warn="#f2c078", error="#ff9aa2", bar="#24263a", row="#313a5c",
        run="#b7e08f", modified_run="#f2d478", cross_train="#8ecbf2", rest="#ff9aa2", badge="#16161e",
    ),
    "day": Palette(
        name="day", text="#24222a", ground="#fbf9f4", dim="#605c68", head="#1f4e8c", key="#6b2fa0", answer="#1c5f1c",
        warn="#7a4a00", error="#a3172b", bar="#e6e2d6", row="#d8e2f4",
        run="#1f6b24", modified_run="#7a5200", cross_train="#14598c", rest="#a3172b", badge="#ffffff",
    ),
    "high-contrast": Palette(
        name="high-contrast", text="#ffffff", ground="#000000", dim="#d0d0d0", head="#8fd0ff", key="#ffff66",
        answer="#7cff7c", warn="#ffd060", error="#ffb0b0", bar="#303030", row="#00408a",
        run="#7cff7c", modified_run="#ffe060", cross_train="#8fd0ff", rest="#ffb0b0", badge="#000000",
    ),
    "ansi-dark": Palette(
        name="ansi-dark", text="default", ground="default", dim="default", head="bright_cyan", key="bright_magenta",
        answer="bright_green", warn="bright_yellow", error="bright_red", bar="default", row="default",
        run="bright_green", modified_run="bright_yellow", cross_train="bright_cyan", rest="bright_red", badge="black",
        ansi=True,
    ),
    "ansi-light": Palette(
        name="ansi-light", text="default", ground="default", dim="default", head="blue", key="magenta",
        answer="green", warn="red", error="red", bar="default", row="default",
        run="green", modified_run="magenta", cross_train="blue", rest="red", badge="bright_white",
        ansi=True,
    ),
}  # fmt: skip
_NONE: Final = Palette(
    name="none", text="default", ground="default", dim="default", head="default", key="default", answer="default",
    warn="default", error="default", bar="default", row="default",
    run="default", modified_run="default", cross_train="default", rest="default", badge="default", ansi=True,
)  # fmt: skip
THEMES: Final = tuple(_COLOUR)
RUNGS: Final = ("run", "modified_run", "cross_train", "rest")
DEFAULT: Final = "dawn"


def palette(name: str, environ: Mapping[str, str]) -> Palette:
    """The theme to paint with: none with `NO_COLOR`, the terminal's own colours where it has only sixteen."""
    if environ.get("NO_COLOR", "") != "":
        return _NONE
    wanted = _COLOUR.get(name, _COLOUR[DEFAULT])
    poor = environ.get("TERM", "") in ("linux", "vt100", "vt220", "xterm", "screen", "ansi", "rxvt")
    if poor and not environ.get("COLORTERM"):
        return _COLOUR["ansi-light" if name in ("day", "ansi-light") else "ansi-dark"]
    return wanted
