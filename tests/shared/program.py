"""`planner` in a terminal, and the day file that it saves. Knows the places of files and no screen."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from faces import NOW, TODAY
from terminal import Terminal

CODES = {
    "Enter": "\r", "Esc": "\x1b", "Right": "\x1b[C", "Left": "\x1b[D", "Up": "\x1b[A", "Down": "\x1b[B", "Tab": "\t",
    "Space": " ", "BS": "\x7f", "Del": "\x1b[3~",
}  # fmt: skip  # one key after the other


class Program(Terminal):
    """`planner` in a terminal, and the day that it saves."""

    def __init__(self, home: Path, size: tuple[int, int], early: str, argv: tuple[str, ...], **more: Any) -> None:
        self.home = home
        environ = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
        environ |= {"PLANNER_HOME": str(home), "PLANNER_NOW": NOW, "COLORTERM": "truecolor", **more.pop("environ", {})}
        command = [sys.executable, "-m", "planner", *argv]
        super().__init__(command, env=environ, size=size, early=b"".join(codes(early)), **more)

    def type(self, said: str) -> None:
        """Type keys in one burst."""
        self.send(b"".join(codes(said)))

    def slowly(self, said: str) -> None:
        """Type keys one by one, each after the screen has answered the one before."""
        for code in codes(said):
            before = self.total()
            self.send(code)
            self.until(lambda before=before: self.total() > before, f"an answer to {code!r}")
            self.settle(0.06)

    def paste(self, text: str) -> None:
        """Paste, as a terminal does it: in brackets."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    @property
    def file(self) -> Path:
        """Today's file."""
        return self.home / "days" / f"{TODAY:%Y/%Y-%m-%d}.toml"

    def day(self) -> dict[str, Any]:
        """What today's file says, once it is there."""
        self.until(self.file.exists, f"a file {self.file.name}")
        return tomllib.loads(self.file.read_text())

    def day_where(self, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """What today's file says, once something is true of it."""
        self.until(lambda: self.file.exists() and true(tomllib.loads(self.file.read_text())), "such a day")
        return self.day()


def codes(said: str) -> list[bytes]:
    """Keys as tests write them (see faces.keys), by what a terminal sends for them."""
    out: list[str] = []
    for n, part in enumerate(said.split('"')):
        for word in [part] if n % 2 else part.split():
            out += [CODES[word]] if word in CODES and not n % 2 else list(word)
    return [code.encode() for code in out]
