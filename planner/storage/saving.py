"""Puts a value into its file: looks whether the file still says what the caller knows, makes the text, saves it.

It joins `files` (bytes and promises) with `merging` (values and texts). It refuses to know any one kind of file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from planner.storage import files, merging, writing
from planner.storage.problems import BadInput, Problem
from planner.storage.reading import Shape

T = TypeVar("T")


def save(
    path: Path,
    name: str,
    shape: Shape,
    value: T,
    *,
    was: T,
    empty: T,
    read: Callable[[bytes], T],
    keep: files.Keep | None = None,
) -> tuple[Problem, ...]:
    """Save `value` where the file still says `was` (`empty` when it is not there); nothing is written over unseen.

    Comments, order and unknown keys of a file that people have touched stay, also those written since it was read.
    Raises ChangedElsewhere (ours is kept beside the file), CannotRead for a broken file (it is never written),
    CannotWrite when the system refuses, BadInput for a text that no file can hold. Gives warnings of a save that did
    happen.
    """
    there = files.read(path, name)
    now = empty
    if there is not None:
        now = was if there == _text(shape, was) else read(there)
    if now != was:
        raise files.set_aside(path, writing.text(shape, value).encode(), name, deleted=there is None)
    data = merging.new_text(shape, there, now, value, name).encode()
    return () if data == there else files.save(path, data, name, read_as=there, keep=keep)


def _text(shape: Shape, was: object) -> bytes | None:
    """What a file of ours that says `was` holds; None for what no file can. Reading it anew would take longer."""
    try:
        return writing.text(shape, was).encode()
    except BadInput:
        return None
