"""The anchors that figures are ratios to: a bare Textual app. Run as a program by the benchmarks."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Hello, and a counter that a key moves."""

    count = 0

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("Hello", id="line")

    def on_key(self, event: object) -> None:
        """Count the key; q quits."""
        if getattr(event, "key", "") == "q":
            self.exit()
            return
        self.count += 1
        self.query_one("#line", Static).update(f"Hello {self.count}", layout=False)


if __name__ == "__main__":
    Bare().run()
