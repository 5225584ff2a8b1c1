"""The picture that a start begins with is shown only when it is true; whatever lies in its place, nothing is raised.

In one process and without a terminal; tests/tui/test_first_picture.py has the terminal.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from faces import NOW, TODAY, desk_of, furnish
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import instant
from planner.core.days import Planned
from planner.core.record import Chosen, Day
from planner.storage.clock import SystemClock
from planner.tui.remember import picture, remember
from planner.tui.themes import palette

SIZE = (100, 30)
TOMORROW = "2026-11-24T05:10:00+01:00"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with 28 days behind it, and what a run of the program kept in it."""
    home = tmp_path_factory.mktemp("kept") / "planner"
    furnish(home)
    keep(home)
    return home


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    """The same home, to be changed. It stands where the kept picture says that it does, which a copy would not."""
    shutil.copytree(kept, tmp_path / "before", copy_function=os.link)
    yield kept
    shutil.rmtree(kept)
    shutil.copytree(tmp_path / "before", kept, copy_function=shutil.copy2)
    keep(kept)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The variables of a start."""
    said = {"PLANNER_HOME": str(home), "PLANNER_NOW": NOW, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return said | more


def keep(home: Path, size: tuple[int, int] = SIZE, **more: str) -> None:
    """What the program does at rest."""
    environ = environment(home, **more)
    theme = desk_of(home).settings.theme
    for _ in remember(environ, SystemClock(environ), palette(theme, environ), size):
        pass


def shown(home: Path, size: tuple[int, int] = SIZE, **more: str) -> bytes | None:
    """What a start would put on the screen at once."""
    try:
        return instant.read(environment(home, **more), *size)
    except OSError:
        return None


def test_it_is_there_today(kept: Path) -> None:
    """The questions, the date and the plan, before anything is imported."""
    said = shown(kept) or b""
    assert b"Sleep" in said and b"Mon 23 Nov" in said and b"8 km" in said


def test_it_is_right_the_next_morning(kept: Path) -> None:
    """The usual start: nothing has happened since yesterday, and it is exactly what the program then draws."""
    from planner.tui.pages import Pages

    environ = environment(kept, PLANNER_NOW=TOMORROW)
    frame = Pages(desk_of(kept, TOMORROW)).frame(*SIZE)
    assert shown(kept, PLANNER_NOW=TOMORROW) == picture(frame, palette("dawn", environ), environ)
    assert "Tue 24 Nov" in frame.text()


def test_a_day_begins_when_the_settings_say(kept: Path) -> None:
    """Before four it is still the day before."""
    assert shown(kept, PLANNER_NOW="2026-11-24T03:59:00+01:00") == shown(kept)
    assert shown(kept, PLANNER_NOW="2026-11-25T03:59:00+01:00") == shown(kept, PLANNER_NOW=TOMORROW)


@pytest.mark.parametrize("now", ["2026-11-25T06:00:00+01:00", "2026-11-22T06:00:00+01:00", "soon", "2026-11-23"])
def test_not_on_another_day(kept: Path, now: str) -> None:
    """Nor at a time that is none."""
    try:
        assert shown(kept, PLANNER_NOW=now) is None
    except ValueError:
        assert instant.show(environment(kept, PLANNER_NOW=now)) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("TERM", "vt100"), ("COLORTERM", ""), ("NO_COLOR", "1"), ("LC_ALL", "C"), ("LANG", "C")],
)
def test_not_in_another_look(kept: Path, name: str, value: str) -> None:
    """What chooses colours and letters must be as it was."""
    assert shown(kept) is not None
    assert shown(kept, **{name: value}) is None


def test_not_at_another_size(kept: Path) -> None:
    """A window of another size has a picture of its own, or none."""
    assert shown(kept, (99, 30)) is None and shown(kept, (100, 31)) is None


def test_not_of_another_version(kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not when the form has changed, nor when the program stands elsewhere or has other files."""
    assert shown(kept) is not None
    monkeypatch.setattr(instant, "VERSION", "0")
    assert shown(kept) is None
    monkeypatch.undo()
    (tmp_path / "planner").mkdir()
    monkeypatch.setattr(instant, "__file__", str(tmp_path / "planner" / "instant.py"))
    assert shown(kept) is None
    monkeypatch.undo()
    seen_of = instant.seen_of
    monkeypatch.setattr(instant, "seen_of", lambda path: "other" if path.endswith("screens") else seen_of(path))
    assert shown(kept) is None


CHANGES: dict[str, Callable[[Path], object]] = {
    "the settings": lambda home: write(home / "settings.toml", 'format = 1\ntheme = "day"\n'),
    "no settings": lambda home: (home / "settings.toml").unlink(),
    "rules of one's own": lambda home: write(home / "rules.toml", "format = 1\n"),
    "routines of one's own": lambda home: write(home / "routines.toml", "format = 1\n"),
    "the shoes": lambda home: (home / "shoes.toml").unlink(),
    "a file for today": lambda home: desk_of(home).save(Day(date=TODAY, planned=(Planned(kind="rest"),))),
    "a file for tomorrow": lambda home: desk_of(home).save(Day(date=TODAY + timedelta(days=1))),
    "yesterday": lambda home: touch(home, 1),
    "a day of last month": lambda home: touch(home, 27),
    "a day that is gone": lambda home: day_file(home, 9).unlink(),
    "a day of long ago": lambda home: desk_of(home).save(Day(date=TODAY - timedelta(days=999))),
    "a copy of a day": lambda home: write(day_file(home, 3).with_name("2026-11-20 (conflict).toml"), "format = 1\n"),
    "a draft": lambda home: desk_of(home).keep_draft(Day(date=TODAY), open=True),
}


def day_file(home: Path, back: int) -> Path:
    """The file of a day so many days ago."""
    return desk_of(home).places.day_file(TODAY - timedelta(days=back))


def write(path: Path, text: str) -> None:
    """Put a text into a file, in place."""
    path.write_text(text)


def touch(home: Path, back: int) -> None:
    """Change a day in place, to the same size, and set its time of change back, as programs that sync do."""
    path = day_file(home, back)
    found = path.stat()
    path.write_bytes(path.read_bytes().replace(b"fatigue = 2", b"fatigue = 6").replace(b"fatigue = 3", b"fatigue = 6"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert path.stat().st_size == found.st_size


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_not_when_something_else_was_said(tmp_path: Path, change: Callable[[Path], object]) -> None:
    """Each file that the picture rests on: changed, added or gone."""
    home = tmp_path / "planner"
    furnish(home, past=30)
    keep(home)
    assert shown(home) is not None and shown(home, PLANNER_NOW=TOMORROW) is not None
    change(home)
    assert shown(home) is None and shown(home, PLANNER_NOW=TOMORROW) is None


def test_what_is_not_read_does_not_matter(kept: Path) -> None:
    """The cache itself, drafts of other days and kept versions change without an effect on the picture."""
    desk_of(kept).keep_draft(Day(date=TODAY - timedelta(days=5)), open=True)
    (kept / "cache" / "more").touch()
    assert shown(kept) is not None


def test_none_today_where_the_run_may_be_over(tmp_path: Path) -> None:
    """With a run chosen and not told of, the next start may open on another page; tomorrow it does not."""
    home = tmp_path / "planner"
    furnish(home)
    desk_of(home).save(Day(date=TODAY, chosen=Chosen(by="advice", kind="easy", km=8.0)))
    keep(home)
    assert shown(home) is None and shown(home, PLANNER_NOW=TOMORROW) is not None


@pytest.fixture(scope="module")
def bytes_kept(kept: Path) -> bytes:
    """The kept file."""
    return file_of(kept).read_bytes()


def file_of(home: Path) -> Path:
    """Where it lies."""
    return home / "cache" / "first" / f"{SIZE[0]}x{SIZE[1]}"


@pytest.fixture
def terminal_of_its_size(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Standard error is a terminal of the right size; gives what would be drawn on it."""
    drawn: list[bytes] = []
    monkeypatch.setattr(os, "get_terminal_size", lambda fd: os.terminal_size(SIZE))
    monkeypatch.setattr(instant, "_draw", drawn.append)
    return drawn


def test_garbage_is_nothing(kept: Path, terminal_of_its_size: list[bytes], tmp_path: Path) -> None:
    """Any bytes, a cut anywhere, a byte changed anywhere: nothing raised, and nothing shown but the whole picture."""
    whole = file_of(kept).read_bytes()
    pictures = {shown(kept)}
    other = tmp_path / "home"
    file = file_of(other)
    file.parent.mkdir(parents=True)

    @settings(max_examples=150, deadline=None)
    @given(
        st.one_of(
            st.binary(max_size=300), st.integers(0, len(whole)), st.tuples(st.integers(0, 5000), st.integers(0, 255))
        )
    )
    def tried(how: bytes | int | tuple[int, int]) -> None:
        data = how
        if isinstance(how, int):
            data = whole[:how]
        elif isinstance(how, tuple):
            data = whole[: how[0]] + bytes([how[1]]) + whole[how[0] + 1 :]
        file.write_bytes(data)
        terminal_of_its_size.clear()
        instant.show(environment(other))
        assert set(terminal_of_its_size) <= pictures

    tried()
    file.write_bytes(whole)
    instant.show(environment(other))
    assert terminal_of_its_size, "what is tried above can be shown when it is whole"


@pytest.mark.parametrize(
    "line", ["day 2026-11-23 240 0", "day 2026-11-23 x 0 1 0", f"day 2026-11-23 {'9' * 5000} 0 1 0", "file - \0", "day"]
)
def test_lines_that_make_no_sense(kept: Path, terminal_of_its_size: list[bytes], tmp_path: Path, line: str) -> None:
    """A head of another form is as good as none."""
    file = file_of(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_bytes(f"{instant.stamp(environment(tmp_path))}\n{line}\n\nx".encode())
    assert instant.show(environment(tmp_path)) is None and not terminal_of_its_size


@pytest.mark.parametrize("what", ["folder", "pipe", "loop", "closed"])
def test_no_ordinary_file(terminal_of_its_size: list[bytes], tmp_path: Path, what: str) -> None:
    """In the place of the file stands what cannot be read."""
    file = file_of(tmp_path)
    file.parent.mkdir(parents=True)
    if what == "folder":
        file.mkdir()
    elif what == "pipe":
        os.mkfifo(file)
    elif what == "loop":
        file.symlink_to(file)
    elif os.getuid():
        file.touch(0)
    assert instant.show(environment(tmp_path)) is None and not terminal_of_its_size


def test_the_folder_is_that_of_the_places(sealed: Path) -> None:
    """Without platformdirs it finds the same cache folder, or none."""
    from planner.storage.places import Places

    home = {"HOME": str(sealed)}
    for environ in ({**home, "PLANNER_HOME": "x"}, {**home, "XDG_CACHE_HOME": "/x"}, {**home, "XDG_CACHE_HOME": "x"}):
        found = instant.cache_folder(environ)
        assert found is None or Path(found) == Places.of(environ).cache or "XDG_CACHE_HOME" in environ
    assert instant.cache_folder({}) is None
    assert instant.cache_folder({**home, "XDG_CACHE_HOME": "/x"}) == "/x/planner"


def test_it_stays_small_and_loads_nothing() -> None:
    """Under 150 lines, and nothing that the interpreter has not loaded anyway."""
    import subprocess
    import sys

    assert len(Path(instant.__file__).read_text().splitlines()) < 150
    code = "import sys; before = set(sys.modules); import planner.instant; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['__future__', 'planner', 'planner.instant']"
