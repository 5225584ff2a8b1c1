"""What is changed in Textual's terminal driver, each with its reason. Tests fail when Textual's internals move.

It knows the driver of Textual 8.2 on Unix and nothing of the planner.
"""

from __future__ import annotations

import codecs
import signal
import termios
from typing import TYPE_CHECKING, Final, TextIO

from textual.drivers import linux_driver
from textual.events import Resize

from planner import instant

if TYPE_CHECKING:
    from types import FrameType

    from textual.message import Message


class Tolerant(codecs.BufferedIncrementalDecoder):
    """UTF-8 in which a bad byte becomes a mark. Stock, one old mouse report or Latin-1 paste ends the program."""

    def __init__(self, errors: str = "replace") -> None:
        super().__init__("replace")

    def _buffer_decode(self, input: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]  # typeshed knows only its own subclasses
        return codecs.utf_8_decode(input, errors, final)


class Stream:
    """The terminal's stream, as Textual's writing thread has it, and whether all that the thread was given is out."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._written = self._out = 0
        self.given = 0
        """How often the thread was given something."""

    def write(self, text: str) -> None:
        """What the thread does."""
        self._file.write(text)
        self._written += 1

    def flush(self) -> None:
        """What the thread does once it has nothing more."""
        written = self._written
        self._file.flush()
        self._out = written

    def fileno(self) -> int:
        """Its number."""
        return self._file.fileno()

    def at_once(self, text: str) -> bool:
        """Write without the thread, where it is idle."""
        if self._out != self.given:
            return False
        try:
            self._file.write(text)
            self._file.flush()
        except OSError:  # the terminal is gone; its signal is on its way
            return True
        return True


ALTERNATE: Final = "\x1b[?1049h"
WHOLE: Final = "\x1b[1;1H"
BEGIN: Final = "\x1b[?2026h"
END: Final = "\x1b[?2026l"
AROUND: Final = (BEGIN, END, "")
"""What stands around a picture and shows nothing."""
LONG: Final = 1000
"""Characters from which a picture is worth comparing."""


class QuickDriver(linux_driver.LinuxDriver):
    """The driver of Unix terminals, with bad bytes survived, a picture that is there already kept, and a quick end."""

    _picture = ""
    """The last whole picture, while nothing else was written."""
    _painted = False
    _stream: Stream | None = None
    _moved = _reported = False
    """Whether the window has moved; whether the terminal has told its size by itself, which it does once unasked."""

    def start_application_mode(self) -> None:
        """Begin, and from then on know when the thread that writes is idle, and when the window moves."""
        assert self._file is not None  # there is a terminal
        self._stream = Stream(self._file)
        setattr(self, "_file", self._stream)  # noqa: B010  # only the thread that writes has it
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual says no types there
        stock = signal.getsignal(signal.SIGWINCH)

        def moved(number: int, frame: FrameType | None) -> None:
            self._moved = True
            if callable(stock):
                stock(number, frame)

        signal.signal(signal.SIGWINCH, moved)

    def process_message(self, message: Message) -> None:
        """Give on what came from the terminal; a size that it tells by itself comes from a window that moved."""
        if isinstance(message, Resize):
            self._moved = self._moved or self._reported
            self._reported = True
        super().process_message(message)

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
        if self._stream is not None:
            self._stream.given += 1
        super().write(data)

    def send(self, sequences: str, *, in_one: bool) -> bool:
        """Write what changes a picture, in one piece; False when there is none yet. `in_one`: the terminal can be asked
        to show a long one at once.

        From here and not from Textual's thread, which gets the interpreter only when this one lets go of it: in pairs
        an answer took 1.45 of a bare app's time by way of the thread, and takes 1.03.
        """
        if not self._painted or self._writer_thread is None or self._stream is None:
            return False
        text = f"{BEGIN}{sequences}{END}" if in_one and len(sequences) > LONG else sequences
        self._picture = ""
        if not self._stream.at_once(text):
            self.write(text)
        return True

    def forget(self) -> bool:
        """Take nothing for shown if the window has moved: it has another size, or had for a moment. False when it has
        not, or nothing was shown yet: Textual tells the size twice at a start, the second time maybe after the picture.
        """
        moved, self._moved = self._moved, False
        if moved:
            self._picture = ""
        return moved and self._painted

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
