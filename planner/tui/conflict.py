"""Asks what is to stand when another program wrote a file before ours could be saved: mine, theirs or both.

It shows what differs and settles by `storage.conflicts`, so that either text is a kept version afterwards. Until the
runner chooses nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable

from planner.storage import conflicts, files, restoring
from planner.storage.conflicts import Copy
from planner.storage.places import Places
from planner.storage.problems import ChangedElsewhere, PlannerError
from planner.tui.frame import Line, wrap
from planner.tui.modes import Item, Menu, Mode, Scroll

Enter = Callable[[Mode | None], None]


def ask(
    places: Places,
    error: ChangedElsewhere,
    *,
    enter: Enter,
    say: Callable[[str], None],
    settled: Callable[[str], None],
) -> bool:
    """Put the question; False when there is nothing beside the file to choose from.

    `settled` is told what happened once mine or theirs stands, so that the page is made anew from the file.
    """
    copy = conflicts.of_name(error.path.parent, error.kept) if error.path and error.kept else None
    if copy is None:
        return False
    mine_aside = ".toml.mine-" in copy.path.name
    gone = not copy.of.exists()

    def pick(choice: str) -> None:
        if choice == "show":
            enter(_difference(places, copy, lambda: enter(menu)))
            return
        enter(None)
        if choice == "both":
            say(f"Both are kept: see {copy.path.name} beside the file")
            return
        try:
            if (choice == "mine") == mine_aside:
                conflicts.take(places, copy)
            else:
                conflicts.drop(places, copy, seen=not gone)
        except PlannerError as wrong:
            say(str(wrong).splitlines()[0])
            return
        settled("Saved: yours stands" if choice == "mine" else "Theirs stands; what you had is a kept version")

    items = (
        Item(letter="m", words="mine: what you see here stands, theirs becomes a kept version", value="mine"),
        Item(letter="t", words=_theirs(gone), value="theirs"),
        Item(letter="b", words="both: leave the two files side by side", value="both"),
        Item(letter="d", words="what differs", value="show"),
    )
    what = "deleted" if gone else "changed"
    menu = Menu(title=f"{places.short(copy.of)} was {what} by another program", items=items, pick=pick, say=say)
    enter(menu)
    return True


def _theirs(gone: bool) -> str:
    if gone:
        return "theirs: it stays deleted, what you see here becomes a kept version"
    return "theirs: the file stands as it is, what you see here becomes a kept version"


def _difference(places: Places, copy: Copy, back: Callable[[], None]) -> Mode:
    """What differs, from what stands in the file to what lies beside it; leaving it asks again."""
    a, b = (files.read(path, path.name) for path in (copy.of, copy.path))
    rows = restoring.difference(a, b, copy.of.name, copy.path.name) or ["nothing"]
    styles = {"+": "bold", "-": "dim", "@": "head"}

    def lines(width: int) -> list[Line]:
        return [line for row in rows for line in wrap(row, width, style=styles.get(row[:1], ""))]

    return Again(title="What differs", make=lines, back=back)


class Again(Scroll):
    """A text that gives the keys back to where they came from."""

    def __init__(self, *, title: str, make: Callable[[int], list[Line]], back: Callable[[], None]) -> None:
        """`back` is called when it is closed."""
        super().__init__(title=title, make=make)
        self._back = back

    def key(self, key: str) -> bool:
        """As any text to scroll through; closing it goes back."""
        if super().key(key):
            return True
        self._back()
        return True
