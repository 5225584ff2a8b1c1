"""The one way to write: whole, private, flushed, and never over what another program wrote."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from machine import NOBODY, no_nobody, no_tracing

from planner.storage import files, swap
from planner.storage.problems import CannotRead, CannotWrite, ChangedElsewhere


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "days" / "day.toml"


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def names(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir())


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_new_files_and_folders_are_private(path: Path, mask: int) -> None:
    """New folders are 0700 and new files 0600 whatever the umask."""
    with umask(mask):
        files.save(path, b"a", "day.toml", read_as=None)
    assert [mode(path), mode(path.parent), mode(path.parent.parent)] == [0o600, 0o700, 0o700]


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_modes_that_are_there_stay(path: Path, mask: int) -> None:
    """The mode of a file that is there, and of its folder, are kept."""
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a")
    path.chmod(0o644)
    path.parent.chmod(0o755)
    with umask(mask):
        files.save(path, b"b", "day.toml", read_as=b"a")
    assert [path.read_bytes(), mode(path), mode(path.parent)] == [b"b", 0o644, 0o755]


def test_a_save_leaves_nothing_behind(path: Path) -> None:
    """After saves there is the file and nothing else."""
    files.save(path, b"a", "day.toml", read_as=None)
    files.save(path, b"b", "day.toml", read_as=b"a")
    assert names(path) == ["day.toml"]
    assert path.read_bytes() == b"b"


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    """Saving a file that is a symbolic link changes what it points at; the link stays."""
    real = tmp_path / "dotfiles" / "real.toml"
    real.parent.mkdir()
    real.write_bytes(b"a")
    path.parent.mkdir(parents=True)
    path.symlink_to(real)
    files.save(path, b"b", "day.toml", read_as=b"a")
    assert path.is_symlink()
    assert real.read_bytes() == b"b"
    assert names(path) == ["day.toml"]
    assert names(real) == ["real.toml"]


@pytest.mark.parametrize("call", ["lstat", "readlink"])
def test_a_link_that_cannot_be_looked_at_stays(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """A disk that fails at that moment: refused, and neither the link nor the file behind it is touched."""
    real = tmp_path / "real.toml"
    real.write_bytes(b"old")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(real)

    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, call, broken)
    with pytest.raises(CannotWrite, match="following the link: input/output error"):
        files.save(path, b"new", "x.toml", read_as=b"old")
    monkeypatch.undo()
    assert path.is_symlink() and real.read_bytes() == b"old"


def test_a_link_to_nothing_is_followed(path: Path, tmp_path: Path) -> None:
    """A new file is made where it points to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(tmp_path / "later.toml")
    files.save(path, b"new", "x.toml", read_as=None)
    assert path.is_symlink() and (tmp_path / "later.toml").read_bytes() == b"new"


def test_a_hard_link_is_said(path: Path) -> None:
    """A file with two names is saved under one of them, and that is said."""
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a")
    os.link(path, path.with_name("twin"))
    (warning,) = files.save(path, b"b", "day.toml", read_as=b"a")
    assert str(warning) == "day.toml: had 2 names (hard links): the others keep the old text"
    assert warning.warning


def test_a_file_that_changed_is_not_written_over(path: Path) -> None:
    """When the file is not what was read, it stays, and what was to be saved is kept beside it."""
    path.parent.mkdir(parents=True)
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedElsewhere) as caught:
        files.save(path, b"mine", "day.toml", read_as=b"before")
    kept = caught.value.kept
    assert kept is not None
    assert kept.startswith("day.toml.mine-")
    assert not kept.endswith(".toml")
    assert str(caught.value) == (
        f"day.toml: was changed by another program since it was read; what was to be saved is in {kept}"
    )
    assert path.read_bytes() == b"theirs"
    assert path.with_name(kept).read_bytes() == b"mine"
    assert caught.value.exit_code == 5


def test_a_file_that_appeared_is_not_written_over(path: Path) -> None:
    """A first save does not replace a file that another program has made meanwhile."""
    path.parent.mkdir(parents=True)
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedElsewhere):
        files.save(path, b"mine", "day.toml", read_as=None)
    assert path.read_bytes() == b"theirs"
    assert [p.read_bytes() for p in path.parent.glob("*.mine-*")] == [b"mine"]


def test_a_file_that_went_is_not_made_again(path: Path) -> None:
    """A save of a file that was deleted meanwhile does not bring it back; ours is kept beside."""
    files.save(path, b"a", "day.toml", read_as=None)
    path.unlink()
    with pytest.raises(ChangedElsewhere):
        files.save(path, b"mine", "day.toml", read_as=b"a")
    assert [n.partition("-")[0] for n in names(path)] == ["day.toml.mine"]


@pytest.mark.parametrize("write", [lambda p: p.write_bytes(b"theirs"), lambda p: p.unlink()], ids=["edit", "delete"])
def test_an_edit_at_the_last_moment_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch, write: object) -> None:
    """What another program does between our last look and the change of places is kept and said."""
    files.save(path, b"a", "day.toml", read_as=None)
    rename = swap._rename

    def late(old: str, new: str, flags: int) -> None:
        write(path)  # type: ignore[operator]  # one of the two lambdas above
        rename(old, new, flags)

    monkeypatch.setattr(swap, "_rename", late)
    with pytest.raises(ChangedElsewhere) as caught:
        files.save(path, b"mine", "day.toml", read_as=b"a")
    everything = {p.read_bytes() for p in path.parent.iterdir()}
    assert b"mine" in everything
    assert caught.value.kept in names(path)
    if path.exists():
        assert everything == {b"mine", b"theirs"}
        assert path.read_bytes() == b"mine"
        assert "what stood there is in day.toml.theirs-" in str(caught.value)
    assert not [n for n in names(path) if n.endswith(".tmp")]


def test_two_conflicts_in_one_second_keep_both(path: Path) -> None:
    """Versions kept beside a file never replace one another."""
    path.parent.mkdir(parents=True)
    path.write_bytes(b"theirs")
    for text in (b"one", b"two", b"three"):
        with pytest.raises(ChangedElsewhere):
            files.save(path, text, "day.toml", read_as=b"before")
    assert {p.read_bytes() for p in path.parent.glob("*.mine-*")} == {b"one", b"two", b"three"}


@pytest.mark.parametrize("read_as", [None, b"a"], ids=["new", "changed"])
def test_without_the_exchange_it_still_saves(
    path: Path, monkeypatch: pytest.MonkeyPatch, read_as: bytes | None
) -> None:
    """On a system whose files cannot change places a save is a replace, and leaves nothing behind."""

    def unknown(old: str, new: str, flags: int) -> None:
        raise OSError(errno.ENOSYS, "no such call")

    if read_as is not None:
        files.save(path, read_as, "day.toml", read_as=None)
    monkeypatch.setattr(swap, "_rename", unknown)
    files.save(path, b"b", "day.toml", read_as=read_as)
    assert path.read_bytes() == b"b"
    assert names(path) == ["day.toml"]
    with pytest.raises(ChangedElsewhere):
        files.save(path, b"c", "day.toml", read_as=None)
    assert path.read_bytes() == b"b"


STEPS = {
    ("write", errno.ENOSPC): "writing: no space left on device; free some space on the disk, then save again",
    ("fsync", errno.EIO): "flushing: input/output error",
    ("fchmod", errno.EPERM): (
        "making a temporary file: operation not permitted; look at who may write there (ls -ld, lsattr)"
    ),
    ("write", errno.EFBIG): "writing: file too large; a limit on file sizes is set (ulimit -f)",
}


@pytest.mark.parametrize(("call", "code"), STEPS)
def test_a_refused_save_names_its_step(path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int) -> None:
    """When the system refuses, the old file is whole, no temp stays, and file and step are named; exit code 4."""
    files.save(path, b"a", "day.toml", read_as=None)

    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(CannotWrite) as caught:
        files.save(path, b"b", "day.toml", read_as=b"a")
    monkeypatch.undo()
    assert str(caught.value) == f"day.toml: {STEPS[call, code]}"
    assert caught.value.exit_code == 4
    assert [path.read_bytes(), names(path)] == [b"a", ["day.toml"]]


def test_short_writes_are_carried_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that writes three bytes at a time writes all of them."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, bytes(data[:3])))
    files.save(path, b"0123456789", "day.toml", read_as=None)
    assert path.read_bytes() == b"0123456789"


def test_an_unflushed_folder_is_a_warning(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When only the folder's flush fails the save has happened, and it is said that a power cut may undo it."""
    files.save(path, b"a", "day.toml", read_as=None)
    fsync, calls = os.fsync, []

    def second_fails(fd: int) -> None:
        calls.append(fd)
        if len(calls) == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        fsync(fd)

    monkeypatch.setattr(os, "fsync", second_fails)
    (warning,) = files.save(path, b"b", "day.toml", read_as=b"a")
    assert str(warning) == "day.toml: saved, but may not survive a power cut: input/output error"
    assert path.read_bytes() == b"b"


def test_a_write_protected_file_stays(path: Path) -> None:
    """A file that its owner has protected is not replaced behind their back."""
    files.save(path, b"a", "day.toml", read_as=None)
    path.chmod(0o444)
    with pytest.raises(CannotWrite, match=r"looking at the file: is write-protected \(mode 0444\)"):
        files.save(path, b"b", "day.toml", read_as=b"a")
    assert path.read_bytes() == b"a"


def test_a_file_where_a_folder_should_be(path: Path) -> None:
    """A file in the place of the folder is named as that."""
    path.parent.parent.mkdir(parents=True)
    path.parent.write_bytes(b"")
    with pytest.raises(CannotWrite, match="making the folder: a file stands where a folder should be"):
        files.save(path, b"b", "day.toml", read_as=None)


def test_both_versions_are_handed_over(path: Path) -> None:
    """Every save hands what was there and what is there now to whoever keeps versions; a failure there is a warning."""
    kept: list[tuple[str, bytes | None, bytes]] = []
    files.save(path, b"a", "day.toml", read_as=None, keep=lambda *what: kept.append(what))
    files.save(path, b"b", "day.toml", read_as=b"a", keep=lambda *what: kept.append(what))
    assert kept == [(str(path), None, b"a"), (str(path), b"a", b"b")]

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    (warning,) = files.save(path, b"c", "day.toml", read_as=b"b", keep=full)
    assert str(warning) == "day.toml: saved, but no copy could be kept: no space left on device"
    assert path.read_bytes() == b"c"


def test_a_planted_temp_is_not_followed(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link planted under the temporary name is neither followed nor removed."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"safe")
    path.parent.mkdir(parents=True)
    path.with_name(".day.toml.00000000.tmp").symlink_to(victim)
    given = iter([b"\0\0\0\0", b"\1\1\1\1"])
    monkeypatch.setattr(os, "urandom", lambda _: next(given))
    files.save(path, b"b", "day.toml", read_as=None)
    assert victim.read_bytes() == b"safe"
    assert names(path) == [".day.toml.00000000.tmp", "day.toml"]


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A folder, a pipe and a device are refused at once."""
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(CannotRead, match="x: is no ordinary file; move it away"):
            files.read(odd, "x")


def test_a_big_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A file of more than 5 MB is refused with its size; one that is not there is None."""
    big = tmp_path / "big"
    with big.open("wb") as file:
        file.truncate(3_000_000_000)
    with pytest.raises(CannotRead, match=r"x: has 3,000,000,000 bytes \(limit 5,000,000\)"):
        files.read(big, "x")
    assert files.read(tmp_path / "none", "x") is None


SAVE = """
import sys
from pathlib import Path
from planner.storage import files
from planner.storage.problems import PlannerError
try:
    files.save(Path(sys.argv[1]), b"b", "day.toml", read_as=None)
except PlannerError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.skipif(bool(no_nobody(Path(files.__file__))), reason=no_nobody(Path(files.__file__)))
def test_a_folder_of_somebody_else() -> None:
    """In a folder where one may not write, the save says so, names the step and ends with exit code 4."""
    with tempfile.TemporaryDirectory() as home:  # pytest's own folders are closed to nobody
        Path(home).chmod(0o755)
        folder = Path(home, "theirs")
        folder.mkdir()
        done = as_nobody(SAVE, str(folder / "day.toml"))
        assert list(folder.iterdir()) == []
    assert done.stdout == (
        "day.toml: making a temporary file: permission denied; look at who may write there (ls -ld)\n"
    )
    assert done.returncode == 4


def as_nobody(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-c", code, *args]
    return subprocess.run([*NOBODY, *run], capture_output=True, text=True, cwd="/", check=False)


@pytest.mark.skipif(bool(no_tracing()), reason=no_tracing())
def test_every_save_makes_the_same_calls(tmp_path: Path) -> None:
    """Two saves of the same kind make the same system calls in the same order."""
    script = """
import os, sys
from pathlib import Path
from planner.storage import files
p = Path(sys.argv[1])
files.save(p, b"a", "x", read_as=None)
files.save(p, b"b", "x", read_as=b"a")
for old, new in ((b"b", b"c"), (b"c", b"d")):
    os.write(2, b"MARK")
    files.save(p, new, "x", read_as=old)
os.write(2, b"MARK")
"""
    log = tmp_path / "log"
    run = [sys.executable, "-c", script, str(tmp_path / "x.toml")]
    done = subprocess.run(["strace", "-o", str(log), *run], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    parts = log.read_text().split('"MARK"')
    calls = [[line.partition("(")[0] for line in part.splitlines()[1:] if "(" in line] for part in parts[1:3]]
    ours = [[c for c in part if c not in ("brk", "mmap", "munmap")] for part in calls]
    assert ours[0] == ours[1]
    assert ours[0].count("fsync") == 2
    assert ours[0].count("renameat2") == 1
