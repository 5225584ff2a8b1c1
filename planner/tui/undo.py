"""Undo and redo over frozen states. It knows lists of states; it refuses to know what is in them."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

S = TypeVar("S")
STEPS: Final = 200
"""How far back it goes."""


class Undo(Generic[S]):
    """The states before and, after an undo, those ahead."""

    def __init__(self) -> None:
        self._past: list[S] = []
        self._future: list[S] = []

    def push(self, state: S) -> None:
        """Remember a state that is about to be replaced; what was ahead is gone."""
        self._past = [*self._past[1 - STEPS :], state]
        self._future = []

    def back(self, now: S) -> S | None:
        """The state before, `now` being kept for redo; None when there is none."""
        return self._step(self._past, self._future, now)

    def forth(self, now: S) -> S | None:
        """The state that the last undo left, `now` being kept for undo; None when there is none."""
        return self._step(self._future, self._past, now)

    @property
    def depth(self) -> int:
        """How many states there are to go back to."""
        return len(self._past)

    def next(self, *, ahead: bool) -> S | None:
        """The state that `back`, or `forth` when `ahead`, would give; nothing moves."""
        source = self._future if ahead else self._past
        return source[-1] if source else None

    def _step(self, source: list[S], target: list[S], now: S) -> S | None:
        if not source:
            return None
        target.append(now)
        return source.pop()
