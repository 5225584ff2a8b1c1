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


def version() -> str:
    """The version that is installed; in a bare checkout the one that its pyproject.toml gives."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("run-planner")
    except PackageNotFoundError:
        import tomllib

        project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        return str(project["version"])


def _zipped(name: str) -> bytes:
    from importlib import resources  # 20 ms, and only a package inside a zip needs it

    return (resources.files("planner") / "_shipped" / name).read_bytes()
