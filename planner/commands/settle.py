"""`planner settle`: the second versions of files that lie beside them, what differs, and which of the two is to stand.

It asks nothing and chooses nothing. Whatever goes away is a kept version, which planner restore brings back.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.commands.io import Io
from planner.commands.parser import Parser
from planner.storage import conflicts, files, restoring
from planner.storage.conflicts import Copy
from planner.storage.places import Places
from planner.storage.problems import BadInput, ChangedElsewhere

ABOUT = """Second versions of your files: conflict copies of sync clients, and what planner set aside when another
program had changed a file before it could save.

  planner settle                  what there is to settle
  planner settle COPY             what differs between the file and this copy
  planner settle COPY --take      the copy's text takes the place of the file's
  planner settle COPY --drop      the file stays as it is

Either way the text that goes is a kept version: planner restore brings it back. Do nothing to keep both."""


def run(args: Sequence[str], io: Io) -> int:
    """List, show or settle."""
    parser = Parser("settle", io, ABOUT)
    parser.add_argument("copy", nargs="?", metavar="COPY", help="the copy's name, as the list gives it")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--take", action="store_true", help="put the copy's text in place of the file's")
    what.add_argument("--drop", action="store_true", help="leave the file as it is")
    wish = parser.parse_args(args)
    places = io.places
    if wish.copy is None:
        if wish.take or wish.drop:
            parser.error("--take and --drop need to know which copy")
        return _list(places, io)
    copy = conflicts.named(places, wish.copy)
    if copy is None:
        raise BadInput(f"there is no copy '{wish.copy}'; planner settle lists what there is")
    file, name, seen = places.short(copy.of), places.short(copy.path), copy.of.exists()
    if wish.take:
        for problem in conflicts.take(places, copy):
            io.err(str(problem))
        io.out(f"{file} says what {name} said; planner restore has what it said before.")
    elif wish.drop:
        conflicts.drop(places, copy, seen=seen)
        io.out(f"{file} stays {'as it is' if seen else 'away'}; planner restore has what {name} said.")
    else:
        io.out("\n".join(difference(places, copy)))
    return 0


def difference(places: Places, copy: Copy) -> list[str]:
    """What differs between a file and its copy, from the file to the copy."""
    a, b = files.read(copy.of, places.short(copy.of)), files.read(copy.path, places.short(copy.path))
    rows = restoring.difference(a, b, places.short(copy.of), places.short(copy.path))
    return rows or [f"{places.short(copy.of)} and {places.short(copy.path)} are the same."]


def changed_elsewhere(io: Io, error: ChangedElsewhere) -> None:
    """Say what another program wrote, what planner was to save, what differs, and how to settle it."""
    io.err(str(error))
    copy = conflicts.of_name(error.path.parent, error.kept) if error.path and error.kept else None
    if copy is None:
        return
    places = io.places
    mine, theirs = (copy.path, copy.of) if ".toml.mine-" in copy.path.name else (copy.of, copy.path)
    rows = difference(places, copy)
    io.err("\n".join(rows[:60] + ([f"… {len(rows) - 60} lines more"] if len(rows) > 60 else [])))
    io.err(f"Yours is in   {mine}\nTheirs is in  {theirs}")
    take, drop = ("yours", "theirs") if mine == copy.path else ("theirs", "yours")
    io.err(f"planner settle {copy.path.name} --take keeps {take}, --drop keeps {drop}; both are kept until then.")


def _list(places: Places, io: Io) -> int:
    found = conflicts.find(places)
    if not found:
        io.out("Nothing to settle: no file has a second version beside it.")
    for copy in found:
        there = "" if copy.of.exists() else ", which is not there"
        io.out(f"{places.short(copy.path)}: {copy.words} of {places.short(copy.of)}{there}")
    return 0
