"""The index of all days: a summary of each, kept in the cache folder so that nobody waits for years to be read.

The files are always right. A summary is used while its file looks as it did when it was read (times, size, inode), else
the day is read again; a cache that is missing, broken, old or another's costs time and nothing else. It holds few
years at a time and those that could not be saved: the texts of the others are read from the cache at each key of a
search, 5 ms for a hundred years. It knows which days changed. It refuses to decide what a day means. For one thread.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from planner.core import summary
from planner.core.record import Done
from planner.core.summary import Summary, is_hard, searchable
from planner.storage import files, rows, year_cache
from planner.storage.journal import date_of, read_day
from planner.storage.places import Places
from planner.storage.problems import CannotRead, Problem
from planner.storage.year_cache import Entry, Texts

T = TypeVar("T")
HELD: Final = 3
"""Years whose rows are in memory at a time, a quarter of a megabyte each: what is seen or read lies in two."""
YOUNG: Final = 2_000_000_000
"""Nanoseconds in which a file may change twice and look the same: the coarsest clock of a file system (FAT)."""


class Index:
    """Summaries of all days. Every question but `search` looks at the files that its answer rests on."""

    def __init__(self, places: Places, *, now: Callable[[], int] = time.time_ns) -> None:
        """`now` gives nanoseconds since 1970 as file times do."""
        self._places = places
        self._folder = str(places.days)  # joining paths anew costs a tenth of reading a day
        self._folder_name = places.short(places.days)
        self._now = now
        self._years: dict[int, dict[str, Entry]] = {}
        """The years held, the one asked last at the end."""
        self._unsaved: set[int] = set()
        """Years that the cache does not have as they are."""
        self._looks: dict[int, str] = {}
        """What the cache of a year looked like when it was last read or written."""
        self._texts: dict[int, Texts] = {}
        self._agreed: dict[int, tuple[str, int]] = {}
        """What the cache of a year and its files looked like when the one was found to say what the others do."""
        self._problems: dict[str, tuple[str, tuple[Problem, ...]]] = {}
        self._pass: Iterator[None] | None = None
        self.looked_at = False
        """Whether a `refresh` has been all through."""
        self.progress = (0, 0)
        """Years looked at and years there are, of the running or last `refresh`."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read when it was last looked at, in the order of the dates; its days are left out."""
        return tuple(problem for key in sorted(self._problems) for problem in self._problems[key][1])

    def years(self) -> list[int]:
        """The years that have a folder, in order."""
        try:
            names = os.listdir(self._places.days)
        except FileNotFoundError:
            names = []
        except OSError as error:
            self._complain("", "", Problem(file="days", message=f"cannot be listed: {files.why(error)}"))
            names = []
        else:
            self._problems.pop("", None)
        return sorted(int(name) for name in names if len(name) == 4 and name.isascii() and name.isdigit())

    def rows(self, first: date | None = None, last: date | None = None, *, check: bool = True) -> list[Summary]:
        """The summaries from first to last, in order; each checked against its file, changed days read again.

        Without `check` it is what the cache says, for a first frame: no day file is looked at.
        """
        keys = self._keys(first or date.min, last or date.max, check=check)
        return [found for key in keys if (found := self._decoded(key, _summary)) is not None]

    def sessions(self, first: date | None = None, last: date | None = None) -> Iterator[tuple[date, Done]]:
        """What was done from first to last, with its date, in order; checked as in `rows`."""
        for key in self._keys(first or date.min, last or date.max):
            for done in self._decoded(key, _done) or ():
                yield date.fromisoformat(key), done

    def last_run_before(self, day: date) -> date | None:
        """The latest date before `day` with a run."""
        return self._last_before(day, lambda done: done.kind == "run")

    def last_hard_before(self, day: date) -> date | None:
        """The latest date before `day` with a hard session."""
        return self._last_before(day, is_hard)

    def search(self, words: str) -> list[date]:
        """The dates whose text holds every one of the words, also inside longer ones, in order; none without a word.

        Looks at no day file, so that it can follow each key: it knows what the last check knew. `refresh` before it
        makes it true; what it gives is to be looked at with `rows` before it is acted on.
        """
        wanted = searchable(words).split()
        found: list[date] = []
        for year in self.years() if wanted else []:
            days, texts = self._searched(year)
            if all(word in texts for word in wanted):  # a whole year in one step: most words stand in few
                lines = zip(days, texts.split("\n"), strict=True)
                found += [date.fromordinal(day) for day, text in lines if all(word in text for word in wanted)]
        return found

    def find(
        self, year: int, text: Callable[[str], bool], whole: Callable[[Summary], bool] | None
    ) -> Iterator[date | None]:
        """The dates of a year whose text and then whole summary pass, the latest first; None for each that does not.

        Looks at no day file, as `search`; without `whole` at no row either, so that a year that is not held stays out
        of memory. `text` must pass whatever holds a text that passes: it is asked of the whole year first.
        """
        days, texts = self._searched(year)
        if not days or not text(texts):
            return
        for day, own in zip(reversed(days), reversed(texts.split("\n")), strict=True):
            on = date.fromordinal(day)
            if not text(own):
                yield None
            elif whole is None:
                yield on
            else:
                found = self._decoded(on.isoformat(), _summary)
                yield on if found is not None and whole(found) else None

    def dates(self, year: int, *, check: bool = True) -> list[date]:
        """The dates of a year that have a day, in order; checked as in `rows`."""
        first, last = f"{year:04}-01-01", f"{year:04}-12-31"
        return [date.fromisoformat(key) for key in self._keys_of(year, first, last, check=check)]

    def look(self, year: int, *, check: bool = True) -> str:
        """What the kept index of a year looks like: the same as long as it says the same; empty when there is none, or
        when more is known than could be kept.

        Without `check` no day file is looked at.
        """
        if check:
            for _ in self._check(year):
                pass
        return "" if year in self._unsaved else _look(self._cache(year))

    def refresh(self, seconds: float | None = None) -> bool:
        """Look at every file and read what changed, for about so long; True when a whole pass is done.

        The next call goes on where this one stopped. None = until it is done. `progress` says how far it is.
        """
        end = None if seconds is None else time.perf_counter() + seconds
        if self._pass is None:
            self._pass = self._check_all()
        for _ in self._pass:
            if end is not None and time.perf_counter() >= end:
                return False
        self._pass = None
        self.looked_at = True
        return True

    def _check_all(self) -> Iterator[None]:
        years = self.years()[::-1]  # the latest first: they are looked at most
        for n, year in enumerate(years):
            self.progress = (n, len(years))
            yield from self._check(year)
            yield
        self.progress = (len(years), len(years))

    def _check(self, year: int, first: str = "", last: str = "9999-12-31") -> Iterator[None]:
        """Bring the days of a year from first to last up to their files, one changed file a step."""
        seen = self._seen(year, first, last)
        if seen is None:
            return
        files_are = 0
        if first <= f"{year:04}-01-01" and last >= f"{year:04}-12-31" and "" not in seen.values():
            files_are = hash(frozenset(seen.items()))
            if year not in self._unsaved and self._agreed.get(year) == (_look(self._cache(year)), files_are):
                return  # without its rows, when they are not in memory
        gone = [key for key in self._entries(year) if first <= key <= last and key not in seen]
        for key in gone:
            self._forget(key)
        for key in [key for key in self._problems if first <= key <= last and key[:5] == f"{year:04}-"]:
            if key not in seen:
                del self._problems[key]
        entries = self._entries(year)
        for key, stamp in seen.items():
            entry = entries.get(key)
            known = entry.stamp if entry else self._problems[key][0] if key in self._problems else ""
            if known != stamp or not stamp:
                self._read(key, stamp)
                yield
                entries = self._entries(year)  # another year may have taken its place meanwhile
        if year in self._unsaved and year_cache.save(self._cache(year), entries):
            self._unsaved.discard(year)
            self._texts.pop(year, None)
            self._looks[year] = _look(self._cache(year))
        if files_are and self._looks[year] and year not in self._unsaved:
            self._agreed[year] = self._looks[year], files_are

    def _seen(self, year: int, first: str, last: str) -> dict[str, str] | None:
        """The stamp of every day file, an empty one where a change could go unseen; None when that cannot be said."""
        folder = self._places.days / f"{year:04}"
        found: dict[str, str] = {}
        known = self._years.get(year, {}) if year in self._agreed else self._entries(year)
        now = self._now()
        self._problems.pop(f"{year:04}", None)
        try:
            with os.scandir(folder) as listed:
                for entry in listed:
                    key, end = entry.name[:10], entry.name[10:]
                    if not first <= key <= last:
                        continue
                    if (key in known and end == ".toml") or ((day := date_of(entry.name)) and day.year == year):
                        found[key] = _stamp(entry, now)
        except FileNotFoundError:
            return {}
        except OSError as error:
            name = self._places.short(folder)
            self._complain(f"{year:04}", "", Problem(file=name, message=f"cannot be listed: {files.why(error)}"))
            return None
        return found

    def _read(self, key: str, stamp: str) -> None:
        """Read a day again. The stamp was taken before, so that a change in between is seen the next time."""
        day = date.fromisoformat(key)
        name = f"{self._folder_name}/{key[:4]}/{key}.toml"
        self._problems.pop(key, None)
        try:
            data = files.read(Path(f"{self._folder}/{key[:4]}/{key}.toml"), name)
            value = None if data is None else read_day(data, name, day)[0]
        except CannotRead as error:
            self._complain(key, stamp, *(p for p in error.problems if not p.warning))
            value = None
        if value is None:
            self._forget(key)
            return
        short = summary.of(value)
        entry, entries = Entry(stamp, rows.line(short), short.text), self._entries(day.year)
        if entries.get(key) != entry:
            entries[key] = entry
            self._unsaved.add(day.year)

    def _forget(self, key: str) -> None:
        if self._entries(int(key[:4])).pop(key, None) is not None:
            self._unsaved.add(int(key[:4]))

    def _complain(self, key: str, stamp: str, *problems: Problem) -> None:
        self._problems[key] = (stamp, problems)

    def _entries(self, year: int) -> dict[str, Entry]:
        """The rows of a year; the year that was asked for longest ago makes place for it."""
        found = self._years.pop(year, None)
        if found is None:
            self._looks[year] = _look(self._cache(year))
            found = year_cache.load(self._cache(year), year)
            held = [y for y in self._years if y not in self._unsaved]
            for other in held[: len(held) + 1 - HELD]:
                del self._years[other]
        self._years[year] = found
        return found

    def _searched(self, year: int) -> tuple[Sequence[int], str]:
        """The days of a year in order, as ordinals, and their texts as one, a line for each."""
        if (held := self._years.get(year)) is not None:
            keys = sorted(held)
            return [date.fromisoformat(key).toordinal() for key in keys], "\n".join(held[key].text for key in keys)
        found = year_cache.texts(self._cache(year), year, self._texts.get(year))
        if found is None:
            return (), ""
        self._texts[year] = found[0]
        return found[0].days, found[1]

    def _keys(self, first: date, last: date, *, check: bool = True) -> Iterator[str]:
        """The ISO dates that have a day, in order, each year checked when its turn comes."""
        for year in self.years():
            if first.year <= year <= last.year:
                yield from self._keys_of(year, first.isoformat(), last.isoformat(), check=check)

    def _keys_of(self, year: int, first: str, last: str, *, check: bool = True) -> list[str]:
        if check:
            for _ in self._check(year, first, last):
                pass
            if f"{year:04}" in self._problems:
                return []
        return sorted(key for key in self._entries(year) if first <= key <= last)

    def _decoded(self, key: str, make: Callable[[str, Entry], T]) -> T | None:
        """What a row says; where that makes no sense, what the file says; None when that cannot be read."""
        entries = self._entries(int(key[:4]))
        try:
            return make(key, entries[key]) if key in entries else None
        except ValueError:  # whoever wrote this, no row of the year is to be believed
            for other, entry in entries.items():
                entries[other] = entry._replace(stamp="")
            self._unsaved.add(int(key[:4]))
            year_cache.drop(self._cache(int(key[:4])))
            self._read(key, "")
            return make(key, entries[key]) if key in entries else None

    def _last_before(self, day: date, wanted: Callable[[Done], bool]) -> date | None:
        for year in reversed([year for year in self.years() if year <= day.year]):
            for key in reversed(self._keys_of(year, "", day.isoformat())):
                if key < day.isoformat() and any(wanted(done) for done in self._decoded(key, _done) or ()):
                    return date.fromisoformat(key)
        return None

    def _cache(self, year: int) -> Path:
        return self._places.cache / "index" / f"days-{year:04}"


def _summary(key: str, entry: Entry) -> Summary:
    return rows.summary(date.fromisoformat(key), entry.row, entry.text)


def _done(key: str, entry: Entry) -> tuple[Done, ...]:
    return rows.done(entry.row)


def _stamp(entry: os.DirEntry[str], now: int) -> str:
    """What a file looks like. Its ctime cannot be set back, as `touch`, `cp -p` and `rsync` set the mtime."""
    try:
        seen = entry.stat()
    except OSError:  # gone again, or a link to nowhere: reading will say
        return ""
    if abs(now - seen.st_ctime_ns) < YOUNG:
        return ""
    return f"{seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_size} {seen.st_ino}"


def _look(path: Path) -> str:
    """What a cache file looks like; empty when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"
