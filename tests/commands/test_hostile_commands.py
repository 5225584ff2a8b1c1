"""Hostile text in files and in their names: every command shows it as text, and nothing raw reaches a terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from faces import NOW, PAIRS, TODAY, furnish, sore
from hostile import HOSTILE
from terminal import Terminal

from planner.core.days import Morning
from planner.core.record import Chosen
from planner.storage import files, shapes, shoes, writing

Planner = Callable[..., Any]
COMMANDS = (
    ["today"], ["today", "--json"], ["week"], ["history", "--last", "3"], ["why"], ["shoes"], ["doctor"],
    ["history", "--json", "--last", "1"], ["replay"], ["doctor", "--json"], ["restore"],
    ["restore", "today", "--show", "1"], ["settle"],
)  # fmt: skip  # one command after the other


def laid(home: Path, text: str) -> None:
    """A home in which the text stands wherever a runner can write."""
    desk = furnish(home, past=2)
    day = replace(
        desk.day(TODAY),
        morning=Morning(sleep_h=7.0, stress=2, note=text, pain=(sore(f"other:{text[:30]}", "left", 3),), flags=()),
        chosen=Chosen(by="own", why=text, kind="easy", km=8.0),
    )
    desk.save(day)
    path = desk.places.day_file(TODAY)
    files.save(path, path.read_bytes() + b"# another\n", "x", read_as=path.read_bytes())
    pairs = (replace(PAIRS[0], name=text[:200], note=text),)
    desk.places.shoes.write_text(writing.text(shoes.SHOES, pairs))
    table = {"week": {"tuesday": text[:100]}, "theme": text, "keys": {text[:40]: text[:40]}}
    desk.places.settings.write_text(tomli_w.dumps({"format": 1, **table}))
    steps = {"step": {"mine": {"name": text[:80], "dose": text[:80], "how": text, "seconds": 60}}}
    steps["routine"] = {"warm-up-easy": {"steps": ["mine", "walk-5"]}}
    desk.places.routines.write_text(tomli_w.dumps({"format": 1, **steps}))
    stray = "".join(c for c in text if c not in "/\0").encode("utf-8", "replace").decode()[:60]
    (path.parent / f"2026-11-23 (conflicted copy {stray}).toml").write_text(writing.text(shapes.DAY, day))


@pytest.mark.parametrize("text", [t for t in HOSTILE if "\ud83d" not in t], ids=range(len(HOSTILE)))
def test_every_command_shows_text_as_text(planner: Planner, tmp_path: Path, text: str) -> None:
    """Each line of both streams is printable, JSON is JSON, and no command breaks."""
    laid(tmp_path / "home", text)
    for command in COMMANDS:
        ended = planner(*command, PLANNER_HOME=str(tmp_path / "home"), PLANNER_NOW=NOW)
        assert "planner broke" not in ended.err and ended.code in (0, 1, 3), (command, ended)
        assert all(line.isprintable() for line in (ended.out + ended.err).split("\n")), (command, ended)
        if "--json" in command:
            json.loads(ended.out)


GIVEN = (
    ["history", "?"], ["history", "--from", "?"], ["why", "?"], ["week", "?"], ["rules", "?"], ["restore", "?"],
    ["today", "?"], ["shoes", "retire", "?"], ["shoes", "add", "?", "--limit", "?"], ["done", "--run", "?"], ["?"],
    ["done", "--rest", "--flag", "?", "--shoe", "?", "--pain", "?", "--effort", "?"], ["replay", "--rules", "?"],
    ["check-in", "--sleep", "?", "--pain", "?", "--flag", "?", "--run", "?", "--date", "?", "--after-run", "?"],
    ["advise", "?"],
)  # fmt: skip  # one command line after the other; ? is the text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_given_is_answered_as_text(planner: Planner, tmp_path: Path, text: str) -> None:
    """On every command line: refused or taken, each line printable, no day written, nothing broken."""
    furnish(tmp_path / "home", past=0)
    for command in GIVEN:
        line = [text.replace("\0", "") if part == "?" else part for part in command]
        ended = planner(*line, PLANNER_HOME=str(tmp_path / "home"), PLANNER_NOW=NOW)
        assert "planner broke" not in ended.err and ended.code in (0, 1, 2, 3), (command, ended)
        assert all(row.isprintable() for row in (ended.out + ended.err).split("\n")), (command, ended)
    assert not list((tmp_path / "home").glob("days/*/*.toml"))


def test_bytes_on_a_real_terminal(tmp_path: Path) -> None:
    """Of all of them at once no escape, no bell, no C1 and no mark of order is on the wire."""
    laid(tmp_path / "home", " ".join(HOSTILE)[:190])
    environ = {**os.environ, "PLANNER_HOME": str(tmp_path / "home"), "PLANNER_NOW": NOW}
    for command in (["today"], ["doctor"], ["restore", "today", "--show", "1"], ["settle"]):
        with Terminal([sys.executable, "-m", "planner", *command], env=environ, size=(200, 60)) as terminal:
            terminal.ended()
            data = terminal.bytes()
        assert data and not set(data) & (set(range(32)) - {10, 13}), command
        assert not {0x9B, 0x202E, 0x2066, 0x2028} & set(map(ord, data.decode())), command


def test_hidden_characters_are_told(planner: Planner, tmp_path: Path) -> None:
    """By doctor, with line, key and code; the file stays as it is."""
    desk = furnish(tmp_path / "home", past=0)
    path = desk.places.day_file(TODAY)
    path.parent.mkdir(parents=True)
    path.write_text(f'format = 1\ndate = {TODAY}\n[morning]\nnote = "a\\u001b[2J\u202eb"\n')
    before = path.read_bytes()
    said = planner("doctor", PLANNER_HOME=str(tmp_path / "home"), PLANNER_NOW=NOW).out
    assert "2026-11-23.toml:4: morning.note: holds hidden characters (U+001B, U+202E); they are shown as dots" in said
    assert path.read_bytes() == before


def test_what_is_given_is_cleaned(planner: Planner, tmp_path: Path) -> None:
    """A note on the command line loses what a terminal would obey before it is kept."""
    furnish(tmp_path / "home", past=0)
    args = "check-in --sleep 7 --quality 2 --fatigue 2 --soreness 2 --stress 2 --none --note".split()
    ended = planner(*args, "cafe\u0301 \x1b[2J\u202ehere", PLANNER_HOME=str(tmp_path / "home"), PLANNER_NOW=NOW)
    assert ended.code == 0
    assert 'note = "café [2Jhere"' in (tmp_path / "home/days/2026/2026-11-23.toml").read_text()
