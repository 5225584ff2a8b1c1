"""The sheet: whatever was written comes back from any reader of CSV, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from leaving import ANY, FORMULAS, TEXTS, day_with

from planner.core.days import Morning
from planner.core.record import Day, Done
from planner.sinks import csv_sheet, told
from planner.sinks.csv_sheet import cell, read

FORMULA = re.compile("^[=+\\-@\t\r\n\x00＝＋－＠]")
SIGN = re.compile(r"^[=+\-@＝＋－＠]")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    """The cells as another program reads them."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@settings(max_examples=300)
@given(ANY)
def test_a_text_comes_back(text: str) -> None:
    """Through the sheet and a strict reader, but for what does something and shows nothing."""
    day = Day(date=day_with("").date, done=(Done(kind="run", note=text, shoe=text),))
    header, row = csv.reader(io.StringIO(csv_sheet.text([day], health=True), newline=""), strict=True)
    found = dict(zip(header, row, strict=True))
    assert read(found["shoe"]) == read(found["notes"]) == told.clean(text)


@settings(max_examples=300)
@given(ANY)
def test_no_cell_is_a_formula(text: str) -> None:
    """Not where cells end with a comma, nor where a sheet takes a semicolon or a tab for their end."""
    day = replace(day_with(text), done=(replace(day_with(text).done[0], shoe=text),))
    for delimiter in ",;\t":
        for row in rows(csv_sheet.text([day], health=True), delimiter):
            starts = FORMULA if delimiter == "," else SIGN
            bad = [c for c in row if starts.match(c.strip(" \xa0\u3000")) and not NUMBER.fullmatch(c)]
            assert not bad, (delimiter, bad)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_has_broken_sheets(text: str) -> None:
    """Each of them: kept as a text, and no more than one line of the sheet."""
    assert read(cell(text)) == told.clean(text)
    assert len(rows(csv_sheet.text([day_with(text)], health=True))) == 2
    assert not FORMULA.match(cell(text)) or NUMBER.fullmatch(cell(text))


def test_a_formula_gets_a_sign_before_it_and_a_number_none() -> None:
    assert [cell(text) for text in FORMULAS[:6]] == ["'=1+1", "'+1+1", "'-1+1", "'@SUM(A1)", "' =1", "'\n'=1"]
    assert [cell(text) for text in ("-5", "+5,5", "5", "8.25", "-", "8 km", "a-b", "a;-b")] == [
        "-5", "+5,5", "5", "8.25", "'-", "8 km", "a-b", "a;'-b",
    ]  # fmt: skip  # one cell after the other
    assert [cell(value) for value in (8.0, 7.9, -1.5, 0, 5.8954, None)] == ["8", "7.9", "-1.5", "0", "5.895", ""]


def test_the_lines() -> None:
    """A line a session, numbers as numbers, CRLF; nothing of a morning unless it is asked for."""
    day = day_with("x")
    run = replace(day.done[0], minutes=46.1, climb_m=60.0, terrain="road", shoe="pegasus-41")
    day = replace(day, done=(run, Done(kind="strength", minutes=30.0)))
    assert csv_sheet.text([day]).split("\r\n") == [
        "date,kind,session,km,minutes,pace_min_per_km,climb_m,terrain,shoe,effort,planned,advised,chosen_by,chosen",
        "2026-11-23,run,easy,8,46.1,5.76,60,road,pegasus-41,3,12 km long + strength,rest,own,5 km easy",
        "2026-11-23,strength,,,30,,,,,,12 km long + strength,rest,own,5 km easy",
        "",
    ]
    header, row, *_ = rows(csv_sheet.text([day], health=True))
    assert row[-4:] == [
        "left x 9/10 in the morning; x 8/10 on the run, 9/10 after it",
        "fever (38.0 °C or more); changed stride",
        "x; See a doctor or physiotherapist within days.",
        "x; x; x; x; x",
    ]
    quiet = Day(date=day.date, morning=Morning(stress=2, note="tired"))
    assert len(rows(csv_sheet.text([quiet]))) == 1
    header, row = rows(csv_sheet.text([quiet], health=True))
    assert {name: c for name, c in zip(header, row, strict=True) if c} == {
        "date": "2026-11-23",
        "stress": "2",
        "notes": "tired",
    }


def test_a_run_of_no_length_has_no_pace() -> None:
    day = Day(date=day_with("").date, done=(Done(kind="run", km=0.0, minutes=5.0), Done(kind="run", km=5.0)))
    assert [row[5] for row in rows(csv_sheet.text([day]))[1:]] == ["", ""]
