"""`planner doctor`: every file and folder looked at, every problem with its place and what to do about it.

It changes nothing unless --fix is given, and then only what is certain. It refuses to know how a file is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.commands.day import desk_of
from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.core.settings import WEEKDAYS
from planner.desk import Desk
from planner.storage import files
from planner.storage.checkup import Checkup, Finding
from planner.storage.lock import Lock
from planner.storage.problems import PlannerError
from planner.tui.keys import problems as key_problems

ABOUT = """Every folder and file looked at: what cannot be read, with file, line, key and what to write; copies of sync
clients; leftovers; modes; the clock. It changes nothing.

--fix puts right what is certain: modes that let others in, the format line of a file that lacks nothing else, and
temporary files that a broken-off save left over an hour ago. What stood there becomes a kept version first.

Exit codes: 0 nothing wrong (warnings may be said), 1 something to settle, 3 a file cannot be read, 4 a folder cannot be
written."""


def run(args: Sequence[str], io: Io) -> int:
    """Look, tell, and mend where asked to."""
    parser = Parser("doctor", io, ABOUT)
    parser.add_argument("--json", action="store_true", help="one list of objects")
    parser.add_argument("--fix", action="store_true", help="put right what is certain")
    wish = parser.parse_args(args)
    desk = desk_of(io)
    checkup = Checkup(desk.places, desk.today())
    found = [*checkup.run(), *_meaning(desk)]
    found = [f for n, f in enumerate(found) if f.problem not in [other.problem for other in found[:n]]]
    told = [(finding, _mended(finding) if wish.fix else "") for finding in found]
    left = [finding for finding, mended in told if not mended and not finding.problem.warning]
    if wish.json:
        io.json([_plain(finding, mended) for finding, mended in told])
    else:
        for finding, mended in told:
            io.out(mended or f"{'note: ' if finding.problem.warning else ''}{finding.problem}")
        if holder := Lock(desk.places).who():
            io.out(f"planner is open: {holder}")
        io.out(_sum(checkup.files, told))
    codes = {finding.code for finding in left}
    return next((code for code in (3, 4, 1) if code in codes), 0)


def _meaning(desk: Desk) -> list[Finding]:
    """What is wrong with settings that read well: keys that clash, a plan in words that nobody understands."""
    found = [Finding(problem=p) for p in key_problems(desk.settings.keys, desk.places)]
    before = len(desk.problems)
    monday = desk.today().toordinal() - desk.today().weekday()
    for n in range(len(WEEKDAYS)):
        desk.week_plan(desk.today().fromordinal(monday + n))
    return found + [Finding(problem=p) for p in desk.problems[before:]]


def _mended(finding: Finding) -> str:
    """What was done about it; empty when nothing was, or could be."""
    if finding.mend is None:
        return ""
    try:
        return finding.mend()
    except OSError as error:
        return f"{finding.problem.file}: could not be put right: {files.why(error)}"
    except PlannerError as error:
        return f"{finding.problem.file}: could not be put right: {error}"


def _plain(finding: Finding, mended: str) -> dict[str, object]:
    p = finding.problem
    return {
        "file": p.file,
        "line": p.line,
        "key": p.key,
        "message": p.message,
        "fix": p.fix,
        "warning": p.warning,
        "can_fix": finding.mend is not None,
        "fixed": mended or None,
    }


def _sum(count: int, told: Sequence[tuple[Finding, str]]) -> str:
    errors = sum(not f.problem.warning and not mended for f, mended in told)
    notes = sum(f.problem.warning and not mended for f, mended in told)
    what = [f"{errors} problem{'s' * (errors != 1)}"] if errors else []
    what += [f"{notes} note{'s' * (notes != 1)}"] if notes else []
    said = f"{count} file{'s' * (count != 1)} looked at: {' and '.join(what) or 'nothing wrong'}."
    can = sum(f.mend is not None and not mended for f, mended in told)
    return said + (f" planner doctor --fix puts {can} right." if can else "")
