"""Day files under the daily commands: what is broken or in the way stays as it is, and what is stored can be worked out
again.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from daily import RATED, WELL, Runner, runner
from faces import TODAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mornings import BOOK

from planner.core.answer import again
from planner.core.sites import FLAGS, SIDES, SITES
from planner.core.words import save_form

KNEE = (*RATED, "--pain", "knee_front:3:left")


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    return runner(tmp_path / "home")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = 1\ndate = 2026-11-23\n[morn",
        "format = 1\ndate = 2026-11-23\n[morning]\nsleep_h = 25\n",
        "\x00\xff",
    ],
)
@pytest.mark.parametrize(
    "line", [["check-in", *WELL], ["done", "--rest"], ["today"], ["plain"]], ids=["check-in", "done", "today", "plain"]
)
def test_a_broken_day_is_never_written_over(me: Runner, text: str, line: list[str]) -> None:
    me.file().write_bytes(text.encode("latin-1"))
    ended = me(*line, stdin="7\n2\n2\n2\n2\n0\n")
    assert ended.code == 3
    assert "days/2026/2026-11-23.toml" in ended.err
    assert me.file().read_bytes() == text.encode("latin-1")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(me: Runner) -> None:
    folder = me.file().parent
    folder.chmod(0o500)
    try:
        ended = me("check-in", *WELL)
    finally:
        folder.chmod(0o700)
    assert ended.code == 4
    assert "days/2026/2026-11-23.toml" in ended.err


def test_a_year_that_is_no_folder(me: Runner) -> None:
    """A place that cannot be written to, whoever asks."""
    on = date(2025, 3, 1)
    (me.home / "days" / "2025").write_text("in the way")
    ended = me("check-in", *WELL, "--date", str(on))
    assert ended.code in (3, 4)
    assert "2025" in ended.err
    assert (me.home / "days" / "2025").read_text() == "in the way"


def test_broken_settings_are_told_and_their_defaults_used(me: Runner) -> None:
    (me.home / "settings.toml").write_text('format = 1\nunits = "furlongs"\n')
    ended = me("check-in", *WELL, "--run", "8 km")
    assert ended.code == 0
    assert "settings.toml:2: units" in ended.err
    assert me.day().planned[0].km == 8.0


def test_hostile_text_reaches_no_terminal(me: Runner) -> None:
    note = "[bold]\x1b[2J\u202egnol\x07 \u0000" + "é" * 3
    ended = me("check-in", *KNEE, "--keep", note.replace("\x00", ""), "--note", note.replace("\x00", "x"))
    assert ended.code == 0
    for stream in (ended.out, ended.err):
        assert all(line.isprintable() for line in stream.splitlines())
    chosen = me.day().chosen
    assert chosen is not None
    assert chosen.why == "[bold][2Jgnol ééé"


def test_bytes_that_are_no_text_are_refused(me: Runner) -> None:
    ended = me("check-in", *WELL, "--note", "caf\udce9")
    assert ended.code == 1
    assert "bytes that are no text" in ended.err


SPOKEN = st.fixed_dictionaries(
    {},
    optional={
        "--sleep": st.sampled_from(["0", "4.5", "5.9", "6", "7.25", "10"]),
        "--quality": st.integers(1, 7).map(str),
        "--fatigue": st.integers(1, 7).map(str),
        "--soreness": st.integers(1, 7).map(str),
        "--stress": st.integers(1, 7).map(str),
        "--run": st.sampled_from(
            ["8 km easy road", "12 km long trail +200m", "45 min tempo", "rest", "40 km race", "5 km + strength"]
        ),
        "--note": st.text(max_size=20).filter(lambda t: t.strip() and not t.startswith("-")),
        "--keep": st.just("because"),
    },
)
HURTS = st.lists(
    st.tuples(st.sampled_from([*SITES, "other:jaw"]), st.integers(0, 10), st.sampled_from(["", *SIDES])),
    max_size=3,
    unique_by=lambda p: (p[0], p[2]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SPOKEN, HURTS, st.lists(st.sampled_from(sorted(FLAGS)), max_size=3, unique=True), st.integers(0, 3))
def test_a_stored_day_gives_its_advice_again(
    tmp_path: Path, said: dict[str, str], hurts: list[tuple[str, int, str]], flags: list[str], back: int
) -> None:
    """`[morning]` + `[[planned]]` + `[facts]` + the rules give `[advice]`, for days that build on each other."""
    home = tmp_path / "home"
    me = Runner(home) if home.exists() else runner(home)
    on = TODAY - timedelta(days=back)
    line = [f"{name}={value}" for name, value in said.items()]
    line += [f"--pain={site}:{score}" + (f":{side}" if side else "") for site, score, side in hurts]
    line += [f"--flag={flag}" for flag in flags]
    ended = me("check-in", *line, *(() if hurts else ("--none",)), f"--date={on}")
    day = me.day(on)
    assert day.morning is not None
    assert day.facts is not None
    answer = again(day.morning, day.planned, day.facts, BOOK)
    assert save_form(answer.advice) == day.advice
    assert ended.code == int("--keep" in said and answer.offered and not answer.can_keep), ended.err
    assert day.chosen is not None or answer.offered
