"""What is wrong with a text that is no TOML, in the runner's words: the slips that people make, one by one.

It is imported only for a file that did not parse. It guesses what was meant, and only says so; it mends nothing.
"""

from __future__ import annotations

import re
from calendar import isleap, month_name, monthrange
from collections.abc import Iterator

from planner.storage.problems import Problem

_PLACE = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_QUOTES = "\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb"
_WORDS = {
    "yes": "true",
    "no": "false",
    "on": "true",
    "off": "false",
    "True": "true",
    "False": "false",
    "TRUE": "true",
    "FALSE": "false",
}


def explain(text: str, file: str, error: str) -> tuple[Problem, ...]:
    """The problems of a text that tomllib refused with `error`, at least one."""
    conflict = tuple(_conflicts(text, file))
    if conflict:
        return conflict
    found = _PLACE.fullmatch(error)
    words = found[1] if found else error
    lines = text.split("\n")
    line = int(found[2]) if found and found[2] else len(lines)
    while not (found and found[2]) and line > 1 and not lines[line - 1].strip():
        line -= 1
    shown = lines[line - 1] if line <= len(lines) else ""
    if words.startswith(("Unterminated", "Expected", "Invalid")) and line > 1 and not shown.strip():
        shown = lines[line - 2]
    message, fix = _slip(shown, words, text, line)
    key = shown.partition("=")[0].strip() if "=" in shown and not shown.lstrip().startswith("#") else None
    return (Problem(file=file, line=line, key=key or None, message=message, fix=fix),)


def _conflicts(text: str, file: str) -> Iterator[Problem]:
    start, ours = 0, ""
    for n, line in enumerate(text.split("\n"), 1):
        if line.startswith("<<<<<<<"):
            start, ours = n, line[7:].strip()
        elif line.startswith(">>>>>>>") and start:
            sides = f"{ours or 'one side'} and {line[7:].strip() or 'the other'}"
            message = f"an unresolved merge of {sides}, lines {start} to {n}"
            yield Problem(file=file, line=start, message=message, fix="keep one of the two and delete the marks")
            start = 0


def _slip(shown: str, words: str, text: str, line: int) -> tuple[str, str | None]:
    """What is wrong in the line, and what to write instead."""
    value = shown.partition("=")[2].strip()
    quote = next((c for c in value if c in _QUOTES), None)
    if quote and not value.startswith(('"', "'")):
        return f"{quote} is a typographic quotation mark", 'write the plain one: "'
    if comma := re.match(r"([+-]?\d+),(\d+)\s*(?:#.*|[,}\]].*)?$", value) or re.search(r"=\s*([+-]?\d+),(\d+)", shown):
        return f"{comma[1]},{comma[2]} is no number: a decimal point is wanted", f"write {comma[1]}.{comma[2]}"
    if date := re.search(r"\b(\d{4})-(\d{2})-(\d{2})", value):
        problem = _date(*map(int, date.groups()))
        if problem:
            return problem
    time = re.search(r"\b(\d{2}):(\d{2})(?::(\d{2}))?", value)
    if time and (int(time[1]) > 23 or int(time[2]) > 59 or int(time[3] or 0) > 59):
        return f"the time {time[0]} does not exist", "write hours 00 to 23, minutes and seconds 00 to 59"
    if date := re.match(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\b", value):
        return f"{date[0]} is no date that can be told for sure", "write year-month-day, e.g. 2026-03-01"
    if words.startswith("Cannot") and (twin := _twin(text, line)):
        return f"{twin[0]} stands on line {twin[1]} already", "keep one of the two"
    if words.startswith("Unterminated string") or (value[:1] in ('"', "'") and words.startswith("Illegal character")):
        return "a string has no closing quotation mark", f"close it with {value[:1] or chr(34)} on the same line"
    if "Unclosed array" in words or words.startswith("Expected ']'"):
        return "a list or a table's name has no closing ]", "close it with ]"
    if bare := re.match(r"([A-Za-z_][\w/ .:-]*)", value):
        word = bare[1].strip()
        if word in _WORDS:
            return f"{word} is no TOML value", f"write {_WORDS[word]}"
        return f"{word} needs quotation marks", f'write "{word}"'
    if "=" not in shown and shown.strip() and not shown.lstrip().startswith("["):
        return f"no = in: {shown.strip()[:60]}", "write key = value, or start the line with #"
    if not value and "=" in shown:
        return "nothing after the =", "write a value, or delete the line: what was not said is left out"
    if "\r" in shown.rstrip("\r"):
        return "lines end in a lone carriage return", "save it with line ends of Unix or Windows"
    return f"is no TOML: {words[:1].lower()}{words[1:]}", None


def _date(year: int, month: int, day: int) -> tuple[str, str] | None:
    if not 1 <= month <= 12:
        return f"{year:04}-{month:02}-{day:02} does not exist: there is no month {month}", "write 01 to 12"
    if year < 1:
        return f"{year:04}-{month:02}-{day:02} does not exist: years begin at 1", "write the year with four digits"
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return None
    leap = "" if month != 2 or isleap(year) or day != 29 else f", {year} is no leap year"
    message = f"{year:04}-{month:02}-{day:02} does not exist: {month_name[month]} {year} has {last} days{leap}"
    return message, "write a day of that month"


def _twin(text: str, line: int) -> tuple[str, int] | None:
    """The key or table of `line`, and the earlier line that has it too."""
    lines = text.split("\n")
    table = ""
    seen: dict[str, int] = {}
    for n, shown in enumerate(lines[: line], 1):
        stripped = shown.strip()
        if stripped.startswith("["):
            table = stripped.partition("#")[0].strip()
            name = table
        elif "=" in stripped and not stripped.startswith("#"):
            name = f"{table} {stripped.partition('=')[0].strip()}".strip()
        else:
            continue
        if n == line and name in seen:
            return (name.rpartition(" ")[2] if "=" in stripped else name), seen[name]
        seen.setdefault(name, n)
    return None
