"""The program itself in a terminal, for tests that need the real thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from faces import furnish
from program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts `planner` in the test's home, which `furnish` fills at the first start with what is given by `home`."""
    started: list[Program] = []

    def start(
        *argv: str, size: tuple[int, int] = (80, 24), early: str = "", home: dict[str, Any] | None = None, **more: Any
    ) -> Program:
        place = tmp_path / "planner"
        if not place.exists():
            furnish(place, **(home or {}))
        started.append(Program(place, size, early, argv, **more))
        return started[-1]

    yield start
    for one in started:
        one.kill()
