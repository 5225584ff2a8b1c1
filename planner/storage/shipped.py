"""The files that come with the program, however it was installed. It knows names and refuses to read meaning."""

from __future__ import annotations

from pathlib import Path


def data(name: str) -> bytes:
    """The bytes of a shipped file, e.g. `rules.toml`. Raises FileNotFoundError when the installation lacks it.

    A wheel has them in `planner/_shipped`; an editable install and a bare checkout read the checkout's `config/`, so
    that an edit there is seen at once.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "_shipped", package.parent / "config"):
        try:
            return (folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
    return _zipped(name)


def _zipped(name: str) -> bytes:
    from importlib import resources  # 20 ms, and only a package inside a zip needs it

    return (resources.files("planner") / "_shipped" / name).read_bytes()
