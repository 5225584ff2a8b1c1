"""What is shown when the program breaks in the middle of a screen: two lines and a report, none of the runner's data.

Textual's own picture of an error shows the values of all local variables. It knows Textual 8.2; tests fail when the
places that it overrides move.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text
from textual.app import App

if TYPE_CHECKING:
    from planner.storage.places import Places


class Guarded(App[int], inherit_bindings=False):
    """An application that breaks with a report."""

    places: Places | None = None
    """Whose state folder takes the report."""

    def panic(self, *renderables: RenderableType) -> None:
        """End at once; what Textual would have printed quotes values and is left out."""
        self._broke(sys.exc_info()[1] or RuntimeError())

    def _fatal_error(self) -> None:
        self._broke(sys.exc_info()[1] or self._exception or RuntimeError())

    def _broke(self, error: BaseException) -> None:
        from planner.storage import crash

        if not self._exit_renderables:
            self._exit_renderables.append(Text(crash.told(error, self.places)))
        self._return_value, self._return_code = 1, 1
        self._close_messages_no_wait()
