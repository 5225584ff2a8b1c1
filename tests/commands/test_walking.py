"""Steps line by line: `planner steps` and the end of `planner plain`; a countdown that a test tells the time."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from daily import Runner, runner
from faces import NOW, TODAY, Hand, desk_of
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.commands.asking import Asking, End
from planner.commands.io import Io, Lines
from planner.commands.plain import page_of
from planner.commands.steps import walk
from planner.tui.effects import Effect, Save

ANSWERED = "7\n2\n2\n2\n2\n0\n\n\n"
SORE = "7\n2\n2\n2\n2\n3 k r\n0\n\nm\n\n"


@pytest.fixture
def me(tmp_path: Path) -> Runner:
    """Somebody whose day is checked in."""
    runs = runner(tmp_path / "home")
    assert runs("plain", stdin=ANSWERED).code == 0
    return runs


def ticked(me: Runner) -> tuple[str, ...]:
    chosen = me.day().chosen
    assert chosen is not None
    return chosen.ticked


class Talk:
    """Lines that come at their seconds, on a clock that only the waiting moves on."""

    def __init__(self, me: Runner, *lines: tuple[float, str], bell: bool = False) -> None:
        """`bell`: the output says that it is a terminal."""
        desk = desk_of(me.home)
        self.page, self.time, self._lines = page_of(desk), 0.0, list(lines)
        out = io.StringIO()
        if bell:
            out.isatty = lambda: True  # type: ignore[method-assign]  # nothing else tells
        world = Io(stdin=io.StringIO(), stdout=out, stderr=io.StringIO(), environ={})

        def do(effects: list[Effect]) -> None:
            for effect in effects:
                if isinstance(effect, Save):
                    self.page.stored(effect.day, desk.save(effect.day, was=self.page.day))

        with contextlib.suppress(End):
            walk(world, self.page, do, Asking(world, self.page, do, self._hear()), self._within, lambda: self.time)
        self.out = out.getvalue()
        self.rows = self.out.splitlines()

    def _hear(self) -> Iterator[bytes]:
        while self._lines:
            at, line = self._lines.pop(0)
            self.time = max(self.time, at)
            yield line.encode()

    def _within(self, seconds: float) -> bool:
        if not self._lines or self._lines[0][0] <= self.time + seconds:
            return True
        self.time += seconds
        return False


def test_every_step_can_be_read_and_ticked(me: Runner) -> None:
    """Name, how much, how, why; an empty line ticks; the ticks are in the file, also when the input just ends."""
    ended = me("steps", stdin="\n\nskip\n")
    assert (ended.code, ended.err) == (0, "")
    rows = ended.out.splitlines()
    assert rows[0] == "Warm-up, step 1 of 4, 0 done: Brisk walk, 5 min, the last one faster, and 5 min more"
    assert "Brisk walk: done. Next: Leg swings." in rows
    assert "Walking lunges: skipped. Next: Ankle rocks." in rows
    assert all(row.isprintable() for row in rows)
    assert ticked(me) == ("walk-5", "leg-swings")
    again = me("steps", stdin="")
    assert again.out.startswith("Warm-up, step 3 of 4, 2 done: Walking lunges"), "it goes on at the first open step"


def test_the_countdown_in_words(me: Runner) -> None:
    """Each whole minute, thirty seconds, ten, and the end; it ticks nothing by itself."""
    talk = Talk(me, (0, "other"), (1, "start"), (400, ""))
    at = talk.rows.index("Enter ticks it, pause stops at 5:00, next, back, skip, leave, ? says more:")
    assert talk.rows[at + 1 : at + 9] == [
        "4:00 left", "3:00 left", "2:00 left", "1:00 left", "0:30 left", "0:10 left", "Time. Enter ticks it:",
        "Walk: done. Next: Calf stretch.",
    ]  # fmt: skip  # one after the other
    assert ticked(me) == ("walk-down-5",)


def test_a_pause_counts_from_its_line(me: Runner) -> None:
    """And what is left goes on from there."""
    talk = Talk(me, (0, "other"), (0, "start"), (2.5, "pause"), (900, "go on"), (912, "pause"), (913, "leave"))
    assert "Paused at 4:58" in talk.rows and "Paused at 4:46" in talk.rows
    assert "Enter ticks it, start counts 4:46, next, back, skip, leave, ? says more:" in talk.rows
    assert ticked(me) == ()


def test_what_counts_or_does_not_is_said(me: Runner) -> None:
    """A word that means nothing now changes nothing."""
    talk = Talk(me, (0, "pause"), (0, "start"), (1, "start"), (2, "pause"), (3, "jump"), (4, "n"), (5, "start"))
    for words in ("Nothing is counting.", "It is counting already.", "Paused at 9:58"):
        assert words in talk.rows
    assert "jump is not understood; ? says what can be answered." in talk.rows
    assert "Nothing to count here: Enter ticks it" in talk.rows


@pytest.mark.parametrize(("extra", "bells"), [("", 0), ("sound = true", 1)])
def test_no_sound_unless_set(tmp_path: Path, extra: str, bells: int) -> None:
    """And only where somebody may hear it."""
    me = runner(tmp_path / "home", extra=extra)
    me("plain", stdin=ANSWERED)
    assert Talk(me, (0, "start"), (700, "leave"), bell=True).out.count("\a") == bells
    assert "\a" not in Talk(me, (0, "start"), (700, "leave")).out


def test_a_list_that_is_through_offers_its_end(me: Runner) -> None:
    """An empty line never takes a tick back there."""
    ended = me("steps", stdin="\n\n\n\n\n\n\n")
    assert ended.out.endswith("Warm-up is through, other goes on; leave ends it\nEnter ends it, other goes on, back, ? "
                              "says more:\n")  # fmt: skip  # a sentence
    assert len(ticked(me)) == 4
    ended = me("steps", stdin="other\nback\nother\n")
    assert ended.out.startswith("Cool-down, step 1 of 4"), "what is through is not offered again"
    assert "Strength, step 1 of 5" in ended.out
    ended = me("steps", stdin="other\nother\n\n")
    assert "Warm-up, step 4 of 4, 4 done" in ended.out and len(ticked(me)) == 4, "an empty line ends it there as well"


def test_strength_asks_how_hard_it_was(me: Runner) -> None:
    """Once its list is through; a number that is none is asked again."""
    ended = me("steps", stdin="other\nother\n\n\nskip\n\n\n11\n6\n")
    assert "11 is not understood: 0 to 10, or Enter." in ended.out
    session = next(d for d in me.day().done if d.kind == "strength")
    assert session.effort == 6
    assert session.ticked == ("hip-thrust", "band-side-steps", "single-leg-squat", "side-star-plank")


def test_the_list_is_changed_by_words(me: Runner) -> None:
    """Drop, move, add, undo, as on the screen."""
    me("steps", stdin="drop\nlater\nadd\nzzz\nstrides\nundo\nadd\n\n")
    chosen = me.day().chosen
    assert chosen is not None and chosen.warm_up == ("walking-lunges", "leg-swings", "ankle-rocks")
    assert "Walking lunges" in me("steps", stdin="?\n").out
    ended = me("steps", stdin="other\nminutes\n5 min\n?\n")
    assert "3 steps out for 5 min" in ended.out
    chosen = me.day().chosen
    assert chosen is not None and chosen.cool_down == ("walk-down-5",)
    said = me("steps", stdin="drop\nundo\nredo\n?\n").out
    chosen = me.day().chosen
    assert chosen is not None and chosen.warm_up == ("leg-swings", "ankle-rocks")
    assert "redo makes it again" in said


def test_from_plain_and_after_it(tmp_path: Path) -> None:
    """The last question of the morning leads there; a step that loads a sore place is in neither."""
    me = runner(tmp_path / "home")
    ended = me("plain", stdin=SORE + "w\n\nleave\n")
    assert ended.code == 0, ended.err
    rows = ended.out.splitlines()
    assert rows.index(f"Saved in {me.file()}") + 1 == rows.index(
        "w walks through the steps now, planner steps does at any time; Enter ends:"
    )
    walked = "\n".join(rows[rows.index(f"Saved in {me.file()}") :])
    assert "Warm-up, step 1 of" in walked
    assert "Walking lunges" not in walked, "they load the sore knee"
    assert ticked(me) == ("walk-5",)


def test_it_waits_for_the_answers_and_the_choice(tmp_path: Path) -> None:
    """Exit 2, with the way there."""
    me = runner(tmp_path / "home")
    assert (me("steps").code, "planner plain asks" in me("steps").err) == (2, True)
    assert not me.file().exists()
    me("plain", stdin="7\n2\n2\n2\n2\n3 k r\n0\n\n")
    ended = me("steps", stdin="\n")
    assert ended.code == 2 and "Take the advice or keep the plan first" in ended.err


def test_after_rest_nothing_invites(tmp_path: Path) -> None:
    """No question leads to steps, and the command says why there are none."""
    me = runner(tmp_path / "home")
    ended = me("plain", stdin="7\n2\n2\n2\n2\nfever\n0\n\nm\n\nw\n")
    assert "REST" in ended.out and "steps now" not in ended.out
    ended = me("steps", stdin="\n")
    assert (ended.code, ended.out) == (0, "No steps today: rest is the training\n")


def test_after_the_run_it_begins_with_the_cool_down(me: Runner) -> None:
    """Whatever is open before it."""
    me("done", "--as-planned", now=f"{TODAY}T18:00:00+01:00")
    ended = me("steps", stdin="", now=f"{TODAY}T18:05:00+01:00")
    assert ended.out.startswith("Cool-down, step 1 of 4")


WORDS = ["", "done", "start", "pause", "next", "back", "skip", "other", "add", "a", "drop", "undo", "later", "7", "w?"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.1, 5, 400]), st.sampled_from(WORDS)), max_size=12))
def test_no_lines_break_it(tmp_path_factory: pytest.TempPathFactory, said: list[tuple[float, str]]) -> None:
    """Any lines at any time: every row can be read, no step twice, one session at most."""
    me = runner(tmp_path_factory.mktemp("walk") / "home", past=2)
    me("plain", stdin=ANSWERED)
    time, lines = 0.0, []
    for after, word in said:
        time += after
        lines.append((time, word))
    assert all(row.isprintable() for row in Talk(me, *lines).rows)
    chosen = me.day().chosen
    assert chosen is not None
    for ids in (chosen.warm_up, chosen.cool_down, chosen.ticked):
        assert len(set(ids)) == len(ids)
    assert sum(d.kind == "strength" for d in me.day().done) <= 1


def test_lines_of_a_pipe_can_be_waited_for() -> None:
    """What is held or there is said at once, what is not is waited for no longer than asked, and the end counts."""
    read, write = os.pipe()
    with os.fdopen(read, "rb") as stream:
        lines = Lines(stream, 5)
        assert not lines.within(0.0)
        os.write(write, b"one\ntwo\ntoo long for it\nend")
        assert lines.within(0.0) and next(lines) == b"one"
        assert lines.within(0.0), "it is held"
        assert [next(lines), next(lines)] == [b"two", b"too lo"]
        os.close(write)
        assert list(lines) == [b"end"] and lines.within(0.0)


def test_in_a_process_a_kill_leaves_the_ticks(me: Runner) -> None:
    """Each is in the file before the next step is said; no escape code comes out, and no Textual is loaded."""
    code = (
        "import sys; from planner.cli import main; end = main(['steps']); "
        "sys.exit(sorted({m.split('.')[0] for m in sys.modules} & {'textual', 'rich', 'asyncio', 'socket', 'ssl'}))"
    )
    env = {**os.environ, "PLANNER_HOME": str(me.home), "PLANNER_NOW": NOW}
    ended = subprocess.run(
        [sys.executable, "-c", code], input=b"", capture_output=True, timeout=60, check=False, env=env
    )
    assert ended.stderr == b"[]\n"
    command = [sys.executable, "-m", "planner", "steps"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(b"\n\n")
        process.stdin.flush()
        said = b""
        while b"Leg swings: done" not in said:
            row = process.stdout.readline()
            assert row, said
            said += row
        process.kill()
    assert b"\x1b" not in said
    assert ticked(me) == ("walk-5", "leg-swings")


def test_a_tick_that_cannot_be_saved_is_said(me: Runner) -> None:
    """With the exit code of what cannot be written, and no traceback."""
    year = me.file().parent
    year.rename(year.with_name("old"))
    year.write_text("in the way")
    ended = me("steps", stdin="\n")
    assert ended.code in (2, 3, 4) and "Traceback" not in ended.err and ended.err


def test_a_mistake_in_own_steps_is_said_where_they_would_be_used(me: Runner) -> None:
    """With file, line, key and remedy; the shipped steps are in use meanwhile, on the screen too."""
    (me.home / "routines.toml").write_text("format = 1\n[step.walk-5]\nseconds = -300\n")
    said = "routines.toml:3: step.walk-5.seconds: -300 is out of range; write 1 to 7200 seconds"
    for command in ("steps", "plain", "today"):
        assert said in me(command, stdin="\n" if command == "steps" else "\n" * 9).err, command
    assert Hand(desk_of(me.home)).page.message == said
    assert ticked(me) == ("walk-5",)


def test_a_line_of_any_length_is_answered_in_one(me: Runner) -> None:
    """What is not understood is said back in short."""
    for said in ("x" * 30_000, "\x1b[31m" * 2000):
        rows = me("steps", stdin=f"{said}\n").out.splitlines()
        assert any(row.endswith(" is not understood; ? says what can be answered.") for row in rows)
        assert max(map(len, rows)) < 250 and all(row.isprintable() for row in rows)
