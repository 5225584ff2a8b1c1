"""What the system refuses, in words, with what to do about it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from planner.storage import files
from planner.storage.problems import CannotRead, CannotWrite


@pytest.mark.parametrize(
    ("code", "fix"),
    [
        (errno.ENOSPC, "free some space on the disk, then save again"),
        (errno.EDQUOT, "free some of your quota, then save again"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "look at who may write there (ls -ld)"),
        (errno.EPERM, "look at who may write there (ls -ld, lsattr)"),
        (errno.EMFILE, "too many files are open"),
        (errno.ELOOP, "symbolic links go in a circle"),
        (errno.EFBIG, "a limit on file sizes is set (ulimit -f)"),
        (errno.EIO, None),
    ],
)
def test_what_to_do_about_a_refusal(
    code: int, fix: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remedy of each error that has one."""

    def refused(*_: object) -> None:
        raise OSError(code, "Refused")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(CannotWrite) as found:
        files.save(tmp_path / "x.toml", b"a", "x.toml", read_as=None)
    assert str(found.value) == f"x.toml: opening the folder: refused{f'; {fix}' if fix else ''}"
    with pytest.raises(CannotRead) as unread:
        files.read(tmp_path / "x.toml", "x.toml")
    assert str(unread.value) == f"x.toml: cannot be opened: refused{f'; {fix}' if fix else ''}"
