"""On which line each key of a TOML text stands, found in one pass over a text that is known to parse.

tomllib names lines only for broken syntax. This module knows where things stand and refuses to know what they mean.
It is asked only about files that have a problem, and it is exact also inside inline tables and lists.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

Path = tuple[str | int, ...]
"""From the root of a file to a value: keys, and places in lists counted from 0."""

_SPACE = " \t"
_BLANK = " \t\r\n"
_END_OF_PLAIN = " \t\r\n,]}#"
_DEEP = 40
"""Keys and places of a path behind which nothing is told apart; 20 is what a file may have."""


def line_of(text: str, path: Path) -> int | None:
    """The line, from 1, of one key path; None when the text does not have it."""
    return find(text).get(path)


@lru_cache(maxsize=1)
def find(text: str) -> Mapping[Path, int]:
    """The line, from 1, of every key path in a text that tomllib has read without an error.

    Kept for the next who asks of the same text: a file with a thousand mistakes asks a thousand times.
    """
    return _Scan(text).run()


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.ends = [i for i, c in enumerate(text) if c == "\n"]
        self.found: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self.skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.found

    def note(self, path: Path) -> None:
        self.found.setdefault(path, bisect_right(self.ends, self.at - 1) + 1)

    def skip(self, what: str) -> int:
        """Go past blanks and, where lines may end, past comments."""
        text, size = self.text, len(self.text)
        while self.at < size:
            if text[self.at] in what:
                self.at += 1
            elif text[self.at] == "#" and "\n" in what:
                end = text.find("\n", self.at)
                self.at = size if end < 0 else end
            else:
                break
        return self.at

    def header(self) -> Path:
        many = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 2 if many else 1
        keys = self.keys()
        after, self.at = self.at + (2 if many else 1), start
        path: Path = ()
        for n, key in enumerate(keys):
            path = (*path, key)
            self.note(path)
            if n == len(keys) - 1 and many:
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
                self.note(path)
        self.at = after
        return path

    def keys(self) -> list[str]:
        """A dotted key, up to the `=` or `]` behind it."""
        keys: list[str] = []
        while True:
            self.skip(_SPACE)
            if self.text[self.at] in "\"'":
                keys.append(self.string())
            else:
                start = self.at
                while self.text[self.at] not in " \t.=]":
                    self.at += 1
                keys.append(self.text[start : self.at])
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def string(self) -> str:
        """Go past a string; its content with escapes undone, which matters only for keys."""
        quote = self.text[self.at]
        triple = self.text.startswith(quote * 3, self.at)
        mark = quote * 3 if triple else quote
        start = self.at
        self.at += len(mark)
        while not self.text.startswith(mark, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(mark)
        while triple and self.text.startswith(quote, self.at):
            self.at += 1  # up to two quotes may belong to the string itself
        raw = self.text[start : self.at]
        if triple or quote == "'" or "\\" not in raw:
            return raw[len(mark) : -len(mark)]
        import tomllib

        return str(tomllib.loads(f"k = {raw}")["k"])

    def pair(self, table: Path) -> None:
        start = self.at
        keys = self.keys()
        after, self.at = self.at + 1, start
        for n in range(len(keys)):
            self.note((*table, *keys[: n + 1]))
        self.at = after
        self.skip(_SPACE)
        self.value((*table, *keys))

    def value(self, path: Path) -> None:
        first = self.text[self.at]
        if first in "\"'":
            self.string()
        elif first in "[{" and len(path) > _DEEP:
            self.past()
        elif first == "[":
            self.many(path)
        elif first == "{":
            self.inline(path)
        else:
            size = len(self.text)
            while self.at < size and self.text[self.at] not in _END_OF_PLAIN:
                self.at += 1
            if self.text[self.at : self.at + 1] == " " and self.text[self.at + 1 : self.at + 2].isdigit():
                self.at += 1  # a date and a time with a blank between them
                while self.at < size and self.text[self.at] not in _END_OF_PLAIN:
                    self.at += 1

    def many(self, path: Path) -> None:
        self.at += 1
        n = 0
        while self.text[self.skip(_BLANK)] != "]":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self.note((*path, n))
            self.value((*path, n))
            n += 1
        self.at += 1

    def past(self) -> None:
        """Go past a list or table, however many stand in it: an interpreter has an end to what calls itself."""
        depth = 0
        while True:
            sign = self.text[self.skip(_BLANK)]
            if sign in "\"'":
                self.string()
                continue
            self.at += 1
            depth += (sign in "[{") - (sign in "]}")
            if not depth:
                return

    def inline(self, path: Path) -> None:
        self.at += 1
        while self.text[self.skip(_BLANK)] != "}":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self.pair(path)
        self.at += 1
