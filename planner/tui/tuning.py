"""What is done to start quickly beside not importing: each trick with what it gains, and where its test looks.

Gains are CPU of a start to the first frame, paired, on the machine of reference 3.11.7: 100 % is 200 ms. Tricks under
3 % are left out, but for one that is kept for memory. The tests fail when Textual's internals move; then a trick is
taken out or renewed, and nothing else breaks: whatever is not known here is loaded as ever. Two stand where they act:
the driver's in `driver`, and that a change of the picture goes past Textual (`widgets.canvas`, `patch`). With that an
answer takes 1.0 to 1.2 of a bare app's time instead of 2.0, and 285 bytes instead of 1,069.
"""

from __future__ import annotations

import gc
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.app import App

PALETTE: Final = "textual.command"
NAMES: Final = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")
"""What Textual's other modules take from there, to derive from or to use when a palette is opened."""


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


def fast() -> None:
    """At the start: no search for garbage, since nothing that is imported is any. 6 ms, 3 %."""
    gc.disable()


def steady() -> None:
    """At the first rest: search for garbage again, but never in what the start has loaded."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


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
