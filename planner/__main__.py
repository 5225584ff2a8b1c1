"""The entry point: `planner` and `python -m planner`.

For the screens the first picture comes before everything else is imported. It refuses to know what it shows.
"""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line of this process; gives its exit code."""
    if sys.argv[1:]:
        from planner.cli import main as run

        return run(sys.argv[1:])
    return _screens()


def _screens() -> int:
    """The screens, with their first picture at once, and without a wait at the end: all is on the disk by then."""
    from planner import instant

    try:
        if os.environ.get("TERM") != "dumb" and all(os.isatty(n) for n in (0, 1, 2)):
            instant.show(os.environ)
        from planner.cli import main as run

        code = run([])
    except KeyboardInterrupt:  # before there is anybody to hear of it
        code = 130
    finally:
        if instant.current is not None:
            instant.current.undo()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            continue
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
