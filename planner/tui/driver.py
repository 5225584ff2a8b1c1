"""What is changed in Textual's terminal driver, each with its reason. Tests fail when Textual's internals move.

It knows the driver of Textual 8.2 on Unix and nothing of the planner.
"""

from __future__ import annotations

import codecs

from textual.drivers import linux_driver


class Tolerant(codecs.BufferedIncrementalDecoder):
    """UTF-8 in which a bad byte becomes a mark. Stock, one old mouse report or Latin-1 paste ends the program."""

    def __init__(self, errors: str = "replace") -> None:
        super().__init__("replace")

    def _buffer_decode(self, input: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]  # typeshed knows only its own subclasses
        return codecs.utf_8_decode(input, errors, final)


class QuickDriver(linux_driver.LinuxDriver):
    """The driver of Unix terminals, with bad bytes survived."""

    def run_input_thread(self) -> None:
        """Read keys, whatever bytes come."""
        stock = vars(linux_driver)["getincrementaldecoder"]
        setattr(linux_driver, "getincrementaldecoder", lambda _encoding: Tolerant)  # noqa: B010  # no public name
        try:
            super().run_input_thread()
        finally:
            setattr(linux_driver, "getincrementaldecoder", stock)  # noqa: B010  # as above
