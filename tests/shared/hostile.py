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
)
"""Brackets and markup, escapes, control and format characters, right to left, wide, emoji, combining, very long."""
CONTROL: Final = frozenset(map(chr, [*range(32), *range(127, 160), 0x2028, 0x2029, 0x202A, 0x202B, 0x202D, 0x202E]))
"""What a terminal could obey: never on any screen."""
