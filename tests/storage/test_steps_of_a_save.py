"""What a save was doing when the system refused: each step has its words, and none leaves anything behind."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.storage import files, swap
from planner.storage.problems import CannotWrite, ChangedElsewhere

Patch = pytest.MonkeyPatch


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "2026" / "day.toml"


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def refuse_nth(monkeypatch: Patch, name: str, nth: int, where: object = os) -> None:
    """The nth call of a name, from 1, and those after it."""
    real, calls = getattr(where, name), [0]

    def counted(*args: object, **named: object) -> object:
        calls[0] += 1
        return refuse() if calls[0] >= nth else real(*args, **named)

    monkeypatch.setattr(where, name, counted)


def no_folder(monkeypatch: Patch) -> None:
    monkeypatch.setattr(files, "make_folder", refuse)


def no_link(monkeypatch: Patch) -> None:
    monkeypatch.setattr(files, "resolved", refuse)


def not_opened(kind: int) -> Callable[[Patch], None]:
    """Opening with a flag is refused."""
    real = os.open

    def asked(path: object, flags: int, *rest: object, **named: object) -> object:
        return refuse() if flags & kind else real(path, flags, *rest, **named)  # type: ignore[call-overload]  # as it was called

    return lambda monkeypatch: monkeypatch.setattr(os, "open", asked)


def no_look(monkeypatch: Patch) -> None:
    real = os.stat

    def asked(path: object, *rest: object, **named: object) -> object:
        return refuse() if str(path).endswith("day.toml") else real(path, *rest, **named)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setattr(os, "stat", asked)


def no_write(monkeypatch: Patch) -> None:
    monkeypatch.setattr(os, "write", refuse)


def no_flush(monkeypatch: Patch) -> None:
    monkeypatch.setattr(os, "fsync", refuse)


def no_place(monkeypatch: Patch) -> None:
    monkeypatch.setattr(swap, "_rename", refuse)


STEPS: dict[str, Callable[[Patch], None]] = {
    "making the folder": no_folder,
    "following the link": no_link,
    "opening the folder": not_opened(os.O_DIRECTORY),
    "looking at the file": no_look,
    "making a temporary file": not_opened(os.O_CREAT),
    "writing": no_write,
    "flushing": no_flush,
    "putting it in place": no_place,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("old", [None, b"a"])
def test_each_step_has_its_words(path: Path, monkeypatch: Patch, step: str, old: bytes | None) -> None:
    """Of a new file and of one that was there, which is whole."""
    path.parent.mkdir()
    if old is not None:
        files.save(path, old, "day.toml", read_as=None)
    STEPS[step](monkeypatch)
    with pytest.raises(CannotWrite) as found:
        files.save(path, b"b", "day.toml", read_as=old)
    monkeypatch.undo()
    assert str(found.value) == f"day.toml: {step}: input/output error"
    there = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    assert there == ({} if old is None else {"day.toml": old})


def test_what_was_there_cannot_be_looked_at(path: Path, monkeypatch: Patch) -> None:
    """After the change of places: what came back stays, as theirs, and both are there."""
    files.save(path, b"a", "day.toml", read_as=None)
    refuse_nth(monkeypatch, "_read", 2, files)
    with pytest.raises(ChangedElsewhere) as found:
        files.save(path, b"b", "day.toml", read_as=b"a")
    monkeypatch.undo()
    assert "what stood there is in day.toml.theirs-" in str(found.value)
    assert path.read_bytes() == b"b" and [p.read_bytes() for p in path.parent.glob("*.theirs-*")] == [b"a"]


@pytest.mark.parametrize(
    ("step", "nth"), [("flushing", 1), ("flushing the folder", 2)], ids=["its bytes", "its folder"]
)
def test_what_is_set_aside_is_flushed_too(path: Path, monkeypatch: Patch, step: str, nth: int) -> None:
    """Where that is refused it is said, and where it lies already it stays."""
    path.parent.mkdir()
    path.write_bytes(b"theirs")
    refuse_nth(monkeypatch, "fsync", nth)
    with pytest.raises(CannotWrite) as found:
        files.set_aside(path, b"mine", "day.toml")
    monkeypatch.undo()
    assert str(found.value) == f"day.toml: {step}: input/output error"
    assert [p.read_bytes() for p in path.parent.glob("*.mine-*")] == [b"mine"] * (nth - 1)
    assert path.read_bytes() == b"theirs" and not list(path.parent.glob(".*"))


@pytest.mark.parametrize("deleted", [False, True])
def test_the_words_of_what_is_set_aside(path: Path, deleted: bool) -> None:
    """Changed or deleted, and under which name ours lies."""
    error = files.set_aside(path, b"mine", "day.toml", deleted=deleted)
    (aside,) = path.parent.iterdir()
    what = "deleted" if deleted else "changed"
    words = f"day.toml: was {what} by another program since it was read; what was to be saved is in {aside.name}"
    assert (str(error), error.kept, error.path) == (words, aside.name, path) and aside.read_bytes() == b"mine"


def test_a_name_that_is_taken_is_not_used(path: Path, monkeypatch: Patch) -> None:
    """Temporary names are drawn again, a hundred times at most."""
    path.parent.mkdir()
    names = iter([b"\1" * 4] * 99 + [b"\2" * 4])
    (path.parent / ".day.toml.01010101.tmp").write_text("of somebody")
    monkeypatch.setattr(os, "urandom", lambda n: next(names))
    files.save(path, b"a", "day.toml", read_as=None)
    assert path.read_bytes() == b"a" and next(names, None) is None
    monkeypatch.setattr(os, "urandom", lambda n: b"\1" * 4)
    with pytest.raises(CannotWrite, match="making a temporary file: every temporary name is taken"):
        files.save(path, b"b", "day.toml", read_as=b"a")
    assert (path.parent / ".day.toml.01010101.tmp").read_text() == "of somebody" and path.read_bytes() == b"a"


@pytest.mark.parametrize(("mode", "refused"), [(0o400, True), (0o444, True), (0o200, False), (0o640, False)])
def test_modes_of_the_file(path: Path, mode: int, refused: bool) -> None:
    """Its owner may not write: it is not written. Else its mode stays, whatever the umask."""
    files.save(path, b"a", "day.toml", read_as=None)
    assert path.stat().st_mode & 0o7777 == 0o600
    path.chmod(mode)
    was = os.umask(0o777)
    try:
        if refused:
            words = rf"looking at the file: is write-protected \(mode {mode:04o}\)"
            with pytest.raises(CannotWrite, match=words):
                files.save(path, b"b", "day.toml", read_as=b"a")
        else:
            files.save(path, b"b", "day.toml", read_as=b"a")
    finally:
        os.umask(was)
    assert path.stat().st_mode & 0o7777 == mode


@pytest.mark.parametrize("links", [1, 2, 3])
def test_other_names_of_the_file(path: Path, links: int) -> None:
    """They keep the old text, which is said with how many names there were."""
    files.save(path, b"a", "day.toml", read_as=None)
    for n in range(1, links):
        os.link(path, path.with_name(f"other-{n}"))
    said = files.save(path, b"b", "day.toml", read_as=b"a")
    words = f"day.toml: had {links} names (hard links): the others keep the old text"
    assert [str(p) for p in said] == ([words] if links > 1 else []) and all(p.warning for p in said)
    assert path.read_bytes() == b"b" and all(path.with_name(f"other-{n}").read_bytes() == b"a" for n in range(1, links))


def test_where_two_files_cannot_change_places(path: Path, monkeypatch: Patch) -> None:
    """Three ways of a system to say so; any other refusal is one."""
    files.save(path, b"a", "day.toml", read_as=None)
    text = b"a"
    for code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):

        def unknown(old: str, new: str, flags: int, code: int = code) -> None:
            raise OSError(code, "no")

        monkeypatch.setattr(swap, "_rename", unknown)
        files.save(path, text + b"b", "day.toml", read_as=text)
        text += b"b"
    assert path.read_bytes() == b"abbb" and [p.name for p in path.parent.iterdir()] == ["day.toml"]
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(CannotWrite, match=r"day\.toml: putting it in place: input/output error"):
        files.save(path, b"x", "day.toml", read_as=text)
    assert path.read_bytes() == b"abbb" and [p.name for p in path.parent.iterdir()] == ["day.toml"]


def test_an_edit_before_a_replace_is_seen(path: Path, monkeypatch: Patch) -> None:
    """Where two files cannot change places the file is looked at once more, and theirs stays."""
    files.save(path, b"a", "day.toml", read_as=None)

    def unknown(old: str, new: str, flags: int) -> None:
        path.write_bytes(b"theirs")
        raise OSError(errno.ENOSYS, "no")

    monkeypatch.setattr(swap, "_rename", unknown)
    with pytest.raises(ChangedElsewhere, match="what was to be saved is in day.toml.mine-"):
        files.save(path, b"mine", "day.toml", read_as=b"a")
    assert path.read_bytes() == b"theirs" and [p.read_bytes() for p in path.parent.glob("*.mine-*")] == [b"mine"]


def test_a_system_that_has_no_such_call(path: Path, monkeypatch: Patch) -> None:
    """An old C library: a save is a replace."""
    files.save(path, b"a", "day.toml", read_as=None)
    monkeypatch.setattr(swap, "_libc", object())
    files.save(path, b"b", "day.toml", read_as=b"a")
    files.save(path.with_name("new.toml"), b"n", "new.toml", read_as=None)
    assert path.read_bytes() == b"b" and path.with_name("new.toml").read_bytes() == b"n"
    assert sorted(p.name for p in path.parent.iterdir()) == ["day.toml", "new.toml"]
