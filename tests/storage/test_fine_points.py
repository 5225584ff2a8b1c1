"""Small things that one input alone tells apart: the edge of a limit, a word of a list, a sign behind a value."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from pathlib import Path

import pytest

from planner.core.settings import Settings
from planner.storage import checkup, fired, lines, own_layout, problems, routine_shapes, rulebook, said, scenarios
from planner.storage import settings as settings_file
from planner.storage.files import save
from planner.storage.journal import Journal, read_day
from planner.storage.places import Places
from planner.storage.problems import CannotRead, ChangedElsewhere
from planner.storage.reading import Wrong

HEAD = "format = 1\ndate = 2026-11-23\n[morning]\n"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.at(tmp_path)


def said_of(line: str) -> str:
    """What is wrong with a line of a morning."""
    with pytest.raises(CannotRead) as found:
        read_day(f"{HEAD}{line}\n".encode(), "x")
    return str(found.value)


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("yes", "true"), ("no", "false"), ("on", "true"), ("off", "false"),
        ("True", "true"), ("False", "false"), ("TRUE", "true"), ("FALSE", "false"),
    ],
)  # fmt: skip  # a table
def test_words_for_true_and_false(word: str, plain: str) -> None:
    """Those of other languages and of YAML."""
    assert said_of(f"late = {word}") == f"x:4: late: {word} is no TOML value; write {plain}"


def test_typographic_quotation_marks() -> None:
    """Around a text, or in one that has none; not in one that has its own and does not end."""
    for value in ("“a”", "“", "x“y”", "„a“", "«a»"):
        first = next(c for c in value if c in "“„«")
        plain = f'x:4: note: {first} is a typographic quotation mark; write the plain one: "'
        assert said_of(f"note = {value}") == plain
    for value in ('"a “b” c', "'a “b” c"):
        close = f"a text has no closing quotation mark; close it with {value[0]} on the same line"
        assert said_of(f"note = {value}") == f"x:4: note: {close}"


@pytest.mark.parametrize(
    "text",
    [
        "a = { b = 12}", "a = {b = 12 }", "a = {b = 12}", "a = { b = 12 }", "a = {  }", "a = {}", "a = { }",
        'a = [\n    { b = "x"},\n]', 'a = [\n    {b = "x" },\n]', "a = [ 1]", "a = [1 ]", "a = [1]",
    ],
)  # fmt: skip  # one after the other
def test_what_is_not_in_our_layout(text: str) -> None:
    """Read as tomllib does, or left to it; never a part of it."""
    found = own_layout.table(f"{text}\n".encode(), f"{text}\n")
    assert found is None or found == tomllib.loads(text)


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = [\n0x1F,\n2,\n]\nb = 1\n", ("a", 1), 3),
        ("a = [\n0xfx,\n2]\n".replace("fx", "f"), ("a", 1), 3),
        ("a = ['''x'''']\nb = 1\n", ("b",), 2),
        ('a = ["""x""""]\nb = 1\n', ("b",), 2),
        ('a = ["""x"""""]\nb = 1\n', ("b",), 2),
        ('a = ["""x"""""  ,\n"y"]\nb = 1\n', ("a", 1), 2),
        ("a = 1#x\nb = 2\n", ("b",), 2),
        ("a = {b = 1,\tc = 2}\nd = [1,2]# ]\ne = 3\n", ("e",), 3),
    ],
)
def test_lines_behind_odd_values(text: str, path: lines.Path, line: int) -> None:
    """Where the next value begins."""
    assert tomllib.loads(text)
    assert lines.line_of(text, path) == line


def test_a_comma_too_many_by_newer_pythons() -> None:
    """They name the comma itself, and in other words."""
    text, words = '{"a": 1,}', "illegal trailing comma before end of object"
    assert scenarios._slip(text, 7, words) == "delete the comma before it"
    assert scenarios._slip(text, 7, "expecting value") is None


def test_the_errors_of_all_kinds() -> None:
    """The first of them ends a command with 1, like what was given and cannot be used."""
    codes = {kind.__name__: kind.exit_code for kind in (problems.PlannerError, *problems.PlannerError.__subclasses__())}
    assert codes == {
        "PlannerError": 1, "BadInput": 1, "WrongUse": 2, "CannotRead": 3, "CannotWrite": 4, "ChangedElsewhere": 5,
        "HeldByAnother": 5,
    }  # fmt: skip  # a table


def test_a_factor_goes_to_five() -> None:
    """Of a step's length, from a tenth to five times."""
    check = routine_shapes.factor()
    assert check([0.1, 5]) == (0.1, 5.0)
    for wrong in ([0.09, 1], [1, 5.1]):
        with pytest.raises(Wrong, match="is out of range"):
            check(wrong)


def test_a_key_of_a_command_is_written_with_its_dots(places: Places) -> None:
    """As one name in quotation marks, also where other commands have tables; as a table where it has one."""
    settings_file.change(places, "keys.app.undo", "z")
    assert places.settings.read_text() == 'format = 1\n\n[keys]\n"app.undo" = "z"\n'
    places.settings.write_text('format = 1\n[keys]\napp.quit = "Q"\n')
    settings_file.change(places, "keys.app.undo", "z")
    assert '"app.undo" = "z"' in places.settings.read_text()
    settings_file.change(places, "keys.app.quit", "X")
    assert 'app.quit = "X"' in places.settings.read_text()
    assert settings_file.load(places) == (Settings(keys={"app.quit": "X", "app.undo": "z"}), ())


ADVICE = """
[advice]
rung = "run"
referral = "none"
[[advice.reasons]]
rule = "{}"
because = "x"
"""


def test_days_of_a_rule(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only files that hold its name are parsed; one that goes away meanwhile is none."""
    for n, rule in enumerate(("pain-joint", "sleep-debt", "pain-joint"), 20):
        path = places.day_file(date(2026, 11, n))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"format = 1\ndate = 2026-11-{n}\n{ADVICE.format(rule)}")
    parsed: list[str] = []
    real = fired.read_day

    def counted(data: bytes, name: str, day: date | None = None) -> object:
        parsed.append(name)
        return real(data, name, day)

    monkeypatch.setattr(fired, "read_day", counted)
    more = '[[advice.reasons]]\nrule = "hrv-low"\nbecause = "x"\n'
    with places.day_file(date(2026, 11, 20)).open("a") as file:
        file.write(more)
    journal = Journal(places)
    assert fired.days(places, journal, "pain-joint") == ((date(2026, 11, 20), date(2026, 11, 22)), ())
    assert [name[-15:-5] for name in parsed] == ["2026-11-20", "2026-11-22"]
    gone = fired.files.read
    monkeypatch.setattr(fired.files, "read", lambda p, n: None if n.endswith("20.toml") else gone(p, n))
    assert fired.days(places, journal, "pain-joint") == ((date(2026, 11, 22),), ())


def test_an_hour_is_enough(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """A leftover of an hour to the second is told, one second less is somebody's who may be saving."""
    path = places.day_file(MONDAY).with_name(".2026-11-23.toml.0123abcd.tmp")
    scratch = places.state / "kept" / ".000001.12345.tmp"
    for temp in (path, scratch):
        temp.parent.mkdir(parents=True, exist_ok=True)
        temp.write_text("x")
        os.utime(temp, (1_700_000_000, 1_700_000_000))
    for seconds, count in ((3599, 0), (3600, 2), (-3599, 0), (-3600, 2)):
        monkeypatch.setattr(checkup.time, "time", lambda seconds=seconds: 1_700_000_000.0 + seconds)
        found = [f.problem for f in checkup.Checkup(places, MONDAY).run() if "broken off" in f.problem.message]
        assert len(found) == count, seconds


@pytest.mark.parametrize(
    ("name", "ignored"),
    [
        (".2026-11-23.toml.swp", True), ("2026-11-23.toml~", True), ("#2026-11-23.toml#", True), ("a.swp", True),
        ("a.swo", True), ("a.bak", True), ("README.MD", True), ("a.txt", True), ("Thumbs.db", True), ("Icon", True),
        ("Icon\r", True), ("Icon\rx", False), ("Icons", False), ("Thumbs.dbx", False), ("a.mdx", False), ("a#", False),
        ("#a", False), ("~a", False), ("a.toml", False),
    ],
)  # fmt: skip  # a table
def test_names_that_are_nobodys_business(places: Places, name: str, ignored: bool) -> None:
    """What editors, file managers and runners lay beside days is not told; all else is."""
    folder = places.day_file(MONDAY).parent
    folder.mkdir(parents=True)
    (folder / name).write_text("x")
    told = [f.problem for f in checkup.Checkup(places, MONDAY).run() if "is no day" in f.problem.message]
    assert len(told) == (not ignored)


def test_names_of_what_was_set_aside(tmp_path: Path) -> None:
    """The first of a second has no number, the next ones have 2 and 3."""
    path = tmp_path / "x.toml"
    path.write_text("theirs")
    for _ in range(3):
        with pytest.raises(ChangedElsewhere):
            save(path, b"mine", "x.toml", read_as=b"old")
    names = sorted(p.name for p in tmp_path.iterdir() if p != path)
    stems = {name[: len("x.toml.mine-20261123-070102")] for name in names}
    ends = [name[len("x.toml.mine-20261123-070102") :] for name in names]
    assert len(names) == 3 and (len(stems) > 1 or ends == ["", "-2", "-3"]), names


def test_a_file_of_somebody_else_stays_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who works as another gives the new file to the owner of the old one; with one's own nothing is asked."""
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fchown", lambda fd, uid, gid: asked.append((uid, gid)))
    path = tmp_path / "x.toml"
    path.write_text("a")
    owner = path.stat()
    save(path, b"b", "x.toml", read_as=b"a")
    assert asked == []
    monkeypatch.setattr(os, "geteuid", lambda: owner.st_uid + 1)
    save(path, b"c", "x.toml", read_as=b"b")
    assert asked == [(owner.st_uid, owner.st_gid)]


def test_where_an_answer_is_kept() -> None:
    """By the environment alone."""
    assert said._file({"HOME": "/h"}) == "/h/.cache/planner/today"
    assert said._file({"HOME": "/h", "XDG_CACHE_HOME": "/c"}) == "/c/planner/today"
    assert said._file({"HOME": "/h", "XDG_CACHE_HOME": "c"}) == "/h/.cache/planner/today"
    assert said._file({"HOME": "/h", "PLANNER_HOME": "/p"}) == "/p/cache/today"
    assert said._file({}) == ".cache/planner/today"


BROKEN: dict[str, tuple[str, str]] = {
    "no rule": ("a = 3\n", "a: expected a table, found 3; write [a] on its own line"),
    "no number": (
        '[a]\nsources = ["D-X"]\n[a.numbers]\nx = { value = "1", low = 0, high = 2 }\n',
        'a.numbers.x.value: expected a number, found "1"; write 1, without quotation marks',
    ),
    "no limit": ('[a]\nsources = ["D-X"]\n[a.numbers]\nx = { value = 1, low = 0 }\n', "a.numbers.x.high: is missing"),
    "no sources": ("[a]\n", "a.sources: is missing; write sources = …"),
    "a key too many": ('[a]\nsources = ["D-X"]\nmore = 1\n', "a.more: is not a key of this table"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_damaged_installation(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    """What is wrong with the shipped rules is said by its whole name."""
    text, words = BROKEN[case]
    monkeypatch.setattr(rulebook.shipped, "data", lambda name: f'format = 1\nversion = "1"\n{text}'.encode())
    with pytest.raises(CannotRead) as found:
        rulebook.shipped_rules()
    assert str(found.value).startswith("rules.toml (shipped):") and words in str(found.value), found.value
