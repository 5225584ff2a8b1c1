"""Other programs while the screens are open: their edits show by themselves, and never cost what was typed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from faces import TODAY, Hand, desk_of, furnish
from in_place import put
from program import Program

from planner.core.days import Planned
from planner.core.record import Day
from planner.storage.kept import Ring
from planner.tui.following import Follower

Start = Callable[..., Program]
ALL = "7 2 2 2 2 0 Enter"


class Two:
    """One hand on the screen, and a follower that looks when it is told to."""

    def __init__(self, home: Path) -> None:
        furnish(home)
        self.home = home
        self.hand = Hand(desk_of(home))
        self.pages = self.hand.pages
        self.follower = Follower(places=self.hand.desk.places, changed=self.pages.follow)
        self.follower.seen(TODAY)

    def type(self, said: str) -> None:
        """Type, as the application does it."""
        from faces import keys

        for key in keys(said):
            for effect in self.pages.page.key(key):
                self.pages.perform(effect)
                self.follower.seen(TODAY)

    @property
    def file(self) -> Path:
        return self.hand.desk.places.day_file(TODAY)

    def elsewhere(self, text: str = "# by hand\n", **parts: object) -> None:
        """Another program changes today's file."""
        desk = desk_of(self.home)
        desk.save(replace(desk.day(TODAY), **parts))  # type: ignore[arg-type]  # fields of a day by name
        put(self.file, self.file.read_text() + text)

    def look(self) -> bool:
        return self.follower.look(TODAY)

    def text(self) -> str:
        return self.hand.text()


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path / "planner")


def test_an_edit_shows_by_itself(two: Two) -> None:
    """A saved day that is edited is read again; nothing happens without a change, nor by our own save."""
    two.type(ALL)
    assert not two.look() and "Saved" in two.text()
    put(two.file, two.file.read_text().replace("sleep_h = 7.0", "sleep_h = 8.5"))
    assert two.look() and "[8.5 h]" in two.text()
    assert "Changed by another program: read again" in two.text()
    assert not two.look()


def test_settings_show_by_themselves(two: Two) -> None:
    """Miles at once, with what was typed kept."""
    two.type("7 2")
    settings = two.hand.desk.places.settings
    put(settings, settings.read_text().replace("format = 1\n", 'format = 1\nunits = "mi"\n'))
    assert two.look()
    assert "mi" in two.text() and "4 questions to go" in two.text()


def test_what_was_typed_is_never_lost(two: Two) -> None:
    """A draft stays, the runner is told, and saving asks instead of writing over the other's text."""
    two.type("7 2 2 2 2")
    two.elsewhere(planned=(Planned(kind="easy", km=5.0),))
    theirs = two.file.read_text()
    assert two.look()
    assert "saving will ask" in two.text() and "1 question to go" in two.text()
    two.type("0 Enter")
    assert "was changed by another program" in two.text()
    assert two.file.read_text() == theirs


@pytest.fixture
def asked(two: Two) -> Two:
    """Typed over what another program wrote, and asked what is to stand."""
    two.type("7 2 2 2 2")
    two.elsewhere(planned=(Planned(kind="easy", km=5.0),))
    two.type("0 Enter")
    assert two.pages.page.mode is not None
    return two


def kept(two: Two) -> list[str]:
    ring = Ring(two.hand.desk.places)
    return [ring.read(v).decode() for v in ring.versions(two.file)]


def test_mine_stands(asked: Two) -> None:
    """What was typed is in the file, what stood there is a kept version, nothing lies beside it."""
    theirs = asked.file.read_text()
    asked.type("m")
    assert "stress = 2" in asked.file.read_text() and theirs in kept(asked)
    assert [p.name for p in asked.file.parent.iterdir() if "2026-11-23" in p.name] == [asked.file.name]
    assert "Saved: yours stands" in asked.text() and asked.pages.page.mode is None
    asked.type("n")
    assert asked.pages.page.mode is not None  # the page is alive and rests on the file


def test_theirs_stands(asked: Two) -> None:
    """The file stays, what was typed is a kept version, the page shows the file."""
    theirs = asked.file.read_text()
    asked.type("t")
    assert asked.file.read_text() == theirs
    assert any("stress = 2" in text for text in kept(asked))
    assert "6 questions to go" in asked.text() or "Sleep" in asked.text()
    assert asked.hand.desk.draft(TODAY) is None


def test_both_stay(asked: Two) -> None:
    """Two files, and what was typed is still on the screen."""
    theirs = asked.file.read_text()
    asked.type("b")
    (mine,) = asked.file.parent.glob("*.mine-*")
    assert asked.file.read_text() == theirs and "stress = 2" in mine.read_text()
    assert "Both are kept" in asked.text() and "[7 h]" in asked.text()


def test_the_difference_is_shown(asked: Two) -> None:
    """Line by line, and leaving it asks again; Esc settles nothing."""
    asked.type("d")
    assert "+stress = 2" in asked.text() or "stress = 2" in asked.text()
    asked.type("Esc")
    assert "both: leave the two files" in asked.text()
    before = asked.file.read_text()
    asked.type("Esc")
    assert asked.file.read_text() == before and list(asked.file.parent.glob("*.mine-*"))


def test_a_stale_page_writes_nothing_over(two: Two) -> None:
    """Also when a look back has read the file meanwhile: what counts is what the page was made from."""
    two.type("7 2 2 2 2")
    two.elsewhere(planned=(Planned(kind="easy", km=5.0),))
    theirs = two.file.read_text()
    two.hand.desk.context(TODAY)  # reads every day again
    two.type("0 Enter")
    assert two.file.read_text() == theirs


def test_a_broken_edit_is_said(two: Two) -> None:
    """The page says file and line, and nothing is saved over it."""
    two.type(ALL)
    put(two.file, two.file.read_text().replace("stress = 2", "stress = 9"))
    broken = two.file.read_text()
    assert two.look()
    assert "2026-11-23.toml:9" in two.text() or "stress" in two.text()
    two.type("Enter")
    assert two.file.read_text() == broken


def test_a_mode_is_not_torn_away(two: Two) -> None:
    """While a line is typed the change waits; it shows once the line is done."""
    two.type(f'{ALL} n "half"')
    put(two.file, two.file.read_text().replace("sleep_h = 7.0", "sleep_h = 8.5"))
    assert not two.look() and two.pages.page.mode is not None
    two.type("Esc")
    assert two.look() and "[8.5 h]" in two.text()


def test_a_second_hand_only_looks(two: Two) -> None:
    """While another is open saving says who, and its draft is left alone; afterwards it saves."""
    from planner.storage.lock import Lock

    desk = two.hand.desk
    first = Lock(desk.places)
    assert first.take(desk.now()) is None
    desk.lock = Lock(desk.places)
    two.type(ALL)
    assert not two.file.exists() and "planner is open already (process" in two.text()
    two.pages.keep_draft()
    assert desk.draft(TODAY) is None
    first.let_go()
    two.type("Enter")
    assert two.file.exists()
    assert isinstance(desk.day(TODAY), Day)


def test_in_a_terminal_within_a_second(program: Start) -> None:
    """A file that vim or a sync client writes is on the screen within a second, and waiting costs nearly nothing."""
    p = program()
    p.wait("Sleep")
    p.type(ALL)
    p.day()
    p.settle(0.5)
    text = p.file.read_text().replace("sleep_h = 7.0", "sleep_h = 8.5")
    p.file.with_suffix(".new").write_text(text)
    at = time.monotonic()
    p.file.with_suffix(".new").replace(p.file)
    assert p.wait("[8.5 h]") - at < 1.5  # 0.7 s between looks, and a busy machine


def test_two_in_terminals(program: Start) -> None:
    """The second says so, follows the first's save, and saves nothing itself; after the first quits it does."""
    first = program()
    first.wait("Sleep")
    second = program()
    second.wait("Only to look at: planner is open already")
    first.type(ALL)
    first.day()
    second.wait("[7 h]")
    second.type("Enter")
    second.wait("Not saved: planner is open already")
    first.type("q")
    first.ended()
    second.type('n "mine" Enter')
    second.day_where(lambda day: day["morning"].get("note") == "mine")
