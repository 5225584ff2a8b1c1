"""Slips that hands make, one a file, and their exact words.

`GOLDENS=write` writes them anew, to be read; what only the parser's own words tell is left out, since other versions of
Python have others.
"""

from __future__ import annotations

import os
from pathlib import Path

from planner.storage import document
from planner.storage.problems import CannotRead

GOLDEN = Path(__file__).with_name("goldens-slips") / "by-hand.txt"
SLIPS = (
    "a = 1\r\nb = 2\rc = 3\r\n", "a = 1\nb = 2\rc = [\n", "a = 1\r\n\r\nb = \"x\ry\"\r\n",
    "a = \"\"\"x\nb = 1\n\n", "a = \"\"\"x\"\"\"\nb = \"\"\"y\nc\n", "a = \"\"\"x\n\"\"\"\nb = [1\n\n\n",
    "a = [1\n", "a = [1, 2\nb = 3\n", "a = [1 2]\n", "a = { b = 1\n", "a = { b = 1, b = 2 }\n",
    "a = { b = 1 c = 2 }\n", "a = { b = 1,\n", "a = {b\n", "a = 1\n[t]\nx = 1\n[t]\n",
    "[t]\nx = 1\n\n[t] # again\ny = 1\n", "[[t]]\nx = 1\nx = 2\n", "[t]\nx = 1\n#x = 2\nx = 3\n",
    "x = 1\n[t]\nx = 1\n[u]\nx = 1\n[t.u]\ny=1\ny = 2\n", "a.b = 1\na.b = 2\n", "a = 1\n[a]\n", "a = 1\na.b = 2\n",
    "[t\nx = 1\n", "[t] x\n", "[t!]\n", "[t u] # x\n",
    "  [t\n", "hello there\n", "# a\n\nhello  \n", "a =\n", "a = # x\n", "a =   \n",
    "a = 12:59\n", "a = 12:60\n", "at = 6:41\n", "day_starts = 04:00\n", "easy_pace = 5:40\n", "a = 5:40 x\n",
    "x = 05:40:30\n", "a = 5:7\n", "a = 123:00\n", "a = 2026-11-23T24:00:00Z\n", "a = 2026-11-23T23:59:59Z x\n",
    "a = 2026-11-23T23:60:00Z\n", "a = 2026-11-23T23:59:60Z\n", "a = 2026-11-23 6:41\n", "a = 2026-11-23T06:41\n",
    "a = 2026-11-23T06:41:00+1:00\n", "a = 2026-11-23T100:00\n", "a = 2026-02-29\n", "a = 2028-02-30\n",
    "a = 2026-02-30\n", "a = 2026-04-31\n", "a = 2026-00-10\n", "a = 2026-13-10\n", "a = 0000-01-01\n",
    "a = 2026-01-00\n", "a = 2026-12-32\n", "a = 2028-02-29x\n", "a = 2026-3-1\n", "a = 1.3.2027\n",
    "a = 1/3/27\n", "a = 1-3-2027\n", "a = 01.03.2027 x\n", "a = 1.3-2027\n", "a = 7,5\n", "a = -7,5 # x\n",
    "a = { b = 7,5 }\n", "a = 7,5,3\n", "a = [7,5\n", "a = 7, 5\n", "a = +7,5\n", "a = 07\n", "a = -07.50 # x\n",
    "a = 00\n", "a = 0x\n", "a = 007 x\n", "a = 5km\n", "a = 5 km # x\n", "a = 5.5 km, x\n", "a = 5 # km x = \n",
    "a = 5 #\nb = 5 }\n", "a = 5\\n\n", "a = 5 :x\n", "a = -5%\n", "a = yes # x\n", "a = Yes\n",
    "a = good run today\n", "a = good-run/now:1.0 x, y\n", "a = _x\n", "a = é\n", "a = @x\n", "a = *\n",
    "a = \"x\\d\"\n", "a = \"x\\d\n", "a = 'x\\d\n", "a = \"x\n", "a = 'x\n", "a = \"x\" y\n", "a = 'x' y\n",
    "a = \"\u0001\"\n", "a = \"x\ty\"\n\u001fb = 1\n", "a = \"\u001f\"\n", "a = x\u0001\n", "a = \x7f\n",
    "a = “x” # y\n", "a = \"x“y\n", "a = „\n", "a = 1 “x”\n", "k" * 100 + " = yes\n", "# k = yes\nb = \n",
    "[t = 1\n", "{ t = 1 }\n", " [ t ] = 1\n", "\t[x\ta = yes\n",
    "<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< c\nx = 1\n>>>>>>> d\n", ">>>>>>> b\nx\n", "<<<<<<< a\nx\n",
    "<<<<<<<\n>>>>>>>\n", "x = 1\n<<<<<<<  left  \n=======\n>>>>>>>  right \n", "= 1\n", "a = 1 = 2\n", "a == 1\n",
    "\"a = 1\n", "a b = 1\n", "a = [1, [2, 3]\n", "a = [\"x\", \"y\"\n",
)  # fmt: skip  # one slip after the other


def test_their_words() -> None:
    """With line and key, what is wrong and what to write."""
    rows = []
    for text in SLIPS:
        try:
            document.parse(text.encode(), "x")
            said = ["is TOML"]
        except CannotRead as error:
            said = [str(problem) for problem in error.problems if "is no TOML: " not in problem.message]
        rows += [f"{text!a}\n    {words}" for words in said]
    found = "\n".join(rows) + "\n"
    if os.environ.get("GOLDENS") == "write":
        GOLDEN.write_text(found, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == found
