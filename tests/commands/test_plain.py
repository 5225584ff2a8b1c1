"""`planner plain`: a morning line by line, the same file as the screen saves, and what a line may mean."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from daily import RATED, WELL, Runner, runner
from faces import NOW, TODAY, Hand, desk_of, sore
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.commands import understood
from planner.commands.understood import Hurt
from planner.core.days import Closed, Pain, Planned
from planner.core.sites import FLAGS, SITES
from planner.core.verdict import Rung
from planner.tui.modes import Item

ORDINARY = "7\n2\n2\n2\n2\n0\n"
YESTERDAY = TODAY - timedelta(days=1)
EVE = f"{YESTERDAY}T06:41:00+01:00"


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    return runner(tmp_path / "home")


def typed(tmp_path: Path, keys: str, **furniture: object) -> bytes:
    """What the screen saves for these keys."""
    other = runner(tmp_path / "screen", **furniture)
    Hand(desk_of(other.home)).type(keys)
    return other.file().read_bytes()


SAME = {
    "an ordinary day": (ORDINARY, "7 2 2 2 2 0 Enter"),
    "a new pain": ("7\n2\n2\n2\n2\n3 k r\n0\n", "7 2 2 2 2 3 k r 0 Enter"),
    "a new pain in three answers": ("7\n2\n2\n2\n2\n3\nk\nr\n0\n", "7 2 2 2 2 3 k r 0 Enter"),
    "in words": ("7\n2\n2\n2\n2\nright knee (front) 3\nnothing else\n", "7 2 2 2 2 3 k r 0 Enter"),
    "in one line": ("7\n2\n2\n2\n2\n3 knee_front right, 0\n", "7 2 2 2 2 3 k r 0 Enter"),
    "ten, and no side": ("10\n2\n2\n2\n2\n10 low back\nn\nn\n0\n", "x 2 2 2 2 x b n n 0 Enter"),
    "follow-ups skipped": ("7\n2\n2\n2\n2\n2 groin left\n\n0\n", "7 2 2 2 2 2 r l s 0 Enter"),
    "follow-ups answered": ("7\n2\n2\n2\n2\n2 shin_diffuse l\nno\nyes\n0\n", "7 2 2 2 2 2 d l n y 0 Enter"),
    "elsewhere": ("7\n2\n2\n2\n2\n2\nv\njaw\nn\n0\n", '7 2 2 2 2 2 v "jaw" Enter n 0 Enter'),
    "signs by name": ("7\n2\n2\n2\n2\nfever, sore throat\n0\n", "7 2 2 2 2 i a f Enter 0 Enter"),
    "signs by their list": ("7\n2\n2\n2\n2\ni\na, f\n\n0\n", "7 2 2 2 2 i a f Enter 0 Enter"),
    "a limp": ("7\n2\n2\n2\n2\nlimp\nl\n\n0\n", "7 2 2 2 2 l l Enter 0 Enter"),
    "a painkiller": ("7\n2\n2\n2\n2\npainkiller\n0\n", "7 2 2 2 2 p 0 Enter"),
    "half an hour": ("7.5\n2\n2\n2\n2\n0\n", "7 + 2 2 2 2 0 Enter"),
    "as yesterday": ("y\n0\n", "y 0 Enter"),
    "take the offer": ("7\n2\n2\n2\n2\n3 k r\n0\n\n\n", "7 2 2 2 2 3 k r 0 Enter m"),
    "take it by its letter": ("7\n2\n2\n2\n2\n3 k r\n0\n\nm\n", "7 2 2 2 2 3 k r 0 Enter m"),
    "keep with a reason": ("7\n2\n2\n2\n2\n3 k r\n0\n\nk\n\nstiff\n", '7 2 2 2 2 3 k r 0 Enter k "stiff" Enter'),
    "keep in one line": ("7\n2\n2\n2\n2\n3 k r\n0\n\nkeep stiff\n", '7 2 2 2 2 3 k r 0 Enter k "stiff" Enter'),
    "another run": ("7\n2\n2\n2\n2\n0\n6 km trail\n", f'7 2 2 2 2 0 Enter E {"BS " * 20} "6 km trail" Enter'),
    "a note": ("7\n2\n2\n2\n2\n0\n\nwindy\n", '7 2 2 2 2 0 n "windy" Enter Enter'),
}  # fmt: skip  # lines and the keys that mean the same


@pytest.mark.parametrize(("lines", "keys"), SAME.values(), ids=SAME)
def test_the_same_file_as_on_the_screen(me: Runner, tmp_path: Path, lines: str, keys: str) -> None:
    ended = me("plain", stdin=lines)
    assert ended.code == 0, ended.err
    assert me.file().read_bytes() == typed(tmp_path, keys)


def test_a_sore_place_is_asked_by_its_name(tmp_path: Path) -> None:
    pain = [sore("knee_front", "left", 2)]
    me = runner(tmp_path / "home", pain=pain)
    ended = me("plain", stdin="7\n2\n2\n2\n2\n1\n0\n")
    assert "Left knee (front), 0 none to 10 worst:\n" in ended.out
    assert me.file().read_bytes() == typed(tmp_path, "7 2 2 2 2 1 0 Enter", pain=pain)


def test_one_question_a_line_and_no_escape_codes(me: Runner) -> None:
    ended = me("plain", stdin=ORDINARY)
    lines = ended.out.splitlines()
    assert [line.split(",")[0].split(":")[0] for line in lines[1:6]] == [
        "Sleep", "Sleep quality", "Fatigue", "Soreness", "Stress",
    ]  # fmt: skip  # the fixed order
    assert lines[6].startswith("Pain, illness or a warning sign? 0 none: no pain, no limp, no painkiller")
    assert all(line.isprintable() for line in lines)
    assert "RUN (+)  8 km, easy" in lines
    assert lines[-1] == f"Saved in {me.file()}"
    assert ended.err == ""


def test_yesterday_is_named_and_never_offered(me: Runner) -> None:
    ended = me("plain", stdin="\n7\n\n2\n")
    assert "Sleep, hours: (yesterday 7.5 h; y copies sleep and ratings)" in ended.out
    assert ended.out.count("Nothing is offered here: ") == 2
    morning = me.day().morning
    assert morning is not None
    assert (morning.sleep_h, morning.sleep_quality) == (7.0, 2)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("25\n", "25 is out of range: 0 to 24 hours"),
        ("soon\n", '"soon" is no number'),
        ("7\n8\n", "8 is out of range: 1 to 7"),
        ("7\n0\n", "0 is out of range: 1 to 7"),
        ("7\n2\n2\n2\n2\nsplat\n", "splat is not understood"),
        ("7\n2\n2\n2\n2\nchest\n", "did you mean chest pain or pressure, chesty cough?"),
        ("7\n2\n2\n2\n2\n3 knee r\n", "did you mean k knee (front), i knee (outer side), o knee (elsewhere)"),
        ("7\n2\n2\n2\n2\n11 calf\n", "11 calf is not understood"),
        ("7\n2\n2\n2\n2\n\n", "Say 0 for none, or a pain as 3 left calf"),
        ("7\n2\n2\n2\n2\n2\nv\ngroins\n", "write groin"),
        ("7\n2\n2\n2\n2\n0\n8 km esy\n", "'esy' is not understood; write easy"),
        ("7\n2\n2\n2\n2\n3 k r\n0\n\nwhat\n", "what is not understood: m or k."),
        ("7\n2\n2\n2\n2\n3 k r\n0\n\nk\n\n\n", "A few words: why run as planned in spite of it?\n"),
    ],
)
def test_what_is_not_understood_is_said_and_asked_again(me: Runner, lines: str, said: str) -> None:
    ended = me("plain", stdin=lines)
    assert said in ended.out
    rows = ended.out.splitlines()
    at = next(n for n, row in enumerate(rows) if said.strip() in row)
    assert rows[at + 1] == rows[at - 1] or rows[at + 1].startswith("Pain 3/10: where: "), "it is asked again"


def test_a_side_that_was_said_is_kept_while_the_place_is_asked(me: Runner) -> None:
    me("plain", stdin="7\n2\n2\n2\n2\n3 right knee\nk\n0\n")
    morning = me.day().morning
    assert morning is not None
    assert morning.pain == (Pain(site="knee_front", score=3, side="right"),)


def test_lists_and_back(me: Runner) -> None:
    ended = me("plain", stdin="7\n2\n2\n2\n2\n3\n?\nback\n0\n")
    for site in SITES.values():
        assert f"{site.letter} {site.words}\n" in ended.out
    morning = me.day().morning
    assert morning is not None
    assert (morning.pain, morning.flags) == ((), ())


# The end of the input.


def test_nothing_answered_writes_nothing(me: Runner) -> None:
    for lines in ("", "\n\n", "q\n"):
        before = sorted(p for p in me.home.rglob("*") if "cache" not in p.parts)
        ended = me("plain", stdin=lines)
        assert ended.code == 2
        assert "nothing is written" in ended.err
        assert sorted(p for p in me.home.rglob("*") if "cache" not in p.parts) == before


@pytest.mark.parametrize("n", range(1, 6))
def test_the_input_may_end_anywhere(me: Runner, n: int) -> None:
    """What was answered is saved, what was not is not said, and the verdict is no run."""
    ended = me("plain", stdin="7\n2\n2\n2\n2\n0\n"[: 2 * n])
    assert ended.code == 0
    day = me.day()
    assert day.morning is not None
    assert day.advice is not None
    said = [
        day.morning.sleep_h,
        day.morning.sleep_quality,
        day.morning.fatigue,
        day.morning.soreness,
        day.morning.stress,
    ]
    assert said == [7.0, 2, 2, 2, 2][:n] + [None] * (5 - n)
    assert (day.morning.pain, day.morning.flags) == (None, None)
    assert day.advice.rung is Rung.MODIFIED_RUN
    assert "pain and warning signs not said" in ended.out
    assert day.chosen is None


def test_a_pain_without_the_last_word_is_kept(me: Runner) -> None:
    assert me("plain", stdin="7\n2\n2\n2\n2\n6 k r\n").code == 0
    day = me.day()
    assert day.morning is not None
    assert day.advice is not None
    assert day.morning.pain == (Pain(site="knee_front", score=6, side="right"),)
    assert day.morning.flags is None
    assert day.advice.rung is Rung.REST


def test_the_last_line_needs_no_end(me: Runner) -> None:
    assert me("plain", stdin=ORDINARY.rstrip("\n")).code == 0
    assert me.day().chosen is not None


# What is open, another time the same day, the screen's draft.


def test_open_matters_are_asked_and_stay_open_unless_closed(me: Runner) -> None:
    me("check-in", *RATED, "--flag", "fever", "--pain", "shin_focal:3:left", now=EVE)
    rest = "7\n2\n2\n2\n2\n0\n"
    ended = me("plain", stdin=rest + "\n\n0\n")
    assert "Fever (38.0 °C or more), open since 2026-11-22".lower() in ended.out.lower()
    advice = me.day().advice
    assert advice is not None
    assert advice.rung is Rung.REST
    ended = me("plain", stdin=f"\n\n\n\n\n\ngone\ngone 2026-11-24\ncleared\ngone since {YESTERDAY}\n0\n")
    assert "A bone suspicion is closed only by cleared" in ended.out
    morning = me.day().morning
    assert morning is not None
    assert {(c.matter, c.how, c.on) for c in morning.closed} == {
        ("bone", "cleared", TODAY),
        ("fever", "gone", YESTERDAY),
    }
    assert isinstance(morning.closed[0], Closed)


def test_a_second_time_offers_what_was_said_today(me: Runner) -> None:
    me("plain", stdin=ORDINARY)
    before = me.file().read_bytes()
    ended = me("plain", stdin="\n\n\n\n\n\n\n\n", now="2026-11-23T09:00:00+01:00")
    assert "Enter keeps 7 h." in ended.out
    assert me.file().read_bytes() == before
    me("plain", stdin="8\n\n\n\n\n\n")
    morning = me.day().morning
    assert morning is not None
    assert (morning.sleep_h, morning.fatigue, morning.pain) == (8.0, 2, ())


def test_what_was_typed_on_the_screen_goes_on_here(me: Runner) -> None:
    hand = Hand(desk_of(me.home)).type("7 2 q")
    assert hand.gone
    ended = me("plain", stdin="\n\n3\n2\n2\n0\n")
    assert "Enter keeps 7 h." in ended.out
    morning = me.day().morning
    assert morning is not None
    assert (morning.sleep_h, morning.sleep_quality, morning.fatigue) == (7.0, 2, 3)
    assert desk_of(me.home).draft(TODAY) is None


def test_no_plan_and_a_run_typed(tmp_path: Path) -> None:
    me = runner(tmp_path / "home", week={}, past=2)
    ended = me("plain", stdin=ORDINARY + "5 km easy\n")
    assert "No run is planned." in ended.out
    assert me.day().planned == (Planned(kind="easy", km=5.0),)


def test_a_day_that_cannot_be_saved_is_kept_as_a_draft(me: Runner) -> None:
    file = me.file()
    file.with_suffix("").mkdir(exist_ok=True)
    days = me.home / "days"
    days.rename(me.home / "old")
    days.write_text("in the way")
    ended = me("plain", stdin=ORDINARY)
    assert ended.code in (3, 4)
    assert "days" in ended.err
    days.unlink()
    (me.home / "old").rename(days)
    kept = desk_of(me.home).draft(TODAY)
    if ended.code == 4:
        assert kept is not None


# As a process.


def process(me: Runner, lines: bytes, *args: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PLANNER_HOME": str(me.home), "PLANNER_NOW": NOW, **environ}
    return subprocess.run(
        [sys.executable, "-m", "planner", *args], input=lines, capture_output=True, timeout=60, check=False, env=env
    )


def test_from_a_pipe(me: Runner) -> None:
    ended = process(me, ORDINARY.encode(), "plain")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"\x1b" not in ended.stdout
    assert me.day().chosen is not None


def test_bytes_that_are_no_text(me: Runner) -> None:
    ended = process(me, b"7\n\xff\xfe\n2\n2\n2\n2\n0\n\ncaf\xe9 \x1b[2J\n", "plain", PYTHONIOENCODING="ascii")
    assert ended.returncode == 0
    assert b"\x1b" not in ended.stdout
    morning = me.day().morning
    assert morning is not None
    assert morning.note == "caf\ufffd [2J"


def test_no_textual_is_loaded(me: Runner) -> None:
    code = (
        "import sys; from planner.cli import main; end = main(['plain']); "
        "loud = sorted(m for m in sys.modules if m.split('.')[0] in {'textual', 'rich', 'asyncio', 'socket', 'ssl'}); "
        "sys.exit(f'{end} {loud}' if end or loud else 0)"
    )
    env = {**os.environ, "PLANNER_HOME": str(me.home), "PLANNER_NOW": NOW}
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, input=ORDINARY.encode(), capture_output=True, timeout=60, check=False, env=env)
    assert (ended.returncode, ended.stderr) == (0, b"")


LINES = st.lists(
    st.sampled_from([*"0123 7xykmlr?!", "", "back", "3 k r", "3", "fever", "limp", "fever, 2 d l"])
    | st.text(max_size=12),
    max_size=25,
)  # fmt: skip  # what people type


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_whatever_is_typed_it_ends_well(tmp_path: Path, lines: list[str]) -> None:
    """No crash, no unprintable character, and a day file that can be read, or none."""
    home = tmp_path / "home"
    me = Runner(home) if home.exists() else runner(home)
    me.file().unlink(missing_ok=True)
    ended = me("plain", stdin="\n".join(lines).encode("utf-8", "replace"))
    assert ended.code in (0, 2)
    assert all(line.isprintable() for line in ended.out.split("\n"))
    assert me.file().exists() == (ended.code == 0)
    if ended.code == 0:
        assert me.day().advice is not None


# What a line means.

PLACES = [Item(letter=s.letter, words=s.words, value=s.name) for s in SITES.values()]


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_each_place_by_letter_name_and_words(site: object) -> None:
    letter, name, words = site.letter, site.name, site.words  # type: ignore[attr-defined]  # parametrize says object
    for said in (letter, name, words, name.upper(), name.replace("_", " "), f" {words} "):
        found = understood.item(said, PLACES)
        assert found is not None, said
        assert found.value == name, said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ankel", "ankle"), ("achiles", "achilles"), ("kneecap", "patellar_tendon"), ("sole", "plantar_heel"),
        ("knee", None), ("shin", None), ("foot", None), ("thigh", None), ("", None), ("qq", None), ("grin", "groin"),
    ],
)  # fmt: skip  # a word and its place
def test_a_slip_is_taken_only_where_it_can_be_no_other(said: str, meant: str | None) -> None:
    found = understood.item(said, PLACES)
    assert (found.value if found else None) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("3", Hurt(score=3)), ("x", Hurt(score=10)), ("10", Hurt(score=10)), ("3/10 calf", Hurt(score=3, site="calf")),
        ("3 k r", Hurt(score=3, site="k", side="right")), ("3 r l", Hurt(score=3, site="r", side="left")),
        ("3 b", Hurt(score=3, site="b")), ("3 a l", Hurt(score=3, site="a", side="left")),
        ("3 x l", Hurt(score=3, site="x", side="left")),
        ("my left calf 3", Hurt(score=3, site="calf", side="left")), ("0", None), ("11", None), ("calf", None),
        ("3 4", None),
        ("3 other:jaw left", Hurt(score=3, site="other:jaw", side="left")),
    ],
)  # fmt: skip  # a line and its pain
def test_a_pain_in_a_line(said: str, meant: Hurt | None) -> None:
    assert understood.hurt(said) == meant


@pytest.mark.parametrize("flag", FLAGS)
def test_each_sign_by_name_and_words(flag: str) -> None:
    assert understood.flag(flag) == flag
    assert understood.flag(FLAGS[flag].upper()) == flag


def test_well_is_the_same_by_options_and_by_lines(tmp_path: Path) -> None:
    """The command line and the lines save the same day."""
    one, two = runner(tmp_path / "one"), runner(tmp_path / "two")
    one("check-in", *WELL)
    two("plain", stdin="7.5\n2\n2\n2\n2\n0\n")
    assert one.file().read_bytes() == two.file().read_bytes()


def test_a_slip_between_two_is_neither() -> None:
    rows = [Item(letter="a", words="calf", value="calf"), Item(letter="b", words="half", value="half")]
    assert understood.item("zalf", rows) is None
    assert understood.item("calff", rows[:1]) == rows[0]
    assert understood.item("half", rows) == rows[1], "what is exact is no slip"
