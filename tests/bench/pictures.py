"""Pictures of the screens to be looked at by people: PNG of each state in each theme, made without a terminal.

    python tests/bench/pictures.py FOLDER [STATE …] [--size 80x24] [--theme dawn]

It needs chromium and a monospaced font such as Fira Code (Debian: chromium, fonts-firacode) and writes SVG, PNG and the
frame as text into FOLDER. No test runs it: what it shows is a matter of taste.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))

from faces import NOW, furnish, keys

from planner.tui.app import PlannerApp

KNEE = "7 2 2 2 2 3 k r 0 Enter"
WEEK = {
    "monday": "8 km easy road",
    "tuesday": "6 km tempo",
    "wednesday": "8 km easy",
    "saturday": "14 km long trail 200m",
}
STATES = {
    "start": "",
    "half": "7 2 3",
    "run": "7 2 2 2 2 0 Enter",
    "modified": KNEE,
    "rest": "7 2 2 ! a Enter",
    "done": f"{KNEE} m D y 4 2",
    "week": f"{KNEE} m W",
    "shoes": "S",
    "trends": "T",
    "settings": ", Down",
    "help": "?",
}
FONT = re.compile(r"@font-face\s*\{[^}]*\}")
"""Fonts that the SVG would fetch from elsewhere."""


async def svg(state: str, theme: str, size: tuple[int, int], home: Path) -> tuple[str, str]:
    """The screen after the keys of a state, as SVG and as text."""
    desk = furnish(home, week=WEEK, extra=f'theme = "{theme}"')
    environ = {"PLANNER_HOME": str(home), "PLANNER_NOW": NOW, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    app = PlannerApp(desk, environ)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for name in keys(STATES[state]):
            app._do(app.pages.page.key(name))
        app._show()
        await pilot.pause()
        picture = app.export_screenshot(title=f"planner {state} {theme} {size[0]}x{size[1]}")
        return picture, app.pages.frame(*size).text()


def png(picture: str, to: Path) -> None:
    """An SVG as PNG, through a page of a browser without a window."""
    plain = FONT.sub("", picture).replace("Fira Code", "Fira Code, DejaVu Sans Mono")
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', plain)
    assert box is not None
    width, height = (round(float(n)) for n in box.groups())
    page = to.with_suffix(".html")
    page.write_text(f'<body style="margin:0;background:#888">{plain}</body>', encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]
    command = ["chromium", *flags, f"--screenshot={to}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    page.unlink()


def main() -> None:
    """Make the pictures that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*", metavar="STATE")
    parser.add_argument("--size", action="append")
    parser.add_argument("--theme", action="append")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for state in given.states or ("start", "run", "modified", "rest"):
        for size in given.size or ("80x24", "120x40"):
            for theme in given.theme or ("dawn", "day"):
                columns, rows = (int(n) for n in size.split("x"))
                with tempfile.TemporaryDirectory() as home:
                    picture, text = asyncio.run(svg(state, theme, (columns, rows), Path(home) / "home"))
                stem = given.folder / f"{state}-{theme}-{size}"
                stem.with_suffix(".svg").write_text(picture, encoding="utf-8")
                stem.with_suffix(".txt").write_text(text, encoding="utf-8")
                png(picture, stem.with_suffix(".png"))
                print(stem.with_suffix(".png"))


if __name__ == "__main__":
    main()
