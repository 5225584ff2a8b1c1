"""The keys since a list, a text line or the editor was opened, so that a page that was left there stands there again.

What is half said lies in no draft yet: a pain's score before its place, a note before its Enter. It knows keys and
modes and no page's content; it refuses to know files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from planner.tui.editor import Editor
from planner.tui.modes import Menu, Mode, ModeHelp, TextLine

if TYPE_CHECKING:
    from planner.tui.page import BasePage

Step = str | tuple[str, int]
"""A key; or what stands in a text line, and where its caret is."""
MOST: Final = 400
"""Steps from which it is given up: nobody half says anything for so long."""


class Trail:
    """What was typed since the page itself had the keys last."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._lost = False
        self.inside = False
        """It began in a mode that no key had opened."""
        self.base: object = None
        """What the page gave as its state before the first key."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps; none while it cannot be gone again."""
        return () if self._lost else tuple(self._steps)

    def heard(self, key: str, before: Mode | None, now: Mode | None, base: object, *, acted: bool) -> None:
        """Add a key that was taken. `acted`: it did something outside, which is not to be done twice."""
        if now is None:
            self._steps, self._lost = [], False
            return
        if not self._steps and not self._lost:
            self.inside, self.base = before is not None, base
        if before is now and isinstance(now, TextLine):
            if self._steps and not isinstance(self._steps[-1], str):
                self._steps.pop()
            self._steps.append((now.text, now.at))
        else:
            self._steps.append(key)
        self._lost = self._lost or acted or len(self._steps) > MOST


def stands(mode: Mode | None) -> bool:
    """Whether a page that was left in a mode is to stand in it again: where something is being said."""
    return isinstance(mode.of if isinstance(mode, ModeHelp) else mode, (Menu, TextLine, Editor))


def go(page: BasePage, steps: Sequence[Step], title: str) -> bool:
    """Take the steps again on a page that stands where they began; whether it then asks what it asked when it was left.

    Nothing is done outside.
    """
    for step in steps:
        if isinstance(step, str):
            if page.key(step) or page.mode is None:
                return False
        elif isinstance(page.mode, TextLine):
            page.mode.text = step[0][: page.mode.limit]
            page.mode.at = min(max(step[1], 0), len(page.mode.text))
            page.trail.heard("", page.mode, page.mode, None, acted=False)
        else:
            return False
    return page.mode is not None and page.mode.title == title


def steps(said: object) -> tuple[Step, ...]:
    """Steps as the file keeps them; none when any of them is not one."""
    found: list[Step] = []
    for step in said if isinstance(said, list) else []:
        if isinstance(step, str):
            found.append(step)
        elif isinstance(step, list) and len(step) == 2 and isinstance(step[0], str) and isinstance(step[1], int):
            found.append((step[0], step[1]))
        else:
            return ()
    return tuple(found)
