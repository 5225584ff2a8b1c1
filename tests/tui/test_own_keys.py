"""A runner's own keys: checked before they count, each refusal with its line; what is sound is in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from faces import Hand, furnish
from faces import keys as keys_of
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.tui import keys
from planner.tui.commands import COMMANDS

REFUSED = [
    # own keys, the id that is refused, a part of what is said, a part of what to write
    ({"app.undoo": "z"}, "app.undoo", "is no command", "write app.undo"),
    ({"undo": "z"}, "undo", "is no command", "write app.undo"),
    ({"take": "m"}, "take", "is no command", "the names stand under ?"),
    ({"app.undo": "F2"}, "app.undo", "'F2' is no key", "write f2"),
    ({"app.undo": "ctrl+S"}, "app.undo", "'ctrl+S' is no key", "write ctrl+s"),
    ({"app.undo": "entr"}, "app.undo", "'entr' is no key", "write enter"),
    ({"app.undo": "esc"}, "app.undo", "'esc' is no key", "Esc always goes back"),
    ({"app.undo": "shift+z"}, "app.undo", "is no key", "write Z"),
    ({"app.undo": "ctrl+m"}, "app.undo", "'ctrl+m' is no key", "write enter"),
    ({"app.undo": "alt+shift+ctrl+banana"}, "app.undo", "is no key", "one character"),
    ({"app.undo": "5"}, "app.undo", "5 is an answer everywhere", "another"),
    ({"app.undo": "x"}, "app.undo", "x is an answer everywhere", "another"),
    ({"app.undo": "+"}, "app.undo", "steps a value", "another"),
    ({"app.undo": "escape"}, "app.undo", "Esc always goes back", "another"),
    ({"app.undo": "p"}, "app.undo", "p answers on the morning page", "another"),
    ({"morning.note": "i"}, "morning.note", "i answers on the morning page", "another"),
    ({"app.quit": ""}, "app.quit", "quit must have a key", "write one"),
    ({"app.help": " , "}, "app.help", ", is settings (app.settings)", "another"),
    ({"app.undo": "q"}, "app.undo", "q is quit (app.quit) on the same page", "give app.quit another too"),
    ({"morning.note": "e"}, "morning.note", "e is edit run (morning.edit)", "another"),
    ({"app.undo": "E"}, "app.undo", "E is type run (morning.words)", "another"),
    ({"week.move": "u"}, "week.move", "u is undo (app.undo)", "another"),
]
SOUND = [
    {"app.quit": "Q"},
    {"app.quit": "q,Q"},
    {"app.undo": "z", "app.redo": "Z"},
    {"morning.edit": "n", "morning.note": "e"},
    {"app.redo": ""},
    {"app.palette": "ctrl+p"},
    {"app.undo": "f2"},
    {"app.up": "up,ä", "app.down": "down,ö"},
    {"app.settings": "comma"},
    {"app.settings": ","},
    {"app.help": "question_mark"},
    {"week.move": "v"},
    {"app.undo": "é"},
]


@pytest.mark.parametrize(("own", "id", "message", "fix"), REFUSED, ids=lambda v: str(v)[:30])
def test_refused(own: dict[str, str], id: str, message: str, fix: str) -> None:
    """With why and what to write; the shipped keys stay."""
    now, refused = keys.check(own)
    assert [r.id for r in refused] == [id]
    assert message in refused[0].message and fix in refused[0].fix
    assert now == {c.id: c.keys for c in COMMANDS.values()}


@pytest.mark.parametrize("own", SOUND, ids=str)
def test_sound(own: dict[str, str]) -> None:
    now, refused = keys.check(own)
    assert refused == []
    for id, said in own.items():
        assert now[id] == keys.split(said)


def test_of_two_that_clash_the_later_is_refused() -> None:
    """And one that only clashed with a refused one is sound."""
    now, refused = keys.check({"morning.note": "z", "morning.words": "z"})
    assert [r.id for r in refused] == ["morning.words"]
    assert now["morning.note"] == ("z",) and now["morning.words"] == ("E",)


def test_the_shipped_keys_are_sound() -> None:
    """Said as a runner's own, every one of them is taken; and no page has a key twice."""
    own = {c.id: ",".join("comma" if k == "," else k for k in c.keys) for c in COMMANDS.values()}
    assert keys.check(own)[1] == []
    for page in {c.page for c in COMMANDS.values()}:
        given = [k for c in COMMANDS.values() if c.page == page for k in c.keys]
        assert len(given) == len(set(given)), page


WORDS = st.sampled_from(
    [
        "z",
        "q",
        "?",
        "5",
        "x",
        "",
        "f2",
        "enter",
        "ctrl+s",
        "p",
        "m",
        "e",
        "n",
        "up,w",
        ",",
        "Z",
        "banana",
        "u",
        "escape",
    ]
)
IDS = st.sampled_from([*COMMANDS, "app.nothing", "quit"])


@given(st.dictionaries(IDS, WORDS, max_size=8))
@settings(max_examples=60)
def test_whatever_is_written_the_keys_in_force_are_sound(own: dict[str, str]) -> None:
    """Quit and help have a key, digits answer, and no own key gives two commands on a page."""
    now, refused = keys.check(own)
    assert now["app.quit"] and now["app.help"]
    bad = {r.id for r in refused}
    for id in own.keys() - bad:
        assert now[id] == keys.split(own[id])
        for other, theirs in now.items():
            same = COMMANDS[id].page == COMMANDS[other].page or "app" in (COMMANDS[id].page, COMMANDS[other].page)
            shipped = set(COMMANDS[id].keys) & set(COMMANDS[other].keys)
            assert other == id or not same or not (set(now[id]) & set(theirs)) - shipped
        assert not set(now[id]) & set("0123456789+-") - set(COMMANDS[id].keys)


def test_problems_name_file_and_line_and_the_rest_counts(tmp_path: Path) -> None:
    """With or without quotation marks around the id; in the order of the file; shown on the settings page."""
    extra = '\n[keys]\n"app.redo" = "R"\n"app.undo" = "q"\nmorning.edti = "z"\napp.quit = "Q"\n'
    desk = furnish(tmp_path / "home", extra=extra, week={})
    hand = Hand(desk)
    lines = (tmp_path / "home" / "settings.toml").read_text().splitlines()
    at = lines.index('"app.undo" = "q"') + 1
    said = [str(p) for p in desk.problems]
    assert said == [
        f"settings.toml:{at + 1}: keys.morning.edti: is no command; write morning.edit",
    ]
    assert hand.page.keymap.keys("app.undo") == ("q",)  # sound, since quit has another key
    assert hand.page.keymap.keys("app.quit") == ("Q",)
    assert hand.page.keymap.keys("app.redo") == ("R",)
    assert "settings.toml" in hand.text()
    hand.type(",")
    assert "is no command" in " ".join(hand.text(120, 40).split())
    hand.type("Q")
    assert hand.gone


OWN: dict[str, str] = {"app.quit": "Q", "app.help": "f1", "app.undo": "z", "app.redo": "Z", "history.edit": "E",
    "history.done": "D", "shoes.add": "A", "shoes.retire": "X", "week.edit": "w", "week.move": "v", "done.edit": "i",
    "done.words": "I", "done.another": "o", "done.as_planned": "Y", "settings.remove": "ctrl+x",
    "morning.signs": "&"}  # fmt: skip  # one key after the other
MODES = [
    "",
    "E",
    "n",
    "v",
    "!",
    "7 2 2 2 2 3",
    "e",
    "D",
    "D e",
    "D E",
    "H",
    "H Left Enter",
    "H /",
    "T v",
    "S A",
    "S e",
    "W",
    "W t",
    ", Down Enter",
]


@pytest.mark.parametrize("way", MODES)
def test_remapped_help_and_quit_count_in_every_mode(tmp_path: Path, way: str) -> None:
    """The bar, the help of the mode and the keys themselves: the runner's own, and no longer the shipped ones."""
    rows = "\n".join(f'"{id}" = "{key}"' for id, key in OWN.items())

    def there() -> Hand:
        home = tmp_path / str(len(list(tmp_path.iterdir())))
        return Hand(furnish(home, extra=f"\n[keys]\n{rows}\n")).type(way)

    hand = there()
    bar = hand.text(400, 24).split("\n")[23]
    assert "f1 help" in bar and "Q quit" in bar and "? help" not in bar and "q quit" not in bar
    hand.press(["f1"])
    text = hand.text(120, 40)
    assert "f1" in text and ("Keys" in text)
    for shipped in (
        "u brings",
        "a adds",
        "r retires",
        "e types",
        "y as planned",
        "e edits",
        "E types",
        "Del takes",
        "? help",
    ):
        assert shipped not in text
    if " Q quit" in bar.replace(": Q quit", "").replace(", Q quit", ""):
        assert there().press(["Q"]).gone
    assert not there().press(["q"]).gone


def test_remapped_keys_are_the_ones_that_are_shown(tmp_path: Path) -> None:
    """In the hint bar, the bar of pages, the help and the words of the page."""
    desk = furnish(tmp_path / "home", extra='\n[keys]\n"app.quit" = "Q"\n"app.help" = "f1"\n"app.week" = "K"\n')
    hand = Hand(desk)
    text = hand.text(120, 40)
    assert " Q quit" in text and " f1 help" in text and "Week[K]" in text and " q quit" not in text
    hand.press(["f1"])
    hand.type('"quit"')
    assert " Q " in hand.text(120, 40)
    hand.press(["escape", "escape"])
    hand.type("K")
    assert hand.page.name == "week"


@pytest.mark.parametrize("way", ['W Down e "6 km in', 'S e " blu', ', Down Enter "1', 'n "half a no', "7 2 2 2 2 3"])
def test_what_is_half_said_outlives_its_help(tmp_path: Path, way: str) -> None:
    """Opened over a text line or a list, with a key of the runner's own, and killed there."""
    hand = Hand(furnish(tmp_path, extra='\n[keys]\n"app.help" = "f1"\n'))
    hand.press(keys_of(way))
    shown = hand.text(120, 40)
    hand.press(["f1"])
    hand.pages.keep_draft()
    again = hand.again()
    assert "Keys of:" in again.text(120, 40)
    again.press(["escape"])
    before, after = shown.splitlines(), again.text(120, 40).splitlines()
    assert [*before[:-2], before[-1]] == [*after[:-2], after[-1]]
