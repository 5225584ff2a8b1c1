"""Strings that have broken terminals, markup and layouts, for every place where a runner's own words are shown."""

from __future__ import annotations

from typing import Final

HOSTILE: Final = (
    "pain [left] knee",
    "[/] [/b] [bold",
    "[@click=app.quit]here[/]",
    "[link=file:///etc/passwd]x[/link]",
    "\\[escaped\\] \\\\",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "\x1b[?1049l\x1b[2J\x1bc",
    "tab\there, bell\x07, nul\x00, del\x7f, c1\x9b31m",
    "\u202egnp.exe\u202c \u2066iso\u2069",
    "zero\u200bwidth\u200d\ufeff",
    "日本語のくつ ｆｕｌｌ",
    "👟🏃‍♀️🇩🇪 e\u0301a\u0300\u0316",
    "ﷺ قدم مؤلمة שלום",
    "{braces} %s %d $VAR `cmd` ~ * _ # <b>",
    "lone \ud83d surrogate"[:5] + "\u2028line\u2029para",
    "long " + "x" * 200,
    "[b]bold[/b] [red on blue]x[/]",
    "[@click=app.bell]ring[/] [@click=screen.dismiss]go[/]",
    "[link='javascript:alert(1)']y[/link] [$primary]z[/]",
    "[[double]] [] [/",
    "$accent 50% [dim]",
    "{0} {name} {self.__class__} %(x)s %n",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;aGVsbG8=\x07 copies",
    "\x1bP+q544e\x1b\\ \x1b[6n \x1b[c asks",
    "\x1b[?1000h\x1b[?2004h\x1b(0lqk",
    "\x1b[10;10H\x1b[3J\x1b[8m hidden",
    "over\rwritten\x08\x08\x0b\x0c",
    "\x85next \x9d0;title\x9c \x90dcs\x9c",
    "two\nlines\n[third]",
    "\u2067right\u2069 \u200frlm\u200e \u061calm",
    "bell\u2407 esc\u241b nbsp\xa0 soft\xadhyphen",
    "tags\U000e0041\U000e007f private\ue000 unassigned\u0378",
    "Z\u0351\u036b\u0343\u0310a\u0310\u0315l\u0321\u0353g\u032f\u0325o" + "\u0300" * 40,
    "\u0301accent first, \u20dd ring",
    "\u1100\u1161\u11a8 jamo, ไทยน้ำ, हिन्दी",
    "👨‍👩‍👧‍👦👍🏽🏴 ☠️ ❤",
    "ＷＩＤＥ and 字" * 6,
    "'; DROP TABLE days; -- \\\" ''' \"\"\" = # [morning]",
    "../../etc/passwd C:\\con -rf --json =SUM(A1)",
)
"""Brackets and markup, escapes, control and format characters, right to left, wide, emoji, combining, very long, and
what other languages than ours would obey: forty of them.
"""
CONTROL: Final = frozenset(
    map(
        chr, [*range(32), *range(127, 160), 0xAD, 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
    )
)
"""What a terminal could obey: never on any screen."""
