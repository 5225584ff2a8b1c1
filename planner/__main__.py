"""The entry point: `planner` and `python -m planner`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line of this process; gives its exit code."""
    from planner.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
