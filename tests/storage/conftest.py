"""A record in two years, for the tests of the index."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from indexed import COUNT, LAST, record

from planner.storage.places import Places


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    record.make(folder, COUNT, last=LAST)
    return folder


@pytest.fixture
def places(made: Path, tmp_path: Path) -> Places:
    shutil.copytree(made / "days", tmp_path / "days")
    return Places.at(tmp_path)
