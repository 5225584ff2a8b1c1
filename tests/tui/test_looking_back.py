"""The pages that look back, by keys: moving, searching while typing, deleting and bringing back, past days filled in.

The pictures are held against files that people have looked at:

    GOLDENS=write python -m pytest tests/tui/test_looking_back.py && git diff tests/tui/goldens_history
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from faces import TODAY, Hand, desk_of, furnish, record, sore
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.days import Planned
from planner.core.record import Chosen, Day, DonePain
from planner.core.verdict import Caps, Referral, Rung, SavedAdvice, SavedReason
from planner.storage import writing
from planner.storage.shapes import DAY
from planner.tui.finding import MOST
from planner.tui.frame import cells

FOLDER = Path(__file__).parent / "goldens_history"
WRITE = os.environ.get("GOLDENS") == "write"
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)]
RUNGS = [Rung.RUN, Rung.RUN, Rung.MODIFIED_RUN, Rung.RUN, Rung.CROSS_TRAIN, Rung.RUN, Rung.REST]


def filled(home: Path, extra: str = "") -> Hand:
    """Ten weeks with advice, one sore stretch of the left knee, notes, and today not yet answered."""
    desk = furnish(home, past=0, extra=extra)
    for day in record(70):
        path = desk.places.day_file(day.date)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(writing.text(DAY, told(day, (TODAY - day.date).days)))  # unflushed: saving is tested elsewhere
    desk.index.refresh()  # as the application does between keys, in slices
    return Hand(desk)


def told(day: Day, back: int) -> Day:
    """An ordinary day with advice, and with what hurt."""
    hurts = (sore("knee_front", "left", 1 + back % 4),) if 30 <= back <= 40 else ()
    knee = (DonePain(site="knee_front", side="left", during=2, after=1),)
    reason = SavedReason(rule="pain-joint", because="your left knee (front): no hard running")
    own = back % 10 == 3
    assert day.morning is not None
    return replace(
        day,
        morning=replace(day.morning, pain=hurts, note="stairs were stiff [left]" if back == 33 else None),
        planned=day.planned if day.planned[0].kind == "rest" else (Planned(kind="easy", km=9.0, terrain="road"),),
        advice=SavedAdvice(
            rung=RUNGS[back % 7] if 20 <= back <= 45 else Rung.RUN,
            referral=Referral.NONE,
            caps=Caps(km=8.0, pain_stop=4 if hurts else None),
            reasons=(reason,) if hurts else (),
        ),
        chosen=Chosen(by="own" if own else "advice", why="club run" if own else None, kind="easy", km=8.0),
        done=tuple(replace(d, pain=knee) if hurts else d for d in day.done),
    )


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    return filled(tmp_path / "home").type("H")


def settle(hand: Hand) -> Hand:
    """Let the page finish what it began, as the application does between keys."""
    for _ in range(10_000):
        if not hand.page.idle():
            return hand
    raise AssertionError("it never ends")


# The history.


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ("h", "2026-11-22"),
        ("k", "2026-11-16"),
        ("l", "2026-11-24"),
        ("k h h", "2026-11-14"),
        ("[", "2026-10-23"),
        ("] ]", "2027-01-23"),
        ("{", "2025-11-23"),
        ("[ [ .", "2026-11-23"),
        ("p", "2026-11-22"),
        ("h h n", "2026-11-22"),
        ('g "2026-03-05" Enter', "2026-03-05"),
        ('g "thu" Enter', "2026-11-19"),
        ('g "5 oct" Enter p', "2026-10-04"),
        ("c Down Down", "2026-11-21"),
        ('/ "stiff" Enter', "2026-10-21"),
        ('/ "pain:knee>3" Enter p', "2026-10-19"),
    ],
)
def test_it_goes_where_the_keys_say(hand: Hand, keys: str, at: str) -> None:
    settle(hand.type(keys))
    assert hand.page.at == date.fromisoformat(at)
    assert at[8:].lstrip("0") in hand.text()


def test_nothing_later_is_said(hand: Hand) -> None:
    hand.type("n")
    assert "No later entry" in hand.text()


def test_a_wrong_date_is_told_and_the_line_stays(hand: Hand) -> None:
    hand.type('g "soon" Enter')
    assert "'soon' is no date; write 2026-03-05" in " ".join(hand.text(120, 40).split())
    hand.type("Esc")
    assert hand.page.at == TODAY


def test_search_answers_while_it_is_typed(hand: Hand) -> None:
    counts = []
    hand.type("/")
    for key in "km>8":
        settle(hand.press([key]))
        counts.append(hand.page.find.dates and len(hand.page.find.dates))
    assert counts[:2] == [None, None] or counts[0] is not None  # a part of a word is looked for as a text
    assert len(hand.page.find.dates) == 10
    assert "10 days found" in hand.text()
    hand.type("Enter")
    assert "Only km>8" in hand.text()
    hand.type("Esc")
    assert hand.page.find.dates is None and "Only" not in hand.text()


@pytest.mark.parametrize("words", ["", "easy ", "km>0 "])
def test_a_search_ends_where_its_dates_do(hand: Hand, words: str) -> None:
    """Within a month and across one, with words alone as with what has to be read."""
    settle(hand.type(f'/ "{words}2026-10-28..2026-11-03"'))
    found = hand.page.find.dates
    assert found and found == sorted(found, reverse=True)
    assert date(2026, 10, 28) <= found[-1] and found[0] <= date(2026, 11, 3)
    assert len(found) == 7 or (words and len(found) < 7)


def test_a_wrong_filter_keeps_the_last_good_one_and_says_why(hand: Hand) -> None:
    settle(hand.type('/ "km>8"'))
    hand.press([*" pain:"])
    assert "names no site" in hand.text(120, 40)
    assert hand.page.find.search is not None  # of `km>8 pain`
    hand.type("Enter")
    assert hand.page.mode is not None  # the line stays until it is right


def test_a_day_is_deleted_and_comes_back_byte_for_byte(hand: Hand) -> None:
    path = hand.desk.places.day_file(TODAY - timedelta(days=1))
    before = path.read_bytes()
    hand.type("h x")
    assert not path.exists() and "Deleted: Sun 22 Nov. u brings it back." in hand.text()
    assert "Nothing is stored of this day" in hand.text()
    hand.type("H h u")  # also after the page was left
    assert path.read_bytes() == before and "Sun 22 Nov is back." in hand.text()
    hand.type("u")
    assert "Nothing to undo" in hand.text()


def test_several_come_back_the_last_first(hand: Hand) -> None:
    paths = [hand.desk.places.day_file(TODAY - timedelta(days=n)) for n in (1, 2)]
    hand.type("h x h x u")
    assert (paths[0].exists(), paths[1].exists()) == (False, True)
    hand.type("u")
    assert all(p.exists() for p in paths)


def test_an_empty_day_is_not_deleted(hand: Hand) -> None:
    hand.type("x")
    assert "Nothing is stored of that day" in hand.text()


def test_a_day_that_came_up_again_is_not_written_over(hand: Hand) -> None:
    path = hand.desk.places.day_file(TODAY - timedelta(days=1))
    hand.type("h x")
    path.write_text("format = 1\ndate = 2026-11-22\n")
    hand.type("u")
    assert "Not done:" in hand.text() and path.read_text() == "format = 1\ndate = 2026-11-22\n"


def test_a_past_day_is_filled_in_and_marked_entered_later(hand: Hand) -> None:
    hand.type('g "2026-08-03" Enter e')
    assert hand.page.name == "morning" and hand.page.on == date(2026, 8, 3)
    hand.type("7 2 2 2 2 0 Enter")
    kept = hand.desk.journal.day(date(2026, 8, 3)).morning
    assert kept is not None and kept.entered_later and kept.sleep_h == 7.0
    hand.type('H g "2026-08-03" Enter')
    assert "entered later" in hand.text(120, 40)
    hand.type("M")
    assert hand.page.on == TODAY


def test_done_of_a_past_day_and_not_of_one_to_come(hand: Hand) -> None:
    hand.type("h d")
    assert hand.page.name == "done" and hand.page.on == TODAY - timedelta(days=1)
    hand.type("H l l d")
    assert hand.page.name == "history" and "still to come" in hand.text()


def test_a_day_is_shown_whole_and_scrolled(hand: Hand) -> None:
    hand.type('g "2026-10-21" Enter Enter')
    shown = hand.text(60, 20)
    for _ in range(30):
        hand.type("Down")
        shown += hand.text(60, 20)
    for said in ("sleep", "stairs were stiff [left]", "chosen", "club run", "during 2", "effort"):
        assert said in shown, said
    hand.type("right")
    assert hand.page.mode is not None


def test_a_broken_file_is_seen_and_explained(hand: Hand) -> None:
    on = TODAY - timedelta(days=3)
    hand.desk.places.day_file(on).write_text("format = 1\ndate = \n")
    hand.type("H")
    assert "20 " in hand.text() and "!" in hand.text()
    hand.type("h h h")
    assert "2026-11-20.toml" in hand.text(120, 40)


def test_only_what_is_seen_is_read(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[date, date]] = []
    real = hand.page.look.index.rows

    def rows(first: date, last: date, **more: object) -> object:
        asked.append((first, last))
        return real(first, last, **more)

    monkeypatch.setattr(hand.page.look.index, "rows", rows)
    for keys in ("h", "k", "[", "c", "Down"):
        hand.type(keys)
        hand.text(200, 60)
    assert asked and all((last - first).days <= 60 for first, last in asked)


KEYS = st.sampled_from(
    [*"hjkl[]{}.npcxudeg/ 05", "enter", "escape", "up", "down", "tab", "backspace", "pageup", "H", "T"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(KEYS, max_size=14), st.sampled_from(SIZES))
def test_any_keys_leave_a_picture(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str], size: tuple[int, int]
) -> None:
    hand = filled_once(tmp_path_factory).type("H")
    for key in keys:
        hand.do(hand.page.key(key))
        hand.page.idle()
    frame = hand.frame(*size)
    assert len(frame.lines) == size[1] and all(sum(cells(t) for t, _ in line) == size[0] for line in frame.lines)
    while hand.desk.removed:
        hand.desk.bring_back()


_home: list[Path] = []


def filled_once(factory: pytest.TempPathFactory) -> Hand:
    """The same home for many tests, which leave it as it was."""
    if not _home:
        _home.append(factory.mktemp("once") / "home")
        filled(_home[0])
    return Hand(desk_of(_home[0]))


# Trends.


def test_ranges_and_the_table(hand: Hand) -> None:
    hand.type("T")
    assert "[4w]" in hand.text() and "a day a column" in hand.text()
    assert hand.text().count("▁") > 3
    hand.type("Right Right Right")
    settle(hand)
    assert "[all]" in hand.text()
    hand.type("Left Left v")
    assert "Trends as a table, 12w" in hand.text() and "2026-11-22" in hand.text()
    hand.type("v")
    assert hand.page.mode is None


def test_all_years_say_the_same_as_one(hand: Hand) -> None:
    hand.type("T Right Right")
    year = [s.said for s in hand.page.strips(52).strips()]
    hand.type("Right")
    hand.page.strips(52)
    settle(hand)
    assert [s.said for s in hand.page.strips(52).strips()] == year
    assert year[0] == 70
    assert len(hand.page.past()[0].places()) == 1 and hand.page.past()[1].days == 70


def test_reasons_tell_of_the_last_time(tmp_path: Path) -> None:
    hand = filled(tmp_path / "home").type("7 2 2 2 2 2 k l 0 r")
    text = " ".join(hand.text(120, 60).split())
    assert "It was here before" in text
    assert "Last time, left knee (front): 14 Oct 2026 to 24 Oct 2026, peak 4/10, 11 painful days" in text
    other = filled(tmp_path / "other").type("7 2 2 2 2 2 c l 0 r")
    assert "It was here before" not in other.text(120, 60)


# Pictures.

STATES = {
    "calendar": ("H", ""),
    "calendar-sunday-miles": ("H [", 'first_day = "sunday"\nunits = "mi"\nascii = true'),
    "list": ("H c", ""),
    "search": ('H / "pain:knee>2"', ""),
    "search-wrong": ('H / "pain:knew"', ""),
    "day": ('H g "2026-10-21" Enter Enter', ""),
    "trends-12w": ("T Right", ""),
    "trends-12w-below": ("T Right PgDn PgDn", ""),
    "trends-ascii": ("T", "ascii = true"),
    "trends-table": ("T v", ""),
}


@pytest.mark.parametrize("state", STATES)
def test_it_looks_as_before(state: str, tmp_path: Path) -> None:
    keys, extra = STATES[state]
    hand = settle(filled(tmp_path / "home", extra).type(keys))
    FOLDER.mkdir(exist_ok=True)
    for width, height in SIZES:
        hand.text(width, height)
        if "PgDn" in keys:
            hand.page.top = hand.page.most
        text = hand.text(width, height)
        path = FOLDER / f"{state}-{width}x{height}.txt"
        if WRITE:
            path.write_text(text)
        assert text == path.read_text(), path.name
        assert max(cells(row) for row in text.splitlines()) <= width
        assert "?" in text.splitlines()[-1] or "Esc" in text.splitlines()[-1]
        if "ascii" in extra:
            assert text.isascii()


def test_digits_in_plain_characters_are_what_was_said(tmp_path: Path) -> None:
    """A day without pain has a 0 and none a dot: blocks turned into digits would say 1."""
    hand = filled(tmp_path, extra="ascii = true").type("T Right")
    rows = {line[1:12].strip(): line[12:60] for line in hand.text(120, 40).splitlines()}
    assert {"0", "4", "."} <= set(rows["Worst pain"].split()[0]) <= set("01234.")
    assert set(rows["Sleep h"].split()[0]) <= {"7", "8", "."}
    assert set(rows["Quality"].split()[0]) <= {"2", "3", "."}


def test_walking_through_the_years_gathers_none(hand: Hand) -> None:
    """Back and back, by years in the calendar and by the list; what is seen is what the files say all the same."""
    before = hand.type(".").text(200, 60)
    for key in ("{",) * 40 + ("c",) + ("down",) * 5 + ("c",) + ("}",) * 40:
        hand.press([key])
        hand.text(200, 60)
        assert len(hand.page.rows._known) < MOST + 1_000
    assert hand.type(".").text(200, 60) == before
