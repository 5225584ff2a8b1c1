"""The canvas paints what the frame says, and of a frame that replaces another only what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from faces import NOW, furnish, keys
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region

from planner.desk import Desk
from planner.storage.clock import SystemClock
from planner.tui.app import PlannerApp
from planner.tui.frame import Frame, Line, fit, frame
from planner.tui.themes import palette
from planner.tui.widgets.canvas import Canvas, _cells, _changed

SPANS = st.lists(
    st.tuples(st.sampled_from(["", "a", "abc", "日本", "e\u0301", "──", "👟"]), st.sampled_from(["", "dim"]))
)


def on_screen(app: App[Any]) -> list[str]:
    """What Textual would write to the terminal, as text. The compositor has no public name: this is the one place."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


class Bench(App[None]):
    """A canvas and nothing else, which notes what it is asked to repaint."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas(palette("dawn", {}))
        self.asked: list[Region] = []

    def compose(self) -> ComposeResult:
        yield self.canvas

    def on_mount(self) -> None:
        stock = self.canvas.refresh

        def refresh(*regions: Region, **more: Any) -> Canvas:
            self.asked += regions
            return stock(*regions, **more)

        self.canvas.refresh = refresh  # type: ignore[method-assign]  # spied on


def picture(*rows: str | Line) -> Frame:
    """A frame of 30x4."""
    return frame(30, 4, [((row, ""),) if isinstance(row, str) else row for row in rows])


async def test_one_frame_after_another() -> None:
    """The second is on the screen whole, and only the cells from the first to the last that differs were repainted."""
    app = Bench()
    async with app.run_test(size=(30, 4)) as pilot:
        a, b = picture("Sleep [7]", "same", "三 四 end"), picture("Sleep [8]", "same", "三 五 end", "new")
        app.canvas.show(a)
        await pilot.pause()
        assert on_screen(app) == a.text().split("\n")[:4]
        app.asked.clear()
        app.canvas.show(b)
        await pilot.pause()
        assert on_screen(app) == b.text().split("\n")[:4]
        assert app.asked == [Region(7, 0, 1, 1), Region(3, 2, 2, 1), Region(0, 3, 3, 1)]
        app.asked.clear()
        app.canvas.show(picture("Sleep [8]", "same", "三 五 end", "new"))
        assert app.asked == []
        app.canvas.show(picture((("Sleep", ""), (" [8]", "")), "same", "三 五 end", "new"))
        assert app.asked == [], "the same cells in other spans"


@given(before=SPANS, after=SPANS)
@settings(max_examples=200, deadline=None)
def test_the_changed_region_is_exactly_what_differs(before: Line, after: Line) -> None:
    """Its first and last cell differ, and no cell outside does; a style counts as much as a letter."""
    a, b = fit(tuple(before), 24), fit(tuple(after), 24)
    left, right = _cells(a), _cells(b)
    assert len(left) == len(right) == 24
    differ = [n for n in range(24) if left[n] != right[n]]
    expected = Region(differ[0], 2, differ[-1] - differ[0] + 1, 1) if differ else None
    assert _changed(a, b, 2) == expected


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_program_shows_its_frames(tmp_path: Path, size: tuple[int, int]) -> None:
    """Key by key through pain, offer, help and editor: the terminal has the frame's text."""
    furnish(tmp_path / "p")
    environ = {"PLANNER_HOME": str(tmp_path / "p"), "PLANNER_NOW": NOW}
    app = PlannerApp(Desk(environ, SystemClock(environ)), environ)
    async with app.run_test(size=size) as pilot:
        for n, key in enumerate(keys("7 2 2 2 2 3 k r 0 Enter m e 5 Esc Esc ? Esc r Down Esc u u U")):
            await pilot.press({" ": "space", "?": "question_mark"}.get(key, key))
            if n % 3 == 0 or key in ("enter", "escape"):
                await pilot.pause()
                assert on_screen(app) == app.pages.frame(*size).text().split("\n")[: size[1]], key
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert on_screen(app) == app.pages.frame(100, 30).text().split("\n")[:30]


async def test_keys_that_come_before_the_first_size_wait_for_it(tmp_path: Path) -> None:
    """Whatever order the terminal's first reports come in, no key is lost or overtakes another."""
    furnish(tmp_path / "p")
    environ = {"PLANNER_HOME": str(tmp_path / "p"), "PLANNER_NOW": NOW}
    app = PlannerApp(Desk(environ, SystemClock(environ)), environ)
    for key in "723":
        await app.on_event(events.Key(key, key))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert "Stress          1" in app.pages.frame(80, 24).text()
        m = app.pages.page.draft.morning
        assert (m.sleep_h, m.sleep_quality, m.fatigue, m.soreness) == (7.0, 2, 3, 4)
