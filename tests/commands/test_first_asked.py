"""The first questions line by line: each may be skipped, a morning that is piped in is heard as one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from daily import WELL, Runner, runner

MORNING = "7\n2\n2\n2\n2\n0\n\n"
ALL = "miles\n8\n2 years\nmon wed\nPegasus 41\n"


@pytest.fixture
def bare(tmp_path: Path) -> Runner:
    """A runner without anything."""
    (tmp_path / "home").mkdir()
    return Runner(tmp_path / "home")


def kept(me: Runner) -> object:
    path = me.home / "settings.toml"
    return tomllib.loads(path.read_text()) if path.exists() else None


def test_all_answered_then_the_morning(bare: Runner) -> None:
    ended = bare("plain", stdin=ALL + MORNING)
    assert ended.code == 0, ended.err
    found = tomllib.loads((bare.home / "settings.toml").read_text())
    assert found["units"] == "mi" and found["week"]["monday"] == "easy" and found["week"]["friday"] == "rest"
    assert "Pegasus 41" in (bare.home / "shoes.toml").read_text()
    assert "Plan: easy" in ended.out and bare.file().exists()
    assert "miles?" in ended.out and "miles?" not in bare("plain", stdin=MORNING).out


@pytest.mark.parametrize("skips", ["\n\n\n\n\n", "skip\n", "\n\nskip\n"])
def test_all_skipped(bare: Runner, skips: str) -> None:
    ended = bare("plain", stdin=skips + MORNING)
    assert ended.code == 0 and kept(bare) == {"format": 1} and "Not asked again" in ended.out
    assert bare.file().exists()


def test_a_morning_alone_is_heard_as_one(bare: Runner) -> None:
    ended = bare("plain", stdin=MORNING)
    assert ended.code == 0 and bare.file().exists() and kept(bare) is None


def test_what_is_not_understood_is_asked_again(bare: Runner) -> None:
    ended = bare("plain", stdin="parsecs\n?\nkm\nfar\nskip\n" + MORNING)
    assert "Write km or miles." in ended.out and "files always hold kilometres" in ended.out
    assert kept(bare) == {"format": 1, "units": "km"}


def test_the_end_of_the_input(bare: Runner) -> None:
    nothing = bare("plain", stdin="")
    assert nothing.code == 2 and kept(bare) is None and not list(bare.home.rglob("*.toml"))
    some = bare("plain", stdin="km\n12\n")
    assert some.code == 0 and "The morning was not answered" in some.err
    found = kept(bare)
    assert isinstance(found, dict) and set(found) == {"format", "units", "usual"} and not bare.file().exists()


def test_q_ends(bare: Runner) -> None:
    ended = bare("plain", stdin="q\n" + MORNING)
    assert ended.code == 2 and not list(bare.home.rglob("*.toml"))


@pytest.mark.parametrize("args", [("plain",), ("week",), ("check-in", *WELL)], ids=lambda a: a[0])
def test_under_eighteen_is_told(tmp_path: Path, args: tuple[str, ...]) -> None:
    for born, said in {2012: True, 1988: False}.items():
        me = runner(tmp_path / str(born), extra=f"\n[person]\nborn = {born}")
        assert ("these rules are for adults" in me(*args, stdin=MORNING).err) is said
