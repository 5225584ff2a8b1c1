"""The command line: which command is meant, what its exit code is, and how it ends when something breaks off.

Until a command is known nothing but `sys` and `os` is imported; the screens only for bare `planner`. It refuses to know
what a command does.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.commands.io import Io

COMMANDS = {
    "plain": "the morning's questions one a line, for screen readers and pipes",
    "steps": "the steps of today one at a time, line by line, with a countdown in words",
    "check-in": "the morning's answers as options; says and saves the advice",
    "done": "what happened: as planned or told, with effort and pain",
    "today": "today as it stands: verdict, steps, shoes, choice; also as JSON",
    "week": "seven days: planned, advised, done, kilometres, pain; also as JSON",
    "history": "days by a filter, as a table or JSON; the scorecard",
    "why": "why a day is as it is, or all about one rule and the days on which it spoke",
    "rules": "all rules with their numbers and sources; --check looks at your own rules.toml",
    "replay": "which stored days other rules would have answered otherwise",
    "advise": "what the rules say of a morning, plan and history in a file or on standard input",
    "shoes": "the pairs of shoes: kilometres, limits, break-in; add one, retire one; also as JSON",
    "export": "the record as csv, ics, md or html for others; no health in it unless asked for",
    "doctor": "every file and folder looked at: what is wrong, where, and what to do; also as JSON",
    "restore": "kept versions of a file, deleted days too: list, compare, put one back",
    "settle": "second versions of files by other programs: what differs, which is to stand",
    "where": "the folders and files in use, and which of them exist",
}
"""Each command's name with one line of help, in the order of the list; `check-in` is planner/commands/check_in.py."""
FACE_OPTIONS = ("--demo", "--ascii")
BROKEN_PIPE = 141
INTERRUPTED = 130
"""128 and the signal's number, as shells count."""


def main(args: Sequence[str], io: Io | None = None) -> int:
    """Run one command line; gives the exit code: 0 fine, 1 an error in what was given or found, 2 wrong use, 3 a file
    cannot be read, 4 cannot be written, 5 changed elsewhere or held by another.
    """
    try:
        if io is None:
            from planner.commands.io import Io

            io = Io.of_process()
        code = _guarded(args, io)
        io.stdout.flush()
    except BrokenPipeError:
        _let_go()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:  # a full disk under `> file`; what files refuse was told by then
        _let_go()
        sys.stderr.write(f"standard output: {error.strerror or error}\n")
        return 4
    return code


def _guarded(args: Sequence[str], io: Io) -> int:
    """Run, and tell of what the runner must know."""
    try:
        return _run(args, io)
    except SystemExit as end:  # argparse, after --help
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:
        from planner.storage.problems import ChangedElsewhere, PlannerError

        if not isinstance(error, PlannerError):
            if isinstance(error, OSError):  # of the streams; what files refuse is a PlannerError
                raise
            return _broke(error, io)
        io.stdout.flush()
        _clear()
        if isinstance(error, ChangedElsewhere):
            from planner.commands.settle import changed_elsewhere

            changed_elsewhere(io, error)
        else:
            io.err(str(error))
        return error.exit_code


def _clear() -> None:
    """Take the first picture away, so that what is said is not said behind it."""
    from planner import instant

    if instant.current is not None:
        instant.current.undo()


def _broke(error: Exception, io: Io) -> int:
    """Something in the program is wrong: say that, and keep a report without anything of the runner's."""
    from planner.storage import crash

    io.stdout.flush()
    _clear()
    io.err(crash.told(error, io.places))
    return 1


def _run(args: Sequence[str], io: Io) -> int:
    if not args or args[0] in FACE_OPTIONS:
        return _face(args, io)
    name, *rest = args
    if name in ("-h", "--help"):
        io.out(_help())
        return 0
    if name == "--version":
        from planner.storage.shipped import version

        io.out(f"planner {version()}")
        return 0
    if name not in COMMANDS:
        return _unknown(name)
    command = f"planner.commands.{name.replace('-', '_')}"
    code = __import__(command, fromlist=["run"]).run(rest, io)  # loading importlib is 3 % of `planner today`
    assert isinstance(code, int)
    return code


def _face(args: Sequence[str], io: Io) -> int:
    """The screens, where there is a terminal for them; else questions and answers, a line each."""
    from planner.storage.problems import WrongUse

    for option in args:
        if option not in FACE_OPTIONS:
            raise WrongUse(f"'{option}' is no option of the screens; they take {' and '.join(FACE_OPTIONS)}")
    if not io.stdin.isatty():
        raise WrongUse(
            "standard input is no terminal; planner plain reads answers from it, planner --help lists the rest"
        )
    if "--ascii" in args:
        io = io.under({"PLANNER_ASCII": "1"})
    if "--demo" not in args:
        return _shown(io)
    from planner.demo import throwaway

    with throwaway(io.environ, io.clock) as home:
        return _shown(io.under({"PLANNER_HOME": home}))


def _shown(io: Io) -> int:
    from importlib import import_module

    poor = io.environ.get("TERM") == "dumb" or not io.stdout.isatty() or not io.stderr.isatty()
    if not poor:
        from planner.tui import tuning

        tuning.fast(io.environ)
        tuning.lean()
    face = import_module("planner.commands.plain" if poor else "planner.tui.app")
    code: int = face.run([], io) if poor else face.start(io)
    return code


def _unknown(name: str) -> int:
    from planner.core.sites import nearest
    from planner.storage.foreign import named
    from planner.storage.problems import WrongUse

    near = nearest(name, COMMANDS)
    what = "option" if name.startswith("-") else "command"
    hint = f"did you mean 'planner {near}'?" if near else "planner --help lists them"
    if name == "import" or named(name):
        hint = "planner reads no files of watches and services; planner done tells a run"
    raise WrongUse(f"'{name}' is no {what} of planner; {hint}")


def _help() -> str:
    wide = max(map(len, COMMANDS))
    rows = "\n".join(f"  {name:{wide}}  {line}" for name, line in COMMANDS.items())
    return (
        "planner tells a runner each morning: run, modified run, cross-train or rest, and why.\n\n"
        "usage: planner             the screens; --demo: an invented record, --ascii: plain characters\n"
        "       planner COMMAND …   one of these; planner COMMAND --help says more\n\n"
        f"{rows}\n\n"
        "options: -h --help, --version"
    )


def _let_go() -> None:
    """Point standard output at the null device, so that what is left in it makes no noise at the end."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        pass  # it was closed, or is no file of the system
    finally:
        os.close(null)
