"""All that is done to be quick beside not importing: each trick with what it gains, and a test of what it rests on.

Gains are CPU of a start to the first frame, in pairs, with Python 3.11.7: 100 % is 200 ms. Tricks under 3 % are left
out, but for one that is kept for memory. The tests fail when what is inside of Textual or Python moves; then a trick is
taken out or renewed, and nothing else breaks: whatever is not known here is loaded as ever.

- `lean`: what is never used is not imported; 11 %. `fast` and `steady`: no search for garbage meanwhile; 3 %.
- `unadorned`: no widgets for notices and tooltips; 5 %.
- `patterns`: regular expressions are not compiled anew; 6 %.
- `driver`: no picture is written twice, which is two thirds of a start's bytes, and quitting waits for no thread: 12 ms
  instead of 220.
- `patch`: a change of the picture goes past Textual, and only the cells that differ. An answer takes 1.0 of a bare
  application's time instead of 2.0, and 270 bytes instead of 1,069.
"""

from __future__ import annotations

import gc
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Final

from planner import instant
from planner.tui.tuning import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import App

PALETTE: Final = "textual.command"
NAMES: Final = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")
"""What Textual's other modules take from there, to derive from or to use when a palette is opened."""
_patterns: patterns.Patterns | None = None
"""What answers for the compiler of regular expressions until the first rest."""


def lean() -> None:
    """Before Textual is imported: leave out what this program never uses. Does nothing once it is imported.

    - Its command palette, with the eleven widgets that come with it: 10 ms of paired CPU, 8.5 % of the import. We have
      a palette of our own.
    - TLS, which asyncio loads where it finds it: 5 ms, 2.5 %, under the line by time. It stays for memory, which fell
      from 39 to 33 MB with both; its own share was not measured. There is no network here.
    """
    if "textual" in sys.modules:
        return
    sys.modules[PALETTE] = _Unused(PALETTE)
    without = "ssl" not in sys.modules
    if without:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # what `import` takes for: there is none
    try:
        import textual.app  # noqa: F401  # now, while it finds none
    finally:
        if without:
            del sys.modules["ssl"]


def fast(environ: Mapping[str, str]) -> None:
    """At the start: no search for garbage, since nothing that is imported is any (6 ms, 3 %), and regular expressions
    from the cache folder, where the environment says which (13 ms, 6 %).
    """
    global _patterns  # noqa: PLW0603  # one interpreter, one compiler
    gc.disable()
    folder = instant.cache_folder(environ)
    if folder is not None and _patterns is None:
        _patterns = patterns.Patterns(os.path.join(folder, "patterns"))
        _patterns.begin()


def steady() -> Iterator[None]:
    """At the first rest: search for garbage again, but never in what the start has loaded; and compile as ever. What it
    gives keeps the expressions of this start, a slice at a time.
    """
    global _patterns  # as above
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    ours, _patterns = _patterns, None
    if ours is None:
        return iter(())
    ours.end()
    return ours.keep()


def unadorned(app: App[int]) -> None:
    """Before it runs: no widgets for tooltips and notices, which nothing here shows. 10 ms, 5 %; 1.07 of a bare
    application's start became 1.02.
    """
    app._disable_tooltips = app._disable_notifications = True


class _Unused(ModuleType):
    """A module whose known names are empty classes; asked for any other name it makes place for the real one."""

    def __getattr__(self, name: str) -> object:
        if name in NAMES:
            made = type(name, (), {"__module__": PALETTE})
            setattr(self, name, made)
            return made
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(PALETTE) is self:
            del sys.modules[PALETTE]
        from textual import command

        return getattr(command, name)
