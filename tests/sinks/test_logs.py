"""The two logs for people: what was written is shown as it was written, by readers that know nothing of us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from leaving import ANY, TEXTS, day_with
from markdown_it import MarkdownIt  # Textual needs it, so it is there
from markdown_it.token import Token

from planner.core.record import Day, Done
from planner.core.settings import Settings
from planner.sinks import html_log, md_log, told

READER = MarkdownIt("gfm-like")
"""With tables, tags, and links made of whatever looks like an address: the most willing of them."""
TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tr", "th", "td", "br"}


def tokens(text: str) -> Iterator[Token]:
    """All of a text's tokens, also those inside others."""
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def flat(text: str) -> str:
    """A text as the log in Markdown has it: one line."""
    lines = (" ".join(line.split()) for line in told.clean(text).split("\n"))
    return " / ".join(line for line in lines if line)


class Page(HTMLParser):
    """What a browser would see: tags, what is fetched or run, and the texts of cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag in ("td", "th"):
            self.cells.append("")
            self.inside = True
        elif tag == "br":
            self.cells[-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")


@settings(max_examples=150)
@given(ANY)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    """No tag, link, image, code or stress, and no letter less."""
    parts = list(tokens(f"- Notes: x{md_log.escaped(text)}x\n"))
    assert {t.type for t in parts} <= {
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "text", "text_special", "paragraph_close",
        "list_item_close", "bullet_list_close",
    }  # fmt: skip  # one kind after the other
    shown = "".join(t.content for t in parts if t.type.startswith("text"))
    assert shown == f"Notes: x{flat(text)}x"


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_has_broken_pages(text: str) -> None:
    """Each of them in a whole log of both kinds: the same outline as with a plain word."""
    plain, day = day_with("word"), day_with(text)
    whole = [tokens(md_log.text([d], Settings(), health=True)) for d in (plain, day)]
    outlines = [[t.type for t in found if not t.type.startswith("text")] for found in whole]
    assert outlines[0] == outlines[1] or not flat(text)
    page = Page(html_log.text([day], Settings(), health=True))
    assert page.tags == TAGS and page.attributes == {"lang", "charset", "http-equiv", "content", "name"}
    assert told.clean(text) in page.cells[-1]


@settings(max_examples=150)
@given(ANY)
def test_html_shows_a_text_as_it_is(text: str) -> None:
    """Nothing is run, nothing is fetched, and no letter is lost."""
    day = Day(date=date(2026, 11, 23), done=(Done(kind="run", note=text or "x"),))
    out = html_log.text([day], Settings(), health=True)
    page = Page(out)
    assert page.tags <= TAGS and page.attributes == {"lang", "charset", "http-equiv", "content", "name"}
    assert page.cells[-1] == told.clean(text or "x")
    assert "default-src 'none'" in out


def test_a_note_of_two_lines() -> None:
    """Two lines on the page, one in the list."""
    day = Day(date=date(2026, 11, 23), done=(Done(kind="run", note="one\n\ntwo "),))
    page = html_log.text([day], Settings(), health=True)
    assert page.endswith("<td>one<br><br>two </td></tr>\n</table>\n</body>\n</html>\n")
    assert md_log.text([day], Settings(), health=True).endswith("- Notes: one / two\n")


def test_the_log_by_month_and_day() -> None:
    """Months with what was run in them, days with a line for each thing."""
    day = day_with("it <b>hurt</b>")
    before = Day(date=date(2026, 10, 31), done=(Done(kind="strength"),))
    assert md_log.text([before, Day(date=date(2026, 11, 1)), day], Settings()).split("\n") == [
        "# Running log", "", "2026-10-31 to 2026-11-23", "",
        "## October 2026: no runs", "", "### Sat 2026-10-31", "", "- Done: strength", "",
        "## November 2026: 8 km in 1 run", "", "### Mon 2026-11-23", "", "- Planned: 12 km long", "- Planned: strength",
        "- Advised: rest, own choice: 5 km easy", "- Done: 8 km easy, 46:00 (5:45/km), effort 3/10", "",
    ]  # fmt: skip  # one line after the other
    assert "- Notes: it \\<b\\>hurt\\</b\\>\n" in md_log.text([day], Settings(), health=True)
    assert md_log.text([], Settings()) == "# Running log\n\nno days\n"


def test_the_page_has_a_table_a_month() -> None:
    """With a column for each thing that is said in it, in the order of the day."""
    day = replace(day_with("<b>"), morning=None)
    page = Page(html_log.text([replace(day, date=date(2026, 10, 31), advice=None, chosen=None), day], Settings()))
    assert page.cells == [
        "Day", "Planned", "Done",
        "Sat 2026-10-31", "12 km long\nstrength", "8 km easy, 46:00 (5:45/km), effort 3/10",
        "Day", "Planned", "Advised", "Done",
        "Mon 2026-11-23", "12 km long\nstrength", "rest, own choice: 5 km easy",
        "8 km easy, 46:00 (5:45/km), effort 3/10",
    ]  # fmt: skip  # one row after the other
