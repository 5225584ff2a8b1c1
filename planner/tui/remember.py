"""Keeps the picture that the next start begins with, for today and for tomorrow, beside what it rests on.

It knows the form of the kept file that `planner.instant` reads, and terminal sequences for colours. It is a cache: it
may be deleted, is written by whoever is last, and nobody is told when it cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console

from planner import instant
from planner.core.days import RATINGS, RUN_KINDS
from planner.core.fields import changed
from planner.core.values import replace
from planner.desk import WINDOW, Desk
from planner.storage import drafts, loose
from planner.storage.problems import CannotRead
from planner.tui.controller import MorningPage
from planner.tui.frame import Frame
from planner.tui.half_lines import PAGES, left_on
from planner.tui.keeping import in_front
from planner.tui.pages import first_frame
from planner.tui.screens.morning import draw
from planner.tui.themes import Palette
from planner.tui.tuning.patch import ON
from planner.tui.widgets.canvas import pens

if TYPE_CHECKING:
    from planner.storage.clock import Clock
    from planner.storage.places import Places

SLICE: Final = 0.004
"""Seconds of a slice of work at rest."""
AHEAD: Final = 6
"""Days after the last one whose plans are shown too."""


def picture(frame: Frame, palette: Palette, environ: Mapping[str, str]) -> bytes:
    """A frame as a terminal takes it, from the top left corner on, each line put in its place, in as many colours as
    the screens use there.
    """
    pen = pens(palette, Console(force_terminal=True, _environ=environ).color_system)

    @cache
    def codes(style: str) -> str:
        look = pen(style)
        return ";".join(("0", *(ON[name] for name in sorted(look.attributes)), look.text, look.ground))

    out: list[str] = []
    for y, line in enumerate(frame.lines):
        out.append(f"\x1b[{y + 1};1H")
        for code, spans in groupby(line, key=lambda span: codes(span[1])):
            out.append(f"\x1b[{code}m{''.join(text for text, _ in spans)}")
    return ("".join(out) + "\x1b[0m").encode("utf-8", "replace")


def remember(environ: Mapping[str, str], clock: Clock, palette: Palette, size: tuple[int, int]) -> Iterator[None]:
    """Keep what the next start begins with: today's morning, unless the Done page may come first, and tomorrow's.

    A step for each picture: whoever runs it lets keys come first in between.
    """
    desk = Desk(environ, clock)
    now = desk.today()
    days = [now, now + timedelta(days=1)]
    seen = {str(path): instant.seen_of(str(path)) for path in _rests_on(desk.places, days)}  # before they are read
    pictures: dict[date, bytes] = {}
    for on in days:
        if on == now and _may_be_over(desk, now):
            continue
        yield
        frame = first_frame(Desk(environ, clock), on, *size)  # of its own, as the start will have: see there
        pictures[on] = picture(frame, palette, environ)
    yield
    keep(environ, pictures=pictures, size=size, day_starts=desk.settings.day_starts, seen=seen)


def get_ready(page: MorningPage, size: tuple[int, int]) -> Iterator[None]:
    """Draw, unseen, what the last answer will show: what only a whole morning needs is then loaded and worked out, and
    the key itself takes 5 ms instead of 28.
    """
    page.routines()
    yield
    len(page.context.record.worn)
    yield
    said = page.draft.morning
    rest = {name: 2 for name in RATINGS if getattr(said, name) is None}
    whole = changed(replace(said, sleep_h=8.0 if said.sleep_h is None else said.sleep_h), **rest)
    unseen = MorningPage(
        page.context,
        page.day,
        keymap=page.keymap,
        now=page.now,
        today=page.today,
        draft=replace(page.draft, morning=whole, complete=True),
        routines=page.routines,
    )
    draw(unseen, *size)


def look_around(desk: Desk) -> Iterator[None]:
    """Look at every day file once, in slices, and keep what they parsed to: then every answer rests on what is there,
    and the next start reads little.
    """
    while not desk.index.looked_at:
        desk.index.refresh(SLICE)
        yield
    desk.parsed.save()


def _rests_on(places: Places, days: Sequence[date]) -> list[Path]:
    """What makes the pictures of some days untrue when it changes.

    Every file that is read whole; and every folder of days, in which all programs that write a file by way of another
    leave a trace. Not noticed is an old day changed in place: the screens put that right once they are up.
    """
    found = [places.settings, places.rules, places.routines, places.shoes, places.days]
    found += [drafts.file_of(places, on, page) for on in days for page in (drafts.MORNING, "done", *PAGES)]
    found.append(drafts.file_of(places, days[0] - timedelta(days=1), "done"))
    found += [places.day_file(days[-1] - timedelta(days=back)) for back in range(-AHEAD, WINDOW + len(days))]
    return found + sorted(entry for entry in places.days.glob("[0-9]*") if entry.is_dir())


def _may_be_over(desk: Desk, on: date) -> bool:
    """Whether the Done page may open instead: a run was chosen and not told of, or half told; or another."""
    if left_on(desk, on) or in_front(desk, on):
        return True
    try:
        day = desk.journal.day(on)
    except CannotRead:
        return False
    return day.chosen is not None and day.chosen.kind in RUN_KINDS and not day.done


def keep(
    environ: Mapping[str, str],
    *,
    pictures: Mapping[date, bytes],
    size: tuple[int, int],
    day_starts: time,
    seen: Mapping[str, str],
) -> None:
    """Keep the pictures of some days at a size; `seen` are the files that they rest on, as they were then.

    Never raises for the system.
    """
    folder = instant.cache_folder(environ)
    if folder is None:
        return
    lines = [instant.stamp(environ)]
    lines += [f"file {found} {path}" for path, found in seen.items()]
    at = 0
    for day, data in pictures.items():
        starts = day_starts.hour * 60 + day_starts.minute
        lines.append(f"day {day.isoformat()} {starts} {at} {len(data)} {sum(data)}")
        at += len(data)
    body = "\n".join(lines).encode("utf-8", "surrogateescape") + b"\n\n" + b"".join(pictures.values())
    loose.put(Path(folder) / "first" / f"{size[0]}x{size[1]}", body)
