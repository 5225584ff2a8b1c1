"""The way back and being away on the morning: proposed, taken up, slowed down, ended; kept in the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from faces import TODAY, Hand, desk_of, furnish
from golden import golden, left_over

from planner.core.record import DonePain
from planner.core.settings import Away, Back
from planner.tui.back_mode import BackMode
from planner.tui.frame import length

RUN = "7 2 2 2 2 0 Enter"
FOLDER = Path(__file__).parent / "goldens-back"
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
STATES = {
    "proposed": RUN,
    "stages": f"{RUN} b",
    "slower": f"{RUN} b s",
    "taken": f"{RUN} b Enter m",
    "away-menu": f"{RUN} v",
    "away": f"{RUN} v t 5 Enter",
}
ALL = [pytest.param(name, size, id=f"{name}-{size[0]}x{size[1]}") for name in STATES for size in SIZES]


def after_a_break(home: Path) -> Hand:
    """A home whose last run is twelve days old."""
    desk = furnish(home, past=40)
    for back in range(1, 12):
        desk.places.day_file(TODAY - timedelta(days=back)).unlink()
    return Hand(desk_of(home))


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """The morning after a break."""
    return after_a_break(tmp_path / "home")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Hand]:
    """The page in a state, each made once."""

    @cache
    def make(name: str) -> Hand:
        return after_a_break(tmp_path_factory.mktemp("back") / name).type(STATES[name])

    return make


def settings(hand: Hand) -> tuple[Back | None, Away | None]:
    """What the settings file says."""
    said = hand.again().desk.settings
    return said.back, said.away


def slow(hand: Hand) -> int:
    """How many outings more the settings file says."""
    back = settings(hand)[0]
    assert back is not None
    return back.slow


@pytest.mark.parametrize(("name", "size"), ALL)
def test_golden(shown: Callable[[str], Hand], name: str, size: tuple[int, int]) -> None:
    """The picture is the one that was looked at; it fills its size."""
    frame = shown(name).frame(*size)
    golden(FOLDER, name, size, frame.text())
    assert {length(line) for line in frame.lines} == {size[0]} and len(frame.lines) == size[1]


def test_no_golden_is_left_over() -> None:
    """Each file is of a state and a size."""
    assert not left_over(FOLDER, {f"{n}-{w}x{h}.txt" for n in STATES for w, h in SIZES})


def test_it_is_proposed_and_nothing_is_kept(hand: Hand) -> None:
    """A line on the morning; the plan and the settings stay as they are."""
    text = hand.type(RUN).text(120, 40)
    assert "Way back After one to four weeks off" in text and "8 km easy" in text
    assert settings(hand) == (None, None)


def test_todays_stage_becomes_the_plan(hand: Hand) -> None:
    """Half of the longest run; the rules stand over it like over any other plan."""
    hand.type(f"{RUN} b Enter")
    assert settings(hand)[0] == Back(ladder="after-layoff", since=TODAY)
    day = hand.again().desk.journal.day(TODAY)
    assert day.planned[0].km == 6.0 and day.advice is not None
    assert "LAYOFF" in day.advice.warnings
    assert "3 outings done" in hand.again().text(120, 40) and "proposed" not in hand.again().text(120, 40)


def test_before_the_answers_too(hand: Hand) -> None:
    """The stage goes on the plan, the questions stay open."""
    hand.type("7 2 b Enter")
    assert hand.page.draft.planned[0].km == 6.0 and hand.page.draft.morning.fatigue is None
    assert hand.page.draft.morning.sleep_quality == 2 and not hand.desk.places.day_file(TODAY).exists()


def test_slower_and_as_before(hand: Hand) -> None:
    """The mode stays open and shows the new dates; never slower than three outings more."""
    hand.type(f"{RUN} b s")
    assert isinstance(hand.page.mode, BackMode) and slow(hand) == 1
    assert f"{TODAY + timedelta(days=3)}" in hand.text(120, 40)
    hand.type("s s s s")
    assert slow(hand) == 3
    hand.type("f")
    assert slow(hand) == 0 and f"{TODAY + timedelta(days=2)}" in hand.text(120, 40)


def test_ended_it_is_not_proposed_again(hand: Hand) -> None:
    """Nor the next morning."""
    hand.type(f"{RUN} b x")
    back = settings(hand)[0]
    assert back is not None and back.stopped == TODAY
    assert "Way back" not in hand.text(120, 40)
    hand.type("b")
    assert hand.page.mode is None and "Nothing to come back from" in hand.text(120, 40)
    assert "Way back" not in hand.again("2026-11-24T06:41:00+01:00").type(RUN).text(120, 40)


def test_the_stage_of_the_next_mornings(hand: Hand) -> None:
    """A day between, then the second outing; a worse place holds the stage."""
    hand.type(f"{RUN} b Enter D y 3 0 Enter")
    text = hand.again("2026-11-24T06:41:00+01:00").type(RUN).text(60, 20)
    assert "1 of 3 outings done; no outing today, the next on 2026-11-25" in " ".join(text.split())
    desk = hand.again().desk
    day = desk.journal.day(TODAY)
    sore = replace(day.done[0], pain=(DonePain(site="calf", side="left", during=2),))
    desk.save(replace(day, done=(sore,)))
    desk.places.day_file(TODAY + timedelta(days=1)).unlink()
    text = hand.again("2026-11-24T06:41:00+01:00").type("7 2 2 2 2 0 0 Enter").text(60, 20)
    assert "more pain: stage 1 of 2" in " ".join(text.split())


def test_nothing_to_come_back_from(tmp_path: Path) -> None:
    """After an ordinary week."""
    hand = Hand(furnish(tmp_path / "home")).type(f"{RUN} b")
    assert hand.page.mode is None and "Nothing to come back from" in hand.text()


def test_no_stage_on_a_rest_day_of_a_flag(hand: Hand) -> None:
    """A fever invites nothing."""
    assert "Way back" not in hand.type("7 2 2 2 2 i a Enter 0 Enter").text(120, 40)


@pytest.mark.parametrize(
    ("typed", "until"),
    [("", None), ("5", date(2026, 11, 27)), ("1", TODAY), ("2026-12-01", date(2026, 12, 1))],
)
def test_away_plans_rest(hand: Hand, typed: str, until: date | None) -> None:
    """From today to the day that was said, and no further."""
    hand.type(f"{RUN} v t")
    hand.type(f"{typed} Enter")
    assert settings(hand)[1] == Away(kind="travel", since=TODAY, until=until)
    assert hand.again().desk.journal.day(TODAY).planned[0].kind == "rest"
    desk = hand.again().desk
    week = [desk.week_plan(TODAY + timedelta(days=n)) for n in range(9)]
    away = 9 if until is None else (until - TODAY).days + 1
    assert [bool(p) and p[0].kind == "rest" for p in week[: min(away, 9)]] == [True] * min(away, 9)
    assert until is None or away > 8 or all(not p or p[0].kind != "rest" for p in week[away:])
    assert "Way back" not in hand.text(120, 40) and "Travel since 2026-11-23" in hand.text(120, 40)


@pytest.mark.parametrize("typed", ["yesterday", "2026-11-22", "2026-02-30", "0x5"])
def test_until_when_must_be_a_day_to_come(hand: Hand, typed: str) -> None:
    """Else it is said what to write, and nothing is kept."""
    hand.type(f'{RUN} v b "{typed}" Enter')
    assert hand.page.mode is not None and "write" in hand.text() and settings(hand)[1] is None


def test_a_run_may_be_typed_while_away(hand: Hand) -> None:
    """It is the plan then."""
    hand.type(f'{RUN} v t Enter E BS BS BS BS "3 km easy" Enter')
    assert hand.again().desk.journal.day(TODAY).planned[0].km == 3.0


def test_over_brings_the_week_back_and_proposes(hand: Hand) -> None:
    """The plan of the weekday, and the way back."""
    path = hand.desk.places.settings
    path.write_text(path.read_text() + f'\n[away]\nkind = "illness"\nsince = {TODAY - timedelta(days=9)}\n')
    hand = hand.again().type(RUN)
    assert "Illness since" in hand.text(120, 40)
    hand.type("v o")
    since, until = TODAY - timedelta(days=9), TODAY - timedelta(days=1)
    assert settings(hand)[1] == Away(kind="illness", since=since, until=until)
    text = hand.text(120, 40)
    assert "8 km easy" in text and "Illness since" not in text and "After a fever is proposed" in text
    assert " o  " not in hand.type("v").text(), "nothing is on any more"


def test_a_slip_of_this_morning_never_was(hand: Hand) -> None:
    """Said and over on one day: nobody comes back from it."""
    hand.type(f"{RUN} v i Enter")
    assert "Illness since" in hand.text(120, 40)
    hand.type("v o")
    assert settings(hand)[1] is None
    assert "8 km easy" in hand.text(120, 40) and "After a fever" not in hand.text(120, 40)


def test_a_broken_settings_file_is_not_written(hand: Hand) -> None:
    """It is said, and the page goes on."""
    path = hand.desk.places.settings
    path.write_text(path.read_text() + "\n[away]\nkind = 'lost'\n")
    before = path.read_bytes()
    again = hand.again().type(f"{RUN} b s")
    assert "Not saved" in again.text() and path.read_bytes() == before


def test_a_way_back_of_many_weeks_keeps_its_first_outings(tmp_path: Path) -> None:
    """Slowed down it takes longer than the ten weeks that are read else; only the stage rests on older ones."""
    facts = []
    for since in (TODAY - timedelta(days=100), None):
        home = tmp_path / str(since)
        extra = f'\n[back]\nladder = "after-bone"\nsince = {since}\nslow = 3\n' if since else ""
        hand = Hand(furnish(home, past=110, extra=extra))
        facts.append(hand.page.context.answer(None, hand.page.draft.planned).facts)
        if since:
            back = hand.page.way_back
            assert back is not None and back.taken
            assert (back.standing.stage, back.standing.good) == divmod(57, 6), "57 runs since then, 6 on each stage"
    assert facts[0] == facts[1]


def test_taken_up_on_a_day_to_cross_train_it_leaves_the_plan(hand: Hand) -> None:
    """No outing today, and the offer of the day stands; the first outing is tomorrow."""
    hand.type("7 2 2 2 2 5 k r 0 Enter b Enter")
    back = settings(hand)[0]
    assert back is not None and back.ladder == "after-layoff"
    assert [p.kind for p in hand.again().desk.journal.day(TODAY).planned] == ["easy"]
    text = " ".join(hand.text(60, 30).split())
    assert "m take cross 48 min" in text and "no outing today, the next on 2026-11-24" in text


def test_being_away_is_undone_and_done_again_and_it_is_said(hand: Hand) -> None:
    """The settings, the plan and the day's file as before, at every size; the message says which it was."""
    hand.type(f"{RUN} v t 5 Enter u")
    assert "Undone: not away" in hand.text() and "8 km easy" in hand.text(120, 40)
    assert settings(hand) == (None, None) and hand.page.saved
    assert hand.again().desk.journal.day(TODAY).planned[0].km == 8.0
    hand.type("U")
    assert "Done again: Travel since 2026-11-23 until 2026-11-27" in hand.text(120, 40)
    assert settings(hand)[1] == Away(kind="travel", since=TODAY, until=date(2026, 11, 27))
    assert hand.again().desk.journal.day(TODAY).planned[0].kind == "rest"
    for size in (*SIZES, (40, 12)):
        assert "Travel since" in hand.text(*size) or "Done again" in hand.text(*size)


def test_what_the_settings_page_says_since_is_not_undone_with_an_answer(hand: Hand) -> None:
    """Only the step that changed it brings it back."""
    hand.type("7 2 ,")
    while hand.page.row.key != "away.kind":  # type: ignore[attr-defined]  # the settings page
        hand.type("Down")
    hand.type("Right M u")
    assert hand.page.draft.morning.sleep_quality is None and settings(hand)[1] is not None
