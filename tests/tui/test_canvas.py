"""The canvas paints what the frame says, and of a frame that replaces another only what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from faces import NOW, furnish, keys
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region

from planner.desk import Desk
from planner.storage.clock import SystemClock
from planner.tui.app import PlannerApp
from planner.tui.frame import Frame, Line, frame
from planner.tui.themes import palette
from planner.tui.widgets.canvas import Canvas


def on_screen(app: App[Any]) -> list[str]:
    """What Textual would write to the terminal, as text. The compositor has no public name: this is the one place."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


class Bench(App[None]):
    """A canvas and nothing else, which notes what it sends past Textual, and how often it has Textual paint."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas(palette("dawn", {}), self.send)
        self.sent: list[str] = []
        self.painted = 0
        self.there = True

    def send(self, sequences: str) -> bool:
        if self.there:
            self.sent.append(sequences)
        return self.there

    def compose(self) -> ComposeResult:
        yield self.canvas

    def on_mount(self) -> None:
        stock = self.canvas.refresh

        def refresh(*regions: Region, **more: Any) -> Canvas:
            self.painted += 1
            return stock(*regions, **more)

        self.canvas.refresh = refresh  # type: ignore[method-assign]  # spied on


def picture(*rows: str | Line) -> Frame:
    """A frame of 30x4."""
    return frame(30, 4, [((row, ""),) if isinstance(row, str) else row for row in rows])


async def test_one_frame_after_another() -> None:
    """The first is painted by Textual; what the second changes is sent, and Textual would paint the second as well."""
    app = Bench()
    async with app.run_test(size=(30, 4)) as pilot:
        a, b = picture("Sleep [7]", "same", "三 四 end"), picture("Sleep [8]", "same", "三 五 end", "new")
        app.canvas.show(a)
        await pilot.pause()
        assert on_screen(app) == a.text().split("\n")[:4] and not app.sent
        app.painted = 0
        app.canvas.show(b)
        assert app.painted == 0 and len(app.sent) == 1 and "8" in app.sent[0] and "Sleep" not in app.sent[0]
        app.screen.refresh()
        await pilot.pause()
        assert on_screen(app) == b.text().split("\n")[:4]
        app.canvas.show(picture((("Sleep", ""), (" [8]", "")), "same", "三 五 end", "new"))
        assert app.painted == 0 and len(app.sent) == 1, "the same cells in other spans"


async def test_what_textual_has_not_painted_yet_is_not_changed() -> None:
    """Before the first picture, after another size and another theme, and where nothing can be sent, all is painted."""
    app = Bench()
    async with app.run_test(size=(30, 4)) as pilot:
        app.canvas.show(picture("a"))
        app.canvas.show(picture("b"))
        assert not app.sent
        await pilot.pause()
        app.canvas.show(picture("c"))
        assert len(app.sent) == 1
        app.canvas.show(frame(30, 3, [(("c", ""),)]))
        app.canvas.show(picture("d"))
        assert len(app.sent) == 1
        await pilot.pause()
        app.canvas.recolour(palette("day", {}))
        app.canvas.show(picture("e"))
        assert len(app.sent) == 1
        await pilot.pause()
        app.canvas.show(picture("f"))
        assert len(app.sent) == 2
        assert app.sent[1] != app.sent[0].replace("c", "f"), "in the colours of the other theme"
        app.there, app.painted = False, 0
        app.canvas.show(picture("g"))
        assert app.painted == 1
        await pilot.pause()
        assert on_screen(app)[0] == "g"


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
