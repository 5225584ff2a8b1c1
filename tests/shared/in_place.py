"""Files that somebody edits in place, as people do: not within the tick of a clock.

Many file systems know a time to four milliseconds, some to two seconds; what is written twice within that looks alike.
"""

from __future__ import annotations

from pathlib import Path


def put(path: Path, text: str) -> None:
    """Put a text into a file, and again until the file looks another than before."""
    was = look(path)
    path.write_text(text)
    while look(path) == was:
        path.write_text(text)


def look(path: Path) -> tuple[int, int, int] | None:
    """How a file looks; None where there is none."""
    if not path.exists():
        return None
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
