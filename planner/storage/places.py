"""Where every file lies, from the environment that it is given.

It knows the names of files and folders. It refuses to touch them: nothing here reads, creates or checks.
"""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Self

from planner.core.values import dataclass

APP = "planner"


@dataclass(frozen=True, kw_only=True)
class Places:
    """The four folders that everything lies in. With `PLANNER_HOME` all of them are in one."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Self:
        """The places that an environment names: `PLANNER_HOME` alone, else the XDG names, else the system's own.

        An XDG name that is not an absolute path is ignored, as the XDG rule says. What neither names is asked of
        platformdirs, which looks at the process.
        """
        home = environ.get("PLANNER_HOME", "")
        return cls.at(Path(home)) if home else cls._by_system(environ)

    @classmethod
    def at(cls, home: Path) -> Self:
        """All four in one folder, as `PLANNER_HOME` asks for; a relative one is taken from the working folder."""
        root = Path(os.path.abspath(home))
        return cls(config=root, data=root, state=root / "state", cache=root / "cache")

    @classmethod
    def _by_system(cls, environ: Mapping[str, str]) -> Self:
        from platformdirs import PlatformDirs  # 3 ms that a PLANNER_HOME saves

        system = PlatformDirs(APP, appauthor=False)

        def folder(name: str, asked: str, default: str) -> Path:
            said = environ.get(name, "")
            if os.path.isabs(said):
                return Path(said) / APP
            return Path(asked) if os.path.isabs(asked) else Path.home() / default / APP

        return cls(
            config=folder("XDG_CONFIG_HOME", system.user_config_dir, ".config"),
            data=folder("XDG_DATA_HOME", system.user_data_dir, ".local/share"),
            state=folder("XDG_STATE_HOME", system.user_state_dir, ".local/state"),
            cache=folder("XDG_CACHE_HOME", system.user_cache_dir, ".cache"),
        )

    @property
    def settings(self) -> Path:
        """The runner's settings."""
        return self.config / "settings.toml"

    @property
    def rules(self) -> Path:
        """The runner's own numbers for rules; usually absent."""
        return self.config / "rules.toml"

    @property
    def routines(self) -> Path:
        """The runner's own routines; usually absent."""
        return self.config / "routines.toml"

    @property
    def shoes(self) -> Path:
        """The pairs of shoes."""
        return self.data / "shoes.toml"

    @property
    def days(self) -> Path:
        """The folder of all days."""
        return self.data / "days"

    def day_file(self, day: date) -> Path:
        """The file of one day."""
        return Path(f"{self.data}/days/{day.year:04}/{day.isoformat()}.toml")  # a start asks for 70: joined, 1 ms

    def short(self, path: Path) -> str:
        """A path as messages name it: from the folder of data or of settings on, where it lies in one."""
        for folder in (self.data, self.config):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return str(path)
