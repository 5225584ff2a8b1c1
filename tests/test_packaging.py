"""The program is whole however it was installed: from a wheel, an sdist's wheel, in place, or not at all.

Everything is built from a copy and run in fresh environments from an empty folder, with our sources out of reach. The
dependencies come from the environment that runs the tests, by links, so that no registry is asked.
"""

from __future__ import annotations

import email
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TREE = "planner config tests .ci pyproject.toml README.md LICENSE CHANGELOG.md .gitignore".split()
CONFIG = sorted(p.name for p in (ROOT / "config").glob("*.toml"))
OURS = ("planner", "run_planner", "_run_planner", "__editable__", "__pycache__")
PROBE = """
import hashlib, json, planner
from planner.storage import rulebook, shipped, sources
print(json.dumps({
    "at": planner.__file__,
    "config": {n: hashlib.sha256(shipped.data(n)).hexdigest() for n in %r},
    "rules": len(rulebook.shipped_rules().numbers),
    "sources": len(sources.load()),
}))
"""
MORNING = """\
[[scenario]]
id = "A"
sleep_h = 8
sleep_quality = 2
fatigue = 2
soreness = 2
stress = 2
pain = []
plan = { kind = "easy", km = 5 }
history = { longest_30d_km = 8, days_since_last_run = 2 }
"""


def run(*command: object, cwd: Path, **environ: str) -> str:
    """What a command prints, run in a folder with no way back to our sources. It must end with 0."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | environ
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{done.args}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Place:
    """A fresh environment that holds the dependencies but not the planner, beside an empty folder to run from."""

    def __init__(self, root: Path, deps: Path) -> None:
        self.root, self.empty = root / "env", root / "empty"
        self.empty.mkdir(parents=True)
        venv.create(self.root, with_pip=find_spec("pip") is None, symlinks=True)
        self.python = self.root / "bin" / "python"
        (Path(self._purelib()) / "deps.pth").write_text(str(deps))

    def _purelib(self) -> str:
        return run(self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=self.empty).strip()

    def install(self, *what: object) -> None:
        """Install with pip, without asking any registry."""
        pip = (
            [self.python, "-m", "pip"]
            if find_spec("pip") is None
            else [sys.executable, "-m", "pip", "--python", self.python]
        )
        quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
        run(*pip, "install", *quiet, "--no-deps", "--no-index", "--no-build-isolation", *what, cwd=self.empty)

    def planner(self, *args: object) -> str:
        """What the installed command prints."""
        return run(self.root / "bin" / "planner", *args, cwd=self.empty)

    def probe(self, cwd: Path | None = None) -> dict[str, object]:
        """Where this environment's planner lies and what it finds there."""
        said: dict[str, object] = json.loads(run(self.python, "-c", PROBE % CONFIG, cwd=cwd or self.empty))
        assert isinstance(said["rules"], int) and said["rules"] > 40
        assert isinstance(said["sources"], int) and said["sources"] > 40
        return said


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, without git."""
    copy = tmp_path_factory.mktemp("tree")
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def built(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The sdist, the wheel made from it, and the wheel made from the tree."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation"]
    run(*build, "--outdir", out, tree, cwd=out)
    run(*build, "--wheel", "--outdir", out / "tree", tree, cwd=out)
    return next(out.glob("*.tar.gz")), next(out.glob("*.whl")), next((out / "tree").glob("*.whl"))


@pytest.fixture(scope="module")
def deps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Links to all that is installed here, but for ourselves."""
    folder = tmp_path_factory.mktemp("deps")
    for installed in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(installed).iterdir():
            if not entry.name.startswith(OURS) and entry.suffix != ".pth":
                (folder / entry.name).symlink_to(entry)
    return folder


def holds(wheel: Path) -> dict[str, bytes]:
    """Each file of a wheel with its bytes."""
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_wheel_holds_config_and_nothing_but_the_package(built: tuple[Path, Path, Path]) -> None:
    """Every config file lies in planner/_shipped byte for byte, beside each module, the marker of types and styles."""
    files = holds(built[2])
    for name in CONFIG:
        assert files[f"planner/_shipped/{name}"] == (ROOT / "config" / name).read_bytes()
    package = [
        p.relative_to(ROOT).as_posix() for p in (ROOT / "planner").rglob("*") if p.is_file() and p.suffix != ".pyc"
    ]
    expected = {*package, *(f"planner/_shipped/{n}" for n in CONFIG)}
    assert {n for n in files if ".dist-info/" not in n} == expected
    assert "planner/py.typed" in expected


def test_the_wheel_from_the_sdist_is_the_wheel_from_the_tree(built: tuple[Path, Path, Path]) -> None:
    """Who installs from the sdist gets the same bytes."""
    assert holds(built[1]) == holds(built[2])


def test_the_sdist_holds_the_checkout(built: tuple[Path, Path, Path], tree: Path) -> None:
    """Sources, config, tests and papers are all there, so that a packager can run the tests; no more than that."""
    with tarfile.open(built[0]) as opened:
        names = {name.split("/", 1)[1] for name in opened.getnames() if opened.getmember(name).isfile()}
    here = {p.relative_to(tree).as_posix() for p in tree.rglob("*") if p.is_file()}
    assert names == here | {"PKG-INFO"}


def test_the_metadata_says_what_it_is(built: tuple[Path, Path, Path]) -> None:
    """Name, version, licence, Python, dependencies and the command are those of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    files = {name.split("/", 1)[1]: body for name, body in holds(built[2]).items() if ".dist-info/" in name}
    meta = email.message_from_bytes(files["METADATA"])
    assert (meta["Name"], meta["Version"]) == ("run-planner", project["version"])
    assert (meta["License-Expression"], meta["Requires-Python"]) == ("MIT", ">=3.11")
    needed = [r for r in meta.get_all("Requires-Dist", []) if "extra" not in r]
    assert sorted(r.split(">")[0].split("<")[0] for r in needed) == ["platformdirs", "textual", "tomli-w", "tomlkit"]
    assert all(">=" in r and "<" in r for r in needed)
    assert b"planner = planner.__main__:main" in files["entry_points.txt"]
    assert b"MIT License" in files["licenses/LICENSE"]


def test_the_wheel_runs_elsewhere(built: tuple[Path, Path, Path], deps: Path, tmp_path: Path) -> None:
    """Installed from the sdist's wheel, with our sources out of reach, the program answers and finds its config."""
    place = Place(tmp_path, deps)
    place.install(built[1])
    found = place.probe()
    assert Path(str(found["at"])).is_relative_to(tmp_path)
    assert found["config"] == shipped_here()
    assert place.planner("--version") == f"planner {version()}\n"
    assert "settings.toml" in place.planner("where")
    (tmp_path / "mornings.toml").write_text(MORNING)
    answers = json.loads(place.planner("advise", tmp_path / "mornings.toml", "--json"))
    assert [(a["id"], a["suggestion"]) for a in answers] == [("A", "run")]
    assert not list(place.empty.iterdir())


def test_the_wheel_runs_from_a_zip(built: tuple[Path, Path, Path], deps: Path, tmp_path: Path) -> None:
    """A wheel on the path, not unpacked, finds its config too."""
    place = Place(tmp_path, deps)
    said = json.loads(run(place.python, "-c", PROBE % CONFIG, cwd=place.empty, PYTHONPATH=str(built[1])))
    assert said["at"].startswith(str(built[1]))
    assert said["config"] == shipped_here()


def test_an_editable_install_reads_the_checkout(tree: Path, deps: Path, tmp_path: Path) -> None:
    """Installed in place, an edit in config/ is seen at once."""
    copy = shutil.copytree(tree, tmp_path / "copy")
    place = Place(tmp_path, deps)
    place.install("--editable", copy)
    assert place.probe()["config"] == shipped_here()
    assert Path(str(place.probe()["at"])) == copy / "planner/__init__.py"
    with (copy / "config/rules.toml").open("a") as opened:
        opened.write("\n# mine\n")
    changed = place.probe()["config"]
    assert isinstance(changed, dict)
    assert [n for n in CONFIG if changed[n] != shipped_here()[n]] == ["rules.toml"]
    assert place.planner("--version") == f"planner {version()}\n"


def test_a_bare_checkout_runs(tree: Path, deps: Path, tmp_path: Path) -> None:
    """Nothing is installed: `python -m planner` in the checkout answers and finds config/."""
    place = Place(tmp_path, deps)
    assert place.probe(cwd=tree)["config"] == shipped_here()
    assert "settings.toml" in run(place.python, "-m", "planner", "where", cwd=tree)
    assert "planner" in run(place.python, "-m", "planner", "--version", cwd=tree)


def test_a_wheel_without_config_is_noticed(built: tuple[Path, Path, Path], deps: Path, tmp_path: Path) -> None:
    """The probe of these tests fails where the files are missing: nothing else stands in for them."""
    place = Place(tmp_path, deps)
    with zipfile.ZipFile(tmp_path / "bare.zip", "w") as bare:
        for name, body in holds(built[1]).items():
            if "/_shipped/" not in name:
                bare.writestr(name, body)
    with pytest.raises(AssertionError, match="FileNotFoundError"):
        run(place.python, "-c", PROBE % CONFIG, cwd=place.empty, PYTHONPATH=str(tmp_path / "bare.zip"))


def shipped_here() -> dict[str, str]:
    """The digest of each file in this checkout's config/."""
    from hashlib import sha256

    return {name: sha256((ROOT / "config" / name).read_bytes()).hexdigest() for name in CONFIG}


def version() -> str:
    """The version that pyproject.toml gives."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return found
