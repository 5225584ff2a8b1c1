"""The one widget: it paints a frame and, when the next one comes, repaints only the cells that differ.

It knows lines, styles and regions. It computes nothing that is shown.
"""

from __future__ import annotations

from itertools import repeat

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from planner.tui.frame import Frame, Line, cells, length
from planner.tui.themes import Palette


class Canvas(Widget):
    """Paints frames."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; }"

    def __init__(self, palette: Palette) -> None:
        """`palette` colours every style of a frame."""
        super().__init__()
        self.palette = palette
        self._frame: Frame | None = None
        self._styles: dict[str, Style] = {}
        self._looks: dict[tuple[str, str, frozenset[str]], Style] = {}

    def show(self, frame: Frame) -> None:
        """Put a frame in place of the one before."""
        before, self._frame = self._frame, frame
        if before is None or (before.width, before.height) != (frame.width, frame.height):
            self.refresh()
            return
        pairs = enumerate(zip(before.lines, frame.lines, strict=True))
        regions = [region for y, (a, b) in pairs if a != b and (region := _changed(a, b, y)) is not None]
        if regions:
            self.refresh(*regions)

    def recolour(self, palette: Palette) -> None:
        """Paint everything anew in another theme."""
        self.palette = palette
        self._styles.clear()
        self.refresh()

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


def _changed(before: Line, after: Line, y: int) -> Region | None:
    """The cells of a line that differ, from the first to the last; None when only the spans are cut otherwise."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    end = 0
    while end < min(len(before), len(after)) - same and before[-1 - end] == after[-1 - end]:
        end += 1
    if same and any(cells(line[same][0][:1]) == 0 for line in (before, after) if len(line) > same):
        same -= 1  # what is drawn into the cell before it
    start = length(before[:same])
    a, b = _cells(before[same : len(before) - end]), _cells(after[same : len(after) - end])
    if len(a) != len(b):
        return Region(0, y, max(length(before), length(after)), 1)
    differ = [n for n, (old, new) in enumerate(zip(a, b, strict=True)) if old != new]
    return Region(start + differ[0], y, differ[-1] - differ[0] + 1, 1) if differ else None


def _cells(line: Line) -> list[tuple[str, str]]:
    """A line cell by cell; a wide character is in both of its cells, so that no half of one is painted."""
    out: list[tuple[str, str]] = []
    for text, style in line:
        if text.isascii():
            out += zip(text, repeat(style))
            continue
        for c in text:
            taken = cells(c)
            if taken:
                out += [(c, style)] * taken
            elif out:  # drawn into the cell before it
                out[-1] = (out[-1][0] + c, style)
    return out
