"""The options of a command by argparse, with our exit codes and streams. It knows how to ask, not what for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Never

from planner.storage.problems import WrongUse

if TYPE_CHECKING:
    from planner.commands.io import Io


class Parser(argparse.ArgumentParser):
    """Options of one command: help goes to the command's output, a mistake is WrongUse (exit code 2)."""

    def __init__(self, name: str, io: Io, about: str) -> None:
        """`name` is the command's, `about` a paragraph or more under the usage line."""
        super().__init__(
            prog=f"planner {name}",
            description=about,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self._io = io

    def error(self, message: str) -> Never:
        """Raise WrongUse with the usage line under the message."""
        raise WrongUse(f"{self.prog}: {message}\n{self.format_usage().rstrip()}")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> object:
        """`--note=--` is a text as any other; Python before 3.13 takes it for no value, and gives an empty list."""
        if action.option_strings and arg_strings == ["--"]:
            return self._get_value(action, "--")
        return super()._get_values(action, arg_strings)

    def print_help(self, file: object = None) -> None:
        """Say the help."""
        self._io.out(self.format_help().rstrip())
