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
    if "\r" in text.replace("\r\n", "\n"):
        line = text.replace("\r\n", "\n").partition("\r")[0].count("\n") + 1
        lone = "a line ends in a lone carriage return"
        return (Problem(file=file, line=line, message=lone, fix="save it with line ends of Unix or Windows"),)
    lines = [line.rstrip("\r") for line in text.split("\n")]
    line = int(found[2]) if found and found[2] else _last(lines)
    shown = lines[line - 1]
    opened = _open_string(lines)
    if opened is not None:
        unclosed = 'a text of several lines has no closing """'
        return (Problem(file=file, line=opened, message=unclosed, fix='close it with """'),)
    message, fix = _slip(shown, words, lines, line)
    key = shown.partition("=")[0].strip("[{ \t") if "=" in shown and not shown.lstrip().startswith("#") else ""
    return (Problem(file=file, line=line, key=key[:80] or None, message=message, fix=fix),)


def _last(lines: list[str]) -> int:
    """The last line that is not blank: tomllib says no line when the text ends too early."""
    return max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)


def _open_string(lines: list[str]) -> int | None:
    """The line on which a text of several lines begins that never ends."""
    opened: int | None = None
    for n, line in enumerate(lines, 1):
        if line.count('"""') % 2:
            opened = n if opened is None else None
    return opened


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


def _slip(shown: str, words: str, lines: list[str], line: int) -> tuple[str, str | None]:
    """What is wrong in the line, and what to write instead."""
    if words.startswith(("Cannot", "Duplicate")) and (twin := _twin(lines, line)):
        return f"{twin[0]} stands on line {twin[1]} already", "keep one of the two"
    if "=" not in shown:
        if shown.lstrip().startswith("["):
            return _header_slip(shown.strip(), words)
        return f"no = in: {shown.strip()[:60]}", "write key = value, or start the line with #"
    key, _, value = (part.strip() for part in shown.partition("="))
    return _value_slip(key, value) or _list_slip(value, words) or (f"is no TOML: {words[:1].lower()}{words[1:]}", None)


def _header_slip(shown: str, words: str) -> tuple[str, str]:
    """A table's name that is none, that something stands behind, or that a value has already."""
    name = f"{shown.partition(' ')[0].rstrip(']')}]"
    if words.startswith("Cannot"):
        return f"{name} is the name of a value already", "give one of the two another name"
    if "]" not in shown:
        return "a table's name has no closing ]", f"write {name}"
    if shown.rpartition("]")[2].partition("#")[0].strip():
        return "a table's name stands alone on its line", f"write {name}"
    return f"{shown[:60]} is no name of a table", "write it with letters, digits, - and _ between the brackets"


def _value_slip(key: str, value: str) -> tuple[str, str] | None:
    """A value that is none."""
    if not value or value.startswith("#"):
        return "nothing after the =", "write a value, or delete the line: what was not said is left out"
    if (quote := next((c for c in value if c in _QUOTES), None)) and value[0] not in "\"'":
        return f"{quote} is a typographic quotation mark", 'write the plain one: "'
    if control := next((c for c in value if ord(c) < 32 and c != "\t"), None):
        return f"holds a control character (0x{ord(control):02X})", "delete it"
    if comma := re.search(r"(?:^|=\s*)([+-]?\d+),(\d+)\s*(?:$|[#,}\]])", value):
        return f"{comma[1]},{comma[2]} is no number: a decimal point is wanted", f"write {comma[1]}.{comma[2]}"
    return _time_slip(key, value) or _word_slip(value)


def _time_slip(key: str, value: str) -> tuple[str, str] | None:
    iso = re.search(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})", value)
    if iso and (problem := _date(*map(int, iso.groups()))):
        return problem
    if not iso and (local := re.match(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}\b", value)):
        return f"{local[0]} is no date that can be told for sure", "write year-month-day, e.g. 2026-03-01"
    time = re.search(r"(?<![\d:])(\d{1,3}):(\d{2})(?::(\d{2}))?", value)
    if time and iso and (int(time[1]) > 23 or int(time[2]) > 59 or int(time[3] or 0) > 59):
        return f"the time {time[0]} does not exist", "write hours 00 to 23, minutes and seconds 00 to 59"
    if time and time.start() == 0 and int(time[2]) < 60:
        if key == "at":
            return f"{time[0]} has no date and no offset from UTC", "write it as 2026-11-23T06:41:00+01:00"
        if key in ("day_starts", "easy_pace"):
            return f"{time[0]} needs quotation marks", f'write "{time[0]}"'
        return f"{time[0]} is no number", f"write {int(time[1]) + int(time[2]) / 60:.4g}"
    return None


def _word_slip(value: str) -> tuple[str, str] | None:
    if zero := re.match(r"([+-]?)(0+(\d+(?:\.\d+)?))\s*(?:#.*)?$", value):
        return f"{zero[1]}{zero[2]} begins with a zero", f"write {zero[1]}{zero[3]}"
    if unit := re.match(r"([+-]?\d+(?:\.\d+)?)\s*([^\s\d.,\]}#:-][^\s,\]}#]*)", value):
        return f"{unit[2]} stands behind the number", f"write {unit[1]}"
    if bare := re.match(r"([A-Za-z_][\w/ .:-]*)", value):
        word = bare[1].strip()
        return (
            (f"{word} is no TOML value", f"write {_WORDS[word]}")
            if word in _WORDS
            else (
                f"{word} needs quotation marks",
                f'write "{word}"',
            )
        )
    return None


def _list_slip(value: str, words: str) -> tuple[str, str] | None:
    """A text, list or inline table that does not end, or not as it should."""
    if "\\" in value and "\\" in words:
        return "a \\ in a text has a meaning of its own", "write \\\\ for one, or put the text between ' and '"
    unclosed = ("Illegal character", "Unterminated string", "Expected '", 'Expected "')
    if value[:1] in ('"', "'") and words.startswith(unclosed):
        return "a text has no closing quotation mark", f"close it with {value[0]} on the same line"
    if "inline table" in words and "Duplicate" in words:
        return f"a key stands twice between {{ and }} ({words.rpartition(' ')[2]})", "keep one of the two"
    if "Unclosed array" in words:
        if "]" in value:
            return "a comma is missing between two entries", "write a comma between them"
        return "a list has no closing ]", "close it with ]"
    if "Unclosed inline table" in words or (value.startswith("{") and "}" not in value):
        if "}" in value:
            return "a comma is missing between two entries", "write a comma between them"
        return "a { has no closing }", "close it with } on the same line"
    return None


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


def _twin(lines: list[str], line: int) -> tuple[str, int] | None:
    """The key or table of `line`, and the earlier line that has it too."""
    table = ""
    seen: dict[str, int] = {}
    for n, shown in enumerate(lines[:line], 1):
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
