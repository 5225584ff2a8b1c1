"""Plants one small fault after another in planner/core and says which ones no test notices.

    python tests/bench/mutate.py                         all of planner/core
    python tests/bench/mutate.py FILE ...                these files
    python tests/bench/mutate.py --sample 500            so many, by chance but always the same
    python tests/bench/mutate.py --state FILE            goes on where the run with that file was ended
    python tests/bench/mutate.py --state FILE --again    meets what was alive there again, after new tests

Prints how many of how many were killed and every survivor with its line; below it why it changes no answer, where
equivalent_mutants.toml says so. Such a one is still counted as alive. The faults: mutants.py; how a fault meets its
tests: meeting.py. The exit code says whether fewer than nine in ten were noticed.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Final

from meeting import Part, run
from mutants import ROOT

REASONS: Final = Path(__file__).with_name("equivalent_mutants.toml")
"""Survivors that no test can tell from the code, each with why: by file, function and the line as it then reads."""


def reasons() -> dict[tuple[str, str, str], str]:
    """Why a fault changes no answer, by its place. Raises KeyError for an entry that lacks a part."""
    rows = tomllib.loads(REASONS.read_text())["harmless"]
    return {(row["file"], row["in"], line): row["why"] for row in rows for line in row["becomes"]}


CORE: Final = Part(
    under="planner/core",
    files=tuple(sorted(str(f.relative_to(ROOT)) for f in (ROOT / "planner/core").rglob("*.py"))),
    tests=("tests/core", "tests/test_scenarios.py", "tests/commands"),
    left_out=(
        "opens_the_screens whatever_is_typed in_a_process no_sound_unless pipe real_terminal no_nagging a_year_answers"
    ).split(),
    first=3.0,
    more=7.0,
    goal=0.9,
    why=reasons(),
)

if __name__ == "__main__":
    sys.exit(run(CORE, __doc__))
