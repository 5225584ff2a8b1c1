"""A sample of the sweeps of this folder in every run, and the proof that they can fail; fault_sweep.py does all."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from machine import no_tracing

HERE = Path(__file__).parent
SAMPLE, SEED = 36, 20261123


@pytest.fixture(scope="module")
def harness() -> Iterator[tuple[ModuleType, ModuleType]]:
    """The harness, and the one with other writers; they are programs, so they are found by their folder."""
    if reason := no_tracing():
        pytest.skip(f"{reason}; python tests/faults/fault_sweep.py elsewhere")
    sys.path.insert(0, str(HERE))
    try:
        import fault_sweep
        import others
    finally:
        sys.path.remove(str(HERE))
    yield fault_sweep, others
    fault_sweep.sources.cache_clear()


Harness = tuple[ModuleType, ModuleType]


@pytest.fixture(scope="module")
def every(harness: Harness, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[object]]:
    """The points of an operation, counted once."""
    root = tmp_path_factory.mktemp("points")
    known: dict[str, list[object]] = {}

    def points(name: str) -> list[object]:
        if name not in known:
            known[name] = harness[0].points(name, root, ["ENOSPC", "EIO", "KILL"])
        return known[name]

    return points


@pytest.mark.parametrize("name", ["day-touched", "remove", "restore"])
def test_a_sample_of_faults(harness: Harness, every: Callable[[str], list[object]], tmp_path: Path, name: str) -> None:
    """Whatever call fails or is the last one: the old file or the new one, no false word, no traceback."""
    chosen = random.Random(SEED).sample(every(name), SAMPLE // 3)
    bad = harness[0].sweep(chosen, tmp_path, 2)
    assert not bad, [(str(point), wrong) for point, wrong in bad]


def test_a_bad_writer_is_caught(harness: Harness, every: Callable[[str], list[object]], tmp_path: Path) -> None:
    """A writer in place is torn at some of its calls, and the sweep says so."""
    bad = harness[0].sweep(every("bad-in-place"), tmp_path, 2)
    assert any("neither the old nor the new" in text for _, wrong in bad for text in wrong)


def test_a_point_that_is_not_reached_is_a_failure(harness: Harness, tmp_path: Path) -> None:
    """So that a sweep that misses cannot look like one that passes."""
    point = harness[0].Point("day-over", "rename", 9_999, "EIO")
    assert harness[0].swept(point, tmp_path / "home").wrong == ["was never reached"]


def test_everything_is_flushed_before_it_is_put_in_place(harness: Harness, tmp_path: Path) -> None:
    """Bytes before the rename, the folder after it; a writer that does not is caught."""
    sweep = harness[0]
    for name in ("day-new", "day-over", "settings", "shoes", "bring-back", "export", "export-over"):
        assert sweep.unflushed(sweep.run(name, tmp_path / "home").trace) == [], name
    found = sweep.unflushed(sweep.run("bad-unflushed", tmp_path / "home").trace)
    assert found[0].startswith("renamed before its bytes were flushed")
    assert found[1] == "the folder was never flushed after the rename"


@pytest.mark.parametrize("kind", ["rename", "in place", "delete", "second planner", "sync"])
def test_another_writer_in_the_middle(harness: Harness, tmp_path: Path, kind: str) -> None:
    """At calls in the middle of a save somebody else writes: nothing of theirs is lost."""
    sweep, others = harness
    calls = sweep.window(sweep.run("day-over", tmp_path / "home").trace)
    swap = next(n for n, call in enumerate(calls) if call[0] == "renameat2")
    for call, nth, _ in calls[swap - 2 : swap + 2]:  # between the last look at the file and the look at what came back
        during = others.partial(others.KINDS[kind], "day-over")
        ended = sweep.run("day-over", tmp_path / "home", f"{call}:signal=STOP:when={nth}", during=during)
        assert others.judged("day-over", kind, ended) == [], (call, nth)


def test_a_blind_writer_is_caught(harness: Harness, tmp_path: Path) -> None:
    """A writer that never looks what is there loses what another program wrote, and that is seen."""
    sweep, others = harness
    calls = [c for c in sweep.window(sweep.run("bad-blind", tmp_path / "home").trace) if c[0] == "fsync"]
    during = others.partial(others.KINDS["rename"], "bad-blind")
    ended = sweep.run("bad-blind", tmp_path / "home", f"fsync:signal=STOP:when={calls[0][1]}", during=during)
    assert "what the other one wrote is lost" in others.judged("bad-blind", "rename", ended)
