"""Keeps the picture that the next start begins with, for today and for tomorrow, beside what it rests on.

It knows the form of the kept file that `planner.instant` reads, and terminal sequences for colours. It is a cache: it
may be deleted, is written by whoever is last, and nobody is told when it cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner import instant
from planner.core.days import RUN_KINDS
from planner.storage import drafts, loose
from planner.tui.frame import Frame
from planner.tui.pages import first_frames
from planner.tui.themes import Palette

if TYPE_CHECKING:
    from planner.desk import Desk
    from planner.storage.clock import Clock

DAYS: Final = 15
"""Day files back from today whose change makes a picture untrue: what it shows of lately, and what it asks about."""
_NAMES: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_ATTRIBUTES: Final = {"bold": "1", "dim": "2", "underline": "4", "reverse": "7"}


def picture(frame: Frame, palette: Palette) -> bytes:
    """A frame as a terminal takes it, from the top left corner on, each line put in its place."""
    out: list[str] = []
    for y, line in enumerate(frame.lines):
        out.append(f"\x1b[{y + 1};1H")
        for text, style in line:
            out.append(f"\x1b[0{_codes(palette, style)}m{text}")
    return ("".join(out) + "\x1b[0m").encode("utf-8", "replace")


def _codes(palette: Palette, style: str) -> str:
    text, ground, attributes = palette.look(style)
    found = [_ATTRIBUTES[a] for a in sorted(attributes)]
    return "".join(f";{c}" for c in (*found, _colour(text, 30), _colour(ground, 40)) if c)


def _colour(name: str, base: int) -> str:
    if name == "default":
        return ""
    if name.startswith("#"):
        red, green, blue = (int(name[n : n + 2], 16) for n in (1, 3, 5))
        return f"{base + 8};2;{red};{green};{blue}"
    bright = name.startswith("bright_")
    return str(base + (60 if bright else 0) + _NAMES.index(name.removeprefix("bright_")))


def remember(environ: Mapping[str, str], clock: Clock, palette: Palette, size: tuple[int, int]) -> None:
    """Keep what the next start begins with: today's morning, unless the Done page may come first, and tomorrow's."""
    from planner.desk import Desk

    desk = Desk(environ, clock)  # one of its own: see first_frames
    now = desk.today()
    days = [now, now + timedelta(days=1)]
    frames = first_frames(desk, [on for on in days if not (on == now and _may_be_over(desk, now))], *size)
    places = desk.places
    rests_on = [places.settings, places.rules, places.routines, places.shoes]
    rests_on += [drafts.file_of(places, on) for on in days]
    rests_on += [places.day_file(now + timedelta(days=n)) for n in range(1, -DAYS, -1)]
    pictures = {on: picture(frame, palette) for on, frame in frames.items()}
    keep(environ, pictures=pictures, size=size, day_starts=desk.settings.day_starts, files=rests_on)


def _may_be_over(desk: Desk, on: date) -> bool:
    """Whether a run was chosen and not told of, so that within an hour the Done page opens instead."""
    day = desk.journal.day(on)
    return day.chosen is not None and day.chosen.kind in RUN_KINDS and not day.done


def keep(
    environ: Mapping[str, str],
    *,
    pictures: Mapping[date, bytes],
    size: tuple[int, int],
    day_starts: time,
    files: Sequence[Path],
) -> None:
    """Keep the pictures of some days at a size; `files` are those that they rest on. Never raises for the system."""
    folder = instant.cache_folder(environ)
    if folder is None:
        return
    lines = [instant.stamp(environ)]
    lines += [f"file {instant.seen_of(str(path))} {path}" for path in files]
    at = 0
    for day, data in pictures.items():
        starts = day_starts.hour * 60 + day_starts.minute
        lines.append(f"day {day.isoformat()} {starts} {at} {len(data)} {sum(data)}")
        at += len(data)
    body = "\n".join(lines).encode("utf-8", "surrogateescape") + b"\n\n" + b"".join(pictures.values())
    loose.put(Path(folder) / "first" / f"{size[0]}x{size[1]}", body)
