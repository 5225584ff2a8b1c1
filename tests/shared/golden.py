"""A picture as text against the file that somebody has looked at. Knows files; refuses to know what is pictured.

`GOLDENS=write` writes them anew, to be looked at with `git diff`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

WRITE = os.environ.get("GOLDENS") == "write"


def read_once(name: str, folder: Path, lines: Iterable[str]) -> None:
    """Fail when lines differ from the file of that name that somebody has read."""
    text = "".join(f"{line}\n" for line in lines)
    path = folder / f"{name}.txt"
    if WRITE:
        folder.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def golden(folder: Path, name: str, size: tuple[int, int], text: str) -> None:
    """Fail when the picture differs from its file."""
    path = folder / f"{name}-{size[0]}x{size[1]}.txt"
    if WRITE:
        folder.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def left_over(folder: Path, names: set[str]) -> set[str]:
    """Files in the folder that no state and size has, and states without a file."""
    return {p.name for p in folder.iterdir()} ^ names
