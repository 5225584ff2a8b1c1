"""The one widget: it paints a frame and, when the next one comes, sends the terminal only the cells that differ.

A whole picture goes through Textual; what changes one goes past it, in a third of the bytes and half of the time. It
knows lines, styles and colours of terminals. It computes nothing that is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, Self

from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from planner.tui.frame import Frame, Line
from planner.tui.themes import Palette
from planner.tui.tuning.patch import Pen, Pens, patch

SYSTEMS: Final = {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT}
"""How many colours a terminal has, by what Rich calls it; any other has sixteen."""


def pens(palette: Palette, system: str | None) -> Pens:
    """Each style of a palette in the colours of a terminal."""

    @cache
    def pen(style: str) -> Pen:
        text, ground, attributes = palette.look(style)
        return Pen(codes(text, True), codes(ground, False), attributes)

    def codes(name: str, is_text: bool) -> str:
        return ";".join(Color.parse(name).downgrade(depth).get_ansi_codes(is_text))

    depth = SYSTEMS.get(system or "", ColorSystem.STANDARD)
    return pen


class Canvas(Widget):
    """Paints frames."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; }"

    def __init__(self, palette: Palette, send: Callable[[str], bool]) -> None:
        """`palette` colours every style of a frame; `send` writes to the terminal, where that is possible."""
        super().__init__()
        self.palette = palette
        self._send = send
        self._frame: Frame | None = None
        self._behind = True
        """Whether the terminal may show something else than the frame before, until Textual has painted."""
        self._pens: Pens | None = None
        self._styles: dict[str, Style] = {}
        self._looks: dict[tuple[str, str, frozenset[str]], Style] = {}

    def show(self, frame: Frame) -> None:
        """Put a frame in place of the one before."""
        before, self._frame = self._frame, frame
        if before is None or self._behind or (before.width, before.height) != (frame.width, frame.height):
            self.refresh()
            return
        if self._pens is None:
            self._pens = pens(self.palette, self.app.console.color_system)
        differs = patch(before, frame, self._pens)
        if differs and not self._send(differs):
            self.refresh()

    def recolour(self, palette: Palette) -> None:
        """Paint everything anew in another theme."""
        self.palette = palette
        self._styles.clear()
        self._pens = None
        self.refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Have Textual paint; until it has, nothing goes past it."""
        self._behind = True
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines as they are now, and not as Textual painted them last."""
        self._styles_cache.clear()
        if crop.size == self.size:
            self._behind = False
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of cells."""
        frame = self._frame
        if frame is None or y >= frame.height:
            return Strip([Segment(" " * self.size.width, self._style(""))])
        strip = Strip([Segment(text, style) for text, style in self._runs(frame.lines[y])])
        return strip.adjust_cell_length(frame.width, self._style(""))  # where Textual counts cells of a rare sign anew

    def _runs(self, line: Line) -> list[tuple[str, Style]]:
        """A line as texts of one look each: half the bytes and half the work of its spans."""
        found: list[tuple[str, Style]] = []
        for text, name in line:
            style = self._style(name)
            if found and found[-1][1] is style:
                found[-1] = (found[-1][0] + text, style)
            else:
                found.append((text, style))
        return found

    def _style(self, name: str) -> Style:
        known = self._styles.get(name)
        if known is None:
            look = self.palette.look(name)
            text, ground, attributes = look
            known = self._styles[name] = self._looks.setdefault(
                look,
                Style(
                    color=text,
                    bgcolor=ground,
                    bold="bold" in attributes or None,
                    dim="dim" in attributes or None,
                    reverse="reverse" in attributes or None,
                    underline="underline" in attributes or None,
                ),
            )
        return known
