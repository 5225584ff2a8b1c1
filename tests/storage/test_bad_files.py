"""Every way in which a day file can be wrong, with the exact words that the runner reads."""

from __future__ import annotations

import time
from datetime import date

import pytest

from planner.storage.journal import read_day
from planner.storage.problems import CannotRead

NAME = "x.toml"
HEAD = "format = 1\ndate = 2026-11-23\n"
KEPT = "bring back a kept copy with planner restore"


def problems(text: str | bytes, day: date | None = None) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    try:
        _, warnings = read_day(data, NAME, day)
    except CannotRead as error:
        return [str(p) for p in error.problems]
    return [str(p) for p in warnings]


NO_TEXT = {
    "empty": (b"", f"x.toml: is empty; {KEPT}, or delete the file"),
    "blank": (b" \n\n", f"x.toml: is empty; {KEPT}, or delete the file"),
    "wiped": (
        b"\0" * 4096,
        f"x.toml: was wiped: it holds 4,096 zero bytes and nothing else; {KEPT}, or delete the file",
    ),
    "half wiped": (b"format = 1\n\0\0", f"x.toml:2: holds zero bytes: this is no text; {KEPT}"),
    "UTF-16": (HEAD.encode("utf-16"), "x.toml: is in UTF-16; save it again as UTF-8"),
    "Latin-1": (
        (HEAD + '[morning]\nnote = "caf\xe9"\n').encode("latin-1"),
        "x.toml:4: is not UTF-8: byte 0xE9; save it again as UTF-8 (it may be Latin-1)",
    ),
    "too many lines": (
        b"x = 1\n" * 20_001,
        "x.toml: has 20,001 lines (limit 20,000); this is no file of planner",
    ),
    "too many bytes": (
        b"#" * 5_000_001,
        "x.toml: has 5,000,001 bytes (limit 5,000,000); this is no file of planner: move it away",
    ),
    "lone carriage returns": (
        b"format = 1\rdate = 2026-11-23\r",
        "x.toml:1: a line ends in a lone carriage return; save it with line ends of Unix or Windows",
    ),
    "merge": (
        HEAD + "<<<<<<< HEAD\n[morning]\nstress = 2\n=======\n[morning]\nstress = 3\n>>>>>>> phone\n",
        "x.toml:3: an unresolved merge of HEAD and phone, lines 3 to 9; keep one of the two and delete the marks",
    ),
}


@pytest.mark.parametrize("case", NO_TEXT)
def test_files_that_are_no_toml_text(case: str) -> None:
    """A file that is empty, wiped, in another encoding, too big or half merged is named as just that."""
    text, words = NO_TEXT[case]
    assert problems(text) == [words]


MERGES = {
    "<<<<<<<HEAD\n=======\n>>>>>>>phone\n": "x.toml:1: an unresolved merge of HEAD and phone, lines 1 to 3",
    "# a\n<<<<<<<\n>>>>>>>\n": "x.toml:2: an unresolved merge of one side and the other, lines 2 to 3",
    "<<<<<<< a\n>>>>>>> b\nx = 1\n<<<<<<< c\n>>>>>>> d\n": "x.toml:1: an unresolved merge of a and b, lines 1 to 2",
}


@pytest.mark.parametrize("text", MERGES)
def test_marks_of_a_merge(text: str) -> None:
    """With or without names; each of several is told."""
    found = problems(text)
    assert found[0] == MERGES[text] + "; keep one of the two and delete the marks" and len(found) == text.count(
        "<<<<<<<"
    )


SLIPS = {
    "sleep_h = 7,5": "sleep_h: 7,5 is no number: a decimal point is wanted; write 7.5",
    "sleep_h = 7:30": "sleep_h: 7:30 is no number; write 7.5",
    "sleep_h = 7.5h": "sleep_h: h stands behind the number; write 7.5",
    "sleep_h = 07.5": "sleep_h: 07.5 begins with a zero; write 7.5",
    "stress = ": "stress: nothing after the =; write a value, or delete the line: what was not said is left out",
    "stress = 3 bad": "stress: bad stands behind the number; write 3",
    "stress 3": "no = in: stress 3; write key = value, or start the line with #",
    "note = good": 'note: good needs quotation marks; write "good"',
    "note = “good”": 'note: “ is a typographic quotation mark; write the plain one: "',
    'note = "good': 'note: a text has no closing quotation mark; close it with " on the same line',
    'note = "a\\d"': r"note: a \ in a text has a meaning of its own; write \\ for one, or put the text between ' and '",
    'note = "a\x1bb"': "note: holds a control character (0x1B); delete it",
    'note = """good': 'a text of several lines has no closing """; close it with """',
    "late = yes": "late: yes is no TOML value; write true",
    "late = False": "late: False is no TOML value; write false",
    "at = 2026-11-23T24:00:00+01:00": (
        "at: the time 24:00:00 does not exist; write hours 00 to 23, minutes and seconds 00 to 59"
    ),
    "at = 06:41": "at: 06:41 has no date and no offset from UTC; write it as 2026-11-23T06:41:00+01:00",
    "at = 2026-02-30T06:41:00Z": (
        "at: 2026-02-30 does not exist: February 2026 has 28 days; write a day of that month"
    ),
    "at = 2027-02-29T06:41:00Z": (
        "at: 2027-02-29 does not exist: February 2027 has 28 days, 2027 is no leap year; write a day of that month"
    ),
    "at = 2027-13-01T06:41:00Z": "at: 2027-13-01 does not exist: there is no month 13; write 01 to 12",
    "at = 0000-01-01T06:41:00Z": ("at: 0000-01-01 does not exist: years begin at 1; write the year with four digits"),
    "at = 1.3.2027": "at: 1.3.2027 is no date that can be told for sure; write year-month-day, e.g. 2026-03-01",
    "flags = ['fever'": "flags: a list has no closing ]; close it with ]",
    "flags = ['fever' 'myalgia']": "flags: a comma is missing between two entries; write a comma between them",
    "pain = [{ site = 'calf', score = 2, score = 3 }]": (
        "pain: a key stands twice between { and } ('score'); keep one of the two"
    ),
    "[advice": "a table's name has no closing ]; write [advice]",
    "[morning]": "[morning] stands on line 3 already; keep one of the two",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_slips_in_toml(slip: str) -> None:
    """Each slip that people make in TOML is named with its line and what to write instead."""
    assert problems(f"{HEAD}[morning]\n{slip}\n") == [f"x.toml:4: {SLIPS[slip]}"]


def test_a_key_that_stands_twice() -> None:
    """Both lines of a key that stands twice are named."""
    twice = HEAD + "[morning]\nstress = 2\nfatigue = 3\nstress = 3\n"
    assert problems(twice) == ["x.toml:6: stress: stress stands on line 4 already; keep one of the two"]


VALUES = {
    "sleep_h = 25": "sleep_h: 25 is out of range; write 0 to 24 hours",
    "sleep_h = nan": "sleep_h: nan is out of range; write 0 to 24 hours",
    "sleep_h = -1": "sleep_h: -1 is out of range; write 0 to 24 hours",
    "sleep_h = '7,5'": 'sleep_h: expected a number, found "7,5"; write 7.5',
    "sleep_h = '7'": 'sleep_h: expected a number, found "7"; write 7, without quotation marks',
    "sleep_h = true": "sleep_h: expected a number, found true; write 0 to 24 hours",
    "stress = 8": "stress: 8 is out of range; write 1 to 7 (7 worst)",
    "stress = 0": "stress: 0 is out of range; write 1 to 7 (7 worst)",
    "stress = true": "stress: expected a whole number, found true; write 1 to 7 (7 worst)",
    "stress = 2.5": "stress: expected a whole number, found 2.5; write 1 to 7 (7 worst)",
    "stress = 99999999999999999999": (
        "stress: a number of more than 18 digits is out of range; write 1 to 7 (7 worst)"
    ),
    "late = 1": "late: expected true or false, found 1; write true or false, without quotation marks",
    "note = 5": "note: expected a text, found 5; write it between quotation marks",
    "at = 2026-11-23": "at: expected a date and time, found 2026-11-23; write it as 2026-11-23T06:41:00+01:00",
    "at = 2026-11-23T06:41:00": (
        "at: 2026-11-23T06:41:00 has no offset from UTC; write it as 2026-11-23T06:41:00+01:00"
    ),
    "pain = { site = 'calf', score = 1 }": "pain: expected a list of tables, found a table; write [{ … }]",
    "pain = [{ site = 'calf', score = 11 }]": ("pain[1].score: 11 is out of range; write 0 to 10 (0 none, 10 worst)"),
    "pain = [{ site = 'calf' }]": "pain[1].score: is missing; write score = …",
    "pain = [{ site = 'kne_front', score = 1 }]": (
        "pain[1].site: 'kne_front' is not a site. Did you mean 'knee_front'?"
    ),
    "pain = [{ site = 'other:groins', score = 1 }]": (
        "pain[1].site: 'other:groins' looks like the listed site 'groin': write groin"
    ),
    "pain = [{ site = 'calf', score = 1, side = 'lft' }]": (
        'pain[1].side: "lft" is none of left, right, both; write "left"'
    ),
    "flags = ['fevr']": 'flags: "fevr" is not known; did you mean "fever"?',
    "flags = 'fever'": 'flags: expected a list of words, found "fever"; write ["…", "…"]',
}


@pytest.mark.parametrize("value", VALUES)
def test_values_that_cannot_be(value: str) -> None:
    """Each value of a wrong type or out of range is named with its line, its key and what to write."""
    assert problems(f"{HEAD}[morning]\n{value}\n") == [f"x.toml:4: morning.{VALUES[value]}"]


TABLES = {
    "date = 2026-11-23\n": "x.toml:1: format: is missing; write format = 1 as the first line",
    "format = '1'\ndate = 2026-11-23\n": 'x.toml:1: format: "1" is no format; write format = 1',
    "format = 7\ndate = 2026-11-23\nnew = 'thing'\n": (
        "x.toml:1: format: was made by a newer planner (this one knows format 1);"
        " update planner; this file is left as it is"
    ),
    "format = 1\n": "x.toml:1: date: is missing; write date = …",
    "format = 1\ndate = '2026-3-1'\n": (
        'x.toml:2: date: expected a date, found "2026-3-1"; write 2026-03-01, without quotation marks'
    ),
    "format = 1\ndate = 2026-11-23T00:00:00Z\n": (
        "x.toml:2: date: expected a date, found a date with a time; write 2026-11-23"
    ),
    HEAD + "morning = 3\n": ("x.toml:3: morning: expected a table, found 3; write [morning] on its own line"),
    HEAD + "[done]\nkind = 'run'\n": ("x.toml:3: done: expected a list of tables, found a table; write [[done]]"),
    HEAD + "[[done]]\nkm = 5\n": "x.toml:3: done[1].kind: is missing; write kind = …",
    HEAD + "[[planned]]\nkm = 900\n": "x.toml:4: planned[1].km: 900 is out of range; write 0 to 500 km",
    HEAD + "[[planned]]\nkind = 'eazy'\n": (
        'x.toml:4: planned[1].kind: "eazy" is none of easy, long, tempo, intervals, hills, race, recovery, rest, cross,'
        ' strength; write "easy"'
    ),
    HEAD + "x = " + "[" * 60_000 + "]" * 60_000: (
        "x.toml: lists or tables are nested too deep (limit 20); write them side by side"
    ),
    HEAD + "[[done]]\nkind = 'run'\nkm = " + "9" * 5000: (
        "x.toml: holds a number with too many digits; write a number of at most 18 digits"
    ),
}


@pytest.mark.parametrize("text", TABLES, ids=range(len(TABLES)))
def test_tables_that_cannot_be(text: str) -> None:
    """A missing, newer or wrong format, a missing date, a table where a list belongs: each is named."""
    assert problems(text) == [TABLES[text]]


def test_the_date_is_the_one_in_the_name() -> None:
    """A file that was copied to another day's name is not taken for that day."""
    assert problems(HEAD, date(2026, 11, 24)) == [
        "x.toml:2: date: says 2026-11-23, the file's name says 2026-11-24; make them the same"
    ]


def test_all_problems_at_once() -> None:
    """All that is wrong with a file is said at once, in the order of its lines."""
    text = HEAD + "[morning]\nsleep_h = 25\npain = [\n  { site = 'calf', score = 11 },\n]\n[[done]]\nkind = 'ran'\n"
    assert [p.partition(": ")[0] for p in problems(text)] == ["x.toml:4", "x.toml:6", "x.toml:9"]


def test_unknown_keys_are_warnings() -> None:
    """A key that planner does not know is said, with the nearest name, and the day is read all the same."""
    text = HEAD + "[morning]\nfatique = 3\n[weather]\nsky = 'grey'\n"
    assert problems(text) == [
        "x.toml:4: morning.fatique: is not a key of this table; it is kept; did you mean 'fatigue'?",
        "x.toml:5: weather: is not a key of this table; it is kept",
    ]


def test_what_is_too_deep_or_too_long() -> None:
    """A key of somebody's own may be nested 20 deep and no deeper; a note may have 20,000 characters and no more."""
    assert problems(HEAD + "x = " + "[" * 20 + "]" * 20) == ["x.toml:3: x: is not a key of this table; it is kept"]
    assert "x.toml:3: x: is nested too deep (limit 20); write it flatter" in problems(
        HEAD + "x = " + "[" * 21 + "]" * 21
    )
    assert problems(HEAD + "[morning]\nnote = '" + "a" * 20_000 + "'") == []
    assert problems(HEAD + "[morning]\nnote = '" + "a" * 20_001 + "'") == [
        "x.toml:4: morning.note: has 20,001 characters (limit 20,000); write it shorter"
    ]


def test_no_more_than_a_hundred_problems() -> None:
    """Beyond a hundred, problems are counted."""
    found = problems(HEAD + "[[done]]\nkm = -1\n" * 75)
    assert len(found) == 101
    assert found[-1] == "x.toml: and 50 problems more"


def test_text_from_a_file_cannot_command_a_terminal() -> None:
    """Escapes in keys, values and broken lines are shown as dots."""
    bad = problems(HEAD + '[morning]\nstress = "\\u001b[2J"\n"\\u001b]0;x" = 1\n') + problems(HEAD + "\x1b[2J\u202e\n")
    assert all(line.isprintable() for line in bad)
    assert any("·[2J" in line for line in bad)


def test_a_mark_in_front_is_read() -> None:
    """A byte-order mark, as Notepad writes it, is no problem, and lines are counted right behind it."""
    assert problems("\ufeff" + HEAD) == []
    assert problems("\ufeff" + HEAD + "[morning]\nstress = 9\n")[0].startswith("x.toml:4: ")


def test_windows_line_ends_are_read() -> None:
    """A file with CRLF is read, and a broken one gets its right line."""
    assert problems(HEAD.replace("\n", "\r\n")) == []
    assert problems((HEAD + "[morning]\nlate = yes\n").replace("\n", "\r\n")) == [
        "x.toml:4: late: yes is no TOML value; write true"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 100_000 + " = 1\n",
        "[a" + " . a" * 100_000 + "]\n",
        HEAD + "x = { a" + ".'a'" * 100_000 + " = 1 }\n",
        HEAD + "".join(f"k{n} = {n}\n" for n in range(19_000)),
        HEAD + "x = '" + "a" * 4_000_000 + "'\n",
        HEAD + "x = '" + "a." * 40 + "'\n" + "#" * 4_000_000,
        HEAD + "x = [" + "{}," * 200_000 + "]\n",
    ],
    ids=["dotted key", "dotted header", "dotted inline", "many keys", "long text", "long comment", "many tables"],
)
def test_a_huge_file_is_answered_in_time(text: str) -> None:
    """Whatever stands in a file below the limit of 5 MB, it is read or refused within two seconds."""
    started = time.process_time()
    problems(text)
    assert time.process_time() - started < 2
