"""What is changed in Textual's terminal driver, each with its reason. Tests fail when Textual's internals move.

It knows the driver of Textual 8.2 on Unix and nothing of the planner.
"""

from __future__ import annotations

import codecs
import signal
import termios
from typing import Final

from textual.drivers import linux_driver

from planner import instant


class Tolerant(codecs.BufferedIncrementalDecoder):
    """UTF-8 in which a bad byte becomes a mark. Stock, one old mouse report or Latin-1 paste ends the program."""

    def __init__(self, errors: str = "replace") -> None:
        super().__init__("replace")

    def _buffer_decode(self, input: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]  # typeshed knows only its own subclasses
        return codecs.utf_8_decode(input, errors, final)


ALTERNATE: Final = "\x1b[?1049h"
WHOLE: Final = "\x1b[1;1H"
AROUND: Final = ("\x1b[?2026h", "\x1b[?2026l", "")
"""What stands around a picture and shows nothing."""
LONG: Final = 1000
"""Characters from which a picture is worth comparing."""


class QuickDriver(linux_driver.LinuxDriver):
    """The driver of Unix terminals, with bad bytes survived, a picture that is there already kept, and a quick end."""

    _picture = ""
    """The last whole picture, while nothing else was written."""
    _painted = False

    def write(self, data: str) -> None:
        """Write to the terminal, but not what it shows already.

        Entering the alternate screen again would wipe the kept picture that is on it. And until it is at rest Textual
        paints the same picture three times at a start: 18 of 27 kB, and the terminal draws each.
        """
        first = instant.current
        if data == ALTERNATE and first is not None and not first.taken:
            first.taken = True
            return
        if data == self._picture != "":
            return
        if data not in AROUND:
            whole = data.startswith(WHOLE) and len(data) > LONG
            self._picture = data if whole else ""
            self._painted = self._painted or whole
        super().write(data)

    def forget(self) -> bool:
        """Take nothing for shown: the window has another size, or had for a moment. False when nothing was yet."""
        self._picture = ""
        return self._painted

    def disable_input(self) -> None:
        """Stop reading keys without waiting for the thread that does: its two waits of a tenth of a second are most of
        what quitting takes, and the process ends right after.
        """
        if not self.exit_event.is_set():
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
            self._disable_mouse_support()
            self.exit_event.set()
            try:
                termios.tcflush(self.fileno, termios.TCIFLUSH)
            except termios.error:
                return

    def run_input_thread(self) -> None:
        """Read keys, whatever bytes come."""
        stock = vars(linux_driver)["getincrementaldecoder"]
        setattr(linux_driver, "getincrementaldecoder", lambda _encoding: Tolerant)  # noqa: B010  # no public name
        try:
            super().run_input_thread()
        finally:
            setattr(linux_driver, "getincrementaldecoder", stock)  # noqa: B010  # as above
