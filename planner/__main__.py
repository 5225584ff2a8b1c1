"""The entry point: `planner` and `python -m planner`.

For the screens the first picture comes before everything else is imported. It refuses to know what it shows.
"""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line of this process, and end it without the interpreter's own tidying: all is on the disk by
    then, and it would take a tenth of what `planner today` does, and a quarter of a start of the screens.
    """
    if sys.argv[1:]:
        from planner.cli import main as run

        code = run(sys.argv[1:])
    else:
        code = _screens()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            continue
    os._exit(code)


def _screens() -> int:
    """The screens, with their first picture at once."""
    from planner import instant

    try:
        if os.environ.get("TERM") != "dumb" and all(os.isatty(n) for n in (0, 1, 2)):
            instant.show(os.environ)
        from planner.cli import main as run

        return run([])
    except KeyboardInterrupt:  # before there is anybody to hear of it
        return 130
    finally:
        if instant.current is not None:
            instant.current.undo()


if __name__ == "__main__":
    sys.exit(main())
