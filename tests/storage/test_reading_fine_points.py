"""Where reading cuts: problems, names and values that are shown; and how versions are counted and folders made."""

from __future__ import annotations

import errno
import os
import stat
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from planner.core import summary
from planner.core.days import Morning
from planner.core.record import Day
from planner.core.values import replace
from planner.storage import files, last_valid, loose, own_layout, rows
from planner.storage.journal import read_day
from planner.storage.kept import Ring
from planner.storage.places import Places
from planner.storage.problems import CannotRead, CannotWrite
from planner.storage.reading import name_of, show

HEAD = "format = 1\ndate = 2026-11-23\n[morning]\n"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


def said(text: str) -> list[str]:
    """All that is said of a day, warnings too."""
    try:
        return [str(p) for p in read_day(text.encode(), "x")[1]]
    except CannotRead as error:
        return [str(p) for p in error.problems]


@pytest.mark.parametrize(("count", "more"), [(100, 0), (101, 1), (1_234, 1_134)])
@pytest.mark.parametrize("wrong", [True, False])
def test_a_hundred_problems_are_told(count: int, more: int, wrong: bool) -> None:
    """The others are counted; notices alone stay notices."""
    text = HEAD + "".join(f"k{n} = 1\n" for n in range(count - wrong)) + ("stress = 9\n" if wrong else "")
    rows = said(text)
    assert len(rows) == 100 + (more > 0)
    if more:
        assert f"x: and {more:,} problems more" in rows
    if wrong and more == 0:
        assert rows[0] == f"x:{count + 3}: morning.stress: 9 is out of range; write 1 to 7 (7 worst)"
    try:
        read_day(text.encode(), "x")
    except CannotRead:
        assert wrong
    else:
        assert not wrong


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"), (True, "true"), (False, "false"), ("a" * 40, f'"{"a" * 40}"'), ("a" * 41, f'"{"a" * 40}…"'),
        ("a\x1bb\n", '"a·b·"'), ("\x1b" * 41, f'"{"·" * 40}…"'), (10**18 - 1, "9" * 18),
        (-(10**18) + 1, "-" + "9" * 18),
        (10**18, "a number of more than 18 digits"), (-(10**18), "a number of more than 18 digits"), (0.5, "0.5"),
        (float("nan"), "nan"), ([1], "a list"), ({"a": 1}, "a table"), (date(2026, 11, 23), "2026-11-23"),
    ],
)  # fmt: skip  # a table
def test_a_value_as_it_is_shown(value: object, shown: str) -> None:
    """Cut after 40 letters, without what a terminal could obey."""
    assert show(value) == shown


def test_a_path_as_it_is_shown() -> None:
    """Dotted, places in lists from 1."""
    assert name_of(()) == "" and name_of(("a", 0, "b", 1)) == "a[1].b[2]" and name_of((2, "a")) == "[3].a"


def test_versions_are_counted(places: Places) -> None:
    """From 1; what is the same as the last one is no new one; numbers go on when the oldest went."""
    ring, path = Ring(places), places.settings
    assert ring.versions(path) == ()
    ring.keep(str(path), None, b"a")
    ring.keep(str(path), b"a", b"b")
    ring.keep(str(path), b"b", b"b")
    assert [(v.number, ring.read(v), v.size) for v in ring.versions(path)] == [(1, b"a", 1), (2, b"b", 1)]
    ring.keep(str(path), b"theirs", b"c")
    assert [ring.read(v) for v in ring.versions(path)] == [b"a", b"b", b"theirs", b"c"]
    assert [v.path.name for v in ring.versions(path)] == ["000001", "000002", "000003", "000004"]
    (places.state / "kept/settings.toml/x").write_text("no version")
    assert len(ring.versions(path)) == 4


@pytest.mark.parametrize("most", [2, 3, 20])
def test_as_many_as_the_settings_say(places: Places, most: int) -> None:
    """The last so many; all of them while the settings cannot be read."""
    places.settings.write_text(f"format = 1\nversions = {most}\n")
    ring, path = Ring(places), places.shoes
    for n in range(25):
        ring.keep(str(path), None, b"%d" % n)
    assert [v.number for v in ring.versions(path)] == list(range(26 - most, 26))
    places.settings.write_text("[")
    for n in range(25, 30):
        ring.keep(str(path), None, b"%d" % n)
    assert len(ring.versions(path)) == most + 5


def test_what_is_held_is_looked_at(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what was kept is not what was read nothing else may go there."""
    ring, path = Ring(places), places.shoes
    monkeypatch.setattr(Ring, "keep", lambda self, target, old, new: loose.write(self._folder(path) / "000001", b"y"))
    with pytest.raises(OSError, match="what was kept is not what was read") as found:
        ring.hold(path, b"x")
    assert found.value.errno == errno.EIO
    with pytest.raises(CannotWrite) as said_of:
        ring.hold_first(path, b"x")
    assert str(said_of.value) == "shoes.toml: keeping what stands there: what was kept is not what was read"
    ring.hold_first(path, None)


def test_every_folder_of_what_is_held_is_flushed(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a day: those of its name, its year, of days and of all that is kept."""
    flushed: list[str] = []
    real = files.flush_at

    def seen(path: Path, *, folder: bool = False) -> None:
        flushed.append(f"{path}{'/' if folder else ''}")
        real(path, folder=folder)

    path = places.day_file(date(2026, 11, 23))
    loose.write(places.state / "kept/x", b"")
    Ring(places).keep(str(path), None, b"a")
    monkeypatch.setattr(files, "flush_at", seen)
    Ring(places).hold(path, b"b")
    root = f"{places.state}/kept"
    day = f"{root}/days/2026/2026-11-23.toml"
    assert flushed == [f"{day}/000002", f"{day}/", f"{root}/days/2026/", f"{root}/days/", f"{root}/"]


@pytest.mark.parametrize(
    ("last", "now", "cut"),
    [
        (b"abc", b"ab", True), (b"abc", b"abc", False), (b"abc", b"abcd", False), (b"abc", b"xb", False),
        (b"abc", b"", False), (b"abc", None, False), (None, b"ab", False), (b"abc", b"a", True),
    ],
)  # fmt: skip  # a table
def test_what_seems_cut(places: Places, last: bytes | None, now: bytes | None, cut: bool) -> None:
    """The beginning of the last version and nothing else."""
    ring, path = Ring(places), places.shoes
    if last is not None:
        ring.keep(str(path), None, b"longer than the last")
        ring.keep(str(path), None, last)
    if now is not None:
        path.write_bytes(now)
    found = ring.cut(path)
    if not cut:
        assert found is None
        return
    words = f"seems cut short: {len(now or b'')} of the 3 bytes of version 2; planner restore shoes --show 2"
    assert str(found) == f"shoes.toml: {words}" and found is not None and found.warning


def test_new_folders_are_private_and_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each 0700 whatever the umask, and in the folder above it for good; those there already stay as they are."""
    tmp_path.chmod(0o755)
    flushed: list[Path] = []
    real = files.flush_at
    monkeypatch.setattr(files, "flush_at", lambda path, folder=False: (flushed.append(path), real(path, folder=folder)))
    was = os.umask(0o777)
    try:
        files.make_folder(tmp_path / "a" / "b")
        files.make_folder(tmp_path / "a" / "b")
    finally:
        os.umask(was)
    assert flushed == [tmp_path, tmp_path / "a"]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path, tmp_path / "a", tmp_path / "a/b")]
    assert modes == [0o755, 0o700, 0o700]
    made: list[int] = []
    monkeypatch.setattr(os, "mkdir", lambda path, mode: made.append(mode))
    monkeypatch.setattr(os, "chmod", lambda path, mode: made.append(mode))
    files.make_folder(tmp_path / "c")
    assert made == [0o700, 0o700], "not for a moment is it open to others"
    (tmp_path / "file").write_text("")
    monkeypatch.undo()
    with pytest.raises(NotADirectoryError, match="a file stands where a folder should be") as found:
        files.make_folder(tmp_path / "file")
    assert found.value.errno == errno.ENOTDIR


@pytest.mark.parametrize(("code", "folder", "quiet"), [
    (errno.EINVAL, True, True), (errno.EOPNOTSUPP, True, True), (errno.EIO, True, False), (errno.EINVAL, False, False),
])  # fmt: skip  # a table
def test_folders_that_cannot_be_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, folder: bool, quiet: bool
) -> None:
    """Network folders may not know it; anything else, and any file's, is an error."""

    def refuse(fd: int) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    fd = os.open(tmp_path, os.O_RDONLY)
    try:
        if quiet:
            files.flush(fd, folder=folder)
        else:
            with pytest.raises(OSError, match="no"):
                files.flush(fd, folder=folder)
    finally:
        os.close(fd)


def test_where_a_link_leads(tmp_path: Path) -> None:
    """The real file, there or not; of any other the path itself; a link in a circle is an error."""
    real, link, none, circle = (tmp_path / name for name in ("real", "link", "none", "circle"))
    real.write_text("")
    link.symlink_to("real")
    none.symlink_to("away")
    circle.symlink_to("circle")
    assert files.resolved(real) == files.resolved(link) == str(real)
    assert files.resolved(none) == str(tmp_path / "away") and files.resolved(tmp_path / "new") == str(tmp_path / "new")
    with pytest.raises(OSError, match="Too many levels"):
        files.resolved(circle)


def test_how_long_a_text_of_ours_may_be() -> None:
    """What is longer may be meant to keep a reader busy: tomllib reads it."""
    for more, ours in ((0, True), (1, False)):
        text = "a = 1\n" + "# " + "x" * (100_000 - 9 + more) + "\n"
        assert len(text) == 100_000 + more
        assert (own_layout.table(text.encode(), text) == {"a": 1}) == ours


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_no_row_holds_what_is_no_number(value: float) -> None:
    """It would not be read again."""
    day = summary.of(Day(date=date(2026, 11, 23), morning=Morning(sleep_h=7.5)))
    assert rows.summary(day.date, rows.line(day), day.text) == day
    with pytest.raises(ValueError, match="Out of range float values"):
        rows.line(replace(day, sleep_h=value))


def test_last_valid_rules_that_cannot_be_read(places: Places) -> None:
    """Are none."""
    (places.state / "rules-last-valid").mkdir(parents=True)
    assert last_valid.load(places) is None


def test_what_costs_only_a_wait_is_not_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless it is asked for: caches and drafts are written often, kept versions of others once."""
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    loose.write(tmp_path / "a", b"1")
    assert flushed == []
    loose.write(tmp_path / "a", b"2", flush=True)
    assert len(flushed) == 1 and (tmp_path / "a").read_bytes() == b"2"


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More is there than its size said: all of it is read."""
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    for size in (0, 3, 9, 10):
        monkeypatch.setattr(os, "fstat", lambda fd, size=size: SimpleNamespace(st_mode=stat.S_IFREG, st_size=size))
        assert files.read(path, "x") == b"0123456789"


def test_remedies(tmp_path: Path) -> None:
    """One for what has one, none for what the system does not number."""
    assert files._fix(OSError("no")) is None and files._fix(ValueError("no")) is None
    assert files._fix(OSError(errno.EIO, "no")) is None
    assert files._fix(OSError(errno.EPERM, "no")) == "look at who may write there (ls -ld, lsattr)"
    assert files.why(OSError(errno.EIO, "Bad Thing")) == "bad thing" and files.why(ValueError("Bad")) == "Bad"
