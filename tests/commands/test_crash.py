"""The report of a break: where it broke, and nothing of the runner's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.commands import where
from planner.storage import crash
from planner.storage.places import Places

SECRET = "my knee hurts since Tuesday"


def broken(note: str) -> None:
    """Breaks with the note in a local, an argument, a message and a cause."""
    try:
        {}[note]
    except KeyError as error:
        raise ValueError(f"cannot say {note}") from error


def caught() -> ValueError:
    with pytest.raises(ValueError, match="cannot say") as found:
        broken(SECRET)
    return found.value


def test_a_report_says_where_and_nothing_else() -> None:
    """Kinds and places of the error and its cause, no words of theirs, no folder of theirs."""
    text = crash.report(caught())
    assert "builtins.ValueError" in text and "caused by builtins.KeyError" in text
    assert "test_crash.py:" in text and " broken" in text
    assert SECRET not in text and "Tuesday" not in text and str(Path(__file__).parent) not in text


def test_it_is_kept_private_in_the_state_folder(tmp_path: Path) -> None:
    """One file a break, 0600 in 0700, named in what the runner reads."""
    places = Places.at(tmp_path)
    words = crash.told(caught(), places)
    again = crash.told(caught(), places)
    kept = sorted((tmp_path / "state" / "reports").iterdir())
    assert [str(kept[0]) in words, str(kept[1]) in again] == [True, True]
    assert words.startswith("planner broke: ValueError. What was saved is safe.\n")
    assert {p.stat().st_mode & 0o777 for p in kept} == {0o600}
    assert kept[0].parent.stat().st_mode & 0o777 == 0o700
    assert SECRET not in words and SECRET not in kept[0].read_text()


def test_without_a_state_folder_it_is_said(tmp_path: Path) -> None:
    """Where nothing can be kept the report itself is shown."""
    (tmp_path / "state").write_text("")
    words = crash.told(caught(), Places.at(tmp_path))
    assert "No report could be kept.\nplanner " in words and SECRET not in words


def test_a_command_that_breaks(planner: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two lines on standard error, exit code 1, no traceback."""

    def breaks(*_: object) -> int:
        broken(SECRET)
        return 0

    monkeypatch.setattr(where, "run", breaks)
    code, out, err = planner("where", PLANNER_HOME=str(tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith("planner broke: ValueError.") and len(err.splitlines()) == 2
    assert SECRET not in err and "Traceback" not in err


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("/home/anna/.venv/lib/python3.11/site-packages/textual/app.py", "textual/app.py"),
        ("/home/anna/src/planner/planner/storage/files.py", "planner/storage/files.py"),
        ("C:\\Users\\Anna\\planner\\storage\\files.py", "planner/storage/files.py"),
        ("/usr/lib/python3.11/json/decoder.py", "decoder.py"),
        ("<string>", "<string>"),
    ],
)
def test_a_place_says_no_home(file: str, place: str) -> None:
    """From the package on, on every system."""
    assert crash._place(file) == place


def test_a_long_way_is_cut_in_the_middle() -> None:
    """Sixty places at most, the first twenty and the last forty; ten errors of a chain."""

    def deeper(n: int) -> None:
        if n:
            deeper(n - 1)
        raise KeyError

    for frames in (58, 59, 60, 200):
        try:
            deeper(frames - 2)
        except KeyError as error:
            rows = [row for row in crash.report(error).splitlines() if row.startswith("  ")]
        assert len(rows) == min(frames, 61) and ("  …" in rows) == (frames > 60), frames
        assert "  …" not in rows or rows.index("  …") == 20
    error: BaseException = ValueError()
    for _ in range(30):
        try:
            raise ValueError from error
        except ValueError as next_one:
            error = next_one
    assert crash.report(error).count("caused by builtins.ValueError") == 9


def test_the_first_line_of_a_report() -> None:
    """Which planner on which Python; an error that was caused by itself is told once."""
    first, empty, kind, *_ = crash.report(caught()).splitlines()
    assert re.fullmatch(r"planner \S+, Python 3\.\d+\.\d+\S*, \w+", first) and empty == ""
    assert kind == "builtins.ValueError"
    loop = ValueError()
    loop.__context__ = loop
    rows = crash.report(loop).splitlines()[2:]
    assert rows == ["builtins.ValueError", "", "No values, messages or file names of yours are in here."]
